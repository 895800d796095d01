package incidents

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// An application that keeps nothing yet learns that a procedure comes first.
func TestNothingOnRecord(t *testing.T) {
	for _, f := range conformity.Run(Checks(), Input{}, instant(today)) {
		want := undetermined
		if f.Requirement == "4.5.3.procedure" {
			want = unmet
		}
		assert.Equal(t, want, f.Status, f.String())
	}
}

// Somebody in charge is enough where nothing has happened yet.
func TestNothingHasHappened(t *testing.T) {
	in := good()
	in.Incidents, in.Investigations, in.Actions = nil, nil, nil
	got := map[string]conformity.Status{}
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		got[f.Requirement] = f.Status
	}
	for _, id := range []string{"4.5.3.procedure", "4.5.3.a", "4.5.3.investigate.1", "4.5.3.investigate.2", "4.5.3.investigate.3", "4.5.3.c", "4.5.3.d", "4.5.3.e", "4.3.1.uptodate"} {
		assert.Equal(t, met, got[id], id)
	}
	for _, id := range []string{"4.5.3.riskreview", "4.5.3.proportionate", "4.5.3.changes", "4.5.3.training", "4.4.7.review.incident"} {
		assert.Equal(t, undetermined, got[id], id)
	}
}

func TestProcedureKept(t *testing.T) {
	state := func(change func(v *documents.Revision)) func(in *Input) {
		return func(in *Input) {
			in.Procedures[0].Revisions = in.Procedures[0].Revisions[:1]
			change(&in.Procedures[0].Revisions[0])
		}
	}
	try(t, "4.5.3.procedure", []row{
		{Name: "in force, and gives duties", In: good(), Want: met, Message: "incidents.procedure.held"},
		{Name: "none", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "incidents.procedure.none"},
		{Name: "for something else", In: with(func(in *Input) {
			in.Procedures[0].Purposes = []documents.ProcedurePurpose{documents.OperationalControl}
		}), Want: unmet, Message: "incidents.procedure.none"},
		{Name: "gives nobody anything", In: with(func(in *Input) { in.Mandates = nil }), Want: unmet, Message: "incidents.procedure.hollow"},
		{Name: "not written", In: with(func(in *Input) { in.Procedures[0].Revisions = nil }), Want: unmet, Message: "incidents.procedure.empty", Field: "revisions"},
		{Name: "not approved", In: with(state(func(v *documents.Revision) { v.ApprovedBy = "" })), Want: unmet, Message: "incidents.procedure.draft", Field: "revisions[0].approved_by"},
		{Name: "no day", In: with(state(func(v *documents.Revision) { v.EffectiveFrom = day("") })), Want: unmet, Message: "incidents.procedure.undated", Field: "revisions[0].effective_from"},
		{Name: "next month", In: with(state(func(v *documents.Revision) { v.EffectiveFrom = day("2026-07-01") })), Want: unmet, Message: "incidents.procedure.later", Field: "revisions[0].effective_from", Lapses: "2026-07-01", Becomes: met},
		{Name: "withdrawn", In: with(state(func(v *documents.Revision) { v.WithdrawnOn = day("2026-05-01") })), Want: unmet, Message: "incidents.procedure.none"},
		{Name: "a second one, not approved", In: with(func(in *Input) {
			in.Procedures = append(in.Procedures, documents.Procedure{ID: "P-2", Title: "x", Purposes: []documents.ProcedurePurpose{documents.IncidentsAndActions}})
		}), Want: met, Message: "incidents.procedure.held"},
	})
}

