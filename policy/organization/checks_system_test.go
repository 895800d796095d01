package organization

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func judgement(change func(a *records.Attestation)) Input {
	return with(func(in *Input) {
		for i := range in.Attestations {
			change(&in.Attestations[i])
		}
	})
}

func TestEstablished(t *testing.T) {
	try(t, "4.1.establish", []row{
		{"in force and judged effective", good(), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"last second of the judgement", good(), "2027-02-28T23:59:59Z", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"the judgement has lapsed", good(), "2027-03-01", unmet, "judgement.lapsed", "", "", none},
		{"nobody has judged", with(func(in *Input) { in.Attestations = nil }), "2026-06-01", undetermined, "judgement.missing", "", "", none},
		{"judged not to be effective", judgement(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), "2026-06-01", unmet, "judgement.negative", "", "", none},
		{"judged before it was in force", judgement(func(a *records.Attestation) { a.MadeOn = day("2024-12-31") }), "2026-06-01", unmet, "judgement.stale", "", "", none},
		{"judged on the day it came into force", judgement(func(a *records.Attestation) { a.MadeOn = day("2025-01-01") }), "2026-06-01", met, "judgement.conforms", "", "2027-03-01", unmet},
		{"judged later than asked", good(), "2026-02-28T23:59:59Z", undetermined, "judgement.missing", "", "2026-03-01", met},
		{"in force tomorrow: not yet", good(), "2024-12-31T23:59:59Z", unmet, "organization.established.later", "in_force_from", "2025-01-01", undetermined},
		{"without a day", with(func(in *Input) { in.Establishments[0].InForceFrom = day("") }), "2026-06-01", unmet, "organization.established.undated", "in_force_from", "", none},
		{"never established", with(func(in *Input) { in.Establishments = nil }), "2026-06-01", unmet, "organization.established.not", "", "", none},
		{"set up anew since the judgement", with(func(in *Input) {
			in.Establishments = append(in.Establishments, Establishment{ID: "EST-2", InForceFrom: day("2026-05-01")})
		}), "2026-06-01", unmet, "judgement.stale", "", "", none},
	})
}

