package monitoring

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

func TestFrequency(t *testing.T) {
	tryOf(t, "4.5.1.frequency", "indicator scans", []row{
		{Name: "all considered", In: good(), Want: met, Message: "monitoring.frequency.based", Field: "basis"},
		{Name: "risks not considered", In: scans(func(x *Indicator) { x.Basis.Risks = nil }), Want: unmet, Message: "monitoring.frequency.loose", Field: "basis.risks"},
		{Name: "risks in words", In: scans(func(x *Indicator) { x.Basis.Risks, x.Basis.Risk = nil, "weapons on a ship" }), Want: met, Message: "monitoring.frequency.based", Field: "basis"},
		{Name: "deterioration not considered", In: scans(func(x *Indicator) { x.Basis.Deterioration = " " }), Want: unmet, Message: "monitoring.frequency.loose", Field: "basis.deterioration"},
		{Name: "effects not considered", In: scans(func(x *Indicator) { x.Basis.Effects = "" }), Want: unmet, Message: "monitoring.frequency.loose", Field: "basis.effects"},
		{Name: "no key figure", In: scans(func(x *Indicator) { x.Key, x.Basis = records.No, Basis{} }), Want: met, Message: "monitoring.frequency.lesser", Field: "key"},
		{Name: "not decided", In: scans(func(x *Indicator) { x.Key = "" }), Want: undetermined, Message: "monitoring.frequency.open", Field: "key"},
		{Name: "no interval", In: scans(func(x *Indicator) { x.Interval = records.Period{} }), Want: undetermined, Message: "monitoring.frequency.unset", Field: "interval"},
	})
}

