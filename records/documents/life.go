package documents

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Draft adds a revision that nobody has approved yet. Its number has to be new.
func (d Document) Draft(number, changes string) (Document, error) {
	var err error
	d.Revisions, err = revisions(d.Revisions).draft(records.Attempt{Record: d.Ref(), Step: StepDraft}, number, changes)
	return d, err
}

// Approve records who approved a draft, when, and from which day on it applies; that cannot be
// before the day of approval.
func (d Document) Approve(number string, by records.ID[records.Person], on, effective records.Date) (Document, error) {
	var err error
	d.Revisions, err = revisions(d.Revisions).approve(records.Attempt{Record: d.Ref(), Step: StepApprove, On: on}, number, by, on, effective)
	return d, err
}

// Release records that an approved revision was given out to those who use it.
func (d Document) Release(number string, on records.Date) (Document, error) {
	var err error
	d.Revisions, err = revisions(d.Revisions).release(records.Attempt{Record: d.Ref(), Step: StepRelease, On: on}, number, on)
	return d, err
}

// Withdraw takes a revision back, whether or not it was approved; the day is the first on which
// it does not apply any more.
func (d Document) Withdraw(number string, on records.Date) (Document, error) {
	var err error
	d.Revisions, err = revisions(d.Revisions).withdraw(records.Attempt{Record: d.Ref(), Step: StepWithdraw, On: on}, number, on)
	return d, err
}

// Draft adds a revision, as [Document.Draft] does.
func (p Procedure) Draft(number, changes string) (Procedure, error) {
	var err error
	p.Revisions, err = revisions(p.Revisions).draft(records.Attempt{Record: p.Ref(), Step: StepDraft}, number, changes)
	return p, err
}

// Approve records who approved a draft, as [Document.Approve] does.
func (p Procedure) Approve(number string, by records.ID[records.Person], on, effective records.Date) (Procedure, error) {
	var err error
	p.Revisions, err = revisions(p.Revisions).approve(records.Attempt{Record: p.Ref(), Step: StepApprove, On: on}, number, by, on, effective)
	return p, err
}

// Release records that an approved revision was given out, as [Document.Release] does.
func (p Procedure) Release(number string, on records.Date) (Procedure, error) {
	var err error
	p.Revisions, err = revisions(p.Revisions).release(records.Attempt{Record: p.Ref(), Step: StepRelease, On: on}, number, on)
	return p, err
}

// Withdraw takes a revision back, as [Document.Withdraw] does.
func (p Procedure) Withdraw(number string, on records.Date) (Procedure, error) {
	var err error
	p.Revisions, err = revisions(p.Revisions).withdraw(records.Attempt{Record: p.Ref(), Step: StepWithdraw, On: on}, number, on)
	return p, err
}

func (rs revisions) draft(w records.Attempt, number, changes string) ([]Revision, error) {
	var f records.Faults
	f.Require("number", number)
	if err := w.Whole(f.Err()); err != nil {
		return rs, err
	}
	if _, taken := rs.numbered(number); taken {
		return rs, w.Refuse(ErrUnknown, "there is a revision %q already: give the new one its own number", number)
	}
	return append(slices.Clip(rs), Revision{Number: number, Changes: changes}), nil
}

// step finds the revision that a step is about, and copies the list so that it can be changed.
func (rs revisions) step(w records.Attempt, number string) (revisions, *Revision, error) {
	i, found := rs.numbered(number)
	if !found {
		return rs, nil, w.Refuse(ErrUnknown, "there is no revision %q", number)
	}
	changed := slices.Clone(rs)
	return changed, &changed[i], nil
}

func (rs revisions) approve(w records.Attempt, number string, by records.ID[records.Person], on, effective records.Date) ([]Revision, error) {
	if err := w.Signed(by); err != nil {
		return rs, err
	}
	changed, v, err := rs.step(w, number)
	switch {
	case err != nil:
		return rs, err
	case !v.WithdrawnOn.IsZero():
		return rs, w.Refuse(ErrState, "revision %s was withdrawn on %s: draft a new one", number, v.WithdrawnOn)
	case !v.life().ApprovedOn.IsZero():
		return rs, w.Refuse(ErrState, "revision %s was approved on %s already", number, v.ApprovedOn)
	case !effective.IsZero() && effective.Before(on):
		return rs, w.Refuse(ErrOrder, "revision %s cannot apply from %s on, before it is approved on %s", number, effective, on)
	}
	v.ApprovedBy, v.ApprovedOn, v.EffectiveFrom = by, on, effective
	return changed, nil
}

func (rs revisions) release(w records.Attempt, number string, on records.Date) ([]Revision, error) {
	if err := w.Dated(); err != nil {
		return rs, err
	}
	changed, v, err := rs.step(w, number)
	if err != nil {
		return rs, err
	}
	if !v.IssuedOn.IsZero() {
		return rs, w.Refuse(ErrState, "revision %s was given out on %s already", number, v.IssuedOn)
	}
	if err := rs.usable(w, number, on); err != nil {
		return rs, err
	}
	v.IssuedOn = on
	return changed, nil
}

// usable refuses to give out a revision that on that day is not approved, or not any more in use.
func (rs revisions) usable(w records.Attempt, number string, on records.Date) error {
	i, _ := rs.numbered(number)
	approved := rs[i].life().ApprovedOn
	switch state, _ := rs.state(records.At(on.Start()), number); state {
	case records.Draft:
		if approved.IsZero() {
			return w.Refuse(ErrState, "revision %s is not approved", number)
		}
		return w.Refuse(ErrOrder, "revision %s is approved only on %s", number, approved)
	case records.Superseded, records.Withdrawn:
		return w.Refuse(ErrState, "revision %s is %s on %s: give out the current one", number, state, on)
	}
	return nil
}

func (rs revisions) withdraw(w records.Attempt, number string, on records.Date) ([]Revision, error) {
	if err := w.Dated(); err != nil {
		return rs, err
	}
	changed, v, err := rs.step(w, number)
	switch {
	case err != nil:
		return rs, err
	case !v.WithdrawnOn.IsZero():
		return rs, w.Refuse(ErrState, "revision %s was withdrawn on %s already", number, v.WithdrawnOn)
	case on.Before(v.ApprovedOn):
		return rs, w.Refuse(ErrOrder, "revision %s cannot be withdrawn on %s, before it was approved on %s", number, on, v.ApprovedOn)
	}
	v.WithdrawnOn = on
	return changed, nil
}
