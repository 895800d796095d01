package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An ApprovalAuthority says that the holders of a role may approve documents, and of which
// purposes. It rests on an authority that stands on the role.
type ApprovalAuthority struct {
	ID        records.ID[ApprovalAuthority] `json:"id"`
	Role      records.ID[organization.Role] `json:"role"`
	Authority string                        `json:"authority"`          // in the words in which it stands among the authorities of the role
	Purposes  []Purpose                     `json:"purposes,omitempty"` // of the documents that it covers; none: all. A procedure is covered as one with the purpose procedure
	From      records.Date                  `json:"from,omitzero"`      // first day; zero: since before anybody kept count
	Until     records.Date                  `json:"until,omitzero"`     // last day; zero while there is none
}

// Ref names the authority.
func (a ApprovalAuthority) Ref() records.Ref {
	return records.Ref{Kind: "approval authority", ID: string(a.ID)}
}

// Covers reports whether the authority is for documents of one of the purposes, on that day.
func (a ApprovalAuthority) Covers(purposes []Purpose, day records.Date) bool {
	if day.IsZero() || day.Before(a.From) || !a.Until.IsZero() && day.After(a.Until) {
		return false
	}
	return len(a.Purposes) == 0 || slices.ContainsFunc(purposes, func(p Purpose) bool { return slices.Contains(a.Purposes, p) })
}

// Validate reports every fault of the authority at once.
func (a ApprovalAuthority) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("role", string(a.Role))
	f.Require("authority", a.Authority)
	for i, p := range a.Purposes {
		f.Enum(fmt.Sprintf("purposes[%d]", i), p)
	}
	f.Order("from", a.From, "until", a.Until)
	return f.Err()
}
