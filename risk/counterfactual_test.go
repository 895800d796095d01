package risk_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

func withRules(c risk.Criteria, when ...string) risk.Criteria {
	c.Tolerability.Default = "intolerable"
	for i, text := range when {
		c.Tolerability.Rules = append(c.Tolerability.Rules, rules.Rule{Name: fmt.Sprint("r", i+1), When: text, Then: "tolerable"})
	}
	return c
}

func TestRemedies(t *testing.T) {
	rater := compile(t, withRules(fiveByFive(), "level == 1", `level == 2 && treated && "C-1" in controls`, `level == 3 && decision == "tolerate" && condition == "normal"`))
	theft := rateOne(4, 4)
	theft.Decision = risk.ToControl
	both := rateOne(4, 4)
	both.Inherent = rating(4, map[risk.Category]int{risk.Physical: 4, risk.Natural: 2})
	controlled := rateOne(5, 4)
	controlled.Residual = rating(3, map[risk.Category]int{risk.Physical: 2})
	for _, tt := range []struct {
		name     string
		risk     risk.Risk
		possible risk.Possible
		want     string
	}{
		{"by ratings alone", theft, risk.Anything(), `risk R-1 is intolerable, as no rule says otherwise
to make it tolerable
- lower the likelihood with controls from 4 (Likely) to 1 (Rare): tolerable, by the rule "r1"
- lower the consequence in the category physical with controls from 4 (Major) to 1 (Negligible): tolerable, by the rule "r1"
- lower the likelihood with controls from 4 (Likely) to 2 (Unlikely), and lower the consequence in the category physical with controls from 4 (Major) to 2 (Minor): tolerable, by the rule "r1"
`},
		{"with controls and a treatment", theft, risk.Possible{Likelihood: true, Treatment: true, Controls: []records.ID[risk.Control]{"C-1"}}, `risk R-1 is intolerable, as no rule says otherwise
to make it tolerable
- lower the likelihood with controls from 4 (Likely) to 1 (Rare): tolerable, by the rule "r1"
- lower the likelihood with controls from 4 (Likely) to 2 (Unlikely), and put a treatment in hand, and put the control C-1 in place: tolerable, by the rule "r2"
`},
		{"in every category", both, risk.Possible{Consequences: risk.Categories()}, `risk R-1 is intolerable, as no rule says otherwise
to make it tolerable
- lower the consequence in the category physical with controls from 4 (Major) to 1 (Negligible), and lower the consequence in the category natural with controls from 2 (Minor) to 1 (Negligible): tolerable, by the rule "r1"
`},
		{"from what the controls have reached", controlled, risk.Possible{Likelihood: true}, `risk R-1 is intolerable, as no rule says otherwise
to make it tolerable
- lower the likelihood with controls from 3 (Possible) to 2 (Unlikely): tolerable, by the rule "r1"
`},
		{"nothing that is possible helps", theft, risk.Possible{Treatment: true, Decisions: []risk.Decision{risk.ToTolerate}}, `risk R-1 is intolerable, as no rule says otherwise
none of these changes makes it tolerable
`},
		{"tolerable as it is", rateOne(1, 1), risk.Anything(), "risk R-1 is tolerable, by the rule \"r1\"\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rated := rate(t, rater, tt.risk)
			before := fmt.Sprintf("%+v", rated.Risk)
			remedies, err := rater.Remedies(rated, tt.possible, now, rules.SearchLimits{})
			require.NoError(t, err)
			assert.Equal(t, tt.want, remedies.String())
			assert.True(t, remedies.Complete)
			assert.Equal(t, before, fmt.Sprintf("%+v", rated.Risk), "the risk itself is left as it is")
			for _, remedy := range remedies.Remedies {
				ruling, err := rater.Decide(remedy.Rated, nil, now)
				require.NoError(t, err)
				assert.Equal(t, risk.Tolerable, ruling.Outcome)
			}
		})
	}
}

func TestRemediesOfAboveTheAppetiteAndOfThreats(t *testing.T) {
	c := threeByThree()
	c.Threat, c.Vulnerability = risk.Labels("some", "great"), risk.Labels("closed", "open")
	c.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"Low", "Medium"}, {"Medium", "High"}}}
	c.Appetite = []risk.Appetite{{Highest: "yellow"}}
	rater := compile(t, c)
	r := risk.Risk{ID: "R-2", Title: "intrusion", Inherent: rating(0, map[risk.Category]int{risk.Physical: 3})}
	r.Inherent.Threat, r.Inherent.Vulnerability = 2, 2
	remedies, err := rater.Remedies(rate(t, rater, r), risk.Possible{Likelihood: true}, now, rules.SearchLimits{})
	require.NoError(t, err)
	assert.Equal(t, `risk R-2 is intolerable, above the appetite, at most "yellow"
to make it tolerable
- lower the threat with controls from 2 (great) to 1 (some): tolerable, within the appetite, at most "yellow"
- lower the vulnerability with controls from 2 (open) to 1 (closed): tolerable, within the appetite, at most "yellow"
`, remedies.String())
}

