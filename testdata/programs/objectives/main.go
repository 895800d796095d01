// Command objectives is a dashboard: an objective is set, told, measured, and found behind or not.
package main

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func main() {
	figure := func(n int64) *decimal.Decimal { d := decimal.NewFromInt(n); return &d }
	theft := objectives.Objective{ID: "OBJ-1", Title: "fewer thefts", Audience: objectives.Audience{Roles: []records.ID[organization.Role]{"R-GATE"}, Outsiders: records.No}}

	try := func(what string, err error) {
		if errors.Is(err, records.ErrState) || errors.Is(err, records.ErrOrder) || errors.Is(err, records.ErrIncomplete) {
			fmt.Println("refused:", err)
		} else if err != nil {
			panic(what + ": " + err.Error())
		}
	}
	try("draft", theft.Draft(objectives.ObjectiveRevision{
		Revision:  objectives.Revision{Number: "1"},
		Statement: "at most eight thefts in 2026, after twenty in 2025", DerivedFrom: []objectives.Source{{Policy: "POL", Key: "losses"}},
		Measure: objectives.Measure{Metric: "thefts", Unit: "cases", Aim: objectives.AtMost, Value: figure(8), Baseline: figure(20),
			BaselineOn: records.Day(2026, 1, 1), Accumulates: true},
		DueOn: records.Day(2026, 12, 31), TrackingInterval: records.Days(92), ReviewInterval: records.Months(12),
	}))
	try("report", theft.Report(objectives.Progress{On: records.Day(2026, 1, 31), By: "P-1", Value: figure(3)}))
	try("approve", theft.Approve("1", "P-MD", records.Day(2025, 12, 15), records.Day(2026, 1, 1)))
	try("tell", theft.Tell(objectives.Communication{On: records.Day(2026, 1, 12), Means: "shift talk", Roles: []records.ID[organization.Role]{"R-GATE"}}))
	try("report", theft.Report(objectives.Progress{On: records.Day(2026, 1, 31), By: "P-1", Value: figure(3)}))
	try("report", theft.Report(objectives.Progress{On: records.Day(2026, 3, 31), By: "P-1", Value: figure(2)}))

	now, err := theft.StandingOn(records.Day(2026, 3, 31))
	if err != nil {
		panic(err)
	}
	behind, err := now.Behind()
	fmt.Println(now.State, "with", now.Figure, now.Measure.Unit, "behind:", behind, err)

	in := objectives.Input{Objectives: []objectives.Objective{theft}, Roles: []organization.Role{{ID: "R-GATE", Title: "gate supervisor"}}}
	for _, f := range conformity.Run(objectives.Checks(), in, records.Day(2026, 8, 1).Start()) {
		switch f.Requirement {
		case "4.3.3.maintain", "4.3.3.attribute.b", "4.3.3.attribute.d", "4.3.3.attribute.c":
			fmt.Println(f)
		}
	}
}
