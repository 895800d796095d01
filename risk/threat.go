package risk

import (
	"github.com/iso28000/iso28000/records"
)

// A Threat is a possible source of harm to the security of the supply chain: people, things or
// events. What it could do in a given place, how likely and how bad, is a [Risk].
type Threat struct {
	ID               records.ID[Threat] `json:"id"`
	Title            string             `json:"title"`
	Description      string             `json:"description,omitzero"`
	Class            string             `json:"class,omitzero"` // the organization's own grouping; a threat without one is not classified
	Origin           Origin             `json:"origin,omitzero"`
	Affects          []Affected         `json:"affects,omitempty"`     // whom it could harm
	Significant      records.Answer     `json:"significant,omitzero"`  // empty while not decided
	AddedOn          records.Date       `json:"added_on,omitzero"`     // when it was identified
	ChangedOn        records.Date       `json:"changed_on,omitzero"`   // when it last changed: new behaviour, new means
	WithdrawnOn      records.Date       `json:"withdrawn_on,omitzero"` // from when it is a threat no more
	WithdrawnBecause string             `json:"withdrawn_because,omitzero"`
}

// Origin is where a threat comes from.
type Origin string

// The origins: people of the organization, and the others whom an assessment has to look at.
const (
	FromOwnPersonnel Origin = "own personnel"
	FromContractor   Origin = "contractor"
	FromVisitor      Origin = "visitor"
	FromSupplies     Origin = "supplied goods" // and services
	FromOutsider     Origin = "outsider"
	FromNature       Origin = "nature"
)

// Values lists the origins there are.
func (Origin) Values() []string {
	return []string{string(FromOwnPersonnel), string(FromContractor), string(FromVisitor), string(FromSupplies), string(FromOutsider), string(FromNature)}
}

// Affected is whom a threat could harm.
type Affected string

// Those whom a threat could harm.
const (
	AffectsOrganization Affected = "organization"
	AffectsDownstream   Affected = "downstream" // operators that take over further down the supply chain
)

// Values lists those there are.
func (Affected) Values() []string {
	return []string{string(AffectsOrganization), string(AffectsDownstream)}
}

// Ref names the threat.
func (t Threat) Ref() records.Ref { return records.Ref{Kind: "threat", ID: string(t.ID)} }

// OnRegister reports whether the threat has been entered and not been withdrawn since. One
// without a day was there all along.
func (t Threat) OnRegister(clock records.Clock) bool {
	return onRegister(clock, t.AddedOn, t.WithdrawnOn)
}

// onRegister is true from the first day on, until the day of the withdrawal begins.
func onRegister(clock records.Clock, from, withdrawn records.Date) bool {
	return (from.IsZero() || clock.Happened(from)) && !clock.Happened(withdrawn)
}

// Validate reports every fault of the threat at once.
func (t Threat) Validate() error {
	var f records.Faults
	f.Require("id", string(t.ID))
	f.Require("title", t.Title)
	f.OptionalEnum("origin", t.Origin)
	for i, affected := range t.Affects {
		f.Enum(at("affects", i), affected)
	}
	f.OptionalEnum("significant", t.Significant)
	f.Order("added_on", t.AddedOn, "changed_on", t.ChangedOn)
	f.Order("added_on", t.AddedOn, "withdrawn_on", t.WithdrawnOn)
	withdrawal(&f, t.WithdrawnOn, t.WithdrawnBecause)
	return f.Err()
}

// withdrawal notes a withdrawal without its reason, and a reason without a day.
func withdrawal(f *records.Faults, on records.Date, why string) {
	switch {
	case !on.IsZero():
		f.Require("withdrawn_because", why)
	case why != "":
		f.RequireDate("withdrawn_on", on)
	}
}
