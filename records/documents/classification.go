package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Classification is one class of sensitivity: how much harm it does to security if what
// belongs to it gets into wrong hands, and what is done so that it does not.
type Classification struct {
	ID             records.ID[Classification]      `json:"id"` // the organization's own word: internal, confidential
	Title          string                          `json:"title"`
	Public         records.Answer                  `json:"public,omitzero"` // whether anybody may know
	AccessMeasures []AccessMeasure                 `json:"access_measures,omitempty"`
	Protection     []Protection                    `json:"protection,omitempty"` // what a store has to have to keep it
	Readers        []records.ID[organization.Role] `json:"readers,omitempty"`    // whose holders may open what belongs to it
}

// An AccessMeasure keeps those out who have no business with something.
type AccessMeasure struct {
	Title string       `json:"title"`
	From  records.Date `json:"from,omitzero"`  // first day; zero: since before anybody kept count
	Until records.Date `json:"until,omitzero"` // last day; zero while there is none
}

// A Protection is something by which a store keeps what is in it safe.
type Protection string

// The protections.
const (
	LockedStore      Protection = "locked"
	GuardedStore     Protection = "guarded"        // somebody or something watches it
	AccessControlled Protection = "access control" // only named people get in
	AccessLogged     Protection = "access log"     // and it is kept who did
	Encrypted        Protection = "encryption"
	FireProof        Protection = "fire protection"
	ClimateProof     Protection = "climate protection" // against damp, heat and light
	OffSiteCopy      Protection = "off-site copy"
	OffLine          Protection = "offline" // out of reach of whoever gets into the network
	WriteOnce        Protection = "write once"
)

// protections are all of them, in order.
var protections = [...]Protection{
	LockedStore, GuardedStore, AccessControlled, AccessLogged, Encrypted, FireProof, ClimateProof, OffSiteCopy, OffLine, WriteOnce,
}

// Values lists the protections there are.
func (Protection) Values() []string {
	values := make([]string, len(protections))
	for i, p := range protections {
		values[i] = string(p)
	}
	return values
}

// Ref names the class.
func (c Classification) Ref() records.Ref {
	return records.Ref{Kind: "classification", ID: string(c.ID)}
}

// Validate reports every fault of the class at once.
func (c Classification) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.OptionalEnum("public", c.Public)
	for i, m := range c.AccessMeasures {
		at := fmt.Sprintf("access_measures[%d]", i)
		f.Require(at+".title", m.Title)
		f.Order(at+".from", m.From, at+".until", m.Until)
	}
	protectionsOf(&f, "protection", c.Protection)
	return f.Err()
}

func protectionsOf(f *records.Faults, list string, protections []Protection) {
	for i, p := range protections {
		f.Enum(fmt.Sprintf("%s[%d]", list, i), p)
	}
}

// lasts reports whether something is there from a day, or since ever, until a day, or without end.
func lasts(clock records.Clock, from, until records.Date) bool {
	return (from.IsZero() || clock.Happened(from)) && !clock.Over(until)
}
