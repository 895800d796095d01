package change

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// open refuses a step of a change that was cancelled.
func (w walk) open(x *Change) error {
	if !x.CancelledOn.IsZero() {
		return w.Refuse(ErrState, "it was cancelled on %s", x.CancelledOn)
	}
	return nil
}

// Assess says that its threats and risks were considered: by whom, when, and what was found. A
// later consideration takes the place of an earlier one only while the change is not in effect.
func (x Change) Assess(a Assessment) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepAssess, On: a.On}}
	err := cmp.Or(w.Whole(a.faults()), w.open(&x), w.NotBefore(x.EnteredOn, "it was entered"), w.NotBefore(x.Assessment.On, "its threats were considered last"))
	switch {
	case err != nil:
		return x, err
	case !x.Assessment.IsZero() && !x.EffectiveOn.IsZero() && a.On.After(x.EffectiveOn):
		return x, w.Refuse(ErrState, "it took effect on %s on the strength of what was considered before: enter what is found now as a review", x.EffectiveOn)
	}
	x.Assessment, x.NotNeededBecause = a, ""
	return x, nil
}

// Spare says why the threats of new contractors, suppliers or personnel need not be considered.
// For no other change is there such a reason.
func (x Change) Spare(because string) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepSpare}}
	var f records.Faults
	f.Require("not_needed_because", because)
	if err := cmp.Or(w.Whole(f.Err()), w.open(&x)); err != nil {
		return x, err
	}
	for _, kind := range x.Kinds {
		if kind.Letter() != "e" {
			return x, w.Refuse(ErrState, "it is a change of %s: its threats have to be considered", kind)
		}
	}
	x.NotNeededBecause = because
	return x, nil
}

// Decide says who decided on the change. That may come before its threats were considered, but
// nothing takes effect on it alone.
func (x Change) Decide(by records.ID[records.Person], on records.Date) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepDecide, On: on}}
	var f records.Faults
	f.Require("decided_by", string(by))
	f.RequireDate("decided_on", on)
	switch err := cmp.Or(w.Whole(f.Err()), w.open(&x), w.NotBefore(x.EnteredOn, "it was entered")); {
	case err != nil:
		return x, err
	case x.Imposed:
		return x, w.Refuse(ErrState, "it comes from outside, and is not decided on here")
	case x.DecidedBy != "":
		return x, w.Refuse(ErrState, "%s decided on it on %s", x.DecidedBy, x.DecidedOn)
	case !x.EffectiveOn.IsZero() && on.After(x.EffectiveOn):
		return x, w.Refuse(ErrOrder, "it took effect on %s, before %s", x.EffectiveOn, on)
	}
	x.DecidedBy, x.DecidedOn = by, on
	return x, nil
}

// TakeEffect puts the change into effect from a day on. It is refused with [ErrUnassessed]
// unless the threats and risks that come with it were considered by that day, or need not be,
// and with [ErrState] before anybody decided on it.
func (x Change) TakeEffect(from records.Date) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepTakeEffect, On: from}}
	switch err := w.effect(&x); {
	case err != nil:
		return x, err
	case x.DecidedBy == "":
		return x, w.Refuse(ErrState, "nobody has decided on it")
	case x.DecidedOn.After(from):
		return x, w.Refuse(ErrOrder, "it was decided on %s only", x.DecidedOn)
	case x.spared():
	case x.Assessment.On.IsZero():
		return x, w.Refuse(ErrUnassessed, "nobody has considered the threats and risks that come with it: do that first")
	case x.Assessment.On.After(from):
		return x, w.Refuse(ErrUnassessed, "its threats were considered on %s only: let it take effect on that day or later", x.Assessment.On)
	}
	x.EffectiveOn = from
	return x, nil
}

// Occur says that a change from outside has taken effect, whether we were ready for it or not:
// a threat that has grown, a supplier that was taken over. What nobody considered by then is
// considered at once, with [Change.Assess], and followed up.
func (x Change) Occur(on records.Date) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepOccur, On: on}}
	switch err := w.effect(&x); {
	case err != nil:
		return x, err
	case x.DecidedBy != "":
		return x, w.Refuse(ErrState, "%s decided on it on %s: let it take effect", x.DecidedBy, x.DecidedOn)
	}
	x.EffectiveOn, x.Imposed = on, true
	return x, nil
}

