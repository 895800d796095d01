package risk

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// CompleteFacts fills in what follows from facts that somebody made up to try tolerability
// rules on, as the rules are asked about them: a level from its label, or from likelihood and
// consequence; the label, score and worst category; all eight categories, those not named
// ruled out; and the grade that counts as the residual or the inherent one. Where inherent is
// given beside the fields of the first block, these are the residual grade.
//
// Facts that no rated risk has are refused, as [records.Faults]: none or an unknown level,
// steps off the scales, a level that is not what the criteria make of the steps.
func (r *Rater) CompleteFacts(f *Facts) error {
	var faults records.Faults
	current := f.current()
	c := completer{rater: r, faults: &faults}
	c.grade("", &current)
	c.grade("inherent", &f.Inherent)
	c.grade("residual", &f.Residual)
	if err := faults.Err(); err != nil {
		return err
	}
	switch {
	case f.Residual.Level == 0 && f.HasResidual:
		faults.Add("residual", "is missing: has_residual says that there is one")
	case f.Residual.Level > 0:
		f.HasResidual = true
		c.agree(&current, &f.Residual, "residual")
		current = f.Residual
	case current.Level == 0:
		current = f.Inherent
		f.Residual = current
	default:
		f.HasResidual = f.Inherent.Level > 0
		f.Residual = current
	}
	if current.Level == 0 && faults.Err() == nil {
		faults.Add("level", "is missing: give the level, 1 to %d, its level_label, or likelihood and consequence", len(r.criteria.Levels))
	}
	if f.Inherent.Level == 0 {
		f.Inherent = f.Residual
	}
	f.setCurrent(current)
	return faults.Err()
}

// current returns the fields of the first block as a grade.
func (f *Facts) current() GradeFacts {
	return GradeFacts{f.Level, f.LevelLabel, f.Likelihood, f.Consequence, f.Score, f.Worst, f.Categories}
}

func (f *Facts) setCurrent(g GradeFacts) {
	f.Level, f.LevelLabel, f.Likelihood, f.Consequence = g.Level, g.LevelLabel, g.Likelihood, g.Consequence
	f.Score, f.Worst, f.Categories = g.Score, g.Worst, g.Categories
}

type completer struct {
	rater  *Rater
	faults *records.Faults
	at     string // the grade that is completed; empty for the first block
}

func (c *completer) add(name, format string, args ...any) {
	if c.at != "" {
		name = c.at + "." + name
	}
	c.faults.Add(name, format, args...)
}

// grade completes one grade, if anything of it is given.
func (c *completer) grade(at string, g *GradeFacts) {
	c.at = at
	if !g.given() {
		return
	}
	r := c.rater
	c.within("likelihood", g.Likelihood, r.levels.rows)
	c.within("consequence", g.Consequence, r.levels.columns)
	c.within("level", g.Level, len(r.criteria.Levels))
	c.label(g)
	c.categories(g)
	if cell := r.Cell(g.Likelihood, g.Consequence); cell.Level > 0 {
		raised := cell.Level + 1
		if r.raise[cell.Level] == 0 {
			raised = cell.Level
		}
		switch {
		case g.Level == 0:
			g.Level = cell.Level
		case g.Level != cell.Level && g.Level != raised:
			c.add("level", "%d is not what likelihood %d and consequence %d come to: that is %d, %s", g.Level, g.Likelihood, g.Consequence, cell.Level, quote(cell.Label))
		}
		if g.Score.IsZero() {
			g.Score = cell.Score
		}
	}
	g.LevelLabel = r.label(g.Level)
}

// given reports whether anything of the grade was given.
func (g *GradeFacts) given() bool {
	return g.Level != 0 || g.LevelLabel != "" || g.Likelihood != 0 || g.Consequence != 0 || !g.Score.IsZero() || g.Worst != "" || len(g.Categories) > 0
}

func (c *completer) within(name string, n, most int) {
	if n < 0 || n > most {
		c.add(name, "%d is outside 1 to %d", n, most)
	}
}

func (c *completer) label(g *GradeFacts) {
	if g.LevelLabel == "" {
		return
	}
	switch level := c.rater.criteria.Level(g.LevelLabel); {
	case level == 0:
		labels := c.rater.criteria.levelLabels()
		c.add("level_label", "%s is no level of these criteria%s", quote(g.LevelLabel), records.DidYouMean(g.LevelLabel, labels))
	case g.Level == 0:
		g.Level = level
	case g.Level != level:
		c.add("level_label", "%s is level %d, and the level is given as %d", quote(g.LevelLabel), level, g.Level)
	}
}

// categories lists all eight in the order of the standard, and finds the worst.
func (c *completer) categories(g *GradeFacts) {
	all := make([]CategoryFacts, len(categories))
	for i, category := range categories {
		all[i] = CategoryFacts{Category: category, NotApplicable: "not part of the case"}
	}
	named := map[Category]bool{}
	for i, given := range g.Categories {
		at := fmt.Sprintf("categories[%d]", i)
		place := given.Category.place()
		switch {
		case place == noCategory:
			c.add(at+".category", "is missing: name one of the eight")
			continue
		case named[given.Category]:
			c.add(at+".category", "%s is given twice", given.Category)
		}
		named[given.Category] = true
		c.within(at+".step", given.Step, c.rater.levels.columns)
		if cell := c.rater.Cell(g.Likelihood, given.Step); cell.Level > 0 && given.Level == 0 {
			given.Level, given.LevelLabel, given.Score = cell.Level, cell.Label, cell.Score
		}
		all[place] = given
	}
	if g.Worst == "" {
		worst := 0
		for i := range all {
			if a, b := &all[i], &all[worst]; a.Level > b.Level || a.Level == b.Level && a.Step > b.Step {
				worst = i
			}
		}
		if all[worst].Step > 0 {
			g.Worst = all[worst].Category
		}
	}
	if place := g.Worst.place(); place != noCategory {
		switch {
		case g.Consequence == 0:
			g.Consequence = all[place].Step
		case !named[g.Worst]:
			cell := c.rater.Cell(g.Likelihood, g.Consequence)
			all[place] = CategoryFacts{Category: g.Worst, Step: g.Consequence, Level: cell.Level, LevelLabel: cell.Label, Score: cell.Score}
		case all[place].Step != g.Consequence:
			c.add("consequence", "%d is not the step of the worst category, %s, which is %d", g.Consequence, g.Worst, all[place].Step)
		}
	}
	g.Categories = all
}

// agree refuses the fields of the first block where they differ from the grade that counts.
func (c *completer) agree(current, counts *GradeFacts, name string) {
	if current.Level != 0 && current.Level != counts.Level {
		c.faults.Add("level", "%d is not that of the grade that counts, %s, which is %d: give one of the two", current.Level, name, counts.Level)
	}
}
