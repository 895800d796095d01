package change_test

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A change is not put into effect before somebody has considered its threats.
func ExampleChange_TakeEffect() {
	lane := change.Change{ID: "CH-9", Title: "second lane at the gate", Kinds: []change.Kind{change.OfProcess}}
	lane, _ = lane.Decide("P-BAKKER", records.Day(2026, 2, 2))

	_, err := lane.TakeEffect(records.Day(2026, 3, 2))
	fmt.Println(errors.Is(err, change.ErrUnassessed), err)

	lane, _ = lane.Assess(change.Assessment{On: records.Day(2026, 2, 20), By: "P-HADDAD", Outcome: "one guard more in each shift"})
	lane, err = lane.TakeEffect(records.Day(2026, 3, 2))
	fmt.Println(lane.EffectiveOn, err)
	// Output:
	// true change CH-9 cannot take the step "take effect": nobody has considered the threats and risks that come with it: do that first
	// 2026-03-02 <nil>
}

// What was entered past the gate is found.
func ExampleChecks() {
	in := change.Input{Changes: []change.Change{{ID: "CH-9", Title: "second lane at the gate", Kinds: []change.Kind{change.OfProcess}, EffectiveOn: records.Day(2026, 3, 2)}}}
	for _, f := range conformity.Run(change.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Status == conformity.StatusUnmet {
			fmt.Println(f)
		}
	}
	// Output: 4.4.6.change.c unmet: change CH-9, second lane at the gate, took effect on 2026-03-02, and nobody has considered the threats and risks that come with it: consider them, and record who did so, when, and what was found
}

// A threat has changed: which assessments and plans rest on what was known before?
func ExampleFindStale() {
	changes := []change.Change{{ID: "CH-4", Title: "thieves now use jammers", Kinds: []change.Kind{change.OfThreat}, Imposed: true,
		Touches: []records.Ref{{Kind: "threat", ID: "T-THEFT"}}, EffectiveOn: records.Day(2026, 2, 1)}}
	settled := change.Settled{
		Risks:      []risk.Risk{{ID: "R-5", Threats: []records.ID[risk.Threat]{"T-THEFT"}, AddedOn: records.Day(2025, 3, 1)}},
		Treatments: []risk.Treatment{{ID: "TR-2", Risks: []records.ID[risk.Risk]{"R-5"}, ChosenOn: records.Day(2025, 4, 1)}},
	}
	at := records.At(records.Day(2026, 3, 31).Start())
	for _, s := range change.FindStale(changes, change.Bases(settled, at), at) {
		fmt.Println(s)
	}
	// Output:
	// risk R-5 was settled on 2025-03-01, before change CH-4, which touched threat T-THEFT, was known on 2026-02-01
	// treatment TR-2 was settled on 2025-04-01, before change CH-4, which touched threat T-THEFT, was known on 2026-02-01; it rests on that by way of risk R-5
}
