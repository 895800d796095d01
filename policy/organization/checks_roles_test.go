package organization

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func manager(change func(r *Role)) Input {
	return with(func(in *Input) { change(&in.Roles[1]) })
}

func TestRoleDocumented(t *testing.T) {
	try(t, "4.4.1.documented", []row{
		{"both laid down", good(), "2026-06-01", met, "organization.role.written", "authorities", "", none},
		{"no responsibilities", manager(func(r *Role) { r.Responsibilities = nil }), "2026-06-01", unmet, "organization.role.unwritten", "responsibilities", "", none},
		{"no authorities, but blanks", manager(func(r *Role) { r.Authorities = []string{" "} }), "2026-06-01", unmet, "organization.role.unwritten", "authorities", "", none},
		{"not decided whether it has duties", manager(func(r *Role) { r.SecurityDuties, r.Authorities = "", nil }), "2026-06-01", undetermined, "organization.role.undecided", "security_duties", "", none},
		{"a role without duties needs none", with(func(in *Input) { in.Roles = in.Roles[2:] }), "2026-06-01", met, "organization.role.unconcerned", "security_duties", "", none},
		{"abolished", manager(func(r *Role) { r.Authorities, r.Until = nil, day("2026-05-31") }), "2026-06-01", met, "organization.role.written", "authorities", "", none},
		{"last day of a role without authorities", manager(func(r *Role) { r.Authorities, r.Until = nil, day("2026-06-01") }), "2026-06-01T23:59:59Z", unmet, "organization.role.unwritten", "authorities", "2026-06-02", none},
		{"no role on record", with(func(in *Input) { in.Roles = nil }), "2026-06-01", undetermined, "organization.role.none", "", "", none},
	})
}

