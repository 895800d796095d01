// Command equipment is the log of a workshop: a scanner is installed, used, taken out and put back.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func main() {
	scanner := equipment.Item{ID: "EQ-1", Title: "container scanner", Kind: equipment.Screening, Location: "gate 1", MaintenanceInterval: records.Months(6)}
	step := func(next equipment.Item, err error) {
		switch {
		case errors.Is(err, equipment.ErrThreats), errors.Is(err, equipment.ErrState), errors.Is(err, equipment.ErrIncomplete), errors.Is(err, equipment.ErrOrder):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			scanner = next
		}
	}
	install := equipment.Work{Stage: equipment.Installation, On: records.Day(2025, 5, 2), By: "Rapid Imaging", Specification: "300 kV, two lanes"}
	step(scanner.Work(install))
	install.ConsideredOn, install.ConsideredBy, install.Threats = records.Day(2025, 3, 10), "P-1", []records.ID[risk.Threat]{"T-DRUGS"}
	step(scanner.Work(install))
	step(scanner.Use(records.Day(2025, 5, 12)))
	step(scanner.TakeOut(equipment.Outage{From: records.Day(2025, 11, 10), Because: "belt worn", Tagged: records.Yes}))
	step(scanner.TakeOut(equipment.Outage{From: records.Day(2025, 11, 11), Because: "belt worn", Tagged: records.Yes}))
	step(scanner.Maintained(equipment.Maintenance{ID: "MA-1", Item: "EQ-1", On: records.Day(2025, 11, 12), By: "Rapid Imaging", Kind: equipment.Repair, Done: "belt replaced", Works: records.Yes}))
	step(scanner.Return(records.Day(2025, 11, 12)))

	for _, day := range []records.Date{records.Day(2025, 11, 11), records.Day(2025, 11, 13)} {
		fmt.Println(day, "used:", scanner.UsedOn(day), scanner.State(records.At(day.Start())))
	}
	scanner.Stages = []equipment.StageControl{{Stage: equipment.Operation, Control: "daily test", Procedure: "PR-SCAN"}, {Stage: equipment.Design, NotApplicable: "bought as it is"}}
	for _, f := range conformity.Run(equipment.Checks(), equipment.Input{Equipment: []equipment.Item{scanner}}, records.Day(2026, 3, 31).Start()) {
		fmt.Println(f)
	}
}
