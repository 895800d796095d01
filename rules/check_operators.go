package rules

import (
	"github.com/expr-lang/expr/ast"
)

func (c *checker) unary(n *ast.UnaryNode, at int) *node {
	kid := c.check(n.Node)
	lo := at
	_, hi := c.outer(kid)
	if n.Operator == "not" && c.source.tokens[at].value != "not" {
		lo, hi = kid.lo, kid.hi // x not in y: the word stands inside, and at is the word after it
		kid.quiet = true
	}
	if kid.bad() {
		return c.poison(lo, hi)
	}
	switch {
	case n.Operator == "not" || n.Operator == "!":
		if !c.truth(kid, n.Operator+" turns true into false") {
			return c.poison(lo, hi)
		}
		return c.extend(newNode(opNot, tBool(), kid), lo, hi)
	case !c.number(kid, n.Operator):
		return c.poison(lo, hi)
	case n.Operator == "+":
		return c.extend(kid, lo, hi)
	}
	return c.fold(c.extend(call("negate", negate, kid.typ, kid), lo, hi))
}

// number reports whether the operand is one, and says what is wrong otherwise.
func (c *checker) number(n *node, operator string) bool {
	switch {
	case n.typ.number():
		return true
	case n.bad():
	case n.typ.sure().number():
		c.maybeNil(n, "0")
	default:
		c.refuse(n, "%s is %s: %s takes numbers%s", c.text(n), n.typ, operator, hint(operator, n.typ))
	}
	return false
}

// maybeNil reports a value that may be nil where there has to be one.
func (c *checker) maybeNil(n *node, instead string) {
	text := c.operand(n)
	if n.key == "" {
		c.refuse(n, "%s may be nil: write what is to be in its place, as in (%s ?? %s)", text, text, instead)
		return
	}
	c.refuse(n, "%s may be nil: ask %s != nil before, or write what is to be in its place, as in (%s ?? %s)", text, text, text, instead)
}

// hint says how that is done which a type cannot do by an operator.
func hint(operator string, t *typ) string {
	switch {
	case t.kind == kindDate && operator == "-":
		return "; for days write days_between(from, to) or add_days(day, -30)"
	case t.kind == kindDate && operator == "+":
		return "; for days write add_days(day, 30) or add_months(day, 6)"
	case t.kind == kindList:
		return "; of a list ask len, count or sum"
	}
	return ""
}

func (c *checker) binary(n *ast.BinaryNode, at int) *node {
	switch n.Operator {
	case "and", "&&", "or", "||":
		return c.connective(n)
	case "??":
		return c.coalesce(n)
	case "in":
		return c.in(n)
	}
	left, right := c.check(n.Left), c.check(n.Right)
	lo, _ := c.outer(left)
	_, hi := c.outer(right)
	if left.bad() || right.bad() {
		return c.poison(lo, hi)
	}
	var made *node
	switch n.Operator {
	case "==", "!=":
		made = c.equality(left, right, n.Operator, at)
	case "<", "<=", ">", ">=":
		made = c.order(left, right, n.Operator, at)
	case "+", "-", "*", "/", "%":
		made = c.arithmetic(left, right, n.Operator, at)
	case "contains", "startsWith", "endsWith":
		made = c.onText(left, right, n.Operator)
	case "matches":
		made = c.pattern(left, right, at)
	case "..":
		if c.number(left, "..") && c.number(right, "..") {
			if left.typ.is(kindInt) && right.typ.is(kindInt) {
				made = call("numbers", numbers, &typ{kind: kindList, elem: tInt()}, left, right)
			} else {
				made = c.refuseAt(at, ".. counts from one whole number to another")
			}
		}
	case "^", "**":
		made = c.refuseAt(at, "%s is not part of the language: write the product out, as in x * x", n.Operator)
	default:
		made = c.refuseAt(at, "%s is not part of the language", n.Operator)
	}
	if made == nil || made.bad() {
		return c.poison(lo, hi)
	}
	return c.extend(made, lo, hi)
}

