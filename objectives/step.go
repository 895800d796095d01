package objectives

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with an objective, a target or a programme in the course of its life.
type Step string

// The steps.
const (
	StepDraft      Step = "draft"   // put a first or a new revision before whoever approves it
	StepApprove    Step = "approve" // approve a draft; the next revision takes the place of the one before
	StepTell       Step = "tell"    // make it known to those whom it concerns
	StepReport     Step = "report"  // enter progress
	StepReview     Step = "review"
	StepAchieve    Step = "achieve" // of an objective or a target
	StepWithdraw   Step = "withdraw"
	StepCompare    Step = "compare" // of a programme, and those that follow
	StepPrioritize Step = "prioritize"
	StepTask       Step = "task" // complete or drop a task
	StepComplete   Step = "complete"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("objectives: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("objectives: out of order")
	// ErrIncomplete: what the step rests on is not there or does not bear it out.
	ErrIncomplete = errors.New("objectives: not ready for it")
	// ErrName: there is no revision or task of the name that the step gives; for a new one: there is.
	ErrName = errors.New("objectives: not a name that fits")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	State  records.State // on the day of the step; empty where that has none
	Why    string        // in words, as a sentence about the record
	Reason error         // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrName]
}

func (e *StepError) Error() string {
	return fmt.Sprintf("%s cannot take the step %q: %s", e.Record, e.Step, e.Why)
}

// Unwrap returns the reason.
func (e *StepError) Unwrap() error { return e.Reason }

// A walk is one step of a course, as of its day.
type walk struct {
	course
	step  Step
	day   records.Date
	state records.State
}

func (c course) walk(step Step, day records.Date) walk {
	w := walk{course: c, step: step, day: day}
	if !day.IsZero() {
		w.state, _ = c.state(on(day))
	}
	return w
}

func (w walk) refuse(reason error, format string, args ...any) error {
	return &StepError{Record: w.record, Step: w.step, State: w.state, Why: fmt.Sprintf(format, args...), Reason: reason}
}

// open refuses a step without a day, and one on something that has ended, be it on a later day.
func (w walk) open() error {
	if w.day.IsZero() {
		return w.refuse(ErrOrder, "the step needs a day")
	}
	return w.going()
}

// going refuses a step on something that has ended, or is marked so.
func (w walk) going() error {
	switch {
	case w.end.IsZero():
		return nil
	case w.ended:
		return w.refuse(ErrState, "it is %s as of %s, and what has ended is not taken up again: set a new one in its place", w.end.Outcome, w.end.On)
	}
	return w.refuse(ErrState, "it is marked as %s as of %s without what would bear that out: mend the mark, or take it out", w.end.Outcome, w.end.On)
}

// inForce refuses a step on something that is not in force on its day.
func (w walk) inForce() error {
	if err := w.open(); err != nil {
		return err
	}
	if w.state != records.InForce {
		return w.refuse(ErrState, "on %s it is %s, and not in force", w.day, describe(w.state))
	}
	return nil
}

// draft refuses a new revision that is none, or is approved before anybody has seen it.
func (w walk) draft(v *Revision) error {
	if err := w.going(); err != nil {
		return err
	}
	switch {
	case blank(v.Number):
		return w.refuse(ErrIncomplete, "the new revision has no number")
	case w.numbered(v.Number) >= 0:
		return w.refuse(ErrName, "there is a revision %s already: give the new one its own number", v.Number)
	case v.ApprovedBy != "" || !v.ApprovedOn.IsZero():
		return w.refuse(ErrState, "revision %s comes with an approval: put it in as a draft, then have it approved", v.Number)
	}
	return nil
}

// approve finds the draft to be approved, and refuses what is none or comes too early.
func (w walk) approve(number string, by records.ID[records.Person], from records.Date) (int, error) {
	if err := w.open(); err != nil {
		return -1, err
	}
	i := w.numbered(number)
	switch {
	case i < 0:
		return -1, w.refuse(ErrName, "there is no revision %s", number)
	case w.at(i).ApprovedBy != "":
		return -1, w.refuse(ErrState, "revision %s was approved on %s by person %s", number, w.at(i).ApprovedOn, w.at(i).ApprovedBy)
	case by == "":
		return -1, w.refuse(ErrIncomplete, "it is not said who approves revision %s", number)
	case from.IsZero():
		return -1, w.refuse(ErrIncomplete, "it is not said from which day revision %s applies", number)
	}
	for j := range w.n {
		other := w.at(j)
		if other.ApprovedBy != "" && (w.day.Before(other.ApprovedOn) || from.Before(other.EffectiveFrom)) {
			return -1, w.refuse(ErrOrder, "revision %s was approved on %s and applies from %s: the next one cannot come before it", other.Number, other.ApprovedOn, other.EffectiveFrom)
		}
	}
	return i, nil
}

// finish refuses an end that nobody answers for, or that lies before what it ends.
func (w walk) finish(by records.ID[records.Person]) error {
	if err := w.open(); err != nil {
		return err
	}
	if by == "" {
		return w.refuse(ErrIncomplete, "it is not said who answers for it")
	}
	for i := range w.n {
		if v := w.at(i); v.ApprovedBy != "" && w.day.Before(v.ApprovedOn) {
			return w.refuse(ErrOrder, "revision %s was approved on %s: the end cannot lie before that", v.Number, v.ApprovedOn)
		}
	}
	return nil
}

// tell refuses a communication of what nobody has approved yet, or to nobody.
func (w walk) tell(c *Communication) error {
	if err := w.open(); err != nil {
		return err
	}
	i, approved := w.numbered(c.Revision), false
	for j := range w.n {
		v := w.at(j)
		approved = approved || (c.Revision == "" || i == j) && v.ApprovedBy != "" && !v.ApprovedOn.IsZero() && !c.On.Before(v.ApprovedOn)
	}
	switch {
	case c.Revision != "" && i < 0:
		return w.refuse(ErrName, "there is no revision %s", c.Revision)
	case !approved:
		return w.refuse(ErrState, "on %s nobody had approved what is made known", c.On)
	case blank(c.Means) || len(c.Roles) == 0 && len(c.ThirdParties) == 0:
		return w.refuse(ErrIncomplete, "a communication says how it was made, and which roles or third parties were told")
	}
	return nil
}

// review refuses a review that leaves open what it found.
func (w walk) review(v *Review) error {
	if err := w.inForce(); err != nil {
		return err
	}
	switch {
	case v.By == "" || blank(v.Outcome):
		return w.refuse(ErrIncomplete, "a review says by whom it was made, and what was found")
	case v.Consistent == "" || v.NeedsAmending == "":
		return w.refuse(ErrIncomplete, "a review says whether it still agrees with what it serves (consistent), and whether it has to be amended (needs_amending)")
	case v.NeedsAmending == records.Yes && v.AmendBy.IsZero():
		return w.refuse(ErrIncomplete, "the review found that it has to be amended, and sets no day for that (amend_by)")
	case v.NeedsAmending == records.Yes && v.AmendBy.Before(v.On):
		return w.refuse(ErrOrder, "the day set for amending it, %s, lies before that of the review, %s", v.AmendBy, v.On)
	}
	return nil
}

// report refuses progress that says nothing, or a figure where there is nothing to measure.
func (w walk) report(p *Progress, quantified bool) error {
	if err := w.inForce(); err != nil {
		return err
	}
	switch {
	case p.Value == nil && blank(p.Note):
		return w.refuse(ErrIncomplete, "an entry on progress holds a figure or a note")
	case p.Value != nil && !quantified:
		return w.refuse(ErrIncomplete, "the revision in force on %s has no measure that the figure could be of: enter a note, or amend it", w.day)
	case p.Value != nil && !exact(*p.Value):
		return w.refuse(ErrIncomplete, "the figure has more than %d digits before or after the point", maxDigits)
	}
	return nil
}
