package risk_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
)

func TestRate(t *testing.T) {
	rater := compile(t, fiveByFive())
	r := rateOne(1, 1)
	r.Inherent = rating(4, map[risk.Category]int{risk.Physical: 2, risk.Natural: 5, risk.Information: 5, risk.Continuity: 1})
	r.Residual = rating(2, map[risk.Category]int{risk.Physical: 2, risk.Natural: 3, risk.Information: 2, risk.Continuity: 1})
	rated := rate(t, rater, r)
	require.True(t, rated.Complete())

	level, known := rated.Inherent.Level()
	assert.True(t, known)
	assert.Equal(t, 4, level)
	assert.Equal(t, "Critical", rated.Inherent.Label())
	score, made := rated.Inherent.Score()
	assert.True(t, made)
	assert.Equal(t, "20", score.String())
	assert.Equal(t, risk.Natural, rated.Inherent.Worst(), "the first of two that are as bad")
	assert.Equal(t, 4, rated.Inherent.Likelihood())
	assert.Equal(t, 5, rated.Inherent.Consequence())

	assert.Equal(t, risk.CategoryGrade{Category: risk.Physical, Step: 2, Level: 2, Label: "Medium", Score: decimal.NewFromInt(8)}, rated.Inherent.In(risk.Physical))
	assert.Equal(t, risk.CategoryGrade{Category: risk.External, RuledOut: true}, rated.Inherent.In(risk.External))
	assert.Equal(t, risk.CategoryGrade{Category: "weather"}, rated.Inherent.In("weather"))

	assert.Equal(t, "Medium", rated.Residual.Label())
	assert.Equal(t, rated.Residual, rated.Current(), "with controls, where that is rated")
	rated = rate(t, rater, rateOne(4, 4))
	assert.Equal(t, rated.Inherent, rated.Current(), "before controls, where there is no other")
}

// A grade that is written down says what its methods say, and no level where that is not known.
func TestGradeJSON(t *testing.T) {
	rated := rate(t, compile(t, fiveByFive()), rateOne(4, 2))
	data, err := json.Marshal(rated.Inherent)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(data), `{"level":2,"label":"Medium","score":"8","likelihood":4,"consequence":2,"worst":"physical","categories":[`+
		`{"category":"physical","step":2,"level":2,"label":"Medium","score":"8"},{"category":"operational","ruled_out":true},`), string(data))
	r := rateOne(4, 2)
	r.Inherent.Consequences = r.Inherent.Consequences[:1]
	rated = rate(t, compile(t, fiveByFive()), r)
	data, err = json.Marshal(rated)
	require.NoError(t, err)
	assert.Contains(t, string(data), `"inherent":{"label":"partly rated","score":"8",`)
	assert.NotContains(t, string(data), `"residual"`)
}

// What is not known is never a level: a gap is said, and the level is withheld.
func TestRatePartly(t *testing.T) {
	rater := compile(t, fiveByFive())
	for _, tt := range []struct {
		name    string
		spoil   func(*risk.Rating)
		label   string
		atLeast int
		gaps    string
	}{
		{"nothing", func(r *risk.Rating) { *r = risk.Rating{} }, "not rated", 0,
			"nothing is rated"},
		{"no likelihood", func(r *risk.Rating) { r.Likelihood = 0 }, "not rated", 0, "likelihood is not rated"},
		{"a category is missing", func(r *risk.Rating) { r.Consequences = r.Consequences[:7] }, "partly rated", 4, "continuity neither rated nor ruled out"},
		{"a category with neither step nor reason", func(r *risk.Rating) { r.Consequences[3].NotApplicable = "" }, "partly rated", 4, "external neither rated nor ruled out"},
		{"everything is ruled out", func(r *risk.Rating) {
			r.Consequences[0] = risk.Consequence{Category: risk.Physical, NotApplicable: "nothing is stored"}
		}, "not rated", 0, "every category is ruled out, so that no consequence is left"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rateOne(5, 5)
			tt.spoil(&r.Inherent)
			rated := rate(t, rater, r)
			assert.False(t, rated.Complete())
			_, known := rated.Inherent.Level()
			assert.False(t, known)
			assert.Equal(t, tt.label, rated.Inherent.Label())
			assert.Equal(t, tt.atLeast, rated.Inherent.AtLeast())
			assert.Equal(t, tt.gaps, rated.Inherent.Gaps())
			assert.Equal(t, "before controls: "+tt.gaps, rated.Gaps())
		})
	}

	r := rateOne(5, 5)
	r.Residual = risk.Rating{Likelihood: 2}
	rated := rate(t, rater, r)
	assert.True(t, rated.Inherent.Complete())
	assert.False(t, rated.Complete(), "a residual rating that was begun has to be finished")
	assert.True(t, rated.Gaps() == "with controls: no category is rated or ruled out", rated.Gaps())
	assert.Equal(t, "nothing is rated", risk.Grade{}.Gaps())
}

