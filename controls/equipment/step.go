package equipment

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with an item in the course of its life.
type Step string

// The steps.
const (
	StepWork     Step = "work"     // design, install, refurbish or modify it
	StepUse      Step = "use"      // take it into use
	StepTakeOut  Step = "take out" // of use, for a time
	StepReturn   Step = "return"   // to use
	StepMaintain Step = "maintain"
	StepRetire   Step = "retire"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("equipment: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("equipment: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("equipment: not ready for it")
	// ErrThreats: the threats were not considered before the work was finished.
	ErrThreats = errors.New("equipment: threats not considered before the work")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	Why    string // in words
	Reason error  // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrThreats]
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

// after refuses a step before the day on which something else was, in words.
func (w walk) after(day records.Date, what string) error {
	if w.day.Before(day) {
		return w.refuse(ErrOrder, "%s is before %s, when %s", w.day, day, what)
	}
	return nil
}

// appended returns the list with one more item, and leaves the list itself as it was.
func appended[T any](list []T, item T) []T { return append(list[:len(list):len(list)], item) }