// Each of the seven tasks is somebody's.
func TestInCharge(t *testing.T) {
	for task, requirement := range map[Task]string{
		PreventiveTask: "4.5.3.a", InvestigatingFailures: "4.5.3.investigate.1", InvestigatingIncidents: "4.5.3.investigate.2",
		InvestigatingNonconformities: "4.5.3.investigate.3", MitigationTask: "4.5.3.c", CorrectiveTask: "4.5.3.d", ConfirmationTask: "4.5.3.e",
	} {
		t.Run(requirement, func(t *testing.T) {
			each := func(change func(m *Mandate)) func(in *Input) {
				return func(in *Input) {
					for i := range in.Mandates {
						if in.Mandates[i].Gives(task) {
							change(&in.Mandates[i])
						}
					}
				}
			}
			missing, late := "incidents.charge.missing", ""
			try(t, requirement, []row{
				{Name: "somebody", In: good(), Want: met},
				{Name: "nobody", In: with(each(func(m *Mandate) { m.Tasks = []Task{"x"} })), Want: unmet, Message: missing, Lapses: late},
				{Name: "without authority", In: with(each(func(m *Mandate) { m.Authority = "" })), Want: unmet, Message: missing},
				{Name: "not any more", In: with(each(func(m *Mandate) { m.Until = day("2026-05-31") })), Want: unmet, Message: missing},
				{Name: "to the end of today", In: with(each(func(m *Mandate) { m.Until = day(today) })), Want: met},
				{Name: "under another procedure", In: with(each(func(m *Mandate) { m.Procedure = "X" })), Want: unmet, Message: missing},
				{Name: "a role that there is not", In: with(each(func(m *Mandate) { m.Role = "X" })), Want: unmet, Message: missing},
				{Name: "no procedure", In: with(func(in *Input) { in.Procedures = nil }), Want: undetermined, Message: "incidents.charge.awaited"},
			})
		})
	}
}

func TestPreventiveApproved(t *testing.T) {
	begun := func(change func(in *Input, a *Action)) func(in *Input) {
		return func(in *Input) {
			a := &in.Actions[1]
			a.RiskReviews = []RiskReview{{On: day("2026-03-03"), By: "guard", Outcome: Acceptable}}
			a.StartedOn = day("2026-03-10")
			change(in, a)
		}
	}
	try(t, "4.5.3.a", []row{
		{Name: "approved by somebody with the authority", In: with(begun(func(*Input, *Action) {})), Want: met},
		{Name: "approved by somebody else", In: with(begun(func(_ *Input, a *Action) { a.ApprovedBy = "guard" })), Want: unmet, Message: "incidents.preventive.stranger", Field: "approved_by"},
		{Name: "by somebody who holds the role only since", In: with(begun(func(in *Input, _ *Action) { in.Roles[0].Holders[0].From = day("2026-03-03") })), Want: unmet, Message: "incidents.preventive.stranger", Field: "approved_by"},
		{Name: "by somebody who has given up the role since", In: with(begun(func(in *Input, _ *Action) { in.Roles[0].Holders[0].Until = day("2026-03-02") })), Want: met},
		{Name: "by nobody", In: with(begun(func(_ *Input, a *Action) { a.ApprovedBy = "" })), Want: unmet, Message: "incidents.preventive.unapproved", Field: "approved_by"},
		{Name: "approved tomorrow", In: with(begun(func(_ *Input, a *Action) { a.ApprovedOn = day("2026-06-02") })), Want: unmet, Message: "incidents.preventive.unapproved", Field: "approved_by", Lapses: "2026-06-02", Becomes: met},
		{Name: "not begun, by nobody", In: with(func(in *Input) { in.Actions[1].ApprovedBy = "" }), Want: met},
		{Name: "completed, by nobody", In: with(func(in *Input) {
			in.Actions[1].ApprovedBy, in.Actions[1].CompletedOn = "", day("2026-05-01")
		}), Want: unmet, Message: "incidents.preventive.unapproved", Field: "approved_by"},
	})
}

