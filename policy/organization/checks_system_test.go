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
		{Name: "in force and judged effective", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "last second of the judgement", In: good(), At: "2027-02-28T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "the judgement has lapsed", In: good(), At: "2027-03-01", Want: unmet, Message: "judgement.lapsed"},
		{Name: "nobody has judged", In: with(func(in *Input) { in.Attestations = nil }), Want: undetermined, Message: "judgement.missing"},
		{Name: "judged not to be effective", In: judgement(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
		{Name: "judged before it was in force", In: judgement(func(a *records.Attestation) { a.MadeOn = day("2024-12-31") }), Want: unmet, Message: "judgement.stale"},
		{Name: "judged on the day it came into force", In: judgement(func(a *records.Attestation) { a.MadeOn = day("2025-01-01") }), Want: met, Message: "judgement.conforms", Lapses: "2027-03-01", Becomes: unmet},
		{Name: "judged later than asked", In: good(), At: "2026-02-28T23:59:59Z", Want: undetermined, Message: "judgement.missing", Lapses: "2026-03-01", Becomes: met},
		{Name: "in force tomorrow: not yet", In: good(), At: "2024-12-31T23:59:59Z", Want: unmet, Message: "organization.established.later", Field: "in_force_from", Lapses: "2025-01-01", Becomes: undetermined},
		{Name: "without a day", In: with(func(in *Input) { in.Establishments[0].InForceFrom = day("") }), Want: unmet, Message: "organization.established.undated", Field: "in_force_from"},
		{Name: "never established", In: with(func(in *Input) { in.Establishments = nil }), Want: unmet, Message: "organization.established.not"},
		{Name: "set up anew since the judgement", In: with(func(in *Input) {
			in.Establishments = append(in.Establishments, Establishment{ID: "EST-2", InForceFrom: day("2026-05-01")})
		}), Want: unmet, Message: "judgement.stale"},
	})
}

