package rules

import (
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Watch is the clock of an instant that notes when its answers turn: what was decided by
// it stays decided until [Watch.Next]. It serves one question and is not safe for concurrent
// use. (A check of package conformity has its Reader for this.)
type Watch struct {
	at   time.Time
	next time.Time
}

// WatchAt returns the watch of an instant.
func WatchAt(t time.Time) *Watch { return &Watch{at: t.UTC()} }

// Next returns the first instant after that of the watch on which an answer that it gave
// turns, and false where none of them ever does. Asked then, with a new watch, the question
// may or may not come out otherwise; before then it comes out the same.
func (w *Watch) Next() (time.Time, bool) { return w.next, !w.next.IsZero() }

// Happened reports whether the day has begun.
func (w *Watch) Happened(d records.Date) bool { return !d.IsZero() && w.reached(d.Start()) }

// Over reports whether the day has ended.
func (w *Watch) Over(d records.Date) bool { return !d.IsZero() && w.reached(d.End()) }

// Within reports whether the day has begun, and the period that began on it is not over.
func (w *Watch) Within(d records.Date, p records.Period) bool {
	end := p.After(d)
	return w.Happened(d) && !end.IsZero() && !w.reached(end)
}

func (w *Watch) reached(t time.Time) bool {
	if !w.at.Before(t) {
		return true
	}
	if w.next.IsZero() || t.Before(w.next) {
		w.next = t
	}
	return false
}

var _ records.Clock = (*Watch)(nil)
