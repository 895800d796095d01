package controls

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

const (
	needsNoRisk     conformity.Message = "controls.needs.norisk: {0} is tied to no risk on the register"
	needsMinor      conformity.Message = "controls.needs.minor: it was decided that no risk that {subject}, {0}, keeps in check is significant"
	needsOpenRisk   conformity.Message = "controls.needs.openrisk: it is not decided whether {1}, which {subject}, {0}, keeps in check, is significant: enter yes or no with the risk"
	needsUnknown    conformity.Message = "controls.needs.unknown: {subject}, {0}, keeps {1} in check, which is significant, and nobody has determined what it needs in writing: determine it, and record who did so and when"
	needsNone       conformity.Message = "controls.needs.none: it was determined on {1} that {subject}, {0}, needs nothing in writing"
	needsHeld       conformity.Message = "controls.needs.held: all that {subject}, {0}, was found on {1} to need in writing is in force"
	needsUnwritten  conformity.Message = "controls.needs.unwritten: {subject}, {0}, was found to need in writing: {1}; no document holds it: have it written"
	needsMissing    conformity.Message = "controls.needs.missing: {subject}, {0}, was found to need {1}, of which there is no entry: enter the document, or name the right one"
	needsNotInForce conformity.Message = "controls.needs.notinforce: {subject}, {0}, was found to need {1}, of which no revision is in force: have one approved"
)

// documentsDetermined decides 4.4.4.e for an operation that is there to keep a significant risk in
// check, by itself or by carrying out a treatment: it has been determined what it needs in
// writing, and each such document is in force.
func documentsDetermined(r *conformity.Reader, x *Operation) conformity.Verdict {
	if !x.InOperation(r) {
		return conformity.Nothing(notOperating, *x)
	}
	significant, open, tied := x.significantRisk(r)
	switch {
	case !tied:
		return conformity.Nothing(needsNoRisk, *x)
	case significant == nil && open != nil:
		return conformity.Undetermined(needsOpenRisk, x.Title, *open).At("achieves")
	case significant == nil:
		return conformity.Exempt(needsMinor, x.Title).At("achieves")
	}
	needs := &x.DocumentNeeds
	switch {
	case !needs.Determined(r):
		return conformity.Unmet(needsUnknown, x.Title, *significant).At("document_needs")
	case len(needs.Documents) == 0:
		return conformity.Met(needsNone, x.Title, needs.DeterminedOn).At("document_needs")
	}
	for i, need := range needs.Documents {
		at := fmt.Sprintf("document_needs.documents[%d].document", i)
		if need.Document == "" {
			return conformity.Unmet(needsUnwritten, x.Title, need.What).At(at)
		}
		switch d := conformity.Look(r, need.Document); {
		case d == nil:
			return conformity.Unmet(needsMissing, x.Title, need.Document.Ref()).At(at)
		case !d.InForce(r):
			return conformity.Unmet(needsNotInForce, x.Title, *d).At(at)
		}
	}
	return conformity.Met(needsHeld, x.Title, needs.DeterminedOn).At("document_needs")
}

// significantRisk returns a significant risk on the register that the operation keeps in check,
// or else one of which that is not decided; and whether it keeps any in check.
func (x *Operation) significantRisk(r *conformity.Reader) (significant, open *risk.Risk, tied bool) {
	look := func(id records.ID[risk.Risk]) bool {
		k := conformity.Look(r, id)
		if k == nil || !k.OnRegister(r) {
			return false
		}
		tied = true
		switch k.Significant {
		case records.Yes:
			significant = k
		case records.No:
		default:
			open = k
		}
		return significant != nil
	}
	for _, id := range x.Achieves.Risks {
		if look(id) {
			return significant, open, tied
		}
	}
	for _, id := range x.Achieves.Treatments {
		t := conformity.Look(r, id)
		if t == nil || !t.State(r).InHand() {
			continue
		}
		for _, id := range t.Risks {
			if look(id) {
				return significant, open, tied
			}
		}
	}
	return significant, open, tied
}

const (
	useMinor     conformity.Message = "controls.use.minor: it was decided that the system does not depend on {subject}, {0}"
	useOpen      conformity.Message = "controls.use.open: it is not decided whether the system depends on {subject}, {0}: enter yes or no"
	useNowhere   conformity.Message = "controls.use.nowhere: it is not on record where {subject}, {0}, is carried out: enter the places"
	useUnknown   conformity.Message = "controls.use.unknown: nobody has determined what {subject}, {0}, needs in writing, so that it cannot be told what has to be at hand: determine it"
	usePaperless conformity.Message = "controls.use.paperless: {subject}, {0}, needs nothing in writing"
	useHeld      conformity.Message = "controls.use.held: revision {2} of {1}, the current one, is at hand at {3} since {4}"
	useOld       conformity.Message = "controls.use.old: {3} has revision {4} of {1} for {subject}, {0}, and revision {2} is the current one: issue that, and take the old one back"
	useAbsent    conformity.Message = "controls.use.absent: revision {2} of {1}, which {subject}, {0}, needs, was not issued to {3}: issue it, and record when"
	useNoCurrent conformity.Message = "controls.use.nocurrent: {1}, which {subject}, {0}, needs, has no revision in force that could be at hand"
)

var issuesByDocument = conformity.NewIndex(func(i *documents.Issue) records.ID[documents.Document] { return i.Revision.Document })

