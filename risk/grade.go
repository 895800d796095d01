package risk

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// A Grade is what criteria make of one rating of a risk: a level and an exact score in each
// category, and overall. It is made by a [Rater]; its zero value grades nothing.
//
// A rating with gaps has a grade that says so. Its level is then not known, whatever the rest
// comes to: a missing category may be the worst.
type Grade struct {
	rater      *Rater
	likelihood int16                  // as rated, or as made; 0 where it is not known
	steps      [len(categories)]int16 // of consequence; 0 not rated, ruledOut
	level      int16                  // overall, of what is rated; 0 where nothing is
	worst      int8                   // the place of the category that gives it
	gaps       gaps
}

const ruledOut = -1

// gaps are the parts of a rating that are missing, the categories in the lowest bits.
type gaps uint16

const (
	noLikelihood gaps = 1 << (len(categories) + iota)
	noThreat
	noVulnerability
	noConsequence // all categories are ruled out
	noLevel       // a pair of which the criteria say nothing
)

// A CategoryGrade is what criteria make of a risk in one category.
type CategoryGrade struct {
	Category Category        `json:"category"`
	RuledOut bool            `json:"ruled_out,omitzero"` // with a reason, which stands in the rating
	Step     int             `json:"step,omitzero"`      // of the consequence scale; 0 where ruled out or not rated
	Level    int             `json:"level,omitzero"`     // from 1, the best; 0 where there is none
	Label    string          `json:"label,omitzero"`     // of the level
	Score    decimal.Decimal `json:"score,omitzero"`     // exact; 0 where the criteria make none
}

// IsZero reports whether nothing was rated.
func (g Grade) IsZero() bool { return g.rater == nil }

// Complete reports whether the likelihood is rated, each category is rated or ruled out, one at
// least is rated, and the criteria give a level for each that is. Only a complete grade has a level.
func (g Grade) Complete() bool { return g.rater != nil && g.gaps == 0 }

// Level returns the overall level, from 1, the best. It is not known, and false, where the grade is not complete.
func (g Grade) Level() (level int, known bool) {
	if !g.Complete() {
		return 0, false
	}
	return int(g.level), true
}

// AtLeast returns the level that what is rated comes to, complete or not: the missing parts can
// only add to it. It is 0 where nothing is.
func (g Grade) AtLeast() int { return int(g.level) }

// Label returns the label of the overall level, "partly rated" for a grade that is not complete,
// and "not rated" where nothing gives a level.
func (g Grade) Label() string {
	switch {
	case g.Complete():
		return g.rater.label(int(g.level))
	case g.level == 0:
		return "not rated"
	}
	return "partly rated"
}

// Score returns the exact score of the category that gives the level; it is false where the
// criteria make no scores, or nothing is rated.
func (g Grade) Score() (score decimal.Decimal, made bool) {
	if g.level == 0 || !g.rater.HasScores() {
		return decimal.Decimal{}, false
	}
	return g.rater.levels.score(int(g.likelihood), int(g.steps[g.worst])), true
}

// Likelihood returns the step of likelihood, as rated or as made from threat and vulnerability, or 0.
func (g Grade) Likelihood() int { return int(g.likelihood) }

// Consequence returns the step of consequence in the category that gives the level, or 0.
func (g Grade) Consequence() int {
	if g.level == 0 {
		return 0
	}
	return int(g.steps[g.worst])
}

// Worst returns the category that gives the level: the one with the highest level, of several the
// one with the highest score, of those the first. It is empty where nothing is rated.
func (g Grade) Worst() Category {
	if g.level == 0 {
		return ""
	}
	return categories[g.worst]
}

// In returns the grade in one category.
func (g Grade) In(category Category) CategoryGrade {
	place := category.place()
	if place == noCategory {
		return CategoryGrade{Category: category}
	}
	return g.in(place)
}

