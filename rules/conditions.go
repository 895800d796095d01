package rules

import (
	"errors"
	"reflect"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// All is a compiled set of rules that are all asked, each for itself: those that hold are
// what is found. It is never changed and is safe for concurrent use.
type All[Facts any, Outcome ~string] struct {
	definition []Rule
	runner     *runner
}

// A Match is a rule that holds.
type Match[Outcome ~string] struct {
	Outcome Outcome `json:"outcome,omitzero"`
	Rule    string  `json:"rule"`  // the name of the rule
	Index   int     `json:"index"` // of the rule in the set, from 0
}

// CompileAll checks the rules and compiles them for facts of that type. Errors are as those
// of [Compile]. Where the type of the outcomes lists its values, each rule has to have one of
// them; where it does not, as with string, an outcome may be anything.
func CompileAll[Facts any, Outcome ~string](rules []Rule, limits Limits) (*All[Facts, Outcome], error) {
	e, err := newEngine(reflect.TypeFor[Facts](), limits)
	if err != nil {
		return nil, err
	}
	var found findings
	compileRules[Outcome](e, Definition{Rules: rules}, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	r, err := e.each()
	if err != nil {
		return nil, err
	}
	return &All[Facts, Outcome]{definition: slices.Clone(rules), runner: r}, nil
}

// Rules returns what the set was compiled from.
func (a *All[Facts, Outcome]) Rules() []Rule { return slices.Clone(a.definition) }

// Matches asks every rule and returns those that hold, in their order. A rule that cannot be
// worked out hides no other: the matches are complete but for it, and the error holds a
// [RunError] for each such rule.
func (a *All[Facts, Outcome]) Matches(facts *Facts, at records.Clock) ([]Match[Outcome], error) {
	var matches []Match[Outcome]
	var failed []error
	if facts == nil || at == nil {
		return nil, missing(facts == nil)
	}
	q := asking{r: a.runner, facts: facts, clock: at}
	q.begin(spotOf(facts))
	defer q.end()
	for i := range a.definition {
		holds, err := q.holds(i)
		switch rule := &a.definition[i]; {
		case err != nil:
			failed = append(failed, err)
		case holds:
			matches = append(matches, Match[Outcome]{Outcome: Outcome(rule.Then), Rule: rule.Name, Index: i})
		}
	}
	return matches, errors.Join(failed...)
}

// Explain says of every rule how it came out. The error is that of [All.Matches].
func (a *All[Facts, Outcome]) Explain(facts *Facts, at records.Clock) ([]Reason, error) {
	var reasons []Reason
	var failed []error
	err := question(a.runner, facts, at, func(m *machine, i int) {
		reason, err := a.runner.engine.exprs[i].reason(m)
		reason.Then = a.definition[i].Then
		reasons = append(reasons, reason)
		if err != nil {
			failed = append(failed, err)
		}
	})
	if err != nil {
		return nil, err
	}
	return reasons, errors.Join(failed...)
}

// A Condition is a single compiled expression that is true or false. It is never changed and
// is safe for concurrent use.
type Condition[Facts any] struct {
	text   string
	runner *runner
}

// CompileCondition checks an expression and compiles it for facts of that type. Errors are as
// those of [Compile], with empty paths.
func CompileCondition[Facts any](text string, limits Limits) (*Condition[Facts], error) {
	e, err := newEngine(reflect.TypeFor[Facts](), limits)
	if err != nil {
		return nil, err
	}
	var found findings
	e.compile("", "", text, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	r, err := e.each()
	if err != nil {
		return nil, err
	}
	return &Condition[Facts]{text: text, runner: r}, nil
}

// String returns the text that the condition was compiled from.
func (c *Condition[Facts]) String() string { return c.text }

// Holds reports whether the condition is true of the facts. Where that cannot be worked out
// the error is a [RunError].
func (c *Condition[Facts]) Holds(facts *Facts, at records.Clock) (bool, error) {
	if facts == nil || at == nil {
		return false, missing(facts == nil)
	}
	return c.runner.holds(spotOf(facts), facts, at)
}

// Explain says how the condition came out. The error is that of [Condition.Holds].
func (c *Condition[Facts]) Explain(facts *Facts, at records.Clock) (reason Reason, err error) {
	wrong := question(c.runner, facts, at, func(m *machine, i int) {
		reason, err = c.runner.engine.exprs[i].reason(m)
	})
	if wrong != nil {
		return Reason{}, wrong
	}
	return reason, err
}

// question readies a machine and asks for each expression in turn.
func question[Facts any](r *runner, facts *Facts, at records.Clock, each func(m *machine, i int)) error {
	if facts == nil || at == nil {
		return missing(facts == nil)
	}
	r.question(reflect.ValueOf(facts).Elem(), at, each)
	return nil
}
