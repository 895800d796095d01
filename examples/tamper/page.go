package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

// A page is what is printed.
type page struct {
	w      io.Writer
	screen terminal.Screen
	firm   *firm

	seen   int // attacks that show in the file alone
	only   int // attacks that show with the checkpoint only
	sqlite int // that SQLite sees
	tried  int
}

func (p *page) line(first, others, format string, args ...any) {
	io.WriteString(p.w, p.screen.Indent(first, others, fmt.Sprintf(format, args...)))
}

func (p *page) opening() {
	text, _, _ := strings.Cut(string(p.firm.witnessed.Note), "\n\n")
	lines := strings.Split(text, "\n")
	p.line("", "", "%s keeps its security management system in one SQLite file: %s entries, saved on 31 March and, when the break-in %s turned out to be worse, once more on 15 June 2026.",
		p.firm.system.Organization, lines[1], breakIn)
	fmt.Fprintln(p.w)
	p.line("", "", "That evening somebody outside, an insurer, an auditor, a printer in the safe, got three lines, the checkpoint:")
	fmt.Fprintf(p.w, "\n  %s\n\n", strings.Join(lines, "\n  "))
	p.line("", "", "In July somebody who can write to the file wants another past. Of each attempt: what SQLite's own integrity check says, what an auditor finds who has the file alone, and what one finds who has the checkpoint too.")
}

// attack tries one attack, and prints what each finds.
func (p *page) attack(ctx context.Context, number int, a attack) error {
	r, err := p.firm.try(ctx, number, a)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.w, "\n%s\n", p.screen.Paint(fmt.Sprintf("%d  %s", number, a.title), colour.Bold))
	if a.how != "" {
		p.line("   ", "   ", "%s", a.how)
	}
	p.line("   SQLite           ", "                    ", "%s", p.said(r.sqlite == "ok", r.sqlite))
	p.report("   the file alone   ", r.alone)
	p.report("   with checkpoint  ", r.outside)
	if a.how == "" {
		if !r.outside.Clean() || !r.alone.Clean() {
			return fmt.Errorf("something is wrong with what nobody touched: %v", r.outside.Findings)
		}
		return nil
	}
	p.tried++
	if r.outside.Clean() {
		return fmt.Errorf("it was not noticed")
	}
	if r.sqlite != "ok" {
		p.sqlite++
	}
	if r.alone.Clean() {
		p.only++
	} else {
		p.seen++
	}
	return nil
}

func (p *page) said(fine bool, text string) string {
	if fine {
		return p.screen.Paint(text, colour.FgGreen)
	}
	return p.screen.Paint(text, colour.FgRed)
}

// shownFindings are told of each report.
const shownFindings = 2

func (p *page) report(first string, r *records.AuditReport) {
	others := strings.Repeat(" ", len(first))
	if r.Clean() {
		p.line(first, others, "%s", p.said(true, fmt.Sprintf("%d entries, nothing wrong", r.Entries)))
		return
	}
	for i, finding := range r.Findings {
		if i == shownFindings {
			break
		}
		p.line(first, others, "%s", p.said(false, finding.String()))
		first = others
	}
	if more := len(r.Findings) + r.More - shownFindings; more > 0 {
		p.line(first, others, "and %d more that follow from it", more)
	}
}

func (p *page) closing() {
	fmt.Fprintf(p.w, "\n%s\n", p.screen.Paint("What this means", colour.Bold))
	p.line("   ", "   ", "SQLite noticed %d of %d: it looks after pages, not after what they say. The auditor noticed %d with nothing but the file: every entry is hashed into the next checkpoint, which is signed.", p.sqlite, p.tried, p.seen)
	p.line("   ", "   ", "The other %d are a genuine file, or one that is signed with the genuine key. Nothing inside the file can tell: that takes the three lines outside of it. So let a witness have them, as often as you can afford to lose what came since: see docs/records.md.", p.only)
}
