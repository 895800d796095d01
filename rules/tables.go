package rules

import (
	"math"
	"math/bits"
	"reflect"
	"slices"
)

const (
	minInt, maxInt = math.MinInt, math.MaxInt
	structKind     = reflect.Struct // a reference is a text made of two
	maxColumns     = 24
	maxSpan        = 4096     // between the least and the greatest constant, for a table by value
	tableBits      = 13       // of the number of a place in the one table of a set, two bytes each
	tableBudget    = 16 << 20 // bytes of the tables of a set
)

// Tables decide which rules of a set are ruled out by facts that they compare with constants.
// The constants cut what a fact can be into a few cells, and each cell has a mask of the rows
// that the fact does not rule out there. A decision is one look-up for each fact, and the
// first bit that is left in all masks; where the combinations of cells are few, they are one
// table with the decision in it. Nothing is asked that could fail, cost, or ask the clock.
type tables struct {
	low   []lowColumn
	texts []textColumn
	bools []boolColumn
	near  []nearColumn
	far   []intColumn
	plain []plainText // of the texts, those that are looked up by their length
	more  bool        // there are others than low and plain ones

	words   int
	rules   []int    // of each row, its rule
	decides [65]int  // of each row of one word, its rule if that holds where the row does, or else open; -1 after the last row
	exact   []bool   // of each row, whether its rule holds where it does
	own     [][2]int // of each rule, its first row and the one after its last
	text    int      // bytes of a text, at most

	direct []int16 // of each combination of cells, the rule that decides, or -1; nil where they are too many
}

// A column is a fact. What a cell leads to depends on the tables: its mask where that is one
// word, or its number. In the one table of a set, numbers have bits of their own, and stand
// inverted, so that they are put together as masks are.
type column struct {
	at    address
	masks [][]uint64 // by cell
	leads []uint64   // by cell
}

// A lowColumn is a fact that is an int and that is compared with small constants, which is to
// say nearly every one. What each value leads to stands in a table from 0 on.
type lowColumn struct {
	at     address
	span   uint64  // the greatest value in the table; what is above is as that
	values firstOf // from the greatest down to 0
	below  uint64  // what negative numbers lead to
	column *intColumn
}

// A nearColumn is one the constants of which are close together, but not small.
type nearColumn struct {
	at     address
	lo     uint64  // the least value, above the least of int
	span   uint64  // how many values there are beyond it; what lies outside is as these are
	values firstOf // from the least on
	column *intColumn
}

// An intColumn is a fact that is a whole number.
type intColumn struct {
	column
	load func(spot) (int, bool)
	cuts []int // where cells begin, after the first
}

// A boolColumn has the cells false and true, a textColumn first that of all other texts.
type boolColumn struct{ column }

type textColumn struct {
	column
	texts  []string
	finder textFinder
}

// A plainText is what is needed to look up a text of which the finder is plain.
type plainText struct {
	at    address
	slots firstSlot
	mask  int
	other uint64
	limit int // bytes of a text, at most
}

// tables makes the tables of a set, or none where they would be of no use.
func (e *engine) tables() *tables {
	m := &rowMaker{engine: e}
	t := &tables{text: e.limits.Text}
	var all []row
	useful := false
	for i, x := range e.exprs {
		rows, exact := m.rows(x.root)
		t.own = append(t.own, [2]int{len(all), len(all) + len(rows)})
		for _, r := range rows {
			t.rules, t.exact = append(t.rules, i), append(t.exact, exact)
			useful = useful || len(r) > 0
		}
		all = append(all, rows...)
	}
	t.words = (len(all) + 63) / 64
	if !useful || len(all) > maxAllRows || !t.columns(e, m.slots, all) {
		return nil
	}
	t.lead()
	return t
}

// columns makes the cells of each fact. It is false where they take too much room.
func (t *tables) columns(e *engine, slots []int, rows []row) bool {
	room := 0
	for _, slot := range slots {
		s := &e.slots[slot]
		c := column{at: addressOf(e.facts.goType, s.path)}
		switch s.typ.kind {
		case kindBool:
			c.fill(t.words, 2, slot, rows, func(b *bound, cell int) bool { return b.yes == (cell == 1) })
			t.bools = append(t.bools, boolColumn{c})
		case kindText:
			texts := constantTexts(slot, rows)
			c.fill(t.words, 1+len(texts), slot, rows, func(b *bound, cell int) bool {
				return cell > 0 && slices.Contains(b.texts, texts[cell-1])
			})
			t.texts = append(t.texts, textColumn{column: c, texts: texts})
		case kindInt:
			made := &intColumn{cuts: cuts(slot, rows), load: loadInt(s.goType)}
			firsts := append([]int{minInt}, made.cuts...)
			c.fill(t.words, len(firsts), slot, rows, func(b *bound, cell int) bool { return b.holds(firsts[cell]) })
			made.column = c
			low, small := made.low()
			near, close := made.near()
			switch plain := s.goType.Kind() == reflect.Int; {
			case plain && small:
				room += int(low.span) + 1
				t.low = append(t.low, low)
			case plain && close:
				room += int(near.span) + 1
				t.near = append(t.near, near)
			default:
				t.far = append(t.far, *made)
			}
		}
		if room += len(c.masks) * t.words; room > tableBudget/8 {
			return false
		}
	}
	return true
}

