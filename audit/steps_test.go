package audit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/records"
)

func planned() audit.Audit {
	return audit.Audit{ID: "AU", Title: "gate", Kind: audit.Internal, Lead: "P-1", PlannedOn: day("2026-05-04"), Areas: []audit.Area{{Name: "gate"}}}
}

func report() audit.Report {
	yes := audit.Conclusion{Favourable: records.Yes}
	return audit.Report{On: day("2026-05-08"), SignedBy: "P-1", Conformity: yes, Implementation: yes, Effectiveness: yes}
}

// audits in each state.
func inState(t *testing.T) map[audit.State]audit.Audit {
	must := func(a audit.Audit, err error) audit.Audit {
		require.NoError(t, err)
		return a
	}
	p := planned()
	held := must(p.Perform(day("2026-05-04")))
	reported := must(held.Sign(report()))
	return map[audit.State]audit.Audit{
		audit.Planned: p, audit.Performed: held, audit.Reported: reported,
		audit.Delivered: must(reported.Deliver(audit.Delivery{To: "P-2", On: day("2026-05-11")})),
		audit.CalledOff: must(p.CallOff(day("2026-05-01"), "gate closed")),
	}
}

// Every step in every state is allowed, or refused for a reason that can be asked for.
func TestAuditSteps(t *testing.T) {
	steps := map[string]func(audit.Audit) (audit.Audit, error){
		"move": func(a audit.Audit) (audit.Audit, error) {
			return a.Move(audit.Move{To: day("2026-06-04"), Reason: "strike"})
		},
		"perform": func(a audit.Audit) (audit.Audit, error) { return a.Perform(day("2026-05-04")) },
		"sign":    func(a audit.Audit) (audit.Audit, error) { return a.Sign(report()) },
		"deliver": func(a audit.Audit) (audit.Audit, error) {
			return a.Deliver(audit.Delivery{To: "P-3", On: day("2026-05-12")})
		},
		"call off": func(a audit.Audit) (audit.Audit, error) { return a.CallOff(day("2026-05-02"), "no longer needed") },
	}
	allowed := map[string][]audit.State{
		"move": {audit.Planned}, "perform": {audit.Planned}, "call off": {audit.Planned},
		"sign": {audit.Performed}, "deliver": {audit.Reported, audit.Delivered},
	}
	for state, a := range inState(t) {
		assert.Equal(t, state, a.State(records.At(day("2027-01-01").Start())))
		for name, step := range steps {
			before := a
			_, err := step(a)
			if assert.Equal(t, before, a, "%s of one %s changed it", name, state); contains(allowed[name], state) {
				assert.NoError(t, err, "%s of one %s", name, state)
			} else {
				assert.ErrorIs(t, err, audit.ErrState, "%s of one %s", name, state)
			}
		}
	}
}

func contains(list []audit.State, s audit.State) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestAuditGates(t *testing.T) {
	held, err := planned().Perform(day("2026-05-04"))
	require.NoError(t, err)
	nobody := planned()
	nobody.Lead = ""
	nothing := planned()
	nothing.Areas = nil
	early, stranger, silent := report(), report(), report()
	early.On, stranger.SignedBy, silent.Effectiveness = day("2026-05-03"), "P-9", audit.Conclusion{}
	for _, tt := range []struct {
		name string
		step func() (audit.Audit, error)
		want error
	}{
		{"moved without a reason", func() (audit.Audit, error) { return planned().Move(audit.Move{To: day("2026-06-04")}) }, audit.ErrIncomplete},
		{"moved to where it is", func() (audit.Audit, error) { return planned().Move(audit.Move{To: day("2026-05-04"), Reason: "x"}) }, audit.ErrOrder},
		{"held by nobody", func() (audit.Audit, error) { return nobody.Perform(day("2026-05-04")) }, audit.ErrIncomplete},
		{"of nothing", func() (audit.Audit, error) { return nothing.Perform(day("2026-05-04")) }, audit.ErrIncomplete},
		{"reported before it was held", func() (audit.Audit, error) { return held.Sign(early) }, audit.ErrOrder},
		{"signed by a stranger", func() (audit.Audit, error) { return held.Sign(stranger) }, audit.ErrIncomplete},
		{"silent on effectiveness", func() (audit.Audit, error) { return held.Sign(silent) }, audit.ErrIncomplete},
		{"called off without a reason", func() (audit.Audit, error) { return planned().CallOff(day("2026-05-01"), "") }, audit.ErrIncomplete},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.step()
			assert.ErrorIs(t, err, tt.want)
			var refused *records.StepError
			assert.ErrorAs(t, err, &refused)
		})
	}
}

