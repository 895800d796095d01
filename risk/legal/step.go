package legal

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with a requirement or a source in the course of its life.
type Step string

// The steps.
const (
	StepDetermine   Step = "determine"   // work out whether and how a requirement applies
	StepLookUp      Step = "look up"     // whether a requirement still stands as entered
	StepAmend       Step = "amend"       // enter a change that somebody else has made
	StepWorkIn      Step = "work in"     // bring the entry up to an amendment
	StepCommunicate Step = "communicate" // tell those whom a requirement concerns
	StepProlong     Step = "prolong"     // what holds for a time
	StepEnd         Step = "end"
	StepApprove     Step = "approve" // of a source, and those that follow
	StepSearch      Step = "search"
	StepDrop        Step = "drop"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("legal: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("legal: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("legal: not ready for it")
	// ErrUnknown: the amendment that the step names is not there, or is there already.
	ErrUnknown = errors.New("legal: no such part")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	Why    string // in words
	Reason error  // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrUnknown]
	Faults error  // where the step is incomplete: each fault of what it says, with its field
}

func (e *StepError) Error() string {
	return fmt.Sprintf("%s cannot take the step %q: %s", e.Record, e.Step, e.Why)
}

// Unwrap returns the reason and the faults.
func (e *StepError) Unwrap() []error {
	if e.Faults == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Faults}
}

// A walk is one step of a record as of its day.
type walk struct {
	record records.Ref
	step   Step
	day    records.Date
}

func (w walk) refuse(reason error, format string, args ...any) error {
	return &StepError{Record: w.record, Step: w.step, Why: fmt.Sprintf(format, args...), Reason: reason}
}

// whole refuses a step that does not say what it has to.
func (w walk) whole(faults error) error {
	if faults == nil {
		return nil
	}
	return &StepError{Record: w.record, Step: w.step, Why: faults.Error(), Reason: ErrIncomplete, Faults: faults}
}

// lasts refuses a step on a day on which the record was not there.
func (w walk) lasts(from, until records.Date) error {
	switch {
	case w.day.Before(from):
		return w.refuse(ErrOrder, "%s is before its first day, %s", w.day, from)
	case !until.IsZero() && w.day.After(until):
		return w.refuse(ErrState, "%s is after its last day, %s", w.day, until)
	}
	return nil
}

// follows refuses a step before the day on which the same was done last.
func (w walk) follows(n int, on func(i int) records.Date) error {
	for i := range n {
		if w.day.Before(on(i)) {
			return w.refuse(ErrOrder, "%s is before %s, when the same was done already", w.day, on(i))
		}
	}
	return nil
}

// appended returns the list with one more item, and leaves the list itself as it was.
func appended[T any](list []T, item T) []T { return append(list[:len(list):len(list)], item) }
