// Command change is a change board: no change takes effect before somebody thought of its threats.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func main() {
	lane := change.Change{ID: "CH-9", Title: "second lane at the gate", Kinds: []change.Kind{change.OfProcess}, EnteredOn: records.Day(2026, 1, 12), EnteredBy: "P-1",
		Touches: []records.Ref{{Kind: "risk", ID: "R-3"}}}
	step := func(next change.Change, err error) {
		switch {
		case errors.Is(err, change.ErrUnassessed), errors.Is(err, change.ErrState), errors.Is(err, change.ErrOrder):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			lane = next
		}
	}
	step(lane.Decide("P-MD", records.Day(2026, 2, 2)))
	step(lane.TakeEffect(records.Day(2026, 3, 2)))
	step(lane.Assess(change.Assessment{On: records.Day(2026, 2, 20), By: "P-1", Outcome: "one guard more in each shift"}))
	step(lane.TakeEffect(records.Day(2026, 3, 2)))
	step(lane.Cancel(records.Day(2026, 3, 9), "too dear"))

	now := records.At(records.Day(2026, 3, 31).Start())
	settled := change.Settled{
		Risks:      []risk.Risk{{ID: "R-3", AddedOn: records.Day(2025, 3, 1)}},
		Treatments: []risk.Treatment{{ID: "TR-2", Risks: []records.ID[risk.Risk]{"R-3"}, ChosenOn: records.Day(2025, 4, 1)}},
	}
	for _, s := range change.FindStale([]change.Change{lane}, change.Bases(settled, now), now) {
		fmt.Println("stale:", s)
	}

	shifts := change.Change{ID: "CH-10", Title: "night shift given up", Kinds: []change.Kind{change.OfOrganization}, EffectiveOn: records.Day(2026, 3, 1)} // from a file
	in := change.Input{Changes: []change.Change{lane, shifts}}
	for _, f := range conformity.Run(change.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Requirement == "4.4.6.change.a" || f.Requirement == "4.4.6.change.c" || f.Requirement == "4.4.6.change" {
			fmt.Println(f)
		}
	}
}
