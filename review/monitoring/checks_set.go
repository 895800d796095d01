package monitoring

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	frequencyBased  conformity.Message = "monitoring.frequency.based: the interval of {subject}, {0}, of {1}, was set after looking at threats and risks, at how things may get worse and at what that would lead to"
	frequencyLoose  conformity.Message = "monitoring.frequency.loose: the interval of {subject}, {0}, a key indicator, is set at {1}, and it is not on record {2}: consider that, and record it under basis"
	frequencyUnset  conformity.Message = "monitoring.frequency.unset: it is not set how often there has to be a result of {subject}, {0}, a key indicator: enter the interval, and what it is based on"
	frequencyLesser conformity.Message = "monitoring.frequency.lesser: {subject}, {0}, is not a key performance indicator"
	frequencyOpen   conformity.Message = "monitoring.frequency.open: it is not decided whether {subject}, {0}, is a key performance indicator: enter yes or no under key"

	naturesBoth conformity.Message = "monitoring.natures.both: there are judgements, {0} among them, and figures, {1} among them"
	naturesOne  conformity.Message = "monitoring.natures.one: all indicators in force are {0}, {1} among them: add at least one that is {2}"
)

// frequencyConsidered decides 4.5.1.frequency for a key indicator in force: threats and risks,
// forms of deterioration and their effects were each considered when its interval was set.
func frequencyConsidered(r *conformity.Reader, x *Indicator) conformity.Verdict {
	switch {
	case !x.InForce(r):
		return conformity.Nothing(notFollowed, *x)
	case x.Key == records.No:
		return conformity.Exempt(frequencyLesser, x.Title).At("key")
	case x.Key != records.Yes:
		return conformity.Undetermined(frequencyOpen, x.Title).At("key")
	case x.Interval.IsZero():
		return conformity.Undetermined(frequencyUnset, x.Title).At("interval")
	}
	lacking := x.Basis.lacks()
	if len(lacking) == 0 {
		return conformity.Met(frequencyBased, x.Title, x.Interval).At("basis")
	}
	texts := make([]string, len(lacking))
	for i, part := range lacking {
		texts[i] = part.text
	}
	return conformity.Unmet(frequencyLoose, x.Title, x.Interval, texts).At("basis." + lacking[0].field)
}

// bothNatures decides 4.5.1.measure.1: of the indicators in force some are judgements and some
// are figures. How many of each are needed is for the organization.
func bothNatures(r *conformity.Reader) conformity.Verdict {
	of := func(nature Nature) *Indicator {
		return conformity.All[Indicator](r).First(func(x *Indicator) bool { return x.Nature == nature && x.InForce(r) })
	}
	judged, counted := of(Qualitative), of(Quantitative)
	switch {
	case judged != nil && counted != nil:
		return conformity.Met(naturesBoth, *judged, *counted)
	case judged != nil:
		return conformity.Unmet(naturesOne, Qualitative, *judged, Quantitative)
	case counted != nil:
		return conformity.Unmet(naturesOne, Quantitative, *counted, Qualitative)
	}
	return conformity.Nothing(indicatorsNone)
}

const (
	aimFollowed   conformity.Message = "monitoring.aim.followed: {1} follows how far {subject}, {0}, is met"
	aimUnfollowed conformity.Message = "monitoring.aim.not: no indicator in force follows how far {subject}, {0}, is met: name it among what an indicator monitors, or set up one for it"
	aimOver       conformity.Message = "monitoring.aim.over: {0} is not in force"
	aimsNone      conformity.Message = "monitoring.aim.none: neither a policy nor an objective or target is in force: nothing to be followed yet"

	watched     conformity.Message = "monitoring.watched: {1} looks ahead at whether {subject}, {0}, is kept to"
	unwatched   conformity.Message = "monitoring.watched.not: no proactive indicator in force looks at whether {subject}, {0}, is kept to: name it among what one monitors, or set up one for it"
	watchedBack conformity.Message = "monitoring.watched.back: {1} looks back at {subject}, {0}, and no proactive indicator in force looks at whether it is kept to: set up one that does"

	programmeOver  conformity.Message = "monitoring.programme.over: {0} is not a programme of this system in force"
	programmesNone conformity.Message = "monitoring.programme.none: no programme is in force: nothing to be watched yet"
	operationOver  conformity.Message = "monitoring.operation.over: {0} is not carried out now"
	operationLoose conformity.Message = "monitoring.operation.loose: {0} has no criteria to be watched by"
	operationsNone conformity.Message = "monitoring.operation.none: there is no operation with control criteria: nothing to be watched yet"
	lawOther       conformity.Message = "monitoring.law.other: {0} does not bind by law"
	lawAhead       conformity.Message = "monitoring.law.ahead: {0} is not in effect"
	lawElsewhere   conformity.Message = "monitoring.law.elsewhere: it was worked out that {subject}, {0}, does not apply"
	lawOpen        conformity.Message = "monitoring.law.open: it is not worked out whether {subject}, {0}, applies, so it is open whether it has to be watched: work it out under 4.3.2"
	lawsNone       conformity.Message = "monitoring.law.none: no legal requirement is on the register: nothing to be watched yet"
)

