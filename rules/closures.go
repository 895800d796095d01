package rules

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// The closures of an expression are functions of Go, one for each node, with the types that
// the check has found: a condition is a func(*frame) bool, and nothing is boxed or allocated.
// They know the answer or that they do not: whatever would be a fault (an overflow, a record
// that is nil, a limit) only marks the frame as failed, and the question is then asked again,
// of the VM, which says what is wrong and where. So closures have to be right about values,
// and about when there is one; they may fail where the VM does not, never the other way round.
//
// A frame that has failed answers no more: it does not ask the clock, so that the VM asks
// nothing that it would not have asked alone.

// A frame is what closures work on during one question.
type frame struct {
	facts  spot
	clock  records.Clock
	failed bool
	steps  int // that are left, as the VM counts them or fewer
	memory int // elements of lists that may still be built
	text   int // bytes of a text, at most
	digits int // of a decimal number, at most

	items [maxLoops]spot  // the elements that the loops are at, outermost first
	vars  []variableValue // of lets, by slot

	ints    []int // what lists are made of that the expressions build
	nums    []num
	texts   []string
	dates   []records.Date
	periods []records.Period
	bools   []bool
	places  []spot
	touched bool // items or vars are set
	built   bool // lists are
}

// maxLoops is the ceiling of Limits.Loops.
const maxLoops = 8

// A num is a number: whole, or decimal.
type num struct {
	n     int
	d     decimal.Decimal
	whole bool
}

// A variableValue is the value of a let: the field of its kind.
type variableValue struct {
	b  bool
	n  int
	d  num
	s  string
	on records.Date
	p  records.Period
	at spot
	l  list
	is is
}

// An is says whether there is a value.
type is uint8

const (
	there is = iota
	null     // it is nil
	gone     // an optional step of the chain found nothing
)

func (f *frame) start(facts spot, clock records.Clock, limits *Limits) {
	f.facts, f.clock, f.failed = facts, clock, false
	f.text, f.digits = limits.Text, limits.Digits
	f.renew(limits)
}

// renew lets the frame spend the steps of a question again.
func (f *frame) renew(limits *Limits) {
	f.failed, f.steps, f.memory = false, limits.Steps, limits.Memory
}

// stop lets go of the facts.
func (f *frame) stop() {
	f.facts, f.clock = spot{}, nil
	if f.touched {
		f.touched = false
		f.items = [maxLoops]spot{}
		clear(f.vars)
	}
	if f.built {
		f.built = false
		f.ints, f.bools = recycle(f.ints), recycle(f.bools)
		f.nums, f.texts, f.places = recycle(f.nums), recycle(f.texts), recycle(f.places)
		f.dates, f.periods = recycle(f.dates), recycle(f.periods)
	}
}

// recycle empties a slice for the next question, and lets go of one that has grown large.
func recycle[T any](s []T) []T {
	const most = 4096
	switch {
	case cap(s) > most:
		return nil
	case len(s) > 0:
		clear(s)
	}
	return s[:0]
}

func (f *frame) fail() { f.failed = true }

// pay takes steps off what the question may still cost.
func (f *frame) pay(steps int) {
	if steps > f.steps {
		f.failed = true
		return
	}
	f.steps -= steps
}

func (f *frame) look(bytes int) { f.pay(1 + bytes/64) }

// payLoop pays for a loop that is about to start.
func (f *frame) payLoop(elements, weight int) {
	if elements > 0 && weight > f.steps/elements {
		f.failed = true
		return
	}
	f.steps -= elements * weight
}

// build counts the elements of a list that an expression makes.
func (f *frame) build(elements int) {
	if f.memory -= elements; f.memory < 0 {
		f.failed = true
	}
}

// A compiler makes closures of nodes. It panics with uncovered at what it does not cover.
type compiler struct {
	engine *engine
	elems  []reflect.Type       // of the lists that loops around go through, outermost first
	vars   map[int]reflect.Type // of the elements of the lists that lets keep
}

type uncovered struct{}

func (c *compiler) uncovered() { panic(uncovered{}) }

// closure returns the condition of an expression as a closure, or nil where closures do not
// cover it.
func (e *engine) closure(root *node) (made func(*frame) bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, known := r.(uncovered); !known {
				panic(r)
			}
			made = nil
		}
	}()
	c := &compiler{engine: e, vars: map[int]reflect.Type{}}
	return sure(c, ofBools(), root)
}

