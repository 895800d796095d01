package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// controlChecks are those of 4.4.5 but for its letter f.
func controlChecks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.4.5.procedure", procedures, controlProcedure),
		conformity.Whole[Input]("4.4.5.procedure", controlCovers),
		conformity.Each("4.4.5.a", documents, located),
		conformity.Whole[Input]("4.4.5.a", nothing(noDocuments)),
		conformity.Each("4.4.5.a.access", documents, accessSettled),
		conformity.Each("4.4.5.a.access", grants, documentGrantAuthorized),
		conformity.Whole[Input]("4.4.5.a.access", nothing(noDocuments)),
		conformity.Each("4.4.5.b", documents, reviewedInTime),
		conformity.Each("4.4.5.b", procedures, procedureReviewed),
		conformity.Each("4.4.5.b", registers, registerReviewed),
		conformity.Whole[Input]("4.4.5.b", nothing(noDocuments)),
		conformity.EachMany("4.4.5.b.revised", documents, revisedAsFound),
		conformity.Whole[Input]("4.4.5.b.revised", nothing(noReviews)),
		conformity.EachMany("4.4.5.b.approved", documents, documentApproved),
		conformity.EachMany("4.4.5.b.approved", procedures, procedureApproved),
		conformity.Whole[Input]("4.4.5.b.approved", nothing(noRevisions)),
		conformity.Each("4.4.5.d", issues, obsoleteGone),
		conformity.Whole[Input]("4.4.5.d", nothing(nothingObsolete)),
		conformity.Each("4.4.5.e", documents, archivedMarked),
		conformity.Whole[Input]("4.4.5.e", nothing(nothingArchived)),
	}
}

const (
	controlDoes = "settles how documents, data and information are controlled"
	recordsDoes = "settles how records are handled from the day they are made to the day they are got rid of"

	controlNone    conformity.Message = "documents.control.none: no procedure in force settles how documents, data and information are controlled: write one, with the purpose document control, and have it approved"
	controlPartial conformity.Message = "documents.control.partial: the procedures in force for document control do not cover {0}: extend one of them, and say so in covers"
	controlSilent  conformity.Message = "documents.control.silent: the procedures in force for document control, {0} among them, do not say whether they cover documents, data and information: enter it in covers"
	controlOutside conformity.Message = "documents.control.outside: every procedure in force for document control leaves out documents with the purposes {0}, which the standard calls for: take them in"
	recordsNone    conformity.Message = "documents.records.none: no procedure in force settles how records are handled: write one, with the purpose control of records, and have it approved"
)

func controlNeed() Need { return need(DocumentControl, controlDoes, controlNone) }

func controlProcedure(r *conformity.Reader, p *Procedure) conformity.Verdict {
	return controlNeed().Decide(r, p)
}

// controlCovers decides 4.4.5.procedure for the procedures in force together: they cover
// documents, data and information, and none of the documents that the standard wants is left
// out by all of them.
func controlCovers(r *conformity.Reader) conformity.Verdict {
	inForce := slices.Collect(ProceduresFor(r, DocumentControl).Where(func(p *Procedure) bool { return p.InForce(r) }))
	if len(inForce) == 0 {
		return controlNeed().AtAll(r)
	}
	var missing []string
	said := false
	for _, m := range Material("").Values() {
		if !slices.ContainsFunc(inForce, func(p *Procedure) bool { return slices.Contains(p.Covers, Material(m)) }) {
			missing = append(missing, m)
		} else {
			said = true
		}
	}
	switch {
	case !said:
		return conformity.Undetermined(controlSilent, *inForce[0])
	case len(missing) > 0:
		return conformity.Unmet(controlPartial, missing)
	}
	var outside []string
	for _, demand := range demands {
		purpose := demand.Document
		if demand.Procedure != "" {
			purpose = ProcedureText
		}
		covers := func(p *Procedure) bool {
			return slices.Contains(p.Covers, DocumentMaterial) && !slices.Contains(p.LeavesOut, purpose)
		}
		if purpose != "" && !slices.ContainsFunc(inForce, covers) && !slices.Contains(outside, string(purpose)) {
			outside = append(outside, string(purpose))
		}
	}
	if len(outside) > 0 {
		return conformity.Unmet(controlOutside, outside)
	}
	return conformity.Nothing(needOther, *inForce[0], controlDoes)
}

const (
	locatedIn     conformity.Message = "documents.located.in: {subject}, {0}, is kept in {1}"
	locatedAt     conformity.Message = "documents.located.at: {subject}, {0}, is kept at {1}"
	locatedNot    conformity.Message = "documents.located.not: it is not on record where {subject}, {0}, is kept: enter the repository, the place or both"
	locatedLost   conformity.Message = "documents.located.lost: {subject}, {0}, is said to be kept in {1}, of which there is no entry: enter the repository, or say where the document is"
	reviewDue     conformity.Message = "documents.review.due: the next review of {subject}, {0}, is due by {1}"
	reviewUndated conformity.Message = "documents.review.undated: it is not settled when {subject}, {0}, is reviewed next: enter the day"
	reviewOverdue conformity.Message = "documents.review.overdue: the review of {subject}, {0}, was due on {1}: look it through, and enter the outcome with the day of the next review"
)

