package objectives

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// What the standard asks of objectives, targets and programmes alike.

const (
	writtenIn       conformity.Message = "objectives.written: revision {0} of {subject}, {1}, is written down in {2}, revision {3}"
	writtenNowhere  conformity.Message = "objectives.written.not: revision {0} of {subject}, {1}, points to no revision of a document: write it down in a controlled document, and name that with its revision"
	writtenLost     conformity.Message = "objectives.written.lost: revision {0} of {subject}, {1}, points to {2}, revision {3}, and there is no such revision: name the one that it is written down in"
	writtenGone     conformity.Message = "objectives.written.withdrawn: revision {0} of {subject}, {1}, is written down in {2}, revision {3}, which is withdrawn: issue the document anew, or name another"
	writtenLoose    conformity.Message = "objectives.written.uncontrolled: revision {0} of {subject}, {1}, is written down in {2}, which is not a controlled document: bring it under control"
	writtenRecord   conformity.Message = "objectives.written.record: revision {0} of {subject}, {1}, is set down in {2}"
	writtenNoRecord conformity.Message = "objectives.written.norecord: revision {0} of {subject}, {1}, is set down in {2}, which {3}: name what it is set down in, or write it down in a controlled document"
	writtenUndecide conformity.Message = "objectives.written.undecided: it is not decided whether {2}, in which revision {0} of {subject}, {1}, is written down, is a controlled document: enter yes or no"
)

// written decides 4.3.3.documented and 4.3.4.documented: the revision in force points to a
// revision of a controlled document that was not withdrawn, or else to a record that is there
// to be read. Whether the register lists the document is for 4.4.4.a.
func written(r *conformity.Reader, s *subject) conformity.Verdict {
	pointer, number, at := s.revision.Document, s.revision.Number, s.path+"document"
	if pointer.IsZero() && s.revision.Record != "" {
		return inRecord(r, s).At(s.path + "record")
	}
	if pointer.Document == "" || pointer.Revision == "" {
		return conformity.Unmet(writtenNowhere, number, s.title).At(at)
	}
	document := conformity.Look(r, pointer.Document)
	if document == nil {
		return conformity.Unmet(writtenLost, number, s.title, pointer.Document, pointer.Revision).At(at)
	}
	state, found := document.StateOf(r, pointer.Revision)
	switch {
	case !found:
		return conformity.Unmet(writtenLost, number, s.title, *document, pointer.Revision).At(at + ".revision")
	case state == records.Withdrawn:
		return conformity.Unmet(writtenGone, number, s.title, *document, pointer.Revision).At(at)
	case document.Controlled == records.No:
		return conformity.Unmet(writtenLoose, number, s.title, *document).At(at)
	case document.Controlled != records.Yes:
		return conformity.Undetermined(writtenUndecide, number, s.title, *document).At(at)
	}
	return conformity.Met(writtenIn, number, s.title, *document, pointer.Revision).At(at)
}

func inRecord(r *conformity.Reader, s *subject) conformity.Verdict {
	id, number := s.revision.Record, s.revision.Number
	record := conformity.Look(r, id)
	switch {
	case record == nil:
		return conformity.Unmet(writtenNoRecord, number, s.title, id, "has no entry")
	case record.Unreadable(r):
		return conformity.Unmet(writtenNoRecord, number, s.title, id, "cannot be read any more")
	}
	return conformity.Met(writtenRecord, number, s.title, id)
}

const (
	followed      conformity.Message = "objectives.followed: the last entry on the progress of {subject}, {0}, is of {1}, within the {2} set"
	followedNew   conformity.Message = "objectives.followed.new: {subject}, {0}, is in force since {1}: there are {2} until the first entry on its progress"
	followedNot   conformity.Message = "objectives.followed.not: {subject}, {0}, is in force since {1} and has had no entry on its progress within the {2} set: find out how far it has come, and enter that"
	followedOld   conformity.Message = "objectives.followed.old: the last entry on the progress of {subject}, {0}, is of {1}, longer ago than the {2} set: find out how far it has come, and enter that"
	followedClaim conformity.Message = "objectives.followed.claimed: {subject}, {0}, is marked as {1} as of {2}, which nothing on record bears out, so that it is still in force; the last entry on its progress is of {3}, within the {4} set"
	followedLapse conformity.Message = "objectives.followed.marked: {subject}, {0}, is marked as {1} as of {2}, which nothing on record bears out, so that it is still in force, and has had no entry on its progress within the {3} set: enter what shows that it has ended, or go on with it"
	followedUnset conformity.Message = "objectives.followed.unset: it is not laid down how often the progress of {subject}, {0}, is entered: set a tracking interval, and have it approved with the next revision"
)

