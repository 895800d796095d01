package iso28000

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
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

	// 4.4.4 and 4.4.5
	Documents  []documents.Document  `json:"documents,omitempty"`
	Procedures []documents.Procedure `json:"procedures,omitempty"`

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
}
