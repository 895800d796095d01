package documents

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	approved := []Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: on("2026-01-01"), EffectiveFrom: on("2026-01-01")}}
	in := Input{
		Roles:      []organization.Role{{ID: "R", SecurityDuties: records.Yes}},
		Documents:  []Document{{ID: "D", Purposes: []Purpose{EmergencyPlan}, Roles: []records.ID[organization.Role]{"R"}, Revisions: approved}},
		Procedures: []Procedure{{ID: "P", Purposes: []ProcedurePurpose{DocumentControl}, Requirements: []string{"4.4.5"}, Steps: []Step{{Text: "approve", Responsible: "R"}}, Revisions: approved}},
		Issues:     []Issue{{ID: "I", Revision: Pointer{Document: "D", Revision: "1"}, IssuedOn: on("2026-01-02")}},
		Series: []Series{{
			ID: "S", Requirements: []string{"4.5.1", "4.5.3.e", "4.5.5", "4.4.7"}, Owner: "R",
			Disposal: DisposalRule{Authority: "R"}, Retention: Retention{Basis: "tax law"},
		}},
	}
	series := func(ids ...string) func(in *Input) { return func(in *Input) { in.Series[0].Requirements = ids } }
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.4.1.output.2", Depart: func(in *Input) { in.Documents[0].Roles = nil }, Message: "documents.advice.role"},
		{Row: "4.4.4.process.3", Depart: func(in *Input) { in.Procedures[0].Requirements = nil }, Field: "requirements"},
		{Row: "4.4.5.process.3", Depart: func(in *Input) { in.Issues[0].WithdrawnOn = on("2026-06-01") }, Message: "documents.advice.athand"},
		{Row: "4.4.5.output.1", Depart: func(in *Input) { in.Procedures[0].Steps[0].Responsible = "" }, Field: "steps"},
		{Row: "4.5.3.procedure.recording.3", Depart: func(in *Input) { in.Series[0].Owner = "" }, Field: "owner"},
		{Row: "4.5.4.input.2", Depart: series("4.5.3", "4.5.10"), Message: "documents.advice.series"},
		{Row: "4.5.4.input.3", Depart: series("4.5.1"), Message: "documents.advice.series"},
		{Row: "4.5.4.input.5", Depart: series("4.5.1"), Message: "documents.advice.series"},
		{Row: "4.5.4.input.7", Depart: series("4.5.1"), Message: "documents.advice.series"},
		{Row: "4.5.4.process.1", Depart: func(in *Input) { in.Series[0].Disposal.Authority = "" }, Field: "disposal.authority"},
		{Row: "4.5.4.process.3", Depart: func(in *Input) { in.Series[0].Retention.Basis = "" }, Field: "retention.basis"},
	})
}
