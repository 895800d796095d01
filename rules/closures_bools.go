package rules

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/iso28000/iso28000/records"
)

func ofBools() *family[bool] {
	return &family[bool]{
		read: func(reflect.Type) func(*frame, spot) bool {
			return func(_ *frame, at spot) bool { return loadBool(at) }
		},
		value:   func(v any) bool { return v.(bool) },
		slot:    func(v *variableValue) *bool { return &v.b },
		special: (*compiler).truth,
	}
}

// truth covers conditions.
func (c *compiler) truth(n *node) func(*frame) bool {
	switch n.op {
	case opNot:
		value := sure(c, ofBools(), n.kids[0])
		return func(f *frame) bool { return !value(f) }
	case opAnd:
		left, right := sure(c, ofBools(), n.kids[0]), sure(c, ofBools(), n.kids[1])
		return func(f *frame) bool { return left(f) && right(f) }
	case opOr:
		left, right := sure(c, ofBools(), n.kids[0]), sure(c, ofBools(), n.kids[1])
		return func(f *frame) bool { return left(f) || right(f) }
	case opCompare:
		return c.simple(n)
	case opLoop:
		return c.asked(n)
	case opCall:
		return c.question(n)
	}
	c.uncovered()
	return nil
}

// simple covers the comparison of two texts, two whole numbers or two truth values.
func (c *compiler) simple(n *node) func(*frame) bool {
	left, right := n.kids[0], n.kids[1]
	switch left.typ.kind {
	case kindInt:
		a := sure(c, ofInts(), left)
		if right.op == opConst {
			return against(a, right.value.(int), n.name)
		}
		return comparing(a, sure(c, ofInts(), right), n.name)
	case kindText:
		a := sure(c, ofTexts(), left)
		if right.op == opConst {
			return against(a, right.value.(string), n.name)
		}
		return comparing(a, sure(c, ofTexts(), right), n.name)
	case kindBool:
		a, b := sure(c, ofBools(), left), sure(c, ofBools(), right)
		same := n.name == "=="
		return func(f *frame) bool {
			x := a(f)
			return (x == b(f)) == same
		}
	}
	c.uncovered()
	return nil
}

// against compares with a constant.
func against[T int | string](a func(*frame) T, b T, operator string) func(*frame) bool {
	switch operator {
	case "==":
		return func(f *frame) bool { return a(f) == b }
	case "!=":
		return func(f *frame) bool { return a(f) != b }
	case "<":
		return func(f *frame) bool { return a(f) < b }
	case "<=":
		return func(f *frame) bool { return a(f) <= b }
	case ">":
		return func(f *frame) bool { return a(f) > b }
	}
	return func(f *frame) bool { return a(f) >= b }
}

// comparing compares two values, the left of which is worked out first.
func comparing[T int | string](a, b func(*frame) T, operator string) func(*frame) bool {
	switch operator {
	case "==":
		return func(f *frame) bool { x := a(f); return x == b(f) }
	case "!=":
		return func(f *frame) bool { x := a(f); return x != b(f) }
	case "<":
		return func(f *frame) bool { x := a(f); return x < b(f) }
	case "<=":
		return func(f *frame) bool { x := a(f); return x <= b(f) }
	case ">":
		return func(f *frame) bool { x := a(f); return x > b(f) }
	}
	return func(f *frame) bool { x := a(f); return x >= b(f) }
}

