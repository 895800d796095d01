package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"iter"

	"github.com/iso28000/iso28000/records"
)

// Rows reads the entries once, and beside each block of them the index columns of that block:
// joined in SQL, a content would be read again for each of its columns. What Find would not take
// for the entry's, since kind or key are not its own, is left out here too.
func (s *snapshot) Rows(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Row, error] {
	if !isLog(log) {
		return nothing[records.Row](ctx)
	}
	found := "1"
	if log == records.RecordLog {
		found = "(r.entity IS NULL OR " + newest + ")"
	}
	query := "SELECT " + found + ", " + columns(true) + " FROM " + tableOf(log) + " r WHERE r.seq >= ? AND r.seq < ? ORDER BY r.seq"
	var at slot
	var block cells
	return sequence(ctx, s, query, []driver.Value{from, to}, func(values []driver.Value) (records.Row, error) {
		e, err := at.fill(log, values[1:], true)
		if err != nil {
			return records.Row{}, err
		}
		row := records.Row{Entry: e, Found: values[0] == int64(1)}
		if row.Found {
			if e.Seq >= block.end {
				if err := block.read(ctx, s.c, log, e.Seq); err != nil {
					return records.Row{}, err
				}
			}
			e.Index = block.of(e)
		}
		return row, nil
	})
}

// A cell is an index column as it stands in the table.
type cell struct {
	seq       int64
	kind, key string
	records.Column
}

// cells are the index columns of the entries of a block, in the order of their Seq.
type cells struct {
	all  []cell
	list []cell // those that were not taken yet
	end  int64  // Seq after the block
}

// blockSize is how many entries a block has.
const blockSize = 256

func (b *cells) read(ctx context.Context, c *conn, log records.LogID, from int64) error {
	b.all, b.end = b.all[:0], from+blockSize
	defer func() { b.list = b.all }()
	query := "SELECT seq, kind, key, name, number, value FROM " + tableOf(log) + "_index WHERE seq >= ? AND seq < ? ORDER BY seq, name, number, value"
	return c.query(ctx, query, []driver.Value{from, b.end}, func(values []driver.Value) (bool, error) {
		r := row{values: values}
		cell := cell{seq: r.integer(), kind: r.text(), key: r.text()}
		if cell.Name, cell.Number = r.text(), r.integer() != 0; cell.Number {
			cell.Int = r.integer()
		} else {
			cell.Text = r.text()
		}
		if r.wrong {
			return false, fmt.Errorf("%w: an index column of entry %d of the log %s has a value of another type than its column", records.ErrDamaged, cell.seq, log)
		}
		b.all = append(b.all, cell)
		return true, nil
	})
}

// of takes the index columns of an entry, and of those before it, from the front of the list.
func (b *cells) of(e *records.Entry) (index []records.Column) {
	for len(b.list) > 0 && b.list[0].seq <= e.Seq {
		if c := b.list[0]; c.seq == e.Seq && c.kind == e.Kind && c.key == e.Key() {
			index = append(index, c.Column)
		}
		b.list = b.list[1:]
	}
	return index
}
