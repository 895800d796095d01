package incidents

import "github.com/iso28000/iso28000/records"

// An Action is a corrective, preventive or improving measure.
type Action struct {
	ID records.ID[Action] `json:"id"`
}

// Ref names the record.
func (x Action) Ref() records.Ref { return records.Ref{Kind: "action", ID: string(x.ID)} }
