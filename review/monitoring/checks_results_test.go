package monitoring

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func TestResults(t *testing.T) {
	result := func(change func(m *Measurement)) Input {
		return with(func(in *Input) { change(&in.Measurements[1]) })
	}
	judged := func(change func(m *Measurement)) Input {
		return with(func(in *Input) { change(&in.Measurements[2]) })
	}
	lost := records.Ref{Kind: "document", ID: "LOST"}
	tryOf(t, "4.5.1.measure.5", "measurement M-2", []row{
		{Name: "whole", In: good(), Want: met, Message: "monitoring.result.whole", Field: "record"},
		{Name: "no value", In: result(func(m *Measurement) { m.Value = nil }), Want: unmet, Message: "monitoring.result.partial", Field: "value"},
		{Name: "words instead of a figure", In: result(func(m *Measurement) { m.Value, m.Judgement = nil, "fine" }), Want: unmet, Message: "monitoring.result.partial", Field: "value"},
		{Name: "no day", In: result(func(m *Measurement) { m.On = day("") }), Want: unmet, Message: "monitoring.result.partial", Field: "on"},
		{Name: "no method", In: result(func(m *Measurement) { m.Method = " " }), Want: unmet, Message: "monitoring.result.partial", Field: "method"},
		{Name: "no record", In: result(func(m *Measurement) { m.Record = records.Ref{} }), Want: unmet, Message: "monitoring.result.unshown", Field: "record"},
		{Name: "a record that is not there", In: result(func(m *Measurement) { m.Record = lost }), Want: unmet, Message: "monitoring.result.lost", Field: "record"},
	})
	tryOf(t, "4.5.1.measure.5", "measurement M-3", []row{
		{Name: "no judgement", In: judged(func(m *Measurement) { m.Judgement, m.Value = "", number("1") }), Want: unmet, Message: "monitoring.result.partial", Field: "judgement"},
	})
	assert.Len(t, decide(result(func(m *Measurement) { m.On = day("2026-06-02"); m.Method = "" }), "4.5.1.measure.5", "2026-06-01"), 4, "what is dated later has not happened")

	tryOf(t, "4.5.4.results", "measurement M-2", []row{
		{Name: "kept", In: good(), Want: met, Message: "monitoring.result.recorded", Field: "record"},
		{Name: "no record", In: result(func(m *Measurement) { m.Record = records.Ref{} }), Want: unmet, Message: "monitoring.result.unshown", Field: "record"},
		{Name: "a record that is not there", In: result(func(m *Measurement) { m.Record = lost }), Want: unmet, Message: "monitoring.result.lost", Field: "record"},
	})
	objective := func(p objectives.Progress) Input {
		return with(func(in *Input) { in.Objectives[0].Progress = append(in.Objectives[0].Progress, p) })
	}
	tryOf(t, "4.5.4.results", "objective O", []row{
		{Name: "kept as a measurement", In: good(), Want: met, Message: "monitoring.progress.shown", Field: "progress[0].record"},
		{Name: "no record", In: objective(objectives.Progress{On: day("2026-05-20")}), Want: unmet, Message: "monitoring.progress.unshown", Field: "progress[1].record"},
		{Name: "a record that is not there", In: objective(objectives.Progress{On: day("2026-05-20"), Record: lost}), Want: unmet, Message: "monitoring.progress.lost", Field: "progress[1].record"},
		{Name: "reported later than asked", In: objective(objectives.Progress{On: day("2026-06-02")}), Want: met, Message: "monitoring.progress.shown", Field: "progress[0].record"},
	})
	tryOf(t, "4.5.4.results", "target T", []row{
		{Name: "no record", In: with(func(in *Input) { in.Targets[0].Progress[0].Record = records.Ref{} }), Want: unmet, Message: "monitoring.progress.unshown", Field: "progress[0].record"},
	})
}

