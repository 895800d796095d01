package objectives

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// targetChecks are those of 4.3.4, in the order of the standard.
func targetChecks() []conformity.Check[Input] {
	checks := []conformity.Check[Input]{
		conformity.Whole[Input]("4.3.4.establish", targetsSet),
	}
	checks = append(checks, ofObjectives("4.3.4.establish", one(hasTarget))...)
	add := func(requirement string, check func(*conformity.Reader, *target, conformity.Say)) {
		checks = append(checks, ofTargets(requirement, check)...)
	}
	add("4.3.4.appropriate", one(judgedOf("4.3.4.appropriate")))
	add("4.3.4.documented", one(func(r *conformity.Reader, t *target) conformity.Verdict { return written(r, &t.subject) }))
	add("4.3.4.maintain", one(func(r *conformity.Reader, t *target) conformity.Verdict {
		return pursued(r, &t.subject, t.now.TrackingInterval, t.Progress)
	}))
	add("4.3.4.derived", one(derivedFromObjective))
	add("4.3.4.a", one(judgedOf("4.3.4.a")))
	add("4.3.4.b", one(measurable))
	add("4.3.4.c", func(r *conformity.Reader, t *target, say conformity.Say) {
		employeesTold(r, &t.subject, t.Audience, t.Communications, say)
	})
	add("4.3.4.c.thirdparties", func(r *conformity.Reader, t *target, say conformity.Say) {
		outsidersTold(r, &t.subject, t.Audience, t.Communications, say)
	})
	add("4.3.4.d", one(func(r *conformity.Reader, t *target) conformity.Verdict {
		return reviewedInTime(r, &t.subject, t.now.ReviewInterval, t.Reviews)
	}))
	add("4.3.4.amend", func(r *conformity.Reader, t *target, say conformity.Say) { amended(r, &t.subject, t.Reviews, say) })
	return checks
}

const (
	targetsDraft  conformity.Message = "objectives.target.none.draft: no target is in force; {0}, {1}, is {2}: have it approved, with the day from which it applies"
	targetsMarked conformity.Message = "objectives.target.set: {0} is in force"
	targetServes  conformity.Message = "objectives.target.serves: {subject}, {0}, is served by {1}"
	targetExcuse  conformity.Message = "objectives.target.reason: {subject}, {0}, says why it has no target: {1}"
	targetLacking conformity.Message = "objectives.target.lacking: {subject}, {0}, has no target in force: set one, or record the reason for having none"
	targetReached conformity.Message = "objectives.target.reached: the targets of {subject}, {0}, have all ended, the last with {1}: set the next one, record the reason for having none, or close the objective if it is achieved"
)

// targetsSet decides 4.3.4.establish for the whole: there is a target in force. That an
// objective may do without one does not mean that all of them may.
func targetsSet(r *conformity.Reader) conformity.Verdict {
	if found := conformity.All[Target](r).First(func(t *Target) bool { return t.InForce(r) }); found != nil {
		return conformity.Nothing(targetsMarked, *found)
	}
	near := conformity.All[Target](r).First(func(t *Target) bool { state, _ := t.State(r); return onItsWay(state) })
	if near == nil {
		return conformity.Unmet(targetNone)
	}
	state, _ := near.State(r)
	return conformity.Unmet(targetsDraft, *near, near.Title, describe(state))
}

var targetsByObjective = conformity.NewIndex(func(t *Target) records.ID[Objective] { return t.Objective })

// hasTarget decides 4.3.4.establish for an objective: a target in force serves it, or it says
// why there is none.
func hasTarget(r *conformity.Reader, o *objective) conformity.Verdict {
	if t := targetsByObjective.Of(r, o.ID).First(func(t *Target) bool { return t.InForce(r) }); t != nil {
		return conformity.Met(targetServes, o.title, *t)
	}
	if !blank(o.ReasonNoTarget) {
		return conformity.Met(targetExcuse, o.title, o.ReasonNoTarget).At("reason_no_target")
	}
	ended := targetsByObjective.Of(r, o.ID).Latest(func(t *Target) records.Date {
		if state, _ := t.State(r); state != Achieved && state != records.Withdrawn {
			return records.Date{}
		}
		return t.End.On
	})
	if ended != nil {
		return conformity.Unmet(targetReached, o.title, *ended).At("reason_no_target")
	}
	return conformity.Unmet(targetLacking, o.title).At("reason_no_target")
}

