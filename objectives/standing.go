package objectives

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// ErrNotInForce is returned where a figure is asked for on a day on which nothing had been in
// force: there is nothing yet to come up to.
var ErrNotInForce = errors.New("objectives: nothing had been in force by that day")

// ErrNotQuantified is returned where a figure is asked for of what says none, or not enough of it.
var ErrNotQuantified = errors.New("objectives: not quantified")

// ErrNotMeasured is returned where nothing has been measured yet.
var ErrNotMeasured = errors.New("objectives: nothing measured")

// An Achievement is how far something measured has come.
type Achievement string

// The achievements.
const (
	NotMeasured Achievement = "not measured"
	UnderWay    Achievement = "under way"
	Reached     Achievement = "reached" // be it late
	Missed      Achievement = "missed"  // past its day, or past what is allowed, without being reached
)

// A Standing is how far an objective or a target had come on a day, by what was measured up
// to it. All in it is exact.
type Standing struct {
	On         records.Date
	Revision   string // the number of the one in force on that day
	Measure    Measure
	DueOn      records.Date // zero where there is none
	State      Achievement
	Figure     decimal.Decimal // the latest measured or, of what adds up, the total
	MeasuredOn records.Date    // the day that the figure speaks of; zero where nothing was measured
	ReachedOn  records.Date    // since when the value is reached without a break; zero while it is not
	Share      *big.Rat        // of the way from baseline to value, 1 being all of it; of a total, of the value. Nil where there is no way to go.
}

// StandingOn says how far the target had come on a day. Errors are [ErrNotInForce] and
// [ErrNotQuantified]; nothing measured is none, but a state.
func (t Target) StandingOn(day records.Date) (Standing, error) { return t.figures().standingOn(day) }

// StandingOn says how far the objective had come on a day, by its own measure, as that of a
// target does.
func (o Objective) StandingOn(day records.Date) (Standing, error) { return o.figures().standingOn(day) }

// figures are what an objective or a target is measured by.
type figures struct {
	course                                        // without its end
	of       func(i int) (*Measure, records.Date) // the measure of a revision, and the day by which it is due
	progress []Progress
}

func (x figures) standingOn(day records.Date) (Standing, error) {
	if day.IsZero() {
		return Standing{}, ErrNotInForce
	}
	s, err := x.standing(on(day))
	s.On = day
	return s, err
}

// standing says how far it has come at the time of the clock, looking past the end.
func (x figures) standing(clock records.Clock) (Standing, error) {
	i := records.Current(clock, x.n, x.life)
	if i < 0 {
		return Standing{}, ErrNotInForce
	}
	m, due := x.of(i)
	s := Standing{Revision: x.at(i).Number, Measure: *m, DueOn: due, State: NotMeasured}
	switch {
	case !m.Quantified() || m.Aim == "":
		return s, fmt.Errorf("%w: revision %s does not say what is measured, in which unit, and which figure is aimed at from which side", ErrNotQuantified, s.Revision)
	case !exact(*m.Value) || m.Baseline != nil && !exact(*m.Baseline):
		return s, fmt.Errorf("%w: the figures of revision %s have more than %d digits before or after the point", ErrNotQuantified, s.Revision, maxDigits)
	}
	s.take(x.measured(clock, i), clock.Over(due))
	return s, nil
}

// bearOut reports whether an end counts: the value is reached by what was measured or, where
// there is no value, it is said how it shows.
func (x figures) bearOut(end *End) bool {
	return end.borneOut(EndAchieved, x.course, func(i int) bool {
		if m, _ := x.of(i); !m.Quantified() {
			return !blank(end.Reason)
		}
		s, err := x.standingOn(end.On)
		return err == nil && s.State == Reached
	})
}

// revisionOn returns the place of the revision in force on a day, looking past the end.
func (c course) revisionOn(day records.Date) int {
	if day.IsZero() {
		return -1
	}
	return records.Current(on(day), c.n, c.life)
}

// A measurement is a figure measured, and the day it speaks of.
type measurement struct {
	on    records.Date
	value decimal.Decimal
}

// measured returns the figures known by the time of the clock that can be compared with those
// of a revision, in the order of their days: those made under revisions that meant another
// figure are left out. What was measured before anything was in force is in the figures of
// the first revision.
func (x figures) measured(clock records.Clock, now int) []measurement {
	var list []measurement
	meant, _ := x.of(now)
	for _, p := range x.progress {
		if p.Value == nil || !clock.Happened(p.On) || !exact(*p.Value) {
			continue
		}
		under := x.revisionOn(p.On)
		if under < 0 {
			under = x.first()
		}
		if under < 0 {
			continue
		}
		if m, _ := x.of(under); m.Comparable(*meant) {
			list = append(list, measurement{p.On, *p.Value})
		}
	}
	slices.SortStableFunc(list, func(a, b measurement) int { return a.on.Compare(b.on) })
	return list
}

// first returns the place of the revision that was approved for the earliest day, or -1.
func (c course) first() int {
	first := -1
	for i := range c.n {
		since := c.at(i).inForceSince()
		if c.at(i).ApprovedBy != "" && !since.IsZero() && (first < 0 || since.Before(c.at(first).inForceSince())) {
			first = i
		}
	}
	return first
}

