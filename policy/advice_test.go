package policy

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{
		Policies: []Policy{{
			ID: "P", Communications: []Communication{{Acknowledgements: []Acknowledgement{{Person: "ana", On: on("2026-02-01")}}}},
			Revisions: []Revision{{Number: "1", EffectiveFrom: on("2026-01-01"), Authorization: Authorization{By: "ceo", Role: "CEO", On: on("2026-01-01")}}},
		}},
		Roles: []organization.Role{{ID: "R", PolicyRelevant: records.Yes, Holders: []organization.Holder{{Person: "ana", From: on("2025-01-01")}}}},
	}
	acknowledged := func(day string) func(in *Input) {
		return func(in *Input) { in.Policies[0].Communications[0].Acknowledgements[0].On = on(day) }
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.2.process.13", Depart: func(in *Input) { in.Policies[0].Communications = nil }, Message: "policy.advice.acknowledged"},
		{Row: "4.2.process.13", Follow: acknowledged("2026-01-01"), Depart: acknowledged("2025-12-31")},
		{Row: "4.2.process.13", Follow: acknowledged("2026-06-01"), Depart: acknowledged("2026-06-02")},
	})
}
