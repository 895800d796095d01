package evaluation

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Evaluations    []Evaluation
	Capabilities   []Capability
	Cycles         []Cycle
	Plans          []emergency.Plan
	Drills         []emergency.Drill
	Incidents      []incidents.Incident
	Changes        []change.Change
	Procedures     []documents.Procedure
	Documents      []documents.Document
	Records        []documents.Record
	Series         []documents.Series
	Disposals      []documents.Disposal
	Requirements   []legal.Requirement
	Policies       []policy.Policy
	Objectives     []objectives.Objective
	Settings       []organization.Setting
	Establishments []organization.Establishment
	Statements     []conformity.Statement
}

func evaluations(in Input) []Evaluation         { return in.Evaluations }
func capabilities(in Input) []Capability        { return in.Capabilities }
func plans(in Input) []emergency.Plan           { return in.Plans }
func happenings(in Input) []incidents.Incident  { return in.Incidents }
func changes(in Input) []change.Change          { return in.Changes }
func procedures(in Input) []documents.Procedure { return in.Procedures }
func papers(in Input) []documents.Document      { return in.Documents }
func requirements(in Input) []legal.Requirement { return in.Requirements }
func policies(in Input) []policy.Policy         { return in.Policies }
func aims(in Input) []objectives.Objective      { return in.Objectives }

// Checks returns the checks of clause 4.5.2, in the order of the standard. Where a requirement
// has several, the last ones say what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.5.2.evaluate", plans, planReviewed),
		conformity.Each("4.5.2.evaluate", papers, documentReviewed),
		conformity.Each("4.5.2.evaluate", procedures, procedureReviewed),
		conformity.Each("4.5.2.evaluate", capabilities, capabilityReviewed),
		conformity.Whole[Input]("4.5.2.evaluate", arrangementsAwaited),
		conformity.Whole[Input]("4.5.2.evaluate.testing", tested),
		conformity.Each("4.5.2.evaluate.postincident", happenings, reportedOn),
		conformity.Whole[Input]("4.5.2.evaluate.postincident", incidentsAwaited),
		conformity.Whole[Input]("4.5.2.evaluate.lessons", lessonsDrawn),
		conformity.Whole[Input]("4.5.2.evaluate.lessons", performanceJudged),
		conformity.Whole[Input]("4.5.2.evaluate.exercises", exercised),
		conformity.EachMany("4.5.2.reflect", evaluations, findingsReflected),
		conformity.EachMany("4.5.2.reflect", changes, changeReflected),
		conformity.Whole[Input]("4.5.2.reflect", changesAwaited),
		conformity.Each("4.5.2.compliance.legal", requirements, lawEvaluated),
		conformity.Whole[Input]("4.5.2.compliance.legal", lawsAwaited),
		conformity.Each("4.5.2.compliance.bestpractice", requirements, practiceEvaluated),
		conformity.Whole[Input]("4.5.2.compliance.bestpractice", practicesAwaited),
		conformity.Each("4.5.2.compliance.policy", policies, policyEvaluated),
		conformity.Each("4.5.2.compliance.policy", aims, objectiveEvaluated),
		conformity.Whole[Input]("4.5.2.compliance.policy", policyAwaited),
		conformity.Each("4.5.2.records", evaluations, resultRecorded),
		conformity.Whole[Input]("4.5.2.records", evaluationsAwaited),
	}
}

var (
	evaluationsBySubject  = conformity.NewIndexAll(func(e *Evaluation) []records.Ref { return e.subjects() })
	evaluationsByMethod   = conformity.NewIndex(func(e *Evaluation) Method { return e.Method })
	evaluationsByIncident = conformity.NewIndex(func(e *Evaluation) records.ID[incidents.Incident] { return e.Incident })
	cyclesBySubject       = conformity.NewIndexAll(func(c *Cycle) []records.Ref { return c.refs() })
	cyclesBySort          = conformity.NewIndexAll(func(c *Cycle) []Sort { return c.All })
)

func (e *Evaluation) subjects() []records.Ref {
	refs := make([]records.Ref, len(e.Judged))
	for i := range e.Judged {
		refs[i] = e.Judged[i].Subject.Ref()
	}
	return refs
}

func (c *Cycle) refs() []records.Ref {
	refs := make([]records.Ref, len(c.Subjects))
	for i := range c.Subjects {
		refs[i] = c.Subjects[i].Ref()
	}
	return refs
}

// cycleOf returns the cycle that counts for a subject now, or nil: one that names it, else one
// for all of its sort; of several the one approved last. It becomes evidence.
func cycleOf(r *conformity.Reader, subject records.Ref, sort Sort) *Cycle {
	if named := cyclesBySubject.Of(r, subject).Latest((*Cycle).approvedOn); named != nil {
		return named
	}
	return cyclesBySort.Of(r, sort).Latest((*Cycle).approvedOn)
}
