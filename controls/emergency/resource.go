package emergency

import (
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/records"
)

// A Resource is what a plan calls for during an event or after it: equipment, a facility, a
// service. It says how it is come by, how it is kept fit, and whether it was there when
// somebody looked.
type Resource struct {
	ID            records.ID[Resource]       `json:"id"`
	Title         string                     `json:"title"`
	Kind          ResourceKind               `json:"kind"`
	Item          records.ID[equipment.Item] `json:"item,omitzero"`   // in the register of security equipment, where it stands there
	Site          string                     `json:"site,omitzero"`   // where it is kept
	Needed        int                        `json:"needed,omitzero"` // how many; 0: it is not counted
	Provided      int                        `json:"provided,omitzero"`
	Provision     string                     `json:"provision,omitzero"`   // how it is come by: bought, rented, by contract with whom
	Maintenance   string                     `json:"maintenance,omitzero"` // how it is kept fit
	CheckInterval records.Period             `json:"check_interval,omitzero"`
	Checks        []AvailabilityCheck        `json:"checks,omitempty"`
	InUseFrom     records.Date               `json:"in_use_from,omitzero"`
	WithdrawnOn   records.Date               `json:"withdrawn_on,omitzero"` // from when it is not there any more
}

// A ResourceKind is what sort of thing a resource is.
type ResourceKind string

// The kinds of resource.
const (
	Equipment ResourceKind = "equipment"
	Facility  ResourceKind = "facility"
	Service   ResourceKind = "service"
)

// Values lists the kinds there are.
func (ResourceKind) Values() []string {
	return []string{string(Equipment), string(Facility), string(Service)}
}

// An AvailabilityCheck is that somebody looked whether a resource is there and works.
type AvailabilityCheck struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by,omitzero"`
	Available records.Answer             `json:"available"`
	Note      string                     `json:"note,omitzero"`
}

// Ref names the resource.
func (x Resource) Ref() records.Ref { return records.Ref{Kind: "emergency resource", ID: string(x.ID)} }

// Checked returns the latest check of the resource by the time of the clock, or nil; of several
// on one day the last.
func (x *Resource) Checked(clock records.Clock) *AvailabilityCheck {
	var last *AvailabilityCheck
	for i := range x.Checks {
		c := &x.Checks[i]
		if clock.Happened(c.On) && (last == nil || !c.On.Before(last.On)) {
			last = c
		}
	}
	return last
}

// Validate reports every fault of the resource at once. That it is not said how it is come by
// or kept fit is for the check of 4.4.7 to say.
func (x Resource) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("kind", x.Kind)
	if x.Needed < 0 {
		f.Add("needed", "%d is no number of things: write 0 or more", x.Needed)
	}
	if x.Provided < 0 {
		f.Add("provided", "%d is no number of things: write 0 or more", x.Provided)
	}
	for i, c := range x.Checks {
		f.RequireDate(at("checks", i)+".on", c.On)
		f.Enum(at("checks", i)+".available", c.Available)
	}
	f.Order("in_use_from", x.InUseFrom, "withdrawn_on", x.WithdrawnOn)
	return f.Err()
}

// An Agency is an emergency service or another body outside that takes part in a response:
// what it does, what was agreed with it, and what it was told beforehand.
type Agency struct {
	ID          records.ID[Agency] `json:"id"`
	Name        string             `json:"name"`
	Role        string             `json:"role"` // what it does in the event
	Contact     string             `json:"contact,omitzero"`
	CheckedOn   records.Date       `json:"checked_on,omitzero"` // when the contact was last seen to be right
	Agreement   string             `json:"agreement,omitzero"`  // what was agreed with it
	AgreedOn    records.Date       `json:"agreed_on,omitzero"`
	AgreedUntil records.Date       `json:"agreed_until,omitzero"`
	BriefedOn   records.Date       `json:"briefed_on,omitzero"` // when it was last told what may happen here, and given what it needs
}

// Ref names the agency.
func (a Agency) Ref() records.Ref { return records.Ref{Kind: "agency", ID: string(a.ID)} }

// Validate reports every fault of the agency at once.
func (a Agency) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("name", a.Name)
	f.Require("role", a.Role)
	f.Order("agreed_on", a.AgreedOn, "agreed_until", a.AgreedUntil)
	if a.Agreement == "" && !a.AgreedOn.IsZero() {
		f.Add("agreement", "is missing: say what was agreed on %s", a.AgreedOn)
	}
	return f.Err()
}
