package postgres

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A search is a query on its way into SQL.
type search struct {
	from  string // what is read, with the entry as r
	key   string // what it is ordered and paged by
	where []string
	args  []any
}

// arg adds an argument, and says how it is named in SQL.
func (w *search) arg(value any) string {
	w.args = append(w.args, value)
	return fmt.Sprint("$", len(w.args))
}

func (w *search) hold(condition ...string) { w.where = append(w.where, strings.Join(condition, "")) }

// text compares texts byte by byte. With what is no text it compares bytes, so that the
// order is what the contract says.
func (w *search) text(column, relation, value string) string {
	if noText(value) {
		return fmt.Sprintf("convert_to(%s, 'UTF8') %s %s::bytea", column, relation, w.arg([]byte(value)))
	}
	return fmt.Sprintf("%s %s %s", column, relation, w.arg(value))
}

// cell compares the value of an index column.
func (w *search) cell(table string, c records.Condition) string {
	if int(c.Op) >= len(relations) {
		return "false"
	}
	relation := relations[c.Op]
	condition := fmt.Sprintf("%s AND %s.number = %s AND ", w.text(table+".name", "=", c.Column.Name), table, w.arg(c.Column.Number))
	if c.Column.Number {
		return condition + fmt.Sprintf("%s.int %s %s AND %[1]s.text = ''", table, relation, w.arg(c.Column.Int))
	}
	return condition + table + ".int = 0 AND " + w.text(table+".text", relation, c.Column.Text)
}

// relations are how operators are written. One that there is not never holds.
var relations = [...]string{records.Equal: "=", records.Less: "<", records.AtMost: "<=", records.Greater: ">", records.AtLeast: ">="}

// newest holds of a revision of which none is newer.
const newest = "EXISTS (SELECT 1 FROM entity n WHERE n.kind = r.kind AND n.id = r.entity AND n.seq = r.seq)"

// belongs holds of a row of the index that belongs to the entry: what was altered in either shows.
const belongs = "i.log = r.log AND i.seq = r.seq AND i.kind = r.kind AND i.key = coalesce(r.entity, r.id)"

// newSearch says from where the rows are read: where a condition asks for one value, from the
// index of values, in whose order they are paged; else in the order of their keys.
func newSearch(q records.Query) search {
	var w search
	lead := slices.IndexFunc(q.Where, func(c records.Condition) bool { return c.Op == records.Equal })
	switch {
	case lead >= 0:
		w.from, w.key = "record_index i JOIN record r ON "+belongs, "i.key"
		w.hold("i.log = ", w.arg(int16(q.Log)), " AND ", w.text("i.kind", "=", q.Kind), " AND ", w.cell("i", q.Where[lead]))
		if !q.Records {
			w.hold(newest)
		}
	case q.Records:
		w.from, w.key = "record r", "r.id"
		w.hold("r.log = ", w.arg(int16(q.Log)), " AND ", w.text("r.kind", "=", q.Kind))
	case q.Log == records.AccessLog:
		return search{} // it has no entities
	default:
		w.from, w.key = "entity e JOIN record r ON r.log = 1 AND r.seq = e.seq AND r.kind = e.kind AND r.entity = e.id", "e.id"
		w.hold(w.text("e.kind", "=", q.Kind))
	}
	if q.Records {
		w.hold("r.entity IS NULL")
	} else {
		w.hold("r.entity IS NOT NULL")
	}
	if !q.Deleted {
		w.hold("NOT r.deleted")
	}
	if q.Clearance != nil {
		admitted := slices.DeleteFunc(slices.Clone(q.Clearance.Compartments), noText) // nothing is marked with those
		w.hold("r.level <= ", w.arg(q.Clearance.Level))
		w.hold("(r.compartments IS NULL OR r.compartments <@ ", w.arg(append([]string{}, admitted...)), "::text[])")
	}
	for n, c := range q.Where {
		if n != lead {
			w.hold("EXISTS (SELECT 1 FROM record_index i WHERE ", belongs, " AND ", w.cell("i", c), ")")
		}
	}
	return w
}

func (w *search) sql(columns string) string {
	return "SELECT " + columns + " FROM " + w.from + " WHERE " + strings.Join(w.where, " AND ")
}

func (s *snapshot) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	w := newSearch(q)
	if !isLog(q.Log) || w.from == "" {
		return nothing[*records.Entry](ctx)
	}
	if q.After != "" {
		w.hold(w.text(w.key, ">", q.After))
	}
	query := w.sql(columns(q.Content)) + " ORDER BY " + w.key
	if q.Limit > 0 {
		query += " LIMIT " + w.arg(int64(q.Limit))
	}
	return s.entries(ctx, int64(q.Limit), q.Content, query, w.args...)
}

func (s *snapshot) Count(ctx context.Context, q records.Query) (n int64, err error) {
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	w := newSearch(q)
	if !isLog(q.Log) || w.from == "" {
		return 0, nil
	}
	err = query(ctx, s.c, w.sql("count(*)"), w.args, func(values [][]byte) (bool, error) {
		r := row{values: values}
		n = r.integer()
		return false, nil
	})
	return n, err
}

func (s *snapshot) State(ctx context.Context, q records.StateQuery) iter.Seq2[*records.Entry, error] {
	var w search
	w.from = "entity e CROSS JOIN LATERAL (SELECT * FROM record o WHERE o.kind = e.kind AND o.entity = e.id AND o.seq < " + w.arg(q.Before) + " ORDER BY o.seq DESC LIMIT 1) r"
	w.hold("true")
	if q.Kind != "" {
		w.hold(w.text("e.kind", "=", q.Kind))
	}
	switch after := q.After; {
	case noText(after.Kind) || noText(after.ID):
		w.hold("(convert_to(e.kind, 'UTF8'), convert_to(e.id, 'UTF8')) > (", w.arg([]byte(after.Kind)), "::bytea, ", w.arg([]byte(after.ID)), "::bytea)")
	case after != records.Ref{}:
		w.hold("(e.kind, e.id) > (", w.arg(after.Kind), ", ", w.arg(after.ID), ")")
	}
	if !q.Deleted {
		w.hold("NOT r.deleted")
	}
	query := w.sql(columns(q.Content)) + " ORDER BY e.kind, e.id"
	if q.Limit > 0 {
		query += " LIMIT " + w.arg(int64(q.Limit))
	}
	return s.entries(ctx, int64(q.Limit), q.Content, query, w.args...)
}
