package rules

import (
	"math/bits"
	"reflect"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// What stands for no list in list.n.
const (
	listAbsent = -1 // an optional step of the chain found nothing
	listNull   = -2
)

// list returns the closure of a list, and the Go type of its elements.
func (c *compiler) list(n *node) (func(*frame) list, reflect.Type) {
	if n.narrow {
		c.uncovered()
	}
	switch n.op {
	case opFact:
		s := &c.engine.slots[n.slot]
		w, read := wayTo(c.engine.facts.goType, s.path), c.listReader(s.goType)
		return func(f *frame) list {
			at := f.facts.follow(w)
			if at.none() {
				f.fail()
				return list{}
			}
			return read(f, at)
		}, s.goType.Elem()
	case opItem:
		depth := len(c.elems) - 1
		t := c.elems[depth]
		read := c.elements(t) // its own reading was paid for with the list that it is in
		return func(f *frame) list { return read(f.items[depth]) }, t.Elem()
	case opVariable:
		slot, t := n.slot, c.vars[n.slot]
		return func(f *frame) list { return f.vars[slot].l }, t
	case opList:
		return c.written(n)
	case opChain:
		made, t := c.list(n.kids[0])
		return func(f *frame) list {
			l := made(f)
			if l.n < 0 {
				l.n = listNull
			}
			return l
		}, t
	case opLet:
		set := c.let(n)
		body, t := c.list(n.kids[1])
		return func(f *frame) list {
			set(f)
			return body(f)
		}, t
	case opIf:
		condition := sure(c, ofBools(), n.kids[0])
		then, otherwise, t := c.either(n.kids[1], n.kids[2])
		return func(f *frame) list {
			if condition(f) {
				return then(f)
			}
			return otherwise(f)
		}, t
	case opCoalesce:
		value, instead, t := c.either(n.kids[0], n.kids[1])
		return func(f *frame) list {
			if l := value(f); l.n >= 0 || f.failed {
				return l
			}
			return instead(f)
		}, t
	case opLoop:
		return c.made(n)
	case opCall:
		return c.reached(n)
	}
	c.uncovered()
	return nil, nil
}

// either returns the closures of two lists that one takes the spot of. Their elements have
// to lie in memory the same way; an empty list that is written out fits any.
func (c *compiler) either(a, b *node) (first, second func(*frame) list, t reflect.Type) {
	first, t = c.list(a)
	second, u := c.list(b)
	switch empty := func(n *node) bool { return n.op == opList && len(n.kids) == 0 }; {
	case empty(a):
		return first, second, u
	case t != u && !empty(b):
		c.uncovered()
	}
	return first, second, t
}

// elements returns how a list of a Go type is found in memory.
func (c *compiler) elements(t reflect.Type) func(spot) list {
	if t.Kind() != reflect.Slice && t.Kind() != reflect.Array {
		c.uncovered()
	}
	return loadList(t)
}

// listReader returns how a list of a Go type is read: it costs what the VM takes for reading
// it, and is refused where the VM could not read one of its elements.
func (c *compiler) listReader(t reflect.Type) func(*frame, spot) list {
	find, check := c.elements(t), c.elementCheck(t.Elem())
	return func(f *frame, at spot) list {
		l := find(at)
		f.pay(l.n)
		if check != nil {
			for i := 0; i < l.n && !f.failed; i++ {
				check(f, l.at(i))
			}
		}
		if f.failed {
			return list{}
		}
		return l
	}
}

// elementCheck returns what fails where an element cannot be read, or nil where each can.
func (c *compiler) elementCheck(t reflect.Type) func(*frame, spot) {
	switch {
	case t.Kind() == reflect.Pointer:
		check := c.elementCheck(t.Elem())
		if check == nil {
			return nil
		}
		return func(f *frame, at spot) {
			if at = at.deref(); !at.none() {
				check(f, at)
			}
		}
	case t == reflect.TypeFor[decimal.Decimal]():
		read := ofNums().read(t)
		return func(f *frame, at spot) { read(f, at) }
	case t == reflect.TypeFor[records.Ref]():
		return func(f *frame, at spot) {
			ref := loadRef(at)
			f.failIf(len(ref.Kind) >= f.text-min(len(ref.ID), f.text)) // about; the VM knows exactly
		}
	case t.Kind() == reflect.String:
		return func(f *frame, at spot) { f.within(loadText(at)) }
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64 && t.Bits() >= bits.UintSize && t.Kind() != reflect.Int:
		read := ofInts().read(t)
		return func(f *frame, at spot) { read(f, at) }
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		read := c.listReader(t)
		return func(f *frame, at spot) { read(f, at) }
	}
	return nil
}

// reached covers lists that functions and steps come to.
func (c *compiler) reached(n *node) (func(*frame) list, reflect.Type) {
	switch name := n.call.base(); {
	case n.call.field != nil:
		base := &node{op: opCall, typ: &typ{kind: kindObject}, kids: n.kids, call: n.call}
		at, field := access(c, ofObjects(), base), n.call.field
		read := c.listReader(field.goType)
		return func(f *frame) list {
			p, s := at(f)
			switch {
			case f.failed:
				return list{}
			case s != there:
				return list{n: listAbsent}
			}
			return read(f, p)
		}, field.goType.Elem()
	case name == "index":
		base, t := c.list(n.kids[0])
		if t.Kind() != reflect.Slice && t.Kind() != reflect.Array {
			c.uncovered()
		}
		find, index, optional := c.elements(t), sure(c, ofInts(), n.kids[1]), n.call.optional
		return func(f *frame) list {
			l := base(f)
			i := index(f)
			switch {
			case f.failed:
				return list{}
			case l.n == listAbsent || l.n == listNull && optional:
				return list{n: listAbsent}
			}
			if i < 0 {
				i += l.n
			}
			if l.n < 0 || i < 0 || i >= l.n {
				f.fail()
				return list{}
			}
			return find(l.at(i))
		}, t.Elem()
	case name == "numbers":
		from, to := sure(c, ofInts(), n.kids[0]), sure(c, ofInts(), n.kids[1])
		most := uint(c.engine.limits.Memory)
		return func(f *frame) list {
			a := from(f)
			b := to(f)
			if f.failed || a > b {
				return list{}
			}
			size := uint(b) - uint(a)
			if size >= most {
				f.fail()
				return list{}
			}
			if f.pay(int(size) + 1); f.failed {
				return list{}
			}
			start := len(f.ints)
			f.ints, f.built = slices.Grow(f.ints, int(size)+1), true
			for i := range int(size) + 1 {
				f.ints = append(f.ints, a+i)
			}
			return listOf(f.ints[start:])
		}, reflect.TypeFor[int]()
	}
	c.uncovered()
	return nil, nil
}

// made covers filter and map.
func (c *compiler) made(n *node) (func(*frame) list, reflect.Type) {
	switch n.name {
	case "filter":
		l := c.loop(n)
		condition := perElement(c, l, ofBools(), n.kids[1])
		return func(f *frame) list {
			items, ok := l.begin(f)
			if !ok {
				return list{}
			}
			start := len(f.places)
			f.built = true
			f.places = append(f.places, make([]spot, items.n)...)
			found := 0
			for i := range items.n {
				at := items.at(i)
				f.items[l.depth] = at
				if condition(f) {
					f.places[start+found] = at
					found++
				}
				if f.failed {
					return list{}
				}
			}
			f.build(found)
			return list{picked: f.places[start : start+found : start+found], n: found}
		}, l.elem
	case "map":
		switch kind := n.kids[1].typ.kind; {
		case n.kids[1].typ.optional:
		case kind == kindInt:
			return mapped(c, ofInts(), n, func(f *frame) *[]int { return &f.ints }), reflect.TypeFor[int]()
		case kind == kindDecimal:
			return mapped(c, ofNums(), n, func(f *frame) *[]num { return &f.nums }), reflect.TypeFor[num]()
		case kind == kindText:
			return mapped(c, ofTexts(), n, func(f *frame) *[]string { return &f.texts }), reflect.TypeFor[string]()
		case kind == kindBool:
			return mapped(c, ofBools(), n, func(f *frame) *[]bool { return &f.bools }), reflect.TypeFor[bool]()
		case kind == kindDate:
			return mapped(c, ofDates(), n, func(f *frame) *[]records.Date { return &f.dates }), reflect.TypeFor[records.Date]()
		case kind == kindPeriod:
			return mapped(c, ofPeriods(), n, func(f *frame) *[]records.Period { return &f.periods }), reflect.TypeFor[records.Period]()
		case kind == kindObject:
			return mapped(c, ofObjects(), n, func(f *frame) *[]spot { return &f.places }), n.kids[1].typ.object.goType
		}
	}
	c.uncovered()
	return nil, nil
}

// mapped makes the values of a map loop. Their room is taken first, since lists that are made
// for a value take room as well.
func mapped[T any](c *compiler, k *family[T], n *node, room func(*frame) *[]T) func(*frame) list {
	l := c.loop(n)
	value := perElement(c, l, k, n.kids[1])
	return func(f *frame) list {
		items, ok := l.begin(f)
		if !ok {
			return list{}
		}
		s := room(f)
		start := len(*s)
		f.built = true
		*s = append(*s, make([]T, items.n)...)
		for i := range items.n {
			f.items[l.depth] = items.at(i)
			v := value(f)
			if f.failed {
				return list{}
			}
			(*s)[start+i] = v
		}
		f.build(items.n)
		return gathered((*s)[start : start+items.n])
	}
}

// gathered is the list of values that were made; of places, it is the list of what is there.
func gathered[T any](s []T) list {
	if picked, objects := any(s).([]spot); objects {
		return list{picked: picked, n: len(picked)}
	}
	return listOf(s)
}

// written covers lists that are written out.
func (c *compiler) written(n *node) (func(*frame) list, reflect.Type) {
	elem := n.typ.elem
	if elem.optional && elem.kind != kindNil {
		c.uncovered()
	}
	switch elem.kind {
	case kindNil:
		if len(n.kids) > 0 {
			c.uncovered()
		}
		return func(*frame) list { return list{} }, reflect.TypeFor[int]()
	case kindInt:
		return listed(c, ofInts(), n, func(f *frame) *[]int { return &f.ints }), reflect.TypeFor[int]()
	case kindDecimal:
		return listed(c, ofNums(), n, func(f *frame) *[]num { return &f.nums }), reflect.TypeFor[num]()
	case kindText:
		return listed(c, ofTexts(), n, func(f *frame) *[]string { return &f.texts }), reflect.TypeFor[string]()
	case kindBool:
		return listed(c, ofBools(), n, func(f *frame) *[]bool { return &f.bools }), reflect.TypeFor[bool]()
	case kindDate:
		return listed(c, ofDates(), n, func(f *frame) *[]records.Date { return &f.dates }), reflect.TypeFor[records.Date]()
	case kindPeriod:
		return listed(c, ofPeriods(), n, func(f *frame) *[]records.Period { return &f.periods }), reflect.TypeFor[records.Period]()
	case kindObject:
		return listed(c, ofObjects(), n, func(f *frame) *[]spot { return &f.places }), elem.object.goType
	}
	c.uncovered()
	return nil, nil
}

func listed[T any](c *compiler, k *family[T], n *node, room func(*frame) *[]T) func(*frame) list {
	if constants, known := n.value.([]any); known {
		values := make([]T, len(constants))
		for i, v := range constants {
			values[i] = k.value(v)
		}
		made := gathered(values)
		return func(*frame) list { return made }
	}
	kids := make([]func(*frame) T, len(n.kids))
	for i, kid := range n.kids {
		kids[i] = sure(c, k, kid)
	}
	return func(f *frame) list {
		s := room(f)
		start := len(*s)
		f.built = true
		*s = append(*s, make([]T, len(kids))...)
		for i, kid := range kids {
			v := kid(f)
			(*s)[start+i] = v
		}
		if f.build(len(kids)); f.failed {
			return list{}
		}
		return gathered((*s)[start : start+len(kids)])
	}
}
