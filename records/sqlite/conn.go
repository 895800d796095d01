package sqlite

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
)

// A conn is one connection, with the statements that it has prepared: a statement is prepared
// once, and a row costs no more than binding it. It is used by one goroutine at a time.
//
// database/sql is passed by: it would prepare each statement anew in each transaction, and look
// at each value of each row.
type conn struct {
	raw      driver.Conn
	code     func(error) int
	prepared map[string]driver.Stmt
	args     []driver.NamedValue

	// unsettled says that what stands in the WAL may be nowhere but in memory, on a disk that fails.
	// To close the last connection would have SQLite copy it into the file, page by page; so this
	// one is left open, to the end of the process, which copies nothing.
	unsettled bool
}

func newConn(raw driver.Conn, code func(error) int) *conn {
	return &conn{raw: raw, code: code, prepared: map[string]driver.Stmt{}}
}

// maxPrepared bounds what a connection keeps: queries are made of conditions, in any number.
const maxPrepared = 200

// prepare returns a statement, and what to call when it is not needed any more.
func (c *conn) prepare(query string) (driver.Stmt, func(), error) {
	if s := c.prepared[query]; s != nil {
		return s, func() {}, nil
	}
	s, err := c.raw.Prepare(query)
	if err != nil {
		return nil, nil, err
	}
	if len(c.prepared) >= maxPrepared {
		return s, func() { s.Close() }, nil
	}
	c.prepared[query] = s
	return s, func() {}, nil
}

func (c *conn) bind(args []driver.Value) []driver.NamedValue {
	c.args = c.args[:0]
	for i, arg := range args {
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: arg})
	}
	return c.args
}

// forget drops what was bound, so that no content is held on to.
func (c *conn) forget() { clear(c.args) }

// exec runs a statement, and returns how many rows it has changed.
func (c *conn) exec(ctx context.Context, query string, args ...driver.Value) (int64, error) {
	s, done, err := c.prepare(query)
	if err != nil {
		return 0, c.failed(ctx, err)
	}
	defer done()
	defer c.forget()
	result, err := s.(driver.StmtExecContext).ExecContext(ctx, c.bind(args))
	if err != nil {
		return 0, c.failed(ctx, err)
	}
	return result.RowsAffected()
}

// query runs a statement and calls fn with each row, whose values are good until fn returns.
// fn stops it by returning false.
func (c *conn) query(ctx context.Context, query string, args []driver.Value, fn func(row []driver.Value) (bool, error)) (err error) {
	s, done, err := c.prepare(query)
	if err != nil {
		return c.failed(ctx, err)
	}
	defer done()
	defer c.forget()
	rows, err := s.(driver.StmtQueryContext).QueryContext(ctx, c.bind(args))
	if err != nil {
		return c.failed(ctx, err)
	}
	defer func() {
		if e := rows.Close(); e != nil && err == nil {
			err = c.failed(ctx, e)
		}
	}()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		if err := rows.Next(row); errors.Is(err, io.EOF) {
			return ctx.Err()
		} else if err != nil {
			return c.failed(ctx, err)
		}
		if more, err := fn(row); err != nil || !more {
			return err
		}
	}
}

// one returns the first row of a query, or nil. Bytes in it are the caller's: what a driver
// hands out may lie in memory of the statement.
func (c *conn) one(ctx context.Context, query string, args ...driver.Value) (first []driver.Value, err error) {
	err = c.query(ctx, query, args, func(row []driver.Value) (bool, error) {
		for i, value := range row {
			if b, is := value.([]byte); is {
				row[i] = bytes.Clone(b)
			}
		}
		first = row
		return false, nil
	})
	return first, err
}

// integer returns the first value of the first row as a number.
func (c *conn) integer(ctx context.Context, query string, args ...driver.Value) (int64, error) {
	row, err := c.one(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	if len(row) > 0 {
		if n, is := row[0].(int64); is {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%s: no number came back", query)
}

// run carries out a statement that is needed once.
func (c *conn) run(ctx context.Context, query string) error {
	s, err := c.raw.Prepare(query)
	if err != nil {
		return c.failed(ctx, err)
	}
	defer s.Close()
	if _, err := s.(driver.StmtExecContext).ExecContext(ctx, nil); err != nil {
		return c.failed(ctx, err)
	}
	return nil
}

// text returns the first value of the first row as text, empty where there is none.
func (c *conn) text(ctx context.Context, query string, args ...driver.Value) (string, error) {
	row, err := c.one(ctx, query, args...)
	if err != nil || len(row) == 0 {
		return "", err
	}
	s, _ := row[0].(string)
	return s, nil
}

// within runs fn in a transaction that begins as begin says. What fn does is undone if it
// fails; then broken says whether the connection is of no use any more.
func (c *conn) within(ctx context.Context, begin string, fn func() error) (err error, broken bool) {
	whatever := context.WithoutCancel(ctx)
	finished := false
	defer func() {
		if finished {
			return
		}
		// fn has failed or panicked, or the context ended while the transaction began, which may
		// have taken effect.
		_, undone := c.exec(whatever, "ROLLBACK")
		broken = undone != nil && codeOf(undone) != codeError // which says that SQLite had undone it by itself
	}()
	if _, err := c.exec(ctx, begin); err != nil {
		return err, false
	}
	if err := fn(); err != nil {
		return err, false
	}
	if err := ctx.Err(); err != nil {
		return err, false
	}
	// From here on nothing interrupts it: it is stored or it is not, and the answer is not lost.
	// Where it fails, the connection is kept: it writes over what may have come into the WAL,
	// where a new one could take it for stored although it did not reach the disk.
	if _, err := c.exec(whatever, "COMMIT"); err != nil {
		return &commitError{err}, false
	}
	finished = true
	return nil, false
}

// A commitError is what went wrong at the last step.
type commitError struct{ error }

func (e *commitError) Unwrap() error { return e.error }

func (c *conn) close() error {
	if c.unsettled {
		return nil
	}
	var faults []error
	for _, s := range c.prepared {
		faults = append(faults, s.Close())
	}
	return errors.Join(append(faults, c.raw.Close())...)
}
