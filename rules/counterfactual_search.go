package rules

import (
	"math"
	"slices"
)

// SearchLimits bound a search for the smallest changes. A field that is zero means its default.
type SearchLimits struct {
	Tries int // combinations of changes that are tried. Defaults to 100,000, at most 10,000,000.
	Found int // ways that are listed. Defaults to 20, at most 1,000.
}

func (l SearchLimits) settled() SearchLimits {
	for _, row := range []struct {
		value          *int
		usual, ceiling int
	}{{&l.Tries, 100_000, 10_000_000}, {&l.Found, 20, 1000}} {
		if *row.value <= 0 {
			*row.value = row.usual
		}
		*row.value = min(*row.value, row.ceiling)
	}
	return l
}

// A Search is what [Smallest] has found.
type Search struct {
	Found    [][]int // how far each change goes, 0 where it is not made
	Tried    int
	Complete bool // nothing is missing from what was found
}

// Smallest looks for the smallest combinations of changes that do. There is a change for each
// number of steps; a combination says how many steps each change goes. What is found is
// smallest: no other combination does that goes nowhere further. It comes in the order of the
// number of changes, then of the steps together, then of the changes, those that are listed first before
// the others. So the first that is found needs the fewest changes, and of these the fewest steps.
//
// It makes no guess about what a further step does: a combination is left out only because
// a smaller one does. Where the limits stop the search, Complete is false.
func Smallest(steps []int, limits SearchLimits, does func(combination []int) bool) Search {
	limits = limits.settled()
	s := &searcher{limits: limits, does: does, at: make([]int, len(steps)), visits: 10 * limits.Tries}
	for _, n := range steps {
		s.steps = append(s.steps, max(n, 0))
	}
	s.furthest()
	s.Complete = true
	for changes := 0; changes <= len(steps) && s.Complete; changes++ {
		for total := changes; total <= s.most[0][changes] && s.Complete; total++ {
			s.walk(0, changes, total)
		}
	}
	return s.Search
}

type searcher struct {
	Search
	limits SearchLimits
	steps  []int
	most   [][]int // from each change on, the most steps that so many changes go; -1 where there are not so many
	does   func([]int) bool
	at     []int
	visits int // that are left: combinations that are looked at, tried or not
}

// furthest works out how far changes go together, so that the walk meets no dead end.
func (s *searcher) furthest() {
	n := len(s.steps)
	s.most = make([][]int, n+1)
	var rest []int // of the changes from here on, the most steps first
	for i := n; i >= 0; i-- {
		if i < n && s.steps[i] > 0 {
			at, _ := slices.BinarySearchFunc(rest, s.steps[i], func(a, b int) int { return b - a })
			rest = slices.Insert(rest, at, s.steps[i])
		}
		s.most[i] = make([]int, n+1)
		sum := 0
		for changes := range s.most[i] {
			switch {
			case changes > len(rest):
				s.most[i][changes] = -1
				continue
			case changes > 0 && sum > math.MaxInt-rest[changes-1]:
				sum = math.MaxInt
			case changes > 0:
				sum += rest[changes-1]
			}
			s.most[i][changes] = sum
		}
	}
}

// walk goes through the combinations of so many changes from i on, with so many steps.
func (s *searcher) walk(i, changes, total int) {
	if changes == 0 {
		s.visit()
		return
	}
	for step := min(s.steps[i], total-changes+1); step > 0 && s.Complete; step-- {
		left, rest := changes-1, total-step
		if left == 0 && rest > 0 || s.most[i+1][left] < rest {
			break // nor is there a way with a step less here
		}
		s.at[i] = step
		s.walk(i+1, left, rest)
		s.at[i] = 0
	}
	if s.Complete && s.most[i+1][changes] >= total {
		s.walk(i+1, changes, total)
	}
}

func (s *searcher) visit() {
	if s.visits--; s.visits < 0 {
		s.Complete = false
		return
	}
	for _, found := range s.Found {
		if nowhereFurther(found, s.at) {
			return
		}
	}
	if s.Tried == s.limits.Tries {
		s.Complete = false
		return
	}
	s.Tried++
	if !s.does(slices.Clone(s.at)) {
		return
	}
	if len(s.Found) == s.limits.Found {
		s.Complete = false
		return
	}
	s.Found = append(s.Found, slices.Clone(s.at))
}

// nowhereFurther reports whether no change of a goes further than that of b.
func nowhereFurther(a, b []int) bool {
	for i := range a {
		if a[i] > b[i] {
			return false
		}
	}
	return true
}
