package monitoring

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
)

// A Book answers questions about results: which count, how an indicator does, which are late.
// It is made of lists by [NewBook] and is safe for concurrent use; it keeps the lists, which
// must not be changed while it is in use.
type Book struct {
	indicators   map[records.ID[Indicator]]*Indicator
	order        []*Indicator
	measurements map[records.ID[Indicator]][]*Measurement
	items        map[records.ID[equipment.Item]]*equipment.Item
	calibrations map[records.ID[equipment.Item]][]*Calibration
	maintenance  map[records.ID[equipment.Item]][]*equipment.Maintenance
}

// Lists is what a [Book] is made of. What is not kept may stay empty: a result that names no
// equipment needs no entries of any.
type Lists struct {
	Indicators   []Indicator
	Measurements []Measurement
	Equipment    []equipment.Item
	Calibrations []Calibration
	Maintenance  []equipment.Maintenance
}

// NewBook makes a book of lists. Of two records with one id the first counts.
func NewBook(l Lists) *Book {
	b := &Book{
		indicators:   map[records.ID[Indicator]]*Indicator{},
		measurements: map[records.ID[Indicator]][]*Measurement{},
		items:        map[records.ID[equipment.Item]]*equipment.Item{},
		calibrations: map[records.ID[equipment.Item]][]*Calibration{},
		maintenance:  map[records.ID[equipment.Item]][]*equipment.Maintenance{},
	}
	for i := range l.Indicators {
		if x := &l.Indicators[i]; b.indicators[x.ID] == nil {
			b.indicators[x.ID] = x
			b.order = append(b.order, x)
		}
	}
	slices.SortFunc(b.order, func(x, y *Indicator) int { return cmp.Compare(x.ID, y.ID) })
	for i := range l.Measurements {
		m := &l.Measurements[i]
		b.measurements[m.Indicator] = append(b.measurements[m.Indicator], m)
	}
	for i := range l.Equipment {
		if x := &l.Equipment[i]; b.items[x.ID] == nil {
			b.items[x.ID] = x
		}
	}
	for i := range l.Calibrations {
		c := &l.Calibrations[i]
		b.calibrations[c.Item] = append(b.calibrations[c.Item], c)
	}
	for i := range l.Maintenance {
		m := &l.Maintenance[i]
		b.maintenance[m.Item] = append(b.maintenance[m.Item], m)
	}
	return b
}

// A Result is a measurement, and why it does not count, if it does not.
type Result struct {
	*Measurement
	Doubts []Doubt // one for each item that could not be relied on; nil where the result counts
}

// Counts reports whether the result counts.
func (x Result) Counts() bool { return len(x.Doubts) == 0 }

// Results returns the results of an indicator by the time of the clock, the earliest first, of
// several on one day in the order of their ids. Measurements without a day, or without a figure
// or a judgement, are no results.
func (b *Book) Results(clock records.Clock, id records.ID[Indicator]) []Result {
	x := b.indicators[id]
	histories := map[records.ID[equipment.Item]]history{}
	var results []Result
	for _, m := range b.measurements[id] {
		if !m.taken(clock) {
			continue
		}
		result := Result{Measurement: m}
		for _, item := range m.equipment(x) {
			h, found := histories[item]
			if !found {
				h = sorted(clock, item, b.items[item], slices.Clone(b.calibrations[item]), slices.Clone(b.maintenance[item]))
				histories[item] = h
			}
			if doubt := h.doubts(m, clock); doubt != nil {
				result.Doubts = append(result.Doubts, *doubt)
			}
		}
		results = append(results, result)
	}
	slices.SortStableFunc(results, func(a, b Result) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	return results
}

// Latest returns the latest result of an indicator that counts, or nil.
func (b *Book) Latest(clock records.Clock, id records.ID[Indicator]) *Measurement {
	results := b.Results(clock, id)
	for i := len(results) - 1; i >= 0; i-- {
		if results[i].Counts() {
			return results[i].Measurement
		}
	}
	return nil
}

// A Late is an indicator in force whose interval has run out without a result that counts.
type Late struct {
	Indicator *Indicator
	Last      *Measurement // the latest that counts; nil before the first
	DueOn     records.Date // the last day for the next one
}

// Overdue returns the indicators in force that have no result within their interval at the time
// of the clock, in the order of their ids. Those without an interval are not among them.
func (b *Book) Overdue(clock records.Clock) []Late {
	var late []Late
	for _, x := range b.order {
		if !x.InForce(clock) || x.Interval.IsZero() {
			continue
		}
		last, from := b.Latest(clock, x.ID), x.InForceSince()
		if last != nil {
			from = last.On
		}
		if !clock.Within(from, x.Interval) {
			late = append(late, Late{x, last, lastDay(from, x.Interval)})
		}
	}
	return late
}

// A Direction says how an indicator moves, seen from its goal.
type Direction string

// The directions.
const (
	Better Direction = "better"
	Worse  Direction = "worse"
	Steady Direction = "steady"
)

// A Trend says how the figures of an indicator stand to its goal. Figures are exact.
type Trend struct {
	Latest    *Measurement     // the latest that counts, with a figure in the unit of the indicator
	Previous  *Measurement     // the one before; nil where there is none
	Change    *decimal.Decimal // from the previous to the latest; nil without a previous
	Direction Direction        // of that change; empty without a previous or a goal
	Gap       *decimal.Decimal // how far the latest still is from the goal: nothing or less once it is reached; nil without a goal
	Reached   bool             // whether the latest is on the good side of the goal
	Run       int              // how many of the last figures in a row were, or were not, on that side; 0 without a goal
}

// Trend says how the figures of an indicator stand to its goal at the time of the clock, and
// whether there is a figure at all. Results that do not count, or are in another unit, are
// passed over.
func (b *Book) Trend(clock records.Clock, id records.ID[Indicator]) (Trend, bool) {
	x := b.indicators[id]
	if x == nil {
		return Trend{}, false
	}
	var figures []*Measurement
	for _, result := range b.Results(clock, id) {
		if result.Counts() && exact(result.Value) && (result.Unit == "" || result.Unit == x.Unit) {
			figures = append(figures, result.Measurement)
		}
	}
	n := len(figures)
	if n == 0 {
		return Trend{}, false
	}
	t := Trend{Latest: figures[n-1]}
	if n > 1 {
		t.Previous = figures[n-2]
		change := t.Latest.Value.Sub(*t.Previous.Value)
		t.Change = &change
	}
	t.against(x.Goal, figures)
	return t, true
}

// against fills in what the goal says about the figures.
func (t *Trend) against(goal Goal, figures []*Measurement) {
	reached, known := goal.Reached(*t.Latest.Value)
	if !known {
		return
	}
	t.Reached = reached
	gap := goal.Value.Sub(*t.Latest.Value)
	if goal.Aim == objectives.AtMost {
		gap = gap.Neg()
	}
	t.Gap = &gap
	if t.Change != nil {
		up := t.Change.Sign()
		if goal.Aim == objectives.AtMost {
			up = -up
		}
		t.Direction = [...]Direction{Worse, Steady, Better}[up+1]
	}
	for i := len(figures) - 1; i >= 0; i-- {
		if same, _ := goal.Reached(*figures[i].Value); same != reached {
			break
		}
		t.Run++
	}
}

// Progress returns the result as an entry on how far an objective or target has come that the
// indicator monitors, to be handed to its Report.
func (m Measurement) Progress() objectives.Progress {
	return objectives.Progress{On: m.On, By: m.By, Value: m.Value, Note: m.Judgement, Record: m.Record}
}
