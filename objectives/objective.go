package objectives

import "github.com/iso28000/iso28000/records"

// An Objective is an aim of security management, set by the organization and measurable.
type Objective struct {
	ID records.ID[Objective] `json:"id"`
}

// Ref names the record.
func (x Objective) Ref() records.Ref { return records.Ref{Kind: "objective", ID: string(x.ID)} }
