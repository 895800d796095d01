package competence

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A span is the days from a first to a last. Without a first it has always been, without a
// last it has no end.
type span struct{ from, until records.Date }

// holds reports whether it is one of the days now. One without a first day has begun.
func (s span) holds(clock records.Clock) bool {
	return (s.from.IsZero() || clock.Happened(s.from)) && !clock.Over(s.until)
}

// begun is holds for what does not count without a first day.
func (s span) begun(clock records.Clock) bool { return !s.from.IsZero() && s.holds(clock) }

// on reports whether the day is one of them.
func (s span) on(day records.Date) bool {
	return !day.IsZero() && !day.Before(s.from) && (s.until.IsZero() || !day.After(s.until))
}

func (s span) empty() bool { return !s.until.IsZero() && s.until.Before(s.from) }

// meet returns the days that two spans share.
func (s span) meet(other span) span {
	if other.from.After(s.from) {
		s.from = other.from
	}
	s.until = earlier(s.until, other.until)
	return s
}

// earlier returns the earlier of two last days, where none is later than any.
func earlier(a, b records.Date) records.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// without returns the days of the span that are in none of the others.
func (s span) without(others []span) []span {
	var left []span
	for _, other := range union(others) {
		if s.empty() {
			return left
		}
		if last := other.from.AddDays(-1); !last.IsZero() && !last.Before(s.from) {
			left = append(left, s.meet(span{until: last}))
		}
		next := other.until.AddDays(1)
		if next.IsZero() {
			return left // nothing comes after one without end
		}
		if next.After(s.from) {
			s.from = next
		}
	}
	if !s.empty() {
		left = append(left, s)
	}
	return left
}

// union returns the same days in the fewest spans, in their order.
func union(spans []span) []span {
	sorted := slices.DeleteFunc(slices.Clone(spans), span.empty)
	slices.SortFunc(sorted, func(a, b span) int { return a.from.Compare(b.from) })
	var merged []span
	for _, s := range sorted {
		n := len(merged)
		switch {
		case n == 0:
			merged = append(merged, s)
		case merged[n-1].until.AddDays(1).IsZero(): // without end
		case s.from.After(merged[n-1].until.AddDays(1)):
			merged = append(merged, s)
		case s.until.IsZero() || s.until.After(merged[n-1].until):
			merged[n-1].until = s.until
		}
	}
	return merged
}

// lastDay returns the last day of what is valid until a day unless it is withdrawn before.
func lastDay(validUntil, withdrawnOn records.Date) records.Date {
	if withdrawnOn.IsZero() {
		return validUntil
	}
	return earlier(validUntil, withdrawnOn.AddDays(-1))
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
