package records

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Period is a length of time that an organization has set: the interval of a review,
// the time within which something is done. The zero value is no period: not set.
//
// A period of months ends with the end of the same day that many months later (the last
// day of the month where there is none), one of days with the end of the day that many
// days later; hours run from instant to instant. In files and rules it is written
// "12 months", "30 days" or "48 hours"; "1 year", "2 weeks" and the short forms 1y, 12mo,
// 2w, 30d and 48h are read as well.
type Period struct {
	n    int32
	unit unit
}

type unit uint8

const (
	noUnit unit = iota
	hours
	days
	months
)

var unitNames = [...]string{hours: "hours", days: "days", months: "months"}

// maxPeriod bounds each unit to a thousand years, so that no arithmetic on dates overflows.
var maxPeriod = [...]int{hours: 1000 * 8766, days: 1000 * 366, months: 1000 * 12}

// Months returns a period of n months; Days and Hours likewise. A period that is not
// positive, or longer than a thousand years, is no period: zero.
func Months(n int) Period { return period(n, months) }

// Days returns a period of n days.
func Days(n int) Period { return period(n, days) }

// Hours returns a period of n hours.
func Hours(n int) Period { return period(n, hours) }

func period(n int, u unit) Period {
	if n <= 0 || n > maxPeriod[u] {
		return Period{}
	}
	return Period{n: int32(n), unit: u}
}

// periodUnits are the words that ParsePeriod reads, with what each multiplies.
var periodUnits = map[string]Period{
	"hour": {1, hours}, "hours": {1, hours}, "h": {1, hours},
	"day": {1, days}, "days": {1, days}, "d": {1, days},
	"week": {7, days}, "weeks": {7, days}, "w": {7, days},
	"month": {1, months}, "months": {1, months}, "mo": {1, months},
	"year": {12, months}, "years": {12, months}, "y": {12, months},
}

// ParsePeriod reads the forms that [Period] lists.
func ParsePeriod(s string) (Period, error) {
	digits := strings.TrimLeft(s, "0123456789")
	n, err := strconv.Atoi(s[:len(s)-len(digits)])
	one, known := periodUnits[strings.TrimPrefix(digits, " ")]
	if err != nil || !known {
		return Period{}, fmt.Errorf("%q is not a period: write a whole number and hours, days, weeks, months or years, as in 12 months", s)
	}
	if n <= 0 || n > maxPeriod[one.unit]/int(one.n) {
		return Period{}, fmt.Errorf("%q is not a period that can be kept: it has to be longer than none and at most a thousand years", s)
	}
	return Period{int32(n) * one.n, one.unit}, nil
}

// IsZero reports whether no period is set.
func (p Period) IsZero() bool { return p.n == 0 }

// After returns the instant at which the period, begun on that day, is over.
// It is the zero time if either is not set or the end lies after the year 9999.
func (p Period) After(d Date) time.Time {
	switch p.unit {
	case months:
		return d.AddMonths(int(p.n)).End()
	case days:
		return d.AddDays(int(p.n)).End()
	case hours:
		// A day is known only as a day: whatever happened on it happened by its end.
		if end := d.End(); !end.IsZero() {
			return p.AfterInstant(end.Add(-time.Nanosecond))
		}
	}
	return time.Time{}
}

// AfterInstant returns the first instant at which the period, begun at t, is over.
// Periods of days and months run to the end of a day, those of hours include their last instant.
// It is the zero time where After is.
func (p Period) AfterInstant(t time.Time) time.Time {
	switch {
	case t.IsZero():
		return time.Time{}
	case p.unit != hours:
		return p.After(DateOf(t))
	}
	// By days first: a Duration ends at 292 years.
	last := t.UTC().AddDate(0, 0, int(p.n)/24).Add(time.Duration(p.n%24) * time.Hour)
	if DateOf(last).IsZero() {
		return time.Time{}
	}
	return last.Add(time.Nanosecond)
}

// String returns "12 months", and "no period" for the zero value.
func (p Period) String() string {
	if p.IsZero() {
		return "no period"
	}
	name := unitNames[p.unit]
	if p.n == 1 {
		name = strings.TrimSuffix(name, "s")
	}
	return strconv.Itoa(int(p.n)) + " " + name
}

// MarshalText writes the period as String does, and nothing for the zero value.
func (p Period) MarshalText() ([]byte, error) {
	if p.IsZero() {
		return nil, nil
	}
	return []byte(p.String()), nil
}

// UnmarshalText reads a period, and the zero value from nothing.
func (p *Period) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(text))
	return err
}
