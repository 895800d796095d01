package risk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// fiveByFive are criteria as many registers have them: two scales of five steps, multiplied.
func fiveByFive() risk.Criteria {
	return risk.Criteria{
		ID:          "C-1",
		Title:       "five by five",
		Likelihood:  risk.Labels("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
		Consequence: risk.Labels("Negligible", "Minor", "Moderate", "Major", "Severe"),
		Levels:      []risk.Level{{Label: "Low"}, {Label: "Medium"}, {Label: "High"}, {Label: "Critical"}},
		Combination: risk.Combination{By: risk.ByProduct, Bands: []risk.Band{
			{Label: "Low", Scores: risk.Between(1, 4)},
			{Label: "Medium", Scores: risk.Between(5, 9)},
			{Label: "High", Scores: risk.Between(10, 14)},
			{Label: "Critical", Scores: risk.Between(15, 25)},
		}},
	}
}

// threeByThree are criteria with a matrix.
func threeByThree() risk.Criteria {
	return risk.Criteria{
		ID:          "C-3",
		Title:       "three by three",
		Likelihood:  risk.Labels("Low", "Medium", "High"),
		Consequence: risk.Labels("Low", "Medium", "High"),
		Levels:      []risk.Level{{Label: "green"}, {Label: "yellow"}, {Label: "red"}},
		Combination: risk.Combination{By: risk.ByMatrix, Cells: [][]string{
			{"green", "green", "green"},
			{"green", "yellow", "yellow"},
			{"green", "yellow", "red"},
		}},
	}
}

func compile(t testing.TB, c risk.Criteria) *risk.Rater {
	t.Helper()
	rater, err := c.Compile()
	require.NoError(t, err)
	return rater
}

// rating rates the categories given, and rules the others out.
func rating(likelihood int, steps map[risk.Category]int) risk.Rating {
	r := risk.Rating{Likelihood: likelihood}
	for _, category := range risk.Categories() {
		c := risk.Consequence{Category: category, Step: steps[category]}
		if c.Step == 0 {
			c.NotApplicable = "no such consequence"
		}
		r.Consequences = append(r.Consequences, c)
	}
	return r
}

// rateOne rates a risk in one category and rules the others out.
func rateOne(likelihood, consequence int) risk.Risk {
	return risk.Risk{ID: "R-1", Title: "theft from trailers", Inherent: rating(likelihood, map[risk.Category]int{risk.Physical: consequence})}
}

func rate(t testing.TB, rater *risk.Rater, r risk.Risk) risk.Rated {
	t.Helper()
	rated, err := rater.Rate(r)
	require.NoError(t, err)
	return rated
}

// paths returns the field paths of the faults in err.
func paths(err error) []string {
	var all []string
	for _, fault := range records.FaultsOf(err) {
		all = append(all, fault.Path)
	}
	return all
}

func day(text string) records.Date {
	d, err := records.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at
}
