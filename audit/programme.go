package audit

import "github.com/iso28000/iso28000/records"

// A Programme says which audits are held in a cycle.
type Programme struct {
	ID records.ID[Programme] `json:"id"`
}

// Ref names the record.
func (x Programme) Ref() records.Ref { return records.Ref{Kind: "audit programme", ID: string(x.ID)} }
