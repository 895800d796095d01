package incidents

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A grave incident that was looked into, and what was done about it.
func advised() Input {
	on := conformitytest.Day
	decided := func(a Action) Action {
		a.ProposedOn, a.ApprovedBy, a.ApprovedOn, a.Owner, a.DueOn = on("2026-02-10"), "ceo", on("2026-02-11"), "ana", on("2026-03-31")
		return a
	}
	done := Run{StartedOn: on("2026-02-20"), CompletedOn: on("2026-03-20"), CompletedBy: "ana"}
	return Input{
		Incidents: []Incident{{
			ID: "I", Kind: SecurityIncident, Severity: Serious, Description: "a seal was broken", Site: "yard", Activity: "storage", OccurredOn: on("2026-02-01"),
			ReportedOn: on("2026-02-01"), HasConsequences: records.Yes, Impacts: []Impact{{On: OnCargo}}, Risks: []records.ID[risk.Risk]{"R"},
			ImmediateActions: []Measure{{Text: "gate closed"}}, Notifications: []Notification{{To: "customs", Within: records.Days(2), On: on("2026-02-02")}}, Evidence: []Evidence{{What: "film"}},
		}},
		Investigations: []Investigation{{
			ID: "V", Incidents: []records.ID[Incident]{"I"}, Level: ManagementLevel, Investigators: []Investigator{{Person: "ana", Authority: "ceo", Qualification: "course"}},
			StartedOn: on("2026-02-02"), Immediate: "a", Detailed: "b", Causes: []Found{{Cause: "C", Root: true}, {Cause: "D"}}, CompletedOn: on("2026-02-09"),
			Report: Report{On: on("2026-02-09"), Recipients: []string{"board"}}, Lessons: []Lesson{{Text: "x", AppliedTo: []string{"all"}, AppliedOn: on("2026-05-01")}}, Document: "DOC",
		}},
		Causes: []Cause{{ID: "C", Category: HumanCause}},
		Actions: []Action{
			decided(Action{ID: "A", Kind: Corrective, Causes: []records.ID[Cause]{"C"}, Run: done, Watch: records.Months(6)}),
			decided(Action{ID: "B", Kind: Preventive, Run: done, Effectiveness: []Confirmation{{On: on("2026-05-01"), By: "bo", Effective: records.Yes, Evidence: []Proof{{Text: "count", On: on("2026-04-30")}}}}}),
			decided(Action{ID: "E", Kind: Improvement, Run: Run{StartedOn: on("2026-02-20")}, Progress: []Progress{{On: on("2026-04-01"), ReportedTo: "ceo"}}}),
		},
		Roles: []organization.Role{{ID: "CEO", TopManagement: true, Holders: []organization.Holder{{Person: "ceo", From: on("2020-01-01")}}}},
	}
}

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	incident := func(change func(x *Incident)) func(in *Input) { return func(in *Input) { change(&in.Incidents[0]) } }
	investigation := func(change func(v *Investigation)) func(in *Input) {
		return func(in *Input) { change(&in.Investigations[0]) }
	}
	action := func(i int, change func(a *Action)) func(in *Input) { return func(in *Input) { change(&in.Actions[i]) } }
	conformitytest.Advice(t, Advice(), advised(), "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.5.3.intent.2", Depart: action(0, func(a *Action) { a.Watch = records.Period{} }), Field: "watch"},
		{Row: "4.5.3.intent.3", Depart: func(in *Input) { in.Causes[0].Category = "" }, Field: "category"},
		{Row: "4.5.3.process.2", Depart: action(2, func(a *Action) { a.Progress[0].On = on("2026-07-01") }), Field: "progress"},
		{Row: "4.5.3.procedure.general.2", Depart: incident(func(x *Incident) { x.ReportedOn = on("") }), Field: "reported_on"},
		{Row: "4.5.3.procedure.immediate.1", Depart: incident(func(x *Incident) { x.ImmediateActions = nil }), Field: "immediate_actions"},
		{Row: "4.5.3.procedure.immediate.2", Depart: incident(func(x *Incident) { x.Notifications[0].On = on("") }), Field: "notifications[0]"},
		{Row: "4.5.3.procedure.immediate.2", Follow: incident(func(x *Incident) { x.Notifications[0] = Notification{To: "customs", Within: records.Months(4)} }),
			Depart: incident(func(x *Incident) { x.Notifications[0] = Notification{To: "customs", Within: records.Months(3)} }), Message: "incidents.advice.notified"},
		{Row: "4.5.3.procedure.immediate.4", Depart: investigation(func(v *Investigation) { v.Level = LocalLevel }), Message: "incidents.advice.management"},
		{Row: "4.5.3.procedure.recording.1", Depart: investigation(func(v *Investigation) { v.Immediate = "" }), Message: "incidents.advice.facts"},
		{Row: "4.5.3.procedure.recording.2", Depart: incident(func(x *Incident) { x.Description = "" }), Field: "description"},
		{Row: "4.5.3.procedure.investigation.4", Depart: investigation(func(v *Investigation) { v.Investigators[0].Qualification = "" }), Field: "investigators[0]"},
		{Row: "4.5.3.procedure.investigation.5", Depart: investigation(func(v *Investigation) { v.Causes = v.Causes[1:] }), Message: "incidents.advice.root"},
		{Row: "4.5.3.procedure.investigation.7", Depart: incident(func(x *Incident) { x.Evidence = nil }), Field: "evidence"},
		{Row: "4.5.3.procedure.investigation.8", Depart: investigation(func(v *Investigation) { v.Report.On = on("") }), Field: "report.on"},
		{Row: "4.5.3.procedure.corrective.1", Depart: action(0, func(a *Action) { a.Causes = nil }), Field: "causes"},
		{Row: "4.5.3.procedure.preventive.1", Depart: action(1, func(a *Action) { a.Kind = Improvement }), Message: "incidents.advice.prevent"},
		{Row: "4.5.3.procedure.preventive.3", Depart: action(1, func(a *Action) { a.Effectiveness = nil }), Field: "effectiveness"},
		{Row: "4.5.3.procedure.followup.2", Depart: action(2, func(a *Action) { a.Progress[0].ReportedTo = "bo" }), Message: "incidents.advice.overdue"},
		{Row: "4.5.3.process.analysis.3", Depart: incident(func(x *Incident) { x.Severity = "" }), Field: "severity"},
		{Row: "4.5.3.process.analysis.4", Depart: incident(func(x *Incident) { x.Activity = "" }), Field: "site"},
		{Row: "4.5.3.process.analysis.5", Depart: incident(func(x *Incident) { x.Impacts = nil }), Field: "impacts"},
		{Row: "4.5.3.process.analysis.6", Depart: investigation(func(v *Investigation) { v.Causes = v.Causes[:1] }), Message: "incidents.advice.both"},
		{Row: "4.5.3.process.analysis.7", Depart: incident(func(x *Incident) { x.Risks = nil }), Field: "risks"},
		{Row: "4.5.3.process.results.3", Depart: investigation(func(v *Investigation) { v.Report.Recipients = nil }), Field: "report.recipients"},
		{Row: "4.5.3.process.results.6", Depart: investigation(func(v *Investigation) { v.Lessons = nil }), Message: "incidents.advice.lesson"},
		{Row: "4.5.3.process.results.6", Depart: investigation(func(v *Investigation) { v.Lessons[0].AppliedTo = nil }), Message: "incidents.advice.applied", Field: "lessons[0]"},
		{Row: "4.5.3.output.4", Depart: investigation(func(v *Investigation) { v.Document = "" }), Field: "document"},
	})
}
