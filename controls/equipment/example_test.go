package equipment_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
)

// An application with a register of its equipment asks what is not under control.
func ExampleChecks() {
	fence := equipment.Item{ID: "EQ-3", Title: "perimeter fence", Kind: equipment.Barrier}
	for _, stage := range equipment.Stages()[:4] {
		fence.Stages = append(fence.Stages, equipment.StageControl{Stage: stage, NotApplicable: "kept by the port authority"})
	}
	in := equipment.Input{Equipment: []equipment.Item{fence}}
	fmt.Println(conformity.Run(equipment.Checks(), in, records.Day(2026, 3, 31).Start())[0])
	// Output: 4.4.6.equipment unmet: nothing says how equipment EQ-3, perimeter fence, is kept under control in modification: say how, and in which procedure that stands, or why there is nothing to control
}

// A work is refused unless the threats were considered before it was finished.
func ExampleItem_Work() {
	camera := equipment.Item{ID: "EQ-7", Title: "gate camera", Kind: equipment.Surveillance}
	_, err := camera.Work(equipment.Work{
		Stage: equipment.Installation, On: records.Day(2026, 3, 2), By: "Securo", Specification: "sees plates at night",
		ConsideredOn: records.Day(2026, 3, 9), ConsideredBy: "P-HADDAD",
	})
	fmt.Println(err)
	// Output: equipment EQ-7 cannot take the step "work": the threats were considered on 2026-03-09, after the work was finished on 2026-03-02
}
