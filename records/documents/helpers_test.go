package documents

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func instant(s string) time.Time { return conformitytest.Instant(s) }

// with returns the good input, changed.
func with(change func(in *Input)) Input { return conformitytest.With(good(), change) }

// elementsDone describes every element of the system.
func elementsDone() []ElementDescription {
	var list []ElementDescription
	for _, name := range organization.Element("").Values() {
		list = append(list, ElementDescription{Element: organization.Element(name), Interaction: "gives to and takes from the others", Documents: []records.ID[Document]{"M"}})
	}
	return list
}

// good returns an input that meets every requirement of the package on 2026-06-01, for ever or
// until somebody has to do something.
func good() Input {
	first := revision("1", "2025-01-01")
	last := revision("2", "2026-01-01")
	last.Scope = "SC"
	var demanded []string
	for _, d := range demands {
		if d.IsRecord() {
			demanded = append(demanded, d.Requirement)
		}
	}
	return Input{
		Documents: []Document{
			{
				ID: "M", Title: "manual", Controlled: records.Yes, Sensitivity: "internal", Elements: elementsDone(),
				Purposes: []Purpose{SystemDescription, ScopeDescription, PolicyStatement, RiskResults, ObjectivesText, TargetsText,
					ProgrammeText, RoleDescription, EmergencyPlan, AuditProgramme, ProcedureText},
				Revisions: []Revision{first, last}, Locations: []Location{{Repository: "server", Place: "folder 1"}},
				Reviews: []Review{
					{On: day("2025-06-01"), By: "P", Revision: "1", Outcome: ToRevise, ActBy: day("2026-01-31")},
					{On: day("2026-05-01"), By: "P", Revision: "2", Outcome: StillRight, NextOn: day("2027-05-01")},
				},
			},
			{
				ID: "OLD", Title: "old plan", Purposes: []Purpose{Plan}, Controlled: records.No, Sensitivity: "internal",
				Revisions: []Revision{{Number: "1", ApprovedBy: "P", ApprovedOn: day("2020-01-01"), EffectiveFrom: day("2020-01-01"), WithdrawnOn: day("2024-01-01")}},
				Archive:   Archive{Purposes: []ArchivePurpose{ForKnowledge}, Marking: "a stamp", From: day("2024-01-01")},
			},
		},
		Procedures: []Procedure{{
			ID: "PRO", Title: "handling documents and records", Document: "M", Revisions: []Revision{first},
			Purposes: []ProcedurePurpose{ThreatIdentification, RiskAssessment, ControlMeasures, LegalRequirements, Awareness, Communication, DocumentControl,
				SystemPerformanceMonitoring, SecurityPerformanceMonitoring, IncidentsAndActions, ControlOfRecords, Auditing},
			Covers: []Material{DocumentMaterial, DataMaterial, InformationMaterial},
		}},
		Registers: []Register{{ID: "REG", Title: "register", Entries: []Entry{{Document: "M"}, {Series: "audits"}}, Revisions: []Revision{first}}},
		Classifications: []Classification{
			{ID: "public", Title: "public", Public: records.Yes},
			{ID: "internal", Title: "internal", Public: records.No, AccessMeasures: []AccessMeasure{{Title: "named users"}}, Protection: []Protection{AccessControlled}, Readers: []records.ID[organization.Role]{"manager"}},
		},
		AccessGrants: []AccessGrant{
			{ID: "G1", Person: "Q", Document: "M", AuthorizedBy: "P", AuthorizedOn: day("2026-01-01"), From: day("2026-01-01"), Until: day("2026-12-31")},
			{ID: "G2", Person: "Q", Repository: "server", AuthorizedBy: "P", AuthorizedOn: day("2026-01-01"), From: day("2026-01-01")},
		},
		AccessEvents: []AccessEvent{{ID: "E", On: day("2026-02-01"), What: "a visitor read the plan", Authorized: records.No, FollowUp: FollowUp{What: "the plan is in a drawer now", By: "P", On: day("2026-02-03")}}},
		ApprovalAuthorities: []ApprovalAuthority{
			{ID: "AA", Role: "manager", Authority: "approve documents", From: day("2020-01-01")},
		},
		Issues: []Issue{
			{ID: "I1", Revision: Pointer{"M", "1"}, PointOfUse: "gate", IssuedOn: day("2025-01-01"), WithdrawnOn: day("2026-01-02")},
			{ID: "I2", Revision: Pointer{"M", "2"}, PointOfUse: "gate", IssuedOn: day("2026-01-01")},
		},
		Repositories: []Repository{
			{
				ID: "server", Title: "server", Medium: Electronic, Protection: []Protection{AccessControlled, Encrypted}, From: day("2025-01-01"),
				AccessControl: "named users", TamperProtection: "checksums",
				BackupInterval: records.Hours(24), IntervalSetBy: "P", IntervalSetOn: day("2025-01-01"),
				Backups:         []Backup{{At: instant("2026-05-31T22:00:00Z"), Protection: []Protection{Encrypted}}},
				RestoreTests:    []RestoreTest{{On: day("2026-03-01"), By: "P", Successful: records.Yes}},
				IntegrityChecks: []IntegrityCheck{{On: day("2026-03-01"), By: "P", Intact: records.Yes}},
			},
			{ID: "room", Title: "archive room", Medium: Paper},
		},
		Series: []Series{{
			ID: "audits", Title: "audit reports", Requirements: demanded, Sensitivity: "internal", Medium: Electronic, Repository: "server",
			Identification: "AUD and number", Protection: []string{"copies"}, Retrieval: Retrieval{Index: "the search"},
			Retention: Retention{Period: records.Months(12)}, Disposal: DisposalRule{Method: Erasure, Authority: "manager"},
		}},
		Records: []Record{
			{ID: "r1", Series: "audits", Number: "AUD-1", Title: "audit of the gate", KeptOn: day("2026-02-01"), Subject: records.Ref{Kind: "document", ID: "M"}, Author: "P"},
			{ID: "r2", Series: "audits", Number: "AUD-0", Title: "audit of the yard", KeptOn: day("2024-02-01"), About: "yard", Author: "P"},
		},
		Disposals:    []Disposal{{ID: "X", Series: "audits", Records: []records.ID[Record]{"r2"}, On: day("2025-03-01"), Method: Erasure, AuthorizedBy: "P"}},
		Roles:        []organization.Role{{ID: "manager", Title: "manager", Authorities: []string{"approve documents"}, Holders: []organization.Holder{{Person: "P", From: day("2019-01-01")}}}},
		Scopes:       []organization.Scope{{ID: "SC", Revision: "1", ApprovedBy: "P", ApprovedOn: day("2025-01-01"), EffectiveFrom: day("2025-01-01")}},
		Persons:      []records.Person{{ID: "P", Name: "P"}, {ID: "Q", Name: "Q"}},
		Attestations: []records.Attestation{{ID: "A", Requirement: "4.5.4.legible", Subject: records.Ref{Kind: "series", ID: "audits"}, Judgement: records.Conforms, By: "P", Role: "manager", MadeOn: day("2026-03-01"), ValidUntil: day("2027-12-31")}},
		Settings: []organization.Setting{
			{ID: "S1", Name: organization.WithdrawalPeriod, Period: records.Days(10), ApprovedBy: "P", ApprovedOn: day("2025-01-01")},
			{ID: "S2", Name: organization.RestoreTestInterval, Period: records.Months(6), ApprovedBy: "P", ApprovedOn: day("2025-01-01")},
			{ID: "S3", Name: organization.LegibilitySamplingInterval, Period: records.Months(12), ApprovedBy: "P", ApprovedOn: day("2025-01-01")},
		},
	}
}
