package iso28000

import (
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review"
	"github.com/iso28000/iso28000/review/evaluation"
	"github.com/iso28000/iso28000/review/monitoring"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// Each list that the checks of a package look at is one of the system's.
func TestSystemHoldsWhatChecksLookAt(t *testing.T) {
	system := reflect.TypeFor[System]()
	lists := map[reflect.Type]string{}
	for i := range system.NumField() {
		field := system.Field(i)
		if field.Type.Kind() == reflect.Slice {
			assert.Empty(t, lists[field.Type], "%s and %s hold records of one type", lists[field.Type], field.Name)
			lists[field.Type] = field.Name
		}
	}
	for _, input := range []reflect.Type{
		reflect.TypeFor[organization.Input](), reflect.TypeFor[documents.Input](), reflect.TypeFor[policy.Input](), reflect.TypeFor[risk.Input](),
		reflect.TypeFor[legal.Input](), reflect.TypeFor[objectives.Input](), reflect.TypeFor[competence.Input](), reflect.TypeFor[communication.Input](),
		reflect.TypeFor[controls.Input](), reflect.TypeFor[equipment.Input](), reflect.TypeFor[suppliers.Input](), reflect.TypeFor[change.Input](),
		reflect.TypeFor[emergency.Input](), reflect.TypeFor[incidents.Input](),
		reflect.TypeFor[monitoring.Input](), reflect.TypeFor[evaluation.Input](),
		reflect.TypeFor[audit.Input](), reflect.TypeFor[review.Input](),
	} {
		for i := range input.NumField() {
			assert.NotEmpty(t, lists[input.Field(i).Type], "the system has no list for %s.%s", input, input.Field(i).Name)
		}
	}
}

func TestInputOf(t *testing.T) {
	system := &System{Roles: []organization.Role{{ID: "R-1"}}, Persons: []records.Person{{ID: "P-1"}}}
	in := inputOf[organization.Input](system)
	assert.Equal(t, system.Roles, in.Roles)
	assert.Equal(t, system.Persons, in.Persons)
}

func TestEveryCheckDecidesARequirement(t *testing.T) {
	for _, check := range Checks() {
		_, known := conformity.ByID(check.Requirement())
		assert.True(t, known, "no requirement has the id %s", check.Requirement())
	}
}

func TestLoadReportsAllFaultsAtOnce(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"system.json": {Data: []byte(`{
  "format": 2,
  "organization": "Acme Forwarding",
  "as_of": "2026-02-30"
}`)},
		"roles.json": {Data: []byte(`{"roles": [
  {"id": "R-1", "title": "gate supervisor", "reports_to": "R-2", "top_managment": true},
  {"id": "R-1", "title": "guard"}
]}`)},
	})
	var faults records.FileErrors
	require.ErrorAs(t, err, &faults)
	assert.EqualError(t, err, `roles.json:2:59: roles[0].reports_to: no role has the id R-2, did you mean R-1?
roles.json:2:66: roles[0].top_managment: is no field here, did you mean top_management?
roles.json:3:10: roles[1].id: role R-1 is already in roles.json:2:10: give one of the two another id
system.json:2:13: format: 2 is not read here: this reads format 1
system.json:4:12: as_of: "2026-02-30" is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02`)
}

func TestLabel(t *testing.T) {
	system := &System{Roles: []organization.Role{{ID: "R-1", Title: "gate supervisor"}}, Persons: []records.Person{{ID: "P-1", Name: "Ana"}}}
	assert.Equal(t, "gate supervisor", system.Label(records.Ref{Kind: "role", ID: "R-1"}))
	assert.Equal(t, "Ana", system.Label(records.Ref{Kind: "person", ID: "P-1"}))
	assert.Empty(t, system.Label(records.Ref{Kind: "role", ID: "R-2"}))
	assert.Empty(t, system.Label(records.Ref{}))
}

// Nothing on record is never conformity.
func TestEmptySystemMeetsNothing(t *testing.T) {
	report := Assess(&System{}, records.Day(2026, 3, 31).Start())
	assert.Zero(t, report.Totals().Met)
	assert.Zero(t, report.Totals().NotApplicable)
	for err := range report.Errors() {
		assert.NoError(t, err)
	}
}
