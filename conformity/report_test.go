package conformity_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// randomInput makes seals whose days lie within two years from 2026-01-01, and statements.
func randomInput(seed uint64) input {
	r := rand.New(rand.NewPCG(seed, 1))
	some := func() records.Date {
		if r.IntN(3) == 0 {
			return records.Date{}
		}
		return day("2026-01-01").AddDays(r.IntN(730))
	}
	var in input
	for i := range r.IntN(5) {
		s := seal{ID: records.ID[seal](fmt.Sprint("S-", i)), CheckedOn: some(), NextDueOn: some(), ValidFrom: some(), ValidUntil: some()}
		if r.IntN(6) == 0 {
			s.Concerned = "no"
		}
		in.Seals = append(in.Seals, s)
	}
	for i := range r.IntN(3) {
		from := day("2026-01-01").AddDays(r.IntN(365))
		in.Statements = append(in.Statements, conformity.Statement{ID: records.ID[conformity.Statement](fmt.Sprint("N-", i)), Condition: "security-equipment",
			Reason: "none", By: "P", StatedOn: from, ValidUntil: from.AddDays(r.IntN(365))})
	}
	return in
}

// What a report says will change, changes then, and nothing else changes.
func TestNothingChangesUnannounced(t *testing.T) {
	start, end := day("2026-01-01").Start(), day("2028-01-15").Start()
	for seed := range uint64(12 / stride) {
		in := randomInput(seed)
		at := func(t time.Time) *conformity.Report {
			return conformity.Assess(in, []conformity.Check[input]{inTime}, t, conformity.Options{})
		}
		first := at(start)
		turns := result(t, first, "4.4.6.equipment").Turns
		status := result(t, first, "4.4.6.equipment").Status
		before := first
		for d := start; d.Before(end); d = d.AddDate(0, 0, 1) {
			now := at(d)
			r := result(t, now, "4.4.6.equipment")
			for len(turns) > 0 && !turns[0].At.After(d) {
				status, turns = turns[0].Status, turns[1:]
			}
			require.Equal(t, status, r.Status, "seed %d, %s", seed, d)
			was, is := statuses(t, before), statuses(t, now)
			announced := map[records.Ref]conformity.Status{}
			for f := range before.Lapses(d.Add(1)) {
				announced[f.Subject] = f.Becomes
			}
			for _, s := range in.Seals {
				want, changes := announced[s.Ref()]
				if !changes {
					want = was[s.Ref()]
				} else {
					require.NotEqual(t, want, was[s.Ref()], "seed %d, %s, %s: announced, and no change", seed, d, s.ID)
				}
				require.Equal(t, want, is[s.Ref()], "seed %d, %s, %s", seed, d, s.ID)
			}
			before = now
		}
		require.Empty(t, turns, "seed %d", seed)
	}
}

func statuses(t *testing.T, report *conformity.Report) map[records.Ref]conformity.Status {
	status := map[records.Ref]conformity.Status{}
	for _, f := range result(t, report, "4.4.6.equipment").Findings {
		status[f.Subject] = f.Status
	}
	return status
}

// The same records give the same bytes, in whatever order they come and however many ask at once.
func TestSameBytes(t *testing.T) {
	in := randomInput(3)
	for i := range 40 {
		in.Seals = append(in.Seals, seal{ID: records.ID[seal](fmt.Sprint("T-", i)), NextDueOn: day("2026-01-01").AddDays(i % 7)})
	}
	in.Statements = nil
	write := func(in input) []byte {
		data, err := json.Marshal(assess(in, "2026-01-04", inTime))
		require.NoError(t, err)
		return data
	}
	want := write(in)
	var wait sync.WaitGroup
	for i := range 20 {
		shuffled := in
		shuffled.Seals = slices.Clone(in.Seals)
		rand.New(rand.NewPCG(uint64(i), 2)).Shuffle(len(shuffled.Seals), func(i, j int) {
			shuffled.Seals[i], shuffled.Seals[j] = shuffled.Seals[j], shuffled.Seals[i]
		})
		wait.Go(func() { assert.True(t, bytes.Equal(want, write(shuffled))) })
	}
	wait.Wait()
}

