package controls

import (
	"slices"
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
	today        = "2026-03-31"
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: today}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func on(s string) records.Clock { return conformitytest.Clock(s) }

func paths(err error) []string { return conformitytest.Faults(err) }

// with returns the good input, changed.
func with(change func(in *Input)) Input { return conformitytest.With(good(), change) }

func approved() objectives.Revision {
	return objectives.Revision{Number: "1", ApprovedBy: "P-BAKKER", ApprovedOn: day("2025-12-01"), EffectiveFrom: day("2026-01-01")}
}

// good returns an input that meets every requirement of the package today: one operation, which
// does all there is to do, and one that nothing depends on.
func good() Input {
	in := force("2025-10-27", "2025-11-03")
	return Input{
		Operations: []Operation{{
			ID: "OP-SEAL", Title: "seal check", Owner: "R-GATE", Locations: []string{"Waalhaven gate", "Botlek gate"}, Frequency: "each vehicle",
			Achieves: Achieves{
				Commitments: []string{"law"}, Risks: []records.ID[risk.Risk]{"R-5"}, LegalRequirements: []records.ID[legal.Requirement]{"L-1"},
				Objectives: []records.ID[objectives.Objective]{"O-1"}, Programmes: []records.ID[objectives.Programme]{"PG-1"}, Stages: []string{"terminal handling"},
			},
			Criteria:  []Criterion{{Key: "seals", Text: "every seal number is compared"}},
			Essential: records.Yes, ProcedureNeeded: records.Yes, Procedure: "PR-GATE",
			DocumentNeeds: DocumentNeeds{DeterminedOn: day("2025-11-03"), DeterminedBy: "P-HADDAD", Documents: []DocumentNeed{{Document: "D-GATE"}}},
			Reviews:       []Review{{On: day("2026-01-12"), By: "P-HADDAD", Outcome: "stays"}},
		}, {
			ID: "OP-COFFEE", Title: "coffee for drivers", Essential: records.No, ProcedureNeeded: records.No, NoProcedureBecause: "nothing can go wrong",
			Achieves: Achieves{Risks: []records.ID[risk.Risk]{"R-9"}},
		}},
		Policies: []policy.Policy{{ID: "POL", Title: "security policy", Revisions: []policy.Revision{{
			Number: "3", Commitments: []policy.Commitment{{Kind: policy.LegalCompliance, Key: "law", Text: "we keep the law"}},
			Authorization: policy.Authorization{By: "P-VERMEER", On: day("2026-01-12")}, EffectiveFrom: day("2026-01-15")}}}},
		Scopes: []organization.Scope{{ID: "SC", Revision: "3", Stages: []organization.Stage{{Name: "storage"}, {Name: "terminal handling"}}, RequiredSecurityLevel: "AEO-S",
			ApprovedBy: "P-VERMEER", ApprovedOn: day("2025-09-15"), EffectiveFrom: day("2025-10-01")}},
		Documents: []documents.Document{{ID: "D-GATE", Title: "gate procedure", Purposes: []documents.Purpose{documents.ProcedureText}, Revisions: in}},
		Issues: []documents.Issue{
			{ID: "I-1", Revision: documents.Pointer{Document: "D-GATE", Revision: "6"}, PointOfUse: "Waalhaven gate", IssuedOn: day("2025-11-03")},
			{ID: "I-2", Revision: documents.Pointer{Document: "D-GATE", Revision: "6"}, PointOfUse: "Botlek gate", IssuedOn: day("2025-11-03")},
		},
		Procedures: []documents.Procedure{{ID: "PR-GATE", Title: "at the gate", Purposes: []documents.ProcedurePurpose{documents.OperationalControl}, Document: "D-GATE", Revisions: slices.Clone(in)}},
		Risks: []risk.Risk{
			{ID: "R-5", Title: "pilferage", Decision: risk.ToControl, Significant: records.Yes},
			{ID: "R-9", Title: "thirst", Decision: risk.ToTolerate, Significant: records.No},
		},
		Treatments: []risk.Treatment{{ID: "TR-1", Title: "double seals", Option: risk.Reduce, Risks: []records.ID[risk.Risk]{"R-5"}, ChosenOn: day("2025-06-01")}},
		LegalRequirements: []legal.Requirement{{ID: "L-1", Title: "Customs Code", Kind: "law",
			Determinations: []legal.Determination{{On: day("2025-05-01"), By: "P-NOWAK", Applies: records.Yes, How: "seals"}}}},
		Objectives:   []objectives.Objective{{ID: "O-1", Title: "fewer losses", Revisions: []objectives.ObjectiveRevision{{Revision: approved(), Statement: "losses go down"}}}},
		Targets:      []objectives.Target{{ID: "TA-1", Title: "ten a year", Objective: "O-1", Revisions: []objectives.TargetRevision{{Revision: approved(), Statement: "ten at most"}}}},
		Programmes:   []objectives.Programme{{ID: "PG-1", Title: "second lane", Revisions: []objectives.ProgrammeRevision{{Revision: approved()}}}},
		Persons:      []records.Person{{ID: "P-PEETERS", Name: "Hugo Peeters"}},
		Attestations: []records.Attestation{attestation("4.2.i.implemented"), attestation("4.4.6.condition.a")},
	}
}

func force(approvedOn, from string) []documents.Revision {
	return []documents.Revision{{Number: "6", ApprovedBy: "P-BAKKER", ApprovedOn: day(approvedOn), EffectiveFrom: day(from)}}
}

func attestation(requirement string) records.Attestation {
	return records.Attestation{ID: records.ID[records.Attestation](requirement), Requirement: requirement, Judgement: records.Conforms, By: "P-PEETERS", Role: "adviser",
		MadeOn: day("2026-02-10"), ValidUntil: day("2026-12-31")}
}

// seal returns a spoiler of the operation that does all there is to do.
func seal(spoil func(*Operation)) func(*Input) { return func(in *Input) { spoil(&in.Operations[0]) } }
