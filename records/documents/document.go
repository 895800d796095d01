package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Document holds something that the system says or has found out, in whatever form the
// organization likes. One document may serve several purposes: a manual describes the system,
// its scope and its roles.
type Document struct {
	ID           records.ID[Document]            `json:"id"`
	Title        string                          `json:"title"`
	Purposes     []Purpose                       `json:"purposes"`
	Controlled   records.Answer                  `json:"controlled,omitzero"`    // whether approval, issue and withdrawal are controlled
	Form         string                          `json:"form,omitzero"`          // paper, a page of the intranet, a poster
	AdoptedFrom  string                          `json:"adopted_from,omitzero"`  // whose it was, where the organization took it over from elsewhere
	Owner        records.ID[organization.Role]   `json:"owner,omitzero"`         // who looks after it
	Roles        []records.ID[organization.Role] `json:"roles,omitempty"`        // whose responsibilities and authorities it lays down
	Requirements []string                        `json:"requirements,omitempty"` // ids of the requirements or clauses that it answers
	Revisions    []Revision                      `json:"revisions,omitempty"`
	NextReviewOn records.Date                    `json:"next_review_on,omitzero"` // of a document that was never reviewed, or whose last review set no day

	Sensitivity records.ID[Classification]      `json:"sensitivity,omitzero"` // the class of what it says
	Readers     []records.ID[organization.Role] `json:"readers,omitempty"`    // whose holders may open it, beside those with a grant; none: whoever its class says
	Locations   []Location                      `json:"locations,omitempty"`  // where it is kept
	Elements    []ElementDescription            `json:"elements,omitempty"`   // of a description of the system: the parts that it describes
	Reviews     []Review                        `json:"reviews,omitempty"`
	Archive     Archive                         `json:"archive,omitzero"` // where it is kept beyond its use
}

// A Purpose is what a document is for.
type Purpose string

// The purposes of documents. Those before the manual are what the standard wants in writing.
const (
	SystemDescription Purpose = "system description"
	ScopeDescription  Purpose = "scope"
	PolicyStatement   Purpose = "policy"
	ProcedureText     Purpose = "procedure"
	RiskResults       Purpose = "risk assessment results"
	ObjectivesText    Purpose = "objectives"
	TargetsText       Purpose = "targets"
	ProgrammeText     Purpose = "programme"
	RoleDescription   Purpose = "roles"
	EmergencyPlan     Purpose = "emergency plan"
	AuditProgramme    Purpose = "audit programme"

	Manual           Purpose = "manual"
	Plan             Purpose = "plan"
	WorkInstruction  Purpose = "work instruction"
	RecordTemplate   Purpose = "record template"
	TrainingMaterial Purpose = "training material"
	External         Purpose = "external document" // a law, a customer's conditions, the manual of a scanner
	DataSet          Purpose = "data set"          // a table, a list of drivers, the positions of vehicles
	OtherPurpose     Purpose = "other"
)

// purposes are all of them, in order.
var purposes = [...]Purpose{
	SystemDescription, ScopeDescription, PolicyStatement, ProcedureText, RiskResults, ObjectivesText, TargetsText,
	ProgrammeText, RoleDescription, EmergencyPlan, AuditProgramme,
	Manual, Plan, WorkInstruction, RecordTemplate, TrainingMaterial, External, DataSet, OtherPurpose,
}

// Values lists the purposes there are.
func (Purpose) Values() []string {
	values := make([]string, len(purposes))
	for i, p := range purposes {
		values[i] = string(p)
	}
	return values
}

// A Pointer names one revision of a document.
type Pointer struct {
	Document records.ID[Document] `json:"document"`
	Revision string               `json:"revision"` // its number
}

// IsZero reports whether the pointer names nothing.
func (p Pointer) IsZero() bool { return p == Pointer{} }

// Ref names the document.
func (d Document) Ref() records.Ref { return records.Ref{Kind: "document", ID: string(d.ID)} }

// Validate reports every fault of the document at once.
func (d Document) Validate() error {
	var f records.Faults
	f.Require("id", string(d.ID))
	f.Require("title", d.Title)
	if len(d.Purposes) == 0 {
		f.Add("purposes", "is missing: say what the document is for, or %q", OtherPurpose)
	}
	for i, purpose := range d.Purposes {
		f.Enum(fmt.Sprintf("purposes[%d]", i), purpose)
	}
	f.OptionalEnum("controlled", d.Controlled)
	answersOf(&f, d.Requirements)
	revisions(d.Revisions).validate(&f)
	for i, location := range d.Locations {
		location.validate(&f, fmt.Sprintf("locations[%d]", i))
	}
	elementsOf(&f, d.Elements)
	for i, review := range d.Reviews {
		f.Within(fmt.Sprintf("reviews[%d]", i), review.faults())
	}
	d.Archive.validate(&f, "archive")
	return f.Err()
}

// maxNearest bounds how many wrong ids the nearest right one is looked for.
const maxNearest = 20

// answersOf notes ids that are neither of a requirement nor of a clause.
func answersOf(f *records.Faults, ids []string) {
	var known []string
	wrong := 0
	for i, id := range ids {
		_, requirement := conformity.ByID(id)
		_, clause := conformity.ClauseByID(id)
		if requirement || clause {
			continue
		}
		near := ""
		if wrong++; wrong <= maxNearest {
			if known == nil {
				for r := range conformity.Requirements() {
					known = append(known, r.ID)
				}
			}
			near = records.DidYouMean(id, known)
		}
		f.Add(fmt.Sprintf("requirements[%d]", i), "%q is neither a requirement nor a clause of the standard%s", id, near)
	}
}

// Serves reports whether the document is for that purpose.
func (d Document) Serves(purpose Purpose) bool { return slices.Contains(d.Purposes, purpose) }

// InForce reports whether a revision of the document is in force at the time of the clock:
// approved, in effect, and not withdrawn. A review that is overdue changes nothing about it.
func (d Document) InForce(clock records.Clock) bool { return d.Current(clock) != nil }

// Current returns the revision in force, or nil: of those that took effect the one with the
// latest effective date, unless it was withdrawn; the one before does not come back by itself.
func (d Document) Current(clock records.Clock) *Revision {
	return revisions(d.Revisions).current(clock)
}

// State returns how far the document has come, and by which revision: in force by the
// current one or, where none is, approved, a draft or withdrawn. Without revisions it is a
// draft, and the revision is nil.
func (d Document) State(clock records.Clock) (records.State, *Revision) {
	return revisions(d.Revisions).standing(clock)
}

// StateOf returns how far one revision of the document has come, and whether there is one
// with that number.
func (d Document) StateOf(clock records.Clock, number string) (state records.State, found bool) {
	return revisions(d.Revisions).state(clock, number)
}

// Revision returns the revision with that number, or nil.
func (d Document) Revision(number string) *Revision {
	if i, found := revisions(d.Revisions).numbered(number); found {
		return &d.Revisions[i]
	}
	return nil
}
