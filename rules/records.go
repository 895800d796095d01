package rules

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// A RecordCondition is a condition on records whose type is known only when the program
// runs, as it is to a check that stands in a file. It is never changed and is safe for
// concurrent use.
type RecordCondition struct {
	text    string
	records reflect.Type
	runner  *runner
}

// CompileRecordCondition checks an expression and compiles it for records of that type, a
// struct. Unlike the facts of [CompileCondition] the type need not have been made for rules:
// a field that rules cannot handle, such as an instant, is left out, and a rule that names it
// is refused with the reason. A field with the tag ",inline" is taken apart as an embedded
// one is: so a struct that is made when the program runs can put further facts beside those of
// a record. Errors are as those of [CompileCondition].
func CompileRecordCondition(record reflect.Type, text string, limits Limits) (*RecordCondition, error) {
	plan, err := planRecord(record)
	if err != nil {
		return nil, err
	}
	e := engineFor(plan, limits)
	var found findings
	e.compile("", "", text, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	r, err := e.each()
	if err != nil {
		return nil, err
	}
	return &RecordCondition{text: text, records: record, runner: r}, nil
}

// String returns the text that the condition was compiled from.
func (c *RecordCondition) String() string { return c.text }

// Holds reports whether the condition is true of a record, given by a pointer to it. Where
// that cannot be worked out the error is a [RunError].
func (c *RecordCondition) Holds(record any, at records.Clock) (bool, error) {
	facts, err := c.facts(record, at)
	if err != nil {
		return false, err
	}
	return c.runner.holds(spotAt(facts), record, at)
}

// Explain says how the condition came out. The error is that of [RecordCondition.Holds].
func (c *RecordCondition) Explain(record any, at records.Clock) (reason Reason, err error) {
	facts, wrong := c.facts(record, at)
	if wrong != nil {
		return Reason{}, wrong
	}
	c.runner.question(facts, at, func(m *machine, i int) {
		reason, err = c.runner.engine.exprs[i].reason(m)
	})
	return reason, err
}

// Terms returns the terms of the condition, as [Set.Terms] does for each rule.
func (c *RecordCondition) Terms() []Term { return c.runner.terms()[0] }

// Observe answers as [RecordCondition.Holds] does, and tells seen how each term came out that
// had to be asked, as [Set.Observe] does.
func (c *RecordCondition) Observe(record any, at records.Clock, seen func(term int, holds bool)) (holds bool, err error) {
	facts, wrong := c.facts(record, at)
	if wrong != nil {
		return false, wrong
	}
	err = c.runner.observe(facts, at, func(_, term int, holds bool) { seen(term, holds) }, func(_ int, came bool) bool {
		holds = came
		return true
	})
	return holds && err == nil, err
}

// IsName reports whether a rule can name a fact so: by letters, digits and _, and no word of
// the language.
func IsName(name string) bool { return isName(name) }

// facts returns what a pointer to a record points at.
func (c *RecordCondition) facts(record any, at records.Clock) (reflect.Value, error) {
	v := reflect.ValueOf(record)
	switch {
	case record == nil || v.Kind() == reflect.Pointer && v.IsNil():
		return v, missing(true)
	case at == nil:
		return v, missing(false)
	case v.Type() != reflect.PointerTo(c.records):
		return v, &RunError{Message: "the condition is about *" + c.records.String() + ", not " + v.Type().String()}
	}
	return v.Elem(), nil
}

func (r *runner) question(facts reflect.Value, at records.Clock, each func(m *machine, i int)) {
	m := r.machines.Get().(*machine)
	defer r.machines.Put(m)
	m.start(facts, at)
	defer m.stop()
	m.load()
	for i := range r.engine.exprs {
		m.renew()
		each(m, i)
	}
}

func engineFor(facts *object, limits Limits) *engine {
	return &engine{facts: facts, limits: limits.settled(), byName: map[string]int{}}
}
