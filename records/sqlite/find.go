package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// A search is a query on its way into SQL. Plans are fixed, by CROSS JOIN and INDEXED BY: what
// the planner would choose without statistics does not depend on the data.
type search struct {
	from  string // what is read, with the entry as r
	key   string // what it is ordered and paged by
	where []string
	args  []driver.Value
}

func (w *search) hold(condition string, args ...driver.Value) {
	w.where = append(w.where, condition)
	w.args = append(w.args, args...)
}

// newest holds of a revision of which none is newer.
const newest = "EXISTS (SELECT 1 FROM entity n WHERE n.kind = r.kind AND n.id = r.entity AND n.seq = r.seq)"

// newSearch says from where the rows are read: where a condition asks for one value, from the
// index of values, in whose order they are paged; else in the order of their keys.
func newSearch(q records.Query) search {
	table := tableOf(q.Log)
	var w search
	lead := slices.IndexFunc(q.Where, func(c records.Condition) bool { return c.Op == records.Equal })
	switch {
	case lead >= 0:
		c := q.Where[lead].Column
		w.from = fmt.Sprintf("%s_index i INDEXED BY %[1]s_index_value CROSS JOIN %[1]s r ON r.seq = i.seq", table)
		w.key = "i.key"
		w.hold("i.kind = ? AND i.name = ? AND i.number = ? AND i.value = ?", q.Kind, c.Name, flag(c.Number), value(c))
		w.hold("i.kind = r.kind AND i.key = coalesce(r.entity, r.id)")
		if !q.Records {
			w.hold(newest)
		}
	case q.Records:
		w.from = fmt.Sprintf("%s r INDEXED BY %[1]s_kind", table)
		w.key = "r.id"
		w.hold("r.kind = ?", q.Kind)
	case q.Log == records.AccessLog:
		return search{} // it has no entities
	default:
		w.from = "entity e CROSS JOIN record r ON r.seq = e.seq"
		w.key = "e.id"
		w.hold("e.kind = ? AND e.kind = r.kind AND e.id = r.entity", q.Kind)
	}
	if q.Records {
		w.hold("r.entity IS NULL")
	} else {
		w.hold("r.entity IS NOT NULL")
	}
	if !q.Deleted {
		w.hold("r.deleted = 0")
	}
	if q.Clearance != nil {
		w.hold("r.level <= ?", q.Clearance.Level)
		w.hold("(r.compartments IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(r.compartments) c WHERE c.value NOT IN (SELECT value FROM json_each(?))))",
			list(slices.DeleteFunc(slices.Clone(q.Clearance.Compartments), noText)))
	}
	for i, c := range q.Where {
		if i != lead {
			w.hold(fmt.Sprintf("EXISTS (SELECT 1 FROM %s_index j WHERE j.seq = r.seq AND j.name = ? AND j.number = ? AND j.value %s ? AND j.kind = r.kind AND j.key = coalesce(r.entity, r.id))", table, relation(c.Op)),
				c.Column.Name, flag(c.Column.Number), value(c.Column))
		}
	}
	return w
}

// noText reports what no entry is marked with, and what a list in JSON would turn into
// something else.
func noText(s string) bool { return !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 }

// relation writes an operator; of one that there is not, a relation that never holds.
func relation(op records.Op) string {
	switch op {
	case records.Equal:
		return "="
	case records.Less:
		return "<"
	case records.AtMost:
		return "<="
	case records.Greater:
		return ">"
	case records.AtLeast:
		return ">="
	}
	return "IS NULL AND 0 ="
}

func (s *snapshot) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	if !isLog(q.Log) {
		return nothing[*records.Entry](ctx)
	}
	w := newSearch(q)
	if w.from == "" {
		return nothing[*records.Entry](ctx)
	}
	if q.After != "" {
		w.hold(w.key+" > ?", q.After)
	}
	query := "SELECT " + columns(q.Content) + " FROM " + w.from + " WHERE " + strings.Join(w.where, " AND ") + " ORDER BY " + w.key
	if q.Limit > 0 {
		query += " LIMIT ?"
		w.args = append(w.args, int64(q.Limit))
	}
	return s.entries(ctx, q.Log, q.Content, query, w.args...)
}

func (s *snapshot) Count(ctx context.Context, q records.Query) (int64, error) {
	if err := s.usable(ctx); err != nil {
		return 0, err
	}
	w := newSearch(q)
	if !isLog(q.Log) || w.from == "" {
		return 0, nil
	}
	return s.c.integer(ctx, "SELECT count(*) FROM "+w.from+" WHERE "+strings.Join(w.where, " AND "), w.args...)
}
