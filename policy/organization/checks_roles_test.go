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
		{Name: "both laid down", In: good(), Want: met, Message: "organization.role.written", Field: "authorities"},
		{Name: "no responsibilities", In: manager(func(r *Role) { r.Responsibilities = nil }), Want: unmet, Message: "organization.role.unwritten", Field: "responsibilities"},
		{Name: "no authorities, but blanks", In: manager(func(r *Role) { r.Authorities = []string{" "} }), Want: unmet, Message: "organization.role.unwritten", Field: "authorities"},
		{Name: "not decided whether it has duties", In: manager(func(r *Role) { r.SecurityDuties, r.Authorities = "", nil }), Want: undetermined, Message: "organization.role.undecided", Field: "security_duties"},
		{Name: "a role without duties needs none", In: with(func(in *Input) { in.Roles = in.Roles[2:] }), Want: met, Message: "organization.role.unconcerned", Field: "security_duties"},
		{Name: "abolished", In: manager(func(r *Role) { r.Authorities, r.Until = nil, day("2026-05-31") }), Want: met, Message: "organization.role.written", Field: "authorities"},
		{Name: "last day of a role without authorities", In: manager(func(r *Role) { r.Authorities, r.Until = nil, day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.role.unwritten", Field: "authorities", Lapses: "2026-06-02"},
		{Name: "no role on record", In: with(func(in *Input) { in.Roles = nil }), Want: undetermined, Message: "organization.role.none"},
	})
}

func TestRoleCommunicated(t *testing.T) {
	try(t, "4.4.1.communicated", []row{
		{Name: "told, before taking it up", In: good(), Want: met, Message: "organization.role.told", Field: "holders[0]"},
		{Name: "never told", In: manager(func(r *Role) { r.Communications = nil }), Want: unmet, Message: "organization.role.untold", Field: "holders[1]"},
		{Name: "holds it from today", In: manager(func(r *Role) { r.Communications, r.Holders[1].From = nil, day("2026-06-01") }), Want: unmet, Message: "organization.role.untold", Field: "holders[1]"},
		{Name: "told later than asked", In: manager(func(r *Role) { r.Communications[0].On = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.role.untold", Field: "holders[1]", Lapses: "2026-06-02", Becomes: met},
		{Name: "another person was told", In: manager(func(r *Role) { r.Communications[0].Person = "old" }), Want: unmet, Message: "organization.role.untold", Field: "holders[1]"},
		{Name: "told on the day of the change", In: manager(func(r *Role) { r.ChangedOn = day("2025-12-20") }), Want: met, Message: "organization.role.told", Field: "holders[0]"},
		{Name: "told the day before the change", In: manager(func(r *Role) { r.ChangedOn = day("2025-12-21") }), Want: unmet, Message: "organization.role.toldearlier", Field: "holders[1]"},
		{Name: "the change is still to come", In: manager(func(r *Role) { r.ChangedOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.role.told", Field: "holders[0]"},
		{Name: "and then has come", In: manager(func(r *Role) { r.ChangedOn = day("2026-06-02") }), At: "2026-06-02", Want: unmet, Message: "organization.role.toldearlier", Field: "holders[1]"},
		{Name: "who held it once needs not be told", In: manager(func(r *Role) { r.ChangedOn = day("2025-01-01") }), Want: met, Message: "organization.role.told", Field: "holders[0]"},
		{Name: "last day of an untold holder", In: manager(func(r *Role) { r.Communications, r.Holders[1].Until = nil, day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.role.untold", Field: "holders[1]", Lapses: "2026-06-02"},
		{Name: "not decided whether it has duties", In: manager(func(r *Role) { r.SecurityDuties = "" }), Want: undetermined, Message: "organization.role.undecided", Field: "security_duties"},
		{Name: "nobody holds any", In: with(func(in *Input) {
			in.Roles = in.Roles[1:2]
			in.Roles[0].Holders = nil
		}), Want: undetermined, Message: "organization.role.unheld"},
	})
}

func representedBy(change func(a *Appointment)) Input {
	return with(func(in *Input) { change(&in.Appointments[0]) })
}

func TestRepresentativeInTopManagement(t *testing.T) {
	try(t, "4.4.1.a", []row{
		{Name: "appointed from top management", In: good(), Want: met, Message: "organization.representative.named", Field: "holder"},
		{Name: "not in top management", In: representedBy(func(a *Appointment) { a.Holder = "new" }), Want: unmet, Message: "organization.representative.lower", Field: "holder"},
		{Name: "no longer in top management, though the appointment goes on", In: with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-05-31") }), Want: unmet, Message: "organization.representative.lower", Field: "holder"},
		{Name: "last day in top management", In: with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.representative.named", Field: "holder", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "the appointment begins tomorrow", In: representedBy(func(a *Appointment) { a.From = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "organization.representative.none", Lapses: "2026-06-02"},
		{Name: "last day of the appointment", In: representedBy(func(a *Appointment) { a.Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "organization.representative.named", Field: "holder", Lapses: "2026-06-02"},
		{Name: "the appointment is over", In: representedBy(func(a *Appointment) { a.Until = day("2026-05-31") }), Want: unmet, Message: "organization.representative.none"},
		{Name: "appointed to something else", In: representedBy(func(a *Appointment) { a.Kind = Delivery }), Want: unmet, Message: "organization.representative.none"},
		{Name: "nobody appointed", In: with(func(in *Input) { in.Appointments = nil }), Want: unmet, Message: "organization.representative.none"},
		{Name: "one from top management is enough", In: with(func(in *Input) {
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01")})
		}), Want: met, Message: "organization.representative.named", Field: "holder"},
	})
}

func TestWholeTask(t *testing.T) {
	part := func(a *Appointment) { a.Responsibilities = []Charge{Design, Maintenance, Improvement} }
	try(t, "4.4.1.a.responsibility", []row{
		{Name: "all four", In: good(), Want: met, Message: "organization.representative.whole", Field: "responsibilities"},
		{Name: "documentation left out", In: representedBy(part), Want: unmet, Message: "organization.representative.part", Field: "responsibilities"},
		{Name: "two who share the task do not answer for the whole", In: with(func(in *Input) {
			part(&in.Appointments[0])
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "ceo", From: day("2025-01-01"), Responsibilities: []Charge{Documentation}})
		}), Want: unmet, Message: "organization.representative.part", Field: "responsibilities"},
		{Name: "who helps has not to answer for all", In: with(func(in *Input) {
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "ceo", From: day("2025-01-01"), Responsibilities: []Charge{Documentation}})
		}), Want: met, Message: "organization.representative.whole", Field: "responsibilities"},
		{Name: "the whole task below top management does not count", In: with(func(in *Input) {
			part(&in.Appointments[0])
			in.Appointments = append(in.Appointments, Appointment{ID: "AP-2", Kind: ManagementRepresentative, Holder: "new", From: day("2025-01-01"), Responsibilities: []Charge{Design, Maintenance, Documentation, Improvement}})
		}), Want: unmet, Message: "organization.representative.part", Field: "responsibilities"},
		{Name: "nobody appointed from top management: nothing to judge", In: representedBy(func(a *Appointment) { a.Holder = "new" }), Want: undetermined, Message: "organization.representative.awaited"},
		{Name: "nobody appointed", In: with(func(in *Input) { in.Appointments = nil }), Want: undetermined, Message: "organization.representative.none"},
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
