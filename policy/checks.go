package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Policies     []Policy
	Roles        []organization.Role
	Stakeholders []organization.Stakeholder
	ThirdParties []organization.ThirdParty
	Documents    []documents.Document
	Persons      []records.Person
	Attestations []records.Attestation
}

func policies(in Input) []Policy                       { return in.Policies }
func roles(in Input) []organization.Role               { return in.Roles }
func stakeholders(in Input) []organization.Stakeholder { return in.Stakeholders }
func thirdParties(in Input) []organization.ThirdParty  { return in.ThirdParties }

// Checks returns the checks of clause 4.2 that need nothing of later clauses, in the order of
// the standard. Where no policy is in force 4.2.authorize is unmet, and what the others ask
// about it is undetermined.
func Checks() []conformity.Check[Input] {
	return slices.Concat(
		[]conformity.Check[Input]{
			conformity.Each("4.2.authorize", policies, authorized),
			conformity.Whole[Input]("4.2.authorize", authorizedAtAll),
		},
		inForce("4.2.a", consistentWithPolicies),
		inForce("4.2.b", givesFramework),
		inForce("4.2.c", consistentWithFramework),
		inForce("4.2.e", statesObjectives),
		inForce("4.2.f", commits(ContinualImprovement)),
		inForce("4.2.g", commits(LegalCompliance)),
		inForce("4.2.g.other", commitsToOthers),
		inForce("4.2.h", endorsed),
		inForce("4.2.i", written),
		inForce("4.2.i.maintained", reviewed),
		[]conformity.Check[Input]{
			conformity.Each("4.2.j", roles, employeesTold),
			conformity.Each("4.2.j.thirdparties", thirdParties, thirdPartyTold),
			conformity.Each("4.2.k", stakeholders, available),
		},
	)
}

const (
	policyNone  conformity.Message = "policy.none: no security policy is in force: have one authorized by top management, and record by whom, when, and from when it applies"
	policyOther conformity.Message = "policy.other: the policy in force is {0}"
)

// inForce makes the checks of a requirement on the policy in force. The second only says why
// the requirement is undetermined where there is no policy at all.
func inForce(requirement string, check func(*conformity.Reader, *subject) conformity.Verdict) []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each(requirement, policies, func(r *conformity.Reader, p *Policy) conformity.Verdict {
			current, revision := InForce(r)
			switch {
			case current == nil:
				return conformity.Nothing(policyNone)
			case current.ID != p.ID:
				return conformity.Nothing(policyOther, *current)
			}
			i := records.Current(r, len(p.Revisions), p.life)
			return check(r, &subject{p, revision, fmt.Sprintf("revisions[%d].", i)})
		}),
		conformity.Whole[Input](requirement, func(*conformity.Reader) conformity.Verdict { return conformity.Nothing(policyNone) }),
	}
}

// A subject is the policy in force.
type subject struct {
	*Policy
	revision *Revision // in force
	at       string    // where that stands in the policy
}

const (
	policyAuthorized   conformity.Message = "policy.authorized: revision {0} of {subject}, in force since {1}, was authorized on {2} by {3}, who then held {4}"
	policyUnauthorized conformity.Message = "policy.unauthorized: revision {0} of {subject}, in force since {1}, was authorized on {2} by {3}, who held no role in top management on that day: have it authorized by somebody who does"
	policyEmpty        conformity.Message = "policy.empty: {subject} has no revision, and no other policy is in force: write one and have it authorized by top management"
	policyDraft        conformity.Message = "policy.draft: revision {0} of {subject} is not authorized, and no policy is in force: have it authorized by top management, and record by whom and when"
	policyLater        conformity.Message = "policy.later: revision {0} of {subject} takes effect only on {1}, and no policy is in force until then: bring the day forward"
	policyUndated      conformity.Message = "policy.undated: revision {0} of {subject} is authorized but does not say from which day it applies, and no policy is in force: enter the day"
	policyWithdrawn    conformity.Message = "policy.withdrawn: {0} is withdrawn"
)

