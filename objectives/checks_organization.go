package objectives

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// organizationChecks are those of 4.4.1 that are about policy, objectives, targets and
// programmes, in the order of the standard.
func organizationChecks() []conformity.Check[Input] {
	return slices.Concat(
		[]conformity.Check[Input]{
			conformity.EachMany("4.4.1.structure", roles, roleInStructure),
			conformity.Each("4.4.1.structure", policies, policyRelies),
			conformity.Each("4.4.1.structure", programmes, programmeRelies),
			conformity.Whole[Input]("4.4.1.structure", structureAtAll),
		},
		ofObjectives("4.4.1.b", one(objectiveManaged)),
		ofTargets("4.4.1.b", one(targetManaged)),
		[]conformity.Check[Input]{conformity.Each("4.4.1.e", policies, policyImpact)},
		ofObjectives("4.4.1.e", one(func(r *conformity.Reader, o *objective) conformity.Verdict { return impactConsidered(r, &o.subject) })),
		ofTargets("4.4.1.e", one(func(r *conformity.Reader, t *target) conformity.Verdict { return impactConsidered(r, &t.subject) })),
		ofProgrammes("4.4.1.e", one(func(r *conformity.Reader, p *programme) conformity.Verdict { return impactConsidered(r, &p.subject) })),
		[]conformity.Check[Input]{conformity.EachMany("4.4.1.f", programmes, fitsTheSystem)},
		ofObjectives("4.4.1.i", one(func(r *conformity.Reader, o *objective) conformity.Verdict { return viable(r, &o.subject) })),
		ofTargets("4.4.1.i", one(targetViable)),
		ofProgrammes("4.4.1.i", one(func(r *conformity.Reader, p *programme) conformity.Verdict { return viable(r, &p.subject) })),
	)
}

const (
	rolesNone      conformity.Message = "objectives.role.none: no role with security duties is on record: enter the roles, and of each whether it has such duties"
	rolesUndecided conformity.Message = "objectives.role.undecided: of no role is it decided that it has security duties: decide it for each, and enter yes or no"
	roleThere      conformity.Message = "objectives.role.there: {0} has security duties; neither the policy nor a programme in force says on which roles it relies"
	roleUnneeded   conformity.Message = "objectives.role.unneeded: neither the policy nor a programme in force relies on {0}"
	roleHeld       conformity.Message = "objectives.role.held: {subject}, {0}, on which {1} relies, is held by {2}"
	roleVacant     conformity.Message = "objectives.role.vacant: nobody holds {subject}, {0}, on which {1} relies: appoint somebody, and record from when"
	roleEnded      conformity.Message = "objectives.role.ended: {subject}, {0}, on which {1} relies, does not exist now: name another role in {1}, or set it up anew"
	rolePlaced     conformity.Message = "objectives.role.placed: {subject}, {0}, on which {1} relies, reports in the end to {2}"
	roleHighest    conformity.Message = "objectives.role.highest: {subject}, {0}, on which {1} relies, stands highest"
	roleUnplaced   conformity.Message = "objectives.role.unplaced: {subject}, {0}, on which {1} relies, reports to nobody: enter the role above it, or that there is none above it"
	roleBroken     conformity.Message = "objectives.role.broken: the line in which {subject}, {0}, reports, and on which {1} relies, ends at {2}, which neither reports to a role that there is nor stands highest: enter the role above {2}, or that there is none above it"
	roleCircle     conformity.Message = "objectives.role.circle: the line in which {subject}, {0}, reports, and on which {1} relies, leads back to {2} or through more than {3} roles: mend the roles that stand above one another"
	reliesOn       conformity.Message = "objectives.role.relied: the roles on which {0} relies are on record"
	reliesOnLost   conformity.Message = "objectives.role.lost: {subject} relies on {0}, of which there is no entry: enter the role, with its holder and the role above it, or name another"
)

