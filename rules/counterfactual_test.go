package rules_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCounterfactuals(t *testing.T) {
	s := set(t, "refuse", `level <= 2 => accept`, `level <= 4 && sealed && owner != "" => accept`, `level == 5 && goods == "food" => accept`, "10 / (level - 3) > 100 => review")
	changes := []rules.Change{
		{Fact: "level", To: []any{4, 3, 2, 1}}, {Fact: "sealed", To: []any{true}}, {Fact: "owner", To: []any{"harbour master"}}, {Fact: "goods", To: []any{"other", "food"}},
	}
	facts := &shipment{Level: 5, Goods: "fuel"}
	ways, err := rules.Counterfactuals(s, facts, noon(), []verdict{"accept"}, changes, rules.SearchLimits{})
	require.NoError(t, err)
	assert.True(t, ways.Complete)
	assert.Equal(t, `goods "fuel" → "food": accept
level 5 → 2: accept
level 5 → 4, sealed false → true, owner "" → "harbour master": accept
`, ways.String())
	assert.Equal(t, &shipment{Level: 5, Goods: "fuel"}, facts)
	assert.Equal(t, 2, ways.Ways[0].Steps)
	assert.Equal(t, &shipment{Level: 5, Goods: "food"}, ways.Ways[0].Facts)

	ways, err = rules.Counterfactuals(s, facts, noon(), []verdict{"accept"}, changes[1:3], rules.SearchLimits{})
	require.NoError(t, err)
	assert.Equal(t, "none of these changes leads there\n", ways.String())

	ways, err = rules.Counterfactuals(s, facts, noon(), []verdict{"refuse", "review"}, changes, rules.SearchLimits{})
	require.NoError(t, err)
	assert.Equal(t, "nothing has to change\n", ways.String())
	assert.Equal(t, 1, ways.Tried)

	ways, err = rules.Counterfactuals(s, facts, noon(), []verdict{"accept"}, changes, rules.SearchLimits{Tries: 3})
	require.NoError(t, err)
	assert.Equal(t, "no way was found among 3 combinations that were tried; there may be one\n", ways.String())

	ways, err = rules.Counterfactuals(s, facts, noon(), []verdict{"accept"}, changes, rules.SearchLimits{Found: 1})
	require.NoError(t, err)
	assert.Equal(t, "goods \"fuel\" → \"food\": accept\nthere may be others\n", ways.String())
}

func TestCounterfactualsRefuseChanges(t *testing.T) {
	s := set(t, "refuse", "sealed => accept")
	_, err := rules.Counterfactuals(s, &shipment{Level: 3}, noon(), nil, []rules.Change{
		{Fact: "levl", To: []any{1}}, {Fact: "level"}, {Fact: "pieces", To: []any{-1, 70000, "x", 3}}, {Fact: "level", To: []any{3, 2, 2}},
		{Fact: "goods", To: []any{"feul", "fuel"}}, {Fact: "route", To: []any{nil}}, {Fact: "note", To: []any{""}}, {Fact: "limit", To: []any{nil, 5, 2.5}}, {Fact: "rate", To: []any{3, nil}},
	}, rules.SearchLimits{})
	var got []string
	for _, fault := range records.FaultsOf(err) {
		got = append(got, fault.Error())
	}
	assert.Equal(t, []string{
		`changes[0].fact "levl" is no fact, did you mean level?`,
		`changes[1].to is missing: list the values that level may be given, the nearest first`,
		`changes[2].to[0] -1 is no value of the fact, which is a whole number`,
		`changes[2].to[1] 70000 is no value of the fact, which is a whole number`,
		`changes[2].to[2] x is no value of the fact, which is a whole number`,
		`changes[3].to[0] 3 is what it is already: leave it out`,
		`changes[3].to[2] 2 stands twice: keep one`,
		`changes[3].fact "level" stands twice: keep one`,
		`changes[4].to[0] "feul" is none of food, fuel, arms, other`,
		`changes[5].fact "route" is a record (route): name one of its fields`,
		`changes[6].fact "note" is part of a record that may be missing, and cannot be changed by itself`,
		`changes[7].to[0] nil is what it is already: leave it out`,
		`changes[7].to[2] 2.5 is no value of the fact, which is a whole number or nil`,
		`changes[8].to[1] <nil> is no value of the fact, which is a decimal number`,
		`want is missing: name an outcome`,
	}, got)
	_, err = rules.Counterfactuals(s, nil, noon(), []verdict{"accept"}, nil, rules.SearchLimits{})
	assert.ErrorContains(t, err, "there are no facts")
}