// take works out the rest from what was measured, in the order of its days.
func (s *Standing) take(list []measurement, overdue bool) {
	m, due := &s.Measure, s.DueOn
	if m.Accumulates {
		list = totals(m, due, list)
	}
	if len(list) == 0 {
		return
	}
	last := list[len(list)-1]
	s.Figure, s.MeasuredOn, s.State = last.value, last.on, UnderWay
	if meets := m.meets(s.Figure); meets && (!m.capped() || !due.IsZero() && !s.MeasuredOn.Before(due)) {
		s.State, s.ReachedOn = Reached, since(m, list)
	} else if !meets && (m.capped() || overdue) {
		s.State = Missed
	}
	s.Share = m.share(s.Figure)
}

// capped reports whether the measure is a total that must not be exceeded: it is kept only
// when it is counted to the last day, and missed for good once it is exceeded.
func (m *Measure) capped() bool { return m.Accumulates && m.Aim == AtMost }

// totals turns measurements that add up into running totals: from the first day counted on
// and, for one that must not be exceeded, to the day by which it is due. What is to reach a
// total may reach it late.
func totals(m *Measure, due records.Date, list []measurement) []measurement {
	var sum decimal.Decimal
	var sums []measurement
	for _, one := range list {
		if one.on.Before(m.BaselineOn) || m.capped() && !due.IsZero() && one.on.After(due) {
			continue
		}
		sum = sum.Add(one.value)
		sums = append(sums, measurement{one.on, sum})
	}
	return sums
}

// since returns the first day from which on every figure is on the right side of the value.
func since(m *Measure, list []measurement) records.Date {
	if m.capped() {
		return list[len(list)-1].on
	}
	var day records.Date
	for _, one := range list {
		switch {
		case !m.meets(one.value):
			day = records.Date{}
		case day.IsZero():
			day = one.on
		}
	}
	return day
}

// start returns the figure from which the way to the value begins, or nil.
func (m *Measure) start() *decimal.Decimal {
	if m.Accumulates {
		return &decimal.Decimal{} // a total begins with nothing
	}
	return m.Baseline
}

// share returns the part of the way that is covered, or nil where there is none to cover.
func (m *Measure) share(figure decimal.Decimal) *big.Rat {
	start := m.start()
	if start == nil || start.Equal(*m.Value) {
		return nil
	}
	way := m.Value.Sub(*start)
	return new(big.Rat).Quo(figure.Sub(*start).Rat(), way.Rat())
}

// Expected returns where a straight path from the baseline to the value, from the day of the
// baseline to the day due, has come to on a day; before and after these it does not move.
// The error wraps [ErrNotQuantified] and says what the path lacks.
func (s Standing) Expected(day records.Date) (*big.Rat, error) {
	m := &s.Measure
	var lacks []string
	if m.Value == nil || !exact(*m.Value) {
		lacks = append(lacks, "a value")
	}
	start := m.start()
	if start == nil || !exact(*start) {
		lacks = append(lacks, "a baseline")
	}
	if m.BaselineOn.IsZero() {
		lacks = append(lacks, "the day of the baseline")
	}
	if s.DueOn.IsZero() {
		lacks = append(lacks, "a day by which it is due")
	} else if !m.BaselineOn.Before(s.DueOn) {
		lacks = append(lacks, fmt.Sprintf("a day due that is later than %s, from which it is reckoned", m.BaselineOn))
	}
	if len(lacks) > 0 {
		return nil, fmt.Errorf("%w: a path needs %s", ErrNotQuantified, listed(lacks))
	}
	if day.Before(m.BaselineOn) {
		day = m.BaselineOn
	}
	if day.After(s.DueOn) {
		day = s.DueOn
	}
	part := big.NewRat(days(m.BaselineOn, day), days(m.BaselineOn, s.DueOn))
	way := m.Value.Sub(*start).Rat()
	return part.Add(part.Mul(part, way), start.Rat()), nil
}

// Behind reports whether the latest figure falls short of the straight path on the day that it
// speaks of. The error wraps [ErrNotMeasured] or that of [Standing.Expected].
func (s Standing) Behind() (bool, error) {
	if s.MeasuredOn.IsZero() {
		return false, ErrNotMeasured
	}
	expected, err := s.Expected(s.MeasuredOn)
	if err != nil {
		return false, err
	}
	if s.Measure.Aim == AtMost {
		return s.Figure.Rat().Cmp(expected) > 0, nil
	}
	return s.Figure.Rat().Cmp(expected) < 0, nil
}

// days counts the days from one day to another.
func days(from, to records.Date) int64 {
	const secondsOfDay = 24 * 60 * 60 // not by a Duration, which ends at 292 years
	return (to.Start().Unix() - from.Start().Unix()) / secondsOfDay
}

func listed(texts []string) string {
	switch n := len(texts); n {
	case 0:
		return ""
	case 1:
		return texts[0]
	default:
		text := texts[0]
		for _, t := range texts[1 : n-1] {
			text += ", " + t
		}
		return text + " and " + texts[n-1]
	}
}
