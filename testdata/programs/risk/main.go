// Command risk is a register of an application's own: rated, ruled on, and asked what is left undone.
package main

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

func main() {
	criteria := risk.Criteria{
		ID: "C-1", Title: "two by two", Likelihood: risk.Labels("rare", "frequent"), Consequence: risk.Labels("slight", "serious"),
		Levels:      []risk.Level{{Label: "low"}, {Label: "high"}},
		Combination: risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"low", "low"}, {"low", "high"}}},
		Tolerability: rules.Definition{Default: "intolerable", Rules: []rules.Rule{
			{Name: "low risks may stay", When: "levle == 1", Then: "tolerable"},
		}},
	}
	_, err := criteria.Compile()
	fmt.Println("refused:", err) // a slip in a rule does not wait for the risk that it would decide
	criteria.Tolerability.Rules[0].When = "level == 1"
	rater, err := criteria.Compile()
	if err != nil {
		panic(err)
	}

	theft := risk.Risk{ID: "R-1", Title: "theft from the yard", Owner: "P-1", Threats: []records.ID[risk.Threat]{"T-1"}, AddedOn: records.Day(2026, 1, 12)}
	theft.Inherent.Likelihood = 2
	for _, category := range risk.Categories() {
		theft.Inherent.Consequences = append(theft.Inherent.Consequences, risk.Consequence{Category: category, Step: 2})
	}
	theft.Controls = []records.ID[risk.Control]{"C-FENCE"}
	theft.Residual = theft.Inherent
	theft.Residual.Likelihood = 1

	today := records.Day(2026, 3, 31)
	rated, err := rater.Rate(theft)
	if err != nil {
		panic(err)
	}
	ruling, err := rater.Decide(rated, nil, today.Start())
	fmt.Println(rated.Inherent.Label(), "before,", rated.Residual.Label(), "with the fence:", ruling, err)

	in := risk.Input{
		Risks: []risk.Risk{theft}, Threats: []risk.Threat{{ID: "T-1", Title: "thieves", Class: "crime"}}, Criteria: []risk.Criteria{criteria},
		Assessments: []risk.Assessment{{ID: "A-1", Title: "yard", Criteria: "C-1", WholeRegister: true, PerformedOn: today.AddDays(-60), ApprovedBy: "P-1", ApprovedOn: today.AddDays(-50)}},
	}
	for _, f := range conformity.Run(risk.Checks(), in, today.Start()) {
		if f.Subject.Kind == "risk" && f.Status != conformity.StatusMet {
			fmt.Println(f)
		}
	}
}
