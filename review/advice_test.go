package review_test

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	given := func(kinds ...string) []review.Given {
		var refs []records.Ref
		for _, kind := range kinds {
			refs = append(refs, records.Ref{Kind: kind, ID: "1"})
		}
		return []review.Given{{Kind: review.SecurityPerformance, Records: refs}}
	}
	in := review.AdviceInput{
		Reviews: []review.Review{{
			ID: "V", HeldOn: on("2026-03-01"), Chair: "ceo", Participants: []records.ID[records.Person]{"ceo", "ana"},
			Inputs:      given("assessment", "risk", "resource", "incident", "drill", "investigation"),
			ChangeNeeds: []review.ChangeNeed{{Of: review.Objectives, Needed: records.Yes}},
		}},
		Decisions: []review.Decision{{
			ID: "D", Review: "V", Of: review.Objectives, Text: "one more", Owner: "ana", DueOn: on("2026-09-01"), Actions: []records.ID[incidents.Action]{"X"},
		}},
		Actions:      []incidents.Action{{ID: "X", EffectivenessDueOn: on("2026-12-01")}},
		Appointments: []organization.Appointment{{ID: "A", Kind: organization.ManagementRepresentative, Holder: "ana", From: on("2026-01-01")}},
	}
	inputs := func(kinds ...string) func(in *review.AdviceInput) {
		return func(in *review.AdviceInput) { in.Reviews[0].Inputs = given(kinds...) }
	}
	decision := func(change func(d *review.Decision)) func(in *review.AdviceInput) {
		return func(in *review.AdviceInput) { change(&in.Decisions[0]) }
	}
	conformitytest.Advice(t, review.Advice(), in, "2026-06-01", []conformitytest.AdviceRow[review.AdviceInput]{
		{Row: "4.6.input.4", Depart: func(in *review.AdviceInput) { in.Appointments[0].Holder = "bo" }, Message: "review.advice.representative"},
		{Row: "4.6.input.6", Depart: inputs("risk"), Message: "review.advice.subject", Field: "inputs"},
		{Row: "4.6.process.4", Depart: func(in *review.AdviceInput) { in.Reviews[0].Participants = in.Reviews[0].Participants[:1] }, Field: "participants"},
		{Row: "4.6.process.9", Follow: inputs("methodology"), Depart: inputs("risk")},
		{Row: "4.6.process.10", Follow: inputs("control"), Depart: inputs("assessment")},
		{Row: "4.6.process.11", Depart: inputs("risk")},
		{Row: "4.6.process.14", Depart: inputs("risk")},
		{Row: "4.6.process.17", Follow: inputs("emergency plan"), Depart: inputs("risk")},
		{Row: "4.6.process.19", Depart: inputs("incident")},
		{Row: "4.6.output.2", Depart: decision(func(d *review.Decision) { d.Of = review.Policy }), Message: "review.advice.decide"},
		{Row: "4.6.output.3", Depart: decision(func(d *review.Decision) { d.DueOn = on("") }), Field: "owner"},
		{Row: "4.6.output.4", Follow: decision(func(d *review.Decision) { d.Actions, d.DoneOn = nil, on("2026-04-01") }),
			Depart: decision(func(d *review.Decision) { d.Actions = nil }), Field: "actions"},
		{Row: "4.6.output.5", Depart: func(in *review.AdviceInput) { in.Actions[0].EffectivenessDueOn = on("") }, Message: "review.advice.effect"},
	})
}
