package emergency

import "github.com/iso28000/iso28000/records"

// A Plan says what is done when a scenario comes true.
type Plan struct {
	ID records.ID[Plan] `json:"id"`
}

// Ref names the record.
func (x Plan) Ref() records.Ref { return records.Ref{Kind: "emergency plan", ID: string(x.ID)} }