// authorized decides 4.2.authorize for the policy in force: whoever authorized the revision
// in force held a role in top management on that day; who does so today does not matter. A
// policy that is not in force yet is judged only where no other is.
func authorized(r *conformity.Reader, p *Policy) conformity.Verdict {
	current, revision := InForce(r)
	if current != nil && current.ID != p.ID {
		return conformity.Nothing(policyOther, *current)
	}
	state, i := records.Standing(r, len(p.Revisions), p.life)
	if i < 0 {
		return conformity.Unmet(policyEmpty).At("revisions")
	}
	at := fmt.Sprintf("revisions[%d].", i)
	if current == nil {
		return notInForce(state, p.Revisions[i], at)
	}
	a := revision.Authorization
	conformity.Look(r, a.By)
	role := organization.HeldTopManagement(r, a.By, a.On)
	if role == nil {
		return conformity.Unmet(policyUnauthorized, revision.Number, revision.EffectiveFrom, a.On, a.By).At(at + "authorization.by")
	}
	return conformity.Met(policyAuthorized, revision.Number, revision.EffectiveFrom, a.On, a.By, *role).At(at + "authorization")
}

// notInForce says why a policy is not in force by the revision that comes nearest to it.
func notInForce(state records.State, revision Revision, at string) conformity.Verdict {
	switch {
	case state == records.Draft && revision.Authorization.By != "":
		return conformity.Unmet(policyDraft, revision.Number).At(at + "authorization.on")
	case state == records.Draft:
		return conformity.Unmet(policyDraft, revision.Number).At(at + "authorization")
	case state == records.Approved && revision.EffectiveFrom.IsZero():
		return conformity.Unmet(policyUndated, revision.Number).At(at + "effective_from")
	case state == records.Approved:
		return conformity.Unmet(policyLater, revision.Number, revision.EffectiveFrom).At(at + "effective_from")
	}
	return conformity.Nothing(policyNone)
}

// authorizedAtAll decides 4.2.authorize where no policy is in force and none is on its way.
func authorizedAtAll(r *conformity.Reader) conformity.Verdict {
	found := conformity.All[Policy](r).First(func(p *Policy) bool {
		state, _ := records.Standing(r, len(p.Revisions), p.life)
		return state != records.Withdrawn
	})
	if found != nil {
		return conformity.Nothing(policyOther, *found)
	}
	return conformity.Unmet(policyNone)
}

const (
	frameworkGiven   conformity.Message = "policy.framework.given: revision {0} of {subject} states {1} principles that objectives can be built on"
	frameworkLacking conformity.Message = "policy.framework.lacking: revision {0} of {subject} states no principle or theme that objectives could be built on: have a revision authorized that does"
	objectivesStated conformity.Message = "policy.objectives.stated: revision {0} of {subject} states {1} broad objectives"
	objectivesNone   conformity.Message = "policy.objectives.none: revision {0} of {subject} states no broad objective of security management: have a revision authorized that does"
	committed        conformity.Message = "policy.committed: revision {0} of {subject} holds a commitment to {1}"
	uncommitted      conformity.Message = "policy.uncommitted: revision {0} of {subject} holds no commitment to {1}: have a revision authorized that does, or record the commitment if the text holds it"
	othersNone       conformity.Message = "policy.others.none: it is stated that no requirements beyond the law have been adopted"
	documented       conformity.Message = "policy.written: revision {0} of {subject} is written down in {1}, revision {2}"
	undocumented     conformity.Message = "policy.unwritten: revision {0} of {subject} points to no revision of a document: write it down in a controlled document, and name that with its revision"
	documentLost     conformity.Message = "policy.written.lost: revision {0} of {subject} points to {1}, revision {2}, and there is no such revision: name the one that it is written down in"
	documentGone     conformity.Message = "policy.written.withdrawn: revision {0} of {subject} is written down in {1}, revision {2}, which is withdrawn: issue the document anew, or name another"
	documentLoose    conformity.Message = "policy.written.uncontrolled: revision {0} of {subject} is written down in {1}, which is not a controlled document: bring it under control"
	documentOpen     conformity.Message = "policy.written.undecided: it is not decided whether {1}, in which revision {0} of {subject} is written down, is a controlled document: enter yes or no"
)