// judgedOf makes the checks of 4.3.4.appropriate and 4.3.4.a for a target: by a judgement on
// it, or on all that are in force, no older than its revision in force.
func judgedOf(requirement string) func(*conformity.Reader, *target) conformity.Verdict {
	return func(r *conformity.Reader, t *target) conformity.Verdict {
		return conformity.Attested(r, requirement, t.Ref(), conformity.Judged{Record: *t.Target, ChangedOn: t.revision.RevisedOn()})
	}
}

const (
	targetDerived  conformity.Message = "objectives.target.derived: {subject}, {0}, serves {1}"
	targetLoose    conformity.Message = "objectives.target.loose: {subject}, {0}, names no objective that it serves: name one that is in force"
	targetLost     conformity.Message = "objectives.target.lost: {subject}, {0}, serves {1}, of which there is no entry: name an objective that is in force"
	targetOrphan   conformity.Message = "objectives.target.orphan: {subject}, {0}, serves {1}, which is {2}: name an objective that is in force, or withdraw the target"
	targetLateDue  conformity.Message = "objectives.target.late: {subject}, {0}, is due on {1}, later than {2}, which it serves and which is due on {3}: bring the target forward, or amend the objective"
	targetAtOdds   conformity.Message = "objectives.target.atodds: the review of {subject}, {0}, on {1} found it at odds with its objective ({2}): amend it, and review it again"
	targetOddsOpen conformity.Message = "objectives.target.oddsopen: the review of {subject}, {0}, on {1} does not say whether it still agrees with its objective: enter yes or no"
	targetFigures  conformity.Message = "objectives.target.figures: {subject}, {0}, lacks {1} and gives no reason: enter what is lacking, or say why that is not practicable"
)

// derivedFromObjective decides 4.3.4.derived: the target serves an objective in force, is due
// no later than that, and was not found at odds with it by its latest review. Other ways in
// which it may have drifted away, see [Target.Drift], are for its next review.
func derivedFromObjective(r *conformity.Reader, t *target) conformity.Verdict {
	if t.Objective == "" {
		return conformity.Unmet(targetLoose, t.title).At("objective")
	}
	o := conformity.Look(r, t.Objective)
	if o == nil {
		return conformity.Unmet(targetLost, t.title, t.Objective).At("objective")
	}
	aim := o.Current(r)
	if aim == nil {
		state, _ := o.State(r)
		return conformity.Unmet(targetOrphan, t.title, *o, describe(state)).At("objective")
	}
	last := lastReview(r, t.Reviews)
	switch {
	case dueTooLate(t.now, aim):
		return conformity.Unmet(targetLateDue, t.title, t.now.DueOn, *o, aim.DueOn).At(t.path + "due_on")
	case last != nil && last.Consistent == records.No:
		return conformity.Unmet(targetAtOdds, t.title, last.On, last.Outcome).At("reviews")
	case last != nil && last.Consistent != records.Yes:
		return conformity.Undetermined(targetOddsOpen, t.title, last.On).At("reviews")
	}
	return conformity.Met(targetDerived, t.title, *o).At("objective")
}

// measurable decides 4.3.4.b: a measure, a value and a day, or why not; and a judgement, no
// older than the revision in force, that the target can be reached and matters.
func measurable(r *conformity.Reader, t *target) conformity.Verdict {
	if lacks := t.now.lacks(); len(lacks) > 0 && blank(t.now.ReasonNotPracticable) {
		field := "measure"
		if !blank(t.now.Measure.Metric) && t.now.Measure.Value != nil {
			field = "due_on"
		}
		return conformity.Unmet(targetFigures, t.title, lacks).At(t.path + field)
	}
	return conformity.Attested(r, "4.3.4.b", t.Ref(), conformity.Judged{Record: *t.Target, ChangedOn: t.revision.RevisedOn()})
}

// targetViable decides 4.4.1.i for a target as for an objective. Data contradict the judgement
// where the target was due and has not been reached, and nobody judged it anew since.
func targetViable(r *conformity.Reader, t *target) conformity.Verdict {
	v := viable(r, &t.subject)
	if v.Status != conformity.StatusMet || t.now.DueOn.IsZero() || !r.Over(t.now.DueOn) {
		return v
	}
	missed, err := t.figures().standing(r)
	if err != nil || missed.State != Missed || judgedViable(r, &t.subject, t.now.DueOn.AddDays(1)).Status == conformity.StatusMet {
		return v
	}
	m := missed.Measure
	return conformity.Unmet(viableContradicted, t.title, t.now.DueOn, missed.MeasuredOn, missed.Figure, m.Aim, *m.Value).At("progress")
}
