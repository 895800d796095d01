package emergency

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Each step returns the record as it is after it; the one it was called on stays as it was.

func (p *Plan) walk(step records.Step, on records.Date) (walk, error) {
	w := walk{records.Attempt{Record: p.Ref(), Step: step, On: on}}
	if err := w.Dated(); err != nil {
		return w, err
	}
	state, _ := p.State(records.At(on.Start()))
	w.State = string(state)
	return w, nil
}

// Draft adds a revision that nobody has approved yet.
func (p Plan) Draft(v documents.Revision) (Plan, error) {
	w := walk{records.Attempt{Record: p.Ref(), Step: StepDraft}}
	switch {
	case blank(v.Number):
		return p, w.Refuse(ErrIncomplete, "the new revision has no number")
	case p.numbered(v.Number) >= 0:
		return p, w.Refuse(ErrUnknown, "there is a revision %s already: give the new one its own number", v.Number)
	case v.ApprovedBy != "" || !v.ApprovedOn.IsZero():
		return p, w.Refuse(ErrState, "revision %s comes with an approval: put it in as a draft, then have it approved", v.Number)
	}
	p.Revisions = append(slices.Clip(p.Revisions), v)
	return p, nil
}

// Approve brings a draft into force from a day on. The plan has to say what is done and who
// takes charge, and how often it is reviewed and tried out, or why it cannot be.
func (p Plan) Approve(number string, by records.ID[records.Person], on, from records.Date) (Plan, error) {
	w, err := p.walk(StepApprove, on)
	if err != nil {
		return p, err
	}
	i := p.numbered(number)
	switch {
	case i < 0:
		return p, w.Refuse(ErrUnknown, "there is no revision %s", number)
	case p.Revisions[i].ApprovedBy != "":
		return p, w.Refuse(ErrState, "revision %s was approved on %s by person %s", number, p.Revisions[i].ApprovedOn, string(p.Revisions[i].ApprovedBy))
	case by == "" || from.IsZero():
		return p, w.Refuse(ErrIncomplete, "it is not said who approves revision %s, or from which day it applies", number)
	}
	for _, other := range p.Revisions {
		if other.ApprovedBy != "" && (on.Before(other.ApprovedOn) || from.Before(other.EffectiveFrom)) {
			return p, w.Refuse(ErrOrder, "revision %s was approved on %s and applies from %s: the next one cannot come before it", other.Number, other.ApprovedOn, other.EffectiveFrom)
		}
	}
	if lacks := p.Lacks(); len(lacks) > 0 {
		return p, w.Refuse(ErrIncomplete, "the plan lacks %s", strings.Join(lacks, ", "))
	}
	p.Revisions = slices.Clone(p.Revisions)
	v := &p.Revisions[i]
	v.ApprovedBy, v.ApprovedOn, v.EffectiveFrom = by, on, from
	return p, nil
}

// Lacks returns what a plan has to say before it is approved and does not, in words.
func (p Plan) Lacks() []string {
	var lacks []string
	if !p.WholeScope && len(p.Sites) == 0 {
		lacks = append(lacks, "the sites for which it is")
	}
	if len(p.InCharge) == 0 {
		lacks = append(lacks, "who takes charge")
	}
	if len(p.Responses) == 0 && !p.Is(Recovery) {
		lacks = append(lacks, "what is done when a scenario comes true")
	}
	if len(p.Restoring) == 0 && p.Is(Recovery) {
		lacks = append(lacks, "how security is brought back")
	}
	if p.ReviewInterval.IsZero() {
		lacks = append(lacks, "how often it is reviewed")
	}
	if p.DrillInterval.IsZero() && blank(p.NotPracticable) {
		lacks = append(lacks, "how often it is tried out, or why that is not practicable")
	}
	return lacks
}

// Withdraw takes the plan out of force from a day on. The revision before does not come back.
func (p Plan) Withdraw(on records.Date) (Plan, error) {
	w, err := p.walk(StepWithdraw, on)
	if err != nil {
		return p, err
	}
	i := records.Current(records.At(on.Start()), len(p.Revisions), p.life)
	if i < 0 {
		return p, w.Refuse(ErrState, "on %s no revision of it is in force (%s)", on, w.State)
	}
	if to := p.Revisions[i].WithdrawnOn; !to.IsZero() {
		return p, w.Refuse(ErrState, "it is withdrawn as of %s already", to)
	}
	p.Revisions = slices.Clone(p.Revisions)
	p.Revisions[i].WithdrawnOn = on
	return p, nil
}

// Carry enters that a change decided by the review is in a revision of the plan.
func (v Review) Carry(key string, plan Plan, number string) (Review, error) {
	w := walk{records.Attempt{Record: v.Ref(), Step: StepCarry}}
	list, err := w.carry(v.Actions, key, v.On, v.Plans, &plan, number)
	v.Actions = list
	return v, err
}

// Drop enters that a change decided by the review is not to be made any more, and why.
func (v Review) Drop(key string, on records.Date, because string) (Review, error) {
	w := walk{records.Attempt{Record: v.Ref(), Step: StepDrop}}
	list, err := w.drop(v.Actions, key, v.On, on, because)
	v.Actions = list
	return v, err
}

// open finds a change that is neither carried nor dropped.
func (w walk) open(list []PlanChange, key string) (int, error) {
	i := slices.IndexFunc(list, func(c PlanChange) bool { return c.Key == key && key != "" })
	switch {
	case i < 0:
		return i, w.Refuse(ErrUnknown, "it has no change %q", key)
	case list[i].CarriedBy != "":
		return i, w.Refuse(ErrState, "change %s is in revision %s", key, list[i].CarriedBy)
	case !list[i].DroppedOn.IsZero():
		return i, w.Refuse(ErrState, "change %s was dropped as of %s", key, list[i].DroppedOn)
	}
	return i, nil
}

func (w walk) carry(list []PlanChange, key string, decided records.Date, plans []records.ID[Plan], plan *Plan, number string) ([]PlanChange, error) {
	i, err := w.open(list, key)
	if err != nil {
		return list, err
	}
	n := plan.numbered(number)
	switch {
	case list[i].Of(plans) != plan.ID:
		return list, w.Refuse(ErrUnknown, "change %s is about emergency plan %s, not %s", key, string(list[i].Of(plans)), string(plan.ID))
	case n < 0:
		return list, w.Refuse(ErrUnknown, "%s has no revision %s", plan.Ref(), number)
	case plan.Revisions[n].ApprovedBy == "" || plan.Revisions[n].EffectiveFrom.IsZero():
		return list, w.Refuse(ErrState, "revision %s of %s is not approved: have it approved first", number, plan.Ref())
	case plan.Revisions[n].ApprovedOn.Before(decided):
		return list, w.Refuse(ErrOrder, "revision %s was approved on %s, before the change was decided on %s", number, plan.Revisions[n].ApprovedOn, decided)
	}
	list = slices.Clone(list)
	list[i].CarriedBy = number
	return list, nil
}

func (w walk) drop(list []PlanChange, key string, decided, on records.Date, because string) ([]PlanChange, error) {
	i, err := w.open(list, key)
	switch {
	case err != nil:
		return list, err
	case on.IsZero() || on.Before(decided):
		return list, w.Refuse(ErrOrder, "the step needs a day, not before %s, when the change was decided", decided)
	case blank(because):
		return list, w.Refuse(ErrIncomplete, "it is not said why change %s is dropped", key)
	}
	list = slices.Clone(list)
	list[i].DroppedOn, list[i].DroppedBecause = on, because
	return list, nil
}
