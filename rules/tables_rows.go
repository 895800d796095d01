package rules

import "slices"

// Most rules are conjunctions of comparisons of one fact with constants. Such a comparison is
// a bound: it cannot fail, asks no clock and costs no steps, so that whether it is looked at
// does not show. A rule becomes rows, each of them bounds that all have to hold; where no row
// of a rule holds, the rule does not.
//
// What is no bound (a loop, arithmetic, the clock) is for the closure of the rule. It counts on
// a part being asked only if the VM would ask it: the rows of a rule hold as well wherever
// working it out comes to such a part. So level > 3 && 1 / x > 2 is ruled out by its level,
// and 1 / x > 2 && level > 3 by nothing, since x may be zero.

// A bound says of the fact of a slot that its value is among some.
type bound struct {
	slot  int
	spans []span   // of a whole number
	texts []string // of a text, or any but these
	yes   bool     // of a truth value
	not   bool     // the contrary
}

// A span is a range of whole numbers, both ends included.
type span struct{ from, to int }

type row []bound

const (
	maxRows    = 32      // of one rule
	maxAllRows = 1 << 14 // of a set
)

// A rowMaker turns nodes into rows.
type rowMaker struct {
	engine *engine
	slots  []int // that bounds look at, in the order in which they come
}

// rows returns the rows of a rule, and whether they say all there is to say about it.
func (m *rowMaker) rows(n *node) (rows []row, exact bool) {
	rows, exact = m.where(n, true)
	if len(rows) > maxRows {
		return []row{nil}, false
	}
	return rows, exact
}

// where returns rows that hold wherever a condition comes out so, or comes to a part that is
// no bound. They are exact where it has no such part.
func (m *rowMaker) where(n *node, holds bool) (rows []row, exact bool) {
	if made, found := m.bound(n); found {
		made.not = made.not != !holds
		return []row{{made}}, true
	}
	switch {
	case n.op == opConst && n.typ.is(kindBool):
		if n.value == holds {
			return []row{nil}, true
		}
		return nil, true
	case n.op == opNot:
		return m.where(n.kids[0], !holds)
	case n.op == opAnd || n.op == opOr:
		left, sure := m.where(n.kids[0], holds)
		right, too := m.where(n.kids[1], holds)
		switch {
		case (n.op == opOr) == holds:
			return either(left, right), sure && too
		case !sure: // what the left side may run into keeps the right one from mattering
			return left, false
		}
		return both(left, right), too
	case n.op == opIf && n.typ.is(kindBool):
		condition, sure := m.where(n.kids[0], true)
		otherwise, _ := m.where(n.kids[0], false)
		if !sure {
			break
		}
		a, exactA := m.where(n.kids[1], holds)
		b, exactB := m.where(n.kids[2], holds)
		return either(both(condition, a), both(otherwise, b)), exactA && exactB
	}
	return []row{nil}, false
}

func either(a, b []row) []row {
	if len(a)+len(b) > 2*maxRows {
		return tooMany()
	}
	return slices.Concat(a, b)
}

func both(a, b []row) []row {
	if len(a)*len(b) > 2*maxRows {
		return tooMany()
	}
	var rows []row
	for _, x := range a {
		for _, y := range b {
			rows = append(rows, slices.Concat(x, y))
		}
	}
	return rows
}

// tooMany is more rows than a rule may have.
func tooMany() []row { return make([]row, 2*maxRows) }

// bound returns what a comparison of a fact with constants says.
func (m *rowMaker) bound(n *node) (bound, bool) {
	switch {
	case n.op == opFact && n.typ.is(kindBool):
		return m.of(n, bound{yes: true})
	case n.op == opCompare:
		return m.compared(n)
	case n.op != opCall:
		return bound{}, false
	}
	switch n.call.base() {
	case "inSet":
		made, values := bound{}, n.kids[1].kids
		for _, kid := range values {
			switch v := kid.value.(type) {
			case int:
				made.spans = append(made.spans, span{v, v})
			case string:
				made.texts = append(made.texts, v)
			}
		}
		return m.of(n.kids[0], made)
	case "inRange":
		from, known := n.kids[1].value.(int)
		to, too := n.kids[2].value.(int)
		if known && too && n.kids[1].op == opConst && n.kids[2].op == opConst {
			made := bound{spans: []span{}}
			if from <= to {
				made.spans = []span{{from, to}}
			}
			return m.of(n.kids[0], made)
		}
	}
	return bound{}, false
}

// compared returns what == and the like say, whichever side the constant stands on.
func (m *rowMaker) compared(n *node) (bound, bool) {
	fact, constant, operator := n.kids[0], n.kids[1], n.name
	if fact.op == opConst {
		fact, constant, operator = constant, fact, mirrored(operator)
	}
	if constant.op != opConst {
		return bound{}, false
	}
	switch v := constant.value.(type) {
	case bool:
		return m.of(fact, bound{yes: v == (operator == "==")})
	case string:
		if operator == "==" || operator == "!=" {
			return m.of(fact, bound{texts: []string{v}, not: operator == "!="})
		}
	case int:
		made := bound{spans: []span{}, not: operator == "!="}
		switch operator {
		case "==", "!=":
			made.spans = []span{{v, v}}
		case "<":
			if v > minInt {
				made.spans = []span{{minInt, v - 1}}
			}
		case "<=":
			made.spans = []span{{minInt, v}}
		case ">":
			if v < maxInt {
				made.spans = []span{{v + 1, maxInt}}
			}
		case ">=":
			made.spans = []span{{v, maxInt}}
		}
		return m.of(fact, made)
	}
	return bound{}, false
}

func mirrored(operator string) string {
	switch operator {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	}
	return operator
}

// of completes a bound with the fact that it is about, if that can be read without fail.
func (m *rowMaker) of(n *node, made bound) (bound, bool) {
	if n.op != opFact || n.typ.optional || n.narrow {
		return bound{}, false
	}
	made.slot = n.slot
	if slices.Contains(m.slots, n.slot) {
		return made, true
	}
	s := &m.engine.slots[n.slot]
	if s.sharp || len(m.slots) == maxColumns || !columnar(s) {
		return bound{}, false
	}
	m.slots = append(m.slots, n.slot)
	return made, true
}

func columnar(s *slot) bool {
	switch s.typ.kind {
	case kindBool, kindInt:
		return true
	case kindText:
		return s.goType.Kind() != structKind
	}
	return false
}
