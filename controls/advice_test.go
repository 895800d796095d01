package controls

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := AdviceInput{
		Operations: []Operation{{
			ID: "O", Owner: "R", Frequency: "each night", Sensitive: records.Yes, NextReviewOn: on("2026-06-01"),
			Method: Method{Text: "in pairs", ApprovedBy: "ceo", ApprovedOn: on("2026-01-01")}, InOperationFrom: on("2026-01-01"),
		}},
		Areas:        []Area{{ID: "A", Sensitive: records.Yes, AccessProcedure: "P"}},
		Risks:        []risk.Risk{{ID: "R", Decision: risk.ToControl, Controls: []records.ID[risk.Control]{"C"}}},
		Requirements: []competence.Requirement{{ID: "Q", Role: "R", Clearance: "high"}},
	}
	operation := func(change func(x *Operation)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Operations[0]) }
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[AdviceInput]{
		{Row: "4.3.1.intent.2", Depart: func(in *AdviceInput) { in.Risks[0].Controls = nil }, Message: "controls.advice.link"},
		{Row: "4.3.1.intent.2", Follow: func(in *AdviceInput) {
			in.Risks[0].Controls, in.Treatments = nil, []risk.Treatment{{ID: "T", Risks: []records.ID[risk.Risk]{"R"}, ChosenOn: on("2026-01-01")}}
		}, Depart: func(in *AdviceInput) {
			in.Risks[0].Controls, in.Treatments = nil, []risk.Treatment{{ID: "T", Risks: []records.ID[risk.Risk]{"R"}, DroppedOn: on("2026-01-01")}}
		}},
		{Row: "4.3.1.process.general.9", Depart: operation(func(x *Operation) { x.Frequency = "" }), Field: "frequency"},
		{Row: "4.4.6.process.3", Depart: operation(func(x *Operation) { x.NextReviewOn = on("2026-05-31") }), Field: "next_review_on"},
		{Row: "4.4.6.process.tasks.1", Depart: operation(func(x *Operation) { x.Sensitive = "" }), Field: "sensitive"},
		{Row: "4.4.6.process.tasks.2", Depart: operation(func(x *Operation) { x.Method.ApprovedOn = on("2026-06-02") }), Field: "method"},
		{Row: "4.4.6.process.tasks.3", Depart: func(in *AdviceInput) { in.Requirements[0].Until = on("2026-05-31") }, Message: "controls.advice.qualified"},
		{Row: "4.4.6.process.tasks.3", Depart: operation(func(x *Operation) { x.Owner = "" }), Message: "controls.advice.unowned", Field: "owner"},
		{Row: "4.4.6.process.tasks.4", Depart: func(in *AdviceInput) { in.Areas[0].AccessProcedure = "" }, Field: "access_procedure"},
	})
}
