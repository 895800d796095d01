package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/iso28000/iso28000/records"
)

// takeWriter waits for the connection that writes, of which there is one: SQLite lets one
// connection write at a time, and who waits here does not poll for it.
func (s *Store) takeWriter(ctx context.Context) (*conn, error) {
	if err := take(ctx, s.writing); err != nil {
		return nil, err
	}
	if s.writer == nil {
		c, err := s.another(ctx)
		if err != nil {
			give(s.writing)
			return nil, err
		}
		s.writer = c
	}
	return s.writer, nil
}

// giveWriter gives it back. One that is not whole is closed, and another opened when needed.
func (s *Store) giveWriter(whole bool) {
	if !whole && s.writer != nil {
		s.writer.close()
		s.writer = nil
	}
	give(s.writing)
}

// write runs fn in a transaction that nobody else writes beside.
func (s *Store) write(ctx context.Context, fn func(*conn) error) error {
	if s.options.ReadOnly {
		return ErrReadOnly
	}
	if err := s.usable(ctx); err != nil {
		return err
	}
	c, err := s.takeWriter(ctx)
	if err != nil {
		return err
	}
	broken := true // until the transaction has ended one way or the other, which a panic keeps it from
	defer func() { s.giveWriter(!broken) }()
	err, broken = c.within(ctx, "BEGIN IMMEDIATE", func() error { return fn(c) })
	if last := new(commitError); errors.As(err, &last) {
		if err = s.doubt(last.error); s.doubtful.Load() && !broken {
			// At once, so that others who look at the file do not see what is decided later. Where
			// it does not succeed, it is tried again before anything is answered.
			_, _, broken = s.settle(context.WithoutCancel(ctx), c)
		}
		return err
	}
	if err == nil && s.erased.Load() {
		s.scrub(ctx)
	}
	return err
}

// doubt says what an error of COMMIT means. Where the disk had no room or a lock was missing,
// the last page of the commit was not written, and nobody will ever take it for one. After
// any other error it may have reached the disk all the same, and has to be settled.
func (s *Store) doubt(err error) error {
	switch codeOf(err) {
	case codeFull, codeBusy:
		return err
	}
	s.doubtful.Store(true)
	return fmt.Errorf("%w: %w", records.ErrInDoubt, err)
}

// scrub cuts off the WAL, which may hold what was erased. As long as a reader needs it, it
// stays, and the next commit or the last reader tries again.
func (s *Store) scrub(ctx context.Context) {
	c := s.writer
	if c == nil || s.doubtful.Load() {
		return
	}
	if done, _, err := c.cutOff(context.WithoutCancel(ctx), s.options.Wait); err == nil && done {
		s.erased.Store(false)
	}
}

// cutOff writes what is in the WAL into the file, and cuts it off, unless somebody else needs it:
// then some says whether at least a commit from its beginning is in the file, and on the disk.
func (c *conn) cutOff(ctx context.Context, wait time.Duration) (done, some bool, err error) {
	if _, err := c.one(ctx, "PRAGMA busy_timeout = 0"); err != nil {
		return false, false, err
	}
	row, err := c.one(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	// The connection waits for other processes again; if this fails, so will the next statement.
	_, _ = c.one(ctx, fmt.Sprintf("PRAGMA busy_timeout = %d", wait.Milliseconds()))
	if err != nil || len(row) < 3 {
		return false, false, err
	}
	done = row[0] == int64(0)
	frames, _ := row[2].(int64)
	return done, done || frames > 0, nil
}

// scrubSoon cuts off the WAL if that is still to be done and nobody writes.
func (s *Store) scrubSoon(ctx context.Context) {
	if !s.erased.Load() {
		return
	}
	select {
	case <-s.writing:
		s.scrub(ctx)
		give(s.writing)
	default: // who writes does it
	}
}
