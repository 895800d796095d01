package incidents

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

const (
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	today        = "2026-06-01"
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: today, Brief: true}
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

// with returns the good input, changed.
func with(change func(in *Input)) Input { return conformitytest.With(good(), change) }

type (
	personID    = records.ID[records.Person]
	riskIDs     = []records.ID[risk.Risk]
	incidentIDs = []records.ID[Incident]
	causeIDs    = []records.ID[Cause]
	planIDs     = []records.ID[emergency.Plan]
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func revision(number, from string) documents.Revision {
	return documents.Revision{Number: number, ApprovedBy: "ceo", ApprovedOn: day(from), EffectiveFrom: day(from)}
}

// corrective is an action that has gone its whole way.
func corrective() Action {
	return Action{
		ID: "C", Title: "two people read seals", Kind: Corrective, Severity: Serious, Investigation: "INV", Causes: causeIDs{"CAU"}, Risks: riskIDs{"R"},
		ProposedBy: "guard", ProposedOn: day("2026-01-12"), ApprovedBy: "ceo", ApprovedOn: day("2026-01-13"), Owner: "planner", DueOn: day("2026-02-27"),
		RiskReviews:        []RiskReview{{On: day("2026-01-15"), By: "guard", Outcome: Acceptable, Risks: riskIDs{"R"}}},
		Run:                Run{StartedOn: day("2026-01-19"), CompletedOn: day("2026-02-20"), CompletedBy: "clerk"},
		ProcedureChanges:   []ProcedureChange{{Document: "D", What: "two readers", Revision: "2"}, {Procedure: "P", What: "who reads", Revision: "2"}},
		TrainingNeeds:      []TrainingNeed{{Text: "reading seals", Training: "T"}},
		EffectivenessDueOn: day("2026-04-30"), Watch: records.Months(12),
		Effectiveness: []Confirmation{{On: day("2026-04-15"), By: "guard", Effective: records.Yes, Evidence: []Proof{{Text: "no wrong number in April", On: day("2026-04-14")}}}},
	}
}

// preventive is an action that was decided and has not begun.
func preventive() Action {
	return Action{
		ID: "P", Title: "lamps on the quay", Kind: Preventive, Severity: Minor, Risks: riskIDs{"R"}, ProposedOn: day("2026-03-01"),
		ApprovedBy: "ceo", ApprovedOn: day("2026-03-02"), Owner: "planner", DueOn: day("2026-08-31"),
	}
}

// good returns an input that meets every requirement of the package on 2026-06-01.
func good() Input {
	mandate := func(id records.ID[Mandate], role records.ID[organization.Role], tasks ...Task) Mandate {
		return Mandate{ID: id, Procedure: "P", Role: role, Tasks: tasks, Authority: "to stop a loading"}
	}
	holds := func(person personID) []organization.Holder {
		return []organization.Holder{{Person: person, From: day("2020-01-01")}}
	}
	judged := func(id records.ID[records.Attestation], subject records.Ref, on string) records.Attestation {
		return records.Attestation{ID: id, Requirement: "4.5.3.proportionate", Subject: subject, Judgement: records.Conforms, By: "ceo", Role: "director", MadeOn: day(on), ValidUntil: day("2027-03-31")}
	}
	return Input{
		Incidents: []Incident{
			{ID: "I", Title: "container gone", Kind: SecurityIncident, Severity: Serious, OccurredOn: day("2026-01-05"), OccurredAt: instant("2026-01-05T22:00:00Z"),
				ReportedOn: day("2026-01-05"), ReportedBy: "guard", FromBreach: records.Yes, HasConsequences: records.Yes, Risks: riskIDs{"R"},
				Mitigations: []Measure{{On: day("2026-01-06"), By: "guard", Text: "police found it"}}, InvestigateBy: day("2026-01-09"),
				Plans: planIDs{"EP"}, PlanReviews: []records.ID[emergency.Review]{"V"}, ClosedOn: day("2026-01-20"), ClosedBy: "ceo"},
			{ID: "N", Title: "gate left open", Kind: NearMiss, OccurredOn: day("2026-05-20"), ReportedOn: day("2026-05-20"), HasConsequences: records.No, InvestigateBy: day("2026-06-05")},
			{ID: "NC", Title: "no badge", Kind: Nonconformity, OccurredOn: day("2026-05-30"), HasConsequences: records.Yes, Requirements: []string{"4.4.6"}, InvestigateBy: day("2026-06-10")},
		},
		Investigations: []Investigation{{
			ID: "INV", Title: "the container", Incidents: incidentIDs{"I"}, Level: ManagementLevel, Investigators: []Investigator{{Person: "guard", Authority: "mandate"}},
			StartedOn: day("2026-01-06"), Causes: []Found{{Cause: "CAU", Root: true}}, Detailed: "nobody compared", Conclusion: "one reader is too few", CompletedOn: day("2026-01-12"),
		}},
		Causes:  []Cause{{ID: "CAU", Title: "one reader", Category: ProcessCause}},
		Actions: []Action{corrective(), preventive()},
		Mandates: []Mandate{
			mandate("M-1", "ceo-role", PreventiveTask, CorrectiveTask, MitigationTask),
			mandate("M-2", "guard-role", InvestigatingFailures, InvestigatingIncidents, InvestigatingNonconformities, ConfirmationTask),
		},
		Plans:       []emergency.Plan{{ID: "EP", Title: "theft", Kinds: []emergency.PlanKind{emergency.ResponsePlan}}},
		PlanReviews: []emergency.Review{{ID: "V", Plans: planIDs{"EP"}, On: day("2026-02-01"), By: "ceo", Occasion: emergency.AfterEvent, Because: "the theft", Conclusion: emergency.Effective}},
		Changes: []change.Change{{ID: "CH", Title: "new crane", Kinds: []change.Kind{change.OfEquipment}, EffectiveOn: day("2026-03-01"),
			Risks: []change.RiskReview{{Risk: "R", Outcome: risk.Confirmed, On: day("2026-02-20"), By: "guard"}}}},
		Threats: []risk.Threat{{ID: "T", Title: "thieves", AddedOn: day("2025-01-01"), ChangedOn: day("2026-03-09")}},
		Risks: []risk.Risk{{ID: "R", Title: "theft", Threats: []records.ID[risk.Threat]{"T"}, AddedOn: day("2025-01-01"), Reviews: []risk.Review{
			{On: day("2026-01-10"), Because: records.Ref{Kind: "incident", ID: "I"}, Outcome: risk.Revised},
			{On: day("2026-03-20"), Because: records.Ref{Kind: "threat", ID: "T"}, Outcome: risk.Confirmed},
		}}},
		Trainings:  []competence.Training{{ID: "T", Title: "seals", Kind: competence.Briefing, Topics: []competence.Topic{competence.OwnRole}, CompletedOn: day("2026-02-15")}},
		Documents:  []documents.Document{{ID: "D", Title: "gate", Purposes: []documents.Purpose{documents.OtherPurpose}, Revisions: []documents.Revision{revision("1", "2025-01-01"), revision("2", "2026-02-10")}}},
		Procedures: []documents.Procedure{{ID: "P", Title: "incidents", Purposes: []documents.ProcedurePurpose{documents.IncidentsAndActions}, Revisions: []documents.Revision{revision("1", "2025-01-01"), revision("2", "2026-02-10")}}},
		Roles: []organization.Role{
			{ID: "ceo-role", Title: "director", Holders: holds("ceo")}, {ID: "guard-role", Title: "guard", Holders: holds("guard")},
		},
		Settings: []organization.Setting{
			{ID: "S-1", Name: organization.MitigationPeriod, Period: records.Hours(72), ApprovedBy: "ceo", ApprovedOn: day("2025-01-01")},
			{ID: "S-2", Name: organization.EventReviewPeriod, Period: records.Days(60), ApprovedBy: "ceo", ApprovedOn: day("2025-01-01")},
			{ID: "S-3", Name: organization.RiskUpdatePeriod, Period: records.Days(30), ApprovedBy: "ceo", ApprovedOn: day("2025-01-01")},
		},
		Persons:      []records.Person{{ID: "ceo", Name: "C"}, {ID: "guard", Name: "G"}, {ID: "planner", Name: "P"}, {ID: "clerk", Name: "K"}},
		Attestations: []records.Attestation{judged("A-1", Action{ID: "C"}.Ref(), "2026-01-14"), judged("A-2", Action{ID: "P"}.Ref(), "2026-03-05")},
	}
}
