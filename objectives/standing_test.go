package objectives

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// measuredTarget returns a target in force from 2026-01-01 with a measure, due on 2026-12-31,
// and figures: pairs of a day and a value.
func measuredTarget(m Measure, figures ...string) Target {
	t := Target{ID: "T", Revisions: []TargetRevision{{
		Revision: Revision{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2025-12-01"), EffectiveFrom: day("2026-01-01")},
		Measure:  m, DueOn: day("2026-12-31"),
	}}}
	for i := 0; i < len(figures); i += 2 {
		t.Progress = append(t.Progress, Progress{On: day(figures[i]), Value: number(figures[i+1])})
	}
	return t
}

var (
	share = func(aim Aim, value, baseline string) Measure {
		m := Measure{Metric: "seals checked", Unit: "per cent", Aim: aim, Value: number(value), BaselineOn: day("2026-01-01")}
		if baseline != "" {
			m.Baseline = number(baseline)
		}
		return m
	}
	total = func(aim Aim, value string) Measure {
		return Measure{Metric: "thefts", Unit: "thefts", Aim: aim, Value: number(value), BaselineOn: day("2026-01-01"), Accumulates: true}
	}
)

func TestStandingOn(t *testing.T) {
	for _, tt := range []struct {
		name      string
		target    Target
		on        string
		state     Achievement
		figure    string
		measured  string
		reachedOn string
		share     string // as a fraction; empty: none
	}{
		{"not measured", measuredTarget(share(AtLeast, "98", "60")), "2026-06-01", NotMeasured, "0", "", "", ""},
		{"measured later than asked", measuredTarget(share(AtLeast, "98", "60"), "2026-06-02", "98"), "2026-06-01", NotMeasured, "0", "", "", ""},
		{"half way", measuredTarget(share(AtLeast, "98", "60"), "2026-06-01", "79"), "2026-06-01", UnderWay, "79", "2026-06-01", "", "1/2"},
		{"a third, exactly", measuredTarget(share(AtLeast, "3", "0"), "2026-06-01", "1"), "2026-06-01", UnderWay, "1", "2026-06-01", "", "1/3"},
		{"the wrong way", measuredTarget(share(AtLeast, "98", "60"), "2026-06-01", "50.5"), "2026-06-01", UnderWay, "50.5", "2026-06-01", "", "-1/4"},
		{"the latest figure counts, whatever the order of entries", measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "79", "2026-02-01", "98"), "2026-06-01", UnderWay, "79", "2026-05-01", "", "1/2"},
		{"reached to the point", measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "98.0"), "2026-06-01", Reached, "98", "2026-05-01", "2026-05-01", "1/1"},
		{"reached since", measuredTarget(share(AtLeast, "98", "60"), "2026-03-01", "99", "2026-04-01", "97", "2026-05-01", "98", "2026-05-20", "99"), "2026-06-01", Reached, "99", "2026-05-20", "2026-05-01", "39/38"},
		{"last day, not reached", measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "97.99"), "2026-12-31", UnderWay, "97.99", "2026-05-01", "", "3799/3800"},
		{"the day after", measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "97.99"), "2027-01-01", Missed, "97.99", "2026-05-01", "", "3799/3800"},
		{"reached late", measuredTarget(share(AtLeast, "98", "60"), "2027-02-01", "98"), "2027-02-01", Reached, "98", "2027-02-01", "2027-02-01", "1/1"},
		{"less is better", measuredTarget(share(AtMost, "2", "10"), "2026-05-01", "4"), "2026-06-01", UnderWay, "4", "2026-05-01", "", "3/4"},
		{"less is better, reached", measuredTarget(share(AtMost, "2", "10"), "2026-05-01", "2"), "2026-06-01", Reached, "2", "2026-05-01", "2026-05-01", "1/1"},
		{"no baseline", measuredTarget(share(AtLeast, "98", ""), "2026-05-01", "97"), "2026-06-01", UnderWay, "97", "2026-05-01", "", ""},
		{"no way to go", measuredTarget(share(AtLeast, "98", "98"), "2026-05-01", "97"), "2026-06-01", UnderWay, "97", "2026-05-01", "", ""},

		{"a total", measuredTarget(total(AtLeast, "200"), "2026-03-01", "120", "2026-05-01", "30.5"), "2026-06-01", UnderWay, "150.5", "2026-05-01", "", "301/400"},
		{"a total, reached, and since when", measuredTarget(total(AtLeast, "200"), "2026-03-01", "120", "2026-05-01", "80", "2026-05-20", "5"), "2026-06-01", Reached, "205", "2026-05-20", "2026-05-01", "41/40"},
		{"a total, of which something is taken back", measuredTarget(total(AtLeast, "200"), "2026-03-01", "200", "2026-05-01", "-1"), "2026-06-01", UnderWay, "199", "2026-05-01", "", "199/200"},
		{"a total, reached late", measuredTarget(total(AtLeast, "200"), "2026-03-01", "120", "2027-02-01", "80"), "2027-02-01", Reached, "200", "2027-02-01", "2027-02-01", "1/1"},
		{"what was before the first day counted", measuredTarget(total(AtLeast, "200"), "2025-12-31", "120", "2026-01-01", "80"), "2026-06-01", UnderWay, "80", "2026-01-01", "", "2/5"},
		{"a limit, kept so far", measuredTarget(total(AtMost, "6"), "2026-05-01", "2"), "2026-06-01", UnderWay, "2", "2026-05-01", "", "1/3"},
		{"a limit, used up", measuredTarget(total(AtMost, "6"), "2026-05-01", "6"), "2026-06-01", UnderWay, "6", "2026-05-01", "", "1/1"},
		{"a limit, exceeded: missed ahead of its day", measuredTarget(total(AtMost, "6"), "2026-05-01", "7"), "2026-06-01", Missed, "7", "2026-05-01", "", "7/6"},
		{"a limit, kept, but not counted to the end", measuredTarget(total(AtMost, "6"), "2026-12-30", "6"), "2027-01-15", UnderWay, "6", "2026-12-30", "", "1/1"},
		{"a limit, kept to the end", measuredTarget(total(AtMost, "6"), "2026-05-01", "6", "2026-12-31", "0"), "2026-12-31", Reached, "6", "2026-12-31", "2026-12-31", "1/1"},
		{"what comes after the last day does not count against a limit", measuredTarget(total(AtMost, "6"), "2026-12-31", "6", "2027-01-10", "1"), "2027-01-15", Reached, "6", "2026-12-31", "2026-12-31", "1/1"},
		{"a limit of nothing", measuredTarget(total(AtMost, "0"), "2026-12-31", "0"), "2027-01-15", Reached, "0", "2026-12-31", "2026-12-31", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.target.StandingOn(day(tt.on))
			require.NoError(t, err)
			assert.Equal(t, tt.state, got.State)
			assert.True(t, decimal.RequireFromString(tt.figure).Equal(got.Figure), got.Figure)
			assert.Equal(t, day(tt.measured), got.MeasuredOn)
			assert.Equal(t, day(tt.reachedOn), got.ReachedOn)
			text := ""
			if got.Share != nil {
				text = got.Share.String()
			}
			assert.Equal(t, tt.share, text)
			assert.Equal(t, day(tt.on), got.On)
			assert.Equal(t, "1", got.Revision)
		})
	}
}

