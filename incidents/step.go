package incidents

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with an incident, an investigation or an action in the course of
// its life.
type Step string

// The steps.
const (
	StepReport      Step = "report"   // an incident; the result of an investigation; progress of an action
	StepContain     Step = "contain"  // an incident
	StepMitigate    Step = "mitigate" // what an incident led to
	StepClose       Step = "close"    // an incident
	StepReopen      Step = "reopen"   // an incident or an action
	StepBegin       Step = "begin"    // an investigation
	StepFind        Step = "find"     // a cause
	StepComplete    Step = "complete" // an investigation or an action
	StepApprove     Step = "approve"  // an action, and all that follow
	StepReviewRisk  Step = "review risk"
	StepStart       Step = "start"
	StepStartAtOnce Step = "start at once"
	StepMove        Step = "move" // the day on which it is due
	StepRevise      Step = "revise"
	StepConfirm     Step = "confirm"
	StepMakeGood    Step = "make good"
	StepDrop        Step = "drop"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("incidents: not a step that can be taken now")
	// ErrOrder: the step has no day, or is dated before something that has to come before it.
	ErrOrder = errors.New("incidents: out of order")
	// ErrIncomplete: what the step has to say, or rests on, is missing or wrong.
	ErrIncomplete = errors.New("incidents: not ready for it")
	// ErrUnreviewed: the action has not been put through a risk review that lets it begin.
	ErrUnreviewed = errors.New("incidents: no risk review lets the action begin")
	// ErrOwnWork: who confirms that an action worked has carried it out, or answers for it.
	ErrOwnWork = errors.New("incidents: nobody confirms the effect of their own action")
	// ErrEvidence: the confirmation rests on nothing that is newer than the action.
	ErrEvidence = errors.New("incidents: no evidence from after the action")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	State  string // how far the thing had come on the day of the step; empty where that has none
	Why    string // in words
	Reason error  // one of the reasons above
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
	on     records.Date
}

func (w walk) refuse(reason error, format string, args ...any) error {
	return &StepError{Record: w.record, Step: w.step, State: w.state, Why: fmt.Sprintf(format, args...), Reason: reason}
}

// wrong refuses a step that does not fit the state.
func (w walk) wrong(want string) error {
	return w.refuse(ErrState, "on %s it is %s: %s", w.on, w.state, want)
}

// whole refuses a step that does not say what it has to, and one without a day.
func (w walk) whole(faults error) error {
	if w.on.IsZero() {
		return w.refuse(ErrOrder, "the step needs a day")
	}
	if faults == nil {
		return nil
	}
	return &StepError{Record: w.record, Step: w.step, State: w.state, Why: faults.Error(), Reason: ErrIncomplete, Faults: faults}
}

// clockOn is the clock of a day: what is dated on it has happened.
func clockOn(day records.Date) records.Clock { return records.At(day.Start()) }
