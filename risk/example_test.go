package risk_test

import (
	"fmt"
	"time"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

// An application that has criteria of its own asks which of its risks may stay as they are.
func ExampleRater_Decide() {
	criteria := risk.Criteria{
		ID: "C-1", Title: "Harbour forwarding",
		Likelihood:  risk.Labels("rare", "possible", "frequent"),
		Consequence: risk.Labels("slight", "serious", "disastrous"),
		Levels:      []risk.Level{{Label: "low"}, {Label: "medium"}, {Label: "high"}},
		Combination: risk.Combination{By: risk.ByMatrix, Cells: [][]string{
			{"low", "low", "medium"}, // rare
			{"low", "medium", "high"},
			{"medium", "high", "high"},
		}},
		Tolerability: rules.Definition{Default: "intolerable", Rules: []rules.Rule{
			{Name: "low risks may stay", When: "level == 1", Then: "tolerable"},
			{Name: "medium ones if someone answers for them", When: `level == 2 && owner != ""`, Then: "tolerable"},
		}},
	}
	rater, err := criteria.Compile() // once; every fault of scales, matrix and rules is in err
	if err != nil {
		fmt.Println(err)
		return
	}

	theft := risk.Risk{ID: "R-012", Title: "Theft from trailers on the waiting lane"}
	theft.Inherent = risk.Rating{Likelihood: 2, Consequences: []risk.Consequence{{Category: risk.Physical, Step: 3}}}
	for _, category := range risk.Categories()[1:] {
		theft.Inherent.Consequences = append(theft.Inherent.Consequences, risk.Consequence{Category: category, NotApplicable: "only sealed trailers wait there"})
	}
	rated, err := rater.Rate(theft)
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	ruling, _ := rater.Decide(rated, nil, at)
	fmt.Println(rated.Inherent.Label(), "-", ruling)

	// Somebody bears it until the fence is there. The day after, nobody does any more.
	accepted := []risk.Acceptance{{
		ID: "A-3", Risk: "R-012", Level: "high", By: "P-1", Justification: "the fence is ordered",
		AcceptedOn: records.Day(2026, 4, 1), ExpiresOn: records.Day(2026, 6, 30),
	}}
	ruling, _ = rater.Decide(rated, accepted, at)
	fmt.Println(ruling.Tolerated(), "-", ruling)
	// Output:
	// high - risk R-012 is intolerable, as no rule says otherwise
	// true - risk R-012 is intolerable, as no rule says otherwise, and accepted for now by A-3, until 2026-07-01T00:00:00Z
}

// Whoever has to defend a decision shows how it came about.
func ExampleRater_Explain() {
	criteria := risk.Criteria{
		ID: "C-1", Title: "Two by two",
		Likelihood: risk.Labels("rare", "frequent"), Consequence: risk.Labels("slight", "serious"),
		Levels:      []risk.Level{{Label: "low"}, {Label: "high"}},
		Combination: risk.Combination{By: risk.ByProduct, Bands: []risk.Band{{Label: "low", Scores: risk.Between(1, 2)}, {Label: "high", Scores: risk.Between(4, 4)}}},
		Tolerability: rules.Definition{Default: "intolerable", Rules: []rules.Rule{
			{Name: "low risks of which someone knows", When: `level == 1 && owner != ""`, Then: "tolerable"},
		}},
	}
	rater, err := criteria.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	flood := risk.Risk{ID: "R-7", Inherent: risk.Rating{Likelihood: 2}}
	for _, category := range risk.Categories() {
		flood.Inherent.Consequences = append(flood.Inherent.Consequences, risk.Consequence{Category: category, Step: 1})
	}
	rated, err := rater.Rate(flood)
	if err != nil {
		fmt.Println(err)
		return
	}
	explanation, err := rater.Explain(rated, nil, time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(explanation)
	// Output:
	// risk R-7 is intolerable, as no rule says otherwise
	// level: "low" before controls, by the category physical: likelihood 2 x consequence 1 = 2, which is "low" (1 to 2)
	// rules: intolerable, by default: no rule matched
	// 1. low risks of which someone knows: did not match
	//    level == 1 && owner != ""                                  false
	//       level == 1                                              true
	//          level                                                1
	//       owner != ""                                             false
	//          owner                                                ""
}
