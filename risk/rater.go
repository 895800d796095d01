package risk

import (
	"fmt"
	"slices"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A Rater rates risks and decides on them by criteria. It is made once, by [Criteria.Compile];
// rating a risk is then a few look-ups. It does not change, and is safe for concurrent use.
type Rater struct {
	criteria Criteria // a copy
	levels   table    // of likelihood and consequence
	made     *table   // likelihood of threat and vulnerability; nil where it is rated directly
	raise    []int    // per level from 1, how many categories at it raise the risk to the next; 0 is never
	appetite []appetite
	rules    *rules.Set[Facts, Tolerability] // nil where there are none
	needs    needs                           // of the rules
	paths    []string                        // of the rules, as a ruling cites them
	sheets   sync.Pool                       // of *factSheet, the memory of decisions
}

// Compile makes the criteria ready for use, or reports every fault of them, those of the rules
// among them, as [records.Faults]. Later changes to the criteria do not reach the rater.
func (c Criteria) Compile() (*Rater, error) {
	var f records.Faults
	sound := c.validateParts(&f)
	r := &Rater{criteria: c.clone()}
	if sound {
		levels := part{name: "level", labels: c.levelLabels()}
		likelihood := partOf("likelihood", c.Likelihood)
		r.levels = *c.Combination.compile(&f, "combination", likelihood, partOf("consequence", c.Consequence), levels)
		if c.fromThreat() {
			r.made = c.LikelihoodFrom.compile(&f, "likelihood_from", partOf("threat", c.Threat), partOf("vulnerability", c.Vulnerability), likelihood)
		}
		r.compileRollUp(&f, levels)
		r.appetite = r.criteria.compileAppetite(&f, levels)
	}
	r.compileRules(&f, sound)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// clone copies the criteria with what the rater reads of them.
func (c Criteria) clone() Criteria {
	for _, scale := range []*Scale{&c.Likelihood, &c.Threat, &c.Vulnerability, &c.Consequence} {
		scale.Steps = slices.Clone(scale.Steps)
	}
	for _, combination := range []*Combination{&c.Combination, &c.LikelihoodFrom} {
		combination.Bands = slices.Clone(combination.Bands)
		combination.Cells = slices.Clone(combination.Cells)
		for i := range combination.Cells {
			combination.Cells[i] = slices.Clone(combination.Cells[i])
		}
	}
	c.Levels = slices.Clone(c.Levels)
	c.RollUp.Raise = slices.Clone(c.RollUp.Raise)
	c.Appetite = slices.Clone(c.Appetite)
	c.Tolerability = cloneRules(c.Tolerability)
	return c
}

func (r *Rater) compileRollUp(f *records.Faults, levels part) {
	r.raise = make([]int, len(levels.labels)+1)
	for i, raise := range r.criteria.RollUp.Raise {
		at := fmt.Sprintf("roll_up.raise[%d]", i)
		level := levels.named(f, at+".level", raise.Level)
		switch {
		case level == len(levels.labels):
			f.Add(at+".level", "%s is the worst level: there is none to raise it to", quote(raise.Level))
		case level > 0 && r.raise[level] > 0:
			f.Add(at+".level", "%s is raised twice: keep one", quote(raise.Level))
		}
		if raise.Categories < 2 || raise.Categories > len(categories) {
			f.Add(at+".categories", "%d is outside 2 to %d", raise.Categories, len(categories))
			continue
		}
		r.raise[level] = raise.Categories
	}
	r.raise[0] = 0
}

// Criteria returns what the rater was made of. The slices in it are the rater's own: do not change them.
func (r *Rater) Criteria() Criteria { return r.criteria }

// A Cell is what the criteria make of one likelihood and one consequence.
type Cell struct {
	Likelihood, Consequence int             // steps, from 1
	Level                   int             // from 1, the best; 0 where the criteria give none
	Label                   string          // of the level; empty where there is none
	Score                   decimal.Decimal // exact; 0 where the criteria make none
}

// Cell returns what the criteria make of a likelihood and a consequence. Off the scales it has no level.
func (r *Rater) Cell(likelihood, consequence int) Cell {
	cell := Cell{Likelihood: likelihood, Consequence: consequence}
	if likelihood < 1 || likelihood > r.levels.rows || consequence < 1 || consequence > r.levels.columns {
		return cell
	}
	cell.Level = r.levels.step(likelihood, consequence)
	cell.Label = r.label(cell.Level)
	cell.Score = r.levels.score(likelihood, consequence)
	return cell
}

// HasScores reports whether the criteria make scores, or only levels.
func (r *Rater) HasScores() bool { return r.levels.scores != nil }

// label returns the label of a level, or nothing for 0.
func (r *Rater) label(level int) string {
	if level < 1 || level > len(r.criteria.Levels) {
		return ""
	}
	return r.criteria.Levels[level-1].Label
}

// fromThreat reports whether likelihood is made from threat and vulnerability.
func (r *Rater) fromThreat() bool { return r.made != nil }
