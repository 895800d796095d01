package conformity_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func equipmentCheck() conformity.Check[input] {
	return conformity.Each("4.4.6.equipment", seals, checkedInTime)
}

func TestCompare(t *testing.T) {
	in := input{Seals: []seal{{ID: "A", NextDueOn: day("2026-07-01")}, {ID: "B", CheckedOn: day("2026-01-01")}}}
	before := assess(in, "2026-06-01", equipmentCheck())
	assert.Empty(t, conformity.Compare(before, before))

	in.Seals = []seal{{ID: "A", NextDueOn: day("2026-05-01")}, {ID: "B", CheckedOn: day("2026-01-02")}}
	differences := conformity.Compare(before, assess(in, "2026-06-01", equipmentCheck()))
	require.Len(t, differences, 1)
	d := differences[0]
	assert.Equal(t, "4.4.6.equipment", d.ID)
	assert.Equal(t, conformity.StatusMet, d.Before)
	assert.Equal(t, conformity.StatusUnmet, d.After)
	assert.Equal(t, "[4.4.6.equipment met: seal A has to be checked by 2026-07-01]", fmt.Sprint(d.Gone))
	assert.Equal(t, "[4.4.6.equipment unmet: seal A was due on 2026-05-01: check it]", fmt.Sprint(d.New))
}

// A requirement of the host's own that only one of the reports has.
func TestCompareSchemes(t *testing.T) {
	in := input{Seals: []seal{{ID: "A", NextDueOn: day("2026-07-01")}}}
	own := conformity.Each("acme.seals", seals, checkedInTime)
	with, without := assess(in, "2026-06-01", equipmentCheck(), own), assess(in, "2026-06-01", equipmentCheck())
	for _, d := range conformity.Compare(without, with) {
		assert.Equal(t, []any{"acme.seals", conformity.StatusNone, conformity.StatusMet, 0, 1}, []any{d.ID, d.Before, d.After, len(d.Gone), len(d.New)})
	}
	for _, d := range conformity.Compare(with, without) {
		assert.Equal(t, []any{"acme.seals", conformity.StatusMet, conformity.StatusNone, 1, 0}, []any{d.ID, d.Before, d.After, len(d.Gone), len(d.New)})
	}
}

// Which of many met findings a report shows is no difference.
func TestCompareBeyondTheLimit(t *testing.T) {
	var in input
	for i := range 30 {
		in.Seals = append(in.Seals, seal{ID: records.ID[seal](fmt.Sprintf("%02d", i)), NextDueOn: day("2026-07-01").AddDays(i)})
	}
	short := conformity.Options{Met: 3}
	before := conformity.Assess(in, []conformity.Check[input]{equipmentCheck()}, noon("2026-06-01"), short)
	in.Seals[20].NextDueOn = day("2026-06-15") // among the first to lapse, now
	assert.Empty(t, conformity.Compare(before, conformity.Assess(in, []conformity.Check[input]{equipmentCheck()}, noon("2026-06-01"), short)))
}

func TestForecast(t *testing.T) {
	in := input{Seals: []seal{{ID: "A", NextDueOn: day("2026-07-01")}, {ID: "B", NextDueOn: day("2026-06-10"), ValidUntil: day("2026-06-20")}}}
	report := assess(in, "2026-06-01", equipmentCheck())
	var told []string
	for f := range report.Forecast(noon("2027-01-01")) {
		told = append(told, fmt.Sprint(f.At.Format(time.DateOnly), " ", f.ID, " ", f.From, " ", f.To))
	}
	assert.Equal(t, []string{
		"2026-06-11 4.4.6.equipment met unmet", // B is overdue
		"2026-06-21 4.4.6.equipment unmet met", // and no longer in use
		"2026-07-02 4.4.6.equipment met unmet", // A is overdue
	}, told)
	assert.Len(t, slices.Collect(report.Forecast(day("2026-07-02").Start())), 2, "the instant itself is not included")
	for range report.Forecast(noon("2027-01-01")) {
		break // as an iterator may be left
	}
}

var sealsInOrder = conformity.NewOrder(func(s *seal) []records.Date { return []records.Date{s.CheckedOn, s.ValidFrom, s.CheckedOn} })

// The latest of the days that have begun, and when another will be.
func TestOrder(t *testing.T) {
	latest := func(in input, at string) (records.ID[seal], records.Date, conformity.Finding) {
		var found records.ID[seal]
		var on records.Date
		asked := false
		f := conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
			s, day := sealsInOrder.Latest(r)
			if !asked { // later ones look ahead
				asked, on = true, day
				if s != nil {
					found = s.ID
				}
			}
			if s != nil {
				return conformity.Met(sealChecked, s.ID)
			}
			return conformity.Unmet(sealUndated)
		}, noon(at), in)
		return found, on, f
	}
	in := input{Seals: []seal{
		{ID: "B", CheckedOn: day("2026-02-01"), ValidFrom: day("2026-01-01")},
		{ID: "C", CheckedOn: day("2026-02-01"), ValidFrom: day("2026-09-01")},
		{ID: "A", CheckedOn: day("2026-01-15")},
		{ID: "D"},
	}}
	id, on, f := latest(in, "2026-06-01")
	assert.Equal(t, []any{records.ID[seal]("C"), day("2026-02-01")}, []any{id, on}, "of two the one with the greatest id")
	assert.Equal(t, []records.Ref{{Kind: "seal", ID: "C"}}, f.Evidence)
	id, on, _ = latest(in, "2026-01-20")
	assert.Equal(t, []any{records.ID[seal]("A"), day("2026-01-15")}, []any{id, on})
	id, on, f = latest(in, "2025-12-31")
	assert.Equal(t, []any{records.ID[seal](""), records.Date{}}, []any{id, on})
	assert.Equal(t, day("2026-01-01").Start(), f.Lapses, "B is the first")
	_, on, f = latest(input{}, "2026-06-01")
	assert.Zero(t, on)
	assert.Zero(t, f.Lapses)
	_, _, f = latest(input{}, "2026-06-01")
	assert.NoError(t, f.Err)
	f = conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
		sealsInOrder.Latest(r)
		return conformity.Met(sealUndated)
	}, noon("2026-06-01"), struct{ Persons []records.Person }{})
	assert.ErrorContains(t, f.Err, `it reads records of the kind "seal"`)
}
