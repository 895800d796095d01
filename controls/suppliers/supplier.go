package suppliers

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Supplier is a party in the supply chain, upstream or downstream, whose work bears on
// security: a carrier, a guarding firm, a customs broker, whoever services the scanners.
type Supplier struct {
	ID                  records.ID[Supplier]                         `json:"id"`
	Name                string                                       `json:"name"`
	Kind                Kind                                         `json:"kind"`
	Position            organization.Position                        `json:"position,omitzero"`              // in the supply chain; empty where it stands beside it
	ThirdParty          records.ID[organization.ThirdParty]          `json:"third_party,omitzero"`           // the people of it whom we meet
	OutsourcedProcesses []records.ID[organization.OutsourcedProcess] `json:"outsourced_processes,omitempty"` // that it carries out for us
	Responsible         records.ID[organization.Role]                `json:"responsible,omitzero"`           // who deals with it on our side
	From                records.Date                                 `json:"from,omitzero"`                  // first day in use; zero: since before anybody kept count
	Until               records.Date                                 `json:"until,omitzero"`                 // last day; zero while there is none
	Screenings          []Screening                                  `json:"screenings,omitempty"`
	Assurances          []Assurance                                  `json:"assurances,omitempty"`
	NextScreeningOn     records.Date                                 `json:"next_screening_on,omitzero"` // by the end of which it is screened again
}

// A Kind is the sort of supplier.
type Kind string

// The kinds of supplier.
const (
	OfGoods    Kind = "supplier"   // of goods
	Contractor Kind = "contractor" // of work and services
	Carrier    Kind = "carrier"
	Partner    Kind = "partner" // in the chain, with whom there is no contract of ours: a shipper, a consignee
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(OfGoods), string(Contractor), string(Carrier), string(Partner)}
}

// A Screening is that somebody evaluated whether a supplier is fit, as to security, for what it
// is used for.
type Screening struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome Outcome                    `json:"outcome"`
	Note    string                     `json:"note,omitzero"` // what was looked at, and on which conditions it may be used
}

// An Outcome is what a screening comes to.
type Outcome string

// The outcomes of a screening.
const (
	Fit         Outcome = "fit"
	Conditional Outcome = "fit on conditions"
	Unfit       Outcome = "not fit"
)

// Values lists the outcomes there are.
func (Outcome) Values() []string { return []string{string(Fit), string(Conditional), string(Unfit)} }

// An Assurance is what a supplier has given in writing for its security: a certificate, a
// declaration, the test records of its equipment.
type Assurance struct {
	What       string                         `json:"what"`
	Document   records.ID[documents.Document] `json:"document,omitzero"`
	On         records.Date                   `json:"on"`
	ValidUntil records.Date                   `json:"valid_until,omitzero"` // last day; zero while it holds without end
}

// Ref names the record.
func (x Supplier) Ref() records.Ref { return records.Ref{Kind: "supplier", ID: string(x.ID)} }

// InUse reports whether the supplier is used at the time of the clock.
func (x Supplier) InUse(clock records.Clock) bool { return lasts(clock, x.From, x.Until) }

// Screened returns the latest screening at the time of the clock, or nil. Of several on one day
// the last counts.
func (x Supplier) Screened(clock records.Clock) *Screening {
	var last *Screening
	for i := range x.Screenings {
		s := &x.Screenings[i]
		if clock.Happened(s.On) && (last == nil || !s.On.Before(last.On)) {
			last = s
		}
	}
	return last
}

// Assured returns the assurances that hold at the time of the clock.
func (x Supplier) Assured(clock records.Clock) []Assurance {
	var valid []Assurance
	for _, a := range x.Assurances {
		if clock.Happened(a.On) && !clock.Over(a.ValidUntil) {
			valid = append(valid, a)
		}
	}
	return valid
}

// Validate reports every fault of the supplier at once.
func (x Supplier) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("name", x.Name)
	f.Enum("kind", x.Kind)
	f.OptionalEnum("position", x.Position)
	f.Order("from", x.From, "until", x.Until)
	for i, s := range x.Screenings {
		f.Within(fmt.Sprintf("screenings[%d]", i), s.faults())
	}
	for i, a := range x.Assurances {
		f.Within(fmt.Sprintf("assurances[%d]", i), a.faults())
	}
	return f.Err()
}

func (s Screening) faults() error {
	var f records.Faults
	f.RequireDate("on", s.On)
	f.Require("by", string(s.By))
	f.Enum("outcome", s.Outcome)
	if s.Outcome == Conditional || s.Outcome == Unfit {
		f.Require("note", s.Note)
	}
	return f.Err()
}

func (a Assurance) faults() error {
	var f records.Faults
	f.Require("what", a.What)
	f.RequireDate("on", a.On)
	f.Order("on", a.On, "valid_until", a.ValidUntil)
	return f.Err()
}

// lasts reports whether something has begun, where that is known, and is not over.
func lasts(clock records.Clock, from, until records.Date) bool {
	return (from.IsZero() || clock.Happened(from)) && !clock.Over(until)
}
