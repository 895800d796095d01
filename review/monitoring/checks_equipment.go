package monitoring

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// condition is that of the rows about equipment.
const condition = "monitoring-equipment"

const (
	itemsNone   conformity.Message = "monitoring.equipment.none: no equipment is on record with which anything is monitored or measured: enter what there is or, where none is needed, state that (monitoring-equipment), with who says so and until when"
	itemIdle    conformity.Message = "monitoring.equipment.idle: {0} is not in use"
	itemElse    conformity.Message = "monitoring.equipment.else: nothing is monitored or measured with {subject}, {0}"
	itemOpen    conformity.Message = "monitoring.equipment.open: it is not decided whether anything is monitored or measured with {subject}, {0}: enter yes or no under monitoring"
	itemStated  conformity.Message = "monitoring.equipment.stated: it is stated that no equipment is needed for monitoring or measuring"
	upkeepBy    conformity.Message = "monitoring.upkeep.by: {subject}, {0}, has a procedure for its {1}, {2}, and that is in force"
	upkeepNone  conformity.Message = "monitoring.upkeep.none: {subject}, {0}, is measured with and has no procedure for its {1}: name the one by which it is done"
	upkeepLost  conformity.Message = "monitoring.upkeep.lost: {subject}, {0}, names {2} as the procedure for its {1}, of which there is no entry: name one that there is"
	upkeepGone  conformity.Message = "monitoring.upkeep.gone: {subject}, {0}, names {2} as the procedure for its {1}, and that is not in force: have it approved, or name another"
	uncalibrate conformity.Message = "monitoring.upkeep.uncalibrated: {subject}, {0}, is measured with and has neither a procedure for its calibration nor a reason why it needs none: name the one, or give the other"
	calibrated  conformity.Message = "monitoring.calibration.needless: {subject}, {0}, needs no calibration: {1}"
	dueAhead    conformity.Message = "monitoring.due.ahead: the {1} of {subject}, {0}, is due on {2}"
	dueOver     conformity.Message = "monitoring.due.over: the {1} of {subject}, {0}, was due on {2} and it is in use: have it done, or take the item out of use until then"
	dueUnset    conformity.Message = "monitoring.due.unset: no day is set for the next {1} of {subject}, {0}: set one"
	leftOff     conformity.Message = "monitoring.calibration.off: calibration {1} of {2} left {subject}, {0}, out of its tolerance, and it is in use: have it put right, or take it out of use"
	usedOverdue conformity.Message = "monitoring.used.overdue: {1} of {2} was taken with {3}, and it is not on record what was done about that: look back on the result, and enter who did what and when as its follow-up"
	usedMended  conformity.Message = "monitoring.used.mended: {1} of {2} was taken with {3}, and that was followed up on {4}"
)

// itemKept decides 4.5.1.calibration for an item in use with which something is monitored or
// measured: there are procedures for its maintenance and its calibration (or a reason why it
// needs none), neither is overdue, and whatever was measured while one was has been followed up.
// How the item is kept under control through its life is for 4.4.6.equipment.
func itemKept(r *conformity.Reader, x *equipment.Item, say conformity.Say) {
	switch {
	case x.State(r) != equipment.InUse:
		say("", conformity.Nothing(itemIdle, *x))
		return
	case x.Monitoring == records.No:
		say("", conformity.Exempt(itemElse, x.Title).At("monitoring"))
		return
	case x.Monitoring != records.Yes && conformity.StatedNot(r, condition):
		say("", conformity.Nothing(itemStated))
		return
	case x.Monitoring != records.Yes:
		say("", conformity.Undetermined(itemOpen, x.Title).At("monitoring"))
		return
	}
	conformity.Look(r, x.ID)
	h := historyOf(r, x.ID, x)
	say("maintenance procedure", upkeep(r, x, x.MaintenanceProcedure, "maintenance", upkeepNone).At("maintenance_procedure"))
	if h.needsCalibration() {
		say("calibration procedure", upkeep(r, x, x.CalibrationProcedure, "calibration", uncalibrate).At("calibration_procedure"))
		say("calibration", h.calibrationInTime(r, x).At("next_calibration_on"))
	} else {
		say("calibration procedure", conformity.Met(calibrated, x.Title, x.NoCalibrationBecause).At("no_calibration_because"))
	}
	say("maintenance", inTime(r, x, "maintenance", h.nextMaintenance(r)).At("next_maintenance_on"))
	h.usedWell(r, x, say)
}

