package rules

import (
	"math"
	"math/bits"
	"slices"
)

// A comparison finds where two sets decide differently.
type comparison struct {
	*works
	space   *space
	sides   [2]side
	owners  [2][]int32
	blocks  []foundBlock
	changed uint64
	more    uint64
}

// A side is one of two sets that are compared.
type side struct {
	definition Definition
	formulas   []*formula
	outcome    func(sighting) string // empty where a rule cannot be worked out
}

type foundBlock struct {
	block Block[struct{}]
	seen  sighting
	found bool
}

// owned returns which rule decides each cell.
func (s *space) owned(formulas []*formula) []int32 {
	owners := make([]int32, s.size)
	rest := s.all()
	for i, f := range formulas {
		t := s.where(f)
		decides, fails := t.holds.and(rest), t.fails.and(rest)
		decides.each(func(cell int) bool { owners[cell] = int32(i); return true })
		fails.each(func(cell int) bool { owners[cell] = byNone; return true })
		rest = rest.without(decides).without(fails)
	}
	rest.each(func(cell int) bool { owners[cell] = byDefault; return true })
	return owners
}

func (s *side) then(owner int32) string {
	switch owner {
	case byNone:
		return ""
	case byDefault:
		return s.definition.Default
	}
	return s.definition.Rules[owner].Then
}

// A change is what an outcome becomes.
type change struct{ before, after string }

// compare finds the cells whose outcome changes, and puts them into blocks, the changes in the
// order of the outcomes before and after.
func (d *comparison) compare() {
	for i := range d.sides {
		d.owners[i] = d.space.owned(d.sides[i].formulas)
	}
	changes := map[change]cellSet{}
	for cell := range d.space.size {
		c := change{d.sides[0].then(d.owners[0][cell]), d.sides[1].then(d.owners[1][cell])}
		if c.before == c.after {
			continue
		}
		if changes[c] == nil {
			changes[c] = d.space.none()
		}
		changes[c].put(cell)
	}
	var order []change
	for c := range changes {
		order = append(order, c)
	}
	slices.SortFunc(order, func(a, b change) int {
		if n := slices.Compare([]string{a.before, a.after}, []string{b.before, b.after}); n != 0 {
			return n
		}
		return 0
	})
	for _, c := range order {
		cells := changes[c]
		d.changed = plus(d.changed, d.weigh(cells))
		d.blocksOf(c, cells)
	}
}

func plus(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	if carry > 0 {
		return math.MaxUint64
	}
	return sum
}

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	if high > 0 {
		return math.MaxUint64
	}
	return low
}

// weight is how many combinations a class of a dimension counts for.
func (d *dim) weight(place int) uint64 {
	if d.part == nil || d.part.stretched() {
		return 1
	}
	return uint64(d.part.classes[place].count)
}

func (c *component) stretched() bool {
	return slices.ContainsFunc(c.supplies, func(s *supply) bool { return s.stretched })
}

// weigh counts the combinations of cells.
func (d *comparison) weigh(cells cellSet) (total uint64) {
	cells.each(func(cell int) bool {
		n := uint64(1)
		for i := range d.space.dims {
			dim := &d.space.dims[i]
			n = times(n, dim.weight(dim.at(cell)))
		}
		total = plus(total, n)
		return true
	})
	return total
}

// A box is cells that are a choice of classes in each dimension.
type box [][]int

// blocksOf cuts the cells of one change into boxes, and these into blocks of values.
func (d *comparison) blocksOf(c change, cells cellSet) {
	left := slices.Clone(cells)
	for cell := range d.space.size {
		if !left.has(cell) {
			continue
		}
		if len(d.blocks) >= d.limits.Findings {
			d.more = plus(d.more, d.weigh(left))
			return
		}
		b := d.space.grow(left, cell)
		inside := d.space.none()
		d.space.within(b, func(cell int) bool {
			inside.put(cell)
			left.drop(cell)
			return true
		})
		d.describe(c, b, inside)
	}
}

// grow returns a box of cells of the set around one of them: every dimension as wide as it
// can be, in their order.
func (s *space) grow(set cellSet, cell int) box {
	b := make(box, len(s.dims))
	for i := range s.dims {
		b[i] = []int{s.dims[i].at(cell)}
	}
	for i := range s.dims {
		for place := range s.dims[i].size {
			if slices.Contains(b[i], place) {
				continue
			}
			tried := slices.Clone(b)
			tried[i] = []int{place}
			fits := true
			s.within(tried, func(cell int) bool { fits = set.has(cell); return fits })
			if fits {
				b[i] = append(b[i], place)
			}
		}
		slices.Sort(b[i])
	}
	return b
}

// within calls for each cell of a box, until it is told to stop.
func (s *space) within(b box, yield func(cell int) bool) {
	var walk func(i, cell int) bool
	walk = func(i, cell int) bool {
		if i < 0 {
			return yield(cell)
		}
		for _, place := range b[i] {
			if !walk(i-1, cell+place*s.dims[i].stride) {
				return false
			}
		}
		return true
	}
	walk(len(s.dims)-1, 0)
}

// describe makes the blocks of a box: one for each way to choose, in every dimension, one of
// the parts that its classes come to in values of facts.
func (d *comparison) describe(c change, b box, cells cellSet) {
	var parts [][]patch
	for i := range d.space.dims {
		dim := &d.space.dims[i]
		if dim.part == nil {
			parts = append(parts, []patch{dim.truths(b[i])})
			continue
		}
		parts = append(parts, dim.part.patches(b[i]))
	}
	choice := make([]int, len(parts))
	for {
		d.addBlock(c, b, parts, choice, cells)
		i := 0
		for ; i < len(parts); i++ {
			if choice[i]++; choice[i] < len(parts[i]) {
				break
			}
			choice[i] = 0
		}
		if i == len(parts) {
			return
		}
	}
}

func (d *comparison) addBlock(c change, b box, parts [][]patch, choice []int, cells cellSet) {
	count := uint64(1)
	var where []Range
	facts := d.fresh()
	for i, at := range choice {
		p := &parts[i][at]
		count = times(count, p.count)
		where = append(where, p.where...)
		if part := d.space.dims[i].part; part != nil {
			part.set(facts, p.row)
		}
	}
	if len(d.blocks) >= d.limits.Findings {
		d.more = plus(d.more, count)
		return
	}
	f := foundBlock{block: Block[struct{}]{Before: c.before, After: c.after, Where: where, Cells: count}}
	f.block.RulesBefore, _ = ownersOf(cells, d.owners[0])
	f.block.RulesAfter, _ = ownersOf(cells, d.owners[1])
	proves := func(s sighting) bool { return d.sides[0].outcome(s) == c.before && d.sides[1].outcome(s) == c.after }
	if !d.space.loose() {
		f.seen = sighting{facts, d.at}
		f.found = proves(f.seen)
	} else {
		f.seen, f.found = d.space.witness(cells, proves)
	}
	d.blocks = append(d.blocks, f)
}
