package monitoring

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
)

func bookOf(in Input) *Book {
	return NewBook(Lists{in.Indicators, in.Measurements, in.Equipment, in.Calibrations, in.Maintenance})
}

func TestLatest(t *testing.T) {
	b := bookOf(good())
	assert.Equal(t, records.ID[Measurement]("M-2"), b.Latest(clock("2026-06-01"), "scans").ID)
	assert.Equal(t, records.ID[Measurement]("M-1"), b.Latest(clock("2026-05-09"), "scans").ID, "the second has not happened")
	assert.Nil(t, b.Latest(clock("2026-03-09"), "scans"))
	assert.Nil(t, b.Latest(clock("2026-06-01"), "lost"))

	b = bookOf(with(func(in *Input) { in.Calibrations[1].NextOn = day("2026-05-09") }))
	assert.Equal(t, records.ID[Measurement]("M-1"), b.Latest(clock("2026-06-01"), "scans").ID, "the second does not count")
	results := b.Results(clock("2026-06-01"), "scans")
	require.Len(t, results, 2)
	assert.True(t, results[0].Counts())
	assert.Equal(t, []Doubt{{Kind: CalibrationOverdue, Item: "scanner", Due: day("2026-05-09")}}, results[1].Doubts)
}

func TestOverdue(t *testing.T) {
	b := bookOf(good())
	assert.Empty(t, b.Overdue(clock("2026-06-01")))
	late := b.Overdue(clock("2026-08-19"))
	var ids []records.ID[Indicator]
	for _, l := range late {
		ids = append(ids, l.Indicator.ID)
	}
	assert.Equal(t, []records.ID[Indicator]{"close", "events", "round", "scans"}, ids)
	assert.Equal(t, day("2026-08-18"), late[3].DueOn)
	assert.Equal(t, records.ID[Measurement]("M-2"), late[3].Last.ID)
	never := bookOf(with(func(in *Input) { in.Measurements = nil })).Overdue(clock("2026-06-01"))
	require.Len(t, never, 4)
	assert.Nil(t, never[0].Last)
	assert.Equal(t, day("2025-04-11"), never[0].DueOn)
}

// What the book calls overdue is what the checks call unmet.
func TestBookAgreesWithChecks(t *testing.T) {
	for _, in := range []Input{good(), faulty(), with(func(in *Input) { in.Equipment = nil }), with(func(in *Input) { in.Calibrations[1].NextOn = day("2026-05-09") })} {
		for _, at := range []string{"2026-03-09", "2026-06-01", "2026-07-02", "2026-08-19"} {
			late := map[string]bool{}
			for _, l := range bookOf(in).Overdue(clock(at)) {
				late[string(l.Indicator.ID)] = true
			}
			unfit := map[string]bool{}
			for _, requirement := range []string{"4.5.1.system", "4.5.1.security"} {
				for _, f := range decide(in, requirement, at) {
					if f.Subject.Kind == "indicator" && f.Status == unmet {
						unfit[f.Subject.ID] = true
					}
				}
			}
			assert.Equal(t, late, unfit, at)
		}
	}
}

func TestTrend(t *testing.T) {
	in := good()
	trend, found := bookOf(in).Trend(clock("2026-06-01"), "scans")
	require.True(t, found)
	assert.Equal(t, "0.5", trend.Change.String())
	assert.Equal(t, Better, trend.Direction)
	assert.Equal(t, "-0.2", trend.Gap.String())
	assert.True(t, trend.Reached)
	assert.Equal(t, 1, trend.Run)

	in.Indicators[0].Goal = Goal{Aim: objectives.AtMost, Value: number("99")}
	trend, _ = bookOf(in).Trend(clock("2026-06-01"), "scans")
	assert.Equal(t, Worse, trend.Direction)
	assert.Equal(t, "0.7", trend.Gap.String())
	assert.False(t, trend.Reached)
	assert.Equal(t, 2, trend.Run)

	trend, _ = bookOf(in).Trend(clock("2026-05-09"), "scans")
	assert.Nil(t, trend.Previous)
	assert.Nil(t, trend.Change)
	assert.Empty(t, trend.Direction)

	in.Measurements[1].Unit = "scans"
	trend, _ = bookOf(in).Trend(clock("2026-06-01"), "scans")
	assert.Equal(t, records.ID[Measurement]("M-1"), trend.Latest.ID, "another unit is another thing")
	in.Measurements[1].Unit, in.Measurements[1].Value = "", number("99.2")
	trend, _ = bookOf(in).Trend(clock("2026-06-01"), "scans")
	assert.Equal(t, Steady, trend.Direction)
	huge := decimal.New(1, 999_999_999)
	in.Measurements[1].Value = &huge
	trend, _ = bookOf(in).Trend(clock("2026-06-01"), "scans")
	assert.Equal(t, records.ID[Measurement]("M-1"), trend.Latest.ID, "a figure that nobody measures is passed over")

	_, found = bookOf(in).Trend(clock("2026-06-01"), "round")
	assert.False(t, found, "a judgement is no figure")
	_, found = bookOf(in).Trend(clock("2026-06-01"), "lost")
	assert.False(t, found)
	in.Indicators[0].Goal = Goal{}
	trend, _ = bookOf(in).Trend(clock("2026-06-01"), "scans")
	assert.Nil(t, trend.Gap)
	assert.Zero(t, trend.Run)
}

func TestMoves(t *testing.T) {
	assert.Equal(t, Leading, Indicator{Mode: Proactive}.Moves())
	assert.Equal(t, Lagging, Indicator{Mode: Reactive}.Moves())
	assert.Equal(t, Lagging, Indicator{Mode: Proactive, Timing: Lagging}.Moves())
	assert.Empty(t, Indicator{}.Moves())
}
