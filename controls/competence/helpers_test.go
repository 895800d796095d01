package competence

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
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

func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

type (
	roleID   = records.ID[organization.Role]
	personID = records.ID[records.Person]
)

// good returns an input that meets every requirement of the package on 2026-06-01. Ana guards
// the gate and can search vehicles; Bo drives for a carrier in the operator's name; Cy is a
// customs officer.
func good() Input {
	return Input{
		Competences:  []Competence{{ID: "search", Title: "searching vehicles", Lasts: records.Months(24)}},
		Requirements: []Requirement{{ID: "N1", Role: "guard", Competence: "search", From: day("2025-01-01")}, {ID: "N2", Role: "clerk", None: "no security equipment"}},
		Qualifications: []Qualification{{
			ID: "Q1", Person: "ana", Competence: "search", Basis: Trained, From: day("2025-02-01"), ValidUntil: day("2027-02-01"), Training: "T1",
			Record: Record{Location: "personnel file"},
		}},
		Clearances: []Clearance{{ID: "C1", Person: "ana", Grade: "basic", Issuer: "ministry", From: day("2025-01-10"), ValidUntil: day("2030-01-09")}},
		Programmes: []Programme{{
			ID: "PG", Title: "security for everybody", Procedure: "PRO", Audience: []Audience{OwnPersonnel, OnBehalf},
			Topics: []Topic{ImportanceOfCompliance, OwnRole, ConsequencesOfDeparture},
		}},
		Trainings: []Training{{
			ID: "T1", Title: "vehicle search", Kind: Course, Competences: []records.ID[Competence]{"search"}, Participants: []Participant{{"ana", Passed}},
			DueOn: day("2025-02-28"), CompletedOn: day("2025-02-01"), Record: Record{Location: "training folder"},
		}},
		Awareness: []Awareness{{
			ID: "A1", Topics: []Topic{ImportanceOfCompliance, OwnRole, ConsequencesOfDeparture}, Persons: []personID{"ana", "bo"},
			On: day("2026-01-15"), ValidUntil: day("2027-01-14"), Means: "talk",
		}},
		Procedures: []documents.Procedure{{
			ID: "PRO", Title: "awareness", Purposes: []documents.ProcedurePurpose{documents.Awareness},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2024-12-10"), EffectiveFrom: day("2025-01-01")}},
		}},
		Roles: []organization.Role{
			{ID: "guard", Title: "gate guard", SecurityDuties: records.Yes, Holders: []organization.Holder{{Person: "ana", From: day("2025-01-01")}}},
			{ID: "clerk", Title: "clerk", SecurityDuties: records.Yes},
			{ID: "cook", Title: "cook", SecurityDuties: records.No},
		},
		Persons: []records.Person{
			{ID: "ana", Name: "Ana"}, {ID: "bo", Name: "Bo", Organization: "Haul Ltd", OnBehalf: records.Yes},
			{ID: "cy", Name: "Cy", Organization: "customs", OnBehalf: records.No},
		},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// stated returns an input with a statement that a condition does not hold.
func stated(in Input, condition string) Input {
	in.Statements = append(in.Statements, conformity.Statement{
		ID: "ST", Condition: condition, Reason: "there are none", By: "ceo", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
	})
	return in
}
