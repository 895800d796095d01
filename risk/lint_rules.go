package risk

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// maxTries bounds the questions that Lint asks the rules: combinations of facts times rules.
const maxTries = 1_000_000

// A domain holds the facts that have few values: they can all be tried. What else a rule looks at
// (sites, owners, dates, the list of categories) cannot. The names are those of Facts.
type domain struct {
	gradeDomain
	Worst       Category    `json:"worst"`
	Condition   Condition   `json:"condition"`
	Decision    Decision    `json:"decision"`
	Treated     bool        `json:"treated"`
	Inherent    gradeDomain `json:"inherent"`
	Residual    gradeDomain `json:"residual"`
	HasResidual bool        `json:"has_residual"`
}

type gradeDomain struct {
	Level       int             `json:"level"`
	LevelLabel  string          `json:"level_label"`
	Likelihood  int             `json:"likelihood"`
	Consequence int             `json:"consequence"`
	Score       decimal.Decimal `json:"score"`
}

// Domains in which one part has a type that no rule can use it by: a rule that does not compile
// for such a domain looks at that part.
type (
	withoutWorst struct {
		domain
		Worst struct{} `json:"worst"`
	}
	withoutCondition struct {
		domain
		Condition struct{} `json:"condition"`
	}
	withoutDecision struct {
		domain
		Decision struct{} `json:"decision"`
	}
	withoutTreated struct {
		domain
		Treated struct{} `json:"treated"`
	}
	withoutBoth struct {
		domain
		Inherent    struct{} `json:"inherent"`
		Residual    struct{} `json:"residual"`
		HasResidual struct{} `json:"has_residual"`
	}
)

// parts says which parts of a domain rules look at, beside the grade that counts.
type parts struct{ worst, condition, decision, treated, both bool }

func (p *parts) look(rule rules.Rule) {
	p.worst = p.worst || !compiles[withoutWorst](rule)
	p.condition = p.condition || !compiles[withoutCondition](rule)
	p.decision = p.decision || !compiles[withoutDecision](rule)
	p.treated = p.treated || !compiles[withoutTreated](rule)
	p.both = p.both || !compiles[withoutBoth](rule)
}

func compiles[F any](rule rules.Rule) bool {
	_, err := rules.CompileAll[F, Tolerability]([]rules.Rule{rule}, rules.Limits{})
	return err == nil
}

// A triedRule is a rule of which each combination of facts was tried.
type triedRule struct {
	rules.Rule
	index int
	set   *rules.All[domain, Tolerability]
	ever  bool            // its condition holds for some facts
	first bool            // and it decides for some
	other map[string]bool // what decides before it where it holds
	doubt bool            // it could not be worked out for some facts
}

// rules finds the rules that decide nothing, whatever the risk.
func (l *linter) rules(r *Rater) {
	if r.rules == nil {
		return
	}
	var used parts
	var tried []*triedRule
	for i, rule := range r.criteria.Tolerability.Rules {
		set, err := rules.CompileAll[domain, Tolerability]([]rules.Rule{rule}, rules.Limits{})
		if err != nil {
			l.notEnumerated(i, fmt.Sprintf("looks at %s, which has more values than can be tried", beyondDomain(err)))
			continue
		}
		used.look(rule)
		tried = append(tried, &triedRule{Rule: rule, index: i, set: set, other: map[string]bool{}})
	}
	grades := r.grades()
	if n := combinations(len(grades), &used); n*len(tried) > maxTries {
		for _, rule := range tried {
			l.notEnumerated(rule.index, fmt.Sprintf("would have to be tried on %d combinations of facts", n))
		}
		return
	}
	clock := new(askedClock)
	limit := r.generalAppetite()
	for facts := range all(grades, &used) {
		decided := ""
		if facts.Level > limit {
			decided = "the appetite"
		}
		for _, rule := range tried {
			clock.asked = false
			matches, err := rule.set.Matches(facts, clock)
			doubt := err != nil || clock.asked
			rule.doubt = rule.doubt || doubt
			switch {
			case len(matches) == 0:
				continue
			case decided != "":
				rule.other[decided] = true
			default:
				rule.first = true
				if !doubt { // else it may hold at this time only, and hides nothing for sure
					decided = "the rule " + quote(rule.Name)
				}
			}
			rule.ever = true
		}
	}
	for _, rule := range tried {
		l.tried(rule)
	}
}

