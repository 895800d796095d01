package evaluation

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	methodDone  conformity.Message = "evaluation.method.done: {0} on {1}, within the {2} set, by {3}"
	methodAhead conformity.Message = "evaluation.method.ahead: the system is in force since {1}, and within the {2} set it falls due for the first time to {0}"
	methodLate  conformity.Message = "evaluation.method.late: {0} last on {1}, by {3}, and the {2} set have run out: {4}"
	methodNever conformity.Message = "evaluation.method.never: it is not on record that {0}, and the {1} set have run out: {2}"
)

// An occurrence asks of the system as a whole that something took place within a setting.
type occurrence struct {
	setting organization.SettingName
	what    string // "a plan, procedure or capability was tested"
	again   string // what to do where it is late
}

// decide answers by the latest evaluation and its day. Before the first, the period runs from
// the day on which the system came into force.
func (o occurrence) decide(r *conformity.Reader, last *Evaluation, on records.Date) conformity.Verdict {
	setting := organization.SettingInForce(r, o.setting)
	if setting == nil {
		return organization.Unset(o.setting)
	}
	if last != nil {
		if r.Within(on, setting.Period) {
			return conformity.Met(methodDone, o.what, on, setting.Period, *last)
		}
		return conformity.Unmet(methodLate, o.what, on, setting.Period, *last, o.again)
	}
	if e := organization.EstablishmentInForce(r); e != nil && r.Within(e.InForceFrom, setting.Period) {
		return conformity.Met(methodAhead, o.again, e.InForceFrom, setting.Period)
	}
	return conformity.Unmet(methodNever, o.what, setting.Period, o.again)
}

// latest returns the latest completed evaluation by one of the methods for which the condition
// holds, or nil. It becomes evidence.
func latest(r *conformity.Reader, holds func(*Evaluation) bool, methods ...Method) *Evaluation {
	var last *Evaluation
	for _, method := range methods {
		e := evaluationsByMethod.Of(r, method).Latest(func(e *Evaluation) records.Date {
			if !e.Done(r) || !holds(e) {
				return records.Date{}
			}
			return e.On
		})
		if e != nil && (last == nil || e.On.After(last.On)) {
			last = e
		}
	}
	return last
}

func dayOf(e *Evaluation) records.Date {
	if e == nil {
		return records.Date{}
	}
	return e.On
}

// tested decides 4.5.2.evaluate.testing: something that can be tested was. Each method has to
// occur, not each on every plan, procedure and capability.
func tested(r *conformity.Reader) conformity.Verdict {
	last := latest(r, func(e *Evaluation) bool {
		for _, j := range e.Judged {
			if j.Arrangement() && j.Says() && testable(r, j.Subject) {
				return true
			}
		}
		return false
	}, Test)
	return occurrence{organization.TestingInterval, "a plan, procedure or capability was tested", "test one, and record what was found"}.decide(r, last, dayOf(last))
}

// testable reports whether a subject can be tested: a capability of which it was said that it
// cannot is none.
func testable(r *conformity.Reader, s Subject) bool {
	if s.Capability == "" {
		return true
	}
	c := conformity.Look(r, s.Capability)
	return c != nil && c.Testable != records.No
}

// lessonsDrawn and performanceJudged decide 4.5.2.evaluate.lessons, which is one way of
// evaluating in two parts: one evaluation may do both, or one do each.
func lessonsDrawn(r *conformity.Reader) conformity.Verdict {
	last := latest(r, func(e *Evaluation) bool { return len(e.Lessons) > 0 }, LessonsLearned, Performance)
	return occurrence{organization.LessonsInterval, "lessons learned were drawn", "draw them, and record which"}.decide(r, last, dayOf(last))
}

func performanceJudged(r *conformity.Reader) conformity.Verdict {
	last := latest(r, func(e *Evaluation) bool { return !blank(e.Performance) }, LessonsLearned, Performance)
	return occurrence{organization.LessonsInterval, "performance was evaluated", "evaluate it, and record what was found"}.decide(r, last, dayOf(last))
}

