package rules

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// AnalyzeAll finds out what is true of a set whose rules are all asked: which never hold, which
// cannot be worked out for some facts, and which two hold for the same facts with different
// outcomes. It does so as [Analyze] does. Order and outcomes of the environment do not matter.
func AnalyzeAll[Facts any, Outcome ~string](set *All[Facts, Outcome], env Environment[Facts]) (Analysis[Facts], error) {
	a := &allMatch{}
	a.firstMatch = firstMatch{
		works: newWorks(reflect.TypeFor[Facts](), env.At, env.Limits), engine: set.runner.engine, definition: Definition{Rules: set.definition},
	}
	a.matches = func(s sighting) ([]int, []*RunError) {
		matches, err := set.Matches(s.facts.Addr().Interface().(*Facts), s.clock())
		var held []int
		for _, match := range matches {
			held = append(held, match.Index)
		}
		return held, runErrors(err)
	}
	if err := a.check(domainsOf(&env)); err != nil {
		return Analysis[Facts]{}, err
	}
	a.analyzeAll(domainsOf(&env))
	return analysisOf[Facts](&a.result), nil
}

// runErrors returns every RunError that err holds.
func runErrors(err error) (all []*RunError) {
	if joined, isJoined := err.(interface{ Unwrap() []error }); isJoined {
		for _, one := range joined.Unwrap() {
			all = append(all, runErrors(one)...)
		}
		return all
	}
	if failed := new(RunError); errors.As(err, &failed) {
		all = append(all, failed)
	}
	return all
}

// An allMatch analyses a set whose rules are all asked.
type allMatch struct {
	firstMatch
	matches func(sighting) ([]int, []*RunError)
}

func (a *allMatch) analyzeAll(domains []domainText) {
	a.result.limits = a.works.limits
	for _, x := range a.engine.exprs {
		a.formulas = append(a.formulas, a.digest.formula(a.engine, x))
	}
	a.settle(domains)
	ever := make([]bool, len(a.formulas))
	for i, f := range a.formulas {
		s, size := a.space(f)
		if s == nil {
			a.tooLarge(NeverHolds, i, size)
			ever[i] = true
			continue
		}
		t := s.where(f)
		if ever[i] = !t.holds.empty(); !ever[i] {
			a.neverHolds(s, i)
		} else if _, ok := s.witness(t.holds, func(seen sighting) bool { return a.holdsFor(i, seen) }); !ok {
			a.unproven(NeverHolds, i, s)
		}
		a.decide = func(seen sighting) (int, error) {
			_, failed := a.matches(seen)
			for _, f := range failed {
				if f.Path == a.engine.exprs[i].path {
					return 0, f
				}
			}
			return 0, nil
		}
		a.unworkable(s, i, t.fails)
	}
	if s, _ := a.space(a.formulas...); s != nil {
		a.cells = s.size
	}
	a.contradictions(ever)
}

func (a *allMatch) contradictions(ever []bool) {
	for i := range a.formulas {
		for j := range i {
			first, second := a.definition.Rules[j].Then, a.definition.Rules[i].Then
			if first == second || first == "" || second == "" || !ever[i] || !ever[j] {
				continue
			}
			if a.pairs++; a.pairs > a.works.limits.Pairs {
				o := a.question(Contradictory, -1, "more pairs of rules would have to be compared than the limit allows")
				o.Size, o.Limit = uint64(len(a.formulas)*(len(a.formulas)-1)/2), a.works.limits.Pairs
				a.open = append(a.open, o)
				return
			}
			a.contradiction(j, i)
		}
	}
}

func (a *allMatch) contradiction(i, j int) {
	s, size := a.space(a.formulas[i], a.formulas[j])
	if s == nil {
		a.tooLarge(Contradictory, j, size)
		return
	}
	both := s.where(a.formulas[i]).holds.and(s.where(a.formulas[j]).holds)
	if both.empty() {
		return
	}
	seen, ok := s.witness(both, func(seen sighting) bool {
		held, _ := a.matches(seen)
		return slices.Contains(held, i) && slices.Contains(held, j)
	})
	if !ok {
		a.unproven(Contradictory, j, s)
		return
	}
	f := a.finding(Contradictory, j, a.formulas[j])
	f.By, f.Cells = []int{i}, both.count()
	a.show(&f, seen)
	f.Message = fmt.Sprintf("says %s where %s says %s, as where %s: let the conditions exclude each other, or the outcomes agree",
		quote(a.definition.Rules[j].Then), a.name(i), quote(a.definition.Rules[i].Then), f.Shown)
	a.add(discovery{finding: f, facts: &seen})
}
