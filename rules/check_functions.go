package rules

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/iso28000/iso28000/records"
)

// function checks the call of a function; at is the token of its name.
func (c *checker) function(name string, args []ast.Node, at int) *node {
	lo, hi := at, at
	if at+1 < len(c.source.tokens) && c.source.tokens[at+1].match > 0 {
		hi = c.source.tokens[at+1].match
	}
	if !isFunction(name) {
		return c.extend(c.noFunction(name, at), lo, hi)
	}
	var made *node
	if isLoop(name) && len(args) == 2 {
		made = c.loop(name, args)
		lo = min(lo, made.lo)
	} else {
		kids := make([]*node, len(args))
		bad := false
		for i, arg := range args {
			if p, isPredicate := arg.(*ast.PredicateNode); isPredicate {
				arg = p.Node
			}
			kids[i] = c.check(arg)
			bad = bad || kids[i].bad()
			lo = min(lo, kids[i].lo) // list | count()
		}
		if bad {
			return c.poison(lo, hi)
		}
		made = c.plain(name, kids, at, lo, hi)
	}
	if made == nil || made.bad() {
		return c.poison(lo, hi)
	}
	return c.extend(made, lo, hi)
}

// noFunction reports a function that there is none of, with what does its work.
func (c *checker) noFunction(name string, at int) *node {
	p := &problem{offset: c.source.tokens[at].from}
	p.message = fmt.Sprintf("%s is no function of the language", quoteSource(name))
	if c.engine.facts.fields[name] != nil {
		p.message = fmt.Sprintf("%s is a fact, not a function: write it without brackets", name)
	} else if way := instead(name); way != "" {
		p.message += ": " + way
	} else if near := c.nearest(name, functionNames()); near != "" && !isForeign(name) {
		p.near = near
		p.message += ", did you mean " + near + "?"
	}
	c.report(p)
	return newNode(opConst, tBad())
}

// plain checks a function whose operands are worked out before it.
func (c *checker) plain(name string, kids []*node, at, lo, hi int) *node {
	if len(kids) == 0 || len(kids) > 2 && name != "min" && name != "max" {
		return c.misused(name, at)
	}
	switch name {
	case "min", "max":
		return c.extreme(name, kids, at)
	case "within":
		if len(kids) != 2 || !c.takes(name, kids[0], kindDate) {
			return c.misusedUnless(len(kids) == 2, name, at)
		}
		period := c.periodOperand(kids[1])
		if period == nil {
			return nil
		}
		return call("within", within, tBool(), kids[0], period)
	case "add_days", "add_months", "days_between":
		return c.calendar(name, kids, at, lo, hi)
	}
	if len(kids) != 1 {
		return c.misused(name, at)
	}
	return c.single(name, kids[0], at, lo, hi)
}

// single checks a function of one operand.
func (c *checker) single(name string, kid *node, at, lo, hi int) *node {
	isList := kid.typ.is(kindList)
	switch name {
	case "len":
		if isList || kid.typ.is(kindText) || kid.typ.is(kindMap) {
			return call("len", length, tInt(), kid)
		}
		return c.wrong(name, kid, "a list, a text or a map")
	case "count":
		if isList && kid.typ.elem.is(kindBool) {
			item := c.extend(newNode(opItem, tBool()), kid.lo, kid.hi)
			made := newNode(opLoop, tInt(), kid, item)
			made.name = name
			return made
		}
		if isList {
			return c.refuse(kid, "count takes a condition: write count(%s, condition), or len(%s) for all of them", c.text(kid), c.text(kid))
		}
		return c.wrong(name, kid, "a list")
	case "sum":
		if isList && (kid.typ.elem.number() || kid.typ.elem.kind == kindNil) {
			return call("sum", sum, join(tInt(), kid.typ.elem).sure(), kid)
		}
		return c.wrong(name, kid, "a list of numbers")
	case "first", "last":
		if !isList {
			return c.wrong(name, kid, "a list")
		} else if name == "first" {
			return call(name, first, kid.typ.elem.maybe(), kid)
		}
		return call(name, last, kid.typ.elem.maybe(), kid)
	case "abs":
		if !c.number(kid, name) {
			return nil
		}
		return c.fold(c.extend(call(name, absolute, kid.typ, kid), lo, hi))
	case "upper", "lower", "trim":
		if !c.takes(name, kid, kindText) {
			return nil
		}
		change := map[string]func(string) string{"upper": strings.ToUpper, "lower": strings.ToLower, "trim": strings.TrimSpace}[name]
		return call(name, changed(change), tText(), kid)
	case "happened", "reached", "over":
		if !c.takes(name, kid, kindDate) {
			return nil
		} else if name == "over" {
			return call(name, over, tBool(), kid)
		}
		return call(name, happened, tBool(), kid)
	case "date":
		text, isLiteral := kid.literal()
		if !isLiteral {
			return c.refuse(kid, `%s is no day in quotes: date takes one, as in date("2026-01-31")`, c.text(kid))
		}
		day, err := records.ParseDate(text)
		if err != nil {
			return c.refuse(kid, "%s", err)
		}
		return constant(day, tDate())
	case "period":
		return c.periodOperand(kid)
	}
	return c.misused(name, at)
}

