package objectives

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
)

// A Measure says by which figure one can tell how far an objective or a target has come, and
// which figure is aimed at.
type Measure struct {
	Metric      string           `json:"metric"`               // what is measured: containers whose seal is checked at the gate
	Unit        string           `json:"unit,omitzero"`        // of the figures: per cent, thefts
	Aim         Aim              `json:"aim,omitzero"`         // on which side of the value it is reached
	Value       *decimal.Decimal `json:"value,omitempty"`      // the figure aimed at
	Baseline    *decimal.Decimal `json:"baseline,omitempty"`   // the figure from which it starts
	BaselineOn  records.Date     `json:"baseline_on,omitzero"` // the day of that figure, from which the way is reckoned; of a total, the first day counted
	Accumulates bool             `json:"accumulates,omitzero"` // whether measurements add up: thefts of a month, drivers trained at one course
	Method      string           `json:"method,omitzero"`      // how it is measured
}

// An Aim says on which side of the value a measure is reached.
type Aim string

// The aims.
const (
	AtLeast Aim = "at least"
	AtMost  Aim = "at most"
)

// Values lists the aims there are.
func (Aim) Values() []string { return []string{string(AtLeast), string(AtMost)} }

// IsZero reports whether there is no measure.
func (m Measure) IsZero() bool { return m == Measure{} }

// Quantified reports whether the measure says what is measured, in which unit, and which
// figure is aimed at.
func (m Measure) Quantified() bool { return !blank(m.Metric) && !blank(m.Unit) && m.Value != nil }

// Comparable reports whether figures of the two measures mean the same.
func (m Measure) Comparable(other Measure) bool {
	return m.Metric == other.Metric && m.Unit == other.Unit && m.Accumulates == other.Accumulates
}

// LessDemanding reports whether the measure asks for less than another one that it can be
// compared with: the same figures, aimed at from the same side.
func (m Measure) LessDemanding(than Measure) bool {
	if !m.Quantified() || !than.Quantified() || !m.Comparable(than) || m.Aim != than.Aim || !exact(*m.Value) || !exact(*than.Value) {
		return false
	}
	switch m.Aim {
	case AtLeast:
		return m.Value.LessThan(*than.Value)
	case AtMost:
		return m.Value.GreaterThan(*than.Value)
	}
	return false
}

// meets reports whether a figure is on the side of the value that is aimed at.
func (m *Measure) meets(figure decimal.Decimal) bool {
	switch m.Aim {
	case AtLeast:
		return figure.GreaterThanOrEqual(*m.Value)
	case AtMost:
		return figure.LessThanOrEqual(*m.Value)
	}
	return false
}

func (m *Measure) validate(f *records.Faults, at string) {
	if m.IsZero() {
		return
	}
	f.Require(at+".metric", m.Metric)
	f.OptionalEnum(at+".aim", m.Aim)
	if m.Value != nil {
		f.Require(at+".unit", m.Unit)
		if m.Aim == "" {
			f.Add(at+".aim", "is missing: say whether %q or %q the value is aimed at", AtLeast, AtMost)
		}
		figure(f, at+".value", *m.Value)
	}
	if m.Baseline != nil {
		figure(f, at+".baseline", *m.Baseline)
	}
}

// Progress is an entry on how far an objective or a target has come: a figure, or words.
type Progress struct {
	On     records.Date               `json:"on"` // the day that the entry speaks of; of a figure that adds up, the last day that it counts
	By     records.ID[records.Person] `json:"by,omitzero"`
	Value  *decimal.Decimal           `json:"value,omitempty"` // in the unit of the measure in force on that day
	Note   string                     `json:"note,omitzero"`
	Record records.Ref                `json:"record,omitzero"` // what is kept to show it
}

func validateProgress(f *records.Faults, list []Progress) {
	for i, p := range list {
		at := fmt.Sprintf("progress[%d]", i)
		f.RequireDate(at+".on", p.On)
		if p.Value == nil && blank(p.Note) {
			f.Add(at+".value", "is missing: enter the figure measured or, where there is none, a note on what was done")
		}
		if p.Value != nil {
			figure(f, at+".value", *p.Value)
		}
	}
}

// lastProgress returns the latest day that has begun of which an entry speaks.
func lastProgress(clock records.Clock, list []Progress) records.Date {
	var last records.Date
	for i := range list {
		if clock.Happened(list[i].On) {
			last = later(last, list[i].On)
		}
	}
	return last
}

// maxDigits bounds figures before and after the point, so that sums and comparisons of them
// are small work: the exponent of a decimal may else be 10^9.
const maxDigits = 60

// exact reports whether a figure keeps to maxDigits.
func exact(d decimal.Decimal) bool {
	return -maxDigits <= d.Exponent() && d.Exponent() <= maxDigits && d.Coefficient().BitLen() <= 2*maxDigits*4
}

func figure(f *records.Faults, path string, d decimal.Decimal) {
	if !exact(d) {
		f.Add(path, "has more than %d digits before or after the point", maxDigits)
	}
}
