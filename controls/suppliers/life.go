package suppliers

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// Screen adds that the supplier was screened, and sets the day by which that is done next; no
// day leaves it open. A supplier is screened before it is used, so that there may be no first
// day yet.
func (x Supplier) Screen(s Screening, nextOn records.Date) (Supplier, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepScreen, On: s.On}
	var f records.Faults
	f.Within("", s.faults())
	f.Order("on", s.On, "next_screening_on", nextOn)
	if err := cmp.Or(w.Whole(f.Err()), w.Until(x.Until)); err != nil {
		return x, err
	}
	for _, earlier := range x.Screenings {
		if err := w.NotBefore(earlier.On, "it was screened last"); err != nil {
			return x, err
		}
	}
	x.Screenings, x.NextScreeningOn = append(slices.Clip(x.Screenings), s), nextOn
	return x, nil
}

// Assure adds what the supplier has given in writing for its security.
func (x Supplier) Assure(a Assurance) (Supplier, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepAssure, On: a.On}
	if err := cmp.Or(w.Whole(a.faults()), w.Until(x.Until)); err != nil {
		return x, err
	}
	x.Assurances = append(slices.Clip(x.Assurances), a)
	return x, nil
}

// Engage uses the supplier from a day on. It is refused where the latest screening by that day
// found it not fit, or there was none.
func (x Supplier) Engage(from records.Date) (Supplier, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepEngage, On: from}
	var f records.Faults
	f.RequireDate("from", from)
	switch err := cmp.Or(w.Whole(f.Err()), w.Until(x.Until)); {
	case err != nil:
		return x, err
	case !x.From.IsZero():
		return x, w.Refuse(ErrState, "it is in use from %s", x.From)
	}
	switch screened := x.Screened(records.At(from.Start())); {
	case screened == nil:
		return x, w.Refuse(ErrState, "it had not been screened by %s", from)
	case screened.Outcome == Unfit:
		return x, w.Refuse(ErrState, "it was screened on %s and found not fit: %s", screened.On, screened.Note)
	}
	x.From = from
	return x, nil
}

// End says which is the last day on which the supplier is used.
func (x Supplier) End(lastDay records.Date) (Supplier, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepEnd, On: lastDay}
	var f records.Faults
	f.RequireDate("until", lastDay)
	switch err := cmp.Or(w.Whole(f.Err()), w.NotBefore(x.From, "it was used first")); {
	case err != nil:
		return x, err
	case !x.Until.IsZero():
		return x, w.Refuse(ErrState, "its last day is %s", x.Until)
	}
	x.Until = lastDay
	return x, nil
}

// Evaluate adds that the threats which come with the activity were evaluated. It is refused
// where it is left open of a threat whether it needs mitigation.
func (x Activity) Evaluate(e Evaluation) (Activity, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepEvaluate, On: e.On}
	var f records.Faults
	f.Within("", e.faults())
	for i, t := range e.Threats {
		if t.NeedsMitigation == "" {
			f.Add(faultAt("threats", i, "needs_mitigation"), "is missing: write yes or no")
		}
	}
	if err := cmp.Or(w.Whole(f.Err()), w.Until(x.Until)); err != nil {
		return x, err
	}
	for _, earlier := range x.Evaluations {
		if err := w.NotBefore(earlier.On, "it was evaluated last"); err != nil {
			return x, err
		}
	}
	x.Evaluations = append(slices.Clip(x.Evaluations), e)
	return x, nil
}

// Mitigate names a control that lessens what a threat of the activity could do. Some evaluation
// has to have looked at the threat.
func (x Activity) Mitigate(threat records.ID[risk.Threat], control records.ID[risk.Control]) (Activity, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepMitigate}
	m := Mitigation{threat, control}
	var f records.Faults
	f.Require("threat", string(threat))
	f.Require("control", string(control))
	if err := w.Whole(f.Err()); err != nil {
		return x, err
	}
	evaluated := slices.ContainsFunc(x.Evaluations, func(e Evaluation) bool {
		return slices.ContainsFunc(e.Threats, func(t EvaluatedThreat) bool { return t.Threat == threat })
	})
	switch {
	case !evaluated:
		return x, w.Refuse(ErrUnknown, "no evaluation of it has looked at %s", threat.Ref())
	case slices.Contains(x.Mitigations, m):
		return x, w.Refuse(ErrUnknown, "%s is named against %s already", control.Ref(), threat.Ref())
	}
	x.Mitigations = append(slices.Clip(x.Mitigations), m)
	return x, nil
}

// Unmitigated returns the threats that the latest evaluation of the activity found to need
// mitigation, and against which none of the controls named is in operation.
func (x Activity) Unmitigated(controls []risk.Control, clock records.Clock) []records.ID[risk.Threat] {
	last := x.Evaluated(clock)
	if last == nil || x.Position != organization.Upstream || !x.Runs(clock) {
		return nil
	}
	works := make(map[records.ID[risk.Control]]bool, len(controls))
	for i := range controls {
		works[controls[i].ID] = controls[i].InOperation(clock)
	}
	var open []records.ID[risk.Threat]
	for _, t := range last.Threats {
		if t.NeedsMitigation == records.Yes && !slices.ContainsFunc(x.Against(t.Threat), func(id records.ID[risk.Control]) bool { return works[id] }) {
			open = append(open, t.Threat)
		}
	}
	return open
}
