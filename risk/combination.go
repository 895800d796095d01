package risk

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Combination makes one step of two: a level of likelihood and consequence, or a likelihood of
// threat and vulnerability. Either each pair has its cell, or the values of the two are
// multiplied or added and the score falls into a band. Half of the published matrices are no
// function of the product, so neither is a case of the other.
type Combination struct {
	By Operation `json:"by"`

	// Cells give the label for each pair, where By is matrix: a row for each step of the first
	// scale (likelihood, threat), the lowest first, and in it a label for each step of the second
	// (consequence, vulnerability), the lowest first. An empty label is a pair of which the
	// matrix says nothing; what falls there is not rated, and so never tolerable.
	Cells [][]string `json:"cells,omitempty"`

	// Score says how a score is made where By is matrix: product or sum. Without it there is none.
	Score Operation `json:"score,omitzero"`

	// Bands give the label for each score, where By is product or sum. Of bands that overlap the
	// one with the worst label counts; a score in none of them is not rated.
	Bands []Band `json:"bands,omitempty"`
}

// A Band gives a label to a stretch of scores.
type Band struct {
	Label  string `json:"label"`
	Scores Range  `json:"scores"`
}

// An Operation is how two steps are taken together.
type Operation string

// The operations.
const (
	ByMatrix  Operation = "matrix"
	ByProduct Operation = "product"
	BySum     Operation = "sum"
)

// Values lists the operations there are.
func (Operation) Values() []string {
	return []string{string(ByMatrix), string(ByProduct), string(BySum)}
}

// IsZero reports whether nothing is combined.
func (c Combination) IsZero() bool {
	return c.By == "" && c.Score == "" && len(c.Cells) == 0 && len(c.Bands) == 0
}

// A table is a combination worked out for each pair of steps.
type table struct {
	rows, columns int
	steps         []int16           // per pair, the step that it gives; 0 where it gives none
	scores        []decimal.Decimal // per pair; nil where there are no scores
	ranks         []int             // per pair, how many pairs have a lower score
}

// at returns the place of a pair in the table. Both steps count from 1 and lie on their scales.
func (t *table) at(row, column int) int { return (row-1)*t.columns + column - 1 }

func (t *table) step(row, column int) int { return int(t.steps[t.at(row, column)]) }

func (t *table) score(row, column int) decimal.Decimal {
	if t.scores == nil {
		return decimal.Decimal{}
	}
	return t.scores[t.at(row, column)]
}

// compile works the combination out for two scales and the labels that it gives, or notes every
// fault. The names are those of the three, for messages. The scales are bounded.
func (c Combination) compile(f *records.Faults, path string, row, column, gives part) *table {
	t := &table{rows: len(row.labels), columns: len(column.labels)}
	at := func(field string) string { return path + "." + field }
	f.Enum(at("by"), c.By)
	t.steps = make([]int16, t.rows*t.columns)
	switch c.By {
	case ByMatrix:
		if len(c.Bands) > 0 {
			f.Add(at("bands"), "are given beside by: matrix, which has cells: leave them out")
		}
		c.compileCells(f, at("cells"), t, row, column, gives)
		switch c.Score {
		case "":
		case ByProduct, BySum:
			t.scores = scores(c.Score, row.scale, column.scale)
		default:
			f.Add(at("score"), "%s is none of product, sum", quote(string(c.Score)))
		}
	case ByProduct, BySum:
		if len(c.Cells) > 0 {
			f.Add(at("cells"), "are given beside by: %s, which has bands: leave them out", c.By)
		}
		if c.Score != "" && c.Score != c.By {
			f.Add(at("score"), "%s is given beside by: %s, which makes the score: leave it out", quote(string(c.Score)), c.By)
		}
		t.scores = scores(c.By, row.scale, column.scale)
		c.compileBands(f, at("bands"), t, gives)
	}
	t.rank()
	return t
}

// rank orders the scores, so that they need not be compared again.
func (t *table) rank() {
	order := slices.Clone(t.scores)
	slices.SortFunc(order, decimal.Decimal.Cmp)
	for _, score := range t.scores {
		place, _ := slices.BinarySearchFunc(order, score, decimal.Decimal.Cmp)
		t.ranks = append(t.ranks, place)
	}
}

// A part is one of the scales of a combination, or what it gives, with its name for messages.
type part struct {
	name   string
	scale  Scale
	labels []string
}

func partOf(name string, s Scale) part { return part{name: name, scale: s, labels: s.labels()} }

// named returns the place of the label from 1, or 0 and a fault. Labels in criteria are exact.
func (p part) named(f *records.Faults, path, label string) int {
	place := p.find(label)
	if place == 0 {
		f.Add(path, "%s is no %s%s", quote(label), p.name, records.DidYouMean(label, p.labels))
	}
	return place
}

// find returns the place of the label from 1, or 0.
func (p part) find(label string) int { return 1 + slices.Index(p.labels, label) }

// maxUnknown bounds how many labels of cells are reported one by one; the rest is counted.
const maxUnknown = 20

func (c Combination) compileCells(f *records.Faults, path string, t *table, row, column, gives part) {
	if len(c.Cells) != t.rows {
		f.Add(path, "has %d rows where the %s scale has %d steps", len(c.Cells), row.name, t.rows)
	}
	unknown := 0
	for i, cells := range c.Cells[:min(len(c.Cells), t.rows)] {
		if len(cells) != t.columns {
			f.Add(fmt.Sprintf("%s[%d]", path, i), "has %d cells where the %s scale has %d steps", len(cells), column.name, t.columns)
		}
		for j, label := range cells[:min(len(cells), t.columns)] {
			step := gives.find(label)
			t.steps[t.at(i+1, j+1)] = int16(step)
			if label == "" || step > 0 {
				continue
			}
			if unknown++; unknown <= maxUnknown {
				gives.named(f, fmt.Sprintf("%s[%d][%d]", path, i, j), label)
			}
		}
	}
	if unknown > maxUnknown {
		f.Add(path, "has %d more labels that are no %s", unknown-maxUnknown, gives.name)
	}
}

func (c Combination) compileBands(f *records.Faults, path string, t *table, gives part) {
	if len(c.Bands) == 0 {
		f.Add(path, "is missing: say which scores give which %s", gives.name)
	}
	if len(c.Bands) > maxSteps {
		f.Add(path, "has %d bands: there may be %d", len(c.Bands), maxSteps)
		return
	}
	for i, band := range c.Bands {
		at := fmt.Sprintf("%s[%d]", path, i)
		label := gives.named(f, at+".label", band.Label)
		if band.Scores.IsZero() {
			f.Add(at+".scores", "is missing: write a range, as in 5 to 8")
			continue
		}
		for cell, score := range t.scores {
			if band.Scores.Contains(score) {
				t.steps[cell] = max(t.steps[cell], int16(label))
			}
		}
	}
}

// scores returns the product or the sum of the values of each pair of steps.
func scores(by Operation, row, column Scale) []decimal.Decimal {
	all := make([]decimal.Decimal, 0, len(row.Steps)*len(column.Steps))
	for i := range row.Steps {
		a := row.Value(i + 1)
		for j := range column.Steps {
			b := column.Value(j + 1)
			if by == ByProduct {
				all = append(all, a.Mul(b))
			} else {
				all = append(all, a.Add(b))
			}
		}
	}
	return all
}
