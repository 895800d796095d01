package organization

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{
		Roles: []Role{
			{ID: "R", IncompatibleWith: []records.ID[Role]{"Q"}, Holders: []Holder{{Person: "ana", From: on("2025-01-01")}}},
			{ID: "Q", Holders: []Holder{{Person: "bo", From: on("2025-01-01")}}},
		},
		Resources: []Resource{{ID: "1", Kind: Equipment}, {ID: "2", Kind: People}, {ID: "3", Kind: Expertise}, {ID: "4", Kind: Training}},
	}
	both := func(until string) func(in *Input) {
		return func(in *Input) {
			in.Roles[1].Holders[0] = Holder{Person: "ana", From: on("2025-01-01"), Until: on(until)}
		}
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.4.1.process.representative.4", Follow: both("2026-05-31"), Depart: both("2026-06-01"), Message: "organization.advice.conflict", Field: "incompatible_with"},
		{Row: "4.4.1.process.resources.1", Depart: func(in *Input) { in.Resources = in.Resources[:3] }, Message: "organization.advice.resources"},
	})
}
