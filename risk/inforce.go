package risk

import (
	"iter"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// approved returns the life of something that takes effect on a day once somebody has approved it.
func approved(by records.ID[records.Person], on, from, withdrawn records.Date) records.Life {
	life := records.Life{ApprovedOn: on, EffectiveFrom: from, WithdrawnOn: withdrawn}
	if by == "" {
		life.ApprovedOn = records.Date{} // approved by nobody
	}
	return life
}

func (m *Methodology) life() records.Life {
	return approved(m.ApprovedBy, m.ApprovedOn, m.EffectiveFrom, m.WithdrawnOn)
}

func (a *Assessment) life() records.Life {
	return approved(a.ApprovedBy, a.ApprovedOn, a.PerformedOn, a.WithdrawnOn)
}

// MethodologyInForce returns the methodology in force at the time of the clock, or nil: of those
// that took effect the one with the latest effective date, unless it was withdrawn.
func MethodologyInForce(all []Methodology, clock records.Clock) *Methodology {
	if i := records.Current(clock, len(all), func(i int) records.Life { return all[i].life() }); i >= 0 {
		return &all[i]
	}
	return nil
}

// AssessmentsInForce yields the assessments in force at the time of the clock: performed,
// approved, and neither withdrawn nor replaced by one that came into force. That the next one
// is due does not put an assessment out of force.
func AssessmentsInForce(all []Assessment, clock records.Clock) iter.Seq[*Assessment] {
	replaced := map[records.ID[Assessment]]bool{}
	for i := range all {
		for _, earlier := range all[i].Replaces {
			if all[i].supersedes(earlier, clock) {
				replaced[earlier] = true
			}
		}
	}
	return where(all, func(a *Assessment) bool { return a.runs(clock) && !replaced[a.ID] })
}

// runs reports whether the assessment is in force, if none has replaced it.
func (a *Assessment) runs(clock records.Clock) bool {
	return a.life().State(clock) == records.InForce
}

// supersedes reports whether the assessment has put another one, which it replaces, out of
// force. It does so for good: what it took the place of does not come back.
func (a *Assessment) supersedes(other records.ID[Assessment], clock records.Clock) bool {
	return a.ID != other && a.life().TookEffect(clock)
}

// replacing notes where an assessment replaces itself, or another one twice.
func (a *Assessment) replacing(f *records.Faults) {
	for i, other := range a.Replaces {
		switch {
		case other == a.ID && other != "":
			f.Add(at("replaces", i), "is the assessment itself: name the one whose place it takes")
		case slices.Contains(a.Replaces[:i], other):
			f.Add(at("replaces", i), "%s stands here twice: keep one", string(other))
		}
	}
}
