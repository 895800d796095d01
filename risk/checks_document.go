package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	documentRetained  conformity.Message = "risk.document.retained: {subject} has {0} set down in {1}"
	documentUnnamed   conformity.Message = "risk.document.unnamed: {subject} names no document in which {0} are set down: write them down, and name it"
	documentMissing   conformity.Message = "risk.document.missing: {subject} has {0} set down in {1}, which is not on record: enter it, or name the document that there is"
	documentNot       conformity.Message = "risk.document.draft: {subject} has {0} set down in {1}, which is not in force: have it approved, with the day from which it applies"
	documentWithdrawn conformity.Message = "risk.document.withdrawn: {subject} has {0} set down in {1}, which has been withdrawn: name the document that is kept instead"
	documentOfOther   conformity.Message = "risk.document.other: what is asked of assessments in force is not asked of others"
)

// assessmentDocumented decides 4.3.1.documented for assessments in force: their results, the effects of
// controls and the uses made of them are set down in a document that is kept: with a revision in
// force. A use may name a document of its own; so may a risk, of which riskDocumented speaks.
// Where that document is listed, and how long it is kept, is for 4.4.4 and 4.5.4.
func assessmentDocumented(r *conformity.Reader, a *Assessment, say conformity.Say) {
	if !assessmentInForce(r, a) {
		say("", conformity.Nothing(documentOfOther))
		return
	}
	say("", documented(r, a.Document, "its results", "document"))
	for _, purpose := range purposes {
		if use := a.Considered(purpose, r); use != nil && use.Document != "" {
			say("use "+string(purpose), documented(r, use.Document, "the use for "+purpose.Meaning(), "uses["+string(purpose)+"].document"))
		}
	}
}

// riskDocumented decides 4.3.1.documented for risks in the assessment in force that name a document
// of their own. The others are set down in that of the assessment.
func riskDocumented(r *conformity.Reader, risk *Risk, _ *Assessment) conformity.Verdict {
	if risk.Document == "" {
		return conformity.Nothing(documentOfOther)
	}
	return documented(r, risk.Document, "its results", "document")
}

func documented(r *conformity.Reader, id records.ID[documents.Document], what, field string) conformity.Verdict {
	if id == "" {
		return conformity.Unmet(documentUnnamed, what).At(field)
	}
	d := conformity.Look(r, id)
	if d == nil {
		return conformity.Unmet(documentMissing, what, id).At(field)
	}
	switch state, _ := d.State(r); state {
	case records.InForce:
		return conformity.Met(documentRetained, what, id)
	case records.Withdrawn:
		return conformity.Unmet(documentWithdrawn, what, id).At(field)
	}
	return conformity.Unmet(documentNot, what, id).At(field)
}
