package emergency

import (
	"github.com/iso28000/iso28000/records"
)

// What one may do with a plan, a drill or a review in the course of its life.
const (
	StepDraft    records.Step = "draft"   // put a revision of a plan before whoever approves it
	StepApprove  records.Step = "approve" // a revision, so that it comes into force
	StepWithdraw records.Step = "withdraw"
	StepMove     records.Step = "move" // a drill to another day
	StepHold     records.Step = "hold"
	StepEvaluate records.Step = "evaluate"
	StepCallOff  records.Step = "call off"
	StepCarry    records.Step = "carry" // a change into the plan
	StepDrop     records.Step = "drop"  // a change
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)

// A walk is one step of a plan, a drill or a review.
type walk struct{ records.Attempt }
