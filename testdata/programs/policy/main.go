// Command policy is the policy page of an intranet: which text applies, who does not know it yet.
package main

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func main() {
	p := policy.Policy{ID: "POL", Title: "security policy", Revisions: []policy.Revision{
		{Number: "1", Authorization: policy.Authorization{By: "P-MD", Role: "R-MD", On: records.Day(2024, 1, 8)}, EffectiveFrom: records.Day(2024, 2, 1)},
		{Number: "2", EffectiveFrom: records.Day(2026, 3, 1), Commitments: []policy.Commitment{
			{Kind: policy.LegalCompliance, Key: "law", Text: "we keep the law"},
			{Kind: "obey the law", Text: "and mean it"},
		}},
	}}
	fmt.Println("refused:", p.Validate()) // an editor shows them beside the fields
	p.Revisions[1].Commitments = p.Revisions[1].Commitments[:1]

	today := records.Day(2026, 3, 31)
	show := func() {
		for _, r := range p.Revisions {
			state, _ := p.StateOf(records.At(today.Start()), r.Number)
			fmt.Printf("revision %s is %s\n", r.Number, state)
		}
	}
	show()
	p.Revisions[1].Authorization = policy.Authorization{By: "P-MD", Role: "R-MD", On: records.Day(2026, 2, 20)}
	show()

	// What a verdict rests on has to be on record: the persons, and the roles that they hold.
	in := policy.Input{Policies: []policy.Policy{p}, Persons: []records.Person{{ID: "P-MD", Name: "A. Vermeer"}}, Roles: []organization.Role{
		{ID: "R-MD", Title: "managing director", TopManagement: true, PolicyRelevant: records.No, Holders: []organization.Holder{{Person: "P-MD", From: records.Day(2020, 1, 1)}}},
		{ID: "R-GATE", Title: "gate supervisor", PolicyRelevant: records.Yes},
	}}
	for _, f := range conformity.Run(policy.Checks(), in, today.Start()) {
		switch f.Requirement {
		case "4.2.authorize", "4.2.f", "4.2.g", "4.2.j": // the ones that this page shows
			fmt.Println(f)
		}
	}
}
