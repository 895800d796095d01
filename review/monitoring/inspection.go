package monitoring

import (
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// A Schedule says what is inspected, how often, by whom, and by which checklist. It follows
// from the risks, and from what the law asks. It is in force as an indicator is.
type Schedule struct {
	ID           records.ID[Schedule]             `json:"id"`
	Title        string                           `json:"title"`
	Equipment    []records.ID[equipment.Item]     `json:"equipment,omitempty"`  // what is inspected: items,
	Operations   []records.ID[controls.Operation] `json:"operations,omitempty"` // operations,
	Places       []string                         `json:"places,omitempty"`     // sites, nodes, the premises of partners
	Interval     records.Period                   `json:"interval,omitzero"`
	Performers   []records.ID[organization.Role]  `json:"performers,omitempty"` // who is authorized to inspect
	Checklist    []string                         `json:"checklist,omitempty"`  // what is looked at
	Document     records.ID[documents.Document]   `json:"document,omitzero"`    // that holds the checklist, where the text does not
	Risks        []records.ID[risk.Risk]          `json:"risks,omitempty"`      // on account of which it is done
	Requirements []records.ID[legal.Requirement]  `json:"requirements,omitempty"`

	ApprovedBy       records.ID[records.Person] `json:"approved_by,omitzero"`
	ApprovedOn       records.Date               `json:"approved_on,omitzero"`
	EffectiveFrom    records.Date               `json:"effective_from,omitzero"`
	WithdrawnOn      records.Date               `json:"withdrawn_on,omitzero"`
	WithdrawnBecause string                     `json:"withdrawn_because,omitzero"`
}

// Ref names the schedule.
func (s Schedule) Ref() records.Ref {
	return records.Ref{Kind: "inspection schedule", ID: string(s.ID)}
}

// An Inspection is that somebody looked, by a schedule or for a reason of its own.
type Inspection struct {
	ID         records.ID[Inspection]     `json:"id"`
	Schedule   records.ID[Schedule]       `json:"schedule,omitzero"`
	Reason     string                     `json:"reason,omitzero"` // why it was done, where no schedule asked for it
	On         records.Date               `json:"on"`
	By         records.ID[records.Person] `json:"by"`
	Points     []Point                    `json:"points,omitempty"`
	Conforming records.Answer             `json:"conforming"` // whether what was settled was kept to
	Record     records.Ref                `json:"record,omitzero"`
}

// A Point is one line of a completed checklist.
type Point struct {
	What          string                         `json:"what"`
	InOrder       records.Answer                 `json:"in_order"`
	Note          string                         `json:"note,omitzero"`
	Nonconformity records.ID[incidents.Incident] `json:"nonconformity,omitzero"` // that was raised, where it was not in order
}

// Ref names the inspection.
func (x Inspection) Ref() records.Ref { return records.Ref{Kind: "inspection", ID: string(x.ID)} }
