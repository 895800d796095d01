package rules

import (
	"regexp"
	"strconv"
	"strings"
)

// An op says what a node of a checked expression does.
type op uint8

const (
	opConst    op = iota // value
	opFact               // the fact of slot
	opVariable           // the variable that the let of slot sets
	opItem               // the element of the list that the innermost loop is at
	opChain              // its kid, or nil where an optional step of it found nothing
	opNot
	opAnd
	opOr
	opIf       // kids: condition, then, else
	opLet      // kids: value, body; slot numbers the variable
	opCoalesce // kids: value, what to take where it is nil
	opCompare  // of two texts, two whole numbers or two truth values; name is the operator
	opList     // of its kids
	opLoop     // kids: list, condition; name is any, all, none, one, count, filter, map or find
	opCall     // call, with all its kids worked out before
)

// A node is a part of an expression that passed the check: the names are resolved, the types
// known, the functions chosen. It is never changed after that, and shared by all engines.
// Where a chain a < b < c compares b twice, both comparisons share its node.
type node struct {
	op     op
	typ    *typ
	lo, hi int // first and last token
	kids   []*node
	value  any     // of opConst
	slot   int     // of opFact, opVariable, opLet
	name   string  // of opVariable and opLet, opCompare, opLoop, and of the field that an opCall reads
	call   *callee // of opCall
	key    string  // names the value, where it stays the same wherever it is asked for; see checker.sure
	size   int     // nodes in it, those that are shared counted each time
	work   int     // nodes that are worked out in one go: the conditions of loops are not among them
	narrow bool    // a condition around has ruled out that it is nil
	quiet  bool    // nobody has written it as such, so no explanation shows it
}

// A callee is a function in the VM.
type callee struct {
	name string // unique in an engine for what fn does
	fn   impl

	// What fn does, for the engine that works without it.
	field    *field         // that it reads from a record
	step     bool           // it reads an element or a key
	optional bool           // of a field or a step: of nil it comes to nothing
	pattern  *regexp.Regexp // that it matches
	states   int            // of the pattern
}

// base is the name without the number that makes it unique.
func (c *callee) base() string {
	name, _, _ := strings.Cut(c.name, "#")
	return name
}

// newNode makes a node over its kids.
func newNode(o op, t *typ, kids ...*node) *node {
	n := &node{op: o, typ: t, kids: kids}
	n.count()
	return n
}

func (n *node) count() {
	n.size, n.work = 1, 1
	for i, kid := range n.kids {
		if n.size += kid.size; n.size > 1<<30 {
			n.size = 1 << 30
		}
		if n.op != opLoop || i == 0 {
			n.work = min(n.work+kid.work, 1<<30)
		}
	}
}

// weight is the steps that one element costs in a loop.
func (n *node) weight() int { return n.kids[1].work }

func (n *node) bad() bool { return n.typ.kind == kindBad }

// constant makes the node of a value that is known when compiling.
func constant(value any, t *typ) *node {
	n := newNode(opConst, t)
	n.value = value
	return n
}

// literal returns the text that stands in the source as such.
func (n *node) literal() (string, bool) {
	s, text := n.value.(string)
	return s, text && n.op == opConst
}

// call makes the node of a function.
func call(name string, fn impl, t *typ, kids ...*node) *node {
	n := newNode(opCall, t, kids...)
	n.call = &callee{name: name, fn: fn}
	return n
}

// own gives the function of a node a name that no other has.
func (n *node) own(id int) { n.call.name += "#" + strconv.Itoa(id) }
