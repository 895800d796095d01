package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	measureTreatment conformity.Message = "risk.measure.treatment: it was decided to {0} {subject}, and {1} does so"
	measureControl   conformity.Message = "risk.measure.control: it was decided to {0} {subject}, and {1} does so"
	measureMissing   conformity.Message = "risk.measure.missing: it was decided to {0} {subject}, but no treatment and no control in place does so: choose one, with an owner and a day by which it is due"
	measureOther     conformity.Message = "risk.measure.other: it was decided to {0} {subject}, but the option of {1} is to {2}: choose a treatment that does what was decided, or decide anew"
	measureTolerated conformity.Message = "risk.measure.tolerated: it was decided to tolerate {subject}, which takes no measure"
	measureUndecided conformity.Message = "risk.measure.undecided: it was not decided what to do about {subject}, so that no measure can be asked for: decide"
	measureNoRisk    conformity.Message = "risk.measure.norisk: no risk is on the register for which measures could be needed"
)

// decisionCarriedOut decides 4.3.1.controls: where it was decided to avoid, eliminate or control a
// risk, a treatment that is in hand or done carries that out, or a control listed as in place. To
// control a risk any option will do; a control is there to control, not to avoid or eliminate.
// Whether the measure works, or comes in time, is for 4.3.1.controls.implemented. That nothing was
// decided is for 4.3.1.method.c.treatment.
func decisionCarriedOut(r *conformity.Reader, risk *Risk) conformity.Verdict {
	if !risk.OnRegister(r) {
		return conformity.Nothing(measureNoRisk)
	}
	decision := risk.Decided(r)
	switch decision {
	case ToTolerate:
		return conformity.Exempt(measureTolerated)
	case ToAvoid, ToEliminate, ToControl:
	default:
		return conformity.Undetermined(measureUndecided).At("decision")
	}
	inHand := treatmentsByRisk.Of(r, risk.ID)
	if t := inHand.First(func(t *Treatment) bool { return t.State(r).InHand() && t.Option.CarriesOut(decision) }); t != nil {
		return conformity.Met(measureTreatment, string(decision), t.Ref())
	}
	if decision == ToControl {
		for _, id := range risk.Controls {
			if c := conformity.Look(r, id); c != nil && !r.Over(c.Until) {
				return conformity.Met(measureControl, string(decision), c.Ref())
			}
		}
	}
	if t := inHand.First(func(t *Treatment) bool { return t.State(r).InHand() }); t != nil {
		return conformity.Unmet(measureOther, string(decision), t.Ref(), string(t.Option)).At("decision")
	}
	return conformity.Unmet(measureMissing, string(decision)).At("controls")
}

const (
	treatmentDone        conformity.Message = "risk.treatment.done: {subject} was implemented on {0}"
	treatmentDue         conformity.Message = "risk.treatment.due: {subject} is in the hands of {0} and due by {1}"
	treatmentOverdue     conformity.Message = "risk.treatment.overdue: {subject} was due on {0} and has not been implemented: implement it, or settle a new day with its owner"
	treatmentUnowned     conformity.Message = "risk.treatment.unowned: {subject} has not been implemented and has no owner: name one"
	treatmentUndated     conformity.Message = "risk.treatment.undated: {subject} has not been implemented and has no day by which it is due: set one"
	treatmentOwnerLeft   conformity.Message = "risk.treatment.ownerleft: {subject} has not been implemented and its owner, {0}, left on {1}: name another"
	treatmentInoperative conformity.Message = "risk.treatment.inoperative: {subject} was implemented on {0}, but what it put in place, {1}, is not in operation: put it back into operation, or drop the treatment with the reason"
	noMeasure            conformity.Message = "risk.measure.none: no measure has been chosen for a risk in an assessment in force"
)

// treatmentOnTime decides 4.3.1.controls.implemented for treatments of risks in the assessment in
// force: it is implemented and what it put in place works, or it has an owner and a day by which it
// is due that has not passed. Done late is done. An owner who has left is none. Whether an overdue
// one is followed is for 4.3.1.method.d.timeliness.
func treatmentOnTime(r *conformity.Reader, t *Treatment) conformity.Verdict {
	state := t.State(r)
	if !state.InHand() || !anyAssessed(r, t.Risks) {
		return conformity.Nothing(noMeasure)
	}
	switch {
	case state == Implemented:
		return whatWasPutInPlace(r, t)
	case state == Overdue:
		return conformity.Unmet(treatmentOverdue, t.DueOn).At("due_on")
	case t.Owner == "":
		return conformity.Unmet(treatmentUnowned).At("owner")
	case t.DueOn.IsZero():
		return conformity.Unmet(treatmentUndated).At("due_on")
	}
	if owner := conformity.Look(r, t.Owner); owner != nil && r.Over(owner.Until) {
		return conformity.Unmet(treatmentOwnerLeft, owner.Ref(), owner.Until).At("owner")
	}
	return conformity.Met(treatmentDue, t.Owner, t.DueOn)
}

// whatWasPutInPlace holds a treatment that is implemented to the controls that it put in place: one
// at least is in operation. Where none refers to it, its own word counts.
func whatWasPutInPlace(r *conformity.Reader, t *Treatment) conformity.Verdict {
	placed := controlsByTreatment.Of(r, t.ID)
	if placed.Len() == 0 || placed.Any(func(c *Control) bool { return c.InOperation(r) }) {
		return conformity.Met(treatmentDone, t.ImplementedOn)
	}
	out := placed.First(func(*Control) bool { return true })
	return conformity.Unmet(treatmentInoperative, t.ImplementedOn, out.Ref()).At("implemented_on")
}

