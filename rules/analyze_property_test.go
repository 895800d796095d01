package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// A crate has few facts, so that every crate can be tried.
type crate struct {
	Level  int             `json:"level"`
	Weight int             `json:"weight"`
	Goods  goods           `json:"goods"`
	Sealed bool            `json:"sealed"`
	Owner  string          `json:"owner"`
	Limit  *int            `json:"limit"`
	Rate   decimal.Decimal `json:"rate"`
	DueOn  records.Date    `json:"due_on"`
}

// crates is every crate that conditions of crateCondition can tell apart.
func crates(yield func(*crate) bool) {
	days := []records.Date{{}, day("2026-01-01"), day("2026-02-01"), day("2026-03-01")}
	rates := []string{"0.5", "1", "1.5"}
	limits := []*int{nil, ptr(0), ptr(1), ptr(2), ptr(3)}
	for level := 1; level <= 3; level++ {
		for weight := 1; weight <= 3; weight++ {
			for _, g := range []goods{"food", "fuel", "arms", "other"} {
				for _, sealed := range []bool{false, true} {
					for _, owner := range []string{"", "a", "b"} {
						for _, limit := range limits {
							for _, rate := range rates {
								for _, due := range days {
									if !yield(&crate{level, weight, g, sealed, owner, limit, number(rate), due}) {
										return
									}
								}
							}
						}
					}
				}
			}
		}
	}
}

// crateCondition is a random condition about some of the facts.
func crateCondition(random *rand.Rand, depth int) string {
	one := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	if depth > 0 && random.IntN(4) > 0 {
		a, b := crateCondition(random, depth-1), crateCondition(random, depth-1)
		switch random.IntN(6) {
		case 0:
			return "!(" + a + ")"
		case 1, 2:
			return "(" + a + " || " + b + ")"
		case 3:
			return "(" + a + " ? " + b + " : " + crateCondition(random, depth-1) + ")"
		}
		return "(" + a + " && " + b + ")"
	}
	compares := one("<", "<=", "==", "!=", ">", ">=")
	n := fmt.Sprint(1 + random.IntN(3))
	return one(
		"level "+compares+" "+n, "weight "+compares+" "+n, "level "+compares+" weight", "level + weight "+compares+" "+n,
		"level in [1, "+n+"]", "weight in 2.."+n, "6 / (level - 2) > weight", "level * weight in [2, 4]",
		`goods == "`+one("food", "fuel", "arms")+`"`, `goods in ["food", "other"]`, "sealed", "!sealed",
		`owner == ""`, `owner == "a"`, `owner != "a"`, `owner in ["", "a"]`,
		"(limit ?? 2) "+compares+" "+one("1", "2"), "limit == nil", "(limit != nil && limit >= 2)",
		"rate "+compares+" 1.0", "due_on != nil", `(due_on != nil && due_on `+compares+` date("2026-02-01"))`, `due_on <= date("2026-02-01")`,
		"(let x = level - 1; x "+compares+" weight && sealed)", "1 <= level < "+n,
	)
}

// Everything that is claimed of all facts, and everything that is shown of some, is what trying
// every crate finds.
func TestAnalyzeFindsWhatBruteForceFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	found := map[rules.FindingKind]int{}
	env := rules.Environment[crate]{
		Domains: []rules.Domain[crate]{{Facts: []string{"level", "weight"}, Rows: crates}},
		Worse:   []rules.Order{{"level", rules.Higher}, {"weight", rules.Lower}, {"sealed", rules.Lower}, {"owner", rules.Either}},
	}
	all := slices.Collect(crates)
	for n := range amount(20, 4) {
		d := rules.Definition{Default: "refuse"}
		for i := range 2 + random.IntN(4) {
			d.Rules = append(d.Rules, rules.Rule{Name: fmt.Sprint("r", i+1), When: crateCondition(random, 2), Then: []string{"accept", "review", "refuse"}[random.IntN(3)]})
		}
		s, err := rules.Compile[crate, verdict](d, rules.Limits{})
		if err != nil { // such as 1 <= level < 1, which is refused
			continue
		}
		a, err := rules.Analyze(s, env)
		require.NoError(t, err)
		require.Empty(t, a.Open, "%v", d)
		want := bruteForce(t, s, d, all)
		got := map[string]bool{}
		for _, f := range a.Findings {
			found[f.Kind]++
			key := fmt.Sprint(f.Kind, " ", f.Index)
			got[key] = true
			proveFinding(t, s, f)
		}
		require.Equal(t, want, got, "set %d: %s", n, describe(d))
	}
	for _, kind := range rules.FindingKind("").Values() {
		if kind != string(rules.Contradictory) {
			require.Greater(t, found[rules.FindingKind(kind)], amount(0, -1), kind)
		}
	}
}

func describe(d rules.Definition) string {
	var b strings.Builder
	for i, r := range d.Rules {
		fmt.Fprintf(&b, "\n%d. %s => %s", i+1, r.When, r.Then)
	}
	return b.String()
}

// proveFinding runs the set on the facts of a finding.
func proveFinding(t *testing.T, s *rules.Set[crate, verdict], f rules.Finding[crate]) {
	t.Helper()
	if f.Kind == rules.NeverHolds || f.Kind == rules.NeverDecides {
		require.Nil(t, f.Facts)
		return
	}
	require.NotNil(t, f.Facts, f.String())
	d, err := s.Decide(f.Facts, noon())
	switch f.Kind {
	case rules.Unworkable:
		require.Error(t, err)
		return
	case rules.DefaultOnly:
		require.True(t, d.ByDefault())
	case rules.NotMonotone:
		require.Equal(t, f.Index, d.Index)
		milder, err := s.Decide(f.Milder, noon())
		require.NoError(t, err)
		require.Equal(t, f.By, []int{milder.Index})
		require.Greater(t, place(milder.Outcome), place(d.Outcome))
		require.True(t, isMilder(f.Milder, f.Facts), "%v %v", f.Milder, f.Facts)
	case rules.PartlyShadowed:
		require.Contains(t, f.By, d.Index)
	}
	require.NoError(t, err)
}

