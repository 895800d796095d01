package rules

import (
	"math/bits"
	"reflect"
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A space is every combination of what some atoms can come to: a cell each.
type space struct {
	w    *works
	dims []dim
	size int
	of   map[*component]int // the dimension of a component
}

// A dim is a dimension of a space: the classes of a component, or whether a free atom holds.
type dim struct {
	part         *component
	free         *atom
	size, stride int
}

// space makes the space of formulas. It is nil, with the number of its cells, where they are
// more than the limit.
func (w *works) space(formulas ...*formula) (*space, uint64) {
	s := &space{w: w, size: 1, of: map[*component]int{}}
	total := uint64(1)
	seen := map[*atom]bool{}
	add := func(d dim) {
		d.stride = s.size
		total = saturated(int(min(total, 1<<62)), d.size)
		if total <= uint64(w.limits.Cells) {
			s.size *= d.size
		}
		s.dims = append(s.dims, d)
	}
	var walk func(f *formula)
	walk = func(f *formula) {
		for _, kid := range f.kids {
			walk(kid)
		}
		a := f.atom
		if a == nil || seen[a] {
			return
		}
		seen[a] = true
		if a.component == nil {
			add(dim{free: a, size: 2})
			return
		}
		if _, known := s.of[a.component]; !known {
			s.of[a.component] = len(s.dims)
			add(dim{part: a.component, size: len(a.component.classes)})
		}
	}
	for _, f := range formulas {
		walk(f)
	}
	if total > uint64(w.limits.Cells) {
		return nil, total
	}
	return s, total
}

// at returns the place of a cell in a dimension.
func (d *dim) at(cell int) int { return cell / d.stride % d.size }

// A cellSet is a set of cells.
type cellSet []uint64

func (s *space) none() cellSet { return make(cellSet, (s.size+63)/64) }

func (s *space) all() cellSet {
	set := s.none()
	set.fill(0, s.size)
	return set
}

func (c cellSet) fill(from, to int) {
	for from < to {
		word, low := from/64, from%64
		n := min(64-low, to-from)
		mask := ^uint64(0)
		if n < 64 {
			mask = (1<<n - 1) << low
		}
		c[word] |= mask
		from += n
	}
}

func (c cellSet) has(cell int) bool { return c[cell/64]&(1<<(cell%64)) != 0 }

func (c cellSet) put(cell int) { c[cell/64] |= 1 << (cell % 64) }

func (c cellSet) drop(cell int) { c[cell/64] &^= 1 << (cell % 64) }

func (c cellSet) empty() bool {
	for _, word := range c {
		if word != 0 {
			return false
		}
	}
	return true
}

func (c cellSet) count() int {
	n := 0
	for _, word := range c {
		n += bits.OnesCount64(word)
	}
	return n
}

// each calls for every cell of the set in order, until it is told to stop.
func (c cellSet) each(yield func(cell int) bool) {
	for i, word := range c {
		for word != 0 {
			if !yield(i*64 + bits.TrailingZeros64(word)) {
				return
			}
			word &= word - 1
		}
	}
}

func (c cellSet) and(other cellSet) cellSet {
	made := slices.Clone(c)
	for i := range made {
		made[i] &= other[i]
	}
	return made
}

func (c cellSet) or(other cellSet) cellSet {
	made := slices.Clone(c)
	for i := range made {
		made[i] |= other[i]
	}
	return made
}

func (c cellSet) without(other cellSet) cellSet {
	made := slices.Clone(c)
	for i := range made {
		made[i] &^= other[i]
	}
	return made
}

// A truth is where a formula holds, and where it cannot be worked out.
type truth struct{ holds, fails cellSet }

// not returns where the formula is false.
func (s *space) not(t truth) cellSet { return s.all().without(t.holds).without(t.fails) }

// where works a formula out for all cells at once, as the evaluator does for one.
func (s *space) where(f *formula) truth {
	switch f.op {
	case opConst:
		if f.holds {
			return truth{s.all(), s.none()}
		}
		return truth{s.none(), s.none()}
	case opNot:
		t := s.where(f.kids[0])
		return truth{s.not(t), t.fails}
	case opAnd:
		a, b := s.where(f.kids[0]), s.where(f.kids[1])
		return truth{a.holds.and(b.holds), a.fails.or(a.holds.and(b.fails))}
	case opOr:
		a, b := s.where(f.kids[0]), s.where(f.kids[1])
		asked := s.not(a)
		return truth{a.holds.or(asked.and(b.holds)), a.fails.or(asked.and(b.fails))}
	case opIf:
		c, a, b := s.where(f.kids[0]), s.where(f.kids[1]), s.where(f.kids[2])
		other := s.not(c)
		return truth{c.holds.and(a.holds).or(other.and(b.holds)), c.fails.or(c.holds.and(a.fails)).or(other.and(b.fails))}
	case opLet:
		value, body := s.where(f.kids[0]), s.where(f.kids[1])
		return truth{body.holds.without(value.fails), body.fails.or(value.fails)}
	}
	return s.whereAtom(f.atom)
}

func (s *space) whereAtom(a *atom) truth {
	t := truth{s.none(), s.none()}
	for i := range s.dims {
		d := &s.dims[i]
		if a.component != nil && d.part != a.component || a.component == nil && d.free != a {
			continue
		}
		for place := range d.size {
			into := t.holds
			switch {
			case d.free != nil && place == 0, d.free == nil && d.part.classes[place].answers[a.place] == isFalse:
				continue
			case d.free == nil && d.part.classes[place].answers[a.place] == fails:
				into = t.fails
			}
			for base := place * d.stride; base < s.size; base += d.stride * d.size {
				into.fill(base, base+d.stride)
			}
		}
		break
	}
	return t
}

// set writes facts of which everything in the cell is so, but for its free atoms.
func (s *space) set(facts reflect.Value, cell int) {
	for i := range s.dims {
		if d := &s.dims[i]; d.part != nil {
			d.part.set(facts, d.part.classes[d.at(cell)].row)
		}
	}
}

// loose reports whether some atoms of the space may come out either way.
func (s *space) loose() bool {
	return slices.ContainsFunc(s.dims, func(d dim) bool { return d.free != nil })
}

// A sighting is facts, at an instant, that were tried.
type sighting struct {
	facts reflect.Value
	at    time.Time
}

func (s sighting) clock() records.Clock { return records.At(s.at) }
