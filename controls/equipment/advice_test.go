package equipment

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := Input{Equipment: []Item{
		{ID: "I", Mark: "K-17", Contractor: "Acme", Responsible: "R", Monitoring: records.Yes, Accuracy: "1 g", StatusShown: records.Yes, InUseFrom: on("2025-01-01")},
		{ID: "J", Mark: "K-18", InUseFrom: on("2025-01-01"), Outages: []Outage{{From: on("2026-05-01"), Tagged: records.Yes}}},
	}}
	item := func(change func(x *Item)) func(in *Input) { return func(in *Input) { change(&in.Equipment[0]) } }
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[Input]{
		{Row: "4.5.1.process.equipment.1", Depart: item(func(x *Item) { x.Mark = "" }), Field: "mark"},
		{Row: "4.5.1.process.equipment.2", Depart: item(func(x *Item) { x.Accuracy = "" }), Field: "accuracy"},
		{Row: "4.5.1.process.equipment.14", Depart: item(func(x *Item) { x.StatusShown = records.No }), Field: "status_shown"},
		{Row: "4.5.1.process.equipment.15", Depart: func(in *Input) { in.Equipment[1].Outages[0].Tagged = "" }, Field: "outages[0].tagged"},
		{Row: "4.5.1.process.inspections.1", Depart: func(in *Input) {
			in.Equipment[1].Mark, in.Equipment[1].Outages = "K-17", nil
		}, Message: "equipment.advice.same"},
		{Row: "4.5.1.process.suppliers.1", Depart: item(func(x *Item) { x.Responsible = "" }), Field: "responsible"},
	})
}