func TestRemediesRefuse(t *testing.T) {
	rater := compile(t, withRules(fiveByFive(), "level == 1"))
	_, err := rater.Remedies(rate(t, rater, rateOne(4, 4)), risk.Possible{
		Consequences: []risk.Category{risk.Natural, "natrual", risk.Natural}, Controls: []records.ID[risk.Control]{"", "C-1", "C-1"}, Decisions: []risk.Decision{"accept", risk.ToAvoid, risk.ToAvoid},
	}, now, rules.SearchLimits{})
	assert.Equal(t, []string{"consequences[1]", "consequences[2]", "controls[0]", "controls[2]", "decisions[0]", "decisions[2]"}, paths(err))
	partly := rateOne(4, 4)
	partly.Inherent.Likelihood = 0
	_, err = rater.Remedies(rate(t, rater, partly), risk.Anything(), now, rules.SearchLimits{})
	require.ErrorIs(t, err, risk.ErrNotRated)
	remedies, err := rater.Remedies(rate(t, rater, rateOne(4, 4)), risk.Anything(), now, rules.SearchLimits{Tries: 2})
	require.NoError(t, err)
	assert.Equal(t, "risk R-1 is intolerable, as no rule says otherwise\nnone of the 2 combinations of changes that were tried makes it tolerable; others may\n", remedies.String())
}

// The remedies are those that rating and deciding on every lowered risk leaves, when what goes
// further than another is struck out.
func TestRemediesAreWhatBruteForceFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 10))
	one := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	found := 0
	for range 200 {
		var when []string
		for range 1 + random.IntN(3) {
			var parts []string
			for range 1 + random.IntN(2) {
				parts = append(parts, one("level <= 2", "level == 3", "level == 1", "likelihood == 2", "consequence <= 2", "score == 6.0", "treated", "inherent.level - residual.level >= 1",
					`worst == "natural"`, `any(categories, .category == "physical" && .step == 2)`, "likelihood < consequence"))
			}
			when = append(when, strings.Join(parts, " && "))
		}
		c := withRules(fiveByFive(), when...)
		if random.IntN(3) == 0 {
			c.Appetite = []risk.Appetite{{Highest: "High"}}
		}
		rater := compile(t, c)
		subject := rateOne(4, 4)
		subject.Inherent = rating(4, map[risk.Category]int{risk.Physical: 3, risk.Natural: 4})
		rated := rate(t, rater, subject)
		got, err := rater.Remedies(rated, risk.Possible{Likelihood: true, Consequences: []risk.Category{risk.Natural, risk.Physical}, Treatment: true}, now, rules.SearchLimits{Found: 1000})
		require.NoError(t, err)
		require.True(t, got.Complete)
		var texts []string
		for _, remedy := range got.Remedies {
			found++
			v := [4]int{}
			for _, m := range remedy.Measures {
				v[slices.Index([]string{"likelihood", "natural", "physical", ""}, string(cmp.Or(string(m.Category), map[risk.MeasureKind]string{risk.LowerLikelihood: "likelihood"}[m.Kind])))] = max(m.From-m.To, 1)
			}
			texts = append(texts, fmt.Sprint(v))
		}
		require.Equal(t, remediesByBruteForce(t, rater, subject), texts, when)
	}
	require.Greater(t, found, 100)
}

func remediesByBruteForce(t *testing.T, rater *risk.Rater, subject risk.Risk) (texts []string) {
	var all [][4]int
	for likelihood := range 4 {
		for natural := range 4 {
			for physical := range 3 {
				for treated := range 2 {
					changed := subject
					if likelihood+natural+physical > 0 {
						changed.Residual = rating(4-likelihood, map[risk.Category]int{risk.Physical: 3 - physical, risk.Natural: 4 - natural})
					}
					rated := rate(t, rater, changed)
					rated.Treated = treated > 0
					ruling, err := rater.Decide(rated, nil, now)
					require.NoError(t, err)
					if ruling.Outcome == risk.Tolerable {
						all = append(all, [4]int{likelihood, natural, physical, treated})
					}
				}
			}
		}
	}
	smaller := func(a, b [4]int) bool {
		return a != b && a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2] && a[3] <= b[3]
	}
	count := func(v [4]int) (changes, steps int) {
		for _, n := range v {
			if steps += n; n > 0 {
				changes++
			}
		}
		return changes, steps
	}
	least := slices.DeleteFunc(slices.Clone(all), func(v [4]int) bool {
		return v == [4]int{} || slices.ContainsFunc(all, func(other [4]int) bool { return smaller(other, v) })
	})
	slices.SortFunc(least, func(a, b [4]int) int {
		aChanges, aSteps := count(a)
		bChanges, bSteps := count(b)
		return cmp.Or(aChanges-bChanges, aSteps-bSteps, slices.Compare(b[:], a[:]))
	})
	for _, v := range least {
		texts = append(texts, fmt.Sprint(v))
	}
	return texts
}

// A security manager asks what would make a risk tolerable.
func ExampleRater_Remedies() {
	c := withRules(fiveByFive(), "level == 1", `level == 2 && treated`)
	rater, err := c.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	rated, err := rater.Rate(rateOne(4, 3))
	if err != nil {
		fmt.Println(err)
		return
	}
	remedies, err := rater.Remedies(rated, risk.Anything(), now, rules.SearchLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(remedies)
	// Output:
	// risk R-1 is intolerable, as no rule says otherwise
	// to make it tolerable
	// - lower the consequence in the category physical with controls from 3 (Moderate) to 1 (Negligible): tolerable, by the rule "r1"
	// - lower the likelihood with controls from 4 (Likely) to 1 (Rare): tolerable, by the rule "r1"
	// - lower the likelihood with controls from 4 (Likely) to 3 (Possible), and put a treatment in hand: tolerable, by the rule "r2"
	// - lower the consequence in the category physical with controls from 3 (Moderate) to 2 (Minor), and put a treatment in hand: tolerable, by the rule "r2"
	// - lower the likelihood with controls from 4 (Likely) to 2 (Unlikely), and lower the consequence in the category physical with controls from 3 (Moderate) to 2 (Minor): tolerable, by the rule "r1"
}
