package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// What the guide suggests beyond the requirements of 4.4.7. None of it is demanded.
const (
	adviceKinds      conformity.Message = "emergency.advice.kinds: the plans in force leave out {0}: the guide suggests to plan for being ready, for responding and for recovering"
	adviceNeeds      conformity.Message = "emergency.advice.needs: {subject} does not say what a response to it would need: the guide suggests to work that out for each event"
	adviceAgreement  conformity.Message = "emergency.advice.agreement: nothing is on record of what was agreed with {subject}: the guide suggests to settle that with each agency, and to write it down"
	adviceEvaluated  conformity.Message = "emergency.advice.evaluated: {subject} was held and nobody has evaluated it: the guide suggests to look at each drill afterwards"
	adviceAims       conformity.Message = "emergency.advice.aims: the measures of {subject} leave out {0}: the guide suggests that a plan brings security back, guards data and facilities, and keeps security going"
	advicePartTried  conformity.Message = "emergency.advice.part: no drill has tried out {0} of {subject} since it came into force: the guide suggests that drills take up the most critical parts"
	adviceRealistic  conformity.Message = "emergency.advice.realistic: {subject} was tried out only at the desk: the guide suggests that there are realistic drills as well"
	adviceCharge     conformity.Message = "emergency.advice.charge: {subject} does not say who takes charge: the guide suggests that it does"
	adviceOutsiders  conformity.Message = "emergency.advice.outsiders: {subject} does not say what visitors and contractors on site do in its response to {0}: the guide suggests that it does"
	adviceDuties     conformity.Message = "emergency.advice.duties: {subject} gives nobody a special duty: the guide suggests to name those such as fire wardens and first aiders, with what they do and may decide"
	adviceEvacuation conformity.Message = "emergency.advice.evacuation: {subject} does not say how people get out: the guide suggests that it does"
	adviceRestoring  conformity.Message = "emergency.advice.restoring: {subject} does not say how security is restored in the {0}: the guide suggests to plan for the first days and for the time after"
	adviceAssets     conformity.Message = "emergency.advice.assets: {subject} lists no equipment, material, data or records to be looked after: the guide suggests to say which there are, where, and what becomes of them"
	adviceAgencies   conformity.Message = "emergency.advice.agencies: {subject} names no outside help: the guide suggests to say how it works together with the emergency services"
	adviceTalk       conformity.Message = "emergency.advice.communications: {subject} does not say how stakeholders are kept informed: the guide suggests that it does"
	adviceInformed   conformity.Message = "emergency.advice.information: {subject} lists no information that is needed at hand, such as layouts and telephone numbers: the guide suggests that it does, with where it is kept"
	adviceTestedLine conformity.Message = "emergency.advice.means: the means by which {subject} keeps in touch with {0} were never tried: the guide suggests to make sure that communication holds"
	adviceAgencyRole conformity.Message = "emergency.advice.agencyrole: nothing is on record of what {subject} does in the event: the guide suggests to write down the part of each agency"
	adviceBriefed    conformity.Message = "emergency.advice.briefed: {subject} was never told what may happen here: the guide suggests to give each agency what it has to know"
	adviceEnough     conformity.Message = "emergency.advice.enough: of {subject}, {0} are needed and {1} provided: the guide suggests to provide enough"
	adviceChecked    conformity.Message = "emergency.advice.checked: nobody has looked in time whether {subject} is there and works: the guide suggests to test it at set intervals"
	adviceNoInterval conformity.Message = "emergency.advice.interval: it is not set how often {subject} is checked: the guide suggests to test it at set intervals"
	advicePlanned    conformity.Message = "emergency.advice.planned: {subject} was planned for {0} and has not been held: the guide suggests to keep to a schedule of drills"
	adviceUndated    conformity.Message = "emergency.advice.undated: no day is set for {subject}: the guide suggests to keep to a schedule of drills"
	adviceItem       conformity.Message = "emergency.advice.item: {subject} does not stand in the register of security equipment: the guide suggests one list of all of it"
	adviceInReview   conformity.Message = "emergency.advice.inreview: no review of plans has taken {subject} into account: the guide suggests to review what each drill has shown"
	adviceLessons    conformity.Message = "emergency.advice.lessons: {subject} showed shortcomings and nothing follows from it: the guide suggests to record what is to change"
)

func resources(in Input) []Resource { return in.Resources }
func agencies(in Input) []Agency    { return in.Agencies }

