package rules

import (
	"math"
	"math/bits"

	"github.com/iso28000/iso28000/records"
)

// open stands for a decision that tables alone do not know.
const open = -2

// narrow looks the facts up, where what cells lead to is one word each, and returns what is
// left of it: the rows that are not ruled out, or the place in the one table. It is false where
// a fact cannot be looked up. It has no branch that depends on the facts as they mostly are.
func (t *tables) narrow(facts spot) (left uint64, known bool) {
	left = math.MaxUint64
	odd := 0         // negative where a fact is, or a text is too long
	plain := t.plain // first, since they take longest
	for i := range plain {
		c := &plain[i]
		s := facts.textAt(c.at)
		slot := c.slots.at(len(s) & c.mask)
		left &= c.other ^ slot.toggle&slot.is(slot.pick(s))
		odd |= c.limit - len(s)
	}
	low := t.low
	for i := range low {
		c := &low[i]
		n := facts.intAt(c.at)
		beyond, over := bits.Sub64(c.span, uint64(n), 0)
		left &= c.values.at(int(beyond &^ -over))
		odd |= n
	}
	if odd < 0 {
		return t.careful(facts)
	}
	if t.more {
		return t.further(facts, left)
	}
	return left, true
}

// further looks up what narrow does not.
func (t *tables) further(facts spot, left uint64) (_ uint64, known bool) {
	for i := range t.texts {
		c := &t.texts[i]
		if c.finder.plain {
			continue
		}
		s := facts.textAt(c.at)
		if len(s) > t.text {
			return 0, false
		}
		left &= c.finder.lead(s)
	}
	for i := range t.bools {
		left &= t.bools[i].lead(facts)
	}
	for i := range t.near {
		left &= t.near[i].lead(facts)
	}
	for i := range t.far {
		lead, known := t.far[i].lead(facts)
		if !known {
			return 0, false
		}
		left &= lead
	}
	return left, true
}

// careful is narrow for facts of which one is negative where its table begins with 0, or too long.
func (t *tables) careful(facts spot) (left uint64, known bool) {
	left = math.MaxUint64
	known = t.each(facts, func(_ *column, lead uint64) { left &= lead })
	return left, known
}

// settled returns the rule that decides where so much is left, -1 where none does, or open.
func (t *tables) settled(left uint64) (rule int) {
	if t.direct != nil {
		return int(t.direct[^left])
	}
	return t.decides[bits.TrailingZeros64(left)]
}

func (c *intColumn) lead(facts spot) (lead uint64, known bool) {
	v, known := c.load(facts.field(c.at))
	if !known {
		return 0, false
	}
	return c.leads[c.cell(v)], true
}

func (c *lowColumn) lead(facts spot) uint64 {
	n := facts.intAt(c.at)
	if n < 0 {
		return c.below
	}
	return c.values.at(int(c.span - min(uint64(n), c.span)))
}

// lead clamps the value and looks it up, without a branch: random values would mispredict it,
// and min and max make one.
func (c *nearColumn) lead(facts spot) uint64 {
	above, below := bits.Sub64(uint64(facts.intAt(c.at))^1<<63, c.lo, 0)
	over, within := bits.Sub64(above&^-below, c.span, 0)
	return c.values.at(int(over&-within + c.span))
}

func (c *boolColumn) lead(facts spot) uint64 {
	if loadBool(facts.field(c.at)) {
		return c.leads[1]
	}
	return c.leads[0]
}

// tabled decides by tables, and by closures where those have to be asked.
func (r *runner) tabled(facts spot, clock records.Clock) (rule int, known bool) {
	if !r.table.one() {
		return r.wide(facts, clock)
	}
	left, known := r.table.narrow(facts)
	if !known {
		return 0, false
	}
	if rule = r.table.settled(left); rule != open {
		return rule, true
	}
	return r.some(facts, clock, left)
}

// some asks the closures of the rules that are left.
func (r *runner) some(facts spot, clock records.Clock, left uint64) (rule int, known bool) {
	f := r.frames.Get().(*frame)
	f.start(facts, clock, &r.engine.limits)
	rule, known = r.rest(f, 0, left)
	f.stop()
	r.frames.Put(f)
	return max(rule, -1), known
}

// wide is tabled for more rows than a word has bits.
func (r *runner) wide(facts spot, clock records.Clock) (rule int, known bool) {
	t := r.table
	var found [maxColumns][]uint64
	columns, known := t.found(facts, &found)
	if !known {
		return 0, false
	}
	var f *frame
	rule = open
	for word := 0; word < t.words && known && rule == open; word++ {
		left := uint64(math.MaxUint64)
		for _, masks := range found[:columns] {
			left &= masks[word]
		}
		if left == 0 {
			continue
		}
		row := 64*word + bits.TrailingZeros64(left)
		if row >= len(t.rules) {
			break
		}
		if t.exact[row] {
			rule = t.rules[row]
			break
		}
		if f == nil {
			f = r.frames.Get().(*frame)
			f.start(facts, clock, &r.engine.limits)
		}
		rule, known = r.rest(f, word, left)
	}
	if f != nil {
		f.stop()
		r.frames.Put(f)
	}
	return max(rule, -1), known
}

// found looks the facts up and returns the masks of the cell of each, and how many there are.
func (t *tables) found(facts spot, masks *[maxColumns][]uint64) (columns int, known bool) {
	known = t.each(facts, func(c *column, cell uint64) {
		masks[columns] = c.masks[cell]
		columns++
	})
	return columns, known
}

// each looks every fact up. It is false where one cannot be.
func (t *tables) each(facts spot, use func(c *column, lead uint64)) bool {
	for i := range t.low {
		use(&t.low[i].column.column, t.low[i].lead(facts))
	}
	for i := range t.texts {
		s := facts.textAt(t.texts[i].at)
		if len(s) > t.text {
			return false
		}
		use(&t.texts[i].column, t.texts[i].finder.lead(s))
	}
	for i := range t.bools {
		use(&t.bools[i].column, t.bools[i].lead(facts))
	}
	for i := range t.near {
		use(&t.near[i].column.column, t.near[i].lead(facts))
	}
	for i := range t.far {
		lead, known := t.far[i].lead(facts)
		if !known {
			return false
		}
		use(&t.far[i].column, lead)
	}
	return true
}

// rest tries the rules of one word of the masks that are left, in order. It is open where
// none of them decides, and false where the VM has to be asked.
func (r *runner) rest(f *frame, word int, left uint64) (rule int, known bool) {
	defer f.guard(&known)
	t := r.table
	for left != 0 {
		row := 64*word + bits.TrailingZeros64(left)
		if row >= len(t.rules) {
			break
		}
		rule = t.rules[row]
		if t.exact[row] {
			return rule, true
		}
		closure := r.closures[rule]
		if closure == nil {
			return 0, false
		}
		if holds := closure(f); f.failed {
			return 0, false
		} else if holds {
			return rule, true
		}
		end := t.own[rule][1] - 64*word // the rule was asked, so no row of it is left
		if end >= 64 {
			break
		}
		left &^= 1<<end - 1
	}
	return open, true
}