func (g *Grade) in(place int) CategoryGrade {
	c := CategoryGrade{Category: categories[place]}
	switch step := int(g.steps[place]); {
	case step == ruledOut:
		c.RuledOut = true
	case step > 0:
		c.Step = step
		if g.likelihood > 0 {
			c.Level = g.levelIn(place)
			c.Label = g.rater.label(c.Level)
			c.Score = g.rater.levels.score(int(g.likelihood), step)
		}
	}
	return c
}

// levelIn returns the level in one category, or 0.
func (g *Grade) levelIn(place int) int {
	if g.likelihood == 0 || g.steps[place] <= 0 {
		return 0
	}
	return g.rater.levels.step(int(g.likelihood), int(g.steps[place]))
}

// MarshalJSON writes what the methods say: the level only where it is known.
func (g Grade) MarshalJSON() ([]byte, error) {
	out := struct {
		Level       int              `json:"level,omitzero"`
		Label       string           `json:"label"`
		Score       *decimal.Decimal `json:"score,omitempty"`
		Likelihood  int              `json:"likelihood,omitzero"`
		Consequence int              `json:"consequence,omitzero"`
		Worst       Category         `json:"worst,omitzero"`
		Gaps        string           `json:"gaps,omitzero"`
		Categories  []CategoryGrade  `json:"categories,omitempty"`
	}{Label: g.Label(), Likelihood: g.Likelihood(), Consequence: g.Consequence(), Worst: g.Worst()}
	out.Level, _ = g.Level()
	if score, made := g.Score(); made {
		out.Score = &score
	}
	if !g.Complete() {
		out.Gaps = g.Gaps()
	}
	for i := range categories {
		if g.steps[i] != 0 {
			out.Categories = append(out.Categories, g.in(i))
		}
	}
	return json.Marshal(out)
}

// Missing returns the categories that are neither rated nor ruled out, in the order of the standard.
func (g Grade) Missing() []Category {
	var missing []Category
	for i, category := range categories {
		if g.gaps&(1<<i) != 0 {
			missing = append(missing, category)
		}
	}
	return missing
}

// Gaps says in words what keeps the grade from being complete, or nothing.
func (g Grade) Gaps() string {
	const every = gaps(1<<len(categories) - 1)
	unlikely := g.gaps&noLikelihood != 0 || g.gaps&(noThreat|noVulnerability) == noThreat|noVulnerability
	if g.rater == nil || unlikely && g.gaps&every == every {
		return "nothing is rated"
	}
	var texts []string
	for _, part := range []struct {
		gap  gaps
		name string
	}{{noLikelihood, "likelihood"}, {noThreat, "threat"}, {noVulnerability, "vulnerability"}} {
		if g.gaps&part.gap != 0 {
			texts = append(texts, part.name+" is not rated")
		}
	}
	if missing := g.Missing(); len(missing) == len(categories) {
		texts = append(texts, "no category is rated or ruled out")
	} else if len(missing) > 0 {
		texts = append(texts, join(missing)+" neither rated nor ruled out")
	}
	if g.gaps&noConsequence != 0 {
		texts = append(texts, "every category is ruled out, so that no consequence is left")
	}
	if g.gaps&noLevel != 0 {
		texts = append(texts, g.unstated())
	}
	return strings.Join(texts, "; ")
}

// unstated names the pairs that were rated and have no level by the criteria.
func (g *Grade) unstated() string {
	criteria := &g.rater.criteria
	if g.likelihood == 0 { // threat and vulnerability are rated, and make none
		return "the criteria give no likelihood for this threat and vulnerability"
	}
	var pairs []string
	for i, step := range g.steps {
		if step > 0 && g.levelIn(i) == 0 {
			pairs = append(pairs, fmt.Sprintf("consequence %s (%s)", quote(criteria.Consequence.Label(int(step))), categories[i]))
		}
	}
	return fmt.Sprintf("the criteria give no level for likelihood %s with %s",
		quote(criteria.Likelihood.Label(int(g.likelihood))), strings.Join(pairs, ", "))
}

func join(list []Category) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = string(c)
	}
	return strings.Join(texts, ", ")
}
