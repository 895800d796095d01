package incidents

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty incident", Incident{}, []string{"id", "title", "kind", "occurred_on"}},
		{"an incident", Incident{
			ID: "I", Title: "x", Kind: "theft", Severity: "huge", OccurredOn: day("2026-02-01"), OccurredAt: instant("2026-01-31T23:00:00Z"), FromBreach: "maybe",
			HasConsequences: records.No, Impacts: []Impact{{On: "x"}}, Requirements: []string{"4.4.6", "4.9"}, Risks: riskIDs{"R", "R"},
			ImmediateActions: []Measure{{}}, Mitigations: []Measure{{On: day(today), Text: "x"}}, NoMitigation: "x", Notifications: []Notification{{}},
			Evidence: []Evidence{{Hands: []Handover{{}}}}, ReportedOn: day("2026-01-01"), ClosedOn: day("2026-03-01"), Reopenings: []IncidentReopening{{}},
		}, []string{
			"kind", "severity", "occurred_at", "from_breach", "impacts[0].on", "impacts[0].degree", "has_consequences", "requirements[1]", "risks[1]",
			"immediate_actions[0].on", "immediate_actions[0].text", "no_mitigation", "notifications[0].to", "evidence[0].what", "evidence[0].hands[0].on", "evidence[0].hands[0].to",
			"reported_on", "closed_by", "reopenings[0].on", "reopenings[0].by", "reopenings[0].reason",
		}},
		{"an empty investigation", Investigation{}, []string{"id", "title", "incidents"}},
		{"an investigation", Investigation{
			ID: "V", Title: "x", Incidents: incidentIDs{"I"}, Level: "top", Investigators: []Investigator{{}}, Causes: []Found{{Cause: "C"}, {Cause: "C"}, {}},
			StartedOn: day("2026-02-01"), CompletedOn: day("2026-01-01"), Report: Report{Recipients: nil, On: day(today)}, Lessons: []Lesson{{}},
		}, []string{"level", "investigators[0].person", "causes[1].cause", "causes[2].cause", "conclusion", "report.recipients", "lessons[0].text", "completed_on"}},
		{"an empty cause", Cause{}, []string{"id", "title", "category"}},
		{"an empty mandate", Mandate{}, []string{"id", "procedure", "role", "tasks", "authority"}},
		{"a mandate", Mandate{ID: "M", Procedure: "P", Role: "R", Authority: "x", Tasks: []Task{"investigation"}, From: day(today), Until: day("2026-01-01")}, []string{"tasks[0]", "until"}},
		{"an empty action", Action{}, []string{"id", "title", "kind"}},
		{"an action", Action{
			ID: "A", Title: "x", Kind: Corrective, Follows: "A", ApprovedBy: "ceo", Moves: []Move{{}}, RiskReviews: []RiskReview{{}},
			Run:        Run{StartedOn: day("2026-02-01"), CompletedOn: day("2026-01-01"), Imminent: Imminent{Reason: "x"}, FollowUp: FollowUp{What: "x"}},
			Reopenings: []Reopening{{}, {On: day("2026-03-01"), By: "ceo", Reason: "x", Run: Run{StartedOn: day("2026-02-01")}}}, Progress: []Progress{{}}, Revisions: []Revision{{}},
			ProcedureChanges: []ProcedureChange{{}, {Document: "D", Procedure: "P", What: "x"}}, TrainingNeeds: []TrainingNeed{{}},
			Effectiveness: []Confirmation{{Evidence: []Proof{{}}}}, DroppedOn: day(today),
		}, []string{
			"follows", "approved_on", "moves[0].on", "moves[0].to", "moves[0].reason", "risk_reviews[0].on", "risk_reviews[0].by", "risk_reviews[0].outcome",
			"completed_on", "completed_by", "imminent.by", "imminent.review_by", "follow_up.by", "follow_up.on",
			"reopenings[0].on", "reopenings[0].by", "reopenings[0].reason", "reopenings[0].completed_on", "reopenings[1].started_on",
			"progress[0].on", "progress[0].note", "revisions[0].on", "revisions[0].reason", "procedure_changes[0].what", "procedure_changes[0].procedure", "procedure_changes[1].document",
			"training_needs[0].text", "effectiveness[0].on", "effectiveness[0].by", "effectiveness[0].effective", "effectiveness[0].evidence[0].on", "effectiveness[0].evidence[0].text",
			"dropped_because",
		}},
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

