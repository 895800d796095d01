package emergency

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	plansNone       conformity.Message = "emergency.plan.none: no emergency plan is in force yet"
	planElse        conformity.Message = "emergency.plan.else: {0} is not in force"
	resourceFit     conformity.Message = "emergency.resource.fit: it is said how {0}, {1}, is come by and kept fit"
	resourceUnsaid  conformity.Message = "emergency.resource.unsaid: {subject} calls for {0}, {1}, and it is not said {2}: enter it"
	resourceMissing conformity.Message = "emergency.resource.missing: {subject} calls for {0}, which is not on record, so that nothing says how it is come by and kept fit: enter it"
	resourcesNone   conformity.Message = "emergency.resource.none: {subject} calls for no equipment, facilities or services: {0}"
	resourcesOpen   conformity.Message = "emergency.resource.open: {subject} names no equipment, facilities or services, and does not say that it needs none: name them, or record why there are none"
	resourcesStated conformity.Message = "emergency.resource.stated: it is stated that no plan calls for equipment, facilities or services"
)

func plansAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(plansNone) }

// resourcesProvided decides 4.4.7.resources for a plan in force: of each piece of equipment, each
// facility and each service that it calls for it is said how it is come by and how it is kept
// fit. Whether security equipment is in fact maintained is for 4.4.6.equipment and 4.5.1.
func resourcesProvided(r *conformity.Reader, p *Plan, say conformity.Say) {
	if !p.InForce(r) {
		say("", conformity.Nothing(planElse, *p))
		return
	}
	if len(p.Resources) == 0 {
		switch {
		case !blank(p.NoResources):
			say("", conformity.Exempt(resourcesNone, p.NoResources).At("no_resources"))
		case conformity.StatedNot(r, "emergency-resources"):
			say("", conformity.Nothing(resourcesStated))
		default:
			say("", conformity.Undetermined(resourcesOpen).At("resources"))
		}
		return
	}
	for i, id := range p.Resources {
		say("resource "+string(id), resourceKept(r, id).At(at("resources", i)))
	}
}

func resourceKept(r *conformity.Reader, id records.ID[Resource]) conformity.Verdict {
	x := conformity.Look(r, id)
	if x == nil {
		return conformity.Unmet(resourceMissing, id)
	}
	switch {
	case blank(x.Provision) && blank(x.Maintenance):
		return conformity.Unmet(resourceUnsaid, id, x.Title, "how it is come by (provision), nor how it is kept fit (maintenance)")
	case blank(x.Provision):
		return conformity.Unmet(resourceUnsaid, id, x.Title, "how it is come by (provision)")
	case blank(x.Maintenance):
		return conformity.Unmet(resourceUnsaid, id, x.Title, "how it is kept fit (maintenance)")
	}
	return conformity.Met(resourceFit, id, x.Title)
}

const (
	reviewRecent  conformity.Message = "emergency.review.recent: {subject}, {0}, was last reviewed on {1} and has to be again by {2}"
	reviewFirst   conformity.Message = "emergency.review.first: {subject}, {0}, is in force since {1} and has to be reviewed by {2}"
	reviewOverdue conformity.Message = "emergency.review.overdue: {subject}, {0}, was last reviewed on {1}, and the next review was due on {2}: review whether it is effective, and record what was found"
	reviewNever   conformity.Message = "emergency.review.never: {subject}, {0}, is in force since {1} and was to be reviewed by {2}: review whether it is effective, and record what was found"
	reviewUnset   conformity.Message = "emergency.review.unset: nothing says how often {subject}, {0}, is reviewed: approve an interval for it"
	reviewElse    conformity.Message = "emergency.review.else: {0} is a recovery plan, whose reviews are looked at apart"
)

// planReviewed decides 4.4.7.review for a plan in force: its interval has not run out since the
// last review that said whether it is effective or, before the first one, since the plan came
// into force. A plan for recovery alone is for 4.4.7.recovery; what a review decided is for
// 4.4.7.maintain.
func planReviewed(r *conformity.Reader, p *Plan) conformity.Verdict {
	if len(p.Kinds) == 1 && p.Is(Recovery) {
		return conformity.Nothing(reviewElse, *p)
	}
	return reviewedInTime(r, p)
}

func reviewedInTime(r *conformity.Reader, p *Plan) conformity.Verdict {
	if !p.InForce(r) {
		return conformity.Nothing(planElse, *p)
	}
	if p.ReviewInterval.IsZero() {
		return conformity.Undetermined(reviewUnset, p.Title).At("review_interval")
	}
	last := lastReview(r, p)
	if last == nil {
		from := p.InForceFrom(r)
		due := lastDay(from, p.ReviewInterval)
		if r.Over(due) {
			return conformity.Unmet(reviewNever, p.Title, from, due).At("review_interval")
		}
		return conformity.Met(reviewFirst, p.Title, from, due)
	}
	due := lastDay(last.On, p.ReviewInterval)
	if r.Over(due) {
		return conformity.Unmet(reviewOverdue, p.Title, last.On, due).At("review_interval")
	}
	return conformity.Met(reviewRecent, p.Title, last.On, due)
}

const (
	recoveryNone      conformity.Message = "emergency.recovery.none: no plan or procedure in force says how security is brought back after an event: write one (security recovery), and have it approved"
	recoveryElse      conformity.Message = "emergency.recovery.else: {0} is not about how security is brought back, or not in force"
	recoveryThere     conformity.Message = "emergency.recovery.there: {0} is in force"
	recoveryProcedure conformity.Message = "emergency.recovery.procedure: {subject}, {0}, is in force and has to be reviewed by {1}"
	recoveryOverdue   conformity.Message = "emergency.recovery.overdue: {subject}, {0}, was to be reviewed by {1}: review whether it would bring security back, and set the next day"
	recoveryUndated   conformity.Message = "emergency.recovery.undated: nothing says when {subject}, {0}, is reviewed next: set a day"
)

