package rules

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// literals reports each text in quotes, among the values that a node may come to, that is
// none of the values of the list at its side. The empty text is what a field holds that was
// not filled in, so that a rule may ask for it.
func (c *checker) literals(t *typ, n *node) bool {
	if t.kind != kindText || t.enum == nil {
		return true
	}
	ok := true
	switch n.op {
	case opIf:
		ok = c.literals(t, n.kids[1])
		return c.literals(t, n.kids[2]) && ok
	case opCoalesce:
		ok = c.literals(t, n.kids[0])
		return c.literals(t, n.kids[1]) && ok
	case opLet:
		return c.literals(t, n.kids[1])
	case opItem:
		return c.elements(t, c.within[n])
	case opChain:
		return c.literals(t, n.kids[0])
	case opLoop: // find
		return c.elements(t, n.kids[0])
	case opCall:
		switch n.call.base() {
		case "first", "last", "index":
			return c.elements(t, n.kids[0])
		}
	}
	text, isLiteral := n.literal()
	if !isLiteral || text == "" || t.enum.has(text) {
		return true
	}
	c.notListed(t.enum, text, n)
	return false
}

// elements reports the same of the elements of a list, as far as they are written out.
func (c *checker) elements(t *typ, list *node) bool {
	ok := true
	switch {
	case list == nil || list.bad():
	case list.op == opList:
		for _, kid := range list.kids {
			ok = c.literals(t, kid) && ok
		}
	case list.op == opIf:
		ok = c.elements(t, list.kids[1])
		return c.elements(t, list.kids[2]) && ok
	case list.op == opLet:
		return c.elements(t, list.kids[1])
	case list.op == opLoop && list.name == "filter":
		return c.elements(t, list.kids[0])
	case list.op == opLoop && list.name == "map":
		return c.literals(t, list.kids[1])
	}
	return ok
}

// notListed reports a text that is none of a list, with the nearest that is.
func (c *checker) notListed(e *enum, text string, n *node) {
	p := &problem{offset: c.source.tokens[n.lo].from, near: c.nearest(text, e.values)}
	p.message = quote(text) + " is none of " + e.list()
	if p.near != "" {
		p.message += ", did you mean " + p.near + "?"
	}
	c.report(p)
}

// onText checks a question about a text and a part of it.
func (c *checker) onText(left, right *node, operator string) *node {
	if left.typ.kind == kindList && operator == "contains" {
		return c.refuse(left, "%s is a list: write %s in %s", c.text(left), c.text(right), c.text(left))
	}
	ok := true
	for _, side := range []*node{left, right} {
		switch {
		case side.typ.is(kindText):
			continue
		case side.typ.sure().is(kindText):
			c.maybeNil(side, `""`)
		default:
			c.refuse(side, "%s is %s: %s takes two texts", c.text(side), side.typ, operator)
		}
		ok = false
	}
	if !ok {
		return nil
	}
	holds := strings.Contains
	switch operator {
	case "startsWith":
		holds = strings.HasPrefix
	case "endsWith":
		holds = strings.HasSuffix
	}
	return call(operator, onTexts(holds), tBool(), left, right)
}

// maxPattern is the size of a compiled pattern: one state for about each character of it.
const maxPattern = 1000

func (c *checker) pattern(left, right *node, at int) *node {
	text, isLiteral := right.literal()
	switch {
	case left.typ.sure().is(kindText) && left.typ.optional:
		c.maybeNil(left, `""`)
		return nil
	case !left.typ.is(kindText):
		return c.refuse(left, "%s is %s: matches takes a text and a pattern", c.text(left), left.typ)
	case len(text) > maxPattern: // its repetitions may make it a thousand times larger
		return c.refuse(right, "%s is a pattern of more than %d bytes: shorten it", quote(text), maxPattern)
	case !isLiteral:
		return c.refuse(right, "%s is not known before the rule runs: matches takes a pattern in quotes, so that a mistake in it shows at once", c.text(right))
	}
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return c.refuse(right, "%s is no pattern: %s", quote(text), err.(*syntax.Error).Code)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil || len(program.Inst) > maxPattern {
		return c.refuse(right, "%s is a pattern of more than %d states: shorten it or its repetitions", quote(text), maxPattern)
	}
	compiled, err := regexp.Compile(text)
	if err != nil {
		return c.refuse(right, "%s is no pattern", quote(text))
	}
	made := call("matches", matching(compiled, len(program.Inst)), tBool(), left)
	made.call.pattern, made.call.states = compiled, len(program.Inst)
	made.kids = append(made.kids, right)
	made.count()
	made.own(c.engine.next())
	return made
}
