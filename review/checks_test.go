package review_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review"
)

func day(s string) records.Date {
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func ref(kind, id string) records.Ref { return records.Ref{Kind: kind, ID: id} }

// sound is a small system with nothing wrong on 2026-03-31.
func sound() review.Input {
	yes := review.Conclusion{Favourable: records.Yes}
	return review.Input{
		Reviews: []review.Review{
			{ID: "MR-0", HeldOn: day("2025-01-20"), Chair: "P-MD", Minutes: review.Minutes{Document: "D-0"}},
			{ID: "MR-1", HeldOn: day("2026-01-19"), Chair: "P-MD", Participants: []records.ID[records.Person]{"P-SEC"},
				Inputs: []review.Given{
					{Kind: review.AuditResults, Records: []records.Ref{ref("audit", "AU-1")}},
					{Kind: review.LegalCompliance, Summary: "one permit renewed"}, {Kind: review.OtherCompliance, NothingToReport: "none accepted"},
					{Kind: review.ExternalCommunication, Records: []records.Ref{ref("message", "M-1")}},
					{Kind: review.SecurityPerformance, Summary: "losses halved"},
					{Kind: review.ObjectivesAndTargets, Records: []records.Ref{ref("objective", "O-1"), ref("target", "T-1")}},
					{Kind: review.ActionStatus, Records: []records.Ref{ref("action", "AC-1")}},
					{Kind: review.FollowUp, Summary: "both done"}, {Kind: review.ChangingCircumstances, NothingToReport: "no new law"}, {Kind: review.Recommendations, Summary: "second lane"},
				},
				Suitability: yes, Adequacy: yes, Effectiveness: yes, Opportunities: []string{"radar on the water side"},
				ChangeNeeds: []review.ChangeNeed{{Of: review.Policy, Needed: records.No}, {Of: review.Objectives, Needed: records.Yes}, {Of: review.ThreatsAndRisks, Needed: records.No}, {Of: review.RestOfSystem, Needed: records.No}},
				Minutes:     review.Minutes{Document: "D-1", Retention: records.Months(60)}},
		},
		Decisions:  []review.Decision{{ID: "DE-0", Review: "MR-0", Of: review.Policy, Text: "revise it"}, {ID: "DE-1", Review: "MR-1", Of: review.Objectives, Text: "halve losses again"}},
		Audits:     []audit.Audit{{ID: "AU-0", Report: audit.Report{On: day("2025-01-20")}}, {ID: "AU-1", Report: audit.Report{On: day("2025-06-27")}}, {ID: "AU-2", Report: audit.Report{On: day("2026-02-02")}}},
		Messages:   []communication.Message{{ID: "M-1", Direction: communication.Incoming, Kind: communication.Complaint, ReceivedOn: day("2025-08-04")}, {ID: "M-2", Direction: communication.Incoming, Kind: communication.Letter, ReceivedOn: day("2025-08-04")}},
		Objectives: []objectives.Objective{{ID: "O-1", Revisions: []objectives.ObjectiveRevision{{Revision: objectives.Revision{Number: "1", ApprovedBy: "P-MD", ApprovedOn: day("2025-02-03"), EffectiveFrom: day("2025-02-03")}}}}},
		Targets:    []objectives.Target{{ID: "T-1", Revisions: []objectives.TargetRevision{{Revision: objectives.Revision{Number: "1", ApprovedBy: "P-MD", ApprovedOn: day("2025-02-03"), EffectiveFrom: day("2025-02-03")}}}}},
		Actions: []incidents.Action{
			{ID: "AC-1", Kind: incidents.Corrective, ApprovedBy: "P-MD", ApprovedOn: day("2025-11-03")},
			{ID: "AC-2", Kind: incidents.Improvement, ApprovedBy: "P-MD", ApprovedOn: day("2025-05-01"), Run: incidents.Run{StartedOn: day("2025-05-02"), CompletedOn: day("2025-07-01"), CompletedBy: "P-SEC"},
				Effectiveness: []incidents.Confirmation{{On: day("2025-10-01"), By: "P-AUD", Effective: records.Yes, Evidence: []incidents.Proof{{Record: ref("document", "D-9"), On: day("2025-09-30")}}}}},
		},
		Documents:      []documents.Document{{ID: "D-0"}, {ID: "D-1"}},
		Establishments: []organization.Establishment{{ID: "E", InForceFrom: day("2021-03-01")}},
		Roles:          []organization.Role{{ID: "R-MD", TopManagement: true, Holders: []organization.Holder{{Person: "P-MD", From: day("2020-01-01")}}}},
		Settings: []organization.Setting{
			{ID: "S-1", Name: organization.ManagementReviewInterval, Period: records.Months(12), ApprovedBy: "P-MD", ApprovedOn: day("2021-01-01")},
			{ID: "S-2", Name: organization.ImprovementPeriod, Period: records.Months(12), ApprovedBy: "P-MD", ApprovedOn: day("2021-01-01")},
		},
		Attestations: []records.Attestation{{ID: "AT", Requirement: "4.6.output.improvement", Subject: ref("management review", "MR-1"), Judgement: records.Conforms, By: "P-MD", Role: "managing director", MadeOn: day("2026-01-19"), ValidUntil: day("2027-01-31")}},
		Persons:      []records.Person{{ID: "P-MD"}, {ID: "P-SEC"}},
	}
}

func decided(t *testing.T, in review.Input, at, requirement string) (conformity.Status, string) {
	t.Helper()
	report := conformity.Assess(in, review.Checks(), instant(at), conformity.Options{})
	for err := range report.Errors() {
		require.NoError(t, err)
	}
	result, err := report.Result(requirement)
	require.NoError(t, err)
	var ids []string
	for _, f := range result.Findings {
		if f.Status == result.Status {
			ids = append(ids, f.MessageID())
		}
	}
	return result.Status, strings.Join(ids, " ")
}

func TestSoundSystemMeetsAll(t *testing.T) {
	report := conformity.Assess(sound(), review.Checks(), instant("2026-03-31T00:00:00Z"), conformity.Options{})
	for result := range report.Results() {
		if result.Checked {
			assert.Equal(t, conformity.StatusMet, result.Status, "%s: %s", result.ID, result.Findings[0].Message())
		}
	}
}

// without leaves an input out of the latest review.
func without(kind review.Kind) func(*review.Input) {
	return func(in *review.Input) {
		v := &in.Reviews[1]
		var rest []review.Given
		for _, g := range v.Inputs {
			if g.Kind != kind {
				rest = append(rest, g)
			}
		}
		v.Inputs = rest
	}
}

func TestChecks(t *testing.T) {
	const unmet, met, open = conformity.StatusUnmet, conformity.StatusMet, conformity.StatusUndetermined
	const today = "2026-03-31T00:00:00Z"
	for _, tt := range []struct {
		requirement, name string
		change            func(*review.Input)
		at                string
		want              conformity.Status
		says              string
	}{
		{"4.1.improve", "to the end of the last day", nil, "2026-07-01T23:59:59Z", met, "review.improved"},
		{"4.1.improve", "longer ago than set", nil, "2026-07-02T00:00:00Z", unmet, "review.improve.late"},
		{"4.1.improve", "nobody confirmed it", func(in *review.Input) { in.Actions[1].Effectiveness = nil }, today, unmet, "review.improve.never"},
		{"4.1.improve", "a corrective action is none", func(in *review.Input) { in.Actions[1].Kind = incidents.Corrective }, today, unmet, "review.improve.never"},
		{"4.1.improve", "a new system has time", func(in *review.Input) {
			in.Actions, in.Establishments[0].InForceFrom = in.Actions[:1], day("2025-06-01")
		}, today, met, "review.improve.first"},
		{"4.1.improve", "no period is set", func(in *review.Input) { in.Settings = in.Settings[:1] }, today, open, "organization.unset"},

		{"4.6.review", "to the end of the last day", nil, "2027-01-19T23:59:59Z", met, "review.held"},
		{"4.6.review", "the interval has run out", nil, "2027-01-20T00:00:00Z", unmet, "review.late"},
		{"4.6.review", "without top management it is none", func(in *review.Input) { in.Reviews[1].Chair = "P-SEC" }, today, unmet, "review.late"},
		{"4.6.review", "who directed then, not today", func(in *review.Input) { in.Roles[0].Holders[0].Until = day("2026-01-19") }, today, met, "review.held"},
		{"4.6.review", "never", func(in *review.Input) { in.Reviews = nil }, today, unmet, "review.never"},
		{"4.6.review", "held later than asked", func(in *review.Input) { in.Reviews = in.Reviews[1:] }, "2026-01-18T00:00:00Z", unmet, "review.never"},
		{"4.6.review", "no interval is set", func(in *review.Input) { in.Settings = in.Settings[1:] }, today, open, "organization.unset"},

		{"4.6.conclusion", "no word on adequacy", func(in *review.Input) { in.Reviews[1].Adequacy = review.Conclusion{} }, today, unmet, "review.concluded.not"},
		{"4.6.conclusion", "an unfavourable one is one", func(in *review.Input) { in.Reviews[1].Adequacy.Favourable = records.No }, today, met, "review.concluded review.concluded review.concluded"},
		{"4.6.conclusion", "of the latest only", func(in *review.Input) { in.Reviews = in.Reviews[:1] }, today, unmet, "review.concluded.not review.concluded.not review.concluded.not"},
		{"4.6.opportunities", "no word", func(in *review.Input) { in.Reviews[1].Opportunities = nil }, today, unmet, "review.opportunities.not"},
		{"4.6.opportunities", "none found, stated", func(in *review.Input) {
			in.Reviews[1].Opportunities, in.Reviews[1].NoneFound = nil, "all in hand"
		}, today, met, "review.opportunities.none"},
		{"4.6.changes", "silent on risks", func(in *review.Input) { in.Reviews[1].ChangeNeeds[2].Needed = "" }, today, unmet, "review.changes.not"},

		{"4.6.records", "no minutes", func(in *review.Input) { in.Reviews[0].Minutes = review.Minutes{} }, today, unmet, "review.minutes.none"},
		{"4.6.records", "not on record", func(in *review.Input) { in.Documents = in.Documents[:1] }, today, unmet, "review.minutes.gone"},
		{"4.6.records", "disposed of early", func(in *review.Input) { in.Reviews[1].Minutes.DisposedOn = day("2026-02-02") }, today, unmet, "review.minutes.disposed"},
		{"4.6.records", "kept for the time set", func(in *review.Input) {
			in.Reviews[1].Minutes.DisposedOn, in.Reviews[1].Minutes.Retention = day("2026-03-20"), records.Months(2)
		}, today, met, "review.minutes review.minutes.ended"},
		{"4.6.records", "on its last day it is still kept", func(in *review.Input) {
			in.Reviews[1].Minutes.DisposedOn, in.Reviews[1].Minutes.Retention = day("2026-03-19"), records.Months(2)
		}, today, unmet, "review.minutes.disposed"},
		{"4.6.records", "for how long is unknown", func(in *review.Input) { in.Reviews[0].Minutes.DisposedOn = day("2026-02-02") }, today, open, "review.minutes.unset"},

		{"4.6.a", "not told", without(review.AuditResults), today, unmet, "review.input.missing"},
		{"4.6.a", "a report left out", func(in *review.Input) { in.Audits[1].ID = "AU-9" }, today, unmet, "review.input.leftout"},
		{"4.6.a", "reports before and after are not asked for", nil, today, met, "review.input"},
		{"4.6.a.compliance", "nothing on the law", without(review.LegalCompliance), today, unmet, "review.input.missing"},
		{"4.6.a.compliance", "nothing on the rest", without(review.OtherCompliance), today, unmet, "review.input.missing"},
		{"4.6.b", "a complaint left out", func(in *review.Input) { in.Messages[1].Kind = communication.Complaint }, today, unmet, "review.input.leftout"},
		{"4.6.b", "not told", without(review.ExternalCommunication), today, unmet, "review.input.missing"},
		{"4.6.c", "not told", without(review.SecurityPerformance), today, unmet, "review.input.missing"},
		{"4.6.d", "a target left out", func(in *review.Input) { in.Targets[0].ID = "T-2" }, today, unmet, "review.input.leftout"},
		{"4.6.d", "one that came later is not asked for", func(in *review.Input) {
			in.Targets[0].ID = "T-2"
			in.Targets[0].Revisions[0].EffectiveFrom = day("2026-01-20")
		}, today, met, "review.input"},
		{"4.6.e", "an open action left out", func(in *review.Input) { in.Actions[0].ID = "AC-9" }, today, unmet, "review.input.leftout"},
		{"4.6.f", "not told", without(review.FollowUp), today, unmet, "review.input.missing"},
		{"4.6.f", "nothing was decided before", func(in *review.Input) { in.Decisions = in.Decisions[1:] }, today, open, "review.followup.first"},
		{"4.6.g", "not told", without(review.ChangingCircumstances), today, unmet, "review.input.missing"},
		{"4.6.h", "not told", without(review.Recommendations), today, unmet, "review.input.missing"},

		{"4.6.output", "no word", func(in *review.Input) { in.Decisions = in.Decisions[:1] }, today, unmet, "review.output.missing"},
		{"4.6.output", "that nothing changes, stated", func(in *review.Input) {
			in.Decisions, in.Reviews[1].NoChange = in.Decisions[:1], "all works"
		}, today, met, "review.output.none"},
		{"4.6.output.improvement", "nobody judged", func(in *review.Input) { in.Attestations = nil }, today, open, "judgement.missing"},
		{"4.6.output.improvement", "judged before the review", func(in *review.Input) { in.Attestations[0].MadeOn = day("2026-01-18") }, today, unmet, "judgement.stale"},
		{"4.6.output.improvement", "judged not to", func(in *review.Input) { in.Attestations[0].Judgement = records.DoesNotConform }, today, unmet, "judgement.negative"},
		{"4.6.c", "no review at all", func(in *review.Input) { in.Reviews = nil }, today, open, "check.nothing"},
	} {
		t.Run(tt.requirement+"/"+tt.name, func(t *testing.T) {
			in := sound()
			if tt.change != nil {
				tt.change(&in)
			}
			status, ids := decided(t, in, tt.at, tt.requirement)
			assert.Equal(t, tt.want, status, ids)
			assert.Equal(t, tt.says, ids)
		})
	}
}

func TestSteps(t *testing.T) {
	planned := review.Review{ID: "MR", PlannedOn: day("2026-01-19")}
	held, err := planned.Hold(day("2026-01-19"), "P-MD")
	require.NoError(t, err)
	yes := review.Conclusion{Favourable: records.Yes}
	whole := held
	whole.Suitability, whole.Adequacy, whole.Effectiveness = yes, yes, yes
	recorded, err := whole.Record(review.Minutes{Document: "D"})
	require.NoError(t, err)
	open := review.Decision{ID: "DE", Review: "MR", DueOn: day("2026-06-30")}
	done, err := open.Complete(day("2026-07-02"))
	require.NoError(t, err)
	dropped, err := open.Drop(day("2026-02-02"), "overtaken")
	require.NoError(t, err)
	for _, tt := range []struct {
		name string
		err  func() error
		want error
	}{
		{"held twice", func() error { _, err := held.Hold(day("2026-01-20"), "P-MD"); return err }, review.ErrState},
		{"held by nobody", func() error { _, err := planned.Hold(day("2026-01-20"), ""); return err }, review.ErrIncomplete},
		{"recorded before it was held", func() error { _, err := planned.Record(review.Minutes{Document: "D"}); return err }, review.ErrState},
		{"recorded without conclusions", func() error { _, err := held.Record(review.Minutes{Document: "D"}); return err }, review.ErrIncomplete},
		{"recorded nowhere", func() error { _, err := whole.Record(review.Minutes{}); return err }, review.ErrIncomplete},
		{"recorded twice", func() error { _, err := recorded.Record(review.Minutes{Document: "E"}); return err }, review.ErrState},
		{"done twice", func() error { _, err := done.Complete(day("2026-07-03")); return err }, review.ErrState},
		{"done though dropped", func() error { _, err := dropped.Complete(day("2026-07-03")); return err }, review.ErrState},
		{"dropped though done", func() error { _, err := done.Drop(day("2026-07-03"), "x"); return err }, review.ErrState},
		{"dropped twice", func() error { _, err := dropped.Drop(day("2026-07-03"), "x"); return err }, review.ErrState},
		{"dropped without a reason", func() error { _, err := open.Drop(day("2026-07-03"), " "); return err }, review.ErrIncomplete},
	} {
		assert.ErrorIs(t, tt.err(), tt.want, tt.name)
		var refused *records.StepError
		assert.ErrorAs(t, tt.err(), &refused, tt.name)
	}
	at := func(s string) records.Clock { return records.At(instant(s)) }
	assert.Equal(t, review.Open, done.State(at("2026-06-30T23:59:59Z")))
	assert.Equal(t, review.Overdue, done.State(at("2026-07-01T00:00:00Z")))
	assert.Equal(t, review.Done, done.State(at("2026-07-02T00:00:00Z")))
	assert.Equal(t, review.Dropped, dropped.State(at("2026-02-02T00:00:00Z")))
}

func TestGather(t *testing.T) {
	in := sound()
	m := review.Material{
		Reviews:   append(in.Reviews, review.Review{ID: "MR-2", PlannedOn: day("2026-06-01"), Inputs: []review.Given{{Kind: review.ChangingCircumstances, NothingToReport: "no new law"}}}),
		Decisions: in.Decisions, Audits: in.Audits, Messages: in.Messages, Objectives: in.Objectives, Targets: in.Targets, Actions: in.Actions,
	}
	pack := review.Gather(m, day("2026-06-01"))
	assert.Equal(t, day("2026-01-19"), pack.Since)
	states := map[review.Kind]review.InputState{}
	for _, g := range pack.Inputs {
		states[g.Kind] = g.State
	}
	assert.Equal(t, map[review.Kind]review.InputState{
		review.AuditResults: review.Present, review.LegalCompliance: review.Missing, review.OtherCompliance: review.Missing,
		review.ExternalCommunication: review.Missing, review.SecurityPerformance: review.Missing, review.ObjectivesAndTargets: review.Present,
		review.ActionStatus: review.Present, review.FollowUp: review.Present, review.ChangingCircumstances: review.NothingToReport, review.Recommendations: review.Missing,
	}, states)
	assert.Equal(t, []records.Ref{ref("audit", "AU-2")}, pack.Inputs[0].Records, "only what came since the review before")
}
