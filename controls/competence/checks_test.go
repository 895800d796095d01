package competence

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.4.2.qualified": undetermined, "4.4.2.procedure": unmet, "4.4.2.a": undetermined, "4.4.2.b": undetermined,
		"4.4.2.c": undetermined, "4.4.2.records": undetermined,
	}
	got := suite().Statuses(Input{})
	assert.Equal(t, want, got)
}

// faulty returns an input with faults of every kind.
func faulty() Input {
	in := good()
	in.Competences = append(in.Competences, Competence{ID: "x-ray", Title: "reading X-ray images"})
	in.Requirements = append(in.Requirements, Requirement{ID: "N3", Role: "guard", Competence: "x-ray", From: day("2026-07-01")}, Requirement{ID: "N4", Role: "guard", Competence: "lost"})
	in.Roles[0].Holders = append(in.Roles[0].Holders, organization.Holder{Person: "dee", From: day("2026-03-01"), Until: day("2026-08-31")}, organization.Holder{Person: "bo", From: day("2026-09-01")})
	in.Roles = append(in.Roles, organization.Role{ID: "driver", Title: "driver", SecurityDuties: records.Yes}, organization.Role{ID: "new", Title: "new"})
	in.Persons = append(in.Persons, records.Person{ID: "dee", Name: "Dee", From: day("2026-03-01")}, records.Person{ID: "eve", Name: "Eve", Organization: "Law Ltd"})
	in.Qualifications = append(in.Qualifications,
		Qualification{ID: "Q2", Person: "dee", Competence: "search", Basis: Experience, From: day("2024-01-01"), ValidUntil: day("2026-06-30")},
		Qualification{ID: "Q3", Person: "dee", Competence: "search", Basis: Experience, From: day("2026-08-01")},
	)
	in.Assessments = append(in.Assessments, Assessment{ID: "S1", Person: "ana", Competence: "search", Kind: FieldCheck, On: day("2026-10-01"), By: "dee", Outcome: NotCompetent})
	in.Awareness = append(in.Awareness, Awareness{ID: "A2", Topics: []Topic{OwnRole}, Persons: []personID{"dee"}, On: day("2026-03-01"), ValidUntil: day("2026-06-15")})
	in.Trainings = append(in.Trainings, Training{ID: "T2", Title: "refresher", Kind: Refresher, Competences: []records.ID[Competence]{"search"}, CompletedOn: day("2026-05-01")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-2", nil
	in.Programmes[0].Until = day("2026-11-30")
	return in
}

// What was passed over on the way to a verdict is no evidence of it.
func TestEvidenceIsWhatWasChosen(t *testing.T) {
	in := good()
	in.Qualifications = append(in.Qualifications, Qualification{ID: "Q0", Person: "ana", Competence: "search", From: day("2025-02-01"), ValidUntil: day("2026-12-31")}, Qualification{ID: "Q9", Person: "ana", Competence: "search", From: day("2025-02-01"), ValidUntil: day("2027-02-01")})
	in.Assessments = []Assessment{{ID: "S1", Person: "ana", Competence: "search", On: day("2026-03-01"), Outcome: NotCompetent}, {ID: "S2", Person: "ana", Competence: "search", On: day("2026-03-10"), Outcome: Competent}}
	in.Awareness = append(in.Awareness, Awareness{ID: "A0", Topics: []Topic{OwnRole}, Persons: []personID{"ana"}, On: day("2025-01-15"), ValidUntil: day("2026-01-14")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-0", nil
	in.Programmes = append(in.Programmes, Programme{ID: "PG-0", Procedure: "PRO-0", Audience: []Audience{OwnPersonnel}, Topics: []Topic{OwnRole}})
	evidence := func(requirement, subject string) []string {
		for _, f := range decide(in, requirement, "2026-06-01") {
			if f.Subject.String() == subject {
				var got []string
				for _, ref := range f.Evidence {
					got = append(got, ref.String())
				}
				return got
			}
		}
		return nil
	}
	assert.Equal(t, []string{"role guard", "competence requirement N1", "competence search", "competence assessment S2", "qualification Q1"}, evidence("4.4.2.qualified", "person ana"))
	assert.Equal(t, []string{"awareness A1"}, evidence("4.4.2.b", "person ana"))
	assert.Equal(t, []string{"training programme PG", "procedure PRO"}, evidence("4.4.2.b", "the system"))
	in.Assessments = in.Assessments[:1]
	assert.Equal(t, []string{"role guard", "competence requirement N1", "competence search", "competence assessment S1", "qualification Q0"}, evidence("4.4.2.qualified", "person ana"))
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 6)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

func TestOrderOfRecordsChangesNoGap(t *testing.T) {
	want := Gaps(faulty(), day(""), day(""))
	for seed := range uint64(20) {
		require.Equal(t, want, Gaps(conformitytest.Shuffled(faulty(), seed), day(""), day("")))
	}
}
