package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func day(s string) records.Date {
	if s == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// elements are all sub-clauses.
func elements() []organization.Element {
	var list []organization.Element
	for _, e := range organization.Element("").Values() {
		list = append(list, organization.Element(e))
	}
	return list
}

// sound is a small system with nothing wrong on 2026-03-31.
func sound() audit.Input {
	yes := audit.Conclusion{Favourable: records.Yes}
	return audit.Input{
		Programmes: []audit.Programme{{ID: "AP", Title: "audits 2026", From: day("2026-01-01"), Until: day("2026-12-31"), Interval: records.Months(12),
			Basis: audit.Basis{Assessments: []records.ID[risk.Assessment]{"A-1"}, Audits: []records.ID[audit.Audit]{"AU-0"}}, ApprovedBy: "P-MD", ApprovedOn: day("2025-12-15")}},
		Audits: []audit.Audit{
			{ID: "AU-0", Title: "all of 2025", Kind: audit.Internal, Lead: "P-AUD", PlannedOn: day("2025-06-30"), PerformedOn: day("2025-06-20"),
				Clauses: elements(), EveryArrangement: true, Areas: []audit.Area{{Name: "gate", Role: "R-GATE"}},
				Verifications: []audit.Verification{{Of: audit.Equipment, What: "cameras"}, {Of: audit.Personnel, What: "guards"}},
				Report: audit.Report{On: day("2025-06-27"), SignedBy: "P-AUD", Conformity: yes, Implementation: yes, Effectiveness: yes,
					DueOn: day("2025-07-20"), Deliveries: []audit.Delivery{{To: "P-MD", On: day("2025-07-01")}}}},
			{ID: "AU-1", Title: "gate", Programme: "AP", Kind: audit.Internal, Lead: "P-AUD", PlannedOn: day("2026-06-30"), Areas: []audit.Area{{Name: "gate", Role: "R-GATE"}}},
		},
		Findings:       []audit.Finding{{ID: "F-1", Audit: "AU-0", Grade: audit.MinorNonconformity, Area: "gate", Text: "seals not recorded"}},
		Procedures:     []audit.Procedure{{ID: "PR", Title: "how we audit", Scope: "all", Frequency: "yearly", Methods: "interviews", Competences: []audit.CompetenceID{"C-AUDIT"}, Responsibilities: "lead", Conduct: "by plan", Reporting: "to the board", ApprovedBy: "P-MD", ApprovedOn: day("2024-01-08"), EffectiveFrom: day("2024-02-01")}},
		Establishments: []organization.Establishment{{ID: "E", InForceFrom: day("2024-01-01")}},
		Settings:       []organization.Setting{{ID: "S", Name: organization.AuditCycle, Period: records.Months(12), ApprovedBy: "P-MD", ApprovedOn: day("2024-01-01")}},
		Roles: []organization.Role{
			{ID: "R-MD", TopManagement: true, Holders: []organization.Holder{{Person: "P-MD", From: day("2020-01-01")}}},
			{ID: "R-GATE", Holders: []organization.Holder{{Person: "P-GATE", From: day("2020-01-01")}}},
		},
		Arrangements:   []documents.Procedure{{ID: "PR-1", Title: "gate", Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-MD", ApprovedOn: day("2024-01-01"), EffectiveFrom: day("2024-01-01")}}}},
		RiskResults:    []risk.Assessment{{ID: "A-1", PerformedOn: day("2025-11-28")}},
		Competences:    []competence.Competence{{ID: "C-AUDIT", Title: "auditing"}},
		Qualifications: []competence.Qualification{{ID: "Q", Person: "P-AUD", Competence: "C-AUDIT", From: day("2024-01-01")}},
		Persons:        []records.Person{{ID: "P-MD"}, {ID: "P-AUD"}, {ID: "P-GATE"}},
	}
}

// decided returns the status of a requirement, and the messages of what decides it.
func decided(t *testing.T, in audit.Input, at, requirement string) (conformity.Status, string) {
	t.Helper()
	report := conformity.Assess(in, audit.Checks(), instant(at), conformity.Options{})
	for err := range report.Errors() {
		require.NoError(t, err)
	}
	result, err := report.Result(requirement)
	require.NoError(t, err)
	var ids []string
	for _, f := range result.Findings {
		if f.Status == result.Status {
			ids = append(ids, f.MessageID())
		}
	}
	return result.Status, strings.Join(ids, " ")
}

func TestSoundSystemMeetsAll(t *testing.T) {
	report := conformity.Assess(sound(), audit.Checks(), instant("2026-03-31T00:00:00Z"), conformity.Options{})
	for result := range report.Results() {
		if result.Checked {
			assert.Equal(t, conformity.StatusMet, result.Status, "%s: %s", result.ID, result.Findings[0].Message())
		}
	}
}

func TestChecks(t *testing.T) {
	const unmet, met, open = conformity.StatusUnmet, conformity.StatusMet, conformity.StatusUndetermined
	const today = "2026-03-31T00:00:00Z"
	for _, tt := range []struct {
		requirement, name string
		change            func(*audit.Input)
		at                string
		want              conformity.Status
		says              string
	}{
		{"4.5.5.programme", "none for today", func(in *audit.Input) { in.Programmes[0].Until = day("2026-03-30") }, today, unmet, "audit.programme.none"},
		{"4.5.5.programme", "good to the end of its last day", func(in *audit.Input) { in.Programmes[0].Until = day("2026-06-29") }, "2026-06-29T23:59:59Z", met, "audit.programme.plans"},
		{"4.5.5.programme", "not approved", func(in *audit.Input) { in.Programmes[0].ApprovedBy = "" }, today, unmet, "audit.programme.draft"},
		{"4.5.5.programme", "approved later", func(in *audit.Input) { in.Programmes[0].ApprovedOn = day("2026-04-01") }, today, unmet, "audit.programme.draft"},
		{"4.5.5.programme", "no interval", func(in *audit.Input) { in.Programmes[0].Interval = records.Period{} }, today, open, "audit.programme.unset"},
		{"4.5.5.programme", "plans nothing within it", func(in *audit.Input) { in.Programmes[0].Interval = records.Months(3) }, today, unmet, "audit.programme.empty"},
		{"4.5.5.programme", "the plan was called off", func(in *audit.Input) { in.Audits[1].CalledOffOn = day("2026-03-01") }, today, unmet, "audit.programme.empty"},
		{"4.5.5.programme", "the audit was held, none is due before it ends", func(in *audit.Input) { in.Audits[1].PerformedOn = day("2026-02-01") }, today, met, "audit.programme.done"},

		{"4.5.5.interval", "last second of its day", nil, "2026-06-30T23:59:59Z", met, "audit.held audit.due"},
		{"4.5.5.interval", "its day is over", nil, "2026-07-01T00:00:00Z", unmet, "audit.overdue"},
		{"4.5.5.interval", "moved with a reason", func(in *audit.Input) {
			in.Audits[1].Moves = []audit.Move{{To: day("2026-08-31"), Reason: "yard is rebuilt"}}
		}, "2026-07-01T00:00:00Z", met, "audit.held audit.due"},
		{"4.5.5.interval", "moved without one", func(in *audit.Input) { in.Audits[1].Moves = []audit.Move{{To: day("2026-08-31")}} }, "2026-07-01T00:00:00Z", unmet, "audit.overdue"},
		{"4.5.5.interval", "held, but later than asked", func(in *audit.Input) { in.Audits[1].PerformedOn = day("2026-07-02") }, "2026-07-01T00:00:00Z", unmet, "audit.overdue"},
		{"4.5.5.interval", "held late is held", func(in *audit.Input) { in.Audits[1].PerformedOn = day("2026-07-02") }, "2026-07-02T00:00:00Z", met, "audit.held audit.held"},
		{"4.5.5.interval", "called off with the reason", func(in *audit.Input) {
			in.Audits[1].CalledOffOn, in.Audits[1].CalledOffBecause = day("2026-03-01"), "gate closed for good"
		}, "2026-07-01T00:00:00Z", met, "audit.held audit.calledoff"},
		{"4.5.5.interval", "never given a day", func(in *audit.Input) { in.Audits[1].PlannedOn = records.Date{} }, today, open, "audit.undated"},

		{"4.5.5.determine.1", "a clause was left out", func(in *audit.Input) { in.Audits[0].Clauses = in.Audits[0].Clauses[1:] }, today, unmet, "audit.coverage.missed"},
		{"4.5.5.determine.1", "and may wait while the system is new", func(in *audit.Input) {
			in.Audits[0].Clauses = in.Audits[0].Clauses[1:]
			in.Establishments[0].InForceFrom = day("2025-04-01")
		}, today, met, "audit.coverage.awaited audit.conclusion.drawn audit.arrangement.covered"},
		{"4.5.5.determine.1", "a procedure was left out", func(in *audit.Input) { in.Audits[0].EveryArrangement = false }, today, unmet, "audit.arrangement.missed"},
		{"4.5.5.determine.1", "the cycle ran out", nil, "2026-07-01T00:00:00Z", unmet, "audit.coverage.missed audit.arrangement.missed"},
		{"4.5.5.determine.1", "no cycle is set", func(in *audit.Input) { in.Settings = nil }, today, open, "organization.unset organization.unset organization.unset"},
		{"4.5.5.determine.1", "no conclusion", func(in *audit.Input) { in.Audits[0].Report.Conformity = audit.Conclusion{} }, today, unmet, "audit.conclusion.missing"},
		{"4.5.5.determine.1", "an unfavourable one is one", func(in *audit.Input) { in.Audits[0].Report.Conformity.Favourable = records.No }, today, met, "audit.coverage.clauses audit.conclusion.drawn audit.arrangement.covered"},
		{"4.5.5.determine.2", "no conclusion", func(in *audit.Input) { in.Audits[0].Report.Implementation = audit.Conclusion{} }, today, unmet, "audit.conclusion.missing"},
		{"4.5.5.determine.3", "no conclusion", func(in *audit.Input) { in.Audits[0].Report.Effectiveness = audit.Conclusion{} }, today, unmet, "audit.conclusion.missing"},
		{"4.5.5.determine.3", "no report", func(in *audit.Input) { in.Audits[0].Report.On = records.Date{} }, today, open, "audit.unreported"},

		{"4.5.5.b", "no later audit yet", nil, today, met, "audit.lookedback.awaited"},
		{"4.5.5.b", "a later one looked away", func(in *audit.Input) { in.Audits[1].PerformedOn = day("2026-03-31") }, today, unmet, "audit.lookedback.not"},
		{"4.5.5.b", "a later one looked back", func(in *audit.Input) {
			in.Audits[1].PerformedOn = day("2026-03-31")
			in.Audits[1].PreviousFindings = []audit.Reviewed{{Finding: "F-1", Status: "closed"}}
		}, today, met, "audit.lookedback"},
		{"4.5.5.b", "one at other work", func(in *audit.Input) {
			in.Audits[1].PerformedOn, in.Audits[1].Areas = day("2026-03-31"), []audit.Area{{Name: "store"}}
		}, today, met, "audit.lookedback.awaited"},
		{"4.5.5.b", "no finding at all", func(in *audit.Input) { in.Findings = nil }, today, open, "check.unstated"},

		{"4.5.5.c", "the report is late", func(in *audit.Input) { in.Audits[0].Report.Deliveries = nil }, today, unmet, "audit.delivery.late"},
		{"4.5.5.c", "due until the end of its day", func(in *audit.Input) { in.Audits[0].Report.Deliveries = nil }, "2025-07-20T23:59:59Z", met, "audit.delivery.due"},
		{"4.5.5.c", "given to somebody else", func(in *audit.Input) { in.Audits[0].Report.Deliveries[0].To = "P-GATE" }, today, unmet, "audit.delivery.late"},
		{"4.5.5.c", "late but delivered", func(in *audit.Input) { in.Audits[0].Report.Deliveries[0].On = day("2025-09-01") }, today, met, "audit.delivered"},
		{"4.5.5.c", "no day set", func(in *audit.Input) {
			in.Audits[0].Report.Deliveries, in.Audits[0].Report.DueOn = nil, records.Date{}
		}, today, open, "audit.delivery.unset"},

		{"4.5.5.d", "equipment not verified", func(in *audit.Input) { in.Audits[0].Verifications = in.Audits[0].Verifications[1:] }, today, unmet, "audit.deployment.missed"},
		{"4.5.5.d", "personnel not verified", func(in *audit.Input) { in.Audits[0].Verifications = in.Audits[0].Verifications[:1] }, today, unmet, "audit.deployment.missed"},

		{"4.5.5.basis", "no assessment", func(in *audit.Input) { in.Programmes[0].Basis.Assessments = nil }, today, unmet, "audit.basis.none"},
		{"4.5.5.basis", "one replaced before", func(in *audit.Input) {
			in.RiskResults = append(in.RiskResults, risk.Assessment{ID: "A-2", PerformedOn: day("2025-12-10"), Replaces: []records.ID[risk.Assessment]{"A-1"}})
		}, today, unmet, "audit.basis.replaced"},
		{"4.5.5.basis", "one replaced since", func(in *audit.Input) {
			in.RiskResults = append(in.RiskResults, risk.Assessment{ID: "A-2", PerformedOn: day("2025-12-15"), Replaces: []records.ID[risk.Assessment]{"A-1"}})
		}, today, met, "audit.basis.risk"},
		{"4.5.5.basis", "no programme", func(in *audit.Input) { in.Programmes = nil }, today, open, "check.nothing"},
		{"4.5.5.basis.previous", "earlier audits passed over", func(in *audit.Input) { in.Programmes[0].Basis.Audits = nil }, today, unmet, "audit.basis.noprevious"},
		{"4.5.5.basis.previous", "there were none", func(in *audit.Input) { in.Audits = in.Audits[1:] }, today, open, "audit.basis.first"},

		{"4.5.5.procedure", "none in force", func(in *audit.Input) { in.Procedures[0].WithdrawnOn = day("2026-03-31") }, today, unmet, "audit.procedure.none"},
		{"4.5.5.procedure", "silent on methods", func(in *audit.Input) { in.Procedures[0].Methods = " " }, today, unmet, "audit.procedure.silent"},
		{"4.5.5.procedure.competence", "demands nothing", func(in *audit.Input) { in.Procedures[0].Competences = nil }, today, unmet, "audit.procedure.silent"},
		{"4.5.5.procedure.competence", "an auditor lacked it", func(in *audit.Input) { in.Qualifications[0].From = day("2025-06-21") }, today, unmet, "audit.auditor.unable"},
		{"4.5.5.procedure.responsibility", "silent on reporting", func(in *audit.Input) { in.Procedures[0].Reporting = "" }, today, unmet, "audit.procedure.silent"},

		{"4.5.5.independent", "an auditor answered for it", func(in *audit.Input) { in.Audits[0].Auditors = []records.ID[records.Person]{"P-GATE"} }, today, unmet, "audit.independent.not"},
		{"4.5.5.independent", "but not on that day", func(in *audit.Input) {
			in.Audits[0].Auditors = []records.ID[records.Person]{"P-GATE"}
			in.Roles[1].Holders[0].From = day("2025-06-21")
		}, today, met, "audit.independent audit.independent"},
		{"4.5.5.independent", "with the reason why", func(in *audit.Input) {
			in.Audits[0].Auditors = []records.ID[records.Person]{"P-GATE"}
			in.Audits[0].Exceptions = []audit.Exception{{Auditor: "P-GATE", Reason: "nobody else knows the scanner"}}
		}, today, met, "audit.independent audit.independent.excused"},
		{"4.5.5.independent", "nobody knows who answers for it", func(in *audit.Input) { in.Audits[0].Areas = nil }, today, open, "audit.independent.unassigned"},
	} {
		t.Run(tt.requirement+"/"+tt.name, func(t *testing.T) {
			in := sound()
			if tt.change != nil {
				tt.change(&in)
			}
			status, ids := decided(t, in, tt.at, tt.requirement)
			assert.Equal(t, tt.want, status, ids)
			assert.Equal(t, tt.says, ids)
		})
	}
}

func TestLapses(t *testing.T) {
	in := sound()
	report := conformity.Assess(in, audit.Checks(), instant("2026-03-31T00:00:00Z"), conformity.Options{})
	var lines []string
	for f := range report.Lapses(instant("2026-12-31T00:00:00Z")) {
		lines = append(lines, f.Lapses.Format("2006-01-02")+" "+f.Requirement+" "+f.Becomes.String())
	}
	assert.Contains(t, lines, "2026-07-01 4.5.5.interval unmet", "the day after it is due")
	assert.Contains(t, lines, "2026-06-21 4.5.5.d unmet", "twelve months after the last audit")
}
