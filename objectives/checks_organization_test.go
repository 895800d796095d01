package objectives

import (
	"fmt"
	"testing"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func roleWith(i int, change func(role *organization.Role)) Input {
	return with(func(in *Input) { change(&in.Roles[i]) })
}

func TestStructure(t *testing.T) {
	const id = "4.4.1.structure"
	try(t, id, "role security", []row{
		{Name: "held, and in the line", In: good(), Want: met, Message: "objectives.role.held", Field: "holders"},
		{Name: "last day of its holder", In: roleWith(1, func(role *organization.Role) { role.Holders[0].Until = day(today) }), Want: met, Message: "objectives.role.held", Field: "holders", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "vacant", In: roleWith(1, func(role *organization.Role) { role.Holders = nil }), Want: unmet, Message: "objectives.role.vacant", Field: "holders"},
		{Name: "taken up tomorrow", In: roleWith(1, func(role *organization.Role) { role.Holders[0].From = day("2026-06-02") }), Want: unmet, Message: "objectives.role.vacant", Field: "holders", Lapses: "2026-06-02", Becomes: met},
		{Name: "reports to nobody", In: roleWith(1, func(role *organization.Role) { role.ReportsTo = "" }), Want: unmet, Message: "objectives.role.unplaced", Field: "reports_to"},
		{Name: "reports to what is not on record", In: roleWith(1, func(role *organization.Role) { role.ReportsTo = "LOST" }), Want: unmet, Message: "objectives.role.broken", Field: "reports_to"},
		{Name: "the role above it is no more", In: roleWith(0, func(role *organization.Role) { role.Until = day("2026-05-31") }), Want: unmet, Message: "objectives.role.broken", Field: "reports_to"},
		{Name: "the role above it reports to nobody and is not the highest", In: roleWith(0, func(role *organization.Role) { role.Highest = false }), Want: unmet, Message: "objectives.role.broken", Field: "reports_to"},
		{Name: "two roles that report to each other", In: roleWith(0, func(role *organization.Role) { role.Highest, role.ReportsTo = false, "security" }), Want: unmet, Message: "objectives.role.circle", Field: "reports_to"},
		{Name: "the role is no more", In: roleWith(1, func(role *organization.Role) { role.Until = day("2026-05-31") }), Want: unmet, Message: "objectives.role.ended", Field: "until"},
	})
	try(t, id, "", []row{
		{Name: "nobody relies on a vacant role", In: roleWith(2, func(role *organization.Role) { role.Holders = nil }), Want: met, Message: "objectives.role.held", Field: "holders"},
		{Name: "no role at all", In: with(func(in *Input) { in.Roles, in.Policies, in.Programmes = nil, nil, nil }), Want: unmet, Message: "objectives.role.none"},
		{Name: "roles without duties", In: with(func(in *Input) {
			in.Roles = []organization.Role{{ID: "cook", SecurityDuties: records.No}}
			in.Policies, in.Programmes = nil, nil
		}), Want: unmet, Message: "objectives.role.none"},
		{Name: "not decided whether they have duties", In: with(func(in *Input) {
			in.Roles = []organization.Role{{ID: "cook"}}
			in.Policies, in.Programmes = nil, nil
		}), Want: undetermined, Message: "objectives.role.undecided"},
		{Name: "nothing relies on a role", In: with(func(in *Input) { in.Policies, in.Programmes = nil, nil }), Want: undetermined, Message: "objectives.role.unneeded"},
		{Name: "the policy relies on a role that is not on record", In: with(func(in *Input) { in.Policies[0].Revisions[0].ResponsibleRoles = []roleID{"top", "LOST"} }), Want: unmet, Message: "objectives.role.lost", Field: "revisions"},
		{Name: "a programme relies on a role that is not on record", In: programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "LOST" }), Want: unmet, Message: "objectives.role.lost", Field: "revisions"},
	})
}

// A line of roles that never ends is followed only so far.
func TestStructureIsBounded(t *testing.T) {
	in := good()
	in.Roles[1].ReportsTo = "r0"
	for i := range 1000 {
		in.Roles = append(in.Roles, organization.Role{ID: roleID(fmt.Sprint("r", i)), ReportsTo: roleID(fmt.Sprint("r", i+1))})
	}
	try(t, "4.4.1.structure", "role security", []row{{Name: "a thousand above one another", In: in, Want: unmet, Message: "objectives.role.circle", Field: "reports_to"}})
}

