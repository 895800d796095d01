package records

import (
	"errors"
	"fmt"
)

// A Step is what one may do with a record in the course of its life, as a verb: "approve".
// Each clause package names those of its own records.
type Step string

// The reasons for which a step is refused, in every package alike: a [StepError] wraps one of
// them, or a narrower one of the package whose record it is. Ask with [errors.Is].
var (
	// ErrState: the step does not fit how far the record has come.
	ErrState = errors.New("not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come first.
	ErrOrder = errors.New("out of order")
	// ErrIncomplete: what the step has to say, or rests on, is missing or wrong.
	ErrIncomplete = errors.New("not ready for it")
	// ErrUnknown: what the step names is not there or, where it would be new, is there already.
	ErrUnknown = errors.New("no such part")
	// ErrOwnWork: somebody would check what they have done themselves.
	ErrOwnWork = errors.New("nobody checks their own work")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record Ref
	Step   Step
	State  string // how far the record had come on the day of the step; empty where that was not asked
	Why    string // in words: what stands in the way, and the remedy where that does not go without saying
	Reason error  // for errors.Is: [ErrState] and its like
	Faults error  // each fault of what the step says, with its field, for [FaultsOf]; nil if it is refused for another reason
}

func (e *StepError) Error() string {
	return fmt.Sprintf("%s cannot take the step %q: %s", e.Record, string(e.Step), e.Why)
}

// Unwrap returns the reason, and the faults where there are any.
func (e *StepError) Unwrap() []error {
	if e.Faults == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Faults}
}

// An Attempt is one step that somebody tries to take with a record. Its methods refuse what
// any package would refuse, with a [*StepError], and return nil for what can stand.
type Attempt struct {
	Record Ref
	Step   Step
	State  string // of the record on that day; empty where it has none
	On     Date   // the day of the step; zero for a step that has none
}

// Refuse returns the error for a reason, with the words that say why.
func (a Attempt) Refuse(reason error, why string, args ...any) error {
	return a.refuse(reason, fmt.Sprintf(why, args...), nil)
}

func (a Attempt) refuse(reason error, why string, faults error) error {
	return &StepError{Record: a.Record, Step: a.Step, State: a.State, Why: why, Reason: reason, Faults: faults}
}

// Whole refuses a step that does not say what it has to: the faults are those of what it says.
func (a Attempt) Whole(faults error) error {
	if faults == nil {
		return nil
	}
	return a.refuse(ErrIncomplete, faults.Error(), faults)
}

// Signed refuses a step without a person who answers for it, or without a day.
func (a Attempt) Signed(by ID[Person]) error {
	var f Faults
	f.Require("by", string(by))
	f.RequireDate("on", a.On)
	return a.Whole(f.Err())
}

// Dated refuses a step without a day.
func (a Attempt) Dated() error {
	var f Faults
	f.RequireDate("on", a.On)
	return a.Whole(f.Err())
}

// NotBefore refuses a step before the day on which something else was, in words: "it was held".
func (a Attempt) NotBefore(day Date, what string) error {
	if a.On.Before(day) {
		return a.Refuse(ErrOrder, "%s is before %s, when %s", a.On, day, what)
	}
	return nil
}

// Until refuses a step after the last day of the record, where it has one.
func (a Attempt) Until(lastDay Date) error {
	if !lastDay.IsZero() && a.On.After(lastDay) {
		return a.Refuse(ErrState, "its last day was %s", lastDay)
	}
	return nil
}

// Clock is that of the day of the step: what is dated on it has happened.
func (a Attempt) Clock() Clock { return At(a.On.Start()) }
