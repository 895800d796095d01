// Command audit keeps an audit register: planned, moved, held, reported, and its findings answered.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func main() {
	gates := audit.Audit{ID: "AU-7", Title: "gates and patrols", Kind: audit.Internal, Lead: "P-9", PlannedOn: records.Day(2026, 2, 27), Areas: []audit.Area{{Name: "gates", Role: "R-GATE"}}}
	_, err := gates.Move(audit.Move{To: records.Day(2026, 3, 27), On: records.Day(2026, 2, 20), By: "P-9"})
	if errors.Is(err, audit.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	gates = must(gates.Move(audit.Move{To: records.Day(2026, 3, 27), On: records.Day(2026, 2, 20), By: "P-9", Reason: "the scanner is being installed"}))
	fmt.Println("due on", gates.Due())

	report := audit.Report{On: records.Day(2026, 3, 30), SignedBy: "P-9", DueOn: records.Day(2026, 4, 10),
		Conformity: audit.Conclusion{Favourable: records.No, Text: "one lane"}, Implementation: audit.Conclusion{Favourable: records.Yes}, Effectiveness: audit.Conclusion{Favourable: records.Yes}}
	_, err = gates.Sign(report)
	if errors.Is(err, audit.ErrState) {
		fmt.Println("refused:", err)
	}
	gates = must(gates.Perform(records.Day(2026, 3, 24)))
	gates = must(gates.Sign(report))
	gates = must(gates.Deliver(audit.Delivery{To: "P-MD", On: records.Day(2026, 4, 1)}))

	finding := audit.Finding{ID: "AF-1", Audit: gates.ID, Grade: audit.MinorNonconformity, Clause: "4.4.6", Area: "gates", Text: "one lane is not watched at noon", AnswerDueOn: records.Day(2026, 4, 24)}
	_, err = finding.Close(records.Day(2026, 4, 20), "P-9")
	if errors.Is(err, audit.ErrState) || errors.Is(err, audit.ErrIncomplete) {
		fmt.Println("refused:", err)
	}

	escalation := must(audit.NewEscalation(audit.DefaultEscalation()))
	for _, day := range []records.Date{records.Day(2026, 4, 24), records.Day(2026, 10, 1)} {
		grade, rule, err := escalation.Grade(finding, gates.Report.On, 0, records.At(day.Start()))
		fmt.Println(day, grade, rule, err)
	}

	own := audit.Audit{ID: "AU-8", Title: "stores", Kind: audit.Internal, Lead: "P-5", PlannedOn: records.Day(2026, 3, 31), Areas: []audit.Area{{Name: "stores", Role: "R-STORE"}}, PerformedOn: records.Day(2026, 3, 31)}
	in := audit.Input{
		Audits: []audit.Audit{gates, own}, Findings: []audit.Finding{finding},
		Roles: []organization.Role{
			{ID: "R-MD", Title: "managing director", TopManagement: true, Holders: []organization.Holder{{Person: "P-MD", From: records.Day(2020, 1, 1)}}},
			{ID: "R-STORE", Title: "storekeeper", Holders: []organization.Holder{{Person: "P-5", From: records.Day(2025, 1, 1)}}},
			{ID: "R-GATE", Title: "gate supervisor"},
		},
		Settings: []organization.Setting{{ID: "S-1", Name: organization.AuditCycle, Period: records.Months(12), ApprovedBy: "P-MD", ApprovedOn: records.Day(2025, 1, 6)}},
		Persons:  []records.Person{{ID: "P-9", Name: "Ole"}, {ID: "P-5", Name: "Eve"}, {ID: "P-MD", Name: "Ann"}},
	}
	for _, f := range conformity.Run(audit.Checks(), in, records.Day(2026, 4, 30).Start()) {
		switch f.Requirement {
		case "4.5.5.interval", "4.5.5.c", "4.5.5.independent":
			fmt.Println(f)
		}
	}
}
