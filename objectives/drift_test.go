package objectives

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

func TestDrift(t *testing.T) {
	pair := func(change func(t *Target, o *Objective)) (Target, *Objective) {
		in := good()
		target, objective := in.Targets[0], in.Objectives[0]
		if change != nil {
			change(&target, &objective)
		}
		return target, &objective
	}
	second := func(t *Target, change func(v *TargetRevision)) {
		v := t.Revisions[0]
		v.Number, v.ApprovedOn, v.EffectiveFrom = "2", day("2026-05-01"), day("2026-05-01")
		change(&v)
		t.Revisions = append(t.Revisions, v)
	}
	for _, tt := range []struct {
		name   string
		change func(t *Target, o *Objective)
		want   []DriftKind
		reason string // of the first
	}{
		{"none", nil, nil, ""},
		{"a draft drifts from nothing", func(t *Target, _ *Objective) { t.Revisions[0].ApprovedBy, t.Objective = "", "" }, nil, ""},
		{"no objective", func(t *Target, _ *Objective) { t.Objective = "" }, []DriftKind{NoObjective}, "serves no objective that is on record"},
		{"the objective was achieved", func(_ *Target, o *Objective) {
			o.End, o.Revisions[0].Measure, o.Revisions[0].ReasonNotQuantified = End{Outcome: EndAchieved, On: day(today), By: "ceo", Reason: "gates are open"}, Measure{}, "-"
		}, []DriftKind{ObjectiveNot}, "serves objective O, which is achieved"},
		{"due too late", func(t *Target, _ *Objective) { t.Revisions[0].DueOn = day("2027-01-01") }, []DriftKind{DueTooLate}, "is due on 2027-01-01, and objective O already on 2026-12-31"},
		{"due with it", func(t *Target, _ *Objective) { t.Revisions[0].DueOn = day("2026-12-31") }, nil, ""},
		{"the objective was revised since", func(_ *Target, o *Objective) { o.Revisions[0].ApprovedOn = day("2026-04-02") }, []DriftKind{ObjectiveRevised}, "was last set or reviewed on 2026-04-01, and objective O was revised on 2026-04-02"},
		{"the objective was revised on the day of the review", func(_ *Target, o *Objective) { o.Revisions[0].ApprovedOn = day("2026-04-01") }, nil, ""},
		{"found at odds", func(t *Target, _ *Objective) {
			t.Reviews[0].Consistent, t.Reviews[0].Outcome = records.No, "wrong gate"
		}, []DriftKind{FoundAtOdds}, "was found on 2026-04-01 to be at odds with its objective: wrong gate"},
		{"too modest", func(t *Target, o *Objective) {
			o.Revisions[0].Measure = t.Revisions[0].Measure
			o.Revisions[0].Measure.Value = number("99")
		}, []DriftKind{TooModest}, "aims at at least 98 per cent, and objective O at at least 99"},
		{"postponed", func(t *Target, _ *Objective) { second(t, func(v *TargetRevision) { v.DueOn = day("2026-10-31") }) }, []DriftKind{Postponed}, "is due on 2026-10-31, and was due on 2026-09-30 by revision 1"},
		{"brought forward", func(t *Target, _ *Objective) { second(t, func(v *TargetRevision) { v.DueOn = day("2026-08-31") }) }, nil, ""},
		{"weakened", func(t *Target, _ *Objective) { second(t, func(v *TargetRevision) { v.Measure.Value = number("95") }) }, []DriftKind{Weakened}, "aims at at least 95, and aimed at 98 by revision 1"},
		{"a draft that asks for more does not count", func(t *Target, _ *Objective) {
			second(t, func(v *TargetRevision) { v.Measure.Value, v.DueOn, v.ApprovedBy = number("99"), day("2026-07-01"), "" })
		}, nil, ""},
		{"weakened by a revision that is still to take effect", func(t *Target, _ *Objective) {
			second(t, func(v *TargetRevision) { v.Measure.Value, v.EffectiveFrom = number("95"), day("2026-06-02") })
		}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			target, objective := pair(tt.change)
			drift := target.Drift(objective, clock(today))
			var kinds []DriftKind
			for _, d := range drift {
				kinds = append(kinds, d.Kind)
			}
			assert.Equal(t, tt.want, kinds)
			if len(drift) > 0 {
				assert.Equal(t, tt.reason, drift[0].Reason)
			}
		})
	}
	target, _ := pair(nil)
	assert.Equal(t, NoObjective, target.Drift(nil, clock(today))[0].Kind)
}