var policiesByRole = conformity.NewIndexAll(func(p *policy.Policy) []records.ID[organization.Role] {
	var ids []records.ID[organization.Role]
	for i := range p.Revisions {
		ids = append(ids, p.Revisions[i].ResponsibleRoles...)
	}
	return ids
})

var programmesByRole = conformity.NewIndexAll(func(p *Programme) []records.ID[organization.Role] {
	var ids []records.ID[organization.Role]
	for i := range p.Revisions {
		ids = append(ids, p.Revisions[i].ResponsibleRole)
	}
	return ids
})

// reliedOn returns the policy or a programme in force that relies on the role, or nil.
func reliedOn(r *conformity.Reader, role records.ID[organization.Role]) records.Entity {
	p := policiesByRole.Of(r, role).First(func(p *policy.Policy) bool {
		current, revision := policy.InForce(r)
		return current != nil && current.ID == p.ID && slices.Contains(revision.ResponsibleRoles, role)
	})
	if p != nil {
		return *p
	}
	x := programmesByRole.Of(r, role).First(func(p *Programme) bool {
		v := p.ours(r)
		return v != nil && v.ResponsibleRole == role
	})
	if x != nil {
		return *x
	}
	return nil
}

// roleInStructure decides 4.4.1.structure for a role on which the policy or a programme in
// force relies: somebody holds it, and the line in which it reports leads up to the highest.
func roleInStructure(r *conformity.Reader, role *organization.Role, say conformity.Say) {
	by := reliedOn(r, role.ID)
	if by == nil {
		say("", conformity.Nothing(roleUnneeded, *role))
		return
	}
	if !role.Exists(r) {
		say("holder", conformity.Unmet(roleEnded, role.Title, by).At("until"))
		return
	}
	held := conformity.Unmet(roleVacant, role.Title, by)
	for _, h := range role.Holders {
		if h.Holds(r) {
			held = conformity.Met(roleHeld, role.Title, by, h.Person)
			break
		}
	}
	say("holder", held.At("holders"))
	say("place", placeOf(r, role, by).At("reports_to"))
}

// maxLevels bounds how many roles may stand above one another.
const maxLevels = 64

// placeOf follows the line in which a role reports.
func placeOf(r *conformity.Reader, role *organization.Role, by records.Entity) conformity.Verdict {
	if role.Highest {
		return conformity.Met(roleHighest, role.Title, by)
	}
	if role.ReportsTo == "" {
		return conformity.Unmet(roleUnplaced, role.Title, by)
	}
	last := role
	for range maxLevels {
		next := conformity.Look(r, last.ReportsTo)
		switch {
		case next == nil || !next.Exists(r):
			return conformity.Unmet(roleBroken, role.Title, by, *last)
		case next.Highest:
			return conformity.Met(rolePlaced, role.Title, by, *next)
		case next.ID == role.ID:
			return conformity.Unmet(roleCircle, role.Title, by, *next, maxLevels)
		}
		last = next
	}
	return conformity.Unmet(roleCircle, role.Title, by, *last, maxLevels)
}

// policyRelies decides 4.4.1.structure for roles that the policy in force relies on and that
// are not on record, so that nothing can be said of them.
func policyRelies(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	current, revision := policy.InForce(r)
	if current == nil || current.ID != p.ID || len(revision.ResponsibleRoles) == 0 {
		return conformity.Nothing(rolesNone)
	}
	var lost []records.Ref
	for _, id := range revision.ResponsibleRoles {
		if conformity.Look(r, id) == nil {
			lost = append(lost, id.Ref())
		}
	}
	if len(lost) > 0 {
		return conformity.Unmet(reliesOnLost, lost).At("revisions")
	}
	return conformity.Nothing(reliesOn, *p)
}

