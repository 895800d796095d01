package controls

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func TestDocumentsDetermined(t *testing.T) {
	unknown := seal(func(x *Operation) { x.DocumentNeeds = DocumentNeeds{} })
	try(t, "4.4.4.e", []row{
		{Name: "determined, and in force", In: good(), Want: met, Message: "controls.needs.held", Field: "document_needs"},
		{Name: "not determined", In: with(unknown), Want: unmet, Message: "controls.needs.unknown", Field: "document_needs"},
		{Name: "determined tomorrow", In: with(seal(func(x *Operation) { x.DocumentNeeds.DeterminedOn = day("2026-04-01") })), Want: unmet, Message: "controls.needs.unknown", Field: "document_needs", Lapses: "2026-04-01", Becomes: met},
		{Name: "needs nothing in writing", In: with(seal(func(x *Operation) { x.DocumentNeeds.Documents, x.DocumentNeeds.NoneBecause = nil, "one man, one key" })), Want: met, Message: "controls.needs.none", Field: "document_needs"},
		{Name: "needs what nobody has written", In: with(seal(func(x *Operation) {
			x.DocumentNeeds.Documents = append(x.DocumentNeeds.Documents, DocumentNeed{What: "list of seal numbers"})
		})), Want: unmet, Message: "controls.needs.unwritten", Field: "document_needs.documents[1].document"},
		{Name: "needs a document without an entry", In: with(seal(func(x *Operation) { x.DocumentNeeds.Documents[0].Document = "D-OLD" })), Want: unmet, Message: "controls.needs.missing", Field: "document_needs.documents[0].document"},
		{Name: "the document is withdrawn tomorrow", In: with(func(in *Input) { in.Documents[0].Revisions[0].WithdrawnOn = day("2026-04-01") }), Want: met, Message: "controls.needs.held", Field: "document_needs", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "the document is a draft", In: with(func(in *Input) { in.Documents[0].Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "controls.needs.notinforce", Field: "document_needs.documents[0].document"},
		{Name: "the risk is not significant", In: with(func(in *Input) { unknown(in); in.Risks[0].Significant = records.No }), Want: met, Message: "controls.needs.minor", Field: "achieves"},
		{Name: "nobody decided whether it is", In: with(func(in *Input) { unknown(in); in.Risks[0].Significant = "" }), Want: undetermined, Message: "controls.needs.openrisk", Field: "achieves"},
		{Name: "significant by way of a treatment", In: with(func(in *Input) {
			unknown(in)
			in.Operations[0].Achieves.Risks, in.Operations[0].Achieves.Treatments = nil, []records.ID[risk.Treatment]{"TR-1"}
		}), Want: unmet, Message: "controls.needs.unknown", Field: "document_needs"},
		{Name: "the risk left the register", In: with(func(in *Input) { unknown(in); in.Operations = in.Operations[:1]; in.Risks[0].WithdrawnOn = day(today) }), Want: undetermined, Message: "controls.needs.norisk"},
		{Name: "the treatment was dropped", In: with(func(in *Input) {
			unknown(in)
			in.Operations = in.Operations[:1]
			in.Operations[0].Achieves.Risks, in.Operations[0].Achieves.Treatments = nil, []records.ID[risk.Treatment]{"TR-1"}
			in.Treatments[0].DroppedOn = day(today)
		}), Want: undetermined, Message: "controls.needs.norisk"},
		{Name: "tied to no risk", In: with(func(in *Input) { in.Operations = in.Operations[:1]; in.Operations[0].Achieves.Risks = nil }), Want: undetermined, Message: "controls.needs.norisk"},
		{Name: "not in operation yet", In: with(func(in *Input) {
			unknown(in)
			in.Operations = in.Operations[:1]
			in.Operations[0].InOperationFrom = day("2026-04-01")
		}), Want: undetermined, Message: "controls.operation.idle", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "no operation", In: with(func(in *Input) { in.Operations = nil }), Want: undetermined, Message: "controls.operations.none"},
	})
}

func TestDocumentsAtHand(t *testing.T) {
	try(t, "4.4.5.c", []row{
		{Name: "at both gates", In: good(), Want: met, Message: "controls.use.held", Field: "locations[1]"},
		{Name: "at one of them only", In: with(func(in *Input) { in.Issues = in.Issues[:1] }), Want: unmet, Message: "controls.use.absent", Field: "locations[1]"},
		{Name: "issued tomorrow", In: with(func(in *Input) { in.Issues[1].IssuedOn = day("2026-04-01") }), Want: unmet, Message: "controls.use.absent", Field: "locations[1]", Lapses: "2026-04-01", Becomes: met},
		{Name: "taken back", In: with(func(in *Input) { in.Issues[1].WithdrawnOn = day(today) }), Want: unmet, Message: "controls.use.absent", Field: "locations[1]"},
		{Name: "marked obsolete", In: with(func(in *Input) { in.Issues[1].MarkedObsolete = day(today) }), Want: unmet, Message: "controls.use.absent", Field: "locations[1]"},
		{Name: "an old revision", In: with(func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, documents.Revision{Number: "7", ApprovedBy: "P", ApprovedOn: day("2026-03-02"), EffectiveFrom: day(today)})
		}), Want: unmet, Message: "controls.use.old", Field: "locations[1]"},
		{Name: "the day before it was old", In: with(func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, documents.Revision{Number: "7", ApprovedBy: "P", ApprovedOn: day("2026-03-02"), EffectiveFrom: day("2026-04-01")})
		}), Want: met, Message: "controls.use.held", Field: "locations[1]", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "only its procedure is written", In: with(seal(func(x *Operation) { x.DocumentNeeds = DocumentNeeds{} })), Want: met, Message: "controls.use.held", Field: "locations[1]"},
		{Name: "nobody knows what it needs", In: with(seal(func(x *Operation) { x.DocumentNeeds, x.Procedure = DocumentNeeds{}, "" })), Want: undetermined, Message: "controls.use.unknown", Field: "document_needs"},
		{Name: "nobody knows where", In: with(seal(func(x *Operation) { x.Locations = nil })), Want: undetermined, Message: "controls.use.nowhere", Field: "locations"},
		{Name: "not decided whether essential", In: with(seal(func(x *Operation) { x.Essential = "" })), Want: undetermined, Message: "controls.use.open", Field: "essential"},
		{Name: "not in operation yet", In: with(func(in *Input) {
			in.Operations, in.Issues = in.Operations[:1], nil
			in.Operations[0].InOperationFrom = day("2026-04-01")
		}), Want: undetermined, Message: "controls.operation.idle", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "what is found to be needed tomorrow need not be there today", In: with(func(in *Input) {
			in.Documents = append(in.Documents, documents.Document{ID: "D-SEALS", Title: "seal list", Revisions: force("2025-12-01", "2025-12-01")})
			in.Operations[0].DocumentNeeds.DeterminedOn = day("2026-04-01")
			in.Operations[0].DocumentNeeds.Documents = []DocumentNeed{{Document: "D-SEALS"}}
		}), At: "2026-04-01", Want: unmet, Message: "controls.use.absent", Field: "locations[1]"},
		{Name: "nothing depends on it", In: with(seal(func(x *Operation) { x.Essential, x.Locations = records.No, nil })), Want: met, Message: "controls.use.minor", Field: "essential"},
		{Name: "no revision in force is for other rows", In: with(func(in *Input) { in.Documents[0].Revisions[0].WithdrawnOn = day(today) }), Want: undetermined, Message: "controls.use.nocurrent", Field: "locations[1]"},
	})
	in := good()
	in.Documents = append(in.Documents, documents.Document{ID: "D-SEALS", Title: "seal list", Revisions: force("2025-12-01", "2025-12-01")})
	in.Operations[0].DocumentNeeds = DocumentNeeds{DeterminedOn: day("2026-04-01"), Documents: []DocumentNeed{{Document: "D-SEALS"}}}
	assert.Equal(t, met, decide(in, "4.4.5.c", today)[0].Status, "the same on the day before")

	in = good()
	in.Operations[0].Procedure, in.Operations[0].DocumentNeeds.Documents = "", nil
	assert.True(t, slices.ContainsFunc(decide(in, "4.4.5.c", today), func(f conformity.Finding) bool { return f.MessageID() == "controls.use.paperless" && f.Exempt }))
}

