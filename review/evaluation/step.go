package evaluation

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an evaluation in the course of its life.
const (
	StepComplete records.Step = "complete"
	StepCallOff  records.Step = "call off"
	StepReflect  records.Step = "reflect" // a change in a procedure
	StepRevise   records.Step = "revise"  // what was found to need it
	StepDecide   records.Step = "decide"  // whether a change is significant
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)

// A walk is one step of an evaluation.
type walk struct{ records.Attempt }

// open refuses a step on an evaluation that is over, one way or the other.
func (w walk) open(e *Evaluation) error {
	switch {
	case !e.CalledOffOn.IsZero():
		return w.Refuse(ErrState, "it was called off on %s", e.CalledOffOn)
	case !e.On.IsZero():
		return w.Refuse(ErrState, "it was completed on %s", e.On)
	}
	return nil
}

// done refuses a step on an evaluation that is not completed.
func (w walk) done(e *Evaluation) error {
	switch {
	case !e.CalledOffOn.IsZero():
		return w.Refuse(ErrState, "it was called off on %s", e.CalledOffOn)
	case e.On.IsZero() || e.By == "":
		return w.Refuse(ErrState, "it is not completed: complete it first")
	}
	return nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
