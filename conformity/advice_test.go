package conformity_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const adviceRow = "4.5.1.process.equipment.14"

// sealAdvice suggests that a seal is checked in time, as a requirement does.
func sealAdvice() conformity.Check[input] { return conformity.Suggest(adviceRow, seals, checkedInTime) }

// Advice beside a check of a requirement changes nothing that is said about requirements,
// whatever the records and wherever it stands among the checks.
func TestAdviceStandsApart(t *testing.T) {
	for seed := range uint64(30 / stride) {
		in := randomInput(seed)
		in.Waivers = []conformity.Waiver{{ID: "W", Requirement: "guide." + adviceRow, Reason: "none", By: "P", GrantedOn: day("2026-01-01"), ValidUntil: day("2027-01-01")}}
		at := day("2026-06-01").Start()
		without := conformity.Assess(in, []conformity.Check[input]{inTime}, at, conformity.Options{})
		for _, checks := range [][]conformity.Check[input]{{sealAdvice(), inTime}, {inTime, sealAdvice()}} {
			with := conformity.Assess(in, checks, at, conformity.Options{Grades: conformity.GradeRules{Systematic: 1}})
			plain := conformity.Assess(in, []conformity.Check[input]{inTime}, at, conformity.Options{Grades: conformity.GradeRules{Systematic: 1}})
			assert.Equal(t, apart(t, plain), apart(t, with))
			assert.Equal(t, slices.Collect(plain.Lapses(at.AddDate(2, 0, 0))), slices.Collect(with.Lapses(at.AddDate(2, 0, 0))))
			assert.Equal(t, without.Totals().All(), with.Totals().All())
			_, err := with.Result("guide." + adviceRow)
			assert.Error(t, err, "no requirement has that id")
			assert.Len(t, slices.Collect(with.Advice()), 1)
		}
		live, err := conformity.NewLive(in, []conformity.Check[input]{sealAdvice(), inTime}, at, conformity.Options{})
		require.NoError(t, err)
		assert.Equal(t, apart(t, without), apart(t, live.Report()))
		assert.Equal(t, slices.Collect(conformity.Assess(in, []conformity.Check[input]{sealAdvice(), inTime}, at, conformity.Options{}).Advice()),
			slices.Collect(live.Report().Advice()))
	}
}

// apart returns a report without its advice, as it is written.
func apart(t *testing.T, report *conformity.Report) map[string]string {
	t.Helper()
	data, err := json.Marshal(report)
	require.NoError(t, err)
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(data, &fields))
	texts := map[string]string{}
	for name, raw := range fields {
		if name != "advice" {
			texts[name] = string(raw)
		}
	}
	return texts
}

