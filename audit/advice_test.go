package audit_test

import (
	"testing"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := audit.AdviceInput{
		Programmes: []audit.Programme{{
			ID: "P", From: on("2026-01-01"), Until: on("2026-12-31"), Basis: audit.Basis{Other: []string{"thefts of last year"}}, ApprovedBy: "ceo", ApprovedOn: on("2025-12-01"),
		}},
		Audits: []audit.Audit{{
			ID: "A", Kind: audit.Internal, Clauses: []organization.Element{"4.4.6"}, Areas: []audit.Area{{Name: "yard", Role: "R"}}, Criteria: []string{"ISO 28000"},
			Lead: "ana", PerformedOn: on("2026-03-01"), Report: audit.Report{On: on("2026-03-09"), SignedBy: "ana", Document: "D"},
		}},
		Findings: []audit.Finding{{
			ID: "F", Audit: "A", Grade: audit.MinorNonconformity, Evidence: []records.Ref{{Kind: "record", ID: "1"}}, AnswerDueOn: on("2026-04-01"),
			Answer:    audit.Answer{Text: "x", By: "bo", On: on("2026-03-20"), Actions: []records.ID[incidents.Action]{"X"}},
			FollowUps: []audit.Following{{On: on("2026-05-01"), Effective: records.Yes}}, ClosedOn: on("2026-05-02"), ClosedBy: "ana",
		}},
		Incidents:  []incidents.Incident{{ID: "I", Severity: incidents.Serious, OccurredOn: on("2026-03-01")}},
		Clearances: []competence.Clearance{{ID: "C", Person: "ana", Grade: "high", From: on("2026-03-01")}},
	}
	held := func(change func(a *audit.Audit)) func(in *audit.AdviceInput) {
		return func(in *audit.AdviceInput) { change(&in.Audits[0]) }
	}
	finding := func(change func(x *audit.Finding)) func(in *audit.AdviceInput) {
		return func(in *audit.AdviceInput) { change(&in.Findings[0]) }
	}
	conformitytest.Advice(t, audit.Advice(), in, "2026-06-01", []conformitytest.AdviceRow[audit.AdviceInput]{
		{Row: "4.5.3.input.4", Depart: finding(func(x *audit.Finding) { x.Answer.Actions = nil }), Field: "answer.actions"},
		{Row: "4.5.5.process.audits.3", Depart: func(in *audit.AdviceInput) { in.Incidents[0].OccurredOn = on("2026-03-02") }, Message: "audit.advice.additional"},
		{Row: "4.5.5.process.audits.4", Depart: func(in *audit.AdviceInput) { in.Clearances[0].From = on("2026-03-02") }, Message: "audit.advice.cleared"},
		{Row: "4.5.5.process.scheduling.1", Follow: func(in *audit.AdviceInput) { in.Programmes[0].Until = on("2027-01-01") },
			Depart: func(in *audit.AdviceInput) { in.Programmes[0].Until = on("2027-01-02") }, Field: "until"},
		{Row: "4.5.5.process.scheduling.3", Depart: func(in *audit.AdviceInput) { in.Programmes[0].Basis.Other = nil }, Field: "basis.other"},
		{Row: "4.5.5.process.support.2", Follow: finding(func(x *audit.Finding) { x.Answer.On, x.AnswerDueOn = on(""), on("2026-06-01") }),
			Depart: finding(func(x *audit.Finding) { x.Answer.On, x.AnswerDueOn = on(""), on("2026-05-31") }), Field: "answer"},
		{Row: "4.5.5.process.results.2", Depart: held(func(a *audit.Audit) { a.Report.SignedBy = "" }), Field: "report"},
		{Row: "4.5.5.process.results.3", Follow: held(func(a *audit.Audit) { a.Clauses = nil }), Depart: held(func(a *audit.Audit) { a.Clauses, a.Areas = nil, nil }), Field: "clauses"},
		{Row: "4.5.5.process.results.4", Depart: held(func(a *audit.Audit) { a.Areas[0].Role = "" }), Field: "areas"},
		{Row: "4.5.5.process.results.5", Depart: held(func(a *audit.Audit) { a.Criteria = nil }), Field: "criteria"},
		{Row: "4.5.5.process.results.6", Depart: finding(func(x *audit.Finding) { x.Evidence = nil }), Field: "evidence"},
		{Row: "4.5.5.process.results.11", Depart: finding(func(x *audit.Finding) { x.AnswerDueOn = on("") }), Field: "answer_due_on"},
		{Row: "4.5.5.process.results.12", Depart: finding(func(x *audit.Finding) { x.FollowUps = nil }), Field: "follow_ups"},
		{Row: "4.5.5.output.3", Depart: held(func(a *audit.Audit) { a.Report.Document = "" }), Field: "report.document"},
		{Row: "4.5.5.output.4", Depart: finding(func(x *audit.Finding) { x.ClosedOn = on("2026-06-02") }), Message: "audit.advice.closed"},
		{Row: "4.5.5.output.4", Depart: finding(func(x *audit.Finding) { x.ClosedBy = "" }), Message: "audit.advice.closedby"},
	})
}