func TestSeverity(t *testing.T) {
	assert.True(t, Incident{Severity: Serious}.Serious())
	assert.True(t, Incident{Severity: Grave}.Serious())
	assert.False(t, Incident{Severity: Minor}.Serious())
	assert.False(t, Incident{}.Serious(), "nobody has judged it")
}

func TestAnalyse(t *testing.T) {
	in := good()
	in.Incidents = append(in.Incidents, Incident{ID: "L", Kind: NearMiss, OccurredOn: day("2026-07-01")},
		Incident{ID: "O", Kind: NearMiss, Site: "Terminal", OccurredOn: day("2026-02-01"), ReportedOn: day("2026-02-11"), Impacts: []Impact{{On: OnCargo, Degree: Minor}}})
	a := Analyse(in.Incidents, in.Investigations, in.Causes, day("2026-01-05"), day("2026-05-30"))
	assert.Equal(t, 4, a.Incidents)
	assert.Equal(t, []Count{{"near miss", 2}, {"incident", 1}, {"nonconformity", 1}}, a.ByKind)
	assert.Equal(t, []Count{{unsaid, 3}, {"Terminal", 1}}, a.BySite)
	assert.Equal(t, []Count{{"CAU", 1}}, a.ByCause)
	assert.Equal(t, []Count{{"process", 1}}, a.ByCategory)
	assert.Equal(t, []Count{{"cargo", 1}}, a.ByImpact)
	assert.Equal(t, 10, a.Slowest)
	assert.Equal(t, 1, a.Unreported)
	assert.Equal(t, 3, a.Open)
	assert.Equal(t, 1, Analyse(in.Incidents, nil, nil, day("2026-01-05"), day("2026-01-05")).Open, "closed only later")
}

func TestRecurrences(t *testing.T) {
	in := faulty()
	at := func(s string) []Recurrence {
		return Recurrences(in.Actions, in.Incidents, in.Investigations, records.At(instant(s)))
	}
	assert.Empty(t, at("2026-06-14"), "nobody has found it yet")
	assert.Equal(t, []Recurrence{{"C", "CAU", "I-2", "INV-2", day("2026-05-25"), day("2027-02-20")}}, at("2026-06-15"))
	in.Actions[0] = must(in.Actions[0].Reopen(Reopening{On: day("2026-06-16"), By: "ceo", Reason: "again"}, &in.Incidents[3]))
	assert.Equal(t, records.ID[Incident]("I-2"), in.Actions[0].Reopenings[0].Because)
	assert.Empty(t, at("2026-06-16"), "it is taken up again")
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	type files struct {
		Incidents      []Incident      `json:"incidents"`
		Investigations []Investigation `json:"investigations"`
		Causes         []Cause         `json:"causes"`
		Actions        []Action        `json:"actions"`
		Mandates       []Mandate       `json:"mandates"`
	}
	g := good()
	g.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again", Because: "I", Run: Run{StartedOn: day("2026-05-16"), Imminent: Imminent{"fire", "ceo", day(today)}}}}
	g.Actions[0].Effectiveness[0].Evidence = append(g.Actions[0].Effectiveness[0].Evidence, Proof{Record: risk.Risk{ID: "R"}.Ref(), On: day(today)})
	in := files{g.Incidents, g.Investigations, g.Causes, g.Actions, g.Mandates}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	var back files
	require.NoError(t, records.ReadFile("incidents.json", data, &back))
	assert.Equal(t, in, back)
}
