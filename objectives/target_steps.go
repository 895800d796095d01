package objectives

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Draft adds a revision that nobody has approved yet, as [Objective.Draft] does.
func (t *Target) Draft(v TargetRevision) error {
	if err := t.course().walk(StepDraft, records.Date{}).draft(&v.Revision); err != nil {
		return err
	}
	t.Revisions = append(t.Revisions[:len(t.Revisions):len(t.Revisions)], v)
	return nil
}

// Approve makes a draft the target, from a day on. It has to serve an objective, and to have
// a measure with a value and a day by which it is due, or the reason why not.
func (t *Target) Approve(number string, by records.ID[records.Person], day, from records.Date) error {
	w := t.course().walk(StepApprove, day)
	i, err := w.approve(number, by, from)
	if err != nil {
		return err
	}
	v := t.Revisions[i]
	switch {
	case t.Objective == "":
		return w.Refuse(ErrIncomplete, "it names no objective that it serves")
	case blank(v.Statement):
		return w.Refuse(ErrIncomplete, "revision %s does not say what is to be reached", number)
	case len(v.lacks()) > 0 && blank(v.ReasonNotPracticable):
		return w.Refuse(ErrIncomplete, "revision %s lacks %s, and does not say why that is not practicable", number, listed(v.lacks()))
	}
	v.ApprovedBy, v.ApprovedOn, v.EffectiveFrom = by, day, from
	t.Revisions = slices.Clone(t.Revisions)
	t.Revisions[i] = v
	return nil
}

// lacks returns what keeps the target from being measurable and dated.
func (v *TargetRevision) lacks() []string {
	var lacks []string
	if blank(v.Measure.Metric) {
		lacks = append(lacks, "a measure")
	}
	if v.Measure.Value == nil {
		lacks = append(lacks, "a value")
	}
	if v.DueOn.IsZero() {
		lacks = append(lacks, "a day by which it is due")
	}
	return lacks
}

// Tell enters that it was made known to roles and third parties, in a revision that is approved.
func (t *Target) Tell(c Communication) error {
	if err := t.course().walk(StepTell, c.On).tell(&c); err != nil {
		return err
	}
	t.Communications = append(t.Communications[:len(t.Communications):len(t.Communications)], c)
	return nil
}

// Report enters progress.
func (t *Target) Report(p Progress) error {
	w := t.course().walk(StepReport, p.On)
	i := w.revisionOn(p.On)
	if err := w.report(&p, i >= 0 && t.Revisions[i].Measure.Quantified()); err != nil {
		return err
	}
	t.Progress = append(t.Progress[:len(t.Progress):len(t.Progress)], p)
	return nil
}

// Review enters a review, which says whether the target still agrees with its objective and
// whether it has to be amended and, if so, by when.
func (t *Target) Review(v Review) error {
	if err := t.course().walk(StepReview, v.On).review(&v); err != nil {
		return err
	}
	t.Reviews = append(t.Reviews[:len(t.Reviews):len(t.Reviews)], v)
	return nil
}

// Achieve ends the target as reached, as [Objective.Achieve] does.
func (t *Target) Achieve(by records.ID[records.Person], day records.Date, reason string) error {
	end, err := t.course().walk(StepAchieve, day).achieve(t.figures(), by, reason)
	if err != nil {
		return err
	}
	t.End = end
	return nil
}

// Withdraw ends the target for a reason.
func (t *Target) Withdraw(by records.ID[records.Person], day records.Date, reason string) error {
	end, err := t.course().walk(StepWithdraw, day).withdraw(by, reason)
	if err != nil {
		return err
	}
	t.End = end
	return nil
}
