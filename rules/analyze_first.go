package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Analyze finds out what is true of a set for all facts that are possible: which rules never
// decide, which others hide them, what is left to the default, where a worse case has a better
// outcome. Facts that rules only compare with constants stand for all their values by one
// from each stretch between two constants; facts of few values, or of a [Domain], are tried one
// and all, together where rules compare them with each other. What rules ask of facts that
// cannot be listed (the parts of a text, the elements of a list, the time) may come out either
// way. So what is said of all facts is true of all of them, and each finding that shows for
// some comes with such facts, on which the set has been run. What neither can be said of all
// facts nor shown for some is among the open questions.
//
// The error says what is wrong with the environment, as [records.Faults].
func Analyze[Facts any, Outcome records.Enum](set *Set[Facts, Outcome], env Environment[Facts]) (Analysis[Facts], error) {
	outcomes := env.Outcomes
	if len(outcomes) == 0 {
		outcomes = Outcome("").Values()
	}
	a := &firstMatch{
		works: newWorks(reflect.TypeFor[Facts](), env.At, env.Limits), engine: set.runner.engine, definition: set.definition, outcomes: outcomes, worse: env.Worse,
		decide: func(s sighting) (int, error) {
			d, err := set.Decide(s.facts.Addr().Interface().(*Facts), s.clock())
			return d.Index, err
		},
	}
	if err := a.check(domainsOf(&env)); err != nil {
		return Analysis[Facts]{}, err
	}
	a.analyze(domainsOf(&env))
	return analysisOf[Facts](&a.result), nil
}

// FactNames returns the names of the facts that the rules look at, as rules write them, in the
// order in which they first do.
func (s *Set[Facts, Outcome]) FactNames() []string {
	d := newDigest()
	for _, x := range s.runner.engine.exprs {
		d.formula(s.runner.engine, x)
	}
	names := make([]string, len(d.facts))
	for i, fact := range d.facts {
		names[i] = fact.name
	}
	return names
}

// Reads returns the names of all facts that deciding may read, in the order in which the rules
// name them: those of [Set.FactNames], and those in parts of rules that change nothing. Where a
// struct is named as a whole, it stands here by its own name alone.
func (s *Set[Facts, Outcome]) Reads() []string {
	names := make([]string, len(s.runner.engine.slots))
	for i := range names {
		names[i] = s.runner.engine.slots[i].name
	}
	return names
}

// A result is an analysis without the type of its facts.
type result struct {
	limits   AnalysisLimits
	findings []discovery
	more     map[FindingKind]int
	open     []Open
	cells    int
}

// A discovery is a finding without the type of its facts.
type discovery struct {
	finding       Finding[struct{}]
	facts, milder *sighting
}

func (r *result) add(d discovery) {
	n := 0
	for i := range r.findings {
		if r.findings[i].finding.Kind == d.finding.Kind {
			n++
		}
	}
	if n >= r.limits.Findings {
		if r.more == nil {
			r.more = map[FindingKind]int{}
		}
		r.more[d.finding.Kind]++
		return
	}
	r.findings = append(r.findings, d)
}

func analysisOf[Facts any](r *result) Analysis[Facts] {
	kinds := FindingKind("").Values()
	slices.SortStableFunc(r.findings, func(a, b discovery) int {
		return slices.Index(kinds, string(a.finding.Kind)) - slices.Index(kinds, string(b.finding.Kind))
	})
	analysis := Analysis[Facts]{Open: r.open, More: r.more, Cells: r.cells}
	for _, d := range r.findings {
		f := d.finding
		made := Finding[Facts]{
			Kind: f.Kind, Rule: f.Rule, Index: f.Index, Path: f.Path, Line: f.Line, Column: f.Column, Text: f.Text,
			By: f.By, Message: f.Message, Cells: f.Cells, Reason: f.Reason, Shown: f.Shown, Against: f.Against, At: f.At,
		}
		if d.facts != nil {
			made.Facts = d.facts.facts.Addr().Interface().(*Facts)
		}
		if d.milder != nil {
			made.Milder = d.milder.facts.Addr().Interface().(*Facts)
		}
		analysis.Findings = append(analysis.Findings, made)
	}
	return analysis
}

// A firstMatch analyses a set in which the first rule that holds decides.
type firstMatch struct {
	*works
	result
	engine     *engine
	definition Definition
	outcomes   []string
	worse      []Order
	decide     func(sighting) (int, error) // the number of the rule that decides, or -1
	formulas   []*formula
	pairs      int // of rules that were held to each other
}

