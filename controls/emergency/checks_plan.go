package emergency

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

const (
	risksNone       conformity.Message = "emergency.identify.none: no risk is assessed that could be a security event to be ready for"
	riskUndecided   conformity.Message = "emergency.identify.undecided: it is not decided whether {subject}, {0}, is credible as a security event to be ready for: enter yes or no"
	riskIncredible  conformity.Message = "emergency.identify.incredible: it was decided that {subject}, {0}, is not credible as a security event"
	riskScenario    conformity.Message = "emergency.identify.scenario: {subject}, {0}, is what {1} is about"
	riskExcluded    conformity.Message = "emergency.identify.excluded: it was decided on {1} that {subject}, {0}, needs no scenario: {2}"
	riskUnforeseen  conformity.Message = "emergency.identify.unforeseen: {subject}, {0}, is credible as a security event, and no scenario is made of it: enter the incident or emergency that it could become, or record why there is none"
	riskNotAssessed conformity.Message = "emergency.identify.unassessed: {0} is not in an assessment in force"
)

// riskForeseen decides 4.4.7.identify for a risk in an assessment in force: one that the
// organization has decided to be credible as a security event is what a scenario is about, or
// somebody has recorded why none is. Whether every risk is assessed is for 4.3.1.ongoing.
func riskForeseen(r *conformity.Reader, x *risk.Risk) conformity.Verdict {
	if !x.OnRegister(r) || !assessed(r, x.ID) {
		return conformity.Nothing(riskNotAssessed, *x)
	}
	switch x.Credible {
	case records.Yes:
	case records.No:
		return conformity.Exempt(riskIncredible, x.Title).At("credible")
	default:
		return conformity.Undetermined(riskUndecided, x.Title).At("credible")
	}
	if s := scenariosByRisk.Of(r, x.ID).First(func(s *Scenario) bool { return s.Identified(r) }); s != nil {
		return conformity.Met(riskScenario, x.Title, *s)
	}
	if e := exclusionsByRisk.Of(r, x.ID).First(func(e *Exclusion) bool { return e.Holds(r) }); e != nil {
		return conformity.Met(riskExcluded, x.Title, e.DecidedOn, e.Reason)
	}
	return conformity.Unmet(riskUnforeseen, x.Title)
}

func risksAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(risksNone) }

const (
	scenariosNone  conformity.Message = "emergency.scenario.none: no incident or emergency that could happen is on record: enter what the credible risks could become"
	scenarioOver   conformity.Message = "emergency.scenario.over: {0} is not one to be ready for now"
	responseThere  conformity.Message = "emergency.response.planned: {0}, which is in force, says what is done about {subject}, {1}"
	responseNone   conformity.Message = "emergency.response.none: no plan in force says what is done about {subject}, {0}: plan a response to it, and have the plan approved"
	responseHollow conformity.Message = "emergency.response.hollow: {1} names {subject}, {0}, but not both what is done and who does it: enter the actions and the roles"
)

// responsePlanned decides 4.4.7.response for a scenario: a plan in force says what is done when
// it comes true, and which roles do it. Whether those people know is for 4.4.2.b.emergency.
func responsePlanned(r *conformity.Reader, s *Scenario) conformity.Verdict {
	if !s.Identified(r) {
		return conformity.Nothing(scenarioOver, *s)
	}
	complete := func(x *Response) bool { return len(x.Actions) > 0 && len(x.Roles) > 0 }
	if p := planFor(r, s.ID, complete); p != nil {
		return conformity.Met(responseThere, *p, s.Title)
	}
	if p := planFor(r, s.ID, func(*Response) bool { return true }); p != nil {
		return conformity.Unmet(responseHollow, s.Title, *p)
	}
	return conformity.Unmet(responseNone, s.Title)
}

func scenariosAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(scenariosNone)
}

