package objectives

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Draft adds a revision that nobody has approved yet, as [Objective.Draft] does.
func (p *Programme) Draft(v ProgrammeRevision) error {
	if err := p.course().walk(StepDraft, records.Date{}).draft(&v.Revision); err != nil {
		return err
	}
	p.Revisions = append(p.Revisions[:len(p.Revisions):len(p.Revisions)], v)
	return nil
}

// Approve makes a draft the programme, from a day on. It has to say what it serves, by when,
// who answers for it with which authority, by which means or tasks, at what cost and to what
// effect.
func (p *Programme) Approve(number string, by records.ID[records.Person], day, from records.Date) error {
	w := p.course().walk(StepApprove, day)
	i, err := w.approve(number, by, from)
	if err != nil {
		return err
	}
	v := p.Revisions[i]
	if lacks := p.lacks(&v); len(lacks) > 0 {
		return w.Refuse(ErrIncomplete, "revision %s lacks %s", number, listed(lacks))
	}
	v.ApprovedBy, v.ApprovedOn, v.EffectiveFrom = by, day, from
	p.Revisions = slices.Clone(p.Revisions)
	p.Revisions[i] = v
	return nil
}

// lacks returns what a revision does not say.
func (p *Programme) lacks(v *ProgrammeRevision) []string {
	if !p.Own() {
		return nil // another part of the organization knows what it needs
	}
	var lacks []string
	if len(v.Serves) == 0 {
		lacks = append(lacks, "an objective or target that it serves")
	}
	if slices.ContainsFunc(v.Serves, func(s Purpose) bool { return v.By(s).IsZero() }) {
		lacks = append(lacks, "a day by which each of them is reached")
	}
	if v.ResponsibleRole == "" {
		lacks = append(lacks, "a role that answers for it")
	}
	if blank(v.Authority) {
		lacks = append(lacks, "what that role may decide")
	}
	if blank(v.Means) && len(p.Tasks) == 0 {
		lacks = append(lacks, "means or tasks")
	}
	if v.Budget == nil {
		lacks = append(lacks, "a budget")
	}
	if blank(v.ExpectedEffect) {
		lacks = append(lacks, "the effect that is expected of it")
	}
	return lacks
}

// Compare enters a comparison of the ways in which the programme could be carried out.
func (p *Programme) Compare(c Comparison) error {
	w := p.course().walk(StepCompare, c.On)
	switch err := w.open(); {
	case err != nil:
		return err
	case !c.Weighed():
		return w.Refuse(ErrIncomplete, "a comparison sets at least two options side by side, each with its effect and its cost or effort, and names the one that was chosen")
	case blank(c.Reason):
		return w.Refuse(ErrIncomplete, "it is not said why %q was chosen", c.Chosen)
	}
	p.Comparisons = append(p.Comparisons[:len(p.Comparisons):len(p.Comparisons)], c)
	return nil
}

// Prioritize gives the programme its place among the others. It has to have been compared
// with other ways before: a programme is optimized first, and ranked then.
func (p *Programme) Prioritize(x Priority) error {
	w := p.course().walk(StepPrioritize, x.On)
	switch err := w.open(); {
	case err != nil:
		return err
	case x.Rank < 1:
		return w.Refuse(ErrIncomplete, "%d is no rank: they count from 1, which comes first", x.Rank)
	case blank(x.Reason):
		return w.Refuse(ErrIncomplete, "it is not said why it has that rank")
	case p.Compared(on(x.On), x.On) == nil:
		return w.Refuse(ErrOrder, "no options were compared up to %s: compare them first, and set its priority then", x.On)
	}
	if last := p.Priorities; len(last) > 0 && x.On.Before(last[len(last)-1].On) {
		return w.Refuse(ErrOrder, "its priority was set on %s: the next one cannot come before it", last[len(last)-1].On)
	}
	p.Priorities = append(p.Priorities[:len(p.Priorities):len(p.Priorities)], x)
	return nil
}

// CompleteTask enters that a task is done.
func (p *Programme) CompleteTask(key string, day records.Date) error {
	return p.onTask(key, day, func(_ walk, t *Task) error {
		t.CompletedOn = day
		return nil
	})
}

// DropTask enters that a task is not to be done any more, and why.
func (p *Programme) DropTask(key string, day records.Date, because string) error {
	return p.onTask(key, day, func(w walk, t *Task) error {
		if blank(because) {
			return w.Refuse(ErrIncomplete, "it is not said why task %s is dropped", key)
		}
		t.DroppedOn, t.DroppedBecause = day, because
		return nil
	})
}

// onTask changes an open task of the programme in force.
func (p *Programme) onTask(key string, day records.Date, change func(walk, *Task) error) error {
	w := p.course().walk(StepTask, day)
	if err := w.inForce(); err != nil {
		return err
	}
	i := p.task(key)
	if i < 0 {
		return w.Refuse(ErrUnknown, "it has no task %s", key)
	}
	task := p.Tasks[i]
	if !task.CompletedOn.IsZero() || !task.DroppedOn.IsZero() {
		return w.Refuse(ErrState, "task %s is %s already", key, task.State(on(later(task.CompletedOn, task.DroppedOn))))
	}
	if err := change(w, &task); err != nil {
		return err
	}
	p.Tasks = slices.Clone(p.Tasks)
	p.Tasks[i] = task
	return nil
}

// Review enters a review, which says whether the programme works, whether it still agrees
// with its objectives and targets, and whether it has to be amended and, if so, by when.
func (p *Programme) Review(v Review) error {
	w := p.course().walk(StepReview, v.On)
	if err := w.review(&v); err != nil {
		return err
	}
	if v.Effective == "" {
		return w.Refuse(ErrIncomplete, "a review of a programme says whether it works (effective)")
	}
	p.Reviews = append(p.Reviews[:len(p.Reviews):len(p.Reviews)], v)
	return nil
}

// Complete ends the programme as carried out: tasks were completed and none is open or, where
// it has none, the reason says how it shows.
func (p *Programme) Complete(by records.ID[records.Person], day records.Date, reason string) error {
	w := p.course().walk(StepComplete, day)
	if err := w.inForce(); err != nil {
		return err
	}
	if err := w.finish(by); err != nil {
		return err
	}
	open := p.Open(on(day))
	switch {
	case len(open) > 0:
		return w.Refuse(ErrIncomplete, "open tasks on %s: %d, the first of them %s; complete what is open, or drop it with the reason", day, len(open), open[0].Key)
	case len(p.Tasks) > 0 && !p.carriedOut(on(day)):
		return w.Refuse(ErrIncomplete, "all of its tasks were dropped: withdraw it instead")
	case len(p.Tasks) == 0 && blank(reason):
		return w.Refuse(ErrIncomplete, "it has no tasks: say how it shows that it was carried out")
	}
	p.End = End{Outcome: EndCompleted, On: day, By: by, Reason: reason}
	return nil
}

// Withdraw ends the programme for a reason.
func (p *Programme) Withdraw(by records.ID[records.Person], day records.Date, reason string) error {
	end, err := p.course().walk(StepWithdraw, day).withdraw(by, reason)
	if err != nil {
		return err
	}
	p.End = end
	return nil
}
