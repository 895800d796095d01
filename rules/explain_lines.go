package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Line is one row of an explanation, for whoever lays it out in a report or a table.
type Line struct {
	Depth int    `json:"depth"`          // below how many others it stands
	Text  string `json:"text"`           // the decision, a rule and how it came out, or a part of a condition
	Value string `json:"value,omitzero"` // of a part, or why it has none after a question mark; empty in other lines
	Note  string `json:"note,omitzero"`  // that the value did not matter
}

// Lines gives the explanation row by row: the decision, then each rule that was tried with its
// parts below it and their values, then how many rules were not tried.
func (e Explanation[Outcome]) Lines() []Line {
	var lines []Line
	switch {
	case !e.Decided:
		lines = append(lines, Line{Text: "nothing is decided: a rule could not be worked out"})
	case e.Decision.ByDefault():
		lines = append(lines, Line{Text: string(e.Decision.Outcome) + ", by default: no rule matched"})
	default:
		lines = append(lines, Line{Text: fmt.Sprintf("%s, by rule %d: %s", string(e.Decision.Outcome), e.Decision.Index+1, e.Decision.Rule())})
	}
	for i, reason := range e.Tried {
		lines = append(lines, Line{Text: fmt.Sprintf("%d. %s: %s", i+1, reason.Rule, reason.came())})
		lines = reason.Part.lines(lines, 1)
	}
	if e.Untried > 0 {
		lines = append(lines, Line{Text: "not tried: " + counted(e.Untried, "further rule")})
	}
	return lines
}

// String writes the explanation for people: the decision, then each rule that was tried with
// its parts indented below it and their values at the right.
func (e Explanation[Outcome]) String() string { return written(e.Lines()) }

// Lines gives the reason row by row, as those of an [Explanation].
func (r Reason) Lines() []Line {
	text := r.came()
	if r.Rule != "" {
		text = r.Rule + ": " + text
	}
	return r.Part.lines([]Line{{Text: text}}, 1)
}

// String writes the reason for people, its parts indented below it.
func (r Reason) String() string { return written(r.Lines()) }

func (r Reason) came() string {
	switch {
	case r.Error != "":
		return "could not be worked out"
	case r.Holds:
		return "matched"
	}
	return "did not match"
}

func (p *Part) lines(lines []Line, depth int) []Line {
	line := Line{Depth: depth, Text: quoteSource(p.Text), Value: p.Value}
	if p.Element > 0 {
		line.Text = fmt.Sprintf("[%d] %s", p.Element, line.Text)
	}
	switch {
	case p.Error != "":
		line.Value = "? " + p.Error
	case line.Value == "":
		line.Value = "?"
	}
	if p.Skipped {
		line.Note = "did not matter"
	}
	lines = append(lines, line)
	for i := range p.Parts {
		lines = p.Parts[i].lines(lines, depth+1)
	}
	if p.Omitted > 0 {
		lines = append(lines, Line{Depth: depth + 1, Text: fmt.Sprintf("… %d not shown", p.Omitted)})
	}
	return lines
}

// written writes lines for people, the values in a column where there is room.
func written(lines []Line) string {
	const width = 60
	var b strings.Builder
	for _, line := range lines {
		text := strings.Repeat("   ", line.Depth) + line.Text
		b.WriteString(text)
		if line.Value != "" {
			b.WriteString(strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0)) + "  " + line.Value)
		}
		if line.Note != "" {
			b.WriteString(" (" + line.Note + ")")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
