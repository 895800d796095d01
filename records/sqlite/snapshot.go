package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A snapshot reads within one transaction.
type snapshot struct {
	c    *conn
	over bool
}

var errOver = errors.New("sqlite: the snapshot was used after Read had returned")

// usable says why nothing can be read any more.
func (s *snapshot) usable(ctx context.Context) error {
	if s.over {
		return errOver
	}
	return ctx.Err()
}

// shown are the columns of an entry that are read in any case, of a table named r.
const shown = "r.seq, r.id, r.kind, r.entity, r.version, r.deleted, r.level, r.compartments, r.header, r.tombstone"

// columns names what is read of an entry.
func columns(content bool) string {
	if content {
		return shown + ", r.salt, r.key_id, r.wrapped, r.data"
	}
	return shown
}

// A row takes values one after the other, and notes when one is not of the type that was
// stored: then the file is damaged, since the tables are strict.
type row struct {
	values []driver.Value
	i      int
	wrong  bool
}

func (r *row) next() driver.Value {
	v := r.values[r.i]
	r.i++
	return v
}

func (r *row) integer() int64 {
	v := r.next()
	n, is := v.(int64)
	r.wrong = r.wrong || !is && v != nil
	return n
}

func (r *row) text() string {
	v := r.next()
	s, is := v.(string)
	r.wrong = r.wrong || !is && v != nil
	return s
}

// bytes returns nil for no bytes, and whether there is a value.
func (r *row) bytes() ([]byte, bool) {
	v := r.next()
	b, is := v.([]byte)
	r.wrong = r.wrong || !is && v != nil
	if len(b) == 0 {
		return nil, v != nil
	}
	return b, true
}

func (r *row) columns() (c records.Columns) {
	c.ID, c.Kind, c.Entity, c.Version, c.Deleted = r.text(), r.text(), r.text(), r.integer(), r.integer() != 0
	c.Level = r.integer()
	if list := r.text(); list != "" {
		r.wrong = r.wrong || json.Unmarshal([]byte(list), &c.Compartments) != nil
	}
	return c
}

// A slot holds the entry that a sequence is at. It may be used until the next step only, so that
// one does for all of them.
type slot struct {
	entry   records.Entry
	content records.Content
}

// fill reads what columns names.
func (s *slot) fill(log records.LogID, values []driver.Value, content bool) (*records.Entry, error) {
	r := row{values: values}
	e := &s.entry
	*e = records.Entry{Log: log, Seq: r.integer(), Columns: r.columns()}
	e.Header, _ = r.bytes()
	if values[r.i] != nil {
		e.Erased = true
	}
	e.Tombstone = r.integer()
	if content {
		c := &s.content
		var there bool
		c.Salt, _ = r.bytes()
		c.KeyID = r.text()
		c.Wrapped, _ = r.bytes()
		if c.Data, there = r.bytes(); there {
			e.Content = c
		}
	}
	if r.wrong {
		return nil, fmt.Errorf("%w: entry %d of the log %s has a value of another type than its column", records.ErrDamaged, e.Seq, log)
	}
	return e, nil
}

// entries yields the entries that a query selects with columns.
func (s *snapshot) entries(ctx context.Context, log records.LogID, content bool, query string, args ...driver.Value) iter.Seq2[*records.Entry, error] {
	var at slot
	return sequence(ctx, s, query, args, func(row []driver.Value) (*records.Entry, error) { return at.fill(log, row, content) })
}