func TestStandingCannotBeTold(t *testing.T) {
	target := measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "97")
	_, err := target.StandingOn(day("2025-12-31"))
	assert.ErrorIs(t, err, ErrNotInForce)
	_, err = target.StandingOn(records.Date{})
	assert.ErrorIs(t, err, ErrNotInForce)
	for name, change := range map[string]func(m *Measure){
		"no value":   func(m *Measure) { m.Value = nil },
		"no unit":    func(m *Measure) { m.Unit = "" },
		"no metric":  func(m *Measure) { m.Metric = "" },
		"no aim":     func(m *Measure) { m.Aim = "" },
		"wild value": func(m *Measure) { m.Value = new(decimal.New(1, 1<<30)) },
		"wild base":  func(m *Measure) { m.Baseline = new(decimal.New(1, -1<<30)) },
	} {
		changed := measuredTarget(share(AtLeast, "98", "60"), "2026-05-01", "97")
		change(&changed.Revisions[0].Measure)
		_, err := changed.StandingOn(day("2026-06-01"))
		assert.ErrorIs(t, err, ErrNotQuantified, name)
	}
	target.Progress[0].Value = new(decimal.New(1, 1<<30))
	got, err := target.StandingOn(day("2026-06-01"))
	assert.NoError(t, err)
	assert.Equal(t, NotMeasured, got.State, "a figure beyond all reckoning is none")
}

