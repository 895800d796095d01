package main

import (
	"fmt"
	"io"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// A printer writes the report for people.
type printer struct {
	w      io.Writer
	screen terminal.Screen

	section                            string
	suites, cases, failed, seen, sides int
	changes, noticed                   int
}

func (p *printer) print(first, others, format string, args ...any) {
	fmt.Fprint(p.w, p.screen.Indent(first, others, fmt.Sprintf(format, args...)))
}

func (p *printer) title(text string) {
	fmt.Fprintf(p.w, "%s\n\n", p.screen.Paint(text, colour.Bold))
}

func (p *printer) head(system *iso28000.System, report *conformity.Report, criteria []criterion) {
	fmt.Fprintln(p.w, p.screen.Paint(system.Organization, colour.Bold))
	p.print("", "", "C-TPAT, minimum security criteria on seals, as of %s", records.DateOf(report.At))
	var own conformity.Totals
	for summary := range report.ByClause() {
		if strings.HasPrefix(summary.Clause.ID, "C-TPAT") {
			own = own.Plus(summary.Totals)
		}
	}
	standard := gaps(report)
	fmt.Fprintln(p.w)
	p.print("", "", "%d criteria: %d met, %d unmet (%d major, %d minor), %d undetermined.", len(criteria), own.Met, own.Unmet, own.Major, own.Minor, own.Undetermined)
	p.print("", "", "Beside them, unchanged, stand the %d requirements of ISO 28000:2007, of which %d are unmet.", report.Totals().All()-own.All(), standard)
	fmt.Fprintln(p.w)
}

// begin writes the heading of the section of a criterion, where it is the first of it.
func (p *printer) begin(c criterion) {
	if c.Section != p.section {
		p.section = c.Section
		p.title("MSC " + c.Section)
	}
}

// unanswered writes a criterion that no rule is about.
func (p *printer) unanswered(c criterion) {
	p.begin(c)
	p.print("  ", "       ", "%s  %s  (%s) no check answers it", c.ID, c.Title, c.Obligation)
	fmt.Fprintln(p.w)
}

// criterion writes how the operator stands to one criterion, and why.
func (p *printer) criterion(c criterion, result *conformity.Result) {
	p.begin(c)
	status := result.Status.String()
	if result.Status == conformity.StatusUnmet {
		status += ", " + result.Grade.String()
	}
	fmt.Fprintf(p.w, "  %s  %s  %s\n", c.ID, p.screen.Paint(c.Title, colour.Bold), p.screen.Paint("("+c.Obligation+") "+status, paint(result.Status)))
	p.print("       ", "       ", "%s", c.Question)
	for _, f := range result.Findings {
		p.finding(f)
	}
	fmt.Fprintln(p.w)
}

func paint(s conformity.Status) colour.Color {
	switch s {
	case conformity.StatusMet:
		return colour.FgGreen
	case conformity.StatusUnmet:
		return colour.FgRed
	}
	return colour.FgYellow
}

func (p *printer) finding(f conformity.Finding) {
	p.print("       - ", "         ", "%s", f.Message())
	var grounds []string
	if !f.Subject.IsZero() {
		at := f.Subject.String()
		if f.Field != "" {
			at += ", field " + f.Field
		}
		grounds = append(grounds, at)
	}
	if len(f.Evidence) > 0 {
		texts := make([]string, len(f.Evidence))
		for i, ref := range f.Evidence {
			texts[i] = ref.String()
		}
		grounds = append(grounds, "evidence: "+strings.Join(texts, ", "))
	}
	if len(grounds) > 0 {
		p.print("         ", "         ", "%s", strings.Join(grounds, "; "))
	}
	if !f.Lapses.IsZero() {
		p.print("         ", "         ", "from %s %s, if nothing is done", records.DateOf(f.Lapses), f.Becomes)
	}
}

// tested writes how the cases of one check came out; of what is not as it should be, everything.
func (p *printer) tested(r *ruletest.Report) {
	seen, sides := r.Coverage.Seen()
	p.suites, p.cases, p.failed, p.seen, p.sides = p.suites+1, p.cases+len(r.Results), p.failed+r.Failed(), p.seen+seen, p.sides+sides
	if r.Mutation == nil || r.Failed() > 0 || r.Coverage.Percent() < 100 || r.Mutation.Percent() < 100 {
		fmt.Fprintln(p.w, r)
		return
	}
	p.changes, p.noticed = p.changes+r.Mutation.Tried, p.noticed+r.Mutation.Noticed
	fmt.Fprintf(p.w, "  %-26s %2d cases   %2d of %2d seen   %2d of %2d changes noticed\n", r.Suite, len(r.Results), seen, sides, r.Mutation.Noticed, r.Mutation.Tried)
}

func (p *printer) total() {
	fmt.Fprintln(p.w)
	p.print("  ", "  ", "%d checks, %d cases, %d not as expected. The cases saw %d of the %d ways in which a rule or a part of one can come out, and noticed %d of %d changes made to the rules one at a time.",
		p.suites, p.cases, p.failed, p.seen, p.sides, p.noticed, p.changes)
}
