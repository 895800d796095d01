package objectives

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined, or unmet where the clause demands
// that there be something.
type Input struct {
	Objectives   []Objective
	Targets      []Target
	Programmes   []Programme
	Policies     []policy.Policy
	Functions    []organization.Function
	Roles        []organization.Role
	Appointments []organization.Appointment
	Stakeholders []organization.Stakeholder
	ThirdParties []organization.ThirdParty
	Requirements []legal.Requirement
	Assessments  []risk.Assessment
	Risks        []risk.Risk
	Documents    []documents.Document
	Registers    []documents.Register
	Records      []documents.Record
	Statements   []conformity.Statement
	Persons      []records.Person
	Attestations []records.Attestation
}

func objectives(in Input) []Objective            { return in.Objectives }
func targets(in Input) []Target                  { return in.Targets }
func programmes(in Input) []Programme            { return in.Programmes }
func policies(in Input) []policy.Policy          { return in.Policies }
func functions(in Input) []organization.Function { return in.Functions }
func roles(in Input) []organization.Role         { return in.Roles }

// Checks returns the checks of clauses 4.3.3, 4.3.4 and 4.3.5, and those of 4.4.1 and 4.4.4 that
// are about objectives, targets and programmes, in the order of the standard. Where nothing is
// in force the requirement that demands it is unmet, and what the others ask is undetermined.
func Checks() []conformity.Check[Input] {
	return slices.Concat(objectiveChecks(), targetChecks(), programmeChecks(), organizationChecks(), documentChecks())
}

const (
	objectiveNone conformity.Message = "objectives.none: no objective is in force: set one for each function and level where security matters, and have it approved"
	targetNone    conformity.Message = "objectives.target.none: no target is in force: set the results by which the objectives are reached, and have them approved"
	programmeNone conformity.Message = "objectives.programme.none: no programme is in force: lay down who reaches the objectives and targets, by which means and by when, and have it approved"
)

// A subject is what objectives, targets and programmes in force have in common, for the checks
// that ask the same of several of them.
type subject struct {
	record   records.Entity
	title    string
	revision *Revision // in force
	i        int       // its place
	path     string    // to it in the record, with a dot
	*course
}

func subjectOf(r *conformity.Reader, c course, record records.Entity, title string) (subject, bool) {
	i := c.current(r)
	if i < 0 {
		return subject{}, false
	}
	return subject{record, title, c.at(i), i, fmt.Sprintf("revisions[%d].", i), &c}, true
}

// An objective, a target and a programme in force, as checks see them.
type (
	objective struct {
		*Objective
		subject
		now *ObjectiveRevision
	}
	target struct {
		*Target
		subject
		now *TargetRevision
	}
	programme struct {
		*Programme
		subject
		now *ProgrammeRevision
	}
)

// ofObjectives makes the checks of a requirement on each objective in force. The second only
// says why the requirement is undetermined where there is no objective at all.
func ofObjectives(requirement string, check func(*conformity.Reader, *objective, conformity.Say)) []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany(requirement, objectives, func(r *conformity.Reader, o *Objective, say conformity.Say) {
			s, inForce := subjectOf(r, o.course(), *o, o.Title)
			if !inForce {
				say("", conformity.Nothing(objectiveNone))
				return
			}
			check(r, &objective{o, s, &o.Revisions[s.i]}, say)
		}),
		awaited(requirement, objectiveNone),
	}
}

// ofTargets makes the checks of a requirement on each target in force.
func ofTargets(requirement string, check func(*conformity.Reader, *target, conformity.Say)) []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany(requirement, targets, func(r *conformity.Reader, t *Target, say conformity.Say) {
			s, inForce := subjectOf(r, t.course(), *t, t.Title)
			if !inForce {
				say("", conformity.Nothing(targetNone))
				return
			}
			check(r, &target{t, s, &t.Revisions[s.i]}, say)
		}),
		awaited(requirement, targetNone),
	}
}

// ofProgrammes makes the checks of a requirement on each programme of this system in force.
func ofProgrammes(requirement string, check func(*conformity.Reader, *programme, conformity.Say)) []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany(requirement, programmes, func(r *conformity.Reader, p *Programme, say conformity.Say) {
			s, inForce := subjectOf(r, p.course(), *p, p.Title)
			if !inForce || !p.Own() {
				say("", conformity.Nothing(programmeNone))
				return
			}
			check(r, &programme{p, s, &p.Revisions[s.i]}, say)
		}),
		awaited(requirement, programmeNone),
	}
}

func awaited(requirement string, none conformity.Message) conformity.Check[Input] {
	return conformity.Whole[Input](requirement, func(*conformity.Reader) conformity.Verdict { return conformity.Nothing(none) })
}

// one makes a check that says one thing about a record of one that gives the verdict.
func one[T any](check func(*conformity.Reader, T) conformity.Verdict) func(*conformity.Reader, T, conformity.Say) {
	return func(r *conformity.Reader, t T, say conformity.Say) { say("", check(r, t)) }
}
