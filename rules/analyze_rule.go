package rules

import (
	"fmt"
	"slices"
	"strings"
)

// rule finds what there is to say of one rule, notes which cells it decides, and returns the
// cells that are left to the rules after it.
func (a *firstMatch) rule(s *space, i int, owners []int32, rest cellSet) cellSet {
	t := s.where(a.formulas[i])
	decides, fails := t.holds.and(rest), t.fails.and(rest)
	switch {
	case t.holds.empty():
		a.neverHolds(s, i)
	case decides.empty():
		a.neverDecides(i, t.holds, owners)
	default:
		if _, ok := s.witness(decides, func(seen sighting) bool { return a.decidesBy(seen, i) }); !ok {
			a.unproven(NeverDecides, i, s)
		}
		if !s.not(t).or(t.fails).empty() { // what always holds is meant for whatever is left
			a.shadowed(s, i, t.holds.without(rest), owners)
		}
	}
	a.unworkable(s, i, fails)
	decides.each(func(cell int) bool { owners[cell] = int32(i); return true })
	fails.each(func(cell int) bool { owners[cell] = byNone; return true })
	return rest.without(decides).without(fails)
}

func (a *firstMatch) decidesBy(seen sighting, index int) bool {
	by, err := a.decide(seen)
	return err == nil && by == index
}

// neverHolds reports a condition that is true of no facts, at the smallest part that never is
// and that keeps the whole from being true.
func (a *firstMatch) neverHolds(s *space, i int) {
	at := s.culprit(a.formulas[i])
	f := a.finding(NeverHolds, i, at)
	f.Message = quoteSource(f.Text) + " is true of no facts that are possible, so that the rule never decides"
	a.add(discovery{finding: f})
}

// culprit returns the smallest part of an and that is never true.
func (s *space) culprit(f *formula) *formula {
	if f.op == opAnd || f.op == opLet {
		for _, kid := range f.kids {
			if s.where(kid).holds.empty() {
				return s.culprit(kid)
			}
		}
	}
	return f
}

// neverDecides reports a rule that only holds where others have decided before it.
func (a *firstMatch) neverDecides(i int, holds cellSet, owners []int32) {
	by, cells := ownersOf(holds, owners)
	f := a.finding(NeverDecides, i, a.formulas[i])
	f.By, f.Cells = by, cells
	f.Message = "never decides: wherever it holds, " + a.before(by) + " before it"
	a.add(discovery{finding: f})
}

// ownersOf returns the rules that own the cells, in their order, and the number of cells.
func ownersOf(set cellSet, owners []int32) (by []int, cells int) {
	seen := map[int32]bool{}
	set.each(func(cell int) bool {
		cells++
		if owner := owners[cell]; !seen[owner] {
			seen[owner] = true
			by = append(by, int(owner))
		}
		return true
	})
	slices.Sort(by)
	return by, cells
}

// before says which rules decide before another.
func (a *firstMatch) before(by []int) string {
	const most = 5
	var names []string
	for _, index := range by {
		switch {
		case len(names) == most:
			names = append(names, fmt.Sprintf("%d more", len(by)-most))
		case len(names) > most:
		case index == byNone:
			names = append(names, "a rule that cannot be worked out")
		default:
			names = append(names, a.name(index))
		}
	}
	if len(names) == 1 {
		return names[0] + " decides"
	}
	return strings.Join(names, " or ") + " decides"
}