// programmeRelies does the same for the role that answers for a programme in force.
func programmeRelies(r *conformity.Reader, p *Programme) conformity.Verdict {
	v := p.ours(r)
	switch {
	case v == nil || v.ResponsibleRole == "":
		return conformity.Nothing(rolesNone)
	case conformity.Look(r, v.ResponsibleRole) == nil:
		return conformity.Unmet(reliesOnLost, v.ResponsibleRole).At("revisions")
	}
	return conformity.Nothing(reliesOn, *p)
}

// structureAtAll decides 4.4.1.structure where no role has security duties.
func structureAtAll(r *conformity.Reader) conformity.Verdict {
	all := conformity.All[organization.Role](r)
	found := all.First(func(role *organization.Role) bool { return role.Exists(r) && role.SecurityDuties == records.Yes })
	switch {
	case found != nil:
		return conformity.Nothing(roleThere, *found)
	case all.Any(func(role *organization.Role) bool { return role.Exists(r) && role.SecurityDuties == "" }):
		return conformity.Undetermined(rolesUndecided)
	}
	return conformity.Unmet(rolesNone)
}

const (
	managed     conformity.Message = "objectives.manager: {subject}, {0}, falls under the authority of {1}, by {2}"
	managerNone conformity.Message = "objectives.manager.none: {subject}, {0}, names no manager who sees to it that it is carried out: name one who is appointed to deliver objectives"
	managerNot  conformity.Message = "objectives.manager.unappointed: {subject}, {0}, names {1}, who is not appointed now to deliver objectives: appoint them, or name somebody who is"
	managerBare conformity.Message = "objectives.manager.bare: {subject}, {0}, names {1}, whose {2} does not say what they may decide: write the authority into it"
)

var appointmentsByHolder = conformity.NewIndex(func(a *organization.Appointment) records.ID[records.Person] { return a.Holder })

// objectiveManaged decides 4.4.1.b for an objective: the manager whom it names is appointed
// now to deliver objectives, and it is written down what that manager may decide.
func objectiveManaged(r *conformity.Reader, o *objective) conformity.Verdict {
	return underAuthority(r, o.title, o.AccountableManager)
}

// targetManaged decides 4.4.1.b for a target: by the manager whom it names or, where it names
// none, by that of its objective.
func targetManaged(r *conformity.Reader, t *target) conformity.Verdict {
	manager := t.AccountableManager
	if manager == "" {
		if o := conformity.Look(r, t.Objective); o != nil {
			manager = o.AccountableManager
		}
	}
	return underAuthority(r, t.title, manager)
}

func underAuthority(r *conformity.Reader, title string, manager records.ID[records.Person]) conformity.Verdict {
	const field = "accountable_manager"
	if manager == "" {
		return conformity.Unmet(managerNone, title).At(field)
	}
	appointed := appointmentsByHolder.Of(r, manager)
	isNow := func(a *organization.Appointment) bool { return a.Kind == organization.Delivery && a.Holds(r) }
	if a := appointed.First(func(a *organization.Appointment) bool { return isNow(a) && !blank(a.Authority) }); a != nil {
		return conformity.Met(managed, title, manager, *a).At(field)
	}
	if a := appointed.First(isNow); a != nil {
		return conformity.Unmet(managerBare, title, manager, *a).At(field)
	}
	return conformity.Unmet(managerNot, title, manager).At(field)
}

const (
	policyNone          conformity.Message = "objectives.policy.none: no security policy is in force"
	policyImpactWeighed conformity.Message = "objectives.policy.impact.weighed: what harm revision {0} of {subject} might do elsewhere was weighed on {1}, for {2}"
	policyImpactNot     conformity.Message = "objectives.policy.impact.not: it is not on record that anybody weighed what harm revision {0} of {subject} might do elsewhere in the organization: weigh it, and record for which area, when and with what outcome"
	policyImpactUndated conformity.Message = "objectives.policy.impact.undated: it is not on record when it was weighed what harm revision {0} of {subject} might do elsewhere: enter the day"
)

