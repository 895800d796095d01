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
		{"monitored within the interval", good(), "2026-06-01", met, "organization.expectations.watched", "expectations", "2027-02-02", unmet},
		{"last second of the interval", good(), "2027-02-01T23:59:59Z", met, "organization.expectations.watched", "expectations", "2027-02-02", unmet},
		{"the interval is over", good(), "2027-02-02", unmet, "organization.expectations.old", "expectations", "", none},
		{"monitored again, later than asked", customers(func(s *Stakeholder) { s.Expectations[1].LastMonitoredOn = day("2027-03-01") }), "2027-02-02", unmet, "organization.expectations.old", "expectations", "2027-03-01", met},
		{"none identified", customers(func(s *Stakeholder) { s.Expectations = nil }), "2026-06-01", unmet, "organization.expectations.none", "expectations", "", none},
		{"registered a short while ago", customers(func(s *Stakeholder) { s.Expectations, s.RegisteredOn = nil, day("2026-05-01") }), "2026-06-01", met, "organization.expectations.new", "expectations", "2027-05-02", unmet},
		{"identified on no day", customers(func(s *Stakeholder) { s.Expectations = []Expectation{{Text: "speed"}} }), "2026-06-01", undetermined, "organization.expectations.undated", "expectations", "", none},
		{"identified later than asked, registered nobody knows when", customers(func(s *Stakeholder) {
			s.RegisteredOn, s.Expectations = day(""), []Expectation{{Text: "speed", IdentifiedOn: day("2026-06-02")}}
		}), "2026-06-01T23:59:59Z", unmet, "organization.expectations.none", "expectations", "2026-06-02", met},
		{"no interval set", with(func(in *Input) { in.Settings = nil }), "2026-06-01", undetermined, "organization.unset", "", "", none},
		{"the interval is approved later than asked", good(), "2025-01-04T23:59:59Z", undetermined, "organization.unset", "", "2025-01-05", met},
		{"approved by nobody", with(func(in *Input) { in.Settings[0].ApprovedBy = "" }), "2026-06-01", undetermined, "organization.unset", "", "", none},
		{"the interval approved last counts", with(func(in *Input) {
			in.Settings = append(in.Settings, Setting{ID: "SET-2", Name: ExpectationInterval, Period: records.Months(3), ApprovedBy: "ceo", ApprovedOn: day("2026-05-02")})
		}), "2026-06-01", unmet, "organization.expectations.old", "expectations", "", none},
		{"that of another setting does not", with(func(in *Input) { in.Settings[0].Name = LessonsInterval }), "2026-06-01", undetermined, "organization.unset", "", "", none},
		{"a second one nobody asked", with(func(in *Input) {
			in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours"})
		}), "2026-06-01", unmet, "organization.expectations.none", "expectations", "", none},
		{"no stakeholder", with(func(in *Input) { in.Stakeholders = nil }), "2026-06-01", unmet, "organization.stakeholder.none", "", "", none},
		{"of who is none any more nothing is asked", with(func(in *Input) {
			in.Stakeholders = append(in.Stakeholders, Stakeholder{ID: "ST-2", Name: "neighbours", Until: day("2026-05-31")})
		}), "2026-06-01", met, "organization.expectations.watched", "expectations", "2027-02-02", unmet},
		{"none identified, whatever the interval", with(func(in *Input) {
			in.Settings, in.Stakeholders = nil, []Stakeholder{{ID: "ST", Name: "customers"}}
		}), "2026-06-01", unmet, "organization.expectations.none", "expectations", "", none},
		{"the only one is none any more", customers(func(s *Stakeholder) { s.Until = day("2026-05-31") }), "2026-06-01", unmet, "organization.stakeholder.none", "", "", none},
		{"registered tomorrow", customers(func(s *Stakeholder) { s.RegisteredOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "organization.stakeholder.none", "", "2026-06-02", none},
	})
}

func TestExpectationsAnswered(t *testing.T) {
	first := func(change func(e *Expectation)) Input {
		return customers(func(s *Stakeholder) { change(&s.Expectations[0]) })
	}
	due := Response{Text: "bolt seals", DueOn: day("2026-06-01")}
	try(t, "4.4.1.c.action", []row{
		{"done", good(), "2026-06-01", met, "organization.response.done", "expectations[0].response", "", none},
		{"done later than asked and not due yet", good(), "2025-04-19", met, "organization.response.due", "expectations[0].response", "", none},
		{"last second of the day it is due", first(func(e *Expectation) { e.Response = due }), "2026-06-01T23:59:59Z", met, "organization.response.due", "expectations[0].response", "2026-06-02", unmet},
		{"open after that day", first(func(e *Expectation) { e.Response = due }), "2026-06-02", unmet, "organization.response.late", "expectations[0].response.done_on", "", none},
		{"done late is done", first(func(e *Expectation) {
			e.Response = due
			e.Response.DoneOn = day("2026-06-10")
		}), "2026-06-10", met, "organization.response.done", "expectations[0].response", "", none},
		{"no response", first(func(e *Expectation) { e.Response = Response{} }), "2026-06-01", unmet, "organization.response.none", "expectations[0].response", "", none},
		{"due on no day", first(func(e *Expectation) { e.Response = Response{Text: "bolt seals"} }), "2026-06-01", undetermined, "organization.response.undated", "expectations[0].response.due_on", "", none},
		{"not decided whether it calls for one", first(func(e *Expectation) { e.NeedsResponse = "" }), "2026-06-01", undetermined, "organization.response.undecided", "expectations[0].needs_response", "", none},
		{"decided that none calls for one", first(func(e *Expectation) { e.NeedsResponse = records.No }), "2026-06-01", met, "organization.response.needless", "expectations[0].needs_response", "", none},
		{"identified tomorrow", customers(func(s *Stakeholder) {
			s.Expectations = s.Expectations[:1]
			s.Expectations[0].IdentifiedOn, s.Expectations[0].Response = day("2026-06-02"), Response{}
		}), "2026-06-01", undetermined, "organization.response.nothing", "", "2026-06-02", unmet},
		{"of somebody who is no stakeholder any more", customers(func(s *Stakeholder) { s.Until, s.Expectations[0].Response = day("2026-05-31"), Response{} }), "2026-06-01", undetermined, "organization.response.nothing", "", "", none},
		{"no stakeholder on record", with(func(in *Input) { in.Stakeholders = nil }), "2026-06-01", undetermined, "check.unstated", "", "", none},
	})
}

