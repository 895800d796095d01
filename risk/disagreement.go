package risk

import (
	"fmt"
	"iter"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Disagreement is a score or a level that a register states and that the criteria do not come
// to for the ratings which it states beside it.
type Disagreement struct {
	Row    int              `json:"row"`
	Line   int              `json:"line"`
	Risk   records.ID[Risk] `json:"risk"`
	What   StatedPart       `json:"what"`
	Column string           `json:"column"` // in which the register states it
	Stated string           `json:"stated"` // as it stands there
	Ours   string           `json:"ours"`   // what the criteria come to; "not rated" where they come to nothing
	Why    string           `json:"why"`    // how they come to it
}

// A StatedPart is what a register may state of its own.
type StatedPart string

// The parts, in the order in which they are compared.
const (
	InherentScore StatedPart = "inherent score"
	InherentLevel StatedPart = "inherent level"
	ResidualScore StatedPart = "residual score"
	ResidualLevel StatedPart = "residual level"
)

// Values lists the parts there are.
func (StatedPart) Values() []string {
	return []string{string(InherentScore), string(InherentLevel), string(ResidualScore), string(ResidualLevel)}
}

// Disagreements gives each score and level that the register states and the criteria do not come
// to, in the order of the rows. What is stated of a risk that is only partly rated is compared with
// what is rated: a register that rates each risk in one category is held to that one.
func (g *Register) Disagreements() iter.Seq[Disagreement] {
	return func(yield func(Disagreement) bool) {
		if g.plan == nil {
			return
		}
		for i := range g.Rows {
			row := &g.Rows[i]
			for _, part := range g.parts(row) {
				if part.stated == "" {
					continue
				}
				ours, why, agrees := part.compare(g.plan)
				if agrees {
					continue
				}
				d := Disagreement{Row: row.Row, Line: row.Line, Risk: row.Rated.Risk.ID, What: part.what, Column: part.column.name,
					Stated: part.stated, Ours: ours, Why: why}
				if !yield(d) {
					return
				}
			}
		}
	}
}

// A statedPart is one thing that a row states, with the grade that it has to agree with.
type statedPart struct {
	what   StatedPart
	stated string
	column *cellReader
	grade  *Grade
	score  string // that the row states beside a level
}

func (g *Register) parts(row *RegisterRow) [4]statedPart {
	p, rated, stated := g.plan, &row.Rated, &row.Stated
	return [4]statedPart{
		{InherentScore, stated.InherentScore, p.inherent.score, &rated.Inherent, ""},
		{InherentLevel, stated.InherentLevel, p.inherent.level, &rated.Inherent, stated.InherentScore},
		{ResidualScore, stated.ResidualScore, p.residual.score, &rated.Residual, ""},
		{ResidualLevel, stated.ResidualLevel, p.residual.level, &rated.Residual, stated.ResidualScore},
	}
}

func (s *statedPart) compare(p *registerPlan) (ours, why string, agrees bool) {
	text := s.column.meaning(s.stated)
	if text == "" { // one of the column's blanks: nothing is stated
		return "", "", true
	}
	if s.grade.level == 0 {
		return "not rated", s.grade.Gaps(), false
	}
	if s.what == InherentScore || s.what == ResidualScore {
		return s.compareScore(p, text)
	}
	return s.compareLevel(p, text)
}

func (s *statedPart) compareScore(p *registerPlan, text string) (ours, why string, agrees bool) {
	score, _ := s.grade.Score()
	stated, percent, ok := readNumber(text, p.mapping.DecimalComma)
	ours = score.String()
	if percent {
		ours = score.Shift(2).String() + "%"
	}
	switch {
	case ok && stated.Equal(score), ok && s.column.Rounded && stated.Equal(score.Round(places(stated))):
		return ours, "", true
	case ok && stated.Equal(score.Round(places(stated))):
		return ours, "equal when rounded: say rounded in the mapping if the register shows rounded scores", false
	case isFormula(text):
		return ours, s.grade.factors() + "; the register holds a formula, not what it comes to", false
	case !ok:
		return ours, s.grade.factors() + "; what the register states is no number", false
	}
	return ours, s.grade.factors(), false
}

// places counts the decimal places that a number shows.
func places(n decimal.Decimal) int32 { return max(0, -n.Exponent()) }

func (s *statedPart) compareLevel(p *registerPlan, text string) (ours, why string, agrees bool) {
	criteria := &p.rater.criteria
	stated, level := criteria.Level(text), int(s.grade.level)
	if stated == level {
		return "", "", true
	}
	ours, why = p.rater.label(level), s.grade.reason()
	if stated == 0 {
		return ours, why + fmt.Sprintf("; the criteria have no level %s%s", quote(text), records.DidYouMean(text, criteria.levelLabels())), false
	}
	if score, _, ok := readNumber(s.score, p.mapping.DecimalComma); ok && criteria.Combination.By != ByMatrix {
		own, _ := s.grade.Score()
		if label := p.rater.banded(score); !score.Equal(own) && label != "" {
			why += fmt.Sprintf("; its own score %s would be %s", s.score, quote(label))
		}
	}
	return ours, why, false
}

// banded returns the label of the level in the band of which a score lies, or nothing.
func (r *Rater) banded(score decimal.Decimal) string {
	level := 0
	for _, band := range r.criteria.Combination.Bands {
		if band.Scores.Contains(score) {
			level = max(level, r.criteria.Level(band.Label))
		}
	}
	return r.label(level)
}

// factors says how the score comes about: likelihood 3 x consequence 5 = 15.
func (g *Grade) factors() string {
	c := &g.rater.criteria
	sign := "x"
	if c.Combination.By == BySum || c.Combination.Score == BySum {
		sign = "+"
	}
	score, _ := g.Score()
	return fmt.Sprintf("likelihood %s %s consequence %s = %s",
		c.Likelihood.Value(g.Likelihood()), sign, c.Consequence.Value(g.Consequence()), score)
}

// reason says how the level comes about.
func (g *Grade) reason() string {
	c := &g.rater.criteria
	label := quote(g.rater.label(int(g.levelIn(int(g.worst)))))
	text := ""
	if c.Combination.By == ByMatrix {
		text = fmt.Sprintf("likelihood %s with consequence %s is %s in the matrix",
			quote(c.Likelihood.Label(g.Likelihood())), quote(c.Consequence.Label(g.Consequence())), label)
	} else {
		text = g.factors() + ", which is " + label
		score, _ := g.Score()
		for _, band := range c.Combination.Bands {
			if band.Scores.Contains(score) && c.Level(band.Label) == g.levelIn(int(g.worst)) {
				text += " (" + band.Scores.String() + ")"
				break
			}
		}
	}
	if raised := int(g.level); raised > g.levelIn(int(g.worst)) {
		text += fmt.Sprintf(", and raised to %s by %d categories at it", quote(g.rater.label(raised)), g.rater.raise[raised-1])
	}
	return text
}
