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
		{"held, and in the line", good(), today, met, "objectives.role.held", "holders", "", none},
		{"last day of its holder", roleWith(1, func(role *organization.Role) { role.Holders[0].Until = day(today) }), today, met, "objectives.role.held", "holders", "2026-06-02", unmet},
		{"vacant", roleWith(1, func(role *organization.Role) { role.Holders = nil }), today, unmet, "objectives.role.vacant", "holders", "", none},
		{"taken up tomorrow", roleWith(1, func(role *organization.Role) { role.Holders[0].From = day("2026-06-02") }), today, unmet, "objectives.role.vacant", "holders", "2026-06-02", met},
		{"reports to nobody", roleWith(1, func(role *organization.Role) { role.ReportsTo = "" }), today, unmet, "objectives.role.unplaced", "reports_to", "", none},
		{"reports to what is not on record", roleWith(1, func(role *organization.Role) { role.ReportsTo = "LOST" }), today, unmet, "objectives.role.broken", "reports_to", "", none},
		{"the role above it is no more", roleWith(0, func(role *organization.Role) { role.Until = day("2026-05-31") }), today, unmet, "objectives.role.broken", "reports_to", "", none},
		{"the role above it reports to nobody and is not the highest", roleWith(0, func(role *organization.Role) { role.Highest = false }), today, unmet, "objectives.role.broken", "reports_to", "", none},
		{"two roles that report to each other", roleWith(0, func(role *organization.Role) { role.Highest, role.ReportsTo = false, "security" }), today, unmet, "objectives.role.circle", "reports_to", "", none},
		{"the role is no more", roleWith(1, func(role *organization.Role) { role.Until = day("2026-05-31") }), today, unmet, "objectives.role.ended", "until", "", none},
	})
	try(t, id, "", []row{
		{"nobody relies on a vacant role", roleWith(2, func(role *organization.Role) { role.Holders = nil }), today, met, "objectives.role.held", "holders", "", none},
		{"no role at all", with(func(in *Input) { in.Roles, in.Policies, in.Programmes = nil, nil, nil }), today, unmet, "objectives.role.none", "", "", none},
		{"roles without duties", with(func(in *Input) {
			in.Roles = []organization.Role{{ID: "cook", SecurityDuties: records.No}}
			in.Policies, in.Programmes = nil, nil
		}), today, unmet, "objectives.role.none", "", "", none},
		{"not decided whether they have duties", with(func(in *Input) {
			in.Roles = []organization.Role{{ID: "cook"}}
			in.Policies, in.Programmes = nil, nil
		}), today, undetermined, "objectives.role.undecided", "", "", none},
		{"nothing relies on a role", with(func(in *Input) { in.Policies, in.Programmes = nil, nil }), today, undetermined, "objectives.role.unneeded", "", "", none},
		{"the policy relies on a role that is not on record", with(func(in *Input) { in.Policies[0].Revisions[0].ResponsibleRoles = []roleID{"top", "LOST"} }), today, unmet, "objectives.role.lost", "revisions", "", none},
		{"a programme relies on a role that is not on record", programmeRevision(func(v *ProgrammeRevision) { v.ResponsibleRole = "LOST" }), today, unmet, "objectives.role.lost", "revisions", "", none},
	})
}

// A line of roles that never ends is followed only so far.
func TestStructureIsBounded(t *testing.T) {
	in := good()
	in.Roles[1].ReportsTo = "r0"
	for i := range 1000 {
		in.Roles = append(in.Roles, organization.Role{ID: roleID(fmt.Sprint("r", i)), ReportsTo: roleID(fmt.Sprint("r", i+1))})
	}
	try(t, "4.4.1.structure", "role security", []row{{"a thousand above one another", in, today, unmet, "objectives.role.circle", "reports_to", "", none}})
}