func TestResourcesAdequate(t *testing.T) {
	guards := func(change func(r *Resource)) Input {
		return with(func(in *Input) { change(&in.Resources[0]) })
	}
	more := Need{Amount: number("2.5"), From: day("2026-07-01"), EnteredOn: day("2026-03-01")}
	try(t, "4.4.1.d", []row{
		{"as much as needed, judged adequate", good(), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"less than needed", guards(func(r *Resource) { r.Provided[0].Amount = number("1.99") }), "2026-06-01", unmet, "organization.resource.short", "provided", "", none},
		{"not at all", guards(func(r *Resource) { r.Provided = nil }), "2026-06-01", unmet, "organization.resource.nothing", "provided", "", none},
		{"two shifts add up", guards(func(r *Resource) {
			r.Provided = []Provision{{Amount: number("1.5"), From: day("2025-01-01")}, {Amount: number("0.5"), From: day("2025-01-01")}}
		}), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"last day of what is provided", guards(func(r *Resource) { r.Provided[0].Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"no longer provided", guards(func(r *Resource) { r.Provided[0].Until = day("2026-05-31") }), "2026-06-01", unmet, "organization.resource.nothing", "provided", "", none},
		{"provided since nobody knows when", guards(func(r *Resource) { r.Provided[0].From = day("") }), "2026-06-01", undetermined, "organization.resource.undated", "provided", "", none},
		{"provided since nobody knows when, until today", guards(func(r *Resource) {
			r.Provided[0].From, r.Provided[0].Until = day(""), day("2026-06-01")
		}), "2026-06-01T23:59:59Z", undetermined, "organization.resource.undated", "provided", "2026-06-02", unmet},
		{"of another nothing is needed", with(func(in *Input) { in.Resources = append(in.Resources, Resource{ID: "X", Title: "dogs"}) }), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"when the need was entered is not known: it is when it applies", guards(func(r *Resource) {
			r.Needs = append(r.Needs, Need{Amount: number("2"), From: day("2026-03-02")})
		}), "2026-06-01", unmet, "judgement.stale", "", "", none},
		{"a higher need is to come", guards(func(r *Resource) { r.Needs = append(r.Needs, more) }), "2026-06-30T23:59:59Z", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"and has come", guards(func(r *Resource) { r.Needs = append(r.Needs, more) }), "2026-07-01", unmet, "organization.resource.short", "provided", "", none},
		{"judged on the day the need was entered", guards(func(r *Resource) { r.Needs[0].EnteredOn = day("2026-03-01") }), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"judged before the latest need was entered", guards(func(r *Resource) { r.Needs[0].EnteredOn = day("2026-03-02") }), "2026-06-01", unmet, "judgement.stale", "", "", none},
		{"a need that is entered later makes it stale then", guards(func(r *Resource) {
			r.Needs = append(r.Needs, Need{Amount: number("2"), From: day("2026-09-01"), EnteredOn: day("2026-08-01")})
		}), "2026-06-01", met, "judgement.conforms", "", "2026-08-01", unmet},
		{"nobody has judged", with(func(in *Input) { in.Attestations = nil }), "2026-06-01", undetermined, "judgement.missing", "", "", none},
		{"judged too few", judgement(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), "2026-06-01", unmet, "judgement.negative", "", "", none},
		{"the judgement has lapsed", good(), "2027-03-01", unmet, "judgement.lapsed", "", "", none},
		{"contradicted: judged adequate, but short", guards(func(r *Resource) { r.Provided[0].Amount = number("1") }), "2026-06-01", unmet, "organization.resource.short", "provided", "", none},
		{"a judgement of nothing", with(func(in *Input) { in.Resources = nil }), "2026-06-01", undetermined, "organization.resource.none", "", "2027-03-01", unmet},
		{"a bad judgement of nothing", with(func(in *Input) {
			in.Resources = nil
			in.Attestations[1].Judgement = records.DoesNotConform
		}), "2026-06-01", unmet, "judgement.negative", "", "", none},
		{"nothing needed any more", guards(func(r *Resource) {
			r.Needs, r.Provided = append(r.Needs, Need{From: day("2026-01-01"), EnteredOn: day("2026-01-01")}), nil
		}), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
	})
}
