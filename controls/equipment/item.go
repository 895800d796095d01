package equipment

import "github.com/iso28000/iso28000/records"

// An Item is a piece of security equipment, or a facility.
type Item struct {
	ID records.ID[Item] `json:"id"`
}

// Ref names the record.
func (x Item) Ref() records.Ref { return records.Ref{Kind: "equipment", ID: string(x.ID)} }
