package monitoring

import (
	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
)

// A Measurement is one result of an indicator: a figure, or a judgement in words.
type Measurement struct {
	ID        records.ID[Measurement]      `json:"id"`
	Indicator records.ID[Indicator]        `json:"indicator"`
	On        records.Date                 `json:"on,omitzero"`
	Value     *decimal.Decimal             `json:"value,omitempty"`     // in the unit
	Unit      string                       `json:"unit,omitzero"`       // defaults to that of the indicator
	Judgement string                       `json:"judgement,omitzero"`  // of a qualitative indicator
	Good      records.Answer               `json:"good,omitzero"`       // whether the judgement finds things as they should be
	Method    string                       `json:"method,omitzero"`     // how it was come by
	By        records.ID[records.Person]   `json:"by,omitzero"`         // who measured or judged
	Equipment []records.ID[equipment.Item] `json:"equipment,omitempty"` // it was taken with; defaults to that of the indicator
	Record    records.Ref                  `json:"record,omitzero"`     // where it is kept: record/REC-12, document/DOC-3
	Note      string                       `json:"note,omitzero"`
	FollowUp  FollowUp                     `json:"follow_up,omitzero"` // on equipment that was overdue when it was used
}

// A FollowUp is what was done to make good a lapse: a completed action, part of the entry
// that shows the lapse.
type FollowUp struct {
	What string                     `json:"what"`
	By   records.ID[records.Person] `json:"by"`
	On   records.Date               `json:"on"`
}

// IsZero reports whether there is none.
func (u FollowUp) IsZero() bool { return u == FollowUp{} }

// Done reports whether the action is completed by the time of the clock.
func (u FollowUp) Done(clock records.Clock) bool {
	return !blank(u.What) && u.By != "" && clock.Happened(u.On)
}

func (u FollowUp) faults() error {
	var f records.Faults
	f.Require("what", u.What)
	f.Require("by", string(u.By))
	f.RequireDate("on", u.On)
	return f.Err()
}

// Ref names the measurement.
func (m Measurement) Ref() records.Ref { return records.Ref{Kind: "measurement", ID: string(m.ID)} }

// Validate reports every fault of the measurement at once. What it lacks for later analysis is
// for the check of 4.5.1.
func (m Measurement) Validate() error {
	var f records.Faults
	f.Require("id", string(m.ID))
	f.Require("indicator", string(m.Indicator))
	f.RequireDate("on", m.On)
	f.OptionalEnum("good", m.Good)
	if m.Value != nil {
		figure(&f, "value", *m.Value)
	}
	if !m.FollowUp.IsZero() {
		f.Within("follow_up", m.FollowUp.faults())
		f.Order("on", m.On, "follow_up.on", m.FollowUp.On)
	}
	return f.Err()
}

// lacks says what is missing for later analysis of a result of the indicator, which may be
// unknown: nil. A figure is wanted of a quantitative one, a judgement of a qualitative one.
func (m *Measurement) lacks(x *Indicator) []lack {
	var all []lack
	switch {
	case x != nil && x.Nature == Quantitative && m.Value == nil:
		all = append(all, lack{"value", "the figure"})
	case x != nil && x.Nature == Qualitative && blank(m.Judgement):
		all = append(all, lack{"judgement", "the judgement"})
	case m.Value == nil && blank(m.Judgement):
		all = append(all, lack{"value", "the figure or the judgement"})
	}
	if m.On.IsZero() {
		all = append(all, lack{"on", "the day"})
	}
	if blank(m.Method) {
		all = append(all, lack{"method", "the method"})
	}
	return all
}

// taken reports whether the measurement is a result by the time of the clock: dated, and with
// a figure or a judgement.
func (m *Measurement) taken(clock records.Clock) bool {
	return clock.Happened(m.On) && (m.Value != nil || !blank(m.Judgement))
}

// equipment returns the items that a result of the indicator was taken with.
func (m *Measurement) equipment(x *Indicator) []records.ID[equipment.Item] {
	if len(m.Equipment) > 0 || x == nil {
		return m.Equipment
	}
	return x.Equipment
}

// Follow records what was done about a result that was taken with equipment which was overdue,
// or found to be off.
func (m Measurement) Follow(u FollowUp) (Measurement, error) {
	w := walk{records.Attempt{Record: m.Ref(), Step: StepFollowUp, On: u.On}}
	switch err := w.Whole(u.faults()); {
	case err != nil:
		return m, err
	case !m.FollowUp.IsZero():
		return m, w.Refuse(ErrState, "there is a follow-up already, of %s", m.FollowUp.On)
	case u.On.Before(m.On):
		return m, w.Refuse(ErrOrder, "%s is before the measurement on %s", u.On, m.On)
	}
	m.FollowUp = u
	return m, nil
}
