package incidents_test

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps corrective actions here asks whether any was begun too soon.
func ExampleChecks() {
	in := incidents.Input{Actions: []incidents.Action{{
		ID: "ACT-7", Title: "seal numbers read by two people", Kind: incidents.Corrective,
		Run: incidents.Run{StartedOn: records.Day(2026, 1, 19)},
	}}}
	for _, f := range conformity.Run(incidents.Checks(), in, records.Day(2026, 2, 1).Start()) {
		if f.Requirement == "4.5.3.riskreview" {
			fmt.Println(f)
		}
	}
	// Output: 4.5.3.riskreview unmet: action ACT-7, seal numbers read by two people, was begun on 2026-01-19 without a risk review of its own: make it now, and record what was done about the lapse (follow_up)
}

// An action goes its way, and its gates hold.
func ExampleAction_Start() {
	action := incidents.Action{ID: "ACT-7", Title: "seal numbers read by two people", Kind: incidents.Corrective, ProposedOn: records.Day(2026, 1, 12)}
	action, err := action.Approve("P-1", records.Day(2026, 1, 13), "P-2", records.Day(2026, 2, 27))
	fmt.Println(err)
	_, err = action.Start(records.Day(2026, 1, 14))
	fmt.Println(errors.Is(err, incidents.ErrUnreviewed))
	action, err = action.ReviewRisk(incidents.RiskReview{On: records.Day(2026, 1, 15), By: "P-3", Outcome: incidents.Acceptable})
	fmt.Println(err)
	action, err = action.Start(records.Day(2026, 1, 19))
	fmt.Println(err)
	action, err = action.Complete(records.Day(2026, 2, 20), "P-2")
	fmt.Println(err)
	_, err = action.Confirm(incidents.Confirmation{On: records.Day(2026, 4, 1), By: "P-2", Effective: records.Yes,
		Evidence: []incidents.Proof{{Text: "no wrong number in March", On: records.Day(2026, 3, 31)}}})
	fmt.Println(err)
	// Output:
	// <nil>
	// true
	// <nil>
	// <nil>
	// <nil>
	// action ACT-7 cannot take the step "confirm": person P-2 carried it out or answers for it: have somebody else confirm it
}
