package rules

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser/lexer"
	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A checker turns the tree of the parser into nodes, and reports everything in it that rules
// do not allow. expr's own checker stops at the first fault, takes nil for anything, and
// knows neither lists of values nor the ids of different records.
type checker struct {
	engine *engine
	source *source
	report func(*problem)
	full   func() bool // no more problems are shown, so that looking for near names is in vain
	made   map[ast.Node]*node
	loops  []*typ          // the elements of the loops around, innermost last
	walked []*node         // the lists that they go through
	within map[*node]*node // the list that an element is of
	lets   []variable      // around, innermost last
	sure   []string        // keys of the values that are not nil here, since a condition asked

	vanishes bool // an optional step of the chain that is checked may find nothing
}

type variable struct {
	name  string
	slot  int
	value *node
}

// condition checks an expression that has to be true or false.
func (c *checker) condition(root ast.Node) *node {
	n := c.check(root)
	if c.truth(n, "a condition is true or false") && n.size > c.engine.limits.Nodes {
		c.report(&problem{message: "holds too many names, values and operators, the b of a < b < c counted twice" + c.engine.limits.refusal("Nodes", "split the rule"), limit: "Nodes"})
	}
	return n
}

// truth reports whether a node is true or false, and otherwise says what is wrong, and why
// it has to be.
func (c *checker) truth(n *node, why string) bool {
	switch {
	case n.typ.is(kindBool):
		return true
	case n.bad():
	case n.typ.sure().is(kindBool):
		c.maybeNil(n, "false")
	case n.typ.kind == kindList:
		c.refuse(n, "%s is %s: %s, so ask any(%s, …) or len(%s) > 0", c.text(n), n.typ, why, c.text(n), c.text(n))
	default:
		c.refuse(n, "%s is %s: %s, so compare it with something", c.text(n), n.typ, why)
	}
	return false
}

func (c *checker) check(n ast.Node) *node {
	if done := c.made[n]; done != nil {
		return done
	}
	done := c.node(n)
	c.made[n] = done
	return done
}

func (c *checker) node(n ast.Node) *node {
	at := c.token(n)
	switch n := n.(type) {
	case *ast.NilNode:
		return c.leaf(constant(nil, tNil()), at)
	case *ast.BoolNode:
		return c.leaf(constant(n.Value, tBool()), at)
	case *ast.IntegerNode:
		return c.leaf(constant(n.Value, tInt()), at)
	case *ast.FloatNode:
		return c.decimalLiteral(at)
	case *ast.StringNode:
		if err := (&machine{limits: c.engine.limits}).text(len(n.Value)); err != nil {
			return c.failed(at, at, err)
		}
		return c.leaf(constant(n.Value, tText()), at)
	case *ast.IdentifierNode:
		return c.identifier(n.Value, at)
	case *ast.PointerNode:
		return c.item(n, at)
	case *ast.UnaryNode:
		return c.unary(n, at)
	case *ast.BinaryNode:
		return c.binary(n, at)
	case *ast.ChainNode:
		return c.chain(n)
	case *ast.MemberNode:
		return c.member(n, at)
	case *ast.ConditionalNode:
		return c.conditional(n)
	case *ast.VariableDeclaratorNode:
		return c.let(n, at)
	case *ast.ArrayNode:
		return c.array(n, at)
	case *ast.BuiltinNode:
		return c.function(n.Name, n.Arguments, at)
	case *ast.CallNode:
		if name, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.function(name.Value, n.Arguments, at)
		}
		return c.refuseAt(at, "only functions are called, and there are none on records")
	case *ast.SliceNode:
		base := c.check(n.Node)
		return c.extend(c.refuseAt(at, "parts of a list or a text cannot be cut out: ask any, filter, first or last of a list, startsWith or contains of a text"), base.lo, at)
	case *ast.SequenceNode:
		return c.refuseAt(c.token(n.Nodes[len(n.Nodes)-1]), "a rule is one expression: join conditions with && or ||; only let ends with ;")
	case *ast.MapNode:
		return c.refuseAt(at, "maps cannot be made in a rule: compare the fields one by one")
	case *ast.BytesNode:
		return c.refuseAt(at, "raw bytes are not part of the language: write a text without the b before it")
	}
	return c.refuseAt(max(at, 0), "this is not part of the language")
}

