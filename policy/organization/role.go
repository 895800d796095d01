package organization

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Role is a position in the organization with what its holder answers for and may decide.
// Who holds it, and held it when, stands on the role.
type Role struct {
	ID               records.ID[Role]   `json:"id"`
	Title            string             `json:"title"`
	SecurityDuties   records.Answer     `json:"security_duties,omitzero"` // whether it has duties in the system
	TopManagement    bool               `json:"top_management,omitzero"`  // whether its holders direct the organization
	PolicyRelevant   records.Answer     `json:"policy_relevant,omitzero"` // whether its holders are employees who have to know the policy
	Responsibilities []string           `json:"responsibilities,omitempty"`
	Authorities      []string           `json:"authorities,omitempty"`       // what it may decide: stop a loading, approve a document
	ReportsTo        records.ID[Role]   `json:"reports_to,omitzero"`         // the role above it
	Highest          bool               `json:"highest,omitzero"`            // that there is no role above it
	IncompatibleWith []records.ID[Role] `json:"incompatible_with,omitempty"` // roles that the same person must not hold
	From             records.Date       `json:"from,omitzero"`               // first day of the role; zero: since before anybody kept count
	Until            records.Date       `json:"until,omitzero"`              // last day of the role; zero while there is none
	ChangedOn        records.Date       `json:"changed_on,omitzero"`         // when its responsibilities or authorities last changed; zero: never
	Holders          []Holder           `json:"holders,omitempty"`           // now and earlier
	Communications   []Notice           `json:"communications,omitempty"`    // who was told of the role
}

// A Holder is a person who holds a role for a time.
type Holder struct {
	Person records.ID[records.Person] `json:"person"`
	From   records.Date               `json:"from"`           // first day
	Until  records.Date               `json:"until,omitzero"` // last day; zero while there is none
}

// A Notice is that a person was told of the responsibilities and authorities of a role.
type Notice struct {
	Person         records.ID[records.Person] `json:"person"`
	On             records.Date               `json:"on"`
	Means          string                     `json:"means,omitzero"`           // how: a talk, a signed description
	AcknowledgedOn records.Date               `json:"acknowledged_on,omitzero"` // when the person confirmed it
}

// Ref names the role.
func (r Role) Ref() records.Ref { return records.Ref{Kind: "role", ID: string(r.ID)} }

// Validate reports every fault of the role at once.
func (r Role) Validate() error {
	var f records.Faults
	f.Require("id", string(r.ID))
	f.Require("title", r.Title)
	f.OptionalEnum("security_duties", r.SecurityDuties)
	f.OptionalEnum("policy_relevant", r.PolicyRelevant)
	switch {
	case r.ID == "" || r.ReportsTo == "":
	case r.ReportsTo == r.ID:
		f.Add("reports_to", "is the role itself: name the role above it, or mark it as the highest")
	case r.Highest:
		f.Add("reports_to", "names a role above the one that is marked as the highest: keep one of the two")
	}
	for i, other := range r.IncompatibleWith {
		if other == r.ID && other != "" {
			f.Add(fmt.Sprintf("incompatible_with[%d]", i), "is the role itself: name another")
		}
	}
	f.Order("from", r.From, "until", r.Until)
	for i, h := range r.Holders {
		at := fmt.Sprintf("holders[%d]", i)
		f.Require(at+".person", string(h.Person))
		f.RequireDate(at+".from", h.From)
		f.Order(at+".from", h.From, at+".until", h.Until)
	}
	for i, n := range r.Communications {
		at := fmt.Sprintf("communications[%d]", i)
		f.Require(at+".person", string(n.Person))
		f.RequireDate(at+".on", n.On)
		f.Order(at+".on", n.On, at+".acknowledged_on", n.AcknowledgedOn)
	}
	return f.Err()
}

// Exists reports whether the organization has the role at the time of the clock.
func (r Role) Exists(clock records.Clock) bool { return lasts(clock, r.From, r.Until) }

// HeldBy reports whether the person held the role on that day.
func (r Role) HeldBy(person records.ID[records.Person], day records.Date) bool {
	for _, h := range r.Holders {
		if h.Person == person && person != "" && h.on(day) {
			return true
		}
	}
	return false
}

// HasHolder reports whether the person holds the role at the time of the clock.
func (r Role) HasHolder(clock records.Clock, person records.ID[records.Person]) bool {
	for _, h := range r.Holders {
		if h.Person == person && person != "" && h.Holds(clock) {
			return true
		}
	}
	return false
}

// Holds reports whether the person holds the role at the time of the clock.
func (h Holder) Holds(clock records.Clock) bool {
	return clock.Happened(h.From) && !clock.Over(h.Until)
}

// on reports whether the person held the role on that day. Since when is not known, it was not.
func (h Holder) on(day records.Date) bool {
	return !h.From.IsZero() && !day.Before(h.From) && (h.Until.IsZero() || !day.After(h.Until))
}

// toldOn returns the latest day that has begun on which the person was told of the role.
func (r *Role) toldOn(clock records.Clock, person records.ID[records.Person]) records.Date {
	var latest records.Date
	for _, n := range r.Communications {
		if n.Person == person && clock.Happened(n.On) && n.On.After(latest) {
			latest = n.On
		}
	}
	return latest
}