// connective checks && and ||. What the left side has made sure of, the right side knows.
func (c *checker) connective(n *ast.BinaryNode) *node {
	and := n.Operator == "and" || n.Operator == "&&"
	left := c.check(n.Left)
	before := len(c.sure)
	c.sure = append(c.sure, notNil(left, and)...)
	right := c.check(n.Right)
	c.sure = c.sure[:before]
	lo, _ := c.outer(left)
	_, hi := c.outer(right)
	why := n.Operator + " joins what is true or false"
	switch l, r := c.truth(left, why), c.truth(right, why); {
	case !l || !r:
		return c.poison(lo, hi)
	case and:
		return c.extend(newNode(opAnd, tBool(), left, right), lo, hi)
	}
	return c.extend(newNode(opOr, tBool(), left, right), lo, hi)
}

// notNil returns the keys of the values that are not nil where the condition came out so.
func notNil(n *node, holds bool) []string {
	switch {
	case n.op == opNot:
		return notNil(n.kids[0], !holds)
	case n.op == opAnd && holds, n.op == opOr && !holds:
		return append(notNil(n.kids[0], holds), notNil(n.kids[1], holds)...)
	case n.op == opCall && len(n.kids) == 1 && n.kids[0].key != "" &&
		(n.call.name == "isNotNil" && holds || n.call.name == "isNil" && !holds):
		return []string{n.kids[0].key}
	}
	return nil
}

func (c *checker) arithmetic(left, right *node, operator string, at int) *node {
	if operator == "+" && left.typ.is(kindText) && right.typ.is(kindText) {
		return c.fold(c.extend(call("concatenate", concatenate, tText(), left, right), left.lo, right.hi))
	}
	if operator == "+" && (left.typ.is(kindText) && right.typ.number() || left.typ.number() && right.typ.is(kindText)) {
		return c.refuseAt(at, "%s is %s and %s %s: + adds two numbers or joins two texts", c.text(left), left.typ, c.text(right), right.typ)
	}
	if l, r := c.number(left, operator), c.number(right, operator); !l || !r {
		return nil
	}
	result := join(left.typ, right.typ)
	var made *node
	switch operator {
	case "+":
		made = call("add", add, result, left, right)
	case "-":
		made = call("subtract", subtract, result, left, right)
	case "*":
		made = call("multiply", multiply, result, left, right)
	case "/":
		made = call("divide", divide, tDecimal(), left, right)
	case "%":
		if result.kind != kindInt {
			return c.refuseAt(at, "%% takes two whole numbers")
		}
		made = call("remainder", remainder, tInt(), left, right)
	}
	lo, _ := c.outer(left)
	_, hi := c.outer(right)
	return c.fold(c.extend(made, lo, hi))
}

// fold works out what is made of constants only, so that a fault in it shows now.
func (c *checker) fold(n *node) *node {
	args := make([]any, len(n.kids))
	for i, kid := range n.kids {
		if kid.op != opConst || kid.bad() {
			return n
		}
		args[i] = kid.value
	}
	value, err := n.call.fn(&machine{limits: c.engine.limits, steps: c.engine.limits.Steps}, args)
	if err != nil {
		return c.failed(n.lo, n.hi, err)
	}
	folded := constant(value, n.typ)
	folded.lo, folded.hi = n.lo, n.hi
	return folded
}

// coalesce checks x ?? y: y where x is nil.
func (c *checker) coalesce(n *ast.BinaryNode) *node {
	left, right := c.check(n.Left), c.check(n.Right)
	lo, _ := c.outer(left)
	_, hi := c.outer(right)
	switch {
	case left.bad() || right.bad():
		return c.poison(lo, hi)
	case !left.typ.optional && !left.narrow && left.name != "" && left.op == opCall:
		return c.extend(c.refuse(left, "%s is never nil, so that what stands after ?? is never taken: remove it, or write ?. where a record or a key may be missing", c.text(left)), lo, hi)
	case !left.typ.optional && !left.narrow:
		return c.extend(c.refuse(left, "%s is never nil, so that what stands after ?? is never taken: remove it", c.text(left)), lo, hi)
	}
	both := join(left.typ.sure(), right.typ)
	if left.typ.kind == kindNil {
		both = right.typ
	}
	if both == nil {
		return c.extend(c.refuse(right, "%s is %s, and %s %s: what stands in place of nil has to be of the same kind", c.text(right), right.typ, c.text(left), left.typ), lo, hi)
	}
	c.literals(left.typ, right)
	return c.extend(newNode(opCoalesce, both, left, right), lo, hi)
}
