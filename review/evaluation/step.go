package evaluation

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with an evaluation in the course of its life.
type Step string

// The steps.
const (
	StepComplete Step = "complete"
	StepCallOff  Step = "call off"
	StepReflect  Step = "reflect" // a change in a procedure
	StepRevise   Step = "revise"  // what was found to need it
	StepDecide   Step = "decide"  // whether a change is significant
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the evaluation has come.
	ErrState = errors.New("evaluation: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("evaluation: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("evaluation: not ready for it")
	// ErrUnknown: the change, the procedure or the subject that the step names is not there.
	ErrUnknown = errors.New("evaluation: no such part")
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

// A walk is one step of an evaluation.
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

// open refuses a step on an evaluation that is over, one way or the other.
func (w walk) open(e *Evaluation) error {
	switch {
	case !e.CalledOffOn.IsZero():
		return w.refuse(ErrState, "it was called off on %s", e.CalledOffOn)
	case !e.On.IsZero():
		return w.refuse(ErrState, "it was completed on %s", e.On)
	}
	return nil
}

// done refuses a step on an evaluation that is not completed.
func (w walk) done(e *Evaluation) error {
	switch {
	case !e.CalledOffOn.IsZero():
		return w.refuse(ErrState, "it was called off on %s", e.CalledOffOn)
	case e.On.IsZero() || e.By == "":
		return w.refuse(ErrState, "it is not completed: complete it first")
	}
	return nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
