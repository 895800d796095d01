package audit

import "github.com/iso28000/iso28000/records"

// A Finding is what an audit found.
type Finding struct {
	ID records.ID[Finding] `json:"id"`
}

// Ref names the record.
func (x Finding) Ref() records.Ref { return records.Ref{Kind: "audit finding", ID: string(x.ID)} }