func TestRateFaults(t *testing.T) {
	threat := fiveByFive()
	threat.Threat, threat.Vulnerability = risk.Labels("low", "high"), risk.Labels("low", "high")
	threat.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"Rare", "Possible"}, {"Possible", "Almost certain"}}}
	for _, tt := range []struct {
		name     string
		criteria risk.Criteria
		spoil    func(*risk.Risk)
		faults   string
	}{
		{"steps off the scale", fiveByFive(), func(r *risk.Risk) {
			r.Inherent.Likelihood = 6
			r.Inherent.Consequences[0].Step = 7
			r.Residual = risk.Rating{Likelihood: -1}
		}, "inherent.likelihood 6 is outside the scale 1 to 5; inherent.consequences[0].step 7 is outside the scale 1 to 5; residual.likelihood -1 is no step of a scale: steps count from 1"},
		{"a category that is none", fiveByFive(), func(r *risk.Risk) { r.Inherent.Consequences[2].Category = "naturel" },
			`inherent.consequences[2].category "naturel" is none of physical, operational, natural, external, stakeholder, equipment, information, continuity, did you mean natural?`},
		{"a category twice", fiveByFive(), func(r *risk.Risk) { r.Inherent.Consequences[2].Category = risk.Physical },
			"inherent.consequences[2].category physical is rated twice: keep one"},
		{"both rated and ruled out", fiveByFive(), func(r *risk.Risk) { r.Inherent.Consequences[0].NotApplicable = "none" },
			"inherent.consequences[0].not_applicable rules out a category that is rated 3: keep one of the two"},
		{"threat, where likelihood is rated itself", fiveByFive(), func(r *risk.Risk) {
			r.Inherent.Likelihood, r.Inherent.Threat, r.Inherent.Vulnerability = 0, 1, 1
		}, "inherent.threat is rated, but these criteria rate likelihood itself: rate that; inherent.vulnerability is rated, but these criteria rate likelihood itself: rate that"},
		{"likelihood, where it is made from threat", threat, func(r *risk.Risk) {},
			"inherent.likelihood is rated, but these criteria make it from threat and vulnerability: rate those"},
		{"threat off its scale", threat, func(r *risk.Risk) { r.Inherent.Likelihood, r.Inherent.Threat, r.Inherent.Vulnerability = 0, 3, 3 },
			"inherent.threat 3 is outside the scale 1 to 2; inherent.vulnerability 3 is outside the scale 1 to 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rateOne(3, 3)
			tt.spoil(&r)
			rated, err := compile(t, tt.criteria).Rate(r)
			assert.EqualError(t, err, tt.faults)
			assert.False(t, rated.Complete())
		})
	}
}

func TestLikelihoodFromThreat(t *testing.T) {
	c := fiveByFive()
	c.Threat, c.Vulnerability = risk.Labels("low", "high"), risk.Labels("closed", "watched", "open")
	c.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{
		{"Rare", "Unlikely", "Possible"},
		{"Unlikely", "Likely", ""},
	}}
	rater := compile(t, c)
	r := rateOne(0, 5)
	r.Inherent.Threat, r.Inherent.Vulnerability = 2, 2
	rated := rate(t, rater, r)
	assert.Equal(t, 4, rated.Inherent.Likelihood())
	assert.Equal(t, "Critical", rated.Inherent.Label())

	r.Inherent.Threat = 0
	rated = rate(t, rater, r)
	assert.Equal(t, "threat is not rated", rated.Inherent.Gaps())
	r.Inherent.Threat, r.Inherent.Vulnerability = 2, 0
	rated = rate(t, rater, r)
	assert.Equal(t, "vulnerability is not rated", rated.Inherent.Gaps())
	r.Inherent.Vulnerability = 3
	rated = rate(t, rater, r)
	assert.False(t, rated.Complete())
	assert.Equal(t, "the criteria give no likelihood for this threat and vulnerability", rated.Inherent.Gaps())
}

// A pair of which the criteria say nothing has no level, whether a cell or a band is missing.
func TestUnstatedPairs(t *testing.T) {
	c := threeByThree()
	c.Combination.Cells[1][0] = ""
	rated := rate(t, compile(t, c), rateOne(2, 1))
	assert.False(t, rated.Complete())
	assert.Equal(t, "not rated", rated.Inherent.Label())
	assert.Equal(t, `the criteria give no level for likelihood "Medium" with consequence "Low" (physical)`, rated.Inherent.Gaps())

	c = fiveByFive()
	c.Combination.Bands[1].Scores = risk.Between(6, 9)
	assert.False(t, compile(t, c).Cell(5, 1).Level > 0)
	r := rateOne(5, 1)
	r.Inherent.Consequences[1] = risk.Consequence{Category: risk.Operational, Step: 4}
	rated = rate(t, compile(t, c), r)
	assert.False(t, rated.Complete(), "one category has no level")
	assert.Equal(t, 4, rated.Inherent.AtLeast())
}

