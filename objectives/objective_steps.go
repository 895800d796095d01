package objectives

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// The steps in the life of an objective change it, or leave it as it was and return a
// [*records.StepError]. A copy that somebody kept stays as it was.

// Draft adds a revision that nobody has approved yet: the first, or an amendment. What is in
// force stays in force until the new one is approved and takes effect.
func (o *Objective) Draft(v ObjectiveRevision) error {
	if err := o.course().walk(StepDraft, records.Date{}).draft(&v.Revision); err != nil {
		return err
	}
	o.Revisions = append(o.Revisions[:len(o.Revisions):len(o.Revisions)], v)
	return nil
}

// Approve makes a draft the objective, from a day on. It has to grow out of the policy, and to
// have figures or the reason why not; where it asks for less than the one before, it says why.
func (o *Objective) Approve(number string, by records.ID[records.Person], day, from records.Date) error {
	w := o.course().walk(StepApprove, day)
	i, err := w.approve(number, by, from)
	if err != nil {
		return err
	}
	v := o.Revisions[i]
	switch {
	case blank(v.Statement):
		return w.Refuse(ErrIncomplete, "revision %s does not say what is to be achieved", number)
	case len(v.DerivedFrom) == 0:
		return w.Refuse(ErrIncomplete, "revision %s names no statement of the policy that it grows out of", number)
	case !v.Measure.Quantified() && blank(v.ReasonNotQuantified):
		return w.Refuse(ErrIncomplete, "revision %s has no figures: give a measure with unit and value, or the reason why that is not practicable", number)
	}
	if before := w.revisionOn(day); before >= 0 && blank(v.ReasonLessDemanding) && v.Measure.LessDemanding(o.Revisions[before].Measure) {
		return w.Refuse(ErrIncomplete, "revision %s asks for less than revision %s, and does not say why", number, o.Revisions[before].Number)
	}
	v.ApprovedBy, v.ApprovedOn, v.EffectiveFrom = by, day, from
	o.Revisions = slices.Clone(o.Revisions)
	o.Revisions[i] = v
	return nil
}

// Tell enters that it was made known to roles and third parties, in a revision that is approved.
func (o *Objective) Tell(c Communication) error {
	if err := o.course().walk(StepTell, c.On).tell(&c); err != nil {
		return err
	}
	o.Communications = append(o.Communications[:len(o.Communications):len(o.Communications)], c)
	return nil
}

// Report enters progress.
func (o *Objective) Report(p Progress) error {
	w := o.course().walk(StepReport, p.On)
	i := w.revisionOn(p.On)
	if err := w.report(&p, i >= 0 && o.Revisions[i].Measure.Quantified()); err != nil {
		return err
	}
	o.Progress = append(o.Progress[:len(o.Progress):len(o.Progress)], p)
	return nil
}

// Review enters a review, which says whether the objective still agrees with the policy and
// whether it has to be amended and, if so, by when.
func (o *Objective) Review(v Review) error {
	if err := o.course().walk(StepReview, v.On).review(&v); err != nil {
		return err
	}
	o.Reviews = append(o.Reviews[:len(o.Reviews):len(o.Reviews)], v)
	return nil
}

// Achieve ends the objective as reached. What was measured has to bear that out; where there
// are no figures, the reason says how it shows.
func (o *Objective) Achieve(by records.ID[records.Person], day records.Date, reason string) error {
	w := o.course().walk(StepAchieve, day)
	end, err := w.achieve(o.figures(), by, reason)
	if err != nil {
		return err
	}
	o.End = end
	return nil
}

// Withdraw ends the objective for a reason: it is given up, or another takes its place. A
// draft may be withdrawn too.
func (o *Objective) Withdraw(by records.ID[records.Person], day records.Date, reason string) error {
	end, err := o.course().walk(StepWithdraw, day).withdraw(by, reason)
	if err != nil {
		return err
	}
	o.End = end
	return nil
}

// achieve makes the end of what was reached.
func (w walk) achieve(x figures, by records.ID[records.Person], reason string) (End, error) {
	if err := w.inForce(); err != nil {
		return End{}, err
	}
	if err := w.finish(by); err != nil {
		return End{}, err
	}
	end := End{Outcome: EndAchieved, On: w.On, By: by, Reason: reason}
	if x.bearOut(&end) {
		return end, nil
	}
	i := x.revisionOn(w.On)
	m, due := x.of(i)
	if !m.Quantified() {
		return End{}, w.Refuse(ErrIncomplete, "revision %s has no figures: say how it shows that it was achieved", x.at(i).Number)
	}
	s, err := x.standingOn(w.On)
	switch {
	case err != nil:
		return End{}, w.Refuse(ErrIncomplete, "%v", err)
	case s.State == NotMeasured:
		return End{}, w.Refuse(ErrIncomplete, "nothing was measured up to %s that could show it", w.On)
	case m.capped() && m.meets(s.Figure) && due.IsZero():
		return End{}, w.Refuse(ErrIncomplete, "%s %s %s can be kept only until a day, and none is set by which it is due", m.Aim, m.Value, m.Unit)
	case m.capped() && m.meets(s.Figure):
		return End{}, w.Refuse(ErrIncomplete, "%s %s %s has to be kept until %s, and is counted only to %s", m.Aim, m.Value, m.Unit, due, s.MeasuredOn)
	}
	return End{}, w.Refuse(ErrIncomplete, "%s %s %s is aimed at, and the figure of %s is %s", m.Aim, m.Value, m.Unit, s.MeasuredOn, s.Figure)
}

// withdraw makes the end of what was given up.
func (w walk) withdraw(by records.ID[records.Person], reason string) (End, error) {
	if err := w.finish(by); err != nil {
		return End{}, err
	}
	if blank(reason) {
		return End{}, w.Refuse(ErrIncomplete, "it is not said why it is withdrawn")
	}
	return End{Outcome: EndWithdrawn, On: w.On, By: by, Reason: reason}, nil
}
