package monitoring

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	got := map[string]conformity.Status{}
	report := conformity.Assess(Input{}, Checks(), instant("2026-06-01"), conformity.Options{})
	for result := range report.Results() {
		if result.Clause == "4.5.1" || result.ID == "4.5.4.results" {
			got[result.ID] = result.Status
		}
	}
	assert.Len(t, got, 14)
	for id, status := range got {
		want := undetermined
		if id == "4.5.1.system" || id == "4.5.1.security" {
			want = unmet
		}
		assert.Equal(t, want, status, id)
	}
}

// faulty returns an input with faults of many kinds, and days that lie ahead.
func faulty() Input {
	in := good()
	in.Measurements = append(in.Measurements,
		Measurement{ID: "M-6", Indicator: "scans", On: day("2026-06-20"), Value: number("99"), Method: "count"},
		Measurement{ID: "M-7", Indicator: "scans", On: day("2026-04-20"), Equipment: []records.ID[equipment.Item]{"lost"}, Value: number("99")},
		Measurement{ID: "M-8", Indicator: "lost", On: day("2026-04-20")})
	in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-07-01"), By: "laboratory", AsFound: Reading{WithinTolerance: records.No}})
	in.Indicators[3].WithdrawnOn = day("2026-07-15")
	in.Indicators = append(in.Indicators, watch("new", OfSystem, Proactive, Qualitative, Monitors{}))
	in.Indicators[4].EffectiveFrom, in.Indicators[4].Key = day("2026-06-10"), ""
	in.Requirements = append(in.Requirements, legal.Requirement{ID: "act", Title: "act", Kind: legal.Law})
	in.Objectives[0].Progress = append(in.Objectives[0].Progress, objectives.Progress{On: day("2026-08-10"), Note: "on its way"})
	in.Equipment = append(in.Equipment, equipment.Item{ID: "camera", Title: "camera", InUseFrom: day("2026-07-01")})
	return in
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 14)
	suite().InOrder(t)
	// The maintenance counts where the scanner would have been overdue for it without.
	maintained := with(func(in *Input) { in.Equipment[0].NextMaintenanceOn = day("2026-02-10") })
	suite().Properties(t, maintained, faulty())
}