func TestScopeDefined(t *testing.T) {
	next := Scope{ID: "SC-2", Revision: "2", Units: []string{"Operations"}, Activities: []string{"storage"}, ApprovedBy: "ceo", ApprovedOn: day("2026-05-01"), EffectiveFrom: day("2026-07-01")}
	try(t, "4.1.scope", []row{
		{Name: "in force", In: good(), Want: met, Message: "organization.scope.stated"},
		{Name: "parts of the organization instead of sites", In: with(func(in *Input) { in.Scopes[0].Sites, in.Scopes[0].Units = nil, []string{"Operations"} }), Want: met, Message: "organization.scope.stated"},
		{Name: "neither sites nor parts", In: with(func(in *Input) { in.Scopes[0].Sites = nil }), Want: unmet, Message: "organization.scope.silent", Field: "sites"},
		{Name: "no activity", In: with(func(in *Input) { in.Scopes[0].Activities = nil }), Want: unmet, Message: "organization.scope.silent", Field: "activities"},
		{Name: "neither where nor what", In: with(func(in *Input) { in.Scopes[0].Sites, in.Scopes[0].Activities = nil, nil }), Want: unmet, Message: "organization.scope.silent", Field: "activities"},
		{Name: "not approved", In: with(func(in *Input) { in.Scopes[0].ApprovedBy = "" }), Want: unmet, Message: "organization.scope.draft", Field: "approved_by"},
		{Name: "approved later than asked", In: with(func(in *Input) { in.Scopes[0].ApprovedOn = day("2026-06-02") }), Want: unmet, Message: "organization.scope.draft", Field: "approved_on", Lapses: "2026-06-02", Becomes: met},
		{Name: "takes effect tomorrow", In: with(func(in *Input) { in.Scopes[0].EffectiveFrom = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.scope.later", Field: "effective_from", Lapses: "2026-06-02", Becomes: met},
		{Name: "approved, from no day on", In: with(func(in *Input) { in.Scopes[0].EffectiveFrom = day("") }), Want: unmet, Message: "organization.scope.undated", Field: "effective_from"},
		{Name: "withdrawn", In: with(func(in *Input) { in.Scopes[0].WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "organization.scope.withdrawn"},
		{Name: "withdrawn tomorrow", In: with(func(in *Input) { in.Scopes[0].WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.scope.stated", Lapses: "2026-06-02"},
		{Name: "none at all", In: with(func(in *Input) { in.Scopes = nil }), Want: unmet, Message: "organization.scope.none"},
		{Name: "a draft beside it does not matter", In: with(func(in *Input) { in.Scopes = append(in.Scopes, Scope{ID: "SC-2", EffectiveFrom: day("2026-01-01")}) }), Want: met, Message: "organization.scope.stated"},
		{Name: "the next one takes its place", In: with(func(in *Input) { in.Scopes = append(in.Scopes, next) }), Want: met, Message: "organization.scope.stated", Lapses: "2026-07-01"},
		{Name: "what was withdrawn does not bring back the one before", In: with(func(in *Input) {
			gone := next
			gone.WithdrawnOn = day("2026-08-01")
			in.Scopes = append(in.Scopes, gone)
		}), At: "2026-08-01", Want: unmet, Message: "organization.scope.withdrawn"},
		{Name: "withdrawn before it took effect: never took the place", In: with(func(in *Input) {
			gone := next
			gone.WithdrawnOn = day("2026-06-15")
			in.Scopes = append(in.Scopes, gone)
		}), At: "2026-08-01", Want: met, Message: "organization.scope.stated"},
	})
}

func process(change func(p *OutsourcedProcess)) Input {
	return with(func(in *Input) { change(&in.OutsourcedProcesses[0]) })
}

func TestOutsourcingControlled(t *testing.T) {
	try(t, "4.1.outsourced.control", []row{
		{Name: "a control in operation, verified", In: good(), Want: met, Message: "organization.outsourced.verified", Field: "controls"},
		{Name: "not verified yet", In: good(), At: "2025-06-01", Want: met, Message: "organization.outsourced.controlled", Field: "controls"},
		{Name: "verified today", In: process(func(p *OutsourcedProcess) { p.Controls[0].LastVerifiedOn = day("2026-06-01") }), Want: met, Message: "organization.outsourced.verified", Field: "controls"},
		{Name: "in operation from tomorrow", In: good(), At: "2025-01-31T23:59:59Z", Want: unmet, Message: "organization.outsourced.uncontrolled", Field: "controls", Lapses: "2025-02-01", Becomes: met},
		{Name: "last day in operation", In: process(func(p *OutsourcedProcess) { p.Controls[0].Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.outsourced.verified", Field: "controls", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "out of operation", In: process(func(p *OutsourcedProcess) { p.Controls[0].Until = day("2026-05-31") }), Want: unmet, Message: "organization.outsourced.uncontrolled", Field: "controls"},
		{Name: "described, but no control", In: process(func(p *OutsourcedProcess) { p.Controls = nil }), Want: unmet, Message: "organization.outsourced.uncontrolled", Field: "controls"},
		{Name: "since when is not known", In: process(func(p *OutsourcedProcess) { p.Controls[0].InOperationFrom = day("") }), Want: undetermined, Message: "organization.outsourced.undated", Field: "controls"},
		{Name: "since when is not known, on its last day", In: process(func(p *OutsourcedProcess) {
			p.Controls[0].InOperationFrom, p.Controls[0].Until = day(""), day("2026-06-01")
		}), At: "2026-06-01T23:59:59Z", Want: undetermined, Message: "organization.outsourced.undated", Field: "controls", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "not decided whether it matters", In: process(func(p *OutsourcedProcess) { p.AffectsConformity = "" }), Want: undetermined, Message: "organization.outsourced.undecided", Field: "affects_conformity"},
		{Name: "decided that nothing outsourced matters", In: with(func(in *Input) { in.OutsourcedProcesses = in.OutsourcedProcesses[1:] }), Want: met, Message: "organization.outsourced.unconcerned", Field: "affects_conformity"},
		{Name: "none on record: nobody has said that there are none", In: with(func(in *Input) { in.OutsourcedProcesses = nil }), Want: undetermined, Message: "check.unstated"},
		{Name: "no longer outsourced", In: with(func(in *Input) {
			in.OutsourcedProcesses = in.OutsourcedProcesses[:1]
			in.OutsourcedProcesses[0].Until = day("2026-05-31")
		}), Want: undetermined, Message: "organization.outsourced.ended"},
		{Name: "last day of being outsourced", In: process(func(p *OutsourcedProcess) { p.Until, p.Controls = day("2026-06-01"), nil }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.outsourced.uncontrolled", Field: "controls", Lapses: "2026-06-02"},
		{Name: "outsourced from tomorrow", In: with(func(in *Input) {
			in.OutsourcedProcesses = in.OutsourcedProcesses[:1]
			in.OutsourcedProcesses[0].From, in.OutsourcedProcesses[0].Controls = day("2026-06-02"), nil
		}), Want: undetermined, Message: "organization.outsourced.ended", Lapses: "2026-06-02", Becomes: unmet},
	})
}

func TestOutsourcingDescribed(t *testing.T) {
	try(t, "4.1.outsourced.identify", []row{
		{Name: "described, and a role answers", In: good(), Want: met, Message: "organization.outsourced.described", Field: "control_description"},
		{Name: "described in a document", In: process(func(p *OutsourcedProcess) {
			p.ControlDescription, p.DescribedIn = "", records.Ref{Kind: "document", ID: "D"}
		}), Want: met, Message: "organization.outsourced.elsewhere", Field: "control_description"},
		{Name: "described nowhere", In: process(func(p *OutsourcedProcess) { p.ControlDescription = " " }), Want: unmet, Message: "organization.outsourced.silent", Field: "control_description"},
		{Name: "nobody answers", In: process(func(p *OutsourcedProcess) { p.ResponsibleRole = "" }), Want: unmet, Message: "organization.outsourced.norole", Field: "responsible_role"},
		{Name: "a role answers that is not there", In: process(func(p *OutsourcedProcess) { p.ResponsibleRole = "gone" }), Want: unmet, Message: "organization.outsourced.lostrole", Field: "responsible_role"},
		{Name: "last day of the role that answers", In: with(func(in *Input) { in.Roles[1].Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.outsourced.described", Field: "control_description"},
		{Name: "the role that answered is abolished", In: with(func(in *Input) { in.Roles[1].Until = day("2026-06-01") }), At: "2026-06-02", Want: unmet, Message: "organization.outsourced.lostrole", Field: "responsible_role"},
		{Name: "not decided whether it matters", In: process(func(p *OutsourcedProcess) { p.AffectsConformity = "" }), Want: undetermined, Message: "organization.outsourced.undecided", Field: "affects_conformity"},
	})
}
