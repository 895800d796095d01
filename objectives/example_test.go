package objectives_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

func number(s string) *decimal.Decimal { return new(decimal.RequireFromString(s)) }

func day(month, day int) records.Date {
	return records.Day(2026, 1, 1).AddMonths(month - 1).AddDays(day - 1)
}

// seals is a target that a small application keeps: from 60 per cent of seals checked to 98,
// by the end of September.
func seals() objectives.Target {
	return objectives.Target{
		ID: "T-SEALS", Title: "seals checked at the gate", Objective: "O-THEFT",
		Revisions: []objectives.TargetRevision{{
			Revision:  objectives.Revision{Number: "1"},
			Statement: "the seal of every container is checked at the gate",
			Measure: objectives.Measure{
				Metric: "containers whose seal is checked", Unit: "per cent",
				Aim: objectives.AtLeast, Value: number("98"), Baseline: number("60"), BaselineOn: day(1, 1),
			},
			DueOn: day(9, 30),
		}},
	}
}

// The life of a target: approved, measured, and closed only when the figures bear it out.
func ExampleTarget_Achieve() {
	target := seals()
	steps := []error{
		target.Approve("1", "P-DIRECTOR", day(1, 12), day(1, 15)),
		target.Report(objectives.Progress{On: day(5, 17), Value: number("75.2")}),
	}
	fmt.Println(steps)
	fmt.Println(target.Achieve("P-MANAGER", day(6, 1), "it feels much safer"))

	standing, _ := target.StandingOn(day(6, 1))
	behind, _ := standing.Behind()
	expected, _ := standing.Expected(standing.MeasuredOn)
	fmt.Println(standing.State, standing.Share, "of the way; behind:", behind, "of", expected.FloatString(1))

	_ = target.Report(objectives.Progress{On: day(9, 1), Value: number("98.4")})
	fmt.Println(target.Achieve("P-MANAGER", day(9, 2), ""))
	state, _ := target.State(records.At(day(9, 2).Start()))
	fmt.Println(state)
	// Output:
	// [<nil> <nil>]
	// target T-SEALS cannot take the step "achieve": at least 98 per cent is aimed at, and the figure of 2026-05-17 is 75.2
	// under way 2/5 of the way; behind: true of 79.0
	// <nil>
	// achieved
}

// An application with objectives of its own asks which of them are neglected.
func ExampleChecks() {
	in := objectives.Input{Objectives: []objectives.Objective{{
		ID: "O-THEFT", Title: "half as many thefts", ReasonNoTarget: "one step",
		Revisions: []objectives.ObjectiveRevision{{
			Revision:         objectives.Revision{Number: "1", ApprovedBy: "P-DIRECTOR", ApprovedOn: day(1, 12), EffectiveFrom: day(1, 15)},
			Statement:        "no more than six thefts in the year",
			TrackingInterval: records.Days(92), ReviewInterval: records.Months(6),
		}},
	}}}
	for _, f := range conformity.Run(objectives.Checks(), in, day(5, 7).Start()) {
		if f.Requirement == "4.3.3.maintain" || f.Requirement == "4.3.3.attribute.b" {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.3.3.maintain unmet: objective O-THEFT, half as many thefts, is in force since 2026-01-15 and has had no entry on its progress within the 92 days set: find out how far it has come, and enter that
	// 4.3.3.attribute.b unmet: revision 1 of objective O-THEFT, half as many thefts, has no figures: give a measure with unit and value, or say why that is not practicable
}

// The chain from the policy to the measures, and where it is broken.
func ExampleChain() {
	rules := []policy.Policy{{ID: "POL", Revisions: []policy.Revision{{
		Number: "1", Authorization: policy.Authorization{By: "P-DIRECTOR", On: day(1, 2)}, EffectiveFrom: day(1, 2),
		BroadObjectives: []policy.Statement{{Key: "losses", Text: "fewer losses each year"}, {Key: "people", Text: "nobody is hurt"}},
	}}}}
	aims := []objectives.Objective{{ID: "O-THEFT", Title: "half as many thefts", Revisions: []objectives.ObjectiveRevision{{
		Revision:    objectives.Revision{Number: "1", ApprovedBy: "P-DIRECTOR", ApprovedOn: day(1, 12), EffectiveFrom: day(1, 15)},
		DerivedFrom: []objectives.Source{{Policy: "POL", Key: "losses"}},
	}}}}
	target := seals()
	_ = target.Approve("1", "P-DIRECTOR", day(1, 12), day(1, 15))
	for line := range objectives.NewChain(rules, aims, []objectives.Target{target}, nil, day(5, 7)).Lines() {
		fmt.Printf("%s:", line.Statement.Text)
		if line.Objective != nil {
			fmt.Printf(" %s:", line.Objective.Title)
		}
		if line.Target != nil {
			fmt.Printf(" %s:", line.Target.Title)
		}
		if line.Broken() {
			fmt.Print(" nothing further")
		}
		fmt.Println()
	}
	// Output:
	// fewer losses each year: half as many thefts: seals checked at the gate: nothing further
	// nobody is hurt: nothing further
}