// located decides 4.4.5.a for a controlled document: it is on record where it is kept.
func located(r *conformity.Reader, d *Document) conformity.Verdict {
	if v, is := controlled(r, d); !is {
		return v
	}
	var lost records.ID[Repository]
	for i, l := range d.Locations {
		at := fmt.Sprintf("locations[%d]", i)
		if !blank(l.Place) {
			return conformity.Met(locatedAt, d.Title, l.Place).At(at)
		}
		if x := conformity.Look(r, l.Repository); x != nil {
			return conformity.Met(locatedIn, d.Title, *x).At(at)
		}
		lost = l.Repository
	}
	if lost != "" {
		return conformity.Unmet(locatedLost, d.Title, lost).At("locations")
	}
	return conformity.Unmet(locatedNot, d.Title).At("locations")
}

// reviewedInTime decides 4.4.5.b for a controlled document: the day of its next review has not
// passed. A document that is archived and not in use is not looked through any more.
func reviewedInTime(r *conformity.Reader, d *Document) conformity.Verdict {
	if v, is := controlled(r, d); !is {
		return v
	}
	if !awaited(r, d.Revisions) {
		return conformity.Nothing(documentGone, *d)
	}
	return due(r, d.Title, d.ReviewDue(r))
}

func due(r *conformity.Reader, title string, day records.Date) conformity.Verdict {
	switch {
	case day.IsZero():
		return conformity.Undetermined(reviewUndated, title).At("next_review_on")
	case r.Over(day):
		return conformity.Unmet(reviewOverdue, title, day).At("next_review_on")
	}
	return conformity.Met(reviewDue, title, day).At("next_review_on")
}

// procedureReviewed decides 4.4.5.b for a procedure in force. One without a day of its own is
// reviewed with the document in which it is written down.
func procedureReviewed(r *conformity.Reader, p *Procedure) conformity.Verdict {
	if !p.InForce(r) {
		return conformity.Nothing(needElse, *p, "is in force")
	}
	if p.NextReviewOn.IsZero() {
		if d := conformity.Look(r, p.Document); d != nil {
			return conformity.Nothing(needOther, *d, "is reviewed, and the procedure with it")
		}
	}
	return due(r, p.Title, p.NextReviewOn)
}

// registerReviewed decides 4.4.5.b for a register in force, where a day is set for it.
func registerReviewed(r *conformity.Reader, g *Register) conformity.Verdict {
	if !g.InForce(r) || g.NextReviewOn.IsZero() {
		return conformity.Nothing(noDocuments)
	}
	return due(r, g.Title, g.NextReviewOn)
}

const (
	noReviews     conformity.Message = "documents.revised.none: no review of a document is on record"
	reviewRight   conformity.Message = "documents.revised.right: the review of {1} found that {subject}, {0}, is still right"
	reviewUntil   conformity.Message = "documents.revised.until: the review of {1} found that {subject}, {0}, is {2}; there is time until {3}"
	reviewDone    conformity.Message = "documents.revised.done: the review of {1} found that {subject}, {0}, is {2}, and that was done"
	reviewNoDay   conformity.Message = "documents.revised.undated: the review of {1} found that {subject}, {0}, is {2}, and set no day for it: enter the day"
	reviewOpen    conformity.Message = "documents.revised.open: the review of {1} found that {subject}, {0}, is {2}, by {3}, and that was not done: do it, and have the new revision approved"
	reviewUnclear conformity.Message = "documents.revised.unclear: the review of {1} of {subject}, {0}, does not say what it found: enter the outcome"
)

// revisedAsFound decides 4.4.5.b.revised for each review of a document: where it found that the
// document has to change, a later revision was approved, or the document withdrawn, by the day
// set; late but done is done.
func revisedAsFound(r *conformity.Reader, d *Document, say conformity.Say) {
	for i := range d.Reviews {
		v, at := &d.Reviews[i], fmt.Sprintf("reviews[%d]", i)
		part := fmt.Sprintf("review %d of %s", i, v.On)
		needs := v.Outcome
		switch {
		case !r.Happened(v.On):
			say(part, conformity.Nothing(noReviews))
		case v.Outcome == StillRight:
			say(part, conformity.Exempt(reviewRight, d.Title, v.On).At(at))
		case v.Outcome != ToRevise && v.Outcome != ToWithdraw:
			say(part, conformity.Undetermined(reviewUnclear, d.Title, v.On).At(at+".outcome"))
		case d.answered(r, v):
			say(part, conformity.Met(reviewDone, d.Title, v.On, needs).At(at))
		case v.ActBy.IsZero():
			say(part, conformity.Undetermined(reviewNoDay, d.Title, v.On, needs).At(at+".act_by"))
		case r.Over(v.ActBy):
			say(part, conformity.Unmet(reviewOpen, d.Title, v.On, needs, v.ActBy).At(at))
		default:
			say(part, conformity.Met(reviewUntil, d.Title, v.On, needs, v.ActBy).At(at))
		}
	}
}

// answered reports whether what a review called for was done.
func (d *Document) answered(r *conformity.Reader, v *Review) bool {
	if !awaited(r, d.Revisions) {
		return len(d.Revisions) > 0 // withdrawn, which answers either
	}
	if v.Outcome == ToWithdraw {
		return false
	}
	return slices.ContainsFunc(d.Revisions, func(x Revision) bool {
		on := x.life().ApprovedOn
		return x.Number != v.Revision && !on.Before(v.On) && r.Happened(on)
	})
}
