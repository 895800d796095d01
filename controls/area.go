package controls

import (
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An Area is a part of a site to which not everybody may go: a bonded store, a server room, the
// quay. A procedure says who may, and how that is seen to.
type Area struct {
	ID              records.ID[Area]                `json:"id"`
	Title           string                          `json:"title"`
	Site            string                          `json:"site,omitzero"`      // of the scope
	Sensitive       records.Answer                  `json:"sensitive,omitzero"` // whether entry has to be under control; empty while not decided
	AccessProcedure records.ID[documents.Procedure] `json:"access_procedure,omitzero"`
	Owner           records.ID[organization.Role]   `json:"owner,omitzero"`       // who answers for it
	Operations      []records.ID[Operation]         `json:"operations,omitempty"` // that are carried out in it
	From            records.Date                    `json:"from,omitzero"`        // first day; zero: since before anybody kept count
	Until           records.Date                    `json:"until,omitzero"`       // last day; zero while there is none
}

// Ref names the record.
func (a Area) Ref() records.Ref { return records.Ref{Kind: "area", ID: string(a.ID)} }

// Exists reports whether there is the area at the time of the clock.
func (a Area) Exists(clock records.Clock) bool {
	return (a.From.IsZero() || clock.Happened(a.From)) && !clock.Over(a.Until)
}

// Open reports whether entry to the area has to be under control and nothing in force says how.
// The procedure is the one that the area names, or nil where there is none.
func (a Area) Open(procedure *documents.Procedure, clock records.Clock) bool {
	if a.Sensitive != records.Yes || !a.Exists(clock) {
		return false
	}
	return procedure == nil || procedure.ID != a.AccessProcedure || !procedure.InForce(clock)
}

// Validate reports every fault of the area at once.
func (a Area) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("title", a.Title)
	f.OptionalEnum("sensitive", a.Sensitive)
	if a.Site != "" && strings.TrimSpace(a.Site) == "" {
		f.Add("site", "is blank: name a site of the scope, or take it out")
	}
	f.Order("from", a.From, "until", a.Until)
	return f.Err()
}
