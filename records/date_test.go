package records_test

import (
	"math"
	"testing"
	"testing/quick"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// anyDate makes a date of any number: all of the calendar is as likely.
func anyDate(n uint32) records.Date {
	return records.Day(1, 1, 1).AddDays(int(n % 3652059))
}

func TestParseDate(t *testing.T) {
	for _, text := range []string{"0001-01-01", "1970-01-01", "2024-02-29", "2026-05-04", "9999-12-31"} {
		d, err := records.ParseDate(text)
		require.NoError(t, err)
		assert.Equal(t, text, d.String())
		assert.False(t, d.IsZero())
	}
	for _, text := range []string{
		"", "no day", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-05-00", "0000-12-31", "10000-01-01", "-001-01-01",
		"2026-5-4", "26-05-04", "04-05-2026", "2026/05/04", "2026-05-04 ", " 2026-05-04", "2026-05-04T00:00:00Z", "20260504", "２０２６-05-04", "2026-05-04\x00",
	} {
		d, err := records.ParseDate(text)
		assert.Error(t, err, text)
		assert.Zero(t, d)
	}
}

// A date is what the time package makes of it, on every day there is.
func TestDateAgreesWithTime(t *testing.T) {
	d := records.Day(1, 1, 1)
	day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	step := amount(1, 31)
	for !d.IsZero() {
		if !d.Start().Equal(day) || records.DateOf(day) != d || !d.End().Equal(day.AddDate(0, 0, 1)) || d.String() != day.Format("2006-01-02") {
			t.Fatalf("%v is not %v", d, day)
		}
		d, day = d.AddDays(step), day.AddDate(0, 0, step)
	}
	assert.Equal(t, 10_000, day.Year(), "the calendar ends with the year 9999")
}

func TestDay(t *testing.T) {
	for want, d := range map[string]records.Date{
		"2026-05-04": records.Day(2026, 5, 4),
		"2027-01-01": records.Day(2026, 13, 1),
		"2026-03-01": records.Day(2026, 2, 29),
		"2025-12-31": records.Day(2026, 1, 0),
		"no day":     records.Day(10_000, 1, 1),
		"9999-12-31": records.Day(10_000, 1, 0),
	} {
		assert.Equal(t, want, d.String())
	}
	assert.True(t, records.Day(0, 12, 31).IsZero())
	assert.True(t, records.Day(math.MaxInt, 1, 1).IsZero())
	assert.True(t, records.Day(math.MinInt, 1, 1).IsZero())
}

// A day is one of UTC, wherever the instant is told.
func TestDateOf(t *testing.T) {
	west := time.FixedZone("", -11*3600)
	assert.Equal(t, "2026-05-05", records.DateOf(time.Date(2026, 5, 4, 23, 0, 0, 0, west)).String())
	assert.Equal(t, "2026-05-04", records.DateOf(time.Date(2026, 5, 4, 23, 59, 59, 999_999_999, time.UTC)).String())
	assert.Equal(t, "1969-12-31", records.DateOf(time.Unix(-1, 0)).String())
	assert.True(t, records.DateOf(time.Date(9999, 12, 31, 23, 0, 0, 0, west)).IsZero(), "that is the year 10000 in UTC")
	assert.True(t, records.DateOf(time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero())
	assert.True(t, records.DateOf(time.Date(0, 12, 31, 23, 59, 59, 0, time.UTC)).IsZero())
}

func TestNoDay(t *testing.T) {
	var none records.Date
	assert.True(t, none.IsZero())
	assert.Equal(t, "no day", none.String())
	assert.True(t, none.Start().IsZero())
	assert.True(t, none.End().IsZero())
	assert.True(t, none.AddDays(1).IsZero())
	assert.True(t, none.AddMonths(1).IsZero())
	text, err := none.MarshalText()
	assert.Empty(t, text)
	assert.NoError(t, err)
	d := records.Day(2026, 5, 4)
	assert.NoError(t, d.UnmarshalText(nil))
	assert.Equal(t, none, d)
	assert.Equal(t, -1, none.Compare(records.Day(1, 1, 1)))
}

func TestDateOrder(t *testing.T) {
	require.NoError(t, quick.Check(func(m, n uint32) bool {
		a, b := anyDate(m), anyDate(n)
		order := a.Start().Compare(b.Start())
		return a.Compare(b) == order && b.Compare(a) == -order && a.Before(b) == (order < 0) && a.After(b) == (order > 0) && (a == b) == (order == 0)
	}, nil))
}

func TestDateAddDays(t *testing.T) {
	require.NoError(t, quick.Check(func(m uint32, n int16) bool {
		d := anyDate(m)
		want := records.DateOf(d.Start().AddDate(0, 0, int(n)))
		sum := d.AddDays(int(n))
		return sum == want && (sum.IsZero() || sum.AddDays(-int(n)) == d)
	}, nil))
	d := records.Day(2026, 5, 4)
	for _, n := range []int{math.MaxInt, math.MinInt, 3_652_059, -3_652_059} {
		assert.True(t, d.AddDays(n).IsZero())
	}
}

// Months keep the day, or end on the last of a month that is too short, and never pass into the next.
func TestDateAddMonths(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-01-31", 3, "2026-04-30"}, {"2024-02-29", 12, "2025-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-05-04", 0, "2026-05-04"}, {"2026-05-04", -5, "2025-12-04"}, {"2026-12-31", 2, "2027-02-28"},
		{"9999-12-31", 1, "no day"}, {"0001-01-01", -1, "no day"}, {"0001-01-31", 12*9998 + 11, "9999-12-31"},
		{"2026-05-04", math.MaxInt, "no day"}, {"2026-05-04", math.MinInt, "no day"},
	} {
		d, err := records.ParseDate(tt.from)
		require.NoError(t, err)
		assert.Equal(t, tt.want, d.AddMonths(tt.n).String(), "%s and %d months", tt.from, tt.n)
	}
	require.NoError(t, quick.Check(func(m uint32, n int16) bool {
		d := anyDate(m)
		sum := d.AddMonths(int(n))
		first := time.Date(d.Start().Year(), d.Start().Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		if first.Year() < 1 || first.Year() > 9999 {
			return sum.IsZero()
		}
		start := sum.Start()
		last := first.AddDate(0, 1, -1).Day()
		return start.Year() == first.Year() && start.Month() == first.Month() && start.Day() == min(d.Start().Day(), last)
	}, &quick.Config{MaxCount: 2000}))
}

// What is a date reads back from how it is written, and nothing else is one.
func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-05-04", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-5-4", "no day", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := records.ParseDate(text)
		if err != nil {
			require.True(t, d.IsZero())
			return
		}
		require.Equal(t, text, d.String())
		require.False(t, d.IsZero())
		written, err := d.MarshalText()
		require.NoError(t, err)
		var again records.Date
		require.NoError(t, again.UnmarshalText(written))
		require.Equal(t, d, again)
	})
}