// When a revision changes what is measured, figures of before mean something else.
func TestStandingAcrossRevisions(t *testing.T) {
	target := measuredTarget(share(AtLeast, "98", "60"), "2025-11-01", "70", "2026-03-01", "90")
	second := target.Revisions[0]
	second.Number, second.ApprovedOn, second.EffectiveFrom = "2", day("2026-04-01"), day("2026-04-01")
	second.Measure.Value = number("99")
	target.Revisions = append(target.Revisions, second)
	got, err := target.StandingOn(day("2026-06-01"))
	require.NoError(t, err)
	assert.Equal(t, "90", got.Figure.String(), "the same measure, with another value")
	assert.Equal(t, "2", got.Revision)

	target.Revisions[1].Measure.Metric = "seals checked by two people"
	got, err = target.StandingOn(day("2026-06-01"))
	require.NoError(t, err)
	assert.Equal(t, NotMeasured, got.State, "another measure")
	got, err = target.StandingOn(day("2026-02-01"))
	require.NoError(t, err)
	assert.Equal(t, "70", got.Figure.String(), "measured before it was in force: in the figures of the first revision")
}

func TestExpected(t *testing.T) {
	year := func(m Measure, figures ...string) Standing {
		target := measuredTarget(m, figures...)
		target.Revisions[0].DueOn = day("2026-01-31")
		s, err := target.StandingOn(day("2026-02-10"))
		require.NoError(t, err)
		return s
	}
	for _, tt := range []struct {
		name     string
		standing Standing
		on, want string
	}{
		{"before it starts", year(share(AtLeast, "90", "60")), "2025-06-01", "60/1"},
		{"first day", year(share(AtLeast, "90", "60")), "2026-01-01", "60/1"},
		{"one day of thirty", year(share(AtLeast, "90", "60")), "2026-01-02", "61/1"},
		{"seven of thirty, not a round figure", year(share(AtLeast, "61", "60")), "2026-01-08", "1807/30"},
		{"last day", year(share(AtLeast, "90", "60")), "2026-01-31", "90/1"},
		{"after it", year(share(AtLeast, "90", "60")), "2026-06-01", "90/1"},
		{"downwards", year(share(AtMost, "0", "30")), "2026-01-11", "20/1"},
		{"a total starts with nothing", year(total(AtMost, "3")), "2026-01-11", "1/1"},
	} {
		got, err := tt.standing.Expected(day(tt.on))
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, got.String(), tt.name)
	}
	for _, tt := range []struct {
		name     string
		standing Standing
		behind   bool
	}{
		{"on the path", year(share(AtLeast, "90", "60"), "2026-01-11", "70"), false},
		{"a hair below it", year(share(AtLeast, "90", "60"), "2026-01-11", "69.999999999999999999"), true},
		{"above it", year(share(AtLeast, "90", "60"), "2026-01-11", "71"), false},
		{"downwards, on it", year(share(AtMost, "0", "30"), "2026-01-11", "20"), false},
		{"downwards, a hair above it", year(share(AtMost, "0", "30"), "2026-01-11", "20.0000000001"), true},
		{"a limit, used up too fast", year(total(AtMost, "3"), "2026-01-11", "2"), true},
	} {
		behind, err := tt.standing.Behind()
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.behind, behind, tt.name)
	}
	_, err := year(share(AtLeast, "90", "60")).Behind()
	assert.ErrorIs(t, err, ErrNotMeasured)
	lacking := year(share(AtLeast, "90", ""), "2026-01-11", "70")
	lacking.Measure.BaselineOn, lacking.DueOn = records.Date{}, records.Date{}
	_, err = lacking.Behind()
	assert.ErrorIs(t, err, ErrNotQuantified)
	assert.EqualError(t, err, "objectives: not quantified: a path needs a baseline, the day of the baseline and a day by which it is due")
	_, err = Standing{}.Expected(day("2026-01-01"))
	assert.ErrorIs(t, err, ErrNotQuantified)
	backwards := year(share(AtLeast, "90", "60"))
	backwards.DueOn = day("2026-01-01")
	_, err = backwards.Expected(day("2026-01-01"))
	assert.ErrorIs(t, err, ErrNotQuantified)
}