// shadowed notes where a rule holds and others have decided otherwise before it.
func (a *firstMatch) shadowed(s *space, i int, taken cellSet, owners []int32) {
	otherwise := s.none()
	taken.each(func(cell int) bool {
		if owner := owners[cell]; owner >= 0 && a.definition.Rules[owner].Then != a.definition.Rules[i].Then {
			otherwise.put(cell)
		}
		return true
	})
	if otherwise.empty() {
		return
	}
	by, cells := ownersOf(otherwise, owners)
	seen, ok := s.witness(otherwise, func(seen sighting) bool {
		index, err := a.decide(seen)
		return err == nil && slices.Contains(by, index) && a.holdsFor(i, seen)
	})
	if !ok {
		a.unproven(PartlyShadowed, i, s)
		return
	}
	f := a.finding(PartlyShadowed, i, a.formulas[i])
	f.By, f.Cells = by, cells
	a.show(&f, seen)
	f.Message = fmt.Sprintf("holds for some facts for which %s otherwise before it, such as %s", a.before(by), f.Shown)
	a.add(discovery{finding: f, facts: &seen})
}

// holdsFormula asks the condition of one rule by itself.
func (w *works) holdsFormula(e *engine, index int, seen sighting) (bool, error) {
	m := newMachine(e)
	m.start(seen.facts, seen.clock())
	defer m.stop()
	return e.exprs[index].holds(m)
}

func (a *firstMatch) holdsFor(index int, seen sighting) bool {
	holds, err := a.holdsFormula(a.engine, index, seen)
	return err == nil && holds
}

// unworkable reports facts for which a rule that is asked has no answer.
func (a *firstMatch) unworkable(s *space, i int, cells cellSet) {
	if cells.empty() {
		return
	}
	x := a.engine.exprs[i]
	var why *RunError
	seen, ok := s.witness(cells, func(seen sighting) bool {
		_, err := a.decide(seen)
		failed, isRun := err.(*RunError)
		if isRun && failed.Path == x.path {
			why = failed
		}
		return why != nil
	})
	if !ok {
		a.unproven(Unworkable, i, s)
		return
	}
	f := a.finding(Unworkable, i, a.formulas[i])
	f.Line, f.Column, f.Text, f.Reason, f.Cells = why.Line, why.Column, why.Text, why.Message, cells.count()
	a.show(&f, seen)
	f.Message = fmt.Sprintf("cannot be worked out for some facts, so that nothing is decided: %s: %s; for example where %s", quoteSource(why.Text), why.Message, f.Shown)
	a.add(discovery{finding: f, facts: &seen})
}

// leftOver notes that some facts are left to the default.
func (a *firstMatch) leftOver(s *space, rest cellSet) {
	if rest.empty() {
		return
	}
	seen, ok := s.witness(rest, func(seen sighting) bool { return a.decidesBy(seen, byDefault) })
	if !ok {
		a.unproven(DefaultOnly, -1, s)
		return
	}
	f := a.finding(DefaultOnly, -1, nil)
	f.Cells = rest.count()
	a.show(&f, seen)
	f.Message = fmt.Sprintf("in %d of %s of facts no rule holds and the default decides, as where %s", f.Cells, counted(s.size, "combination"), f.Shown)
	a.add(discovery{finding: f, facts: &seen})
}

// alone says what can be said of a rule by itself, and by each one before it, where all the
// rules together are too many to try.
func (a *firstMatch) alone(i int, size uint64) {
	s, _ := a.space(a.formulas[i])
	if s == nil {
		a.tooLarge(NeverDecides, i, size)
		return
	}
	t := s.where(a.formulas[i])
	if t.holds.empty() {
		a.neverHolds(s, i)
		return
	}
	for j := range i {
		pair, _ := a.space(a.formulas[j], a.formulas[i])
		if pair == nil || a.pairs >= a.works.limits.Pairs {
			continue
		}
		a.pairs++
		first, second := pair.where(a.formulas[j]), pair.where(a.formulas[i])
		if second.holds.without(first.holds).without(first.fails).empty() {
			owners := make([]int32, pair.size)
			first.holds.each(func(cell int) bool { owners[cell] = int32(j); return true })
			first.fails.each(func(cell int) bool { owners[cell] = byNone; return true })
			a.neverDecides(i, second.holds, owners)
			return
		}
	}
	a.tooLarge(NeverDecides, i, size)
}
