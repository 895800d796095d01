package risk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/rules"
)

// maxTries bounds the combinations of ratings that Lint asks the rules about.
const maxTries = 100_000

// A rulesLinter finds what is unwise in the tolerability rules. The appetite goes before them as a
// rule of its own, since it decides before them.
type rulesLinter struct {
	*linter
	rater    *Rater
	set      *rules.Set[Facts, Tolerability]
	appetite int             // rules in the set that are the appetite's: none, or one
	names    []string        // of the facts that the rules look at
	grades   [3][]GradeFacts // that the rules can tell apart: under all names, before controls, with them
}

// rules finds the rules that decide nothing whatever the risk, those that cannot be worked out
// for some risk, and those that tolerate a worse risk than one that is not tolerated.
func (l *linter) rules(r *Rater) {
	if r.rules == nil {
		return
	}
	rl := &rulesLinter{linter: l, rater: r}
	d := r.criteria.Tolerability
	if limit := r.generalAppetite(); limit < len(r.criteria.Levels) {
		appetite := rules.Rule{Name: rl.appetiteName(), When: fmt.Sprintf("level > %d", limit), Then: string(Intolerable)}
		d.Rules = append([]rules.Rule{appetite}, d.Rules...)
		rl.appetite = 1
	}
	set, err := rules.Compile[Facts, Tolerability](d, rules.Limits{})
	if err != nil { // the rules compile, so that it is the appetite which is one rule too many
		l.notEnumerated("tolerability.rules", "are as many as there may be: whether each of them ever decides was not found out")
		return
	}
	rl.set, rl.names = set, set.FactNames()
	rl.grades = [3][]GradeFacts{rl.distinct("", "inherent.", "residual."), rl.distinct("inherent."), rl.distinct("", "residual.")}
	if n := rl.combinations(); n > maxTries {
		l.notEnumerated("tolerability.rules", fmt.Sprintf("would have to be tried on %d combinations of ratings: whether each of them ever decides was not found out", n))
		return
	}
	rl.lint()
}

// appetiteName is the name of the rule that stands for the appetite, which no other has.
func (l *rulesLinter) appetiteName() string {
	name := "the appetite"
	for slices.ContainsFunc(l.rater.criteria.Tolerability.Rules, func(rule rules.Rule) bool { return rule.Name == name }) {
		name += "'"
	}
	return name
}

func (l *rulesLinter) lint() {
	env := rules.Environment[Facts]{Domains: l.domains(false), Worse: worseRisks(false), Limits: rules.AnalysisLimits{Rows: maxTries, Findings: maxFlaws}}
	analysis, err := rules.Analyze(l.set, env)
	if err != nil {
		l.notEnumerated("tolerability", err.Error())
		return
	}
	seen := map[int]bool{}
	for _, f := range analysis.Findings {
		seen[f.Index] = seen[f.Index] || f.Kind == rules.NotMonotone
		l.finding(&f)
	}
	if l.looksAt("inherent.") {
		// Where a risk is not rated with its controls, that it is worse before them is all there is
		// to say. Where it is, a worse rating before controls speaks for the controls.
		env.Domains, env.Worse = l.domains(true), worseRisks(true)
		if analysis, err := rules.Analyze(l.set, env); err == nil {
			for _, f := range analysis.Findings {
				if f.Kind == rules.NotMonotone && !seen[f.Index] {
					l.finding(&f)
				}
			}
		}
	}
	for _, name := range rules.FindingKind("").Values() {
		kind := rules.FindingKind(name)
		if more := analysis.More[kind]; more > 0 && kind.Fault() {
			l.add(flawKind(kind), "tolerability.rules", nil, "has %d more of these", more)
		}
	}
	for _, open := range analysis.Open {
		l.open(open)
	}
}

func flawKind(kind rules.FindingKind) FlawKind {
	switch kind {
	case rules.NotMonotone:
		return NotMonotone
	case rules.Unworkable:
		return Unworkable
	}
	return NeverMatches
}

// path is that of a rule in the criteria.
func (l *rulesLinter) path(index int) string {
	if index -= l.appetite; index < 0 {
		return "tolerability.default"
	}
	return l.rater.paths[index]
}

// name says which rule is meant.
func (l *rulesLinter) name(index int) string {
	switch {
	case index < 0:
		return "the default"
	case index < l.appetite:
		return "the appetite"
	}
	return "the rule " + quote(l.rater.criteria.Tolerability.Rules[index-l.appetite].Name)
}

func (l *rulesLinter) finding(f *rules.Finding[Facts]) {
	if f.Index >= 0 && f.Index < l.appetite && f.Kind != rules.NotMonotone {
		return // that an appetite keeps no risk out is no fault of the rules
	}
	switch f.Kind {
	case rules.NeverHolds:
		l.add(NeverMatches, l.path(f.Index)+".when", nil, "never holds: no rating makes %s true", shorten(f.Text))
	case rules.NeverDecides:
		before := make([]string, len(f.By))
		for i, index := range f.By {
			before[i] = l.name(index)
		}
		slices.Sort(before)
		l.add(NeverMatches, l.path(f.Index), nil, "never decides: wherever it holds, %s decides before it", strings.Join(before, " or "))
	case rules.Unworkable:
		l.add(Unworkable, l.path(f.Index)+".when", []Cell{l.cell(f.Facts)}, "cannot be worked out for a risk with %s, about which nothing is decided: %s: %s", f.Shown, shorten(f.Text), f.Reason)
	case rules.NotMonotone:
		l.add(NotMonotone, l.path(f.Index), []Cell{l.cell(f.Milder), l.cell(f.Facts)}, "tolerates a risk with %s, but %s does not tolerate one with %s, which is milder", f.Shown, l.name(f.By[0]), f.Against)
	}
}

// cell is the pair of steps that facts speak of, with the level that the risk has.
func (l *rulesLinter) cell(f *Facts) Cell {
	cell := l.rater.Cell(f.Likelihood, f.Consequence)
	cell.Likelihood, cell.Consequence = f.Likelihood, f.Consequence
	if f.Level > 0 {
		cell.Level, cell.Label = f.Level, l.rater.label(f.Level)
	}
	return cell
}

// open reports what could not be found out.
func (l *rulesLinter) open(open rules.Open) {
	switch {
	case open.Question == rules.NotMonotone:
		l.notEnumerated("tolerability.rules", strings.Replace(open.Because, "cases were compared", "were compared for worse and milder risks", 1))
	case open.Question != rules.NeverDecides || open.Index < l.appetite:
	default:
		l.notEnumerated(l.path(open.Index), open.Because+": whether it ever decides was not found out")
	}
}

func (l *linter) notEnumerated(path, why string) { l.add(NotEnumerated, path, nil, "%s", why) }