// Advice returns the checks of what the guide suggests for 4.4.7.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.SuggestWhole[Input]("4.4.7.intent.1", conformity.Covering(runs, func(p *Plan) []PlanKind { return p.Kinds }, adviceKinds, Preparedness, ResponsePlan, Recovery)),
		conformity.Suggest("4.4.7.intent.2", scenarios, conformity.Having(expected, "needs", func(s *Scenario) bool { return s.Needs != "" }, adviceNeeds)),
		conformity.Suggest("4.4.7.input.2", agencies, conformity.Having(nil, "agreement", func(a *Agency) bool { return a.Agreement != "" }, adviceAgreement)),
		conformity.Suggest("4.4.7.input.7", drills, ofHeld(drillEvaluated)),
		conformity.Suggest("4.4.7.process.2", plans, aimsCovered),
		conformity.SuggestMany("4.4.7.process.3", plans, partsTried),
		conformity.Suggest("4.4.7.process.4", plans, triedForReal),
		planHas("4.4.7.process.plan.3", "in_charge", func(p *Plan) bool { return len(p.InCharge) > 0 }, adviceCharge),
		conformity.SuggestMany("4.4.7.process.plan.4", plans, outsidersGuided),
		planHas("4.4.7.process.plan.5", "duties", func(p *Plan) bool { return len(p.Duties) > 0 }, adviceDuties),
		planHas("4.4.7.process.plan.6", "evacuation", func(p *Plan) bool { return p.Evacuation != "" }, adviceEvacuation),
		conformity.Suggest("4.4.7.process.plan.7", plans, bothTermsPlanned),
		planHas("4.4.7.process.plan.8", "assets", func(p *Plan) bool { return len(p.Assets) > 0 }, adviceAssets),
		planHas("4.4.7.process.plan.9", "agencies", func(p *Plan) bool { return len(p.Agencies) > 0 }, adviceAgencies),
		planHas("4.4.7.process.plan.10", "communications", func(p *Plan) bool { return len(p.Communications) > 0 }, adviceTalk),
		planHas("4.4.7.process.plan.11", "information", func(p *Plan) bool { return len(p.Information) > 0 }, adviceInformed),
		conformity.SuggestMany("4.4.7.process.plan.13", plans, meansTested),
		conformity.Suggest("4.4.7.process.plan.14", agencies, conformity.Having(nil, "role", func(a *Agency) bool { return a.Role != "" }, adviceAgencyRole)),
		conformity.Suggest("4.4.7.process.plan.15", agencies, agencyBriefed),
		conformity.Suggest("4.4.7.process.equipment.1", resources, enoughProvided),
		conformity.Suggest("4.4.7.process.equipment.2", resources, resourceChecked),
		conformity.Suggest("4.4.7.process.drills.1", drills, drillScheduled),
		conformity.Suggest("4.4.7.output.2", resources, conformity.Having(equipmentInUse, "item", func(x *Resource) bool { return x.Item != "" }, adviceItem)),
		conformity.Suggest("4.4.7.output.5", drills, ofHeld(drillReviewed)),
		conformity.Suggest("4.4.7.output.6", drills, lessonsDrawn),
	}
}

func planHas(row, field string, has func(*Plan) bool, lacking conformity.Message) conformity.Check[Input] {
	return conformity.Suggest(row, plans, conformity.Having(responds, field, has, lacking))
}

// responds leaves out plans that are for being ready, or for recovering, alone.
func responds(r *conformity.Reader, p *Plan) bool {
	return p.InForce(r) && (len(p.Kinds) == 0 || slices.Contains(p.Kinds, ResponsePlan))
}

func runs(r *conformity.Reader, p *Plan) bool { return p.InForce(r) }

func expected(r *conformity.Reader, s *Scenario) bool {
	return (s.IdentifiedOn.IsZero() || r.Happened(s.IdentifiedOn)) && !r.Happened(s.WithdrawnOn)
}

func inUse(r *conformity.Reader, x *Resource) bool {
	return (x.InUseFrom.IsZero() || r.Happened(x.InUseFrom)) && !r.Happened(x.WithdrawnOn)
}

func equipmentInUse(r *conformity.Reader, x *Resource) bool {
	return x.Kind == Equipment && inUse(r, x)
}

// ofHeld asks about drills that were held.
func ofHeld(ask func(*conformity.Reader, *Drill) conformity.Verdict) func(*conformity.Reader, *Drill) conformity.Verdict {
	return func(r *conformity.Reader, d *Drill) conformity.Verdict {
		if state := d.State(r); state != DrillHeld && state != DrillEvaluated {
			return conformity.NotConcerned()
		}
		return ask(r, d)
	}
}

func drillEvaluated(r *conformity.Reader, d *Drill) conformity.Verdict {
	return conformity.FollowedIf(d.Counts(r), "evaluated_on", adviceEvaluated)
}

var reviewsByDrill = conformity.NewIndexAll(func(v *Review) []records.ID[Drill] { return v.Drills })

func drillReviewed(r *conformity.Reader, d *Drill) conformity.Verdict {
	held := reviewsByDrill.Of(r, d.ID).Any(func(v *Review) bool { return v.Held(r) })
	return conformity.FollowedIf(held, "", adviceInReview)
}

