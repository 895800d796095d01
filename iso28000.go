package iso28000

import (
	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/controls/suppliers"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/review"
	"github.com/iso28000/iso28000/review/evaluation"
	"github.com/iso28000/iso28000/review/monitoring"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// A System is the security management system of one organization: plain data, a list for
// each kind of record. Its fields are the top-level keys of the files that it is loaded from.
//
// Records refer to each other by id. Whether each id is there is checked by [Load]; a host
// that fills a System by itself finds a missing one in the findings, as evidence missed.
type System struct {
	Format       int          `json:"format"`         // of the files; this is 1
	Organization string       `json:"organization"`   // its name
	AsOf         records.Date `json:"as_of,omitzero"` // the day that the data speak of

	// What several clauses use.
	Persons      []records.Person       `json:"persons,omitempty"`
	Settings     []organization.Setting `json:"settings,omitempty"`     // intervals and periods that the standard leaves open
	Attestations []records.Attestation  `json:"attestations,omitempty"` // signed judgements
	Statements   []conformity.Statement `json:"statements,omitempty"`   // that a condition does not hold, so that requirements do not apply
	Waivers      []conformity.Waiver    `json:"waivers,omitempty"`      // the host's own
	Gradings     []conformity.Grading   `json:"gradings,omitempty"`     // by auditors

	// 4.1 and 4.4.1
	Establishments      []organization.Establishment     `json:"establishments,omitempty"`
	Scopes              []organization.Scope             `json:"scopes,omitempty"`
	OutsourcedProcesses []organization.OutsourcedProcess `json:"outsourced_processes,omitempty"`
	Roles               []organization.Role              `json:"roles,omitempty"`
	Appointments        []organization.Appointment       `json:"appointments,omitempty"`
	Resources           []organization.Resource          `json:"resources,omitempty"`
	Stakeholders        []organization.Stakeholder       `json:"stakeholders,omitempty"`
	ThirdParties        []organization.ThirdParty        `json:"third_parties,omitempty"`
	Functions           []organization.Function          `json:"functions,omitempty"` // parts and levels of the organization, and whether security depends on them

	// 4.4.4, 4.4.5 and 4.5.4
	Documents           []documents.Document          `json:"documents,omitempty"`
	Procedures          []documents.Procedure         `json:"procedures,omitempty"`
	Registers           []documents.Register          `json:"registers,omitempty"`       // of documents
	Classifications     []documents.Classification    `json:"classifications,omitempty"` // by how sensitive information is
	ApprovalAuthorities []documents.ApprovalAuthority `json:"approval_authorities,omitempty"`
	AccessGrants        []documents.AccessGrant       `json:"access_grants,omitempty"`
	AccessEvents        []documents.AccessEvent       `json:"access_events,omitempty"`
	Issues              []documents.Issue             `json:"issues,omitempty"`       // copies, and where they are used
	Repositories        []documents.Repository        `json:"repositories,omitempty"` // where electronic documents and records are held
	RecordSeries        []documents.Series            `json:"record_series,omitempty"`
	Records             []documents.Record            `json:"records,omitempty"`
	Disposals           []documents.Disposal          `json:"disposals,omitempty"` // of records

	// 4.2
	Policies []policy.Policy `json:"policies,omitempty"`

	// 4.3.1
	Methodologies []risk.Methodology  `json:"methodologies,omitempty"`
	Criteria      []risk.Criteria     `json:"criteria,omitempty"`
	Assessments   []risk.Assessment   `json:"assessments,omitempty"`
	Threats       []risk.Threat       `json:"threats,omitempty"`
	Sources       []risk.Source       `json:"sources,omitempty"` // of threat information
	Intelligence  []risk.Intelligence `json:"intelligence,omitempty"`
	Risks         []risk.Risk         `json:"risks,omitempty"`
	Controls      []risk.Control      `json:"controls,omitempty"`
	Treatments    []risk.Treatment    `json:"treatments,omitempty"`
	Acceptances   []risk.Acceptance   `json:"acceptances,omitempty"`

	// 4.3.2
	LegalRequirements []legal.Requirement `json:"legal_requirements,omitempty"` // laws, and what was taken on beyond them
	LawSources        []legal.Source      `json:"law_sources,omitempty"`        // where one learns of them

	// 4.3.3, 4.3.4 and 4.3.5
	Objectives []objectives.Objective `json:"objectives,omitempty"`
	Targets    []objectives.Target    `json:"targets,omitempty"`
	Programmes []objectives.Programme `json:"programmes,omitempty"` // those of other parts of the organization have an origin

	// 4.4.2
	Competences            []competence.Competence    `json:"competences,omitempty"`             // what people have to be able to do
	CompetenceRequirements []competence.Requirement   `json:"competence_requirements,omitempty"` // which of it, and which clearance, a role demands
	Qualifications         []competence.Qualification `json:"qualifications,omitempty"`          // who has which, until when
	CompetenceAssessments  []competence.Assessment    `json:"competence_assessments,omitempty"`  // whether people still have it
	Clearances             []competence.Clearance     `json:"clearances,omitempty"`              // who was found trustworthy, to which grade
	TrainingProgrammes     []competence.Programme     `json:"training_programmes,omitempty"`     // how awareness procedures are carried through
	Trainings              []competence.Training      `json:"trainings,omitempty"`               // planned, held, called off
	Awareness              []competence.Awareness     `json:"awareness,omitempty"`               // who was made aware of what

	// 4.4.3
	Audiences     []communication.Audience     `json:"audiences,omitempty"` // with whom information on security is exchanged
	Channels      []communication.Channel      `json:"channels,omitempty"`  // by which ways
	Releases      []communication.Release      `json:"releases,omitempty"`  // standing decisions on what may be sent
	Messages      []communication.Message      `json:"messages,omitempty"`  // sent and received
	Consultations []communication.Consultation `json:"consultations,omitempty"`

	// 4.4.6
	Operations            []controls.Operation      `json:"operations,omitempty"` // what has to be under control, and what each is there for
	Areas                 []controls.Area           `json:"areas,omitempty"`      // where not everybody may go
	Equipment             []equipment.Item          `json:"equipment,omitempty"`
	Maintenance           []equipment.Maintenance   `json:"maintenance,omitempty"`             // of equipment, done
	Suppliers             []suppliers.Supplier      `json:"suppliers,omitempty"`               // who works in the supply chain for us or beside us
	SupplyChainActivities []suppliers.Activity      `json:"supply_chain_activities,omitempty"` // what others do upstream and downstream
	Purchases             []suppliers.Purchase      `json:"purchases,omitempty"`               // goods and services that are bought
	Specifications        []suppliers.Specification `json:"specifications,omitempty"`          // what is required of them as to security
	Changes               []change.Change           `json:"changes,omitempty"`                 // new and altered arrangements, and what they touch

	// 4.4.7
	Scenarios           []emergency.Scenario  `json:"scenarios,omitempty"`            // what could happen
	EmergencyExclusions []emergency.Exclusion `json:"emergency_exclusions,omitempty"` // risks for which nothing is planned, and why
	EmergencyPlans      []emergency.Plan      `json:"emergency_plans,omitempty"`
	EmergencyResources  []emergency.Resource  `json:"emergency_resources,omitempty"`
	Agencies            []emergency.Agency    `json:"agencies,omitempty"` // outside help
	Drills              []emergency.Drill     `json:"drills,omitempty"`
	PlanReviews         []emergency.Review    `json:"plan_reviews,omitempty"`

	// 4.5.1
	Indicators          []monitoring.Indicator   `json:"indicators,omitempty"`           // what is measured or judged, how often, and on what that is based
	Measurements        []monitoring.Measurement `json:"measurements,omitempty"`         // the results
	CalibrationSchemes  []monitoring.Scheme      `json:"calibration_schemes,omitempty"`  // how equipment is calibrated and maintained
	Calibrations        []monitoring.Calibration `json:"calibrations,omitempty"`         // how equipment was found and left
	InspectionSchedules []monitoring.Schedule    `json:"inspection_schedules,omitempty"` // what is inspected, how often, by whom
	Inspections         []monitoring.Inspection  `json:"inspections,omitempty"`          // what inspections found

	// 4.5.2
	Capabilities     []evaluation.Capability `json:"capabilities,omitempty"`      // what the organization is able to do for its security
	EvaluationCycles []evaluation.Cycle      `json:"evaluation_cycles,omitempty"` // how often things are evaluated
	Evaluations      []evaluation.Evaluation `json:"evaluations,omitempty"`       // reviews, tests, reports, lessons, exercises, and compliance

	// 4.5.3
	Incidents      []incidents.Incident      `json:"incidents,omitempty"` // failures, incidents, nonconformities and near misses
	Investigations []incidents.Investigation `json:"investigations,omitempty"`
	Causes         []incidents.Cause         `json:"causes,omitempty"`
	Actions        []incidents.Action        `json:"actions,omitempty"`  // corrective, preventive, and to improve
	Mandates       []incidents.Mandate       `json:"mandates,omitempty"` // who may decide, investigate and confirm

	// 4.5.5
	AuditProgrammes []audit.Programme `json:"audit_programmes,omitempty"`
	AuditProcedures []audit.Procedure `json:"audit_procedures,omitempty"`
	Audits          []audit.Audit     `json:"audits,omitempty"` // planned, held, reported
	AuditFindings   []audit.Finding   `json:"audit_findings,omitempty"`

	// 4.6
	ManagementReviews []review.Review   `json:"management_reviews,omitempty"`
	ReviewDecisions   []review.Decision `json:"review_decisions,omitempty"` // of management reviews
}
