package risk

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// approval notes an approval by nobody, or without a day.
func approval(f *records.Faults, by records.ID[records.Person], on records.Date) {
	switch {
	case by == "" && !on.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", on)
	case by != "" && on.IsZero():
		f.RequireDate("approved_on", on)
	}
}

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

// latest returns the latest of the days that have begun, or no day.
func latest(clock records.Clock, days ...records.Date) records.Date {
	var last records.Date
	for _, day := range days {
		if clock.Happened(day) {
			last = later(last, day)
		}
	}
	return last
}

// inShort says what is wrong in a few words: the first faults, and how many more there are.
func inShort(err error) string {
	faults := records.FaultsOf(err)
	if len(faults) == 0 {
		return err.Error()
	}
	const shown = 3
	var texts []string
	for _, fault := range faults[:min(len(faults), shown)] {
		texts = append(texts, fault.Error())
	}
	if more := len(faults) - shown; more > 0 {
		texts = append(texts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(texts, "; ")
}