// pursued decides 4.3.3.maintain and 4.3.4.maintain: the interval set has not passed since the
// last entry on progress or, before the first, since it came into force.
func pursued(r *conformity.Reader, s *subject, interval records.Period, progress []Progress) conformity.Verdict {
	if interval.IsZero() {
		return conformity.Undetermined(followedUnset, s.title).At(s.path + "tracking_interval")
	}
	set, last := s.since(r), lastProgress(r, progress)
	recent := r.Within(later(set, last), interval)
	claimed := !s.end.IsZero() && !s.ended && r.Happened(s.end.On)
	switch {
	case claimed && !recent:
		return conformity.Unmet(followedLapse, s.title, s.end.Outcome, s.end.On, interval).At("end")
	case claimed && !last.IsZero():
		return conformity.Met(followedClaim, s.title, s.end.Outcome, s.end.On, last, interval).At("end")
	case !recent && last.IsZero():
		return conformity.Unmet(followedNot, s.title, set, interval).At("progress")
	case !recent:
		return conformity.Unmet(followedOld, s.title, last, interval).At("progress")
	case last.IsZero():
		return conformity.Met(followedNew, s.title, set, interval).At("progress")
	}
	return conformity.Met(followed, s.title, last, interval).At("progress")
}

const (
	reviewed      conformity.Message = "objectives.reviewed: {subject}, {0}, was last reviewed on {1}, within the {2} set"
	reviewedNew   conformity.Message = "objectives.reviewed.new: {subject}, {0}, is in force since {1}: there are {2} until its first review"
	reviewedNot   conformity.Message = "objectives.reviewed.not: {subject}, {0}, is in force since {1} and has not been reviewed within the {2} set: review it, and record by whom, when and with what outcome"
	reviewedOld   conformity.Message = "objectives.reviewed.old: {subject}, {0}, was last reviewed on {1}, longer ago than the {2} set: review it, and record by whom, when and with what outcome"
	reviewedUnset conformity.Message = "objectives.reviewed.unset: it is not laid down how often {subject}, {0}, is reviewed: set a review interval, and have it approved with the next revision"
)

// reviewedInTime decides 4.3.3.attribute.d, 4.3.4.d and 4.3.5.review: the interval set has not
// passed since the last review or, before the first, since it came into force. A new revision
// is no review. What a review finds is for the rows on derivation and amendment.
func reviewedInTime(r *conformity.Reader, s *subject, interval records.Period, reviews []Review) conformity.Verdict {
	set := s.since(r)
	var last records.Date
	if review := lastReview(r, reviews); review != nil {
		last = review.On
	}
	switch {
	case interval.IsZero():
		return conformity.Undetermined(reviewedUnset, s.title).At(s.path + "review_interval")
	case !r.Within(later(set, last), interval) && last.IsZero():
		return conformity.Unmet(reviewedNot, s.title, set, interval).At("reviews")
	case !r.Within(later(set, last), interval):
		return conformity.Unmet(reviewedOld, s.title, last, interval).At("reviews")
	case last.IsZero():
		return conformity.Met(reviewedNew, s.title, set, interval).At("reviews")
	}
	return conformity.Met(reviewed, s.title, last, interval).At("reviews")
}

const (
	amendNeedless  conformity.Message = "objectives.amend.needless: the review of {subject}, {0}, on {1} found that it need not be amended"
	amendUndecided conformity.Message = "objectives.amend.undecided: the review of {subject}, {0}, on {1} does not say whether it has to be amended: enter yes or no"
	amendDone      conformity.Message = "objectives.amend.done: the review of {subject}, {0}, on {1} found that it has to be amended; revision {2} was approved on {3}"
	amendDue       conformity.Message = "objectives.amend.due: the review of {subject}, {0}, on {1} found that it has to be amended by {2}"
	amendLate      conformity.Message = "objectives.amend.late: the review of {subject}, {0}, on {1} found that it has to be amended by {2}, and no revision was approved since: have a new revision approved"
	amendUndated   conformity.Message = "objectives.amend.undated: the review of {subject}, {0}, on {1} found that it has to be amended, and sets no day for that: set one"
	amendUnasked   conformity.Message = "objectives.amend.unasked: no review of {0} has said yet whether it has to be amended; where none has found that anything has to change, state that, with who says so and until when"
)

