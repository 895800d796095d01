package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	threatUnweighed conformity.Message = "risk.threat.unweighed: it was not decided whether {subject} is significant, so that nobody can say whether the policy still suits: decide"
	threatUndated   conformity.Message = "risk.threat.undated: {subject} is significant and nothing says when it was identified, so that nobody can say whether the policy was judged since: enter the day"
	noPolicy        conformity.Message = "risk.policy.none: no policy is in force that could suit the threats"
)

// policySuits decides 4.2.d for the policy in force: somebody has judged that it suits the threats,
// and the kind and size of the operations. The judgement is of what the policy said, what the scope
// covered and which significant threats there were on its day; of what came later it says nothing.
// A threat that has been withdrawn does not matter any more. That no policy is in force is for
// 4.2.authorize.
func policySuits(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	current, revision := policy.InForce(r)
	if current == nil || current.ID != p.ID {
		return conformity.Nothing(noPolicy)
	}
	judged := []conformity.Judged{{Record: *p, ChangedOn: revision.RevisedOn()}}
	if scope := organization.ScopeInForce(r); scope != nil {
		judged = append(judged, conformity.Judged{Record: *scope, ChangedOn: scope.EffectiveFrom})
	}
	newest := threatsByWeight.Of(r, records.Yes).Latest(func(t *Threat) records.Date {
		if !t.OnRegister(r) {
			return records.Date{}
		}
		return t.AddedOn
	})
	if newest != nil {
		judged = append(judged, conformity.Judged{Record: *newest, ChangedOn: newest.AddedOn})
	}
	return conformity.Attested(r, "4.2.d", p.Ref(), judged...)
}

// threatWeighed keeps 4.2.d open for a threat of which nobody has decided whether it is significant, or
// of which, though significant, nobody knows since when: it may be newer than the judgement.
func threatWeighed(r *conformity.Reader, t *Threat) conformity.Verdict {
	switch {
	case !t.OnRegister(r) || t.Significant == records.No:
	case t.Significant != records.Yes:
		return conformity.Undetermined(threatUnweighed).At("significant")
	case t.AddedOn.IsZero():
		return conformity.Undetermined(threatUndated).At("added_on")
	}
	return conformity.Nothing(noPolicy)
}
