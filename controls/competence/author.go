package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const authorLacked conformity.Message = "competence.author.lacked: {subject} was made on {0} by {1} as {2}, who lacked then what {3} requires ({4}): have it judged again by somebody who is competent"

// AuthorChecks returns checks that a judgement was made by somebody competent, for every
// requirement that rests on one: the latest on a requirement and a record does not count
// where its author lacked a competence which the role demanded in which the author judged.
// Where the role, or what it requires, is not known they say nothing. They never say that a
// requirement is met: they stand beside the checks of the clause, which look at the judgement.
func AuthorChecks() []conformity.Check[Input] {
	var checks []conformity.Check[Input]
	for requirement := range conformity.Requirements() {
		if requirement.Verification != conformity.ByData {
			checks = append(checks, conformity.Each(requirement.ID, attestations, authorCompetent(requirement.ID)))
		}
	}
	return checks
}

// judged is a requirement and the record on which it was judged.
type judged struct {
	requirement string
	subject     records.Ref
}

var attestationsByJudged = conformity.NewIndex(func(a *records.Attestation) judged { return judged{a.Requirement, a.Subject} })

func authorCompetent(requirement string) func(*conformity.Reader, *records.Attestation) conformity.Verdict {
	return func(r *conformity.Reader, a *records.Attestation) conformity.Verdict {
		if a.Requirement != requirement || !r.Happened(a.MadeOn) || !isLatest(r, a) {
			return conformity.Verdict{}
		}
		lacked, role := AuthorLacks(r, a)
		if len(lacked) == 0 {
			return conformity.Verdict{} // says nothing, not even why: that is for the checks of the clause
		}
		refs := make([]records.Ref, len(lacked))
		for i, id := range lacked {
			refs[i] = id.Ref()
		}
		return conformity.Unmet(authorLacked, a.MadeOn, a.By, a.Role, *role, refs).At("by")
	}
}

// isLatest reports whether no later judgement of the same took this one's place.
func isLatest(r *conformity.Reader, a *records.Attestation) bool {
	for _, other := range listed(attestationsByJudged.Of(r, judged{a.Requirement, a.Subject})) {
		if other.MadeOn.After(a.MadeOn) && r.Happened(other.MadeOn) {
			return false
		}
	}
	return true
}