// A family is how the values of one kind are handled.
type family[T any] struct {
	read    func(t reflect.Type) func(*frame, spot) T             // of a type that is no pointer
	value   func(any) T                                           // of a constant
	slot    func(*variableValue) *T                               // where a let keeps it
	nothing func(T) bool                                          // whether a value passes for nil; may be nil
	from    func(c *compiler, n *node) func(*frame) (T, is)       // a whole number as one of this kind; may be nil
	special func(c *compiler, n *node) func(*frame) T             // operators and functions
	fact    func(w way, t reflect.Type) func(*frame) T            // a short cut; may be nil
	item    func(depth int, w way, t reflect.Type) func(*frame) T // the same
}

// isRecord reports whether a Go type is a struct that rules see as a record.
func isRecord(t reflect.Type) bool { return t.Kind() == reflect.Struct && !special(t) }

// reader returns how a value of a Go type is read, which may be a pointer and then nil.
func (k *family[T]) reader(t reflect.Type) func(*frame, spot) (T, is) {
	if t.Kind() == reflect.Pointer {
		read := k.read(t.Elem())
		return func(f *frame, at spot) (v T, s is) {
			if at = at.deref(); at.none() {
				return v, null
			}
			return read(f, at), there
		}
	}
	read := k.read(t)
	return func(f *frame, at spot) (T, is) { return read(f, at), there }
}

// nullable reports whether a node may come to nil, or to nothing inside a chain.
func nullable(n *node) bool {
	if n.typ.optional || n.narrow {
		return true
	}
	return n.op == opCall && len(n.kids) > 0 && (n.call.field != nil || n.call.step)
}

// sure returns the closure of a node that has to come to a value; where it does not the
// frame fails.
func sure[T any](c *compiler, k *family[T], n *node) func(*frame) T {
	switch {
	case k.from != nil && n.typ.kind == kindInt:
		value := k.from(c, n)
		return func(f *frame) T {
			v, _ := value(f)
			return v
		}
	case n.op == opFact && !n.typ.optional && !n.narrow:
		s := &c.engine.slots[n.slot]
		w := wayTo(c.engine.facts.goType, s.path)
		if k.fact != nil {
			if made := k.fact(w, s.goType); made != nil {
				return made
			}
		}
		read := k.read(s.goType)
		if s.sharp {
			return func(f *frame) (v T) {
				at := f.facts.follow(w)
				if at.none() {
					f.fail()
					return v
				}
				return read(f, at)
			}
		}
		return func(f *frame) T { return read(f, f.facts.follow(w)) }
	case n.op == opItem && !n.typ.optional && !n.narrow:
		depth := len(c.elems) - 1
		read := k.read(c.elems[depth])
		return func(f *frame) T { return read(f, f.items[depth]) }
	case n.op == opVariable && !n.typ.optional && !n.narrow:
		slot, of := n.slot, k.slot
		return func(f *frame) T { return *of(&f.vars[slot]) }
	case n.op == opConst:
		v := k.value(n.value)
		return func(*frame) T { return v }
	case n.op == opChain && !nullable(n) && !n.kids[0].typ.optional:
		return sure(c, k, n.kids[0])
	case n.op == opIf && !n.narrow:
		condition, then, otherwise := sure(c, ofBools(), n.kids[0]), sure(c, k, n.kids[1]), sure(c, k, n.kids[2])
		return func(f *frame) T {
			if condition(f) {
				return then(f)
			}
			return otherwise(f)
		}
	case n.op == opLet && !n.narrow:
		set, body := c.let(n), sure(c, k, n.kids[1])
		return func(f *frame) T {
			set(f)
			return body(f)
		}
	case n.op == opCoalesce && !n.narrow:
		value, instead := maybe(c, k, n.kids[0]), sure(c, k, n.kids[1])
		return func(f *frame) T {
			if v, s := value(f); k.given(v, s) || f.failed {
				return v
			}
			return instead(f)
		}
	case n.op == opCall && n.call.field != nil && !n.typ.optional && !n.narrow && k.item != nil && n.kids[0].op == opItem && n.kids[0].typ.is(kindObject) && !n.kids[0].narrow:
		depth := len(c.elems) - 1
		if elem := c.elems[depth]; isRecord(elem) {
			if made := k.item(depth, wayTo(elem, n.call.field.path), n.call.field.goType); made != nil {
				return made
			}
		}
	}
	if n.op == opCall && n.call.field != nil && !n.typ.optional && !n.narrow && n.kids[0].op == opItem && n.kids[0].typ.is(kindObject) && !n.kids[0].narrow && !n.call.field.sharp {
		if elem := c.elems[len(c.elems)-1]; isRecord(elem) {
			depth, w, read := len(c.elems)-1, wayTo(elem, n.call.field.path), k.read(n.call.field.goType)
			return func(f *frame) T { return read(f, f.items[depth].follow(w)) }
		}
	}
	if nullable(n) || n.op == opChain {
		value := maybe(c, k, n)
		return func(f *frame) T {
			v, s := value(f)
			if s != there {
				f.fail()
			}
			return v
		}
	}
	if k.special == nil {
		c.uncovered()
	}
	return k.special(c, n)
}