// periodOperand takes a period, or a text in quotes that is one.
func (c *checker) periodOperand(n *node) *node {
	text, isLiteral := n.literal()
	switch {
	case n.typ.is(kindPeriod):
		return n
	case n.typ.sure().is(kindPeriod):
		c.maybeNil(n, `period("12 months")`)
		return nil
	case !isLiteral:
		c.refuse(n, `%s is %s: a period is needed, as in "12 months" or "30 days"`, c.text(n), n.typ)
		return nil
	}
	period, err := records.ParsePeriod(text)
	if err != nil {
		c.refuse(n, "%s", err)
		return nil
	}
	return c.extend(constant(period, tPeriod()), n.lo, n.hi)
}

// calendar checks the functions that count days.
func (c *checker) calendar(name string, kids []*node, at, lo, hi int) *node {
	if len(kids) != 2 {
		return c.misused(name, at)
	}
	second := kindInt
	if name == "days_between" {
		second = kindDate
	}
	if a, b := c.takes(name, kids[0], kindDate), c.takes(name, kids[1], second); !a || !b {
		return nil
	}
	made := call(name, daysBetween, tInt(), kids...)
	switch name {
	case "add_days":
		made = call(name, addDays, tDate(), kids...)
	case "add_months":
		made = call(name, addMonths, tDate(), kids...)
	}
	return c.fold(c.extend(made, lo, hi))
}

// extreme checks min and max, of several values or of one list.
func (c *checker) extreme(name string, kids []*node, at int) *node {
	types := make([]*typ, 0, len(kids))
	for _, kid := range kids {
		types = append(types, kid.typ)
	}
	if len(kids) == 1 {
		if !kids[0].typ.is(kindList) {
			return c.misused(name, at)
		}
		types[0] = kids[0].typ.elem
	}
	result := types[0]
	for i, t := range types {
		result = join(result, t)
		if result == nil || !t.number() && !t.is(kindDate) {
			if t.optional && len(kids) > 1 {
				c.maybeNil(kids[i], c.inPlace(t))
				return nil
			}
			return c.refuse(kids[i], "%s is %s: %s takes numbers, or days, or one list of either", c.text(kids[i]), kids[i].typ, name)
		}
	}
	return call(name, extreme(name == "max"), result, kids...)
}

// takes reports whether an operand is of the kind that a function takes, and what is wrong otherwise.
func (c *checker) takes(name string, n *node, k kind) bool {
	switch {
	case n.typ.is(k):
		return true
	case n.typ.sure().is(k):
		c.maybeNil(n, c.inPlace(n.typ))
		return false
	}
	what := (&typ{kind: k}).String()
	if text, isLiteral := n.literal(); isLiteral && k == kindDate {
		what += ", write date(" + quote(text) + ")"
	}
	c.wrong(name, n, what)
	return false
}

func (c *checker) wrong(name string, n *node, what string) *node {
	if n.typ.optional && n.typ.kind != kindNil {
		c.maybeNil(n, c.inPlace(n.typ))
		return nil
	}
	return c.refuse(n, "%s is %s: %s takes %s", c.text(n), n.typ, name, what)
}

func (c *checker) misused(name string, at int) *node {
	return c.refuseAt(at, "%s is written %s", name, usage(name))
}

func (c *checker) misusedUnless(reported bool, name string, at int) *node {
	if reported {
		return nil
	}
	return c.misused(name, at)
}