// exercised decides 4.5.2.evaluate.exercises: an exercise was held, as its drill says, and an
// evaluation made of it. The day of the exercise counts, not that of the evaluation.
func exercised(r *conformity.Reader) conformity.Verdict {
	held := func(e *Evaluation) *emergency.Drill {
		d := conformity.Look(r, e.Drill)
		if d == nil || !r.Happened(d.HeldOn) || d.HeldOn.After(e.On) || r.Happened(d.CalledOffOn) {
			return nil
		}
		return d
	}
	var on records.Date
	last := evaluationsByMethod.Of(r, Exercise).Latest(func(e *Evaluation) records.Date {
		if !e.Done(r) {
			return records.Date{}
		}
		if d := held(e); d != nil {
			return d.HeldOn
		}
		return records.Date{}
	})
	if last != nil {
		on = held(last).HeldOn
	}
	return occurrence{organization.ExerciseInterval, "an exercise was held and evaluated", "hold one, enter it as a drill, and record what was found"}.decide(r, last, on)
}

const (
	incidentsNone  conformity.Message = "evaluation.incident.none: no incident that was serious or set a plan in motion is on record: enter what happened or, where there was none, state that (serious-incidents), with who says so and until when"
	incidentElse   conformity.Message = "evaluation.incident.else: {0} is not a security incident or an emergency, and set no plan in motion"
	incidentOpen   conformity.Message = "evaluation.incident.open: {0} is not closed"
	incidentSlight conformity.Message = "evaluation.incident.slight: {subject}, {0}, was judged {1} and set no plan in motion"
	incidentUnsaid conformity.Message = "evaluation.incident.unsaid: it is not on record how serious {subject}, {0}, was: enter its severity"
	incidentStated conformity.Message = "evaluation.incident.stated: it is stated that no incident was serious or set a plan in motion"
	incidentJudged conformity.Message = "evaluation.incident.judged: {2}, a post-incident report of {1}, judges the arrangements that {subject}, {0}, put to the test"
	incidentBare   conformity.Message = "evaluation.incident.bare: {subject}, {0}, is closed since {1} and has no post-incident report: write one that judges the plans and procedures involved"
	incidentPartly conformity.Message = "evaluation.incident.partly: {1}, the post-incident report on {subject}, {0}, does not say whether {2} is kept or revised: have it judged"
	incidentVague  conformity.Message = "evaluation.incident.vague: {1}, the post-incident report on {subject}, {0}, judges no plan and no procedure: have those judged that were involved"
)

// reportedOn decides 4.5.2.evaluate.postincident for a closed incident that was serious or set
// a plan in motion: completed reports on it together judge each of the plans or, where there
// was none, at least one plan, procedure or capability.
func reportedOn(r *conformity.Reader, x *incidents.Incident) conformity.Verdict {
	switch {
	case !x.Kind.IsEvent() && len(x.Plans) == 0:
		return conformity.Nothing(incidentElse, *x)
	case x.State(r) != incidents.Closed:
		return conformity.Nothing(incidentOpen, *x)
	case len(x.Plans) > 0 || x.Serious():
	case x.Severity != "":
		return conformity.Exempt(incidentSlight, x.Title, x.Severity).At("severity")
	case conformity.StatedNot(r, "serious-incidents"):
		return conformity.Nothing(incidentStated)
	default:
		return conformity.Undetermined(incidentUnsaid, x.Title).At("severity")
	}
	var last *Evaluation
	judged := map[records.Ref]bool{}
	for e := range evaluationsByIncident.Of(r, x.ID).Where(func(e *Evaluation) bool { return e.Method == PostIncident && e.Done(r) }) {
		if last == nil || e.On.After(last.On) {
			last = e
		}
		for _, j := range e.Judged {
			if j.Arrangement() && j.Says() {
				judged[j.Subject.Ref()] = true
			}
		}
	}
	switch {
	case last == nil:
		return conformity.Unmet(incidentBare, x.Title, x.ClosedOn)
	case len(judged) == 0:
		return conformity.Unmet(incidentVague, x.Title, *last)
	}
	var open []records.Ref
	for _, plan := range x.Plans {
		if !judged[plan.Ref()] {
			open = append(open, plan.Ref())
		}
	}
	if len(open) > 0 {
		return conformity.Unmet(incidentPartly, x.Title, *last, open)
	}
	return conformity.Met(incidentJudged, x.Title, last.On, *last)
}

func incidentsAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(incidentsNone)
}
