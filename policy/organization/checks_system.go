package organization

import (
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	establishedNot     conformity.Message = "organization.established.not: no security management system is in force: record what it is for and from which day it is in force"
	establishedLater   conformity.Message = "organization.established.later: {subject}: no security management system is in force before {0}: bring the day forward if it works already"
	establishedUndated conformity.Message = "organization.established.undated: {subject} does not say from which day the system is in force: enter the day"
	establishedOther   conformity.Message = "organization.established.other: the system is in force by {0}"

	scopeStated    conformity.Message = "organization.scope.stated: {subject}, revision {0}, in force since {1}, says what the system covers"
	scopeSilent    conformity.Message = "organization.scope.silent: {subject}, revision {0}, does not say {1}: have a revision approved that does"
	scopeDraft     conformity.Message = "organization.scope.draft: {subject}, revision {0}, is not approved, and no other scope is in force: have it approved, and record by whom and when"
	scopeLater     conformity.Message = "organization.scope.later: {subject}, revision {0}, takes effect only on {1}, and no scope is in force until then: bring the day forward"
	scopeUndated   conformity.Message = "organization.scope.undated: {subject}, revision {0}, is approved but does not say from which day it applies, and no other scope is in force: enter the day"
	scopeOther     conformity.Message = "organization.scope.other: the scope in force is {0}"
	scopeNone      conformity.Message = "organization.scope.none: no scope is in force: lay down which sites, units, activities and supply chain stages the system covers, and have it approved"
	scopeWithdrawn conformity.Message = "organization.scope.withdrawn: {0} was withdrawn on {1} and no scope has taken its place: have a new one approved"
)

// established decides 4.1.establish for the establishment in force: besides being in force,
// the system has to be judged effective. A judgement made before it came into force judged
// something else. Whether each of its parts works is for the clauses that follow.
func established(r *conformity.Reader, e *Establishment) conformity.Verdict {
	current := EstablishmentInForce(r)
	switch {
	case current != nil && current.ID == e.ID:
		return conformity.Attested(r, "4.1.establish", e.Ref(), conformity.Judged{Record: *e, ChangedOn: e.InForceFrom})
	case current != nil:
		return conformity.Nothing(establishedOther, *current)
	case e.InForceFrom.IsZero():
		return conformity.Unmet(establishedUndated).At("in_force_from")
	}
	return conformity.Unmet(establishedLater, e.InForceFrom).At("in_force_from")
}

// establishedAtAll decides 4.1.establish where there is no establishment to say it of.
func establishedAtAll(r *conformity.Reader) conformity.Verdict {
	if conformity.All[Establishment](r).Len() == 0 {
		return conformity.Unmet(establishedNot)
	}
	return conformity.Nothing(establishedNot)
}

// scopeDefined decides 4.1.scope for the scope in force: it names activities, and sites or
// parts of the organization; either of the two says where. A scope that is not in force yet
// is judged only where no other is. What it leaves out, and whether it may, is no part of
// this; nor is whether a document describes it, which is for 4.4.4.b.
func scopeDefined(r *conformity.Reader, s *Scope) conformity.Verdict {
	if current := ScopeInForce(r); current != nil && current.ID != s.ID {
		return conformity.Nothing(scopeOther, *current)
	} else if current != nil {
		return scopeCovers(s)
	}
	switch s.State(r) {
	case records.Draft:
		v := conformity.Unmet(scopeDraft, s.Revision)
		if s.ApprovedBy == "" {
			return v.At("approved_by")
		}
		return v.At("approved_on")
	case records.Approved:
		if s.EffectiveFrom.IsZero() {
			return conformity.Unmet(scopeUndated, s.Revision).At("effective_from")
		}
		return conformity.Unmet(scopeLater, s.Revision, s.EffectiveFrom).At("effective_from")
	}
	return conformity.Nothing(scopeNone)
}

func scopeCovers(s *Scope) conformity.Verdict {
	var missing []string
	field := ""
	if len(s.Activities) == 0 {
		missing, field = append(missing, "which activities it covers"), "activities"
	}
	if len(s.Sites) == 0 && len(s.Units) == 0 {
		missing = append(missing, "which sites or which parts of the organization it covers")
		if field == "" {
			field = "sites"
		}
	}
	if len(missing) > 0 {
		return conformity.Unmet(scopeSilent, s.Revision, missing).At(field)
	}
	return conformity.Met(scopeStated, s.Revision, s.EffectiveFrom)
}

// scopeDefinedAtAll decides 4.1.scope where no scope is in force and none is on its way.
func scopeDefinedAtAll(r *conformity.Reader) conformity.Verdict {
	latest := latestScope.Of(r)
	if latest != nil && !r.Happened(latest.WithdrawnOn) {
		return conformity.Nothing(scopeOther, *latest)
	}
	if conformity.All[Scope](r).Any(func(s *Scope) bool { return onItsWay(s.State(r)) }) {
		return conformity.Nothing(scopeNone)
	}
	if latest != nil {
		return conformity.Unmet(scopeWithdrawn, *latest, latest.WithdrawnOn)
	}
	return conformity.Unmet(scopeNone)
}