func (l *linter) tried(rule *triedRule) {
	at := fmt.Sprintf("tolerability.rules[%d]", rule.index)
	switch {
	case rule.doubt:
		l.notEnumerated(rule.index, "depends on the time, or cannot be worked out for every risk")
	case !rule.ever:
		l.add(NeverMatches, at+".when", nil, "never holds: no rating makes it true")
	case !rule.first:
		before := make([]string, 0, len(rule.other))
		for name := range rule.other {
			before = append(before, name)
		}
		slices.Sort(before)
		l.add(NeverMatches, at, nil, "never decides: wherever it holds, %s decides before it", strings.Join(before, " or "))
	}
}

func (l *linter) notEnumerated(rule int, why string) {
	l.add(NotEnumerated, fmt.Sprintf("tolerability.rules[%d]", rule), nil, "%s: whether it ever decides was not found out", why)
}

// beyondDomain names what a rule looks at outside the domain.
func beyondDomain(err error) string {
	var names []string
	for _, source := range rules.SourceErrors(err) {
		text := source.Text[source.Offset:]
		end := strings.IndexFunc(text, func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') })
		if end < 0 {
			end = len(text)
		}
		if name := text[:end]; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "something"
	}
	return strings.Join(names, ", ")
}

// grades returns every grade that the rules can be asked about: each pair of steps with its level,
// and with the one that many categories raise it to.
func (r *Rater) grades() []gradeDomain {
	var all []gradeDomain
	for i := 1; i <= r.levels.rows; i++ {
		for j := 1; j <= r.levels.columns; j++ {
			cell := r.Cell(i, j)
			if cell.Level == 0 {
				continue
			}
			g := gradeDomain{Level: cell.Level, LevelLabel: cell.Label, Likelihood: i, Consequence: j, Score: cell.Score}
			all = append(all, g)
			if r.raise[cell.Level] > 0 {
				g.Level, g.LevelLabel = cell.Level+1, r.label(cell.Level+1)
				all = append(all, g)
			}
		}
	}
	return all
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

func combinations(grades int, p *parts) int {
	n := grades
	if p.both {
		n += grades * grades
	}
	for _, part := range []struct {
		used   bool
		values int
	}{{p.worst, len(categories)}, {p.condition, 1 + len(Condition("").Values())}, {p.decision, 1 + len(Decision("").Values())}, {p.treated, 2}} {
		if part.used {
			n *= part.values
		}
	}
	return n
}

// all gives each combination of the parts that are used; the others keep one value.
func all(grades []gradeDomain, p *parts) iter.Seq[*domain] {
	return func(yield func(*domain) bool) {
		var d domain
		for worst := range choices(p.worst, Category("").Values()) {
			for condition := range choices(p.condition, append(Condition("").Values(), "")) {
				for decision := range choices(p.decision, append(Decision("").Values(), "")) {
					for treated := range choices(p.treated, []string{"yes", ""}) {
						d.Worst, d.Condition, d.Decision, d.Treated = Category(worst), Condition(condition), Decision(decision), treated != ""
						if !d.eachGrade(grades, p.both, yield) {
							return
						}
					}
				}
			}
		}
	}
}

func choices(used bool, values []string) iter.Seq[string] {
	if !used {
		values = values[:1]
	}
	return slices.Values(values)
}

// eachGrade gives the domain with each grade: without a residual one and, if both are looked at, with it.
func (d *domain) eachGrade(grades []gradeDomain, both bool, yield func(*domain) bool) bool {
	for _, inherent := range grades {
		d.gradeDomain, d.Inherent, d.Residual, d.HasResidual = inherent, inherent, inherent, false
		if !yield(d) {
			return false
		}
		if !both {
			continue
		}
		d.HasResidual = true
		for _, residual := range grades {
			d.gradeDomain, d.Residual = residual, residual
			if !yield(d) {
				return false
			}
		}
	}
	return true
}

// An askedClock notes that a rule asked for the time: what it answers is then one of many answers.
type askedClock struct{ asked bool }

func (c *askedClock) Happened(records.Date) bool               { c.asked = true; return false }
func (c *askedClock) Over(records.Date) bool                   { c.asked = true; return false }
func (c *askedClock) Within(records.Date, records.Period) bool { c.asked = true; return false }
