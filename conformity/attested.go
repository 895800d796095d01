package conformity

import (
	"github.com/iso28000/iso28000/records"
)

const (
	judgedToConform Message = "judgement.conforms: {0} judged on {1}, as {2}, that this conforms; the judgement holds until {3}"
	notJudged       Message = "judgement.missing: nobody has judged this yet: have somebody who is competent judge it, and record on what evidence"
	judgedNot       Message = "judgement.negative: {0} judged on {1} that this does not conform ({2}): mend it, and have it judged again"
	judgementLapsed Message = "judgement.lapsed: the judgement of {0} was valid until {1}: have it judged again"
	judgementStale  Message = "judgement.stale: the judgement of {0} is older than what it judges, {1}, which last changed on {2}: have it judged again"
)

// Judged names something that a judgement is about, and the day on which it last changed: a
// judgement made before that day is stale. The same day is not too old.
type Judged struct {
	Record    records.Entity
	ChangedOn records.Date
}

type judgedKey struct {
	requirement string
	subject     records.Ref
}

var attestations = NewIndex(func(a *records.Attestation) judgedKey { return judgedKey{a.Requirement, a.Subject} })

// Attested decides by the latest attestation on a requirement and a record: its sign, its
// age and its lapse. An attestation that names no record is about the system as a whole and
// holds for its one policy, methodology and so on as well; the later one of the two counts,
// and of two on one day a negative one.
//
// Where data contradict a judgement the check says so itself, before it asks for this.
func Attested(r *Reader, requirement string, subject records.Ref, judged ...Judged) Verdict {
	return AttestedBy(r, requirement, subject, func(*records.Attestation) bool { return true }, judged...)
}

// AttestedBy is Attested where not everybody may judge: what others judged, for or against,
// counts for nothing. Where nobody who may has judged yet, the verdict is undetermined.
func AttestedBy(r *Reader, requirement string, subject records.Ref, may func(*records.Attestation) bool, judged ...Judged) Verdict {
	a := latestAttestation(r, judgedKey{requirement, subject}, may)
	if !subject.IsZero() {
		if whole := latestAttestation(r, judgedKey{requirement: requirement}, may); laterJudgement(whole, a) {
			a = whole
		}
	}
	if a == nil {
		return Undetermined(notJudged)
	}
	r.note(a.Ref())
	Look(r, a.By)
	if a.Judgement != records.Conforms {
		return Unmet(judgedNot, a.By, a.MadeOn, a.Reason)
	}
	for _, j := range judged {
		if j.ChangedOn.After(a.MadeOn) && r.Happened(j.ChangedOn) {
			return Unmet(judgementStale, a.MadeOn, j.Record.Ref(), j.ChangedOn)
		}
	}
	if r.Over(a.ValidUntil) {
		return Unmet(judgementLapsed, a.MadeOn, a.ValidUntil)
	}
	return Met(judgedToConform, a.By, a.MadeOn, a.Role, a.ValidUntil)
}

// latestAttestation chooses without making evidence of what it passes over.
func latestAttestation(r *Reader, key judgedKey, may func(*records.Attestation) bool) *records.Attestation {
	var latest *records.Attestation
	attestations.Of(r, key).each(func(a *records.Attestation) bool {
		if r.Happened(a.MadeOn) && laterJudgement(a, latest) && may(a) {
			latest = a
		}
		return true
	})
	return latest
}

func laterJudgement(a, than *records.Attestation) bool {
	switch {
	case a == nil || than == nil:
		return a != nil
	case a.MadeOn != than.MadeOn:
		return a.MadeOn.After(than.MadeOn)
	}
	return a.Judgement != records.Conforms && than.Judgement == records.Conforms
}