// given reports whether a value is there and does not pass for nil: no day, no period.
func (k *family[T]) given(v T, s is) bool { return s == there && (k.nothing == nil || !k.nothing(v)) }

// maybe returns the closure of a node that may come to nil.
func maybe[T any](c *compiler, k *family[T], n *node) func(*frame) (T, is) {
	if k.from != nil && n.typ.kind == kindInt {
		return k.from(c, n)
	}
	if n.narrow { // a condition has ruled nil out; where it is nil all the same the VM has to say so
		wide := *n
		wide.narrow, wide.typ = false, n.typ.maybe()
		value := maybe(c, k, &wide)
		return func(f *frame) (T, is) {
			v, s := value(f)
			if s == null {
				f.fail()
			}
			return v, s
		}
	}
	if !nullable(n) && n.op != opChain {
		value := sure(c, k, n)
		return func(f *frame) (T, is) { return value(f), there }
	}
	switch n.op {
	case opConst: // nil
		return func(*frame) (v T, s is) { return v, null }
	case opFact:
		s := &c.engine.slots[n.slot]
		w, read := wayTo(c.engine.facts.goType, s.path), k.reader(s.goType)
		return func(f *frame) (v T, s is) {
			at := f.facts.follow(w)
			if at.none() {
				f.fail()
				return v, there
			}
			return read(f, at)
		}
	case opItem:
		depth := len(c.elems) - 1
		read := k.reader(c.elems[depth])
		return func(f *frame) (T, is) { return read(f, f.items[depth]) }
	case opVariable:
		slot, of := n.slot, k.slot
		return func(f *frame) (T, is) {
			v := &f.vars[slot]
			return *of(v), v.is
		}
	case opChain:
		value := maybe(c, k, n.kids[0])
		return func(f *frame) (T, is) {
			v, s := value(f)
			return v, min(s, null)
		}
	case opIf:
		condition, then, otherwise := sure(c, ofBools(), n.kids[0]), maybe(c, k, n.kids[1]), maybe(c, k, n.kids[2])
		return func(f *frame) (T, is) {
			if condition(f) {
				return then(f)
			}
			return otherwise(f)
		}
	case opLet:
		set, body := c.let(n), maybe(c, k, n.kids[1])
		return func(f *frame) (T, is) {
			set(f)
			return body(f)
		}
	case opCoalesce:
		value, instead := maybe(c, k, n.kids[0]), maybe(c, k, n.kids[1])
		return func(f *frame) (T, is) {
			if v, s := value(f); k.given(v, s) || f.failed {
				return v, s
			}
			return instead(f)
		}
	case opLoop: // find
		return find(c, k, n)
	case opCall:
		return access(c, k, n)
	}
	c.uncovered()
	return nil
}

// access returns the closure of what is reached by a step: a field, an element.
func access[T any](c *compiler, k *family[T], n *node) func(*frame) (T, is) {
	optional := n.call.optional
	switch name := n.call.base(); {
	case n.call.field != nil:
		field, owner := n.call.field, n.kids[0].typ.object.goType
		base, w, read := maybe(c, ofObjects(), n.kids[0]), wayTo(owner, field.path), k.reader(field.goType)
		return func(f *frame) (v T, s is) {
			record, s := base(f)
			switch {
			case s == there:
			case s == null && !optional:
				f.fail()
				return v, there
			default:
				return v, gone
			}
			if f.failed {
				return v, there
			}
			at := record.follow(w)
			if at.none() {
				f.fail()
				return v, there
			}
			return read(f, at)
		}
	case name == "index":
		base, elem := c.list(n.kids[0])
		index, read := sure(c, ofInts(), n.kids[1]), k.reader(elem)
		return func(f *frame) (v T, s is) {
			l := base(f)
			i := index(f)
			switch {
			case f.failed:
				return v, there
			case l.n == listAbsent || l.n == listNull && optional:
				return v, gone
			case l.n == listNull:
				f.fail()
				return v, there
			}
			if i < 0 {
				i += l.n
			}
			if i < 0 || i >= l.n {
				f.fail()
				return v, there
			}
			return read(f, l.at(i))
		}
	case name == "first" || name == "last":
		base, elem := c.list(n.kids[0])
		read, end := k.reader(elem), name == "last"
		return func(f *frame) (v T, s is) {
			l := base(f)
			switch {
			case f.failed || l.n <= 0:
				return v, null
			case end:
				return read(f, l.at(l.n-1))
			}
			return read(f, l.at(0))
		}
	}
	c.uncovered()
	return nil
}
