package documents

import (
	"github.com/iso28000/iso28000/conformity"
)

// A Demand is one thing that the standard wants in writing: a document for a purpose, a
// settled procedure, or records.
type Demand struct {
	Requirement string           // the row of the catalogue that asks for it
	Document    Purpose          // of the document; empty where it is none
	Procedure   ProcedurePurpose // of the procedure; empty where it is none
}

// demands are all of them, in the order of the standard; those with neither purpose are records.
var demands = [...]Demand{
	{Requirement: "4.1.document", Document: SystemDescription},
	{Requirement: "4.2.i", Document: PolicyStatement},
	{Requirement: "4.3.1.procedure", Procedure: ThreatIdentification},
	{Requirement: "4.3.1.procedure", Procedure: RiskAssessment},
	{Requirement: "4.3.1.procedure", Procedure: ControlMeasures},
	{Requirement: "4.3.1.documented", Document: RiskResults},
	{Requirement: "4.3.1.documented"},
	{Requirement: "4.3.2.procedure", Procedure: LegalRequirements},
	{Requirement: "4.3.3.documented", Document: ObjectivesText},
	{Requirement: "4.3.4.documented", Document: TargetsText},
	{Requirement: "4.3.5.a", Document: ProgrammeText},
	{Requirement: "4.4.1.documented", Document: RoleDescription},
	{Requirement: "4.4.2.procedure", Procedure: Awareness},
	{Requirement: "4.4.2.records"},
	{Requirement: "4.4.3.outbound", Procedure: Communication},
	{Requirement: "4.4.4.b", Document: ScopeDescription},
	{Requirement: "4.4.5.procedure", Procedure: DocumentControl},
	{Requirement: "4.4.7.maintain", Document: EmergencyPlan},
	{Requirement: "4.5.1.system", Procedure: SystemPerformanceMonitoring},
	{Requirement: "4.5.1.security", Procedure: SecurityPerformanceMonitoring},
	{Requirement: "4.5.1.measure.5"},
	{Requirement: "4.5.1.calibration.records"},
	{Requirement: "4.5.2.records"},
	{Requirement: "4.5.3.procedure", Procedure: IncidentsAndActions},
	{Requirement: "4.5.3.changes"},
	{Requirement: "4.5.4.procedure", Procedure: ControlOfRecords},
	{Requirement: "4.5.4.results"},
	{Requirement: "4.5.5.procedure", Procedure: Auditing},
	{Requirement: "4.5.5.programme", Document: AuditProgramme},
	{Requirement: "4.6.records"},
}

// Demands lists what the standard wants in writing, in its order. Procedures for a single
// operation are not among it, and neither is a recovery procedure, for which a plan will do.
func Demands() []Demand { return append([]Demand(nil), demands[:]...) }

// IsRecord reports whether records are wanted.
func (d Demand) IsRecord() bool { return d.Document == "" && d.Procedure == "" }

// String says what is wanted: a document with the purpose policy.
func (d Demand) String() string {
	switch {
	case d.Document != "":
		return "a document with the purpose " + string(d.Document)
	case d.Procedure != "":
		return "a procedure with the purpose " + string(d.Procedure)
	}
	requirement, _ := conformity.ByID(d.Requirement)
	return "records for " + d.Requirement + ", " + requirement.Title
}

// condition returns the id of the condition under which it is wanted; empty: always.
func (d Demand) condition() string {
	requirement, _ := conformity.ByID(d.Requirement)
	return requirement.Condition
}
