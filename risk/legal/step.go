package legal

import (
	"github.com/iso28000/iso28000/records"
)

// What one may do with a requirement or a source in the course of its life.
const (
	StepDetermine   records.Step = "determine"   // work out whether and how a requirement applies
	StepLookUp      records.Step = "look up"     // whether a requirement still stands as entered
	StepAmend       records.Step = "amend"       // enter a change that somebody else has made
	StepWorkIn      records.Step = "work in"     // bring the entry up to an amendment
	StepCommunicate records.Step = "communicate" // tell those whom a requirement concerns
	StepProlong     records.Step = "prolong"     // what holds for a time
	StepEnd         records.Step = "end"
	StepApprove     records.Step = "approve" // of a source, and those that follow
	StepSearch      records.Step = "search"
	StepDrop        records.Step = "drop"
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)

// A walk is one step of a requirement or a source.
type walk struct{ records.Attempt }

// lasts refuses a step on a day on which the record was not there.
func (w walk) lasts(from, until records.Date) error {
	if w.On.Before(from) {
		return w.Refuse(ErrOrder, "%s is before its first day, %s", w.On, from)
	}
	return w.Until(until)
}

// follows refuses a step before the day on which the same was done last.
func (w walk) follows(n int, on func(i int) records.Date) error {
	for i := range n {
		if w.On.Before(on(i)) {
			return w.Refuse(ErrOrder, "%s is before %s, when the same was done already", w.On, on(i))
		}
	}
	return nil
}