// policyImpact decides 4.4.1.e for the policy in force.
func policyImpact(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	current, revision := policy.InForce(r)
	if current == nil || current.ID != p.ID {
		return conformity.Nothing(policyNone)
	}
	at := placeOfRevision(p, revision) + "impact_considerations"
	undated := false
	for _, c := range revision.ImpactConsiderations {
		switch {
		case blank(c.Outcome):
		case r.Happened(c.On):
			return conformity.Met(policyImpactWeighed, revision.Number, c.On, c.Area).At(at)
		case c.On.IsZero():
			undated = true
		}
	}
	if undated {
		return conformity.Undetermined(policyImpactUndated, revision.Number).At(at)
	}
	return conformity.Unmet(policyImpactNot, revision.Number).At(at)
}

// placeOfRevision returns where a revision stands in the policy, with a dot.
func placeOfRevision(p *policy.Policy, revision *policy.Revision) string {
	i := slices.IndexFunc(p.Revisions, func(v policy.Revision) bool { return v.Number == revision.Number })
	return fmt.Sprintf("revisions[%d].", i)
}

const (
	fitsNone       conformity.Message = "objectives.fits.none: no programme of another part of the organization is on record as in force; where none runs one that bears on security, state that, with who says so and until when"
	fits           conformity.Message = "objectives.fits: {subject}, {0}, of {1}, was compared with this system on {2}: {3}"
	fitsUnchecked  conformity.Message = "objectives.fits.unchecked: nobody has looked whether {subject}, {0}, of {1}, agrees with this system: compare the two, and record by whom, when and with what outcome"
	fitsOutdated   conformity.Message = "objectives.fits.outdated: {subject}, {0}, of {1}, was compared with this system on {2}, before its revision {3} of {4}: compare the two anew"
	conflictSolved conformity.Message = "objectives.conflict.resolved: what was found on {2} to stand between {subject}, {0}, and this system ({1}) was resolved on {3}"
	conflictOpen   conformity.Message = "objectives.conflict.open: what was found on {2} to stand between {subject}, {0}, and this system ({1}) is not resolved: resolve it, and record when and how"
)

// fitsTheSystem decides 4.4.1.f for a programme of another part of the organization that is in
// force: it was compared with this system no earlier than its latest revision, and every
// conflict that a comparison found is resolved.
func fitsTheSystem(r *conformity.Reader, p *Programme, say conformity.Say) {
	revision := p.Current(r)
	if p.Own() || revision == nil {
		say("", conformity.Nothing(fitsNone))
		return
	}
	var last *CompatibilityCheck
	for i := range p.CompatibilityChecks {
		c := &p.CompatibilityChecks[i]
		if !r.Happened(c.On) {
			continue
		}
		if last == nil || !c.On.Before(last.On) {
			last = c
		}
		for j := range c.Conflicts {
			at := fmt.Sprintf("compatibility_checks[%d].conflicts[%d]", i, j)
			say("conflict "+at, conflictResolved(r, p, c.On, &c.Conflicts[j]).At(at))
		}
	}
	v := conformity.Unmet(fitsUnchecked, p.Title, p.Origin)
	switch {
	case last == nil:
	case last.On.Before(revision.RevisedOn()):
		v = conformity.Unmet(fitsOutdated, p.Title, p.Origin, last.On, revision.Number, revision.RevisedOn())
	default:
		v = conformity.Met(fits, p.Title, p.Origin, last.On, last.Outcome)
	}
	say("check", v.At("compatibility_checks"))
}

func conflictResolved(r *conformity.Reader, p *Programme, found records.Date, c *Conflict) conformity.Verdict {
	if r.Happened(c.ResolvedOn) {
		return conformity.Met(conflictSolved, p.Title, c.Text, found, c.ResolvedOn)
	}
	return conformity.Unmet(conflictOpen, p.Title, c.Text, found)
}
