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
		{"whole", good(), "2026-06-01", met, "monitoring.result.whole", "record", "", none},
		{"no value", result(func(m *Measurement) { m.Value = nil }), "2026-06-01", unmet, "monitoring.result.partial", "value", "", none},
		{"words instead of a figure", result(func(m *Measurement) { m.Value, m.Judgement = nil, "fine" }), "2026-06-01", unmet, "monitoring.result.partial", "value", "", none},
		{"no day", result(func(m *Measurement) { m.On = day("") }), "2026-06-01", unmet, "monitoring.result.partial", "on", "", none},
		{"no method", result(func(m *Measurement) { m.Method = " " }), "2026-06-01", unmet, "monitoring.result.partial", "method", "", none},
		{"no record", result(func(m *Measurement) { m.Record = records.Ref{} }), "2026-06-01", unmet, "monitoring.result.unshown", "record", "", none},
		{"a record that is not there", result(func(m *Measurement) { m.Record = lost }), "2026-06-01", unmet, "monitoring.result.lost", "record", "", none},
	})
	tryOf(t, "4.5.1.measure.5", "measurement M-3", []row{
		{"no judgement", judged(func(m *Measurement) { m.Judgement, m.Value = "", number("1") }), "2026-06-01", unmet, "monitoring.result.partial", "judgement", "", none},
	})
	assert.Len(t, decide(result(func(m *Measurement) { m.On = day("2026-06-02"); m.Method = "" }), "4.5.1.measure.5", "2026-06-01"), 4, "what is dated later has not happened")

	tryOf(t, "4.5.4.results", "measurement M-2", []row{
		{"kept", good(), "2026-06-01", met, "monitoring.result.recorded", "record", "", none},
		{"no record", result(func(m *Measurement) { m.Record = records.Ref{} }), "2026-06-01", unmet, "monitoring.result.unshown", "record", "", none},
		{"a record that is not there", result(func(m *Measurement) { m.Record = lost }), "2026-06-01", unmet, "monitoring.result.lost", "record", "", none},
	})
	objective := func(p objectives.Progress) Input {
		return with(func(in *Input) { in.Objectives[0].Progress = append(in.Objectives[0].Progress, p) })
	}
	tryOf(t, "4.5.4.results", "objective O", []row{
		{"kept as a measurement", good(), "2026-06-01", met, "monitoring.progress.shown", "progress[0].record", "", none},
		{"no record", objective(objectives.Progress{On: day("2026-05-20")}), "2026-06-01", unmet, "monitoring.progress.unshown", "progress[1].record", "", none},
		{"a record that is not there", objective(objectives.Progress{On: day("2026-05-20"), Record: lost}), "2026-06-01", unmet, "monitoring.progress.lost", "progress[1].record", "", none},
		{"reported later than asked", objective(objectives.Progress{On: day("2026-06-02")}), "2026-06-01", met, "monitoring.progress.shown", "progress[0].record", "", none},
	})
	tryOf(t, "4.5.4.results", "target T", []row{
		{"no record", with(func(in *Input) { in.Targets[0].Progress[0].Record = records.Ref{} }), "2026-06-01", unmet, "monitoring.progress.unshown", "progress[0].record", "", none},
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
		{"kept", good(), "2026-06-01", met, "monitoring.due.ahead", "next_calibration_on", "2026-10-01", unmet},
		{"no maintenance procedure", scanner(func(x *equipment.Item) { x.MaintenanceProcedure = "" }), "2026-06-01", unmet, "monitoring.upkeep.none", "maintenance_procedure", "", none},
		{"a procedure that is not there", scanner(func(x *equipment.Item) { x.MaintenanceProcedure = "lost" }), "2026-06-01", unmet, "monitoring.upkeep.lost", "maintenance_procedure", "", none},
		{"a procedure that is not in force", with(func(in *Input) { in.Procedures[2].Revisions[0].WithdrawnOn = day("2026-05-01") }), "2026-06-01", unmet, "monitoring.upkeep.gone", "calibration_procedure", "", none},
		{"neither a calibration procedure nor a reason", scanner(func(x *equipment.Item) { x.CalibrationProcedure = "" }), "2026-06-01", unmet, "monitoring.upkeep.uncalibrated", "calibration_procedure", "", none},
		{"a reason why it needs none", scanner(func(x *equipment.Item) {
			x.CalibrationProcedure, x.NoCalibrationBecause, x.NextCalibrationOn = "", "it only counts", day("2026-01-01")
		}), "2026-06-01", met, "monitoring.calibration.needless", "no_calibration_because", "", none},
		{"last second before calibration is overdue", good(), "2026-08-15T23:59:59Z", met, "monitoring.due.ahead", "next_calibration_on", "2026-10-01", unmet},
		{"calibration overdue by the item", scanner(func(x *equipment.Item) { x.NextCalibrationOn = day("2026-05-31") }), "2026-06-01", unmet, "monitoring.due.over", "next_calibration_on", "", none},
		{"calibration overdue by the calibration", with(func(in *Input) { in.Calibrations[1].NextOn = day("2026-05-31") }), "2026-06-01", unmet, "monitoring.due.over", "next_calibration_on", "", none},
		{"the item has the day of last time still", scanner(func(x *equipment.Item) { x.NextCalibrationOn = day("2026-03-19") }), "2026-06-01", met, "monitoring.due.ahead", "next_calibration_on", "2026-10-01", unmet},
		{"calibrated later than asked", with(func(in *Input) {
			in.Calibrations[1].On, in.Calibrations[0].NextOn, in.Equipment[0].NextCalibrationOn = day("2026-06-02"), day("2026-05-31"), day("2026-05-31")
		}), "2026-06-01", unmet, "monitoring.due.over", "next_calibration_on", "2026-06-02", met},
		{"never calibrated, no day set", with(func(in *Input) { in.Calibrations, in.Equipment[0].NextCalibrationOn = nil, day("") }), "2026-06-01", undetermined, "monitoring.due.unset", "next_calibration_on", "", none},
		{"maintenance overdue", good(), "2026-08-16", unmet, "monitoring.due.over", "next_maintenance_on", "", none},
		{"no day for maintenance", with(func(in *Input) { in.Maintenance[0].NextOn, in.Equipment[0].NextMaintenanceOn = day(""), day("") }), "2026-06-01", undetermined, "monitoring.due.unset", "next_maintenance_on", "", none},
		{"in use although it was left off", with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}})
		}), "2026-06-01", unmet, "monitoring.calibration.off", "next_calibration_on", "", none},
		{"out of use until it is put right", with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}})
			in.Equipment[0].Outages = []equipment.Outage{{From: day("2026-05-20"), Until: day("2026-06-10"), Because: "off"}}
			in.Equipment[1].Monitoring = records.Yes // so that there is something to judge
		}), "2026-06-11", unmet, "monitoring.calibration.off", "next_calibration_on", "", none},
		{"used while overdue", overdue(nil), "2026-06-01", unmet, "monitoring.used.overdue", "", "", none},
		{"used while overdue, and followed up", overdue(&Measurement{FollowUp: FollowUp{"measured again", "head", day("2026-03-12")}}), "2026-06-01", met, "monitoring.due.ahead", "next_calibration_on", "2026-10-01", unmet},
		{"used while overdue, followed up later than asked", overdue(&Measurement{FollowUp: FollowUp{"measured again", "head", day("2026-06-12")}}), "2026-06-01", unmet, "monitoring.used.overdue", "", "2026-06-12", met},
		{"found off afterwards, which is for whoever looks back", with(func(in *Input) {
			in.Calibrations = append(in.Calibrations, Calibration{ID: "C-3", Item: "scanner", On: day("2026-05-20"), AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}, NextOn: day("2026-09-30")})
		}), "2026-06-01", met, "monitoring.due.ahead", "next_calibration_on", "2026-10-01", unmet},
		{"measured with by name", with(func(in *Input) {
			in.Calibrations[0].NextOn, in.Indicators[0].Equipment, in.Measurements[0].Equipment = day("2026-03-09"), nil, []records.ID[equipment.Item]{"scanner"}
		}), "2026-06-01", unmet, "monitoring.used.overdue", "", "", none},
		{"not decided whether it is measured with", scanner(func(x *equipment.Item) { x.Monitoring = "" }), "2026-06-01", undetermined, "monitoring.equipment.open", "monitoring", "", none},
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
		{"kept", good(), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"no record", with(func(in *Input) { in.Calibrations[1].Record = records.Ref{} }), "2026-06-01", unmet, "monitoring.activity.bare", "record", "", none},
		{"a record that is not there", with(func(in *Input) { in.Calibrations[1].Record = lost }), "2026-06-01", unmet, "monitoring.activity.lost", "record", "", none},
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
		{"kept long enough", filed(func(*Input) {}), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"not long enough", filed(func(in *Input) { in.Series[0].Retention.Period = records.Months(59) }), "2026-06-01", unmet, "monitoring.retention.short", "record", "", none},
		{"as long in other words", filed(func(in *Input) { in.Series[0].Retention.Period = records.Days(1826) }), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"a day less in other words", filed(func(in *Input) { in.Series[0].Retention.Period = records.Days(1825) }), "2026-06-01", unmet, "monitoring.retention.short", "record", "", none},
		{"for good", filed(func(in *Input) { in.Series[0].Retention = documents.Retention{Permanently: true} }), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"how long is not set", filed(func(in *Input) { in.Series[0].Retention = documents.Retention{} }), "2026-06-01", undetermined, "monitoring.retention.unset", "record", "", none},
		{"no such record", filed(func(in *Input) { in.Records = nil }), "2026-06-01", unmet, "monitoring.activity.lost", "record", "", none},
		{"got rid of early", filed(disposed("2026-05-01", "")), "2026-06-01", unmet, "monitoring.activity.lost", "record", "", none},
		{"got rid of early, and made good later than asked", filed(disposed("2026-05-01", "2026-06-10")), "2026-06-01", unmet, "monitoring.activity.lost", "record", "2026-06-10", met},
		{"got rid of early, and made good", filed(disposed("2026-05-01", "2026-05-10")), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"got rid of when it might be", filed(disposed("2031-03-21", "")), "2031-03-22", met, "monitoring.activity.kept", "record", "", none},
		{"got rid of on the last day", filed(disposed("2031-03-20", "")), "2031-03-22", unmet, "monitoring.activity.lost", "record", "", none},
	})
	tryOf(t, "4.5.1.calibration.records", "maintenance W-1", []row{
		{"kept", good(), "2026-06-01", met, "monitoring.activity.kept", "record", "", none},
		{"no record", with(func(in *Input) { in.Maintenance[0].Record = records.Ref{} }), "2026-06-01", unmet, "monitoring.activity.bare", "record", "", none},
	})
	assert.Len(t, decide(good(), "4.5.1.calibration.records", "2026-06-01"), 3, "a fence measures nothing")
}