// effect refuses what neither a decided nor an imposed change may do.
func (w walk) effect(x *Change) error {
	var f records.Faults
	f.RequireDate("effective_on", w.On)
	switch err := cmp.Or(w.Whole(f.Err()), w.open(x)); {
	case err != nil:
		return err
	case !x.EffectiveOn.IsZero():
		return w.Refuse(ErrState, "it takes effect on %s", x.EffectiveOn)
	}
	return nil
}

// Cancel says that the change is not to come. What has taken effect by that day is undone by
// another change.
func (x Change) Cancel(on records.Date, because string) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepCancel, On: on}}
	var f records.Faults
	f.RequireDate("cancelled_on", on)
	f.Require("cancelled_because", because)
	switch err := cmp.Or(w.Whole(f.Err()), w.open(&x), w.NotBefore(x.EnteredOn, "it was entered")); {
	case err != nil:
		return x, err
	case !x.EffectiveOn.IsZero() && !on.Before(x.EffectiveOn):
		return x, w.Refuse(ErrState, "it took effect on %s: undo it by another change", x.EffectiveOn)
	}
	x.CancelledOn, x.CancelledBecause = on, because
	return x, nil
}

// Follow says what was done about an assessment that came too late, and is finished.
func (x Change) Follow(u FollowUp) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepFollowUp, On: u.On}}
	switch err := cmp.Or(w.Whole(u.faults()), w.open(&x)); {
	case err != nil:
		return x, err
	case !x.late():
		return x, w.Refuse(ErrState, "its threats were not considered too late, so that there is nothing to make good")
	}
	if err := w.NotBefore(x.EffectiveOn, "it took effect"); err != nil {
		return x, err
	}
	x.FollowUp = u
	return x, nil
}

// ReviewRisk says what came of looking at a risk again on account of the change. The risk is
// added to those that the change bears on, where it is not among them.
func (x Change) ReviewRisk(v RiskReview) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepReview, On: v.On}}
	var f records.Faults
	f.Within("", v.faults())
	f.RequireDate("on", v.On)
	if err := cmp.Or(w.Whole(f.Err()), w.open(&x), w.NotBefore(x.EnteredOn, "it was entered")); err != nil {
		return x, err
	}
	i := slices.IndexFunc(x.Risks, func(known RiskReview) bool { return known.Risk == v.Risk })
	if i < 0 {
		x.Risks = append(slices.Clip(x.Risks), v)
		return x, nil
	}
	if err := w.NotBefore(x.Risks[i].On, "it was looked at last"); err != nil {
		return x, err
	}
	x.Risks = slices.Clone(x.Risks)
	x.Risks[i] = v
	return x, nil
}

// Look adds that somebody looked at a record that rests on what the change touched, or at how
// the change went.
func (x Change) Look(v Review) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepReview, On: v.On}}
	switch err := cmp.Or(w.Whole(v.faults()), w.open(&x), w.NotBefore(x.EnteredOn, "it was entered")); {
	case err != nil:
		return x, err
	case v.Record.IsZero() && (x.EffectiveOn.IsZero() || v.On.Before(x.EffectiveOn)):
		return x, w.Refuse(ErrOrder, "how it went can be said once it has taken effect")
	}
	x.Reviews = append(slices.Clip(x.Reviews), v)
	return x, nil
}

// Reflect says which revision of a procedure takes the change in. The procedure is added to
// those concerned, where it is not among them.
func (x Change) Reflect(procedure *documents.Procedure, revision string) (Change, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: StepReflect}}
	switch err := w.open(&x); {
	case err != nil:
		return x, err
	case procedure == nil || procedure.ID == "":
		return x, w.Refuse(ErrUnknown, "no procedure was given")
	case !slices.ContainsFunc(procedure.Revisions, func(r documents.Revision) bool { return r.Number == revision && revision != "" }):
		return x, w.Refuse(ErrUnknown, "%q is none of the revisions of %s", revision, procedure.Ref())
	}
	taken := Reflection{procedure.ID, revision}
	i := slices.IndexFunc(x.Procedures, func(p Reflection) bool { return p.Procedure == procedure.ID })
	if i < 0 {
		x.Procedures = append(slices.Clip(x.Procedures), taken)
		return x, nil
	}
	x.Procedures = slices.Clone(x.Procedures)
	x.Procedures[i] = taken
	return x, nil
}
