package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Each step returns the action as it is after it; the one it was called on stays as it was.
//
//	proposed → approved → cleared → under way → completed → effective
//	               ↑                                ↓ ↑            ↓
//	            reopened ←──────────────────── ineffective ←───────┘
//
// An approved action is cleared by a risk review that finds it acceptable. Any that is not
// completed may be dropped.

func (a *Action) walk(step records.Step, on records.Date) (walk, error) {
	w := walk{records.Attempt{Record: a.Ref(), Step: step, On: on}}
	if err := w.Dated(); err != nil {
		return w, err
	}
	state := a.State(w.Clock())
	w.State = string(state)
	if !a.DroppedOn.IsZero() {
		w.State = string(ActionDropped)
		return w, w.Refuse(ErrState, "it was dropped as of %s: propose another one", a.DroppedOn)
	}
	if latest := a.latest(); on.Before(latest) {
		return w, w.Refuse(ErrOrder, "something on record of it is dated %s, after %s", latest, on)
	}
	return w, nil
}

// latest returns the day of the last step that changed how far the action has come.
func (a *Action) latest() records.Date {
	last := later(a.ApprovedOn, a.ProposedOn)
	for i := range len(a.Reopenings) + 1 {
		run := a.run(i)
		last = later(last, later(run.StartedOn, run.CompletedOn))
	}
	for _, r := range a.Reopenings {
		last = later(last, r.On)
	}
	return last
}

// change returns the current run of a copy of the action, for the step to change.
func (a *Action) change(on records.Date) *Run {
	a.Reopenings = slices.Clone(a.Reopenings)
	run, _ := a.Current(records.At(on.Start()))
	return run
}

// Approve decides that the action is to be done, by whom and by when.
func (a Action) Approve(by records.ID[records.Person], on records.Date, owner records.ID[records.Person], due records.Date) (Action, error) {
	w, err := a.walk(StepApprove, on)
	switch {
	case err != nil:
		return a, err
	case a.State(w.Clock()) != ActionProposed:
		return a, w.wrong("it has been decided on")
	case by == "" || owner == "":
		return a, w.Refuse(ErrIncomplete, "it is not said who approves it, or who answers for it")
	case due.IsZero():
		return a, w.Refuse(ErrIncomplete, "it is not said by when it is done")
	case due.Before(on):
		return a, w.Refuse(ErrOrder, "it would be due on %s, before it is approved on %s", due, on)
	}
	a.ApprovedBy, a.ApprovedOn, a.Owner, a.DueOn = by, on, owner, due
	return a, nil
}

// ReviewRisk enters that the action was put through threat and risk assessment. It comes
// before the action is begun, or makes up for that where it was begun at once.
func (a Action) ReviewRisk(v RiskReview) (Action, error) {
	w, err := a.walk(StepReviewRisk, v.On)
	if err != nil {
		return a, err
	}
	if err := w.whole(v.faults()); err != nil {
		return a, err
	}
	a.RiskReviews = append(slices.Clip(a.RiskReviews), v)
	return a, nil
}

// Start begins to carry the action out. Without a risk review that finds it acceptable, made
// since it was last changed or reopened, it is refused with [ErrUnreviewed].
func (a Action) Start(on records.Date) (Action, error) {
	w, err := a.walk(StepStart, on)
	if err != nil {
		return a, err
	}
	switch a.State(w.Clock()) {
	case ActionCleared:
	case ActionApproved, ActionReopened:
		review, _ := a.Reviewed(w.Clock())
		if review == nil {
			return a, w.Refuse(ErrUnreviewed, "its own risk review is not on record: make it first, or begin at once where life is in immediate danger")
		}
		return a, w.Refuse(ErrUnreviewed, "its risk review of %s found it %s: change it, and review it again", review.On, review.Outcome)
	case ActionProposed:
		return a, w.wrong("have it approved first")
	default:
		return a, w.wrong("it has been begun already")
	}
	a.change(on).StartedOn = on
	return a, nil
}

// StartAtOnce begins to carry the action out before its risk review, since life or public
// safety is in immediate danger. The review is due by the day that is set here.
func (a Action) StartAtOnce(on records.Date, danger Imminent) (Action, error) {
	w, err := a.walk(StepStartAtOnce, on)
	if err != nil {
		return a, err
	}
	switch a.State(w.Clock()) {
	case ActionProposed, ActionApproved, ActionReopened:
	case ActionCleared:
		return a, w.wrong("its risk review lets it begin, so it needs no exception")
	default:
		return a, w.wrong("it has been begun already")
	}
	if err := w.whole(danger.faults()); err != nil {
		return a, err
	}
	if danger.ReviewBy.Before(on) {
		return a, w.Refuse(ErrOrder, "its risk review would be due on %s, before it begins on %s", danger.ReviewBy, on)
	}
	run := a.change(on)
	run.StartedOn, run.Imminent = on, danger
	return a, nil
}

// Report enters how far the action has come.
func (a Action) Report(p Progress) (Action, error) {
	w, err := a.walk(StepReport, p.On)
	switch {
	case err != nil:
		return a, err
	case !a.Open(records.At(p.On.Start())):
		return a, w.wrong("progress is made by what is decided and not done")
	case blank(p.Note):
		return a, w.Refuse(ErrIncomplete, "it is not said how far it has come")
	}
	a.Progress = append(slices.Clip(a.Progress), p)
	return a, nil
}

// Move puts off the day on which the action is due.
func (a Action) Move(m Move) (Action, error) {
	w, err := a.walk(StepMove, m.On)
	switch {
	case err != nil:
		return a, err
	case !a.Open(records.At(m.On.Start())):
		return a, w.wrong("only what is decided and not done has a day on which it is due")
	}
	if err := w.whole(m.faults()); err != nil {
		return a, err
	}
	if n := len(a.Moves); n > 0 && m.On.Before(a.Moves[n-1].On) {
		return a, w.Refuse(ErrOrder, "it was moved on %s, after %s", a.Moves[n-1].On, m.On)
	}
	a.Moves = append(slices.Clip(a.Moves), m)
	return a, nil
}

