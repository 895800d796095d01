package risk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

// today is when the complete system is complete.
const today = "2026-06-01T12:00:00Z"

// complete returns what a forwarder with one yard might keep, and what meets every requirement
// that this package decides. Each test changes a copy of it.
func complete() risk.Input {
	criteria := fiveByFive()
	criteria.Appetite = []risk.Appetite{{Highest: "Medium"}}
	inForce := []documents.Revision{{Number: "1", ApprovedBy: "P-1", ApprovedOn: day("2026-02-10"), EffectiveFrom: day("2026-02-10")}}
	uses := make([]risk.Use, 0, 7)
	for _, purpose := range risk.Purposes() {
		uses = append(uses, risk.Use{Purpose: purpose, ConsideredOn: day("2026-03-01"), Outcome: risk.Used})
	}
	return risk.Input{
		Methodologies: []risk.Methodology{{
			ID: "M-1", Title: "how we assess", Scope: "the yard and our own haulage", Nature: "workshop with scales", Kind: risk.SemiQuantitative,
			Timing:   []risk.Timing{{Occasion: risk.Planned, When: "each January"}, {Occasion: risk.AfterEvent}},
			Interval: records.Months(12), Intervals: []risk.ClassInterval{{Class: "theft", Interval: records.Months(6)}},
			Sources: []records.ID[risk.Source]{"S-1", "S-2"}, Criteria: "C-1",
			ActionMonitoring: risk.ActionMonitoring{Effectiveness: "three months after", Timeliness: "monthly, by the security manager"},
			Document:         "D-1", ApprovedBy: "P-1", ApprovedOn: day("2025-12-01"), EffectiveFrom: day("2026-01-01"),
		}},
		Criteria: []risk.Criteria{criteria},
		Assessments: []risk.Assessment{{
			ID: "A-1", Title: "yearly assessment", Methodology: "M-1",
			Threats: []records.ID[risk.Threat]{"T-1", "T-2"}, Risks: []records.ID[risk.Risk]{"R-1", "R-2", "R-3", "R-4"},
			Team: []risk.Assessor{{Person: "P-2"}}, PerformedOn: day("2026-02-02"), NextDueOn: day("2027-01-31"),
			Uses: uses, Document: "D-1", ApprovedBy: "P-1", ApprovedOn: day("2026-02-10"),
		}},
		Threats: []risk.Threat{
			{ID: "T-1", Title: "organized cargo thieves", Class: "criminal", Origin: risk.FromOutsider, Significant: records.Yes, AddedOn: day("2026-01-15")},
			{ID: "T-2", Title: "flood of the yard", Class: "natural", Origin: risk.FromNature, Significant: records.No, AddedOn: day("2026-01-15")},
		},
		Risks: []risk.Risk{
			{ID: "R-1", Title: "theft from parked trailers", Threats: []records.ID[risk.Threat]{"T-1"}, Class: "theft", AddedOn: day("2026-02-02"),
				Inherent: rating(4, map[risk.Category]int{risk.Physical: 4}), Residual: rating(2, map[risk.Category]int{risk.Physical: 4}),
				Controls: []records.ID[risk.Control]{"K-1"}, Decision: risk.ToControl, EntryInERM: "ERM 12"},
			{ID: "R-2", Title: "pilferage at the counter", Threats: []records.ID[risk.Threat]{"T-1"}, Class: "theft", AddedOn: day("2026-02-02"),
				Inherent: rating(2, map[risk.Category]int{risk.Physical: 2}), Decision: risk.ToTolerate, NotInERM: "below its threshold"},
			{ID: "R-3", Title: "yard under water", Threats: []records.ID[risk.Threat]{"T-2"}, Class: "natural", AddedOn: day("2026-02-02"),
				Inherent: rating(2, map[risk.Category]int{risk.Natural: 5}), Decision: risk.ToTolerate, EntryInERM: "ERM 3"},
			{ID: "R-4", Title: "cash on board", Threats: []records.ID[risk.Threat]{"T-1"}, Class: "theft", AddedOn: day("2026-02-02"),
				Inherent: rating(5, map[risk.Category]int{risk.Physical: 4}), Decision: risk.ToAvoid, EntryInERM: "ERM 14"},
		},
		Controls: []risk.Control{{ID: "K-1", Title: "guarded parking", Owner: "P-2", Treatment: "TR-1", InOperationFrom: day("2026-03-15")}},
		Treatments: []risk.Treatment{
			{ID: "TR-1", Title: "rent guarded parking", Risks: []records.ID[risk.Risk]{"R-1"}, Option: risk.Reduce, Owner: "P-2",
				ChosenOn: day("2026-02-10"), DueOn: day("2026-03-31"), ImplementedOn: day("2026-03-15"), EffectivenessDueOn: day("2026-05-31"),
				Effectiveness: []risk.EffectivenessCheck{{On: day("2026-05-20"), By: "P-1", Effective: records.Yes}}},
			{ID: "TR-2", Title: "take no cash", Risks: []records.ID[risk.Risk]{"R-4"}, Option: risk.Avoid, Owner: "P-2",
				ChosenOn: day("2026-02-10"), DueOn: day("2026-09-30")},
		},
		Acceptances: []risk.Acceptance{{ID: "X-1", Risk: "R-3", Level: "High", By: "P-1", Justification: "the dyke is raised this year",
			AcceptedOn: day("2026-02-10"), ExpiresOn: day("2026-12-31")}},
		Sources: []risk.Source{
			{ID: "S-1", Title: "customs warnings", Interval: records.Days(30), ConsultedOn: []records.Date{day("2026-05-10")}},
			{ID: "S-2", Title: "carriers' association", Interval: records.Days(90)},
		},
		Intelligence: []risk.Intelligence{{ID: "I-1", Source: "S-2", Kind: risk.PeerExperience, Summary: "curtain slashing on the A2",
			CollectedOn: day("2026-04-20"), Threats: []records.ID[risk.Threat]{"T-1"}}},
		Policies: []policy.Policy{{ID: "POL-1", Title: "security policy", Revisions: []policy.Revision{{Number: "1",
			Authorization: policy.Authorization{By: "P-1", On: day("2026-01-10")}, EffectiveFrom: day("2026-01-10")}}}},
		Scopes: []organization.Scope{{ID: "SC-1", Revision: "1", Activities: []string{"haulage"}, ApprovedBy: "P-1", ApprovedOn: day("2026-01-05"), EffectiveFrom: day("2026-01-05")}},
		Procedures: []documents.Procedure{
			{ID: "PR-1", Title: "finding threats, assessing risks", Purposes: []documents.ProcedurePurpose{documents.ThreatIdentification, documents.RiskAssessment}, Revisions: inForce},
			{ID: "PR-2", Title: "choosing measures", Purposes: []documents.ProcedurePurpose{documents.ControlMeasures}, Revisions: inForce},
		},
		Documents:    []documents.Document{{ID: "D-1", Title: "assessment 2026", Purposes: []documents.Purpose{documents.RiskResults}, Revisions: inForce}},
		Persons:      []records.Person{{ID: "P-1", Name: "Ada Vos"}, {ID: "P-2", Name: "Ben Smit"}},
		Attestations: []records.Attestation{judgement("J-1", "4.2.d"), judgement("J-2", "4.3.1.proportionate")},
	}
}

