package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/matrices"
	"github.com/iso28000/iso28000/rules"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// allCriteria are the published matrices, and the criteria of the registers that others made.
func allCriteria(t *testing.T) map[string]risk.Criteria {
	found := map[string]risk.Criteria{}
	for _, c := range matrices.All() {
		found[string(c.ID)] = c
	}
	files, err := filepath.Glob("../risk/testdata/registers/*.criteria.json")
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var c risk.Criteria
		require.NoError(t, records.ReadFile(file, data, &c))
		found[file] = c
	}
	assert.GreaterOrEqual(t, len(files), 4)
	require.GreaterOrEqual(t, len(found), len(files)+1)
	return found
}

// exampleRules are the rule sets that stand in the examples.
func exampleRules(t *testing.T) []rules.Definition {
	var sets []rules.Definition
	var files []string
	for _, pattern := range []string{"../examples/systems/*/criteria.yaml", "../examples/*/sample/criteria.yaml"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		files = append(files, found...)
	}
	rule := regexp.MustCompile(`- rule: (.+)\n +when: (.+)\n +then: (.+)\n`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		d := rules.Definition{Default: "intolerable"}
		for _, m := range rule.FindAllStringSubmatch(string(data), -1) {
			d.Rules = append(d.Rules, rules.Rule{Name: m[1], When: m[2], Then: m[3]})
		}
		if len(d.Rules) > 0 {
			sets = append(sets, d)
		}
	}
	require.NotEmpty(t, sets)
	return sets
}

// ruleSets are those of the criteria, those of the examples, and one more that looks at
// everything a rating comes to.
func ruleSets(t *testing.T, c *risk.Criteria) []rules.Definition {
	sets := exampleRules(t)
	if len(c.Tolerability.Rules) > 0 {
		sets = append(sets, c.Tolerability)
	}
	broad := rules.Definition{Default: "intolerable"}
	for i, when := range []string{
		fmt.Sprintf("level == %d", len(c.Levels)), `worst == "continuity" && level >= 3`, `likelihood >= 4 && consequence >= 3`,
		fmt.Sprintf("level_label == %q && owner == \"\"", c.Levels[0].Label),
		`any(categories, .category == "natural" && .level >= 2)`, `inherent.level == 1 || residual.consequence in 2..3`,
		`count(categories, .step > 0) == 1 && sum(categories, .level) <= 2`, `over(revised_on)`, `has_residual`,
	} {
		broad.Rules = append(broad.Rules, rules.Rule{Name: fmt.Sprint(i), When: when, Then: []string{"tolerable", "intolerable"}[i%2]})
	}
	return append(sets, broad)
}

// Every matrix and register decides the same on both engines, for each rating that there is.
func TestRatingsAreDecidedTheSameOnBothEngines(t *testing.T) {
	decided, fallen := 0, map[risk.Tolerability]int{}
	for name, c := range allCriteria(t) {
		for n, d := range ruleSets(t, &c) {
			set, err := rules.Compile[risk.Facts, risk.Tolerability](d, rules.Limits{})
			require.NoError(t, err, name)
			assert.NotContains(t, set.Paths(), rules.PathMachine, "%s, rule set %d", name, n)
			for facts := range ratings(t, c) {
				got, err := set.Decide(facts, noon())
				want, wrong := set.DecideByVM(facts, noon())
				require.Equal(t, wrong, err, "%s: %+v", name, facts)
				require.Equal(t, want, got, "%s: %+v", name, facts)
				explained, err := set.Explain(facts, noon())
				require.NoError(t, err)
				require.Equal(t, want, explained.Decision)
				fallen[got.Outcome]++
				decided++
			}
		}
	}
	t.Logf("%d decisions are the same", decided)
	assert.Greater(t, fallen[risk.Tolerable], decided/20)
	assert.Greater(t, fallen[risk.Intolerable], decided/20)
}

// ratings are the facts of a risk that is rated in one category, for each step of its scales.
func ratings(t *testing.T, c risk.Criteria) func(yield func(*risk.Facts) bool) {
	rater, err := c.Compile()
	require.NoError(t, err)
	likelihoods, threats, vulnerabilities := len(c.Likelihood.Steps), []int{0}, []int{0}
	if n := len(c.Threat.Steps); n > 0 {
		threats, vulnerabilities, likelihoods = upTo(n), upTo(len(c.Vulnerability.Steps)), 0
	}
	return func(yield func(*risk.Facts) bool) {
		for _, category := range risk.Categories() {
			for _, likelihood := range upTo(max(likelihoods, 1)) {
				for _, threat := range threats {
					for _, vulnerability := range vulnerabilities {
						for _, step := range upTo(len(c.Consequence.Steps)) {
							rating := risk.Rating{Likelihood: likelihood, Threat: threat, Vulnerability: vulnerability}
							if likelihoods == 0 {
								rating.Likelihood = 0
							}
							for _, other := range risk.Categories() {
								consequence := risk.Consequence{Category: other, NotApplicable: "nothing to expect"}
								if other == category {
									consequence = risk.Consequence{Category: other, Step: step}
								}
								rating.Consequences = append(rating.Consequences, consequence)
							}
							rated, err := rater.Rate(risk.Risk{ID: "R-1", Inherent: rating})
							require.NoError(t, err)
							if !rated.Inherent.Complete() {
								continue
							}
							for _, owner := range []records.ID[records.Person]{"", "P-1"} {
								facts := factsOf(&rated)
								if facts.Owner = owner; owner != "" {
									facts.Controls = []records.ID[risk.Control]{"C-1"}
									facts.RevisedOn = day("2026-01-01")
								}
								if !yield(facts) {
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

func upTo(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func factsOf(rated *risk.Rated) *risk.Facts {
	g := rated.Inherent
	level, _ := g.Level()
	grade := risk.GradeFacts{Level: level, LevelLabel: g.Label(), Likelihood: g.Likelihood(), Consequence: g.Consequence(), Worst: g.Worst()}
	grade.Score, _ = g.Score()
	for _, category := range risk.Categories() {
		in := g.In(category)
		grade.Categories = append(grade.Categories, risk.CategoryFacts{Category: in.Category, Step: in.Step, Level: in.Level, LevelLabel: in.Label, Score: in.Score})
	}
	return &risk.Facts{
		Level: grade.Level, LevelLabel: grade.LevelLabel, Likelihood: grade.Likelihood, Consequence: grade.Consequence,
		Score: grade.Score, Worst: grade.Worst, Categories: grade.Categories, Inherent: grade, Residual: grade,
	}
}
