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
		{"all considered", good(), "2026-06-01", met, "monitoring.frequency.based", "basis", "", none},
		{"risks not considered", scans(func(x *Indicator) { x.Basis.Risks = nil }), "2026-06-01", unmet, "monitoring.frequency.loose", "basis.risks", "", none},
		{"risks in words", scans(func(x *Indicator) { x.Basis.Risks, x.Basis.Risk = nil, "weapons on a ship" }), "2026-06-01", met, "monitoring.frequency.based", "basis", "", none},
		{"deterioration not considered", scans(func(x *Indicator) { x.Basis.Deterioration = " " }), "2026-06-01", unmet, "monitoring.frequency.loose", "basis.deterioration", "", none},
		{"effects not considered", scans(func(x *Indicator) { x.Basis.Effects = "" }), "2026-06-01", unmet, "monitoring.frequency.loose", "basis.effects", "", none},
		{"no key figure", scans(func(x *Indicator) { x.Key, x.Basis = records.No, Basis{} }), "2026-06-01", met, "monitoring.frequency.lesser", "key", "", none},
		{"not decided", scans(func(x *Indicator) { x.Key = "" }), "2026-06-01", undetermined, "monitoring.frequency.open", "key", "", none},
		{"no interval", scans(func(x *Indicator) { x.Interval = records.Period{} }), "2026-06-01", undetermined, "monitoring.frequency.unset", "interval", "", none},
	})
}

func TestNatures(t *testing.T) {
	try(t, "4.5.1.measure.1", []row{
		{"both", good(), "2026-06-01", met, "monitoring.natures.both", "", "", none},
		{"figures only", with(func(in *Input) { in.Indicators[1].WithdrawnOn = day("2026-05-01") }), "2026-06-01", unmet, "monitoring.natures.one", "", "", none},
		{"judgements only", with(func(in *Input) { in.Indicators = in.Indicators[1:2] }), "2026-06-01", unmet, "monitoring.natures.one", "", "", none},
		{"the only judgement ends tomorrow", with(func(in *Input) { in.Indicators[1].WithdrawnOn = day("2026-06-02") }), "2026-06-01", met, "monitoring.natures.both", "", "2026-06-02", unmet},
		{"none", with(func(in *Input) { in.Indicators = nil }), "2026-06-01", undetermined, "monitoring.indicators.none", "", "", none},
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
			{tt.subject + " followed", good(), "2026-06-01", met, "monitoring.aim.followed", "", "", none},
			{tt.subject + " not followed", dropped, "2026-06-01", unmet, "monitoring.aim.not", "", "", none},
			{tt.subject + " followed until tomorrow", with(func(in *Input) {
				in.Indicators[0].WithdrawnOn, in.Indicators[1].WithdrawnOn = day("2026-06-02"), day("2026-06-02")
			}), "2026-06-01", met, "monitoring.aim.followed", "", "2026-06-02", unmet},
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
		{"watched", good(), "2026-06-01", met, "monitoring.watched", "", "", none},
		{"looked back at only", backwards(0), "2026-06-01", unmet, "monitoring.watched.back", "", "", none},
		{"not at all", scans(func(x *Indicator) { x.Monitors.Programmes = nil }), "2026-06-01", unmet, "monitoring.watched.not", "", "", none},
	})
	try(t, "4.5.1.measure.3", []row{
		{"of another part of the organization", with(func(in *Input) { in.Programmes[0].Origin = "the group" }), "2026-06-01", undetermined, "monitoring.programme.over", "", "", none},
		{"no programme", with(func(in *Input) { in.Programmes = nil }), "2026-06-01", undetermined, "monitoring.programme.none", "", "", none},
	})
	tryOf(t, "4.5.1.measure.3.operational", "operation gate", []row{
		{"watched", good(), "2026-06-01", met, "monitoring.watched", "", "", none},
		{"looked back at only", backwards(0), "2026-06-01", unmet, "monitoring.watched.back", "", "", none},
		{"not at all", scans(func(x *Indicator) { x.Monitors.Operations = nil }), "2026-06-01", unmet, "monitoring.watched.not", "", "", none},
		{"of an operation that ends", with(func(in *Input) { in.Operations[0].Until = day("2026-06-01") }), "2026-06-01", met, "monitoring.watched", "", "2026-06-02", none},
	})
	assert.Len(t, decide(good(), "4.5.1.measure.3.operational", "2026-06-01"), 1, "an operation without criteria is for 4.4.6")
	try(t, "4.5.1.measure.3.operational", []row{
		{"no criteria", with(func(in *Input) { in.Operations = []controls.Operation{{ID: "mail"}} }), "2026-06-01", undetermined, "monitoring.operation.loose", "", "", none},
	})
	law := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[0]) })
	}
	tryOf(t, "4.5.1.measure.3.legal", "legal requirement code", []row{
		{"watched", good(), "2026-06-01", met, "monitoring.watched", "", "", none},
		{"looked back at only", backwards(1), "2026-06-01", unmet, "monitoring.watched.back", "", "", none},
		{"not at all", with(func(in *Input) { in.Indicators[1].Monitors.Requirements = nil }), "2026-06-01", unmet, "monitoring.watched.not", "", "", none},
		{"does not apply", law(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), "2026-06-01", met, "monitoring.law.elsewhere", "determinations", "", none},
		{"not worked out", law(func(q *legal.Requirement) { q.Determinations = nil }), "2026-06-01", undetermined, "monitoring.law.open", "determinations", "", none},
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
		{"no indicator at all", with(func(in *Input) { in.Indicators = nil }), "2026-06-01", undetermined, "monitoring.indicators.none", "", "", none},
	})
}
