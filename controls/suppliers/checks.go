package suppliers

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Suppliers      []Supplier
	Activities     []Activity
	Purchases      []Purchase
	Specifications []Specification
	Threats        []risk.Threat
	Controls       []risk.Control
	Settings       []organization.Setting
	Statements     []conformity.Statement
}

func activities(in Input) []Activity          { return in.Activities }
func purchases(in Input) []Purchase           { return in.Purchases }
func specifications(in Input) []Specification { return in.Specifications }

// Checks returns the checks of clause 4.4.6 that are about the supply chain and about what is
// bought, in the order of the standard. Where a requirement has several, the one over the whole says
// what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Whole[Input]("4.4.6.condition.b", activitiesAwaited),
		conformity.Each("4.4.6.condition.b", activities, threatsEvaluated),
		conformity.EachMany("4.4.6.condition.b.controls", activities, threatsMitigated),
		conformity.Whole[Input]("4.4.6.condition.b.controls", activitiesAwaited),
		conformity.Whole[Input]("4.4.6.condition.c", purchasesAwaited),
		conformity.Each("4.4.6.condition.c", purchases, purchaseSpecified),
		conformity.EachMany("4.4.6.condition.c.communicate", specifications, suppliersTold),
		conformity.Each("4.4.6.condition.c.communicate", purchases, purchaseUnconcerned),
		conformity.Whole[Input]("4.4.6.condition.c.communicate", purchasesAwaited),
	}
}

const (
	activityNone   conformity.Message = "suppliers.activity.none: no upstream activity of the supply chain is on record as carried out now: enter what is done with the goods before they come to you; where there is nothing, state that, with who says so and until when"
	activityOver   conformity.Message = "suppliers.activity.over: {0} is not carried out now"
	activityElse   conformity.Message = "suppliers.activity.else: {0} does not lie upstream"
	activityWhere  conformity.Message = "suppliers.activity.where: it is not on record whether {subject}, {0}, lies upstream or downstream: enter its position"
	evaluatedOn    conformity.Message = "suppliers.evaluated: the threats that come with {subject}, {0}, were evaluated on {1}; that is done every {2}"
	evaluatedLate  conformity.Message = "suppliers.evaluated.late: the threats that come with {subject}, {0}, were last evaluated on {1}, and that is done every {2}: evaluate them again"
	evaluatedNever conformity.Message = "suppliers.evaluated.never: the threats that come with {subject}, {0}, have never been evaluated: do so, and record who did, when, and with what result"
	evaluatedDue   conformity.Message = "suppliers.evaluated.due: {subject}, {0}, began on {1}; the threats that come with it have to be evaluated within {2} of that"
)

// activitiesAwaited says why what is asked of upstream activities is undetermined where none is
// on record.
func activitiesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(activityNone)
}

// upstream decides whether an activity is a subject of 4.4.6 b.
func upstream(r *conformity.Reader, x *Activity) (v conformity.Verdict, concerned bool) {
	switch {
	case !x.Runs(r):
		return conformity.Nothing(activityOver, *x), false
	case x.Position == "":
		return conformity.Undetermined(activityWhere, x.Title).At("position"), false
	case x.Position != organization.Upstream:
		return conformity.Nothing(activityElse, *x), false
	}
	return conformity.Verdict{}, true
}

// threatsEvaluated decides 4.4.6.condition.b: the threats of an upstream activity were evaluated
// within the interval set, which runs from the last time or, before the first, from the day on
// which the activity began.
func threatsEvaluated(r *conformity.Reader, x *Activity) conformity.Verdict {
	if v, concerned := upstream(r, x); !concerned {
		return v
	}
	setting := organization.SettingInForce(r, organization.UpstreamEvaluationInterval)
	if setting == nil {
		return organization.Unset(organization.UpstreamEvaluationInterval)
	}
	last := x.Evaluated(r)
	switch {
	case last != nil && r.Within(last.On, setting.Period):
		return conformity.Met(evaluatedOn, x.Title, last.On, setting.Period)
	case last != nil:
		return conformity.Unmet(evaluatedLate, x.Title, last.On, setting.Period).At("evaluations")
	case r.Within(x.From, setting.Period):
		return conformity.Met(evaluatedDue, x.Title, x.From, setting.Period)
	}
	return conformity.Unmet(evaluatedNever, x.Title).At("evaluations")
}

