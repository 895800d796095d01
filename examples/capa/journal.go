package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

// A journal writes down what was tried, and what became of it.
type journal struct {
	out      io.Writer
	screen   terminal.Screen
	broken   error // the first error that was no refusal
	chapters int
}

func (p *journal) chapter(title, text string, args ...any) {
	if p.chapters++; p.chapters > 1 {
		fmt.Fprintln(p.out)
	}
	fmt.Fprintf(p.out, "%s\n%s\n", p.screen.Paint(title, colour.Bold), p.screen.Indent("  ", "  ", fmt.Sprintf(text, args...)))
}

func (p *journal) note(text string, args ...any) {
	io.WriteString(p.out, p.screen.Indent("              ! ", "                ", fmt.Sprintf(text, args...)))
}

// A taken step is what a method of a record gave back.
type taken[T any] struct {
	next T
	err  error
}

func step[T any](next T, err error) taken[T] { return taken[T]{next, err} }

// try writes down a step that was tried and, where it was not refused, keeps what came of it.
// A refusal is an error of one type in every package, and says what would be right.
func try[T records.Entity](p *journal, on records.Date, what string, record *T, s taken[T]) {
	var refusal *records.StepError
	switch {
	case s.err == nil:
		*record = s.next
		io.WriteString(p.out, p.screen.Indent(fmt.Sprintf("  %s  + ", on), strings.Repeat(" ", 16), what))
	case errors.As(s.err, &refusal):
		io.WriteString(p.out, p.screen.Indent(fmt.Sprintf("  %s  - ", on), strings.Repeat(" ", 16), what))
		io.WriteString(p.out, p.screen.Paint(p.screen.Indent(strings.Repeat(" ", 16)+"REFUSED: ", strings.Repeat(" ", 25), refusal.Why), colour.FgRed))
	case p.broken == nil:
		p.broken = s.err
	}
}
