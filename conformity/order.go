package conformity

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// An Order finds the latest of all records of type T by the days on which something happened
// to them: the last trace of work. Declare it once, as a package variable: it holds no records,
// only how to order them. It answers without looking at every record, however many there are.
type Order[T records.Entity] struct {
	days func(*T) []records.Date
}

// NewOrder makes an order of the records of type T by any number of days each. Zero days are
// none.
func NewOrder[T records.Entity](days func(*T) []records.Date) *Order[T] {
	return &Order[T]{days: days}
}

// Latest returns the latest day that has begun, and the record that it stands on: of several
// the one with the greatest id. The record becomes evidence. Where no day has begun there is
// none.
func (o *Order[T]) Latest(r *Reader) (*T, records.Date) {
	rows, _, listed := rowsOf[T](r.source)
	if !listed {
		panic(unlisted[T]())
	}
	if track := r.source.track; track != nil {
		track.bucket(o, wholeOrder{})
	}
	table := o.table(r.source)
	after, _ := slices.BinarySearchFunc(table.days, r, func(day records.Date, r *Reader) int {
		if r.at.Before(day.Start()) {
			return 1
		}
		return -1
	})
	if after < len(table.days) {
		r.Happened(table.days[after]) // not yet: then the answer turns
	}
	if after == 0 {
		return nil, records.Date{}
	}
	day := table.days[after-1]
	on := table.on[day]
	latest := &rows[on[len(on)-1]]
	r.note((*latest).Ref())
	return latest, day
}

// wholeOrder stands for all of an order, where the key of an index stands for a part of it.
type wholeOrder struct{}

func (o *Order[T]) table(s *source) *ordered[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if made, found := s.indexes[o]; found {
		return made.(*ordered[T])
	}
	rows, l, _ := rowsOf[T](s)
	made := &ordered[T]{order: o, list: l, on: map[records.Date][]int32{}}
	for _, i := range l.order { // by id, so that each day has its records in that order
		for _, day := range o.days(&rows[i]) {
			at := made.on[day]
			if n := len(at); !day.IsZero() && (n == 0 || at[n-1] != i) {
				made.on[day] = append(at, i)
			}
		}
	}
	for day := range made.on {
		made.days = append(made.days, day)
	}
	slices.SortFunc(made.days, records.Date.Compare)
	s.indexes[o] = made
	l.tables = append(l.tables, made)
	return made
}

// An ordered list is one with the days of an order.
type ordered[T records.Entity] struct {
	order *Order[T]
	list  *listed
	days  []records.Date // on which anything happened
	on    map[records.Date][]int32
}

func (x *ordered[T]) put(i int32, under func(index, key any)) {
	rows := x.list.rows.([]T)
	id := rows[i].Ref().ID
	for _, day := range x.order.days(&rows[i]) {
		if day.IsZero() {
			continue
		}
		on := x.on[day]
		if len(on) == 0 {
			at, _ := slices.BinarySearchFunc(x.days, day, records.Date.Compare)
			x.days = slices.Insert(x.days, at, day)
		}
		at, found := slices.BinarySearchFunc(on, id, func(j int32, id string) int { return strings.Compare(rows[j].Ref().ID, id) })
		if !found {
			x.on[day] = slices.Insert(on, at, i)
		}
	}
	under(x.order, wholeOrder{})
}

func (x *ordered[T]) drop(i int32, under func(index, key any)) {
	rows := x.list.rows.([]T)
	for _, day := range x.order.days(&rows[i]) {
		at := slices.Index(x.on[day], i)
		if at < 0 {
			continue
		}
		if x.on[day] = slices.Delete(x.on[day], at, at+1); len(x.on[day]) == 0 {
			delete(x.on, day)
			where, _ := slices.BinarySearchFunc(x.days, day, records.Date.Compare)
			x.days = slices.Delete(x.days, where, where+1)
		}
	}
	under(x.order, wholeOrder{})
}