func TestInvestigatedInTime(t *testing.T) {
	for requirement, i := range map[string]int{"4.5.3.investigate.1": 1, "4.5.3.investigate.2": 0, "4.5.3.investigate.3": 2} {
		t.Run(requirement, func(t *testing.T) {
			open := func(change func(in *Input, x *Incident)) func(in *Input) {
				return func(in *Input) {
					in.Investigations = nil
					x := &in.Incidents[i]
					x.ClosedOn, x.InvestigateBy = day(""), day(today)
					change(in, x)
				}
			}
			begun := func(in *Input, x *Incident) {
				x.InvestigateBy = day("2026-05-31")
				in.Investigations = []Investigation{{ID: "V", Incidents: incidentIDs{"other", x.ID}, StartedOn: day(today), Investigators: []Investigator{{Person: "guard"}}}}
			}
			try(t, requirement, []row{
				{Name: "its last day", In: with(open(func(*Input, *Incident) {})), Want: met},
				{Name: "its day is over", In: with(open(func(_ *Input, x *Incident) { x.InvestigateBy = day("2026-05-31") })), Want: unmet, Message: "incidents.investigate.late", Field: "investigate_by"},
				{Name: "no day", In: with(open(func(_ *Input, x *Incident) { x.InvestigateBy = day("") })), Want: undetermined, Message: "incidents.investigate.undated", Field: "investigate_by"},
				{Name: "begun late, and shared", In: with(open(begun)), Want: met},
				{Name: "begun by nobody", In: with(open(func(in *Input, x *Incident) { begun(in, x); in.Investigations[0].Investigators = nil })), Want: unmet, Message: "incidents.investigate.late", Field: "investigate_by"},
				{Name: "begins tomorrow", In: with(open(func(in *Input, x *Incident) { begun(in, x); in.Investigations[0].StartedOn = day("2026-06-02") })), Want: unmet, Message: "incidents.investigate.late", Field: "investigate_by", Lapses: "2026-06-02", Becomes: met},
				{Name: "closed without", In: with(open(func(_ *Input, x *Incident) { x.ClosedOn = day(today) })), Want: unmet, Message: "incidents.investigate.skipped", Field: "closed_on"},
				{Name: "closed without a conclusion", In: with(open(func(in *Input, x *Incident) { begun(in, x); x.ClosedOn = day(today) })), Want: unmet, Message: "incidents.investigate.unfinished", Field: "closed_on"},
				{Name: "not yet occurred", In: with(open(func(_ *Input, x *Incident) { x.OccurredOn, x.InvestigateBy = day("2026-06-02"), day("") })), Want: met},
				{Name: "of another kind", In: with(open(func(_ *Input, x *Incident) {
					x.InvestigateBy = day("2026-05-31")
					if x.Kind = Emergency; i == 0 {
						x.Kind = FalseAlarm
					}
				})), Want: met},
			})
		})
	}
}

func TestMitigatedInTime(t *testing.T) {
	open := func(change func(in *Input, x *Incident)) func(in *Input) {
		return func(in *Input) {
			x := &in.Incidents[0]
			x.Mitigations, x.OccurredAt, x.OccurredOn = nil, instant("2026-05-29T00:00:00Z"), day("2026-05-29")
			in.Incidents[2].HasConsequences = records.No
			change(in, x)
		}
	}
	same := func(*Input, *Incident) {}
	try(t, "4.5.3.c", []row{
		{Name: "something was done", In: with(func(in *Input) { in.Incidents[2].HasConsequences = records.No }), Want: met},
		{Name: "the last instant of the period", In: with(open(same)), At: "2026-06-01T00:00:00Z", Want: met},
		{Name: "the period is over", In: with(open(same)), At: "2026-06-01T00:00:01Z", Want: unmet, Message: "incidents.mitigate.late", Field: "mitigations"},
		{Name: "the instant is not known: from the end of the day", In: with(open(func(_ *Input, x *Incident) { x.OccurredAt = time.Time{} })), At: "2026-06-01T23:59:58Z", Want: met},
		{Name: "over from the end of the day", In: with(open(func(_ *Input, x *Incident) { x.OccurredAt = time.Time{} })), At: "2026-06-02T00:00:00Z", Want: unmet, Message: "incidents.mitigate.late", Field: "mitigations"},
		{Name: "done late is done", In: with(open(func(_ *Input, x *Incident) { x.Mitigations = []Measure{{On: day("2026-06-05"), Text: "x"}} })), At: "2026-06-05", Want: met},
		{Name: "nothing could help", In: with(open(func(_ *Input, x *Incident) { x.NoMitigation = "sunk" })), At: "2026-06-05", Want: met},
		{Name: "not decided", In: with(open(func(_ *Input, x *Incident) { x.HasConsequences = "" })), Want: undetermined, Message: "incidents.mitigate.undecided", Field: "has_consequences"},
		{Name: "the period is not set", In: with(open(func(in *Input, _ *Incident) { in.Settings = in.Settings[1:] })), Want: undetermined, Message: "organization.unset"},
	})
}

