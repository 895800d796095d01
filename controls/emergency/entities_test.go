package emergency

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty scenario", Scenario{}, []string{"id", "title", "kind"}},
		{"a scenario", Scenario{ID: "S", Title: "x", Kind: "fire", Risks: []records.ID[risk.Risk]{"R", "", "R"}, IdentifiedOn: day("2026-02-01"), WithdrawnOn: day("2026-01-01")},
			[]string{"kind", "risks[1]", "risks[2]", "withdrawn_on", "withdrawn_because"}},
		{"withdrawn on no day", Scenario{ID: "S", Title: "x", Kind: EmergencySituation, WithdrawnBecause: "x"}, []string{"withdrawn_on"}},
		{"an empty exclusion", Exclusion{}, []string{"id", "risk", "reason", "decided_by", "decided_on"}},
		{"an empty plan", Plan{}, []string{"id", "title", "kinds"}},
		{"a plan", Plan{
			ID: "EP", Title: "x", Kinds: []PlanKind{"panic"}, WholeScope: true, Sites: []string{"a", "a"}, Resources: []records.ID[Resource]{"R"}, NoResources: "none",
			NotPracticable: "x", DrillInterval: records.Months(1), Duties: []Duty{{}}, Responses: []Response{{Scenario: "S", Actions: []string{"x"}, Roles: roleIDs{"r"}}, {Scenario: "S"}},
			Measures:  []Measure{{Kind: Preventive, Scenarios: scenarioIDs{"S"}}, {Kind: "x", Aim: "y", Text: "a", NotApplicable: "b"}},
			Restoring: []Restoring{{}}, Assets: []Asset{{}}, Communications: []Channel{{}}, Information: []Information{{}},
			Revisions: []documents.Revision{{Number: "1", ApprovedOn: day("2026-01-01")}, {Number: "1", ApprovedBy: "ceo"}, {}},
		}, []string{
			"kinds[0]", "whole_scope", "sites[1]", "no_resources", "not_practicable", "duties[0].role", "duties[0].duties",
			"responses[1].scenario", "responses[1].actions", "responses[1].roles",
			"measures[0].text", "measures[1].kind", "measures[1].aim", "measures[1].scenarios", "measures[1].not_applicable",
			"restoring[0].term", "restoring[0].action", "assets[0].what", "communications[0].with", "communications[0].means", "information[0].what",
			"revisions[0].approved_by", "revisions[1].approved_on", "revisions[1].number", "revisions[2].number",
		}},
		{"an empty resource", Resource{}, []string{"id", "title", "kind"}},
		{"a resource", Resource{ID: "R", Title: "x", Kind: Service, Needed: -1, Provided: -1, Checks: []AvailabilityCheck{{}}, InUseFrom: day("2026-02-01"), WithdrawnOn: day("2026-01-01")},
			[]string{"needed", "provided", "checks[0].on", "checks[0].available", "withdrawn_on"}},
		{"an empty agency", Agency{}, []string{"id", "name", "role"}},
		{"an agency", Agency{ID: "A", Name: "x", Role: "y", AgreedOn: day("2026-02-01"), AgreedUntil: day("2026-01-01")}, []string{"agreed_until", "agreement"}},
		{"an empty drill", Drill{}, []string{"id", "title", "kind", "plans"}},
		{"a drill", Drill{ID: "D", Title: "x", Kind: Desktop, Plans: planIDs{"EP", "RP"}, Moves: []Move{{}}, CalledOffOn: day("2026-01-01"), HeldOn: day("2026-02-01"),
			EvaluatedOn: day("2026-01-01"), Findings: []DrillFinding{{}}, Lessons: []PlanChange{{Plan: "EP"}, {Key: "1", Text: "x"}, {Key: "1", Text: "x", Plan: "Z", DroppedOn: day("2026-01-01")}}},
			[]string{"moves[0].on", "moves[0].to", "moves[0].reason", "called_off_on", "called_off_because", "result", "evaluated_by", "evaluated_on", "findings[0].text",
				"lessons[0].key", "lessons[0].text", "lessons[1].plan", "lessons[2].key", "lessons[2].plan", "lessons[2].dropped_because"}},
		{"a result of a drill that was not held", Drill{ID: "D", Title: "x", Kind: Desktop, Plans: planIDs{"EP"}, Result: WorksAsPlanned, EvaluatedOn: day(today), EvaluatedBy: "ceo"}, []string{"result"}},
		{"an empty review", Review{}, []string{"id", "plans", "on", "by", "occasion", "conclusion"}},
		{"a review", Review{ID: "V", Plans: planIDs{"EP"}, On: day(today), By: "ceo", Occasion: AfterEvent, Conclusion: NotEffective}, []string{"because", "actions"}},
		{"a change due before it was decided", Review{ID: "V", Plans: planIDs{"EP"}, On: day(today), By: "ceo", Occasion: AtInterval, Conclusion: Effective, Actions: []PlanChange{{Key: "1", Text: "x", DueOn: day("2026-01-01")}}}, []string{"actions[0].due_on"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

func TestRolesOfAPlan(t *testing.T) {
	p := aPlan()
	p.Duties = []Duty{{Role: "warden", Duties: []string{"doors"}}}
	p.Restoring = []Restoring{{Role: "ceo-role"}, {}}
	assert.Equal(t, roleIDs{"ceo-role", "guard", "warden"}, p.Roles())
}

func TestDueDayOfADrill(t *testing.T) {
	d := Drill{PlannedOn: day("2026-03-01"), Moves: []Move{
		{On: day("2026-02-01"), To: day("2026-04-01"), Reason: "storm"},
		{On: day("2026-02-10"), To: day("2026-08-01")},
		{On: day("2026-03-10"), To: day("2026-05-01"), Reason: "strike"},
	}}
	due := func(at string) records.Date { return d.Due(records.At(instant(at))) }
	assert.Equal(t, day("2026-03-01"), due("2026-01-31"))
	assert.Equal(t, day("2026-04-01"), due("2026-02-20"), "a move without a reason does not count")
	assert.Equal(t, day("2026-05-01"), due("2026-03-10"))
	assert.False(t, d.Late(records.At(instant("2026-05-01T23:59:59Z"))))
	assert.True(t, d.Late(records.At(instant("2026-05-02"))))
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	type files struct {
		Scenarios  []Scenario  `json:"scenarios"`
		Exclusions []Exclusion `json:"emergency_exclusions"`
		Plans      []Plan      `json:"emergency_plans"`
		Resources  []Resource  `json:"emergency_resources"`
		Agencies   []Agency    `json:"agencies"`
		Drills     []Drill     `json:"drills"`
		Reviews    []Review    `json:"plan_reviews"`
	}
	g := good()
	in := files{g.Scenarios, g.Exclusions, g.Plans, g.Resources, g.Agencies, g.Drills, g.PlanReviews}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	var back files
	require.NoError(t, records.ReadFile("emergency.json", data, &back))
	assert.Equal(t, in, back)
}