// Where bands overlap the worse counts, in whatever order they stand.
func TestOverlappingBands(t *testing.T) {
	c := fiveByFive()
	c.Combination.Bands[1].Scores = risk.Between(4, 12)
	for range 2 {
		assert.Equal(t, "Medium", compile(t, c).Cell(1, 4).Label)
		assert.Equal(t, "High", compile(t, c).Cell(3, 4).Label)
		slices.Reverse(c.Combination.Bands)
	}
}

func TestRollUp(t *testing.T) {
	c := fiveByFive()
	c.RollUp.Raise = []risk.Raise{{Level: "Medium", Categories: 3}, {Level: "High", Categories: 2}}
	rater := compile(t, c)
	medium := func(n int) map[risk.Category]int {
		steps := map[risk.Category]int{}
		for _, category := range risk.Categories()[:n] {
			steps[category] = 2
		}
		return steps
	}
	label := func(steps map[risk.Category]int) string {
		rated := rate(t, rater, risk.Risk{Inherent: rating(3, steps)})
		return rated.Inherent.Label()
	}
	assert.Equal(t, "Medium", label(medium(2)))
	assert.Equal(t, "High", label(medium(3)))
	assert.Equal(t, "High", label(medium(8)), "raised by one, and no further")
	withHigh := medium(3)
	withHigh[risk.Continuity] = 4
	assert.Equal(t, "High", label(withHigh), "where the worst is higher already, the lower ones raise nothing")
	withHigh[risk.Information] = 4
	assert.Equal(t, "Critical", label(withHigh))
}

// Scores are exact where floating point is not: 0.1 x 3 is 0.3.
func TestScoresAreExact(t *testing.T) {
	c := fiveByFive()
	for i, value := range []string{"0.1", "0.3", "0.5", "0.7", "0.9"} {
		c.Likelihood.Steps[i].Value = exactly(value)
	}
	low, err := risk.ParseRange("0.3 or less")
	require.NoError(t, err)
	rest, err := risk.ParseRange("above 0.3")
	require.NoError(t, err)
	c.Combination.Bands = []risk.Band{{Label: "Low", Scores: low}, {Label: "High", Scores: rest}}
	rater := compile(t, c)
	assert.Equal(t, "Low", rater.Cell(1, 3).Label)
	assert.Equal(t, "0.3", rater.Cell(1, 3).Score.String())
	assert.Equal(t, "High", rater.Cell(1, 4).Label)
}

func TestSumAndMatrixWithScores(t *testing.T) {
	c := fiveByFive()
	c.Combination.By = risk.BySum
	assert.Equal(t, "7", compile(t, c).Cell(3, 4).Score.String())
	c = threeByThree()
	rated := rate(t, compile(t, c), rateOne(2, 3))
	_, made := rated.Inherent.Score()
	assert.False(t, made)
	c.Combination.Score = risk.ByProduct
	rated = rate(t, compile(t, c), rateOne(2, 3))
	score, made := rated.Inherent.Score()
	assert.True(t, made)
	assert.Equal(t, "6", score.String())
	assert.Equal(t, "yellow", rated.Inherent.Label())
	assert.Equal(t, risk.Cell{Likelihood: 4, Consequence: 1}, compile(t, c).Cell(4, 1), "off the scale")
}

// The level of a risk is at least that of each category, whatever the ratings; and to rate a
// category worse, or to rate one that was ruled out, never makes the risk better.
func TestRollUpIsMonotone(t *testing.T) {
	c := fiveByFive()
	c.RollUp.Raise = []risk.Raise{{Level: "Low", Categories: 4}, {Level: "Medium", Categories: 3}, {Level: "High", Categories: 2}}
	rater := compile(t, c)
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		steps := map[risk.Category]int{risk.Physical: 1}
		for _, category := range risk.Categories() {
			steps[category] = random.IntN(6)
		}
		steps[risk.Physical] = max(1, steps[risk.Physical])
		likelihood := 1 + random.IntN(5)
		before := rate(t, rater, risk.Risk{Inherent: rating(likelihood, steps)})
		level, known := before.Inherent.Level()
		require.True(t, known)
		for _, category := range risk.Categories() {
			require.GreaterOrEqual(t, level, before.Inherent.In(category).Level)
		}
		worse := risk.Categories()[random.IntN(8)]
		steps[worse] = min(5, steps[worse]+1)
		after := rate(t, rater, risk.Risk{Inherent: rating(likelihood, steps)})
		require.GreaterOrEqual(t, after.Inherent.AtLeast(), level)
	}
}

func TestRateAllocates(t *testing.T) {
	rater := compile(t, fiveByFive())
	r := rateOne(3, 3)
	r.Residual = r.Inherent
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if _, err := rater.Rate(r); err != nil {
			t.Error(err)
		}
	}))
}
