package equipment

import (
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Maintenance is that somebody looked after an item: what was done, what was found, and when
// it is due next.
type Maintenance struct {
	ID        records.ID[Maintenance]         `json:"id"`
	Item      records.ID[Item]                `json:"item"`
	On        records.Date                    `json:"on"`
	By        string                          `json:"by"` // a person, a department, a contractor
	Kind      MaintenanceKind                 `json:"kind"`
	Procedure records.ID[documents.Procedure] `json:"procedure,omitzero"` // by which it was done
	Done      string                          `json:"done,omitzero"`
	Found     string                          `json:"found,omitzero"`
	Works     records.Answer                  `json:"works,omitzero"`   // whether the item did what it has to afterwards; empty while not known
	Record    records.Ref                     `json:"record,omitzero"`  // where that is kept
	NextOn    records.Date                    `json:"next_on,omitzero"` // by the end of which the next is due
}

// A MaintenanceKind is the sort of maintenance.
type MaintenanceKind string

// The kinds of maintenance.
const (
	Preventive MaintenanceKind = "preventive"
	Repair     MaintenanceKind = "repair"
	Test       MaintenanceKind = "test" // and inspection
)

// Values lists the kinds there are.
func (MaintenanceKind) Values() []string {
	return []string{string(Preventive), string(Repair), string(Test)}
}

// Ref names the record.
func (m Maintenance) Ref() records.Ref { return records.Ref{Kind: "maintenance", ID: string(m.ID)} }

// Validate reports every fault of the maintenance at once.
func (m Maintenance) Validate() error {
	var f records.Faults
	f.Require("id", string(m.ID))
	f.Require("item", string(m.Item))
	f.RequireDate("on", m.On)
	f.Require("by", m.By)
	f.Enum("kind", m.Kind)
	f.OptionalEnum("works", m.Works)
	f.Order("on", m.On, "next_on", m.NextOn)
	return f.Err()
}
