package organization_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An application that knows who works where asks who was not told of their duties, and what
// there is too little of.
func ExampleChecks() {
	in := organization.Input{
		Roles: []organization.Role{{
			ID: "R-2", Title: "security manager", SecurityDuties: records.Yes, ChangedOn: records.Day(2026, 3, 1),
			Responsibilities: []string{"security of both terminals"}, Authorities: []string{"stop a loading"},
			Holders:        []organization.Holder{{Person: "P-7", From: records.Day(2026, 1, 1)}},
			Communications: []organization.Notice{{Person: "P-7", On: records.Day(2025, 12, 18)}},
		}},
		Resources: []organization.Resource{{
			ID: "RES-1", Title: "gate guards", Kind: organization.People, Unit: "guards",
			Needs:    []organization.Need{{Amount: decimal.NewFromInt(6), From: records.Day(2026, 1, 1), EnteredOn: records.Day(2025, 11, 3)}},
			Provided: []organization.Provision{{Amount: decimal.NewFromInt(4), From: records.Day(2026, 1, 1)}},
		}},
	}
	for _, f := range conformity.Run(organization.Checks(), in, records.Day(2026, 5, 7).Start()) {
		if f.Status == conformity.StatusUnmet && !f.Subject.IsZero() {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.4.1.communicated unmet: person P-7 was told of role R-2, security manager, on 2025-12-18, before it changed on 2026-03-01: tell person P-7 of the change, and record when
	// 4.4.1.d unmet: of resource RES-1, gate guards, 6 guards are needed since 2026-01-01 and only 4 are provided: provide the rest, or enter a new need
}

// How much there is of something on a day, asked of the resource alone.
func ExampleResource_Amount() {
	guards := organization.Resource{Unit: "guards", Provided: []organization.Provision{
		{Amount: decimal.NewFromInt(4), From: records.Day(2026, 1, 1)},
		{Amount: decimal.RequireFromString("1.5"), From: records.Day(2026, 6, 1), Until: records.Day(2026, 8, 31)},
	}}
	for _, day := range []records.Date{records.Day(2026, 5, 31), records.Day(2026, 6, 1), records.Day(2026, 9, 1)} {
		fmt.Println(day, guards.Amount(records.At(day.Start())), guards.Unit)
	}
	// Output:
	// 2026-05-31 4 guards
	// 2026-06-01 5.5 guards
	// 2026-09-01 4 guards
}