func TestScopeDefined(t *testing.T) {
	next := Scope{ID: "SC-2", Revision: "2", Units: []string{"Operations"}, Activities: []string{"storage"}, ApprovedBy: "ceo", ApprovedOn: day("2026-05-01"), EffectiveFrom: day("2026-07-01")}
	try(t, "4.1.scope", []row{
		{"in force", good(), "2026-06-01", met, "organization.scope.stated", "", "", none},
		{"parts of the organization instead of sites", with(func(in *Input) { in.Scopes[0].Sites, in.Scopes[0].Units = nil, []string{"Operations"} }), "2026-06-01", met, "organization.scope.stated", "", "", none},
		{"neither sites nor parts", with(func(in *Input) { in.Scopes[0].Sites = nil }), "2026-06-01", unmet, "organization.scope.silent", "sites", "", none},
		{"no activity", with(func(in *Input) { in.Scopes[0].Activities = nil }), "2026-06-01", unmet, "organization.scope.silent", "activities", "", none},
		{"neither where nor what", with(func(in *Input) { in.Scopes[0].Sites, in.Scopes[0].Activities = nil, nil }), "2026-06-01", unmet, "organization.scope.silent", "activities", "", none},
		{"not approved", with(func(in *Input) { in.Scopes[0].ApprovedBy = "" }), "2026-06-01", unmet, "organization.scope.draft", "approved_by", "", none},
		{"approved later than asked", with(func(in *Input) { in.Scopes[0].ApprovedOn = day("2026-06-02") }), "2026-06-01", unmet, "organization.scope.draft", "approved_on", "2026-06-02", met},
		{"takes effect tomorrow", with(func(in *Input) { in.Scopes[0].EffectiveFrom = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "organization.scope.later", "effective_from", "2026-06-02", met},
		{"approved, from no day on", with(func(in *Input) { in.Scopes[0].EffectiveFrom = day("") }), "2026-06-01", unmet, "organization.scope.undated", "effective_from", "", none},
		{"withdrawn", with(func(in *Input) { in.Scopes[0].WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "organization.scope.withdrawn", "", "", none},
		{"withdrawn tomorrow", with(func(in *Input) { in.Scopes[0].WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "organization.scope.stated", "", "2026-06-02", none},
		{"none at all", with(func(in *Input) { in.Scopes = nil }), "2026-06-01", unmet, "organization.scope.none", "", "", none},
		{"a draft beside it does not matter", with(func(in *Input) { in.Scopes = append(in.Scopes, Scope{ID: "SC-2", EffectiveFrom: day("2026-01-01")}) }), "2026-06-01", met, "organization.scope.stated", "", "", none},
		{"the next one takes its place", with(func(in *Input) { in.Scopes = append(in.Scopes, next) }), "2026-06-01", met, "organization.scope.stated", "", "2026-07-01", none},
		{"what was withdrawn does not bring back the one before", with(func(in *Input) {
			gone := next
			gone.WithdrawnOn = day("2026-08-01")
			in.Scopes = append(in.Scopes, gone)
		}), "2026-08-01", unmet, "organization.scope.withdrawn", "", "", none},
		{"withdrawn before it took effect: never took the place", with(func(in *Input) {
			gone := next
			gone.WithdrawnOn = day("2026-06-15")
			in.Scopes = append(in.Scopes, gone)
		}), "2026-08-01", met, "organization.scope.stated", "", "", none},
	})
}

func process(change func(p *OutsourcedProcess)) Input {
	return with(func(in *Input) { change(&in.OutsourcedProcesses[0]) })
}

func TestOutsourcingControlled(t *testing.T) {
	try(t, "4.1.outsourced.control", []row{
		{"a control in operation, verified", good(), "2026-06-01", met, "organization.outsourced.verified", "controls", "", none},
		{"not verified yet", good(), "2025-06-01", met, "organization.outsourced.controlled", "controls", "", none},
		{"verified today", process(func(p *OutsourcedProcess) { p.Controls[0].LastVerifiedOn = day("2026-06-01") }), "2026-06-01", met, "organization.outsourced.verified", "controls", "", none},
		{"in operation from tomorrow", good(), "2025-01-31T23:59:59Z", unmet, "organization.outsourced.uncontrolled", "controls", "2025-02-01", met},
		{"last day in operation", process(func(p *OutsourcedProcess) { p.Controls[0].Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "organization.outsourced.verified", "controls", "2026-06-02", unmet},
		{"out of operation", process(func(p *OutsourcedProcess) { p.Controls[0].Until = day("2026-05-31") }), "2026-06-01", unmet, "organization.outsourced.uncontrolled", "controls", "", none},
		{"described, but no control", process(func(p *OutsourcedProcess) { p.Controls = nil }), "2026-06-01", unmet, "organization.outsourced.uncontrolled", "controls", "", none},
		{"since when is not known", process(func(p *OutsourcedProcess) { p.Controls[0].InOperationFrom = day("") }), "2026-06-01", undetermined, "organization.outsourced.undated", "controls", "", none},
		{"since when is not known, on its last day", process(func(p *OutsourcedProcess) {
			p.Controls[0].InOperationFrom, p.Controls[0].Until = day(""), day("2026-06-01")
		}), "2026-06-01T23:59:59Z", undetermined, "organization.outsourced.undated", "controls", "2026-06-02", unmet},
		{"not decided whether it matters", process(func(p *OutsourcedProcess) { p.AffectsConformity = "" }), "2026-06-01", undetermined, "organization.outsourced.undecided", "affects_conformity", "", none},
		{"decided that nothing outsourced matters", with(func(in *Input) { in.OutsourcedProcesses = in.OutsourcedProcesses[1:] }), "2026-06-01", met, "organization.outsourced.unconcerned", "affects_conformity", "", none},
		{"none on record: nobody has said that there are none", with(func(in *Input) { in.OutsourcedProcesses = nil }), "2026-06-01", undetermined, "check.unstated", "", "", none},
		{"no longer outsourced", with(func(in *Input) {
			in.OutsourcedProcesses = in.OutsourcedProcesses[:1]
			in.OutsourcedProcesses[0].Until = day("2026-05-31")
		}), "2026-06-01", undetermined, "organization.outsourced.ended", "", "", none},
		{"last day of being outsourced", process(func(p *OutsourcedProcess) { p.Until, p.Controls = day("2026-06-01"), nil }), "2026-06-01T23:59:59Z", unmet, "organization.outsourced.uncontrolled", "controls", "2026-06-02", none},
		{"outsourced from tomorrow", with(func(in *Input) {
			in.OutsourcedProcesses = in.OutsourcedProcesses[:1]
			in.OutsourcedProcesses[0].From, in.OutsourcedProcesses[0].Controls = day("2026-06-02"), nil
		}), "2026-06-01", undetermined, "organization.outsourced.ended", "", "2026-06-02", unmet},
	})
}

func TestOutsourcingDescribed(t *testing.T) {
	try(t, "4.1.outsourced.identify", []row{
		{"described, and a role answers", good(), "2026-06-01", met, "organization.outsourced.described", "control_description", "", none},
		{"described in a document", process(func(p *OutsourcedProcess) {
			p.ControlDescription, p.DescribedIn = "", records.Ref{Kind: "document", ID: "D"}
		}), "2026-06-01", met, "organization.outsourced.elsewhere", "control_description", "", none},
		{"described nowhere", process(func(p *OutsourcedProcess) { p.ControlDescription = " " }), "2026-06-01", unmet, "organization.outsourced.silent", "control_description", "", none},
		{"nobody answers", process(func(p *OutsourcedProcess) { p.ResponsibleRole = "" }), "2026-06-01", unmet, "organization.outsourced.norole", "responsible_role", "", none},
		{"a role answers that is not there", process(func(p *OutsourcedProcess) { p.ResponsibleRole = "gone" }), "2026-06-01", unmet, "organization.outsourced.lostrole", "responsible_role", "", none},
		{"last day of the role that answers", with(func(in *Input) { in.Roles[1].Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "organization.outsourced.described", "control_description", "", none},
		{"the role that answered is abolished", with(func(in *Input) { in.Roles[1].Until = day("2026-06-01") }), "2026-06-02", unmet, "organization.outsourced.lostrole", "responsible_role", "", none},
		{"not decided whether it matters", process(func(p *OutsourcedProcess) { p.AffectsConformity = "" }), "2026-06-01", undetermined, "organization.outsourced.undecided", "affects_conformity", "", none},
	})
}
