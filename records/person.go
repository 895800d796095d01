package records

// A Person is somebody who acts in the system: holds a role, approves a document, owns a
// risk, signs an attestation. What a person may do is said by roles and appointments.
type Person struct {
	ID           ID[Person] `json:"id"`
	Name         string     `json:"name"`
	Organization string     `json:"organization,omitzero"` // where not our own: a contractor's, an adviser's firm
	Unit         string     `json:"unit,omitzero"`         // the part of the organization that the person works in
	OnBehalf     Answer     `json:"on_behalf,omitzero"`    // of a person of another organization: whether it works in our name; one of our own does
	From         Date       `json:"from,omitzero"`         // first day with the organization, where known
	Until        Date       `json:"until,omitzero"`        // last day with the organization; zero while there is none
}

// Ref names the person.
func (p Person) Ref() Ref { return Ref{Kind: "person", ID: string(p.ID)} }

// Validate reports every fault of the person at once.
func (p Person) Validate() error {
	var f Faults
	f.Require("id", string(p.ID))
	f.Require("name", p.Name)
	f.OptionalEnum("on_behalf", p.OnBehalf)
	if p.OnBehalf == No && p.Organization == "" {
		f.Add("on_behalf", "is no, and no other organization is named that the person works for: name it, or say yes")
	}
	f.Order("from", p.From, "until", p.Until)
	return f.Err()
}
