package rules

import (
	"math"
	"math/bits"

	"github.com/iso28000/iso28000/records"
)

// open stands for a decision that tables alone do not know.
const open = -2

// narrow looks the facts up where a mask is one word. It returns the rule that decides, -1
// where none does, or open: then left holds the rows that are not ruled out, or 0 where the
// facts cannot be looked up.
func (t *tables) narrow(facts spot) (rule int, left uint64) {
	left = math.MaxUint64
	for i := range t.near {
		left &= t.near[i].lead(facts)
	}
	texts := t.texts
	for i := range texts {
		c := &texts[i]
		s := facts.textAt(c.at)
		if c.finder.byLen { // most texts are told apart by their length, or are of no length that counts
			n, last := len(s), len(c.finder.slots)-1
			if n > last {
				n = last
			}
			slot := &c.finder.slots[n]
			if len(s) != slot.n {
				if len(s) > c.finder.limit {
					return open, 0
				}
				left &= c.finder.other
				continue
			}
			if head, tail := ends(s); head == slot.head && tail == slot.tail && len(s) <= 16 {
				left &= slot.lead
				continue
			}
		}
		lead, known := c.lead(facts)
		if !known {
			return open, 0
		}
		left &= lead
	}
	for i := range t.bools {
		left &= t.bools[i].lead(facts)
	}
	for i := range t.far {
		lead, known := t.far[i].lead(facts)
		if !known {
			return open, 0
		}
		left &= lead
	}
	return t.decides[bits.TrailingZeros64(left)], left
}

// single looks the facts up where every combination has its decision, which is -1 where no
// rule decides, or open where the facts cannot be looked up.
func (t *tables) single(facts spot) (rule int) {
	place := uint64(0)
	for i := range t.near {
		place += t.near[i].lead(facts)
	}
	for i := range t.texts {
		lead, known := t.texts[i].lead(facts)
		if !known {
			return open
		}
		place += lead
	}
	for i := range t.bools {
		place += t.bools[i].lead(facts)
	}
	for i := range t.far {
		lead, known := t.far[i].lead(facts)
		if !known {
			return open
		}
		place += lead
	}
	return int(t.direct[place])
}

func (c *intColumn) lead(facts spot) (lead uint64, known bool) {
	v, known := c.load(facts.field(c.at))
	if !known {
		return 0, false
	}
	return c.leads[c.cell(v)], true
}

// lead clamps the value and looks it up, without a branch: random values would mispredict it,
// and min and max make one. Since lo is even and hi odd, halves tell what lies outside, and
// their difference cannot overflow.
func (c *nearColumn) lead(facts spot) uint64 {
	v := facts.intAt(c.at)
	below, above := (v>>1-c.lo>>1)>>63, (c.hi>>1-v>>1)>>63 // all bits, or none
	return c.values.at((v-c.lo)&^below&^above | (c.hi-c.lo)&above)
}

func (c *textColumn) lead(facts spot) (lead uint64, known bool) {
	s := facts.textAt(c.at)
	i := len(s)
	if !c.finder.byLen {
		i = c.finder.hashed(s)
	}
	slot := &c.finder.slots[min(i, len(c.finder.slots)-1)]
	if len(s) == slot.n {
		if head, tail := ends(s); head == slot.head && tail == slot.tail && (len(s) <= 16 || s == slot.text) {
			return slot.lead, true
		}
	}
	return c.finder.others(s)
}

func (c *boolColumn) lead(facts spot) uint64 {
	if loadBool(facts.field(c.at)) {
		return c.leads[1]
	}
	return c.leads[0]
}

// tabled decides by tables, and by closures where those have to be asked.
func (r *runner) tabled(facts spot, clock records.Clock) (rule int, known bool) {
	t := r.table
	switch {
	case t.direct != nil:
		rule = t.single(facts)
		return rule, rule != open
	case t.words > 1:
		return r.wide(facts, clock)
	}
	rule, left := t.narrow(facts)
	if rule != open {
		return rule, true
	}
	return r.some(facts, clock, left)
}

// some asks the closures of the rules that are left.
func (r *runner) some(facts spot, clock records.Clock, left uint64) (rule int, known bool) {
	if left == 0 {
		return 0, false
	}
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
	add := func(c *column, cell uint64) {
		masks[columns] = c.masks[cell]
		columns++
	}
	for i := range t.near {
		add(&t.near[i].column.column, t.near[i].lead(facts))
	}
	for i := range t.texts {
		lead, known := t.texts[i].lead(facts)
		if !known {
			return 0, false
		}
		add(&t.texts[i].column, lead)
	}
	for i := range t.bools {
		add(&t.bools[i].column, t.bools[i].lead(facts))
	}
	for i := range t.far {
		lead, known := t.far[i].lead(facts)
		if !known {
			return 0, false
		}
		add(&t.far[i].column, lead)
	}
	return columns, true
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
