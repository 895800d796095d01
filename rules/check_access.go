package rules

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser/lexer"
)

// chain is what stands around a.b?.c: where an optional step finds nothing, the whole is nil.
func (c *checker) chain(n *ast.ChainNode) *node {
	before := c.vanishes
	c.vanishes = false
	inner := c.check(n.Node)
	vanishes := c.vanishes
	c.vanishes = before
	if inner.bad() {
		return inner
	}
	t := inner.typ
	if vanishes {
		t = t.maybe()
	}
	made := newNode(opChain, t, inner)
	made.key = inner.key
	return c.extend(c.narrow(made), inner.lo, inner.hi)
}

// member checks a.b, a["b"] and a[1].
func (c *checker) member(n *ast.MemberNode, at int) *node {
	base := c.check(n.Node)
	lo, _ := c.outer(base)
	hi := at
	bracket := c.source.tokens[at].kind == lexer.Bracket
	if bracket {
		hi = c.source.tokens[at].match
	}
	var made *node
	switch {
	case base.bad():
		made = base
	case base.typ.kind == kindObject:
		made = c.field(base, n, at)
	case base.typ.kind == kindMap:
		made = c.lookup(base, n)
	case base.typ.kind == kindList:
		made = c.index(base, n, at)
	case base.typ.kind == kindText && bracket:
		made = c.refuse(base, "%s is a text, of which single characters cannot be taken: ask startsWith, endsWith, contains or matches", c.text(base))
	default:
		made = c.refuseAt(at, "%s is %s, which has no fields", c.text(base), base.typ)
	}
	if made.bad() {
		return c.poison(lo, hi)
	}
	return c.extend(c.narrow(made), lo, hi)
}

func (c *checker) field(base *node, n *ast.MemberNode, at int) *node {
	property, named := n.Property.(*ast.StringNode)
	if !named {
		return c.refuseAt(at, "%s is %s, whose fields are named in the rule: write %s.name", c.text(base), base.typ.sure(), c.text(base))
	}
	f := base.typ.object.fields[property.Value]
	if f != nil && f.unfit != "" {
		return c.refuseAt(max(c.token(property), 0), "%s of %s is left out of rules: it %s", property.Value, base.typ.object.name, f.unfit)
	}
	if f == nil {
		p := &problem{near: c.nearest(property.Value, base.typ.object.names)}
		p.offset = c.source.tokens[max(c.token(property), 0)].from
		p.message = "unknown field " + quoteSource(property.Value) + " of " + base.typ.object.name
		switch names := base.typ.object.names; {
		case p.near != "":
			p.message += ", did you mean " + p.near + "?"
		case len(names) > 0:
			p.message += ": there are " + some(names)
		}
		c.report(p)
		return newNode(opConst, tBad())
	}
	if base.op == opFact && !c.engine.slots[base.slot].typ.optional {
		under := c.engine.slots[base.slot]
		return c.engine.fact(f, &under)
	}
	c.vanishes = c.vanishes || n.Optional && (base.typ.optional || base.narrow)
	made := call("field", readField(f, c.text(base), n.Optional), f.typ, base)
	made.name, made.call.field, made.call.optional = f.name, f, n.Optional
	if base.key != "" {
		made.key = base.key + "." + f.name
	}
	made.own(c.engine.next())
	return made
}

// lookup checks the value of a key of a map. The keys are known, but not whether all are there.
func (c *checker) lookup(base *node, n *ast.MemberNode) *node {
	key := c.check(n.Property)
	switch text, isLiteral := key.literal(); {
	case key.bad():
		return key
	case isLiteral && !base.typ.enum.has(text):
		c.notListed(base.typ.enum, text, key)
		return newNode(opConst, tBad())
	case !isLiteral && (!key.typ.is(kindText) || key.typ.enum != base.typ.enum):
		return c.refuse(key, "%s is %s: the keys of %s are of the list %s", c.text(key), key.typ, c.text(base), base.typ.enum.name)
	}
	c.vanishes = c.vanishes || n.Optional
	made := call("lookup", readKey(base.typ.read, c.text(base), n.Optional), base.typ.elem, base, key)
	if text, isLiteral := key.literal(); isLiteral && base.key != "" {
		made.key = base.key + "." + text
	}
	made.name, made.call.step, made.call.optional = "[]", true, n.Optional
	made.own(c.engine.next())
	return made
}

