package risk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Flaw is something in criteria that is consistent, and unwise: where people who follow them
// would be led astray.
type Flaw struct {
	Kind    FlawKind
	Path    string // the part of the criteria that is meant, such as combination.cells[1][4]
	Message string // what is wrong, and what would be right

	// Cells are the pairs that show it, where pairs do: of what is not monotone the one that is
	// better rated and worse placed last. Where LikelihoodFrom is meant, Likelihood is the step of
	// threat and Consequence that of vulnerability.
	Cells []Cell
}

func (f Flaw) String() string { return f.Path + " " + f.Message }

// A FlawKind says what is wrong.
type FlawKind string

// The kinds of flaw, in the order in which they are reported.
const (
	NotMonotone   FlawKind = "not monotone"         // a worse pair has a better level, or a worse risk is tolerated and a milder one not
	Gap           FlawKind = "gap"                  // a pair, a score or a measured number has no label
	Overlap       FlawKind = "overlap"              // a score lies in several bands
	Unreached     FlawKind = "never reached"        // no rating comes to a level
	WorstByBest   FlawKind = "worst by best"        // one step leads from the best level to the worst
	NeverMatches  FlawKind = "never matches"        // no risk is decided by a rule
	Unworkable    FlawKind = "cannot be worked out" // a rule has no answer for some risk
	NotEnumerated FlawKind = "not enumerated"       // what rules come to could not be tried out
)

// Values lists the kinds there are.
func (FlawKind) Values() []string {
	return []string{string(NotMonotone), string(Gap), string(Overlap), string(Unreached), string(WorstByBest), string(NeverMatches), string(Unworkable), string(NotEnumerated)}
}

// maxFlaws bounds how many flaws of one kind and part are listed; the rest is counted.
const maxFlaws = 20

// Lint returns what is unwise in the criteria, in the order of the kinds and of the criteria. Ratings are tried out
// one and all: each pair of steps, and for the rules each grade that their conditions can tell apart.
func (r *Rater) Lint() []Flaw {
	var l linter
	c := &r.criteria
	levels := &lintedTable{
		table: &r.levels, combination: &c.Combination, path: "combination",
		row: partOf("likelihood", c.Likelihood), column: partOf("consequence", c.Consequence), labels: c.levelLabels(), gives: "level",
	}
	tables := []*lintedTable{levels}
	if r.fromThreat() {
		made := &lintedTable{
			table: r.made, combination: &c.LikelihoodFrom, path: "likelihood_from",
			row: partOf("threat", c.Threat), column: partOf("vulnerability", c.Vulnerability), labels: c.Likelihood.labels(), gives: "likelihood",
		}
		tables = append(tables, made)
		l.unreached(made, "likelihood.steps", nil)
	}
	for _, t := range tables {
		l.monotone(t)
		l.gaps(t)
		l.bands(t)
	}
	for _, scale := range []struct {
		path  string
		scale *Scale
	}{{"likelihood", &c.Likelihood}, {"threat", &c.Threat}, {"vulnerability", &c.Vulnerability}, {"consequence", &c.Consequence}} {
		l.measures(scale.path, scale.scale)
	}
	l.unreached(levels, "levels", r.raise)
	l.worstByBest(levels)
	l.rules(r)
	slices.SortStableFunc(l.flaws, func(a, b Flaw) int {
		kinds := FlawKind("").Values()
		return slices.Index(kinds, string(a.Kind)) - slices.Index(kinds, string(b.Kind))
	})
	return l.flaws
}

// A lintedTable is a table with what is needed to speak of it.
type lintedTable struct {
	*table
	combination *Combination
	path        string
	row, column part
	labels      []string // that it gives
	gives       string
}

func (t *lintedTable) cell(row, column int) Cell {
	cell := Cell{Likelihood: row, Consequence: column, Level: t.step(row, column), Score: t.score(row, column)}
	if cell.Level > 0 {
		cell.Label = t.labels[cell.Level-1]
	}
	return cell
}

// name says which pair is meant.
func (t *lintedTable) name(c Cell) string {
	return fmt.Sprintf("%s %s with %s %s", t.row.name, quote(t.row.labels[c.Likelihood-1]), t.column.name, quote(t.column.labels[c.Consequence-1]))
}

// place is the path of a pair: of its cell, where there are cells.
func (t *lintedTable) place(c Cell) string {
	if t.combination.By == ByMatrix {
		return fmt.Sprintf("%s.cells[%d][%d]", t.path, c.Likelihood-1, c.Consequence-1)
	}
	return t.path + ".bands"
}

type linter struct {
	flaws []Flaw
}

func (l *linter) add(kind FlawKind, path string, cells []Cell, format string, args ...any) {
	l.flaws = append(l.flaws, Flaw{Kind: kind, Path: path, Message: fmt.Sprintf(format, args...), Cells: cells})
}

// rest counts the flaws that are not listed.
func (l *linter) rest(kind FlawKind, path string, found int) {
	if found > maxFlaws {
		l.add(kind, path, nil, "has %d more of these", found-maxFlaws)
	}
}

