package monitoring

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
)

// A Doubt is why a result does not count: the equipment that it was taken with could not be
// relied on.
type Doubt struct {
	Kind        DoubtKind
	Item        records.ID[equipment.Item]
	Calibration records.ID[Calibration] // that found or left the item off, where one did
	Due         records.Date            // by when the calibration or maintenance was due, where that was not done
}

// A DoubtKind says what was the matter with the equipment.
type DoubtKind string

// The kinds of doubt.
const (
	CalibrationOverdue DoubtKind = "calibration overdue"
	MaintenanceOverdue DoubtKind = "maintenance overdue"
	LeftOff            DoubtKind = "left out of tolerance"  // by the calibration before
	FoundOff           DoubtKind = "found out of tolerance" // by the calibration after
	NoItem             DoubtKind = "no such equipment"      // there is no entry of it
)

// String says it in words that go on behind "the result was taken with".
func (d Doubt) String() string {
	switch d.Kind {
	case CalibrationOverdue:
		return fmt.Sprintf("%s, whose calibration was due on %s", d.Item.Ref(), d.Due)
	case MaintenanceOverdue:
		return fmt.Sprintf("%s, whose maintenance was due on %s", d.Item.Ref(), d.Due)
	case LeftOff:
		return fmt.Sprintf("%s, which calibration %s had left out of its tolerance", d.Item.Ref(), d.Calibration)
	case FoundOff:
		return fmt.Sprintf("%s, which calibration %s found out of its tolerance afterwards", d.Item.Ref(), d.Calibration)
	}
	return fmt.Sprintf("%s, of which there is no entry", d.Item.Ref())
}

// A history is what was done to an item of equipment, in the order of time.
type history struct {
	id           records.ID[equipment.Item]
	item         *equipment.Item // nil where there is no entry
	calibrations []*Calibration  // that have happened
	maintenance  []*equipment.Maintenance
}

// sorted puts what has happened to an item in the order of time, and of the ids within a day.
func sorted(clock records.Clock, id records.ID[equipment.Item], item *equipment.Item, calibrations []*Calibration, maintenance []*equipment.Maintenance) history {
	h := history{
		id: id, item: item,
		calibrations: slices.DeleteFunc(calibrations, func(c *Calibration) bool { return !clock.Happened(c.On) }),
		maintenance:  slices.DeleteFunc(maintenance, func(m *equipment.Maintenance) bool { return !clock.Happened(m.On) }),
	}
	slices.SortFunc(h.calibrations, func(a, b *Calibration) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	slices.SortFunc(h.maintenance, func(a, b *equipment.Maintenance) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID))
	})
	return h
}

// before counts the calibrations up to the end of a day.
func (h *history) before(day records.Date) int {
	return sort.Search(len(h.calibrations), func(i int) bool { return h.calibrations[i].On.After(day) })
}

// calibrationDue returns the day by which a calibration was due, seen from a day, and the one
// that was the last then. That day stands on the last calibration; for the latest of all the
// item may name an earlier one, unless that lies before the calibration and is out of date.
func (h *history) calibrationDue(day records.Date) (records.Date, *Calibration) {
	n := h.before(day)
	if n == 0 {
		if len(h.calibrations) > 0 {
			return records.Date{}, nil // what was due before the first is not on record any more
		}
		return h.item.NextCalibrationOn, nil
	}
	last := h.calibrations[n-1]
	if n < len(h.calibrations) {
		return last.NextOn, last
	}
	return due(last.On, last.NextOn, h.item.NextCalibrationOn), last
}

// maintenanceDue is calibrationDue for maintenance. Repairs and tests in between that name no
// day change nothing.
func (h *history) maintenanceDue(day records.Date) records.Date {
	n := sort.Search(len(h.maintenance), func(i int) bool { return h.maintenance[i].On.After(day) })
	for i := n - 1; i >= 0; i-- {
		if m := h.maintenance[i]; !m.NextOn.IsZero() {
			if slices.ContainsFunc(h.maintenance[n:], func(m *equipment.Maintenance) bool { return !m.NextOn.IsZero() }) {
				return m.NextOn
			}
			return due(m.On, m.NextOn, h.item.NextMaintenanceOn)
		}
	}
	if slices.ContainsFunc(h.maintenance, func(m *equipment.Maintenance) bool { return m.On.After(day) }) {
		return records.Date{}
	}
	return h.item.NextMaintenanceOn
}

// due returns the earlier of two days by which something is due, of those that are set and not
// before it was done last.
func due(done, entry, item records.Date) records.Date {
	switch {
	case item.IsZero() || item.Before(done):
		return entry
	case entry.IsZero() || item.Before(entry):
		return item
	}
	return entry
}

// needsCalibration reports whether the item is calibrated at all.
func (h *history) needsCalibration() bool {
	return blank(h.item.NoCalibrationBecause) || h.item.CalibrationProcedure != ""
}

// doubts says why a result that was taken with the item does not count, or nil.
func (h *history) doubts(m *Measurement, clock records.Clock) *Doubt {
	if h.item == nil {
		return &Doubt{Kind: NoItem, Item: h.id}
	}
	if h.needsCalibration() {
		due, last := h.calibrationDue(m.On)
		switch {
		case last != nil && !last.AsFound.IsZero() && !last.LeftGood():
			return &Doubt{Kind: LeftOff, Item: h.id, Calibration: last.ID}
		case !due.IsZero() && m.On.After(due):
			return &Doubt{Kind: CalibrationOverdue, Item: h.id, Due: due}
		}
		if n := h.before(m.On); n < len(h.calibrations) {
			if next := h.calibrations[n]; next.FoundOff() && !next.stillCounts(m, clock) {
				return &Doubt{Kind: FoundOff, Item: h.id, Calibration: next.ID}
			}
		}
	}
	if due := h.maintenanceDue(m.On); !due.IsZero() && m.On.After(due) {
		return &Doubt{Kind: MaintenanceOverdue, Item: h.id, Due: due}
	}
	return nil
}
