package records

import (
	"fmt"
	"time"
)

// A Date is a day in UTC, of the years 1 to 9999. Its zero value is no day at all.
// Dates compare with == and, by [Date.Compare], in order of time.
//
// Days are UTC days, so that a drill at midnight in Rotterdam counts for the same day
// everywhere. What is due or valid until a day is so to the end of that day.
type Date struct {
	n int32 // 1 is 0001-01-01, so that the zero value is free
}

const (
	dateFormat = "2006-01-02"
	lastDay    = 3652059 // 9999-12-31
	secondsDay = 24 * 60 * 60
	unixDay    = 719163 // n of 1970-01-01
)

// Day returns the date with that year, month and day; months and days outside their
// usual range are carried over as in [time.Date]. Outside the years 1 to 9999 it is zero.
func Day(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the UTC day on which t lies, or zero outside the years 1 to 9999.
func DateOf(t time.Time) Date {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		return Date{}
	}
	seconds := t.Unix() + unixDay*secondsDay
	return Date{int32(seconds / secondsDay)}
}

// ParseDate reads 2006-01-02.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateFormat, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is not a day: write year-month-day of the years 0001 to 9999, as in 2006-01-02", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d.n == 0 }

// Start returns the first instant of the day, in UTC. That of no day is the zero time.
func (d Date) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Unix((int64(d.n)-unixDay)*secondsDay, 0).UTC()
}

// End returns the instant at which the day is over: the first of the next day.
func (d Date) End() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Unix((int64(d.n)+1-unixDay)*secondsDay, 0).UTC()
}

// Compare returns -1 if d is earlier than other, 0 if it is the same day, 1 if later.
// No day is earlier than any.
func (d Date) Compare(other Date) int {
	switch {
	case d.n < other.n:
		return -1
	case d.n > other.n:
		return 1
	}
	return 0
}

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// AddDays returns the day n days later. It is zero if d is, or outside the years 1 to 9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > lastDay || n < -lastDay {
		return Date{}
	}
	day := int64(d.n) + int64(n)
	if day < 1 || day > lastDay {
		return Date{}
	}
	return Date{int32(day)}
}

// AddMonths returns the same day n months later, or the last day of that month where
// it has no such day. It is zero if d is, or outside the years 1 to 9999.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n > 12*9999 || n < -12*9999 {
		return Date{}
	}
	t := d.Start()
	year, month, day := t.Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	length := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(day, length)-1))
}

// String returns 2006-01-02, and "no day" for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return "no day"
	}
	return d.Start().Format(dateFormat)
}

// MarshalText writes 2006-01-02, and nothing for the zero value.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads 2006-01-02, and the zero value from nothing.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