func TestProcedureFollowed(t *testing.T) {
	judge := func(spoil func(*records.Attestation)) func(*Input) {
		return func(in *Input) { spoil(&in.Attestations[1]) }
	}
	try(t, "4.4.6.condition.a", []row{
		{Name: "in force and followed", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "decided to need none", In: good(), Want: met, Message: "controls.procedure.spared", Field: "procedure_needed"},
		{Name: "not decided", In: with(seal(func(x *Operation) { x.ProcedureNeeded = "" })), Want: undetermined, Message: "controls.procedure.open", Field: "procedure_needed"},
		{Name: "none named", In: with(seal(func(x *Operation) { x.Procedure = "" })), Want: unmet, Message: "controls.procedure.none", Field: "procedure"},
		{Name: "no entry of it", In: with(seal(func(x *Operation) { x.Procedure = "PR-OLD" })), Want: unmet, Message: "controls.procedure.lost", Field: "procedure"},
		{Name: "withdrawn", In: with(func(in *Input) { in.Procedures[0].Revisions[0].WithdrawnOn = day(today) }), Want: unmet, Message: "controls.procedure.idle", Field: "procedure"},
		{Name: "in operation before the procedure is in force", In: with(func(in *Input) { in.Procedures[0].Revisions[0].EffectiveFrom = day("2026-04-01") }), Want: unmet, Message: "controls.procedure.idle", Field: "procedure", Lapses: "2026-04-01", Becomes: met},
		{Name: "written down nowhere", In: with(func(in *Input) { in.Procedures[0].Document = "" }), Want: unmet, Message: "controls.procedure.spoken", Field: "procedure"},
		{Name: "its steps will do", In: with(func(in *Input) {
			in.Procedures[0].Document, in.Procedures[0].Steps = "", []documents.Step{{Text: "compare the seal"}}
		}), Want: met, Message: "controls.procedure.inforce", Field: "procedure"},
		{Name: "overdue for review, which is for another row", In: with(func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-01-01") }), Want: met, Message: "controls.procedure.inforce", Field: "procedure"},
		{Name: "missing", In: with(func(in *Input) { in.Attestations = in.Attestations[:1] }), Want: undetermined, Message: "judgement.missing"},
		{Name: "negative", In: with(judge(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "not at night" })), Want: unmet, Message: "judgement.negative"},
		{Name: "lapsed", In: with(judge(func(a *records.Attestation) { a.ValidUntil = day("2026-03-30") })), Want: unmet, Message: "judgement.lapsed"},
		{Name: "stale", In: with(judge(func(a *records.Attestation) { a.MadeOn = day("2025-11-02") })), Want: unmet, Message: "judgement.stale"},
		{Name: "contradicted: judged to be followed, and there is none", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "controls.procedure.lost", Field: "procedure"},
		{Name: "one on the operation itself, later and negative", In: with(func(in *Input) {
			own := attestation("4.4.6.condition.a")
			own.ID, own.Subject, own.Judgement, own.Reason, own.MadeOn = "OWN", in.Operations[0].Ref(), records.DoesNotConform, "seals not compared", day("2026-03-01")
			in.Attestations = append(in.Attestations, own)
		}), Want: unmet, Message: "judgement.negative"},
		{Name: "ended", In: with(func(in *Input) { in.Operations = in.Operations[:1]; in.Operations[0].Until = day("2026-03-30") }), Want: undetermined, Message: "controls.operation.idle"},
	})
}
