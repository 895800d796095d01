package risk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// A cellReader reads one column of a mapping.
type cellReader struct {
	*Column
	index int    // of the cell; -1 where the value is constant
	name  string // of the column, for messages
	words map[string]string
	blank map[string]bool
	comma bool
}

// text returns the value of a row: without spaces, with the register's words put into ours, and
// empty where there is none.
func (c *cellReader) text(row *registerCells) string {
	if c == nil {
		return ""
	}
	if c.index < 0 {
		return c.meaning(c.Constant)
	}
	return c.meaning(c.raw(row))
}

// meaning puts the register's word into ours, and those that say nothing into none.
func (c *cellReader) meaning(text string) string {
	if text == "" || len(c.words) == 0 && len(c.blank) == 0 {
		return text
	}
	form := csv.Fold(text)
	if c.blank[form] {
		return ""
	}
	if meaning, found := c.words[form]; found {
		return trim(meaning)
	}
	return text
}

// raw returns the cell without the spaces around it.
func (c *cellReader) raw(row *registerCells) string {
	if c == nil || c.index < 0 || c.index >= len(row.cells) {
		return ""
	}
	return trim(row.cells[c.index])
}

// A cellFault is what is wrong with a text, before it is known in which row it stands.
type cellFault struct {
	message string
	nearest string
}

func (f *cellFault) withNearest(nearest string) *cellFault {
	f.nearest = nearest
	return f
}

func wrongCell(format string, args ...any) *cellFault {
	return &cellFault{message: fmt.Sprintf(format, args...)}
}

// A stepReader reads the steps of a scale. A register uses few texts for them, so each is looked
// into once.
type stepReader struct {
	cellReader
	scaleName string
	scale     *Scale
	labels    map[string]int // steps by their folded labels
	known     map[string]int // steps by the texts that were read, 0 for one that is none
}

// maxKnown bounds how many texts a stepReader remembers.
const maxKnown = 1000

// step returns the step that a row gives, 0 where it gives none, and false where what stands there is none.
func (s *stepReader) step(row *registerCells) (step int, ok bool) {
	if s == nil {
		return 0, true
	}
	text := s.text(row)
	if text == "" {
		return 0, true
	}
	step, found := s.known[text]
	if !found {
		if step = s.read(text); len(s.known) < maxKnown {
			s.known[strings.Clone(text)] = step
		}
	}
	return step, step > 0
}

// read finds the step that a text stands for, or 0.
func (s *stepReader) read(text string) int {
	if step := s.labels[csv.Fold(text)]; step > 0 {
		return step
	}
	n, percent, isNumber := readNumber(text, s.comma)
	switch {
	case !isNumber:
		return 0
	case percent || s.Measured:
		return s.scale.Measured(n)
	}
	step := len(s.scale.Steps) // of steps that count the same, the highest
	for step > 0 && !s.scale.Value(step).Equal(n) {
		step--
	}
	return step
}

// fault says why a text is no step, and which one is near.
func (s *stepReader) fault(text string) *cellFault {
	n, percent, isNumber := readNumber(text, s.comma)
	switch {
	case !isNumber:
		return s.noStep(text)
	case percent || s.Measured:
		return s.notMeasured(text, n)
	}
	nearest := s.nearestValue(n)
	return wrongCell("%s is outside the %s scale %s: the nearest is %s, %s", shorten(text), s.scaleName, s.extent(),
		s.scale.Value(nearest), quote(s.scale.Label(nearest))).withNearest(s.scale.Value(nearest).String())
}

func (s *stepReader) notMeasured(text string, n decimal.Decimal) *cellFault {
	nearest := 0
	for i := range s.scale.Steps {
		if r := s.scale.Steps[i].Range; !r.IsZero() && (nearest == 0 || r.low.set && n.Cmp(r.low.at) >= 0) {
			nearest = i + 1
		}
	}
	if nearest == 0 {
		return wrongCell("%s is measured, and the %s scale has no ranges: give its steps the numbers that they stand for", shorten(text), s.scaleName)
	}
	label := s.scale.Label(nearest)
	return wrongCell("%s is in no range of the %s scale: the nearest is %s, %s", shorten(text), s.scaleName,
		s.scale.Steps[nearest-1].Range, quote(label)).withNearest(label)
}

func (s *stepReader) noStep(text string) *cellFault {
	if isFormula(text) {
		return wrongCell("%s is a formula, not what it comes to: save the register with its values", quote(text))
	}
	labels := s.scale.labels()
	near := records.Nearest(text, labels)
	hint := records.DidYouMean(text, labels)
	if near == "" {
		hint = ": there are " + listed(labels)
	}
	return wrongCell("%s is no step of the %s scale%s", quote(text), s.scaleName, hint).withNearest(near)
}

// extent says from where to where the values of the scale reach: 1 to 5.
func (s *stepReader) extent() string {
	return s.scale.Value(1).String() + " to " + s.scale.Value(len(s.scale.Steps)).String()
}

func (s *stepReader) nearestValue(n decimal.Decimal) int {
	nearest := 1
	for step := 2; step <= len(s.scale.Steps); step++ {
		if s.scale.Value(step).Sub(n).Abs().Cmp(s.scale.Value(nearest).Sub(n).Abs()) < 0 {
			nearest = step
		}
	}
	return nearest
}

// isFormula reports whether a cell is one that a spreadsheet would work out.
func isFormula(text string) bool { return strings.HasPrefix(text, "=") || strings.HasPrefix(text, "@") }

// listed names the first of many.
func listed(names []string) string {
	const most = 10
	quoted := make([]string, 0, most+1)
	for i, name := range names {
		if i == most {
			quoted = append(quoted, fmt.Sprintf("and %d more", len(names)-most))
			break
		}
		quoted = append(quoted, quote(name))
	}
	return strings.Join(quoted, ", ")
}

// enumOf reads a text as one of the values, in any case.
func enumOf(text string, values []string) (value string, ok bool) {
	if text == "" || slices.Contains(values, text) {
		return text, true
	}
	form := csv.Fold(text)
	for _, value := range values {
		if csv.Fold(value) == form {
			return value, true
		}
	}
	return "", false
}

// enumFault says that a text is none of the values, and which one is near.
func enumFault(text, what string, values []string) *cellFault {
	near := records.Nearest(text, values)
	hint := records.DidYouMean(text, values)
	if near == "" {
		hint = ": there are " + strings.Join(values, ", ")
	}
	return wrongCell("%s is no %s%s", quote(text), what, hint).withNearest(near)
}
