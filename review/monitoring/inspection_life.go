package monitoring

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

func (s *Schedule) term() term {
	return term{string(s.ApprovedBy), s.WithdrawnBecause, s.ApprovedOn, s.EffectiveFrom, s.WithdrawnOn}
}

// State says how far the schedule has come at the time of the clock.
func (s Schedule) State(clock records.Clock) records.State { return s.term().life().State(clock) }

// InForce reports whether the schedule is approved, followed and not withdrawn.
func (s Schedule) InForce(clock records.Clock) bool { return s.State(clock) == records.InForce }

// Validate reports every fault of the schedule at once.
func (s Schedule) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	if len(s.Equipment)+len(s.Operations)+len(s.Places) == 0 {
		f.Add("equipment", "is missing: say which equipment, operations or places are inspected")
	}
	for i, text := range s.Checklist {
		f.Require(fmt.Sprintf("checklist[%d]", i), text)
	}
	s.term().validate(&f)
	return f.Err()
}

// Approve puts the schedule in force from a day. It needs an interval, a checklist and roles
// that may inspect.
func (s Schedule) Approve(by records.ID[records.Person], on, from records.Date) (Schedule, error) {
	w := walk{records.Attempt{Record: s.Ref(), Step: StepApprove, On: on}}
	var f records.Faults
	f.Within("", s.Validate())
	if s.Interval.IsZero() {
		f.Add("interval", "is missing: say how often it is inspected, as in 30 days")
	}
	if len(s.Performers) == 0 {
		f.Add("performers", "is missing: say which roles may inspect")
	}
	if len(s.Checklist) == 0 && s.Document == "" {
		f.Add("checklist", "is missing: say what is looked at, or which document says so")
	}
	if err := cmp.Or(w.approve(s.term(), by, from), w.Whole(f.Err())); err != nil {
		return s, err
	}
	s.ApprovedBy, s.ApprovedOn, s.EffectiveFrom = by, on, from
	return s, nil
}

// Withdraw puts the schedule out of force from a day.
func (s Schedule) Withdraw(on records.Date, because string) (Schedule, error) {
	w := walk{records.Attempt{Record: s.Ref(), Step: StepWithdraw, On: on}}
	if err := w.withdraw(s.term(), because); err != nil {
		return s, err
	}
	s.WithdrawnOn, s.WithdrawnBecause = on, because
	return s, nil
}

// Inspect makes a complete inspection of the schedule from what is given. It is refused where
// the schedule was not in force on that day, or a point of its checklist was not looked at.
func (s Schedule) Inspect(x Inspection) (Inspection, error) {
	if x.Schedule == "" {
		x.Schedule = s.ID
	}
	w := walk{records.Attempt{Record: s.Ref(), Step: StepInspect, On: x.On}}
	var f records.Faults
	f.Within("", x.Validate())
	if x.Schedule != s.ID {
		f.Add("schedule", "is %s, and the inspection is to be one of %s", x.Schedule, s.ID)
	}
	for _, text := range s.Checklist {
		if !slices.ContainsFunc(x.Points, func(p Point) bool { return p.What == text }) {
			f.Add("points", "say nothing about %q, which is on the checklist", text)
		}
	}
	if x.Record.IsZero() {
		f.Add("record", "is missing: say where the completed checklist is kept, as in document/DOC-3")
	}
	if err := cmp.Or(w.Whole(f.Err()), w.inForce(s.term())); err != nil {
		return Inspection{}, err
	}
	return x, nil
}

// Validate reports every fault of the inspection at once.
func (x Inspection) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	if x.Schedule == "" && blank(x.Reason) {
		f.Add("reason", "is missing: name the schedule that asked for it, or say why it was done")
	}
	f.RequireDate("on", x.On)
	f.Require("by", string(x.By))
	f.Enum("conforming", x.Conforming)
	for i, p := range x.Points {
		at := fmt.Sprintf("points[%d]", i)
		f.Require(at+".what", p.What)
		f.Enum(at+".in_order", p.InOrder)
		if p.InOrder == records.No && x.Conforming == records.Yes {
			f.Add("conforming", "is yes, and points[%d] was not in order: write no", i)
		}
		if p.InOrder == records.Yes && p.Nonconformity != "" {
			f.Add(at+".nonconformity", "was raised, and the point is in order: correct one of the two")
		}
	}
	return f.Err()
}

// Open returns the points that were not in order and for which no nonconformity was raised.
func (x Inspection) Open() []Point {
	var open []Point
	for _, p := range x.Points {
		if p.InOrder == records.No && p.Nonconformity == "" {
			open = append(open, p)
		}
	}
	return open
}

// A Tally says how well a schedule was kept to between two days.
type Tally struct {
	Done       int          // inspections by the schedule
	Conforming int          // of them, those that found everything in order
	Late       int          // of them, those that came after the interval had run out
	Open       int          // points not in order for which no nonconformity was raised
	NextOn     records.Date // the last day for the next one; no day where nothing says so
}

// Kept counts the inspections of the schedule from one day to another, both included, that had
// been held by then. The first interval runs from the day on which the schedule came into force.
func (s Schedule) Kept(inspections []Inspection, from, until records.Date) Tally {
	var days []*Inspection
	for i := range inspections {
		if x := &inspections[i]; x.Schedule == s.ID && !x.On.IsZero() && !x.On.After(until) {
			days = append(days, x)
		}
	}
	slices.SortStableFunc(days, func(a, b *Inspection) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	var t Tally
	last := s.term().since()
	for _, x := range days {
		due := s.dueAfter(last)
		last = x.On
		if x.On.Before(from) {
			continue
		}
		t.Done++
		if x.Conforming == records.Yes {
			t.Conforming++
		}
		if !due.IsZero() && x.On.After(due) {
			t.Late++
		}
		t.Open += len(x.Open())
	}
	t.NextOn = s.dueAfter(last)
	return t
}

// dueAfter returns the last day within the interval from a day.
func (s *Schedule) dueAfter(day records.Date) records.Date { return lastDay(day, s.Interval) }

// lastDay returns the last day of a period that begins on a day, or no day.
func lastDay(from records.Date, p records.Period) records.Date {
	end := p.After(from)
	if from.IsZero() || end.IsZero() {
		return records.Date{}
	}
	return records.DateOf(end.Add(-1)) // a period ends with the end of its last day
}
