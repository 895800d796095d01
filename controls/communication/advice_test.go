package communication

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func TestAdvice(t *testing.T) {
	in := Input{Channels: []Channel{{ID: "C", Direction: Both, Carries: []records.ID[documents.Classification]{"internal"}}}}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.4.3.output.9", Depart: func(in *Input) { in.Channels[0].Carries = nil }, Message: "communication.advice.carries", Field: "carries"},
	})
}
