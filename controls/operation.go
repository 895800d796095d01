package controls

import "github.com/iso28000/iso28000/records"

// An Operation is an activity that has to be under control for the policy, an objective, the law or a risk.
type Operation struct {
	ID records.ID[Operation] `json:"id"`
}

// Ref names the record.
func (x Operation) Ref() records.Ref { return records.Ref{Kind: "operation", ID: string(x.ID)} }
