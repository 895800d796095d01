package monitoring

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
)

// Validate reports every fault of the calibration at once.
func (c Calibration) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("item", string(c.Item))
	f.RequireDate("on", c.On)
	f.Require("by", c.By)
	f.Within("as_found", c.AsFound.faults())
	if !c.AsLeft.IsZero() {
		f.Within("as_left", c.AsLeft.faults())
	}
	for i, id := range c.With {
		if id == c.Item && id != "" {
			f.Add(fmt.Sprintf("with[%d]", i), "is the item itself: name what it was compared with")
		}
	}
	f.Order("on", c.On, "next_on", c.NextOn)
	if !c.FollowUp.IsZero() {
		f.Within("follow_up", c.FollowUp.faults())
		f.Order("on", c.On, "follow_up.on", c.FollowUp.On)
	}
	if len(c.StillCounted) > 0 && c.FollowUp.IsZero() {
		f.Add("follow_up", "is missing: say who looked back on the results that are still counted, when, and what was found")
	}
	return f.Err()
}

func (x Reading) faults() error {
	var f records.Faults
	f.Enum("within_tolerance", x.WithinTolerance)
	if x.Error != nil {
		figure(&f, "error", *x.Error)
		f.Require("unit", x.Unit)
	}
	return f.Err()
}

// LeftGood reports whether the calibration left the item within its tolerance.
func (c Calibration) LeftGood() bool {
	if c.AsLeft.IsZero() {
		return c.AsFound.WithinTolerance == records.Yes
	}
	return c.AsLeft.WithinTolerance == records.Yes
}

// FoundOff reports whether the calibration found the item out of its tolerance, so that what was
// measured with it since the calibration before is in doubt.
func (c Calibration) FoundOff() bool { return c.AsFound.WithinTolerance == records.No }

// stillCounts reports whether the result was looked back on, and found sound.
func (c *Calibration) stillCounts(m *Measurement, clock records.Clock) bool {
	return c.FollowUp.Done(clock) && slices.Contains(c.StillCounted, m.ID)
}

// LookBack records what became of the results that are in doubt because the item was found out
// of tolerance: what was done, and which of them may be counted all the same.
func (c Calibration) LookBack(u FollowUp, counted ...records.ID[Measurement]) (Calibration, error) {
	w := walk{records.Attempt{Record: c.Ref(), Step: StepLookBack, On: u.On}}
	switch err := w.Whole(u.faults()); {
	case err != nil:
		return c, err
	case !c.FoundOff():
		return c, w.Refuse(ErrState, "the item was not found out of tolerance, so no result is in doubt on its account")
	case !c.FollowUp.IsZero():
		return c, w.Refuse(ErrState, "it was looked back on %s already", c.FollowUp.On)
	case u.On.Before(c.On):
		return c, w.Refuse(ErrOrder, "%s is before the calibration on %s", u.On, c.On)
	}
	c.FollowUp, c.StillCounted = u, slices.Clone(counted)
	return c, nil
}

// Calibrate completes a calibration of the item, and returns the item with the day on which the
// next one is due: the one that the calibration names, else the last within the interval of the
// item or, where it has none, of the scheme.
func (s Scheme) Calibrate(item equipment.Item, c Calibration) (equipment.Item, Calibration, error) {
	if c.Item == "" {
		c.Item = item.ID
	}
	if c.Scheme == "" {
		c.Scheme = s.ID
	}
	if c.NextOn.IsZero() {
		interval := item.CalibrationInterval
		if interval.IsZero() {
			interval = s.Interval
		}
		c.NextOn = lastDay(c.On, interval)
	}
	w := walk{records.Attempt{Record: item.Ref(), Step: StepCalibrate, On: c.On}}
	var f records.Faults
	f.Within("", c.Validate())
	if c.NextOn.IsZero() {
		f.Add("next_on", "is missing: say when the next calibration is due, or set an interval on the item or the scheme")
	}
	if c.Item != item.ID {
		f.Add("item", "is %s, and the calibration is to be one of %s", c.Item, item.ID)
	}
	if c.Record.IsZero() {
		f.Add("record", "is missing: say where the certificate is kept, as in document/DOC-3")
	}
	if err := cmp.Or(w.Whole(f.Err()), s.covers(w, &item)); err != nil {
		return item, Calibration{}, err
	}
	if !c.LeftGood() {
		return item, c, nil // it is not fit for use: nothing says when it is due next
	}
	item.NextCalibrationOn = c.NextOn
	return item, c, nil
}

func (s *Scheme) covers(w walk, item *equipment.Item) error {
	if slices.Contains(s.Items, item.ID) {
		return nil
	}
	return w.Refuse(ErrState, "%s does not cover it: add it to the scheme first", s.Ref())
}

// Validate reports every fault of the scheme at once.
func (s Scheme) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	if len(s.Items) == 0 {
		f.Add("items", "is missing: say which items it is for")
	}
	for i, id := range s.Items {
		at := fmt.Sprintf("items[%d]", i)
		f.Require(at, string(id))
		if first := slices.Index(s.Items, id); first < i && id != "" {
			f.Add(at, "%s is items[%d] already: name it once", id, first)
		}
	}
	if !s.KeepRecords.IsZero() {
		f.Require("keep_because", s.KeepBecause)
	}
	return f.Err()
}
