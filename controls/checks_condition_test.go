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
		{"determined, and in force", asIs, today, met, "controls.needs.held", "", none},
		{"not determined", unknown, today, unmet, "controls.needs.unknown", "", none},
		{"determined tomorrow", seal(func(x *Operation) { x.DocumentNeeds.DeterminedOn = day("2026-04-01") }), today, unmet, "controls.needs.unknown", "2026-04-01", met},
		{"needs nothing in writing", seal(func(x *Operation) { x.DocumentNeeds.Documents, x.DocumentNeeds.NoneBecause = nil, "one man, one key" }), today, met, "controls.needs.none", "", none},
		{"needs what nobody has written", seal(func(x *Operation) {
			x.DocumentNeeds.Documents = append(x.DocumentNeeds.Documents, DocumentNeed{What: "list of seal numbers"})
		}), today, unmet, "controls.needs.unwritten", "", none},
		{"needs a document without an entry", seal(func(x *Operation) { x.DocumentNeeds.Documents[0].Document = "D-OLD" }), today, unmet, "controls.needs.missing", "", none},
		{"the document is withdrawn tomorrow", func(in *Input) { in.Documents[0].Revisions[0].WithdrawnOn = day("2026-04-01") }, today, met, "controls.needs.held", "2026-04-01", unmet},
		{"the document is a draft", func(in *Input) { in.Documents[0].Revisions[0].ApprovedBy = "" }, today, unmet, "controls.needs.notinforce", "", none},
		{"the risk is not significant", func(in *Input) { unknown(in); in.Risks[0].Significant = records.No }, today, met, "controls.needs.minor", "", none},
		{"nobody decided whether it is", func(in *Input) { unknown(in); in.Risks[0].Significant = "" }, today, undetermined, "controls.needs.openrisk", "", none},
		{"significant by way of a treatment", func(in *Input) {
			unknown(in)
			in.Operations[0].Achieves.Risks, in.Operations[0].Achieves.Treatments = nil, []records.ID[risk.Treatment]{"TR-1"}
		}, today, unmet, "controls.needs.unknown", "", none},
		{"the risk left the register", func(in *Input) { unknown(in); in.Operations = in.Operations[:1]; in.Risks[0].WithdrawnOn = day(today) }, today, undetermined, "controls.needs.norisk", "", none},
		{"the treatment was dropped", func(in *Input) {
			unknown(in)
			in.Operations = in.Operations[:1]
			in.Operations[0].Achieves.Risks, in.Operations[0].Achieves.Treatments = nil, []records.ID[risk.Treatment]{"TR-1"}
			in.Treatments[0].DroppedOn = day(today)
		}, today, undetermined, "controls.needs.norisk", "", none},
		{"tied to no risk", func(in *Input) { in.Operations = in.Operations[:1]; in.Operations[0].Achieves.Risks = nil }, today, undetermined, "controls.needs.norisk", "", none},
		{"not in operation yet", func(in *Input) {
			unknown(in)
			in.Operations = in.Operations[:1]
			in.Operations[0].InOperationFrom = day("2026-04-01")
		}, today, undetermined, "controls.operation.idle", "2026-04-01", unmet},
		{"no operation", func(in *Input) { in.Operations = nil }, today, undetermined, "controls.operations.none", "", none},
	})
}

