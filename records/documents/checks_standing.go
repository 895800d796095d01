package documents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	needHeld    conformity.Message = "documents.needed.held: {subject}, {0}, {3}; revision {1} is in force since {2}"
	needOther   conformity.Message = "documents.needed.other: {0} {1}"
	needElse    conformity.Message = "documents.needed.else: {0} is not what {1}, or not in force any more"
	needEmpty   conformity.Message = "documents.needed.empty: {subject}, {0}, has no revision yet: it is what {1}, so have one written and approved"
	needDraft   conformity.Message = "documents.needed.draft: revision {1} of {subject}, {0}, which {2}, is not approved: have it approved, and record by whom and when"
	needLater   conformity.Message = "documents.needed.later: revision {1} of {subject}, {0}, which {3}, takes effect only on {2}: bring the day forward"
	needUndated conformity.Message = "documents.needed.undated: revision {1} of {subject}, {0}, which {2}, does not say from which day it applies: enter the day"
)

// need is what the checks of this package say of something that is wanted in force; about says
// in words what it does.
func need(purpose ProcedurePurpose, about string, none conformity.Message) Need {
	return Need{
		Purpose: purpose, About: about, Held: needHeld, Empty: needEmpty, Draft: needDraft,
		Later: needLater, Undated: needUndated, Other: needOther, Else: needElse, None: none,
	}
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
