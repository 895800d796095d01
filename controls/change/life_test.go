package change

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func procedure() *documents.Procedure {
	return &documents.Procedure{ID: "PR-GATE", Title: "gate", Revisions: []documents.Revision{
		{Number: "6", ApprovedBy: "P", ApprovedOn: day("2026-02-10"), EffectiveFrom: day("2026-02-20")}, {Number: "7"}}}
}

// In each state, each step: taken, or refused for which reason.
func TestLife(t *testing.T) {
	assessment := Assessment{On: day("2026-02-01"), By: "P-HADDAD", Outcome: "nothing new"}
	proposed := Change{ID: "CH", Title: "second lane", Kinds: []Kind{OfProcess}, EnteredOn: day("2026-01-10")}
	assessed := proposed
	assessed.Assessment = assessment
	hasty, decided := proposed, assessed
	hasty.DecidedBy, hasty.DecidedOn = "P-BAKKER", day("2026-02-05")
	decided.DecidedBy, decided.DecidedOn = "P-BAKKER", day("2026-02-05")
	effective := decided
	effective.EffectiveOn = day("2026-03-01")
	late := effective
	late.Assessment.On = day("2026-03-05")
	cancelled := proposed
	cancelled.CancelledOn, cancelled.CancelledBecause = day("2026-01-20"), "no money"
	states := []struct {
		change Change
		is     State
	}{{proposed, Proposed}, {assessed, Assessed}, {hasty, Decided}, {decided, Decided}, {effective, InEffect}, {late, InEffect}, {cancelled, Cancelled}}

	d := day("2026-03-10")
	for _, step := range []struct {
		name string
		take func(Change) (Change, error)
		want [7]error // by state; nil: taken
	}{
		{"assess", func(x Change) (Change, error) { return x.Assess(Assessment{On: d, By: "P", Outcome: "more"}) },
			[7]error{nil, nil, nil, nil, ErrState, ErrState, ErrState}},
		{"assess before it was entered", func(x Change) (Change, error) {
			return x.Assess(Assessment{On: day("2026-01-09"), By: "P", Outcome: "more"})
		}, [7]error{ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrState}},
		{"assess without an outcome", func(x Change) (Change, error) { return x.Assess(Assessment{On: d, By: "P"}) },
			[7]error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"spare a process", func(x Change) (Change, error) { return x.Spare("small") },
			[7]error{ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState}},
		{"decide", func(x Change) (Change, error) { return x.Decide("P", d) },
			[7]error{nil, nil, ErrState, ErrState, ErrState, ErrState, ErrState}},
		{"take effect", func(x Change) (Change, error) { return x.TakeEffect(d) },
			[7]error{ErrState, ErrState, ErrUnassessed, nil, ErrState, ErrState, ErrState}},
		{"take effect before it was decided", func(x Change) (Change, error) { return x.TakeEffect(day("2026-02-04")) },
			[7]error{ErrState, ErrState, ErrOrder, ErrOrder, ErrState, ErrState, ErrState}},
		{"occur", func(x Change) (Change, error) { return x.Occur(d) },
			[7]error{nil, nil, ErrState, ErrState, ErrState, ErrState, ErrState}},
		{"cancel", func(x Change) (Change, error) { return x.Cancel(d, "no money") },
			[7]error{nil, nil, nil, nil, ErrState, ErrState, ErrState}},
		{"follow up", func(x Change) (Change, error) { return x.Follow(FollowUp{d, "P", "gates checked"}) },
			[7]error{ErrState, ErrState, ErrState, ErrState, ErrState, nil, ErrState}},
		{"follow up before", func(x Change) (Change, error) { return x.Follow(FollowUp{day("2026-02-28"), "P", "gates checked"}) },
			[7]error{ErrState, ErrState, ErrState, ErrState, ErrState, ErrOrder, ErrState}},
		{"review a risk", func(x Change) (Change, error) {
			return x.ReviewRisk(RiskReview{Risk: "R-1", Outcome: risk.Confirmed, On: d, By: "P"})
		}, [7]error{nil, nil, nil, nil, nil, nil, ErrState}},
		{"look how it went", func(x Change) (Change, error) { return x.Look(Review{On: d, By: "P", Outcome: "well"}) },
			[7]error{ErrOrder, ErrOrder, ErrOrder, ErrOrder, nil, nil, ErrState}},
		{"look at a record", func(x Change) (Change, error) {
			return x.Look(Review{Record: records.Ref{Kind: "procedure", ID: "PR"}, On: d, By: "P", Outcome: "stays"})
		}, [7]error{nil, nil, nil, nil, nil, nil, ErrState}},
		{"reflect", func(x Change) (Change, error) { return x.Reflect(procedure(), "6") },
			[7]error{nil, nil, nil, nil, nil, nil, ErrState}},
		{"reflect in a revision that is not there", func(x Change) (Change, error) { return x.Reflect(procedure(), "9") },
			[7]error{ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown, ErrState}},
	} {
		for i, state := range states {
			t.Run(string(state.is)+"/"+step.name, func(t *testing.T) {
				next, err := step.take(state.change)
				if step.want[i] == nil {
					require.NoError(t, err)
					assert.NoError(t, next.Validate(), "a step leaves a valid change")
					assert.NotEqual(t, state.change, next)
					return
				}
				require.ErrorIs(t, err, step.want[i])
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, state.change, next, "a refused step changes nothing")
			})
		}
	}
	for _, state := range states {
		assert.Equal(t, state.is, state.change.State(on(today)), state.change)
	}
}

