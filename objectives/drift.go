package objectives

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Drift is one way in which a target has come away from the objective that it serves.
type Drift struct {
	Kind   DriftKind
	Reason string // in words, as the end of a sentence about the target
}

// A DriftKind says how a target has come away from its objective.
type DriftKind string

// The kinds of drift, the gravest first.
const (
	NoObjective      DriftKind = "no objective" // it serves none that there is
	ObjectiveNot     DriftKind = "objective not in force"
	DueTooLate       DriftKind = "due too late"      // later than its objective
	FoundAtOdds      DriftKind = "found at odds"     // by its latest review
	ObjectiveRevised DriftKind = "objective revised" // since the target was last set, changed or reviewed
	TooModest        DriftKind = "too modest"        // reaching it would not reach the objective, by the same figures
	Postponed        DriftKind = "postponed"         // later than it was once set for
	Weakened         DriftKind = "weakened"          // less demanding than it once was
)

// Drift says in which ways the target has come away from its objective at the time of the
// clock; nil where it has not, or is not in force. The objective is the one that it names, or
// nil where there is none.
//
// The first four make the target fail 4.3.4.derived. The others are no failure by themselves:
// they are what a review of the target should look at.
func (t Target) Drift(o *Objective, clock records.Clock) []Drift {
	current := t.Current(clock)
	if current == nil {
		return nil
	}
	var all []Drift
	add := func(kind DriftKind, format string, args ...any) {
		all = append(all, Drift{kind, fmt.Sprintf(format, args...)})
	}
	if o == nil || t.Objective == "" {
		add(NoObjective, "serves no objective that is on record")
	} else if aim := o.Current(clock); aim == nil {
		state, _ := o.State(clock)
		add(ObjectiveNot, "serves %s, which is %s", o.Ref(), describe(state))
	} else {
		if dueTooLate(current, aim) {
			add(DueTooLate, "is due on %s, and %s already on %s", current.DueOn, o.Ref(), aim.DueOn)
		}
		if looked := t.lookedOn(clock, current); looked.Before(aim.RevisedOn()) {
			add(ObjectiveRevised, "was last set or reviewed on %s, and %s was revised on %s", looked, o.Ref(), aim.RevisedOn())
		}
		if !current.Measure.Accumulates && current.Measure.LessDemanding(aim.Measure) {
			add(TooModest, "aims at %s %s %s, and %s at %s %s", current.Measure.Aim, current.Measure.Value, current.Measure.Unit, o.Ref(), aim.Measure.Aim, aim.Measure.Value)
		}
	}
	if last := lastReview(clock, t.Reviews); last != nil && last.Consistent == records.No {
		add(FoundAtOdds, "was found on %s to be at odds with its objective: %s", last.On, last.Outcome)
	}
	all = append(all, t.creep(clock, current)...)
	return all
}

// dueTooLate reports whether a target is due later than the objective that it serves.
func dueTooLate(t *TargetRevision, o *ObjectiveRevision) bool {
	return !o.DueOn.IsZero() && t.DueOn.After(o.DueOn)
}

// lookedOn returns the day on which the target was last set, changed or reviewed.
func (t *Target) lookedOn(clock records.Clock, current *TargetRevision) records.Date {
	looked := current.RevisedOn()
	if last := lastReview(clock, t.Reviews); last != nil {
		looked = later(looked, last.On)
	}
	return looked
}

// creep says how the target gave way over its revisions, against the most that it ever asked.
func (t *Target) creep(clock records.Clock, current *TargetRevision) []Drift {
	var earliest, hardest *TargetRevision
	for i := range t.Revisions {
		v := &t.Revisions[i]
		if v == current || !v.life().TookEffect(clock) {
			continue
		}
		if !v.DueOn.IsZero() && v.DueOn.Before(current.DueOn) && (earliest == nil || v.DueOn.Before(earliest.DueOn)) {
			earliest = v
		}
		if current.Measure.LessDemanding(v.Measure) && (hardest == nil || hardest.Measure.LessDemanding(v.Measure)) {
			hardest = v
		}
	}
	var all []Drift
	if earliest != nil {
		all = append(all, Drift{Postponed, fmt.Sprintf("is due on %s, and was due on %s by revision %s", current.DueOn, earliest.DueOn, earliest.Number)})
	}
	if hardest != nil {
		all = append(all, Drift{Weakened, fmt.Sprintf("aims at %s %s, and aimed at %s by revision %s", current.Measure.Aim, current.Measure.Value, hardest.Measure.Value, hardest.Number)})
	}
	return all
}

// describe says a state in words that fit behind "which is".
func describe(s records.State) string {
	switch s {
	case records.Draft:
		return "a draft"
	case records.Approved:
		return "approved and not yet in effect"
	}
	return string(s)
}
