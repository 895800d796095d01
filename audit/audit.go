package audit

import "github.com/iso28000/iso28000/records"

// An Audit is one planned, held or reported audit.
type Audit struct {
	ID records.ID[Audit] `json:"id"`
}

// Ref names the record.
func (x Audit) Ref() records.Ref { return records.Ref{Kind: "audit", ID: string(x.ID)} }
