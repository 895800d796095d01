package incidents

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	effectElse     conformity.Message = "incidents.effect.else: {0} is no corrective action that is completed"
	effectFound    conformity.Message = "incidents.effect.confirmed: {1} found on {2} that {subject}, {0}, has worked"
	effectAhead    conformity.Message = "incidents.effect.ahead: whether {subject}, {0}, has worked has to be confirmed by {1}"
	effectUndated  conformity.Message = "incidents.effect.undated: nothing says by when it is confirmed whether {subject}, {0}, has worked: set a day"
	effectMissing  conformity.Message = "incidents.effect.missing: by {1} nobody had confirmed whether {subject}, {0}, has worked: have somebody else look than who carried it out, and record on what evidence"
	effectDoubted  conformity.Message = "incidents.effect.doubted: the confirmation of {2} that {subject}, {0}, has worked does not count, because {3}, and one was due by {1}: have somebody else look at what was seen since it was completed"
	effectFailed   conformity.Message = "incidents.effect.failed: {1} found on {2} that {subject}, {0}, has not worked, and nothing follows from that: reopen it, or propose an action that follows it"
	effectFollowed conformity.Message = "incidents.effect.followed: {subject}, {0}, was found not to have worked, and {1} follows it"
	effectBelied   conformity.Message = "incidents.effect.belied: {subject}, {0}, was to remove a cause that {1} found again in {2} of {3}, within the watch until {4}: reopen it, or propose an action that follows it"
)

// effectConfirmed decides 4.5.3.e for a completed corrective action: by the day set, somebody
// other than who carried it out or answers for it has confirmed on evidence from after it
// whether it worked, and where it did not another action follows, or it is reopened. That its
// cause came back within the watch belies any confirmation. Late but done is done.
func effectConfirmed(r *conformity.Reader, a *Action) conformity.Verdict {
	if a.Kind != Corrective || a.Completed(r).IsZero() || r.Happened(a.DroppedOn) {
		return conformity.Nothing(effectElse, *a)
	}
	follower := func() *Action {
		return actionsByFollowed.Of(r, a.ID).First(func(next *Action) bool {
			return next.ID != a.ID && r.Happened(next.firstDay()) && !next.firstDay().Before(a.Completed(r)) && !r.Happened(next.DroppedOn)
		})
	}
	confirmed := a.Confirmed(r)
	incident, found := recurrence(r, a)
	if incident != nil || confirmed != nil && confirmed.Effective == records.No {
		next := follower()
		switch {
		case next != nil:
			return conformity.Met(effectFollowed, a.Title, *next)
		case incident != nil:
			return conformity.Unmet(effectBelied, a.Title, *found, *incident, incident.OccurredOn, a.WatchedUntil(r)).At("reopenings")
		}
		return conformity.Unmet(effectFailed, a.Title, confirmed.By, confirmed.On).At("effectiveness")
	}
	switch {
	case confirmed != nil:
		conformity.Look(r, confirmed.By)
		return conformity.Met(effectFound, a.Title, confirmed.By, confirmed.On)
	case a.EffectivenessDueOn.IsZero():
		return conformity.Undetermined(effectUndated, a.Title).At("effectiveness_due_on")
	case !r.Over(a.EffectivenessDueOn):
		return conformity.Met(effectAhead, a.Title, a.EffectivenessDueOn)
	}
	if c, doubt := a.doubtful(r); c != nil {
		return conformity.Unmet(effectDoubted, a.Title, a.EffectivenessDueOn, c.On, string(doubt)).At("effectiveness")
	}
	return conformity.Unmet(effectMissing, a.Title, a.EffectivenessDueOn).At("effectiveness")
}

// doubtful returns the last confirmation that does not count, and why.
func (a *Action) doubtful(clock records.Clock) (last *Confirmation, why Doubt) {
	for i := range a.Effectiveness {
		c := &a.Effectiveness[i]
		if doubt := a.doubt(clock, c); clock.Happened(c.On) && doubt != "" && (last == nil || !c.On.Before(last.On)) {
			last, why = c, doubt
		}
	}
	return last, why
}

const (
	changesNone   conformity.Message = "incidents.changes.none: no action on record calls for a documented procedure to change"
	changesElse   conformity.Message = "incidents.changes.else: {0} is not to be done, or calls for no procedure to change"
	changeAhead   conformity.Message = "incidents.changes.ahead: {subject} is not completed; {0} has to change by then: {1}"
	changeMade    conformity.Message = "incidents.changes.made: revision {1} of {0}, which {subject} calls for, was approved on {2}"
	changeUnnamed conformity.Message = "incidents.changes.unnamed: {subject} is completed, and no revision of {0} is named that holds the change it calls for ({1}): have it revised, and name the revision"
	changeMissing conformity.Message = "incidents.changes.missing: {subject} is completed, and revision {1} of {0}, which is to hold the change it calls for, is not on record as approved: have it approved, or name the right one"
	changeOlder   conformity.Message = "incidents.changes.older: revision {1} of {0} was approved on {2}, before {subject}, which calls for it, was thought of on {3}: name the revision that holds the change"
)