func judgement(id records.ID[records.Attestation], requirement string) records.Attestation {
	return records.Attestation{ID: id, Requirement: requirement, Judgement: records.Conforms, By: "P-1", Role: "security manager",
		MadeOn: day("2026-03-01"), ValidUntil: day("2027-03-01")}
}

// definition is a rule set of one rule, which tolerates what it matches and nothing else.
func definition(when string) rules.Definition {
	return rules.Definition{Default: string(risk.Intolerable), Rules: []rules.Rule{{Name: "those in hand", When: when, Then: string(risk.Tolerable)}}}
}

// requirements returns the ids of what this package decides, in the order of the standard.
func requirements() []string {
	var ids []string
	for _, check := range risk.Checks() {
		if n := len(ids); n == 0 || ids[n-1] != check.Requirement() {
			ids = append(ids, check.Requirement())
		}
	}
	return ids
}

// assess decides everything and returns the ids of what is not met.
func assess(t testing.TB, in risk.Input, at string) (unmet, undetermined []string) {
	t.Helper()
	report := conformity.Assess(in, risk.Checks(), instant(at), conformity.Options{})
	for err := range report.Errors() {
		require.NoError(t, err)
	}
	for _, id := range requirements() {
		result, err := report.Result(id)
		require.NoError(t, err)
		switch result.Status {
		case conformity.StatusUnmet:
			unmet = append(unmet, id)
		case conformity.StatusMet:
		default:
			undetermined = append(undetermined, id)
		}
	}
	return unmet, undetermined
}

// ask decides one requirement and returns what is said of one record; the status is none where
// nothing is.
func ask(t testing.TB, id string, in risk.Input, subject records.Entity, at time.Time) conformity.Finding {
	t.Helper()
	var checks []conformity.Check[risk.Input]
	for _, check := range risk.Checks() {
		if check.Requirement() == id {
			checks = append(checks, check)
		}
	}
	require.NotEmpty(t, checks, id)
	var ref records.Ref
	if subject != nil {
		ref = subject.Ref()
	}
	for _, f := range conformity.Run(checks, in, at) {
		require.NoError(t, f.Err)
		if f.Subject == ref && f.MessageID() != "check.nothing" {
			return f
		}
	}
	return conformity.Finding{Subject: ref}
}

// An asked is one question about one record of the complete system, changed.
type asked struct {
	name    string
	change  func(*risk.Input)
	at      string
	want    conformity.Status
	message string // the id of what is said; not compared where empty
	lapses  string // not compared where "?"
}

const (
	none         = conformity.StatusNone
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	met          = conformity.StatusMet
)

func askAll(t *testing.T, id string, subject records.Entity, rows []asked) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			in := complete()
			if row.change != nil {
				row.change(&in)
			}
			got := ask(t, id, in, subject, instant(row.at))
			require.Equal(t, row.want, got.Status, got.Message())
			if row.message != "" {
				require.Equal(t, row.message, got.MessageID(), got.Message())
			}
			if row.lapses != "?" {
				require.Equal(t, instant(row.lapses), got.Lapses, "%s; then %s", got.Message(), got.Then())
			}
		})
	}
}
