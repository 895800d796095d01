package emergency_test

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An application that keeps its emergency plans here asks which of them nobody has tried out.
func ExampleChecks() {
	in := emergency.Input{Plans: []emergency.Plan{{
		ID: "EP-1", Title: "intruders on the terminal", DrillInterval: records.Months(6),
		Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 9, 22), EffectiveFrom: records.Day(2025, 10, 1)}},
	}}}
	for _, f := range conformity.Run(emergency.Checks(), in, records.Day(2026, 4, 2).Start()) {
		if f.Requirement == "4.4.7.test" {
			fmt.Println(f)
		}
	}
	// Output: 4.4.7.test unmet: emergency plan EP-1, intruders on the terminal, is in force since 2025-10-01 and was to be tried out by 2026-04-01: hold a drill, and record what it showed
}

// A plan is not approved before it says how often it is reviewed and tried out.
func ExamplePlan_Approve() {
	plan := emergency.Plan{
		ID: "EP-1", Title: "intruders on the terminal", Kinds: []emergency.PlanKind{emergency.ResponsePlan}, Sites: []string{"Waalhaven Terminal"},
		Responses: []emergency.Response{{Scenario: "SCN-1", Actions: []string{"close the gates"}, Roles: nil}},
		Revisions: []documents.Revision{{Number: "1"}},
	}
	_, err := plan.Approve("1", "P-1", records.Day(2026, 6, 1), records.Day(2026, 6, 10))
	fmt.Println(err)
	fmt.Println(errors.Is(err, emergency.ErrIncomplete))
	// Output:
	// emergency plan EP-1 cannot take the step "approve": the plan lacks who takes charge, how often it is reviewed, how often it is tried out, or why that is not practicable
	// true
}