func (a *firstMatch) check(domains []domainText) error {
	var f records.Faults
	checkDomains(&f, a.engine.facts, domains)
	checkOrders(&f, a.engine.facts, a.worse)
	for i, outcome := range a.outcomes {
		if slices.Contains(a.outcomes[:i], outcome) {
			f.Add(fmt.Sprintf("outcomes[%d]", i), "%s stands twice: keep one", quote(outcome))
		}
	}
	if len(a.worse) > 0 {
		for _, then := range a.thens() {
			if !slices.Contains(a.outcomes, then) {
				f.Add("outcomes", "lack %s: list every outcome, the best first", quote(then))
			}
		}
	}
	return f.Err()
}

// thens lists the outcomes that the set has.
func (a *firstMatch) thens() []string {
	thens := []string{a.definition.Default}
	for _, rule := range a.definition.Rules {
		if !slices.Contains(thens, rule.Then) {
			thens = append(thens, rule.Then)
		}
	}
	return thens
}

// The owners of cells besides rules.
const (
	byDefault = -1
	byNone    = -2 // a rule that is asked cannot be worked out
)

func (a *firstMatch) analyze(domains []domainText) {
	a.result.limits = a.works.limits
	for _, x := range a.engine.exprs {
		a.formulas = append(a.formulas, a.digest.formula(a.engine, x))
	}
	a.settle(domains)
	fits := len(a.formulas)
	s, size := a.space(a.formulas...)
	for s == nil && fits > 0 {
		fits--
		s, _ = a.space(a.formulas[:fits]...)
	}
	if fits == len(a.formulas) {
		a.cells = s.size
	}
	owners := make([]int32, s.size)
	rest := s.all()
	for i := range fits {
		rest = a.rule(s, i, owners, rest)
	}
	for i := fits; i < len(a.formulas); i++ {
		a.alone(i, size)
	}
	if fits < len(a.formulas) {
		a.tooLarge(DefaultOnly, -1, size)
		if len(a.worse) > 0 {
			a.tooLarge(NotMonotone, -1, size)
		}
		return
	}
	rest.each(func(cell int) bool { owners[cell] = byDefault; return true })
	a.leftOver(s, rest)
	if len(a.worse) > 0 {
		(&monotony{firstMatch: a, space: s, owners: owners}).find()
	}
}

// name says which rule is meant.
func (a *firstMatch) name(index int) string {
	if index < 0 {
		return "the default"
	}
	return fmt.Sprintf("rule %d (%s)", index+1, quote(a.definition.Rules[index].Name))
}

// finding begins a finding about a rule, placed at a part of its condition.
func (a *firstMatch) finding(kind FindingKind, index int, at *formula) Finding[struct{}] {
	f := Finding[struct{}]{Kind: kind, Index: index, Path: "default"}
	if index < 0 {
		return f
	}
	x := a.engine.exprs[index]
	f.Rule, f.Path = x.rule, x.path
	if at != nil {
		f.Line, f.Column = position(x.source.text, x.source.tokens[at.node.lo].from)
		f.Text = x.source.between(at.node.lo, at.node.hi)
	}
	return f
}

func (a *firstMatch) question(kind FindingKind, index int, because string) Open {
	o := Open{Question: kind, Index: index, Because: because}
	if index >= 0 {
		o.Rule, o.Path = a.definition.Rules[index].Name, "rules["+strconv.Itoa(index)+"]"
	}
	return o
}

func (a *firstMatch) tooLarge(kind FindingKind, index int, size uint64) {
	o := a.question(kind, index, "more combinations of facts would have to be tried than the limit allows")
	o.Size, o.Limit = size, a.works.limits.Cells
	a.open = append(a.open, o)
}

// because says which parts of conditions the values of which cannot be listed stand in the way.
func (a *firstMatch) because(s *space) (why string, size uint64) {
	var texts []string
	for i := range s.dims {
		if d := &s.dims[i]; d.free != nil {
			texts = append(texts, d.free.text)
			size = max(size, d.free.size)
		}
	}
	const most = 5
	if len(texts) > most {
		texts = append(texts[:most], "…")
	}
	return "not all values can be listed that matter to " + strings.Join(texts, ", ") + ", and those that were tried do not show it", size
}

func (a *firstMatch) unproven(kind FindingKind, index int, s *space) {
	why, size := a.because(s)
	o := a.question(kind, index, why)
	if o.Size = size; size > 0 {
		o.Limit = a.works.limits.Rows
	}
	a.open = append(a.open, o)
}

// show adds what a witness shows to a finding.
func (a *firstMatch) show(f *Finding[struct{}], seen sighting) {
	f.Shown = a.shown(seen.facts, nil)
	f.At = a.instant(seen)
}

// instant is the time of a sighting, where some condition asks for the time.
func (w *works) instant(seen sighting) time.Time {
	for _, atom := range w.digest.atoms {
		if atom.clock {
			return seen.at
		}
	}
	return time.Time{}
}
