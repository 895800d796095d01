package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of this package look at, and [Gaps] too. Lists that the
// application does not keep may stay empty: what depends on them is undetermined.
type Input struct {
	Competences    []Competence
	Requirements   []Requirement
	Qualifications []Qualification
	Assessments    []Assessment
	Clearances     []Clearance
	Programmes     []Programme
	Trainings      []Training
	Awareness      []Awareness
	Procedures     []documents.Procedure
	Documents      []documents.Document
	Records        []documents.Record
	Series         []documents.Series
	Disposals      []documents.Disposal
	Roles          []organization.Role
	Persons        []records.Person
	Attestations   []records.Attestation
	Statements     []conformity.Statement
}

func qualifications(in Input) []Qualification     { return in.Qualifications }
func trainings(in Input) []Training               { return in.Trainings }
func procedures(in Input) []documents.Procedure   { return in.Procedures }
func roles(in Input) []organization.Role          { return in.Roles }
func persons(in Input) []records.Person           { return in.Persons }
func attestations(in Input) []records.Attestation { return in.Attestations }

// Checks returns the checks of clause 4.4.2 that need nothing of later clauses, in the order
// of the standard: all but that of 4.4.2.b.emergency, which needs the emergency plans. Where
// a requirement has several, the later ones say what is wrong where there is no record to
// say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany("4.4.2.qualified", persons, holderQualified),
		conformity.Each("4.4.2.qualified", roles, requirementsLaidDown),
		conformity.Whole[Input]("4.4.2.qualified", rolesAwaited),
		conformity.Each("4.4.2.procedure", procedures, procedureInForce),
		conformity.Whole[Input]("4.4.2.procedure", ownPeopleReached),
		conformity.Whole[Input]("4.4.2.procedure", othersReached),
		conformity.Each("4.4.2.a", persons, awareOf(ImportanceOfCompliance)),
		conformity.Whole[Input]("4.4.2.a", topicCovered(ImportanceOfCompliance)),
		conformity.Whole[Input]("4.4.2.a", personsAtAll),
		conformity.Each("4.4.2.b", persons, awareOf(OwnRole)),
		conformity.Whole[Input]("4.4.2.b", topicCovered(OwnRole)),
		conformity.Whole[Input]("4.4.2.b", personsAtAll),
		conformity.Each("4.4.2.c", persons, awareOf(ConsequencesOfDeparture)),
		conformity.Whole[Input]("4.4.2.c", topicCovered(ConsequencesOfDeparture)),
		conformity.Whole[Input]("4.4.2.c", personsAtAll),
		conformity.Each("4.4.2.records", qualifications, qualificationRecorded),
		conformity.Each("4.4.2.records", trainings, trainingRecorded),
		conformity.Whole[Input]("4.4.2.records", recordsAwaited),
	}
}
