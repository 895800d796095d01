// Command organization is a check on a staff list: who holds which role, and was told of it.
package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func main() {
	guard := organization.Role{
		ID: "R-GATE", Title: "gate supervisor", SecurityDuties: records.Yes, ReportsTo: "R-GATE",
		Responsibilities: []string{"check seals and drivers"}, Authorities: []string{"turn a vehicle away"}, ChangedOn: records.Day(2026, 2, 2),
		Holders:        []organization.Holder{{Person: "P-1", From: records.Day(2024, 5, 1), Until: records.Day(2026, 2, 28)}, {Person: "P-2", From: records.Day(2026, 3, 1)}},
		Communications: []organization.Notice{{Person: "P-1", On: records.Day(2024, 5, 2)}},
	}
	fmt.Println("refused:", guard.Validate())
	guard.ReportsTo = "R-MD"

	for _, day := range []records.Date{records.Day(2026, 2, 28), records.Day(2026, 3, 1)} {
		fmt.Println(day, "P-1:", guard.HeldBy("P-1", day), "P-2:", guard.HeldBy("P-2", day))
	}

	posts := organization.Resource{
		ID: "RES-GATE", Title: "guards at the gate", Kind: organization.People, Unit: "posts",
		Needs:    []organization.Need{{Amount: decimal.NewFromInt(4), From: records.Day(2026, 1, 1), EnteredOn: records.Day(2025, 11, 3)}},
		Provided: []organization.Provision{{Amount: decimal.RequireFromString("4"), From: records.Day(2026, 1, 1), Until: records.Day(2026, 6, 30)}},
	}
	in := organization.Input{Roles: []organization.Role{guard}, Resources: []organization.Resource{posts}}
	for _, f := range conformity.Run(organization.Checks(), in, records.Day(2026, 3, 31).Start()) {
		switch {
		case f.Subject.IsZero() || f.Requirement == "4.4.1.structure": // about lists that this program does not keep
		case f.Status == conformity.StatusUnmet:
			fmt.Println(f)
		case !f.Lapses.IsZero():
			fmt.Printf("%s is %s until %s, then %s\n", f.Requirement, f.Status, records.DateOf(f.Lapses).AddDays(-1), f.Then())
		}
	}
}
