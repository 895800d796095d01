package systems_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
)

// parts returns what there is to say of a report but for advice, and the advice.
func parts(t *testing.T, report *conformity.Report) (rest, advice string) {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(text(t, report)), &fields))
	advice = string(fields["advice"])
	delete(fields, "advice")
	data, err := json.Marshal(fields)
	require.NoError(t, err)
	return string(data), advice
}

func adviceFails(t *testing.T, report *conformity.Report, what string) {
	t.Helper()
	for a := range report.Advice() {
		for _, h := range a.Hints {
			require.NoError(t, h.Err, "%s: %s", what, h)
		}
	}
}

// With and without advice a report says the same of every requirement, to the byte: of the
// systems as they are, and after any change to any field of any record. Kept up to date, it
// gives the same advice as one that is made anew, and no advice fails.
func TestAdviceChangesNoVerdict(t *testing.T) {
	t.Parallel()
	for name, folder := range map[string]fs.FS{"complete": systems.Complete(), "operator": systems.Operator()} {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			at := system.AsOf.Start()
			entities := entitiesOf(system)
			values := valuesOf(entities)
			live, err := iso28000.AssessLive(system, at, iso28000.WithAdvice())
			require.NoError(t, err)
			same := func(what string, entities []records.Entity) {
				t.Helper()
				now := systemOf(system, entities)
				without, none := parts(t, iso28000.Assess(now, at))
				assert.Empty(t, none)
				report := iso28000.Assess(now, at, iso28000.WithAdvice())
				with, advice := parts(t, report)
				require.True(t, without == with, "%s: advice changes a verdict", what)
				kept, keptAdvice := parts(t, live.Report())
				require.True(t, without == kept, "%s: advice changes a verdict that is kept up to date", what)
				require.True(t, advice == keptAdvice, "%s: advice kept up to date is not that made anew", what)
				adviceFails(t, report, what)
			}
			same("as it is", entities)
			random := rand.New(rand.NewPCG(3, 4))
			for n := range 600 / stride {
				i := random.IntN(len(entities))
				changed := reflect.New(reflect.TypeOf(entities[i])).Elem()
				changed.Set(deepCopy(reflect.ValueOf(entities[i])))
				what := spoil(random, values, changed, entities[i].Ref().String())
				changed.FieldByName("ID").SetString(entities[i].Ref().ID)
				entities[i] = changed.Interface().(records.Entity)
				report, err := live.Apply(conformity.Change{Put: []records.Entity{entities[i]}})
				require.NoError(t, err, what)
				adviceFails(t, report, what)
				if n%12 == 0 { // the changes add up
					same(what, entities)
				}
			}
		})
	}
}

// The complete system meets every requirement, and follows the guide in part: advice is no fault.
func TestCompleteSystemNeedNotFollow(t *testing.T) {
	system, _ := complete(t)
	report := iso28000.Assess(system, system.AsOf.Start(), iso28000.WithAdvice())
	assert.Zero(t, report.Totals().Unmet+report.Totals().Undetermined)
	totals := report.AdviceTotals()
	assert.Positive(t, totals.Followed)
	assert.Positive(t, totals.NotFollowed)
	assert.Equal(t, len(iso28000.Advice()), totals.Followed+totals.NotFollowed+totals.NothingToGoBy)
}

// docs/advice.md lists what the guide suggests, what decides it, and what a user is told who
// does not follow it: what advice says of systems that follow it in part.
func TestAdvicePage(t *testing.T) {
	count := map[conformity.SuggestionBasis]int{}
	for s := range conformity.Suggestions() {
		count[s.Basis]++
	}
	said := map[string]string{}
	for _, folder := range []fs.FS{systems.Complete(), systems.Operator(), systems.Small()} {
		system := load(t, folder)
		for a := range iso28000.Assess(system, system.AsOf.Start(), iso28000.WithAdvice()).Advice() {
			if said[a.ID] == "" && a.Status == conformity.AdviceNotFollowed {
				said[a.ID] = a.Hints[0].Message()
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Advice\n\nThe core of the guide to the standard, ISO 28004:2007, in our own words. The guide demands nothing, so nothing on\nthis page is a requirement: advice is given only where it is asked for (`iso28000.WithAdvice()`, `gapreport -advice`),\nstands apart from the requirements in every report, and changes no verdict. A test writes this page, and fails when it\nis out of date.\n\n"+
		"Of %d points, %d are decided by advice, %d come to the same as a requirement, which decides them, and %d only a person can\njudge: definitions, principles, judgements, and what no record tracks.\n", count[conformity.ByAdvice]+count[conformity.ByRequirement]+count[conformity.ByPerson],
		count[conformity.ByAdvice], count[conformity.ByRequirement], count[conformity.ByPerson])
	heading := ""
	for s := range conformity.Suggestions() {
		if h := adviceHeading(s.Clause); h != heading {
			heading = h
			fmt.Fprintf(&b, "\n## %s\n\n", heading)
		}
		fmt.Fprintf(&b, "- `%s` (%s) %s", s.ID, s.Kind, s.Text)
		switch s.Basis {
		case conformity.ByRequirement:
			fmt.Fprintf(&b, " **As required by** %s.\n", strings.Join(s.CoveredBy(), ", "))
		case conformity.ByPerson:
			fmt.Fprintf(&b, " **For a person:** %s.\n", s.Because)
		default:
			b.WriteString(" **Advice.**\n")
			if said[s.ID] != "" {
				fmt.Fprintf(&b, "  %s\n", code(said[s.ID]))
			}
		}
	}
	const file = "../../docs/advice.md"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, string(page) == b.String(), "docs/advice.md is out of date: go test ./examples/systems -run TestAdvicePage -update")
}

func adviceHeading(clause string) string {
	switch heading, found := conformity.ClauseByID(clause); {
	case found:
		return clause + " " + heading.Title
	case strings.HasPrefix(clause, "3"):
		return "3 Terms"
	case clause == "0":
		return "0 Introduction"
	}
	return clause + " Scope"
}
