package emergency

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Input is what the checks of this package look at, and [Gaps] too. Lists that the
// application does not keep may stay empty: what depends on them is undetermined, or unmet
// where the clause demands that there be something.
type Input struct {
	Scenarios   []Scenario
	Exclusions  []Exclusion
	Plans       []Plan
	Resources   []Resource
	Agencies    []Agency
	Drills      []Drill
	PlanReviews []Review
	Risks       []risk.Risk
	Assessments []risk.Assessment
	Scopes      []organization.Scope
	Roles       []organization.Role
	Procedures  []documents.Procedure
	Programmes  []competence.Programme
	Awareness   []competence.Awareness
	Persons     []records.Person
	Statements  []conformity.Statement
}

func scenarios(in Input) []Scenario             { return in.Scenarios }
func plans(in Input) []Plan                     { return in.Plans }
func drills(in Input) []Drill                   { return in.Drills }
func reviews(in Input) []Review                 { return in.PlanReviews }
func risks(in Input) []risk.Risk                { return in.Risks }
func scopes(in Input) []organization.Scope      { return in.Scopes }
func procedures(in Input) []documents.Procedure { return in.Procedures }
func persons(in Input) []records.Person         { return in.Persons }

// Checks returns the checks of clause 4.4.7 but that of 4.4.7.review.incident, which needs the
// incidents, and that of 4.4.2.b.emergency, in the order of the standard. Where a requirement
// has several, the later ones say what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.4.2.b.emergency", persons, awareOfDuties),
		conformity.Whole[Input]("4.4.2.b.emergency", dutiesTaught),

		conformity.Each("4.4.7.identify", risks, riskForeseen),
		conformity.Whole[Input]("4.4.7.identify", risksAwaited),
		conformity.Each("4.4.7.response", scenarios, responsePlanned),
		conformity.Whole[Input]("4.4.7.response", scenariosAwaited),
		conformity.EachMany("4.4.7.mitigate", scenarios, consequencesMet),
		conformity.Whole[Input]("4.4.7.mitigate", scenariosAwaited),
		conformity.EachMany("4.4.7.maintain", scopes, sitesCovered),
		conformity.EachMany("4.4.7.maintain", reviews, decidedChangesMade),
		conformity.EachMany("4.4.7.maintain", drills, lessonsCarried),
		conformity.Whole[Input]("4.4.7.maintain", scopeAwaited),
		conformity.EachMany("4.4.7.resources", plans, resourcesProvided),
		conformity.Whole[Input]("4.4.7.resources", plansAwaited),
		conformity.Each("4.4.7.review", plans, planReviewed),
		conformity.Whole[Input]("4.4.7.review", plansAwaited),
		conformity.Each("4.4.7.recovery", plans, recoveryPlanKept),
		conformity.Each("4.4.7.recovery", procedures, recoveryProcedureKept),
		conformity.Whole[Input]("4.4.7.recovery", recoveryAtAll),
		conformity.EachMany("4.4.7.test", plans, planTested),
		conformity.Whole[Input]("4.4.7.test", plansAwaited),
	}
}