func TestFindingGates(t *testing.T) {
	open := audit.Finding{ID: "F", Audit: "AU", Grade: audit.MinorNonconformity, Text: "seal log empty"}
	answered, err := open.Reply(audit.Answer{Text: "log kept", By: "P-1", On: day("2026-06-01")})
	require.NoError(t, err)
	failed, err := answered.Follow(audit.Following{On: day("2026-07-01"), By: "P-2", Effective: records.No})
	require.NoError(t, err)
	works, err := failed.Follow(audit.Following{On: day("2026-08-01"), By: "P-2", Effective: records.Yes})
	require.NoError(t, err)
	closed, err := works.Close(day("2026-08-02"), "P-2")
	require.NoError(t, err)
	observation := open
	observation.Grade = audit.Observation

	_, err = open.Close(day("2026-08-02"), "P-2")
	assert.ErrorIs(t, err, audit.ErrState, "not answered")
	_, err = answered.Close(day("2026-08-02"), "P-2")
	assert.ErrorIs(t, err, audit.ErrState, "nobody looked")
	_, err = failed.Close(day("2026-08-02"), "P-2")
	assert.ErrorIs(t, err, audit.ErrState, "it does not work")
	_, err = works.Close(day("2026-07-31"), "P-2")
	assert.ErrorIs(t, err, audit.ErrOrder, "before the follow-up")
	_, err = answered.Follow(audit.Following{On: day("2026-07-01"), By: "P-1", Effective: records.Yes})
	assert.ErrorIs(t, err, audit.ErrOwnWork)
	_, err = answered.Follow(audit.Following{On: day("2026-05-31"), By: "P-2", Effective: records.Yes})
	assert.ErrorIs(t, err, audit.ErrOrder)
	_, err = open.Follow(audit.Following{On: day("2026-07-01"), By: "P-2", Effective: records.Yes})
	assert.ErrorIs(t, err, audit.ErrState)
	_, err = closed.Reply(audit.Answer{Text: "again", By: "P-1", On: day("2026-09-01")})
	assert.ErrorIs(t, err, audit.ErrState)
	_, err = observation.Close(day("2026-08-02"), "P-2")
	assert.NoError(t, err, "an observation needs no answer")
}

func TestEscalation(t *testing.T) {
	e, err := audit.NewEscalation(audit.DefaultEscalation())
	require.NoError(t, err)
	minor := audit.Finding{ID: "F", Grade: audit.MinorNonconformity, AnswerDueOn: day("2026-06-30")}
	answered := minor
	answered.Answer = audit.Answer{Text: "done", By: "P", On: day("2026-06-30")}
	failed := answered
	failed.FollowUps = []audit.Following{{On: day("2026-07-10"), By: "Q", Effective: records.No}}
	for _, tt := range []struct {
		name    string
		finding audit.Finding
		earlier int
		at      string
		want    audit.Grade
	}{
		{"last second of the day", minor, 0, "2026-06-30T23:59:59Z", audit.MinorNonconformity},
		{"nobody answered in time", minor, 0, "2026-07-01T00:00:00Z", audit.MajorNonconformity},
		{"answered", answered, 0, "2026-07-01T00:00:00Z", audit.MinorNonconformity},
		{"the answer does not work", failed, 0, "2026-07-10T00:00:00Z", audit.MajorNonconformity},
		{"which nobody knows yet", failed, 0, "2026-07-09T00:00:00Z", audit.MinorNonconformity},
		{"found before", minor, 1, "2026-06-01T00:00:00Z", audit.MajorNonconformity},
		{"an opportunity stays one", audit.Finding{Grade: audit.Opportunity}, 3, "2026-07-01T00:00:00Z", audit.Opportunity},
		{"an observation stays one", audit.Finding{Grade: audit.Observation}, 3, "2026-07-01T00:00:00Z", audit.Observation},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, rule, err := e.Grade(tt.finding, day("2026-05-04"), tt.earlier, records.At(instant(tt.at)))
			require.NoError(t, err)
			assert.Equal(t, tt.want, got, rule)
		})
	}
	_, err = audit.NewEscalation(audit.DefaultEscalation())
	require.NoError(t, err)
	bad := audit.DefaultEscalation()
	bad.Rules[0].When = `grad == "major"`
	_, err = audit.NewEscalation(bad)
	assert.ErrorContains(t, err, "did you mean grade?")
}
