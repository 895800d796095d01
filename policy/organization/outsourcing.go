package organization

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// An OutsourcedProcess is a process that somebody else carries out for the organization.
// Where it has a bearing on conformity it stays under the organization's control.
type OutsourcedProcess struct {
	ID                 records.ID[OutsourcedProcess] `json:"id"`
	Title              string                        `json:"title"`
	Provider           string                        `json:"provider"`
	AffectsConformity  records.Answer                `json:"affects_conformity,omitzero"`
	From               records.Date                  `json:"from,omitzero"`  // first day on which it is outsourced; zero: since before anybody kept count
	Until              records.Date                  `json:"until,omitzero"` // last day; zero while there is none
	ControlDescription string                        `json:"control_description,omitzero"`
	DescribedIn        records.Ref                   `json:"described_in,omitzero"` // the document that describes the controls, where they are not described here
	ResponsibleRole    records.ID[Role]              `json:"responsible_role,omitzero"`
	Controls           []OutsourcingControl          `json:"controls,omitempty"`
}

// An OutsourcingControl is one way in which an outsourced process is kept under control: an
// audit of the provider, a clause of the contract with the reports it demands, a tally at the gate.
type OutsourcingControl struct {
	Title           string       `json:"title"`
	InOperationFrom records.Date `json:"in_operation_from,omitzero"` // zero while it is only planned
	Until           records.Date `json:"until,omitzero"`             // last day in operation; zero while there is none
	LastVerifiedOn  records.Date `json:"last_verified_on,omitzero"`  // when it was last seen to work
}

// Ref names the process.
func (p OutsourcedProcess) Ref() records.Ref {
	return records.Ref{Kind: "outsourced process", ID: string(p.ID)}
}

// Validate reports every fault of the process at once.
func (p OutsourcedProcess) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	f.Require("provider", p.Provider)
	f.OptionalEnum("affects_conformity", p.AffectsConformity)
	f.Order("from", p.From, "until", p.Until)
	for i, c := range p.Controls {
		at := fmt.Sprintf("controls[%d]", i)
		f.Require(at+".title", c.Title)
		f.Order(at+".in_operation_from", c.InOperationFrom, at+".until", c.Until)
		f.Order(at+".in_operation_from", c.InOperationFrom, at+".last_verified_on", c.LastVerifiedOn)
	}
	return f.Err()
}

// Runs reports whether the process is outsourced at the time of the clock.
func (p OutsourcedProcess) Runs(clock records.Clock) bool { return lasts(clock, p.From, p.Until) }

// InOperation reports whether the control works at the time of the clock.
func (c OutsourcingControl) InOperation(clock records.Clock) bool {
	return clock.Happened(c.InOperationFrom) && !clock.Over(c.Until)
}

// lasts reports whether something has begun, where that is known, and is not over.
func lasts(clock records.Clock, from, until records.Date) bool {
	return (from.IsZero() || clock.Happened(from)) && !clock.Over(until)
}
