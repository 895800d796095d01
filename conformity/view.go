package conformity

import (
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A View is a question about the records and the time that many checks ask in the same
// words: which policy is in force. It is answered once for each instant of an assessment,
// however many records depend on the answer; what the answer rests on, and when it turns,
// becomes part of each verdict that asks. Declare it once, as a package variable: it holds no
// answers, only how to find them.
type View[V any] struct {
	find func(*Reader) V
}

// NewView makes a view of a function. What it finds must follow from what it reads through
// the Reader alone, and must not be changed by those who ask.
func NewView[V any](find func(*Reader) V) *View[V] { return &View[V]{find: find} }

// viewKey is where a source keeps an answer.
type viewKey struct {
	view any // *View
	at   time.Time
}

// An answer is what a view found as of an instant, and what the Reader learned on the way.
type answer[V any] struct {
	found  V
	next   time.Time
	read   []records.Ref
	missed []records.Ref
}

// Of returns the answer as of the instant that the Reader is about.
func (v *View[V]) Of(r *Reader) V {
	a := v.answer(r.source, r.at)
	for _, ref := range a.read {
		r.note(ref)
	}
	r.missed = append(r.missed, a.missed...)
	if !a.next.IsZero() {
		r.Reached(a.next)
	}
	return a.found
}

func (v *View[V]) answer(s *source, at time.Time) answer[V] {
	key := viewKey{v, at}
	s.mu.Lock()
	known, found := s.indexes[key]
	s.mu.Unlock()
	if s.track != nil {
		s.track.view(v)
	}
	if found {
		return known.(answer[V])
	}
	if s.track != nil {
		defer s.track.within(v, key)()
	}
	// Not under the lock: what finds it looks up tables. Twice found is found the same.
	r := Reader{source: s, at: at}
	a := answer[V]{found: v.find(&r)}
	a.next, a.read, a.missed = r.next, slices.Clip(r.read), slices.Clip(r.missed)
	s.mu.Lock()
	s.indexes[key] = a
	s.mu.Unlock()
	return a
}
