package communication_test

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An application that keeps what is sent to whom asks who is not reached or heard, and what
// went out without anybody having decided that it may.
func ExampleChecks() {
	drivers := []records.ID[communication.Audience]{"AU-DRIVERS"}
	in := communication.Input{
		Audiences: []communication.Audience{{ID: "AU-DRIVERS", Title: "hired drivers", Kind: communication.Contractors, Relevant: records.Yes}},
		Channels:  []communication.Channel{{ID: "CH-1", Title: "leaflet at the gate", Direction: communication.Out, Audiences: drivers, Procedure: "PRO-TELL"}},
		Messages: []communication.Message{{
			ID: "MSG-9", Title: "patrol hours", Kind: communication.Notice, Direction: communication.Outgoing, From: "P-4", Audiences: drivers,
			SentOn: records.Day(2026, 3, 2), Sensitivity: "internal",
		}},
		Procedures: []documents.Procedure{{
			ID: "PRO-TELL", Title: "who is told what", Purposes: []documents.ProcedurePurpose{documents.Communication},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 1, 10), EffectiveFrom: records.Day(2025, 2, 1)}},
		}},
	}
	for _, f := range conformity.Run(communication.Checks(), in, records.Day(2026, 3, 31).Start()) {
		if f.Status == conformity.StatusUnmet && !f.Subject.IsZero() {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.4.3.inbound unmet: audience AU-DRIVERS, hired drivers, has no way of passing on information on security: open a channel for it, and provide for that in the procedure
	// 4.4.3.sensitivity unmet: message MSG-9, patrol hours, of class internal, was sent on 2026-03-02, and nobody had decided that it may be, as somebody should: have it looked at now, and have messages released before they are sent
}

// A message is classified, released, and only then sent.
func ExampleMessage_Send() {
	m := communication.Message{ID: "MSG-9", Title: "patrol hours", Kind: communication.Notice, Direction: communication.Internal, Audiences: []records.ID[communication.Audience]{"AU-STAFF"}}
	m, _ = m.Classify("internal")
	_, err := m.Send("P-4", records.Day(2026, 3, 2))
	fmt.Println(err)

	m, _ = m.Clear("P-1", records.Day(2026, 3, 3))
	_, err = m.Send("P-4", records.Day(2026, 3, 2))
	fmt.Println(err)

	m, err = m.Send("P-4", records.Day(2026, 3, 4))
	fmt.Println(m.SentOn, err)
	// Output:
	// message MSG-9 cannot take the step "send": nobody has decided that it may be sent
	// message MSG-9 cannot take the step "send": 2026-03-02 is before 2026-03-03, when it was decided that it may be sent
	// 2026-03-04 <nil>
}