// recoveryPlanKept decides 4.4.7.recovery for a plan: one for recovery that is in force was
// reviewed within its interval. That there has to be one is said over the whole.
func recoveryPlanKept(r *conformity.Reader, p *Plan) conformity.Verdict {
	if !p.Is(Recovery) {
		return conformity.Nothing(recoveryElse, *p)
	}
	return reviewedInTime(r, p)
}

// recoveryProcedureKept decides 4.4.7.recovery for a procedure, which has the day of its next
// review instead of an interval.
func recoveryProcedureKept(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	switch {
	case !p.Serves(documents.SecurityRecovery) || !p.InForce(r):
		return conformity.Nothing(recoveryElse, *p)
	case p.NextReviewOn.IsZero():
		return conformity.Undetermined(recoveryUndated, p.Title).At("next_review_on")
	case r.Over(p.NextReviewOn):
		return conformity.Unmet(recoveryOverdue, p.Title, p.NextReviewOn).At("next_review_on")
	}
	return conformity.Met(recoveryProcedure, p.Title, p.NextReviewOn)
}

// recoveryAtAll decides 4.4.7.recovery where nothing in force is about recovery.
func recoveryAtAll(r *conformity.Reader) conformity.Verdict {
	if p := conformity.All[Plan](r).First(func(p *Plan) bool { return p.Is(Recovery) && p.InForce(r) }); p != nil {
		return conformity.Nothing(recoveryThere, *p)
	}
	procedure := documents.ProcedureInForce(r, documents.SecurityRecovery)
	if procedure != nil {
		return conformity.Nothing(recoveryThere, *procedure)
	}
	return conformity.Unmet(recoveryNone)
}

const (
	testRecent      conformity.Message = "emergency.test.recent: {subject}, {0}, was last tried out on {1} and has to be again by {2}"
	testFirst       conformity.Message = "emergency.test.first: {subject}, {0}, is in force since {1} and has to be tried out by {2}"
	testOverdue     conformity.Message = "emergency.test.overdue: {subject}, {0}, was last tried out on {1}, and the next drill was due on {2}: hold one, and record what it showed"
	testNever       conformity.Message = "emergency.test.never: {subject}, {0}, is in force since {1} and was to be tried out by {2}: hold a drill, and record what it showed"
	testUnset       conformity.Message = "emergency.test.unset: nothing says how often {subject}, {0}, is tried out: approve an interval for it, or record why that is not practicable"
	testUnfit       conformity.Message = "emergency.test.unfit: it is recorded why {subject}, {0}, cannot be tried out: {1}"
	scenarioTried   conformity.Message = "emergency.test.scenario: what {subject} does about {0} was tried out on {1}, and has to be again by {2}"
	scenarioAhead   conformity.Message = "emergency.test.ahead: what {subject} does about {0} has to be tried out by {1}"
	scenarioUntried conformity.Message = "emergency.test.untried: what {subject} does about {0} was to be tried out by {1}: play the scenario in a drill, and name it there"
)

// planTested decides 4.4.7.test for a plan in force: it was tried out within its interval, or it
// is recorded why that is not practicable. A drill counts once somebody has said what it
// showed. Where the organization has set a period for that, each scenario was played in it.
func planTested(r *conformity.Reader, p *Plan, say conformity.Say) {
	switch {
	case !p.InForce(r):
		say("", conformity.Nothing(planElse, *p))
		return
	case !blank(p.NotPracticable):
		say("", conformity.Met(testUnfit, p.Title, p.NotPracticable).At("not_practicable"))
		return
	case p.DrillInterval.IsZero():
		say("", conformity.Undetermined(testUnset, p.Title).At("drill_interval"))
	default:
		say("", drilledInTime(r, p).At("drill_interval"))
	}
	if p.ScenarioInterval.IsZero() {
		return
	}
	for i, response := range p.Responses {
		say("scenario "+string(response.Scenario), scenarioDrilled(r, p, response.Scenario).At(fmt.Sprintf("responses[%d]", i)))
	}
}

func drilledInTime(r *conformity.Reader, p *Plan) conformity.Verdict {
	last := lastDrill(r, p)
	if last == nil {
		from := p.InForceFrom(r)
		due := lastDay(from, p.DrillInterval)
		if r.Over(due) {
			return conformity.Unmet(testNever, p.Title, from, due)
		}
		return conformity.Met(testFirst, p.Title, from, due)
	}
	due := lastDay(last.HeldOn, p.DrillInterval)
	if r.Over(due) {
		return conformity.Unmet(testOverdue, p.Title, last.HeldOn, due)
	}
	return conformity.Met(testRecent, p.Title, last.HeldOn, due)
}

// scenarioDrilled is drilledInTime for one scenario. A scenario that nobody has to be ready for
// any more is not played either.
func scenarioDrilled(r *conformity.Reader, p *Plan, id records.ID[Scenario]) conformity.Verdict {
	s := conformity.Look(r, id)
	if s == nil || !s.Identified(r) {
		return conformity.Nothing(scenarioOver, id)
	}
	last := drilledScenario(r, p, id)
	if last == nil {
		due := lastDay(later(p.InForceFrom(r), s.IdentifiedOn), p.ScenarioInterval)
		if r.Over(due) {
			return conformity.Unmet(scenarioUntried, id, due)
		}
		return conformity.Met(scenarioAhead, id, due)
	}
	due := lastDay(last.HeldOn, p.ScenarioInterval)
	if r.Over(due) {
		return conformity.Unmet(scenarioUntried, id, due)
	}
	return conformity.Met(scenarioTried, id, last.HeldOn, due)
}
