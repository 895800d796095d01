package risk

import "github.com/iso28000/iso28000/records"

// A Control is a measure in place that lowers the likelihood or the consequence of risks.
type Control struct {
	ID records.ID[Control] `json:"id"`
}

// Ref names the control.
func (c Control) Ref() records.Ref { return records.Ref{Kind: "control", ID: string(c.ID)} }
