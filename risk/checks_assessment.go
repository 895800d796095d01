package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	assessmentNone  conformity.Message = "risk.assessment.none: no assessment is in force: find threats and assess risks, have the result approved, and record when and by whom"
	assessmentEmpty conformity.Message = "risk.assessment.empty: {0} is in force, but no assessment in force names both a threat and a risk on the register: enter those that were found, and name them in it"
	assessmentNames conformity.Message = "risk.assessment.names: {0} is in force and names {1} and {2}"
)

// assessedAtAll decides 4.3.1.ongoing for the system as a whole: an assessment that names a threat
// and a risk is in force. Whether all that is on the register is covered, and the next assessment
// due, is said of each record.
func assessedAtAll(r *conformity.Reader) conformity.Verdict {
	var empty *Assessment
	for a := range conformity.All[Assessment](r).Where(func(a *Assessment) bool { return assessmentInForce(r, a) }) {
		threat, risk := firstNamed(r, a)
		if threat != nil && risk != nil {
			return conformity.Met(assessmentNames, a.Ref(), threat.Ref(), risk.Ref())
		}
		if empty == nil {
			empty = a
		}
	}
	if empty != nil {
		return conformity.Unmet(assessmentEmpty, empty.Ref())
	}
	return conformity.Unmet(assessmentNone)
}

// firstNamed returns a threat and a risk on the register that the assessment names, nil where there is none.
func firstNamed(r *conformity.Reader, a *Assessment) (threat *Threat, risk *Risk) {
	if a.WholeRegister {
		threat = conformity.All[Threat](r).First(func(t *Threat) bool { return t.OnRegister(r) })
		risk = conformity.All[Risk](r).First(func(risk *Risk) bool { return risk.OnRegister(r) })
		return threat, risk
	}
	for i := 0; i < len(a.Threats) && threat == nil; i++ {
		if t := conformity.Look(r, a.Threats[i]); t != nil && t.OnRegister(r) {
			threat = t
		}
	}
	for i := 0; i < len(a.Risks) && risk == nil; i++ {
		if named := conformity.Look(r, a.Risks[i]); named != nil && named.OnRegister(r) {
			risk = named
		}
	}
	return threat, risk
}

const (
	nextDue      conformity.Message = "risk.assessment.due: the assessment that follows {subject} has to be performed by {0}"
	nextOverdue  conformity.Message = "risk.assessment.overdue: the assessment that follows {subject} was due on {0}: perform it and say that it replaces this one, or withdraw this one"
	nextUndated  conformity.Message = "risk.assessment.undated: nothing says when the assessment that follows {subject} is due: set a day for it, or an interval in the methodology"
	riskCovered  conformity.Message = "risk.assessment.covers: {subject} is covered by {0}"
	riskStale    conformity.Message = "risk.assessment.stale: {subject} was last looked at on {0}, and risks of the class {1} have to be by {2}: assess it again, or confirm that it stands"
	riskFresh    conformity.Message = "risk.assessment.fresh: {subject} was last looked at on {0}, and has to be again by {1}"
	riskLeft     conformity.Message = "risk.assessment.left: {subject} is on the register and no assessment in force covers it: name it in one, or withdraw it with the reason"
	riskNotThere conformity.Message = "risk.assessment.unneeded: nothing is on the register that an assessment would have to cover"
)

// assessedAgain decides 4.3.1.ongoing for each assessment in force: the day on which the next one is
// due, as set with it or by the interval of its methodology, whichever is earlier, has not passed.
// What is due does not cease to be in force. The next one ends this one by replacing it.
func assessedAgain(r *conformity.Reader, a *Assessment) conformity.Verdict {
	if !assessmentInForce(r, a) {
		return conformity.Nothing(assessmentNone)
	}
	var interval records.Period
	if m := conformity.Look(r, a.Methodology); m != nil {
		interval = m.Interval
	}
	due := a.DueOn(interval)
	switch {
	case due.IsZero():
		return conformity.Undetermined(nextUndated).At("next_due_on")
	case r.Over(due):
		return conformity.Unmet(nextOverdue, due).At("next_due_on")
	}
	return conformity.Met(nextDue, due)
}

// riskAssessed decides 4.3.1.ongoing for each risk on the register. That no assessment in force
// covers it is an open question, not silently no concern of anybody's. Where the methodology sets an
// interval for its class, it is assessed, revised or confirmed within that.
func riskAssessed(r *conformity.Reader, risk *Risk) conformity.Verdict {
	if !risk.OnRegister(r) {
		return conformity.Nothing(riskNotThere)
	}
	a := assessmentOfRisk(r, risk.ID)
	if a == nil {
		return conformity.Undetermined(riskLeft)
	}
	intervals, _ := intervalsByClass.Of(r, a.Methodology)
	if interval, set := intervals[risk.Class]; set {
		last := later(a.RevisedOn(r), risk.LookedAt(r))
		due := lastDay(last, interval)
		if r.Over(due) {
			return conformity.Unmet(riskStale, last, risk.Class, due).At("reviews")
		}
		return conformity.Met(riskFresh, last, due)
	}
	return conformity.Met(riskCovered, a.Ref())
}

// threatAssessed decides 4.3.1.ongoing for each threat on the register, as riskAssessed for risks.
func threatAssessed(r *conformity.Reader, t *Threat) conformity.Verdict {
	if !t.OnRegister(r) {
		return conformity.Nothing(riskNotThere)
	}
	if a := assessmentOfThreat(r, t.ID); a != nil {
		return conformity.Met(riskCovered, a.Ref())
	}
	return conformity.Undetermined(riskLeft)
}

const (
	useMade      conformity.Message = "risk.use.made: the results of {subject} were considered for {0} on {1}: {2}"
	useMissing   conformity.Message = "risk.use.missing: nothing says that the results of {subject}, last revised on {1}, were considered for {0}: consider them, and record whether they were used or why not"
	useUnsettled conformity.Message = "risk.use.unsettled: the results of {subject} were considered for {0} on {1}, but nothing says that they were used, or why not: record it"
)

// consideredFor decides 4.3.1.input.a to g: since its latest revision, the results of an assessment
// in force were considered for the purpose, and were used or, with a reason, not. Whether what came
// of it is sound is for the clauses that set objectives, train people and so on.
func consideredFor(purpose Purpose) func(*conformity.Reader, *Assessment) conformity.Verdict {
	return func(r *conformity.Reader, a *Assessment) conformity.Verdict {
		if !assessmentInForce(r, a) {
			return conformity.Nothing(nothingAssessed)
		}
		use := a.Considered(purpose, r)
		switch {
		case use == nil:
			return conformity.Unmet(useMissing, purpose.Meaning(), a.RevisedOn(r)).At("uses")
		case !use.Settled():
			return conformity.Unmet(useUnsettled, purpose.Meaning(), use.ConsideredOn).At("uses[" + string(purpose) + "]")
		}
		return conformity.Met(useMade, purpose.Meaning(), use.ConsideredOn, string(use.Outcome))
	}
}
