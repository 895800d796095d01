// Command matrices rates one risk by each of the published matrices, to see which would suit.
package main

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/matrices"
)

func main() {
	_, err := matrices.ByID("mil-std-882d")
	fmt.Println("refused:", err)

	for _, criteria := range matrices.All() {
		rater, err := criteria.Compile()
		if err != nil {
			panic(err)
		}
		// The worst that may happen, as rarely as the scale can say: where do they put it?
		r := risk.Risk{ID: "R-1", Title: "the quay is out of use for a month"}
		r.Inherent.Likelihood = 1
		top := len(criteria.Consequence.Steps)
		for _, category := range risk.Categories() {
			r.Inherent.Consequences = append(r.Inherent.Consequences, risk.Consequence{Category: category, Step: top})
		}
		rated, err := rater.Rate(r)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%-20s %s of %d levels, %d flaws\n", criteria.ID, rated.Inherent.Label(), len(criteria.Levels), len(rater.Lint()))

		in := risk.Input{Risks: []risk.Risk{r}, Criteria: []risk.Criteria{criteria}, Assessments: []risk.Assessment{{
			ID: "A-1", Title: "trial", Criteria: criteria.ID, WholeRegister: true,
			PerformedOn: records.Day(2026, 3, 2), ApprovedBy: "P-1", ApprovedOn: records.Day(2026, 3, 9),
		}}}
		for _, f := range conformity.Run(risk.Checks(), in, records.Day(2026, 3, 31).Start()) {
			if f.Requirement == "4.3.1.likelihood" || f.Requirement == "4.3.1.consequence" {
				fmt.Println(" ", f)
			}
		}
	}
}
