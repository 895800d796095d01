package audit_test

import (
	"fmt"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An application with an audit register of its own asks what is late.
func ExampleChecks() {
	in := audit.Input{Audits: []audit.Audit{{ID: "A-7", Title: "gates and patrols", PlannedOn: records.Day(2026, 5, 4)}}}
	for _, f := range conformity.Run(audit.Checks(), in, records.Day(2026, 5, 7).Start()) {
		if f.Requirement == "4.5.5.interval" {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.5.5.interval unmet: audit A-7, gates and patrols, was due on 2026-05-04 and has not been held: record when it was, or a new date with the reason
}

// The next programme is proposed from risks, results and the auditors at hand.
func ExamplePlan() {
	proposal := audit.Plan(audit.Request{
		From: records.Day(2026, 1, 1), Until: records.Day(2026, 12, 31),
		Topics: []audit.Topic{
			{Name: "gates", Area: audit.Area{Name: "gates", Role: "R-GATE"}, Risk: 3},
			{Name: "bonded store", Area: audit.Area{Name: "store", Role: "R-STORE"}, Risk: 4},
		},
		Auditors: []audit.Auditor{{Person: "P-7", AnswersFor: []records.ID[organization.Role]{"R-STORE"}, Audits: 4}},
	})
	for _, a := range proposal.Audits {
		fmt.Println(a.PlannedOn, a.Topic, a.Auditor, a.Why)
	}
	fmt.Println(proposal.NotCovered[0].What+":", proposal.NotCovered[0].Why)
	// Output:
	// 2026-12-31 gates P-7 [its worst risk is at level 3 it was never audited]
	// bonded store: P-7 answers for it
}
