package emergency

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	today        = "2026-06-01"
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: today, Brief: true}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
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
	roleIDs     = []records.ID[organization.Role]
	personIDs   = []records.ID[records.Person]
	planIDs     = []records.ID[Plan]
	scenarioIDs = []records.ID[Scenario]
)

func revision(number, from string) documents.Revision {
	return documents.Revision{Number: number, ApprovedBy: "ceo", ApprovedOn: day(from), EffectiveFrom: day(from)}
}

// aPlan deals with one scenario at the terminal, and gets ready, responds and recovers.
func aPlan() Plan {
	return Plan{
		ID: "EP", Title: "intruders", Kinds: []PlanKind{Preparedness, ResponsePlan}, Sites: []string{"Terminal"}, Units: []string{"yard"},
		InCharge:  roleIDs{"guard"},
		Responses: []Response{{Scenario: "S", Actions: []string{"close the gates"}, Roles: roleIDs{"guard"}}},
		Measures: []Measure{
			{Scenarios: scenarioIDs{"S"}, Kind: Preventive, Text: "patrols"},
			{Scenarios: scenarioIDs{"S"}, Kind: Mitigating, Text: "safe room", Aim: RestoreSecurity},
		},
		Resources: []records.ID[Resource]{"RES"}, ReviewInterval: records.Months(12), DrillInterval: records.Months(6),
		Revisions: []documents.Revision{revision("1", "2025-01-01"), revision("2", "2025-09-01")},
	}
}

func recoveryPlan() Plan {
	return Plan{
		ID: "RP", Title: "back to work", Kinds: []PlanKind{Recovery}, WholeScope: false, Sites: []string{"Terminal"}, InCharge: roleIDs{"ceo-role"},
		Restoring: []Restoring{{Term: ShortTerm, Action: "mend the fence", Role: "ceo-role"}}, NoResources: "what there is will do",
		ReviewInterval: records.Months(12), NotPracticable: "nobody tears down a fence to mend it", Revisions: []documents.Revision{revision("1", "2025-03-01")},
	}
}

// good returns an input that meets every requirement of the package on 2026-06-01.
func good() Input {
	return Input{
		Scenarios:  []Scenario{{ID: "S", Title: "intruders at night", Kind: SecurityIncident, Risks: []records.ID[risk.Risk]{"R"}}},
		Exclusions: []Exclusion{{ID: "X", Risk: "R-2", Reason: "the port answers for it", DecidedBy: "ceo", DecidedOn: day("2026-01-10")}},
		Plans:      []Plan{aPlan(), recoveryPlan()},
		Resources:  []Resource{{ID: "RES", Title: "radios", Kind: Equipment, Provision: "bought", Maintenance: "charged each night"}},
		Agencies:   []Agency{{ID: "AG", Name: "police", Role: "arrest"}},
		Drills: []Drill{{
			ID: "D", Title: "night drill", Kind: Realistic, Plans: planIDs{"EP"}, Scenarios: scenarioIDs{"S"}, PlannedOn: day("2026-03-01"),
			HeldOn: day("2026-03-01"), Leader: "guard", Result: WorksInPart, EvaluatedOn: day("2026-03-05"), EvaluatedBy: "ceo",
			Findings: []DrillFinding{{Text: "radios were empty"}}, Lessons: []PlanChange{{Key: "1", Text: "spare batteries", DueOn: day("2026-08-31")}},
		}},
		PlanReviews: []Review{
			{ID: "V-0", Plans: planIDs{"EP"}, On: day("2025-08-01"), By: "ceo", Occasion: AtInterval, Conclusion: PartlyEffective,
				Actions: []PlanChange{{Key: "a", Text: "a second gate", DueOn: day("2025-10-01"), CarriedBy: "2"}}},
			{ID: "V", Plans: planIDs{"EP", "RP"}, On: day("2026-01-15"), By: "ceo", Occasion: AtInterval, Conclusion: Effective},
		},
		Risks: []risk.Risk{
			{ID: "R", Title: "break-in", Credible: records.Yes}, {ID: "R-2", Title: "ship fire", Credible: records.Yes}, {ID: "R-3", Title: "comet", Credible: records.No},
		},
		Assessments: []risk.Assessment{{ID: "A", Title: "all", WholeRegister: true, PerformedOn: day("2025-11-01"), ApprovedBy: "ceo", ApprovedOn: day("2025-11-05")}},
		Scopes:      []organization.Scope{{ID: "SC", Revision: "1", Sites: []organization.Site{{Name: "Terminal"}}, ApprovedBy: "ceo", ApprovedOn: day("2025-01-01"), EffectiveFrom: day("2025-01-01")}},
		Roles: []organization.Role{
			{ID: "ceo-role", Title: "director", Holders: []organization.Holder{{Person: "ceo", From: day("2020-01-01")}}},
			{ID: "guard", Title: "guard", Holders: []organization.Holder{{Person: "guard", From: day("2020-01-01")}}},
		},
		Procedures: []documents.Procedure{{ID: "AW", Title: "awareness", Purposes: []documents.ProcedurePurpose{documents.Awareness}, Revisions: []documents.Revision{revision("1", "2025-01-01")}}},
		Programmes: []competence.Programme{{
			ID: "P", Title: "all", Procedure: "AW", Audience: []competence.Audience{competence.OwnPersonnel}, Topics: []competence.Topic{competence.EmergencyDuties},
		}},
		Awareness: []competence.Awareness{{
			ID: "AWR", Topics: []competence.Topic{competence.EmergencyDuties}, Persons: personIDs{"ceo", "guard", "crane"}, On: day("2026-01-20"), ValidUntil: day("2027-01-31"),
		}},
		Persons: []records.Person{
			{ID: "ceo", Name: "C. Ceo", Unit: "board"}, {ID: "guard", Name: "G. Guard", Unit: "security"},
			{ID: "crane", Name: "D. Driver", Unit: "yard"}, {ID: "clerk", Name: "K. Clerk", Unit: "office"},
		},
	}
}
