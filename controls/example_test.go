package controls_test

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// An operation that needs a documented procedure does not start before that is in force.
func ExampleOperation_Start() {
	gate := &documents.Procedure{ID: "PR-4", Title: "at the gate", Revisions: []documents.Revision{
		{Number: "1", ApprovedBy: "P-BAKKER", ApprovedOn: records.Day(2026, 2, 20), EffectiveFrom: records.Day(2026, 3, 2)}}}
	seals := controls.Operation{ID: "OP-1", Title: "seal check"}
	seals, _ = seals.NeedProcedure(gate.ID)

	_, err := seals.Start(records.Day(2026, 3, 1), gate)
	fmt.Println(errors.Is(err, controls.ErrNoProcedure), err)

	seals, err = seals.Start(records.Day(2026, 3, 2), gate)
	fmt.Println(seals.InOperationFrom, err)
	// Output:
	// true operation OP-1 cannot take the step "start": procedure PR-4 is not in force on 2026-03-01
	// 2026-03-02 <nil>
}

// An application that keeps its own risks asks which of them no operation keeps in check.
func ExampleChecks() {
	in := controls.Input{
		Risks:      []risk.Risk{{ID: "R-5", Title: "pilferage at the quay", Decision: risk.ToControl}, {ID: "R-6", Title: "forged release", Decision: risk.ToControl}},
		Operations: []controls.Operation{{ID: "OP-1", Title: "seal check", Achieves: controls.Achieves{Risks: []records.ID[risk.Risk]{"R-5"}}}},
	}
	for _, f := range conformity.Run(controls.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Status == conformity.StatusUnmet {
			fmt.Println(f)
		}
	}
	// Output: 4.4.6.achieve.b unmet: it was decided to control risk R-6, and no operation is there to do so: work out which ones it takes, and enter the risk with them
}
