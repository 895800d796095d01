package rules

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// HoldsWithoutVM answers with the evaluator that explains, for the tests that hold the
// engines to the same answers.
func (c *Condition[Facts]) HoldsWithoutVM(facts *Facts, at records.Clock) (bool, error) {
	m := newMachine(c.runner.engine)
	m.start(reflect.ValueOf(facts).Elem(), at)
	return c.runner.engine.exprs[0].holds(m)
}

// HoldsByVM answers as if there were no closures.
func (c *Condition[Facts]) HoldsByVM(facts *Facts, at records.Clock) (bool, error) {
	q := asking{r: c.runner, facts: facts, clock: at}
	defer q.end()
	return q.byVM(0)
}

// HoldsByClosures answers with closures alone, and says whether they know.
func (c *Condition[Facts]) HoldsByClosures(facts *Facts, at records.Clock) (holds, known bool) {
	q := asking{r: c.runner, clock: at}
	q.begin(spotOf(facts))
	defer q.end()
	return q.closure(0)
}

// Covered reports whether closures cover the condition.
func (c *Condition[Facts]) Covered() bool { return c.runner.closures[0] != nil }

// DecideByVM answers as if there were no closures.
func (s *Set[Facts, Outcome]) DecideByVM(facts *Facts, at records.Clock) (Decision[Outcome], error) {
	index, err := s.runner.firstByVM(reflect.ValueOf(facts).Elem(), at)
	if err != nil {
		return Decision[Outcome]{}, err
	}
	return s.decision(index), nil
}

// ByReflection says that the tests run without package unsafe.
const ByReflection = byReflection

// Decided makes a decision, to compare with.
func Decided[Outcome ~string](outcome Outcome, rule string, index int) Decision[Outcome] {
	return Decision[Outcome]{Outcome: outcome, Index: index, rule: &rule}
}
