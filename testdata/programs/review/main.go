// Command review prepares a management review: it gathers the pack, and holds it to its conclusions.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review"
)

func main() {
	audits := []audit.Audit{{ID: "AU-1", Title: "gates", PerformedOn: records.Day(2026, 2, 3), Report: audit.Report{On: records.Day(2026, 2, 9)}}}
	actions := []incidents.Action{{ID: "ACT-7", Title: "two readers", Kind: incidents.Corrective, ApprovedBy: "P-MD", ApprovedOn: records.Day(2026, 1, 13)}}
	day := records.Day(2026, 3, 24)

	next := review.Review{ID: "MR-2", PlannedOn: day, Inputs: []review.Given{{Kind: review.ExternalCommunication, NothingToReport: "no complaint, no letter"}}}
	pack := review.Gather(review.Material{Reviews: []review.Review{{ID: "MR-1", HeldOn: records.Day(2025, 3, 25)}, next}, Audits: audits, Actions: actions}, day)
	for _, input := range pack.Inputs {
		fmt.Printf("%-22s %s %s\n", input.Kind, input.State, input.Records)
		if input.State == review.Present {
			next.Inputs = append(next.Inputs, review.Given{Kind: input.Kind, Records: input.Records, Summary: "as in the pack"})
		}
	}

	next, err := next.Hold(day, "P-MD", "P-1")
	if err != nil {
		panic(err)
	}
	_, err = next.Record(review.Minutes{Document: "D-MINUTES"})
	if errors.Is(err, review.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	next.Suitability.Favourable, next.Adequacy.Favourable, next.Effectiveness.Favourable = records.Yes, records.Yes, records.No
	if next, err = next.Record(review.Minutes{Document: "D-MINUTES"}); err != nil {
		panic(err)
	}

	decision := review.Decision{ID: "DEC-1", Review: next.ID, Of: review.RestOfSystem, Text: "drivers are trained each year", Owner: "P-1", DueOn: records.Day(2026, 9, 30)}
	in := review.Input{Reviews: []review.Review{next}, Decisions: []review.Decision{decision}, Audits: audits, Actions: actions}
	for _, f := range conformity.Run(review.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Status == conformity.StatusUnmet {
			fmt.Println(f)
		}
	}
}
