package equipment

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an item in the course of its life.
const (
	StepWork     records.Step = "work"     // design, install, refurbish or modify it
	StepUse      records.Step = "use"      // take it into use
	StepTakeOut  records.Step = "take out" // of use, for a time
	StepReturn   records.Step = "return"   // to use
	StepMaintain records.Step = "maintain"
	StepRetire   records.Step = "retire"
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	// ErrThreats: the threats were not considered before the work was finished.
	ErrThreats = errors.New("equipment: threats not considered before the work")
)
