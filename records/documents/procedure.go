package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Procedure is a settled way to do something that the standard wants done in a settled way.
// It has revisions of its own, so that whether it is in force does not depend on how and
// where it is written down. One procedure may serve several purposes.
type Procedure struct {
	ID           records.ID[Procedure]         `json:"id"`
	Title        string                        `json:"title"`
	Purposes     []ProcedurePurpose            `json:"purposes"`
	Document     records.ID[Document]          `json:"document,omitzero"`      // in which it is written down, where that has an entry of its own
	Owner        records.ID[organization.Role] `json:"owner,omitzero"`         // who looks after it
	Requirements []string                      `json:"requirements,omitempty"` // ids of the requirements or clauses that it answers
	Steps        []Step                        `json:"steps,omitempty"`
	Revisions    []Revision                    `json:"revisions,omitempty"`
	ReviewedOn   records.Date                  `json:"reviewed_on,omitzero"` // when it was last looked through
	NextReviewOn records.Date                  `json:"next_review_on,omitzero"`
	Covers       []Material                    `json:"covers,omitempty"`     // of document control: what it controls
	LeavesOut    []Purpose                     `json:"leaves_out,omitempty"` // of document control: documents of these purposes, which others look after
}

// A Step is one thing that a procedure has somebody do.
type Step struct {
	Text        string                        `json:"text"`
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"`
}

// A ProcedurePurpose is what a procedure settles.
type ProcedurePurpose string

// The purposes of procedures, in the order of the clauses that ask for them. What an
// organization settles beyond these is for operation, and known by its title.
const (
	ThreatIdentification          ProcedurePurpose = "threat identification"           // 4.3.1
	RiskAssessment                ProcedurePurpose = "risk assessment"                 // 4.3.1
	ControlMeasures               ProcedurePurpose = "control measures"                // 4.3.1: choosing them and carrying them out
	LegalRequirements             ProcedurePurpose = "legal and other requirements"    // 4.3.2
	Awareness                     ProcedurePurpose = "awareness"                       // 4.4.2
	Communication                 ProcedurePurpose = "communication"                   // 4.4.3
	DocumentControl               ProcedurePurpose = "document control"                // 4.4.5
	OperationalControl            ProcedurePurpose = "operational control"             // 4.4.6
	EmergencyResponse             ProcedurePurpose = "emergency response"              // 4.4.7
	SecurityRecovery              ProcedurePurpose = "security recovery"               // 4.4.7
	SystemPerformanceMonitoring   ProcedurePurpose = "system performance monitoring"   // 4.5.1
	SecurityPerformanceMonitoring ProcedurePurpose = "security performance monitoring" // 4.5.1
	Calibration                   ProcedurePurpose = "calibration"                     // 4.5.1
	EquipmentMaintenance          ProcedurePurpose = "maintenance"                     // 4.5.1
	IncidentsAndActions           ProcedurePurpose = "incidents and actions"           // 4.5.3
	ControlOfRecords              ProcedurePurpose = "control of records"              // 4.5.4
	Auditing                      ProcedurePurpose = "audit"                           // 4.5.5
)

// procedurePurposes are all of them, in order.
var procedurePurposes = [...]ProcedurePurpose{
	ThreatIdentification, RiskAssessment, ControlMeasures, LegalRequirements, Awareness, Communication, DocumentControl,
	OperationalControl, EmergencyResponse, SecurityRecovery, SystemPerformanceMonitoring, SecurityPerformanceMonitoring,
	Calibration, EquipmentMaintenance, IncidentsAndActions, ControlOfRecords, Auditing,
}

// Values lists the purposes there are.
func (ProcedurePurpose) Values() []string {
	values := make([]string, len(procedurePurposes))
	for i, p := range procedurePurposes {
		values[i] = string(p)
	}
	return values
}

// A Material is what a procedure for document control controls.
type Material string

// The materials. The standard wants all three controlled.
const (
	DocumentMaterial    Material = "documents"
	DataMaterial        Material = "data"
	InformationMaterial Material = "information"
)

// Values lists the materials there are.
func (Material) Values() []string {
	return []string{string(DocumentMaterial), string(DataMaterial), string(InformationMaterial)}
}

// Ref names the procedure.
func (p Procedure) Ref() records.Ref { return records.Ref{Kind: "procedure", ID: string(p.ID)} }

// Validate reports every fault of the procedure at once.
func (p Procedure) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	if len(p.Purposes) == 0 {
		f.Add("purposes", "is missing: say what the procedure settles, %q where the standard asks for nothing in particular", OperationalControl)
	}
	for i, purpose := range p.Purposes {
		f.Enum(fmt.Sprintf("purposes[%d]", i), purpose)
	}
	answersOf(&f, p.Requirements)
	for i, material := range p.Covers {
		f.Enum(fmt.Sprintf("covers[%d]", i), material)
	}
	for i, purpose := range p.LeavesOut {
		f.Enum(fmt.Sprintf("leaves_out[%d]", i), purpose)
	}
	for i, step := range p.Steps {
		f.Require(fmt.Sprintf("steps[%d].text", i), step.Text)
	}
	revisions(p.Revisions).validate(&f)
	return f.Err()
}

// Serves reports whether the procedure is for that purpose.
func (p Procedure) Serves(purpose ProcedurePurpose) bool { return slices.Contains(p.Purposes, purpose) }

// InForce reports whether a revision of the procedure is in force at the time of the clock:
// approved, in effect, and not withdrawn. A review that is overdue changes nothing about it.
func (p Procedure) InForce(clock records.Clock) bool { return p.Current(clock) != nil }

// Current returns the revision in force, or nil, as [Document.Current] does.
func (p Procedure) Current(clock records.Clock) *Revision {
	return revisions(p.Revisions).current(clock)
}

// State returns how far the procedure has come, and by which revision, as [Document.State] does.
func (p Procedure) State(clock records.Clock) (records.State, *Revision) {
	return revisions(p.Revisions).standing(clock)
}