func TestUnmetWorstFirst(t *testing.T) {
	late := []seal{{ID: "A", NextDueOn: day("2026-01-01")}}
	report := assess(input{Seals: late}, "2026-06-01",
		conformity.Each("4.1.outsourced.identify", seals, checkedInTime), // minor
		conformity.Each("4.6.review", seals, checkedInTime),              // major
		conformity.Each("4.1.scope", seals, checkedInTime))               // major
	var ids []string
	for r := range report.Unmet() {
		ids = append(ids, r.ID)
	}
	assert.Equal(t, []string{"4.1.scope", "4.6.review", "4.1.outsourced.identify"}, ids)
	totals := report.Totals()
	assert.Equal(t, conformity.Totals{Unmet: 3, Major: 2, Minor: 1, Undetermined: 246, Unchecked: 246}, totals)
	assert.Equal(t, 249, totals.All())
	count := 0
	for summary := range report.ByClause() {
		count += summary.Totals.All()
	}
	assert.Equal(t, 249, count)
}

func TestExplain(t *testing.T) {
	in := input{Seals: []seal{{ID: "A", NextDueOn: day("2026-01-01")}, {ID: "B", NextDueOn: day("2026-09-01")}}}
	report := assess(in, "2026-06-01", inTime)
	explanation, err := report.Explain("4.4.6.equipment")
	require.NoError(t, err)
	r, _ := conformity.ByID("4.4.6.equipment")
	assert.Equal(t, "4.4.6.equipment "+r.Title+"\n  asks: "+r.Summary+"\n  unmet when: "+r.FailsWhen+`
  applies if: security equipment is used or planned (condition security-equipment)
  decided by: records
on 2026-06-01T12:00:00Z: unmet, minor proposed
  unmet: seal A was due on 2026-01-01: check it
    record: seal A, field next_due_on
  met: seal B has to be checked by 2026-09-01
    record: seal B, field next_due_on
    until 2026-09-02, then unmet: seal B was due on 2026-09-01: check it
`, explanation.String())

	_, err = report.Explain("4.4.6.equipmnt")
	assert.EqualError(t, err, `no requirement has the id "4.4.6.equipmnt", did you mean 4.4.6.equipment?`)
}

func TestFindingID(t *testing.T) {
	in := input{Seals: []seal{{ID: "A", NextDueOn: day("2026-01-01")}}}
	id := func(at string) string { return result(t, assess(in, at, inTime), "4.4.6.equipment").Findings[0].ID() }
	assert.Equal(t, id("2026-06-01"), id("2026-06-02"), "the same finding has the same id tomorrow")
	assert.NotEqual(t, id("2025-06-01"), id("2026-06-01"), "another finding has another")
	twice := result(t, assess(in, "2026-06-01", inTime, inTime), "4.4.6.equipment").Findings
	assert.NotEqual(t, twice[0].ID(), twice[1].ID())
}

func TestSystematicMinors(t *testing.T) {
	late, done := seal{ID: "A", NextDueOn: day("2026-01-01")}, seal{ID: "B", CheckedOn: day("2026-01-01")}
	in := input{Seals: []seal{late, done}}
	checks := []conformity.Check[input]{conformity.Each("4.4.6.equipment", seals, checkedInTime), conformity.Each("4.4.6.change", seals, checkedInTime)}
	report := conformity.Assess(in, checks, noon("2026-06-01"), conformity.Options{Grades: conformity.GradeRules{Systematic: 2}})
	assert.Equal(t, 2, report.Totals().Major)
	report = conformity.Assess(in, checks, noon("2026-06-01"), conformity.Options{Grades: conformity.GradeRules{Systematic: 3}})
	assert.Equal(t, 2, report.Totals().Minor)
}