// documentsAtHand decides 4.4.5.c for an operation on which the system depends: each place where
// it is carried out has the current revision of each document that it needs, its procedure's
// among them. That a document is missing is for 4.4.4.e and 4.4.6.
func documentsAtHand(r *conformity.Reader, x *Operation, say conformity.Say) {
	if !x.InOperation(r) {
		say("", conformity.Nothing(notOperating, *x))
		return
	}
	needed := x.needed(r)
	switch {
	case x.Essential == records.No:
		say("", conformity.Exempt(useMinor, x.Title).At("essential"))
		return
	case x.Essential != records.Yes:
		say("", conformity.Undetermined(useOpen, x.Title).At("essential"))
		return
	case len(needed) == 0 && !x.DocumentNeeds.Determined(r):
		say("", conformity.Undetermined(useUnknown, x.Title).At("document_needs"))
		return
	case len(needed) == 0:
		say("", conformity.Exempt(usePaperless, x.Title).At("document_needs"))
		return
	case len(x.Locations) == 0:
		say("", conformity.Undetermined(useNowhere, x.Title).At("locations"))
		return
	}
	for _, id := range needed {
		for i, place := range x.Locations {
			say(fmt.Sprintf("document %s at %s", id, place), x.atHand(r, id, place).At(fmt.Sprintf("locations[%d]", i)))
		}
	}
}

// needed returns the documents that the operation needs, as far as they have been written.
func (x *Operation) needed(r *conformity.Reader) []records.ID[documents.Document] {
	var list []records.ID[documents.Document]
	seen := map[records.ID[documents.Document]]bool{"": true}
	add := func(id records.ID[documents.Document]) {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	if p := conformity.Look(r, x.Procedure); p != nil {
		add(p.Document)
	}
	if x.DocumentNeeds.Determined(r) {
		for _, need := range x.DocumentNeeds.Documents {
			add(need.Document)
		}
	}
	return list
}

func (x *Operation) atHand(r *conformity.Reader, id records.ID[documents.Document], place string) conformity.Verdict {
	d := conformity.Look(r, id)
	if d == nil || !d.InForce(r) {
		return conformity.Undetermined(useNoCurrent, x.Title, id.Ref())
	}
	current := d.Current(r).Number
	issues := issuesByDocument.Of(r, id)
	there := func(i *documents.Issue) bool {
		return i.AtHand(r) && strings.TrimSpace(i.PointOfUse) == strings.TrimSpace(place)
	}
	if i := issues.First(func(i *documents.Issue) bool { return i.Revision.Revision == current && there(i) }); i != nil {
		return conformity.Met(useHeld, x.Title, *d, current, place, i.IssuedOn)
	}
	if i := issues.First(there); i != nil {
		return conformity.Unmet(useOld, x.Title, *d, current, place, i.Revision.Revision)
	}
	return conformity.Unmet(useAbsent, x.Title, *d, current, place)
}

const (
	procedureOpen    conformity.Message = "controls.procedure.open: it is not decided whether {subject}, {0}, could fail for want of a documented procedure: enter yes or no, and with no the reason"
	procedureSpared  conformity.Message = "controls.procedure.spared: it was decided that {subject}, {0}, cannot fail for want of a documented procedure"
	procedureNone    conformity.Message = "controls.procedure.none: {subject}, {0}, could fail for want of a documented procedure, and none is named: write one, and enter it"
	procedureLost    conformity.Message = "controls.procedure.lost: {subject}, {0}, is to be carried out by {1}, of which there is no entry: enter it, or name the right one"
	procedureIdle    conformity.Message = "controls.procedure.idle: {subject}, {0}, is to be carried out by {1}, of which no revision is in force: have one approved, and record by whom and from when"
	procedureSpoken  conformity.Message = "controls.procedure.spoken: {subject}, {0}, is carried out by {1}, which is written down nowhere: name the document that holds it, or enter its steps"
	procedureInForce conformity.Message = "controls.procedure.inforce: {subject}, {0}, is carried out by {1}; revision {2} is in force since {3}"
)

// procedureFollowed decides 4.4.6.condition.a for an operation that is carried out: where doing
// without a documented procedure could make it fail, there is one in force, and the latest
// judgement, made since that revision took effect, says that it is followed. A judgement on the
// system as a whole is one on each procedure. That a review is overdue is for 4.4.5.b.
func procedureFollowed(r *conformity.Reader, x *Operation, say conformity.Say) {
	if !x.InOperation(r) {
		say("", conformity.Nothing(notOperating, *x))
		return
	}
	switch x.ProcedureNeeded {
	case records.Yes:
	case records.No:
		say("", conformity.Exempt(procedureSpared, x.Title).At("procedure_needed"))
		return
	default:
		say("", conformity.Undetermined(procedureOpen, x.Title).At("procedure_needed"))
		return
	}
	p, v := x.documented(r)
	say("procedure", v.At("procedure"))
	if v.Status == conformity.StatusMet {
		say("practice", conformity.Attested(r, "4.4.6.condition.a", x.Ref(), conformity.Judged{Record: *p, ChangedOn: p.Current(r).EffectiveFrom}))
	}
}

// documented returns the procedure of the operation, and whether it is in force and written down.
func (x *Operation) documented(r *conformity.Reader) (*documents.Procedure, conformity.Verdict) {
	if x.Procedure == "" {
		return nil, conformity.Unmet(procedureNone, x.Title)
	}
	p := conformity.Look(r, x.Procedure)
	switch {
	case p == nil:
		return nil, conformity.Unmet(procedureLost, x.Title, x.Procedure.Ref())
	case !p.InForce(r):
		return p, conformity.Unmet(procedureIdle, x.Title, *p)
	case p.Document == "" && len(p.Steps) == 0:
		return p, conformity.Unmet(procedureSpoken, x.Title, *p)
	}
	current := p.Current(r)
	return p, conformity.Met(procedureInForce, x.Title, *p, current.Number, current.EffectiveFrom)
}
