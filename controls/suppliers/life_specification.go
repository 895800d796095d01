package suppliers

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// faultAt is the path of a field of an item of a list.
func faultAt(list string, i int, field string) string {
	return fmt.Sprintf("%s[%d].%s", list, i, field)
}

// Draft adds a revision that nobody has approved yet. It has to have its own number.
func (x Specification) Draft(r Revision) (Specification, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepDraft}
	r.ApprovedBy, r.ApprovedOn, r.EffectiveFrom, r.WithdrawnOn = "", records.Date{}, records.Date{}, records.Date{}
	switch err := w.Whole(r.faults()); {
	case err != nil:
		return x, err
	case x.numbered(r.Number) >= 0:
		return x, w.Refuse(ErrUnknown, "there is a revision %q already: give the new one its own number", r.Number)
	}
	x.Revisions = append(slices.Clip(x.Revisions), r)
	return x, nil
}

// Approve approves a revision, to apply from a day that is not before that of the approval.
func (x Specification) Approve(number string, by records.ID[records.Person], on, from records.Date) (Specification, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepApprove, On: on}
	var f records.Faults
	f.Require("approved_by", string(by))
	f.RequireDate("approved_on", on)
	f.RequireDate("effective_from", from)
	f.Order("approved_on", on, "effective_from", from)
	if err := w.Whole(f.Err()); err != nil {
		return x, err
	}
	i := x.numbered(number)
	switch {
	case i < 0:
		return x, w.Refuse(ErrUnknown, "%q is none of its revisions", number)
	case x.Revisions[i].ApprovedBy != "":
		return x, w.Refuse(ErrState, "revision %s was approved on %s", number, x.Revisions[i].ApprovedOn)
	}
	x.Revisions = slices.Clone(x.Revisions)
	r := &x.Revisions[i]
	r.ApprovedBy, r.ApprovedOn, r.EffectiveFrom = by, on, from
	return x, nil
}

// Tell adds that suppliers were told of a revision. They may be told of one that is approved
// and not in effect yet, but not of a draft, nor before it was approved.
func (x Specification) Tell(c Communication) (Specification, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepTell, On: c.On}
	if err := w.Whole(c.faults()); err != nil {
		return x, err
	}
	i := x.numbered(c.Revision)
	switch {
	case i < 0:
		return x, w.Refuse(ErrUnknown, "%q is none of its revisions", c.Revision)
	case x.Revisions[i].ApprovedBy == "":
		return x, w.Refuse(ErrState, "revision %s is not approved", c.Revision)
	}
	if err := w.NotBefore(x.Revisions[i].ApprovedOn, "the revision was approved"); err != nil {
		return x, err
	}
	x.Communications = append(slices.Clip(x.Communications), c)
	return x, nil
}

// Withdraw puts the revision in force out of force from a day on, and with it the specification.
func (x Specification) Withdraw(on records.Date) (Specification, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepWithdraw, On: on}
	var f records.Faults
	f.RequireDate("withdrawn_on", on)
	if err := w.Whole(f.Err()); err != nil {
		return x, err
	}
	i := records.Current(records.At(on.Start()), len(x.Revisions), x.life)
	if i < 0 {
		return x, w.Refuse(ErrState, "no revision of it is in force on %s", on)
	}
	if !x.Revisions[i].WithdrawnOn.IsZero() {
		return x, w.Refuse(ErrState, "revision %s is withdrawn on %s", x.Revisions[i].Number, x.Revisions[i].WithdrawnOn)
	}
	x.Revisions = slices.Clone(x.Revisions)
	x.Revisions[i].WithdrawnOn = on
	return x, nil
}

// Untold returns the suppliers in use, from whom one buys what the specification is for, who
// have not been told of its revision in force; in the order of the purchases.
func (x Specification) Untold(purchases []Purchase, suppliers []Supplier, clock records.Clock) []records.ID[Supplier] {
	current := x.Current(clock)
	if current == nil {
		return nil
	}
	used := make(map[records.ID[Supplier]]bool, len(suppliers))
	for i := range suppliers {
		used[suppliers[i].ID] = suppliers[i].InUse(clock)
	}
	var untold []records.ID[Supplier]
	seen := map[records.ID[Supplier]]bool{}
	for i := range purchases {
		p := &purchases[i]
		if !p.Made(clock) || p.SecurityRelevant == records.No || !slices.Contains(x.Purchases, p.ID) {
			continue
		}
		for _, id := range p.Suppliers {
			if used[id] && !seen[id] && x.ToldOn(clock, id, current.Number).IsZero() {
				seen[id] = true
				untold = append(untold, id)
			}
		}
	}
	return untold
}
