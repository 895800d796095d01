package rules

import (
	"github.com/expr-lang/expr/ast"
)

// comparable says why two values cannot be the same, or nothing where they can.
func (c *checker) comparable(left, right *node) string {
	l, r := left.typ.sure(), right.typ.sure()
	names := func() string { return c.text(left) + " is " + l.String() + ", " + c.text(right) + " " + r.String() }
	switch {
	case l.number() && r.number():
		return ""
	case l.kind == kindText && r.kind == kindText:
		switch {
		case l.enum != nil && r.enum != nil && l.enum != r.enum, l.id != "" && r.id != "" && l.id != r.id,
			l.enum != nil && r.id != "", l.id != "" && r.enum != nil:
			return names() + ": they are never the same"
		}
		return ""
	case l.kind != r.kind:
		return names() + ": they do not compare" + c.mixed(left, right)
	case l.kind == kindObject:
		return c.text(left) + " and " + c.text(right) + " are records: compare a field of theirs, such as .id"
	case l.kind == kindList:
		return c.text(left) + " and " + c.text(right) + " are lists: ask any, all or in"
	case l.kind == kindMap:
		return c.text(left) + " and " + c.text(right) + " are maps: compare what is in them"
	}
	return ""
}

// mixed says how values of two kinds are brought to one.
func (c *checker) mixed(left, right *node) string {
	for _, side := range [][2]*node{{left, right}, {right, left}} {
		text, isLiteral := side[1].literal()
		switch {
		case !isLiteral:
		case side[0].typ.kind == kindDate:
			return "; write date(" + quote(text) + ")"
		case side[0].typ.kind == kindPeriod:
			return "; write period(" + quote(text) + ")"
		case side[0].typ.number():
			return "; write the number without quotes"
		case side[0].typ.kind == kindBool && (text == "true" || text == "false"):
			return "; write " + text + " without quotes"
		case side[0].typ.kind == kindList:
			return "; write " + c.text(side[1]) + " in " + c.text(side[0])
		}
		if side[0].typ.kind == kindList {
			return "; ask any, all, in or len"
		}
	}
	return ""
}

// equality checks == and !=.
func (c *checker) equality(left, right *node, operator string, at int) *node {
	if left.typ.kind == kindNil || right.typ.kind == kindNil {
		if left.typ.kind == kindNil {
			left = right
		}
		return c.asksNil(left, operator)
	}
	if reason := c.comparable(left, right); reason != "" {
		return c.refuseAt(at, "%s", reason)
	}
	if l, r := c.literals(left.typ, right), c.literals(right.typ, left); !l || !r {
		return nil
	}
	return compared(left, right, operator)
}

// compared makes the node of a comparison that is allowed.
func compared(left, right *node, operator string) *node {
	simple := func(n *node) bool { return n.typ.is(kindInt) || n.typ.is(kindText) || n.typ.is(kindBool) }
	if simple(left) && simple(right) {
		n := newNode(opCompare, tBool(), left, right)
		n.name = operator
		return n
	}
	made := call("equals", equals, tBool(), left, right)
	switch operator {
	case "!=":
		made = call("differs", differs, tBool(), left, right)
	case "<":
		made = call("before", ordered(func(c int) bool { return c < 0 }), tBool(), left, right)
	case "<=":
		made = call("notAfter", ordered(func(c int) bool { return c <= 0 }), tBool(), left, right)
	case ">":
		made = call("after", ordered(func(c int) bool { return c > 0 }), tBool(), left, right)
	case ">=":
		made = call("notBefore", ordered(func(c int) bool { return c >= 0 }), tBool(), left, right)
	}
	return made
}

// asksNil checks x == nil and x != nil. Of a day and a period it asks whether one is given.
func (c *checker) asksNil(n *node, operator string) *node {
	switch {
	case n.typ.kind == kindNil:
		return c.refuse(n, "nil is always nil: compare something with it")
	case n.typ.optional || n.narrow || n.typ.kind == kindDate || n.typ.kind == kindPeriod:
		if operator == "==" {
			return call("isNil", isNil, tBool(), n)
		}
		return call("isNotNil", isNotNil, tBool(), n)
	case n.typ.kind == kindText:
		return c.refuse(n, `%s is a text, which is never nil: write %s %s ""`, c.text(n), c.text(n), operator)
	case n.typ.kind == kindList || n.typ.kind == kindMap:
		return c.refuse(n, "%s is %s, which is never nil: write len(%s) %s 0", c.text(n), n.typ, c.text(n), operator)
	}
	return c.refuse(n, "%s is %s, which is never nil", c.text(n), n.typ)
}

