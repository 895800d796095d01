package conformity

import (
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// prepare makes the look-up tables of a list, as the first check that asks would. Where a
// record can be replaced, an id has to name one record.
func (l *listed) prepare(faults *records.Faults) {
	l.once.Do(func() {
		n := l.field.Len()
		l.byID, l.order = make(map[string]int32, n), make([]int32, n)
		for i := range n {
			ref := l.ref(i)
			if _, twice := l.byID[ref.ID]; twice {
				faults.Add(ref.Kind+"/"+ref.ID, "is the id of two records: give each one of its own")
			}
			l.byID[ref.ID], l.order[i] = int32(i), int32(i)
		}
		slices.SortFunc(l.order, func(a, b int32) int { return strings.Compare(l.ref(int(a)).ID, l.ref(int(b)).ID) })
	})
}

func (l *listed) ref(i int) records.Ref {
	return l.field.Index(i).Addr().Interface().(records.Entity).Ref()
}

// ordered finds where an id stands in the order of ids.
func (l *listed) ordered(id string) (int, bool) {
	return slices.BinarySearchFunc(l.order, id, func(i int32, id string) int { return strings.Compare(l.ref(int(i)).ID, id) })
}

// put replaces a record or adds one.
func (l *Live[System]) put(e records.Entity, reached *stale) error {
	v := entityOf(reflect.ValueOf(e))
	t, id := v.Type(), e.Ref().ID
	list := l.source.lists[t]
	at, known := list.byID[id]
	if known && reflect.DeepEqual(list.field.Index(int(at)).Interface(), v.Interface()) {
		return nil
	}
	reached.record(t, id)
	reached.list(t)
	if known {
		for _, table := range list.tables {
			table.drop(at, reached.bucket)
		}
		list.field.Index(int(at)).Set(v)
	} else {
		at = l.place(t, list, v)
		list.byID[id] = at
		where, _ := list.ordered(id)
		list.order = slices.Insert(list.order, where, at)
	}
	for _, table := range list.tables {
		table.put(at, reached.bucket)
	}
	for _, check := range l.over[t] {
		if !known {
			if err := l.admit(check, int(at)); err != nil {
				return err
			}
		}
		reached.reached[l.judged[check][at]] = true
	}
	return nil
}

// place finds room for a new record: where one was removed, or at the end of the list.
func (l *Live[System]) place(t reflect.Type, list *listed, v reflect.Value) int32 {
	if free := l.free[t]; len(free) > 0 {
		at := free[len(free)-1]
		l.free[t] = free[:len(free)-1]
		list.field.Index(at).Set(v)
		return int32(at)
	}
	list.field.Set(reflect.Append(list.field, v))
	list.rows = list.field.Interface()
	return int32(list.field.Len() - 1)
}

// admit makes room for the judgement of a check on a new record.
func (l *Live[System]) admit(check, at int) error {
	if at >= l.bound[check].len {
		if err := l.rebind(check); err != nil {
			return err
		}
	}
	for len(l.judged[check]) <= at {
		l.judged[check] = append(l.judged[check], nil)
	}
	round := slices.Index(l.of[l.checks[check].requirement].rounds, check) + 1
	l.judged[check][at] = &judgement{check: check, at: at, round: round}
	return nil
}

// remove takes a record away. Its place stays empty, so that no other record moves: what was
// worked out from one points at it.
func (l *Live[System]) remove(ref records.Ref, reached *stale) {
	t := l.kinds[ref.Kind]
	list := l.source.lists[t]
	at, known := list.byID[ref.ID]
	if !known {
		return
	}
	reached.record(t, ref.ID)
	reached.list(t)
	for _, table := range list.tables {
		table.drop(at, reached.bucket)
	}
	where, _ := list.ordered(ref.ID)
	list.order = slices.Delete(list.order, where, where+1)
	delete(list.byID, ref.ID)
	list.field.Index(int(at)).SetZero()
	l.free[t] = append(l.free[t], int(at))
	for _, check := range l.over[t] {
		j := l.judged[check][at]
		j.gone = true
		reached.reached[j] = true
	}
}