// The gate: nothing takes effect before its threats were considered, whatever the kind.
func TestNothingTakesEffectUnassessed(t *testing.T) {
	for _, kind := range Kind("").Values() {
		x := Change{ID: "CH", Title: "x", Kinds: []Kind{Kind(kind)}, DecidedBy: "P", DecidedOn: day("2026-02-01")}
		_, err := x.TakeEffect(day("2026-03-01"))
		assert.ErrorIs(t, err, ErrUnassessed, kind)
		x.Assessment = Assessment{On: day("2026-03-01"), By: "P", Outcome: "none"}
		_, err = x.TakeEffect(day("2026-02-28"))
		assert.ErrorIs(t, err, ErrUnassessed, "considered the day after: %s", kind)
		_, err = x.TakeEffect(day("2026-03-01"))
		assert.NoError(t, err, "the same day is not too late: %s", kind)
	}
	x := Change{ID: "CH", Title: "x", Kinds: []Kind{OfSupplier}, DecidedBy: "P", DecidedOn: day("2026-02-01")}
	spared, err := x.Spare("known firm")
	require.NoError(t, err)
	_, err = spared.TakeEffect(day("2026-03-01"))
	assert.NoError(t, err)
	spared.Kinds = append(spared.Kinds, OfProcess) // as a file may say
	_, err = spared.TakeEffect(day("2026-03-01"))
	assert.ErrorIs(t, err, ErrUnassessed)
	assert.Equal(t, []string{"not_needed_because"}, paths(spared.Validate()))
}

func TestImposed(t *testing.T) {
	x := Change{ID: "CH", Title: "x", Kinds: []Kind{OfThreat}}
	x, err := x.Occur(day("2026-03-01"))
	require.NoError(t, err)
	_, err = x.Decide("P", day("2026-03-01"))
	assert.ErrorIs(t, err, ErrState)
	x, err = x.Assess(Assessment{On: day("2026-03-04"), By: "P", Outcome: "rated anew"})
	require.NoError(t, err, "what nobody was asked about is considered when it is known")
	_, err = x.Follow(FollowUp{day("2026-03-05"), "P", "patrols doubled"})
	assert.NoError(t, err)
}

func TestRiskSettledOn(t *testing.T) {
	x := considered("CH", "2026-01-20", "2026-02-01", OfProcess)
	r := &risk.Risk{ID: "R-1"}
	assert.True(t, x.RiskSettledOn(on(today), r).IsZero())
	x.Risks = []RiskReview{{Risk: "R-1"}, {Risk: "R-2", Outcome: risk.Confirmed, On: day("2026-01-01")}}
	assert.True(t, x.RiskSettledOn(on(today), r).IsZero(), "named, but nobody has looked")
	x.Risks[0] = RiskReview{Risk: "R-1", Outcome: risk.Revised, On: day("2026-04-02"), By: "P"}
	assert.True(t, x.RiskSettledOn(on(today), r).IsZero(), "not yet")
	r.Reviews = []risk.Review{{On: day("2026-03-03"), Because: records.Ref{Kind: "incident", ID: "CH"}}, {On: day("2026-03-20"), Because: x.Ref()}}
	assert.Equal(t, day("2026-03-20"), x.RiskSettledOn(on(today), r), "a review of the risk that names the change")
	x.Risks[0].On = day("2026-03-10")
	assert.Equal(t, day("2026-03-10"), x.RiskSettledOn(on(today), r), "the first")
}

func TestReflected(t *testing.T) {
	x := considered("CH", "2026-01-20", "2026-02-01", OfProcess)
	assert.True(t, x.Reflected(on(today), procedure()).IsZero())
	x.Procedures = []Reflection{{"PR-OTHER", "6"}, {"PR-GATE", "7"}}
	assert.True(t, x.Reflected(on(today), procedure()).IsZero(), "a draft does not take it in")
	x.Procedures[1].Revision = "6"
	assert.Equal(t, day("2026-02-20"), x.Reflected(on(today), procedure()))
	assert.True(t, x.Reflected(on("2026-02-19"), procedure()).IsZero())
}

func TestValidate(t *testing.T) {
	for _, x := range good().Changes {
		assert.NoError(t, x.Validate(), x.ID)
	}
	bad := Change{
		Kinds: []Kind{OfProcess, "procss", OfProcess}, Touches: []records.Ref{{}}, Assessment: Assessment{Outcome: "x"}, Imposed: true, DecidedBy: "P",
		NotNeededBecause: "x", CancelledOn: day("2026-02-01"), EffectiveOn: day("2026-02-01"), FollowUp: FollowUp{What: "x"}, Significant: "x", AffectsSystem: "y",
		Risks:      []RiskReview{{Risk: "R", On: day("2026-01-01")}, {Risk: "R"}, {}},
		Procedures: []Reflection{{"PR", ""}, {"PR", ""}}, Reviews: []Review{{}},
	}
	assert.Equal(t, []string{
		"id", "title", "kinds[1]", "kinds[2]", "touches[0]", "assessment.on", "assessment.by", "not_needed_because", "imposed", "cancelled_because", "cancelled_on",
		"follow_up.on", "follow_up.by", "significant", "affects_system", "risks[0].by", "risks[0].outcome", "risks[1].risk", "risks[2].risk",
		"procedures[1].procedure", "reviews[0].on", "reviews[0].by", "reviews[0].outcome",
	}, paths(bad.Validate()))
	assert.Equal(t, []string{"kinds", "decided_by", "cancelled_on"}, paths(Change{ID: "C", Title: "x", DecidedOn: day(today), CancelledBecause: "x"}.Validate()))
	assert.Equal(t, []string{"decided_on"}, paths(Change{ID: "C", Title: "x", Kinds: []Kind{OfLaw}, DecidedBy: "P"}.Validate()))
}