// anyAssessed reports whether one of the risks is on the register and in an assessment in force;
// the first such becomes evidence.
func anyAssessed(r *conformity.Reader, ids []records.ID[Risk]) bool {
	for _, id := range ids {
		if risk := conformity.Look(r, id); risk != nil && risk.OnRegister(r) && assessmentOfRisk(r, id) != nil {
			return true
		}
	}
	return false
}

const (
	controlWorks    conformity.Message = "risk.control.works: {subject} is in operation since {0}"
	controlPlanned  conformity.Message = "risk.control.planned: {subject} goes into operation on {0}, in the hands of {1}"
	controlUnowned  conformity.Message = "risk.control.unowned: {0} lists {subject} as in place, but it goes into operation only on {1} and has no owner: name one"
	controlStopped  conformity.Message = "risk.control.stopped: {0} lists {subject} as in place, but it was in operation only until {1}: put it back, or take it off the risk and rate the risk anew"
	controlUndated  conformity.Message = "risk.control.undated: {0} lists {subject} as in place, but nothing says since when it is in operation: enter the day"
	controlAwaiting conformity.Message = "risk.control.awaiting: a control that is listed as in place is put in place by {0}, which is not implemented yet"
)

// controlInOperation decides 4.3.1.controls.implemented for controls that a risk in the assessment
// in force lists as in place: they are in operation, or go into operation on a day to come and have
// an owner. One that a treatment still has to put in place is due with that treatment.
func controlInOperation(r *conformity.Reader, c *Control) conformity.Verdict {
	risk := risksByControl.Of(r, c.ID).First(func(risk *Risk) bool {
		return risk.OnRegister(r) && assessmentOfRisk(r, risk.ID) != nil
	})
	if risk == nil {
		return conformity.Nothing(noMeasure)
	}
	switch {
	case c.InOperation(r):
		return conformity.Met(controlWorks, c.InOperationFrom)
	case r.Over(c.Until):
		return conformity.Unmet(controlStopped, risk.Ref(), c.Until).At("until")
	}
	if t := conformity.Look(r, c.Treatment); t != nil && t.State(r).Open() {
		return conformity.Nothing(controlAwaiting, t.Ref())
	}
	switch {
	case c.InOperationFrom.IsZero():
		return conformity.Undetermined(controlUndated, risk.Ref()).At("in_operation_from")
	case c.Owner == "":
		return conformity.Unmet(controlUnowned, risk.Ref(), c.InOperationFrom).At("owner")
	}
	return conformity.Met(controlPlanned, c.InOperationFrom, c.Owner)
}

const (
	checkedEffective   conformity.Message = "risk.effect.checked: it was checked on {0} whether {subject} works; the answer was {1}"
	effectivenessDue   conformity.Message = "risk.effect.due: it has to be checked by {0} whether {subject} works"
	effectivenessLate  conformity.Message = "risk.effect.late: it was to be checked by {0} whether {subject} works, and was not: check it, and record the answer with its evidence"
	effectivenessUnset conformity.Message = "risk.effect.undated: {subject} is implemented, but no day is set by which it is checked whether it works: set one"
	noneImplemented    conformity.Message = "risk.effect.none: no treatment is implemented yet that could be checked"
)

// treatmentChecked decides 4.3.1.method.d for treatments that are implemented: whether they work is
// checked by the day set. Checked late is checked; a check made before the treatment was implemented
// is none. That the answer was no does not fail this: it was watched.
func treatmentChecked(r *conformity.Reader, t *Treatment) conformity.Verdict {
	if t.State(r) != Implemented {
		return conformity.Nothing(noneImplemented)
	}
	switch check := t.Checked(r); {
	case check != nil:
		return conformity.Met(checkedEffective, check.On, string(check.Effective))
	case t.EffectivenessDueOn.IsZero():
		return conformity.Undetermined(effectivenessUnset).At("effectiveness_due_on")
	case r.Over(t.EffectivenessDueOn):
		return conformity.Unmet(effectivenessLate, t.EffectivenessDueOn).At("effectiveness")
	}
	return conformity.Met(effectivenessDue, t.EffectivenessDueOn)
}

const (
	followedOn     conformity.Message = "risk.followed.noted: {subject} was due on {0} and is followed: the latest entry is of {1}"
	followedNot    conformity.Message = "risk.followed.missing: {subject} was due on {0} and nobody has noted since how it goes on: ask its owner, and record what is done about the delay"
	followedNotDue conformity.Message = "risk.followed.due: {subject} is open and due by {0}"
	noneOpen       conformity.Message = "risk.followed.none: no treatment is open that could be followed"
)

// treatmentFollowed decides 4.3.1.method.d.timeliness for treatments that are open: one past its day
// has an entry on how it goes on that is not older than that day. An entry before then does not
// show that anybody noticed. That it is late is for 4.3.1.controls.implemented.
func treatmentFollowed(r *conformity.Reader, t *Treatment) conformity.Verdict {
	switch state := t.State(r); {
	case !state.Open():
		return conformity.Nothing(noneOpen)
	case t.DueOn.IsZero():
		return conformity.Undetermined(treatmentUndated).At("due_on")
	case state != Overdue:
		return conformity.Met(followedNotDue, t.DueOn)
	}
	if on := t.Followed(r, t.DueOn); !on.IsZero() {
		return conformity.Met(followedOn, t.DueOn, on)
	}
	return conformity.Unmet(followedNot, t.DueOn).At("monitoring")
}
