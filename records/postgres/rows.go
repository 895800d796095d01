package postgres

import (
	"encoding/binary"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A row takes the values of a row one after the other, as the server sends them in binary, and
// notes when one is none of its type. Bytes are those of the connection: they are good until
// the next row.
type row struct {
	values [][]byte
	i      int
	wrong  bool
}

func (r *row) next() []byte {
	if r.i >= len(r.values) {
		r.wrong = true
		return nil
	}
	v := r.values[r.i]
	r.i++
	return v
}

// integer reads a number of 2, 4 or 8 bytes; NULL is 0.
func (r *row) integer() int64 {
	switch v := r.next(); len(v) {
	case 0:
		return 0
	case 2:
		return int64(int16(binary.BigEndian.Uint16(v)))
	case 4:
		return int64(int32(binary.BigEndian.Uint32(v)))
	case 8:
		return int64(binary.BigEndian.Uint64(v))
	}
	r.wrong = true
	return 0
}

func (r *row) flag() bool {
	v := r.next()
	r.wrong = r.wrong || len(v) != 1
	return len(v) == 1 && v[0] != 0
}

func (r *row) text() string { return string(r.next()) }

// bytes returns nil for no bytes, and whether there is a value.
func (r *row) bytes() ([]byte, bool) {
	v := r.next()
	if len(v) == 0 {
		return nil, v != nil
	}
	return v, true
}

// list reads an array of texts: dimensions, whether there are NULLs, the type, and of each
// dimension length and lower bound, then each text behind its length.
func (r *row) list() []string {
	v := r.next()
	if v == nil {
		return nil
	}
	number := func() int {
		if len(v) < 4 {
			r.wrong = true
			v = nil
			return 0
		}
		n := int(int32(binary.BigEndian.Uint32(v)))
		v = v[4:]
		return n
	}
	dimensions := number()
	number()
	number()
	if dimensions == 0 {
		return nil
	}
	n := number()
	number()
	if dimensions != 1 || n < 0 || n > len(v)/4 {
		r.wrong = true
		return nil
	}
	texts := make([]string, 0, n)
	for range n {
		size := number()
		if size < 0 || size > len(v) {
			r.wrong = true
			return nil
		}
		texts = append(texts, string(v[:size]))
		v = v[size:]
	}
	return texts
}

func (r *row) columns() (c records.Columns) {
	c.ID, c.Kind, c.Entity, c.Version, c.Deleted = r.text(), r.text(), r.text(), r.integer(), r.flag()
	c.Level, c.Compartments = r.integer(), r.list()
	return c
}

// shown are the columns of an entry that are read in any case, of a table named r.
const shown = "r.log, r.seq, r.id, r.kind, r.entity, r.version, r.deleted, r.level, r.compartments, r.header, r.tombstone"

// columns names what is read of an entry.
func columns(content bool) string {
	if content {
		return shown + ", r.salt, r.key_id, r.wrapped, r.data"
	}
	return shown
}

// entry reads what columns names.
func entry(values [][]byte, content bool) (*records.Entry, error) {
	r := row{values: values}
	e := &records.Entry{Log: records.LogID(r.integer()), Seq: r.integer(), Columns: r.columns()}
	e.Header, _ = r.bytes()
	e.Erased = r.i < len(values) && values[r.i] != nil
	e.Tombstone = r.integer()
	if content {
		var c records.Content
		var there bool
		c.Salt, _ = r.bytes()
		c.KeyID = r.text()
		c.Wrapped, _ = r.bytes()
		if c.Data, there = r.bytes(); there {
			e.Content = &c
		}
	}
	if r.wrong {
		return nil, damagedRow("entry %d of the log %s", e.Seq, e.Log)
	}
	return e, nil
}

func damagedRow(what string, args ...any) error {
	return fmt.Errorf("%w: %s has a value of another type than its column", records.ErrDamaged, fmt.Sprintf(what, args...))
}

func head(values [][]byte) (h records.Head, err error) {
	r := row{values: values}
	h.Log, h.Epoch, h.Size = records.LogID(r.integer()), r.integer(), r.integer()
	root, _ := r.bytes()
	if r.wrong || len(root) != len(h.Root) {
		return h, fmt.Errorf("%w: a head is none", records.ErrDamaged)
	}
	copy(h.Root[:], root)
	return h, nil
}

// bothHeads refuses heads that are not those of two logs.
func bothHeads(list []records.Head) error {
	if len(list) != 2 || list[0].Log != records.RecordLog || list[1].Log != records.AccessLog {
		return fmt.Errorf("%w: the heads are not those of two logs", records.ErrDamaged)
	}
	return nil
}
