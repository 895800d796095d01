package emergency

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A plan that says all, a drill that showed shortcomings, and a siren.
func advised() Input {
	on := conformitytest.Day
	return Input{
		Scenarios: []Scenario{{ID: "S", Needs: "two guards"}},
		Plans: []Plan{{
			ID: "P", Kinds: []PlanKind{Preparedness, ResponsePlan, Recovery}, InCharge: roleIDs{"R"}, Duties: []Duty{{Role: "R"}},
			Responses: []Response{{Scenario: "S", Actions: []string{"close the gate"}, Outsiders: "to the yard"}}, Evacuation: "by the north gate",
			Measures:  []Measure{{Aim: RestoreSecurity, Text: "a"}, {Aim: ProtectData, Text: "b"}, {Aim: KeepContinuous, Text: "c"}},
			Restoring: []Restoring{{Term: ShortTerm}, {Term: MediumTerm}}, Assets: []Asset{{What: "key safe"}}, Agencies: []records.ID[Agency]{"A"},
			Communications: []Channel{{With: "police", Means: "radio", TestedOn: on("2026-01-05")}}, Information: []Information{{What: "layout"}},
			CriticalParts: []string{"alarm"},
			Revisions:     []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: on("2026-01-02"), EffectiveFrom: on("2026-01-02")}},
		}},
		Agencies: []Agency{{ID: "A", Agreement: "calls back", Role: "seals the road", BriefedOn: on("2026-01-05")}},
		Drills: []Drill{{
			ID: "D", Kind: Realistic, Plans: planIDs{"P"}, PlanParts: []string{"alarm"}, PlannedOn: on("2026-03-01"), HeldOn: on("2026-03-01"),
			EvaluatedOn: on("2026-03-02"), Result: WorksInPart, Lessons: []PlanChange{{Key: "1"}},
		}},
		PlanReviews: []Review{{ID: "V", On: on("2026-03-09"), Conclusion: Effective, Drills: []records.ID[Drill]{"D"}}},
		Resources: []Resource{{
			ID: "X", Kind: Equipment, Item: "I", Needed: 2, Provided: 2, CheckInterval: records.Months(12),
			Checks: []AvailabilityCheck{{On: on("2026-03-01"), Available: records.Yes}},
		}},
	}
}

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	plan := func(change func(p *Plan)) func(in *Input) { return func(in *Input) { change(&in.Plans[0]) } }
	conformitytest.Advice(t, Advice(), advised(), today, []conformitytest.AdviceRow[Input]{
		{Row: "4.4.7.intent.1", Depart: plan(func(p *Plan) { p.Kinds = p.Kinds[:2] }), Message: "emergency.advice.kinds"},
		{Row: "4.4.7.intent.2", Depart: func(in *Input) { in.Scenarios[0].Needs = "" }, Field: "needs"},
		{Row: "4.4.7.input.2", Depart: func(in *Input) { in.Agencies[0].Agreement = "" }, Field: "agreement"},
		{Row: "4.4.7.input.7", Depart: func(in *Input) { in.Drills[0].EvaluatedOn = on("2026-07-01") }, Field: "evaluated_on"},
		{Row: "4.4.7.process.2", Depart: plan(func(p *Plan) { p.Measures[2].Text = "" }), Message: "emergency.advice.aims"},
		{Row: "4.4.7.process.3", Depart: func(in *Input) { in.Drills[0].HeldOn = on("2026-01-01") }, Message: "emergency.advice.part", Field: "critical_parts[0]"},
		{Row: "4.4.7.process.4", Depart: func(in *Input) { in.Drills[0].Kind = Desktop }, Message: "emergency.advice.realistic"},
		{Row: "4.4.7.process.plan.3", Depart: plan(func(p *Plan) { p.InCharge = nil }), Field: "in_charge"},
		{Row: "4.4.7.process.plan.4", Depart: plan(func(p *Plan) { p.Responses[0].Outsiders = "" }), Field: "responses[0].outsiders"},
		{Row: "4.4.7.process.plan.5", Depart: plan(func(p *Plan) { p.Duties = nil }), Field: "duties"},
		{Row: "4.4.7.process.plan.6", Depart: plan(func(p *Plan) { p.Evacuation = "" }), Field: "evacuation"},
		{Row: "4.4.7.process.plan.7", Depart: plan(func(p *Plan) { p.Restoring = p.Restoring[:1] }), Message: "emergency.advice.restoring"},
		{Row: "4.4.7.process.plan.8", Depart: plan(func(p *Plan) { p.Assets = nil }), Field: "assets"},
		{Row: "4.4.7.process.plan.9", Depart: plan(func(p *Plan) { p.Agencies = nil }), Field: "agencies"},
		{Row: "4.4.7.process.plan.10", Depart: plan(func(p *Plan) { p.Communications = nil }), Field: "communications"},
		{Row: "4.4.7.process.plan.11", Depart: plan(func(p *Plan) { p.Information = nil }), Field: "information"},
		{Row: "4.4.7.process.plan.13", Depart: plan(func(p *Plan) { p.Communications[0].TestedOn = on("2026-08-01") }), Field: "communications[0].tested_on"},
		{Row: "4.4.7.process.plan.14", Depart: func(in *Input) { in.Agencies[0].Role = "" }, Field: "role"},
		{Row: "4.4.7.process.plan.15", Depart: func(in *Input) { in.Agencies[0].BriefedOn = on("") }, Field: "briefed_on"},
		{Row: "4.4.7.process.equipment.1", Depart: func(in *Input) { in.Resources[0].Provided = 1 }, Field: "provided"},
		{Row: "4.4.7.process.equipment.2", Depart: func(in *Input) { in.Resources[0].Checks[0].On = on("2025-05-31") }, Message: "emergency.advice.checked"},
		{Row: "4.4.7.process.equipment.2", Depart: func(in *Input) { in.Resources[0].CheckInterval = records.Period{} }, Message: "emergency.advice.interval"},
		{Row: "4.4.7.process.drills.1", Depart: func(in *Input) { in.Drills[0].HeldOn = on("") }, Message: "emergency.advice.planned"},
		{Row: "4.4.7.process.drills.1", Depart: func(in *Input) { in.Drills[0].PlannedOn = on("") }, Message: "emergency.advice.undated"},
		{Row: "4.4.7.output.2", Depart: func(in *Input) { in.Resources[0].Item = "" }, Field: "item"},
		{Row: "4.4.7.output.5", Depart: func(in *Input) { in.PlanReviews[0].Drills = nil }, Message: "emergency.advice.inreview"},
		{Row: "4.4.7.output.6", Depart: func(in *Input) { in.Drills[0].Lessons = nil }, Field: "lessons"},
	})
}
