package review

import "github.com/iso28000/iso28000/records"

// A Decision is what a management review decided.
type Decision struct {
	ID records.ID[Decision] `json:"id"`
}

// Ref names the record.
func (x Decision) Ref() records.Ref { return records.Ref{Kind: "review decision", ID: string(x.ID)} }
