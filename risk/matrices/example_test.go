package matrices_test

import (
	"fmt"

	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/matrices"
)

// A published matrix rates a risk. Which level is tolerable, the organization adds.
func ExampleByID() {
	criteria, err := matrices.ByID("mil-std-882e-iii")
	if err != nil {
		fmt.Println(err)
		return
	}
	criteria.Appetite = []risk.Appetite{{Highest: "Medium"}}
	rater, err := criteria.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	fire := risk.Risk{ID: "R-3", Title: "Fire in a container of lithium batteries"}
	fire.Inherent.Likelihood = criteria.Likelihood.Named("occasional (c)")
	for _, category := range risk.Categories() {
		fire.Inherent.Consequences = append(fire.Inherent.Consequences, risk.Consequence{Category: category, NotApplicable: "not struck by the fire"})
	}
	fire.Inherent.Consequences[0] = risk.Consequence{Category: risk.Physical, Step: criteria.Consequence.Named("catastrophic (1)")}
	rated, err := rater.Rate(fire)
	if err != nil {
		fmt.Println(err)
		return
	}
	level, known := rated.Inherent.Level()
	fmt.Println(rated.Inherent.Label(), level, known)
	// Output: High 4 true
}