// Over any figures: a share of one or more is what reached means, for what is aimed at from
// below and for what is aimed at from above; and nothing depends on the order of entries.
func TestStandingIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		amount := func() decimal.Decimal { return decimal.New(random.Int64N(2000)-1000, -int32(random.IntN(6))) }
		base, value := amount(), amount()
		aim := AtLeast
		if value.LessThan(base) {
			aim = AtMost
		}
		if value.Equal(base) {
			continue
		}
		target := measuredTarget(Measure{Metric: "m", Unit: "u", Aim: aim, Value: &value, Baseline: &base, BaselineOn: day("2026-01-01")})
		var last decimal.Decimal
		for i := range 1 + random.IntN(4) {
			last = amount()
			target.Progress = append(target.Progress, Progress{On: day("2026-02-01").AddDays(i), Value: new(last)})
		}
		random.Shuffle(len(target.Progress), func(i, j int) { target.Progress[i], target.Progress[j] = target.Progress[j], target.Progress[i] })
		got, err := target.StandingOn(day("2026-06-01"))
		require.NoError(t, err)
		require.True(t, last.Equal(got.Figure))
		require.Equal(t, got.State == Reached, got.Share.Cmp(big.NewRat(1, 1)) >= 0, "%s to %s, at %s", base, value, last)
		back := new(big.Rat).Mul(got.Share, value.Sub(base).Rat())
		require.Zero(t, back.Add(back, base.Rat()).Cmp(last.Rat()), "share and figure say the same")
	}
}

func TestMeasuresCompare(t *testing.T) {
	for _, tt := range []struct {
		name    string
		m, than Measure
		want    bool
	}{
		{"less", share(AtLeast, "97", ""), share(AtLeast, "98", ""), true},
		{"as much", share(AtLeast, "98", ""), share(AtLeast, "98.0", ""), false},
		{"more", share(AtLeast, "99", ""), share(AtLeast, "98", ""), false},
		{"a higher limit", share(AtMost, "7", ""), share(AtMost, "6", ""), true},
		{"a lower limit", share(AtMost, "5", ""), share(AtMost, "6", ""), false},
		{"from the other side", share(AtMost, "97", ""), share(AtLeast, "98", ""), false},
		{"another measure", total(AtLeast, "97"), share(AtLeast, "98", ""), false},
		{"none", Measure{}, share(AtLeast, "98", ""), false},
		{"without an aim", share("", "97", ""), share("", "98", ""), false},
		{"beyond all reckoning", Measure{Metric: "m", Unit: "u", Aim: AtLeast, Value: new(decimal.New(1, 1<<30))}, Measure{Metric: "m", Unit: "u", Aim: AtLeast, Value: number("1")}, false},
	} {
		assert.Equal(t, tt.want, tt.m.LessDemanding(tt.than), tt.name)
	}
}

// An objective is measured by itself, as a target is.
func TestStandingOfAnObjective(t *testing.T) {
	got, err := good().Objectives[0].StandingOn(day(today))
	require.NoError(t, err)
	assert.Equal(t, UnderWay, got.State, "one theft of six that are allowed, and the year is not over")
	assert.Equal(t, "1/6", got.Share.String())
	behind, err := got.Behind()
	require.NoError(t, err)
	assert.False(t, behind, "1 by the end of March, where 1.48 would be on the path")
}
