package objectives

import (
	"iter"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Parts yields the objectives whose parent is the one named.
func Parts(objectives []Objective, of records.ID[Objective]) iter.Seq[*Objective] {
	return func(yield func(*Objective) bool) {
		for i := range objectives {
			if of != "" && objectives[i].Parent == of && !yield(&objectives[i]) {
				return
			}
		}
	}
}

// Detached returns the objectives that cannot be followed up to one without a parent, in the
// order of their ids: they, or what they are parts of, name a parent that is not on record or
// stand in a circle.
func Detached(objectives []Objective) []records.ID[Objective] {
	return detached(len(objectives), func(i int) (id, parent records.ID[Objective]) { return objectives[i].ID, objectives[i].Parent })
}

// DetachedTargets returns the targets that cannot be followed up to one without a parent, as
// [Detached] does.
func DetachedTargets(targets []Target) []records.ID[Target] {
	return detached(len(targets), func(i int) (id, parent records.ID[Target]) { return targets[i].ID, targets[i].Parent })
}

func detached[T records.Entity](n int, at func(i int) (id, parent records.ID[T])) []records.ID[T] {
	parents := make(map[records.ID[T]]records.ID[T], n)
	for i := range n {
		id, parent := at(i)
		if _, twice := parents[id]; !twice { // of two with one id the first counts
			parents[id] = parent
		}
	}
	leadsUp := map[records.ID[T]]bool{}
	var loose []records.ID[T]
	for id := range parents {
		var way []records.ID[T]
		up, known := false, false
		for next := id; ; {
			if up, known = leadsUp[next]; known {
				break
			}
			parent, found := parents[next]
			leadsUp[next] = false // until shown otherwise: a circle comes back here
			way = append(way, next)
			if !found || parent == "" {
				up = found
				break
			}
			next = parent
		}
		for _, passed := range way {
			leadsUp[passed] = up
		}
		if !up {
			loose = append(loose, id)
		}
	}
	slices.Sort(loose)
	return loose
}
