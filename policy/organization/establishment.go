package organization

import "github.com/iso28000/iso28000/records"

// An Establishment says from when the security management system as a whole is in force, and
// what it is for. Of several the latest in force counts: a system that was set up anew.
type Establishment struct {
	ID          records.ID[Establishment] `json:"id"`
	Purpose     string                    `json:"purpose"` // find threats, judge risks, keep their effects under control
	InForceFrom records.Date              `json:"in_force_from"`
}

// Ref names the establishment.
func (e Establishment) Ref() records.Ref {
	return records.Ref{Kind: "establishment", ID: string(e.ID)}
}

// Validate reports every fault of the establishment at once.
func (e Establishment) Validate() error {
	var f records.Faults
	f.Require("id", string(e.ID))
	f.Require("purpose", e.Purpose)
	f.RequireDate("in_force_from", e.InForceFrom)
	return f.Err()
}
