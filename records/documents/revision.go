package documents

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Revision is one version of a document or a procedure. It comes into force when it is
// approved and its effective date has come, takes the place of the one before, and goes out
// of force when it is withdrawn or the next one takes effect.
type Revision struct {
	Number        string                     `json:"number"`           // its name among the revisions: 3, 2.1, 2026-02
	Changes       string                     `json:"changes,omitzero"` // what is new in it
	ApprovedBy    records.ID[records.Person] `json:"approved_by,omitzero"`
	ApprovedOn    records.Date               `json:"approved_on,omitzero"`
	IssuedOn      records.Date               `json:"issued_on,omitzero"`      // when it was given out
	EffectiveFrom records.Date               `json:"effective_from,omitzero"` // first day on which it applies
	WithdrawnOn   records.Date               `json:"withdrawn_on,omitzero"`   // first day on which it no longer does

	Scope records.ID[organization.Scope] `json:"scope,omitzero"` // of a description of the scope: the scope that it describes
}

func (r *Revision) life() records.Life {
	l := records.Life{ApprovedOn: r.ApprovedOn, EffectiveFrom: r.EffectiveFrom, WithdrawnOn: r.WithdrawnOn}
	if r.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// validate notes every fault of the revision.
func (r *Revision) validate(f *records.Faults, at string) {
	f.Require(at+".number", r.Number)
	switch {
	case r.ApprovedBy == "" && !r.ApprovedOn.IsZero():
		f.Add(at+".approved_by", "is missing: say who approved it on %s", r.ApprovedOn)
	case r.ApprovedBy != "" && r.ApprovedOn.IsZero():
		f.Add(at+".approved_on", "is missing: say when person %s approved it", r.ApprovedBy)
	}
	f.Order(at+".approved_on", r.ApprovedOn, at+".withdrawn_on", r.WithdrawnOn)
}

// revisions are the versions of one document or procedure.
type revisions []Revision

func (rs revisions) life(i int) records.Life { return rs[i].life() }

func (rs revisions) current(clock records.Clock) *Revision {
	if i := records.Current(clock, len(rs), rs.life); i >= 0 {
		return &rs[i]
	}
	return nil
}

func (rs revisions) standing(clock records.Clock) (records.State, *Revision) {
	state, i := records.Standing(clock, len(rs), rs.life)
	if i < 0 {
		return state, nil
	}
	return state, &rs[i]
}

func (rs revisions) numbered(number string) (int, bool) {
	for i := range rs {
		if rs[i].Number == number && number != "" {
			return i, true
		}
	}
	return 0, false
}

func (rs revisions) state(clock records.Clock, number string) (records.State, bool) {
	i, found := rs.numbered(number)
	if !found {
		return "", false
	}
	return records.StateAmong(clock, len(rs), i, rs.life), true
}

// obsoleteOn returns the day on which a revision was withdrawn or another took its place, as
// far as that day has begun; zero while it is not obsolete.
func (rs revisions) obsoleteOn(clock records.Clock, i int) records.Date {
	var on records.Date
	if clock.Happened(rs[i].WithdrawnOn) {
		on = rs[i].WithdrawnOn
	}
	for j := range rs {
		l := rs[j].life()
		later := l.EffectiveFrom.After(rs[i].EffectiveFrom) || l.EffectiveFrom == rs[i].EffectiveFrom && j > i
		if j == i || !later || !l.TookEffect(clock) {
			continue
		}
		began := l.EffectiveFrom
		if l.ApprovedOn.After(began) {
			began = l.ApprovedOn // approved late, and no revision before that
		}
		if on.IsZero() || began.Before(on) {
			on = began
		}
	}
	return on
}

func (rs revisions) validate(f *records.Faults) {
	seen := make(map[string]int, len(rs))
	for i := range rs {
		at := fmt.Sprintf("revisions[%d]", i)
		rs[i].validate(f, at)
		number := strings.TrimSpace(rs[i].Number)
		if first, twice := seen[number]; twice && number != "" {
			f.Add(at+".number", "%q is that of revisions[%d] already: give each its own", number, first)
			continue
		}
		seen[number] = i
	}
}