// sequence yields what read makes of each row. It ends after the first error.
func sequence[T any](ctx context.Context, s *snapshot, query string, args []driver.Value, read func([]driver.Value) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err := s.usable(ctx); err != nil {
			yield(none, err)
			return
		}
		stopped := false
		err := s.c.query(ctx, query, args, func(row []driver.Value) (bool, error) {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			item, err := read(row)
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

// single returns the one entry that a query selects with columns and content.
func (s *snapshot) single(ctx context.Context, log records.LogID, query string, args ...driver.Value) (*records.Entry, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	// It is too short to be interrupted, and watching the context would cost as much as it does.
	row, err := s.c.one(context.Background(), query, args...)
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, records.ErrNotFound
	}
	return new(slot).fill(log, row, true)
}

func (s *snapshot) Heads(ctx context.Context) ([]records.Head, error) {
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	return s.c.heads(ctx, "main")
}

// heads reads the heads of a database that is open on the connection.
func (c *conn) heads(ctx context.Context, database string) ([]records.Head, error) {
	var list []records.Head
	err := c.query(ctx, "SELECT log, epoch, size, root FROM "+database+".head ORDER BY log", nil, func(values []driver.Value) (bool, error) {
		r := row{values: values}
		h := records.Head{Log: records.LogID(r.integer()), Epoch: r.integer(), Size: r.integer()}
		root, _ := r.bytes()
		if r.wrong || len(root) != len(h.Root) {
			return false, fmt.Errorf("%w: a head is none", records.ErrDamaged)
		}
		h.Root = records.Hash(root)
		list = append(list, h)
		return true, nil
	})
	if err == nil && (len(list) != 2 || list[0].Log != records.RecordLog || list[1].Log != records.AccessLog) {
		err = fmt.Errorf("%w: the heads are not those of two logs", records.ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	return list, nil
}

func (s *snapshot) Entries(ctx context.Context, log records.LogID, from, to int64, content bool) iter.Seq2[*records.Entry, error] {
	if !isLog(log) {
		return nothing[*records.Entry](ctx)
	}
	query := "SELECT " + columns(content) + " FROM " + tableOf(log) + " r WHERE r.seq >= ? AND r.seq < ? ORDER BY r.seq"
	return s.entries(ctx, log, content, query, from, to)
}

func (s *snapshot) Entry(ctx context.Context, id string) (*records.Entry, error) {
	for _, log := range []records.LogID{records.RecordLog, records.AccessLog} {
		e, err := s.single(ctx, log, "SELECT "+columns(true)+" FROM "+tableOf(log)+" r WHERE r.id = ?", id)
		if !errors.Is(err, records.ErrNotFound) {
			return e, err
		}
	}
	return nil, records.ErrNotFound
}

func (s *snapshot) Revision(ctx context.Context, entity records.Ref, before int64) (*records.Entry, error) {
	query := "SELECT " + columns(true) + " FROM record r INDEXED BY record_revision WHERE r.kind = ? AND r.entity = ? AND r.seq < ? ORDER BY r.seq DESC LIMIT 1"
	return s.single(ctx, records.RecordLog, query, entity.Kind, entity.ID, before)
}

func (s *snapshot) Revisions(ctx context.Context, entity records.Ref, from, to, before int64, content bool) iter.Seq2[*records.Entry, error] {
	// Versions grow with seq, so the order of the index is that of versions.
	query := "SELECT " + columns(content) + " FROM record r INDEXED BY record_revision WHERE r.kind = ? AND r.entity = ? AND r.seq < ? AND r.version >= ? AND r.version < ? ORDER BY r.seq"
	return s.entries(ctx, records.RecordLog, content, query, entity.Kind, entity.ID, before, from, to)
}

func (s *snapshot) State(ctx context.Context, q records.StateQuery) iter.Seq2[*records.Entry, error] {
	var b strings.Builder
	var args []driver.Value
	b.WriteString("SELECT " + columns(q.Content) + " FROM entity e CROSS JOIN record r ON r.seq = " +
		"(SELECT max(o.seq) FROM record o INDEXED BY record_revision WHERE o.kind = e.kind AND o.entity = e.id AND o.seq < ?) WHERE 1")
	args = append(args, q.Before)
	if q.Kind != "" {
		b.WriteString(" AND e.kind = ?")
		args = append(args, q.Kind)
	}
	if q.After != (records.Ref{}) {
		b.WriteString(" AND (e.kind, e.id) > (?, ?)")
		args = append(args, q.After.Kind, q.After.ID)
	}
	if !q.Deleted {
		b.WriteString(" AND r.deleted = 0")
	}
	b.WriteString(" ORDER BY e.kind, e.id")
	if q.Limit > 0 {
		b.WriteString(" LIMIT ?")
		args = append(args, int64(q.Limit))
	}
	return s.entries(ctx, records.RecordLog, q.Content, b.String(), args...)
}

func (s *snapshot) Tiles(ctx context.Context, log records.LogID, level int, from, to int64) iter.Seq2[records.Tile, error] {
	const query = "SELECT place, hashes FROM tile WHERE log = ? AND level = ? AND place >= ? AND place < ? ORDER BY place"
	return sequence(ctx, s, query, []driver.Value{int64(log), int64(level), from, to}, func(values []driver.Value) (records.Tile, error) {
		r := row{values: values}
		t := records.Tile{Log: log, Level: level, Index: r.integer()}
		if t.Hashes, _ = r.bytes(); r.wrong {
			return records.Tile{}, fmt.Errorf("%w: tile %d of level %d of the log %s is none", records.ErrDamaged, t.Index, level, log)
		}
		return t, nil
	})
}

func checkpoint(log records.LogID, values []driver.Value) (records.Checkpoint, error) {
	r := row{values: values}
	c := records.Checkpoint{Log: log, Size: r.integer()}
	if c.Note, _ = r.bytes(); r.wrong {
		return records.Checkpoint{}, fmt.Errorf("%w: the checkpoint of the log %s at %d is none", records.ErrDamaged, log, c.Size)
	}
	return c, nil
}

func (s *snapshot) Checkpoint(ctx context.Context, log records.LogID, size int64) (records.Checkpoint, error) {
	if err := s.usable(ctx); err != nil {
		return records.Checkpoint{}, err
	}
	values, err := s.c.one(context.Background(), "SELECT size, note FROM checkpoint WHERE log = ? AND size <= ? ORDER BY size DESC LIMIT 1", int64(log), size)
	switch {
	case err != nil:
		return records.Checkpoint{}, err
	case values == nil:
		return records.Checkpoint{}, records.ErrNotFound
	}
	return checkpoint(log, values)
}

func (s *snapshot) Checkpoints(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Checkpoint, error] {
	const query = "SELECT size, note FROM checkpoint WHERE log = ? AND size >= ? AND size < ? ORDER BY size"
	return sequence(ctx, s, query, []driver.Value{int64(log), from, to}, func(values []driver.Value) (records.Checkpoint, error) {
		return checkpoint(log, values)
	})
}
