package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	relatedNone      conformity.Message = "policy.related.none: no other policy of the organization is entered beside {0}; where there is none, state that, with who says so and until when"
	relatedUndated   conformity.Message = "policy.related.undated: it is not on record when {0} was issued or last revised, so that it cannot be told whether {subject} was compared with it since: enter the day"
	frameworkNone    conformity.Message = "policy.riskframework.none: {subject} names no framework in which the organization as a whole handles threats and risks: name it, with the day of its latest revision"
	frameworkUndated conformity.Message = "policy.riskframework.undated: it is not on record when {0} was issued or last revised, so that it cannot be told whether {subject} was compared with it since: enter the day"
)

// named stands for something outside the records by its title, where a judgement is about it.
type named records.Ref

// Ref names it.
func (n named) Ref() records.Ref { return records.Ref(n) }

// consistentWithPolicies decides 4.2.a by a judgement no older than the revision in force and
// the related policies. Without related policies there is nothing to be consistent with.
func consistentWithPolicies(r *conformity.Reader, p *subject) conformity.Verdict {
	if len(p.RelatedPolicies) == 0 {
		return conformity.Nothing(relatedNone, *p.Policy)
	}
	judged := []conformity.Judged{{Record: *p.Policy, ChangedOn: p.revision.RevisedOn()}}
	for _, related := range p.RelatedPolicies {
		judged = append(judged, conformity.Judged{Record: named{"related policy", related.Title}, ChangedOn: related.RevisedOn})
	}
	v := conformity.Attested(r, "4.2.a", p.Ref(), judged...)
	if undated := slices.IndexFunc(p.RelatedPolicies, func(o RelatedPolicy) bool { return o.RevisedOn.IsZero() }); v.Status == conformity.StatusMet && undated >= 0 {
		return conformity.Undetermined(relatedUndated, p.RelatedPolicies[undated].Title).At(fmt.Sprintf("related_policies[%d].revised_on", undated))
	}
	return v
}

// consistentWithFramework decides 4.2.c by a judgement no older than the revision in force
// and the organization's framework for risk. Its having none cannot be told from its not
// being entered, so that without one the requirement is undetermined.
func consistentWithFramework(r *conformity.Reader, p *subject) conformity.Verdict {
	framework := p.RiskFramework
	v := conformity.Attested(r, "4.2.c", p.Ref(),
		conformity.Judged{Record: *p.Policy, ChangedOn: p.revision.RevisedOn()},
		conformity.Judged{Record: named{"risk framework", framework.Title}, ChangedOn: framework.RevisedOn})
	switch {
	case v.Status == conformity.StatusUnmet:
		return v
	case framework.IsZero():
		return conformity.Undetermined(frameworkNone).At("risk_framework")
	case framework.RevisedOn.IsZero():
		return conformity.Undetermined(frameworkUndated, framework.Title).At("risk_framework.revised_on")
	}
	return v
}

const (
	endorsedVisibly conformity.Message = "policy.endorsed: {0}, who then held {1}, endorsed revision {2} of {subject} on {3}, to be seen at: {4}"
	endorsedNot     conformity.Message = "policy.endorsed.not: it is not on record that top management endorsed revision {0} of {subject}: have it endorsed where people see it, and record by whom, when and where"
	endorsedLower   conformity.Message = "policy.endorsed.lower: {0} endorsed revision {1} of {subject} on {2} and held no role in top management on that day: have it endorsed by somebody who does"
	endorsedHidden  conformity.Message = "policy.endorsed.hidden: {0} endorsed revision {1} of {subject} on {2}, and it is not on record where that can be seen: show it, and enter where"
)

// endorsed decides 4.2.h: somebody who directed the organization on that day stands behind
// the revision in force, where people can see it.
func endorsed(r *conformity.Reader, p *subject) conformity.Verdict {
	number, at := p.revision.Number, p.at+"endorsements"
	best := conformity.Unmet(endorsedNot, number).At(at)
	nearest := 0
	for i, e := range p.revision.Endorsements {
		if !r.Happened(e.On) {
			continue
		}
		conformity.Look(r, e.By)
		role := organization.HeldTopManagement(r, e.By, e.On)
		hidden := strings.TrimSpace(e.ShownAt) == ""
		switch {
		case role != nil && !hidden:
			return conformity.Met(endorsedVisibly, e.By, *role, number, e.On, e.ShownAt).At(at)
		case role != nil && nearest < 2:
			nearest, best = 2, conformity.Unmet(endorsedHidden, e.By, number, e.On).At(fmt.Sprintf("%s[%d].shown_at", at, i))
		case role == nil && nearest < 1:
			nearest, best = 1, conformity.Unmet(endorsedLower, e.By, number, e.On).At(fmt.Sprintf("%s[%d].by", at, i))
		}
	}
	return best
}

const (
	reviewDue      conformity.Message = "policy.review.due: {subject} is to be reviewed by {0}"
	reviewLate     conformity.Message = "policy.review.late: {subject} was to be reviewed by {0} and has not been since: review it, and record by whom, when and with what outcome; if it was reviewed before that day, set the day of the next review"
	reviewUndated  conformity.Message = "policy.review.undated: no day is set for the next review of {subject}: set one"
	reviewNextOpen conformity.Message = "policy.review.next: {subject} was reviewed on {0}, as was set for {1}, and no day is set for the next review: set one"
)

// reviewed decides 4.2.i.maintained: the day set for the next review has not passed without
// one. A review that was late is a review, but leaves the day of the next one open. Reviews
// on account of a change of the business are for 4.2.l.
func reviewed(r *conformity.Reader, p *subject) conformity.Verdict {
	due := p.NextReviewOn
	switch {
	case due.IsZero():
		return conformity.Undetermined(reviewUndated).At("next_review_on")
	case !r.Over(due):
		return conformity.Met(reviewDue, due).At("next_review_on")
	}
	if last := p.LastReviewed(r); !last.IsZero() && !last.Before(due) {
		return conformity.Undetermined(reviewNextOpen, last, due).At("next_review_on")
	}
	return conformity.Unmet(reviewLate, due).At("reviews")
}

