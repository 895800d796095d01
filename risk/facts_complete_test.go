package risk_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
)

func TestCompleteFacts(t *testing.T) {
	rater := compile(t, fiveByFive())
	low := risk.GradeFacts{Level: 1}
	for _, tt := range []struct {
		name  string
		facts risk.Facts
		want  string // level and label, inherent and residual level, worst, consequence
	}{
		{"a level", risk.Facts{Level: 2}, "2 Medium, 2 and 2,  0"},
		{"a label, however it is spelt", risk.Facts{LevelLabel: "medium"}, "2 Medium, 2 and 2,  0"},
		{"likelihood and consequence", risk.Facts{Likelihood: 3, Consequence: 3}, "2 Medium, 2 and 2,  3"},
		{"likelihood and categories", risk.Facts{Likelihood: 3, Categories: []risk.CategoryFacts{{Category: risk.Natural, Step: 2}, {Category: risk.Continuity, Step: 3}}}, "2 Medium, 2 and 2, continuity 3"},
		{"the worst category by name", risk.Facts{Likelihood: 3, Consequence: 3, Worst: risk.Natural}, "2 Medium, 2 and 2, natural 3"},
		{"before controls alone", risk.Facts{Inherent: risk.GradeFacts{Level: 4}}, "4 Critical, 4 and 4,  0"},
		{"with controls alone", risk.Facts{Residual: low}, "1 Low, 1 and 1,  0"},
		{"before and with controls", risk.Facts{Inherent: risk.GradeFacts{Level: 4}, Residual: low}, "1 Low, 4 and 1,  0"},
		{"before controls, and what counts", risk.Facts{Level: 1, Inherent: risk.GradeFacts{Level: 4}}, "1 Low, 4 and 1,  0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := tt.facts
			require.NoError(t, rater.CompleteFacts(&f))
			assert.Equal(t, tt.want, fmt.Sprintf("%d %s, %d and %d, %s %d", f.Level, f.LevelLabel, f.Inherent.Level, f.Residual.Level, f.Worst, f.Consequence))
			assert.Len(t, f.Categories, 8)
			assert.Len(t, f.Inherent.Categories, 8)
			assert.Equal(t, f.HasResidual, f.Inherent.Level != f.Residual.Level || tt.facts.Residual.Level > 0)
		})
	}
}

// What no rated risk has is refused: above all no level, which would pass for a low one.
func TestCompleteFactsRefuses(t *testing.T) {
	rater := compile(t, fiveByFive())
	for _, tt := range []struct {
		facts risk.Facts
		want  string
	}{
		{risk.Facts{Owner: "P-1"}, "level is missing: give the level, 1 to 4, its level_label, or likelihood and consequence"},
		{risk.Facts{Likelihood: 3}, "level is missing: give the level, 1 to 4, its level_label, or likelihood and consequence"},
		{risk.Facts{Level: 5}, "level 5 is outside 1 to 4"},
		{risk.Facts{LevelLabel: "medum"}, `level_label "medum" is no level of these criteria, did you mean Medium?`},
		{risk.Facts{Level: 1, LevelLabel: "Medium"}, `level_label "Medium" is level 2, and the level is given as 1`},
		{risk.Facts{Level: 1, Likelihood: 5, Consequence: 5}, `level 1 is not what likelihood 5 and consequence 5 come to: that is 4, "Critical"`},
		{risk.Facts{Likelihood: 6, Consequence: -1}, "likelihood 6 is outside 1 to 5; consequence -1 is outside 1 to 5"},
		{risk.Facts{Level: 1, Categories: []risk.CategoryFacts{{Step: 6}, {Category: risk.Natural, Step: 6}, {Category: risk.Natural}}}, "categories[0].category is missing: name one of the eight; categories[1].step 6 is outside 1 to 5; categories[2].category natural is given twice"},
		{risk.Facts{Likelihood: 3, Consequence: 2, Worst: risk.Natural, Categories: []risk.CategoryFacts{{Category: risk.Natural, Step: 3}}}, "consequence 2 is not the step of the worst category, natural, which is 3"},
		{risk.Facts{Level: 3, HasResidual: true}, "residual is missing: has_residual says that there is one"},
		{risk.Facts{Level: 3, Residual: risk.GradeFacts{Level: 2}}, "level 3 is not that of the grade that counts, residual, which is 2: give one of the two"},
		{risk.Facts{Level: 3, Inherent: risk.GradeFacts{Level: 9}}, "inherent.level 9 is outside 1 to 4"},
	} {
		f := tt.facts
		assert.EqualError(t, rater.CompleteFacts(&f), tt.want)
	}
}

// Completed, facts say what rating a risk says.
func TestCompletedFactsAreThoseOfRating(t *testing.T) {
	rater := compile(t, fiveByFive())
	for likelihood := 1; likelihood <= 5; likelihood++ {
		for consequence := 1; consequence <= 5; consequence++ {
			rated := rate(t, rater, rateOne(likelihood, consequence))
			f := risk.Facts{Likelihood: likelihood, Categories: []risk.CategoryFacts{{Category: risk.Physical, Step: consequence}}}
			require.NoError(t, rater.CompleteFacts(&f))
			grade := rated.Current()
			score, _ := grade.Score()
			level, _ := grade.Level()
			assert.Equal(t, level, f.Level)
			assert.Equal(t, []any{grade.Label(), grade.Worst(), grade.Consequence(), score.String()}, []any{f.LevelLabel, f.Worst, f.Consequence, f.Score.String()})
		}
	}
}