func TestEquipmentKept(t *testing.T) {
	overdue := func(m *Measurement) Input {
		return with(func(in *Input) {
			in.Calibrations[0].NextOn = day("2026-03-09") // M-1 was taken a day later
			if m != nil {
				in.Measurements[0].FollowUp = m.FollowUp
			}
		})
	}
	tryOf(t, "4.5.1.calibration", "equipment scanner", []row{
		{Name: "kept", In: good(), Want: met, Message: "monitoring.due.ahead", Field: "next_calibration_on", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "no maintenance procedure", In: scanner(func(x *equipment.Item) { x.MaintenanceProcedure = "" }), Want: unmet, Message: "monitoring.upkeep.none", Field: "maintenance_procedure"},
		{Name: "a procedure that is not there", In: scanner(func(x *equipment.Item) { x.MaintenanceProcedure = "lost" }), Want: unmet, Message: "monitoring.upkeep.lost", Field: "maintenance_procedure"},
		{Name: "a procedure that is not in force", In: with(func(in *Input) { in.Procedures[2].Revisions[0].WithdrawnOn = day("2026-05-01") }), Want: unmet, Message: "monitoring.upkeep.gone", Field: "calibration_procedure"},
		{Name: "neither a calibration procedure nor a reason", In: scanner(func(x *equipment.Item) { x.CalibrationProcedure = "" }), Want: unmet, Message: "monitoring.upkeep.uncalibrated", Field: "calibration_procedure"},
		{Name: "a reason why it needs none", In: scanner(func(x *equipment.Item) {
			x.CalibrationProcedure, x.NoCalibrationBecause, x.NextCalibrationOn = "", "it only counts", day("2026-01-01")
		}), Want: met, Message: "monitoring.calibration.needless", Field: "no_calibration_because"},
		{Name: "last second before calibration is overdue", In: good(), At: "2026-08-15T23:59:59Z", Want: met, Message: "monitoring.due.ahead", Field: "next_calibration_on", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "calibration overdue by the item", In: scanner(func(x *equipment.Item) { x.NextCalibrationOn = day("2026-05-31") }), Want: unmet, Message: "monitoring.due.over", Field: "next_calibration_on"},
		{Name: "calibration overdue by the calibration", In: with(func(in *Input) { in.Calibrations[1].NextOn = day("2026-05-31") }), Want: unmet, Message: "monitoring.due.over", Field: "next_calibration_on"},
		{Name: "the item has the day of last time still", In: scanner(func(x *equipment.Item) { x.NextCalibrationOn = day("2026-03-19") }), Want: met, Message: "monitoring.due.ahead", Field: "next_calibration_on", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "calibrated later than asked", In: with(func(in *Input) {
			in.Calibrations[1].On, in.Calibrations[0].NextOn, in.Equipment[0].NextCalibrationOn = day("2026-06-02"), day("2026-05-31"), day("2026-05-31")
		}), Want: unmet, Message: "monitoring.due.over", Field: "next_calibration_on", Lapses: "2026-06-02", Becomes: met},
		{Name: "never calibrated, no day set", In: with(func(in *Input) { in.Calibrations, in.Equipment[0].NextCalibrationOn = nil, day("") }), Want: undetermined, Message: "monitoring.due.unset", Field: "next_calibration_on"},
		{Name: "maintenance overdue", In: good(), At: "2026-08-16", Want: unmet, Message: "monitoring.due.over", Field: "next_maintenance_on"},
		{Name: "no day for maintenance", In: with(func(in *Input) { in.Maintenance[0].NextOn, in.Equipment[0].NextMaintenanceOn = day(""), day("") }), Want: undetermined, Message: "monitoring.due.unset", Field: "next_maintenance_on"},
		{Name: "in use although it was left off", In: with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}})
		}), Want: unmet, Message: "monitoring.calibration.off", Field: "next_calibration_on"},
		{Name: "out of use until it is put right", In: with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}})
			in.Equipment[0].Outages = []equipment.Outage{{From: day("2026-05-20"), Until: day("2026-06-10"), Because: "off"}}
			in.Equipment[1].Monitoring = records.Yes // so that there is something to judge
		}), At: "2026-06-11", Want: unmet, Message: "monitoring.calibration.off", Field: "next_calibration_on"},
		{Name: "used while overdue", In: overdue(nil), Want: unmet, Message: "monitoring.used.overdue"},
		{Name: "used while overdue, and followed up", In: overdue(&Measurement{FollowUp: FollowUp{"measured again", "head", day("2026-03-12")}}), Want: met, Message: "monitoring.due.ahead", Field: "next_calibration_on", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "used while overdue, followed up later than asked", In: overdue(&Measurement{FollowUp: FollowUp{"measured again", "head", day("2026-06-12")}}), Want: unmet, Message: "monitoring.used.overdue", Lapses: "2026-06-12", Becomes: met},
		{Name: "found off afterwards, which is for whoever looks back", In: with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}, NextOn: day("2026-09-30")})
		}), Want: met, Message: "monitoring.due.ahead", Field: "next_calibration_on", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "measured with by name", In: with(func(in *Input) {
			in.Calibrations[0].NextOn, in.Indicators[0].Equipment, in.Measurements[0].Equipment = day("2026-03-09"), nil, []records.ID[equipment.Item]{"scanner"}
		}), Want: unmet, Message: "monitoring.used.overdue"},
		{Name: "not decided whether it is measured with", In: scanner(func(x *equipment.Item) { x.Monitoring = "" }), Want: undetermined, Message: "monitoring.equipment.open", Field: "monitoring"},
	})
	none := stated(with(func(in *Input) {
		in.Equipment = in.Equipment[:1]
		in.Equipment[0].Monitoring, in.Calibrations, in.Maintenance = "", nil, nil
	}), condition)
	assert.Equal(t, notApplicable, decide(none, "4.5.1.calibration", "2026-06-01")[0].Status, "stated that none is needed")
	assert.Equal(t, notApplicable, decide(none, "4.5.1.calibration.records", "2026-06-01")[0].Status)
}

