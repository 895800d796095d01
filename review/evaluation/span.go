package evaluation

import (
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

// later returns the later of two days.
func later(a, b records.Date) records.Date {
	if b.After(a) {
		return b
	}
	return a
}

// earliest returns the first of the days of those revisions that took effect, or no day.
func earliest(n int, clock records.Clock, life func(i int) records.Life) records.Date {
	var first records.Date
	for i := range n {
		l := life(i)
		if !l.TookEffect(clock) {
			continue
		}
		if day := later(l.ApprovedOn, l.EffectiveFrom); first.IsZero() || day.Before(first) {
			first = day
		}
	}
	return first
}

func lifeOf(v *documents.Revision) records.Life {
	l := records.Life{ApprovedOn: v.ApprovedOn, EffectiveFrom: v.EffectiveFrom, WithdrawnOn: v.WithdrawnOn}
	if v.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// sinceRevised returns the first day on which a revision of a document, procedure or plan was
// in force.
func sinceRevised(clock records.Clock, revisions []documents.Revision) records.Date {
	return earliest(len(revisions), clock, func(i int) records.Life { return lifeOf(&revisions[i]) })
}

func sincePolicy(clock records.Clock, p *policy.Policy) records.Date {
	return earliest(len(p.Revisions), clock, func(i int) records.Life {
		v := &p.Revisions[i]
		l := records.Life{ApprovedOn: v.Authorization.On, EffectiveFrom: v.EffectiveFrom, WithdrawnOn: v.WithdrawnOn}
		if v.Authorization.By == "" {
			l.ApprovedOn = records.Date{}
		}
		return l
	})
}

// sinceRequirement returns the day from which a requirement has to be kept: its first day or
// the one on which it came on the register, whichever is later; where neither is on record,
// that on which it was first found to apply.
func sinceRequirement(clock records.Clock, q *legal.Requirement) records.Date {
	since := later(q.EffectiveFrom, q.RegisteredOn)
	if !since.IsZero() {
		return since
	}
	for _, d := range q.Determinations {
		if d.Applies == records.Yes && clock.Happened(d.On) && (since.IsZero() || d.On.Before(since)) {
			since = d.On
		}
	}
	return since
}

// lastDay returns the last day of a period that begins on a day, or no day.
func lastDay(from records.Date, p records.Period) records.Date {
	end := p.After(from)
	if from.IsZero() || end.IsZero() {
		return records.Date{}
	}
	return records.DateOf(end.Add(-1)) // a period ends with the end of its last day
}
