// Command documents is a document store that keeps obsolete paper off the gate.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func main() {
	gate := documents.Document{ID: "D-GATE", Title: "gate procedure", Purposes: []documents.Purpose{documents.ProcedureText}, Controlled: records.Yes}
	step := func(next documents.Document, err error) {
		switch {
		case errors.Is(err, documents.ErrState), errors.Is(err, documents.ErrOrder), errors.Is(err, documents.ErrUnknown):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			gate = next
		}
	}
	step(gate.Draft("1", ""))
	step(gate.Approve("1", "P-1", records.Day(2025, 1, 10), records.Day(2025, 2, 1)))
	step(gate.Draft("2", "the second reader"))
	step(gate.Release("2", records.Day(2026, 2, 25)))
	step(gate.Approve("2", "P-1", records.Day(2026, 2, 20), records.Day(2026, 3, 1)))
	step(gate.Release("2", records.Day(2026, 2, 25)))
	step(gate.Approve("2", "P-1", records.Day(2026, 2, 20), records.Day(2026, 3, 1)))

	old, err := gate.IssueTo("IS-1", "1", "north gate", records.Day(2025, 2, 3))
	if err != nil {
		panic(err)
	}
	for _, day := range []records.Date{records.Day(2026, 2, 28), records.Day(2026, 3, 1)} {
		clock := records.At(day.Start())
		state, _ := gate.StateOf(clock, "1")
		fmt.Println(day, "revision", gate.Current(clock).Number, "applies; the copy at the", old.PointOfUse, "is", state)
	}
	back, err := old.TakeBack(records.Day(2026, 3, 4))
	fmt.Println("taken back on", back.WithdrawnOn, err)

	in := documents.Input{Documents: []documents.Document{gate}, Issues: []documents.Issue{old}}
	for _, f := range conformity.Run(documents.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Subject == gate.Ref() && f.Status == conformity.StatusUnmet {
			fmt.Println(f)
		}
	}
}
