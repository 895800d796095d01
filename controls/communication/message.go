package communication

import "github.com/iso28000/iso28000/records"

// A Message is a communication about security, inward, outward or within the organization.
type Message struct {
	ID records.ID[Message] `json:"id"`
}

// Ref names the record.
func (x Message) Ref() records.Ref { return records.Ref{Kind: "message", ID: string(x.ID)} }
