package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/iso28000/iso28000/records"
)

// A snapshot reads within one transaction.
type snapshot struct {
	c     *pgx.Conn
	heads []records.Head
	over  bool
}

var errOver = errors.New("postgres: the snapshot was used after Read had returned")

// usable says why nothing can be read any more.
func (s *snapshot) usable(ctx context.Context) error {
	if s.over {
		return errOver
	}
	return ctx.Err()
}

// isLog reports whether there is such a log.
func isLog(log records.LogID) bool { return log == records.RecordLog || log == records.AccessLog }

// noText reports what no text of the database equals.
func noText(s string) bool { return !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 }

// few is how many rows are asked for at once: where more may come, they are fetched in parts, so
// that whoever stops early does not wait for the rest.
const (
	few  = 256
	part = 2048
)

// each calls fn with each row of a query, of which at most so many come; 0 says that it is not
// known. fn stops it by returning false.
func (s *snapshot) each(ctx context.Context, most int64, sql string, args []any, fn func([][]byte) (bool, error)) (err error) {
	if most > 0 && most <= few {
		return query(ctx, s.c, sql, args, fn)
	}
	if _, err := s.c.Exec(ctx, "DECLARE part NO SCROLL CURSOR FOR "+sql, args...); err != nil {
		return failed(ctx, err)
	}
	defer func() {
		if _, e := s.c.Exec(context.WithoutCancel(ctx), "CLOSE part"); e != nil && err == nil {
			err = failed(ctx, e)
		}
	}()
	for n, more := few, true; more; n = part {
		if more, err = s.fetch(ctx, n, fn); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// fetch calls fn with the next rows of the cursor, and reports whether there may be more.
func (s *snapshot) fetch(ctx context.Context, n int, fn func([][]byte) (bool, error)) (more bool, err error) {
	reader := s.c.PgConn().ExecParams(ctx, fmt.Sprintf("FETCH FORWARD %d FROM part", n), nil, nil, nil, []int16{pgx.BinaryFormatCode})
	got := 0
	for reader.NextRow() {
		got++
		if err = ctx.Err(); err == nil {
			more, err = fn(reader.Values())
		}
		if err != nil || !more {
			if _, e := reader.Close(); err == nil {
				err = failed(ctx, e)
			}
			return false, err
		}
	}
	if _, err := reader.Close(); err != nil {
		return false, failed(ctx, err)
	}
	return got == n, nil
}

// entries yields the entries that a query selects with columns.
func (s *snapshot) entries(ctx context.Context, most int64, content bool, sql string, args ...any) iter.Seq2[*records.Entry, error] {
	return sequence(ctx, s, most, sql, args, func(values [][]byte) (*records.Entry, error) { return entry(values, content) })
}

// sequence yields what read makes of each row. It ends after the first error.
func sequence[T any](ctx context.Context, s *snapshot, most int64, sql string, args []any, read func([][]byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err := s.usable(ctx); err != nil {
			yield(none, err)
			return
		}
		stopped := false
		err := s.each(ctx, most, sql, args, func(values [][]byte) (bool, error) {
			item, err := read(values)
			if err != nil {
				return false, err
			}
			stopped = !yield(item, nil)
			return !stopped, nil
		})
		if err != nil && !stopped {
			yield(none, err)
		}
	}
}

// nothing is the sequence of what is not there.
func nothing[T any](ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err := ctx.Err(); err != nil {
			var none T
			yield(none, err)
		}
	}
}

// width is how many whole numbers there are from one to another; 0 where there are too many to
// matter.
func width(from, to int64) int64 {
	if from < 0 || to <= from {
		return 0
	}
	return to - from
}

// single returns the one entry that a query selects with columns and content, for the caller to keep.
func (s *snapshot) single(ctx context.Context, sql string, args ...any) (*records.Entry, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var found *records.Entry
	err := query(ctx, s.c, sql, args, func(values [][]byte) (bool, error) {
		kept := make([][]byte, len(values))
		for i, v := range values {
			kept[i] = slices.Clone(v)
		}
		var err error
		found, err = entry(kept, true)
		return false, err
	})
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, records.ErrNotFound
	}
	return found, nil
}

func (s *snapshot) Heads(ctx context.Context) ([]records.Head, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	return slices.Clone(s.heads), nil
}

