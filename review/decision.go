package review

import (
	"strings"

	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

// A Decision is what a management review decided to do, by whom, and by when.
type Decision struct {
	ID             records.ID[Decision]           `json:"id"`
	Review         records.ID[Review]             `json:"review"`
	Of             Part                           `json:"of"` // what it changes
	Text           string                         `json:"text"`
	Owner          records.ID[records.Person]     `json:"owner,omitzero"`
	DueOn          records.Date                   `json:"due_on,omitzero"`
	Actions        []records.ID[incidents.Action] `json:"actions,omitempty"` // that carry it out
	DoneOn         records.Date                   `json:"done_on,omitzero"`
	DroppedOn      records.Date                   `json:"dropped_on,omitzero"`
	DroppedBecause string                         `json:"dropped_because,omitzero"`
}

// Ref names the decision.
func (d Decision) Ref() records.Ref { return records.Ref{Kind: "review decision", ID: string(d.ID)} }

// Validate reports every fault of the decision at once.
func (d Decision) Validate() error {
	var f records.Faults
	f.Require("id", string(d.ID))
	f.Require("review", string(d.Review))
	f.Enum("of", d.Of)
	f.Require("text", d.Text)
	if !d.DroppedOn.IsZero() {
		f.Require("dropped_because", d.DroppedBecause)
	}
	return f.Err()
}

// A State is how far a decision has come.
type State string

// The states of a decision.
const (
	Open    State = "open"
	Overdue State = "overdue"
	Done    State = "done"
	Dropped State = "dropped"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Open), string(Overdue), string(Done), string(Dropped)}
}

// State says how far the decision has come at the time of the clock. Done late is done.
func (d Decision) State(clock records.Clock) State {
	switch {
	case clock.Happened(d.DoneOn):
		return Done
	case clock.Happened(d.DroppedOn):
		return Dropped
	case clock.Over(d.DueOn):
		return Overdue
	}
	return Open
}

// What one may do with a decision or a review in the course of its life.
const (
	StepComplete records.Step = "complete" // a decision
	StepDrop     records.Step = "drop"     // a decision
	StepHold     records.Step = "hold"     // a review
	StepRecord   records.Step = "record"   // the minutes of a review
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrIncomplete = records.ErrIncomplete
)

// Complete returns the decision as done.
func (d Decision) Complete(on records.Date) (Decision, error) {
	w := records.Attempt{Record: d.Ref(), Step: StepComplete}
	switch {
	case !d.DoneOn.IsZero():
		return d, w.Refuse(ErrState, "it was done on %s", d.DoneOn)
	case !d.DroppedOn.IsZero():
		return d, w.Refuse(ErrState, "it was dropped on %s", d.DroppedOn)
	case on.IsZero():
		return d, w.Refuse(ErrIncomplete, "say when it was done")
	}
	d.DoneOn = on
	return d, nil
}

// Drop returns the decision as one that is not carried out, with the reason.
func (d Decision) Drop(on records.Date, because string) (Decision, error) {
	w := records.Attempt{Record: d.Ref(), Step: StepDrop}
	switch {
	case !d.DoneOn.IsZero():
		return d, w.Refuse(ErrState, "it was done on %s", d.DoneOn)
	case !d.DroppedOn.IsZero():
		return d, w.Refuse(ErrState, "it was dropped on %s", d.DroppedOn)
	case on.IsZero() || strings.TrimSpace(because) == "":
		return d, w.Refuse(ErrIncomplete, "say when and why")
	}
	d.DroppedOn, d.DroppedBecause = on, because
	return d, nil
}

// Hold returns the review as held on a day, with those who took part. A review that was held
// is not held again.
func (v Review) Hold(on records.Date, chair records.ID[records.Person], participants ...records.ID[records.Person]) (Review, error) {
	w := records.Attempt{Record: v.Ref(), Step: StepHold}
	switch {
	case !v.HeldOn.IsZero():
		return v, w.Refuse(ErrState, "it was held on %s", v.HeldOn)
	case on.IsZero():
		return v, w.Refuse(ErrIncomplete, "say on which day")
	case chair == "" && len(participants) == 0:
		return v, w.Refuse(ErrIncomplete, "say who took part")
	}
	v.HeldOn, v.Chair, v.Participants = on, chair, participants
	return v, nil
}

// Record returns the review with its minutes. They are kept of a review that was held, with
// all that the standard wants concluded.
func (v Review) Record(m Minutes) (Review, error) {
	w := records.Attempt{Record: v.Ref(), Step: StepRecord}
	switch {
	case v.HeldOn.IsZero():
		return v, w.Refuse(ErrState, "it has not been held")
	case !v.Minutes.IsZero():
		return v, w.Refuse(ErrState, "it has minutes already")
	case m.Document == "":
		return v, w.Refuse(ErrIncomplete, "name the document that holds the minutes")
	case !v.Suitability.Drawn() || !v.Adequacy.Drawn() || !v.Effectiveness.Drawn():
		return v, w.Refuse(ErrIncomplete, "conclude on suitability, adequacy and effectiveness")
	}
	v.Minutes = m
	return v, nil
}
