package postgres

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/iso28000/iso28000/records"
)

// Options say how a database is opened. The zero value is for the usual case.
type Options struct {
	// Schema is where the tables are, one set for each archive. Defaults to "iso28000".
	Schema string

	// Migrate makes the tables, or brings those of an earlier version to this one, as the role
	// that connects, which owns them from then on: not the one that writes day by day. All
	// steps are taken or none, by one process where several come at once.
	Migrate bool

	// Roles get what they need when Migrate has made or changed tables. Defaults to nobody: [Grants] says
	// what a host runs by itself.
	Roles Roles

	// Disposal is the connection string of the role that erases content and wraps keys anew.
	// Batches which do that go through it. Defaults to the role that writes, which then has to
	// be allowed to, or is refused with records.ErrDenied.
	Disposal string

	// ReadOnly opens a database to look into it, a standby too, and even one whose schema was
	// altered: for who audits it.
	ReadOnly bool

	// Wait is how long to wait for others that commit to the same log. Beyond it the error is
	// [ErrBusy]. Defaults to 10 s.
	Wait time.Duration

	// Timeout is how long the server may take for one statement, apart from those of Backup,
	// Restore and migrations. Beyond it the error is [ErrBusy]. Defaults to 1 min.
	Timeout time.Duration

	// Configure changes what was made of a connection string before it is used: for
	// certificates, passwords that change, a tracer. Defaults to nothing.
	Configure func(*pgxpool.Config)
}

// A Store keeps record logs in a PostgreSQL database. It implements records.Store; all of its
// methods are safe for concurrent use, from several processes too.
type Store struct {
	options  Options
	reading  *pgxpool.Pool
	writing  *pgxpool.Pool // nil where it is opened for reading only
	disposal *pgxpool.Pool // the same as writing where no other role was named

	begin string // how a commit begins

	mu      sync.Mutex // of the fields below
	closed  bool
	doubts  []*doubt
	running sync.WaitGroup // calls; added to under mu
}

var _ records.Store = (*Store)(nil)

// enter begins a call, which ends with s.running.Done.
func (s *Store) enter(ctx context.Context) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return records.ErrClosed
	}
	s.running.Add(1)
	s.mu.Unlock()
	err := ctx.Err()
	if err == nil {
		err = s.settled(ctx)
	}
	if err != nil {
		s.running.Done()
	}
	return err
}

// Close waits for running calls, and closes the connections.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	s.closePools()
	return nil
}

func (s *Store) closePools() {
	for i, p := range []*pgxpool.Pool{s.reading, s.writing, s.disposal} {
		if p != nil && (i < 2 || p != s.writing) {
			p.Close()
		}
	}
}

const selectHeads = "SELECT log, epoch, size, root FROM head ORDER BY log"

// Heads returns the head of each log.
func (s *Store) Heads(ctx context.Context) (heads []records.Head, err error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.running.Done()
	err = s.reads(ctx, func(c *pgx.Conn) (begun bool, err error) {
		heads, err = headsOf(ctx, c)
		return !c.IsClosed(), err
	})
	return heads, err
}

func headsOf(ctx context.Context, c *pgx.Conn) (heads []records.Head, err error) {
	err = query(ctx, c, selectHeads, nil, func(values [][]byte) (bool, error) {
		h, err := head(values)
		heads = append(heads, h)
		return true, err
	})
	if err == nil {
		err = bothHeads(heads)
	}
	if err != nil {
		return nil, err
	}
	return heads, nil
}

// Read calls fn with one state of the store. While fn runs it keeps a connection, and the
// server keeps what was erased or replaced meanwhile.
func (s *Store) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.running.Done()
	return s.read(ctx, func(snap *snapshot) error { return fn(snap) })
}

func (s *Store) read(ctx context.Context, fn func(*snapshot) error) error {
	return s.reads(ctx, func(c *pgx.Conn) (begun bool, err error) {
		snap := &snapshot{c: c}
		defer func() {
			snap.over = true
			rollback(ctx, c)
		}()
		if snap.heads, err = beginSnapshot(ctx, c); err != nil {
			return !c.IsClosed(), err
		}
		return true, fn(snap)
	})
}

// reads calls fn with a connection for reading, and with another where it says that nothing had
// begun on the first before that broke: it lay in the pool since before the server was started
// anew, say. The pool drops such a one, and has no more of them than it has connections.
func (s *Store) reads(ctx context.Context, fn func(*pgx.Conn) (begun bool, err error)) error {
	for broken := int32(0); ; broken++ {
		c, err := s.reading.Acquire(ctx)
		if err != nil {
			return failed(ctx, err)
		}
		begun, err := func() (bool, error) {
			defer c.Release() // which closes a connection that is not back out of its transaction
			return fn(c.Conn())
		}()
		if begun || err == nil || ctx.Err() != nil || broken >= s.reading.Config().MaxConns {
			return err
		}
	}
}

// beginSnapshot begins a transaction that sees one state, that of its first look, and looks: at
// the heads, and at what else is asked.
func beginSnapshot(ctx context.Context, c *pgx.Conn, looks ...look) (heads []records.Head, err error) {
	var b pgx.Batch
	b.Queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	b.Queue(selectHeads)
	for _, l := range looks {
		b.Queue(l.sql, l.args...)
	}
	results := c.SendBatch(ctx, &b)
	defer results.Close()
	if _, err := results.Exec(); err != nil {
		return nil, failed(ctx, err)
	}
	if err := eachOf(ctx, results, func(values [][]byte) error {
		h, err := head(values)
		heads = append(heads, h)
		return err
	}); err != nil {
		return nil, err
	}
	for _, l := range looks {
		if err := eachOf(ctx, results, func(values [][]byte) error {
			r := row{values: values}
			if l.row(&r); r.wrong {
				return damagedRow("what the batch meets")
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return heads, bothHeads(heads)
}

// eachOf calls fn with each row of the next answer.
func eachOf(ctx context.Context, results pgx.BatchResults, fn func([][]byte) error) error {
	rows, err := results.Query()
	if err != nil {
		return failed(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.RawValues()); err != nil {
			return err
		}
	}
	return failed(ctx, rows.Err())
}

// rollback ends a transaction, if there is one.
func rollback(ctx context.Context, c *pgx.Conn) {
	if c.IsClosed() || c.PgConn().TxStatus() == 'I' {
		return
	}
	ctx, end := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer end()
	// Where it fails, the pool closes the connection, which ends the transaction too.
	_, _ = c.Exec(ctx, "ROLLBACK")
}

// query calls fn with each row, whose values are good until fn returns. fn stops it by
// returning false.
func query(ctx context.Context, c *pgx.Conn, sql string, args []any, fn func([][]byte) (bool, error)) error {
	rows, err := c.Query(ctx, sql, slices.Concat([]any{pgx.QueryResultFormats{pgx.BinaryFormatCode}}, args)...)
	if err != nil {
		return failed(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err := fn(rows.RawValues()); err != nil || !more {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return failed(ctx, err)
	}
	return ctx.Err()
}