// token returns the token at the place of a node, or -1 where it has none.
func (c *checker) token(n ast.Node) int { return c.source.token(n.Location()) }

func (c *checker) leaf(n *node, at int) *node {
	n.lo, n.hi = max(at, 0), max(at, 0)
	return n
}

// extend sets from which token to which a node reaches; brackets that it opens it also closes.
func (c *checker) extend(n *node, lo, hi int) *node {
	n.lo, n.hi = max(lo, 0), min(max(hi, lo, 0), len(c.source.tokens)-1)
	return n
}

// outer returns the tokens of a node with the brackets directly around it.
func (c *checker) outer(n *node) (lo, hi int) {
	lo, hi = n.lo, n.hi
	for lo > 0 && c.source.tokens[lo-1].is(lexer.Bracket, "(") && c.source.tokens[lo-1].match == hi+1 {
		lo, hi = lo-1, hi+1
	}
	return lo, hi
}

// text returns the source of a node for a message.
func (c *checker) text(n *node) string { return quoteSource(c.source.between(n.lo, n.hi)) }

// operand is text for a place where an operator follows.
func (c *checker) operand(n *node) string {
	if text := c.text(n); n.lo == n.hi || n.op == opCall && strings.HasSuffix(text, ")") || n.op == opFact || n.op == opChain {
		return text
	}
	return "(" + c.text(n) + ")"
}

// between returns the text from one token to another.
func (s *source) between(lo, hi int) string { return s.text[s.tokens[lo].from:s.tokens[hi].to] }

// refuse reports something wrong with a node, at its beginning.
func (c *checker) refuse(n *node, format string, args ...any) *node {
	return c.extend(c.refuseAt(n.lo, format, args...), n.lo, n.hi)
}

func (c *checker) refuseAt(token int, format string, args ...any) *node {
	c.report(&problem{offset: c.source.tokens[max(token, 0)].from, message: fmt.Sprintf(format, args...)})
	return c.leaf(newNode(opConst, tBad()), max(token, 0))
}

// failed reports what cannot be worked out even now.
func (c *checker) failed(lo, hi int, err error) *node {
	f := err.(*fault)
	text := quoteSource(c.source.between(lo, hi))
	c.report(&problem{offset: c.source.tokens[lo].from, message: text + ": " + f.message, limit: f.limit})
	return c.extend(newNode(opConst, tBad()), lo, hi)
}

// poison returns a node that is bad because what it is made of was reported already.
func (c *checker) poison(lo, hi int) *node { return c.extend(newNode(opConst, tBad()), lo, hi) }

// decimalLiteral reads a number as it stands in the text: 0.1 is a tenth.
func (c *checker) decimalLiteral(at int) *node {
	text := strings.ToLower(strings.ReplaceAll(c.source.tokens[at].value, "_", ""))
	value, ok := parseDecimal(text)
	if !ok {
		return c.refuseAt(at, "%s is no number that rules can hold", quoteSource(text))
	}
	checked, err := (&machine{limits: c.engine.limits}).decimal(value)
	if err != nil {
		return c.failed(at, at, err)
	}
	return c.leaf(constant(checked, tDecimal()), at)
}

