package terminal

import (
	"os"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"
)

// A Screen is what a program prints to: how wide it is and whether it shows colours. Its
// zero value is a plain stream, such as a file or a pipe.
type Screen struct {
	Width  int  // in columns. Defaults to 100.
	Colour bool // whether colours are shown
}

const (
	defaultWidth = 100
	minWidth     = 60
	maxWidth     = 132 // longer lines are hard to read, however wide the window
)

// Of returns the screen that a file is. What is no terminal is plain, and so is one whose
// user set NO_COLOR.
func Of(f *os.File) Screen {
	if !term.IsTerminal(int(f.Fd())) {
		return Screen{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return Screen{Width: width, Colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// Columns returns the width to write to.
func (s Screen) Columns() int {
	if s.Width == 0 {
		return defaultWidth
	}
	return min(max(s.Width, minWidth), maxWidth)
}

// Paint colours a text, where colours are shown.
func (s Screen) Paint(t string, colours ...text.Color) string {
	if !s.Colour || len(colours) == 0 || t == "" {
		return t
	}
	// Not Colors.Sprint: that asks a global setting, and this is for the screen to say.
	codes := text.Colors(colours).EscapeSeq()
	return codes + t + text.EscapeReset
}

// Wrap breaks lines that are wider than the screen between words. What continues a line is
// indented as deep as the line, and two columns more.
func (s Screen) Wrap(t string) string {
	var b strings.Builder
	for line := range strings.Lines(t) {
		line = strings.TrimSuffix(line, "\n")
		body := strings.TrimLeft(line, " ")
		first := line[:len(line)-len(body)]
		b.WriteString(s.Indent(first, first+"  ", body))
	}
	return b.String()
}

// Indent breaks a text between words so that it fits the screen, the first line after one
// prefix and the others after another.
func (s Screen) Indent(first, others, t string) string {
	var b strings.Builder
	prefix, width, used := first, s.Columns(), -1
	for word := range strings.FieldsSeq(t) {
		n := text.StringWidthWithoutEscSequences(word)
		switch {
		case used < 0:
			b.WriteString(prefix)
			used = text.StringWidthWithoutEscSequences(prefix)
		case used+1+n > width:
			b.WriteString("\n" + others)
			used = text.StringWidthWithoutEscSequences(others)
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	if used < 0 {
		return "\n"
	}
	return b.String() + "\n"
}
