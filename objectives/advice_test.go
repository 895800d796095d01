package objectives

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A policy with one aim, carried on to a task.
func advised() AdviceInput {
	on := conformitytest.Day
	since := Revision{Number: "1", ApprovedBy: "ceo", ApprovedOn: on("2026-01-02"), EffectiveFrom: on("2026-01-02")}
	objective := func(id records.ID[Objective], level Level) Objective {
		return Objective{ID: id, Level: level, Revisions: []ObjectiveRevision{{Revision: since, DueOn: on("2026-12-31"), DerivedFrom: []Source{{"P", "aim"}}}}}
	}
	in := AdviceInput{
		Policies: []policy.Policy{{ID: "P", Revisions: []policy.Revision{{
			Number: "1", BroadObjectives: []policy.Statement{{Key: "aim"}}, EffectiveFrom: on("2026-01-01"), Authorization: policy.Authorization{By: "ceo", Role: "CEO", On: on("2026-01-01")},
		}}}},
		Objectives: []Objective{objective("O", Corporate), objective("O-2", OfSupplyChain), objective("O-3", OfFunction)},
		Targets:    []Target{{ID: "T", Objective: "O", Revisions: []TargetRevision{{Revision: since}}}},
		Programmes: []Programme{{
			ID: "PR",
			Revisions: []ProgrammeRevision{{
				Revision: since, Serves: []Purpose{{Objective: "O"}}, Treatments: []records.ID[risk.Treatment]{"X"}, Assessments: []records.ID[risk.Assessment]{"A"},
				Resources: []Need{{Text: "guards", Resource: "G", Amount: amount("2")}}, DueOn: on("2026-12-31"), ExpectedChanges: []ExpectedChange{{Text: "new gate", AssessmentBy: on("2026-06-01")}},
			}},
			Tasks: []Task{{Key: "1", Owner: "ana", Authority: "orders locks", DueOn: on("2026-12-31"), Resources: []Need{{Text: "locks"}}}},
		}},
	}
	in.Resources = []organization.Resource{{ID: "G", Provided: []organization.Provision{{Amount: *amount("2"), From: on("2026-01-01")}}}}
	in.Objectives[1].Parent, in.Objectives[2].Parent = "O", "O"
	return in
}

func amount(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	programme := func(change func(v *ProgrammeRevision)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Programmes[0].Revisions[0]) }
	}
	task := func(change func(t *Task)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Programmes[0].Tasks[0]) }
	}
	conformitytest.Advice(t, Advice(), advised(), "2026-06-01", []conformitytest.AdviceRow[AdviceInput]{
		{Row: "4.2.process.6", Depart: programme(func(v *ProgrammeRevision) { v.Serves = nil }), Message: "objectives.advice.takenup"},
		{Row: "4.2.process.6", Follow: programme(func(v *ProgrammeRevision) { v.Serves = []Purpose{{Target: "T"}} }),
			Depart: func(in *AdviceInput) {
				for i := range in.Objectives {
					in.Objectives[i].Revisions[0].DerivedFrom = nil
				}
			}},
		{Row: "4.3.3.process.6", Depart: func(in *AdviceInput) { in.Objectives = in.Objectives[:2] }, Message: "objectives.advice.levels"},
		{Row: "4.3.3.process.9", Depart: func(in *AdviceInput) { in.Objectives[0].Revisions[0].DueOn = on("") }, Message: "objectives.advice.due"},
		{Row: "4.3.3.process.10", Depart: func(in *AdviceInput) { in.Objectives[1].Parent = "" }, Field: "parent"},
		{Row: "4.3.4.process.6", Depart: func(in *AdviceInput) {
			later := in.Objectives[0].Revisions[0]
			later.Number, later.ApprovedOn, later.EffectiveFrom = "2", on("2026-05-01"), on("2026-05-01")
			in.Objectives[0].Revisions = append(in.Objectives[0].Revisions, later)
		}, Message: "objectives.advice.again"},
		{Row: "4.3.5.intent.1", Depart: programme(func(v *ProgrammeRevision) { v.Serves = nil }), Field: "serves"},
		{Row: "4.3.5.intent.2", Depart: func(in *AdviceInput) { in.Programmes[0].Tasks = nil }, Field: "tasks"},
		{Row: "4.3.5.intent.5", Depart: programme(func(v *ProgrammeRevision) { v.Treatments = nil }), Field: "treatments"},
		{Row: "4.3.5.input.3", Depart: programme(func(v *ProgrammeRevision) { v.Assessments = nil }), Field: "assessments"},
		{Row: "4.3.5.input.8", Depart: programme(func(v *ProgrammeRevision) { v.Resources = nil }), Field: "resources"},
		{Row: "4.3.5.process.5", Depart: task(func(t *Task) { t.Authority = "" }), Field: "tasks[0].owner"},
		{Row: "4.3.5.process.6", Depart: task(func(t *Task) { t.DueOn = on("2027-01-01") }), Field: "tasks[0].due_on"},
		{Row: "4.3.5.process.7", Depart: task(func(t *Task) { t.Resources = nil }), Field: "tasks[0].resources"},
		{Row: "4.3.5.process.8", Depart: programme(func(v *ProgrammeRevision) { v.ExpectedChanges[0].AssessmentBy = on("2026-05-31") }), Message: "objectives.advice.reassessed"},
		{Row: "4.4.1.process.resources.2", Depart: func(in *AdviceInput) { in.Resources[0].Provided[0].Amount = *amount("1.5") }, Message: "objectives.advice.short"},
	})
}