// identifier resolves a name: a variable of a let, or a fact.
func (c *checker) identifier(name string, at int) *node {
	for i := len(c.lets) - 1; i >= 0; i-- {
		if v := c.lets[i]; v.name == name {
			if v.value.op == opConst || v.value.value != nil { // what is known of a constant is known of its name
				named := *v.value
				return c.leaf(&named, at)
			}
			n := newNode(opVariable, v.value.typ)
			n.slot, n.name, n.key = v.slot, name, "let "+name
			return c.leaf(c.narrow(n), at)
		}
	}
	if f := c.engine.facts.fields[name]; f != nil && f.unfit != "" {
		return c.leaf(c.refuseAt(at, "%s is left out of rules: it %s", name, f.unfit), at)
	} else if f != nil {
		return c.leaf(c.narrow(c.engine.fact(f, nil)), at)
	}
	return c.unknown(name, at)
}

// narrow takes nil out of the type of a value where a condition has ruled it out.
func (c *checker) narrow(n *node) *node {
	if n.typ.optional && n.key != "" {
		for _, key := range c.sure {
			if key == n.key {
				n.typ, n.narrow = n.typ.sure(), true
			}
		}
	}
	return n
}

// unknown reports a name that means nothing here, with what was probably meant.
func (c *checker) unknown(name string, at int) *node {
	bad := c.leaf(newNode(opConst, tBad()), at)
	p := &problem{offset: c.source.tokens[at].from, message: "unknown name " + quoteSource(name)}
	defer func() { c.report(p) }()
	for i := len(c.loops) - 1; i >= 0; i-- {
		if elem := c.loops[i]; elem.kind == kindObject && elem.object.fields[name] != nil {
			p.near = "." + name
			p.message += fmt.Sprintf(": to mean the field of the element, write .%s", name)
			return bad
		}
	}
	if isFunction(name) {
		p.message = fmt.Sprintf("%s is a function: write %s", name, usage(name))
		return bad
	}
	for _, field := range c.engine.facts.names {
		if t := c.engine.facts.fields[field].typ; t.kind == kindText && t.enum != nil && t.enum.has(name) {
			p.near = fmt.Sprintf("%q", name)
			p.message += fmt.Sprintf(": to mean the text, write %q", name)
			return bad
		}
	}
	var names []string
	for _, v := range c.lets {
		names = append(names, v.name)
	}
	names = append(names, c.engine.facts.names...)
	p.near = c.nearest(name, names)
	switch {
	case p.near != "":
		p.message += ", did you mean " + p.near + "?"
	case len(names) > 0:
		p.message += ": there are " + some(names)
	}
	return bad
}

// some lists names for a message, and not too many of them.
func some(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " …"
	}
	return strings.Join(names, ", ")
}

// nearest returns the name that was probably meant.
func (c *checker) nearest(name string, names []string) string {
	if c.full() {
		return ""
	}
	return records.Nearest(name, names)
}

// item is the element of the loop, or part of what expr knows beside it.
func (c *checker) item(n *ast.PointerNode, at int) *node {
	switch {
	case n.Name != "":
		return c.refuseAt(at, "#%s is not part of the language: # is the element of the list", n.Name)
	case len(c.loops) == 0:
		return c.refuseAt(at, "# stands for the element of a list, and there is none here")
	}
	made := newNode(opItem, c.loops[len(c.loops)-1])
	c.within[made] = c.walked[len(c.walked)-1]
	made.key = fmt.Sprintf("#%d", len(c.loops))
	return c.leaf(c.narrow(made), at)
}

// parseDecimal reads digits, a point and an exponent, exactly.
func parseDecimal(text string) (decimal.Decimal, bool) {
	mantissa, exponent, scientific := strings.Cut(text, "e")
	exp := 0
	if scientific {
		if len(exponent) > 6 {
			return decimal.Decimal{}, false
		}
		if _, err := fmt.Sscanf(exponent, "%d", &exp); err != nil {
			return decimal.Decimal{}, false
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits, ok := bigInt(whole + fraction)
	if !ok || len(fraction) > 1<<20 {
		return decimal.Decimal{}, false
	}
	return decimal.NewFromBigInt(digits, int32(exp-len(fraction))), true
}
