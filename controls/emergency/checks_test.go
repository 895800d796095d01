package emergency

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Regexp(t, `^emergency\.`, f.MessageID())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 9)
	valid(t, in.Scenarios)
	valid(t, in.Exclusions)
	valid(t, in.Plans)
	valid(t, in.Resources)
	valid(t, in.Agencies)
	valid(t, in.Drills)
	valid(t, in.PlanReviews)
}

func valid[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	got := map[string]conformity.Status{}
	for _, f := range conformity.Run(Checks(), Input{}, instant(today)) {
		got[f.Requirement] = f.Status
	}
	assert.Equal(t, map[string]conformity.Status{
		"4.4.2.b.emergency": undetermined, "4.4.7.identify": undetermined, "4.4.7.response": undetermined, "4.4.7.mitigate": undetermined,
		"4.4.7.maintain": undetermined, "4.4.7.resources": undetermined, "4.4.7.review": undetermined, "4.4.7.recovery": unmet, "4.4.7.test": undetermined,
	}, got)
}

func TestRiskForeseen(t *testing.T) {
	try(t, "4.4.7.identify", []row{
		{name: "a scenario is made of it, or it is said why not", want: met, message: "identify.scenario"},
		{name: "not decided", change: func(in *Input) { in.Risks[0].Credible = "" }, want: undetermined, message: "identify.undecided", field: "credible"},
		{name: "no scenario", change: func(in *Input) { in.Scenarios = nil }, want: unmet, message: "identify.unforeseen"},
		{name: "the scenario was withdrawn", change: func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-05-01") }, want: unmet, message: "identify.unforeseen"},
		{name: "the scenario is withdrawn next month", change: func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-07-01") }, want: met, lapses: "2026-07-01", becomes: unmet, message: "identify.scenario"},
		{name: "the exclusion has no reason", change: func(in *Input) { in.Exclusions[0].Reason = " " }, want: unmet, message: "identify.unforeseen"},
		{name: "the exclusion is decided next month", change: func(in *Input) { in.Exclusions[0].DecidedOn = day("2026-07-01") }, want: unmet, lapses: "2026-07-01", becomes: met, message: "identify.unforeseen"},
		{name: "the exclusion is over", change: func(in *Input) { in.Exclusions[0].Until = day("2026-05-31") }, want: unmet, message: "identify.unforeseen"},
		{name: "not assessed, and so not asked", change: func(in *Input) { in.Scenarios, in.Assessments[0].ApprovedBy = nil, "" }, want: undetermined, message: "identify.unassessed"},
		{name: "its assessment was replaced by one of other risks", change: func(in *Input) {
			in.Scenarios = nil
			in.Assessments = append(in.Assessments, risk.Assessment{ID: "B", Risks: []records.ID[risk.Risk]{"R-3"}, Replaces: []records.ID[risk.Assessment]{"A"}, PerformedOn: day("2026-01-01"), ApprovedBy: "ceo", ApprovedOn: day("2026-01-01")})
		}, want: met, message: "identify.incredible", field: "credible"},
		{name: "an assessment lists it", change: func(in *Input) {
			in.Scenarios, in.Assessments[0].WholeRegister, in.Assessments[0].Risks = nil, false, []records.ID[risk.Risk]{"R"}
		}, want: unmet, message: "identify.unforeseen"},
		{name: "withdrawn from the register", change: func(in *Input) { in.Scenarios, in.Risks[0].WithdrawnOn = nil, day("2026-01-01") }, want: met, message: "identify.excluded"},
	})
}

func TestResponsePlanned(t *testing.T) {
	try(t, "4.4.7.response", []row{
		{name: "a plan in force responds", want: met, message: "response.planned"},
		{name: "nothing is planned", change: func(in *Input) { in.Plans[0].Responses = nil }, want: unmet, message: "response.none"},
		{name: "nobody does it", change: func(in *Input) { in.Plans[0].Responses[0].Roles = nil }, want: unmet, message: "response.hollow"},
		{name: "nothing is done", change: func(in *Input) { in.Plans[0].Responses[0].Actions = nil }, want: unmet, message: "response.hollow"},
		{name: "the plan is withdrawn", change: func(in *Input) { in.Plans[0].Revisions[1].WithdrawnOn = day("2026-06-01") }, want: unmet, message: "response.none"},
		{name: "the plan is withdrawn tomorrow", change: func(in *Input) { in.Plans[0].Revisions[1].WithdrawnOn = day("2026-06-02") }, want: met, message: "response.planned", lapses: "2026-06-02", becomes: unmet},
		{name: "nobody approved the plan", change: func(in *Input) { in.Plans[0].Revisions[0].ApprovedBy, in.Plans[0].Revisions[1].ApprovedBy = "", "" }, want: unmet, message: "response.none"},
		{name: "the scenario is not one any more", change: func(in *Input) { in.Scenarios[0].WithdrawnOn = day("2026-01-01") }, want: undetermined, message: "scenario.over"},
	})
}

func TestConsequencesMet(t *testing.T) {
	try(t, "4.4.7.mitigate", []row{
		{name: "both kinds", want: met, message: "mitigate.measure"},
		{name: "nothing softens it", change: func(in *Input) { in.Plans[0].Measures = in.Plans[0].Measures[:1] }, want: unmet, message: "mitigate.none"},
		{name: "nothing averts it", change: func(in *Input) { in.Plans[0].Measures = in.Plans[0].Measures[1:] }, want: unmet, message: "mitigate.none"},
		{name: "the reason why nothing averts it", change: func(in *Input) {
			in.Plans[0].Measures[0] = Measure{Scenarios: scenarioIDs{"S"}, Kind: Preventive, NotApplicable: "nobody stops a storm"}
		}, want: met},
		{name: "against another scenario", change: func(in *Input) { in.Plans[0].Measures[0].Scenarios = scenarioIDs{"S-2"} }, want: unmet, message: "mitigate.none"},
		{name: "in another plan", change: func(in *Input) {
			in.Plans[1].Measures, in.Plans[0].Measures = in.Plans[0].Measures, nil
		}, want: met},
		{name: "no plan deals with it", change: func(in *Input) { in.Plans = in.Plans[1:] }, want: undetermined, message: "mitigate.awaited"},
	})
}

func TestPlansInForceAndCurrent(t *testing.T) {
	action := func(c PlanChange) func(in *Input) { return func(in *Input) { in.PlanReviews[0].Actions[0] = c } }
	try(t, "4.4.7.maintain", []row{
		{name: "each site has one, decided changes are made", want: met},
		{name: "a site without", change: func(in *Input) { in.Scopes[0].Sites = append(in.Scopes[0].Sites, organization.Site{Name: "Depot"}) }, want: unmet, message: "maintain.uncovered", field: "sites[1]"},
		{name: "a plan for the whole scope", change: func(in *Input) {
			in.Scopes[0].Sites = append(in.Scopes[0].Sites, organization.Site{Name: "Depot"})
			in.Plans[0].WholeScope, in.Plans[0].Sites = true, nil
		}, want: met},
		{name: "recovery alone comes too late", change: func(in *Input) { in.Plans[0].Sites = nil }, want: unmet, message: "maintain.uncovered", field: "sites[0]"},
		{name: "a scope without sites", change: func(in *Input) { in.Scopes[0].Sites = nil }, want: undetermined, message: "maintain.nosite", field: "sites"},
		{name: "not made, its last day", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-06-01")}), want: met},
		{name: "not made, late", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31")}), want: unmet, message: "maintain.late", field: "actions[0].carried_by"},
		{name: "by a revision that there is not", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31"), CarriedBy: "3"}), want: unmet, message: "maintain.false", field: "actions[0].carried_by"},
		{name: "by a revision from before it was decided", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-05-31"), CarriedBy: "1"}), want: unmet, message: "maintain.false", field: "actions[0].carried_by"},
		{name: "made late is made", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2025-08-02"), CarriedBy: "2"}), want: met},
		{name: "no day", change: action(PlanChange{Key: "a", Text: "x"}), want: undetermined, message: "maintain.undated", field: "actions[0].due_on"},
		{name: "dropped", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-01-01"), DroppedOn: day("2026-02-01"), DroppedBecause: "the gate is gone"}), want: met},
		{name: "dropped tomorrow", change: action(PlanChange{Key: "a", Text: "x", DueOn: day("2026-01-01"), DroppedOn: day("2026-06-02"), DroppedBecause: "the gate is gone"}), want: unmet, message: "maintain.late", field: "actions[0].carried_by", lapses: "2026-06-02", becomes: met},
		{name: "about which plan?", change: func(in *Input) {
			in.PlanReviews[0].Plans = planIDs{"EP", "RP"}
		}, want: undetermined, message: "maintain.planless", field: "actions[0].plan"},
		{name: "a lesson that is late", at: "2026-09-01", want: unmet, message: "maintain.late", field: "lessons[0].carried_by"},
		{name: "a lesson on its last day", at: "2026-08-31T23:59:59Z", want: met},
		{name: "a lesson carried in by a revision since", at: "2026-09-01", change: func(in *Input) {
			in.Plans[0].Revisions = append(in.Plans[0].Revisions, revision("3", "2026-08-20"))
			in.Drills[0].Lessons[0].CarriedBy = "3"
		}, want: met},
		{name: "a review after the date of the report", change: func(in *Input) {
			in.PlanReviews[0].On, in.PlanReviews[0].Actions[0] = day("2026-06-02"), PlanChange{Key: "a", Text: "x"}
		}, want: met},
	})
}

func TestResourcesProvided(t *testing.T) {
	try(t, "4.4.7.resources", []row{
		{name: "come by and kept fit", want: met, message: "resource.fit", field: "resources[0]"},
		{name: "how it is come by is left out", change: func(in *Input) { in.Resources[0].Provision = "" }, want: unmet, message: "resource.unsaid", field: "resources[0]"},
		{name: "how it is kept fit is left out", change: func(in *Input) { in.Resources[0].Maintenance = "" }, want: unmet, message: "resource.unsaid", field: "resources[0]"},
		{name: "not on record", change: func(in *Input) { in.Resources = nil }, want: unmet, message: "resource.missing", field: "resources[0]"},
		{name: "neither named nor ruled out", change: func(in *Input) { in.Plans[0].Resources = nil }, want: undetermined, message: "resource.open", field: "resources"},
		{name: "ruled out by the plan", change: func(in *Input) { in.Plans[0].Resources, in.Plans[0].NoResources = nil, "none" }, want: met, message: "resource.none", field: "no_resources"},
		{name: "ruled out for all", change: func(in *Input) {
			in.Plans[0].Resources, in.Plans[1].NoResources = nil, ""
			in.Statements = []conformity.Statement{{ID: "ST", Condition: "emergency-resources", By: "ceo", Reason: "small", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}}
		}, want: conformity.StatusNotApplicable, lapses: "2027-01-01", becomes: undetermined},
	})
}

func TestPlanReviewed(t *testing.T) {
	try(t, "4.4.7.review", []row{
		{name: "reviewed", want: met, message: "review.recent", lapses: "2027-01-16", becomes: unmet},
		{name: "the last day of the interval", at: "2027-01-15T23:59:59Z", want: met, message: "review.recent"},
		{name: "the interval is over", at: "2027-01-16", want: unmet, message: "review.overdue", field: "review_interval"},
		{name: "never, within the interval from its first revision", at: "2026-01-01", change: func(in *Input) { in.PlanReviews = nil }, want: met, message: "review.first", lapses: "2026-01-02", becomes: unmet},
		{name: "never", change: func(in *Input) { in.PlanReviews = nil }, want: unmet, message: "review.never", field: "review_interval"},
		{name: "a review without a conclusion is none", change: func(in *Input) { in.PlanReviews[1].Conclusion = ""; in.PlanReviews = in.PlanReviews[1:] }, want: unmet, message: "review.never", field: "review_interval"},
		{name: "of another plan", change: func(in *Input) { in.PlanReviews = in.PlanReviews[1:]; in.PlanReviews[0].Plans = planIDs{"RP"} }, want: unmet, message: "review.never", field: "review_interval"},
		{name: "for response and for recovery", change: func(in *Input) {
			in.PlanReviews, in.Plans[0].Kinds = nil, []PlanKind{ResponsePlan, Recovery}
		}, want: unmet, message: "review.never", field: "review_interval"},
		{name: "held tomorrow", change: func(in *Input) { in.PlanReviews = in.PlanReviews[1:]; in.PlanReviews[0].On = day("2026-06-02") }, want: unmet, message: "review.never", field: "review_interval", lapses: "2026-06-02", becomes: met},
		{name: "no interval", change: func(in *Input) { in.Plans[0].ReviewInterval = records.Period{} }, want: undetermined, message: "review.unset", field: "review_interval"},
		{name: "not in force", change: func(in *Input) { in.Plans = in.Plans[1:] }, want: undetermined, message: "review.else"},
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
		{name: "a plan in force, reviewed", want: met, message: "review.recent", lapses: "2027-01-16", becomes: unmet},
		{name: "nothing", change: func(in *Input) { in.Plans = in.Plans[:1] }, want: unmet, message: "recovery.none"},
		{name: "not in force", change: func(in *Input) { in.Plans[1].Revisions[0].WithdrawnOn = day("2026-01-01") }, want: unmet, message: "recovery.none"},
		{name: "no review covered it", change: func(in *Input) { in.PlanReviews[1].Plans = planIDs{"EP"} }, want: unmet, message: "review.never", field: "review_interval"},
		{name: "a procedure will do", change: procedure("2026-06-01"), want: met, message: "recovery.procedure", lapses: "2026-06-02", becomes: unmet},
		{name: "a procedure that was not reviewed", change: procedure("2026-05-31"), want: unmet, message: "recovery.overdue", field: "next_review_on"},
		{name: "a procedure without a day", change: procedure(""), want: undetermined, message: "recovery.undated", field: "next_review_on"},
	})
}

func TestPlanTested(t *testing.T) {
	try(t, "4.4.7.test", []row{
		{name: "the last day of the interval", at: "2026-09-01T23:59:59Z", want: met},
		{name: "the interval is over", at: "2026-09-02", want: unmet, message: "test.overdue", field: "drill_interval"},
		{name: "never", change: func(in *Input) { in.Drills = nil }, want: unmet, message: "test.never", field: "drill_interval"},
		{name: "held, and nobody said what it showed", change: func(in *Input) { in.Drills[0].Result = "" }, want: unmet, message: "test.never", field: "drill_interval"},
		{name: "evaluated tomorrow", change: func(in *Input) { in.Drills[0].EvaluatedOn = day("2026-06-02") }, want: unmet, message: "test.never", field: "drill_interval", lapses: "2026-06-02", becomes: met},
		{name: "called off", change: func(in *Input) { in.Drills[0].CalledOffOn = day("2026-02-01") }, want: unmet, message: "test.never", field: "drill_interval"},
		{name: "not practicable", change: func(in *Input) { in.Drills, in.Plans[0].NotPracticable = nil, "it would stop the port" }, want: met, message: "test.unfit", field: "not_practicable"},
		{name: "no interval", change: func(in *Input) { in.Plans[0].DrillInterval = records.Period{} }, want: undetermined, message: "test.unset", field: "drill_interval"},
		{name: "the scenario was not played in its period", change: func(in *Input) { in.Drills[0].Scenarios, in.Plans[0].ScenarioInterval = nil, records.Months(12) }, want: unmet, message: "test.untried", field: "responses[0]"},
		{name: "the scenario was played in its period", change: func(in *Input) { in.Plans[0].ScenarioInterval = records.Months(12) }, want: met},
		{name: "a new scenario has its time", change: func(in *Input) {
			in.Drills[0].Scenarios, in.Scenarios[0].IdentifiedOn, in.Plans[0].ScenarioInterval = nil, day("2026-05-01"), records.Months(12)
		}, want: met},
		{name: "no plan", change: func(in *Input) { in.Plans = nil }, want: undetermined, message: "plan.none"},
	})
}

func TestAwareOfDuties(t *testing.T) {
	without := func(person records.ID[records.Person]) func(in *Input) {
		return func(in *Input) {
			in.Awareness[0].Persons = slices.DeleteFunc(in.Awareness[0].Persons, func(p records.ID[records.Person]) bool { return p == person })
		}
	}
	try(t, "4.4.2.b.emergency", []row{
		{name: "those concerned know", want: met},
		{name: "one whose unit works at the site does not", change: without("crane"), want: unmet, message: "aware.no"},
		{name: "one with a role in the plan does not", change: without("guard"), want: unmet, message: "aware.no"},
		{name: "one with a role in recovery does not", change: without("ceo"), want: unmet, message: "aware.no"},
		{name: "the role was given up", change: func(in *Input) { without("guard")(in); in.Roles[1].Holders[0].Until = day("2026-05-31") }, want: met},
		{name: "it does not hold any more", at: "2027-02-01", want: unmet, message: "aware.no"},
		{name: "a plan for the whole scope concerns the clerk", change: func(in *Input) { in.Plans[0].WholeScope, in.Plans[0].Sites = true, nil }, want: unmet, message: "aware.no"},
		{name: "where somebody works is not known", change: func(in *Input) { in.Persons[3].Unit = "" }, want: undetermined, message: "aware.unplaced", field: "unit"},
		{name: "whether somebody works for us is not decided", change: func(in *Input) {
			in.Persons = append(in.Persons, records.Person{ID: "x", Name: "X", Organization: "Haulier", Unit: "yard"})
		}, want: undetermined, message: "aware.open", field: "on_behalf"},
		{name: "somebody who left", change: func(in *Input) { without("crane")(in); in.Persons[2].Until = day("2026-05-31") }, want: met},
		{name: "the programmes leave it out", change: func(in *Input) { in.Programmes[0].Topics = []competence.Topic{competence.OwnRole} }, want: unmet, message: "aware.leftout"},
		{name: "no plan in force", change: func(in *Input) { in.Plans, in.Programmes = nil, nil }, want: undetermined, message: "aware.awaited"},
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

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant(today), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want, gaps := report(), Gaps(in, day("2026-07-20"))
	require.NotEmpty(t, gaps)
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		shuffle(random, in.Scenarios)
		shuffle(random, in.Exclusions)
		shuffle(random, in.Plans)
		shuffle(random, in.Drills)
		shuffle(random, in.PlanReviews)
		shuffle(random, in.Risks)
		shuffle(random, in.Assessments)
		shuffle(random, in.Roles)
		shuffle(random, in.Persons)
		shuffle(random, in.Procedures)
		require.Equal(t, want, report())
		require.Equal(t, gaps, Gaps(in, day("2026-07-20")))
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not before.
func TestLapsesComeTrue(t *testing.T) {
	in := faulty()
	type key struct {
		requirement, field string
		subject            records.Ref
	}
	status := func(at time.Time) map[key]conformity.Status {
		all := map[key]conformity.Status{}
		for _, f := range conformity.Run(Checks(), in, at) {
			k := key{f.Requirement, "", f.Subject}
			if worst, found := all[k]; !found || f.Status < worst {
				all[k] = f.Status
			}
		}
		return all
	}
	now := status(instant(today))
	lapses := 0
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		k := key{f.Requirement, "", f.Subject}
		if f.Lapses.IsZero() || now[k] != f.Status {
			continue
		}
		lapses++
		assert.NotEqual(t, f.Status, f.Becomes, f.String())
		assert.Equal(t, f.Status, status(f.Lapses.Add(-1))[k], f.String())
	}
	assert.GreaterOrEqual(t, lapses, 4)
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