// givesFramework decides 4.2.b: there is a principle or theme. What is built on it is for 4.3.3.
func givesFramework(_ *conformity.Reader, p *subject) conformity.Verdict {
	n := stated(p.revision.Principles)
	if n == 0 {
		return conformity.Unmet(frameworkLacking, p.revision.Number).At(p.at + "principles")
	}
	return conformity.Met(frameworkGiven, p.revision.Number, n).At(p.at + "principles")
}

// statesObjectives decides 4.2.e: there is a broad objective.
func statesObjectives(_ *conformity.Reader, p *subject) conformity.Verdict {
	n := stated(p.revision.BroadObjectives)
	if n == 0 {
		return conformity.Unmet(objectivesNone, p.revision.Number).At(p.at + "broad_objectives")
	}
	return conformity.Met(objectivesStated, p.revision.Number, n).At(p.at + "broad_objectives")
}

func stated(statements []Statement) int {
	n := 0
	for _, s := range statements {
		if strings.TrimSpace(s.Text) != "" {
			n++
		}
	}
	return n
}

// commits makes the check of 4.2.f and 4.2.g: there is a commitment of that kind. Whether it
// is kept is for 4.1.improve and 4.5.2.
func commits(kind CommitmentKind) func(*conformity.Reader, *subject) conformity.Verdict {
	return func(_ *conformity.Reader, p *subject) conformity.Verdict {
		if _, found := p.revision.Has(kind); !found {
			return conformity.Unmet(uncommitted, p.revision.Number, kind).At(p.at + "commitments")
		}
		return conformity.Met(committed, p.revision.Number, kind).At(p.at + "commitments")
	}
}

// commitsToOthers decides 4.2.g.other. The policy cannot show whether requirements beyond
// the law have been adopted; unless it is stated that none were, it has to commit to them.
func commitsToOthers(r *conformity.Reader, p *subject) conformity.Verdict {
	if conformity.StatedNot(r, "other-requirements") {
		return conformity.Nothing(othersNone)
	}
	return commits(OtherRequirements)(r, p)
}

// written decides 4.2.i: the revision in force points to a revision of a controlled document
// that was not withdrawn. Who approved the document is for 4.4.5.b.approved, whether the
// register lists it for 4.4.4.a.
func written(r *conformity.Reader, p *subject) conformity.Verdict {
	pointer, number := p.revision.Document, p.revision.Number
	if pointer.Document == "" || pointer.Revision == "" {
		return conformity.Unmet(undocumented, number).At(p.at + "document")
	}
	document := conformity.Look(r, pointer.Document)
	if document == nil {
		return conformity.Unmet(documentLost, number, pointer.Document, pointer.Revision).At(p.at + "document")
	}
	state, found := document.StateOf(r, pointer.Revision)
	switch {
	case !found:
		return conformity.Unmet(documentLost, number, *document, pointer.Revision).At(p.at + "document.revision")
	case state == records.Withdrawn:
		return conformity.Unmet(documentGone, number, *document, pointer.Revision).At(p.at + "document")
	case document.Controlled == records.No:
		return conformity.Unmet(documentLoose, number, *document).At(p.at + "document")
	case document.Controlled != records.Yes:
		return conformity.Undetermined(documentOpen, number, *document).At(p.at + "document")
	}
	return conformity.Met(documented, number, *document, pointer.Revision).At(p.at + "document")
}
