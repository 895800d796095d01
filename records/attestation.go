package records

// A Judgement is the outcome that an attestation states.
type Judgement string

// The judgements. There is none in between: what is not yet judged has no attestation.
const (
	Conforms       Judgement = "conforms"
	DoesNotConform Judgement = "does not conform"
)

// Values lists the judgements there are.
func (Judgement) Values() []string { return []string{string(Conforms), string(DoesNotConform)} }

// An Attestation is a person's signed judgement on a requirement that data alone cannot
// decide: by whom, in which role, on which evidence, when, and until when it holds.
// How it is weighed (its sign, its age, its lapse) is decided in package conformity.
type Attestation struct {
	ID          ID[Attestation] `json:"id"`
	Requirement string          `json:"requirement"`      // the catalogue's id, such as 4.2.a
	Subject     Ref             `json:"subject,omitzero"` // what is judged; zero where it is the system as a whole
	Judgement   Judgement       `json:"judgement"`
	By          ID[Person]      `json:"by"`
	Role        string          `json:"role"`               // in which the person judged, as signed
	Evidence    []Ref           `json:"evidence,omitempty"` // what the judgement rests on
	Reason      string          `json:"reason,omitzero"`    // required where the judgement is negative
	MadeOn      Date            `json:"made_on"`
	ValidUntil  Date            `json:"valid_until"`
}

// Ref names the attestation.
func (a Attestation) Ref() Ref { return Ref{Kind: "attestation", ID: string(a.ID)} }

// Validate reports every fault of the attestation at once.
func (a Attestation) Validate() error {
	var f Faults
	f.Require("id", string(a.ID))
	f.Require("requirement", a.Requirement)
	f.Enum("judgement", a.Judgement)
	f.Require("by", string(a.By))
	f.Require("role", a.Role)
	f.RequireDate("made_on", a.MadeOn)
	f.RequireDate("valid_until", a.ValidUntil)
	f.Order("made_on", a.MadeOn, "valid_until", a.ValidUntil)
	if a.Judgement == DoesNotConform && a.Reason == "" {
		f.Add("reason", "is missing: say why the judgement is negative")
	}
	return f.Err()
}
