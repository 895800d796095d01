package incidents

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// at returns the path of an element of a list.
func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// later returns the later of two days.
func later(a, b records.Date) records.Date {
	if b.After(a) {
		return b
	}
	return a
}

// lastDay returns the last day of a period that began on a day, or no day.
func lastDay(from records.Date, p records.Period) records.Date {
	end := p.After(from)
	if end.IsZero() {
		return records.Date{}
	}
	return records.DateOf(end.Add(-1))
}

// distinct notes blank entries of a list, and those that stand in it twice.
func distinct[T ~string](f *records.Faults, path string, list []T) {
	for i, text := range list {
		f.Require(at(path, i), string(text))
		if first := slices.Index(list, text); first < i && text != "" {
			f.Add(at(path, i), "%q is %s already: keep one", string(text), at(path, first))
		}
	}
}
