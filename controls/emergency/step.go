package emergency

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with a plan, a drill or a review in the course of its life.
type Step string

// The steps.
const (
	StepDraft    Step = "draft"   // put a revision of a plan before whoever approves it
	StepApprove  Step = "approve" // a revision, so that it comes into force
	StepWithdraw Step = "withdraw"
	StepMove     Step = "move" // a drill to another day
	StepHold     Step = "hold"
	StepEvaluate Step = "evaluate"
	StepCallOff  Step = "call off"
	StepCarry    Step = "carry" // a change into the plan
	StepDrop     Step = "drop"  // a change
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("emergency: not a step that can be taken now")
	// ErrOrder: the step has no day, or is dated before something that has to come before it.
	ErrOrder = errors.New("emergency: out of order")
	// ErrIncomplete: what the step has to say, or rests on, is missing or wrong.
	ErrIncomplete = errors.New("emergency: not ready for it")
	// ErrUnknown: the revision, plan or change that the step names is not there, or is there already.
	ErrUnknown = errors.New("emergency: no such part")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	State  string // how far the thing had come on the day of the step; empty where that has none
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

// A walk is one step of a record, in the state that it has on the day of the step.
type walk struct {
	record records.Ref
	step   Step
	state  string
}

func (w walk) refuse(reason error, format string, args ...any) error {
	return &StepError{Record: w.record, Step: w.step, State: w.state, Why: fmt.Sprintf(format, args...), Reason: reason}
}

// whole refuses a step that does not say what it has to.
func (w walk) whole(faults error) error {
	if faults == nil {
		return nil
	}
	return &StepError{Record: w.record, Step: w.step, State: w.state, Why: faults.Error(), Reason: ErrIncomplete, Faults: faults}
}

// clockOn is the clock of a day: what is dated on it has happened.
func clockOn(day records.Date) records.Clock { return records.At(day.Start()) }