func TestManaged(t *testing.T) {
	const id = "4.4.1.b"
	appointment := func(change func(a *organization.Appointment)) Input {
		return with(func(in *Input) { change(&in.Appointments[0]) })
	}
	for _, subject := range []string{"objective O", "target T1", "target T2"} {
		try(t, id, subject, []row{
			{Name: "appointed", In: good(), Want: met, Message: "objectives.manager", Field: "accountable_manager"},
			{Name: "last day of the appointment", In: appointment(func(a *organization.Appointment) { a.Until = day(today) }), Want: met, Message: "objectives.manager", Field: "accountable_manager", Lapses: "2026-06-02", Becomes: unmet},
			{Name: "appointed to something else", In: appointment(func(a *organization.Appointment) { a.Kind = organization.ManagementRepresentative }), Want: unmet, Message: "objectives.manager.unappointed", Field: "accountable_manager"},
			{Name: "without authority", In: appointment(func(a *organization.Appointment) { a.Authority = " " }), Want: unmet, Message: "objectives.manager.bare", Field: "accountable_manager"},
		})
	}
	try(t, id, "objective O", []row{
		{Name: "names nobody", In: objectiveWith(func(o *Objective) { o.AccountableManager = "" }), Want: unmet, Message: "objectives.manager.none", Field: "accountable_manager"},
		{Name: "names somebody who is not appointed", In: objectiveWith(func(o *Objective) { o.AccountableManager = "ceo" }), Want: unmet, Message: "objectives.manager.unappointed", Field: "accountable_manager"},
	})
	try(t, id, "target T1", []row{
		{Name: "by that of its objective, which has none", In: objectiveWith(func(o *Objective) { o.AccountableManager = "" }), Want: unmet, Message: "objectives.manager.none", Field: "accountable_manager"},
	})
	try(t, id, "target T2", []row{
		{Name: "by its own", In: objectiveWith(func(o *Objective) { o.AccountableManager = "" }), Want: met, Message: "objectives.manager", Field: "accountable_manager"},
	})
}

