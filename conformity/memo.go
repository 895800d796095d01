package conformity

import (
	"reflect"
	"sync"

	"github.com/iso28000/iso28000/records"
)

// A Memo works something out from a record, once for an assessment however often it is asked
// for: criteria that are costly to compile, say. Declare it once, as a package variable: it
// holds no results, only how to make them.
//
// What makes the result is given the record and no Reader. So it cannot look at neighbours
// or at the time: the result holds at every instant, and rests on the record alone.
type Memo[T records.Entity, V any] struct {
	make func(*T) V
}

// NewMemo makes a memo of a function of a record. The function is called from one goroutine
// at a time for each record and assessment, and must not keep or change the record.
func NewMemo[T records.Entity, V any](make func(*T) V) *Memo[T, V] {
	return &Memo[T, V]{make: make}
}

// memoKey is where a source keeps a result.
type memoKey struct {
	memo any // *Memo
	id   string
}

// Of returns what is made of the record that the id names, and whether there is one. The
// record becomes evidence, as with [Look]. A panic of the function is that of the check.
func (m *Memo[T, V]) Of(r *Reader, id records.ID[T]) (V, bool) {
	t := Look(r, id)
	if t == nil {
		var none V
		return none, false
	}
	return m.of(r.source, t, string(id))(), true
}

func (m *Memo[T, V]) of(s *source, t *T, id string) func() V {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := memoKey{m, id}
	if made, found := s.indexes[key]; found {
		return made.(func() V)
	}
	made := sync.OnceValue(func() V { return m.make(t) })
	s.indexes[key] = made
	if s.track != nil {
		s.track.made(reflect.TypeFor[T](), id, key)
	}
	return made
}
