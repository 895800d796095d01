package change

import (
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// A State is how far a change has come.
type State string

// The states.
const (
	Proposed  State = "proposed"
	Assessed  State = "assessed" // its threats were considered, or need not be
	Decided   State = "decided"
	InEffect  State = "in effect"
	Cancelled State = "cancelled"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Proposed), string(Assessed), string(Decided), string(InEffect), string(Cancelled)}
}

// State says how far the change has come at the time of the clock.
func (x Change) State(clock records.Clock) State {
	switch {
	case x.cancelled(clock):
		return Cancelled
	case clock.Happened(x.EffectiveOn):
		return InEffect
	case x.DecidedBy != "" && clock.Happened(x.DecidedOn):
		return Decided
	case x.assessed(clock) || x.NotNeededBecause != "":
		return Assessed
	}
	return Proposed
}

// InEffect reports whether the change has taken effect at the time of the clock.
func (x Change) InEffect(clock records.Clock) bool { return x.State(clock) == InEffect }

// cancelled reports whether the change was called off before it took effect. What is entered as
// called off later has taken effect all the same.
func (x *Change) cancelled(clock records.Clock) bool {
	return clock.Happened(x.CancelledOn) && (x.EffectiveOn.IsZero() || x.CancelledOn.Before(x.EffectiveOn))
}

// Known reports whether the change has been entered and not been cancelled at the time of the
// clock. One without a day was there all along.
func (x Change) Known(clock records.Clock) bool {
	return (x.EnteredOn.IsZero() || clock.Happened(x.EnteredOn)) && !x.cancelled(clock)
}

// assessed reports whether somebody has considered the threats by the time of the clock.
func (x *Change) assessed(clock records.Clock) bool { return clock.Happened(x.Assessment.On) }

// late reports whether the threats were considered after the change took effect. The same day
// is not too late.
func (x *Change) late() bool {
	return !x.EffectiveOn.IsZero() && x.Assessment.On.After(x.EffectiveOn)
}

// spared reports whether the threats need not be considered: a reason is given, and all that is
// new is contractors, suppliers or personnel.
func (x *Change) spared() bool {
	return x.NotNeededBecause != "" && !slices.ContainsFunc(x.Kinds, func(k Kind) bool { return k.Letter() != "e" })
}

// RiskSettledOn returns the first day, of those that have begun, on which the risk was revised
// or confirmed on account of the change: by the change's own entry, or by a review of the risk
// that names the change. No day: it was not.
func (x Change) RiskSettledOn(clock records.Clock, r *risk.Risk) records.Date {
	var first records.Date
	take := func(on records.Date) {
		if clock.Happened(on) && (first.IsZero() || on.Before(first)) {
			first = on
		}
	}
	for _, v := range x.Risks {
		if v.Risk == r.ID && v.Outcome != "" {
			take(v.On)
		}
	}
	for _, v := range r.Reviews {
		if v.Because == x.Ref() {
			take(v.On)
		}
	}
	return first
}

// Reflected returns the first day from which a procedure concerned took the change in: that on
// which the revision named took effect. No day: it has not, at the time of the clock.
func (x Change) Reflected(clock records.Clock, procedure *documents.Procedure) records.Date {
	for _, p := range x.Procedures {
		if p.Procedure != procedure.ID || p.Revision == "" {
			continue
		}
		for i := range procedure.Revisions {
			r := &procedure.Revisions[i]
			life := records.Life{ApprovedOn: r.ApprovedOn, EffectiveFrom: r.EffectiveFrom, WithdrawnOn: r.WithdrawnOn}
			if r.Number == p.Revision && r.ApprovedBy != "" && life.TookEffect(clock) {
				return laterOf(r.ApprovedOn, r.EffectiveFrom)
			}
		}
	}
	return records.Date{}
}

func laterOf(a, b records.Date) records.Date {
	if b.After(a) {
		return b
	}
	return a
}
