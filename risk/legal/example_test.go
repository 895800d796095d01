package legal_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

// An application with a register of laws asks what has changed and was not dealt with.
func ExampleChecks() {
	in := legal.Input{
		Requirements: []legal.Requirement{{
			ID: "L-3", Title: "port security act", Kind: legal.Law,
			Text:           legal.Text{Location: "laws.example/port-security"},
			Determinations: []legal.Determination{{On: records.Day(2024, 2, 10), By: "P-4", Applies: records.Yes, How: "each quay needs a plan", NoSingleRisk: "it bears on all of them"}},
			Audience:       legal.Audience{Roles: []records.ID[organization.Role]{"R-GUARD"}, Outsiders: records.No},
			Lookups:        []legal.Lookup{{On: records.Day(2026, 1, 15), By: "P-4", NextOn: records.Day(2026, 7, 15)}},
			Amendments:     []legal.Amendment{{Key: "2026-1", EffectiveOn: records.Day(2026, 4, 1)}},
			Communications: []legal.Communication{{On: records.Day(2024, 3, 1), Means: "briefing", Roles: []records.ID[organization.Role]{"R-GUARD"}}},
		}},
		Roles: []organization.Role{{ID: "R-GUARD", Title: "gate guard"}},
	}
	for _, f := range conformity.Run(legal.Checks(), in, records.Day(2026, 5, 7).Start()) {
		if f.Status == conformity.StatusUnmet && !f.Subject.IsZero() {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.3.2.uptodate unmet: amendment 2026-1 of legal requirement L-3, port security act, is in effect since 2026-04-01 and has not been worked into the entry: bring the entry up to it, and record when
	// 4.3.2.communicate unmet: role R-GUARD was told of legal requirement L-3, port security act, on 2024-03-01, and not of its amendment 2026-1, in effect since 2026-04-01: do so, and record when and how
}

// An amendment goes through the register: announced, worked in, made known ahead of its day.
func ExampleRequirement_Amend() {
	law := legal.Requirement{
		ID: "L-3", Title: "port security act", Kind: legal.Law, RegisteredOn: records.Day(2024, 2, 1),
		Determinations: []legal.Determination{{On: records.Day(2024, 2, 10), By: "P-4", Applies: records.Yes, How: "each quay needs a plan"}},
		Audience:       legal.Audience{Roles: []records.ID[organization.Role]{"R-GUARD"}},
	}
	_, err := law.WorkIn("2026-1", "P-4", records.Day(2026, 2, 20))
	fmt.Println(err)
	law, _ = law.Amend(legal.Amendment{Key: "2026-1", What: "fences of 2.4 m", PublishedOn: records.Day(2026, 2, 1), EffectiveOn: records.Day(2026, 4, 1)})
	law, _ = law.WorkIn("2026-1", "P-4", records.Day(2026, 2, 20))
	law, _ = law.Communicate(legal.Communication{On: records.Day(2026, 3, 2), Means: "briefing", Amendment: "2026-1", Roles: law.Audience.Roles})

	may := records.At(records.Day(2026, 5, 7).Start())
	roles, _ := law.Untold(may)
	fmt.Println(len(law.OpenAmendments(may)), "open,", len(roles), "to be told")
	// Output:
	// legal requirement L-3 cannot take the step "work in": "2026-1" is none of its amendments
	// 0 open, 0 to be told
}
