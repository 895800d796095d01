package iso28000_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

func checkFolder(text string) fstest.MapFS {
	return fstest.MapFS{"seals.json": {Data: []byte(text)}}
}

// Checks of one's own stand in files beside the system's, and in the report beside the standard's.
func ExampleLoadChecks() {
	checks, err := iso28000.LoadChecks(checkFolder(`[{
		"check": "acme.seals", "title": "Seal procedures reviewed each year",
		"for": "procedures",
		"where": "title startsWith 'seal'",
		"known": "reviewed_on != nil",
		"require": "within(reviewed_on, '1y')",
		"at": "reviewed_on",
		"message": "{subject} was last reviewed on {reviewed_on}: review it once a year"
	}]`))
	if err != nil {
		fmt.Println(err) // every fault of every file: seals.json:5:14: [0].require: unknown name …
		return
	}
	system := &iso28000.System{Procedures: []documents.Procedure{
		{ID: "PR-4", Title: "seal control", ReviewedOn: records.Day(2025, 2, 3)},
		{ID: "PR-5", Title: "seal stock", ReviewedOn: records.Day(2025, 6, 20)},
	}}
	report := iso28000.Assess(system, records.Day(2026, 3, 31).Start(), iso28000.WithChecks(checks...))
	result, _ := report.Result("acme.seals")
	for _, f := range result.Findings {
		fmt.Println(f)
	}
	// Output:
	// acme.seals unmet: procedure PR-4 was last reviewed on 2025-02-03: review it once a year
	// acme.seals met: procedure PR-5 satisfies within(reviewed_on, '1y')
}

// A typo in a field of any entity is refused with its place and the nearest name.
func TestLoadChecksRefusesATypo(t *testing.T) {
	_, err := iso28000.LoadChecks(checkFolder(`[
  {"check": "acme.seals", "for": "procedures", "message": "no",
   "require": "within(reviewd_on, '1y')"}
]`))
	var faults records.FileErrors
	require.ErrorAs(t, err, &faults)
	assert.Equal(t, records.FileErrors{{
		File: "seals.json", Line: 3, Column: 23, Path: "[0].require", Message: "unknown name reviewd_on, did you mean reviewed_on?",
	}}, faults)
}

// Every list of the system can be ranged over, whatever its records hold.
func TestChecksRangeOverEachListOfTheSystem(t *testing.T) {
	entity := reflect.TypeFor[records.Entity]()
	lists := 0
	for i := range reflect.TypeFor[iso28000.System]().NumField() {
		f := reflect.TypeFor[iso28000.System]().Field(i)
		if f.Type.Kind() != reflect.Slice || !f.Type.Elem().Implements(entity) {
			continue
		}
		lists++
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		set, err := rulecheck.Compile[iso28000.System]([]rulecheck.Definition{{
			Check: "acme.known", For: name, Require: `id != "B"`, Message: "{subject} is called {id}",
		}}, rules.Limits{})
		if !assert.NoError(t, err, name) {
			continue
		}
		system := &iso28000.System{}
		rows := reflect.ValueOf(system).Elem().Field(i)
		for _, id := range []string{"A", "B"} {
			row := reflect.New(f.Type.Elem()).Elem()
			row.FieldByName("ID").SetString(id)
			rows.Set(reflect.Append(rows, row))
		}
		found := conformity.Run(set.Checks(), system, records.Day(2026, 3, 31).Start())
		if assert.Len(t, found, 2, name) {
			assert.Equal(t, conformity.StatusUnmet, found[0].Status, name)
			assert.Equal(t, found[0].Subject.String()+" is called B", found[0].Message())
			assert.Equal(t, conformity.StatusMet, found[1].Status, name)
		}
	}
	assert.Greater(t, lists, 80)
}

// What rules cannot handle is left out, and the rest of its list is not.
func TestChecksSayWhatRulesLeaveOut(t *testing.T) {
	_, err := iso28000.LoadChecks(checkFolder(`[{"check": "acme.reported", "for": "incidents", "message": "{occurred_at}",
"require": "occurred_at != nil"}]`))
	assert.EqualError(t, err, `seals.json:2:12: [0].require: occurred_at is left out of rules: it is a time.Time, and rules know days`)
}

// The standard's verdicts are the same with checks of one's own beside them.
func TestChecksOfOnesOwnChangeNothingElse(t *testing.T) {
	checks, err := iso28000.LoadChecks(checkFolder(`[{"check": "acme.seals", "for": "procedures", "require": "title == ''", "message": "no"}]`))
	require.NoError(t, err)
	system := &iso28000.System{Procedures: []documents.Procedure{{ID: "PR-4", Title: "seal control"}}}
	at := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	alone, beside := iso28000.Assess(system, at), iso28000.Assess(system, at, iso28000.WithChecks(checks...))
	for result := range alone.Results() {
		with, err := beside.Result(result.ID)
		require.NoError(t, err)
		assert.Equal(t, result, with)
	}
	assert.Equal(t, alone.Totals().All()+1, beside.Totals().All())
}
