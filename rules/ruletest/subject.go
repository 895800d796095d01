package ruletest

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A Subject is what cases are about: conditions in some order that come to an outcome for the
// facts. [SetOf] makes one of a rule set.
type Subject struct {
	// Rules are the conditions as they are written, by which they are named, shown and, for
	// mutation, changed one at a time.
	Rules rules.Definition

	// Outcomes are those that there are; a case has to expect one of them.
	Outcomes []string

	// Fixed says that each condition has a part of its own, so that leaving one out is no mistake
	// that somebody makes. Defaults to false: the rules of a set are of one kind.
	Fixed bool

	// New returns a pointer to facts without anything in them, which a case is read into.
	New func() any

	// Complete fills in what follows from the facts that a case gives, or says what is wrong with
	// them, as [records.Faults] with paths below given. Nil where nothing follows.
	Complete func(facts any) error

	// Compile makes a decider of the rules, which are those above or a changed version of them.
	Compile func(rules.Definition) (Decider, error)
}

// A Decider decides by the conditions of a subject. Facts are what New of the subject returns.
type Decider interface {
	// Decide returns the outcome and what it was decided by, or why it cannot be worked out.
	Decide(facts any, at records.Clock) (Answer, error)
	// Explain says how that came about, down to the value of each part. It is asked of facts that
	// cannot be decided on too.
	Explain(facts any, at records.Clock) string
	// Terms returns the terms of each condition, in the order of the rules.
	Terms() [][]rules.Term
	// Observe tells seen of each term that had to be asked in order to decide.
	Observe(facts any, at records.Clock, seen func(rule, term int, holds bool)) error
}

// An Answer is what was decided, and by what.
type Answer struct {
	Outcome string `json:"outcome"`
	Rule    int    `json:"rule"` // the place of the rule among those of the subject, from 0; -1 for the default
}

// SetOf makes a subject of a rule set that [rules.Compile] compiles for facts and outcomes of
// those types.
func SetOf[Facts any, Outcome records.Enum](d rules.Definition, limits rules.Limits) Subject {
	return Subject{
		Rules: d, Outcomes: Outcome("").Values(),
		New: func() any { return new(Facts) },
		Compile: func(d rules.Definition) (Decider, error) {
			set, err := rules.Compile[Facts, Outcome](d, limits)
			if err != nil {
				return nil, err
			}
			return decider[Facts, Outcome]{set}, nil
		},
	}
}

type decider[Facts any, Outcome records.Enum] struct{ set *rules.Set[Facts, Outcome] }

func (d decider[Facts, Outcome]) Decide(facts any, at records.Clock) (Answer, error) {
	decision, err := d.set.Decide(facts.(*Facts), at)
	return Answer{Outcome: string(decision.Outcome), Rule: decision.Index}, err
}

func (d decider[Facts, Outcome]) Explain(facts any, at records.Clock) string {
	// The error stands in the explanation, where it arose.
	explained, _ := d.set.Explain(facts.(*Facts), at)
	return explained.String()
}

func (d decider[Facts, Outcome]) Terms() [][]rules.Term { return d.set.Terms() }

func (d decider[Facts, Outcome]) Observe(facts any, at records.Clock, seen func(rule, term int, holds bool)) error {
	_, err := d.set.Observe(facts.(*Facts), at, seen)
	return err
}

// name says what decided: a rule with its place among the others, or the default.
func (s *Subject) name(rule int) string {
	if rule < 0 || rule >= len(s.Rules.Rules) {
		return "default"
	}
	return "rule " + quote(s.Rules.Rules[rule].Name)
}

// typeName names the facts of a subject for a message.
func (s *Subject) typeName() string { return reflect.TypeOf(s.New()).Elem().String() }