func upkeep(r *conformity.Reader, x *equipment.Item, id records.ID[documents.Procedure], what string, none conformity.Message) conformity.Verdict {
	if id == "" {
		return conformity.Unmet(none, x.Title, what)
	}
	p := conformity.Look(r, id)
	switch {
	case p == nil:
		return conformity.Unmet(upkeepLost, x.Title, what, id)
	case !p.InForce(r):
		return conformity.Unmet(upkeepGone, x.Title, what, *p)
	}
	return conformity.Met(upkeepBy, x.Title, what, *p)
}

func inTime(r *conformity.Reader, x *equipment.Item, what string, due records.Date) conformity.Verdict {
	switch {
	case due.IsZero():
		return conformity.Undetermined(dueUnset, x.Title, what)
	case r.Over(due):
		return conformity.Unmet(dueOver, x.Title, what, due)
	}
	return conformity.Met(dueAhead, x.Title, what, due)
}

func (h *history) calibrationInTime(r *conformity.Reader, x *equipment.Item) conformity.Verdict {
	n := len(h.calibrations)
	if n == 0 {
		return inTime(r, x, "calibration", x.NextCalibrationOn)
	}
	last := h.calibrations[n-1]
	conformity.Look(r, last.ID)
	if !last.AsFound.IsZero() && !last.LeftGood() {
		return conformity.Unmet(leftOff, x.Title, last.ID, last.On)
	}
	return inTime(r, x, "calibration", due(last.On, last.NextOn, x.NextCalibrationOn))
}

// nextMaintenance returns the day by which the next maintenance is due.
func (h *history) nextMaintenance(r *conformity.Reader) records.Date {
	for i := len(h.maintenance) - 1; i >= 0; i-- {
		if m := h.maintenance[i]; !m.NextOn.IsZero() {
			conformity.Look(r, m.ID)
			return due(m.On, m.NextOn, h.item.NextMaintenanceOn)
		}
	}
	return h.item.NextMaintenanceOn
}

// usedWell says of each result that was taken with the item while it was overdue or off by its
// calibration before whether that was followed up.
func (h *history) usedWell(r *conformity.Reader, x *equipment.Item, say conformity.Say) {
	judge := func(m *Measurement) {
		if !m.taken(r) {
			return
		}
		doubt := h.doubts(m, r)
		if doubt == nil || doubt.Kind == FoundOff {
			return // looking back after a calibration is for whoever calibrates
		}
		conformity.Look(r, m.ID)
		h.show(r, m.On)
		v := conformity.Unmet(usedOverdue, x.Title, *m, m.On, doubt.String())
		if m.FollowUp.Done(r) {
			v = conformity.Met(usedMended, x.Title, *m, m.On, doubt.String(), m.FollowUp.On)
		}
		say("measurement "+string(m.ID), v)
	}
	for _, m := range listed(measurementsByItem.Of(r, x.ID)) {
		judge(m)
	}
	for _, indicator := range listed(indicatorsByItem.Of(r, x.ID)) {
		for _, m := range listed(measurementsByIndicator.Of(r, indicator.ID)) {
			if len(m.Equipment) == 0 {
				judge(m)
			}
		}
	}
}

