package risk

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Range is an exact stretch of numbers, each end included or not: the scores of a band, the
// probabilities that a step of a scale stands for. The zero value is no range.
//
// In files it is written as one would say it: "5 to 8" includes both ends, "above 4 to below 9"
// neither; "15 or more", "above 20", "4 or less" and "below 5" are open on one side, and "5" is
// that number alone. Numbers may be percentages, "5% to below 25%", all or none of them.
type Range struct {
	low, high bound
	percent   bool // how it was written; 5% and 0.05 are one number
}

type bound struct {
	at   decimal.Decimal
	set  bool
	open bool // the number itself is outside
}

// Between returns the range of the whole numbers low to high, both included. If high is lower it
// is no range.
func Between(low, high int64) Range {
	if low > high {
		return Range{}
	}
	return Range{low: bound{at: decimal.NewFromInt(low), set: true}, high: bound{at: decimal.NewFromInt(high), set: true}}
}

// ParseRange reads the forms that [Range] lists.
func ParseRange(text string) (Range, error) {
	words := strings.Fields(strings.ToLower(text))
	refuse := func(why string) (Range, error) {
		return Range{}, fmt.Errorf("%q is not a range: %s", shorten(text), why)
	}
	const forms = "write it as 5 to 8, above 4 to below 9, 15 or more, below 5"
	var r Range
	var percents, numbers int
	number := func(word string, b *bound, open bool) bool {
		digits, isPercent := strings.CutSuffix(word, "%")
		at, ok := parseExact(digits)
		if isPercent {
			at = at.Shift(-2)
			percents++
		}
		numbers++
		*b = bound{at: at, set: true, open: open}
		return ok
	}
	side := func(words []string, word string, b *bound) bool {
		switch {
		case len(words) == 1:
			return number(words[0], b, false)
		case len(words) == 2 && words[0] == word:
			return number(words[1], b, true)
		}
		return false
	}
	at := 0
	for at < len(words) && words[at] != "to" {
		at++
	}
	ok := false
	switch n := len(words); {
	case at < n:
		ok = side(words[:at], "above", &r.low) && side(words[at+1:], "below", &r.high)
	case n == 3 && words[1] == "or" && words[2] == "more":
		ok = number(words[0], &r.low, false)
	case n == 3 && words[1] == "or" && words[2] == "less":
		ok = number(words[0], &r.high, false)
	case n == 2 && words[0] == "above":
		ok = number(words[1], &r.low, true)
	case n == 2 && words[0] == "below":
		ok = number(words[1], &r.high, true)
	case n == 1:
		ok = number(words[0], &r.low, false)
		r.high = r.low
	}
	r.percent = percents > 0
	switch {
	case !ok:
		return refuse(forms)
	case percents > 0 && percents < numbers:
		return refuse("give both ends as percentages, or none")
	case r.empty():
		return refuse("no number lies in it")
	}
	return r, nil
}

// empty reports whether both ends are given and no number lies between them.
func (r Range) empty() bool {
	if !r.low.set || !r.high.set {
		return false
	}
	c := r.low.at.Cmp(r.high.at)
	return c > 0 || c == 0 && (r.low.open || r.high.open)
}

// IsZero reports whether it is no range.
func (r Range) IsZero() bool { return !r.low.set && !r.high.set }

// Contains reports whether the number lies in the range. No number lies in no range.
func (r Range) Contains(n decimal.Decimal) bool {
	if r.IsZero() {
		return false
	}
	if r.low.set {
		if c := n.Cmp(r.low.at); c < 0 || c == 0 && r.low.open {
			return false
		}
	}
	if r.high.set {
		if c := n.Cmp(r.high.at); c > 0 || c == 0 && r.high.open {
			return false
		}
	}
	return true
}

// before reports whether every number of r is lower than every number of other.
func (r Range) before(other Range) bool {
	if !r.high.set || !other.low.set {
		return false
	}
	c := r.high.at.Cmp(other.low.at)
	return c < 0 || c == 0 && (r.high.open || other.low.open)
}

// touches reports whether other goes on exactly where r ends: no number between them is in neither.
func (r Range) touches(other Range) bool {
	return r.high.set && other.low.set && r.high.at.Equal(other.low.at) && r.high.open != other.low.open
}

// String returns the range as it is written in files, and "no range" for the zero value.
func (r Range) String() string {
	low, high := r.number(r.low), r.number(r.high)
	if r.low.open {
		low = "above " + low
	}
	if r.high.open {
		high = "below " + high
	}
	switch {
	case r.IsZero():
		return "no range"
	case !r.high.set && r.low.open:
		return low
	case !r.high.set:
		return low + " or more"
	case !r.low.set && r.high.open:
		return high
	case !r.low.set:
		return high + " or less"
	case r.low.at.Equal(r.high.at):
		return low
	}
	return low + " to " + high
}

func (r Range) number(b bound) string {
	if r.percent {
		return b.at.Shift(2).String() + "%"
	}
	return b.at.String()
}

// MarshalText writes the range as String does, and nothing for the zero value.
func (r Range) MarshalText() ([]byte, error) {
	if r.IsZero() {
		return nil, nil
	}
	return []byte(r.String()), nil
}

// UnmarshalNode reads a range from a file, where a number by itself may stand for that number alone.
func (r *Range) UnmarshalNode(n *records.Node) error {
	switch n.Kind {
	case records.StringNode, records.NumberNode, records.NullNode:
		return r.UnmarshalText([]byte(n.Text))
	}
	return fmt.Errorf("is %s: write a range, as in 5 to 8", n.Kind)
}

// UnmarshalText reads a range, and the zero value from nothing.
func (r *Range) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*r = Range{}
		return nil
	}
	*r, err = ParseRange(string(text))
	return err
}
