package change

import "github.com/iso28000/iso28000/records"

// A Change is a new or altered arrangement: of organization, process, equipment, supplier or threat.
type Change struct {
	ID records.ID[Change] `json:"id"`
}

// Ref names the record.
func (x Change) Ref() records.Ref { return records.Ref{Kind: "change", ID: string(x.ID)} }