// onItsWay reports whether something is not in force yet and may come to be.
func onItsWay(s records.State) bool { return s == records.Draft || s == records.Approved }

const (
	outsourcedEnded       conformity.Message = "organization.outsourced.ended: {0} is not outsourced now; where nothing that bears on conformity is, state that, with who says so and until when"
	outsourcedUnconcerned conformity.Message = "organization.outsourced.unconcerned: it was decided that {subject}, {0}, has no bearing on conformity"
	outsourcedUndecided   conformity.Message = "organization.outsourced.undecided: it is not decided whether {subject}, {0}, has a bearing on conformity: enter yes or no"

	outsourcedControlled   conformity.Message = "organization.outsourced.controlled: {subject}, {0}, is kept under control by: {1}; in operation since {2}"
	outsourcedVerified     conformity.Message = "organization.outsourced.verified: {subject}, {0}, is kept under control by: {1}; in operation since {2}, last verified on {3}"
	outsourcedUncontrolled conformity.Message = "organization.outsourced.uncontrolled: {subject}, {0}, is carried out by {1} and no control over it is in operation: put one into operation, and record from which day"
	outsourcedUndated      conformity.Message = "organization.outsourced.undated: {subject}, {0}: it is not on record from which day the control over it is in operation ({1}): enter the day"

	outsourcedRole      conformity.Message = "organization.outsourced.role: {0} answers for the controls over {subject}, {1}"
	outsourcedNoRole    conformity.Message = "organization.outsourced.norole: no role answers for the controls over {subject}, {0}, carried out by {1}: name one"
	outsourcedLostRole  conformity.Message = "organization.outsourced.lostrole: {subject}, {0}, names {1} as answering for the controls, and there is no such role: name one that there is"
	outsourcedDescribed conformity.Message = "organization.outsourced.described: the controls over {subject}, {0}, are described"
	outsourcedElsewhere conformity.Message = "organization.outsourced.elsewhere: the controls over {subject}, {0}, are described in {1}"
	outsourcedSilent    conformity.Message = "organization.outsourced.silent: the controls over {subject}, {0}, are described nowhere: describe them, or name the document that does"
)

// ofConcern decides whether a process is a subject of 4.1: outsourced now, and of a bearing
// on conformity by the organization's own decision.
func ofConcern(r *conformity.Reader, p *OutsourcedProcess) (v conformity.Verdict, concerned bool) {
	switch {
	case !p.Runs(r):
		return conformity.Nothing(outsourcedEnded, *p), false
	case p.AffectsConformity == records.No:
		return conformity.Exempt(outsourcedUnconcerned, p.Title).At("affects_conformity"), false
	case p.AffectsConformity != records.Yes:
		return conformity.Undetermined(outsourcedUndecided, p.Title).At("affects_conformity"), false
	}
	return conformity.Verdict{}, true
}

// outsourcingControlled decides 4.1.outsourced.control: a control is in operation. One that
// is described but has not begun controls nothing; when it was last verified is shown, and
// for 4.5.1 to demand.
func outsourcingControlled(r *conformity.Reader, p *OutsourcedProcess) conformity.Verdict {
	if v, concerned := ofConcern(r, p); !concerned {
		return v
	}
	undated := ""
	for _, c := range p.Controls {
		switch {
		case c.InOperation(r) && r.Happened(c.LastVerifiedOn):
			return conformity.Met(outsourcedVerified, p.Title, c.Title, c.InOperationFrom, c.LastVerifiedOn).At("controls")
		case c.InOperation(r):
			return conformity.Met(outsourcedControlled, p.Title, c.Title, c.InOperationFrom).At("controls")
		case c.InOperationFrom.IsZero() && !r.Over(c.Until) && undated == "":
			undated = c.Title
		}
	}
	if undated != "" {
		return conformity.Undetermined(outsourcedUndated, p.Title, undated).At("controls")
	}
	return conformity.Unmet(outsourcedUncontrolled, p.Title, p.Provider).At("controls")
}

// outsourcingDescribed decides 4.1.outsourced.identify: the system names who answers for the
// controls, and describes them, here or in a document. Whether they work is for
// 4.1.outsourced.control.
func outsourcingDescribed(r *conformity.Reader, p *OutsourcedProcess, say conformity.Say) {
	if v, concerned := ofConcern(r, p); !concerned {
		say("", v)
		return
	}
	role := conformity.Look(r, p.ResponsibleRole)
	var answers conformity.Verdict
	switch {
	case p.ResponsibleRole == "":
		answers = conformity.Unmet(outsourcedNoRole, p.Title, p.Provider)
	case role == nil || !role.Exists(r):
		answers = conformity.Unmet(outsourcedLostRole, p.Title, p.ResponsibleRole)
	default:
		answers = conformity.Met(outsourcedRole, *role, p.Title)
	}
	say("role", answers.At("responsible_role"))

	described := conformity.Met(outsourcedDescribed, p.Title)
	if strings.TrimSpace(p.ControlDescription) == "" {
		described = conformity.Met(outsourcedElsewhere, p.Title, p.DescribedIn)
		if p.DescribedIn.IsZero() {
			described = conformity.Unmet(outsourcedSilent, p.Title)
		}
	}
	say("description", described.At("control_description"))
}
