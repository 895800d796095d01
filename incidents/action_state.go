package incidents

import "github.com/iso28000/iso28000/records"

// An ActionState is how far an action has come.
type ActionState string

// The states of an action. One that was reopened is so until it is begun again.
const (
	ActionProposed    ActionState = "proposed"
	ActionApproved    ActionState = "approved"
	ActionCleared     ActionState = "cleared" // its risk review is on record: it may begin
	ActionUnderWay    ActionState = "under way"
	ActionCompleted   ActionState = "completed"
	ActionEffective   ActionState = "effective"
	ActionIneffective ActionState = "ineffective"
	ActionReopened    ActionState = "reopened"
	ActionDropped     ActionState = "dropped"
)

// State says how far the action has come at the time of the clock.
func (a Action) State(clock records.Clock) ActionState {
	run, n := a.Current(clock)
	switch {
	case clock.Happened(a.DroppedOn):
		return ActionDropped
	case clock.Happened(run.CompletedOn):
		if c := a.Confirmed(clock); c == nil {
			return ActionCompleted
		} else if c.Effective == records.Yes {
			return ActionEffective
		}
		return ActionIneffective
	case clock.Happened(run.StartedOn):
		return ActionUnderWay
	case a.Decided(clock) && a.cleared(clock):
		return ActionCleared
	case n > 0:
		return ActionReopened
	case a.Decided(clock):
		return ActionApproved
	}
	return ActionProposed
}

// Open reports whether there is still something to be carried out at the time of the clock.
func (a Action) Open(clock records.Clock) bool {
	switch a.State(clock) {
	case ActionApproved, ActionCleared, ActionUnderWay, ActionReopened:
		return true
	}
	return false
}

// Reviewed returns the risk review on which the current run rests at the time of the clock,
// and whether it was made before the run began (or, where that has not begun, in time). It is
// the latest of the run: one made since what is to be done was last changed before the run
// began, and since the action was reopened. It is nil where there is none.
func (a *Action) Reviewed(clock records.Clock) (review *RiskReview, inTime bool) {
	run, n := a.Current(clock)
	if began := run.Began(); clock.Happened(began) {
		if review = a.reviewWithin(clock, n, began); review != nil {
			return review, true
		}
		return a.reviewWithin(clock, n, records.Date{}), false
	}
	review = a.reviewWithin(clock, n, records.Date{})
	return review, review != nil
}

// reviewWithin returns the latest risk review of run n by the time of the clock, and by the day
// given if there is one.
func (a *Action) reviewWithin(clock records.Clock, n int, by records.Date) *RiskReview {
	since, until := a.settledFor(clock, n), records.Date{}
	if n < len(a.Reopenings) && clock.Happened(a.Reopenings[n].On) {
		until = a.Reopenings[n].On // what is reviewed from then on is the next run
	}
	var last *RiskReview
	for i := range a.RiskReviews {
		v := &a.RiskReviews[i]
		if v.By == "" || !clock.Happened(v.On) || v.On.Before(since) || !by.IsZero() && v.On.After(by) || !until.IsZero() && v.On.After(until) {
			continue
		}
		if last == nil || !v.On.Before(last.On) {
			last = v
		}
	}
	return last
}

// settledFor returns the day on which what run n is to do was last changed before it began.
// What changes in the course of a run does not undo its beginning.
func (a *Action) settledFor(clock records.Clock, n int) records.Date {
	var since records.Date
	if n > 0 {
		since = a.Reopenings[n-1].On
	}
	began := a.run(n).Began()
	for _, v := range a.Revisions {
		if clock.Happened(v.On) && (!clock.Happened(began) || !v.On.After(began)) {
			since = later(since, v.On)
		}
	}
	return since
}

// Clears reports whether the review lets the action begin.
func (v RiskReview) Clears() bool { return v.Outcome == Acceptable || v.Outcome == WithConditions }

func (a *Action) cleared(clock records.Clock) bool {
	v, inTime := a.Reviewed(clock)
	return inTime && v.Clears()
}

// Confirmed returns the latest confirmation of the current run that counts at the time of the
// clock, or nil. It counts if the action was complete, if somebody else made it than carried
// the action out or answers for it, and if it rests on evidence that is not older than the
// completion.
func (a *Action) Confirmed(clock records.Clock) *Confirmation {
	var last *Confirmation
	for i := range a.Effectiveness {
		c := &a.Effectiveness[i]
		if clock.Happened(c.On) && a.doubt(clock, c) == "" && (last == nil || !c.On.Before(last.On)) {
			last = c
		}
	}
	return last
}

// A Doubt is why a confirmation of effectiveness does not count.
type Doubt string

// The doubts.
const (
	TooEarly   Doubt = "it was made before the action was completed"
	OwnWork    Doubt = "it was made by somebody who carried the action out or answers for it"
	Unproven   Doubt = "it names no evidence"
	Outdated   Doubt = "its evidence is older than the completion of the action"
	OpenAnswer Doubt = "it does not say whether the action was effective"
)

// Doubted says why a confirmation does not count for the action as it stands at the time of
// the clock; empty where it does. One that found the action ineffective needs no evidence.
func (a *Action) Doubted(clock records.Clock, c Confirmation) Doubt { return a.doubt(clock, &c) }

func (a *Action) doubt(clock records.Clock, c *Confirmation) Doubt {
	run, _ := a.Current(clock)
	switch {
	case run.CompletedOn.IsZero() || c.On.Before(run.CompletedOn):
		return TooEarly
	case c.Effective == "":
		return OpenAnswer
	case c.By == "" || c.By == run.CompletedBy || c.By == a.Owner:
		return OwnWork
	case c.Effective == records.No:
		return ""
	case len(c.Evidence) == 0:
		return Unproven
	}
	for _, p := range c.Evidence {
		if !p.On.Before(run.CompletedOn) && clock.Happened(p.On) {
			return ""
		}
	}
	return Outdated
}

// WatchedUntil returns the last day on which the cause must not come back, as of the time of
// the clock: no day where the action is not complete or no watch was set.
func (a Action) WatchedUntil(clock records.Clock) records.Date {
	return lastDay(a.Completed(clock), a.Watch)
}
