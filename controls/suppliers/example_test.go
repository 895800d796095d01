package suppliers_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/records"
)

// A purchasing application asks who still has to be told what is required of them.
func ExampleChecks() {
	in := suppliers.Input{
		Suppliers: []suppliers.Supplier{{ID: "S-12", Name: "Securo Guarding", Kind: suppliers.Contractor}},
		Purchases: []suppliers.Purchase{{ID: "PU-3", Title: "guarding", Kind: suppliers.Service, SecurityRelevant: records.Yes,
			Suppliers: []records.ID[suppliers.Supplier]{"S-12"}}},
		Specifications: []suppliers.Specification{{ID: "SPEC-3", Title: "what we ask of guards", Purchases: []records.ID[suppliers.Purchase]{"PU-3"},
			Revisions: []suppliers.Revision{{Number: "1", Requirements: []string{"screened by the police"},
				ApprovedBy: "P-BAKKER", ApprovedOn: records.Day(2026, 1, 5), EffectiveFrom: records.Day(2026, 2, 1)}}}},
	}
	for _, f := range conformity.Run(suppliers.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Status == conformity.StatusUnmet {
			fmt.Println(f)
		}
	}
	// Output: 4.4.6.condition.c.communicate unmet: supplier S-12, from whom purchase PU-3 is bought, has not been told of revision 1 of specification SPEC-3, what we ask of guards, which is in force: tell it, and record when and how
}