// monotone finds each pair that has a better label than one that is nowhere worse placed.
func (l *linter) monotone(t *lintedTable) {
	found := 0
	worst := make([]Cell, t.columns+1) // per column, the worst pair above and to the left of here
	for i := 1; i <= t.rows; i++ {
		for j := 1; j <= t.columns; j++ {
			cell := t.cell(i, j)
			before := worst[j]
			if j > 1 && worst[j-1].Level > before.Level {
				before = worst[j-1]
			}
			if cell.Level > 0 && cell.Level < before.Level {
				if found++; found <= maxFlaws {
					l.add(NotMonotone, t.place(cell), []Cell{before, cell}, "gives %s for %s, but %s already for %s: what is worse on both scales has to be rated at least as bad",
						quote(cell.Label), t.name(cell), quote(before.Label), t.name(before))
				}
			}
			worst[j] = before
			if cell.Level > before.Level {
				worst[j] = cell
			}
		}
	}
	l.rest(NotMonotone, t.path, found)
}

// gaps finds the pairs that have no label.
func (l *linter) gaps(t *lintedTable) {
	found := 0
	for i := 1; i <= t.rows; i++ {
		for j := 1; j <= t.columns; j++ {
			cell := t.cell(i, j)
			if cell.Level > 0 {
				continue
			}
			if found++; found > maxFlaws {
				continue
			}
			what := t.name(cell)
			if t.combination.By != ByMatrix {
				what = fmt.Sprintf("the score %s, of %s", cell.Score, what)
			}
			l.add(Gap, t.place(cell), []Cell{cell}, "gives no %s for %s: what falls there is never tolerable", t.gives, what)
		}
	}
	l.rest(Gap, t.path, found)
}

// bands finds the pairs of bands that overlap, with a score that lies in both where there is one.
func (l *linter) bands(t *lintedTable) {
	found := 0
	for j, band := range t.combination.Bands {
		for i, other := range t.combination.Bands[:j] {
			if band.Scores.before(other.Scores) || other.Scores.before(band.Scores) {
				continue
			}
			if found++; found > maxFlaws {
				continue
			}
			var cells []Cell
			example := "no rating has a score in both"
			for at, score := range t.scores {
				if band.Scores.Contains(score) && other.Scores.Contains(score) {
					cells = []Cell{t.cell(at/t.columns+1, at%t.columns+1)}
					example = fmt.Sprintf("the score %s, of %s, lies in both, and the worse counts", score, t.name(cells[0]))
					break
				}
			}
			l.add(Overlap, fmt.Sprintf("%s.bands[%d].scores", t.path, j), cells, "%s (%s) overlaps bands[%d], %s (%s): %s",
				band.Scores, quote(band.Label), i, other.Scores, quote(other.Label), example)
		}
	}
	l.rest(Overlap, t.path+".bands", found)
}

// measures finds steps with ranges beside steps without, and numbers between two ranges.
func (l *linter) measures(path string, s *Scale) {
	last := -1
	var without []string
	for i := range s.Steps {
		step := &s.Steps[i]
		if step.Range.IsZero() {
			without = append(without, quote(step.Label))
			continue
		}
		if last >= 0 && !s.Steps[last].Range.touches(step.Range) {
			l.add(Gap, fmt.Sprintf("%s.steps[%d].range", path, i), nil, "%s leaves out numbers above %s, the range of %s: what is measured there has no step",
				step.Range, s.Steps[last].Range, quote(s.Steps[last].Label))
		}
		last = i
	}
	if last >= 0 && len(without) > 0 {
		l.add(Gap, path+".steps", nil, "give a range to some steps, and none to %s: no measured number leads there", strings.Join(without, ", "))
	}
}

// unreached finds labels that no pair comes to, nor is raised to.
func (l *linter) unreached(t *lintedTable, path string, raise []int) {
	reached := make([]bool, len(t.labels)+2)
	for _, step := range t.steps {
		reached[step] = true
	}
	for level := 1; level < len(raise); level++ { // upwards; what is raised is not raised again
		if raise[level] > 0 && slices.Contains(t.steps, int16(level)) {
			reached[level+1] = true
		}
	}
	for i, label := range t.labels {
		if !reached[i+1] {
			l.add(Unreached, path+"["+strconv.Itoa(i)+"]", nil, "%s is never reached: no rating comes to it", quote(label))
		}
	}
}

// worstByBest finds the pairs of neighbours of which one has the best level and one the worst.
func (l *linter) worstByBest(t *lintedTable) {
	best, worst := 1, len(t.labels)
	if best == worst {
		return
	}
	found := 0
	for i := 1; i <= t.rows; i++ {
		for j := 1; j <= t.columns; j++ {
			for _, next := range [][2]int{{i, j + 1}, {i + 1, j}} {
				if next[0] > t.rows || next[1] > t.columns {
					continue
				}
				a, b := t.cell(i, j), t.cell(next[0], next[1])
				if min(a.Level, b.Level) != best || max(a.Level, b.Level) != worst {
					continue
				}
				if a.Level > b.Level {
					a, b = b, a
				}
				if found++; found <= maxFlaws {
					l.add(WorstByBest, t.place(b), []Cell{a, b}, "goes from %s, the best level, to %s, the worst, in one step: from %s to %s",
						quote(a.Label), quote(b.Label), t.name(a), t.name(b))
				}
			}
		}
	}
	l.rest(WorstByBest, t.path, found)
}