func TestRoleCommunicated(t *testing.T) {
	try(t, "4.4.1.communicated", []row{
		{"told, before taking it up", good(), "2026-06-01", met, "organization.role.told", "holders[0]", "", none},
		{"never told", manager(func(r *Role) { r.Communications = nil }), "2026-06-01", unmet, "organization.role.untold", "holders[1]", "", none},
		{"holds it from today", manager(func(r *Role) { r.Communications, r.Holders[1].From = nil, day("2026-06-01") }), "2026-06-01", unmet, "organization.role.untold", "holders[1]", "", none},
		{"told later than asked", manager(func(r *Role) { r.Communications[0].On = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "organization.role.untold", "holders[1]", "2026-06-02", met},
		{"another person was told", manager(func(r *Role) { r.Communications[0].Person = "old" }), "2026-06-01", unmet, "organization.role.untold", "holders[1]", "", none},
		{"told on the day of the change", manager(func(r *Role) { r.ChangedOn = day("2025-12-20") }), "2026-06-01", met, "organization.role.told", "holders[0]", "", none},
		{"told the day before the change", manager(func(r *Role) { r.ChangedOn = day("2025-12-21") }), "2026-06-01", unmet, "organization.role.toldearlier", "holders[1]", "", none},
		{"the change is still to come", manager(func(r *Role) { r.ChangedOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "organization.role.told", "holders[0]", "", none},
		{"and then has come", manager(func(r *Role) { r.ChangedOn = day("2026-06-02") }), "2026-06-02", unmet, "organization.role.toldearlier", "holders[1]", "", none},
		{"who held it once needs not be told", manager(func(r *Role) { r.ChangedOn = day("2025-01-01") }), "2026-06-01", met, "organization.role.told", "holders[0]", "", none},
		{"last day of an untold holder", manager(func(r *Role) { r.Communications, r.Holders[1].Until = nil, day("2026-06-01") }), "2026-06-01T23:59:59Z", unmet, "organization.role.untold", "holders[1]", "2026-06-02", none},
		{"not decided whether it has duties", manager(func(r *Role) { r.SecurityDuties = "" }), "2026-06-01", undetermined, "organization.role.undecided", "security_duties", "", none},
		{"nobody holds any", with(func(in *Input) {
			in.Roles = in.Roles[1:2]
			in.Roles[0].Holders = nil
		}), "2026-06-01", undetermined, "organization.role.unheld", "", "", none},
	})
}

func representedBy(change func(a *Appointment)) Input {
	return with(func(in *Input) { change(&in.Appointments[0]) })
}

func TestRepresentativeInTopManagement(t *testing.T) {
	try(t, "4.4.1.a", []row{
		{"appointed from top management", good(), "2026-06-01", met, "organization.representative.named", "holder", "", none},
		{"not in top management", representedBy(func(a *Appointment) { a.Holder = "new" }), "2026-06-01", unmet, "organization.representative.lower", "holder", "", none},
		{"no longer in top management, though the appointment goes on", with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-05-31") }), "2026-06-01", unmet, "organization.representative.lower", "holder", "", none},
		{"last day in top management", with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "organization.representative.named", "holder", "2026-06-02", unmet},
		{"the appointment begins tomorrow", representedBy(func(a *Appointment) { a.From = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "organization.representative.none", "", "2026-06-02", none},
		{"last day of the appointment", representedBy(func(a *Appointment) { a.Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "organization.representative.named", "holder", "2026-06-02", none},
		{"the appointment is over", representedBy(func(a *Appointment) { a.Until = day("2026-05-31") }), "2026-06-01", unmet, "organization.representative.none", "", "", none},
		{"appointed to something else", representedBy(func(a *Appointment) { a.Kind = Delivery }), "2026-06-01", unmet, "organization.representative.none", "", "", none},
		{"nobody appointed", with(func(in *Input) { in.Appointments = nil }), "2026-06-01", unmet, "organization.representative.none", "", "", none},
		{"one from top management is enough", with(func(in *Input) {
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01")})
		}), "2026-06-01", met, "organization.representative.named", "holder", "", none},
	})
}

func TestWholeTask(t *testing.T) {
	part := func(a *Appointment) { a.Responsibilities = []Charge{Design, Maintenance, Improvement} }
	try(t, "4.4.1.a.responsibility", []row{
		{"all four", good(), "2026-06-01", met, "organization.representative.whole", "responsibilities", "", none},
		{"documentation left out", representedBy(part), "2026-06-01", unmet, "organization.representative.part", "responsibilities", "", none},
		{"two who share the task do not answer for the whole", with(func(in *Input) {
			part(&in.Appointments[0])
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "ceo", From: day("2025-01-01"), Responsibilities: []Charge{Documentation}})
		}), "2026-06-01", unmet, "organization.representative.part", "responsibilities", "", none},
		{"who helps has not to answer for all", with(func(in *Input) {
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "ceo", From: day("2025-01-01"), Responsibilities: []Charge{Documentation}})
		}), "2026-06-01", met, "organization.representative.whole", "responsibilities", "", none},
		{"the whole task below top management does not count", with(func(in *Input) {
			part(&in.Appointments[0])
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01"), Responsibilities: []Charge{Design, Maintenance, Documentation, Improvement}})
		}), "2026-06-01", unmet, "organization.representative.part", "responsibilities", "", none},
		{"nobody appointed from top management: nothing to judge", representedBy(func(a *Appointment) { a.Holder = "new" }), "2026-06-01", undetermined, "organization.representative.awaited", "", "", none},
		{"nobody appointed", with(func(in *Input) { in.Appointments = nil }), "2026-06-01", undetermined, "organization.representative.none", "", "", none},
	})
}

// Who directed the organization on a day is asked of the roles of that day.
func TestHeldTopManagement(t *testing.T) {
	for _, tt := range []struct {
		name   string
		person records.ID[records.Person]
		on     string
		want   conformity.Status
	}{
		{"the first day", "ceo", "2020-01-01", met},
		{"the day before", "ceo", "2019-12-31", unmet},
		{"a role below", "new", "2026-02-01", unmet},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
				if role := HeldTopManagement(r, tt.person, day(tt.on)); role != nil {
					return conformity.Met(roleUnheld, *role)
				}
				return conformity.Unmet(rolesNone)
			}, instant("2026-06-01"), good())
			assert.Equal(t, tt.want, got.Status)
			if tt.want == met {
				assert.Equal(t, []records.Ref{{Kind: "role", ID: "ceo-role"}}, got.Evidence)
			}
		})
	}
}

func TestHeldBy(t *testing.T) {
	role := Role{ID: "R", TopManagement: true, Holders: []Holder{{Person: "P", From: day("2026-02-01"), Until: day("2026-02-28")}, {Person: "Q"}}}
	for _, tt := range []struct {
		name   string
		person records.ID[records.Person]
		on     string
		want   bool
	}{
		{"the day before", "P", "2026-01-31", false},
		{"the first day", "P", "2026-02-01", true},
		{"the last day", "P", "2026-02-28", true},
		{"the day after", "P", "2026-03-01", false},
		{"no day", "P", "", false},
		{"since when is not known", "Q", "2026-02-01", false},
		{"nobody", "", "2026-02-01", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, role.HeldBy(tt.person, day(tt.on)))
		})
	}
}
