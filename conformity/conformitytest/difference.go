package conformitytest

import (
	"fmt"
	"strings"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A difference gathers what was wanted beside what came.
type difference struct{ lines []string }

func (d *difference) add(what string, want, got any) {
	d.lines = append(d.lines, fmt.Sprintf("%s: want %v, got %v", what, want, got))
}

// sound finds what no finding may have: a check that failed, a place in the text left open.
func (d *difference) sound(got conformity.Finding) {
	if got.Err != nil {
		d.lines = append(d.lines, got.Err.Error())
	}
	for _, text := range []string{got.Message(), got.Then()} {
		if strings.Contains(text, "{") {
			d.lines = append(d.lines, "a place in the message is not filled: "+text)
		}
	}
}

// message compares the id of what a finding says, or all of it: an id has no blank.
func (d *difference) message(want string, got conformity.Finding) {
	if want != "" && want != got.MessageID() && want != got.Message() {
		d.add("message", want, fmt.Sprintf("%s (%s)", got.MessageID(), got.Message()))
	}
}

func (d *difference) lapse(want string, becomes conformity.Status, got conformity.Finding) {
	if at := Instant(want); !at.Equal(got.Lapses) {
		d.add("lapses", when(at), fmt.Sprintf("%s %s", when(got.Lapses), got.Then()))
	}
	if becomes != got.Becomes {
		d.add("becomes", becomes, got.Becomes)
	}
}

// report returns the differences and why things are as they are, or nothing without any.
func (d *difference) report(what string, why func() string) string {
	if len(d.lines) == 0 {
		return ""
	}
	return what + "\n  " + strings.Join(d.lines, "\n  ") + "\n\n" + why()
}

// when leaves out the time of an instant that begins a day.
func when(t time.Time) string {
	switch day := records.DateOf(t); {
	case t.IsZero():
		return "never"
	case day.Start().Equal(t):
		return day.String()
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func quoted(text string) string { return fmt.Sprintf("%q", text) }

// maxShown bounds how many lines that differ are shown.
const maxShown = 20

// lineDifference shows the lines that one text has and the other has not, in their order.
func lineDifference(want, got string) string {
	var shown []string
	mark := func(sign, text, other string) {
		left := map[string]int{}
		for line := range strings.SplitSeq(other, "\n") {
			left[line]++
		}
		for line := range strings.SplitSeq(text, "\n") {
			if left[line]--; left[line] < 0 {
				shown = append(shown, sign+line)
			}
		}
	}
	mark("- ", want, got)
	mark("+ ", got, want)
	switch {
	case len(shown) == 0 && want != got:
		return "the same lines in another order"
	case len(shown) > maxShown:
		shown = append(shown[:maxShown], fmt.Sprintf("and %d lines more", len(shown)-maxShown))
	}
	return strings.Join(shown, "\n")
}
