package monitoring

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
)

// Ref names the indicator.
func (x Indicator) Ref() records.Ref { return records.Ref{Kind: "indicator", ID: string(x.ID)} }

func (x *Indicator) term() term {
	return term{string(x.ApprovedBy), x.WithdrawnBecause, x.ApprovedOn, x.EffectiveFrom, x.WithdrawnOn}
}

// State says how far the indicator has come at the time of the clock.
func (x Indicator) State(clock records.Clock) records.State { return x.term().life().State(clock) }

// InForce reports whether the indicator is approved, followed and not withdrawn.
func (x Indicator) InForce(clock records.Clock) bool { return x.State(clock) == records.InForce }

// InForceSince returns the day on which the indicator came into force, or will.
func (x Indicator) InForceSince() records.Date { return x.term().since() }

// Moves says whether the indicator is a leading or a lagging one. Unless it says so itself, a
// proactive one leads and a reactive one lags.
func (x Indicator) Moves() Timing {
	switch {
	case x.Timing != "":
		return x.Timing
	case x.Mode == Proactive:
		return Leading
	case x.Mode == Reactive:
		return Lagging
	}
	return ""
}

// Validate reports every fault of the indicator at once. What ought to be monitored, and
// whether what it names is there, is for the checks.
func (x Indicator) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	f.Enum("mode", x.Mode)
	f.Enum("nature", x.Nature)
	f.OptionalEnum("timing", x.Timing)
	f.OptionalEnum("key", x.Key)
	for i, event := range x.Monitors.Events {
		f.Enum(fmt.Sprintf("monitors.events[%d]", i), event)
	}
	if len(x.Monitors.Events) > 0 && x.Mode == Proactive {
		f.Add("monitors.events", "names events to be counted, and a proactive indicator looks at what has not happened yet: write %s as its mode, or make an indicator of its own for them", Reactive)
	}
	for i, topic := range x.Monitors.Topics {
		f.Enum(fmt.Sprintf("monitors.topics[%d]", i), topic)
	}
	x.figures(&f)
	if !x.Basis.IsZero() && x.Basis.By == "" && !x.Basis.On.IsZero() {
		f.Add("basis.by", "is missing: say who considered it on %s", x.Basis.On)
	}
	x.term().validate(&f)
	return f.Err()
}

// figures notes faults of what an indicator says about its figures.
func (x *Indicator) figures(f *records.Faults) {
	if x.Nature == Quantitative {
		f.Require("unit", x.Unit)
	}
	if x.Goal.IsZero() {
		return
	}
	f.Enum("goal.aim", x.Goal.Aim)
	switch {
	case x.Goal.Value == nil:
		f.Add("goal.value", "is missing: enter the figure that is wanted")
	case x.Nature == Qualitative:
		f.Add("goal", "is a figure, and the indicator is a judgement: take it out, or write %s as its nature", Quantitative)
	default:
		figure(f, "goal.value", *x.Goal.Value)
	}
}

// maxDigits bounds figures before and after the point, so that sums and comparisons of them
// are small work: the exponent of a decimal may else be 10^9.
const maxDigits = 60

// exact reports whether a figure keeps to maxDigits.
func exact(d *decimal.Decimal) bool {
	return d != nil && -maxDigits <= d.Exponent() && d.Exponent() <= maxDigits && d.Coefficient().BitLen() <= 2*maxDigits*4
}

func figure(f *records.Faults, path string, d decimal.Decimal) {
	if !exact(&d) {
		f.Add(path, "has more than %d digits before or after the point", maxDigits)
	}
}

// Reached reports whether a figure is on the good side of the goal, and whether that can be said.
func (g Goal) Reached(by decimal.Decimal) (reached, known bool) {
	if !exact(g.Value) || !exact(&by) {
		return false, false
	}
	switch g.Aim {
	case objectives.AtLeast:
		return by.GreaterThanOrEqual(*g.Value), true
	case objectives.AtMost:
		return by.LessThanOrEqual(*g.Value), true
	}
	return false, false
}

