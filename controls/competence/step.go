package competence

import (
	"github.com/iso28000/iso28000/records"
)

// What one may do with a training, a qualification or a clearance in the course of its life.
const (
	StepEnrol    records.Step = "enrol" // people for a training
	StepMove     records.Step = "move"  // a training to another day
	StepComplete records.Step = "complete"
	StepCallOff  records.Step = "call off"
	StepEvaluate records.Step = "evaluate" // whether a training helped
	StepQualify  records.Step = "qualify"  // make a qualification of a training that was passed
	StepInform   records.Step = "inform"   // make an awareness entry of a training that was held
	StepRenew    records.Step = "renew"    // a qualification or a clearance
	StepWithdraw records.Step = "withdraw"
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)
