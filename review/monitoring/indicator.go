package monitoring

import "github.com/iso28000/iso28000/records"

// An Indicator is something that is measured or watched.
type Indicator struct {
	ID records.ID[Indicator] `json:"id"`
}

// Ref names the record.
func (x Indicator) Ref() records.Ref { return records.Ref{Kind: "indicator", ID: string(x.ID)} }
