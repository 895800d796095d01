package emergency

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Gap is a point in which the organization is less ready than it means to be. It is no
// failure of a requirement by itself: those are for [Checks].
type Gap struct {
	Kind    GapKind
	Plan    records.ID[Plan]
	Subject records.Ref  // the scenario, drill, resource or agency; zero where it is the plan itself
	Since   records.Date // when it opened, where that is a day
	What    string       // in words, where there is more to say: the part of the plan, the change
}

// A GapKind says what is lacking.
type GapKind string

// The kinds of gap.
const (
	Untested         GapKind = "scenario never played"         // since the plan came into force
	PartUntested     GapKind = "critical part never tried out" // of the plan
	OnlyAtTheDesk    GapKind = "tried out only at the desk"
	DrillLate        GapKind = "drill late"
	DrillUnevaluated GapKind = "drill not evaluated"
	ChangeNotCarried GapKind = "change not in the plan" // and its day has passed
	ResourceShort    GapKind = "fewer than needed"
	ResourceAbsent   GapKind = "not available when last checked"
	ResourceUnseen   GapKind = "check of availability overdue"
	AgencyUnbriefed  GapKind = "agency not briefed"
	AgreementOver    GapKind = "agreement with agency over"
)

// Gaps returns the gaps of the plans in force as of the end of a day, sorted by plan, kind and
// subject. It looks at plans, scenarios, drills, reviews, resources and agencies.
func Gaps(in Input, day records.Date) []Gap {
	f := gapFinder{clock: records.At(day.End().Add(-1)), in: in}
	for i := range in.Plans {
		if p := &in.Plans[i]; p.InForce(f.clock) {
			f.drills(p)
			f.changes(p)
			f.resources(p)
			f.agencies(p)
		}
	}
	slices.SortFunc(f.gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Plan, b.Plan), cmp.Compare(a.Kind, b.Kind), a.Subject.Compare(b.Subject), cmp.Compare(a.What, b.What))
	})
	return f.gaps
}

type gapFinder struct {
	clock records.Clock
	in    Input
	gaps  []Gap
}

func (f *gapFinder) add(p *Plan, kind GapKind, subject records.Ref, since records.Date, what string) {
	f.gaps = append(f.gaps, Gap{Kind: kind, Plan: p.ID, Subject: subject, Since: since, What: what})
}

func (f *gapFinder) drills(p *Plan) {
	held, real := 0, 0
	played := map[records.ID[Scenario]]bool{}
	tried := map[string]bool{}
	for i := range f.in.Drills {
		d := &f.in.Drills[i]
		if !slices.Contains(d.Plans, p.ID) {
			continue
		}
		switch state := d.State(f.clock); {
		case state == DrillHeld:
			f.add(p, DrillUnevaluated, d.Ref(), d.HeldOn, "")
		case d.Late(f.clock):
			f.add(p, DrillLate, d.Ref(), d.Due(f.clock), "")
		case state == DrillEvaluated:
			if held++; d.Kind != Desktop {
				real++
			}
			for _, id := range d.Scenarios {
				played[id] = true
			}
			for _, part := range d.PlanParts {
				tried[part] = true
			}
		}
	}
	if !blank(p.NotPracticable) {
		return
	}
	if held > 0 && real == 0 {
		f.add(p, OnlyAtTheDesk, records.Ref{}, records.Date{}, "")
	}
	for _, part := range p.CriticalParts {
		if !tried[part] {
			f.add(p, PartUntested, records.Ref{}, p.InForceFrom(f.clock), part)
		}
	}
	for i := range f.in.Scenarios {
		if s := &f.in.Scenarios[i]; s.Identified(f.clock) && p.For(s.ID) != nil && !played[s.ID] {
			f.add(p, Untested, s.Ref(), later(p.InForceFrom(f.clock), s.IdentifiedOn), "")
		}
	}
}

func (f *gapFinder) changes(p *Plan) {
	open := func(subject records.Ref, list []PlanChange, plans []records.ID[Plan]) {
		for _, c := range list {
			if c.Of(plans) == p.ID && f.clock.Over(c.DueOn) && !p.Carried(f.clock, c.CarriedBy) && !f.clock.Happened(c.DroppedOn) {
				f.add(p, ChangeNotCarried, subject, c.DueOn, c.Text)
			}
		}
	}
	for i := range f.in.Drills {
		if d := &f.in.Drills[i]; f.clock.Happened(d.EvaluatedOn) {
			open(d.Ref(), d.Lessons, d.Plans)
		}
	}
	for i := range f.in.PlanReviews {
		if v := &f.in.PlanReviews[i]; f.clock.Happened(v.On) {
			open(v.Ref(), v.Actions, v.Plans)
		}
	}
}

func (f *gapFinder) resources(p *Plan) {
	for i := range f.in.Resources {
		x := &f.in.Resources[i]
		if !slices.Contains(p.Resources, x.ID) {
			continue
		}
		last := x.Checked(f.clock)
		seen := x.InUseFrom
		if last != nil {
			seen = last.On
		}
		switch {
		case f.clock.Happened(x.WithdrawnOn):
			f.add(p, ResourceAbsent, x.Ref(), x.WithdrawnOn, "")
		case last != nil && last.Available == records.No:
			f.add(p, ResourceAbsent, x.Ref(), last.On, last.Note)
		case !x.CheckInterval.IsZero() && !f.clock.Within(seen, x.CheckInterval):
			f.add(p, ResourceUnseen, x.Ref(), lastDay(seen, x.CheckInterval), "")
		}
		if x.Needed > x.Provided {
			f.add(p, ResourceShort, x.Ref(), records.Date{}, "")
		}
	}
}

func (f *gapFinder) agencies(p *Plan) {
	for i := range f.in.Agencies {
		a := &f.in.Agencies[i]
		if !slices.Contains(p.Agencies, a.ID) {
			continue
		}
		if !f.clock.Happened(a.BriefedOn) {
			f.add(p, AgencyUnbriefed, a.Ref(), records.Date{}, "")
		}
		if f.clock.Over(a.AgreedUntil) {
			f.add(p, AgreementOver, a.Ref(), a.AgreedUntil, "")
		}
	}
}
