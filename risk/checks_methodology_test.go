package risk_test

import (
	"testing"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// method changes the methodology: approved on 2025-12-01, effective from 2026-01-01.
func method(change func(*risk.Methodology)) func(*risk.Input) {
	return func(in *risk.Input) { change(&in.Methodologies[0]) }
}

func TestMethodologyAtAll(t *testing.T) {
	askAll(t, "4.3.1.method.a", nil, []asked{
		{"one is in force", nil, today, none, "", ""},
		{"none is on record", func(in *risk.Input) { in.Methodologies = nil }, today, unmet, "risk.methodology.none", ""},
		{"the one there is was approved by nobody", method(func(m *risk.Methodology) { m.ApprovedBy = "" }), today, unmet, "risk.methodology.draft", ""},
		{"it is approved later", method(func(m *risk.Methodology) { m.ApprovedOn = day("2026-06-02") }), today, unmet, "risk.methodology.draft", "2026-06-02T00:00:00Z"},
		{"it takes effect later", method(func(m *risk.Methodology) { m.EffectiveFrom = day("2026-06-02") }), today, unmet, "risk.methodology.later", "2026-06-02T00:00:00Z"},
		{"it does not say from when it applies", method(func(m *risk.Methodology) { m.EffectiveFrom = records.Date{} }), today, unmet, "risk.methodology.undated", ""},
		{"it was withdrawn", method(func(m *risk.Methodology) { m.WithdrawnOn = day("2026-06-01") }), today, unmet, "risk.methodology.withdrawn", ""},
		{"it was withdrawn, and the one before does not come back", func(in *risk.Input) {
			in.Methodologies = append(in.Methodologies, in.Methodologies[0])
			in.Methodologies[1].ID, in.Methodologies[1].EffectiveFrom, in.Methodologies[1].WithdrawnOn = "M-2", day("2026-05-01"), day("2026-06-01")
		}, today, unmet, "risk.methodology.withdrawn", ""},
	})
}

func TestMethodologyDefined(t *testing.T) {
	askAll(t, "4.3.1.method.a", risk.Methodology{ID: "M-1"}, []asked{
		{"scope, nature and timing", nil, today, met, "risk.methodology.defined", ""},
		{"no nature", method(func(m *risk.Methodology) { m.Nature = "" }), today, unmet, "risk.methodology.silent", ""},
		{"no timing", method(func(m *risk.Methodology) { m.Timing = nil }), today, unmet, "risk.methodology.silent", ""},
		{"only after events", method(func(m *risk.Methodology) { m.Timing = []risk.Timing{{Occasion: risk.AfterEvent}} }), today, unmet, "risk.methodology.reactive", ""},
		{"before changes is ahead of events", method(func(m *risk.Methodology) { m.Timing = []risk.Timing{{Occasion: risk.BeforeChange}} }), today, met, "risk.methodology.defined", ""},
		{"not in force yet", nil, "2025-12-31T23:59:59Z", none, "", "?"},
		{"another one has taken its place", func(in *risk.Input) {
			in.Methodologies = append(in.Methodologies, in.Methodologies[0])
			in.Methodologies[1].ID, in.Methodologies[1].EffectiveFrom = "M-2", day("2026-06-01")
		}, today, none, "", ""},
	})
}

func TestSourceConsulted(t *testing.T) {
	source := func(change func(*risk.Source)) func(*risk.Input) {
		return func(in *risk.Input) { change(&in.Sources[0]) }
	}
	askAll(t, "4.3.1.method.b", risk.Source{ID: "S-1"}, []asked{
		{"consulted on 2026-05-10, every 30 days", nil, today, met, "risk.source.fresh", "2026-06-10T00:00:00Z"},
		{"last second of the thirtieth day after", nil, "2026-06-09T23:59:59Z", met, "risk.source.fresh", "2026-06-10T00:00:00Z"},
		{"the interval is over", nil, "2026-06-10T00:00:00Z", unmet, "risk.source.late", ""},
		{"consulted again later than asked", source(func(s *risk.Source) { s.ConsultedOn = append(s.ConsultedOn, day("2026-06-20")) }), "2026-06-10T00:00:00Z", unmet, "risk.source.late", "2026-06-20T00:00:00Z"},
		{"the order of the days does not matter", source(func(s *risk.Source) { s.ConsultedOn = []records.Date{day("2026-05-20"), day("2026-05-10")} }), today, met, "risk.source.fresh", "2026-06-20T00:00:00Z"},
		{"information came from it since", func(in *risk.Input) {
			in.Intelligence = append(in.Intelligence, risk.Intelligence{ID: "I-2", Source: "S-1", CollectedOn: day("2026-05-20")})
		}, today, met, "risk.source.fresh", "2026-06-20T00:00:00Z"},
		{"never, and the methodology took effect long ago", source(func(s *risk.Source) { s.ConsultedOn = nil }), today, unmet, "risk.source.never", ""},
		{"never, but it was taken up only now", source(func(s *risk.Source) { s.ConsultedOn, s.Since = nil, day("2026-05-15") }), today, met, "risk.source.due", "2026-06-15T00:00:00Z"},
		{"to be consulted only from a day to come", source(func(s *risk.Source) { s.ConsultedOn, s.Since = nil, day("2026-07-01") }), today, none, "", "?"},
		{"nobody said how often", source(func(s *risk.Source) { s.Interval = records.Period{} }), today, undetermined, "risk.source.unset", ""},
		{"the methodology does not name it", method(func(m *risk.Methodology) { m.Sources = m.Sources[1:] }), today, none, "", ""},
		{"the methodology is not in force", method(func(m *risk.Methodology) { m.ApprovedBy = "" }), today, none, "", ""},
	})
}

// The judgement is of the methodology, and for the scope, that there were on its day.
func TestMethodologySuits(t *testing.T) {
	askAll(t, "4.3.1.proportionate", risk.Methodology{ID: "M-1"}, []asked{
		{"judged to suit", nil, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"nobody has judged", func(in *risk.Input) { in.Attestations = nil }, today, undetermined, "judgement.missing", ""},
		{"the scope has changed since", func(in *risk.Input) { in.Scopes[0].EffectiveFrom = day("2026-03-02") }, today, unmet, "judgement.stale", ""},
		{"the scope changes later", func(in *risk.Input) {
			in.Scopes = append(in.Scopes, in.Scopes[0])
			in.Scopes[1].ID, in.Scopes[1].EffectiveFrom = "SC-2", day("2026-07-01")
		}, today, met, "judgement.conforms", "2026-07-01T00:00:00Z"},
		{"on the same day", func(in *risk.Input) { in.Scopes[0].EffectiveFrom = day("2026-03-01") }, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"no scope is in force", func(in *risk.Input) { in.Scopes = nil }, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
	})
}

func TestPolicySuits(t *testing.T) {
	askAll(t, "4.2.d", policy.Policy{ID: "POL-1"}, []asked{
		{"judged to suit", nil, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"a significant threat was added on the same day", func(in *risk.Input) { in.Threats[0].AddedOn = day("2026-03-01") }, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"one was added since", func(in *risk.Input) { in.Threats[0].AddedOn = day("2026-03-02") }, today, unmet, "judgement.stale", ""},
		{"one is added later", func(in *risk.Input) { in.Threats[0].AddedOn = day("2026-07-01") }, today, met, "judgement.conforms", "2026-07-01T00:00:00Z"},
		{"one that is not significant was added since", func(in *risk.Input) { in.Threats[1].AddedOn = day("2026-03-02") }, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"one was added since, and withdrawn", func(in *risk.Input) {
			in.Threats[0].AddedOn, in.Threats[0].WithdrawnOn = day("2026-03-02"), day("2026-06-01")
		}, today, met, "judgement.conforms", "2027-03-02T00:00:00Z"},
		{"the scope has changed since", func(in *risk.Input) { in.Scopes[0].EffectiveFrom = day("2026-03-02") }, today, unmet, "judgement.stale", ""},
		{"a later revision of the policy takes effect", func(in *risk.Input) {
			later := in.Policies[0].Revisions[0]
			later.Number, later.EffectiveFrom = "2", day("2026-07-01")
			in.Policies[0].Revisions = append(in.Policies[0].Revisions, later)
		}, today, met, "judgement.conforms", "2026-07-01T00:00:00Z"},
	})
}
