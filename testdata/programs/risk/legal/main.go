// Command legal is a register of laws: one is entered, found to apply, amended, and told to people.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

func main() {
	law := legal.Requirement{
		ID: "L-1", Title: "port security act", Kind: legal.Law, RegisteredOn: records.Day(2025, 1, 13),
		Text:     legal.Text{Location: "laws.example/port-security"},
		Audience: legal.Audience{Roles: []records.ID[organization.Role]{"R-GATE"}, Outsiders: records.No},
	}
	step := func(next legal.Requirement, err error) {
		switch {
		case errors.Is(err, legal.ErrIncomplete), errors.Is(err, legal.ErrOrder), errors.Is(err, legal.ErrUnknown):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			law = next // a step returns the changed value; what it came from stays as it was
		}
	}
	step(law.Determine(legal.Determination{On: records.Day(2025, 1, 20), By: "P-1", Applies: records.Yes}))
	step(law.Determine(legal.Determination{On: records.Day(2025, 1, 20), By: "P-1", Applies: records.Yes, How: "drills twice a year", NoSingleRisk: "it is about plans"}))
	step(law.LookUp(legal.Lookup{On: records.Day(2026, 1, 12), By: "P-1", NextOn: records.Day(2026, 6, 30)}))
	step(law.Communicate(legal.Communication{On: records.Day(2025, 2, 3), Means: "briefing", Roles: []records.ID[organization.Role]{"R-GATE"}}))
	step(law.Amend(legal.Amendment{Key: "2026", What: "drills each quarter", PublishedOn: records.Day(2026, 1, 5), EffectiveOn: records.Day(2026, 3, 1)}))
	step(law.WorkIn("2027", "P-1", records.Day(2026, 2, 2)))

	today := records.Day(2026, 3, 31)
	roles, _ := law.Untold(records.At(today.Start()))
	fmt.Println("not told of the latest:", roles)
	in := legal.Input{Requirements: []legal.Requirement{law}, Roles: []organization.Role{{ID: "R-GATE", Title: "gate supervisor"}}}
	for _, f := range conformity.Run(legal.Checks(), in, today.Start()) {
		if f.Subject == law.Ref() {
			fmt.Println(f)
		}
	}
}