// amended decides 4.3.3.amend, 4.3.4.amend and 4.3.5.amend for each review: where it found
// that there has to be a change, a revision was approved on its day or later, by the day set.
// One that came late has come.
func amended(r *conformity.Reader, s *subject, reviews []Review, say conformity.Say) {
	said := false
	for i := range reviews {
		if review := &reviews[i]; r.Happened(review.On) {
			said = true
			say(fmt.Sprintf("review %d", i), s.amendedAfter(r, review, fmt.Sprintf("reviews[%d].", i)))
		}
	}
	if !said {
		say("", conformity.Nothing(amendUnasked, s.record))
	}
}

func (s *subject) amendedAfter(r *conformity.Reader, review *Review, at string) conformity.Verdict {
	switch review.NeedsAmending {
	case records.No:
		return conformity.Exempt(amendNeedless, s.title, review.On).At(at + "needs_amending")
	case records.Yes:
	default:
		return conformity.Undetermined(amendUndecided, s.title, review.On).At(at + "needs_amending")
	}
	for i := range s.n {
		v := s.at(i)
		if v.ApprovedBy != "" && !v.ApprovedOn.Before(review.On) && r.Happened(v.ApprovedOn) {
			return conformity.Met(amendDone, s.title, review.On, v.Number, v.ApprovedOn).At(at + "needs_amending")
		}
	}
	switch {
	case review.AmendBy.IsZero():
		return conformity.Undetermined(amendUndated, s.title, review.On).At(at + "amend_by")
	case r.Over(review.AmendBy):
		return conformity.Unmet(amendLate, s.title, review.On, review.AmendBy).At("revisions")
	}
	return conformity.Met(amendDue, s.title, review.On, review.AmendBy).At("revisions")
}

const (
	audienceNone  conformity.Message = "objectives.audience.none: it was decided that {subject}, {0}, concerns no {1}"
	audienceOpen  conformity.Message = "objectives.audience.open: it is not decided whether {subject}, {0}, concerns {1}: enter which, or that it concerns none"
	audienceWhich conformity.Message = "objectives.audience.which: {subject}, {0}, concerns {1}, and it is not said which: enter them"
	audienceLost  conformity.Message = "objectives.audience.lost: {subject}, {0}, concerns {1}, of which there is no entry: name one that there is"
	audienceGone  conformity.Message = "objectives.audience.gone: {1}, whom {0} concerns, is not there now"
	audienceNot   conformity.Message = "objectives.audience.stated: it is stated that third parties have no part in security"
	toldOf        conformity.Message = "objectives.told: {1} was told of revision {2} of {subject}, {0}, on {3} ({4})"
	notToldOf     conformity.Message = "objectives.told.not: {1} has not been told of revision {2} of {subject}, {0}, which is of {3}: tell them what is expected of them, and record when and how"
)

// employeesTold decides 4.3.3.attribute.c and 4.3.4.c for each role that an objective or a
// target concerns: its holders were told on or after the day on which the revision in force
// was approved. Whether they know what is expected of them is for 4.4.2.b.
func employeesTold(r *conformity.Reader, s *subject, a Audience, all []Communication, say conformity.Say) {
	if v, told := s.toBeTold(a.ConcernsEmployees(), len(a.Roles), "employees", "employees", "roles"); !told {
		say("", v)
		return
	}
	for i, id := range a.Roles {
		role := conformity.Look(r, id)
		v := conformity.Undetermined(audienceLost, s.title, id)
		switch {
		case role == nil:
		case !role.Exists(r):
			v = conformity.Nothing(audienceGone, s.record, *role)
		default:
			v = s.told(*role, lastTold(r, s.revision, all, tellsRole(id)))
		}
		say("role "+string(id), v.At(fmt.Sprintf("audience.roles[%d]", i)))
	}
}