// policyFollowed decides 4.5.1.measure.2 for the policy in force.
func policyFollowed(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	if current, _ := policy.InForce(r); current == nil || current.ID != p.ID {
		return conformity.Nothing(aimOver, *p)
	}
	return followed(r, p.Ref(), p.Title)
}

// objectiveFollowed decides 4.5.1.measure.2 for an objective in force.
func objectiveFollowed(r *conformity.Reader, o *objectives.Objective) conformity.Verdict {
	if !o.InForce(r) {
		return conformity.Nothing(aimOver, *o)
	}
	return followed(r, o.Ref(), o.Title)
}

// targetFollowed decides 4.5.1.measure.2 for a target in force.
func targetFollowed(r *conformity.Reader, t *objectives.Target) conformity.Verdict {
	if !t.InForce(r) {
		return conformity.Nothing(aimOver, *t)
	}
	return followed(r, t.Ref(), t.Title)
}

func followed(r *conformity.Reader, subject records.Ref, title string) conformity.Verdict {
	by := indicatorsBySubject.Of(r, subject).First(func(x *Indicator) bool { return x.InForce(r) })
	if by == nil {
		return conformity.Unmet(aimUnfollowed, title)
	}
	return conformity.Met(aimFollowed, title, *by)
}

// watchedAhead decides for what has to be watched by a proactive indicator.
func watchedAhead(r *conformity.Reader, subject records.Ref, title string) conformity.Verdict {
	all := indicatorsBySubject.Of(r, subject)
	if by := all.First(func(x *Indicator) bool { return x.Mode == Proactive && x.InForce(r) }); by != nil {
		return conformity.Met(watched, title, *by)
	}
	if back := all.First(func(x *Indicator) bool { return x.InForce(r) }); back != nil {
		return conformity.Unmet(watchedBack, title, *back)
	}
	return conformity.Unmet(unwatched, title)
}

// programmeWatched decides 4.5.1.measure.3 for a programme of this system in force. One of
// another part of the organization is for that part to watch.
func programmeWatched(r *conformity.Reader, p *objectives.Programme) conformity.Verdict {
	if !p.Own() || !p.InForce(r) {
		return conformity.Nothing(programmeOver, *p)
	}
	return watchedAhead(r, p.Ref(), p.Title)
}

// operationWatched decides 4.5.1.measure.3.operational for an operation with criteria. That
// operations have criteria is for 4.4.6.
func operationWatched(r *conformity.Reader, o *controls.Operation) conformity.Verdict {
	switch {
	case !o.InOperation(r):
		return conformity.Nothing(operationOver, *o)
	case len(o.Criteria) == 0:
		return conformity.Nothing(operationLoose, *o)
	}
	return watchedAhead(r, o.Ref(), o.Title)
}

// lawWatched decides 4.5.1.measure.3.legal for a requirement that binds by law and applies.
func lawWatched(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	switch applies := q.Applies(r); {
	case !q.Kind.Legal():
		return conformity.Nothing(lawOther, *q)
	case !q.InEffect(r):
		return conformity.Nothing(lawAhead, *q)
	case applies == records.No:
		return conformity.Exempt(lawElsewhere, q.Title).At("determinations")
	case applies != records.Yes:
		return conformity.Undetermined(lawOpen, q.Title).At("determinations")
	}
	return watchedAhead(r, q.Ref(), q.Title)
}

func aimsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(aimsNone) }
func programmesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(programmesNone)
}
func operationsAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(operationsNone)
}
func lawsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(lawsNone) }

const (
	eventCounted   conformity.Message = "monitoring.event.counted: {1} counts events of the kind {0}"
	eventUncounted conformity.Message = "monitoring.event.not: no reactive indicator in force counts events of the kind {0}: name the kind among what one monitors, or set up one for it"
)

// counted makes the checks of 4.5.1.measure.4 and 4.5.1.measure.4.nearmiss: each of the kinds of
// event is counted by a reactive indicator in force. Where no indicator at all is in force
// the rows that demand some say so.
func counted(requirement string, kinds ...EventKind) []conformity.Check[Input] {
	checks := make([]conformity.Check[Input], len(kinds))
	for i, kind := range kinds {
		checks[i] = conformity.Whole[Input](requirement, func(r *conformity.Reader) conformity.Verdict {
			by := indicatorsByEvent.Of(r, kind).First(func(x *Indicator) bool { return x.Mode == Reactive && x.InForce(r) })
			switch {
			case by != nil:
				return conformity.Met(eventCounted, kind, *by)
			case anyInForce(r) == nil:
				return conformity.Nothing(indicatorsNone)
			}
			return conformity.Unmet(eventUncounted, kind)
		})
	}
	return checks
}
