package rules

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// maxStarts bounds from how many cells a witness is looked for, and maxCombinations how many
// values of what cannot be listed are tried with each.
const (
	maxStarts       = 48
	maxCombinations = 2000
)

// witness finds facts in one of the cells that prove something, or none. Where the space has
// free atoms, the values of the facts that they look at are tried, as far as they are known.
func (s *space) witness(target cellSet, prove func(sighting) bool) (found sighting, ok bool) {
	starts := 0
	loose := s.loose()
	var tried map[int]bool
	if loose {
		tried = map[int]bool{}
	}
	target.each(func(cell int) bool {
		if loose {
			settled := s.settled(cell)
			if tried[settled] {
				return true
			}
			tried[settled] = true
		}
		starts++
		if s.w.tries > 0 && !loose {
			s.w.tries--
			facts := s.w.fresh()
			s.set(facts, cell)
			found = sighting{facts, s.w.at}
			ok = prove(found)
		} else if loose {
			found, ok = s.search(cell, target, prove)
		}
		return !ok && starts < maxStarts && s.w.tries > 0
	})
	return found, ok
}

// settled is the cell with all its free atoms false.
func (s *space) settled(cell int) int {
	for i := range s.dims {
		if d := &s.dims[i]; d.free != nil {
			cell -= d.at(cell) * d.stride
		}
	}
	return cell
}

// search tries facts that are settled as in the cell.
func (s *space) search(cell int, target cellSet, prove func(sighting) bool) (sighting, bool) {
	supplies, instants, atoms := s.unsettled()
	if slices.ContainsFunc(supplies, func(s *supply) bool { return s.unknown }) {
		return sighting{}, false
	}
	together := slices.ContainsFunc(supplies, func(s *supply) bool { return len(s.with) > 0 })
	total := len(instants)
	for _, supply := range supplies {
		total *= max(len(supply.rows), 1)
		if total > maxCombinations*maxCombinations {
			break
		}
	}
	start := s.settled(cell)
	answers := make([]byte, len(atoms))
	step := 1
	if total > maxCombinations {
		step = total/maxCombinations | 1
	}
	for n := 0; n < total && s.w.tries > 0; n += step {
		s.w.tries--
		facts := s.w.fresh()
		s.set(facts, cell)
		rest := n
		for _, supply := range supplies {
			if k := len(supply.rows); k > 0 {
				supply.set(facts, rest%k)
				rest /= k
			}
		}
		seen := sighting{facts, instants[rest%len(instants)]}
		s.w.ask(atoms, answers, facts, seen.clock())
		at, clear := start, true
		for i := range s.dims {
			if d := &s.dims[i]; d.free != nil {
				switch answers[d.place(atoms)] {
				case isTrue:
					at += d.stride
				case fails:
					clear = false
				}
			}
		}
		if together { // what goes with the examples has moved elsewhere
			at = s.cellOf(seen)
		}
		if clear && at >= 0 && target.has(at) && prove(seen) {
			return seen, true
		}
	}
	return sighting{}, false
}

func (d *dim) place(atoms []*atom) int {
	for i, a := range atoms {
		if a == d.free {
			return i
		}
	}
	return 0
}

// unsettled returns what the free atoms depend on beside the components of the space.
func (s *space) unsettled() (supplies []*supply, instants []time.Time, atoms []*atom) {
	instants = []time.Time{s.w.at}
	seen := map[*supply]bool{}
	for i := range s.dims {
		a := s.dims[i].free
		if a == nil {
			continue
		}
		atoms = append(atoms, a)
		for _, fact := range a.facts {
			if _, settled := s.of[fact.supply.part]; !seen[fact.supply] && !(settled && fact.supply.part != nil) {
				seen[fact.supply] = true
				supplies = append(supplies, fact.supply)
			}
		}
		if a.clock && len(instants) == 1 {
			for _, day := range s.w.digest.dates {
				for _, near := range []records.Date{day.AddDays(-1), day, day.AddDays(1)} {
					if !near.IsZero() {
						instants = append(instants, near.Start().Add(12*time.Hour))
					}
				}
			}
		}
	}
	return supplies, instants, atoms
}

// shown says what the facts are that the rules look at.
func (w *works) shown(facts reflect.Value, names func(*known) bool) string {
	const most = 12
	var parts []string
	for _, fact := range w.digest.facts {
		if names != nil && !names(fact) {
			continue
		}
		if len(parts) == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fact.name+" "+w.value(facts, fact))
	}
	return strings.Join(parts, ", ")
}

func (w *works) value(facts reflect.Value, fact *known) string {
	v, there := follow(facts, fact.path)
	if !there {
		return "nil"
	}
	return showRead(fact, v)
}

// showRead writes the value of a field as a rule would.
func showRead(fact *known, v reflect.Value) string {
	limits := Limits{}.settled()
	value, err := fact.read(&machine{limits: limits, steps: limits.Steps}, v)
	if err != nil {
		return "?"
	}
	if day, isDate := value.(records.Date); isDate && day.IsZero() {
		return "nil"
	}
	return show(value)
}

// pair finds facts in one of the cells, and milder ones in the cell that it has taken the worst
// outcome from, which together prove something.
func (s *space) pair(cells cellSet, from []int32, ladder [][]rung, prove func(milder, worse sighting) bool) (sighting, bool) {
	return s.witness(cells, func(seen sighting) bool {
		cell := s.cellOf(seen)
		if cell < 0 || !cells.has(cell) {
			return false
		}
		milder, worse := s.w.fresh(), s.w.fresh()
		milder.Set(seen.facts)
		worse.Set(seen.facts)
		for i := range s.dims {
			d := &s.dims[i]
			a, b := d.at(int(from[cell])), d.at(cell)
			if d.part == nil || a == b {
				continue
			}
			for _, r := range ladder[i] {
				if r.from == a && r.to == b {
					d.part.set(milder, r.fromRow)
					d.part.set(worse, r.toRow)
				}
			}
		}
		if !prove(sighting{milder, seen.at}, sighting{worse, seen.at}) {
			return false
		}
		seen.facts.Set(worse)
		return true
	})
}

// cellOf returns the cell that facts lie in, as their atoms come out, or -1.
func (s *space) cellOf(seen sighting) int {
	cell := 0
	for i := range s.dims {
		d := &s.dims[i]
		atoms := []*atom{d.free}
		if d.part != nil {
			atoms = d.part.atoms
		}
		answers := make([]byte, len(atoms))
		s.w.ask(atoms, answers, seen.facts, seen.clock())
		if d.part == nil {
			if answers[0] == isTrue {
				cell += d.stride
			}
			continue
		}
		place := slices.IndexFunc(d.part.classes, func(c class) bool { return c.answers == string(answers) })
		if place < 0 {
			return -1 // no domain has such facts
		}
		cell += place * d.stride
	}
	return cell
}