// question covers functions and operators that come to true or false.
func (c *compiler) question(n *node) func(*frame) bool {
	name := n.call.base()
	switch name {
	case "equals", "differs":
		return c.equality(n.kids[0], n.kids[1], name == "equals")
	case "before":
		return c.order(n, func(order int) bool { return order < 0 })
	case "notAfter":
		return c.order(n, func(order int) bool { return order <= 0 })
	case "after":
		return c.order(n, func(order int) bool { return order > 0 })
	case "notBefore":
		return c.order(n, func(order int) bool { return order >= 0 })
	case "isNil":
		return c.given(n.kids[0], false)
	case "isNotNil":
		return c.given(n.kids[0], true)
	case "inSet":
		return c.inSet(n)
	case "inList":
		return c.inList(n)
	case "inRange":
		value, from, to := sure(c, ofInts(), n.kids[0]), sure(c, ofInts(), n.kids[1]), sure(c, ofInts(), n.kids[2])
		return func(f *frame) bool {
			v := value(f)
			a := from(f)
			b := to(f)
			return a <= v && v <= b
		}
	case "contains":
		return c.part(n, strings.Contains)
	case "startsWith":
		return c.part(n, strings.HasPrefix)
	case "endsWith":
		return c.part(n, strings.HasSuffix)
	case "matches":
		return c.matches(n)
	case "happened", "reached", "over":
		day := sure(c, ofDates(), n.kids[0])
		if name == "over" {
			return func(f *frame) bool {
				d := day(f)
				return !f.failed && f.over(d)
			}
		}
		return func(f *frame) bool {
			d := day(f)
			return !f.failed && f.happened(d)
		}
	case "within":
		day, period := sure(c, ofDates(), n.kids[0]), sure(c, ofPeriods(), n.kids[1])
		return func(f *frame) bool {
			d := day(f)
			p := period(f)
			return !f.failed && f.insidePeriod(d, p)
		}
	}
	c.uncovered()
	return nil
}

// The clock is the caller's and may panic, which the VM then reports.
func (f *frame) answered() {
	if recover() != nil {
		f.failed = true
	}
}

func (f *frame) happened(d records.Date) bool {
	defer f.answered()
	return f.clock.Happened(d)
}

func (f *frame) over(d records.Date) bool {
	defer f.answered()
	return f.clock.Over(d)
}

func (f *frame) insidePeriod(d records.Date, p records.Period) bool {
	defer f.answered()
	return f.clock.Within(d, p)
}

// equality covers == and != of values that may be nil, which is only itself.
func (c *compiler) equality(left, right *node, same bool) func(*frame) bool {
	kinds := left.typ.kind
	if kinds == kindNil || kinds == kindInt && right.typ.kind == kindDecimal {
		kinds = right.typ.kind
	}
	switch kinds {
	case kindBool:
		return equality(c, ofBools(), left, right, same, func(a, b bool) bool { return a == b })
	case kindInt:
		return equality(c, ofInts(), left, right, same, func(a, b int) bool { return a == b })
	case kindDecimal:
		return equality(c, ofNums(), left, right, same, func(a, b num) bool { return a.compare(b) == 0 })
	case kindText:
		return equality(c, ofTexts(), left, right, same, func(a, b string) bool { return a == b })
	case kindDate:
		return equality(c, ofDates(), left, right, same, func(a, b records.Date) bool { return a == b })
	case kindPeriod:
		return equality(c, ofPeriods(), left, right, same, func(a, b records.Period) bool { return a == b })
	}
	c.uncovered()
	return nil
}

func equality[T any](c *compiler, k *family[T], left, right *node, same bool, equal func(a, b T) bool) func(*frame) bool {
	if !nullable(left) && !nullable(right) {
		a, b := sure(c, k, left), sure(c, k, right)
		return func(f *frame) bool {
			x := a(f)
			y := b(f)
			return !f.failed && equal(x, y) == same
		}
	}
	a, b := maybe(c, k, left), maybe(c, k, right)
	return func(f *frame) bool {
		x, s := a(f)
		y, t := b(f)
		switch {
		case f.failed:
			return false
		case s != there || t != there:
			return (s != there && t != there) == same
		}
		return equal(x, y) == same
	}
}

// order covers <, <=, > and >= of numbers and days.
func (c *compiler) order(n *node, holds func(order int) bool) func(*frame) bool {
	left, right := n.kids[0], n.kids[1]
	if left.typ.kind == kindDate {
		a, b := sure(c, ofDates(), left), sure(c, ofDates(), right)
		return func(f *frame) bool {
			x := a(f)
			y := b(f)
			return holds(compareDays(f, x, y))
		}
	}
	a, b := sure(c, ofNums(), left), sure(c, ofNums(), right)
	return func(f *frame) bool {
		x := a(f)
		y := b(f)
		return !f.failed && holds(x.compare(y))
	}
}

// given covers == nil and != nil.
func (c *compiler) given(n *node, want bool) func(*frame) bool {
	switch n.typ.kind {
	case kindBool:
		return given(c, ofBools(), n, want)
	case kindInt:
		return given(c, ofInts(), n, want)
	case kindDecimal:
		return given(c, ofNums(), n, want)
	case kindText:
		return given(c, ofTexts(), n, want)
	case kindDate:
		return given(c, ofDates(), n, want)
	case kindPeriod:
		return given(c, ofPeriods(), n, want)
	case kindObject:
		return given(c, ofObjects(), n, want)
	case kindList:
		made, _ := c.list(n)
		return func(f *frame) bool { return (made(f).n >= 0) == want }
	}
	c.uncovered()
	return nil
}

