package legal

import "github.com/iso28000/iso28000/records"

// A Requirement is a law, a rule or an undertaking that the organization has to keep or has chosen to keep.
type Requirement struct {
	ID records.ID[Requirement] `json:"id"`
}

// Ref names the record.
func (x Requirement) Ref() records.Ref {
	return records.Ref{Kind: "legal requirement", ID: string(x.ID)}
}