// fill makes the masks of the cells: in each, the bit of every row that a value there does
// not rule out.
func (c *column) fill(words, cells, slot int, rows []row, holds func(b *bound, cell int) bool) {
	all := make([]uint64, words)
	for i := range rows {
		all[i/64] |= 1 << (i % 64)
	}
	for range cells {
		c.masks = append(c.masks, slices.Clone(all))
	}
	for i, r := range rows {
		for k := range r {
			if r[k].slot != slot {
				continue
			}
			for cell, mask := range c.masks {
				if holds(&r[k], cell) == r[k].not {
					mask[i/64] &^= 1 << (i % 64)
				}
			}
		}
	}
}

// holds reports whether a whole number is among those of the bound.
func (b *bound) holds(n int) bool {
	for _, s := range b.spans {
		if s.from <= n && n <= s.to {
			return true
		}
	}
	return false
}

// cuts returns the values at which a bound of the slot turns, in order.
func cuts(slot int, rows []row) []int {
	var found []int
	for _, r := range rows {
		for _, a := range r {
			if a.slot != slot {
				continue
			}
			for _, s := range a.spans {
				if s.from > minInt {
					found = append(found, s.from)
				}
				if s.to < maxInt {
					found = append(found, s.to+1)
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func constantTexts(slot int, rows []row) []string {
	var found []string
	for _, r := range rows {
		for _, a := range r {
			if a.slot == slot {
				found = append(found, a.texts...)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// low makes a table by value, where the constants are small.
func (c *intColumn) low() (lowColumn, bool) {
	if len(c.cuts) == 0 || c.cuts[0] < 0 || c.cuts[len(c.cuts)-1] > maxSpan {
		return lowColumn{}, false
	}
	return lowColumn{at: c.at, span: uint64(c.cuts[len(c.cuts)-1]), column: c}, true
}

// near makes a table by value, where the constants lie close together.
func (c *intColumn) near() (nearColumn, bool) {
	if len(c.cuts) == 0 {
		return nearColumn{}, false
	}
	first, last := c.cuts[0], c.cuts[len(c.cuts)-1]
	if uint(last)-uint(first) >= maxSpan {
		return nearColumn{}, false
	}
	return nearColumn{at: c.at, lo: uint64(first-1) ^ 1<<63, span: uint64(last - first + 1), column: c}, true // a cut is above the least number
}

// cell finds the cell of a value.
func (c *intColumn) cell(v int) int {
	i, found := slices.BinarySearch(c.cuts, v)
	if found {
		i++
	}
	return i
}

// all returns the columns.
func (t *tables) all() []*column {
	var all []*column
	for i := range t.low {
		all = append(all, &t.low[i].column.column)
	}
	for i := range t.near {
		all = append(all, &t.near[i].column.column)
	}
	for i := range t.far {
		all = append(all, &t.far[i].column)
	}
	for i := range t.texts {
		all = append(all, &t.texts[i].column)
	}
	for i := range t.bools {
		all = append(all, &t.bools[i].column)
	}
	return all
}

// lead fills in what cells and values lead to.
func (t *tables) lead() {
	width := 0
	for _, c := range t.all() {
		width += bits.Len(uint(len(c.masks) - 1))
	}
	single := width <= tableBits && !slices.Contains(t.exact, false) && len(t.own) <= math.MaxInt16
	shift := 0
	for _, c := range t.all() {
		for cell, m := range c.masks {
			switch {
			case single:
				c.leads = append(c.leads, ^(uint64(cell) << shift))
			case t.words == 1:
				c.leads = append(c.leads, m[0])
			default:
				c.leads = append(c.leads, uint64(cell))
			}
		}
		shift += bits.Len(uint(len(c.masks) - 1))
	}
	for i := range t.low {
		c := &t.low[i]
		values := make([]uint64, c.span+1)
		for v := range values {
			values[len(values)-1-v] = c.column.leads[c.column.cell(v)]
		}
		c.values, c.below = firstElement(values), c.column.leads[0]
	}
	for i := range t.near {
		c := &t.near[i]
		values := make([]uint64, c.span+1)
		for v := range values {
			values[v] = c.column.leads[c.column.cell(int(c.lo^1<<63)+v)]
		}
		c.values = firstElement(values)
	}
	for i := range t.texts {
		c := &t.texts[i]
		if c.finder = newTextFinder(c.texts, c.leads); c.finder.plain {
			t.plain = append(t.plain, plainText{c.at, c.finder.slots, c.finder.mask, c.finder.other, t.text})
			continue
		}
		t.more = true
	}
	t.more = t.more || len(t.bools)+len(t.near)+len(t.far) > 0
	for row := range t.decides {
		switch {
		case row >= len(t.rules):
			t.decides[row] = -1
		case t.exact[row]:
			t.decides[row] = t.rules[row]
		default:
			t.decides[row] = open
		}
	}
	if single {
		t.direct = make([]int16, 1<<width)
		for place := range t.direct {
			t.direct[place] = t.decided(place)
		}
	}
}

// one reports whether what cells lead to is one word.
func (t *tables) one() bool { return t.words == 1 || t.direct != nil }

// decided returns the rule that decides in a place of the one table.
func (t *tables) decided(place int) int16 {
	left := make([]uint64, t.words)
	for i := range left {
		left[i] = math.MaxUint64
	}
	for _, c := range t.all() {
		width := bits.Len(uint(len(c.masks) - 1))
		cell := min(place&(1<<width-1), len(c.masks)-1) // no place of a higher cell is ever looked at
		for i, m := range c.masks[cell] {
			left[i] &= m
		}
		place >>= width
	}
	for i, m := range left {
		if row := 64*i + bits.TrailingZeros64(m); m != 0 && row < len(t.rules) {
			return int16(t.rules[row])
		}
	}
	return -1
}
