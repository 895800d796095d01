package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/risk"
)

// text writes a report for people.
type text struct {
	terminal.Screen
	*report
}

func (t text) write(w io.Writer) error {
	var b strings.Builder
	t.head(&b)
	t.section(&b, "INTOLERABLE", t.worstFirst(risk.Intolerable, true))
	t.section(&b, "NOT COMPLETELY RATED, AND SO INTOLERABLE", t.worstFirst(risk.Intolerable, false))
	t.section(&b, "TOLERABLE", t.worstFirst(risk.Tolerable, true))
	t.heatMap(&b)
	t.disagreements(&b)
	t.flaws(&b)
	if t.sample {
		b.WriteString("\n" + t.Indent("", "", "This register is invented; it, its mapping and its criteria are in examples/register/sample. For one of your own: register -csv FILE -mapping FILE -criteria FILE"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t text) head(b *strings.Builder) {
	title := clean(t.Title)
	if title == "" {
		title = clean(t.File)
	}
	b.WriteString(t.Paint(title, colour.Bold) + "\n")
	b.WriteString(t.Indent("", "  ", fmt.Sprintf("%s of %s, rated by %s", counted(t.Totals.Risks, "risk"), clean(t.File), clean(t.Criteria.Title))) + "\n")
	intolerable := fmt.Sprintf("%d intolerable", t.Totals.Intolerable)
	if t.Totals.Unrated > 0 {
		intolerable += fmt.Sprintf(" (%d not completely rated)", t.Totals.Unrated)
	}
	parts := []string{t.Paint(intolerable, colour.FgRed), t.Paint(fmt.Sprintf("%d tolerable", t.Totals.Tolerable), colour.FgGreen)}
	if n := len(t.Disagreements); n > 0 {
		parts = append(parts, t.Paint(counted(n, "disagreement")+" of the register with the criteria", colour.FgYellow))
	}
	b.WriteString(t.Indent("", "  ", strings.Join(parts, ", ")+"."))
	for i := range t.Risks {
		if t.Risks[i].With != nil {
			b.WriteString(t.Paint("Levels are those before → with the controls in place.", colour.Faint) + "\n")
			break
		}
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// section lists risks by what was decided about them, and there the worst first.
func (t text) section(b *strings.Builder, title string, list []entry) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", t.Paint(fmt.Sprintf("%s (%d)", title, len(list)), colour.Bold))
	columns := t.columns()
	var reasons []string
	byReason := map[string][]entry{}
	for _, e := range list {
		if byReason[e.reason] == nil {
			reasons = append(reasons, e.reason)
		}
		byReason[e.reason] = append(byReason[e.reason], e)
	}
	for _, reason := range reasons {
		if list[0].Gaps == "" { // else the heading has said it
			b.WriteString(t.Indent("  ", "    ", reason))
		}
		for _, e := range byReason[reason] {
			t.entry(b, &e, columns)
		}
	}
}

// widths are those of the columns of a risk.
type widths struct{ id, before, with int }

func (t text) columns() widths {
	w := widths{id: 4, before: 4, with: 4}
	for i := range t.Risks {
		e := &t.Risks[i]
		w.id = min(max(w.id, colour.StringWidth(clean(string(e.ID)))), 24)
		w.before = max(w.before, colour.StringWidth(e.Before.text()))
		if e.With != nil {
			w.with = max(w.with, colour.StringWidth(e.With.text()))
		}
	}
	return w
}

func (g *grade) text() string {
	if g.Score == nil {
		return g.Label
	}
	return g.Label + " " + g.Score.String()
}

// entry writes one risk: id, level before controls, level with them, title.
func (t text) entry(b *strings.Builder, e *entry, w widths) {
	arrow, with := "  ", ""
	if e.With != nil {
		arrow, with = "→ ", e.With.text()
	}
	id := clean(string(e.ID))
	lead := "    " + pad(shorten(id, w.id), w.id+2)
	levels := t.paintLevel(pad(e.Before.text(), w.before+1), e.Before.Level) + arrow
	if e.With != nil {
		levels += t.paintLevel(pad(with, w.with+2), e.With.Level)
	} else {
		levels += pad("", w.with+2)
	}
	first := lead + levels
	indent := strings.Repeat(" ", colour.StringWidthWithoutEscSequences(first))
	title := clean(e.Title)
	if title == "" || title == id {
		b.WriteString(strings.TrimRight(first, " ") + "\n")
	} else {
		b.WriteString(t.Indent(first, indent, title))
	}
	if e.Gaps != "" {
		b.WriteString(t.Indent(indent, indent, e.Gaps))
	}
	if !e.Until.IsZero() {
		b.WriteString(t.Indent(indent, indent, "until "+e.Until.Format("2006-01-02 15:04")+" UTC"))
	}
}

func (t text) disagreements(b *strings.Builder) {
	if len(t.Disagreements) == 0 {
		fmt.Fprintf(b, "\n%s\n", t.Paint("What the register states agrees with the criteria, or it states nothing.", colour.Faint))
		return
	}
	title := fmt.Sprintf("WHERE THE REGISTER DISAGREES WITH THE CRITERIA (%d)", len(t.Disagreements))
	fmt.Fprintf(b, "\n%s\n", t.Paint(title, colour.Bold))
	for _, d := range t.Disagreements {
		at := fmt.Sprintf("  row %d, column %s: ", d.Row, clean(d.Column))
		b.WriteString(t.Indent(at, "      ", fmt.Sprintf("%s states %s as its %s, the criteria come to %s.", clean(string(d.Risk)), t.Paint(quote(d.Stated), colour.FgYellow), d.What, t.Paint(quote(d.Ours), colour.Bold))))
		b.WriteString(t.Indent("      ", "      ", d.Why))
	}
}

func (t text) flaws(b *strings.Builder) {
	if len(t.Flaws) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", t.Paint(fmt.Sprintf("ON THE CRITERIA THEMSELVES (%d)", len(t.Flaws)), colour.Bold))
	for _, f := range t.Flaws {
		b.WriteString(t.Indent("  "+t.Paint(string(f.Kind), colour.FgYellow)+": ", "      ", f.Path+" "+f.Message))
	}
}

// clean puts a text on one line, without control characters: a register that somebody else made
// must not steer the terminal.
func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return '\ufffd'
		}
		return c
	}, s)
}

func quote(s string) string { return `"` + shorten(clean(s), 40) + `"` }

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-colour.StringWidth(s)))
}

func shorten(s string, width int) string {
	if colour.StringWidth(s) <= width {
		return s
	}
	return strings.TrimRight(colour.Trim(s, width-1), " ") + "…"
}
