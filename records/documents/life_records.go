package documents

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// LookThrough adds a review. The day of the next one takes the place of the one before.
func (d Document) LookThrough(v Review) (Document, error) {
	w := records.Attempt{Record: d.Ref(), Step: StepReview}
	if err := w.Whole(v.faults()); err != nil {
		return d, err
	}
	switch {
	case v.Outcome != StillRight && v.ActBy.IsZero():
		return d, w.Refuse(ErrIncomplete, "the outcome is %s: set the last day for it in act_by", v.Outcome)
	case slices.ContainsFunc(d.Reviews, func(x Review) bool { return v.On.Before(x.On) }):
		return d, w.Refuse(ErrOrder, "a later review than that of %s is on record", v.On)
	case v.Revision != "" && d.Revision(v.Revision) == nil:
		return d, w.Refuse(ErrUnknown, "there is no revision %q", v.Revision)
	}
	d.Reviews = append(slices.Clip(d.Reviews), v)
	return d, nil
}

// ToArchive records that the document is kept beyond its use, what for, and how it is marked.
func (d Document) ToArchive(a Archive) (Document, error) {
	w := records.Attempt{Record: d.Ref(), Step: StepArchive}
	var f records.Faults
	f.RequireDate("from", a.From)
	f.Require("marking", a.Marking)
	if len(a.Purposes) == 0 {
		f.Add("purposes", "is missing: write legal, knowledge or both")
	}
	for _, purpose := range a.Purposes {
		f.Enum("purposes", purpose)
	}
	if err := w.Whole(f.Err()); err != nil {
		return d, err
	}
	if !d.Archive.IsZero() {
		return d, w.Refuse(ErrState, "it is archived since %s", d.Archive.From)
	}
	d.Archive = a
	return d, nil
}

// IssueTo gives out a copy of a revision to a place where it is used. The revision has to be
// approved by then, and neither superseded nor withdrawn.
func (d Document) IssueTo(id records.ID[Issue], number, place string, on records.Date) (Issue, error) {
	w := records.Attempt{Record: d.Ref(), Step: StepIssue}
	x := Issue{ID: id, Revision: Pointer{d.ID, number}, PointOfUse: place, IssuedOn: on}
	if err := w.Whole(x.Validate()); err != nil {
		return Issue{}, err
	}
	if d.Revision(number) == nil {
		return Issue{}, w.Refuse(ErrUnknown, "there is no revision %q", number)
	}
	if err := revisions(d.Revisions).usable(w, number, on); err != nil {
		return Issue{}, err
	}
	return x, nil
}

// TakeBack records from which day on the copy is not at its place any more.
func (x Issue) TakeBack(on records.Date) (Issue, error) {
	if err := x.ends(records.Attempt{Record: x.Ref(), Step: StepWithdraw, On: on}, on, x.WithdrawnOn); err != nil {
		return x, err
	}
	x.WithdrawnOn = on
	return x, nil
}

// Mark records from which day on the copy is marked as obsolete.
func (x Issue) Mark(on records.Date) (Issue, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepMark, On: on}
	if err := x.ends(w, on, x.MarkedObsolete); err != nil {
		return x, err
	}
	if !x.WithdrawnOn.IsZero() && !on.Before(x.WithdrawnOn) {
		return x, w.Refuse(ErrState, "it was taken back on %s", x.WithdrawnOn)
	}
	x.MarkedObsolete = on
	return x, nil
}

func (x Issue) ends(w records.Attempt, on, already records.Date) error {
	if err := w.Dated(); err != nil {
		return err
	}
	switch {
	case !already.IsZero():
		return w.Refuse(ErrState, "that was done on %s already", already)
	case on.Before(x.IssuedOn):
		return w.Refuse(ErrOrder, "%s is before it was issued, on %s", on, x.IssuedOn)
	}
	return nil
}

// Authorize records who authorized the grant, and when.
func (g AccessGrant) Authorize(by records.ID[records.Person], on records.Date) (AccessGrant, error) {
	w := records.Attempt{Record: g.Ref(), Step: StepAuthorize, On: on}
	switch err := w.Signed(by); {
	case err != nil:
		return g, err
	case g.AuthorizedBy != "":
		return g, w.Refuse(ErrState, "it was authorized on %s already", g.AuthorizedOn)
	case !g.EndedOn.IsZero() && !on.Before(g.EndedOn):
		return g, w.Refuse(ErrState, "it was taken away on %s", g.EndedOn)
	}
	g.AuthorizedBy, g.AuthorizedOn = by, on
	return g, nil
}

// End records from which day on the person cannot get in any more.
func (g AccessGrant) End(on records.Date) (AccessGrant, error) {
	w := records.Attempt{Record: g.Ref(), Step: StepEnd, On: on}
	switch err := w.Dated(); {
	case err != nil:
		return g, err
	case !g.EndedOn.IsZero():
		return g, w.Refuse(ErrState, "it was taken away on %s already", g.EndedOn)
	case on.Before(g.From):
		return g, w.Refuse(ErrOrder, "%s is before its first day, %s", on, g.From)
	}
	g.EndedOn = on
	return g, nil
}

// Dispose checks that getting rid of records keeps to the rules of the series: its method, a
// holder of its role, nothing held back, nothing too young. The role is the one that the rule
// names; given are the records that have an entry. The disposal names the series and them.
func (s Series) Dispose(x Disposal, role organization.Role, given []Record) (Disposal, error) {
	w := records.Attempt{Record: s.Ref(), Step: StepDispose}
	x.Series, x.Records = s.ID, nil
	var days []records.Date
	for _, record := range given {
		x.Records = append(x.Records, record.ID)
		days = append(days, record.KeptOn)
	}
	err := w.Whole(x.Validate())
	for _, record := range given {
		if record.Series != s.ID {
			err = cmp.Or(err, w.Refuse(ErrUnknown, "%s is not one of it", record.Ref()))
		}
	}
	if err != nil {
		return Disposal{}, err
	}
	rule := &role
	if role.ID != s.Disposal.Authority {
		rule = nil
	}
	if _, breach := x.breach(&s, rule, days); breach != "" {
		return Disposal{}, w.Refuse(ErrRule, "%s", breach)
	}
	return x, nil
}

// MakeGood records what was done about a disposal that did not keep to the rules.
func (x Disposal) MakeGood(u FollowUp) (Disposal, error) {
	if err := follow(records.Attempt{Record: x.Ref(), Step: StepFollowUp}, x.FollowUp, u, x.On); err != nil {
		return x, err
	}
	x.FollowUp = u
	return x, nil
}

// MakeGood records what was done about an access that was not allowed.
func (e AccessEvent) MakeGood(u FollowUp) (AccessEvent, error) {
	w := records.Attempt{Record: e.Ref(), Step: StepFollowUp}
	if e.Authorized == records.Yes {
		return e, w.Refuse(ErrState, "it was allowed")
	}
	if err := follow(w, e.FollowUp, u, e.On); err != nil {
		return e, err
	}
	e.FollowUp = u
	return e, nil
}

func follow(w records.Attempt, already, u FollowUp, since records.Date) error {
	var f records.Faults
	f.Require("what", u.What)
	f.Require("by", string(u.By))
	f.RequireDate("on", u.On)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return err
	case !already.IsZero():
		return w.Refuse(ErrState, "it was followed up on %s already", already.On)
	case u.On.Before(since):
		return w.Refuse(ErrOrder, "%s is before it happened, on %s", u.On, since)
	}
	return nil
}
