package audit

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Input is what the checks of 4.5.5 look at.
type Input struct {
	Programmes []Programme
	Audits     []Audit
	Findings   []Finding
	Procedures []Procedure // for audits

	Establishments []organization.Establishment
	Roles          []organization.Role
	Settings       []organization.Setting
	Arrangements   []documents.Procedure  // planned arrangements that audits cover,
	Security       []objectives.Programme // of both sorts
	RiskResults    []risk.Assessment      // that a programme is built on

	Competences    []competence.Competence
	Qualifications []competence.Qualification
	Assessments    []competence.Assessment // of what auditors can do
	Persons        []records.Person
}

func programmes(in Input) []Programme             { return in.Programmes }
func audits(in Input) []Audit                     { return in.Audits }
func findings(in Input) []Finding                 { return in.Findings }
func procedures(in Input) []Procedure             { return in.Procedures }
func arrangements(in Input) []documents.Procedure { return in.Arrangements }
func security(in Input) []objectives.Programme    { return in.Security }

// Checks returns the checks of clause 4.5.5, in the order of the standard.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.5.5.programme", programmes, programmePlans),
		conformity.Whole[Input]("4.5.5.programme", programmeAtAll),
		conformity.Each("4.5.5.interval", audits, heldWhenPlanned),
		conformity.Whole[Input]("4.5.5.determine.1", clausesCovered),
		conformity.Each("4.5.5.determine.1", arrangements, procedureCovered),
		conformity.Each("4.5.5.determine.1", security, programmeCovered),
		conformity.Each("4.5.5.determine.1", audits, concludes(conformityQuestion())),
		conformity.Each("4.5.5.determine.2", audits, concludes(implementationQuestion())),
		conformity.Each("4.5.5.determine.3", audits, concludes(effectivenessQuestion())),
		conformity.Each("4.5.5.b", findings, lookedBackAt),
		conformity.Each("4.5.5.c", audits, reachedManagement),
		conformity.Whole[Input]("4.5.5.d", verified(Equipment)),
		conformity.Whole[Input]("4.5.5.d", verified(Personnel)),
		conformity.Each("4.5.5.basis", programmes, builtOnRisk),
		conformity.Each("4.5.5.basis.previous", programmes, builtOnAudits),
		conformity.Each("4.5.5.procedure", procedures, saysWhatAndHow),
		conformity.Whole[Input]("4.5.5.procedure", procedureAtAll),
		conformity.Each("4.5.5.procedure.competence", procedures, setsCompetence),
		conformity.EachMany("4.5.5.procedure.competence", audits, auditorsCompetent),
		conformity.Each("4.5.5.procedure.responsibility", procedures, saysWhoAndReport),
		conformity.EachMany("4.5.5.independent", audits, independent),
	}
}

// cycle is the time within which the whole system is audited once, or nil.
func cycle(r *conformity.Reader) *organization.Setting {
	return organization.SettingInForce(r, organization.AuditCycle)
}

// inCycle reports whether an audit was held within the cycle that ends now.
func inCycle(r *conformity.Reader, a *Audit, c *organization.Setting) bool {
	return r.Within(a.PerformedOn, c.Period)
}

const (
	notInCycle  conformity.Message = "audit.cycle.outside: {0} was not held within the audit cycle"
	auditOpen   conformity.Message = "audit.cycle.open: {0} has not been held yet"
	notReported conformity.Message = "audit.unreported: {0} has no report yet"
)
