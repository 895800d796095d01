// Command monitoring is a book of figures: a weighbridge past its calibration measures nothing.
package main

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/review/monitoring"
	"github.com/iso28000/iso28000/risk"
)

func main() {
	figure := func(text string) *decimal.Decimal { d := decimal.RequireFromString(text); return &d }
	weight := monitoring.Indicator{
		ID: "IN-1", Title: "containers off their declared weight", Kind: monitoring.OfSecurity, Mode: monitoring.Proactive, Nature: monitoring.Quantitative, Key: records.Yes,
		Monitors: monitoring.Monitors{Risks: []records.ID[risk.Risk]{"R-3"}}, Unit: "per mille", Goal: monitoring.Goal{Aim: objectives.AtMost, Value: figure("2.5")},
		Method: "all of the month", Interval: records.Days(31), Equipment: []records.ID[equipment.Item]{"BRIDGE"},
	}
	_, err := weight.Approve("P-1", records.Day(2025, 12, 1), records.Day(2026, 1, 1))
	if errors.Is(err, monitoring.ErrIncomplete) {
		fmt.Println("refused:", err)
	}
	weight.Basis = monitoring.Basis{Risks: []records.ID[risk.Risk]{"R-3"}, Deterioration: "shippers guess more each month", Effects: "what is added stays unseen", On: records.Day(2025, 12, 1), By: "P-1"}
	if weight, err = weight.Approve("P-1", records.Day(2025, 12, 1), records.Day(2026, 1, 1)); err != nil {
		panic(err)
	}

	lists := monitoring.Lists{
		Indicators:   []monitoring.Indicator{weight},
		Equipment:    []equipment.Item{{ID: "BRIDGE", Title: "weighbridge", CalibrationProcedure: "PR-CAL"}},
		Calibrations: []monitoring.Calibration{{ID: "CAL-1", Item: "BRIDGE", On: records.Day(2025, 3, 31), By: "laboratory", AsFound: monitoring.Reading{WithinTolerance: records.Yes}, NextOn: records.Day(2026, 3, 31)}},
	}
	for _, m := range []monitoring.Measurement{
		{ID: "M-1", On: records.Day(2026, 3, 2), Value: figure("2.4"), Unit: "per cent"},
		{ID: "M-2", On: records.Day(2026, 3, 2), Value: figure("2.4"), Unit: "per mille"},
		{ID: "M-3", On: records.Day(2026, 4, 2), Value: figure("1.9"), Unit: "per mille"},
	} {
		m.Method, m.By, m.Record = "all of the month", "P-1", records.Ref{Kind: "document", ID: "D-FIGURES"}
		taken, err := weight.Take(m)
		if err != nil {
			fmt.Println("refused:", err)
			continue
		}
		lists.Measurements = append(lists.Measurements, taken)
	}

	book, now := monitoring.NewBook(lists), records.At(records.Day(2026, 4, 7).Start())
	for _, result := range book.Results(now, "IN-1") {
		fmt.Println(result.On, result.Value, "counts:", result.Counts(), result.Doubts)
	}
	in := monitoring.Input{Indicators: lists.Indicators, Measurements: lists.Measurements, Equipment: lists.Equipment, Calibrations: lists.Calibrations}
	for _, f := range conformity.Run(monitoring.Checks(), in, records.Day(2026, 4, 7).Start()) {
		if f.Requirement == "4.5.1.frequency" || f.Requirement == "4.5.1.security" && !f.Subject.IsZero() {
			fmt.Println(f)
		}
	}
}
