package main

import (
	"fmt"
	"strconv"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"
)

const (
	widestCell = 14
	slimCell   = 4 // below that, a count and a level do not fit beside each other
)

// heatMap draws how many risks lie at each likelihood and consequence, the worst corner at the top
// right. In colours the level of a cell is its background; plainly it stands beside the count.
func (t text) heatMap(b *strings.Builder) {
	criteria := t.rater.Criteria()
	rows, columns := len(criteria.Likelihood.Steps), len(criteria.Consequence.Steps)
	title := "WHERE THE RISKS LIE"
	if t.Totals.Unrated > 0 {
		title += ", WITHOUT THE " + strconv.Itoa(t.Totals.Unrated) + " NOT COMPLETELY RATED"
	}
	fmt.Fprintf(b, "\n%s\n", t.Paint(title, colour.Bold))
	side := 0
	for _, step := range criteria.Likelihood.Steps {
		side = max(side, colour.StringWidth(step.Label))
	}
	side = min(side, 20)
	width := min((t.Columns()-side-4)/columns, widestCell)
	if width < slimCell {
		b.WriteString(t.Indent("  ", "  ", fmt.Sprintf("The map has %d columns, too many for a screen of %d: see heat_map of -format json.", columns, t.Columns())))
		return
	}
	head := "  " + pad("", side) + "  "
	for _, step := range criteria.Consequence.Steps {
		label := shorten(step.Label, width-1)
		if t.Colour {
			head += centre(label, width)
		} else {
			head += pad(label, width)
		}
	}
	lines := []string{head}
	for i := rows - 1; i >= 0; i-- {
		line := "  " + pad(shorten(criteria.Likelihood.Steps[i].Label, side), side) + "  "
		for j := range columns {
			line += t.cell(&t.HeatMap[i*columns+j], width)
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if t.Colour {
		t.legend(b)
	}
}

func (t text) cell(c *cell, width int) string {
	count := "·"
	if c.Risks > 0 {
		count = strconv.Itoa(c.Risks)
	}
	if t.Colour {
		return t.paintCell(centre(count, width), c.Level)
	}
	level := c.Level
	if level == "" {
		level = "none"
	}
	count += " "
	return pad(count+trimTo(level, width-1-len([]rune(count))), width)
}

// legend names the levels, each on its colour.
func (t text) legend(b *strings.Builder) {
	b.WriteString("\n  ")
	for _, level := range t.rater.Criteria().Levels {
		b.WriteString(t.paintCell(" "+level.Label+" ", level.Label) + " ")
	}
	b.WriteString("\n")
}

func trimTo(s string, width int) string {
	return strings.TrimSpace(colour.Trim(s, max(width, 1)))
}

func centre(s string, width int) string {
	space := max(0, width-colour.StringWidth(s))
	return strings.Repeat(" ", space/2) + s + strings.Repeat(" ", space-space/2)
}

// ramp are the colours of levels where the criteria give none, from the best to the worst.
var ramp = [...]string{"#5FAF5F", "#AFAF5F", "#D7AF5F", "#D7875F", "#AF5F5F"}

// colourOf returns red, green and blue of a level, each 0 to 255.
func (t text) colourOf(level int) (red, green, blue int) {
	levels := t.rater.Criteria().Levels
	hex := levels[level-1].Colour
	if hex == "" {
		hex = ramp[(level-1)*(len(ramp)-1)/max(1, len(levels)-1)]
	}
	value, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 24)
	if err != nil {
		return 128, 128, 128
	}
	return int(value >> 16 & 255), int(value >> 8 & 255), int(value & 255)
}

// sixth puts a part of a colour on the scale of a terminal with 256 colours, the steps of which
// are at 0, 95, 135, 175, 215 and 255.
func sixth(part int) int {
	switch {
	case part < 48:
		return 0
	case part < 115:
		return 1
	}
	return (part - 35) / 40
}

func (t text) paintLevel(s string, level int) string {
	if level == 0 {
		return t.Paint(s, colour.Faint)
	}
	red, green, blue := t.colourOf(level)
	return t.Paint(s, colour.Fg256RGB(sixth(red), sixth(green), sixth(blue)), colour.Bold)
}

func (t text) paintCell(s, label string) string {
	level := t.rater.Criteria().Level(label)
	if level == 0 {
		return t.Paint(s, colour.Faint)
	}
	red, green, blue := t.colourOf(level)
	ink := colour.FgBlack
	if red*299+green*587+blue*114 < 96_000 { // dark
		ink = colour.FgWhite
	}
	return t.Paint(s, ink, colour.Bg256RGB(sixth(red), sixth(green), sixth(blue)))
}
