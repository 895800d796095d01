package risk

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/rules"
)

// looksAt reports whether the rules look at a fact the name of which begins so.
func (l *rulesLinter) looksAt(prefix string) bool {
	return slices.ContainsFunc(l.names, func(name string) bool { return strings.HasPrefix(name, prefix) })
}

// both reports whether the rules look at the ratings before and with controls, beside that which counts.
func (l *rulesLinter) both() bool {
	return l.looksAt("inherent.") || l.looksAt("residual.") || l.looksAt("has_residual")
}

// combinations counts the ratings that the rules have to be asked about.
func (l *rulesLinter) combinations() int {
	n := len(l.grades[0])
	if l.both() {
		n += len(l.grades[1]) * len(l.grades[2])
	}
	return n
}

// distinct returns every grade that the rules can be asked about and tell apart: each pair of steps
// with its level, and with the one that many categories raise it to, in each category that may
// give it. The prefixes are those of the names under which rules look at the grade.
func (l *rulesLinter) distinct(prefixes ...string) []GradeFacts {
	looks := func(name string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return slices.Contains(l.names, prefix+name) })
	}
	worst := categories[:1]
	if looks("worst") {
		worst = categories[:]
	}
	var all []GradeFacts
	seen := map[string]bool{}
	add := func(g GradeFacts) {
		var key strings.Builder
		for _, part := range []struct {
			name  string
			value any
		}{{"level", g.Level}, {"level_label", g.LevelLabel}, {"likelihood", g.Likelihood}, {"consequence", g.Consequence}, {"score", g.Score}, {"worst", g.Worst}} {
			if looks(part.name) {
				fmt.Fprintf(&key, "%v\x00", part.value)
			}
		}
		if !seen[key.String()] {
			seen[key.String()] = true
			all = append(all, g)
		}
	}
	r := l.rater
	for i := 1; i <= r.levels.rows; i++ {
		for j := 1; j <= r.levels.columns; j++ {
			cell := r.Cell(i, j)
			if cell.Level == 0 {
				continue
			}
			for _, category := range worst {
				g := GradeFacts{Level: cell.Level, LevelLabel: cell.Label, Likelihood: i, Consequence: j, Score: cell.Score, Worst: category}
				add(g)
				if r.raise[cell.Level] > 0 {
					g.Level, g.LevelLabel = cell.Level+1, r.label(cell.Level+1)
					add(g)
				}
			}
		}
	}
	return all
}

// domains says which facts of risks are possible: gradings by these criteria, and values that are
// listed or missing. Of the lists of categories there are examples.
func (l *rulesLinter) domains(withoutControls bool) []rules.Domain[Facts] {
	grade := []string{"level", "level_label", "likelihood", "consequence", "score", "worst"}
	names := append(slices.Clone(grade), "has_residual")
	for _, name := range grade {
		names = append(names, "inherent."+name, "residual."+name)
	}
	return []rules.Domain[Facts]{
		{Facts: names, Rows: l.ratings(withoutControls)},
		{Facts: append([]string{"categories", "inherent.categories", "residual.categories"}, names...), Rows: l.examples(), Examples: true},
		{Facts: []string{"condition"}, Rows: each(append([]string{""}, Condition("").Values()...), func(f *Facts, v string) { f.Condition = Condition(v) })},
		{Facts: []string{"decision"}, Rows: each(append([]string{""}, Decision("").Values()...), func(f *Facts, v string) { f.Decision = Decision(v) })},
	}
}

func each(values []string, set func(*Facts, string)) iter.Seq[*Facts] {
	return func(yield func(*Facts) bool) {
		for _, value := range values {
			f := new(Facts)
			if set(f, value); !yield(f) {
				return
			}
		}
	}
}

// ratings gives the facts of every rating: before controls only and, where the rules look at both, with them.
func (l *rulesLinter) ratings(withoutControls bool) iter.Seq[*Facts] {
	return func(yield func(*Facts) bool) {
		rated := func(inherent, residual, current *GradeFacts, has bool) bool {
			f := &Facts{Inherent: *inherent, Residual: *residual, HasResidual: has}
			f.Level, f.LevelLabel, f.Likelihood, f.Consequence = current.Level, current.LevelLabel, current.Likelihood, current.Consequence
			f.Score, f.Worst = current.Score, current.Worst
			return yield(f)
		}
		for i := range l.grades[0] { // a risk without controls has one grade under all names
			if g := &l.grades[0][i]; !rated(g, g, g, false) {
				return
			}
		}
		if withoutControls || !l.both() {
			return
		}
		for i := range l.grades[1] {
			for j := range l.grades[2] {
				if with := &l.grades[2][j]; !rated(&l.grades[1][i], with, with, true) {
					return
				}
			}
		}
	}
}

// examples are risks that are rated in one category, and in all of them, before controls and with
// them: for rules that look at the list of categories.
func (l *rulesLinter) examples() iter.Seq[*Facts] {
	return func(yield func(*Facts) bool) {
		r := l.rater
		for _, category := range append([]Category{""}, categories[:]...) {
			for i := 1; i <= r.levels.rows; i++ {
				for j := 1; j <= r.levels.columns; j++ {
					var sheet factSheet
					if rated, ok := l.example(category, i, j); ok {
						if sheet.fillAll(&rated); !yield(&sheet.facts) {
							return
						}
					}
				}
			}
		}
	}
}

// example is a risk that is rated in one category and ruled out in the others, or rated the same in all.
func (l *rulesLinter) example(category Category, likelihood, consequence int) (rated Rated, ok bool) {
	r := l.rater
	g := &rated.Inherent
	g.rater, g.likelihood = r, int16(likelihood)
	rating := &rated.Risk.Inherent
	for i, other := range categories {
		c := Consequence{Category: other, Step: consequence}
		g.steps[i] = int16(consequence)
		if category != "" && category != other {
			c.Step, c.NotApplicable = 0, "does not bear on it"
			g.steps[i] = ruledOut
		}
		rating.Consequences = append(rating.Consequences, c)
	}
	r.rollUp(g)
	return rated, g.Complete()
}

// worseRisks says what makes a risk worse: the grade that counts, everything else the same.
func worseRisks(withoutControls bool) []rules.Order {
	prefixes := []string{"", "residual."}
	if withoutControls {
		prefixes = append(prefixes, "inherent.")
	}
	var worse []rules.Order
	for _, prefix := range prefixes {
		for _, name := range []string{"level", "likelihood", "consequence", "score"} {
			worse = append(worse, rules.Order{Fact: prefix + name, Worse: rules.Higher})
		}
		worse = append(worse, rules.Order{Fact: prefix + "level_label", Worse: rules.Either}, rules.Order{Fact: prefix + "categories", Worse: rules.Either})
	}
	return worse
}

// generalAppetite returns the highest level of a risk as a whole that rules are ever asked about.
func (r *Rater) generalAppetite() int {
	highest, general := 0, false
	for i := range r.appetite {
		if a := &r.appetite[i]; a.measure == noCategory {
			highest = max(highest, a.highest)
			general = general || a.weight == 0
		}
	}
	if !general {
		return len(r.criteria.Levels)
	}
	return highest
}