func TestNatures(t *testing.T) {
	try(t, "4.5.1.measure.1", []row{
		{Name: "both", In: good(), Want: met, Message: "monitoring.natures.both"},
		{Name: "figures only", In: with(func(in *Input) { in.Indicators[1].WithdrawnOn = day("2026-05-01") }), Want: unmet, Message: "monitoring.natures.one"},
		{Name: "judgements only", In: with(func(in *Input) { in.Indicators = in.Indicators[1:2] }), Want: unmet, Message: "monitoring.natures.one"},
		{Name: "the only judgement ends tomorrow", In: with(func(in *Input) { in.Indicators[1].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "monitoring.natures.both", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "none", In: with(func(in *Input) { in.Indicators = nil }), Want: undetermined, Message: "monitoring.indicators.none"},
	})
}

func TestAimsFollowed(t *testing.T) {
	for _, tt := range []struct {
		subject string
		drop    func(m *Monitors)
		end     func(in *Input)
	}{
		{"policy POL", func(m *Monitors) { m.Policies = nil }, func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day("2026-05-01") }},
		{"objective O", func(m *Monitors) { m.Objectives = nil }, func(in *Input) {
			in.Objectives[0].End = objectives.End{Outcome: objectives.EndWithdrawn, On: day("2026-05-01"), By: "ceo", Reason: "given up"}
		}},
		{"target T", func(m *Monitors) { m.Targets = nil }, func(in *Input) {
			in.Targets[0].End = objectives.End{Outcome: objectives.EndWithdrawn, On: day("2026-05-01"), By: "ceo", Reason: "given up"}
		}},
	} {
		dropped := with(func(in *Input) { tt.drop(&in.Indicators[0].Monitors); tt.drop(&in.Indicators[1].Monitors) })
		tryOf(t, "4.5.1.measure.2", tt.subject, []row{
			{Name: tt.subject + " followed", In: good(), Want: met, Message: "monitoring.aim.followed"},
			{Name: tt.subject + " not followed", In: dropped, Want: unmet, Message: "monitoring.aim.not"},
			{Name: tt.subject + " followed until tomorrow", In: with(func(in *Input) {
				in.Indicators[0].WithdrawnOn, in.Indicators[1].WithdrawnOn = day("2026-06-02"), day("2026-06-02")
			}), Want: met, Message: "monitoring.aim.followed", Lapses: "2026-06-02", Becomes: unmet},
		})
		tt.end(&dropped)
		for _, f := range decide(dropped, "4.5.1.measure.2", "2026-06-01") {
			assert.NotEqual(t, tt.subject, f.Subject.String(), "what is not in force need not be followed")
		}
	}
}

func TestWatchedAhead(t *testing.T) {
	backwards := func(i int) Input { return with(func(in *Input) { in.Indicators[i].Mode = Reactive }) }
	tryOf(t, "4.5.1.measure.3", "programme PG", []row{
		{Name: "watched", In: good(), Want: met, Message: "monitoring.watched"},
		{Name: "looked back at only", In: backwards(0), Want: unmet, Message: "monitoring.watched.back"},
		{Name: "not at all", In: scans(func(x *Indicator) { x.Monitors.Programmes = nil }), Want: unmet, Message: "monitoring.watched.not"},
	})
	try(t, "4.5.1.measure.3", []row{
		{Name: "of another part of the organization", In: with(func(in *Input) { in.Programmes[0].Origin = "the group" }), Want: undetermined, Message: "monitoring.programme.over"},
		{Name: "no programme", In: with(func(in *Input) { in.Programmes = nil }), Want: undetermined, Message: "monitoring.programme.none"},
	})
	tryOf(t, "4.5.1.measure.3.operational", "operation gate", []row{
		{Name: "watched", In: good(), Want: met, Message: "monitoring.watched"},
		{Name: "looked back at only", In: backwards(0), Want: unmet, Message: "monitoring.watched.back"},
		{Name: "not at all", In: scans(func(x *Indicator) { x.Monitors.Operations = nil }), Want: unmet, Message: "monitoring.watched.not"},
		{Name: "of an operation that ends", In: with(func(in *Input) { in.Operations[0].Until = day("2026-06-01") }), Want: met, Message: "monitoring.watched", Lapses: "2026-06-02"},
	})
	assert.Len(t, decide(good(), "4.5.1.measure.3.operational", "2026-06-01"), 1, "an operation without criteria is for 4.4.6")
	try(t, "4.5.1.measure.3.operational", []row{
		{Name: "no criteria", In: with(func(in *Input) { in.Operations = []controls.Operation{{ID: "mail"}} }), Want: undetermined, Message: "monitoring.operation.loose"},
	})
	law := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[0]) })
	}
	tryOf(t, "4.5.1.measure.3.legal", "legal requirement code", []row{
		{Name: "watched", In: good(), Want: met, Message: "monitoring.watched"},
		{Name: "looked back at only", In: backwards(1), Want: unmet, Message: "monitoring.watched.back"},
		{Name: "not at all", In: with(func(in *Input) { in.Indicators[1].Monitors.Requirements = nil }), Want: unmet, Message: "monitoring.watched.not"},
		{Name: "does not apply", In: law(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), Want: met, Message: "monitoring.law.elsewhere", Field: "determinations"},
		{Name: "not worked out", In: law(func(q *legal.Requirement) { q.Determinations = nil }), Want: undetermined, Message: "monitoring.law.open", Field: "determinations"},
	})
	for _, f := range decide(good(), "4.5.1.measure.3.legal", "2026-06-01") {
		assert.NotEqual(t, "legal requirement club", f.Subject.String(), "a best practice is no law")
	}
}

func TestEventsCounted(t *testing.T) {
	for requirement, kinds := range map[string][]EventKind{
		"4.5.1.measure.4":          {Deterioration, Failure, Incident, Nonconformity},
		"4.5.1.measure.4.nearmiss": {NearMiss, FalseAlarm},
	} {
		assert.Len(t, decide(good(), requirement, "2026-06-01"), len(kinds))
		for _, kind := range kinds {
			without := with(func(in *Input) {
				for i := range in.Indicators {
					m := &in.Indicators[i].Monitors
					var left []EventKind
					for _, k := range m.Events {
						if k != kind {
							left = append(left, k)
						}
					}
					m.Events = left
				}
			})
			got := decide(without, requirement, "2026-06-01")
			assert.Equal(t, unmet, got[0].Status)
			assert.Contains(t, got[0].Message(), string(kind))
			assert.Equal(t, met, got[1].Status, "the other kinds are counted none the less")
		}
	}
	ahead := with(func(in *Input) { in.Indicators[3].Mode = Proactive })
	assert.Equal(t, unmet, decide(ahead, "4.5.1.measure.4.nearmiss", "2026-06-01")[0].Status, "what looks ahead counts nothing")
	try(t, "4.5.1.measure.4", []row{
		{Name: "no indicator at all", In: with(func(in *Input) { in.Indicators = nil }), Want: undetermined, Message: "monitoring.indicators.none"},
	})
}
