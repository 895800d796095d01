package emergency

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
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

type (
	roleIDs     = []records.ID[organization.Role]
	personIDs   = []records.ID[records.Person]
	planIDs     = []records.ID[Plan]
	scenarioIDs = []records.ID[Scenario]
)

func day(s string) records.Date {
	if s == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	return day(s).Start()
}

// A row is what an input comes to on a requirement.
type row struct {
	name    string
	change  func(in *Input)   // of the good input
	at      string            // today unless said otherwise
	want    conformity.Status // of the worst finding; none: nothing to judge
	message string            // id of the worst finding's message, without the package
	field   string            // not looked at where it is met, unless given
	lapses  string            // when the worst finding changes; empty: never, and not looked at where it is met
	becomes conformity.Status
}

// decide runs the checks of one requirement.
func decide(in Input, requirement, at string) []conformity.Finding {
	checks := slices.DeleteFunc(Checks(), func(c conformity.Check[Input]) bool { return c.Requirement() != requirement })
	return conformity.Run(checks, in, instant(at))
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			in := good()
			if tt.change != nil {
				tt.change(&in)
			}
			at := tt.at
			if at == "" {
				at = today
			}
			findings := decide(in, requirement, at)
			require.NotEmpty(t, findings)
			got := findings[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			if tt.message != "" {
				assert.Equal(t, "emergency."+tt.message, got.MessageID(), got.Message())
			}
			if tt.want != met || tt.field != "" {
				assert.Equal(t, tt.field, got.Field, got.Message())
			}
			if tt.want != met || tt.lapses != "" {
				assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
				assert.Equal(t, tt.becomes, got.Becomes, got.Then())
			}
		})
	}
}

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
