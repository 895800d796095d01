package monitoring

import (
	"testing"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestAdvice(t *testing.T) {
	on := conformitytest.Day
	in := AdviceInput{
		Indicators: []Indicator{{
			ID: "X", Key: records.Yes, ApprovedBy: "ceo", ApprovedOn: on("2026-01-01"), EffectiveFrom: on("2026-01-01"),
			Monitors: Monitors{Risks: []records.ID[risk.Risk]{"R"}, Controls: []records.ID[risk.Control]{"C"}, Topics: []Topic{Lessons, Awareness, Training, Communication, Consultation, Inspections}},
		}},
		Schedules: []Schedule{{
			ID: "S", Equipment: []records.ID[equipment.Item]{"I"}, Interval: records.Months(1), Performers: roleIDs("R"), Checklist: []string{"lens"},
			Risks: []records.ID[risk.Risk]{"R"}, ApprovedBy: "ceo", ApprovedOn: on("2026-01-01"), EffectiveFrom: on("2026-01-01"),
		}},
		Inspections: []Inspection{{
			ID: "V", Schedule: "S", On: on("2026-05-01"), Conforming: records.No, Record: records.Ref{Kind: "record", ID: "1"},
			Points: []Point{{What: "lens", InOrder: records.No, Nonconformity: "N"}},
		}},
		Schemes: []Scheme{{ID: "K", Interval: records.Months(12), Method: "EN 1", Procedure: "P", With: []records.ID[equipment.Item]{"W"}, OutOfCalibration: "out of use"}},
		Calibrations: []Calibration{{
			ID: "C", Item: "I", On: on("2026-02-01"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}, TraceableTo: "PTB",
			FollowUp: FollowUp{What: "weighed again", By: "ana", On: on("2026-02-02")},
		}},
		Equipment:   []equipment.Item{{ID: "I", InUseFrom: on("2025-01-01")}},
		Maintenance: []equipment.Maintenance{{ID: "M", Item: "I", On: on("2026-03-01"), Kind: equipment.Test, Works: records.Yes}},
		Incidents:   []incidents.Incident{{ID: "N", Severity: incidents.Minor}},
	}
	indicator := func(change func(x *Indicator)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Indicators[0]) }
	}
	schedule := func(change func(s *Schedule)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Schedules[0]) }
	}
	scheme := func(change func(s *Scheme)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Schemes[0]) }
	}
	calibration := func(change func(c *Calibration)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Calibrations[0]) }
	}
	inspection := func(change func(x *Inspection)) func(in *AdviceInput) {
		return func(in *AdviceInput) { change(&in.Inspections[0]) }
	}
	without := func(topic int) func(in *AdviceInput) {
		return indicator(func(x *Indicator) { x.Monitors.Topics[topic] = "another" })
	}
	conformitytest.Advice(t, Advice(), in, "2026-06-01", []conformitytest.AdviceRow[AdviceInput]{
		{Row: "4.4.6.process.maintenance.2", Follow: func(in *AdviceInput) { in.Maintenance = nil },
			Depart: func(in *AdviceInput) { in.Calibrations, in.Maintenance[0].Kind = nil, equipment.Repair }, Message: "monitoring.advice.tested"},
		{Row: "4.5.1.intent.1", Depart: indicator(func(x *Indicator) { x.Key = records.No }), Message: "monitoring.advice.key"},
		{Row: "4.5.1.intent.3", Depart: indicator(func(x *Indicator) { x.Monitors.Controls = nil }), Message: "monitoring.advice.controls"},
		{Row: "4.5.1.intent.4", Depart: without(0), Message: "monitoring.advice.topics"},
		{Row: "4.5.1.intent.5", Depart: without(4), Message: "monitoring.advice.topics"},
		{Row: "4.5.1.process.modes.2", Depart: without(5), Message: "monitoring.advice.topics"},
		{Row: "4.5.1.process.techniques.2", Follow: schedule(func(s *Schedule) { s.Checklist, s.Document = nil, "D" }), Depart: schedule(func(s *Schedule) { s.Checklist = nil }), Field: "checklist"},
		{Row: "4.5.1.process.techniques.3", Depart: inspection(func(x *Inspection) { x.On = on("2026-04-30") }), Message: "monitoring.advice.inspected"},
		{Row: "4.5.1.process.techniques.6", Depart: schedule(func(s *Schedule) { s.WithdrawnOn = on("2026-06-01") }), Message: "monitoring.advice.condition"},
		{Row: "4.5.1.process.techniques.14", Depart: schedule(func(s *Schedule) { s.Risks = nil }), Field: "risks"},
		{Row: "4.5.1.process.techniques.15", Depart: schedule(func(s *Schedule) { s.Performers = nil }), Field: "performers"},
		{Row: "4.5.1.process.equipment.5", Depart: scheme(func(s *Scheme) { s.Procedure = "" }), Field: "procedure"},
		{Row: "4.5.1.process.equipment.6", Depart: scheme(func(s *Scheme) { s.Interval = records.Period{} }), Field: "interval"},
		{Row: "4.5.1.process.equipment.7", Depart: scheme(func(s *Scheme) { s.Method = "" }), Field: "method"},
		{Row: "4.5.1.process.equipment.8", Depart: scheme(func(s *Scheme) { s.With = nil }), Field: "with"},
		{Row: "4.5.1.process.equipment.9", Depart: scheme(func(s *Scheme) { s.OutOfCalibration = "" }), Field: "out_of_calibration"},
		{Row: "4.5.1.process.equipment.12", Follow: calibration(func(c *Calibration) { c.TraceableTo, c.Basis = "", "own weight" }), Depart: calibration(func(c *Calibration) { c.TraceableTo = "" }), Field: "traceable_to"},
		{Row: "4.5.1.process.equipment.13", Depart: calibration(func(c *Calibration) { c.AsLeft.WithinTolerance = "" }), Field: "as_found"},
		{Row: "4.5.1.process.equipment.18", Depart: calibration(func(c *Calibration) { c.FollowUp = FollowUp{} }), Field: "follow_up"},
		{Row: "4.5.1.process.inspections.3", Depart: inspection(func(x *Inspection) { x.Record = records.Ref{} }), Field: "record"},
		{Row: "4.5.1.process.inspections.6", Depart: func(in *AdviceInput) { in.Incidents[0].Severity = "" }, Message: "monitoring.advice.raised"},
		{Row: "4.5.1.output.2", Depart: func(in *AdviceInput) { in.Schedules = nil }, Message: "monitoring.advice.schedule"},
		{Row: "4.5.1.output.6", Depart: func(in *AdviceInput) { in.Maintenance[0].Works = "" }, Field: "works"},
		{Row: "4.5.1.output.7", Follow: inspection(func(x *Inspection) { x.Points = []Point{{What: "lens", InOrder: records.Yes}} }),
			Depart: inspection(func(x *Inspection) { x.Points = nil }), Field: "points"},
	})
}

func roleIDs(ids ...records.ID[organization.Role]) []records.ID[organization.Role] { return ids }
