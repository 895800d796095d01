package risk

import (
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Use says that the results of an assessment were considered for a purpose, and what came of it.
type Use struct {
	Purpose      Purpose                        `json:"purpose"`
	ConsideredOn records.Date                   `json:"considered_on"`
	By           records.ID[records.Person]     `json:"by,omitzero"`
	Outcome      UseOutcome                     `json:"outcome"`
	Reason       string                         `json:"reason,omitzero"`   // required where they were not used
	Document     records.ID[documents.Document] `json:"document,omitzero"` // that shows it, where that of the assessment does not
}

// A Purpose is what the results of an assessment are considered for: letters a) to g) of the
// second list of 4.3.1.
type Purpose string

// The seven purposes, in the order of the standard.
const (
	ForObjectives Purpose = "objectives"     // a) objectives and targets
	ForProgrammes Purpose = "programmes"     // b)
	ForDesign     Purpose = "design"         // c) what is demanded of design, specification, installation
	ForResources  Purpose = "resources"      // d) resources and how many people are needed
	ForTraining   Purpose = "training"       // e) training and skills
	ForOperations Purpose = "operations"     // f) operational control
	ForFramework  Purpose = "risk framework" // g) the wider risk management of the organization
)

var purposes = [...]Purpose{ForObjectives, ForProgrammes, ForDesign, ForResources, ForTraining, ForOperations, ForFramework}

// Purposes returns the seven purposes in the order of the standard.
func Purposes() []Purpose { return slices.Clone(purposes[:]) }

// Values lists the purposes there are.
func (Purpose) Values() []string {
	values := make([]string, len(purposes))
	for i, p := range purposes {
		values[i] = string(p)
	}
	return values
}

// Letter returns the letter of the purpose, "a" to "g", or nothing.
func (p Purpose) Letter() string {
	if i := slices.Index(purposes[:], p); i >= 0 {
		return string(rune('a' + i))
	}
	return ""
}

// A UseOutcome is what came of considering the results.
type UseOutcome string

// The outcomes.
const (
	Used    UseOutcome = "used"
	NotUsed UseOutcome = "not used" // with a reason
)

// Values lists the outcomes there are.
func (UseOutcome) Values() []string { return []string{string(Used), string(NotUsed)} }

// Settled reports whether the results were used or, with a reason, not.
func (u Use) Settled() bool {
	return u.Outcome == Used || u.Outcome == NotUsed && !blank(u.Reason)
}

// Validate reports every fault of the use at once.
func (u Use) Validate() error {
	var f records.Faults
	f.Enum("purpose", u.Purpose)
	f.RequireDate("considered_on", u.ConsideredOn)
	f.Enum("outcome", u.Outcome)
	if u.Outcome == NotUsed && blank(u.Reason) {
		f.Add("reason", "is missing: say why the results were not used")
	}
	return f.Err()
}

// Meaning says in a few words what the purpose is, for messages and reports.
func (p Purpose) Meaning() string {
	switch p {
	case ForObjectives:
		return "objectives and targets"
	case ForProgrammes:
		return "programmes"
	case ForDesign:
		return "design, specification and installation"
	case ForResources:
		return "resources and staffing"
	case ForTraining:
		return "training and skills"
	case ForOperations:
		return "operational control"
	case ForFramework:
		return "the organization's overall risk framework"
	}
	return string(p)
}
