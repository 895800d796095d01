package risk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

func lintTexts(t *testing.T, c risk.Criteria) []string {
	t.Helper()
	var texts []string
	for _, flaw := range compile(t, c).Lint() {
		texts = append(texts, string(flaw.Kind)+": "+flaw.String())
	}
	return texts
}

func TestLint(t *testing.T) {
	for _, tt := range []struct {
		name     string
		criteria risk.Criteria
		spoil    func(*risk.Criteria)
		want     []string
	}{
		{"nothing wrong", threeByThree(), func(c *risk.Criteria) {}, nil},
		{"bands of whole numbers leave nothing out between 4 and 5", fiveByFive(), func(c *risk.Criteria) {}, nil},
		{"a cell better than its neighbour below", threeByThree(), func(c *risk.Criteria) { c.Combination.Cells[2][1] = "green" }, []string{
			`not monotone: combination.cells[2][1] gives "green" for likelihood "High" with consequence "Medium", but "yellow" already for likelihood "Medium" with consequence "Medium": what is worse on both scales has to be rated at least as bad`,
			`worst by best: combination.cells[2][2] goes from "green", the best level, to "red", the worst, in one step: from likelihood "High" with consequence "Medium" to likelihood "High" with consequence "High"`,
		}},
		{"not monotone across a cell that says nothing", threeByThree(), func(c *risk.Criteria) { c.Combination.Cells[1][1], c.Combination.Cells[0][0] = "", "yellow" }, []string{
			`not monotone: combination.cells[0][1] gives "green" for likelihood "Low" with consequence "Medium", but "yellow" already for likelihood "Low" with consequence "Low": what is worse on both scales has to be rated at least as bad`,
			`not monotone: combination.cells[0][2] gives "green" for likelihood "Low" with consequence "High", but "yellow" already for likelihood "Low" with consequence "Low": what is worse on both scales has to be rated at least as bad`,
			`not monotone: combination.cells[1][0] gives "green" for likelihood "Medium" with consequence "Low", but "yellow" already for likelihood "Low" with consequence "Low": what is worse on both scales has to be rated at least as bad`,
			`not monotone: combination.cells[2][0] gives "green" for likelihood "High" with consequence "Low", but "yellow" already for likelihood "Low" with consequence "Low": what is worse on both scales has to be rated at least as bad`,
			`gap: combination.cells[1][1] gives no level for likelihood "Medium" with consequence "Medium": what falls there is never tolerable`,
		}},
		{"a score in no band", fiveByFive(), func(c *risk.Criteria) { c.Combination.Bands[1].Scores = risk.Between(6, 9) }, []string{
			`gap: combination.bands gives no level for the score 5, of likelihood "Rare" with consequence "Severe": what falls there is never tolerable`,
			`gap: combination.bands gives no level for the score 5, of likelihood "Almost certain" with consequence "Negligible": what falls there is never tolerable`,
		}},
		{"a gap where no score lies is none", fiveByFive(), func(c *risk.Criteria) { c.Combination.Bands[2].Scores = risk.Between(10, 12) }, nil},
		{"bands that overlap", fiveByFive(), func(c *risk.Criteria) { c.Combination.Bands[1].Scores = risk.Between(4, 9) }, []string{
			`overlap: combination.bands[1].scores 4 to 9 ("Medium") overlaps bands[0], 1 to 4 ("Low"): the score 4, of likelihood "Rare" with consequence "Major", lies in both, and the worse counts`,
		}},
		{"bands that overlap where no score lies", fiveByFive(), func(c *risk.Criteria) {
			c.Combination.Bands[2].Scores, _ = risk.ParseRange("10 to below 15")
			c.Combination.Bands[3].Scores, _ = risk.ParseRange("13 or more")
		}, []string{
			`overlap: combination.bands[3].scores 13 or more ("Critical") overlaps bands[2], 10 to below 15 ("High"): no rating has a score in both`,
		}},
		{"a level that is never reached", fiveByFive(), func(c *risk.Criteria) { c.Levels = append(c.Levels, risk.Level{Label: "Extreme"}) }, []string{
			`never reached: levels[4] "Extreme" is never reached: no rating comes to it`,
		}},
		{"a level reached only because many categories raise it", fiveByFive(), func(c *risk.Criteria) {
			c.Levels = append(c.Levels, risk.Level{Label: "Extreme"})
			c.RollUp.Raise = []risk.Raise{{Level: "Critical", Categories: 3}}
		}, nil},
		{"ranges with numbers between them, and steps without", fiveByFive(), func(c *risk.Criteria) {
			c.Likelihood.Steps[0].Range, c.Likelihood.Steps[1].Range = risk.Between(0, 5), risk.Between(6, 9)
		}, []string{
			`gap: likelihood.steps[1].range 6 to 9 leaves out numbers above 0 to 5, the range of "Rare": what is measured there has no step`,
			`gap: likelihood.steps give a range to some steps, and none to "Possible", "Likely", "Almost certain": no measured number leads there`,
		}},
		{"likelihood made of threat and vulnerability", threeByThree(), func(c *risk.Criteria) {
			c.Threat, c.Vulnerability = risk.Labels("some", "great"), risk.Labels("closed", "open")
			c.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"Medium", ""}, {"Low", "Medium"}}}
		}, []string{
			`not monotone: likelihood_from.cells[1][0] gives "Low" for threat "great" with vulnerability "closed", but "Medium" already for threat "some" with vulnerability "closed": what is worse on both scales has to be rated at least as bad`,
			`gap: likelihood_from.cells[0][1] gives no likelihood for threat "some" with vulnerability "open": what falls there is never tolerable`,
			`never reached: likelihood.steps[2] "High" is never reached: no rating comes to it`,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.spoil(&tt.criteria)
			assert.Equal(t, tt.want, lintTexts(t, tt.criteria))
		})
	}
}

