package rules

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A formula is a condition cut down to its atoms: the smallest parts that are true or false.
type formula struct {
	op    op // opConst, opCall for an atom, opNot, opAnd, opOr, opIf, opLet (whether the value can be worked out, and the body)
	kids  []*formula
	atom  *atom
	holds bool  // of opConst
	node  *node // where it stands
}

// An atom is a part of conditions that is true, false or cannot be worked out, depending on
// the facts that it names and perhaps on the time. Parts of several rules that are the same
// are one atom.
type atom struct {
	key    string
	text   string // as it stands in the first rule that has it
	engine *engine
	node   *node
	facts  []*known
	clock  bool // it asks for the time

	component *component // that settles it, or
	place     int        // among its atoms
	free      int        // the number of an atom that no component settles, from 1: it may come out either way
	size      uint64     // of one that would need more rows than the limit allows: how many
}

// A known is a fact that the conditions look at.
type known struct {
	name  string
	path  []int
	sharp bool
	typ   *typ
	read  reader
	order int // of the first mention

	simple    bool  // it is only compared with constants
	ordered   bool  // of a text: by its order, too
	constants []any // that it is compared with, or that stand beside it in an atom
	supply    *supply
}

// A digest gathers the atoms and facts of conditions.
type digest struct {
	atoms  []*atom
	byKey  map[string]*atom
	facts  []*known
	byName map[string]*known
	dates  []records.Date // that the time is asked about
}

func newDigest() *digest {
	return &digest{byKey: map[string]*atom{}, byName: map[string]*known{}}
}

// An outline makes the formulas of one engine.
type outline struct {
	*digest
	engine *engine
	source *source
	lets   []*node // around, outermost last
}

// formula cuts a condition down to its atoms.
func (d *digest) formula(e *engine, x *expression) *formula {
	o := &outline{digest: d, engine: e, source: x.source}
	return o.cut(x.root)
}

func (o *outline) cut(n *node) *formula {
	f := &formula{op: n.op, node: n}
	switch n.op {
	case opConst:
		f.holds, _ = n.value.(bool)
		return f
	case opNot, opAnd, opOr, opIf:
		for _, kid := range n.kids {
			f.kids = append(f.kids, o.cut(kid))
		}
		return f
	case opLet:
		value := newNode(opConst, tBool())
		value.value, value.lo, value.hi = true, n.kids[0].lo, n.kids[0].hi
		o.lets = append(o.lets, n)
		f.kids = []*formula{o.atom(value), o.cut(n.kids[1])}
		o.lets = o.lets[:len(o.lets)-1]
		return f
	}
	return o.atom(n)
}

// atom makes an atom of a part. A let around goes with it, since it may name the variable.
func (o *outline) atom(n *node) *formula {
	f := &formula{op: opCall, node: n}
	whole := n
	for i := len(o.lets) - 1; i >= 0; i-- {
		let := o.lets[i]
		around := newNode(opLet, n.typ, let.kids[0], whole)
		around.slot, around.name, around.lo, around.hi = let.slot, let.name, n.lo, n.hi
		whole = around
	}
	var key strings.Builder
	o.spell(&key, whole)
	if f.atom = o.byKey[key.String()]; f.atom != nil {
		return f
	}
	f.atom = &atom{key: key.String(), text: quoteSource(o.source.between(n.lo, n.hi)), engine: o.engine, node: whole}
	o.byKey[key.String()] = f.atom
	o.atoms = append(o.atoms, f.atom)
	var constants []any
	o.look(f.atom, whole, false, &constants)
	for _, fact := range f.atom.facts {
		fact.constants = append(fact.constants, constants...)
	}
	return f
}

// spell writes what a part means, so that parts that mean the same are found. A fact is its
// name, so that the parts may be of different sets.
func (o *outline) spell(b *strings.Builder, n *node) {
	name := n.name
	switch n.op {
	case opFact:
		name = o.engine.slots[n.slot].name
	case opConst:
		fmt.Fprintf(b, "%T", n.value)
		name = show(n.value)
		if text, isText := n.value.(string); isText {
			name = text // show cuts
		} else if number, isNumber := n.value.(decimal.Decimal); isNumber {
			name = showDecimal(number)
		}
	case opItem:
		// the element of the loop around, which is spelled around it
	case opCall:
		var own bool
		name, _, own = strings.Cut(n.call.name, "#") // the number is for the VM
		name += "." + n.name
		if own { // a.b and a?.b differ in nothing else
			name += " " + o.source.between(n.lo, n.hi)
		}
	}
	fmt.Fprintf(b, "(%d %t %q", n.op, n.narrow, name)
	for _, kid := range n.kids {
		o.spell(b, kid)
	}
	b.WriteByte(')')
}

// look notes which facts a part names, and how. Where it is compared with constants and
// nothing else, a fact is simple.
func (o *outline) look(a *atom, n *node, simple bool, constants *[]any) {
	switch n.op {
	case opConst:
		*constants = append(*constants, n.value)
		return
	case opFact:
		fact := o.fact(n)
		fact.simple = fact.simple && simple
		for _, known := range a.facts {
			if known == fact {
				return
			}
		}
		a.facts = append(a.facts, fact)
		return
	case opCall:
		switch name, _, _ := strings.Cut(n.call.name, "#"); name {
		case "happened", "over", "within":
			a.clock = true
			for _, kid := range n.kids {
				if day, isDay := kid.value.(records.Date); isDay && !day.IsZero() {
					o.dates = append(o.dates, day)
				}
			}
		}
	}
	if simple && (n.op == opChain || n.op == opCoalesce) {
		for _, kid := range n.kids {
			o.look(a, kid, true, constants)
		}
		return
	}
	operand := comparedWithConstants(n)
	if operand != nil && plain(operand) && byOrder(n) {
		inner := operand
		for inner.op != opFact {
			inner = inner.kids[0]
		}
		o.fact(inner).ordered = true
	}
	for _, kid := range n.kids {
		o.look(a, kid, kid == operand && plain(kid), constants)
	}
}

// comparedWithConstants returns the operand of a comparison the others of which are constants, or nil.
func comparedWithConstants(n *node) *node {
	var operand *node
	switch {
	case n.op == opCompare:
	case n.op == opCall:
		switch name, _, _ := strings.Cut(n.call.name, "#"); name {
		case "equals", "differs", "before", "notAfter", "after", "notBefore", "inSet", "inList", "inRange", "isNil", "isNotNil":
		default:
			return nil
		}
	default:
		return nil
	}
	for _, kid := range n.kids {
		switch {
		case kid.op == opConst, kid.op == opList && kid.value != nil:
		case operand != nil:
			return nil
		default:
			operand = kid
		}
	}
	return operand
}

// byOrder reports whether a comparison asks what comes before the other.
func byOrder(n *node) bool {
	return n.op == opCompare && n.name != "==" && n.name != "!="
}

// plain reports whether an operand is a fact, or one with a constant in place of nil.
func plain(n *node) bool {
	return n.op == opFact || n.op == opChain && n.kids[0].op == opFact ||
		n.op == opCoalesce && plain(n.kids[0]) && n.kids[0].op != opCoalesce && n.kids[1].op == opConst
}

func (o *outline) fact(n *node) *known {
	s := &o.engine.slots[n.slot]
	if fact := o.byName[s.name]; fact != nil {
		return fact
	}
	fact := &known{name: s.name, path: s.path, sharp: s.sharp, typ: s.typ, read: s.read, order: len(o.facts), simple: true}
	o.byName[s.name] = fact
	o.facts = append(o.facts, fact)
	return fact
}
