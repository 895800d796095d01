package objectives

import "github.com/iso28000/iso28000/records"

// A Programme is the plan by which objectives and targets are achieved.
type Programme struct {
	ID records.ID[Programme] `json:"id"`
}

// Ref names the record.
func (x Programme) Ref() records.Ref { return records.Ref{Kind: "programme", ID: string(x.ID)} }
