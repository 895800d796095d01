// Command emergency keeps a plan alive: it is approved, tried out, and changed by what that showed.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func main() {
	plan := emergency.Plan{
		ID: "EP-1", Title: "intruders", Kinds: []emergency.PlanKind{emergency.ResponsePlan}, Sites: []string{"north terminal"},
		Responses: []emergency.Response{{Scenario: "SCN-1", Actions: []string{"close the gates"}, Roles: []records.ID[organization.Role]{"R-GATE"}}},
		Revisions: []documents.Revision{{Number: "1"}},
	}
	_, err := plan.Approve("1", "P-MD", records.Day(2025, 9, 22), records.Day(2025, 10, 1))
	if errors.Is(err, emergency.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	plan.InCharge, plan.ReviewInterval, plan.DrillInterval = []records.ID[organization.Role]{"R-SECURITY"}, records.Months(12), records.Months(6)
	plan = must(plan.Approve("1", "P-MD", records.Day(2025, 9, 22), records.Day(2025, 10, 1)))

	drill := emergency.Drill{ID: "DR-1", Title: "intruders by night", Kind: emergency.Realistic, Plans: []records.ID[emergency.Plan]{plan.ID}, PlannedOn: records.Day(2026, 1, 27)}
	drill = must(drill.Hold(records.Day(2026, 1, 27), "P-1", "P-2", "P-3"))
	lesson := emergency.PlanChange{Key: "cabs", Text: "drivers are called on foot", Owner: "P-2", DueOn: records.Day(2026, 3, 13)}
	_, err = drill.Evaluate(emergency.Evaluation{On: records.Day(2026, 2, 2), By: "P-MD", Result: emergency.WorksInPart})
	if errors.Is(err, emergency.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	drill = must(drill.Evaluate(emergency.Evaluation{On: records.Day(2026, 2, 2), By: "P-MD", Result: emergency.WorksInPart,
		Findings: []emergency.DrillFinding{{Text: "drivers in their cabs were not counted"}}, Lessons: []emergency.PlanChange{lesson}}))

	check := func(day records.Date) {
		in := emergency.Input{Plans: []emergency.Plan{plan}, Drills: []emergency.Drill{drill}}
		for _, f := range conformity.Run(emergency.Checks(), in, day.Start()) {
			if f.Requirement == "4.4.7.test" || f.Subject.Kind == "drill" {
				fmt.Println(day, f)
			}
		}
		for _, gap := range emergency.Gaps(in, day) {
			fmt.Printf("%s gap: %s in %s: %s\n", day, gap.Kind, gap.Plan, gap.What)
		}
	}
	check(records.Day(2026, 3, 31))
	plan = must(plan.Draft(documents.Revision{Number: "2", Changes: lesson.Text}))
	plan = must(plan.Approve("2", "P-MD", records.Day(2026, 4, 7), records.Day(2026, 4, 10)))
	drill = must(drill.Carry("cabs", plan, "2"))
	check(records.Day(2026, 7, 28))
}
