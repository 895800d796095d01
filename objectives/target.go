package objectives

import "github.com/iso28000/iso28000/records"

// A Target is the detailed, measurable result that an objective calls for by a day.
type Target struct {
	ID records.ID[Target] `json:"id"`
}

// Ref names the record.
func (x Target) Ref() records.Ref { return records.Ref{Kind: "target", ID: string(x.ID)} }
