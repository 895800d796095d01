package rules

import "reflect"

// A loopCode is what loops have in common: the list that they go through.
type loopCode struct {
	list   func(*frame) list
	elem   reflect.Type
	depth  int
	weight int
}

func (c *compiler) loop(n *node) *loopCode {
	made, elem := c.list(n.kids[0])
	return &loopCode{list: made, elem: elem, depth: len(c.elems), weight: n.weight()}
}

// begin works out the list and pays for the loop. It is false where the frame has failed.
func (l *loopCode) begin(f *frame) (list, bool) {
	items := l.list(f)
	f.touched = true
	if f.failed || items.n < 0 {
		f.fail()
		return list{}, false
	}
	f.payLoop(items.n, l.weight)
	return items, !f.failed
}

// perElement makes the closure of what a loop asks of each element.
func perElement[T any](c *compiler, l *loopCode, k *family[T], n *node) func(*frame) T {
	c.elems = append(c.elems, l.elem)
	made := sure(c, k, n)
	c.elems = c.elems[:len(c.elems)-1]
	return made
}

// asked covers any, all, none and one.
func (c *compiler) asked(n *node) func(*frame) bool {
	l := c.loop(n)
	condition := perElement(c, l, ofBools(), n.kids[1])
	switch n.name {
	case "any":
		return l.until(condition, true, true)
	case "none":
		return l.until(condition, true, false)
	case "all":
		return l.until(condition, false, false)
	case "one":
		count := l.counted(condition)
		return func(f *frame) bool { return count(f) == 1 }
	}
	c.uncovered()
	return nil
}

// until goes through a list as long as its condition does not come out as stop, and says so
// where it does.
func (l *loopCode) until(condition func(*frame) bool, stop, answer bool) func(*frame) bool {
	return func(f *frame) bool {
		items, ok := l.begin(f)
		if !ok {
			return false
		}
		item := &f.items[l.depth]
		for i := range items.n {
			*item = items.at(i)
			if holds := condition(f); f.failed {
				return false
			} else if holds == stop {
				return answer
			}
		}
		return !answer
	}
}

func (c *compiler) count(n *node) func(*frame) int {
	l := c.loop(n)
	return l.counted(perElement(c, l, ofBools(), n.kids[1]))
}

func (l *loopCode) counted(condition func(*frame) bool) func(*frame) int {
	return func(f *frame) int {
		items, ok := l.begin(f)
		if !ok {
			return 0
		}
		count := 0
		for i := range items.n {
			f.items[l.depth] = items.at(i)
			holds := condition(f)
			if f.failed {
				return 0
			}
			if holds {
				count++
			}
		}
		return count
	}
}

// find covers the first element of which a condition holds.
func find[T any](c *compiler, k *family[T], n *node) func(*frame) (T, is) {
	if n.name != "find" {
		c.uncovered()
	}
	l := c.loop(n)
	condition, read := perElement(c, l, ofBools(), n.kids[1]), k.reader(l.elem)
	return func(f *frame) (v T, s is) {
		items, ok := l.begin(f)
		if !ok {
			return v, null
		}
		for i := range items.n {
			at := items.at(i)
			f.items[l.depth] = at
			holds := condition(f)
			if f.failed {
				return v, null
			}
			if holds {
				return read(f, at)
			}
		}
		return v, null
	}
}

// sumInts and sumNums add up a list, one that a map loop makes without making it.
func (c *compiler) sumInts(n *node) func(*frame) int {
	return total(c, ofInts(), n, 0, func(f *frame, a, b int) int {
		sum, fits := addInts(a, b)
		f.failIf(!fits)
		return sum
	})
}

func (c *compiler) sumNums(n *node) func(*frame) num {
	return total(c, ofNums(), n, num{whole: true}, addNums)
}

func total[T any](c *compiler, k *family[T], n *node, zero T, add func(f *frame, a, b T) T) func(*frame) T {
	kid := n.kids[0]
	if kid.op == opLoop && kid.name == "map" {
		l := c.loop(kid)
		value := perElement(c, l, k, kid.kids[1])
		return func(f *frame) T {
			items, ok := l.begin(f)
			if !ok {
				return zero
			}
			sum := zero
			for i := range items.n {
				f.items[l.depth] = items.at(i)
				if v := value(f); !f.failed {
					sum = add(f, sum, v)
				}
				if f.failed {
					return zero
				}
			}
			f.build(items.n)
			f.pay(items.n)
			return sum
		}
	}
	made, elem := c.list(kid)
	read := k.reader(elem)
	return func(f *frame) T {
		items := made(f)
		sum := zero
		if f.pay(items.n); f.failed || items.n < 0 {
			f.fail()
			return zero
		}
		for i := range items.n {
			v, s := read(f, items.at(i))
			if f.failIf(s != there); f.failed {
				return zero
			}
			sum = add(f, sum, v)
		}
		return sum
	}
}

// extremes covers min and max, of several values or of a list.
func extremes[T any](c *compiler, k *family[T], n *node, compare func(f *frame, a, b T) int) func(*frame) T {
	greatest := n.call.base() == "max"
	better := func(f *frame, best, v T) bool {
		order := compare(f, best, v)
		return order != 0 && (order < 0) == greatest
	}
	if n.kids[0].typ.kind != kindList {
		kids := make([]func(*frame) T, len(n.kids))
		for i, kid := range n.kids {
			kids[i] = sure(c, k, kid)
		}
		return func(f *frame) T {
			best := kids[0](f)
			for _, kid := range kids[1:] {
				v := kid(f)
				if !f.failed && better(f, best, v) {
					best = v
				}
			}
			f.pay(len(kids))
			return best
		}
	}
	made, elem := c.list(n.kids[0])
	read := k.reader(elem)
	return func(f *frame) (best T) {
		items := made(f)
		if f.pay(items.n); f.failed || items.n <= 0 {
			f.fail()
			return best
		}
		for i := range items.n {
			v, s := read(f, items.at(i))
			if f.failIf(s != there); f.failed {
				return best
			}
			if i == 0 || better(f, best, v) {
				best = v
			}
		}
		return best
	}
}
