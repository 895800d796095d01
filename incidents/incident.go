package incidents

import "github.com/iso28000/iso28000/records"

// An Incident is a failure, an incident, a nonconformity or a near miss.
type Incident struct {
	ID records.ID[Incident] `json:"id"`
}

// Ref names the record.
func (x Incident) Ref() records.Ref { return records.Ref{Kind: "incident", ID: string(x.ID)} }
