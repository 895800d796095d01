package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestRegister(t *testing.T) {
	try(t, "4.4.4.system", []row{
		{"in force", nil, "", met, "documents.needed.held", "", "", none},
		{"none", func(in *Input) { in.Registers = nil }, "", unmet, "documents.register.none", "", "", none},
		{"approved by nobody", func(in *Input) { in.Registers[0].Revisions[0].ApprovedBy = "" }, "", unmet, "documents.needed.draft", "revisions[0].approved_by", "", none},
		{"not yet", func(in *Input) { in.Registers[0].Revisions[0].EffectiveFrom = day("2026-06-02") }, "", unmet, "documents.needed.later", "revisions[0].effective_from", "2026-06-02", met},
		{"without a day", func(in *Input) { in.Registers[0].Revisions[0].EffectiveFrom = records.Date{} }, "", unmet, "documents.needed.undated", "revisions[0].effective_from", "", none},
		{"without a revision", func(in *Input) { in.Registers[0].Revisions = nil }, "", unmet, "documents.needed.empty", "revisions", "", none},
		{"withdrawn today", func(in *Input) { in.Registers[0].Revisions[0].WithdrawnOn = day("2026-06-01") }, "", unmet, "documents.register.none", "", "", none},
		{"a draft beside it does not matter", func(in *Input) { in.Registers = append(in.Registers, Register{ID: "B", Title: "b"}) }, "", met, "documents.needed.held", "", "", none},
	})
}

func TestScopeDescription(t *testing.T) {
	try(t, "4.4.4.b", []row{
		{"of the scope in force", nil, "", met, "documents.scope.held", "", "", none},
		{"of an earlier scope", func(in *Input) { in.Documents[0].Revisions[1].Scope = "SC-0" }, "", unmet, "documents.scope.old", "revisions[1].scope", "", none},
		{"a new scope takes over", func(in *Input) {
			in.Scopes = append(in.Scopes, organization.Scope{ID: "SC-2", Revision: "2", ApprovedBy: "P", ApprovedOn: day("2026-06-01"), EffectiveFrom: day("2026-07-01")})
		}, "", met, "documents.scope.held", "", "2026-07-01", unmet},
		{"does not say of which", func(in *Input) { in.Documents[0].Revisions[1].Scope = "" }, "", unmet, "documents.scope.unnamed", "revisions[1].scope", "", none},
		{"in no register", func(in *Input) { in.Registers[0].Entries = in.Registers[0].Entries[1:] }, "", unmet, "documents.scope.unlisted", "", "", none},
		{"only a draft", func(in *Input) { in.Documents[0].Revisions = []Revision{{Number: "1"}} }, "", unmet, "documents.scope.draft", "revisions", "", none},
		{"no document", func(in *Input) { in.Documents[0].Purposes = []Purpose{Manual} }, "", unmet, "documents.scope.none", "", "", none},
		{"no register", func(in *Input) { in.Registers = nil }, "", undetermined, "documents.register.awaited", "", "", none},
		{"no scope", func(in *Input) { in.Scopes = nil }, "", undetermined, "documents.scope.awaited", "", "", none},
	})
}

func TestElements(t *testing.T) {
	annex := Document{ID: "Z", Title: "annex", Purposes: []Purpose{SystemDescription}, Revisions: []Revision{revision("1", "2026-01-01")},
		Elements: []ElementDescription{{Element: "4.2", Interaction: "leads", Procedures: []records.ID[Procedure]{"PRO"}}}}
	try(t, "4.4.4.c", []row{
		{"all described", nil, "", met, "documents.element.described", "elements[0].interaction", "", none},
		{"one left out", func(in *Input) { in.Documents[0].Elements = in.Documents[0].Elements[1:] }, "", unmet, "documents.element.leftout", "elements", "", none},
		{"no interaction", func(in *Input) { in.Documents[0].Elements[2].Interaction = " " }, "", unmet, "documents.element.alone", "elements[2].interaction", "", none},
		{"no reference", func(in *Input) { in.Documents[0].Elements[2].Documents = nil }, "", unmet, "documents.element.bare", "elements[2].documents", "", none},
		{"a reference to nothing", func(in *Input) { in.Documents[0].Elements[2].Documents[0] = "lost" }, "", unmet, "documents.element.lost", "elements[2].documents[0]", "", none},
		{"an annex has the rest", func(in *Input) {
			in.Documents[0].Elements = in.Documents[0].Elements[1:]
			in.Documents = append(in.Documents, annex)
		}, "", met, "documents.element.described", "elements[0].interaction", "", none},
		{"no description", func(in *Input) { in.Documents[0].Purposes = []Purpose{Manual} }, "", undetermined, "documents.element.awaited", "", "", none},
	})
}

