// Command incidents carries one corrective action through its gates, and shows who gets past none.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

func main() {
	act := incidents.Action{ID: "ACT-7", Title: "seal numbers read by two people", Kind: incidents.Corrective, Causes: []records.ID[incidents.Cause]{"CAU-1"},
		ProposedBy: "P-1", ProposedOn: records.Day(2026, 1, 12), EffectivenessDueOn: records.Day(2026, 4, 30), Watch: records.Months(12)}
	step := func(next incidents.Action, err error) {
		switch {
		case errors.Is(err, incidents.ErrUnreviewed), errors.Is(err, incidents.ErrOwnWork), errors.Is(err, incidents.ErrEvidence), errors.Is(err, incidents.ErrState):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			act = next
			fmt.Println("now", act.State(records.At(records.Day(2026, 4, 30).Start())))
		}
	}
	step(act.Start(records.Day(2026, 1, 13))) // nobody has approved it
	step(act.Approve("P-MD", records.Day(2026, 1, 13), "P-2", records.Day(2026, 2, 27)))
	step(act.Start(records.Day(2026, 1, 14))) // and nobody has looked at its own risk
	step(act.ReviewRisk(incidents.RiskReview{On: records.Day(2026, 1, 15), By: "P-3", Outcome: incidents.Acceptable}))
	step(act.Start(records.Day(2026, 1, 19)))
	step(act.Complete(records.Day(2026, 2, 20), "P-2"))
	proof := incidents.Confirmation{On: records.Day(2026, 4, 1), By: "P-2", Effective: records.Yes, Evidence: []incidents.Proof{{Text: "January: no wrong number", On: records.Day(2026, 1, 31)}}}
	step(act.Confirm(proof)) // by whoever carried it out
	proof.By = "P-3"
	step(act.Confirm(proof)) // on evidence from before it was done
	proof.Evidence[0] = incidents.Proof{Text: "March: no wrong number", On: records.Day(2026, 3, 31)}
	step(act.Confirm(proof))

	past := incidents.Action{ID: "ACT-8", Title: "a second fence", Kind: incidents.Preventive, Owner: "P-2", DueOn: records.Day(2026, 3, 27),
		ApprovedBy: "P-MD", ApprovedOn: records.Day(2026, 1, 19), Run: incidents.Run{StartedOn: records.Day(2026, 1, 20)}} // from a file, past the gate
	in := incidents.Input{Actions: []incidents.Action{act, past}, Persons: []records.Person{{ID: "P-2", Name: "Bo"}, {ID: "P-3", Name: "Cem"}}}
	for _, f := range conformity.Run(incidents.Checks(), in, records.Day(2026, 4, 30).Start()) {
		switch f.Requirement {
		case "4.5.3.riskreview", "4.5.3.e":
			if !f.Subject.IsZero() {
				fmt.Println(f)
			}
		}
	}
}