const (
	roleTold        conformity.Message = "policy.told: the holders of {subject}, {0}, were told of {1} on {2} ({3})"
	roleNotTold     conformity.Message = "policy.told.not: the holders of {subject}, {0}, have not been told of revision {1} of {2}, which is of {3}: tell them, and record when and how"
	roleUnconcerned conformity.Message = "policy.told.unconcerned: it was decided that the policy does not concern the holders of {subject}, {0}, as employees"
	roleUndecided   conformity.Message = "policy.told.undecided: it is not decided whether the holders of {subject}, {0}, are employees whom the policy concerns: enter yes or no"
	roleGone        conformity.Message = "policy.told.gone: {0} does not exist now"

	partyTold        conformity.Message = "policy.party.told: {subject}, {0}, was told of {1} on {2} ({3})"
	partyNotTold     conformity.Message = "policy.party.not: {subject}, {0}, has not been told of revision {1} of {2}, which is of {3}: tell them, and record when and how"
	partyUnconcerned conformity.Message = "policy.party.unconcerned: it was decided that the policy does not concern {subject}, {0}"
	partyUndecided   conformity.Message = "policy.party.undecided: it is not decided whether the policy concerns {subject}, {0}: enter yes or no"
	partyGone        conformity.Message = "policy.party.gone: there is no contact with {0} now; where no third party has a part in security, state that, with who says so and until when"
)

// employeesTold decides 4.2.j for a role: its holders were told of the policy on or after the
// day of its latest revision, if the organization decided that it concerns them. Whether they
// know their own duties is for 4.4.1.communicated and 4.4.2.a.
func employeesTold(r *conformity.Reader, role *organization.Role) conformity.Verdict {
	switch {
	case !role.Exists(r):
		return conformity.Nothing(roleGone, *role)
	case role.PolicyRelevant == records.No:
		return conformity.Exempt(roleUnconcerned, role.Title).At("policy_relevant")
	case role.PolicyRelevant != records.Yes:
		return conformity.Undetermined(roleUndecided, role.Title).At("policy_relevant")
	}
	p, revision := InForce(r)
	if p == nil {
		return conformity.Nothing(policyNone)
	}
	told := p.told(r, revision, func(c *Communication) bool { return slices.Contains(c.Roles, role.ID) })
	if told == nil {
		return conformity.Unmet(roleNotTold, role.Title, revision.Number, *p, revision.RevisedOn())
	}
	return conformity.Met(roleTold, role.Title, *p, told.On, told.Means)
}

// thirdPartyTold decides 4.2.j.thirdparties for a group from outside, in the same way.
func thirdPartyTold(r *conformity.Reader, party *organization.ThirdParty) conformity.Verdict {
	switch {
	case !party.IsPresent(r):
		return conformity.Nothing(partyGone, *party)
	case party.PolicyRelevant == records.No:
		return conformity.Exempt(partyUnconcerned, party.Name).At("policy_relevant")
	case party.PolicyRelevant != records.Yes:
		return conformity.Undetermined(partyUndecided, party.Name).At("policy_relevant")
	}
	p, revision := InForce(r)
	if p == nil {
		return conformity.Nothing(policyNone)
	}
	told := p.told(r, revision, func(c *Communication) bool { return slices.Contains(c.ThirdParties, party.ID) })
	if told == nil {
		return conformity.Unmet(partyNotTold, party.Name, revision.Number, *p, revision.RevisedOn())
	}
	return conformity.Met(partyTold, party.Name, *p, told.On, told.Means)
}

// told returns the latest communication of a revision to an audience, or nil.
func (p *Policy) told(clock records.Clock, revision *Revision, audience func(*Communication) bool) *Communication {
	var latest *Communication
	for i := range p.Communications {
		c := &p.Communications[i]
		about := c.Revision == "" || c.Revision == revision.Number
		if about && audience(c) && clock.Happened(c.On) && !c.On.Before(revision.RevisedOn()) &&
			(latest == nil || c.On.After(latest.On)) {
			latest = c
		}
	}
	return latest
}

const (
	availableBy    conformity.Message = "policy.available: {subject}, {0}, can get {1}: {2}"
	withheld       conformity.Message = "policy.withheld: {1} is withheld from {subject}, {0}: {2}"
	unavailable    conformity.Message = "policy.unavailable: it is not on record how {subject}, {0}, gets {1}, nor why it is withheld: make it available and enter how, or enter the reason"
	stakeholderNot conformity.Message = "policy.available.none: no stakeholder is on the register now to whom the policy could be available"
)

// available decides 4.2.k for a stakeholder: it can get the policy, or there is a reason why
// not. What may be told to whom is for 4.4.3.sensitivity.
func available(r *conformity.Reader, s *organization.Stakeholder) conformity.Verdict {
	if !s.IsOne(r) {
		return conformity.Nothing(stakeholderNot)
	}
	p, _ := InForce(r)
	if p == nil {
		return conformity.Nothing(policyNone)
	}
	for _, a := range p.Availability {
		switch {
		case a.Stakeholder != s.ID:
		case strings.TrimSpace(a.Means) != "":
			return conformity.Met(availableBy, s.Name, *p, a.Means)
		case strings.TrimSpace(a.Withheld) != "":
			return conformity.Met(withheld, s.Name, *p, a.Withheld)
		}
	}
	return conformity.Unmet(unavailable, s.Name, *p)
}
