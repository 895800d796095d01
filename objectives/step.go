package objectives

import "github.com/iso28000/iso28000/records"

// What one may do with an objective, a target or a programme in the course of its life.
const (
	StepDraft      records.Step = "draft"   // put a first or a new revision before whoever approves it
	StepApprove    records.Step = "approve" // approve a draft; the next revision takes the place of the one before
	StepTell       records.Step = "tell"    // make it known to those whom it concerns
	StepReport     records.Step = "report"  // enter progress
	StepReview     records.Step = "review"
	StepAchieve    records.Step = "achieve" // of an objective or a target
	StepWithdraw   records.Step = "withdraw"
	StepCompare    records.Step = "compare" // of a programme, and those that follow
	StepPrioritize records.Step = "prioritize"
	StepTask       records.Step = "task" // complete or drop a task
	StepComplete   records.Step = "complete"
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
)

// A walk is one step of a course, as of its day.
type walk struct {
	records.Attempt
	course
}

func (c course) walk(step records.Step, day records.Date) walk {
	w := walk{records.Attempt{Record: c.record, Step: step, On: day}, c}
	if !day.IsZero() {
		state, _ := c.state(w.Clock())
		w.State = string(state)
	}
	return w
}

// open refuses a step without a day, and one on something that has ended, be it on a later day.
func (w walk) open() error {
	if err := w.Dated(); err != nil {
		return err
	}
	return w.going()
}

// going refuses a step on something that has ended, or is marked so.
func (w walk) going() error {
	switch {
	case w.end.IsZero():
		return nil
	case w.ended:
		return w.Refuse(ErrState, "it is %s as of %s, and what has ended is not taken up again: set a new one in its place", w.end.Outcome, w.end.On)
	}
	return w.Refuse(ErrState, "it is marked as %s as of %s without what would bear that out: mend the mark, or take it out", w.end.Outcome, w.end.On)
}

// inForce refuses a step on something that is not in force on its day.
func (w walk) inForce() error {
	if err := w.open(); err != nil {
		return err
	}
	if w.State != string(records.InForce) {
		return w.Refuse(ErrState, "on %s it is %s, and not in force", w.On, describe(records.State(w.State)))
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
		return w.Refuse(ErrIncomplete, "the new revision has no number")
	case w.numbered(v.Number) >= 0:
		return w.Refuse(ErrUnknown, "there is a revision %s already: give the new one its own number", v.Number)
	case v.ApprovedBy != "" || !v.ApprovedOn.IsZero():
		return w.Refuse(ErrState, "revision %s comes with an approval: put it in as a draft, then have it approved", v.Number)
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
		return -1, w.Refuse(ErrUnknown, "there is no revision %s", number)
	case w.at(i).ApprovedBy != "":
		return -1, w.Refuse(ErrState, "revision %s was approved on %s by person %s", number, w.at(i).ApprovedOn, w.at(i).ApprovedBy)
	case by == "":
		return -1, w.Refuse(ErrIncomplete, "it is not said who approves revision %s", number)
	case from.IsZero():
		return -1, w.Refuse(ErrIncomplete, "it is not said from which day revision %s applies", number)
	}
	for j := range w.n {
		other := w.at(j)
		if other.ApprovedBy != "" && (w.On.Before(other.ApprovedOn) || from.Before(other.EffectiveFrom)) {
			return -1, w.Refuse(ErrOrder, "revision %s was approved on %s and applies from %s: the next one cannot come before it", other.Number, other.ApprovedOn, other.EffectiveFrom)
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
		return w.Refuse(ErrIncomplete, "it is not said who answers for it")
	}
	for i := range w.n {
		if v := w.at(i); v.ApprovedBy != "" && w.On.Before(v.ApprovedOn) {
			return w.Refuse(ErrOrder, "revision %s was approved on %s: the end cannot lie before that", v.Number, v.ApprovedOn)
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
		return w.Refuse(ErrUnknown, "there is no revision %s", c.Revision)
	case !approved:
		return w.Refuse(ErrState, "on %s nobody had approved what is made known", c.On)
	case blank(c.Means) || len(c.Roles) == 0 && len(c.ThirdParties) == 0:
		return w.Refuse(ErrIncomplete, "a communication says how it was made, and which roles or third parties were told")
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
		return w.Refuse(ErrIncomplete, "a review says by whom it was made, and what was found")
	case v.Consistent == "" || v.NeedsAmending == "":
		return w.Refuse(ErrIncomplete, "a review says whether it still agrees with what it serves (consistent), and whether it has to be amended (needs_amending)")
	case v.NeedsAmending == records.Yes && v.AmendBy.IsZero():
		return w.Refuse(ErrIncomplete, "the review found that it has to be amended, and sets no day for that (amend_by)")
	case v.NeedsAmending == records.Yes && v.AmendBy.Before(v.On):
		return w.Refuse(ErrOrder, "the day set for amending it, %s, lies before that of the review, %s", v.AmendBy, v.On)
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
		return w.Refuse(ErrIncomplete, "an entry on progress holds a figure or a note")
	case p.Value != nil && !quantified:
		return w.Refuse(ErrIncomplete, "the revision in force on %s has no measure that the figure could be of: enter a note, or amend it", w.On)
	case p.Value != nil && !exact(*p.Value):
		return w.Refuse(ErrIncomplete, "the figure has more than %d digits before or after the point", maxDigits)
	}
	return nil
}
