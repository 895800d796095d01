package organization

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// An Appointment gives a person a charge in the system, beside whatever else that person does.
type Appointment struct {
	ID               records.ID[Appointment]    `json:"id"`
	Kind             AppointmentKind            `json:"kind"`
	Holder           records.ID[records.Person] `json:"holder"`
	Role             records.ID[Role]           `json:"role,omitzero"`         // in which the holder is appointed, where to one
	AppointedBy      records.ID[records.Person] `json:"appointed_by,omitzero"` // who made the appointment
	From             records.Date               `json:"from"`                  // first day
	Until            records.Date               `json:"until,omitzero"`        // last day; zero while there is none
	Responsibilities []Charge                   `json:"responsibilities,omitempty"`
	Authority        string                     `json:"authority,omitzero"` // what the holder may decide on account of it
}

// An AppointmentKind says what somebody is appointed to.
type AppointmentKind string

// The kinds of appointment.
const (
	ManagementRepresentative AppointmentKind = "management representative" // answers for the system as a whole
	Delivery                 AppointmentKind = "delivery"                  // sees objectives and targets carried out
)

// Values lists the kinds there are.
func (AppointmentKind) Values() []string {
	return []string{string(ManagementRepresentative), string(Delivery)}
}

// A Charge is a part of the task of whoever answers for the system.
type Charge string

// The charges. A management representative has all four of them, for the whole system.
const (
	Design        Charge = "design"
	Maintenance   Charge = "maintenance"
	Documentation Charge = "documentation"
	Improvement   Charge = "improvement"
)

// Values lists the charges there are.
func (Charge) Values() []string {
	return []string{string(Design), string(Maintenance), string(Documentation), string(Improvement)}
}

// Ref names the appointment.
func (a Appointment) Ref() records.Ref { return records.Ref{Kind: "appointment", ID: string(a.ID)} }

// Validate reports every fault of the appointment at once.
func (a Appointment) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Enum("kind", a.Kind)
	f.Require("holder", string(a.Holder))
	f.RequireDate("from", a.From)
	f.Order("from", a.From, "until", a.Until)
	for i, charge := range a.Responsibilities {
		f.Enum(fmt.Sprintf("responsibilities[%d]", i), charge)
	}
	return f.Err()
}

// Holds reports whether the appointment holds at the time of the clock.
func (a Appointment) Holds(clock records.Clock) bool {
	return clock.Happened(a.From) && !clock.Over(a.Until)
}

// Lacks returns the charges of a management representative that the appointment leaves out.
func (a Appointment) Lacks() []Charge {
	var lacks []Charge
	for _, charge := range []Charge{Design, Maintenance, Documentation, Improvement} {
		if !slices.Contains(a.Responsibilities, charge) {
			lacks = append(lacks, charge)
		}
	}
	return lacks
}
