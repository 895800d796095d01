package policy

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const adviceAcknowledged conformity.Message = "policy.advice.acknowledged: {0} holds {subject} and has not confirmed to know {1} as it stands: the guide suggests that all employees know what it asks of them, so have it confirmed"

// Advice returns the checks of what the guide suggests for 4.2. What it suggests about
// improvement stands with the objectives.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{conformity.SuggestMany("4.2.process.13", roles, policyAcknowledged)}
}

// policyAcknowledged asks each holder of a role that is relevant for the policy. That the
// policy was made known to the role at all is for 4.2.j.
func policyAcknowledged(r *conformity.Reader, role *organization.Role, say conformity.Say) {
	p, revision := InForce(r)
	if p == nil || role.PolicyRelevant != records.Yes || !role.Exists(r) {
		return
	}
	for _, holder := range role.Holders {
		if holder.Holds(r) {
			say(string(holder.Person), conformity.FollowedIf(p.acknowledged(r, holder.Person, revision.EffectiveFrom), "", adviceAcknowledged, holder.Person, p.ID))
		}
	}
}

func (p *Policy) acknowledged(clock records.Clock, person records.ID[records.Person], since records.Date) bool {
	return slices.ContainsFunc(p.Communications, func(c Communication) bool {
		return slices.ContainsFunc(c.Acknowledgements, func(a Acknowledgement) bool {
			return a.Person == person && clock.Happened(a.On) && !a.On.Before(since)
		})
	})
}
