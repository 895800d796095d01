package documents_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An application with a document store of its own asks whether the system is described.
func ExampleChecks() {
	in := documents.Input{Documents: []documents.Document{{
		ID: "DOC-1", Title: "security manual", Purposes: []documents.Purpose{documents.Manual, documents.SystemDescription},
		Revisions: []documents.Revision{{Number: "2", EffectiveFrom: records.Day(2026, 6, 1)}},
	}}}
	fmt.Println(conformity.Run(documents.Checks(), in, records.Day(2026, 6, 7).Start())[0])
	// Output: 4.1.document unmet: document DOC-1, security manual, is to describe the system, but its revision 2 is not approved: have it approved, and record by whom and when
}

// Which procedures applied on a day.
func ExampleProcedure_InForce() {
	seals := documents.Procedure{ID: "PRO-7", Title: "seal control", Purposes: []documents.ProcedurePurpose{documents.OperationalControl}, Revisions: []documents.Revision{
		{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 1, 10), EffectiveFrom: records.Day(2025, 2, 1)},
		{Number: "2", ApprovedBy: "P-1", ApprovedOn: records.Day(2026, 1, 10), EffectiveFrom: records.Day(2026, 2, 1), WithdrawnOn: records.Day(2026, 3, 1)},
	}}
	for _, day := range []records.Date{records.Day(2025, 1, 31), records.Day(2026, 1, 31), records.Day(2026, 2, 28), records.Day(2026, 3, 1)} {
		state, revision := seals.State(records.At(day.Start()))
		fmt.Println(day, seals.InForce(records.At(day.Start())), "revision", revision.Number, state)
	}
	// Output:
	// 2025-01-31 false revision 1 approved
	// 2026-01-31 true revision 1 in force
	// 2026-02-28 true revision 2 in force
	// 2026-03-01 false revision 2 withdrawn
}

// Records can be got rid of when their time is over, by whoever may, and not before.
func ExampleSeries_Dispose() {
	audits := documents.Series{
		ID: "RS-AUDITS", Title: "audit reports", Retention: documents.Retention{Period: records.Months(60)},
		Disposal: documents.DisposalRule{Method: documents.Erasure, Authority: "R-SECURITY"},
	}
	head := organization.Role{ID: "R-SECURITY", Title: "head of security", Holders: []organization.Holder{{Person: "P-4", From: records.Day(2021, 3, 1)}}}
	report := documents.Record{ID: "RC-1", Series: "RS-AUDITS", Number: "AUD-2021-1", KeptOn: records.Day(2021, 5, 10)}
	for _, day := range []records.Date{records.Day(2026, 5, 10), records.Day(2026, 5, 11)} {
		_, err := audits.Dispose(documents.Disposal{ID: "DI-1", On: day, Method: documents.Erasure, AuthorizedBy: "P-4"}, head, []documents.Record{report})
		fmt.Println(day, err)
	}
	// Output:
	// 2026-05-10 series RS-AUDITS cannot take the step "dispose": one of 2021-05-10 before its 60 months were over
	// 2026-05-11 <nil>
}
