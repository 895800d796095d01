package change

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with a change in the course of its life.
const (
	StepAssess     records.Step = "assess" // consider its threats
	StepSpare      records.Step = "spare"  // say why its threats need not be considered
	StepDecide     records.Step = "decide"
	StepTakeEffect records.Step = "take effect"
	StepOccur      records.Step = "occur" // take effect from outside, without a decision here
	StepCancel     records.Step = "cancel"
	StepFollowUp   records.Step = "follow up" // an assessment that came too late
	StepReview     records.Step = "review"    // what it touched
	StepReflect    records.Step = "reflect"   // it in a procedure
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
	// ErrUnassessed: the change was to take effect before its threats were considered. It is
	// wrapped by a [records.StepError] of [StepTakeEffect] alone.
	ErrUnassessed = errors.New("change: its threats have not been considered")
)

// A walk is one step of a change.
type walk struct{ records.Attempt }