// order checks <, <=, > and >=.
func (c *checker) order(left, right *node, operator string, at int) *node {
	for _, side := range []*node{left, right} {
		switch {
		case side.typ.kind == kindNil:
			return c.refuse(side, "nil is neither more nor less than anything: compare it by == or !=")
		case side.typ.optional:
			c.maybeNil(side, c.inPlace(side.typ))
			return nil
		}
	}
	l, r := left.typ, right.typ
	switch {
	case l.number() && r.number(), l.is(kindDate) && r.is(kindDate):
		return compared(left, right, operator)
	case l.is(kindText) && r.is(kindText):
		for _, side := range []*node{left, right} {
			if side.typ.enum != nil {
				return c.refuse(side, "%s is %s, which has no order: name the values that are meant, as in %s in [%q]", c.text(side), side.typ, c.text(side), side.typ.enum.values[0])
			}
			if side.typ.id != "" {
				return c.refuse(side, "%s is %s, which has no order", c.text(side), side.typ)
			}
		}
		return compared(left, right, operator)
	case l.is(kindPeriod) && r.is(kindPeriod):
		return c.refuseAt(at, "a period is not longer or shorter than another, since months differ in length: add them to a day and compare the days")
	case l.kind != r.kind:
		return c.refuseAt(at, "%s is %s, %s %s: they do not compare%s", c.text(left), l, c.text(right), r, c.mixed(left, right))
	}
	return c.refuseAt(at, "%s is %s: %s compares numbers, texts or days", c.text(left), l, operator)
}

// inPlace is an example of a value of the type.
func (c *checker) inPlace(t *typ) string {
	switch t.kind {
	case kindBool:
		return "false"
	case kindInt, kindDecimal:
		return "0"
	case kindText:
		return `""`
	case kindDate:
		return `date("2026-01-31")`
	}
	return "…"
}

// in checks x in list, x in 1..5, key in map.
func (c *checker) in(n *ast.BinaryNode) *node {
	left := c.check(n.Left)
	lo, _ := c.outer(left)
	if span, isRange := n.Right.(*ast.BinaryNode); isRange && span.Operator == ".." {
		return c.inRange(left, span)
	}
	right := c.check(n.Right)
	_, hi := c.outer(right)
	if left.bad() || right.bad() {
		return c.poison(lo, hi)
	}
	var made *node
	switch {
	case right.typ.optional:
		c.maybeNil(right, "[]")
	case right.typ.kind == kindText:
		made = c.refuse(right, "%s is a text: write %s contains %s", c.text(right), c.text(right), c.text(left))
	case right.typ.kind == kindMap:
		made = c.inMap(left, right)
	case right.typ.kind != kindList:
		made = c.refuse(right, "%s is %s: in takes a list, as in x in [1, 2] or x in 1..5", c.text(right), right.typ)
	default:
		made = c.inList(left, right)
	}
	if made == nil || made.bad() {
		return c.poison(lo, hi)
	}
	return c.extend(made, lo, hi)
}

func (c *checker) inMap(left, right *node) *node {
	text, isLiteral := left.literal()
	switch {
	case isLiteral && !right.typ.enum.has(text):
		c.notListed(right.typ.enum, text, left)
		return nil
	case left.typ.is(kindText) && (left.typ.enum == right.typ.enum || isLiteral):
		return call("inMap", inMap, tBool(), left, right)
	}
	return c.refuse(left, "%s is %s: the keys of %s are of the list %s", c.text(left), left.typ, c.text(right), right.typ.enum.name)
}

func (c *checker) inList(left, right *node) *node {
	ok := true
	elements := right.kids
	if right.op != opList {
		stand := newNode(opItem, right.typ.elem)
		stand.lo, stand.hi = right.lo, right.hi
		c.within[stand] = right
		elements = []*node{stand}
	}
	if right.op != opConst || len(elements) > 0 {
		for _, element := range elements {
			if element.typ.kind == kindNil {
				continue
			}
			if reason := c.comparable(left, element); reason != "" {
				c.refuse(element, "%s", c.notIn(left, right, element, reason))
				ok = false
			} else if !c.literals(left.typ, element) || !c.literals(element.typ, left) {
				ok = false
			}
		}
	}
	if !ok {
		return nil
	}
	if set, constants := constantSet(right); constants && !left.typ.optional && (left.typ.kind == kindText || left.typ.kind == kindInt) {
		made := call("inSet", inSet(set), tBool(), left, right)
		made.own(c.engine.next())
		return made
	}
	return call("inList", inList, tBool(), left, right)
}

// notIn words why a value is never in a list.
func (c *checker) notIn(left, right, element *node, reason string) string {
	if right.op == opList {
		return reason
	}
	return c.text(left) + " is " + left.typ.String() + ", and what is in " + c.text(right) + " is " + element.typ.String() + ": it is never in there"
}

// constantSet returns the values of a list that is written out, if they are texts or whole numbers.
func constantSet(n *node) ([]any, bool) {
	values := make([]any, 0, len(n.kids))
	if n.op != opList {
		return nil, false
	}
	for _, kid := range n.kids {
		switch kid.value.(type) {
		case string, int:
			values = append(values, kid.value)
		default:
			return nil, false
		}
	}
	return values, true
}

func (c *checker) inRange(left *node, span *ast.BinaryNode) *node {
	from, to := c.check(span.Left), c.check(span.Right)
	lo, _ := c.outer(left)
	_, hi := c.outer(to)
	ok := true
	for _, n := range []*node{left, from, to} {
		switch {
		case n.bad():
			ok = false
		case n.typ.is(kindInt):
		case n.typ.sure().is(kindInt):
			c.maybeNil(n, "0")
			ok = false
		default:
			c.refuse(n, "%s is %s: in with .. takes whole numbers; write 1.5 <= x && x <= 2.5 for others", c.text(n), n.typ)
			ok = false
		}
	}
	if !ok {
		return c.poison(lo, hi)
	}
	return c.extend(call("inRange", inRange, tBool(), left, from, to), lo, hi)
}