func TestPlansReviewedAfter(t *testing.T) {
	open := func(change func(in *Input, x *Incident)) func(in *Input) {
		return func(in *Input) {
			x := &in.Incidents[0]
			x.PlanReviews = nil
			change(in, x)
		}
	}
	same := func(*Input, *Incident) {}
	review := func(v emergency.Review) func(in *Input, x *Incident) {
		return func(in *Input, x *Incident) {
			x.PlanReviews = []records.ID[emergency.Review]{"V"}
			v.ID = "V"
			in.PlanReviews[0] = v
		}
	}
	try(t, "4.4.7.review.incident", []row{
		{Name: "reviewed", In: good(), Want: met, Message: "incidents.planreview.done", Field: "plans[0]"},
		{Name: "the last day of the period", In: with(open(same)), At: "2026-03-21T23:59:59Z", Want: met, Message: "incidents.planreview.due"},
		{Name: "the period is over", In: with(open(same)), At: "2026-03-22", Want: unmet, Message: "incidents.planreview.late", Field: "plans[0]"},
		{Name: "not closed", In: with(open(func(_ *Input, x *Incident) { x.ClosedOn = day("") })), Want: met, Message: "incidents.planreview.open"},
		{Name: "reviewed without a conclusion", In: with(open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-02-01")}))), Want: unmet, Message: "incidents.planreview.late", Field: "plans[0]"},
		{Name: "another plan was reviewed", In: with(open(review(emergency.Review{Plans: planIDs{"X"}, On: day("2026-02-01"), Conclusion: emergency.Effective}))), Want: unmet, Message: "incidents.planreview.late", Field: "plans[0]"},
		{Name: "reviewed before the event", In: with(open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-01-04"), Conclusion: emergency.Effective}))), Want: unmet, Message: "incidents.planreview.late", Field: "plans[0]"},
		{Name: "reviewed tomorrow", In: with(open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-06-02"), Conclusion: emergency.Effective}))), Want: unmet, Message: "incidents.planreview.late", Field: "plans[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "one of two plans", In: with(func(in *Input) { in.Incidents[0].Plans = append(in.Incidents[0].Plans, "EP-2") }), Want: unmet, Message: "incidents.planreview.late", Field: "plans[1]"},
		{Name: "no plan, any review", In: with(func(in *Input) { in.Incidents[0].Plans = nil }), Want: met, Message: "incidents.planreview.done"},
		{Name: "no plan, no review", In: with(open(func(_ *Input, x *Incident) { x.Plans = nil })), Want: unmet, Message: "incidents.planreview.late", Field: "plan_reviews"},
		{Name: "not decided", In: with(open(func(_ *Input, x *Incident) { x.FromBreach = "" })), Want: undetermined, Message: "incidents.planreview.undecided", Field: "from_breach"},
		{Name: "not from a breach", In: with(open(func(_ *Input, x *Incident) { x.FromBreach = records.No })), Want: met, Message: "incidents.planreview.other", Field: "from_breach"},
		{Name: "a failure is no event", In: with(open(func(_ *Input, x *Incident) { x.Kind = Failure })), Want: undetermined, Message: "incidents.planreview.else"},
		{Name: "the period is not set", In: with(open(func(in *Input, _ *Incident) { in.Settings = in.Settings[:1] })), Want: undetermined, Message: "organization.unset", Field: "plans[0]"},
	})
}

func TestRiskKeptCurrent(t *testing.T) {
	reviews := func(keep int) func(in *Input) {
		return func(in *Input) { in.Risks[0].Reviews = []risk.Review{in.Risks[0].Reviews[keep]} }
	}
	try(t, "4.3.1.uptodate", []row{
		{Name: "looked at on each account", In: good(), Want: met, Message: "incidents.uptodate.current"},
		{Name: "not after the incident", In: with(reviews(1)), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "not after the incident, its last day", In: with(reviews(1)), At: "2026-02-04T23:59:59Z", Want: met, Message: "incidents.uptodate.pending"},
		{Name: "not after the incident, a day later", In: with(reviews(1)), At: "2026-02-05", Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "not after the threat changed", In: with(reviews(0)), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "rated anew since the threat changed", In: with(func(in *Input) { reviews(0)(in); in.Risks[0].RevisedOn = day("2026-03-09") }), Want: met},
		{Name: "rated anew before the threat changed", In: with(func(in *Input) { reviews(0)(in); in.Risks[0].RevisedOn = day("2026-03-08") }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "rated anew is not on account of the incident", In: with(func(in *Input) { reviews(1)(in); in.Risks[0].RevisedOn = day("2026-03-09") }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "before the threat changed", In: with(func(in *Input) { in.Risks[0].Reviews[1].On = day("2026-03-08") }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "not for the change", In: with(func(in *Input) { in.Changes[0].Risks[0].Outcome = "" }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "for the change, by the risk", In: with(func(in *Input) {
			in.Changes[0].Risks[0].Outcome = ""
			in.Risks[0].Reviews = append(in.Risks[0].Reviews, risk.Review{On: day("2026-03-05"), Because: change.Change{ID: "CH"}.Ref(), Outcome: risk.Revised})
		}), Want: met},
		{Name: "the change is not in effect", In: with(func(in *Input) { in.Changes[0].Risks[0].Outcome, in.Changes[0].EffectiveOn = "", day("2026-06-02") }), Want: met},
		{Name: "a review without an outcome", In: with(func(in *Input) { in.Risks[0].Reviews[0].Outcome = "" }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "the review is tomorrow", In: with(func(in *Input) { in.Risks[0].Reviews[0].On = day("2026-06-02") }), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews", Lapses: "2026-06-02", Becomes: met},
		{Name: "entered since", In: with(func(in *Input) { in.Risks[0].Reviews, in.Risks[0].AddedOn = nil, day("2026-03-09") }), Want: met, Message: "incidents.uptodate.untouched"},
		{Name: "entered with the event", In: with(func(in *Input) { in.Risks[0].Reviews, in.Risks[0].AddedOn = nil, day("2026-01-05") }), At: "2026-03-05", Want: met, Message: "incidents.uptodate.current"},
		{Name: "a new threat", In: with(func(in *Input) {
			in.Threats[0].ChangedOn, in.Threats[0].AddedOn = day(""), day("2026-04-01")
		}), Want: unmet, Message: "incidents.uptodate.behind", Field: "reviews"},
		{Name: "a threat without days was there all along", In: with(func(in *Input) {
			in.Threats[0].ChangedOn, in.Threats[0].AddedOn, in.Risks[0].Reviews = day(""), day(""), in.Risks[0].Reviews[:1]
		}), Want: met},
		{Name: "the period is not set", In: with(func(in *Input) { reviews(1)(in); in.Settings = in.Settings[:2] }), Want: undetermined, Message: "organization.unset"},
		{Name: "no risk on the register", In: with(func(in *Input) { in.Risks[0].WithdrawnOn = day("2026-05-01") }), Want: undetermined, Message: "incidents.uptodate.gone"},
	})
}

// faulty has faults of many kinds, some of which come with time.
func faulty() Input {
	in := good()
	in.Incidents = append(in.Incidents, Incident{ID: "I-2", Title: "again", Kind: Emergency, OccurredOn: day("2026-05-25"), FromBreach: records.Yes, HasConsequences: records.Yes, Risks: riskIDs{"R"}, ClosedOn: day("2026-05-31")},
		Incident{ID: "I-3", Title: "x", Kind: Failure, OccurredOn: day("2026-07-01")})
	in.Investigations = append(in.Investigations, Investigation{ID: "INV-2", Incidents: incidentIDs{"I-2"}, Causes: []Found{{Cause: "CAU"}}, StartedOn: day("2026-05-26"), CompletedOn: day("2026-06-15"), Investigators: []Investigator{{Person: "guard"}}})
	in.Actions = append(in.Actions, Action{ID: "C-2", Title: "x", Kind: Corrective, Run: Run{StartedOn: day("2026-05-01"), Imminent: Imminent{Reason: "fire", ReviewBy: day("2026-06-20")}}, DueOn: day("2026-07-31"), Owner: "clerk"})
	in.Mandates[1].Until = day("2026-09-30")
	in.Settings = append(in.Settings, organization.Setting{ID: "S-9", Name: organization.RiskUpdatePeriod, Period: records.Days(10), ApprovedBy: "ceo", ApprovedOn: day("2026-06-10")})
	return in
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 14)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

func TestOrderOfRecordsChangesNoAnalysis(t *testing.T) {
	analyse := func(in Input) Analysis {
		return Analyse(in.Incidents, in.Investigations, in.Causes, day("2026-01-01"), day("2026-12-31"))
	}
	recurrences := func(in Input) any {
		return Recurrences(in.Actions, in.Incidents, in.Investigations, conformitytest.Clock("2026-07-01"))
	}
	for seed := range uint64(10) {
		in := conformitytest.Shuffled(faulty(), seed)
		require.Equal(t, analyse(faulty()), analyse(in))
		require.Equal(t, recurrences(faulty()), recurrences(in))
	}
}