const (
	measureThere   conformity.Message = "emergency.mitigate.measure: {0}, which is in force, has a {1} measure for {subject}, {2}"
	measureNone    conformity.Message = "emergency.mitigate.none: no plan in force has a {0} measure for {subject}, {1}, nor the reason why there is none to be taken: enter one of the two"
	measureNeeds   conformity.Message = "emergency.mitigate.reason: {0}, which is in force, says why no {1} measure applies to {subject}, {2}"
	measureAwaited conformity.Message = "emergency.mitigate.awaited: no plan in force deals with {subject}, {0}: whether its consequences are averted and softened cannot be decided before one does"
)

// consequencesMet decides 4.4.7.mitigate for a scenario with which a plan in force deals: there
// is a measure that averts it and one that softens what follows, each in some plan in force, or
// the reason why that kind does not apply. Whether the measures are enough is for the reviews.
func consequencesMet(r *conformity.Reader, s *Scenario, say conformity.Say) {
	if !s.Identified(r) {
		say("", conformity.Nothing(scenarioOver, *s))
		return
	}
	if planFor(r, s.ID, func(*Response) bool { return true }) == nil && !plansByMeasure.Of(r, s.ID).Any(current(r)) {
		say("", conformity.Undetermined(measureAwaited, s.Title))
		return
	}
	for _, kind := range []MeasureKind{Preventive, Mitigating} {
		say(string(kind), measureTaken(r, s, kind))
	}
}

func measureTaken(r *conformity.Reader, s *Scenario, kind MeasureKind) conformity.Verdict {
	holds := func(says func(*Measure) string) func(*Plan) bool {
		return func(p *Plan) bool { return p.InForce(r) && p.measure(s.ID, kind, says) }
	}
	rows := plansByMeasure.Of(r, s.ID)
	if p := rows.First(holds(func(m *Measure) string { return m.Text })); p != nil {
		return conformity.Met(measureThere, *p, string(kind), s.Title)
	}
	if p := rows.First(holds(func(m *Measure) string { return m.NotApplicable })); p != nil {
		return conformity.Met(measureNeeds, *p, string(kind), s.Title)
	}
	return conformity.Unmet(measureNone, string(kind), s.Title)
}

// measure reports whether a measure of that kind against a scenario says something.
func (p *Plan) measure(scenario records.ID[Scenario], kind MeasureKind, says func(*Measure) string) bool {
	for i := range p.Measures {
		m := &p.Measures[i]
		if m.Kind != kind || blank(says(m)) {
			continue
		}
		for _, id := range m.Scenarios {
			if id == scenario {
				return true
			}
		}
	}
	return false
}

const (
	scopeNone     conformity.Message = "emergency.maintain.scope: which sites need an emergency plan cannot be decided before a scope is in force"
	scopeElse     conformity.Message = "emergency.maintain.else: {0} is not the scope in force"
	siteCovered   conformity.Message = "emergency.maintain.site: {1} is in force at {0}"
	siteUncovered conformity.Message = "emergency.maintain.uncovered: no emergency plan is in force at {0}, which is in the scope: put one in force there, or name the site in one that is"
	siteNone      conformity.Message = "emergency.maintain.nosite: {subject} names no site, so that nothing says where plans have to be in force: name the sites"
)

// sitesCovered decides 4.4.7.maintain for the scope in force: at each of its sites a plan is in
// force that gets it ready or says how to respond. A plan for recovery alone comes too late.
func sitesCovered(r *conformity.Reader, s *organization.Scope, say conformity.Say) {
	if inForce := organization.ScopeInForce(r); inForce == nil || inForce.ID != s.ID {
		say("", conformity.Nothing(scopeElse, *s))
		return
	}
	if len(s.Sites) == 0 {
		say("", conformity.Undetermined(siteNone).At("sites"))
	}
	for i, site := range s.Sites {
		v := conformity.Unmet(siteUncovered, site.Name)
		if p := planAt(r, site.Name); p != nil {
			v = conformity.Met(siteCovered, site.Name, *p)
		}
		say("site "+site.Name, v.At(at("sites", i)))
	}
}

func scopeAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(scopeNone) }

const (
	changeMade    conformity.Message = "emergency.maintain.made: the change {0} decided by {subject} is in revision {1} of {2}"
	changeDropped conformity.Message = "emergency.maintain.dropped: the change {0} decided by {subject} is not to be made any more: {1}"
	changeOpen    conformity.Message = "emergency.maintain.open: the change {0} decided by {subject} has to be in {1} by {2}"
	changeLate    conformity.Message = "emergency.maintain.late: the change {0} decided by {subject} ought to have been in {1} by {2}: revise the plan and name the revision, or record why the change is dropped"
	changeUndated conformity.Message = "emergency.maintain.undated: nothing says by when the change {0} decided by {subject} has to be in {1}: set a day"
	changeFalse   conformity.Message = "emergency.maintain.false: the change {0} decided by {subject} is said to be in revision {1} of {2}, but that has not taken effect, or was approved before the change was decided: have the plan revised by {3}"
	changeNobody  conformity.Message = "emergency.maintain.planless: nothing says which plan the change {0} decided by {subject} is about: name it"
	notHeld       conformity.Message = "emergency.maintain.notheld: {0} has decided on no change yet"
)

// decidedChangesMade decides 4.4.7.maintain for a review: each change that it decided on is in
// the plan by the day set. Late but done is done. Which revision holds it is for people to say,
// but one that was approved before the change was decided on cannot.
func decidedChangesMade(r *conformity.Reader, v *Review, say conformity.Say) {
	if !r.Happened(v.On) || len(v.Actions) == 0 {
		say("", conformity.Nothing(notHeld, *v))
		return
	}
	for i, c := range v.Actions {
		say("change "+c.Key, changeInPlan(r, c, v.Plans, v.On, fmt.Sprintf("actions[%d]", i)))
	}
}

// lessonsCarried decides 4.4.7.maintain for a drill as decidedChangesMade does for a review:
// what was decided in looking at what it showed is a change decided by a review of the plan.
func lessonsCarried(r *conformity.Reader, d *Drill, say conformity.Say) {
	if !r.Happened(d.EvaluatedOn) || len(d.Lessons) == 0 {
		say("", conformity.Nothing(notHeld, *d))
		return
	}
	for i, c := range d.Lessons {
		say("change "+c.Key, changeInPlan(r, c, d.Plans, d.EvaluatedOn, fmt.Sprintf("lessons[%d]", i)))
	}
}

func changeInPlan(r *conformity.Reader, c PlanChange, plans []records.ID[Plan], decided records.Date, path string) conformity.Verdict {
	id := c.Of(plans)
	switch {
	case r.Happened(c.DroppedOn) && !blank(c.DroppedBecause):
		return conformity.Met(changeDropped, c.Key, c.DroppedBecause).At(path)
	case id == "":
		return conformity.Undetermined(changeNobody, c.Key).At(path + ".plan")
	}
	if p := conformity.Look(r, id); p != nil && p.Carried(r, c.CarriedBy) && !p.Revisions[p.numbered(c.CarriedBy)].ApprovedOn.Before(decided) {
		return conformity.Met(changeMade, c.Key, c.CarriedBy, *p).At(path)
	}
	switch {
	case c.DueOn.IsZero():
		return conformity.Undetermined(changeUndated, c.Key, id).At(path + ".due_on")
	case !r.Over(c.DueOn):
		return conformity.Met(changeOpen, c.Key, id, c.DueOn).At(path)
	case c.CarriedBy != "":
		return conformity.Unmet(changeFalse, c.Key, c.CarriedBy, id, c.DueOn).At(path + ".carried_by")
	}
	return conformity.Unmet(changeLate, c.Key, id, c.DueOn).At(path + ".carried_by")
}