const (
	threatsAwaited   conformity.Message = "suppliers.threats.awaited: the threats that come with {0} have not been evaluated"
	threatsHarmless  conformity.Message = "suppliers.threats.harmless: it was decided on {1} that no threat which comes with {subject}, {0}, needs mitigation"
	threatGone       conformity.Message = "suppliers.threat.gone: {0} is not on the register now"
	threatHarmless   conformity.Message = "suppliers.threat.harmless: it was decided on {2} that {1}, which comes with {subject}, {0}, needs no mitigation"
	threatUndecided  conformity.Message = "suppliers.threat.undecided: the evaluation of {2} leaves open whether {1}, which comes with {subject}, {0}, needs mitigation: decide"
	threatMitigated  conformity.Message = "suppliers.threat.mitigated: {2} lessens what {1}, which comes with {subject}, {0}, could do, and is in operation since {3}"
	threatUnanswered conformity.Message = "suppliers.threat.unanswered: {1}, which comes with {subject}, {0}, was found to need mitigation, and no control is named that lessens what it could do to you and to those further down the chain: name one"
	threatIdle       conformity.Message = "suppliers.threat.idle: {1}, which comes with {subject}, {0}, was found to need mitigation, and {2}, which is named against it, is not in operation: put it into operation, or name another"
	threatLost       conformity.Message = "suppliers.threat.lost: {1}, which comes with {subject}, {0}, was found to need mitigation, and there is no entry of {2}, which is named against it: enter it, or name another"
)

// threatsMitigated decides 4.4.6.condition.b.controls for each threat that the latest evaluation of
// an upstream activity looked at: where it needs mitigation, a control named against it is in
// operation. That there is no evaluation, or an old one, is for 4.4.6.condition.b.
func threatsMitigated(r *conformity.Reader, x *Activity, say conformity.Say) {
	if v, concerned := upstream(r, x); !concerned {
		say("", v)
		return
	}
	last := x.Evaluated(r)
	switch {
	case last == nil:
		say("", conformity.Nothing(threatsAwaited, *x))
	case len(last.Threats) == 0:
		say("", conformity.Exempt(threatsHarmless, x.Title, last.On).At("evaluations"))
	default:
		for _, t := range last.Threats {
			say("threat "+string(t.Threat), x.mitigated(r, last, &t))
		}
	}
}

func (x *Activity) mitigated(r *conformity.Reader, last *Evaluation, t *EvaluatedThreat) conformity.Verdict {
	threat := t.Threat.Ref()
	if known := conformity.Look(r, t.Threat); known != nil && !known.OnRegister(r) {
		return conformity.Nothing(threatGone, threat)
	}
	switch t.NeedsMitigation {
	case records.Yes:
	case records.No:
		return conformity.Exempt(threatHarmless, x.Title, threat, last.On).At("evaluations")
	default:
		return conformity.Undetermined(threatUndecided, x.Title, threat, last.On).At("evaluations")
	}
	named := x.Against(t.Threat)
	idle := conformity.Unmet(threatUnanswered, x.Title, threat)
	for _, id := range named {
		switch c := conformity.Look(r, id); {
		case c == nil:
			idle = conformity.Unmet(threatLost, x.Title, threat, id.Ref())
		case c.InOperation(r):
			return conformity.Met(threatMitigated, x.Title, threat, *c, c.InOperationFrom).At("mitigations")
		default:
			idle = conformity.Unmet(threatIdle, x.Title, threat, *c)
		}
	}
	return idle.At("mitigations")
}