// Approve puts the indicator in force from a day. It needs an interval and, for a key figure,
// what that is based on.
func (x Indicator) Approve(by records.ID[records.Person], on, from records.Date) (Indicator, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepApprove, On: on}}
	if err := cmp.Or(w.approve(x.term(), by, from), w.Whole(x.ready())); err != nil {
		return x, err
	}
	x.ApprovedBy, x.ApprovedOn, x.EffectiveFrom = by, on, from
	return x, nil
}

// ready says what an indicator lacks before it can be approved.
func (x *Indicator) ready() error {
	var f records.Faults
	f.Within("", x.Validate())
	if x.Interval.IsZero() {
		f.Add("interval", "is missing: say within how many days there is a result, as in 30 days")
	}
	if x.Key == records.Yes {
		for _, lacking := range x.Basis.lacks() {
			f.Add("basis."+lacking.field, "is missing: say %s", lacking.text)
		}
	}
	return f.Err()
}

// A lack is a part of the basis that was not considered.
type lack struct{ field, text string }

// lacks says what was not considered when the interval was set.
func (b *Basis) lacks() []lack {
	var all []lack
	if len(b.Threats) == 0 && len(b.Risks) == 0 && blank(b.Risk) {
		all = append(all, lack{"risks", "which threats and risks were considered"})
	}
	if blank(b.Deterioration) {
		all = append(all, lack{"deterioration", "how what is measured may get worse"})
	}
	if blank(b.Effects) {
		all = append(all, lack{"effects", "what it would lead to if it got worse"})
	}
	return all
}

// SetInterval changes how often there has to be a result, with what that is based on.
func (x Indicator) SetInterval(interval records.Period, basis Basis) (Indicator, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepSet, On: basis.On}}
	var f records.Faults
	if interval.IsZero() {
		f.Add("interval", "is missing: say within how many days there is a result, as in 30 days")
	}
	f.RequireDate("basis.on", basis.On)
	f.Require("basis.by", string(basis.By))
	for _, lacking := range basis.lacks() {
		f.Add("basis."+lacking.field, "is missing: say %s", lacking.text)
	}
	if err := w.Whole(f.Err()); err != nil {
		return x, err
	}
	switch {
	case !x.WithdrawnOn.IsZero():
		return x, w.Refuse(ErrState, "it is withdrawn since %s", x.WithdrawnOn)
	case basis.On.Before(x.Basis.On):
		return x, w.Refuse(ErrOrder, "%s is before %s, when the interval was set last", basis.On, x.Basis.On)
	}
	x.Interval, x.Basis = interval, basis
	return x, nil
}

// Withdraw puts the indicator out of force from a day.
func (x Indicator) Withdraw(on records.Date, because string) (Indicator, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepWithdraw, On: on}}
	if err := w.withdraw(x.term(), because); err != nil {
		return x, err
	}
	x.WithdrawnOn, x.WithdrawnBecause = on, because
	return x, nil
}

// Take makes a complete result of the indicator from what is given: the indicator, the unit,
// the method and the equipment are filled in where they are missing. It is refused where the
// indicator was not in force on that day, and where the result lacks what 4.5.1 wants on record.
func (x Indicator) Take(m Measurement) (Measurement, error) {
	if m.Indicator == "" {
		m.Indicator = x.ID
	}
	if m.Unit == "" && x.Nature == Quantitative {
		m.Unit = x.Unit
	}
	if blank(m.Method) {
		m.Method = x.Method
	}
	if len(m.Equipment) == 0 {
		m.Equipment = x.Equipment
	}
	w := walk{records.Attempt{Record: x.Ref(), Step: StepMeasure, On: m.On}}
	var f records.Faults
	f.Within("", m.Validate())
	for _, part := range m.lacks(&x) {
		if part.field != "on" { // Validate has asked for it
			f.Add(part.field, "is missing: enter %s", part.text)
		}
	}
	if m.Indicator != x.ID {
		f.Add("indicator", "is %s, and the result is to be one of %s", m.Indicator, x.ID)
	}
	if x.Nature == Quantitative && m.Unit != x.Unit {
		f.Add("unit", "is %q, and the figures of the indicator are in %q: convert the figure", m.Unit, x.Unit)
	}
	if err := cmp.Or(w.Whole(f.Err()), w.inForce(x.term())); err != nil {
		return Measurement{}, err
	}
	return m, nil
}
