package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/iso28000/iso28000/records"
)

// A doubt is a commit whose answer was lost. It may be under way still: in the server, waiting
// for others or for a standby, or in the network. Until it is decided nothing is answered, since
// what is not there might come, and what is there might be lost by a failover.
type doubt struct {
	pool    *pgxpool.Pool
	logs    []records.LogID
	backend backend // that was to carry it out
}

// A backend is the process of the server that a connection talks to. The zero value is one that
// is not known, of an engine that has none.
type backend struct {
	pid   int32
	start time.Time // since numbers of processes come again
}

// backendOf is where a connection keeps its backend.
const backendOf = "iso28000 backend"

// noteBackend asks who is at the other end of a new connection.
func noteBackend(ctx context.Context, c *pgx.Conn) error {
	var b backend
	err := c.QueryRow(ctx, "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()").Scan(&b.pid, &b.start)
	if errors.Is(err, pgx.ErrNoRows) || errors.As(err, new(*pgconn.PgError)) {
		return nil // an engine that has no such processes
	}
	if err != nil {
		return failed(ctx, err)
	}
	c.PgConn().CustomData()[backendOf] = b
	return nil
}

// doubted notes a commit whose answer was lost.
func (s *Store) doubted(c *pgx.Conn, pool *pgxpool.Pool, batch records.Batch) *doubt {
	d := &doubt{pool: pool}
	d.backend, _ = c.PgConn().CustomData()[backendOf].(backend)
	for _, base := range batch.Base {
		d.logs = append(d.logs, base.Log)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doubts = append(s.doubts, d)
	return d
}

// settled returns nil if no commit is in doubt, and else waits until none is. If that takes too
// long, or the server cannot be reached, it is records.ErrInDoubt, whatever is asked.
func (s *Store) settled(ctx context.Context) error {
	for {
		s.mu.Lock()
		var d *doubt
		if len(s.doubts) > 0 {
			d = s.doubts[0]
		}
		s.mu.Unlock()
		if d == nil {
			return nil
		}
		if err := s.settle(ctx, d); err != nil {
			if end := ctx.Err(); end != nil {
				return end
			}
			return fmt.Errorf("%w: the server has not told yet what became of a commit whose answer was lost, and nothing is answered until it does, "+
				"which is asked anew each time: see whether it can be reached, and the standby that it waits for (%w)", records.ErrInDoubt, err)
		}
	}
}

// settle waits until a commit whose answer was lost is decided.
func (s *Store) settle(ctx context.Context, d *doubt) error {
	ctx, end := context.WithTimeout(ctx, min(s.options.Wait, 5*time.Second))
	defer end()
	c, err := d.pool.Acquire(ctx)
	if err != nil {
		return failed(ctx, err)
	}
	defer c.Release() // which closes a connection that is not back out of its transaction
	if err := d.backend.ended(ctx, c.Conn()); err != nil {
		return failed(ctx, err)
	}
	if err := d.pass(ctx, c.Conn()); err != nil {
		return failed(ctx, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doubts = slices.DeleteFunc(s.doubts, func(other *doubt) bool { return other == d })
	return nil
}

// patience is how long a backend may wait for a client that is gone: what it was sent may be on
// its way. A network that has lost it keeps it waiting for hours.
const patience = 500 * time.Millisecond

// ended waits until a backend is gone: what it was to commit is committed or undone by then,
// even if it had not heard of it when the connection broke. One that is in the middle of
// something is left alone, since to end one that waits for its standby would end the waiting only.
func (b backend) ended(ctx context.Context, c *pgx.Conn) error {
	if b == (backend{}) {
		return nil
	}
	const look = "SELECT coalesce(wait_event = 'ClientRead', false) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2"
	for begun := time.Now(); ; {
		var waits bool
		err := c.QueryRow(ctx, look, b.pid, b.start).Scan(&waits)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		if waits && time.Since(begun) > patience {
			const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2 AND wait_event = 'ClientRead'"
			if _, err := c.Exec(ctx, end, b.pid, b.start); err != nil {
				return err
			}
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return errors.New("the process that was to carry it out is still at it")
		}
	}
}

// pass takes the head of each log that the commit was to move, behind it if it has it, and
// commits that. So the standbys that commits wait for have what the commit has done, if it has
// done anything.
func (d *doubt) pass(ctx context.Context, c *pgx.Conn) error {
	defer rollback(ctx, c)
	delete(c.PgConn().CustomData(), warned)
	if _, err := c.Exec(ctx, "BEGIN"); err != nil {
		return err
	}
	for _, log := range d.logs {
		if _, err := c.Exec(ctx, "SELECT 1 FROM head WHERE log = $1 FOR UPDATE", int16(log)); err != nil {
			return err
		}
	}
	if _, err := c.Exec(ctx, "COMMIT"); err != nil {
		return err
	}
	if warning := c.PgConn().CustomData()[warned]; warning != nil {
		return fmt.Errorf("the server warns: %v", warning)
	}
	return nil
}
