package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	shownFindings = 3  // of one requirement; -explain shows all
	shownLapses   = 10 // of what lapses next
)

// text writes a report for people.
type text struct {
	terminal.Screen
	system *iso28000.System
	report *conformity.Report
	options
}

func (t text) write(w io.Writer) error {
	var b strings.Builder
	t.head(&b)
	if t.hasBegun() {
		t.begun(&b)
	} else {
		t.clauses(&b)
		t.section(&b, "UNMET", t.report.Unmet(), colour.FgRed)
		t.section(&b, "UNDETERMINED", t.checked(t.report.Undetermined()), colour.FgYellow)
		t.notApplicable(&b)
		t.waived(&b)
		t.lapses(&b)
	}
	t.warnings(&b)
	t.advice(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// warnings are of criteria by which people would be led astray. What could not be tried out is no
// fault of theirs.
func (t text) warnings(b *strings.Builder) {
	if !t.shows("4.3.1") {
		return
	}
	first := true
	for _, w := range iso28000.Lint(t.system) {
		if w.Kind == risk.NotEnumerated {
			continue
		}
		if first {
			fmt.Fprintf(b, "\n%s\n", t.Paint("ON THE RISK CRITERIA, which decide what is tolerable", colour.Bold, colour.FgYellow))
		}
		first = false
		b.WriteString(t.Indent("  - ", "    ", w.String()))
	}
}

func (t text) in(result *conformity.Result) bool { return t.shows(result.Clause) }

func (t text) shows(clause string) bool {
	return t.clause == "" || clause == t.clause || strings.HasPrefix(clause, t.clause+".")
}

func (t text) head(b *strings.Builder) {
	title := t.system.Organization
	if title == "" {
		title = "The system"
	}
	fmt.Fprintf(b, "%s\nISO 28000:2007, as of %s\n\n", t.Paint(title, colour.Bold), records.DateOf(t.report.At))
	totals := t.totals()
	decided := totals.All() - totals.Unchecked
	parts := []string{t.Paint(fmt.Sprintf("%d met", totals.Met), colour.FgGreen)}
	unmet := fmt.Sprintf("%d unmet", totals.Unmet)
	if totals.Unmet > 0 {
		unmet += fmt.Sprintf(" (%d major, %d minor)", totals.Major, totals.Minor)
	}
	parts = append(parts, t.Paint(unmet, colour.FgRed), t.Paint(fmt.Sprintf("%d undetermined", totals.Undetermined-totals.Unchecked), colour.FgYellow))
	if totals.NotApplicable > 0 {
		parts = append(parts, fmt.Sprintf("%d not applicable", totals.NotApplicable))
	}
	if totals.Waived > 0 {
		parts = append(parts, fmt.Sprintf("%d waived", totals.Waived))
	}
	fmt.Fprintf(b, "%d requirements decided: %s.\n", decided, strings.Join(parts, ", "))
	if totals.Unchecked > 0 {
		fmt.Fprintf(b, "%d more have no check yet; they are never counted as met.\n", totals.Unchecked)
	}
}

// totals counts the results that are shown.
func (t text) totals() conformity.Totals {
	if t.clause == "" {
		return t.report.Totals()
	}
	var sum conformity.Totals
	for summary := range t.report.ByClause() {
		if t.shows(summary.Clause.ID) {
			sum = sum.Plus(summary.Totals)
		}
	}
	return sum
}

// clauses is a table of counts. Clauses without any check stand in one line below it.
func (t text) clauses(b *strings.Builder) {
	rows := table.NewWriter()
	rows.SetStyle(plain)
	rows.AppendHeader(table.Row{"", "", "met", "unmet", "undetermined", "not applicable", "no check yet"})
	rows.SetColumnConfigs([]table.ColumnConfig{
		{Number: 3, Align: colour.AlignRight}, {Number: 4, Align: colour.AlignRight}, {Number: 5, Align: colour.AlignRight},
		{Number: 6, Align: colour.AlignRight}, {Number: 7, Align: colour.AlignRight},
	})
	var unchecked []string
	for summary := range t.report.ByClause() {
		n := summary.Totals
		if !t.shows(summary.Clause.ID) {
			continue
		}
		if n.Unchecked == n.All() {
			unchecked = append(unchecked, fmt.Sprintf("%s (%d)", summary.Clause.ID, n.All()))
			continue
		}
		rows.AppendRow(table.Row{
			summary.Clause.ID, shorten(summary.Clause.Title, t.Columns()-58), t.count(n.Met, colour.FgGreen), t.count(n.Unmet+n.Waived, colour.FgRed),
			t.count(n.Undetermined-n.Unchecked, colour.FgYellow), t.count(n.NotApplicable), t.count(n.Unchecked),
		})
	}
	if rows.Length() > 0 {
		fmt.Fprintf(b, "\n%s\n%s\n", t.Paint("BY CLAUSE", colour.Bold), trimLines(rows.Render()))
	}
	if len(unchecked) > 0 {
		b.WriteString(t.Indent("  no check yet: ", "  ", strings.Join(unchecked, ", ")))
	}
}

// plain is a table without lines, two columns apart.
var plain = table.Style{
	Name: "plain", Box: table.BoxStyle{PaddingLeft: "  "}, Options: table.OptionsNoBordersAndSeparators, Format: table.FormatOptions{},
}

func trimLines(t string) string {
	lines := strings.Split(t, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

func shorten(t string, width int) string {
	if colour.StringWidth(t) <= width {
		return t
	}
	return strings.TrimRight(colour.Trim(t, width-1), " ") + "…"
}

func (t text) count(n int, colours ...colour.Color) string {
	if n == 0 {
		return "·"
	}
	return t.Paint(strconv.Itoa(n), colours...)
}

// checked leaves out what no check decides.
func (t text) checked(results func(func(*conformity.Result) bool)) func(func(*conformity.Result) bool) {
	return func(yield func(*conformity.Result) bool) {
		for result := range results {
			if result.Checked && !yield(result) {
				return
			}
		}
	}
}

// hasBegun reports whether the system has only begun: for most of what is asked there is
// nothing to go by yet.
func (t text) hasBegun() bool {
	n := t.report.Totals()
	return t.clause == "" && 2*n.Undetermined > n.All()
}

// notApplicable says what does not apply, by which statement.
func (t text) notApplicable(b *strings.Builder) {
	var order []string
	ids, words := map[string][]string{}, map[string]string{}
	for result := range t.report.Results() {
		if result.Status != conformity.StatusNotApplicable || !t.in(result) {
			continue
		}
		if ids[result.Condition] == nil {
			order = append(order, result.Condition)
		}
		ids[result.Condition] = append(ids[result.Condition], result.ID)
		if f := result.Findings[0]; words[result.Condition] == "" || f.Subject.IsZero() {
			words[result.Condition] = f.Message() // the statement itself, rather than what was found of one record
		}
	}
	if len(order) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", t.Paint("NOT APPLICABLE, as stated", colour.Bold))
	for _, condition := range order {
		fmt.Fprintf(b, "\n  %s\n%s", t.Paint(condition, colour.Bold), t.Indent("    ", "    ", strings.Join(ids[condition], ", ")))
		b.WriteString(t.Paint(strings.TrimSuffix(t.Indent("    ", "    ", words[condition]), "\n"), colour.Faint) + "\n")
	}
}

func (t text) section(b *strings.Builder, title string, results func(func(*conformity.Result) bool), colours colour.Color) {
	first := true
	for result := range results {
		if !t.in(result) {
			continue
		}
		if first {
			fmt.Fprintf(b, "\n%s\n", t.Paint(title, colour.Bold, colours))
			first = false
		}
		t.result(b, result, colours)
	}
}

func (t text) result(b *strings.Builder, result *conformity.Result, colours colour.Color) {
	head := result.ID + "  " + result.Title
	if result.Grade != conformity.NoGrade {
		head += "  (" + result.Grade.String() + ")"
	}
	fmt.Fprintf(b, "\n  %s\n", t.Paint(head, colours))
	shown := 0
	var more []string
	for _, f := range result.Findings {
		switch {
		case f.Status != result.Status:
		case shown == shownFindings:
			more = append(more, subject(f))
		default:
			t.finding(b, f)
			shown++
		}
	}
	if len(more) > 0 {
		b.WriteString(t.Indent("    ", "      ", fmt.Sprintf("and %d more: %s", len(more), few(more))))
	}
}

func (t text) finding(b *strings.Builder, f conformity.Finding) {
	b.WriteString(t.Indent("  - ", "    ", f.Message()))
	var notes []string
	if !f.Subject.IsZero() {
		at := f.Subject.String()
		if label := t.system.Label(f.Subject); label != "" && !strings.Contains(f.Message(), label) {
			at += " (" + label + ")"
		}
		if f.Field != "" {
			at += ", field " + f.Field
		}
		notes = append(notes, at)
	}
	if evidence := t.evidence(f); evidence != "" {
		notes = append(notes, "evidence: "+evidence)
	}
	if !f.Lapses.IsZero() {
		notes = append(notes, "until "+day(f.Lapses))
	}
	if len(notes) > 0 {
		b.WriteString(t.Paint(strings.TrimSuffix(t.Indent("    ", "    ", strings.Join(notes, "; ")), "\n"), colour.Faint) + "\n")
	}
}

func (t text) evidence(f conformity.Finding) string {
	var refs []string
	for _, ref := range f.Evidence {
		if ref != f.Subject {
			refs = append(refs, ref.String())
		}
	}
	return few(refs)
}

// few names the first five, and counts the rest.
func few(texts []string) string {
	if len(texts) > 6 {
		return strings.Join(texts[:5], ", ") + fmt.Sprintf(" and %d more", len(texts)-5)
	}
	return strings.Join(texts, ", ")
}

func subject(f conformity.Finding) string { return f.Subject.String() }

func day(t time.Time) string {
	if d := records.DateOf(t); d.Start().Equal(t) {
		return d.String()
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func (t text) waived(b *strings.Builder) {
	first := true
	for result := range t.report.Waived() {
		if !t.in(result) {
			continue
		}
		if first {
			fmt.Fprintf(b, "\n%s\n\n", t.Paint("WAIVED", colour.Bold))
			first = false
		}
		w := result.Waiver
		b.WriteString(t.Indent("  ", "    ", fmt.Sprintf("%s  %s: unmet, and waived until %s: %s", result.ID, result.Title, w.ValidUntil, w.Reason)))
	}
}

// lapses is what stops being so by itself next, if nobody does anything.
func (t text) lapses(b *strings.Builder) {
	var next []conformity.Finding
	for f := range t.report.Lapses(t.report.At.AddDate(1, 0, 0)) {
		result, err := t.report.Result(f.Requirement)
		if err == nil && t.in(result) && f.Becomes != conformity.StatusMet {
			next = append(next, f)
		}
	}
	if len(next) == 0 {
		return
	}
	rest := len(next) - shownLapses
	next = next[:min(len(next), shownLapses)]
	fmt.Fprintf(b, "\n%s\n\n", t.Paint("NEXT TO LAPSE, if nothing is done", colour.Bold))
	width, when := 0, 0
	for _, f := range next {
		width, when = max(width, len(f.Requirement)), max(when, len(day(f.Lapses)))
	}
	for _, f := range next {
		first := fmt.Sprintf("  %-*s  %-*s  ", when, day(f.Lapses), width, f.Requirement)
		b.WriteString(t.Indent(first, strings.Repeat(" ", len(first)), f.Then()))
	}
	if rest > 0 {
		fmt.Fprintf(b, "  and %d more within a year\n", rest)
	}
	id := ""
	for result := range t.report.Unmet() {
		if t.in(result) {
			id = result.ID
			break
		}
	}
	if id != "" {
		fmt.Fprintf(b, "\nFor the whole chain from requirement to record: gapreport -explain %s\n", id)
	}
}
