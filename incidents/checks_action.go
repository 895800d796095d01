package incidents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	actionsNone      conformity.Message = "incidents.action.none: no corrective or preventive action has been decided"
	actionElse       conformity.Message = "incidents.action.else: {0} is no corrective or preventive action that has been decided"
	actionNotYet     conformity.Message = "incidents.riskreview.notyet: {subject}, {0}, has not begun; it needs its own risk review before it may"
	actionCleared    conformity.Message = "incidents.riskreview.cleared: {subject}, {0}, was put through a risk review on {1}, which found it {2}"
	actionUnreviewed conformity.Message = "incidents.riskreview.missing: {subject}, {0}, was begun on {1} without a risk review of its own: make it now, and record what was done about the lapse (follow_up)"
	actionLateReview conformity.Message = "incidents.riskreview.late: {subject}, {0}, was begun on {1} and its risk review made only on {2}: record what was done about the lapse (follow_up)"
	actionRefused    conformity.Message = "incidents.riskreview.refused: {subject}, {0}, was begun on {1} although its risk review of {2} found it {3}: stop or change it, and review it again"
	actionMadeGood   conformity.Message = "incidents.riskreview.madegood: {subject}, {0}, was begun on {1} before its risk review, which was made up for on {2}; about the lapse this was done: {3}"
	actionDanger     conformity.Message = "incidents.riskreview.danger: {subject}, {0}, was begun on {1} before its risk review, since life or public safety was in danger ({2}); the review is due by {3}"
	actionDangerDone conformity.Message = "incidents.riskreview.dangerdone: {subject}, {0}, was begun on {1} before its risk review, since life or public safety was in danger ({2}); the review was made on {3}"
	actionDangerLate conformity.Message = "incidents.riskreview.dangerlate: {subject}, {0}, was begun on {1} before its risk review, since life or public safety was in danger; the review was due by {2} and is not on record: make it"
	actionDangerOpen conformity.Message = "incidents.riskreview.dangeropen: {subject}, {0}, was begun on {1} before its risk review, since life or public safety was in danger, and nothing says by when the review is made up for: set a day"
)

// decidedAction reports whether the check is about the action: a corrective or preventive one
// that somebody has decided on, or that was begun.
func decidedAction(r *conformity.Reader, a *Action) bool {
	return (a.Kind == Corrective || a.Kind == Preventive) && a.Decided(r)
}

// riskReviewedBefore decides 4.5.3.riskreview for a decided action, for each of its runs: its own
// risk review, which found it acceptable, was made before it was begun. An exception for
// imminent danger to life holds until the day set for the review; a lapse without such danger
// is made good by the review and what was done about it.
func riskReviewedBefore(r *conformity.Reader, a *Action, say conformity.Say) {
	if !decidedAction(r, a) {
		say("", conformity.Nothing(actionElse, *a))
		return
	}
	for i := range len(a.Reopenings) + 1 {
		if i == 0 || r.Happened(a.Reopenings[i-1].On) {
			path := ""
			if i > 0 {
				path = at("reopenings", i-1) + "."
			}
			say(fmt.Sprintf("run %d", i), runReviewed(r, a, i, path))
		}
	}
}

func runReviewed(r *conformity.Reader, a *Action, n int, path string) conformity.Verdict {
	run := a.run(n)
	began := run.Began()
	if !r.Happened(began) {
		if v := a.reviewWithin(r, n, records.Date{}); v != nil && v.Clears() {
			return conformity.Met(actionCleared, a.Title, v.On, string(v.Outcome))
		}
		return conformity.Met(actionNotYet, a.Title)
	}
	if v := a.reviewWithin(r, n, began); v != nil && v.Clears() {
		return conformity.Met(actionCleared, a.Title, v.On, string(v.Outcome))
	} else if v != nil && run.Imminent.IsZero() {
		return conformity.Unmet(actionRefused, a.Title, began, v.On, string(v.Outcome)).At(path + "started_on")
	}
	late := a.reviewWithin(r, n, records.Date{})
	if !blank(run.Imminent.Reason) {
		return reviewMadeUp(r, a, run, late, path)
	}
	switch {
	case late == nil:
		return conformity.Unmet(actionUnreviewed, a.Title, began).At("risk_reviews")
	case !late.Clears():
		return conformity.Unmet(actionRefused, a.Title, began, late.On, string(late.Outcome)).At(path + "started_on")
	case blank(run.FollowUp.What) || !r.Happened(run.FollowUp.On):
		return conformity.Unmet(actionLateReview, a.Title, began, late.On).At(path + "follow_up")
	}
	return conformity.Met(actionMadeGood, a.Title, began, late.On, run.FollowUp.What)
}

// reviewMadeUp decides for a run that was begun at once, since life was in danger.
func reviewMadeUp(r *conformity.Reader, a *Action, run *Run, review *RiskReview, path string) conformity.Verdict {
	danger := run.Imminent
	switch {
	case review != nil && !review.Clears():
		return conformity.Unmet(actionRefused, a.Title, run.Began(), review.On, string(review.Outcome)).At(path + "started_on")
	case review != nil:
		return conformity.Met(actionDangerDone, a.Title, run.Began(), danger.Reason, review.On)
	case danger.ReviewBy.IsZero():
		return conformity.Undetermined(actionDangerOpen, a.Title, run.Began()).At(path + "imminent.review_by")
	case r.Over(danger.ReviewBy):
		return conformity.Unmet(actionDangerLate, a.Title, run.Began(), danger.ReviewBy).At("risk_reviews")
	}
	return conformity.Met(actionDanger, a.Title, run.Began(), danger.Reason, danger.ReviewBy)
}

func actionsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(actionsNone) }

// actionProportionate decides 4.5.3.proportionate for a decided action: somebody has judged, since
// it was settled or last changed, that it is in proportion to the problem and the risks.
func actionProportionate(r *conformity.Reader, a *Action) conformity.Verdict {
	if !decidedAction(r, a) || r.Happened(a.DroppedOn) {
		return conformity.Nothing(actionElse, *a)
	}
	return conformity.Attested(r, "4.5.3.proportionate", a.Ref(), conformity.Judged{Record: *a, ChangedOn: a.RevisedOn(r)})
}

const (
	ledElse    conformity.Message = "incidents.corrective.else: {0} has come to no conclusion yet"
	ledTo      conformity.Message = "incidents.corrective.led: {subject}, {0}, led to {1}"
	ledAgain   conformity.Message = "incidents.corrective.led.again: {subject}, {0}, led to {1}, which was reopened on account of what it looked into"
	ledReason  conformity.Message = "incidents.corrective.reason: {subject}, {0}, led to no corrective action: {1}"
	ledNowhere conformity.Message = "incidents.corrective.nowhere: {subject}, {0}, was completed on {1} and led to neither a corrective action nor the reason why none is needed: decide which, and record it"

	correctiveElse    conformity.Message = "incidents.corrective.closed: {0} is no corrective action that is to be done"
	correctiveDone    conformity.Message = "incidents.corrective.done: {subject}, {0}, was completed on {1}"
	correctiveOwner   conformity.Message = "incidents.corrective.owner: nobody answers for {subject}, {0}: name an owner"
	correctiveUndated conformity.Message = "incidents.corrective.undated: nothing says by when {subject}, {0}, is done: set a day"
	correctiveLate    conformity.Message = "incidents.corrective.late: {subject}, {0}, was due on {1} and is not completed: complete it, or set a new day with the reason"
	correctiveDue     conformity.Message = "incidents.corrective.due: {subject}, {0}, is due on {1}, and {2} answers for it"
)

// ledToAction decides 4.5.3.d for a completed investigation: a corrective action names it that
// was not dropped, an earlier one was reopened on account of an incident that it looked into,
// or it is recorded why none is needed.
func ledToAction(r *conformity.Reader, v *Investigation) conformity.Verdict {
	if !v.Completed(r) {
		return conformity.Nothing(ledElse, *v)
	}
	a := actionsByInvestigation.Of(r, v.ID).First(func(a *Action) bool {
		return a.Kind == Corrective && r.Happened(a.firstDay()) && !r.Happened(a.DroppedOn)
	})
	var again *Action
	if a == nil {
		again = reopenedFor(r, v)
	}
	switch {
	case a != nil:
		return conformity.Met(ledTo, v.Title, *a)
	case again != nil:
		return conformity.Met(ledAgain, v.Title, *again)
	case !blank(v.NoActionBecause):
		return conformity.Met(ledReason, v.Title, v.NoActionBecause)
	}
	return conformity.Unmet(ledNowhere, v.Title, v.CompletedOn).At("no_action_because")
}

// reopenedFor returns a corrective action that was taken up anew on account of an incident
// which the investigation looked into, or nil. It becomes evidence.
func reopenedFor(r *conformity.Reader, v *Investigation) *Action {
	for _, incident := range v.Incidents {
		a := actionsByReopening.Of(r, incident).First(func(a *Action) bool {
			return a.Kind == Corrective && !r.Happened(a.DroppedOn) &&
				slices.ContainsFunc(a.Reopenings, func(x Reopening) bool { return x.Because == incident && r.Happened(x.On) })
		})
		if a != nil {
			return a
		}
	}
	return nil
}

// firstDay returns the day on which the action is first heard of.
func (a *Action) firstDay() records.Date {
	for _, day := range []records.Date{a.ProposedOn, a.ApprovedOn, a.Run.Began()} {
		if !day.IsZero() {
			return day
		}
	}
	return records.Date{}
}

// correctiveOnTime decides 4.5.3.d for a corrective action that is decided: it is completed or,
// while it is not, or was reopened, somebody answers for it and its day has not passed.
func correctiveOnTime(r *conformity.Reader, a *Action) conformity.Verdict {
	if a.Kind != Corrective || r.Happened(a.DroppedOn) {
		return conformity.Nothing(correctiveElse, *a)
	}
	if on := a.Completed(r); !on.IsZero() {
		return conformity.Met(correctiveDone, a.Title, on)
	}
	if !a.Open(r) {
		return conformity.Nothing(correctiveElse, *a)
	}
	due := a.Due(r)
	switch {
	case a.Owner == "":
		return conformity.Unmet(correctiveOwner, a.Title).At("owner")
	case due.IsZero():
		return conformity.Undetermined(correctiveUndated, a.Title).At("due_on")
	case r.Over(due):
		return conformity.Unmet(correctiveLate, a.Title, due).At("due_on")
	}
	return conformity.Met(correctiveDue, a.Title, due, a.Owner)
}
