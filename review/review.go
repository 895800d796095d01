package review

import "github.com/iso28000/iso28000/records"

// A Review is one review of the system by top management.
type Review struct {
	ID records.ID[Review] `json:"id"`
}

// Ref names the record.
func (x Review) Ref() records.Ref { return records.Ref{Kind: "management review", ID: string(x.ID)} }
