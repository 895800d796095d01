package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/iso28000/iso28000/records"
)

// Commit writes a batch, all of it or nothing. It is durable when Commit returns nil, on the
// standbys too that the server waits for.
//
// A batch of a few entries takes one round trip. A transaction that the server has given up so
// that others could go on is tried again, since nobody has refused it. Where the context ends
// or the connection breaks after COMMIT was sent, the error is records.ErrInDoubt. By the time it
// is returned the server has decided, unless it cannot be reached, or the context has ended: then
// each method returns records.ErrInDoubt until it has.
func (s *Store) Commit(ctx context.Context, batch records.Batch) error {
	if err := batch.Validate(); err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.running.Done()
	if s.options.ReadOnly {
		return ErrReadOnly
	}
	pool := s.writing
	if len(batch.Erase)+len(batch.Rewrap) > 0 {
		pool = s.disposal
	}
	for try := 0; ; try++ {
		err := s.attempt(ctx, pool, batch)
		if !aborted(err) || errors.Is(err, records.ErrInDoubt) || try >= maxAttempts {
			return err
		}
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
}

// attempt tries to commit a batch once.
func (s *Store) attempt(ctx context.Context, pool *pgxpool.Pool, batch records.Batch) error {
	c, err := pool.Acquire(ctx)
	if err != nil {
		return failed(ctx, err)
	}
	defer c.Release() // which closes a connection that is not back out of its transaction
	a := adding{ctx: ctx, conn: c.Conn(), batch: batch}
	err = a.add(s.begin)
	switch {
	case a.last && a.doubtful(err):
		err = fmt.Errorf("%w: %w", records.ErrInDoubt, a.reason(err))
		d := s.doubted(c.Conn(), pool, batch)
		_ = c.Conn().Close(context.WithoutCancel(ctx))
		c.Release()
		_ = s.settle(ctx, d) // else before anything is answered
		return err
	case err == nil:
		return nil
	}
	rollback(ctx, c.Conn())
	if end := ctx.Err(); end != nil {
		return end
	}
	return a.explain(err)
}

// adding is a batch on its way into the tables. A statement that does not find what it has to
// find is made to fail, so that COMMIT behind it is passed over; what exactly is in its way is
// looked for only then.
type adding struct {
	ctx    context.Context
	conn   *pgx.Conn
	batch  records.Batch
	queue  pgx.Batch
	doing  []doing // what each statement of the queue does
	failed doing   // what the statement did that failed
	last   bool    // whether COMMIT was sent
}

// doing is what a statement does, and so what its failure means.
type doing int

const (
	nothingElse doing = iota
	moving            // a head
	inserting         // entries
	revising          // newest revisions
	growing           // the tree
	erasing           // content
	rewrapping        // keys
	committing
)

// put queues a statement.
func (a *adding) put(d doing, sql string, args ...any) {
	a.queue.Queue(sql, args...)
	a.doing = append(a.doing, d)
}

// send sends what is queued in one go, and reads the answers.
func (a *adding) send() error {
	delete(a.conn.PgConn().CustomData(), warned)
	results := a.conn.SendBatch(a.ctx, &a.queue)
	for _, d := range a.doing {
		tag, err := results.Exec()
		if err == nil && d == committing && tag.String() != "COMMIT" {
			err = fmt.Errorf("the server says %s to COMMIT", tag)
		}
		if err != nil {
			a.failed = d
			_ = results.Close() // which has the same error to tell
			return err
		}
	}
	a.queue, a.doing = pgx.Batch{}, a.doing[:0]
	return results.Close()
}

// doubtful reports whether an answer leaves open if the batch is stored as it has to be.
func (a *adding) doubtful(err error) bool {
	if err == nil {
		return a.conn.PgConn().CustomData()[warned] != nil
	}
	return lost(err)
}

func (a *adding) reason(err error) error {
	if err == nil {
		return fmt.Errorf("the server warns: %v", a.conn.PgConn().CustomData()[warned])
	}
	return failed(a.ctx, err)
}

// Batches of so many entries, index columns or bytes are copied in, which takes two round trips
// more, and less for each: of the processors of both sides it is less from some 40 entries on,
// and of the memory of this one much less before.
const (
	manyEntries = 32
	manyCells   = 200
	manyBytes   = 1 << 18
)

// add sends the batch, and COMMIT at its end.
func (a *adding) add(begin string) error {
	a.put(nothingElse, begin)
	a.heads()
	cells := cellsOf(a.batch.Entries)
	if len(a.batch.Entries) >= manyEntries || len(cells) >= manyCells || bytesOf(a.batch.Entries) >= manyBytes {
		if err := a.send(); err != nil {
			return err
		}
		if err := a.copyIn(cells); err != nil {
			a.failed = inserting
			return err
		}
	} else {
		a.entries(cells)
	}
	a.revisions()
	a.tree()
	a.erase()
	a.rewrap()
	a.put(committing, "COMMIT")
	a.last = true
	return a.send()
}

func bytesOf(entries []records.Entry) (n int) {
	for i := range entries {
		n += len(entries[i].Header)
		if c := entries[i].Content; c != nil {
			n += len(c.Data)
		}
	}
	return n
}

// A cell is an index column of an entry.
type cell struct {
	e *records.Entry
	c *records.Column
}

func cellsOf(entries []records.Entry) (cells []cell) {
	for i := range entries {
		for j := range entries[i].Index {
			cells = append(cells, cell{&entries[i], &entries[i].Index[j]})
		}
	}
	return cells
}

// copyIn copies entries and what they are found by into their tables.
func (a *adding) copyIn(cells []cell) error {
	list := a.batch.Entries
	err := a.copyRows("COPY record ("+entryColumns+") FROM STDIN (FORMAT binary)", len(list), func(b []byte, i int) []byte { return putEntry(b, &list[i]) })
	if err != nil || len(cells) == 0 {
		return err
	}
	return a.copyRows("COPY record_index ("+cellColumns+") FROM STDIN (FORMAT binary)", len(cells), func(b []byte, i int) []byte { return putCell(b, cells[i]) })
}

// roomOf is where a connection keeps the room that rows were made in.
const roomOf = "iso28000 room"

// copyRows copies rows into a table.
func (a *adding) copyRows(sql string, rows int, row func(b []byte, i int) []byte) error {
	in := &copying{rows: rows, row: row}
	kept := a.conn.PgConn().CustomData()
	in.room, _ = kept[roomOf].([]byte)
	if _, err := a.conn.PgConn().CopyFrom(a.ctx, in, sql); err != nil {
		delete(kept, roomOf) // it may be read from still
		return err
	}
	if cap(in.room) <= 2*roomBytes {
		kept[roomOf] = in.room
	}
	return nil
}
