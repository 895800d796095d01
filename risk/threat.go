package risk

import "github.com/iso28000/iso28000/records"

// A Threat is a possible source of harm to the security of the supply chain.
type Threat struct {
	ID records.ID[Threat] `json:"id"`
}

// Ref names the threat.
func (t Threat) Ref() records.Ref { return records.Ref{Kind: "threat", ID: string(t.ID)} }
