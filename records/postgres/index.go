package postgres

import (
	"context"
	"encoding/json"
	"iter"
	"strconv"

	"github.com/iso28000/iso28000/records"
)

// Rows reads the entries once, each with its index columns in one value: joined, a content would
// come again for each of its columns. What Find would not take for the entry's, since kind or key
// are not its own, is left out here too.
func (s *snapshot) Rows(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Row, error] {
	if !isLog(log) {
		return nothing[records.Row](ctx)
	}
	sql := "SELECT (r.entity IS NULL OR " + newest + ") AS found, (SELECT json_agg(json_build_array(i.name, i.number, i.text, i.int::text) ORDER BY i.name, i.number, i.text, i.int)::text " +
		"FROM record_index i WHERE " + belongs + ") AS index, " + columns(true) + " FROM record r WHERE r.log = $1 AND r.seq >= $2 AND r.seq < $3 ORDER BY r.seq"
	return sequence(ctx, s, width(from, to), sql, []any{int16(log), from, to}, rowOf)
}

// rowOf reads whether queries find the entry, its index, and the entry.
func rowOf(values [][]byte) (records.Row, error) {
	if len(values) < 2 {
		return records.Row{}, damagedRow("a row")
	}
	r := row{values: values[:2]}
	found, index := r.flag(), r.next()
	e, err := entry(values[2:], true)
	switch {
	case err != nil:
		return records.Row{}, err
	case r.wrong:
		return records.Row{}, damagedRow("entry %d of the log %s", e.Seq, e.Log)
	case found && index != nil:
		if e.Index, err = indexOf(index); err != nil {
			return records.Row{}, damagedRow("the index of entry %d of the log %s", e.Seq, e.Log)
		}
	}
	return records.Row{Entry: e, Found: found}, nil
}

// indexOf reads [[name, whether a number, text, number as text], ...].
func indexOf(text []byte) ([]records.Column, error) {
	var cells [][4]any
	if err := json.Unmarshal(text, &cells); err != nil {
		return nil, err
	}
	index := make([]records.Column, len(cells))
	for i, cell := range cells {
		name, named := cell[0].(string)
		number, typed := cell[1].(bool)
		text, valued := cell[2].(string)
		digits, counted := cell[3].(string)
		n, err := strconv.ParseInt(digits, 10, 64)
		if !named || !typed || !valued || !counted || err != nil {
			return nil, records.ErrDamaged
		}
		index[i] = records.Column{Name: name, Number: number, Text: text, Int: n}
	}
	return index, nil
}
