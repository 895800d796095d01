package rules

import "github.com/expr-lang/expr/ast"

func isLoop(name string) bool {
	switch name {
	case "any", "all", "none", "one", "count", "filter", "find", "map", "sum":
		return true
	}
	return false
}

// loop checks a function that asks something of each element of a list.
func (c *checker) loop(name string, args []ast.Node) *node {
	list := c.check(args[0])
	lo, _ := c.outer(list)
	elem := tBad()
	switch {
	case list.bad():
	case list.typ.sure().is(kindList) && list.typ.optional:
		c.maybeNil(list, "[]")
	case !list.typ.is(kindList):
		c.refuse(list, "%s is %s: %s takes a list", c.text(list), list.typ, name)
	default:
		elem = list.typ.elem
	}
	body := args[1]
	if p, isPredicate := body.(*ast.PredicateNode); isPredicate {
		body = p.Node
	}
	c.walked = append(c.walked, list)
	if c.loops = append(c.loops, elem); len(c.loops) > c.engine.limits.Loops {
		at := max(c.token(args[1]), 0)
		c.report(&problem{offset: c.source.tokens[at].from, message: "loops nest too deep here" + c.engine.limits.refusal("Loops", "ask in another way"), limit: "Loops"})
		elem = tBad()
	}
	condition := c.check(body)
	c.loops, c.walked = c.loops[:len(c.loops)-1], c.walked[:len(c.walked)-1]
	if elem.kind == kindBad || condition.bad() {
		return c.poison(lo, condition.hi)
	}
	if name != "map" && name != "sum" && !c.truth(condition, "the condition of "+name+" is true or false") {
		return c.poison(lo, condition.hi)
	}
	made := newNode(opLoop, tBool(), list, condition)
	made.name = name
	switch name {
	case "count":
		made.typ = tInt()
	case "filter":
		made.typ = list.typ
	case "find":
		made.typ = elem.maybe()
	case "map":
		made.typ = &typ{kind: kindList, elem: condition.typ}
	case "sum":
		if !c.number(condition, name) {
			return c.poison(lo, condition.hi)
		}
		made.name, made.typ = "map", &typ{kind: kindList, elem: condition.typ}
		made.quiet = true
		c.extend(made, lo, condition.hi)
		made = call("sum", sum, condition.typ, made)
	}
	return c.extend(made, lo, condition.hi)
}