// outsidersTold decides 4.3.3.attribute.c.thirdparties and 4.3.4.c.thirdparties in the same
// way. Where it is not decided whether third parties are concerned, a statement that they
// have no part in security will do.
func outsidersTold(r *conformity.Reader, s *subject, a Audience, all []Communication, say conformity.Say) {
	v, concerned := s.toBeTold(a.ConcernsOutsiders(), len(a.ThirdParties), "third parties", "outsiders", "third_parties")
	if !concerned {
		if a.ConcernsOutsiders() == "" && conformity.StatedNot(r, "third-parties") {
			v = conformity.Nothing(audienceNot)
		}
		say("", v)
		return
	}
	for i, id := range a.ThirdParties {
		party := conformity.Look(r, id)
		v := conformity.Undetermined(audienceLost, s.title, id)
		switch {
		case party == nil:
		case !party.IsPresent(r):
			v = conformity.Nothing(audienceGone, s.record, *party)
		default:
			v = s.told(*party, lastTold(r, s.revision, all, tellsParty(id)))
		}
		say("third party "+string(id), v.At(fmt.Sprintf("audience.third_parties[%d]", i)))
	}
}

// toBeTold decides whether somebody who is named has to be told.
func (s *subject) toBeTold(concerns records.Answer, named int, whom, answer, list string) (conformity.Verdict, bool) {
	switch {
	case concerns == records.No:
		return conformity.Exempt(audienceNone, s.title, whom).At("audience." + answer), false
	case concerns != records.Yes:
		return conformity.Undetermined(audienceOpen, s.title, whom).At("audience." + answer), false
	case named == 0:
		return conformity.Undetermined(audienceWhich, s.title, whom).At("audience." + list), false
	}
	return conformity.Verdict{}, true
}

func (s *subject) told(whom records.Entity, by *Communication) conformity.Verdict {
	if by == nil {
		return conformity.Unmet(notToldOf, s.title, whom, s.revision.Number, s.revision.RevisedOn())
	}
	return conformity.Met(toldOf, s.title, whom, s.revision.Number, by.On, by.Means)
}

const (
	impactWeighed conformity.Message = "objectives.impact.weighed: what harm revision {0} of {subject}, {1}, might do elsewhere was weighed on {2}, for {3}"
	impactNot     conformity.Message = "objectives.impact.not: it is not on record that anybody weighed what harm revision {0} of {subject}, {1}, might do elsewhere in the organization: weigh it, and record for which area, when and with what outcome"
	impactUndated conformity.Message = "objectives.impact.undated: it is not on record when it was weighed what harm revision {0} of {subject}, {1}, might do elsewhere: enter the day"
)

// impactConsidered decides 4.4.1.e for an objective, a target or a programme: the revision in
// force holds a record, of a day that has come, of its side effects being weighed.
func impactConsidered(r *conformity.Reader, s *subject) conformity.Verdict {
	at := s.path + "impact_considerations"
	undated := false
	for _, c := range s.revision.ImpactConsiderations {
		switch {
		case blank(c.Outcome):
		case r.Happened(c.On):
			return conformity.Met(impactWeighed, s.revision.Number, s.title, c.On, c.Area).At(at)
		case c.On.IsZero():
			undated = true
		}
	}
	if undated {
		return conformity.Undetermined(impactUndated, s.revision.Number, s.title).At(at)
	}
	return conformity.Unmet(impactNot, s.revision.Number, s.title).At(at)
}

const (
	viableUnjudged     conformity.Message = "objectives.viable.unjudged: top management has not judged yet whether {subject}, {0}, can really be achieved: have it judge that, and record on what evidence"
	viableContradicted conformity.Message = "objectives.viable.contradicted: {subject}, {0}, was judged to be achievable and has not been reached by {1}, the day on which it was due: the figure of {2} is {3}, and {4} {5} was aimed at; have top management judge it anew, or amend it"
)

// viable decides 4.4.1.i: somebody who then directed the organization judged, on or after the
// day on which the revision in force was approved, that it can be achieved; of this one, or
// of all that is in force. What others judge about it does not count here.
func viable(r *conformity.Reader, s *subject) conformity.Verdict {
	v := judgedViable(r, s, s.revision.RevisedOn())
	if v.Status == conformity.StatusUndetermined {
		return conformity.Undetermined(viableUnjudged, s.title)
	}
	return v
}

func judgedViable(r *conformity.Reader, s *subject, since records.Date) conformity.Verdict {
	byTopManagement := func(a *records.Attestation) bool {
		return organization.HeldTopManagement(r, a.By, a.MadeOn) != nil
	}
	return conformity.AttestedBy(r, "4.4.1.i", s.record.Ref(), byTopManagement, conformity.Judged{Record: s.record, ChangedOn: since})
}
