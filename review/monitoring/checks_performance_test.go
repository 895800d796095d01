package monitoring

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func TestPerformanceMeasured(t *testing.T) {
	measurement := func(change func(m *Measurement)) Input {
		return with(func(in *Input) { change(&in.Measurements[1]) })
	}
	calibrated := func(change func(c *Calibration)) Input {
		return with(func(in *Input) { change(&in.Calibrations[1]) })
	}
	tryOf(t, "4.5.1.security", "indicator scans", []row{
		{"measured within the interval", good(), "2026-06-01", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"last second of the interval", good(), "2026-08-18T23:59:59Z", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"the interval has run out", good(), "2026-08-19", unmet, "monitoring.measured.late", "", "", none},
		{"measured, but later than asked", measurement(func(m *Measurement) { m.On = day("2026-06-20") }), "2026-06-19", unmet, "monitoring.measured.late", "", "2026-06-20", met},
		{"a result without a figure is none", measurement(func(m *Measurement) { m.Value = nil }), "2026-06-19", unmet, "monitoring.measured.late", "", "", none},
		{"no interval", scans(func(x *Indicator) { x.Interval = records.Period{} }), "2026-06-01", undetermined, "monitoring.measured.free", "interval", "", none},
		{"new, first result ahead", with(func(in *Input) {
			in.Indicators[0].EffectiveFrom, in.Measurements = day("2026-05-01"), in.Measurements[2:]
		}), "2026-06-01", met, "monitoring.measured.soon", "", "2026-08-10", unmet},
		{"first result late", with(func(in *Input) {
			in.Indicators[0].EffectiveFrom, in.Measurements = day("2026-02-01"), in.Measurements[2:]
		}), "2026-06-01", unmet, "monitoring.measured.not", "", "", none},
		{"the only results within the interval were taken with equipment overdue for calibration", with(func(in *Input) {
			in.Calibrations[1].NextOn, in.Equipment[0].NextCalibrationOn, in.Measurements = day("2026-05-09"), day("2026-05-09"), in.Measurements[1:]
		}), "2026-06-01", unmet, "monitoring.measured.void", "", "", none},
		{"due on the very day of the measurement", with(func(in *Input) {
			in.Calibrations[1].NextOn, in.Equipment[0].NextCalibrationOn = day("2026-05-10"), day("2026-05-10")
		}), "2026-06-19", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"taken with equipment overdue for maintenance", with(func(in *Input) {
			in.Maintenance[0].NextOn, in.Equipment[0].NextMaintenanceOn = day("2026-05-09"), day("2026-05-09")
		}), "2026-06-19", unmet, "monitoring.measured.void", "", "", none},
		{"taken with equipment that is not on record", with(func(in *Input) { in.Equipment = in.Equipment[1:] }), "2026-06-01", unmet, "monitoring.measured.void", "", "", none},
		{"taken with equipment that needs no calibration", with(func(in *Input) {
			in.Calibrations, in.Equipment[0].CalibrationProcedure, in.Equipment[0].NoCalibrationBecause = nil, "", "it only counts"
			in.Equipment[0].NextCalibrationOn = day("2026-05-09")
		}), "2026-06-01", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"the calibration before left it off", calibrated(func(c *Calibration) { c.AsFound.WithinTolerance = records.No }), "2026-06-19", unmet, "monitoring.measured.void", "", "", none},
		{"the calibration before found it off and left it good", calibrated(func(c *Calibration) {
			c.AsFound.WithinTolerance, c.AsLeft.WithinTolerance = records.No, records.Yes
		}), "2026-06-01", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"the calibration after found it off", with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-07-01"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}})
		}), "2026-06-01", met, "monitoring.measured", "", "2026-07-01", unmet},
		{"and the result was looked back on", with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{
				ID: "C-3", Item: "scanner", On: day("2026-07-01"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes},
				FollowUp: FollowUp{"compared", "head", day("2026-07-01")}, StillCounted: []records.ID[Measurement]{"M-2"},
			})
		}), "2026-07-02", met, "monitoring.measured", "", "2026-08-19", unmet},
		{"made good by a later one", with(func(in *Input) {
			in.Calibrations[1].On = day("2026-05-09") // M-1 was taken under the first calibration
			in.Calibrations[0].NextOn = day("2026-03-09")
		}), "2026-06-19", met, "monitoring.measured", "", "2026-08-19", unmet},
	})
	try(t, "4.5.1.security", []row{
		{"not in force", scans(func(x *Indicator) { x.WithdrawnOn = day("2026-05-01") }), "2026-06-01", met, "monitoring.kind.held", "", "", none},
		{"none of that kind in force", with(func(in *Input) { in.Indicators[0].ApprovedBy, in.Indicators[3].ApprovedBy = "", "" }), "2026-06-01", unmet, "monitoring.kind.none", "", "", none},
	})
}

func TestMonitoringProcedure(t *testing.T) {
	procedure := func(change func(p *documents.Procedure)) Input {
		return with(func(in *Input) { change(&in.Procedures[0]) })
	}
	try(t, "4.5.1.system", []row{
		{"withdrawn", procedure(func(p *documents.Procedure) { p.Revisions[0].WithdrawnOn = day("2026-05-31") }), "2026-06-01", unmet, "monitoring.procedure.none", "", "", none},
		{"not approved", procedure(func(p *documents.Procedure) { p.Revisions[0].ApprovedBy = "" }), "2026-06-01", unmet, "monitoring.procedure.draft", "revisions", "", none},
		{"in force from tomorrow", procedure(func(p *documents.Procedure) { p.Revisions[0].EffectiveFrom = day("2026-06-02") }), "2026-06-01", unmet, "monitoring.procedure.later", "revisions", "2026-06-02", met},
		{"from when?", procedure(func(p *documents.Procedure) { p.Revisions[0].EffectiveFrom = day("") }), "2026-06-01", unmet, "monitoring.procedure.undated", "revisions", "", none},
		{"no revision", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", unmet, "monitoring.procedure.empty", "revisions", "", none},
		{"for something else", procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Auditing }), "2026-06-01", unmet, "monitoring.procedure.none", "", "", none},
	})
}

// The message says which equipment it was, and what was due when.
func TestDoubtWording(t *testing.T) {
	in := with(func(in *Input) { in.Calibrations[1].NextOn, in.Measurements = day("2026-05-09"), in.Measurements[1:] })
	got := decide(in, "4.5.1.security", "2026-06-01")[0]
	assert.Equal(t, "indicator scans, scans, has no result within the 100 days set that counts: measurement M-2 of 2026-05-10 was taken with equipment scanner, whose calibration was due on 2026-05-09; measure again with equipment that can be relied on", got.Message())
	for kind, want := range map[DoubtKind]string{
		MaintenanceOverdue: "equipment X, whose maintenance was due on 2026-05-09",
		LeftOff:            "equipment X, which calibration C had left out of its tolerance",
		FoundOff:           "equipment X, which calibration C found out of its tolerance afterwards",
		NoItem:             "equipment X, of which there is no entry",
	} {
		assert.Equal(t, want, Doubt{kind, "X", "C", day("2026-05-09")}.String())
	}
}
