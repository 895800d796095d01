package legal

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{Requirements: []Requirement{{
		ID: "L", Issuer: "port authority", Sources: []records.ID[Source]{"S"},
		Determinations: []Determination{{On: on("2026-01-01"), Applies: records.Yes, How: "gates"}},
	}}}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.3.2.input.4", Depart: func(in *Input) { in.Requirements[0].Issuer = "" }, Message: "legal.advice.issuer", Field: "issuer"},
		{Row: "4.3.2.input.5", Depart: func(in *Input) { in.Requirements[0].Sources = nil }, Message: "legal.advice.source", Field: "sources"},
	})
}
