package conformity

import (
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// EachOf is [Each] where the type of the records is known only when the program runs, as it
// is to a check that stands in a file. The list is a slice of records of that type; the check
// is given a pointer to each.
func EachOf[In any](requirement string, record reflect.Type, list func(In) any, check func(*Reader, records.Entity) Verdict) Check[In] {
	return Check[In]{requirement: requirement, over: record, bind: func(in In) bound {
		rows := reflect.ValueOf(list(in))
		return bound{
			len: rows.Len(),
			ref: func(i int) records.Ref { return pointer(rows, i).Ref() },
			ask: func(r *Reader, i int) { r.say("", check(r, pointer(rows, i))) },
		}
	}}
}

func pointer(rows reflect.Value, i int) records.Entity {
	return rows.Index(i).Addr().Interface().(records.Entity)
}

// rowsOfType is rowsOf for a type that is known only when the program runs.
func rowsOfType(r *Reader, record reflect.Type) (reflect.Value, *listed) {
	l, found := r.source.lists[record]
	if !found {
		panic(unlistedError{record.String()})
	}
	rows := reflect.ValueOf(l.rows)
	l.tabulate()
	return rows, l
}

// LookOf is [Look] where the type of the record is known only when the program runs. It
// returns a pointer to the record of that type with that id, or nil.
func LookOf(r *Reader, record reflect.Type, id string) records.Entity {
	if id == "" {
		return nil
	}
	rows, l := rowsOfType(r, record)
	if track := r.source.track; track != nil {
		track.record(record, id)
	}
	i, found := l.byID[id]
	if !found {
		r.missed = append(r.missed, records.Ref{Kind: kindOf(record), ID: id})
		return nil
	}
	t := pointer(rows, int(i))
	r.note(t.Ref())
	return t
}

func kindOf(record reflect.Type) string {
	return reflect.Zero(record).Interface().(records.Entity).Ref().Kind
}

// WhereOf is [All] and [Rows.Where] where the type of the records is known only when the
// program runs: it yields pointers to those records of that type for which the condition
// holds, in the order of their ids. Each one yielded becomes evidence.
func WhereOf(r *Reader, record reflect.Type, holds func(records.Entity) bool) iter.Seq[records.Entity] {
	rows, l := rowsOfType(r, record)
	if track := r.source.track; track != nil {
		track.list(record)
	}
	return r.choose(rows, l.order, holds)
}

func (r *Reader) choose(rows reflect.Value, at []int32, holds func(records.Entity) bool) iter.Seq[records.Entity] {
	return func(yield func(records.Entity) bool) {
		for _, i := range at {
			t := pointer(rows, int(i))
			if !holds(t) {
				continue
			}
			r.note(t.Ref())
			if !yield(t) {
				return
			}
		}
	}
}

// An IndexOf is an [Index] of records whose type is known only when the program runs, by the
// ids that they name.
type IndexOf struct {
	record reflect.Type
	keys   func(records.Entity) []string
}

// NewIndexOf makes an index of the records of that type by any number of keys each. The
// function is given a pointer to a record.
func NewIndexOf(record reflect.Type, keys func(records.Entity) []string) *IndexOf {
	return &IndexOf{record: record, keys: keys}
}

// Of yields pointers to the records under the key, in the order of their ids. Each one
// yielded becomes evidence.
func (x *IndexOf) Of(r *Reader, key string) iter.Seq[records.Entity] {
	rows, l := rowsOfType(r, x.record)
	if track := r.source.track; track != nil {
		track.bucket(x, key)
	}
	return r.choose(rows, x.under(r.source, l)[key], func(records.Entity) bool { return true })
}

// under returns the positions of the records under each key, in the order of their ids.
func (x *IndexOf) under(s *source, l *listed) map[string][]int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, found := s.indexes[x]; found {
		return made.(*indexedOf).under
	}
	made := &indexedOf{index: x, list: l, under: map[string][]int32{}}
	for _, i := range l.order {
		for _, key := range x.keys(made.row(i)) {
			at := made.under[key]
			if n := len(at); n == 0 || at[n-1] != i { // a record that names a key twice counts once
				made.under[key] = append(at, i)
			}
		}
	}
	s.indexes[x] = made
	l.tables = append(l.tables, made)
	return made.under
}

// An indexedOf list is one with the table of an IndexOf, as an indexed one is of an Index.
type indexedOf struct {
	index *IndexOf
	list  *listed
	under map[string][]int32
}

func (x *indexedOf) row(i int32) records.Entity { return pointer(reflect.ValueOf(x.list.rows), int(i)) }

func (x *indexedOf) put(i int32, under func(index, key any)) {
	id := x.row(i).Ref().ID
	for _, key := range x.index.keys(x.row(i)) {
		at, found := slices.BinarySearchFunc(x.under[key], id, func(j int32, id string) int { return strings.Compare(x.row(j).Ref().ID, id) })
		if !found {
			x.under[key] = slices.Insert(x.under[key], at, i)
		}
		under(x.index, key)
	}
}

func (x *indexedOf) drop(i int32, under func(index, key any)) {
	for _, key := range x.index.keys(x.row(i)) {
		if at := slices.Index(x.under[key], i); at >= 0 {
			x.under[key] = slices.Concat(x.under[key][:at], x.under[key][at+1:])
		}
		under(x.index, key)
	}
}