func TestLintRules(t *testing.T) {
	rule := func(name, when string) rules.Rule {
		return rules.Rule{Name: name, When: when, Then: "tolerable"}
	}
	for _, tt := range []struct {
		name  string
		rules []rules.Rule
		spoil func(*risk.Criteria)
		want  []string
	}{
		{"rules that all decide something", []rules.Rule{rule("a", "level == 1"), rule("b", `level <= 2 && likelihood == 1`), rule("c", "score == 5.0"), rule("d", "inherent.level == 4 && residual.level == 2")}, nil, nil},
		{"a level that does not exist", []rules.Rule{rule("a", "level == 5"), rule("b", `level_label == "Hihg"`)}, nil, []string{
			`never matches: tolerability.rules[0].when never holds: no rating makes level == 5 true`,
			`never matches: tolerability.rules[1].when never holds: no rating makes level_label == "Hihg" true`,
		}},
		{"the part that no rating makes true is named", []rules.Rule{rule("a", `level <= 2 && owner != "" && (treated && likelihood > 5)`)}, nil, []string{
			`never matches: tolerability.rules[0].when never holds: no rating makes likelihood > 5 true`,
		}},
		{"a score that no product gives", []rules.Rule{rule("a", "score == 7.0")}, nil, []string{`never matches: tolerability.rules[0].when never holds: no rating makes score == 7.0 true`}},
		{"a pair that does not go together", []rules.Rule{rule("a", "likelihood == 5 && level == 1")}, nil, []string{`never matches: tolerability.rules[0].when never holds: no rating makes likelihood == 5 && level == 1 true`}},
		{"hidden by two earlier ones", []rules.Rule{rule("a", "level <= 1"), rule("b", "level >= 2"), rule("c", "level == 3")}, nil, []string{
			`never matches: tolerability.rules[2] never decides: wherever it holds, the rule "b" decides before it`,
		}},
		{"a rule about a site hides no other", []rules.Rule{rule("a", `site == "Hull"`), rule("b", "level == 1")}, nil, nil},
		{"but another rule about the same site", []rules.Rule{rule("a", `site == "Hull"`), rule("b", `site == "Hull" && level == 1`)}, nil, []string{
			`never matches: tolerability.rules[1] never decides: wherever it holds, the rule "a" decides before it`,
		}},
		{"worst category, condition, decision and treatment are tried", []rules.Rule{
			rule("a", `worst == "natural" && condition == "emergency" && decision == "control" && treated`),
			rule("b", `worst == "natural" && condition == "emergency" && decision == "control" && treated && level == 1`),
		}, nil, []string{`never matches: tolerability.rules[1] never decides: wherever it holds, the rule "a" decides before it`}},
		{"a rule that holds from some day on", []rules.Rule{rule("a", `happened(date("2026-01-01"))`), rule("b", "level == 1")}, nil, nil},
		{"what holds at some time only hides nothing", []rules.Rule{rule("a", `!happened(date("2026-01-01"))`), rule("b", "level == 1")}, nil, nil},
		{"whether it is late or not, one of two decides", []rules.Rule{rule("a", `over(decided_on)`), rule("b", "!over(decided_on)"), rule("c", "level == 1")}, nil, []string{
			`never matches: tolerability.rules[2] never decides: wherever it holds, the rule "a" or the rule "b" decides before it`,
		}},
		{"what is asked of the list of categories", []rules.Rule{rule("a", "level == 1"), rule("b", `any(categories, .category == "natural" && .level == 4)`)}, nil, []string{
			`not enumerated: tolerability.rules were compared for worse and milder risks only where any(categories, .category == "natural" && .level == 4) comes out the same, since not all values can be listed that matter to it`,
		}},
		{"of which most lists were not tried", []rules.Rule{rule("a", `count(categories, .level == 4) == 3`)}, nil, []string{
			`not enumerated: tolerability.rules[0] not all values can be listed that matter to count(categories, .level == 4) == 3, and those that were tried do not show it: whether it ever decides was not found out`,
			`not enumerated: tolerability.rules were compared for worse and milder risks only where count(categories, .level == 4) == 3 comes out the same, since not all values can be listed that matter to it`,
		}},
		{"a worse risk is tolerated where a milder one is not", []rules.Rule{rule("a", "level == 1"), rule("b", "level == 3")}, nil, []string{
			`not monotone: tolerability.rules[1] tolerates a risk with level 3, but the default does not tolerate one with level 2, which is milder`,
		}},
		{"likelihood alone is no excuse", []rules.Rule{rule("a", `likelihood >= 4 && decision == "tolerate"`)}, nil, []string{
			`not monotone: tolerability.rules[0] tolerates a risk with likelihood 4, but the default does not tolerate one with likelihood 3, which is milder`,
		}},
		{"controls that do much may tolerate what was worse", []rules.Rule{rule("a", "inherent.level - residual.level >= 2"), rule("b", "level == 1")}, nil, nil},
		{"but not without controls", []rules.Rule{rule("a", "!has_residual && inherent.level == 3")}, nil, []string{
			`not monotone: tolerability.rules[0] tolerates a risk with inherent.level 3, but the default does not tolerate one with inherent.level 2, which is milder`,
		}},
		{"a rule with no answer for some risk", []rules.Rule{rule("a", "10 / (level - 2) > 100")}, nil, []string{
			`never matches: tolerability.rules[0].when never holds: no rating makes 10 / (level - 2) > 100 true`,
			`cannot be worked out: tolerability.rules[0].when cannot be worked out for a risk with level 2, about which nothing is decided: 10 / (level - 2): divides by zero: ask whether it is zero before`,
		}},
		{"an appetite of one site stops no rule elsewhere", []rules.Rule{rule("a", "level <= 4")}, func(c *risk.Criteria) {
			c.Appetite = []risk.Appetite{{Highest: "High", Site: "Hull"}}
		}, nil},
		{"a level that many categories raise to", []rules.Rule{rule("a", "level <= 1"), rule("b", "likelihood == 1 && level <= 3")}, func(c *risk.Criteria) { c.RollUp.Raise = []risk.Raise{{Level: "Medium", Categories: 3}} }, nil},
		{"above the appetite no rule is asked", []rules.Rule{rule("a", "level == 4"), rule("b", "level <= 3")}, func(c *risk.Criteria) {
			c.Appetite = []risk.Appetite{{Highest: "Medium"}, {Highest: "High", Site: "Hull"}}
		}, []string{`never matches: tolerability.rules[0] never decides: wherever it holds, the appetite decides before it`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := fiveByFive()
			c.Tolerability = rules.Definition{Default: "intolerable", Rules: tt.rules}
			if tt.spoil != nil {
				tt.spoil(&c)
			}
			assert.Equal(t, tt.want, lintTexts(t, c))
		})
	}
}

