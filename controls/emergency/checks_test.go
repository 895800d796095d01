package emergency

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	got := suite().Statuses(Input{})
	assert.Equal(t, map[string]conformity.Status{
		"4.4.2.b.emergency": undetermined, "4.4.7.identify": undetermined, "4.4.7.response": undetermined, "4.4.7.mitigate": undetermined,
		"4.4.7.maintain": undetermined, "4.4.7.resources": undetermined, "4.4.7.review": undetermined, "4.4.7.recovery": unmet, "4.4.7.test": undetermined,
	}, got)
}

func TestRiskForeseen(t *testing.T) {
	try(t, "4.4.7.identify", []row{
		{Name: "a scenario is made of it, or it is said why not", In: good(), Want: met, Message: "emergency.identify.scenario"},
		{Name: "not decided", In: with(func(in *Input) { in.Risks[0].Credible = "" }), Want: undetermined, Message: "emergency.identify.undecided", Field: "credible"},
		{Name: "no scenario", In: with(func(in *Input) { in.Scenarios = nil }), Want: unmet, Message: "emergency.identify.unforeseen"},
		{Name: "the scenario was withdrawn", In: with(func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-05-01") }), Want: unmet, Message: "emergency.identify.unforeseen"},
		{Name: "the scenario is withdrawn next month", In: with(func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-07-01") }), Want: met, Message: "emergency.identify.scenario", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "the exclusion has no reason", In: with(func(in *Input) { in.Exclusions[0].Reason = " " }), Want: unmet, Message: "emergency.identify.unforeseen"},
		{Name: "the exclusion is decided next month", In: with(func(in *Input) { in.Exclusions[0].DecidedOn = day("2026-07-01") }), Want: unmet, Message: "emergency.identify.unforeseen", Lapses: "2026-07-01", Becomes: met},
		{Name: "the exclusion is over", In: with(func(in *Input) { in.Exclusions[0].Until = day("2026-05-31") }), Want: unmet, Message: "emergency.identify.unforeseen"},
		{Name: "not assessed, and so not asked", In: with(func(in *Input) { in.Scenarios, in.Assessments[0].ApprovedBy = nil, "" }), Want: undetermined, Message: "emergency.identify.unassessed"},
		{Name: "its assessment was replaced by one of other risks", In: with(func(in *Input) {
			in.Scenarios = nil
			in.Assessments = append(in.Assessments, risk.Assessment{ID: "B", Risks: []records.ID[risk.Risk]{"R-3"}, Replaces: []records.ID[risk.Assessment]{"A"}, PerformedOn: day("2026-01-01"), ApprovedBy: "ceo", ApprovedOn: day("2026-01-01")})
		}), Want: met, Message: "emergency.identify.incredible", Field: "credible"},
		{Name: "an assessment lists it", In: with(func(in *Input) {
			in.Scenarios, in.Assessments[0].WholeRegister, in.Assessments[0].Risks = nil, false, []records.ID[risk.Risk]{"R"}
		}), Want: unmet, Message: "emergency.identify.unforeseen"},
		{Name: "withdrawn from the register", In: with(func(in *Input) { in.Scenarios, in.Risks[0].WithdrawnOn = nil, day("2026-01-01") }), Want: met, Message: "emergency.identify.excluded"},
	})
}

func TestResponsePlanned(t *testing.T) {
	try(t, "4.4.7.response", []row{
		{Name: "a plan in force responds", In: good(), Want: met, Message: "emergency.response.planned"},
		{Name: "nothing is planned", In: with(func(in *Input) { in.Plans[0].Responses = nil }), Want: unmet, Message: "emergency.response.none"},
		{Name: "nobody does it", In: with(func(in *Input) { in.Plans[0].Responses[0].Roles = nil }), Want: unmet, Message: "emergency.response.hollow"},
		{Name: "nothing is done", In: with(func(in *Input) { in.Plans[0].Responses[0].Actions = nil }), Want: unmet, Message: "emergency.response.hollow"},
		{Name: "the plan is withdrawn", In: with(func(in *Input) { in.Plans[0].Revisions[1].WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "emergency.response.none"},
		{Name: "the plan is withdrawn tomorrow", In: with(func(in *Input) { in.Plans[0].Revisions[1].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "emergency.response.planned", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "nobody approved the plan", In: with(func(in *Input) { in.Plans[0].Revisions[0].ApprovedBy, in.Plans[0].Revisions[1].ApprovedBy = "", "" }), Want: unmet, Message: "emergency.response.none"},
		{Name: "the scenario is not one any more", In: with(func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-01-01") }), Want: undetermined, Message: "emergency.scenario.over"},
	})
}

func TestConsequencesMet(t *testing.T) {
	try(t, "4.4.7.mitigate", []row{
		{Name: "both kinds", In: good(), Want: met, Message: "emergency.mitigate.measure"},
		{Name: "nothing softens it", In: with(func(in *Input) { in.Plans[0].Measures = in.Plans[0].Measures[:1] }), Want: unmet, Message: "emergency.mitigate.none"},
		{Name: "nothing averts it", In: with(func(in *Input) { in.Plans[0].Measures = in.Plans[0].Measures[1:] }), Want: unmet, Message: "emergency.mitigate.none"},
		{Name: "the reason why nothing averts it", In: with(func(in *Input) {
			in.Plans[0].Measures[0] = Measure{Scenarios: scenarioIDs{"S"}, Kind: Preventive, NotApplicable: "nobody stops a storm"}
		}), Want: met},
		{Name: "against another scenario", In: with(func(in *Input) { in.Plans[0].Measures[0].Scenarios = scenarioIDs{"S-2"} }), Want: unmet, Message: "emergency.mitigate.none"},
		{Name: "in another plan", In: with(func(in *Input) {
			in.Plans[1].Measures, in.Plans[0].Measures = in.Plans[0].Measures, nil
		}), Want: met},
		{Name: "no plan deals with it", In: with(func(in *Input) { in.Plans = in.Plans[1:] }), Want: undetermined, Message: "emergency.mitigate.awaited"},
	})
}

func TestPlansInForceAndCurrent(t *testing.T) {
	action := func(c PlanChange) func(in *Input) { return func(in *Input) { in.PlanReviews[0].Actions[0] = c } }
	try(t, "4.4.7.maintain", []row{
		{Name: "each site has one, decided changes are made", In: good(), Want: met},
		{Name: "a site without", In: with(func(in *Input) { in.Scopes[0].Sites = append(in.Scopes[0].Sites, organization.Site{Name: "Depot"}) }), Want: unmet, Message: "emergency.maintain.uncovered", Field: "sites[1]"},
		{Name: "a plan for the whole scope", In: with(func(in *Input) {
			in.Scopes[0].Sites = append(in.Scopes[0].Sites, organization.Site{Name: "Depot"})
			in.Plans[0].WholeScope, in.Plans[0].Sites = true, nil
		}), Want: met},
		{Name: "recovery alone comes too late", In: with(func(in *Input) { in.Plans[0].Sites = nil }), Want: unmet, Message: "emergency.maintain.uncovered", Field: "sites[0]"},
		{Name: "a scope without sites", In: with(func(in *Input) { in.Scopes[0].Sites = nil }), Want: undetermined, Message: "emergency.maintain.nosite", Field: "sites"},
		{Name: "not made, its last day", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-06-01")})), Want: met},
		{Name: "not made, late", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31")})), Want: unmet, Message: "emergency.maintain.late", Field: "actions[0].carried_by"},
		{Name: "by a revision that there is not", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31"), CarriedBy: "3"})), Want: unmet, Message: "emergency.maintain.false", Field: "actions[0].carried_by"},
		{Name: "by a revision from before it was decided", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31"), CarriedBy: "1"})), Want: unmet, Message: "emergency.maintain.false", Field: "actions[0].carried_by"},
		{Name: "made late is made", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2025-08-02"), CarriedBy: "2"})), Want: met},
		{Name: "no day", In: with(action(PlanChange{Key: "a", Text: "x"})), Want: undetermined, Message: "emergency.maintain.undated", Field: "actions[0].due_on"},
		{Name: "dropped", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-01-01"), DroppedOn: day("2026-02-01"), DroppedBecause: "the gate is gone"})), Want: met},
		{Name: "dropped tomorrow", In: with(action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-01-01"), DroppedOn: day("2026-06-02"), DroppedBecause: "the gate is gone"})), Want: unmet, Message: "emergency.maintain.late", Field: "actions[0].carried_by", Lapses: "2026-06-02", Becomes: met},
		{Name: "about which plan?", In: with(func(in *Input) {
			in.PlanReviews[0].Plans = planIDs{"EP", "RP"}
		}), Want: undetermined, Message: "emergency.maintain.planless", Field: "actions[0].plan"},
		{Name: "a lesson that is late", In: good(), At: "2026-09-01", Want: unmet, Message: "emergency.maintain.late", Field: "lessons[0].carried_by"},
		{Name: "a lesson on its last day", In: good(), At: "2026-08-31T23:59:59Z", Want: met},
		{Name: "a lesson carried in by a revision since", In: with(func(in *Input) {
			in.Plans[0].Revisions = append(in.Plans[0].Revisions, revision("3", "2026-08-20"))
			in.Drills[0].Lessons[0].CarriedBy = "3"
		}), At: "2026-09-01", Want: met},
		{Name: "a review after the date of the report", In: with(func(in *Input) {
			in.PlanReviews[0].On, in.PlanReviews[0].Actions[0] = day("2026-06-02"), PlanChange{Key: "a", Text: "x"}
		}), Want: met},
	})
}

func TestResourcesProvided(t *testing.T) {
	try(t, "4.4.7.resources", []row{
		{Name: "come by and kept fit", In: good(), Want: met, Message: "emergency.resource.fit", Field: "resources[0]"},
		{Name: "how it is come by is left out", In: with(func(in *Input) { in.Resources[0].Provision = "" }), Want: unmet, Message: "emergency.resource.unsaid", Field: "resources[0]"},
		{Name: "how it is kept fit is left out", In: with(func(in *Input) { in.Resources[0].Maintenance = "" }), Want: unmet, Message: "emergency.resource.unsaid", Field: "resources[0]"},
		{Name: "not on record", In: with(func(in *Input) { in.Resources = nil }), Want: unmet, Message: "emergency.resource.missing", Field: "resources[0]"},
		{Name: "neither named nor ruled out", In: with(func(in *Input) { in.Plans[0].Resources = nil }), Want: undetermined, Message: "emergency.resource.open", Field: "resources"},
		{Name: "ruled out by the plan", In: with(func(in *Input) { in.Plans[0].Resources, in.Plans[0].NoResources = nil, "none" }), Want: met, Message: "emergency.resource.none", Field: "no_resources"},
		{Name: "ruled out for all", In: with(func(in *Input) {
			in.Plans[0].Resources, in.Plans[1].NoResources = nil, ""
			in.Statements = []conformity.Statement{{ID: "ST", Condition: "emergency-resources", By: "ceo", Reason: "small", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}}
		}), Want: conformity.StatusNotApplicable, Lapses: "2027-01-01", Becomes: undetermined},
	})
}

func TestPlanReviewed(t *testing.T) {
	try(t, "4.4.7.review", []row{
		{Name: "reviewed", In: good(), Want: met, Message: "emergency.review.recent", Lapses: "2027-01-16", Becomes: unmet},
		{Name: "the last day of the interval", In: good(), At: "2027-01-15T23:59:59Z", Want: met, Message: "emergency.review.recent"},
		{Name: "the interval is over", In: good(), At: "2027-01-16", Want: unmet, Message: "emergency.review.overdue", Field: "review_interval"},
		{Name: "never, within the interval from its first revision", In: with(func(in *Input) { in.PlanReviews = nil }), At: "2026-01-01", Want: met, Message: "emergency.review.first", Lapses: "2026-01-02", Becomes: unmet},
		{Name: "never", In: with(func(in *Input) { in.PlanReviews = nil }), Want: unmet, Message: "emergency.review.never", Field: "review_interval"},
		{Name: "a review without a conclusion is none", In: with(func(in *Input) { in.PlanReviews[1].Conclusion = ""; in.PlanReviews = in.PlanReviews[1:] }), Want: unmet, Message: "emergency.review.never", Field: "review_interval"},
		{Name: "of another plan", In: with(func(in *Input) { in.PlanReviews = in.PlanReviews[1:]; in.PlanReviews[0].Plans = planIDs{"RP"} }), Want: unmet, Message: "emergency.review.never", Field: "review_interval"},
		{Name: "for response and for recovery", In: with(func(in *Input) {
			in.PlanReviews, in.Plans[0].Kinds = nil, []PlanKind{ResponsePlan, Recovery}
		}), Want: unmet, Message: "emergency.review.never", Field: "review_interval"},
		{Name: "held tomorrow", In: with(func(in *Input) { in.PlanReviews = in.PlanReviews[1:]; in.PlanReviews[0].On = day("2026-06-02") }), Want: unmet, Message: "emergency.review.never", Field: "review_interval", Lapses: "2026-06-02", Becomes: met},
		{Name: "no interval", In: with(func(in *Input) { in.Plans[0].ReviewInterval = records.Period{} }), Want: undetermined, Message: "emergency.review.unset", Field: "review_interval"},
		{Name: "not in force", In: with(func(in *Input) { in.Plans = in.Plans[1:] }), Want: undetermined, Message: "emergency.review.else"},
	})
}

func TestRecoveryKept(t *testing.T) {
	procedure := func(next string) func(in *Input) {
		return func(in *Input) {
			in.Plans = in.Plans[:1]
			in.Procedures = append(in.Procedures, documents.Procedure{ID: "RC", Title: "recovery", Purposes: []documents.ProcedurePurpose{documents.SecurityRecovery}, NextReviewOn: day(next), Revisions: []documents.Revision{revision("1", "2025-01-01")}})
		}
	}
	try(t, "4.4.7.recovery", []row{
		{Name: "a plan in force, reviewed", In: good(), Want: met, Message: "emergency.review.recent", Lapses: "2027-01-16", Becomes: unmet},
		{Name: "nothing", In: with(func(in *Input) { in.Plans = in.Plans[:1] }), Want: unmet, Message: "emergency.recovery.none"},
		{Name: "not in force", In: with(func(in *Input) { in.Plans[1].Revisions[0].WithdrawnOn = day("2026-01-01") }), Want: unmet, Message: "emergency.recovery.none"},
		{Name: "no review covered it", In: with(func(in *Input) { in.PlanReviews[1].Plans = planIDs{"EP"} }), Want: unmet, Message: "emergency.review.never", Field: "review_interval"},
		{Name: "a procedure will do", In: with(procedure("2026-06-01")), Want: met, Message: "emergency.recovery.procedure", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "a procedure that was not reviewed", In: with(procedure("2026-05-31")), Want: unmet, Message: "emergency.recovery.overdue", Field: "next_review_on"},
		{Name: "a procedure without a day", In: with(procedure("")), Want: undetermined, Message: "emergency.recovery.undated", Field: "next_review_on"},
	})
}

func TestPlanTested(t *testing.T) {
	try(t, "4.4.7.test", []row{
		{Name: "the last day of the interval", In: good(), At: "2026-09-01T23:59:59Z", Want: met},
		{Name: "the interval is over", In: good(), At: "2026-09-02", Want: unmet, Message: "emergency.test.overdue", Field: "drill_interval"},
		{Name: "never", In: with(func(in *Input) { in.Drills = nil }), Want: unmet, Message: "emergency.test.never", Field: "drill_interval"},
		{Name: "held, and nobody said what it showed", In: with(func(in *Input) { in.Drills[0].Result = "" }), Want: unmet, Message: "emergency.test.never", Field: "drill_interval"},
		{Name: "evaluated tomorrow", In: with(func(in *Input) { in.Drills[0].EvaluatedOn = day("2026-06-02") }), Want: unmet, Message: "emergency.test.never", Field: "drill_interval", Lapses: "2026-06-02", Becomes: met},
		{Name: "called off", In: with(func(in *Input) { in.Drills[0].CalledOffOn = day("2026-02-01") }), Want: unmet, Message: "emergency.test.never", Field: "drill_interval"},
		{Name: "not practicable", In: with(func(in *Input) { in.Drills, in.Plans[0].NotPracticable = nil, "it would stop the port" }), Want: met, Message: "emergency.test.unfit", Field: "not_practicable"},
		{Name: "no interval", In: with(func(in *Input) { in.Plans[0].DrillInterval = records.Period{} }), Want: undetermined, Message: "emergency.test.unset", Field: "drill_interval"},
		{Name: "the scenario was not played in its period", In: with(func(in *Input) { in.Drills[0].Scenarios, in.Plans[0].ScenarioInterval = nil, records.Months(12) }), Want: unmet, Message: "emergency.test.untried", Field: "responses[0]"},
		{Name: "the scenario was played in its period", In: with(func(in *Input) { in.Plans[0].ScenarioInterval = records.Months(12) }), Want: met},
		{Name: "a new scenario has its time", In: with(func(in *Input) {
			in.Drills[0].Scenarios, in.Scenarios[0].IdentifiedOn, in.Plans[0].ScenarioInterval = nil, day("2026-05-01"), records.Months(12)
		}), Want: met},
		{Name: "no plan", In: with(func(in *Input) { in.Plans = nil }), Want: undetermined, Message: "emergency.plan.none"},
	})
}

func TestAwareOfDuties(t *testing.T) {
	without := func(person records.ID[records.Person]) func(in *Input) {
		return func(in *Input) {
			in.Awareness[0].Persons = slices.DeleteFunc(in.Awareness[0].Persons, func(p records.ID[records.Person]) bool { return p == person })
		}
	}
	try(t, "4.4.2.b.emergency", []row{
		{Name: "those concerned know", In: good(), Want: met},
		{Name: "one whose unit works at the site does not", In: with(without("crane")), Want: unmet, Message: "emergency.aware.no"},
		{Name: "one with a role in the plan does not", In: with(without("guard")), Want: unmet, Message: "emergency.aware.no"},
		{Name: "one with a role in recovery does not", In: with(without("ceo")), Want: unmet, Message: "emergency.aware.no"},
		{Name: "the role was given up", In: with(func(in *Input) { without("guard")(in); in.Roles[1].Holders[0].Until = day("2026-05-31") }), Want: met},
		{Name: "it does not hold any more", In: good(), At: "2027-02-01", Want: unmet, Message: "emergency.aware.no"},
		{Name: "a plan for the whole scope concerns the clerk", In: with(func(in *Input) { in.Plans[0].WholeScope, in.Plans[0].Sites = true, nil }), Want: unmet, Message: "emergency.aware.no"},
		{Name: "where somebody works is not known", In: with(func(in *Input) { in.Persons[3].Unit = "" }), Want: undetermined, Message: "emergency.aware.unplaced", Field: "unit"},
		{Name: "whether somebody works for us is not decided", In: with(func(in *Input) {
			in.Persons = append(in.Persons, records.Person{ID: "x", Name: "X", Organization: "Haulier", Unit: "yard"})
		}), Want: undetermined, Message: "emergency.aware.open", Field: "on_behalf"},
		{Name: "somebody who left", In: with(func(in *Input) { without("crane")(in); in.Persons[2].Until = day("2026-05-31") }), Want: met},
		{Name: "the programmes leave it out", In: with(func(in *Input) { in.Programmes[0].Topics = []competence.Topic{competence.OwnRole} }), Want: unmet, Message: "emergency.aware.leftout"},
		{Name: "no plan in force", In: with(func(in *Input) { in.Plans, in.Programmes = nil, nil }), Want: undetermined, Message: "emergency.aware.awaited"},
	})
}

// faulty has faults of every kind, so that there is something to get wrong.
func faulty() Input {
	in := good()
	in.Plans = append(in.Plans, Plan{ID: "EP-2", Title: "x", Kinds: []PlanKind{ResponsePlan}, Revisions: []documents.Revision{revision("1", "2026-02-01")}, ReviewInterval: records.Months(6)})
	in.Scenarios = append(in.Scenarios, Scenario{ID: "S-2", Title: "fire", Kind: EmergencySituation, IdentifiedOn: day("2026-07-01")}, Scenario{ID: "S-3", Title: "flood", Kind: EmergencySituation})
	in.Drills = append(in.Drills, Drill{ID: "D-2", Title: "x", Kind: Desktop, Plans: planIDs{"EP", "EP-2"}, HeldOn: day("2026-07-01"), EvaluatedOn: day("2026-07-02"), Result: WorksAsPlanned})
	in.PlanReviews = append(in.PlanReviews, Review{ID: "V-2", Plans: planIDs{"EP-2", "RP"}, On: day("2026-05-01"), Conclusion: Effective, Actions: []PlanChange{{Key: "1", Text: "x", DueOn: day("2026-07-15")}}})
	in.Persons = append(in.Persons, records.Person{ID: "new", Name: "N", From: day("2026-08-01"), Unit: "yard"})
	in.Risks[1].Credible = ""
	return in
}

func TestGaps(t *testing.T) {
	in := good()
	p := &in.Plans[0]
	p.CriticalParts, p.Agencies = []string{"alarm", "gates"}, []records.ID[Agency]{"AG"}
	in.Agencies[0].Agreement, in.Agencies[0].AgreedOn, in.Agencies[0].AgreedUntil = "hours", day("2025-01-01"), day("2026-05-31")
	in.Drills[0].PlanParts, in.Drills[0].Kind, in.Drills[0].Scenarios = []string{"gates"}, Desktop, nil
	in.Drills[0].Lessons[0].DueOn = day("2026-05-31")
	in.Drills = append(in.Drills,
		Drill{ID: "D-2", Plans: planIDs{"EP"}, PlannedOn: day("2026-05-30"), Moves: []Move{{On: day("2026-05-01"), To: day("2026-05-31"), Reason: "storm"}}},
		Drill{ID: "D-3", Plans: planIDs{"EP"}, HeldOn: day("2026-05-30")},
		Drill{ID: "D-4", Plans: planIDs{"EP"}, PlannedOn: day("2026-06-01")})
	in.Resources[0].Needed, in.Resources[0].Provided = 4, 3
	in.Resources[0].Checks = []AvailabilityCheck{{On: day("2026-01-01"), Available: records.Yes}, {On: day("2026-02-01"), Available: records.No, Note: "empty"}}
	want := []Gap{
		{Kind: AgencyUnbriefed, Plan: "EP", Subject: records.Ref{Kind: "agency", ID: "AG"}},
		{Kind: AgreementOver, Plan: "EP", Subject: records.Ref{Kind: "agency", ID: "AG"}, Since: day("2026-05-31")},
		{Kind: ChangeNotCarried, Plan: "EP", Subject: records.Ref{Kind: "drill", ID: "D"}, Since: day("2026-05-31"), What: "spare batteries"},
		{Kind: PartUntested, Plan: "EP", Since: day("2025-01-01"), What: "alarm"},
		{Kind: DrillLate, Plan: "EP", Subject: records.Ref{Kind: "drill", ID: "D-2"}, Since: day("2026-05-31")},
		{Kind: DrillUnevaluated, Plan: "EP", Subject: records.Ref{Kind: "drill", ID: "D-3"}, Since: day("2026-05-30")},
		{Kind: ResourceShort, Plan: "EP", Subject: records.Ref{Kind: "emergency resource", ID: "RES"}},
		{Kind: ResourceAbsent, Plan: "EP", Subject: records.Ref{Kind: "emergency resource", ID: "RES"}, Since: day("2026-02-01"), What: "empty"},
		{Kind: Untested, Plan: "EP", Subject: records.Ref{Kind: "scenario", ID: "S"}, Since: day("2025-01-01")},
		{Kind: OnlyAtTheDesk, Plan: "EP"},
	}
	assert.ElementsMatch(t, want, Gaps(in, day(today)))
	assert.Empty(t, Gaps(good(), day(today)), "the good input has none")
	in.Resources[0].Checks, in.Resources[0].CheckInterval, in.Resources[0].InUseFrom = nil, records.Months(1), day("2026-01-01")
	assert.Contains(t, Gaps(in, day(today)), Gap{Kind: ResourceUnseen, Plan: "EP", Subject: records.Ref{Kind: "emergency resource", ID: "RES"}, Since: day("2026-02-01")})
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 9)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

func TestOrderOfRecordsChangesNoGap(t *testing.T) {
	want := Gaps(faulty(), day("2026-07-20"))
	require.NotEmpty(t, want)
	for seed := range uint64(10) {
		require.Equal(t, want, Gaps(conformitytest.Shuffled(faulty(), seed), day("2026-07-20")))
	}
}
