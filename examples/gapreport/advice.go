package main

import (
	"fmt"
	"slices"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/conformity"
)

// advice says how far the guide is followed, clause by clause: what is not first, each point
// with one record and how many more there are. What is followed is only counted.
func (t text) advice(b *strings.Builder) {
	var order []string
	open, counts := map[string][]*conformity.Advice{}, map[string]conformity.AdviceTotals{}
	for a := range t.report.Advice() {
		if !t.shows(a.Clause) {
			continue
		}
		if !slices.Contains(order, a.Clause) {
			order = append(order, a.Clause)
		}
		n := counts[a.Clause]
		switch a.Status {
		case conformity.AdviceFollowed:
			n.Followed++
		case conformity.AdviceNotFollowed:
			n.NotFollowed++
			open[a.Clause] = append(open[a.Clause], a)
		default:
			n.NothingToGoBy++
		}
		counts[a.Clause] = n
	}
	if len(order) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", t.Paint("ADVICE, which no verdict depends on", colour.Bold))
	for _, clause := range order {
		heading, _ := conformity.ClauseByID(clause)
		n := counts[clause]
		fmt.Fprintf(b, "\n  %s\n", t.Paint(fmt.Sprintf("%s  %s: %s", clause, heading.Title, adviceCounts(n)), colour.Bold))
		for _, a := range open[clause] {
			t.hint(b, a)
		}
	}
}

func adviceCounts(n conformity.AdviceTotals) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{n.NotFollowed, "not followed"}, {n.Followed, "followed"}, {n.NothingToGoBy, "with nothing to go by"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

func (t text) hint(b *strings.Builder, a *conformity.Advice) {
	said, more := a.Hints[0].Message(), 0
	for _, h := range a.Hints[1:] {
		if h.Status == conformity.AdviceNotFollowed {
			more++
		}
	}
	if more > 0 {
		said += fmt.Sprintf(" (and %d more)", more)
	}
	b.WriteString(t.Indent("  - ", "    ", said))
	b.WriteString(t.Paint("    "+a.ID, colour.Faint) + "\n")
}