func TestDemands(t *testing.T) {
	without := func(purpose Purpose) func(in *Input) {
		return func(in *Input) { in.Documents[0].Purposes = remove(in.Documents[0].Purposes, purpose) }
	}
	try(t, "4.4.4.d", []row{
		{"all listed", nil, "", met, "documents.demand.listed", "", "", none},
		{"a document missing", without(PolicyStatement), "", unmet, "documents.demand.unlisted", "entries", "", none},
		{"a procedure missing", func(in *Input) { in.Procedures[0].Purposes = remove(in.Procedures[0].Purposes, Auditing) }, "", unmet, "documents.demand.unlisted", "entries", "", none},
		{"records missing", func(in *Input) { in.Registers[0].Entries = in.Registers[0].Entries[:1] }, "", unmet, "documents.demand.unlisted", "entries", "", none},
		{"a series for the whole clause", func(in *Input) {
			in.Series[0].Requirements = append(remove(in.Series[0].Requirements, "4.6.records"), "4.6")
		}, "", met, "documents.demand.listed", "", "", none},
		{"a procedure listed by itself", func(in *Input) {
			in.Procedures[0].Document = ""
			in.Registers[0].Entries = append(in.Registers[0].Entries, Entry{Procedure: "PRO"})
		}, "", met, "documents.demand.listed", "", "", none},
		{"no register", func(in *Input) { in.Registers = nil }, "", undetermined, "documents.register.awaited", "", "", none},
	})
	in := good()
	in.Series[0].Requirements = remove(in.Series[0].Requirements, "4.5.1.calibration.records")
	assert.Equal(t, unmet, decide(in, "4.4.4.d", "2026-06-01")[0].Status)
	in.Statements = []conformity.Statement{{ID: "s", Condition: "monitoring-equipment", Reason: "none", By: "P", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}}
	assert.Equal(t, met, decide(in, "4.4.4.d", "2026-06-01")[0].Status)
	for _, d := range Demands() {
		_, known := conformity.ByID(d.Requirement)
		assert.True(t, known, d.Requirement)
	}
}

func remove[T comparable](list []T, x T) []T {
	var rest []T
	for _, y := range list {
		if y != x {
			rest = append(rest, y)
		}
	}
	return rest
}

func TestSensitivity(t *testing.T) {
	try(t, "4.4.4.sensitivity", []row{
		{"classified", nil, "", met, "documents.class.set", "sensitivity", "", none},
		{"a document is not", func(in *Input) { in.Documents[0].Sensitivity = "" }, "", unmet, "documents.class.unset", "sensitivity", "", none},
		{"a series is not", func(in *Input) { in.Series[0].Sensitivity = "" }, "", unmet, "documents.class.unset", "sensitivity", "", none},
		{"a class that is not there", func(in *Input) { in.Series[0].Sensitivity = "secret" }, "", unmet, "documents.class.lost", "sensitivity", "", none},
		{"withdrawn and not archived", func(in *Input) {
			in.Documents[1].Sensitivity, in.Documents[1].Archive = "", Archive{}
		}, "", met, "documents.class.set", "sensitivity", "", none},
		{"a series that is over", func(in *Input) { in.Series[0].Sensitivity, in.Series[0].Until = "", day("2026-05-31") }, "", met, "documents.class.set", "sensitivity", "", none},
	})
}

func TestAccess(t *testing.T) {
	try(t, "4.4.4.access", []row{
		{"guarded, and followed up", nil, "", met, "documents.event.followed", "follow_up", "", none},
		{"no measure", func(in *Input) { in.Classifications[1].AccessMeasures = nil }, "", unmet, "documents.access.bare", "access_measures", "", none},
		{"a measure that ends", func(in *Input) {
			in.Classifications[1].AccessMeasures[0].Until, in.AccessEvents = day("2026-06-01"), nil
		}, "", met, "documents.access.guarded", "access_measures", "2026-06-02", unmet},
		{"not decided whether public", func(in *Input) { in.Classifications[1].Public = "" }, "", undetermined, "documents.access.open", "public", "", none},
		{"no follow-up", func(in *Input) { in.AccessEvents[0].FollowUp = FollowUp{} }, "", unmet, "documents.event.left", "follow_up", "", none},
		{"followed up tomorrow", func(in *Input) { in.AccessEvents[0].FollowUp.On = day("2026-06-02") }, "", unmet, "documents.event.left", "follow_up", "2026-06-02", met},
		{"not decided whether allowed", func(in *Input) { in.AccessEvents[0].Authorized = "" }, "", undetermined, "documents.event.open", "authorized", "", none},
		{"an event that has not happened", func(in *Input) {
			in.AccessEvents[0] = AccessEvent{ID: "E", On: day("2026-06-02"), Authorized: records.No}
		}, "", met, "documents.access.guarded", "access_measures", "", none},
	})
}
