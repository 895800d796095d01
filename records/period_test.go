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

func TestParsePeriod(t *testing.T) {
	for text, want := range map[string]records.Period{
		"1 hour": records.Hours(1), "48 hours": records.Hours(48), "48h": records.Hours(48),
		"1 day": records.Days(1), "30 days": records.Days(30), "30d": records.Days(30), "30 d": records.Days(30),
		"1 week": records.Days(7), "2 weeks": records.Days(14), "2w": records.Days(14),
		"1 month": records.Months(1), "12 months": records.Months(12), "12mo": records.Months(12),
		"1 year": records.Months(12), "1000 years": records.Months(12_000), "1y": records.Months(12), "007 days": records.Days(7),
		"8766000 hours": records.Hours(8_766_000), "366000 days": records.Days(366_000),
	} {
		p, err := records.ParsePeriod(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, p, text)
		assert.False(t, p.IsZero())
	}
	for _, text := range []string{
		"", "12", "months", "0 days", "-1 days", "+1 days", "1.5 years", "1  day", " 1 day", "1 day ", "1 DAY", "1m", "1 fortnight", "1 day 2 hours",
		"1001 years", "12001 months", "366001 days", "52286 weeks", "8766001 hours", "99999999999999999999 days", "１ day", "no period",
	} {
		p, err := records.ParsePeriod(text)
		assert.Error(t, err, text)
		assert.Zero(t, p)
	}
}

func TestPeriodString(t *testing.T) {
	for want, p := range map[string]records.Period{
		"1 hour": records.Hours(1), "2 hours": records.Hours(2), "1 day": records.Days(1), "14 days": records.Days(14),
		"1 month": records.Months(1), "12 months": records.Months(12), "no period": {},
	} {
		assert.Equal(t, want, p.String())
	}
	for _, p := range []records.Period{records.Hours(0), records.Days(-1), records.Months(12_001), records.Days(math.MaxInt), records.Hours(math.MinInt)} {
		assert.True(t, p.IsZero())
		text, err := p.MarshalText()
		assert.Empty(t, text)
		assert.NoError(t, err)
	}
	p := records.Days(1)
	require.NoError(t, p.UnmarshalText(nil))
	assert.True(t, p.IsZero())
}

// A period of months or days is over with the end of its last day, one of hours to the instant.
func TestPeriodAfter(t *testing.T) {
	for _, tt := range []struct {
		period records.Period
		day    string
		want   string // the first instant after it
	}{
		{records.Months(1), "2026-01-31", "2026-03-01T00:00:00Z"},
		{records.Months(12), "2024-02-29", "2025-03-01T00:00:00Z"},
		{records.Months(12), "2026-05-04", "2027-05-05T00:00:00Z"},
		{records.Days(1), "2026-05-04", "2026-05-06T00:00:00Z"},
		{records.Days(30), "2026-05-04", "2026-06-04T00:00:00Z"},
		{records.Hours(24), "2026-05-04", "2026-05-06T00:00:00Z"},
		{records.Hours(1), "2026-05-04", "2026-05-05T01:00:00Z"},
		{records.Months(12_000), "2026-05-04", "3026-05-05T00:00:00Z"},
		{records.Hours(8_766_000), "2026-05-04", "3026-05-13T00:00:00Z"},
	} {
		d, err := records.ParseDate(tt.day)
		require.NoError(t, err)
		assert.Equal(t, tt.want, tt.period.After(d).Format(time.RFC3339Nano), "%v from %s", tt.period, tt.day)
	}
	last := records.Day(9999, 12, 31)
	for _, p := range []records.Period{records.Months(1), records.Days(1), records.Hours(1)} {
		assert.True(t, p.After(last).IsZero(), "%v from the last day there is", p)
		assert.True(t, p.After(records.Date{}).IsZero(), "%v from no day", p)
		assert.True(t, p.AfterInstant(time.Time{}).IsZero(), "%v from no instant", p)
		assert.True(t, p.AfterInstant(last.End().Add(-time.Nanosecond)).IsZero())
	}
	assert.True(t, records.Period{}.After(records.Day(2026, 5, 4)).IsZero())
	assert.True(t, records.Period{}.AfterInstant(records.Day(2026, 5, 4).Start()).IsZero())
}

// Hours run from instant to instant, and the last instant still belongs to them.
func TestPeriodAfterInstant(t *testing.T) {
	at := time.Date(2026, 5, 4, 10, 30, 0, 0, time.FixedZone("", 2*3600))
	assert.Equal(t, "2026-05-06T08:30:00.000000001Z", records.Hours(48).AfterInstant(at).Format(time.RFC3339Nano))
	assert.Equal(t, "2026-05-07T00:00:00Z", records.Days(2).AfterInstant(at).Format(time.RFC3339Nano))
	require.NoError(t, quick.Check(func(seconds uint32, n uint16) bool {
		at := time.Unix(int64(seconds), 0).UTC()
		p := records.Hours(int(n) + 1)
		return p.AfterInstant(at).Equal(at.Add(time.Duration(int(n)+1)*time.Hour + time.Nanosecond))
	}, nil))
}

// A longer period is never over before a shorter one.
func TestPeriodAfterGrows(t *testing.T) {
	require.NoError(t, quick.Check(func(m uint32, n uint16) bool {
		d := anyDate(m)
		for _, make := range []func(int) records.Period{records.Hours, records.Days, records.Months} {
			short, long := make(int(n)+1).After(d), make(int(n)+2).After(d)
			if !long.IsZero() && (!short.Before(long) || !d.Start().Before(short)) {
				return false
			}
			if short.IsZero() && !long.IsZero() {
				return false
			}
		}
		return true
	}, &quick.Config{MaxCount: 2000}))
}

// What is a period reads back from how it is written.
func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{"12 months", "30 days", "48 hours", "1 year", "2 weeks", "1y", "12mo", "2w", "30d", "48h", "0 days", "no period", "99999999999 years"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := records.ParsePeriod(text)
		if err != nil {
			require.True(t, p.IsZero())
			return
		}
		require.False(t, p.IsZero())
		again, err := records.ParsePeriod(p.String())
		require.NoError(t, err)
		require.Equal(t, p, again)
		end := p.After(records.Day(2026, 5, 4))
		require.True(t, end.After(records.Day(2026, 5, 4).End()) || end.Equal(records.Day(2026, 5, 4).End()), end)
	})
}
