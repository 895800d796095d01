package organization

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func customers(change func(s *Stakeholder)) Input {
	return with(func(in *Input) { change(&in.Stakeholders[0]) })
}

func TestExpectationsWatched(t *testing.T) {
	try(t, "4.4.1.c", []row{
		{Name: "monitored within the interval", In: good(), Want: met, Message: "organization.expectations.watched", Field: "expectations", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "last second of the interval", In: good(), At: "2027-02-01T23:59:59Z", Want: met, Message: "organization.expectations.watched", Field: "expectations", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "the interval is over", In: good(), At: "2027-02-02", Want: unmet, Message: "organization.expectations.old", Field: "expectations"},
		{Name: "monitored again, later than asked", In: customers(func(s *Stakeholder) { s.Expectations[1].LastMonitoredOn = day("2027-03-01") }), At: "2027-02-02", Want: unmet, Message: "organization.expectations.old", Field: "expectations", Lapses: "2027-03-01", Becomes: met},
		{Name: "none identified", In: customers(func(s *Stakeholder) { s.Expectations = nil }), Want: unmet, Message: "organization.expectations.none", Field: "expectations"},
		{Name: "registered a short while ago", In: customers(func(s *Stakeholder) { s.Expectations, s.RegisteredOn = nil, day("2026-05-01") }), Want: met, Message: "organization.expectations.new", Field: "expectations", Lapses: "2027-05-02", Becomes: unmet},
		{Name: "identified on no day", In: customers(func(s *Stakeholder) { s.Expectations = []Expectation{{Text: "speed"}} }), Want: undetermined, Message: "organization.expectations.undated", Field: "expectations"},
		{Name: "identified later than asked, registered nobody knows when", In: customers(func(s *Stakeholder) {
			s.RegisteredOn, s.Expectations = day(""), []Expectation{{Text: "speed", IdentifiedOn: day("2026-06-02")}}
		}), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.expectations.none", Field: "expectations", Lapses: "2026-06-02", Becomes: met},
		{Name: "no interval set", In: with(func(in *Input) { in.Settings = nil }), Want: undetermined, Message: "organization.unset"},
		{Name: "the interval is approved later than asked", In: good(), At: "2025-01-04T23:59:59Z", Want: undetermined, Message: "organization.unset", Lapses: "2025-01-05", Becomes: met},
		{Name: "approved by nobody", In: with(func(in *Input) { in.Settings[0].ApprovedBy = "" }), Want: undetermined, Message: "organization.unset"},
		{Name: "the interval approved last counts", In: with(func(in *Input) {
			in.Settings = append(in.Settings, Setting{ID: "SET-2", Name: ExpectationInterval, Period: records.Months(3), ApprovedBy: "ceo", ApprovedOn: day("2026-05-02")})
		}), Want: unmet, Message: "organization.expectations.old", Field: "expectations"},
		{Name: "that of another setting does not", In: with(func(in *Input) { in.Settings[0].Name = LessonsInterval }), Want: undetermined, Message: "organization.unset"},
		{Name: "a second one nobody asked", In: with(func(in *Input) {
			in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours"})
		}), Want: unmet, Message: "organization.expectations.none", Field: "expectations"},
		{Name: "no stakeholder", In: with(func(in *Input) { in.Stakeholders = nil }), Want: unmet, Message: "organization.stakeholder.none"},
		{Name: "of who is none any more nothing is asked", In: with(func(in *Input) {
			in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours", Until: day("2026-05-31")})
		}), Want: met, Message: "organization.expectations.watched", Field: "expectations", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "none identified, whatever the interval", In: with(func(in *Input) {
			in.Settings, in.Stakeholders = nil, []Stakeholder{{ID: "ST", Name: "customers"}}
		}), Want: unmet, Message: "organization.expectations.none", Field: "expectations"},
		{Name: "the only one is none any more", In: customers(func(s *Stakeholder) { s.Until = day("2026-05-31") }), Want: unmet, Message: "organization.stakeholder.none"},
		{Name: "registered tomorrow", In: customers(func(s *Stakeholder) { s.RegisteredOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.stakeholder.none", Lapses: "2026-06-02"},
	})
}

func TestExpectationsAnswered(t *testing.T) {
	first := func(change func(e *Expectation)) Input {
		return customers(func(s *Stakeholder) { change(&s.Expectations[0]) })
	}
	due := Response{Text: "bolt seals", DueOn: day("2026-06-01")}
	try(t, "4.4.1.c.action", []row{
		{Name: "done", In: good(), Want: met, Message: "organization.response.done", Field: "expectations[0].response"},
		{Name: "done later than asked and not due yet", In: good(), At: "2025-04-19", Want: met, Message: "organization.response.due", Field: "expectations[0].response"},
		{Name: "last second of the day it is due", In: first(func(e *Expectation) { e.Response = due }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.response.due", Field: "expectations[0].response", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "open after that day", In: first(func(e *Expectation) { e.Response = due }), At: "2026-06-02", Want: unmet, Message: "organization.response.late", Field: "expectations[0].response.done_on"},
		{Name: "done late is done", In: first(func(e *Expectation) {
			e.Response = due
			e.Response.DoneOn = day("2026-06-10")
		}), At: "2026-06-10", Want: met, Message: "organization.response.done", Field: "expectations[0].response"},
		{Name: "no response", In: first(func(e *Expectation) { e.Response = Response{} }), Want: unmet, Message: "organization.response.none", Field: "expectations[0].response"},
		{Name: "due on no day", In: first(func(e *Expectation) { e.Response = Response{Text: "bolt seals"} }), Want: undetermined, Message: "organization.response.undated", Field: "expectations[0].response.due_on"},
		{Name: "not decided whether it calls for one", In: first(func(e *Expectation) { e.NeedsResponse = "" }), Want: undetermined, Message: "organization.response.undecided", Field: "expectations[0].needs_response"},
		{Name: "decided that none calls for one", In: first(func(e *Expectation) { e.NeedsResponse = records.No }), Want: met, Message: "organization.response.needless", Field: "expectations[0].needs_response"},
		{Name: "identified tomorrow", In: customers(func(s *Stakeholder) {
			s.Expectations = s.Expectations[:1]
			s.Expectations[0].IdentifiedOn, s.Expectations[0].Response = day("2026-06-02"), Response{}
		}), Want: undetermined, Message: "organization.response.nothing", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "of somebody who is no stakeholder any more", In: customers(func(s *Stakeholder) { s.Until, s.Expectations[0].Response = day("2026-05-31"), Response{} }), Want: undetermined, Message: "organization.response.nothing"},
		{Name: "no stakeholder on record", In: with(func(in *Input) { in.Stakeholders = nil }), Want: undetermined, Message: "check.unstated"},
	})
}

func TestResourcesAdequate(t *testing.T) {
	guards := func(change func(r *Resource)) Input {
		return with(func(in *Input) { change(&in.Resources[0]) })
	}
	more := Need{Amount: number("2.5"), From: day("2026-07-01"), EnteredOn: day("2026-03-01")}
	try(t, "4.4.1.d", []row{
		{Name: "as much as needed, judged adequate", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "less than needed", In: guards(func(r *Resource) { r.Provided[0].Amount = number("1.99") }), Want: unmet, Message: "organization.resource.short", Field: "provided"},
		{Name: "not at all", In: guards(func(r *Resource) { r.Provided = nil }), Want: unmet, Message: "organization.resource.nothing", Field: "provided"},
		{Name: "two shifts add up", In: guards(func(r *Resource) {
			r.Provided = []Provision{{Amount: number("1.5"), From: day("2025-01-01")}, {Amount: number("0.5"), From: day("2025-01-01")}}
		}), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "last day of what is provided", In: guards(func(r *Resource) { r.Provided[0].Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "no longer provided", In: guards(func(r *Resource) { r.Provided[0].Until = day("2026-05-31") }), Want: unmet, Message: "organization.resource.nothing", Field: "provided"},
		{Name: "provided since nobody knows when", In: guards(func(r *Resource) { r.Provided[0].From = day("") }), Want: undetermined, Message: "organization.resource.undated", Field: "provided"},
		{Name: "provided since nobody knows when, until today", In: guards(func(r *Resource) {
			r.Provided[0].From, r.Provided[0].Until = day(""), day("2026-06-01")
		}), At: "2026-06-01T23:59:59Z", Want: undetermined, Message: "organization.resource.undated", Field: "provided", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "of another nothing is needed", In: with(func(in *Input) { in.Resources = append(in.Resources, Resource{ID: "X", Title: "dogs"}) }), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "when the need was entered is not known: it is when it applies", In: guards(func(r *Resource) {
			r.Needs = append(r.Needs, Need{Amount: number("2"), From: day("2026-03-02")})
		}), Want: unmet, Message: "judgement.stale"},
		{Name: "a higher need is to come", In: guards(func(r *Resource) { r.Needs = append(r.Needs, more) }), At: "2026-06-30T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "and has come", In: guards(func(r *Resource) { r.Needs = append(r.Needs, more) }), At: "2026-07-01", Want: unmet, Message: "organization.resource.short", Field: "provided"},
		{Name: "judged on the day the need was entered", In: guards(func(r *Resource) { r.Needs[0].EnteredOn = day("2026-03-01") }), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "judged before the latest need was entered", In: guards(func(r *Resource) { r.Needs[0].EnteredOn = day("2026-03-02") }), Want: unmet, Message: "judgement.stale"},
		{Name: "a need that is entered later makes it stale then", In: guards(func(r *Resource) {
			r.Needs = append(r.Needs, Need{Amount: number("2"), From: day("2026-09-01"), EnteredOn: day("2026-08-01")})
		}), Want: met, Message: "judgement.conforms", Lapses: "2026-08-01", Becomes: unmet},
		{Name: "nobody has judged", In: with(func(in *Input) { in.Attestations = nil }), Want: undetermined, Message: "judgement.missing"},
		{Name: "judged too few", In: judgement(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
		{Name: "the judgement has lapsed", In: good(), At: "2027-03-01", Want: unmet, Message: "judgement.lapsed"},
		{Name: "contradicted: judged adequate, but short", In: guards(func(r *Resource) { r.Provided[0].Amount = number("1") }), Want: unmet, Message: "organization.resource.short", Field: "provided"},
		{Name: "a judgement of nothing", In: with(func(in *Input) { in.Resources = nil }), Want: undetermined, Message: "organization.resource.none", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "a bad judgement of nothing", In: with(func(in *Input) {
			in.Resources = nil
			in.Attestations[1].Judgement = records.DoesNotConform
		}), Want: unmet, Message: "judgement.negative"},
		{Name: "nothing needed any more", In: guards(func(r *Resource) {
			r.Needs, r.Provided = append(r.Needs, Need{From: day("2026-01-01"), EnteredOn: day("2026-01-01")}), nil
		}), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
	})
}