func given[T any](c *compiler, k *family[T], n *node, want bool) func(*frame) bool {
	value := maybe(c, k, n)
	return func(f *frame) bool {
		v, s := value(f)
		return k.given(v, s) == want
	}
}

// inSet covers in a list of constants.
func (c *compiler) inSet(n *node) func(*frame) bool {
	values, _ := constantSet(n.kids[1])
	if n.kids[0].typ.kind == kindInt {
		return among(sure(c, ofInts(), n.kids[0]), values)
	}
	return among(sure(c, ofTexts(), n.kids[0]), values)
}

func among[T int | string](value func(*frame) T, constants []any) func(*frame) bool {
	const few = 6
	values, set := make([]T, 0, len(constants)), map[T]struct{}{}
	for _, v := range constants {
		if v, fits := v.(T); fits {
			values = append(values, v)
			set[v] = struct{}{}
		}
	}
	if len(values) <= few {
		return func(f *frame) bool {
			v := value(f)
			for _, constant := range values {
				if v == constant {
					return true
				}
			}
			return false
		}
	}
	return func(f *frame) bool {
		_, found := set[value(f)]
		return found
	}
}

// inList covers in a list that is worked out.
func (c *compiler) inList(n *node) func(*frame) bool {
	left, elem := n.kids[0], n.kids[1].typ.elem
	kinds := left.typ.kind
	if kinds == kindInt && elem.kind == kindDecimal {
		kinds = kindDecimal
	}
	switch kinds {
	case kindBool:
		return contained(c, ofBools(), n, func(a, b bool) bool { return a == b })
	case kindInt:
		return contained(c, ofInts(), n, func(a, b int) bool { return a == b })
	case kindDecimal:
		return contained(c, ofNums(), n, func(a, b num) bool { return a.compare(b) == 0 })
	case kindText:
		return contained(c, ofTexts(), n, func(a, b string) bool { return a == b })
	case kindDate:
		return contained(c, ofDates(), n, func(a, b records.Date) bool { return a == b })
	case kindPeriod:
		return contained(c, ofPeriods(), n, func(a, b records.Period) bool { return a == b })
	}
	c.uncovered()
	return nil
}

func contained[T any](c *compiler, k *family[T], n *node, equal func(a, b T) bool) func(*frame) bool {
	value := maybe(c, k, n.kids[0])
	made, elem := c.list(n.kids[1])
	if n.kids[1].typ.elem.kind == kindNil { // an empty list
		return func(f *frame) bool {
			value(f)
			return false
		}
	}
	read := k.reader(elem)
	return func(f *frame) bool {
		v, s := value(f)
		items := made(f)
		if f.failed || items.n < 0 {
			f.fail()
			return false
		}
		f.pay(items.n)
		for i := 0; i < items.n && !f.failed; i++ {
			w, t := read(f, items.at(i))
			if s == there && t == there && !f.failed && equal(v, w) || s != there && t != there {
				return true
			}
		}
		return false
	}
}

// part covers contains, startsWith and endsWith.
func (c *compiler) part(n *node, holds func(s, part string) bool) func(*frame) bool {
	whole := sure(c, ofTexts(), n.kids[0])
	if text, literal := n.kids[1].literal(); literal {
		return func(f *frame) bool {
			s := whole(f)
			f.look(len(s) + len(text))
			return holds(s, text)
		}
	}
	part := sure(c, ofTexts(), n.kids[1])
	return func(f *frame) bool {
		s := whole(f)
		t := part(f)
		if f.look(len(s) + len(t)); f.failed {
			return false
		}
		return holds(s, t)
	}
}

func (c *compiler) matches(n *node) func(*frame) bool {
	value, pattern, cost := sure(c, ofTexts(), n.kids[0]), n.call.pattern, 2+n.call.states/8
	return func(f *frame) bool {
		s := value(f)
		if f.payLoop(1+len(s), cost); f.failed {
			return false
		}
		return matched(pattern, s)
	}
}

func matched(pattern *regexp.Regexp, s string) bool { return pattern.MatchString(s) }
