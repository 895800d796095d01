// Command suppliers is the purchasing desk: who may be used, and who knows what is required of them.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/records"
)

func main() {
	carrier := suppliers.Supplier{ID: "SUP-1", Name: "Van Dijk Transport", Kind: suppliers.Carrier}
	carrier, err := carrier.Engage(records.Day(2026, 1, 12))
	if errors.Is(err, suppliers.ErrIncomplete) || errors.Is(err, suppliers.ErrState) {
		fmt.Println("refused:", err)
	}
	if carrier, err = carrier.Screen(suppliers.Screening{On: records.Day(2025, 11, 5), By: "P-1", Outcome: suppliers.Fit}, records.Day(2026, 11, 30)); err != nil {
		panic(err)
	}
	if carrier, err = carrier.Engage(records.Day(2026, 1, 12)); err != nil {
		panic(err)
	}

	haulage := suppliers.Purchase{ID: "PU-1", Title: "road haulage", Kind: suppliers.Service, SecurityRelevant: records.Yes, Suppliers: []records.ID[suppliers.Supplier]{carrier.ID}}
	rules := suppliers.Specification{ID: "SPEC-1", Title: "conditions for carriers", Purchases: []records.ID[suppliers.Purchase]{haulage.ID}}
	step := func(next suppliers.Specification, err error) {
		switch {
		case errors.Is(err, suppliers.ErrState), errors.Is(err, suppliers.ErrOrder), errors.Is(err, suppliers.ErrUnknown):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			rules = next
		}
	}
	step(rules.Draft(suppliers.Revision{Number: "1", Requirements: []string{"guarded parking only"}}))
	tell := suppliers.Communication{On: records.Day(2026, 2, 9), Revision: "1", Suppliers: haulage.Suppliers, Means: "annex to the contract"}
	step(rules.Tell(tell))
	step(rules.Approve("1", "P-2", records.Day(2026, 2, 2), records.Day(2026, 3, 1)))

	today := records.Day(2026, 3, 31)
	report := func() {
		in := suppliers.Input{Suppliers: []suppliers.Supplier{carrier}, Purchases: []suppliers.Purchase{haulage}, Specifications: []suppliers.Specification{rules}}
		for _, f := range conformity.Run(suppliers.Checks(), in, today.Start()) {
			if f.Requirement == "4.4.6.condition.c" || f.Requirement == "4.4.6.condition.c.communicate" {
				fmt.Println(f)
			}
		}
	}
	report()
	step(rules.Tell(tell))
	report()
	fmt.Println("still to be told:", rules.Untold([]suppliers.Purchase{haulage}, []suppliers.Supplier{carrier}, records.At(today.Start())))
}