func TestLintIsBounded(t *testing.T) {
	c := threeByThree()
	c.Likelihood, c.Consequence = risk.Scale{}, risk.Scale{}
	c.Combination.Cells = make([][]string, 128)
	for i := range 128 {
		c.Likelihood.Steps = append(c.Likelihood.Steps, risk.Step{Label: fmt.Sprint("l", i)})
		c.Consequence.Steps = append(c.Consequence.Steps, risk.Step{Label: fmt.Sprint("c", i)})
		c.Combination.Cells[i] = slices.Repeat([]string{"green"}, 128)
	}
	c.Combination.Cells[0][0] = "red"
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{{Name: "a", When: "inherent.likelihood < residual.likelihood && inherent.consequence < residual.consequence", Then: "tolerable"}}}
	flaws := compile(t, c).Lint()
	assert.Len(t, flaws, 20+1+1+2+1)
	assert.Equal(t, "combination has 16363 more of these", flaws[20].String())
	assert.Contains(t, flaws[len(flaws)-1].Message, "would have to be tried on 268451840 combinations")
}

// The witness of what is not monotone is one: better rated than what it nowhere lies below. And
// what has a witness is found: compared with a search over all pairs, on random matrices.
func TestNotMonotoneHasWitness(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	labels := []string{"green", "yellow", "red", ""}
	for range 300 {
		c := threeByThree()
		for i := range 3 {
			for j := range 3 {
				c.Combination.Cells[i][j] = labels[random.IntN(4)]
			}
		}
		rater := compile(t, c)
		want := 0
		for i := range 9 {
			cell := rater.Cell(i/3+1, i%3+1)
			for j := range 9 {
				other := rater.Cell(j/3+1, j%3+1)
				if cell.Level > 0 && other.Level > cell.Level && other.Likelihood <= cell.Likelihood && other.Consequence <= cell.Consequence {
					want++
					break
				}
			}
		}
		got := 0
		for _, flaw := range rater.Lint() {
			if flaw.Kind != risk.NotMonotone {
				continue
			}
			got++
			require.Len(t, flaw.Cells, 2)
			before, after := flaw.Cells[0], flaw.Cells[1]
			require.Less(t, after.Level, before.Level)
			require.True(t, before.Likelihood <= after.Likelihood && before.Consequence <= after.Consequence)
			require.True(t, strings.HasPrefix(flaw.Path, "combination.cells["))
		}
		require.Equal(t, want, got, c.Combination.Cells)
	}
}
