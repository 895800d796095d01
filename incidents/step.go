package incidents

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an incident, an investigation or an action in the course of its life.
const (
	StepReport      records.Step = "report"   // an incident; the result of an investigation; progress of an action
	StepContain     records.Step = "contain"  // an incident
	StepMitigate    records.Step = "mitigate" // what an incident led to
	StepClose       records.Step = "close"    // an incident
	StepReopen      records.Step = "reopen"   // an incident or an action
	StepBegin       records.Step = "begin"    // an investigation
	StepFind        records.Step = "find"     // a cause
	StepComplete    records.Step = "complete" // an investigation or an action
	StepApprove     records.Step = "approve"  // an action, and all that follow
	StepReviewRisk  records.Step = "review risk"
	StepStart       records.Step = "start"
	StepStartAtOnce records.Step = "start at once"
	StepMove        records.Step = "move" // the day on which it is due
	StepRevise      records.Step = "revise"
	StepConfirm     records.Step = "confirm"
	StepMakeGood    records.Step = "make good"
	StepDrop        records.Step = "drop"
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrOwnWork    = records.ErrOwnWork
	// ErrUnreviewed: the action has not been put through a risk review that lets it begin.
	ErrUnreviewed = errors.New("incidents: no risk review lets the action begin")
	// ErrEvidence: the confirmation rests on nothing that is newer than the action.
	ErrEvidence = errors.New("incidents: no evidence from after the action")
)

// A walk is one step of an incident, an investigation or an action.
type walk struct{ records.Attempt }

// wrong refuses a step that does not fit the state.
func (w walk) wrong(want string) error {
	return w.Refuse(ErrState, "on %s it is %s: %s", w.On, w.State, want)
}

// whole refuses a step that does not say what it has to, and one without a day.
func (w walk) whole(faults error) error {
	if err := w.Dated(); err != nil {
		return err
	}
	return w.Whole(faults)
}