func TestAdviceSays(t *testing.T) {
	in := input{Seals: []seal{
		{ID: "S-1", NextDueOn: day("2026-07-01")},
		{ID: "S-2", NextDueOn: day("2026-02-01")},
	}}
	at := day("2026-06-01").Start()
	report := conformity.Assess(in, []conformity.Check[input]{sealAdvice()}, at, conformity.Options{})
	advice := slices.Collect(report.Advice())
	require.Len(t, advice, 1)
	a := advice[0]
	assert.Equal(t, "guide."+adviceRow, a.ID)
	assert.Equal(t, "4.5.1", a.Clause)
	assert.Equal(t, conformity.AdviceNotFollowed, a.Status)
	assert.Equal(t, conformity.AdviceTotals{NotFollowed: 1}, report.AdviceTotals())
	require.Len(t, a.Hints, 2)
	assert.Equal(t, []conformity.AdviceStatus{conformity.AdviceNotFollowed, conformity.AdviceFollowed}, []conformity.AdviceStatus{a.Hints[0].Status, a.Hints[1].Status})
	assert.Equal(t, records.Ref{Kind: "seal", ID: "S-2"}, a.Hints[0].Subject)
	assert.Equal(t, "guide."+adviceRow+" not followed: "+a.Hints[0].Message(), a.Hints[0].String())

	lapses := slices.Collect(report.AdviceLapses(at.AddDate(1, 0, 0)))
	require.Len(t, lapses, 1)
	assert.Equal(t, conformity.AdviceNotFollowed, lapses[0].Becomes)
	assert.Equal(t, day("2026-07-01").End(), lapses[0].Lapses)
	assert.NotEmpty(t, lapses[0].Then())
	assert.Empty(t, slices.Collect(report.Lapses(at.AddDate(1, 0, 0))))

	assert.Empty(t, conformity.Run([]conformity.Check[input]{sealAdvice()}, in, at), "what is run for requirements has no advice")
	assert.Equal(t, a.Hints, conformity.Advise([]conformity.Check[input]{inTime, sealAdvice()}, in, at))

	data, err := json.Marshal(report)
	require.NoError(t, err)
	assert.Contains(t, string(data), `"advice":[{"id":"guide.4.5.1.process.equipment.14","clause":"4.5.1","kind":"process"`)
	assert.Contains(t, string(data), `"status":"not followed"`)
	assert.NotContains(t, string(data), `"status":"unmet"`)
	data, err = json.Marshal(conformity.Assess(in, []conformity.Check[input]{inTime}, at, conformity.Options{}))
	require.NoError(t, err)
	assert.NotContains(t, string(data), "advice")
}

// Advice cannot be waived, and so no waiver of it runs out.
func TestAdviceIsNotWaived(t *testing.T) {
	in := input{
		Seals:   []seal{{ID: "S", NextDueOn: day("2026-02-01")}},
		Waivers: []conformity.Waiver{{ID: "W", Requirement: "guide." + adviceRow, Reason: "none", By: "P", GrantedOn: day("2026-01-01"), ValidUntil: day("2027-01-01")}},
	}
	at := day("2026-06-01").Start()
	report := conformity.Assess(in, []conformity.Check[input]{sealAdvice()}, at, conformity.Options{})
	assert.Equal(t, conformity.AdviceTotals{NotFollowed: 1}, report.AdviceTotals())
	assert.Empty(t, slices.Collect(report.AdviceLapses(at.AddDate(2, 0, 0))))
}

// A check of advice that fails of itself says so in its own place, and nowhere else.
func TestAdviceFails(t *testing.T) {
	broken := conformity.Suggest(adviceRow, seals, func(*conformity.Reader, *seal) conformity.Verdict { panic("broken") })
	report := conformity.Assess(input{Seals: []seal{{ID: "S-1"}}}, []conformity.Check[input]{broken}, day("2026-06-01").Start(), conformity.Options{})
	assert.Empty(t, slices.Collect(report.Errors()))
	advice := slices.Collect(report.Advice())
	require.Len(t, advice, 1)
	assert.Equal(t, conformity.NothingToGoBy, advice[0].Status)
	var failed *conformity.CheckError
	assert.ErrorAs(t, advice[0].Hints[0].Err, &failed)
}

// A host has advice of its own under the same scheme.
func TestAdviceOfTheHost(t *testing.T) {
	own := conformity.Suggest("acme.paint", seals, func(*conformity.Reader, *seal) conformity.Verdict { return conformity.Followed() })
	report := conformity.Assess(input{Seals: []seal{{ID: "S-1"}}}, []conformity.Check[input]{own.About(conformity.Requirement{Title: "Seals are red"})}, day("2026-06-01").Start(), conformity.Options{})
	advice := slices.Collect(report.Advice())
	require.Len(t, advice, 1)
	assert.Equal(t, "guide.acme.paint", advice[0].ID)
	assert.Equal(t, "Seals are red", advice[0].Text)
	assert.Equal(t, conformity.AdviceFollowed, advice[0].Status)
	assert.Equal(t, 249, report.Totals().All())
}
