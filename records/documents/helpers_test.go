package documents

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

// instant reads a day, meaning its first instant, or an instant.
func instant(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	return day(s).Start()
}

// A row is what an input comes to on a requirement.
type row struct {
	name    string
	change  func(in *Input) // of the good input; nil: none
	at      string
	want    conformity.Status // of the worst finding; none: nothing to judge
	message string            // id of the worst finding's message
	field   string
	lapses  string // when the worst finding changes; empty: never
	becomes conformity.Status
}

func decide(in Input, requirement, at string) []conformity.Finding {
	checks := slices.DeleteFunc(Checks(), func(c conformity.Check[Input]) bool { return c.Requirement() != requirement })
	return conformity.Run(checks, in, instant(at))
}

// try asserts what each row comes to.
func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			in := good()
			if tt.change != nil {
				tt.change(&in)
			}
			if tt.at == "" {
				tt.at = "2026-06-01"
			}
			findings := decide(in, requirement, tt.at)
			require.NotEmpty(t, findings)
			got := findings[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, tt.field, got.Field, got.Message())
			assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
		})
	}
}

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
