package competence

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{
		Roles:          []organization.Role{{ID: "R", SecurityDuties: records.Yes, Holders: []organization.Holder{{Person: "ana", From: on("2025-01-01")}}}},
		Requirements:   []Requirement{{ID: "Q", Role: "R", Competence: "K", Clearance: "high", Risks: []records.ID[risk.Risk]{"X"}}},
		Clearances:     []Clearance{{ID: "C", Person: "ana", Grade: "high", From: on("2025-01-01")}},
		Qualifications: []Qualification{{ID: "L", Person: "ana", Competence: "K", From: on("2025-01-01")}},
		Assessments:    []Assessment{{ID: "A", Person: "ana", Competence: "K", On: on("2026-01-01"), NextOn: on("2026-06-01")}},
		Trainings:      []Training{{ID: "T", Programme: "P", DueOn: on("2026-03-01"), CompletedOn: on("2026-03-01"), Evaluation: Evaluation{On: on("2026-04-01"), Effective: records.Yes}}},
		Programmes: []Programme{{
			ID: "P", Procedure: "D", Areas: []Area{ThreatsAndRisks, OwnArrangements, InductionAndMoves, LocalArrangements, AssessingRisks, LeadingOthers, OutsidersOnSite},
		}},
		Procedures: []documents.Procedure{{
			ID: "D", Purposes: []documents.ProcedurePurpose{documents.Awareness},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: on("2026-01-01"), EffectiveFrom: on("2026-01-01")}},
		}},
	}
	requirement := func(change func(q *Requirement)) func(in *Input) {
		return func(in *Input) { change(&in.Requirements[0]) }
	}
	training := func(change func(t *Training)) func(in *Input) { return func(in *Input) { change(&in.Trainings[0]) } }
	rows := []conformitytest.AdviceRow[Input]{
		{Row: "4.4.1.intent.2", Depart: func(in *Input) { in.Clearances[0].ValidUntil = on("2026-05-31") }, Message: "competence.advice.cleared"},
		{Row: "4.4.1.input.6", Depart: requirement(func(q *Requirement) { q.Clearance = "" }), Message: "competence.advice.grade"},
		{Row: "4.4.2.input.4", Depart: requirement(func(q *Requirement) { q.Risks = nil }), Message: "competence.advice.risks"},
		{Row: "4.4.2.process.2", Follow: func(in *Input) {
			in.Qualifications = nil
			in.Trainings[0] = Training{ID: "T", Competences: []records.ID[Competence]{"K"}, Participants: []Participant{{Person: "ana"}}, DueOn: on("2026-09-01")}
		}, Depart: func(in *Input) { in.Qualifications = nil }, Message: "competence.advice.gap"},
		{Row: "4.4.2.process.3", Depart: training(func(t *Training) { t.CompletedOn = on("") }), Message: "competence.advice.late"},
		{Row: "4.4.2.process.4", Depart: func(in *Input) { in.Assessments[0].NextOn = on("2026-05-31") }, Message: "competence.advice.assessed"},
		{Row: "4.4.2.process.programme.11", Depart: training(func(t *Training) { t.Evaluation.Effective = "" }), Field: "evaluation"},
		{Row: "4.4.2.output.1", Follow: requirement(func(q *Requirement) { q.Competence, q.None = "", "on call only" }),
			Depart: requirement(func(q *Requirement) { q.Competence = "" }), Message: "competence.advice.demands"},
		{Row: "4.4.2.output.2", Follow: requirement(func(q *Requirement) { q.Risks, q.Reason = nil, "keys" }),
			Depart: requirement(func(q *Requirement) { q.Risks = nil }), Field: "reason"},
		{Row: "4.4.2.output.3", Depart: training(func(t *Training) { t.CalledOffOn = on("2026-02-01") }), Message: "competence.advice.plan"},
	}
	for i, row := range []string{"2", "3", "4", "5", "6", "8", "10"} {
		rows = append(rows, conformitytest.AdviceRow[Input]{Row: "4.4.2.process.programme." + row, Depart: func(in *Input) {
			in.Programmes[0].Areas[i] = "another"
		}, Message: "competence.advice.area"})
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", rows)
}
