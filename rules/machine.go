package rules

import (
	"fmt"
	"reflect"

	"github.com/expr-lang/expr/vm"
	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A machine answers one question at a time: it holds the facts, the clock, and what the
// question may still cost. Machines are kept for the next question.
type machine struct {
	limits Limits
	facts  reflect.Value
	clock  records.Clock
	steps  int // that are left
	memory int // elements of lists that were built; the VM counts those it builds itself

	slots  []slot
	values []any // what each slot was read as for this question
	read   []bool
	costs  []int          // the steps that reading each took
	env    map[string]any // the same for the VM, and the machine itself
	sent   []any          // what of it stands in env
	vm     vm.VM

	variables []any // of lets, for the evaluator
	items     []any // that its loops are at, innermost last
}

// A fault is why something could not be worked out. Where is for whoever ran it to say.
type fault struct {
	message string
	limit   string
}

func (f *fault) Error() string { return f.message }

func faultf(format string, args ...any) error { return &fault{message: fmt.Sprintf(format, args...)} }

// inside says of a fault that it is in an element of a list.
func inside(i int, err error) error {
	f := *err.(*fault)
	f.message = fmt.Sprintf("[%d] %s", i, f.message)
	return &f
}

func (m *machine) refuse(what, limit, wayOut string) error {
	return &fault{message: what + m.limits.refusal(limit, wayOut), limit: limit}
}

// pay takes steps off what the question may still cost.
func (m *machine) pay(steps int) error {
	if steps < 0 || steps > m.steps {
		m.steps = 0
		return m.refuse("takes more work than a question may", "Steps", "loop over less")
	}
	m.steps -= steps
	return nil
}

// payLoop pays for a loop that is about to start.
func (m *machine) payLoop(elements, weight int) error {
	if elements > 0 && weight > m.steps/elements {
		return m.pay(m.steps + 1)
	}
	return m.pay(elements * weight)
}

// look pays for looking at a text of that many bytes.
func (m *machine) look(bytes int) error { return m.pay(1 + bytes/64) }

// text refuses a text that is too long to work with.
func (m *machine) text(bytes int) error {
	if bytes > m.limits.Text {
		return m.refuse(fmt.Sprintf("is a text of %d bytes", bytes), "Text", "shorten it")
	}
	return nil
}

// build counts the elements of a list that a rule makes.
func (m *machine) build(elements int) error {
	if m.memory += elements; m.memory > m.limits.Memory {
		return m.refuse("builds longer lists than a question may", "Memory", "build less")
	}
	return nil
}

// decimal refuses a number that is too large to work with.
func (m *machine) decimal(d decimal.Decimal) (any, error) {
	most := m.limits.Digits
	if exp := int(d.Exponent()); exp > most || exp < -most || d.NumDigits() > most {
		return nil, m.refuse("is a number of too many digits", "Digits", "round it before")
	}
	return d, nil
}

// result is decimal for what an operator comes to, which costs more the more digits it has.
func (m *machine) result(d decimal.Decimal) (any, error) {
	value, err := m.decimal(d)
	if err != nil {
		return nil, err
	}
	return value, m.pay(d.NumDigits() / 32)
}

// A slot is a fact that rules name, and how it is read from the struct.
type slot struct {
	name string // inherent.likelihood
	path []int
	typ  *typ
	read reader
	key  string // in the VM's environment
	lazy bool   // read when asked for, not before

	sharp bool // the way there leads through an embedded pointer, which may be nil

	goType reflect.Type
}

// fact reads the fact of a slot, once for a question; but it is paid for each time, so that
// what something costs does not depend on what was asked before it.
func (m *machine) fact(i int) (any, error) {
	if m.read[i] {
		return m.values[i], m.pay(m.costs[i])
	}
	steps := m.steps
	s := &m.slots[i]
	v, there := follow(m.facts, s.path)
	if !there {
		return nil, faultf("is not there: the record that it is part of is nil")
	}
	value, err := s.read(m, v)
	if err != nil {
		return nil, err
	}
	m.values[i], m.read[i], m.costs[i] = value, true, steps-m.steps
	return value, nil
}

// field reads a field of a record.
func (m *machine) field(record any, f *field) (any, error) {
	v, there := follow(reflect.ValueOf(record).Elem(), f.path)
	if !there {
		return nil, faultf("is not there: the record that it is part of is nil")
	}
	return f.read(m, v)
}

// entry returns what a map holds for a key.
func entry(of any, key string) (reflect.Value, bool) {
	v := reflect.ValueOf(of)
	found := v.MapIndex(reflect.ValueOf(key).Convert(v.Type().Key()))
	return found, found.IsValid()
}
