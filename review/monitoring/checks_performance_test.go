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
		{Name: "measured within the interval", In: good(), Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "last second of the interval", In: good(), At: "2026-08-18T23:59:59Z", Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "the interval has run out", In: good(), At: "2026-08-19", Want: unmet, Message: "monitoring.measured.late"},
		{Name: "measured, but later than asked", In: measurement(func(m *Measurement) { m.On = day("2026-06-20") }), At: "2026-06-19", Want: unmet, Message: "monitoring.measured.late", Lapses: "2026-06-20", Becomes: met},
		{Name: "a result without a figure is none", In: measurement(func(m *Measurement) { m.Value = nil }), At: "2026-06-19", Want: unmet, Message: "monitoring.measured.late"},
		{Name: "no interval", In: scans(func(x *Indicator) { x.Interval = records.Period{} }), Want: undetermined, Message: "monitoring.measured.free", Field: "interval"},
		{Name: "new, first result ahead", In: with(func(in *Input) {
			in.Indicators[0].EffectiveFrom, in.Measurements = day("2026-05-01"), in.Measurements[2:]
		}), Want: met, Message: "monitoring.measured.soon", Lapses: "2026-08-10", Becomes: unmet},
		{Name: "first result late", In: with(func(in *Input) {
			in.Indicators[0].EffectiveFrom, in.Measurements = day("2026-02-01"), in.Measurements[2:]
		}), Want: unmet, Message: "monitoring.measured.not"},
		{Name: "the only results within the interval were taken with equipment overdue for calibration", In: with(func(in *Input) {
			in.Calibrations[1].NextOn, in.Equipment[0].NextCalibrationOn, in.Measurements = day("2026-05-09"), day("2026-05-09"), in.Measurements[1:]
		}), Want: unmet, Message: "monitoring.measured.void"},
		{Name: "due on the very day of the measurement", In: with(func(in *Input) {
			in.Calibrations[1].NextOn, in.Equipment[0].NextCalibrationOn = day("2026-05-10"), day("2026-05-10")
		}), At: "2026-06-19", Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "taken with equipment overdue for maintenance", In: with(func(in *Input) {
			in.Maintenance[0].NextOn, in.Equipment[0].NextMaintenanceOn = day("2026-05-09"), day("2026-05-09")
		}), At: "2026-06-19", Want: unmet, Message: "monitoring.measured.void"},
		{Name: "taken with equipment that is not on record", In: with(func(in *Input) { in.Equipment = in.Equipment[1:] }), Want: unmet, Message: "monitoring.measured.void"},
		{Name: "taken with equipment that needs no calibration", In: with(func(in *Input) {
			in.Calibrations, in.Equipment[0].CalibrationProcedure, in.Equipment[0].NoCalibrationBecause = nil, "", "it only counts"
			in.Equipment[0].NextCalibrationOn = day("2026-05-09")
		}), Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "the calibration before left it off", In: calibrated(func(c *Calibration) { c.AsFound.WithinTolerance = records.No }), At: "2026-06-19", Want: unmet, Message: "monitoring.measured.void"},
		{Name: "the calibration before found it off and left it good", In: calibrated(func(c *Calibration) {
			c.AsFound.WithinTolerance, c.AsLeft.WithinTolerance = records.No, records.Yes
		}), Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "the calibration after found it off", In: with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-07-01"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}})
		}), Want: met, Message: "monitoring.measured", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "and the result was looked back on", In: with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{
				ID: "C-3", Item: "scanner", On: day("2026-07-01"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes},
				FollowUp: FollowUp{"compared", "head", day("2026-07-01")}, StillCounted: []records.ID[Measurement]{"M-2"},
			})
		}), At: "2026-07-02", Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
		{Name: "made good by a later one", In: with(func(in *Input) {
			in.Calibrations[1].On = day("2026-05-09") // M-1 was taken under the first calibration
			in.Calibrations[0].NextOn = day("2026-03-09")
		}), At: "2026-06-19", Want: met, Message: "monitoring.measured", Lapses: "2026-08-19", Becomes: unmet},
	})
	try(t, "4.5.1.security", []row{
		{Name: "not in force", In: scans(func(x *Indicator) { x.WithdrawnOn = day("2026-05-01") }), Want: met, Message: "monitoring.kind.held"},
		{Name: "none of that kind in force", In: with(func(in *Input) { in.Indicators[0].ApprovedBy, in.Indicators[3].ApprovedBy = "", "" }), Want: unmet, Message: "monitoring.kind.none"},
	})
}

func TestMonitoringProcedure(t *testing.T) {
	procedure := func(change func(p *documents.Procedure)) Input {
		return with(func(in *Input) { change(&in.Procedures[0]) })
	}
	try(t, "4.5.1.system", []row{
		{Name: "withdrawn", In: procedure(func(p *documents.Procedure) { p.Revisions[0].WithdrawnOn = day("2026-05-31") }), Want: unmet, Message: "monitoring.procedure.none"},
		{Name: "not approved", In: procedure(func(p *documents.Procedure) { p.Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "monitoring.procedure.draft", Field: "revisions[0].approved_by"},
		{Name: "in force from tomorrow", In: procedure(func(p *documents.Procedure) { p.Revisions[0].EffectiveFrom = day("2026-06-02") }), Want: unmet, Message: "monitoring.procedure.later", Field: "revisions[0].effective_from", Lapses: "2026-06-02", Becomes: met},
		{Name: "from when?", In: procedure(func(p *documents.Procedure) { p.Revisions[0].EffectiveFrom = day("") }), Want: unmet, Message: "monitoring.procedure.undated", Field: "revisions[0].effective_from"},
		{Name: "no revision", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: unmet, Message: "monitoring.procedure.empty", Field: "revisions"},
		{Name: "for something else", In: procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Auditing }), Want: unmet, Message: "monitoring.procedure.none"},
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
