package competence

import "github.com/iso28000/iso28000/records"

// A Competence is something that people in a role have to know or be able to do.
type Competence struct {
	ID records.ID[Competence] `json:"id"`
}

// Ref names the record.
func (x Competence) Ref() records.Ref { return records.Ref{Kind: "competence", ID: string(x.ID)} }
