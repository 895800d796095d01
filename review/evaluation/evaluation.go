package evaluation

import "github.com/iso28000/iso28000/records"

// An Evaluation is a review, test, report or exercise that judges a plan, a procedure or a capability.
type Evaluation struct {
	ID records.ID[Evaluation] `json:"id"`
}

// Ref names the record.
func (x Evaluation) Ref() records.Ref { return records.Ref{Kind: "evaluation", ID: string(x.ID)} }
