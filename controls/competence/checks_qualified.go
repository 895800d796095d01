package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	rolesNone       conformity.Message = "competence.role.none: no role with security duties is on record, so it is open who has to be qualified for what: enter the roles, and which competences they require"
	roleNotNow      conformity.Message = "competence.role.notnow: {0} does not exist now"
	roleUnconcerned conformity.Message = "competence.role.unconcerned: it was decided that {subject}, {0}, has no security duties"
	roleUndecided   conformity.Message = "competence.role.undecided: it is not decided whether {subject}, {0}, has security duties: enter yes or no"
	roleOpen        conformity.Message = "competence.role.open: it is not laid down which competences {subject}, {0}, requires: enter them, or why it requires none"
	roleNeedless    conformity.Message = "competence.role.needless: it was decided that {subject}, {0}, requires no qualification: {1}"
	roleLaidDown    conformity.Message = "competence.role.laiddown: it is laid down which competences {0} requires"
	roleLostHolder  conformity.Message = "competence.role.lostholder: {subject}, {0}, is held by {1}, of whom there is no entry: enter the person"

	competenceLost  conformity.Message = "competence.lost: {0} requires {1}, of which there is no entry: enter it, or name one that there is"
	personGone      conformity.Message = "competence.person.gone: {0} does not work here now"
	personNoRole    conformity.Message = "competence.person.norole: {0} holds no role that requires a competence"
	qualified       conformity.Message = "competence.qualified.yes: {subject}, {0}, who holds {1}, has {2} by {3}, since {4}"
	qualifiedUntil  conformity.Message = "competence.qualified.until: {subject}, {0}, who holds {1}, has {2} by {3}, valid until {4}"
	notQualified    conformity.Message = "competence.qualified.no: {subject}, {0}, holds {1}, which requires {2}, and has no qualification for it: have {0} acquire it and record that, or give the role to somebody who has it"
	qualifiedLater  conformity.Message = "competence.qualified.later: {subject}, {0}, holds {1}, which requires {2}, and qualifies only on {4} ({3}): do not let {0} work in it before"
	qualifiedOver   conformity.Message = "competence.qualified.over: {subject}, {0}, holds {1}, which requires {2}; the qualification for it, {3}, ran out on {4}: have it renewed"
	qualifiedTaken  conformity.Message = "competence.qualified.withdrawn: {subject}, {0}, holds {1}, which requires {2}; the qualification for it, {3}, was withdrawn on {4}: have {0} qualify anew, or give the role to somebody else"
	qualifiedFailed conformity.Message = "competence.qualified.failed: {subject}, {0}, holds {1}, which requires {2}, and was found not to be competent in it by {3}, on {4}: train {0} and look again, or give the role to somebody else"
	qualifiedWhen   conformity.Message = "competence.qualified.undated: {subject}, {0}, holds {1}, which requires {2}; it is not on record from which day the qualification for it, {3}, holds: enter the day"
)

// requirementsLaidDown decides 4.4.2.qualified for a role with security duties: it is laid
// down what it requires, be it nothing. Which competences are the right ones is for whoever
// lays them down.
func requirementsLaidDown(r *conformity.Reader, role *organization.Role) conformity.Verdict {
	switch {
	case !role.Exists(r):
		return conformity.Nothing(roleNotNow, *role)
	case role.SecurityDuties == records.No:
		return conformity.Exempt(roleUnconcerned, role.Title).At("security_duties")
	case role.SecurityDuties != records.Yes:
		return conformity.Undetermined(roleUndecided, role.Title).At("security_duties")
	}
	for _, h := range role.Holders {
		// Time is asked of those alone who have no entry: of very many holders each has a first
		// day, and the verdict would be asked again on every one.
		if len(listed(personsByID.Of(r, h.Person))) == 0 && h.Holds(r) && conformity.Look(r, h.Person) == nil {
			return conformity.Undetermined(roleLostHolder, role.Title, h.Person).At("holders")
		}
	}
	laid := requirementsByRole.Of(r, role.ID)
	if laid.Any(func(q *Requirement) bool { return q.Competence != "" && q.Holds(r) }) {
		return conformity.Nothing(roleLaidDown, *role) // the rest is said of those who hold it
	}
	if none := laid.First(func(q *Requirement) bool { return !blank(q.None) && q.Holds(r) }); none != nil {
		return conformity.Exempt(roleNeedless, role.Title, none.None)
	}
	return conformity.Undetermined(roleOpen, role.Title)
}

// rolesAwaited says why 4.4.2.qualified is undetermined where there is no role to judge.
func rolesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(rolesNone) }

// holderQualified decides 4.4.2.qualified for a person, once for each competence that each
// role requires which the person holds now. A role with security duties is taken to be one
// for designing, operating or managing security equipment or processes.
func holderQualified(r *conformity.Reader, p *records.Person, say conformity.Say) {
	if !(span{p.From, p.Until}).holds(r) {
		say("", conformity.Nothing(personGone, *p))
		return
	}
	said := false
	held := organization.RolesOf(r, p.ID).Where(func(role *organization.Role) bool {
		return role.Exists(r) && role.SecurityDuties != records.No && organization.Holds(r, role, p.ID)
	})
	for role := range held {
		required := requirementsByRole.Of(r, role.ID).Where(func(q *Requirement) bool { return q.Competence != "" && q.Holds(r) })
		for q := range required {
			said = true
			say(string(role.ID)+" "+string(q.Competence), qualifiedFor(r, p, role, q.Competence))
		}
	}
	if !said {
		say("", conformity.Nothing(personNoRole, *p))
	}
}

func qualifiedFor(r *conformity.Reader, p *records.Person, role *organization.Role, competence records.ID[Competence]) conformity.Verdict {
	c := conformity.Look(r, competence)
	if c == nil {
		return conformity.Undetermined(competenceLost, *role, competence)
	}
	what := c.Title
	s := standingOf(r, pair{p.ID, competence})
	if q := s.evident(r, now(r)); q != nil {
		if last := q.span().until; !last.IsZero() {
			return conformity.Met(qualifiedUntil, p.Name, *role, what, *q, last)
		}
		return conformity.Met(qualified, p.Name, *role, what, *q, q.From)
	}
	// The nearest miss explains most: found wanting, withdrawn, run out, still to come, undated.
	var over, later, undated *Qualification
	for _, q := range s.qualifications {
		switch {
		case q.From.IsZero():
			undated = q
		case q.Holds(r): // and so it is in doubt
			d := s.doubted(q, now(r))
			conformity.Look(r, d.of.ID)
			q.noted(r)
			return conformity.Unmet(qualifiedFailed, p.Name, *role, what, *d.of, d.of.On)
		case !r.Happened(q.From):
			if later == nil || q.From.Before(later.From) {
				later = q
			}
		case over == nil || q.span().until.After(over.span().until):
			over = q
		}
	}
	switch {
	case undated != nil:
		return conformity.Undetermined(qualifiedWhen, p.Name, *role, what, *undated.noted(r))
	case over != nil && r.Happened(over.WithdrawnOn):
		return conformity.Unmet(qualifiedTaken, p.Name, *role, what, *over.noted(r), over.WithdrawnOn)
	case over != nil:
		return conformity.Unmet(qualifiedOver, p.Name, *role, what, *over.noted(r), over.ValidUntil)
	case later != nil:
		return conformity.Unmet(qualifiedLater, p.Name, *role, what, *later.noted(r), later.From)
	}
	return conformity.Unmet(notQualified, p.Name, *role, what)
}