const (
	activitiesNone conformity.Message = "monitoring.activity.none: no calibration or maintenance of equipment for monitoring or measuring is on record: enter what was done or, where no such equipment is needed, state that (monitoring-equipment), with who says so and until when"
	activityAhead  conformity.Message = "monitoring.activity.ahead: {0} is dated later"
	activityElse   conformity.Message = "monitoring.activity.else: {0} is of equipment with which nothing is monitored or measured"
	activityKept   conformity.Message = "monitoring.activity.kept: the record of {subject}, of {0}, is kept in {1}"
	activityBare   conformity.Message = "monitoring.activity.bare: {subject}, of {0} on {1}, has no record of what was done and found: enter where that is kept, as in document/DOC-3"
	retentionLong  conformity.Message = "monitoring.retention.enough: records such as that of {subject} are kept {0} by {1}, and {2} wants them kept {3}"
	retentionShort conformity.Message = "monitoring.retention.short: records such as that of {subject} are kept {0} by {1}, and {2} wants them kept {3} ({4}): lengthen the retention period of the series"
	retentionUnset conformity.Message = "monitoring.retention.unset: it is not set how long records such as that of {subject} are kept by {0}, and {1} wants them kept {2}: set the retention period of the series"
	activityLost   conformity.Message = "monitoring.activity.lost: {subject}, of {0} on {1}, points to {2}, {3}: recover the record, or enter where it is kept"
)

func itemsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(itemsNone) }
func activitiesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(activitiesNone)
}

// calibrationRecorded decides 4.5.1.calibration.records for a calibration.
func calibrationRecorded(r *conformity.Reader, c *Calibration, say conformity.Say) {
	if !r.Happened(c.On) {
		say("", conformity.Nothing(activityAhead, *c))
		return
	}
	conformity.Look(r, c.Item)
	activityRecorded(r, activity{c.Item, c.On, c.Record}, say)
}

// maintenanceRecorded decides 4.5.1.calibration.records for the maintenance of an item with
// which something is monitored or measured. Where that is not decided, 4.5.1.calibration asks.
func maintenanceRecorded(r *conformity.Reader, m *equipment.Maintenance, say conformity.Say) {
	if !r.Happened(m.On) {
		say("", conformity.Nothing(activityAhead, *m))
		return
	}
	if x := conformity.Look(r, m.Item); x != nil && x.Monitoring != records.Yes {
		say("", conformity.Nothing(activityElse, *m))
		return
	}
	activityRecorded(r, activity{m.Item, m.On, m.Record}, say)
}

// An activity is a calibration or a maintenance.
type activity struct {
	item   records.ID[equipment.Item]
	on     records.Date
	record records.Ref
}

func activityRecorded(r *conformity.Reader, a activity, say conformity.Say) {
	lost := documents.Unkept(r, a.record)
	v := conformity.Met(activityKept, a.item.Ref(), a.record)
	switch {
	case a.record.IsZero():
		v = conformity.Unmet(activityBare, a.item.Ref(), a.on)
	case lost != "":
		v = conformity.Unmet(activityLost, a.item.Ref(), a.on, a.record, lost)
	}
	say("record", v.At("record"))
	record, series := seriesOf(r, a.record)
	if series == nil {
		return
	}
	for scheme := range schemesByItem.Of(r, a.item).Where(func(s *Scheme) bool { return !s.KeepRecords.IsZero() }) {
		say("retention by "+string(scheme.ID), longEnough(scheme, record, series).At("record"))
	}
}

// longEnough decides whether a series keeps a record for as long as a scheme says that law or
// own policy demands, reckoned from the day of the record.
func longEnough(s *Scheme, record *documents.Record, series *documents.Series) conformity.Verdict {
	kept := series.Retention
	end, wanted := kept.Period.After(record.KeptOn), s.KeepRecords.After(record.KeptOn)
	switch {
	case kept.Permanently:
		return conformity.Met(retentionLong, "for good", *series, *s, s.KeepRecords)
	case end.IsZero() || wanted.IsZero():
		return conformity.Undetermined(retentionUnset, *series, *s, s.KeepRecords)
	case end.Before(wanted):
		return conformity.Unmet(retentionShort, kept.Period, *series, *s, s.KeepRecords, s.KeepBecause)
	}
	return conformity.Met(retentionLong, kept.Period, *series, *s, s.KeepRecords)
}
