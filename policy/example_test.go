package policy_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps the policy and an organization chart asks what the policy lacks.
func ExampleChecks() {
	in := policy.Input{
		Policies: []policy.Policy{{
			ID: "POL-1", Title: "security policy", NextReviewOn: records.Day(2026, 5, 31),
			Revisions: []policy.Revision{{
				Number:          "3",
				Principles:      []policy.Statement{{Text: "people come before cargo"}},
				BroadObjectives: []policy.Statement{{Text: "no container leaves unsealed"}},
				Commitments: []policy.Commitment{
					{Kind: policy.ContinualImprovement, Text: "we get better each year"},
				},
				Authorization: policy.Authorization{By: "P-1", On: records.Day(2025, 5, 20)},
				EffectiveFrom: records.Day(2025, 6, 1),
			}},
		}},
		Roles: []organization.Role{{
			ID: "R-1", Title: "managing director", TopManagement: true, PolicyRelevant: records.Yes,
			Holders: []organization.Holder{{Person: "P-1", From: records.Day(2020, 1, 1)}},
		}},
	}
	for _, f := range conformity.Run(policy.Checks(), in, records.Day(2026, 5, 7).Start()) {
		switch {
		case f.Status == conformity.StatusUnmet:
			fmt.Println(f)
		case !f.Lapses.IsZero():
			fmt.Println("on", f.Lapses.Format("2006-01-02"), f.Requirement, "becomes", f.Becomes)
		}
	}
	// Output:
	// 4.2.g unmet: revision 3 of policy POL-1 holds no commitment to legal compliance: have a revision authorized that does, or record the commitment if the text holds it
	// 4.2.g.other unmet: revision 3 of policy POL-1 holds no commitment to other requirements: have a revision authorized that does, or record the commitment if the text holds it
	// 4.2.h unmet: it is not on record that top management endorsed revision 3 of policy POL-1: have it endorsed where people see it, and record by whom, when and where
	// 4.2.i unmet: revision 3 of policy POL-1 points to no revision of a document: write it down in a controlled document, and name that with its revision
	// on 2026-06-01 4.2.i.maintained becomes unmet
	// 4.2.j unmet: the holders of role R-1, managing director, have not been told of revision 3 of policy POL-1, which is of 2025-06-01: tell them, and record when and how
}

// Which text applied on a day, asked of the policy alone.
func ExamplePolicy_Current() {
	p := policy.Policy{ID: "POL-1", Title: "security policy", Revisions: []policy.Revision{
		{Number: "1", Authorization: policy.Authorization{By: "P-1", On: records.Day(2024, 1, 10)}, EffectiveFrom: records.Day(2024, 2, 1)},
		{Number: "2", Authorization: policy.Authorization{By: "P-1", On: records.Day(2026, 1, 10)}, EffectiveFrom: records.Day(2026, 2, 1)},
	}}
	for _, day := range []records.Date{records.Day(2026, 1, 31), records.Day(2026, 2, 1)} {
		fmt.Println(day, "revision", p.Current(records.At(day.Start())).Number)
	}
	// Output:
	// 2026-01-31 revision 1
	// 2026-02-01 revision 2
}