func TestDocumentsAtHand(t *testing.T) {
	try(t, "4.4.5.c", []row{
		{"at both gates", asIs, today, met, "controls.use.held", "", none},
		{"at one of them only", func(in *Input) { in.Issues = in.Issues[:1] }, today, unmet, "controls.use.absent", "", none},
		{"issued tomorrow", func(in *Input) { in.Issues[1].IssuedOn = day("2026-04-01") }, today, unmet, "controls.use.absent", "2026-04-01", met},
		{"taken back", func(in *Input) { in.Issues[1].WithdrawnOn = day(today) }, today, unmet, "controls.use.absent", "", none},
		{"marked obsolete", func(in *Input) { in.Issues[1].MarkedObsolete = day(today) }, today, unmet, "controls.use.absent", "", none},
		{"an old revision", func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, documents.Revision{Number: "7", ApprovedBy: "P", ApprovedOn: day("2026-03-02"), EffectiveFrom: day(today)})
		}, today, unmet, "controls.use.old", "", none},
		{"the day before it was old", func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, documents.Revision{Number: "7", ApprovedBy: "P", ApprovedOn: day("2026-03-02"), EffectiveFrom: day("2026-04-01")})
		}, today, met, "controls.use.held", "2026-04-01", unmet},
		{"only its procedure is written", seal(func(x *Operation) { x.DocumentNeeds = DocumentNeeds{} }), today, met, "controls.use.held", "", none},
		{"nobody knows what it needs", seal(func(x *Operation) { x.DocumentNeeds, x.Procedure = DocumentNeeds{}, "" }), today, undetermined, "controls.use.unknown", "", none},
		{"nobody knows where", seal(func(x *Operation) { x.Locations = nil }), today, undetermined, "controls.use.nowhere", "", none},
		{"not decided whether essential", seal(func(x *Operation) { x.Essential = "" }), today, undetermined, "controls.use.open", "", none},
		{"not in operation yet", func(in *Input) {
			in.Operations, in.Issues = in.Operations[:1], nil
			in.Operations[0].InOperationFrom = day("2026-04-01")
		}, today, undetermined, "controls.operation.idle", "2026-04-01", unmet},
		{"what is found to be needed tomorrow need not be there today", func(in *Input) {
			in.Documents = append(in.Documents, documents.Document{ID: "D-SEALS", Title: "seal list", Revisions: force("2025-12-01", "2025-12-01")})
			in.Operations[0].DocumentNeeds.DeterminedOn = day("2026-04-01")
			in.Operations[0].DocumentNeeds.Documents = []DocumentNeed{{Document: "D-SEALS"}}
		}, "2026-04-01", unmet, "controls.use.absent", "", none},
		{"nothing depends on it", seal(func(x *Operation) { x.Essential, x.Locations = records.No, nil }), today, met, "controls.use.minor", "", none},
		{"no revision in force is for other rows", func(in *Input) { in.Documents[0].Revisions[0].WithdrawnOn = day(today) }, today, undetermined, "controls.use.nocurrent", "", none},
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
		{"in force and followed", asIs, today, met, "judgement.conforms", "2027-01-01", unmet},
		{"decided to need none", asIs, today, met, "controls.procedure.spared", "", none},
		{"not decided", seal(func(x *Operation) { x.ProcedureNeeded = "" }), today, undetermined, "controls.procedure.open", "", none},
		{"none named", seal(func(x *Operation) { x.Procedure = "" }), today, unmet, "controls.procedure.none", "", none},
		{"no entry of it", seal(func(x *Operation) { x.Procedure = "PR-OLD" }), today, unmet, "controls.procedure.lost", "", none},
		{"withdrawn", func(in *Input) { in.Procedures[0].Revisions[0].WithdrawnOn = day(today) }, today, unmet, "controls.procedure.idle", "", none},
		{"in operation before the procedure is in force", func(in *Input) { in.Procedures[0].Revisions[0].EffectiveFrom = day("2026-04-01") }, today, unmet, "controls.procedure.idle", "2026-04-01", met},
		{"written down nowhere", func(in *Input) { in.Procedures[0].Document = "" }, today, unmet, "controls.procedure.spoken", "", none},
		{"its steps will do", func(in *Input) {
			in.Procedures[0].Document, in.Procedures[0].Steps = "", []documents.Step{{Text: "compare the seal"}}
		}, today, met, "controls.procedure.inforce", "", none},
		{"overdue for review, which is for another row", func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-01-01") }, today, met, "controls.procedure.inforce", "", none},
		{"missing", func(in *Input) { in.Attestations = in.Attestations[:1] }, today, undetermined, "judgement.missing", "", none},
		{"negative", judge(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "not at night" }), today, unmet, "judgement.negative", "", none},
		{"lapsed", judge(func(a *records.Attestation) { a.ValidUntil = day("2026-03-30") }), today, unmet, "judgement.lapsed", "", none},
		{"stale", judge(func(a *records.Attestation) { a.MadeOn = day("2025-11-02") }), today, unmet, "judgement.stale", "", none},
		{"contradicted: judged to be followed, and there is none", func(in *Input) { in.Procedures = nil }, today, unmet, "controls.procedure.lost", "", none},
		{"one on the operation itself, later and negative", func(in *Input) {
			own := attestation("4.4.6.condition.a")
			own.ID, own.Subject, own.Judgement, own.Reason, own.MadeOn = "OWN", in.Operations[0].Ref(), records.DoesNotConform, "seals not compared", day("2026-03-01")
			in.Attestations = append(in.Attestations, own)
		}, today, unmet, "judgement.negative", "", none},
		{"ended", func(in *Input) { in.Operations = in.Operations[:1]; in.Operations[0].Until = day("2026-03-30") }, today, undetermined, "controls.operation.idle", "", none},
	})
}
