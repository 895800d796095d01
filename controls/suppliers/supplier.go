package suppliers

import "github.com/iso28000/iso28000/records"

// A Supplier is a party in the supply chain, upstream or downstream, whose work bears on security.
type Supplier struct {
	ID records.ID[Supplier] `json:"id"`
}

// Ref names the record.
func (x Supplier) Ref() records.Ref { return records.Ref{Kind: "supplier", ID: string(x.ID)} }
