package emergency

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	dutiesAware     conformity.Message = "emergency.aware.yes: {subject}, {0}, was made aware on {1} of what to do in an emergency, as {2} concerns them"
	dutiesAwareTo   conformity.Message = "emergency.aware.until: {subject}, {0}, was made aware on {1} of what to do in an emergency, as {2} concerns them; that holds until {3}"
	dutiesUnaware   conformity.Message = "emergency.aware.no: {1} concerns {subject}, {0}, and it is not on record that they are aware now of what to do in an emergency: tell them, and record it"
	personElsewhere conformity.Message = "emergency.aware.elsewhere: {subject}, {0}, of the unit {1}, works at no site with an emergency plan in force and has no part in one"
	personUnplaced  conformity.Message = "emergency.aware.unplaced: nothing says whether {subject}, {0}, works at a site with an emergency plan: enter the unit, or name the person's role in a plan"
	personOpen      conformity.Message = "emergency.aware.open: it is not decided whether {subject}, {0}, of {1}, works in the organization's name: enter yes or no"
	personNot       conformity.Message = "emergency.aware.not: {0} does not work for the organization now"
	plansAhead      conformity.Message = "emergency.aware.awaited: whom emergency plans concern cannot be decided before one is in force"

	dutiesCovered conformity.Message = "emergency.aware.covered: the awareness procedures in force cover what to do in an emergency"
	dutiesLeftOut conformity.Message = "emergency.aware.leftout: the awareness procedures in force do not make people aware of what to do in an emergency ({0}): take that topic into a programme"
	dutiesAwaited conformity.Message = "emergency.aware.programme: no programme of an awareness procedure in force reaches anybody yet"
)

// awareOfDuties decides the part of 4.4.2.b.emergency that is about a person who works for the
// organization or in its name: where a plan in force concerns them, an awareness entry on
// emergency duties holds. It concerns those who have a role in it, and those whose unit works
// at its sites; a plan for the whole scope concerns everybody.
func awareOfDuties(r *conformity.Reader, p *records.Person) conformity.Verdict {
	switch works := competence.Works(r, p); works {
	case records.Yes:
	case records.No:
		return conformity.Nothing(personNot, *p)
	default:
		return conformity.Undetermined(personOpen, p.Name, p.Organization).At("on_behalf")
	}
	plan := concerning(r, p)
	switch {
	case plan == nil && !conformity.All[Plan](r).Any(current(r)):
		return conformity.Nothing(plansAhead)
	case plan == nil && blank(p.Unit):
		return conformity.Undetermined(personUnplaced, p.Name).At("unit")
	case plan == nil:
		return conformity.Exempt(personElsewhere, p.Name, p.Unit).At("unit")
	}
	a := competence.AwareOf(r, p.ID, competence.EmergencyDuties)
	switch {
	case a == nil:
		return conformity.Unmet(dutiesUnaware, p.Name, *plan)
	case a.ValidUntil.IsZero():
		return conformity.Met(dutiesAware, p.Name, a.On, *plan)
	}
	return conformity.Met(dutiesAwareTo, p.Name, a.On, *plan, a.ValidUntil)
}

// concerning returns a plan in force that concerns the person, or nil. It becomes evidence.
func concerning(r *conformity.Reader, p *records.Person) *Plan {
	if !blank(p.Unit) {
		if plan := plansByUnit.Of(r, p.Unit).First(current(r)); plan != nil {
			return plan
		}
	}
	if plan := plansByUnit.Of(r, "").First(func(plan *Plan) bool { return plan.WholeScope && plan.InForce(r) }); plan != nil {
		return plan
	}
	held := organization.RolesOf(r, p.ID).Where(func(role *organization.Role) bool { return role.Exists(r) && organization.Holds(r, role, p.ID) })
	for role := range held {
		if plan := plansByRole.Of(r, role.ID).First(current(r)); plan != nil {
			return plan
		}
	}
	return nil
}

// dutiesTaught decides the part of 4.4.2.b.emergency that is about the procedures: those in
// force cover emergency duties for each audience that they reach. Whom they have to reach is
// for 4.4.2.procedure.
func dutiesTaught(r *conformity.Reader) conformity.Verdict {
	left, decided := competence.LeftOut(r, competence.EmergencyDuties)
	switch {
	case !decided:
		return conformity.Nothing(dutiesAwaited)
	case len(left) > 0:
		names := make([]string, len(left))
		for i, audience := range left {
			names[i] = string(audience)
		}
		return conformity.Unmet(dutiesLeftOut, names)
	}
	return conformity.Met(dutiesCovered)
}
