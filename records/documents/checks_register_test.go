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
		{Name: "in force", In: good(), Want: met, Message: "documents.needed.held"},
		{Name: "none", In: with(func(in *Input) { in.Registers = nil }), Want: unmet, Message: "documents.register.none"},
		{Name: "approved by nobody", In: with(func(in *Input) { in.Registers[0].Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "documents.needed.draft", Field: "revisions[0].approved_by"},
		{Name: "not yet", In: with(func(in *Input) { in.Registers[0].Revisions[0].EffectiveFrom = day("2026-06-02") }), Want: unmet, Message: "documents.needed.later", Field: "revisions[0].effective_from", Lapses: "2026-06-02", Becomes: met},
		{Name: "without a day", In: with(func(in *Input) { in.Registers[0].Revisions[0].EffectiveFrom = records.Date{} }), Want: unmet, Message: "documents.needed.undated", Field: "revisions[0].effective_from"},
		{Name: "without a revision", In: with(func(in *Input) { in.Registers[0].Revisions = nil }), Want: unmet, Message: "documents.needed.empty", Field: "revisions"},
		{Name: "withdrawn today", In: with(func(in *Input) { in.Registers[0].Revisions[0].WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "documents.register.none"},
		{Name: "a draft beside it does not matter", In: with(func(in *Input) { in.Registers = append(in.Registers, Register{ID: "B", Title: "b"}) }), Want: met, Message: "documents.needed.held"},
	})
}

func TestScopeDescription(t *testing.T) {
	try(t, "4.4.4.b", []row{
		{Name: "of the scope in force", In: good(), Want: met, Message: "documents.scope.held"},
		{Name: "of an earlier scope", In: with(func(in *Input) { in.Documents[0].Revisions[1].Scope = "SC-0" }), Want: unmet, Message: "documents.scope.old", Field: "revisions[1].scope"},
		{Name: "a new scope takes over", In: with(func(in *Input) {
			in.Scopes = append(in.Scopes, organization.Scope{ID: "SC-2", Revision: "2", ApprovedBy: "P", ApprovedOn: day("2026-06-01"), EffectiveFrom: day("2026-07-01")})
		}), Want: met, Message: "documents.scope.held", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "does not say of which", In: with(func(in *Input) { in.Documents[0].Revisions[1].Scope = "" }), Want: unmet, Message: "documents.scope.unnamed", Field: "revisions[1].scope"},
		{Name: "in no register", In: with(func(in *Input) { in.Registers[0].Entries = in.Registers[0].Entries[1:] }), Want: unmet, Message: "documents.scope.unlisted"},
		{Name: "only a draft", In: with(func(in *Input) { in.Documents[0].Revisions = []Revision{{Number: "1"}} }), Want: unmet, Message: "documents.scope.draft", Field: "revisions"},
		{Name: "no document", In: with(func(in *Input) { in.Documents[0].Purposes = []Purpose{Manual} }), Want: unmet, Message: "documents.scope.none"},
		{Name: "no register", In: with(func(in *Input) { in.Registers = nil }), Want: undetermined, Message: "documents.register.awaited"},
		{Name: "no scope", In: with(func(in *Input) { in.Scopes = nil }), Want: undetermined, Message: "documents.scope.awaited"},
	})
}

func TestElements(t *testing.T) {
	annex := Document{ID: "Z", Title: "annex", Purposes: []Purpose{SystemDescription}, Revisions: []Revision{revision("1", "2026-01-01")},
		Elements: []ElementDescription{{Element: "4.2", Interaction: "leads", Procedures: []records.ID[Procedure]{"PRO"}}}}
	try(t, "4.4.4.c", []row{
		{Name: "all described", In: good(), Want: met, Message: "documents.element.described", Field: "elements[0].interaction"},
		{Name: "one left out", In: with(func(in *Input) { in.Documents[0].Elements = in.Documents[0].Elements[1:] }), Want: unmet, Message: "documents.element.leftout", Field: "elements"},
		{Name: "no interaction", In: with(func(in *Input) { in.Documents[0].Elements[2].Interaction = " " }), Want: unmet, Message: "documents.element.alone", Field: "elements[2].interaction"},
		{Name: "no reference", In: with(func(in *Input) { in.Documents[0].Elements[2].Documents = nil }), Want: unmet, Message: "documents.element.bare", Field: "elements[2].documents"},
		{Name: "a reference to nothing", In: with(func(in *Input) { in.Documents[0].Elements[2].Documents[0] = "lost" }), Want: unmet, Message: "documents.element.lost", Field: "elements[2].documents[0]"},
		{Name: "an annex has the rest", In: with(func(in *Input) {
			in.Documents[0].Elements = in.Documents[0].Elements[1:]
			in.Documents = append(in.Documents, annex)
		}), Want: met, Message: "documents.element.described", Field: "elements[0].interaction"},
		{Name: "no description", In: with(func(in *Input) { in.Documents[0].Purposes = []Purpose{Manual} }), Want: undetermined, Message: "documents.element.awaited"},
	})
}

func TestDemands(t *testing.T) {
	without := func(purpose Purpose) func(in *Input) {
		return func(in *Input) { in.Documents[0].Purposes = remove(in.Documents[0].Purposes, purpose) }
	}
	try(t, "4.4.4.d", []row{
		{Name: "all listed", In: good(), Want: met, Message: "documents.demand.listed"},
		{Name: "a document missing", In: with(without(PolicyStatement)), Want: unmet, Message: "documents.demand.unlisted", Field: "entries"},
		{Name: "a procedure missing", In: with(func(in *Input) { in.Procedures[0].Purposes = remove(in.Procedures[0].Purposes, Auditing) }), Want: unmet, Message: "documents.demand.unlisted", Field: "entries"},
		{Name: "records missing", In: with(func(in *Input) { in.Registers[0].Entries = in.Registers[0].Entries[:1] }), Want: unmet, Message: "documents.demand.unlisted", Field: "entries"},
		{Name: "a series for the whole clause", In: with(func(in *Input) {
			in.Series[0].Requirements = append(remove(in.Series[0].Requirements, "4.6.records"), "4.6")
		}), Want: met, Message: "documents.demand.listed"},
		{Name: "a procedure listed by itself", In: with(func(in *Input) {
			in.Procedures[0].Document = ""
			in.Registers[0].Entries = append(in.Registers[0].Entries, Entry{Procedure: "PRO"})
		}), Want: met, Message: "documents.demand.listed"},
		{Name: "no register", In: with(func(in *Input) { in.Registers = nil }), Want: undetermined, Message: "documents.register.awaited"},
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
		{Name: "classified", In: good(), Want: met, Message: "documents.class.set", Field: "sensitivity"},
		{Name: "a document is not", In: with(func(in *Input) { in.Documents[0].Sensitivity = "" }), Want: unmet, Message: "documents.class.unset", Field: "sensitivity"},
		{Name: "a series is not", In: with(func(in *Input) { in.Series[0].Sensitivity = "" }), Want: unmet, Message: "documents.class.unset", Field: "sensitivity"},
		{Name: "a class that is not there", In: with(func(in *Input) { in.Series[0].Sensitivity = "secret" }), Want: unmet, Message: "documents.class.lost", Field: "sensitivity"},
		{Name: "withdrawn and not archived", In: with(func(in *Input) {
			in.Documents[1].Sensitivity, in.Documents[1].Archive = "", Archive{}
		}), Want: met, Message: "documents.class.set", Field: "sensitivity"},
		{Name: "a series that is over", In: with(func(in *Input) { in.Series[0].Sensitivity, in.Series[0].Until = "", day("2026-05-31") }), Want: met, Message: "documents.class.set", Field: "sensitivity"},
	})
}

func TestAccess(t *testing.T) {
	try(t, "4.4.4.access", []row{
		{Name: "guarded, and followed up", In: good(), Want: met, Message: "documents.event.followed", Field: "follow_up"},
		{Name: "no measure", In: with(func(in *Input) { in.Classifications[1].AccessMeasures = nil }), Want: unmet, Message: "documents.access.bare", Field: "access_measures"},
		{Name: "a measure that ends", In: with(func(in *Input) {
			in.Classifications[1].AccessMeasures[0].Until, in.AccessEvents = day("2026-06-01"), nil
		}), Want: met, Message: "documents.access.guarded", Field: "access_measures", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "not decided whether public", In: with(func(in *Input) { in.Classifications[1].Public = "" }), Want: undetermined, Message: "documents.access.open", Field: "public"},
		{Name: "no follow-up", In: with(func(in *Input) { in.AccessEvents[0].FollowUp = FollowUp{} }), Want: unmet, Message: "documents.event.left", Field: "follow_up"},
		{Name: "followed up tomorrow", In: with(func(in *Input) { in.AccessEvents[0].FollowUp.On = day("2026-06-02") }), Want: unmet, Message: "documents.event.left", Field: "follow_up", Lapses: "2026-06-02", Becomes: met},
		{Name: "not decided whether allowed", In: with(func(in *Input) { in.AccessEvents[0].Authorized = "" }), Want: undetermined, Message: "documents.event.open", Field: "authorized"},
		{Name: "an event that has not happened", In: with(func(in *Input) {
			in.AccessEvents[0] = AccessEvent{ID: "E", On: day("2026-06-02"), Authorized: records.No}
		}), Want: met, Message: "documents.access.guarded", Field: "access_measures"},
	})
}
