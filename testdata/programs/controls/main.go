// Command controls is an operations board: what is under control, by which procedure, and what is not.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func main() {
	procedure := documents.Procedure{ID: "PR-GATE", Title: "gate check", Revisions: []documents.Revision{{Number: "1"}}}
	seals := controls.Operation{
		ID: "OP-SEALS", Title: "seal check at the gate", Owner: "R-GATE", IdentifiedOn: records.Day(2025, 11, 3), Essential: records.No, Sensitive: records.No,
		Achieves: controls.Achieves{Risks: []records.ID[risk.Risk]{"R-1"}, Stages: []string{"road carriage"}},
		Criteria: []controls.Criterion{{Key: "all", Text: "every seal is compared with the booking"}},
	}
	step := func(next controls.Operation, err error) {
		switch {
		case errors.Is(err, controls.ErrNoProcedure), errors.Is(err, controls.ErrState), errors.Is(err, controls.ErrIncomplete):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			seals = next
		}
	}
	step(seals.NeedProcedure(procedure.ID))
	step(seals.Start(records.Day(2026, 1, 12), &procedure)) // it is a draft
	procedure.Revisions[0] = documents.Revision{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 12, 15), EffectiveFrom: records.Day(2026, 1, 5)}
	step(seals.Start(records.Day(2026, 1, 12), &procedure))
	step(seals.Review(controls.Review{On: records.Day(2026, 3, 2), By: "P-1", Outcome: "stays as it is"}, records.Day(2027, 3, 1)))

	in := controls.Input{
		Operations: []controls.Operation{seals}, Procedures: []documents.Procedure{procedure},
		Risks: []risk.Risk{{ID: "R-1", Title: "swapped container", Decision: risk.ToControl}, {ID: "R-2", Title: "bribed guard", Decision: risk.ToControl}},
		Scopes: []organization.Scope{{
			ID: "SC-1", Revision: "1", RequiredSecurityLevel: "TSR level 2", Stages: []organization.Stage{{Name: "road carriage"}, {Name: "storage"}},
			ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 1, 13), EffectiveFrom: records.Day(2025, 2, 1),
		}},
	}
	for _, f := range conformity.Run(controls.Checks(), in, records.Day(2026, 3, 31).Start()) {
		switch f.Requirement {
		case "4.4.6.achieve.b", "4.4.6.achieve.f", "4.4.6.condition.a":
			fmt.Println(f)
		}
	}
}
