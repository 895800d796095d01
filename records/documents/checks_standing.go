package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	needHeld    conformity.Message = "documents.needed.held: {subject}, {0}, {1}; revision {2} is in force since {3}"
	needOther   conformity.Message = "documents.needed.other: {0} {1}"
	needElse    conformity.Message = "documents.needed.else: {0} is not what {1}, or not in force any more"
	needEmpty   conformity.Message = "documents.needed.empty: {subject}, {0}, has no revision yet: it is what {1}, so have one written and approved"
	needDraft   conformity.Message = "documents.needed.draft: revision {2} of {subject}, {0}, which {1}, is not approved: have it approved, and record by whom and when"
	needLater   conformity.Message = "documents.needed.later: revision {2} of {subject}, {0}, which {1}, takes effect only on {3}: bring the day forward"
	needUndated conformity.Message = "documents.needed.undated: revision {2} of {subject}, {0}, which {1}, does not say from which day it applies: enter the day"
)

// standing decides for one of several things with revisions, of which one has to be in force.
// What they do is said in words; other is one that is in force, or nil.
func standing(r *conformity.Reader, subject records.Entity, title, does string, rs revisions, other func() records.Entity) conformity.Verdict {
	state, i := records.Standing(r, len(rs), rs.life)
	if state == records.InForce {
		return conformity.Met(needHeld, title, does, rs[i].Number, rs[i].EffectiveFrom)
	}
	if other := other(); other != nil {
		return conformity.Nothing(needOther, other.Ref(), does)
	}
	if i < 0 {
		return conformity.Unmet(needEmpty, title, does).At("revisions")
	}
	at := fmt.Sprintf("revisions[%d]", i)
	switch {
	case state == records.Draft && rs[i].ApprovedBy == "":
		return conformity.Unmet(needDraft, title, does, rs[i].Number).At(at + ".approved_by")
	case state == records.Draft:
		return conformity.Unmet(needDraft, title, does, rs[i].Number).At(at + ".approved_on")
	case state == records.Approved && rs[i].EffectiveFrom.IsZero():
		return conformity.Unmet(needUndated, title, does, rs[i].Number).At(at + ".effective_from")
	case state == records.Approved:
		return conformity.Unmet(needLater, title, does, rs[i].Number, rs[i].EffectiveFrom).At(at + ".effective_from")
	}
	return conformity.Nothing(needElse, subject.Ref(), does)
}

// awaited reports whether something is in force or on its way to it.
func awaited(r *conformity.Reader, rs revisions) bool {
	state, _ := records.Standing(r, len(rs), rs.life)
	return state != records.Withdrawn
}

// nothing is a check that says why a requirement is undetermined where there is no record
// that it could judge.
func nothing(why conformity.Message) func(*conformity.Reader) conformity.Verdict {
	return func(*conformity.Reader) conformity.Verdict { return conformity.Nothing(why) }
}
