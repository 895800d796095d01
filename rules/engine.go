package rules

import (
	"math/big"
	"reflect"
	"slices"
	"strconv"

	"github.com/expr-lang/expr/ast"
)

// An engine holds what the expressions of one set share: the facts that they name, their
// nodes, and the limits. Once its expressions are compiled it is never changed.
type engine struct {
	facts     *object
	limits    Limits
	slots     []slot
	byName    map[string]int
	variables int // that the lets of all expressions set
	named     int
	exprs     []*expression
}

// An expression is one that passed the check, and where it stands.
type expression struct {
	source *source
	root   *node
	path   string // rules[3].when
	rule   string
}

func newEngine(facts reflect.Type, limits Limits) (*engine, error) {
	plan, err := planFacts(facts)
	if err != nil {
		return nil, err
	}
	return engineFor(plan, limits), nil
}

// next numbers the functions that only one node has.
func (e *engine) next() int {
	e.named++
	return e.named
}

// fact makes the node of a fact. Where structs nest by value, a.b.c is one fact.
func (e *engine) fact(f *field, under *slot) *node {
	name, path := f.name, f.path
	lazy := f.sharp || f.typ.kind == kindList || f.typ.kind == kindMap || f.typ.kind == kindObject
	if under != nil {
		name, path, lazy = under.name+"."+name, append(slices.Clone(under.path), path...), lazy || under.sharp
	}
	i, known := e.byName[name]
	if !known {
		i = len(e.slots)
		e.byName[name] = i
		e.slots = append(e.slots, slot{name: name, path: path, typ: f.typ, read: f.read, key: "fact " + strconv.Itoa(i), lazy: lazy, sharp: f.sharp || under != nil && under.sharp, goType: f.goType})
	}
	n := newNode(opFact, f.typ)
	n.slot, n.name, n.key = i, name, name
	return n
}

// compile reads, parses and checks an expression that has to be true or false, and adds it.
// What is wrong with it goes to the findings.
func (e *engine) compile(path, rule, text string, found *findings) {
	var problems []*problem
	report := func(p *problem) { problems = append(problems, p) }
	defer func() {
		if r := recover(); r != nil {
			report(&problem{message: mistake})
		}
		slices.SortStableFunc(problems, func(a, b *problem) int { return a.offset - b.offset })
		for _, p := range problems {
			found.problem(path, rule, text, p)
		}
	}()
	src, wrong := readSource(text, e.limits)
	if wrong != nil {
		report(wrong)
		return
	}
	tree, wrong := src.parse(e.limits)
	if wrong != nil {
		report(wrong)
		return
	}
	c := &checker{engine: e, source: src, report: report, made: map[ast.Node]*node{}, within: map[*node]*node{}}
	c.full = func() bool { return len(found.list)+len(problems) >= maxErrors }
	root := c.condition(tree)
	e.exprs = append(e.exprs, &expression{source: src, root: root, path: path, rule: rule})
}

func bigInt(digits string) (*big.Int, bool) {
	return new(big.Int).SetString(digits, 10)
}