func place(v verdict) int { return slices.Index(verdict("").Values(), string(v)) }

func isMilder(a, b *crate) bool {
	same := a.Goods == b.Goods && (a.Limit == nil) == (b.Limit == nil) && (a.Limit == nil || *a.Limit == *b.Limit) && a.Rate.Equal(b.Rate) && a.DueOn == b.DueOn
	return same && a.Level <= b.Level && a.Weight >= b.Weight && (a.Sealed || !b.Sealed)
}

// bruteForce tries every crate, and for the order every pair.
func bruteForce(t *testing.T, s *rules.Set[crate, verdict], d rules.Definition, all []*crate) map[string]bool {
	found := map[string]bool{}
	single, err := rules.CompileAll[crate, verdict](d.Rules, rules.Limits{})
	require.NoError(t, err)
	ever, first, always := make([]bool, len(d.Rules)), make([]bool, len(d.Rules)), make([]bool, len(d.Rules))
	otherwise := make([]bool, len(d.Rules))
	for i := range always {
		always[i] = true
	}
	decided := make([]int, len(all))
	for n, c := range all {
		decision, err := s.Decide(c, noon())
		decided[n] = decision.Index
		if err != nil {
			var failed *rules.RunError
			require.ErrorAs(t, err, &failed)
			found[fmt.Sprint(rules.Unworkable, " ", strings.TrimSuffix(strings.TrimPrefix(failed.Path, "rules["), "].when"))] = true
			decided[n] = -2
		}
		if decided[n] == -1 {
			found[fmt.Sprint(rules.DefaultOnly, " -1")] = true
		}
		matches, _ := single.Matches(c, noon())
		holds := make([]bool, len(d.Rules))
		for _, m := range matches {
			holds[m.Index] = true
			ever[m.Index] = true
			if decided[n] == m.Index {
				first[m.Index] = true
			} else if decided[n] >= 0 && decided[n] < m.Index && d.Rules[decided[n]].Then != d.Rules[m.Index].Then {
				otherwise[m.Index] = true
			}
		}
		for i := range always {
			always[i] = always[i] && holds[i]
		}
	}
	for i := range d.Rules {
		switch {
		case !ever[i]:
			found[fmt.Sprint(rules.NeverHolds, " ", i)] = true
		case !first[i]:
			found[fmt.Sprint(rules.NeverDecides, " ", i)] = true
		case otherwise[i] && !always[i]:
			found[fmt.Sprint(rules.PartlyShadowed, " ", i)] = true
		}
	}
	monotoneByBruteForce(d, all, decided, found)
	return found
}

// monotoneByBruteForce finds the rules that decide a case better than a milder one was decided.
func monotoneByBruteForce(d rules.Definition, all []*crate, decided []int, found map[string]bool) {
	outcome := func(index int) int {
		if index < 0 {
			return place(verdict(d.Default))
		}
		return place(verdict(d.Rules[index].Then))
	}
	type rest struct {
		goods goods
		limit int
		rate  string
		due   records.Date
	}
	groups := map[rest][]int{}
	for n, c := range all {
		key := rest{c.Goods, -1, c.Rate.String(), c.DueOn}
		if c.Limit != nil {
			key.limit = *c.Limit
		}
		groups[key] = append(groups[key], n)
	}
	for _, group := range groups {
		for _, a := range group {
			for _, b := range group {
				if decided[a] > -2 && decided[b] > -2 && isMilder(all[a], all[b]) && outcome(decided[a]) > outcome(decided[b]) {
					found[fmt.Sprint(rules.NotMonotone, " ", decided[b])] = true
				}
			}
		}
	}
}

// Of rules that are all asked, two contradict if and only if some crate makes both hold.
func TestContradictionsAreWhatBruteForceFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	all := slices.Collect(crates)
	found := 0
	for range amount(12, 4) {
		var list []rules.Rule
		for i := range 4 {
			list = append(list, rules.Rule{Name: fmt.Sprint("r", i+1), When: crateCondition(random, 2), Then: []string{"accept", "review"}[random.IntN(2)]})
		}
		s, err := rules.CompileAll[crate, verdict](list, rules.Limits{})
		if err != nil {
			continue
		}
		a, err := rules.AnalyzeAll(s, rules.Environment[crate]{Domains: []rules.Domain[crate]{{Facts: []string{"level", "weight"}, Rows: crates}}})
		require.NoError(t, err)
		require.Empty(t, a.Open)
		got, want := map[[2]int]bool{}, map[[2]int]bool{}
		for _, f := range a.Findings {
			if f.Kind == rules.Contradictory {
				found++
				got[[2]int{f.By[0], f.Index}] = true
				matches, _ := s.Matches(f.Facts, noon())
				require.True(t, slices.ContainsFunc(matches, func(m rules.Match[verdict]) bool { return m.Index == f.Index }))
				require.True(t, slices.ContainsFunc(matches, func(m rules.Match[verdict]) bool { return m.Index == f.By[0] }))
			}
		}
		for _, c := range all {
			matches, _ := s.Matches(c, noon())
			for _, a := range matches {
				for _, b := range matches {
					if a.Index < b.Index && a.Outcome != b.Outcome {
						want[[2]int{a.Index, b.Index}] = true
					}
				}
			}
		}
		require.Equal(t, want, got, describe(rules.Definition{Rules: list}))
	}
	require.Greater(t, found, amount(5, 1))
}
