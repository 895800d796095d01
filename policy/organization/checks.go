package organization

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Establishments      []Establishment
	Scopes              []Scope
	OutsourcedProcesses []OutsourcedProcess
	Roles               []Role
	Appointments        []Appointment
	Resources           []Resource
	Stakeholders        []Stakeholder
	Settings            []Setting
	Persons             []records.Person
	Attestations        []records.Attestation
}

func establishments(in Input) []Establishment { return in.Establishments }
func scopes(in Input) []Scope                 { return in.Scopes }
func processes(in Input) []OutsourcedProcess  { return in.OutsourcedProcesses }
func roles(in Input) []Role                   { return in.Roles }
func appointments(in Input) []Appointment     { return in.Appointments }
func resources(in Input) []Resource           { return in.Resources }
func stakeholders(in Input) []Stakeholder     { return in.Stakeholders }

// Checks returns the checks of clauses 4.1 and 4.4.1 that need nothing of later clauses, in
// the order of the standard. Where a requirement has two, the second says what is wrong
// where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.1.establish", establishments, established),
		conformity.Whole[Input]("4.1.establish", establishedAtAll),
		conformity.Each("4.1.scope", scopes, scopeDefined),
		conformity.Whole[Input]("4.1.scope", scopeDefinedAtAll),
		conformity.Each("4.1.outsourced.control", processes, outsourcingControlled),
		conformity.EachMany("4.1.outsourced.identify", processes, outsourcingDescribed),
		conformity.EachMany("4.4.1.documented", roles, roleDocumented),
		conformity.Whole[Input]("4.4.1.documented", rolesAwaited),
		conformity.EachMany("4.4.1.communicated", roles, roleCommunicated),
		conformity.Whole[Input]("4.4.1.communicated", rolesAwaited),
		conformity.Each("4.4.1.a", appointments, representativeInTopManagement),
		conformity.Whole[Input]("4.4.1.a", representativeAtAll),
		conformity.Each("4.4.1.a.responsibility", appointments, wholeTask),
		conformity.Whole[Input]("4.4.1.a.responsibility", representativeAwaited),
		conformity.Each("4.4.1.c", stakeholders, expectationsWatched),
		conformity.Whole[Input]("4.4.1.c", stakeholdersAtAll),
		conformity.EachMany("4.4.1.c.action", stakeholders, expectationsAnswered),
		conformity.Each("4.4.1.d", resources, resourceProvided),
		conformity.Whole[Input]("4.4.1.d", resourcesAdequate),
	}
}
