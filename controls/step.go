package controls

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an operation in the course of its life.
const (
	StepDetermine records.Step = "determine" // which documents an operation needs
	StepDecide    records.Step = "decide"    // whether it needs a documented procedure
	StepApprove   records.Step = "approve"   // its secure method
	StepStart     records.Step = "start"
	StepReview    records.Step = "review"
	StepEnd       records.Step = "end"
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	// ErrNoProcedure: the operation needs a documented procedure, and none is in force. It is
	// wrapped by a [records.StepError] of [StepStart] alone.
	ErrNoProcedure = errors.New("controls: no procedure in force")
)
