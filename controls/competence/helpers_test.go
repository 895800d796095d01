package competence

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
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

func clock(s string) records.Clock { return records.At(instant(s)) }

// A row is what an input comes to on a requirement.
type row struct {
	name    string
	in      Input
	at      string
	want    conformity.Status // of the worst finding
	message string            // id of the worst finding's message
	field   string            // of the worst finding
	lapses  string            // when the worst finding changes; empty: never
	becomes conformity.Status
}

// decide runs the checks of one requirement.
func decide(in Input, requirement, at string) []conformity.Finding {
	checks := slices.DeleteFunc(Checks(), func(c conformity.Check[Input]) bool { return c.Requirement() != requirement })
	return conformity.Run(checks, in, instant(at))
}

// tryOf asserts what each row comes to for one subject, or for all where none is named.
func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			findings := decide(tt.in, requirement, tt.at)
			if subject != "" {
				findings = slices.DeleteFunc(findings, func(f conformity.Finding) bool { return f.Subject.String() != subject })
			}
			if tt.want == none {
				assert.Empty(t, findings)
				return
			}
			require.NotEmpty(t, findings)
			got := findings[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, tt.field, got.Field, got.Message())
			assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
			assert.NotContains(t, got.Message(), "{")
		})
	}
}

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