func lessonsDrawn(r *conformity.Reader, d *Drill) conformity.Verdict {
	if !d.Counts(r) || d.Result == WorksAsPlanned {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(len(d.Lessons) > 0, "lessons", adviceLessons)
}

// drillScheduled looks at drills that are still to be held. One that was is done, be it late.
func drillScheduled(r *conformity.Reader, d *Drill) conformity.Verdict {
	switch {
	case d.State(r) == DrillCalledOff:
		return conformity.NotConcerned()
	case d.PlannedOn.IsZero():
		return conformity.NotFollowed(adviceUndated).At("planned_on")
	}
	return conformity.FollowedIf(d.State(r) != DrillPlanned || !r.Over(d.Due(r)), "held_on", advicePlanned, d.Due(r))
}

func aimsCovered(r *conformity.Reader, p *Plan) conformity.Verdict {
	if !runs(r, p) {
		return conformity.NotConcerned()
	}
	var lacking []string
	for _, aim := range []MeasureAim{RestoreSecurity, ProtectData, KeepContinuous} {
		if !slices.ContainsFunc(p.Measures, func(m Measure) bool { return m.Aim == aim && m.Text != "" }) {
			lacking = append(lacking, string(aim))
		}
	}
	return conformity.FollowedIf(len(lacking) == 0, "measures", adviceAims, lacking)
}

// partsTried asks for a drill of each critical part since the plan came into force; one that
// was held before tried out another plan.
func partsTried(r *conformity.Reader, p *Plan, say conformity.Say) {
	if !runs(r, p) {
		return
	}
	since := p.InForceFrom(r)
	for i, part := range p.CriticalParts {
		tried := drillsByPlan.Of(r, p.ID).Any(func(d *Drill) bool {
			return d.Counts(r) && !d.HeldOn.Before(since) && slices.Contains(d.PlanParts, part)
		})
		say(part, conformity.FollowedIf(tried, at("critical_parts", i), advicePartTried, part))
	}
}

// triedForReal leaves plans that were never tried out to 4.4.7.test.
func triedForReal(r *conformity.Reader, p *Plan) conformity.Verdict {
	counts := func(d *Drill) bool { return d.Counts(r) }
	if !runs(r, p) || !drillsByPlan.Of(r, p.ID).Any(counts) {
		return conformity.NotConcerned()
	}
	real := drillsByPlan.Of(r, p.ID).Any(func(d *Drill) bool { return counts(d) && d.Kind != Desktop })
	return conformity.FollowedIf(real, "", adviceRealistic)
}

func outsidersGuided(r *conformity.Reader, p *Plan, say conformity.Say) {
	for i, response := range p.Responses {
		if runs(r, p) {
			say(string(response.Scenario), conformity.FollowedIf(response.Outsiders != "", at("responses", i)+".outsiders", adviceOutsiders, response.Scenario))
		}
	}
}

func bothTermsPlanned(r *conformity.Reader, p *Plan) conformity.Verdict {
	if !runs(r, p) {
		return conformity.NotConcerned()
	}
	for _, term := range []Term{ShortTerm, MediumTerm} {
		if !slices.ContainsFunc(p.Restoring, func(x Restoring) bool { return x.Term == term }) {
			return conformity.NotFollowed(adviceRestoring, string(term)).At("restoring")
		}
	}
	return conformity.Followed()
}

func meansTested(r *conformity.Reader, p *Plan, say conformity.Say) {
	for i, c := range p.Communications {
		if runs(r, p) {
			say(c.With, conformity.FollowedIf(r.Happened(c.TestedOn), at("communications", i)+".tested_on", adviceTestedLine, c.With))
		}
	}
}

func agencyBriefed(r *conformity.Reader, a *Agency) conformity.Verdict {
	return conformity.FollowedIf(r.Happened(a.BriefedOn), "briefed_on", adviceBriefed)
}

// enoughProvided looks at what is counted.
func enoughProvided(r *conformity.Reader, x *Resource) conformity.Verdict {
	if !inUse(r, x) || x.Needed == 0 {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(x.Provided >= x.Needed, "provided", adviceEnough, x.Needed, x.Provided)
}

func resourceChecked(r *conformity.Reader, x *Resource) conformity.Verdict {
	switch {
	case !equipmentInUse(r, x):
		return conformity.NotConcerned()
	case x.CheckInterval.IsZero():
		return conformity.NotFollowed(adviceNoInterval).At("check_interval")
	}
	checked := slices.ContainsFunc(x.Checks, func(c AvailabilityCheck) bool {
		return c.Available == records.Yes && r.Within(c.On, x.CheckInterval)
	})
	return conformity.FollowedIf(checked || r.Within(x.InUseFrom, x.CheckInterval), "checks", adviceChecked)
}