func (s *snapshot) Entries(ctx context.Context, log records.LogID, from, to int64, content bool) iter.Seq2[*records.Entry, error] {
	if !isLog(log) {
		return nothing[*records.Entry](ctx)
	}
	sql := "SELECT " + columns(content) + " FROM record r WHERE r.log = $1 AND r.seq >= $2 AND r.seq < $3 ORDER BY r.seq"
	return s.entries(ctx, width(from, to), content, sql, int16(log), from, to)
}

func (s *snapshot) Entry(ctx context.Context, id string) (*records.Entry, error) {
	if noText(id) {
		return nil, s.none(ctx)
	}
	return s.single(ctx, "SELECT "+columns(true)+" FROM record r WHERE r.id = $1", id)
}

// none is the error for what cannot be there.
func (s *snapshot) none(ctx context.Context) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	return records.ErrNotFound
}

func (s *snapshot) Revision(ctx context.Context, entity records.Ref, before int64) (*records.Entry, error) {
	if noText(entity.Kind) || noText(entity.ID) {
		return nil, s.none(ctx)
	}
	sql := "SELECT " + columns(true) + " FROM record r WHERE r.kind = $1 AND r.entity = $2 AND r.seq < $3 ORDER BY r.seq DESC LIMIT 1"
	return s.single(ctx, sql, entity.Kind, entity.ID, before)
}

func (s *snapshot) Revisions(ctx context.Context, entity records.Ref, from, to, before int64, content bool) iter.Seq2[*records.Entry, error] {
	if noText(entity.Kind) || noText(entity.ID) {
		return nothing[*records.Entry](ctx)
	}
	// Versions grow with seq, so the order of the index is that of versions.
	sql := "SELECT " + columns(content) + " FROM record r WHERE r.kind = $1 AND r.entity = $2 AND r.seq < $3 AND r.version >= $4 AND r.version < $5 ORDER BY r.seq"
	return s.entries(ctx, width(from, to), content, sql, entity.Kind, entity.ID, before, from, to)
}

func (s *snapshot) Tiles(ctx context.Context, log records.LogID, level int, from, to int64) iter.Seq2[records.Tile, error] {
	if !isLog(log) || level < 0 || level > 7 {
		return nothing[records.Tile](ctx)
	}
	const sql = "SELECT place, hashes FROM tile WHERE log = $1 AND level = $2 AND place >= $3 AND place < $4 ORDER BY place"
	return sequence(ctx, s, width(from, to), sql, []any{int16(log), int16(level), from, to}, func(values [][]byte) (records.Tile, error) {
		r := row{values: values}
		t := records.Tile{Log: log, Level: level, Index: r.integer()}
		if t.Hashes, _ = r.bytes(); r.wrong {
			return records.Tile{}, damagedRow("tile %d of level %d of the log %s", t.Index, level, log)
		}
		return t, nil
	})
}

func checkpoint(log records.LogID, values [][]byte) (records.Checkpoint, error) {
	r := row{values: values}
	c := records.Checkpoint{Log: log, Size: r.integer()}
	if c.Note, _ = r.bytes(); r.wrong {
		return records.Checkpoint{}, damagedRow("the checkpoint of the log %s at %d", log, c.Size)
	}
	return c, nil
}

func (s *snapshot) Checkpoint(ctx context.Context, log records.LogID, size int64) (c records.Checkpoint, err error) {
	if err := s.usable(ctx); err != nil {
		return c, err
	}
	found := false
	const sql = "SELECT size, note FROM checkpoint WHERE log = $1 AND size <= $2 ORDER BY size DESC LIMIT 1"
	err = query(ctx, s.c, sql, []any{int16(log), size}, func(values [][]byte) (bool, error) {
		found = true
		c, err = checkpoint(log, values)
		c.Note = slices.Clone(c.Note)
		return false, err
	})
	switch {
	case err != nil:
		return records.Checkpoint{}, err
	case !found:
		return records.Checkpoint{}, records.ErrNotFound
	}
	return c, nil
}

func (s *snapshot) Checkpoints(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Checkpoint, error] {
	const sql = "SELECT size, note FROM checkpoint WHERE log = $1 AND size >= $2 AND size < $3 ORDER BY size"
	return sequence(ctx, s, width(from, to), sql, []any{int16(log), from, to}, func(values [][]byte) (records.Checkpoint, error) {
		return checkpoint(log, values)
	})
}
