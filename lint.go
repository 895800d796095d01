package iso28000

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A Warning says what is unwise in the criteria of a system: consistent, so that it was
// loaded, and yet such that people who follow it would be led astray.
type Warning struct {
	Criteria records.ID[risk.Criteria]
	risk.Flaw
}

func (w Warning) String() string { return fmt.Sprintf("criteria %s: %s", w.Criteria, w.Flaw) }

// Lint looks through the risk criteria of a system, tolerability rules included: levels that
// no rating comes to, a worse risk that is tolerated where a milder one is not, a rule that
// never decides. It returns the warnings in the order of the criteria. None of them changes a
// verdict. Criteria that do not compile are left to [Assess], which says what stands in the way.
func Lint(system *System) []Warning {
	var warnings []Warning
	for i := range system.Criteria {
		rater, err := system.Criteria[i].Compile()
		if err != nil {
			continue
		}
		for _, flaw := range rater.Lint() {
			warnings = append(warnings, Warning{system.Criteria[i].ID, flaw})
		}
	}
	return warnings
}
