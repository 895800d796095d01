package competence

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with a training, a qualification or a clearance in the course of
// its life.
type Step string

// The steps.
const (
	StepEnrol    Step = "enrol" // people for a training
	StepMove     Step = "move"  // a training to another day
	StepComplete Step = "complete"
	StepCallOff  Step = "call off"
	StepEvaluate Step = "evaluate" // whether a training helped
	StepQualify  Step = "qualify"  // make a qualification of a training that was passed
	StepInform   Step = "inform"   // make an awareness entry of a training that was held
	StepRenew    Step = "renew"    // a qualification or a clearance
	StepWithdraw Step = "withdraw"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("competence: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("competence: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("competence: not ready for it")
	// ErrUnknown: the person or competence that the step names is not there, or is there already.
	ErrUnknown = errors.New("competence: no such part")
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

// A walk is one step of a record.
type walk struct {
	record records.Ref
	step   Step
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