// Revise enters that what is to be done was changed. Judgements and, where it has not begun,
// the risk review have to be made anew.
func (a Action) Revise(v Revision) (Action, error) {
	w, err := a.walk(StepRevise, v.On)
	switch {
	case err != nil:
		return a, err
	case !a.Open(records.At(v.On.Start())) && a.State(records.At(v.On.Start())) != ActionProposed:
		return a, w.wrong("what is done cannot be changed: reopen it")
	case blank(v.Reason):
		return a, w.Refuse(ErrIncomplete, "it is not said why it is changed")
	}
	a.Revisions = append(slices.Clip(a.Revisions), v)
	return a, nil
}

// Complete enters that the action was carried out, and by whom. The procedures that it changes
// have their revisions by then, and the training that it makes necessary is named.
func (a Action) Complete(on records.Date, by records.ID[records.Person]) (Action, error) {
	w, err := a.walk(StepComplete, on)
	switch {
	case err != nil:
		return a, err
	case a.State(w.Clock()) != ActionUnderWay:
		return a, w.wrong("complete what was begun")
	case by == "":
		return a, w.Refuse(ErrIncomplete, "it is not said who carried it out")
	}
	for i, c := range a.ProcedureChanges {
		if c.Revision == "" {
			return a, w.Refuse(ErrIncomplete, "procedure_changes[%d] names no revision that holds the change (%s)", i, c.What)
		}
	}
	for i, n := range a.TrainingNeeds {
		if n.Training == "" {
			return a, w.Refuse(ErrIncomplete, "training_needs[%d] names no training that was held (%s)", i, n.Text)
		}
	}
	run := a.change(on)
	run.CompletedOn, run.CompletedBy = on, by
	return a, nil
}

// Confirm enters whether the action has worked, as somebody else found it than who carried it
// out or answers for it, on evidence that is not older than its completion.
func (a Action) Confirm(c Confirmation) (Action, error) {
	w, err := a.walk(StepConfirm, c.On)
	if err != nil {
		return a, err
	}
	switch a.State(records.At(c.On.Start())) {
	case ActionCompleted, ActionEffective, ActionIneffective:
	default:
		return a, w.wrong("complete it first")
	}
	if err := w.whole(c.faults()); err != nil {
		return a, err
	}
	switch doubt := a.doubt(records.At(c.On.Start()), &c); doubt {
	case "":
	case OwnWork:
		return a, w.Refuse(ErrOwnWork, "person %s carried it out or answers for it: have somebody else confirm it", string(c.By))
	default:
		return a, w.Refuse(ErrEvidence, "%s: rest it on what was seen since then", doubt)
	}
	a.Effectiveness = append(slices.Clip(a.Effectiveness), c)
	return a, nil
}

// Reopen takes the action up again, since its cause struck again or since it has not worked.
// An incident that is named has to lie within the watch. The new run needs its own risk review.
func (a Action) Reopen(r Reopening, incident *Incident) (Action, error) {
	w, err := a.walk(StepReopen, r.On)
	if err != nil {
		return a, err
	}
	switch a.State(records.At(r.On.Start())) {
	case ActionCompleted, ActionEffective, ActionIneffective:
	default:
		return a, w.wrong("only what was completed can be reopened")
	}
	if err := w.whole(r.faults()); err != nil {
		return a, err
	}
	if incident != nil {
		completed, until := a.Completed(records.At(r.On.Start())), a.WatchedUntil(records.At(r.On.Start()))
		if incident.OccurredOn.Before(completed) || until.IsZero() || incident.OccurredOn.After(until) {
			return a, w.Refuse(ErrOrder, "%s occurred on %s, and the watch runs from %s to %s: propose another action", incident.Ref(), incident.OccurredOn, completed, until)
		}
		r.Because = incident.ID
	}
	r.Run = Run{}
	a.Reopenings = append(slices.Clip(a.Reopenings), r)
	return a, nil
}

// MakeGood enters what was done about an action that was begun without its risk review and
// without danger to life.
func (a Action) MakeGood(x FollowUp) (Action, error) {
	w, err := a.walk(StepMakeGood, x.On)
	if err != nil {
		return a, err
	}
	run, _ := a.Current(records.At(x.On.Start()))
	_, inTime := a.Reviewed(records.At(x.On.Start()))
	if !records.At(x.On.Start()).Happened(run.Began()) || inTime || !run.Imminent.IsZero() {
		return a, w.wrong("there is no lapse to make good")
	}
	if blank(x.What) || x.By == "" {
		return a, w.Refuse(ErrIncomplete, "it is not said what was done about it, or by whom")
	}
	a.change(x.On).FollowUp = x
	return a, nil
}

// Drop enters that the action is not to be done any more, and why.
func (a Action) Drop(on records.Date, because string) (Action, error) {
	w, err := a.walk(StepDrop, on)
	switch {
	case err != nil:
		return a, err
	case !a.Open(w.Clock()) && a.State(w.Clock()) != ActionProposed:
		return a, w.wrong("what is done cannot be dropped")
	case blank(because):
		return a, w.Refuse(ErrIncomplete, "it is not said why it is dropped")
	}
	a.DroppedOn, a.DroppedBecause = on, because
	return a, nil
}

func (m Imminent) faults() error {
	var f records.Faults
	f.Require("reason", m.Reason)
	f.Require("by", string(m.By))
	f.RequireDate("review_by", m.ReviewBy)
	return f.Err()
}