func TestImpactConsidered(t *testing.T) {
	const id = "4.4.1.e"
	type impacts = []policy.ImpactConsideration
	for subject, change := range map[string]func(in *Input, list impacts){
		"objective O": func(in *Input, list impacts) { in.Objectives[0].Revisions[0].ImpactConsiderations = list },
		"target T1":   func(in *Input, list impacts) { in.Targets[0].Revisions[0].ImpactConsiderations = list },
		"programme P": func(in *Input, list impacts) { in.Programmes[0].Revisions[0].ImpactConsiderations = list },
		"policy POL":  func(in *Input, list impacts) { in.Policies[0].Revisions[0].ImpactConsiderations = list },
	} {
		changed := func(list ...policy.ImpactConsideration) Input {
			return with(func(in *Input) { change(in, list) })
		}
		prefix := "objectives."
		if subject == "policy POL" {
			prefix = "objectives.policy."
		}
		const at = "revisions[0].impact_considerations"
		try(t, id, subject, []row{
			{Name: "weighed", In: good(), Want: met, Message: prefix + "impact.weighed", Field: at},
			{Name: "not weighed", In: changed(), Want: unmet, Message: prefix + "impact.not", Field: at},
			{Name: "without an outcome", In: changed(policy.ImpactConsideration{Area: "privacy", On: day("2026-01-01")}), Want: unmet, Message: prefix + "impact.not", Field: at},
			{Name: "without a day", In: changed(policy.ImpactConsideration{Area: "privacy", Outcome: "none"}), Want: undetermined, Message: prefix + "impact.undated", Field: at},
			{Name: "later than asked", In: changed(policy.ImpactConsideration{Area: "privacy", Outcome: "none", On: day("2026-06-02")}), Want: unmet, Message: prefix + "impact.not", Field: at, Lapses: "2026-06-02", Becomes: met},
		})
	}
	try(t, id, "policy POL", []row{
		{Name: "the policy is not in force", In: with(func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "objectives.policy.impact.weighed", Field: "revisions[0].impact_considerations", Lapses: "2026-06-02"},
	})
}

func TestFitsTheSystem(t *testing.T) {
	const id = "4.4.1.f"
	group := func(change func(p *Programme)) Input {
		return with(func(in *Input) { change(&in.Programmes[1]) })
	}
	try(t, id, "", []row{
		{Name: "compared, and the conflict resolved", In: good(), Want: met, Message: "objectives.fits", Field: "compatibility_checks"},
		{Name: "never compared", In: group(func(p *Programme) { p.CompatibilityChecks = nil }), Want: unmet, Message: "objectives.fits.unchecked", Field: "compatibility_checks"},
		{Name: "compared on the day of the revision", In: group(func(p *Programme) { p.Revisions[0].ApprovedOn = day("2026-02-10") }), Want: met, Message: "objectives.fits", Field: "compatibility_checks"},
		{Name: "compared the day before the revision", In: group(func(p *Programme) { p.Revisions[0].ApprovedOn = day("2026-02-11") }), Want: unmet, Message: "objectives.fits.outdated", Field: "compatibility_checks"},
		{Name: "compared later than asked", In: group(func(p *Programme) {
			p.CompatibilityChecks[0].On, p.CompatibilityChecks[0].Conflicts = day("2026-06-02"), nil
		}), Want: unmet, Message: "objectives.fits.unchecked", Field: "compatibility_checks", Lapses: "2026-06-02", Becomes: met},
		{Name: "a conflict left open", In: group(func(p *Programme) { p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = records.Date{} }), Want: unmet, Message: "objectives.conflict.open", Field: "compatibility_checks[0].conflicts[0]"},
		{Name: "resolved tomorrow", In: group(func(p *Programme) { p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = day("2026-06-02") }), Want: unmet, Message: "objectives.conflict.open", Field: "compatibility_checks[0].conflicts[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "an older conflict is not forgotten", In: group(func(p *Programme) {
			p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = records.Date{}
			p.CompatibilityChecks = append(p.CompatibilityChecks, CompatibilityCheck{On: day("2026-05-01"), By: "manager", Outcome: "fits"})
		}), Want: unmet, Message: "objectives.conflict.open", Field: "compatibility_checks[0].conflicts[0]"},
		{Name: "nobody else runs one", In: with(func(in *Input) { in.Programmes = in.Programmes[:1] }), Want: undetermined, Message: "objectives.fits.none"},
		{Name: "nobody else runs one, as stated", In: stated(with(func(in *Input) { in.Programmes = in.Programmes[:1] }), "other-programmes"), Want: notApplicable, Message: "applicability.stated", Lapses: "2027-01-01", Becomes: undetermined},
		{Name: "stated so, and contradicted", In: stated(group(func(p *Programme) { p.CompatibilityChecks = nil }), "other-programmes"), Want: unmet, Message: "objectives.fits.unchecked", Field: "compatibility_checks"},
	})
}

func TestListed(t *testing.T) {
	const id = "4.4.4.a"
	for subject, point := range map[string]func(in *Input) *documents.Pointer{
		"objective O": func(in *Input) *documents.Pointer { return &in.Objectives[0].Revisions[0].Document },
		"target T1":   func(in *Input) *documents.Pointer { return &in.Targets[0].Revisions[0].Document },
		"policy POL":  func(in *Input) *documents.Pointer { return &in.Policies[0].Revisions[0].Document },
	} {
		const at = "revisions[0].document"
		try(t, id, subject, []row{
			{Name: "listed", In: good(), Want: met, Message: "objectives.listed", Field: at},
			{Name: "not listed", In: with(func(in *Input) { point(in).Document = "OTHER" }), Want: unmet, Message: "objectives.listed.not", Field: at},
			{Name: "written down nowhere", In: with(func(in *Input) { *point(in) = documents.Pointer{} }), Want: unmet, Message: "objectives.listed.nowhere", Field: at},
			{Name: "listed in a register that is withdrawn tomorrow", In: with(func(in *Input) { in.Registers[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "objectives.listed", Field: at, Lapses: "2026-06-02", Becomes: undetermined},
			{Name: "no register: not ours to say", In: with(func(in *Input) { in.Registers = nil }), Want: undetermined, Message: "objectives.listed.noregister", Field: at},
		})
	}
}
