package rules

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// HoldsWithoutVM answers with the evaluator that explains, for the tests that hold both
// engines to the same answers.
func (c *Condition[Facts]) HoldsWithoutVM(facts *Facts, at records.Clock) (bool, error) {
	m := newMachine(c.runner.engine)
	m.start(reflect.ValueOf(facts).Elem(), at)
	return c.runner.engine.exprs[0].holds(m)
}
