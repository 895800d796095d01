package controls

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Operations        []Operation
	Policies          []policy.Policy
	Scopes            []organization.Scope
	Documents         []documents.Document
	Issues            []documents.Issue
	Procedures        []documents.Procedure
	Risks             []risk.Risk
	Treatments        []risk.Treatment
	LegalRequirements []legal.Requirement
	Objectives        []objectives.Objective
	Targets           []objectives.Target
	Programmes        []objectives.Programme
	Persons           []records.Person
	Attestations      []records.Attestation
}

func operations(in Input) []Operation                { return in.Operations }
func policies(in Input) []policy.Policy              { return in.Policies }
func scopes(in Input) []organization.Scope           { return in.Scopes }
func risks(in Input) []risk.Risk                     { return in.Risks }
func legalRequirements(in Input) []legal.Requirement { return in.LegalRequirements }
func objectivesOf(in Input) []objectives.Objective   { return in.Objectives }
func programmes(in Input) []objectives.Programme     { return in.Programmes }

// Checks returns the checks of clause 4.4.6 that are about operations, and those of 4.2 and 4.4.4
// to 4.4.5 that need to know them, in the order of the standard. Where a requirement has several,
// the later ones say what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.EachMany("4.2.i.implemented", policies, policyPractised),
		conformity.Each("4.4.4.e", operations, documentsDetermined),
		conformity.Whole[Input]("4.4.4.e", operationsAwaited),
		conformity.EachMany("4.4.5.c", operations, documentsAtHand),
		conformity.Whole[Input]("4.4.5.c", operationsAwaited),
		conformity.EachMany("4.4.6.achieve.a", policies, commitmentsServed),
		conformity.Each("4.4.6.achieve.b", risks, riskControlled),
		conformity.Each("4.4.6.achieve.c", legalRequirements, lawServed),
		conformity.Each("4.4.6.achieve.d", objectivesOf, objectiveServed),
		conformity.Each("4.4.6.achieve.e", programmes, programmeServed),
		conformity.Each("4.4.6.achieve.f", scopes, supplyChainServed),
		conformity.EachMany("4.4.6.condition.a", operations, procedureFollowed),
		conformity.Whole[Input]("4.4.6.condition.a", operationsAwaited),
	}
}

const (
	noOperations conformity.Message = "controls.operations.none: no operation has been identified: enter those that have to be under control, and what each of them is there for"
	notOperating conformity.Message = "controls.operation.idle: {0} is not carried out now"
)

// operationsAwaited says why what is asked of operations is undetermined where there are none.
// That there have to be some is for 4.4.6.achieve.
func operationsAwaited(r *conformity.Reader) conformity.Verdict {
	return conformity.Nothing(noOperations)
}

// The ways back from what operations are there for.
var (
	operationsByPurpose    = conformity.NewIndexAll((*Operation).purposes)
	operationsByCommitment = conformity.NewIndexAll(func(x *Operation) []string { return x.Achieves.Commitments })
	operationsByStage      = conformity.NewIndexAll(func(x *Operation) []string { return x.Achieves.Stages })
	treatmentsByRisk       = conformity.NewIndexAll(func(t *risk.Treatment) []records.ID[risk.Risk] { return t.Risks })
	targetsByObjective     = conformity.NewIndex(func(t *objectives.Target) records.ID[objectives.Objective] { return t.Objective })
)

// purposes returns the records that the operation is there for.
func (x *Operation) purposes() []records.Ref {
	var list []records.Ref
	a := &x.Achieves
	list = appendRefs(list, a.Risks)
	list = appendRefs(list, a.Treatments)
	list = appendRefs(list, a.LegalRequirements)
	list = appendRefs(list, a.Objectives)
	list = appendRefs(list, a.Targets)
	return appendRefs(list, a.Programmes)
}

func appendRefs[T records.Entity](list []records.Ref, ids []records.ID[T]) []records.Ref {
	for _, id := range ids {
		list = append(list, id.Ref())
	}
	return list
}

// serving returns an operation that has been identified for the record, or nil.
func serving(r *conformity.Reader, record records.Ref) *Operation {
	return identified(r, operationsByPurpose.Of(r, record))
}

func identified(r *conformity.Reader, rows conformity.Rows[Operation]) *Operation {
	return rows.First(func(x *Operation) bool { return x.Identified(r) })
}
