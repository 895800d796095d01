// Command communication is an outbox: nothing on security leaves it before somebody weighed it.
package main

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func main() {
	drivers := []records.ID[communication.Audience]{"AU-DRIVERS"}
	note := communication.Message{ID: "ME-1", Title: "new lane at the gate", Kind: communication.Notice, Direction: communication.Outgoing, Audiences: drivers}
	step := func(next communication.Message, err error) {
		switch {
		case errors.Is(err, communication.ErrNotReleased), errors.Is(err, communication.ErrState), errors.Is(err, communication.ErrIncomplete):
			fmt.Println("refused:", err)
		case err != nil:
			panic(err)
		default:
			note = next
		}
	}
	notices := communication.Release{ID: "RE-1", Title: "notices at the gate", Kinds: []communication.MessageKind{communication.Notice},
		Sensitivities: []records.ID[documents.Classification]{"public"}, Audiences: drivers, DecidedBy: "P-1", DecidedOn: records.Day(2026, 1, 5), ValidUntil: records.Day(2026, 12, 31)}
	step(note.SendUnder(notices, "P-2", records.Day(2026, 3, 2)))
	step(note.Classify("internal"))
	step(note.SendUnder(notices, "P-2", records.Day(2026, 3, 2)))
	step(note.Classify("public"))
	step(note.SendUnder(notices, "P-2", records.Day(2026, 3, 2)))

	leak := communication.Message{ID: "ME-2", Title: "patrol hours", Kind: communication.Notice, Direction: communication.Outgoing, Audiences: drivers,
		From: "P-2", SentOn: records.Day(2026, 3, 9), Sensitivity: "internal"} // entered by hand, past the gate
	in := communication.Input{Messages: []communication.Message{note, leak}, Releases: []communication.Release{notices},
		Audiences: []communication.Audience{{ID: "AU-DRIVERS", Title: "hired drivers", Kind: communication.Contractors, Relevant: records.Yes}}}
	for _, f := range conformity.Run(communication.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Requirement == "4.4.3.sensitivity" {
			fmt.Println(f)
		}
	}
}
