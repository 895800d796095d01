package incidents

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Regexp(t, `^(incidents|judgement)\.`, f.MessageID())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 14)
	valid(t, in.Incidents)
	valid(t, in.Investigations)
	valid(t, in.Causes)
	valid(t, in.Actions)
	valid(t, in.Mandates)
}

func valid[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

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
		{name: "in force, and gives duties", want: met, message: "procedure.held"},
		{name: "none", change: func(in *Input) { in.Procedures = nil }, want: unmet, message: "procedure.none"},
		{name: "for something else", change: func(in *Input) {
			in.Procedures[0].Purposes = []documents.ProcedurePurpose{documents.OperationalControl}
		}, want: unmet, message: "procedure.none"},
		{name: "gives nobody anything", change: func(in *Input) { in.Mandates = nil }, want: unmet, message: "procedure.hollow"},
		{name: "not written", change: func(in *Input) { in.Procedures[0].Revisions = nil }, want: unmet, message: "procedure.empty", field: "revisions"},
		{name: "not approved", change: state(func(v *documents.Revision) { v.ApprovedBy = "" }), want: unmet, message: "procedure.draft", field: "revisions"},
		{name: "no day", change: state(func(v *documents.Revision) { v.EffectiveFrom = day("") }), want: unmet, message: "procedure.undated", field: "revisions"},
		{name: "next month", change: state(func(v *documents.Revision) { v.EffectiveFrom = day("2026-07-01") }), want: unmet, message: "procedure.later", field: "revisions", lapses: "2026-07-01", becomes: met},
		{name: "withdrawn", change: state(func(v *documents.Revision) { v.WithdrawnOn = day("2026-05-01") }), want: unmet, message: "procedure.none"},
		{name: "a second one, not approved", change: func(in *Input) {
			in.Procedures = append(in.Procedures, documents.Procedure{ID: "P-2", Title: "x", Purposes: []documents.ProcedurePurpose{documents.IncidentsAndActions}})
		}, want: met, message: "procedure.held"},
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
			missing, late := "charge.missing", ""
			try(t, requirement, []row{
				{name: "somebody", want: met},
				{name: "nobody", change: each(func(m *Mandate) { m.Tasks = []Task{"x"} }), want: unmet, message: missing, lapses: late},
				{name: "without authority", change: each(func(m *Mandate) { m.Authority = "" }), want: unmet, message: missing},
				{name: "not any more", change: each(func(m *Mandate) { m.Until = day("2026-05-31") }), want: unmet, message: missing},
				{name: "to the end of today", change: each(func(m *Mandate) { m.Until = day(today) }), want: met},
				{name: "under another procedure", change: each(func(m *Mandate) { m.Procedure = "X" }), want: unmet, message: missing},
				{name: "a role that there is not", change: each(func(m *Mandate) { m.Role = "X" }), want: unmet, message: missing},
				{name: "no procedure", change: func(in *Input) { in.Procedures = nil }, want: undetermined, message: "charge.awaited"},
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
		{name: "approved by somebody with the authority", change: begun(func(*Input, *Action) {}), want: met},
		{name: "approved by somebody else", change: begun(func(_ *Input, a *Action) { a.ApprovedBy = "guard" }), want: unmet, message: "preventive.stranger", field: "approved_by"},
		{name: "by somebody who holds the role only since", change: begun(func(in *Input, _ *Action) { in.Roles[0].Holders[0].From = day("2026-03-03") }), want: unmet, message: "preventive.stranger", field: "approved_by"},
		{name: "by somebody who has given up the role since", change: begun(func(in *Input, _ *Action) { in.Roles[0].Holders[0].Until = day("2026-03-02") }), want: met},
		{name: "by nobody", change: begun(func(_ *Input, a *Action) { a.ApprovedBy = "" }), want: unmet, message: "preventive.unapproved", field: "approved_by"},
		{name: "approved tomorrow", change: begun(func(_ *Input, a *Action) { a.ApprovedOn = day("2026-06-02") }), want: unmet, message: "preventive.unapproved", field: "approved_by", lapses: "2026-06-02", becomes: met},
		{name: "not begun, by nobody", change: func(in *Input) { in.Actions[1].ApprovedBy = "" }, want: met},
		{name: "completed, by nobody", change: func(in *Input) {
			in.Actions[1].ApprovedBy, in.Actions[1].CompletedOn = "", day("2026-05-01")
		}, want: unmet, message: "preventive.unapproved", field: "approved_by"},
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
				{name: "its last day", change: open(func(*Input, *Incident) {}), want: met, message: "", lapses: ""},
				{name: "its day is over", change: open(func(_ *Input, x *Incident) { x.InvestigateBy = day("2026-05-31") }), want: unmet, message: "investigate.late", field: "investigate_by"},
				{name: "no day", change: open(func(_ *Input, x *Incident) { x.InvestigateBy = day("") }), want: undetermined, message: "investigate.undated", field: "investigate_by"},
				{name: "begun late, and shared", change: open(begun), want: met},
				{name: "begun by nobody", change: open(func(in *Input, x *Incident) { begun(in, x); in.Investigations[0].Investigators = nil }), want: unmet, message: "investigate.late", field: "investigate_by"},
				{name: "begins tomorrow", change: open(func(in *Input, x *Incident) { begun(in, x); in.Investigations[0].StartedOn = day("2026-06-02") }), want: unmet, message: "investigate.late", field: "investigate_by", lapses: "2026-06-02", becomes: met},
				{name: "closed without", change: open(func(_ *Input, x *Incident) { x.ClosedOn = day(today) }), want: unmet, message: "investigate.skipped", field: "closed_on"},
				{name: "closed without a conclusion", change: open(func(in *Input, x *Incident) { begun(in, x); x.ClosedOn = day(today) }), want: unmet, message: "investigate.unfinished", field: "closed_on"},
				{name: "not yet occurred", change: open(func(_ *Input, x *Incident) { x.OccurredOn, x.InvestigateBy = day("2026-06-02"), day("") }), want: met},
				{name: "of another kind", change: open(func(_ *Input, x *Incident) {
					x.InvestigateBy = day("2026-05-31")
					if x.Kind = Emergency; i == 0 {
						x.Kind = FalseAlarm
					}
				}), want: met},
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
		{name: "something was done", change: func(in *Input) { in.Incidents[2].HasConsequences = records.No }, want: met, message: ""},
		{name: "the last instant of the period", at: "2026-06-01T00:00:00Z", change: open(same), want: met, message: ""},
		{name: "the period is over", at: "2026-06-01T00:00:01Z", change: open(same), want: unmet, message: "mitigate.late", field: "mitigations"},
		{name: "the instant is not known: from the end of the day", at: "2026-06-01T23:59:58Z", change: open(func(_ *Input, x *Incident) { x.OccurredAt = time.Time{} }), want: met},
		{name: "over from the end of the day", at: "2026-06-02T00:00:00Z", change: open(func(_ *Input, x *Incident) { x.OccurredAt = time.Time{} }), want: unmet, message: "mitigate.late", field: "mitigations"},
		{name: "done late is done", at: "2026-06-05", change: open(func(_ *Input, x *Incident) { x.Mitigations = []Measure{{On: day("2026-06-05"), Text: "x"}} }), want: met},
		{name: "nothing could help", at: "2026-06-05", change: open(func(_ *Input, x *Incident) { x.NoMitigation = "sunk" }), want: met},
		{name: "not decided", change: open(func(_ *Input, x *Incident) { x.HasConsequences = "" }), want: undetermined, message: "mitigate.undecided", field: "has_consequences"},
		{name: "the period is not set", change: open(func(in *Input, _ *Incident) { in.Settings = in.Settings[1:] }), want: undetermined, message: "organization.unset"},
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
		{name: "reviewed", want: met, message: "planreview.done", field: "plans[0]"},
		{name: "the last day of the period", at: "2026-03-21T23:59:59Z", change: open(same), want: met, message: "planreview.due"},
		{name: "the period is over", at: "2026-03-22", change: open(same), want: unmet, message: "planreview.late", field: "plans[0]"},
		{name: "not closed", change: open(func(_ *Input, x *Incident) { x.ClosedOn = day("") }), want: met, message: "planreview.open"},
		{name: "reviewed without a conclusion", change: open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-02-01")})), want: unmet, message: "planreview.late", field: "plans[0]"},
		{name: "another plan was reviewed", change: open(review(emergency.Review{Plans: planIDs{"X"}, On: day("2026-02-01"), Conclusion: emergency.Effective})), want: unmet, message: "planreview.late", field: "plans[0]"},
		{name: "reviewed before the event", change: open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-01-04"), Conclusion: emergency.Effective})), want: unmet, message: "planreview.late", field: "plans[0]"},
		{name: "reviewed tomorrow", change: open(review(emergency.Review{Plans: planIDs{"EP"}, On: day("2026-06-02"), Conclusion: emergency.Effective})), want: unmet, message: "planreview.late", field: "plans[0]", lapses: "2026-06-02", becomes: met},
		{name: "one of two plans", change: func(in *Input) { in.Incidents[0].Plans = append(in.Incidents[0].Plans, "EP-2") }, want: unmet, message: "planreview.late", field: "plans[1]"},
		{name: "no plan, any review", change: func(in *Input) { in.Incidents[0].Plans = nil }, want: met, message: "planreview.done"},
		{name: "no plan, no review", change: open(func(_ *Input, x *Incident) { x.Plans = nil }), want: unmet, message: "planreview.late", field: "plan_reviews"},
		{name: "not decided", change: open(func(_ *Input, x *Incident) { x.FromBreach = "" }), want: undetermined, message: "planreview.undecided", field: "from_breach"},
		{name: "not from a breach", change: open(func(_ *Input, x *Incident) { x.FromBreach = records.No }), want: met, message: "planreview.other", field: "from_breach"},
		{name: "a failure is no event", change: open(func(_ *Input, x *Incident) { x.Kind = Failure }), want: undetermined, message: "planreview.else"},
		{name: "the period is not set", change: open(func(in *Input, _ *Incident) { in.Settings = in.Settings[:1] }), want: undetermined, message: "organization.unset", field: "plans[0]"},
	})
}

func TestRiskKeptCurrent(t *testing.T) {
	reviews := func(keep int) func(in *Input) {
		return func(in *Input) { in.Risks[0].Reviews = []risk.Review{in.Risks[0].Reviews[keep]} }
	}
	try(t, "4.3.1.uptodate", []row{
		{name: "looked at on each account", want: met, message: "uptodate.current"},
		{name: "not after the incident", change: reviews(1), want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "not after the incident, its last day", at: "2026-02-04T23:59:59Z", change: reviews(1), want: met, message: "uptodate.pending"},
		{name: "not after the incident, a day later", at: "2026-02-05", change: reviews(1), want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "not after the threat changed", change: reviews(0), want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "rated anew since the threat changed", change: func(in *Input) { reviews(0)(in); in.Risks[0].RevisedOn = day("2026-03-09") }, want: met},
		{name: "rated anew before the threat changed", change: func(in *Input) { reviews(0)(in); in.Risks[0].RevisedOn = day("2026-03-08") }, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "rated anew is not on account of the incident", change: func(in *Input) { reviews(1)(in); in.Risks[0].RevisedOn = day("2026-03-09") }, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "before the threat changed", change: func(in *Input) { in.Risks[0].Reviews[1].On = day("2026-03-08") }, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "not for the change", change: func(in *Input) { in.Changes[0].Risks[0].Outcome = "" }, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "for the change, by the risk", change: func(in *Input) {
			in.Changes[0].Risks[0].Outcome = ""
			in.Risks[0].Reviews = append(in.Risks[0].Reviews, risk.Review{On: day("2026-03-05"), Because: change.Change{ID: "CH"}.Ref(), Outcome: risk.Revised})
		}, want: met},
		{name: "the change is not in effect", change: func(in *Input) { in.Changes[0].Risks[0].Outcome, in.Changes[0].EffectiveOn = "", day("2026-06-02") }, want: met},
		{name: "a review without an outcome", change: func(in *Input) { in.Risks[0].Reviews[0].Outcome = "" }, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "the review is tomorrow", change: func(in *Input) { in.Risks[0].Reviews[0].On = day("2026-06-02") }, want: unmet, message: "uptodate.behind", field: "reviews", lapses: "2026-06-02", becomes: met},
		{name: "entered since", change: func(in *Input) { in.Risks[0].Reviews, in.Risks[0].AddedOn = nil, day("2026-03-09") }, want: met, message: "uptodate.untouched"},
		{name: "entered with the event", at: "2026-03-05", change: func(in *Input) { in.Risks[0].Reviews, in.Risks[0].AddedOn = nil, day("2026-01-05") }, want: met, message: "uptodate.current"},
		{name: "a new threat", change: func(in *Input) {
			in.Threats[0].ChangedOn, in.Threats[0].AddedOn = day(""), day("2026-04-01")
		}, want: unmet, message: "uptodate.behind", field: "reviews"},
		{name: "a threat without days was there all along", change: func(in *Input) {
			in.Threats[0].ChangedOn, in.Threats[0].AddedOn, in.Risks[0].Reviews = day(""), day(""), in.Risks[0].Reviews[:1]
		}, want: met},
		{name: "the period is not set", change: func(in *Input) { reviews(1)(in); in.Settings = in.Settings[:2] }, want: undetermined, message: "organization.unset"},
		{name: "no risk on the register", change: func(in *Input) { in.Risks[0].WithdrawnOn = day("2026-05-01") }, want: undetermined, message: "uptodate.gone"},
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

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	clock := records.At(instant("2026-07-01"))
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant(today), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	analysis := Analyse(in.Incidents, in.Investigations, in.Causes, day("2026-01-01"), day("2026-12-31"))
	back := Recurrences(in.Actions, in.Incidents, in.Investigations, clock)
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		shuffle(random, in.Incidents)
		shuffle(random, in.Investigations)
		shuffle(random, in.Actions)
		shuffle(random, in.Mandates)
		shuffle(random, in.Roles)
		shuffle(random, in.Settings)
		shuffle(random, in.Attestations)
		require.Equal(t, want, report())
		require.Equal(t, analysis, Analyse(in.Incidents, in.Investigations, in.Causes, day("2026-01-01"), day("2026-12-31")))
		require.Equal(t, back, Recurrences(in.Actions, in.Incidents, in.Investigations, clock))
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not before.
func TestLapsesComeTrue(t *testing.T) {
	in := faulty()
	type key struct {
		requirement string
		subject     records.Ref
	}
	status := func(at time.Time) map[key]conformity.Status {
		all := map[key]conformity.Status{}
		for _, f := range conformity.Run(Checks(), in, at) {
			k := key{f.Requirement, f.Subject}
			if worst, found := all[k]; !found || f.Status < worst {
				all[k] = f.Status
			}
		}
		return all
	}
	now := status(instant(today))
	lapses := 0
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		k := key{f.Requirement, f.Subject}
		if f.Lapses.IsZero() || now[k] != f.Status {
			continue
		}
		lapses++
		assert.NotEqual(t, f.Status, f.Becomes, f.String())
		assert.Equal(t, f.Status, status(f.Lapses.Add(-1))[k], f.String())
		assert.Equal(t, f.Becomes, status(f.Lapses)[k], f.String())
	}
	assert.GreaterOrEqual(t, lapses, 6)
}
