package iso28000

import (
	"slices"
	"time"

	"github.com/iso28000/iso28000/conformity"
)

// Impact tells what a change would do to the system, before it is made: the requirements whose
// status would be another, and what would be said that is not said now. The system is not
// changed. Who asks this more than once keeps a [conformity.Live] assessment instead.
func Impact(system *System, at time.Time, change conformity.Change, options ...Option) ([]conformity.Difference, error) {
	live, err := AssessLive(system, at, options...)
	if err != nil {
		return nil, err
	}
	before := live.Report()
	after, err := live.Apply(change)
	if err != nil {
		return nil, err
	}
	return conformity.Compare(before, after), nil
}

// Forecast tells how the statuses of requirements will change until an instant, which is not
// included, if nobody changes a record: in the order of time.
func Forecast(system *System, at, until time.Time, options ...Option) []conformity.Foretold {
	return slices.Collect(Assess(system, at, options...).Forecast(until))
}
