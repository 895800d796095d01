package suppliers

import (
	"github.com/iso28000/iso28000/records"
)

// What one may do with a supplier, an activity or a specification in the course of its life.
const (
	StepScreen   records.Step = "screen"   // a supplier
	StepAssure   records.Step = "assure"   // what a supplier has given in writing
	StepEngage   records.Step = "engage"   // use a supplier from a day on
	StepEnd      records.Step = "end"      // the use of a supplier
	StepEvaluate records.Step = "evaluate" // an activity
	StepMitigate records.Step = "mitigate" // a threat of an activity
	StepDraft    records.Step = "draft"    // a revision of a specification
	StepApprove  records.Step = "approve"  // a revision of a specification
	StepTell     records.Step = "tell"     // suppliers of a revision
	StepWithdraw records.Step = "withdraw" // a specification
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)
