package legal

import (
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// Registered reports whether the requirement is on the register at the time of the clock:
// entered, and not ended. It may take effect later.
func (q Requirement) Registered(clock records.Clock) bool {
	return (q.RegisteredOn.IsZero() || clock.Happened(q.RegisteredOn)) && !clock.Over(q.Until)
}

// InEffect reports whether the requirement has to be kept at the time of the clock by those
// to whom it applies.
func (q Requirement) InEffect(clock records.Clock) bool {
	return q.Registered(clock) && (q.EffectiveFrom.IsZero() || clock.Happened(q.EffectiveFrom))
}

// Determination returns what was worked out last about whether and how the requirement
// applies, or nil; of several on one day the last in the list.
func (q Requirement) Determination(clock records.Clock) *Determination {
	var latest *Determination
	for i := range q.Determinations {
		d := &q.Determinations[i]
		if clock.Happened(d.On) && (latest == nil || !d.On.Before(latest.On)) {
			latest = d
		}
	}
	return latest
}

// Applies says whether the requirement was found to apply: empty while nobody has worked it out.
func (q Requirement) Applies(clock records.Clock) records.Answer {
	if d := q.Determination(clock); d != nil {
		return d.Applies
	}
	return ""
}

// IsApplicable reports whether the requirement has to be kept at the time of the clock: in
// effect, and found to apply.
func (q Requirement) IsApplicable(clock records.Clock) bool {
	return q.InEffect(clock) && q.Applies(clock) == records.Yes
}

// Known reports whether the amendment has become known at the time of the clock.
func (a Amendment) Known(clock records.Clock) bool {
	return a.PublishedOn.IsZero() || clock.Happened(a.PublishedOn)
}

// InEffect reports whether the amendment is known and has taken effect.
func (a Amendment) InEffect(clock records.Clock) bool {
	return a.Known(clock) && clock.Happened(a.EffectiveOn)
}

// LatestAmendment returns the amendment that took effect last, or nil; of several on one day
// the last in the list.
func (q Requirement) LatestAmendment(clock records.Clock) *Amendment {
	var latest *Amendment
	for i := range q.Amendments {
		a := &q.Amendments[i]
		if a.InEffect(clock) && (latest == nil || !a.EffectiveOn.Before(latest.EffectiveOn)) {
			latest = a
		}
	}
	return latest
}

// OpenAmendments returns the amendments that are known and that the entry was not yet brought
// up to, whether or not they are in effect, in the order of the list.
func (q Requirement) OpenAmendments(clock records.Clock) []Amendment {
	var open []Amendment
	for _, a := range q.Amendments {
		if a.Known(clock) && !clock.Happened(a.WorkedInOn) {
			open = append(open, a)
		}
	}
	return open
}

// LastLookup returns the latest time that somebody looked whether the requirement still
// stands as entered, or nil; of several on one day the last in the list.
func (q Requirement) LastLookup(clock records.Clock) *Lookup {
	var latest *Lookup
	for i := range q.Lookups {
		l := &q.Lookups[i]
		if clock.Happened(l.On) && (latest == nil || !l.On.Before(latest.On)) {
			latest = l
		}
	}
	return latest
}

// RoleToldOn returns the latest day on which the holders of a role were told of the
// requirement as it stands at the time of the clock, or no day. What they were told before
// its latest amendment took effect counts only if it was about that amendment.
func (q Requirement) RoleToldOn(clock records.Clock, role records.ID[organization.Role]) records.Date {
	return q.toldOn(clock, func(c *Communication) bool { return slices.Contains(c.Roles, role) }, true)
}

// ThirdPartyToldOn is [Requirement.RoleToldOn] for a third party.
func (q Requirement) ThirdPartyToldOn(clock records.Clock, party records.ID[organization.ThirdParty]) records.Date {
	return q.toldOn(clock, func(c *Communication) bool { return slices.Contains(c.ThirdParties, party) }, true)
}

// toldOn returns the latest day on which those were told whom a communication reached: of the
// requirement as it stands, or at all.
func (q *Requirement) toldOn(clock records.Clock, reached func(*Communication) bool, asItStands bool) records.Date {
	amended := q.LatestAmendment(clock)
	var latest records.Date
	for i := range q.Communications {
		c := &q.Communications[i]
		if !reached(c) || !clock.Happened(c.On) || !c.On.After(latest) {
			continue
		}
		if asItStands && amended != nil && c.On.Before(amended.EffectiveOn) && c.Amendment != amended.Key {
			continue
		}
		latest = c.On
	}
	return latest
}

// Untold returns the roles and third parties that the requirement concerns and that have not
// been told of it as it stands at the time of the clock, in the order of its audience.
func (q Requirement) Untold(clock records.Clock) ([]records.ID[organization.Role], []records.ID[organization.ThirdParty]) {
	var roles []records.ID[organization.Role]
	for _, role := range q.Audience.Roles {
		if q.RoleToldOn(clock, role).IsZero() {
			roles = append(roles, role)
		}
	}
	var parties []records.ID[organization.ThirdParty]
	for _, party := range q.Audience.ThirdParties {
		if q.ThirdPartyToldOn(clock, party).IsZero() {
			parties = append(parties, party)
		}
	}
	return roles, parties
}