// procedureChangesMade decides 4.5.3.changes for each documented procedure that has to change on
// account of an action: once that is completed, a revision holds the change, which was approved,
// and not before the action was thought of. Until then it is on its way.
func procedureChangesMade(r *conformity.Reader, a *Action, say conformity.Say) {
	if len(a.ProcedureChanges) == 0 || !a.Decided(r) || r.Happened(a.DroppedOn) {
		say("", conformity.Nothing(changesElse, *a))
		return
	}
	for i := range a.ProcedureChanges {
		path := fmt.Sprintf("procedure_changes[%d]", i)
		say(path, procedureChanged(r, a, &a.ProcedureChanges[i]).At(path))
	}
}

func procedureChanged(r *conformity.Reader, a *Action, c *ProcedureChange) conformity.Verdict {
	ref, revision := revisionOf(r, c)
	switch approved := revision != nil && revision.ApprovedBy != "" && r.Happened(revision.ApprovedOn); {
	case approved && !revision.ApprovedOn.Before(a.firstDay()):
		return conformity.Met(changeMade, ref, c.Revision, revision.ApprovedOn)
	case a.Completed(r).IsZero():
		return conformity.Met(changeAhead, ref, c.What)
	case blank(c.Revision):
		return conformity.Unmet(changeUnnamed, ref, c.What)
	case approved:
		return conformity.Unmet(changeOlder, ref, c.Revision, revision.ApprovedOn, a.firstDay())
	}
	return conformity.Unmet(changeMissing, ref, c.Revision)
}

// revisionOf finds what has to change, and the revision that is named as holding the change.
func revisionOf(r *conformity.Reader, c *ProcedureChange) (records.Ref, *documents.Revision) {
	var revisions []documents.Revision
	ref := c.Document.Ref()
	if c.Procedure != "" {
		ref = c.Procedure.Ref()
		if p := conformity.Look(r, c.Procedure); p != nil {
			revisions = p.Revisions
		}
	} else if d := conformity.Look(r, c.Document); d != nil {
		revisions = d.Revisions
	}
	for i := range revisions {
		if revisions[i].Number == c.Revision && c.Revision != "" {
			return ref, &revisions[i]
		}
	}
	return ref, nil
}

func changesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(changesNone) }

const (
	trainingNone    conformity.Message = "incidents.training.none: no action on record makes training necessary"
	trainingElse    conformity.Message = "incidents.training.else: {0} is not to be done, or makes no training necessary"
	trainingAhead   conformity.Message = "incidents.training.ahead: {subject} is not completed; it makes training necessary: {0}"
	trainingDone    conformity.Message = "incidents.training.done: {0}, which {subject} makes necessary, was held on {1}"
	trainingUnnamed conformity.Message = "incidents.training.unnamed: {subject} is completed, and no training is named for what it makes necessary ({0}): have it held, and name it"
	trainingMissing conformity.Message = "incidents.training.missing: {subject} is completed, and {0}, which it makes necessary ({1}), has not been held: hold it"
)

// trainingHeld decides 4.5.3.training for each training that an action makes necessary: once the
// action is completed, it has been held. Who passed it is for 4.4.2.
func trainingHeld(r *conformity.Reader, a *Action, say conformity.Say) {
	if len(a.TrainingNeeds) == 0 || !a.Decided(r) || r.Happened(a.DroppedOn) {
		say("", conformity.Nothing(trainingElse, *a))
		return
	}
	for i, n := range a.TrainingNeeds {
		path := fmt.Sprintf("training_needs[%d]", i)
		say(path, needMet(r, a, n).At(path))
	}
}

func needMet(r *conformity.Reader, a *Action, n TrainingNeed) conformity.Verdict {
	t := conformity.Look(r, n.Training)
	switch {
	case t != nil && t.TookPlace(r):
		return conformity.Met(trainingDone, *t, t.CompletedOn)
	case a.Completed(r).IsZero():
		return conformity.Met(trainingAhead, n.Text)
	case n.Training == "":
		return conformity.Unmet(trainingUnnamed, n.Text)
	}
	return conformity.Unmet(trainingMissing, n.Training, n.Text)
}

func trainingAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(trainingNone) }