func (c *checker) index(base *node, n *ast.MemberNode, at int) *node {
	if name, named := n.Property.(*ast.StringNode); named {
		return c.refuseAt(at, "%s is a list: write any(%s, .%s …), all, count or filter", c.text(base), c.text(base), name.Value)
	}
	index := c.check(n.Property)
	switch {
	case index.bad():
		return index
	case index.typ.sure().is(kindInt) && index.typ.optional:
		c.maybeNil(index, "0")
		return newNode(opConst, tBad())
	case !index.typ.is(kindInt):
		return c.refuse(index, "%s is %s: the elements of a list are counted by whole numbers from 0", c.text(index), index.typ)
	}
	c.vanishes = c.vanishes || n.Optional && (base.typ.optional || base.narrow)
	made := call("index", readIndex(c.text(base), n.Optional), base.typ.elem, base, index)
	made.call.step, made.call.optional = true, n.Optional
	made.own(c.engine.next())
	return made
}

// conditional checks c ? a : b and if c {a} else {b}.
func (c *checker) conditional(n *ast.ConditionalNode) *node {
	condition := c.check(n.Cond)
	before := len(c.sure)
	c.sure = append(c.sure, notNil(condition, true)...)
	then := c.check(n.Exp1)
	c.sure = append(c.sure[:before], notNil(condition, false)...)
	otherwise := c.check(n.Exp2)
	c.sure = c.sure[:before]

	lo, _ := c.outer(condition)
	_, hi := c.outer(otherwise)
	if !n.Ternary {
		if lo > 0 && c.source.tokens[lo-1].is(lexer.Operator, "if") {
			lo--
		}
		chained := hi > 0 && c.source.tokens[otherwise.lo].is(lexer.Operator, "if")
		if !chained && c.source.tokens[hi+1].is(lexer.Bracket, "}") {
			hi++
		}
	}
	if !c.truth(condition, "a choice is made by what is true or false") || then.bad() || otherwise.bad() {
		return c.poison(lo, hi)
	}
	both := join(then.typ, otherwise.typ)
	if both == nil {
		return c.extend(c.refuse(otherwise, "%s is %s, and %s %s: both ways have to come to the same kind of value", c.text(otherwise), otherwise.typ, c.text(then), then.typ), lo, hi)
	}
	if l, r := c.literals(then.typ, otherwise), c.literals(otherwise.typ, then); !l || !r {
		return c.poison(lo, hi)
	}
	return c.extend(newNode(opIf, both, condition, then, otherwise), lo, hi)
}

// let checks let x = 1; x > 0. The name must not hide another.
func (c *checker) let(n *ast.VariableDeclaratorNode, at int) *node {
	value := c.check(n.Value)
	taken := slices.ContainsFunc(c.lets, func(v variable) bool { return v.name == n.Name })
	switch {
	case c.engine.facts.fields[n.Name] != nil:
		c.refuseAt(at, "%s is a fact already: give the let another name", n.Name)
	case taken:
		c.refuseAt(at, "%s is set by a let already: give this one another name", n.Name)
	case isFunction(n.Name):
		c.refuseAt(at, "%s is a function already: give the let another name", n.Name)
	case value.typ.kind == kindNil:
		c.refuse(value, "%s would always be nil", n.Name)
	}
	slot := c.engine.variables
	c.engine.variables++
	c.lets = append(c.lets, variable{n.Name, slot, value})
	body := c.check(n.Expr)
	c.lets = c.lets[:len(c.lets)-1]
	_, hi := c.outer(body)
	if value.bad() || body.bad() {
		return c.poison(at-1, hi)
	}
	made := newNode(opLet, body.typ, value, body)
	made.slot, made.name = slot, n.Name
	return c.extend(made, at-1, hi)
}

// array checks [1, 2, 3]: its elements are of one kind.
func (c *checker) array(n *ast.ArrayNode, at int) *node {
	made := newNode(opList, nil)
	elem, ok := tNil(), true
	constants := make([]any, 0, len(n.Nodes))
	for i, item := range n.Nodes {
		kid := c.check(item)
		made.kids = append(made.kids, kid)
		if kid.op == opConst {
			constants = append(constants, kid.value)
		}
		both := join(elem, kid.typ)
		if i == 0 {
			both = kid.typ
		}
		if both == nil {
			c.refuse(kid, "%s is %s, and what stands before it %s: the elements of a list are of one kind", c.text(kid), kid.typ, elem)
			ok = false
			continue
		}
		elem, ok = both, ok && !kid.bad()
	}
	hi := c.source.tokens[at].match
	if !ok {
		return c.poison(at, hi)
	}
	made.typ = &typ{kind: kindList, elem: elem}
	if made.count(); len(constants) == len(made.kids) {
		made.value = constants
	}
	return c.extend(made, at, hi)
}