func TestManaged(t *testing.T) {
	const id = "4.4.1.b"
	appointment := func(change func(a *organization.Appointment)) Input {
		return with(func(in *Input) { change(&in.Appointments[0]) })
	}
	for _, subject := range []string{"objective O", "target T1", "target T2"} {
		try(t, id, subject, []row{
			{"appointed", good(), today, met, "objectives.manager", "accountable_manager", "", none},
			{"last day of the appointment", appointment(func(a *organization.Appointment) { a.Until = day(today) }), today, met, "objectives.manager", "accountable_manager", "2026-06-02", unmet},
			{"appointed to something else", appointment(func(a *organization.Appointment) { a.Kind = organization.ManagementRepresentative }), today, unmet, "objectives.manager.unappointed", "accountable_manager", "", none},
			{"without authority", appointment(func(a *organization.Appointment) { a.Authority = " " }), today, unmet, "objectives.manager.bare", "accountable_manager", "", none},
		})
	}
	try(t, id, "objective O", []row{
		{"names nobody", objectiveWith(func(o *Objective) { o.AccountableManager = "" }), today, unmet, "objectives.manager.none", "accountable_manager", "", none},
		{"names somebody who is not appointed", objectiveWith(func(o *Objective) { o.AccountableManager = "ceo" }), today, unmet, "objectives.manager.unappointed", "accountable_manager", "", none},
	})
	try(t, id, "target T1", []row{
		{"by that of its objective, which has none", objectiveWith(func(o *Objective) { o.AccountableManager = "" }), today, unmet, "objectives.manager.none", "accountable_manager", "", none},
	})
	try(t, id, "target T2", []row{
		{"by its own", objectiveWith(func(o *Objective) { o.AccountableManager = "" }), today, met, "objectives.manager", "accountable_manager", "", none},
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
			{"weighed", good(), today, met, prefix + "impact.weighed", at, "", none},
			{"not weighed", changed(), today, unmet, prefix + "impact.not", at, "", none},
			{"without an outcome", changed(policy.ImpactConsideration{Area: "privacy", On: day("2026-01-01")}), today, unmet, prefix + "impact.not", at, "", none},
			{"without a day", changed(policy.ImpactConsideration{Area: "privacy", Outcome: "none"}), today, undetermined, prefix + "impact.undated", at, "", none},
			{"later than asked", changed(policy.ImpactConsideration{Area: "privacy", Outcome: "none", On: day("2026-06-02")}), today, unmet, prefix + "impact.not", at, "2026-06-02", met},
		})
	}
	try(t, id, "policy POL", []row{
		{"the policy is not in force", with(func(in *Input) { in.Policies[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), today, met, "objectives.policy.impact.weighed", "revisions[0].impact_considerations", "2026-06-02", none},
	})
}

func TestFitsTheSystem(t *testing.T) {
	const id = "4.4.1.f"
	group := func(change func(p *Programme)) Input {
		return with(func(in *Input) { change(&in.Programmes[1]) })
	}
	try(t, id, "", []row{
		{"compared, and the conflict resolved", good(), today, met, "objectives.fits", "compatibility_checks", "", none},
		{"never compared", group(func(p *Programme) { p.CompatibilityChecks = nil }), today, unmet, "objectives.fits.unchecked", "compatibility_checks", "", none},
		{"compared on the day of the revision", group(func(p *Programme) { p.Revisions[0].ApprovedOn = day("2026-02-10") }), today, met, "objectives.fits", "compatibility_checks", "", none},
		{"compared the day before the revision", group(func(p *Programme) { p.Revisions[0].ApprovedOn = day("2026-02-11") }), today, unmet, "objectives.fits.outdated", "compatibility_checks", "", none},
		{"compared later than asked", group(func(p *Programme) {
			p.CompatibilityChecks[0].On, p.CompatibilityChecks[0].Conflicts = day("2026-06-02"), nil
		}), today, unmet, "objectives.fits.unchecked", "compatibility_checks", "2026-06-02", met},
		{"a conflict left open", group(func(p *Programme) { p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = records.Date{} }), today, unmet, "objectives.conflict.open", "compatibility_checks[0].conflicts[0]", "", none},
		{"resolved tomorrow", group(func(p *Programme) { p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = day("2026-06-02") }), today, unmet, "objectives.conflict.open", "compatibility_checks[0].conflicts[0]", "2026-06-02", met},
		{"an older conflict is not forgotten", group(func(p *Programme) {
			p.CompatibilityChecks[0].Conflicts[0].ResolvedOn = records.Date{}
			p.CompatibilityChecks = append(p.CompatibilityChecks, CompatibilityCheck{On: day("2026-05-01"), By: "manager", Outcome: "fits"})
		}), today, unmet, "objectives.conflict.open", "compatibility_checks[0].conflicts[0]", "", none},
		{"nobody else runs one", with(func(in *Input) { in.Programmes = in.Programmes[:1] }), today, undetermined, "objectives.fits.none", "", "", none},
		{"nobody else runs one, as stated", stated(with(func(in *Input) { in.Programmes = in.Programmes[:1] }), "other-programmes"), today, notApplicable, "applicability.stated", "", "2027-01-01", undetermined},
		{"stated so, and contradicted", stated(group(func(p *Programme) { p.CompatibilityChecks = nil }), "other-programmes"), today, unmet, "objectives.fits.unchecked", "compatibility_checks", "", none},
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
			{"listed", good(), today, met, "objectives.listed", at, "", none},
			{"not listed", with(func(in *Input) { point(in).Document = "OTHER" }), today, unmet, "objectives.listed.not", at, "", none},
			{"written down nowhere", with(func(in *Input) { *point(in) = documents.Pointer{} }), today, unmet, "objectives.listed.nowhere", at, "", none},
			{"listed in a register that is withdrawn tomorrow", with(func(in *Input) { in.Registers[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), today, met, "objectives.listed", at, "2026-06-02", undetermined},
			{"no register: not ours to say", with(func(in *Input) { in.Registers = nil }), today, undetermined, "objectives.listed.noregister", at, "", none},
		})
	}
}
