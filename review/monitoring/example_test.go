package monitoring_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review/monitoring"
)

func figure(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// lists are what an application keeps: one indicator, measured with a weighbridge.
func lists() monitoring.Lists {
	return monitoring.Lists{
		Indicators: []monitoring.Indicator{{
			ID: "IN-WEIGHT", Title: "containers off their declared weight", Kind: monitoring.OfSecurity, Mode: monitoring.Proactive, Nature: monitoring.Quantitative,
			Unit: "per mille", Goal: monitoring.Goal{Aim: objectives.AtMost, Value: figure("2.5")}, Interval: records.Days(31),
			Equipment:  []records.ID[equipment.Item]{"BRIDGE"},
			ApprovedBy: "P-1", ApprovedOn: records.Day(2025, 12, 1), EffectiveFrom: records.Day(2026, 1, 1),
		}},
		Measurements: []monitoring.Measurement{
			{ID: "M-1", Indicator: "IN-WEIGHT", On: records.Day(2026, 2, 2), Value: figure("3.1"), Unit: "per mille", Method: "all of January"},
			{ID: "M-2", Indicator: "IN-WEIGHT", On: records.Day(2026, 3, 2), Value: figure("2.4"), Unit: "per mille", Method: "all of February"},
			{ID: "M-3", Indicator: "IN-WEIGHT", On: records.Day(2026, 4, 2), Value: figure("1.9"), Unit: "per mille", Method: "all of March"},
		},
		Equipment:    []equipment.Item{{ID: "BRIDGE", Title: "weighbridge", CalibrationProcedure: "PR-CAL"}},
		Calibrations: []monitoring.Calibration{{ID: "C-1", Item: "BRIDGE", On: records.Day(2025, 3, 31), By: "laboratory", AsFound: monitoring.Reading{WithinTolerance: records.Yes}, NextOn: records.Day(2026, 3, 31)}},
	}
}

// An application asks how an indicator does: the result of April does not count.
func ExampleBook() {
	book, now := monitoring.NewBook(lists()), records.At(records.Day(2026, 4, 7).Start())
	for _, result := range book.Results(now, "IN-WEIGHT") {
		fmt.Println(result.On, result.Value, result.Doubts)
	}
	trend, _ := book.Trend(now, "IN-WEIGHT")
	fmt.Println("latest", trend.Latest.Value, trend.Direction, "by", trend.Change, "reached:", trend.Reached)
	for _, late := range book.Overdue(now) {
		fmt.Println(late.Indicator.ID, "was due on", late.DueOn)
	}
	// Output:
	// 2026-02-02 3.1 []
	// 2026-03-02 2.4 []
	// 2026-04-02 1.9 [equipment BRIDGE, whose calibration was due on 2026-03-31]
	// latest 2.4 better by -0.7 reached: true
	// IN-WEIGHT was due on 2026-04-02
}

// The checks say the same, and what to do about it.
func ExampleChecks() {
	l := lists()
	in := monitoring.Input{Indicators: l.Indicators, Measurements: l.Measurements, Equipment: l.Equipment, Calibrations: l.Calibrations}
	for _, f := range conformity.Run(monitoring.Checks(), in, records.Day(2026, 4, 7).Start()) {
		if f.Requirement == "4.5.1.security" && f.Subject.Kind == "indicator" {
			fmt.Println(f)
		}
	}
	// Output:
	// 4.5.1.security unmet: indicator IN-WEIGHT, containers off their declared weight, has no result within the 31 days set that counts: measurement M-3 of 2026-04-02 was taken with equipment BRIDGE, whose calibration was due on 2026-03-31; measure again with equipment that can be relied on
}