func TestUpkeepRecorded(t *testing.T) {
	lost := records.Ref{Kind: "document", ID: "LOST"}
	tryOf(t, "4.5.1.calibration.records", "calibration C-2", []row{
		{Name: "kept", In: good(), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "no record", In: with(func(in *Input) { in.Calibrations[1].Record = records.Ref{} }), Want: unmet, Message: "monitoring.activity.bare", Field: "record"},
		{Name: "a record that is not there", In: with(func(in *Input) { in.Calibrations[1].Record = lost }), Want: unmet, Message: "monitoring.activity.lost", Field: "record"},
	})
	filed := func(change func(in *Input)) Input {
		return with(func(in *Input) {
			in.Calibrations[1].Record = records.Ref{Kind: "record", ID: "CERT"}
			in.Records = []documents.Record{{ID: "CERT", Series: "CERTS", KeptOn: day("2026-03-20")}}
			in.Series = []documents.Series{{ID: "CERTS", Title: "certificates", Retention: documents.Retention{Period: records.Months(60)}}}
			in.Schemes = []Scheme{{ID: "S", Items: []records.ID[equipment.Item]{"scanner"}, KeepRecords: records.Months(60), KeepBecause: "the metrology act"}}
			change(in)
		})
	}
	disposed := func(on, followed string) func(in *Input) {
		return func(in *Input) {
			in.Disposals = []documents.Disposal{{ID: "DI", Series: "CERTS", Records: []records.ID[documents.Record]{"CERT"}, On: day(on), FollowUp: documents.FollowUp{What: "copy fetched", By: "head", On: day(followed)}}}
		}
	}
	tryOf(t, "4.5.1.calibration.records", "calibration C-2", []row{
		{Name: "kept long enough", In: filed(func(*Input) {}), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "not long enough", In: filed(func(in *Input) { in.Series[0].Retention.Period = records.Months(59) }), Want: unmet, Message: "monitoring.retention.short", Field: "record"},
		{Name: "as long in other words", In: filed(func(in *Input) { in.Series[0].Retention.Period = records.Days(1826) }), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "a day less in other words", In: filed(func(in *Input) { in.Series[0].Retention.Period = records.Days(1825) }), Want: unmet, Message: "monitoring.retention.short", Field: "record"},
		{Name: "for good", In: filed(func(in *Input) { in.Series[0].Retention = documents.Retention{Permanently: true} }), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "how long is not set", In: filed(func(in *Input) { in.Series[0].Retention = documents.Retention{} }), Want: undetermined, Message: "monitoring.retention.unset", Field: "record"},
		{Name: "no such record", In: filed(func(in *Input) { in.Records = nil }), Want: unmet, Message: "monitoring.activity.lost", Field: "record"},
		{Name: "got rid of early", In: filed(disposed("2026-05-01", "")), Want: unmet, Message: "monitoring.activity.lost", Field: "record"},
		{Name: "got rid of early, and made good later than asked", In: filed(disposed("2026-05-01", "2026-06-10")), Want: unmet, Message: "monitoring.activity.lost", Field: "record", Lapses: "2026-06-10", Becomes: met},
		{Name: "got rid of early, and made good", In: filed(disposed("2026-05-01", "2026-05-10")), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "got rid of when it might be", In: filed(disposed("2031-03-21", "")), At: "2031-03-22", Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "got rid of on the last day", In: filed(disposed("2031-03-20", "")), At: "2031-03-22", Want: unmet, Message: "monitoring.activity.lost", Field: "record"},
	})
	tryOf(t, "4.5.1.calibration.records", "maintenance W-1", []row{
		{Name: "kept", In: good(), Want: met, Message: "monitoring.activity.kept", Field: "record"},
		{Name: "no record", In: with(func(in *Input) { in.Maintenance[0].Record = records.Ref{} }), Want: unmet, Message: "monitoring.activity.bare", Field: "record"},
	})
	assert.Len(t, decide(good(), "4.5.1.calibration.records", "2026-06-01"), 3, "a fence measures nothing")
}
