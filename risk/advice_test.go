package risk_test

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := risk.Input{
		Scopes: []organization.Scope{{
			ID: "S", Exclusions: []organization.Exclusion{{What: "canteen", Reason: "no cargo"}}, ApprovedBy: "ceo", ApprovedOn: on("2025-01-01"), EffectiveFrom: on("2025-01-01"),
		}},
		Methodologies: []risk.Methodology{{
			ID: "M", Reference: "ISO 31010", Document: "D", Intervals: []risk.ClassInterval{{Class: "grave"}},
			ApprovedBy: "ceo", ApprovedOn: on("2025-01-01"), EffectiveFrom: on("2025-01-01"),
		}},
		Assessments: []risk.Assessment{{
			ID: "A", WholeRegister: true, Conditions: []risk.Condition{risk.Normal, risk.Abnormal, risk.Emergency},
			Inputs: []risk.AssessmentInput{{Kind: risk.IncidentInput}, {Kind: risk.WarningInput}}, Team: []risk.Assessor{{Person: "ana", Qualification: "course"}},
			PerformedOn: on("2026-01-10"), ApprovedBy: "ceo", ApprovedOn: on("2026-01-12"),
		}},
		Threats: []risk.Threat{{ID: "T1", Origin: risk.FromContractor}, {ID: "T2", Origin: risk.FromVisitor}, {ID: "T3", Origin: risk.FromSupplies}},
		Risks:   []risk.Risk{{ID: "R", Activity: "storage", RevisedOn: on("2026-02-01")}},
		Treatments: []risk.Treatment{{
			ID: "X", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Reduce, Lowers: []risk.Effect{"likelihood"}, ChosenOn: on("2026-01-12"), ImplementedOn: on("2026-02-01"),
		}},
		Controls: []risk.Control{{ID: "C", Description: "two keys", InOperationFrom: on("2026-02-01")}},
	}
	assessment := func(change func(a *risk.Assessment)) func(in *risk.Input) {
		return func(in *risk.Input) { change(&in.Assessments[0]) }
	}
	conformitytest.Advice(t, risk.Advice(), in, "2026-06-01", []conformitytest.AdviceRow[risk.Input]{
		{Row: "4.1.intent.4", Depart: func(in *risk.Input) { in.Risks[0].Activity = "canteen" }, Message: "risk.advice.excluded", Field: "exclusions"},
		{Row: "4.3.1.intent.5", Depart: assessment(func(a *risk.Assessment) { a.Conditions = a.Conditions[:2] }), Field: "conditions"},
		{Row: "4.3.1.intent.11", Depart: func(in *risk.Input) { in.Methodologies[0].Reference = "" }, Field: "reference"},
		{Row: "4.3.1.intent.19", Depart: func(in *risk.Input) { in.Methodologies[0].Document = "" }, Field: "document"},
		{Row: "4.3.1.input.3", Depart: assessment(func(a *risk.Assessment) { a.Inputs = a.Inputs[1:] }), Message: "risk.advice.incidents"},
		{Row: "4.3.1.input.10", Depart: assessment(func(a *risk.Assessment) { a.Inputs = a.Inputs[:1] }), Message: "risk.advice.warnings"},
		{Row: "4.3.1.process.general.1", Depart: func(in *risk.Input) { in.Treatments[0].Lowers = nil }, Field: "lowers"},
		{Row: "4.3.1.process.general.10", Depart: func(in *risk.Input) { in.Threats[1].WithdrawnOn = on("2026-05-01") }, Message: "risk.advice.origins"},
		{Row: "4.3.1.process.elements.6", Depart: func(in *risk.Input) { in.Risks[0].RevisedOn = on("2026-01-31") }, Message: "risk.advice.again"},
		{Row: "4.3.1.process.elements.10", Depart: assessment(func(a *risk.Assessment) { a.Team[0].Qualification = "" }), Message: "risk.advice.team"},
		{Row: "4.3.1.process.elements.10", Depart: assessment(func(a *risk.Assessment) { a.Team = nil }), Message: "risk.advice.noteam"},
		{Row: "4.3.1.process.review.3", Depart: func(in *risk.Input) { in.Methodologies[0].Intervals = nil }, Field: "intervals"},
		{Row: "4.3.1.output.4", Follow: func(in *risk.Input) { in.Controls[0].Description, in.Controls[0].Document = "", "D" },
			Depart: func(in *risk.Input) { in.Controls[0].Description = "" }, Field: "description"},
	})
}