// The ways are those that trying every combination leaves when larger ones are struck out, in order.
func TestCounterfactualsAreWhatBruteForceFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	found := 0
	for range amount(300, 60) {
		d := rules.Definition{Default: "refuse"}
		for i := range 1 + random.IntN(3) {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint("r", i+1), When: crateCondition(random, 3), Then: []string{"accept", "review", "refuse"}[random.IntN(3)]})
		}
		s, err := rules.Compile[crate, verdict](d, rules.Limits{})
		if err != nil {
			continue
		}
		facts := &crate{Level: 3, Weight: 1, Goods: "arms", Limit: ptr(3), Rate: number("1.5"), DueOn: day("2026-03-01")}
		changes := []rules.Change{
			{Fact: "level", To: []any{2, 1}}, {Fact: "weight", To: []any{2, 3}}, {Fact: "goods", To: []any{"other", "fuel"}}, {Fact: "sealed", To: []any{true}},
			{Fact: "owner", To: []any{"a"}}, {Fact: "limit", To: []any{1, nil}}, {Fact: "rate", To: []any{number("1"), number("0.5")}}, {Fact: "due_on", To: []any{day("2026-02-01"), records.Date{}}},
		}
		ways, err := rules.Counterfactuals(s, facts, noon(), []verdict{"accept"}, changes, rules.SearchLimits{Found: 1000})
		require.NoError(t, err)
		require.True(t, ways.Complete)
		require.Equal(t, smallestByBruteForce(s, facts, changes), texts(ways), describe(d))
		for _, way := range ways.Ways {
			found++
			decision, err := s.Decide(way.Facts, noon())
			require.NoError(t, err)
			require.Equal(t, way.Index, decision.Index)
			require.Equal(t, "accept", way.Outcome)
		}
	}
	require.Greater(t, found, amount(100, 10))
}

func texts(ways rules.Ways[crate]) []string {
	if ways.Already {
		return []string{""}
	}
	var all []string
	for _, way := range ways.Ways {
		var parts []string
		for _, c := range way.Changes {
			parts = append(parts, fmt.Sprint(c.Fact, " ", c.Steps))
		}
		all = append(all, strings.Join(parts, ", "))
	}
	return all
}

func smallestByBruteForce(s *rules.Set[crate, verdict], facts *crate, changes []rules.Change) []string {
	var all [][]int
	var walk func(c crate, i int, at []int)
	walk = func(c crate, i int, at []int) {
		if i == len(changes) {
			if d, err := s.Decide(&c, noon()); err == nil && d.Outcome == "accept" {
				all = append(all, slices.Clone(at))
			}
			return
		}
		walk(c, i+1, append(at, 0))
		for n, to := range changes[i].To {
			switch changes[i].Fact {
			case "level":
				c.Level = to.(int)
			case "weight":
				c.Weight = to.(int)
			case "goods":
				c.Goods = goods(to.(string))
			case "sealed":
				c.Sealed = true
			case "owner":
				c.Owner = to.(string)
			case "limit":
				c.Limit = nil
				if to != nil {
					c.Limit = ptr(to.(int))
				}
			case "rate":
				c.Rate = number(fmt.Sprint(to))
			case "due_on":
				c.DueOn = to.(records.Date)
			}
			walk(c, i+1, append(at, n+1))
		}
	}
	walk(*facts, 0, nil)
	var least [][]int
	for _, a := range all {
		if !slices.ContainsFunc(all, func(b []int) bool { return !slices.Equal(a, b) && below(b, a) }) {
			least = append(least, a)
		}
	}
	count := func(v []int) (changes, steps int) {
		for _, n := range v {
			if steps += n; n > 0 {
				changes++
			}
		}
		return changes, steps
	}
	slices.SortFunc(least, func(a, b []int) int {
		aChanges, aSteps := count(a)
		bChanges, bSteps := count(b)
		return cmp.Or(aChanges-bChanges, aSteps-bSteps, slices.Compare(b, a))
	})
	var texts []string
	for _, v := range least {
		var parts []string
		for i, n := range v {
			if n > 0 {
				parts = append(parts, fmt.Sprint(changes[i].Fact, " ", n))
			}
		}
		texts = append(texts, strings.Join(parts, ", "))
	}
	return texts
}

func below(a, b []int) bool {
	for i := range a {
		if a[i] > b[i] {
			return false
		}
	}
	return true
}

// The search is bounded whatever it is asked.
func TestSmallestIsBounded(t *testing.T) {
	steps := slices.Repeat([]int{1 << 40}, 30)
	tries := 0
	search := rules.Smallest(steps, rules.SearchLimits{Tries: 1000}, func([]int) bool { tries++; return false })
	assert.Equal(t, 1000, tries)
	assert.False(t, search.Complete)
	search = rules.Smallest([]int{0, -3, 2}, rules.SearchLimits{}, func(at []int) bool { return at[2] == 2 })
	assert.Equal(t, rules.Search{Found: [][]int{{0, 0, 2}}, Tried: 3, Complete: true}, search)
	search = rules.Smallest(nil, rules.SearchLimits{}, func([]int) bool { return false })
	assert.Equal(t, rules.Search{Tried: 1, Complete: true}, search)
}
