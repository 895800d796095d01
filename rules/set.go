package rules

import (
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Set is a compiled rule set in which the first rule that holds decides, and the default
// where none does. It is never changed and is safe for concurrent use.
type Set[Facts any, Outcome records.Enum] struct {
	definition Definition
	runner     *runner
	decisions  []Decision[Outcome]    // the default, and then by rule
	tables     *tables                // those of the runner, if they are of one word
	answers    *[65]Decision[Outcome] // by the first row that is left in them; the index is open where that row does not say all
}

// Compile checks the definition and compiles it for facts of that type. What is wrong with
// it comes back all at once, as [records.Faults] with paths such as rules[3].when, and for
// the text of rules as a [SourceError] each. A type of facts that rules cannot handle is
// refused too, with the path of each field that is to blame.
func Compile[Facts any, Outcome records.Enum](d Definition, limits Limits) (*Set[Facts, Outcome], error) {
	e, err := newEngine(reflect.TypeFor[Facts](), limits)
	if err != nil {
		return nil, err
	}
	var found findings
	var f records.Faults
	f.Enum("default", Outcome(d.Default))
	found.faults(f.Err())
	compileRules[Outcome](e, d, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	r, err := e.firstMatch()
	if err != nil {
		return nil, err
	}
	d.Rules = slices.Clone(d.Rules)
	decisions := append(make([]Decision[Outcome], 0, len(d.Rules)+1), Decision[Outcome]{Outcome: Outcome(d.Default), Index: -1})
	for i := range d.Rules {
		decisions = append(decisions, Decision[Outcome]{Outcome: Outcome(d.Rules[i].Then), Index: i, rule: &d.Rules[i].Name})
	}
	set := &Set[Facts, Outcome]{definition: d, runner: r, decisions: decisions}
	if r.table != nil && r.table.one() {
		set.tables, set.answers = r.table, new([65]Decision[Outcome])
		for row := range set.answers {
			set.answers[row].Index = open
			if rule := r.table.decides[row]; rule != open {
				set.answers[row] = set.decision(rule)
			}
		}
	}
	return set, nil
}

// compileRules checks the rules one after the other, names and outcomes before conditions.
func compileRules[Outcome ~string](e *engine, d Definition, found *findings) {
	_, listed := any(Outcome("")).(interface{ Values() []string })
	var structure records.Faults
	d.validateRules(&structure, e.limits, listed)
	if len(d.Rules) > e.limits.Rules {
		found.faults(structure.Err())
		return
	}
	faults := records.FaultsOf(structure.Err())
	for i, rule := range d.Rules {
		at := "rules[" + strconv.Itoa(i) + "]"
		for len(faults) > 0 && strings.HasPrefix(faults[0].Path, at+".") {
			found.add(finding{path: faults[0].Path, message: faults[0].Message})
			faults = faults[1:]
		}
		if listed && rule.Then != "" {
			var f records.Faults
			f.Enum(at+".then", any(Outcome(rule.Then)).(interface{ Values() []string }))
			found.faults(f.Err())
		}
		if strings.TrimSpace(rule.When) != "" {
			e.compile(at+".when", rule.Name, rule.When, found)
		}
	}
}

// Definition returns what the set was compiled from.
func (s *Set[Facts, Outcome]) Definition() Definition {
	d := s.definition
	d.Rules = slices.Clone(d.Rules)
	return d
}

// Decide tries the rules in order and returns the outcome of the first that holds, or the
// default. The clock says what has happened; [records.At] makes one for an instant. Where a
// rule that has to be tried cannot be worked out, the error is a [RunError] and there is no
// outcome: rules after it are not tried.
func (s *Set[Facts, Outcome]) Decide(facts *Facts, at records.Clock) (Decision[Outcome], error) {
	if facts == nil || at == nil {
		return Decision[Outcome]{}, missing(facts == nil)
	}
	if t := s.tables; t != nil {
		if left, known := t.narrow(spotOf(facts)); known {
			if t.direct != nil {
				return s.decisions[t.direct[^left]+1], nil
			}
			if d := &s.answers[bits.TrailingZeros64(left)]; d.Index != open {
				return *d, nil
			}
		}
	}
	return s.work(facts, at)
}

// work is Decide where tables alone do not know.
func (s *Set[Facts, Outcome]) work(facts *Facts, at records.Clock) (Decision[Outcome], error) {
	rule, err := s.runner.decide(spotOf(facts), facts, at)
	if err != nil {
		return Decision[Outcome]{}, err
	}
	return s.decisions[rule+1], nil
}

func missing(facts bool) error {
	if facts {
		return &RunError{Message: "there are no facts: hand a pointer to them"}
	}
	return &RunError{Message: "there is no clock: records.At makes one for an instant"}
}

// decision returns that of a rule, or the default for -1.
func (s *Set[Facts, Outcome]) decision(index int) Decision[Outcome] { return s.decisions[index+1] }
