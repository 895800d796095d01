package equipment

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A State is how far an item has come.
type State string

// The states, in the order in which they come; an item goes out of use and back as often as
// need be.
const (
	Planned  State = "planned"
	InUse    State = "in use"
	OutOfUse State = "out of use"
	Retired  State = "retired"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Planned), string(InUse), string(OutOfUse), string(Retired)}
}

// State says how far the item has come at the time of the clock.
func (x Item) State(clock records.Clock) State {
	switch {
	case clock.Happened(x.RetiredOn):
		return Retired
	case !clock.Happened(x.InUseFrom):
		return Planned
	case x.outage(clock) >= 0:
		return OutOfUse
	}
	return InUse
}

// outage returns the place of an outage that lasts at the time of the clock, or -1.
func (x *Item) outage(clock records.Clock) int {
	return slices.IndexFunc(x.Outages, func(o Outage) bool { return clock.Happened(o.From) && !clock.Over(o.Until) })
}

// UsedOn reports whether the item was in use on a day, whatever has come since.
func (x Item) UsedOn(day records.Date) bool {
	return !day.IsZero() && x.State(records.At(day.Start())) == InUse
}

// Unconsidered returns the places, among the works finished at the time of the clock, of those
// before which nobody considered the threats: what was entered past the gate of [Item.Work].
func (x Item) Unconsidered(clock records.Clock) []int {
	var late []int
	for i := range x.Works {
		w := &x.Works[i]
		if clock.Happened(w.On) && (w.ConsideredOn.IsZero() || w.ConsideredOn.After(w.On)) {
			late = append(late, i)
		}
	}
	return late
}

// retired refuses a step of an item that was retired by the day of the step.
func (x *Item) retired(w records.Attempt) error {
	if !x.RetiredOn.IsZero() && !w.On.Before(x.RetiredOn) {
		return w.Refuse(ErrState, "it was retired on %s", x.RetiredOn)
	}
	return nil
}

// Work adds that the item was designed, installed, refurbished or modified. It is refused where
// the work has no specification, or nobody considered the threats before it was finished.
func (x Item) Work(done Work) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepWork, On: done.On}
	var f records.Faults
	f.Within("", done.faults())
	if done.Document == "" {
		f.Require("specification", done.Specification)
	}
	switch err := cmp.Or(w.Whole(f.Err()), x.retired(w)); {
	case err != nil:
		return x, err
	case done.ConsideredOn.IsZero():
		return x, w.Refuse(ErrThreats, "nobody has considered the threats that it is there against, or brings with it")
	case done.ConsideredOn.After(done.On):
		return x, w.Refuse(ErrThreats, "the threats were considered on %s, after the work was finished on %s", done.ConsideredOn, done.On)
	}
	x.Works = append(slices.Clip(x.Works), done)
	return x, nil
}

// Use takes the item into use from a day on. It is refused before the item was installed.
func (x Item) Use(from records.Date) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepUse, On: from}
	var f records.Faults
	f.RequireDate("in_use_from", from)
	switch err := cmp.Or(w.Whole(f.Err()), x.retired(w)); {
	case err != nil:
		return x, err
	case !x.InUseFrom.IsZero():
		return x, w.Refuse(ErrState, "it is in use from %s", x.InUseFrom)
	}
	installed := slices.IndexFunc(x.Works, func(done Work) bool { return done.Stage == Installation })
	if installed < 0 {
		return x, w.Refuse(ErrState, "it has not been installed")
	}
	if err := w.NotBefore(x.Works[installed].On, "it was installed"); err != nil {
		return x, err
	}
	x.InUseFrom = from
	return x, nil
}

// TakeOut takes the item out of use from the first day of the outage: it is broken, out of
// calibration, or away. Whether it was marked, so that nobody uses it, is part of the outage.
func (x Item) TakeOut(o Outage) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepTakeOut, On: o.From}
	trial := x
	trial.Outages = append(slices.Clip(x.Outages), o)
	switch err := cmp.Or(w.Whole(trial.outageFaults()), x.retired(w)); {
	case err != nil:
		return x, err
	case !x.UsedOn(o.From):
		return x, w.Refuse(ErrState, "it was %s on %s", x.State(records.At(o.From.Start())), o.From)
	}
	return trial, nil
}

// Return says which was the last day on which the item was out of use.
func (x Item) Return(lastDay records.Date) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepReturn, On: lastDay}
	var f records.Faults
	f.RequireDate("until", lastDay)
	if err := cmp.Or(w.Whole(f.Err()), x.retired(w)); err != nil {
		return x, err
	}
	open := slices.IndexFunc(x.Outages, func(o Outage) bool { return o.Until.IsZero() })
	if open < 0 {
		return x, w.Refuse(ErrState, "no outage of it is open")
	}
	if err := w.NotBefore(x.Outages[open].From, "it was taken out of use"); err != nil {
		return x, err
	}
	x.Outages = slices.Clone(x.Outages)
	x.Outages[open].Until = lastDay
	return x, nil
}

// Maintained moves the day of the next maintenance on from a maintenance that was done: to the
// day that it names or, where it names none, by the interval of the item. A repair moves
// nothing.
func (x Item) Maintained(m Maintenance) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepMaintain, On: m.On}
	switch err := cmp.Or(w.Whole(m.Validate()), x.retired(w)); {
	case err != nil:
		return x, err
	case m.Item != x.ID:
		return x, w.Refuse(ErrState, "%s is of %s", m.Ref(), m.Item.Ref())
	case m.Kind == Repair:
		return x, nil
	case !m.NextOn.IsZero():
		x.NextMaintenanceOn = m.NextOn
	case !x.MaintenanceInterval.IsZero():
		x.NextMaintenanceOn = due(m.On, x.MaintenanceInterval)
	default:
		return x, w.Refuse(ErrIncomplete, "it says not when the next is due, and the item has no interval: give one of the two")
	}
	return x, nil
}

// due returns the last day of a period that began on a day, or no day after the year 9999.
func due(day records.Date, p records.Period) records.Date {
	end := p.After(day)
	if end.IsZero() {
		return records.Date{}
	}
	return records.DateOf(end.Add(-1))
}

// Retire says from when the item is used no more, and why.
func (x Item) Retire(on records.Date, because string) (Item, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepRetire, On: on}
	var f records.Faults
	f.RequireDate("retired_on", on)
	f.Require("retired_because", because)
	switch err := cmp.Or(w.Whole(f.Err()), w.NotBefore(x.InUseFrom, "it was taken into use")); {
	case err != nil:
		return x, err
	case !x.RetiredOn.IsZero():
		return x, w.Refuse(ErrState, "it was retired on %s", x.RetiredOn)
	}
	x.RetiredOn, x.RetiredBecause = on, because
	return x, nil
}
