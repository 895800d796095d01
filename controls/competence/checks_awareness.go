package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	procedureHeld    conformity.Message = "competence.procedure.held: {subject}, {0}, settles how people are made aware of security; revision {1} is in force since {2}"
	procedureNone    conformity.Message = "competence.procedure.none: no procedure in force settles how people are made aware of security: write one, with the purpose awareness, and have it approved"
	procedureOther   conformity.Message = "competence.procedure.other: {0} settles how people are made aware of security"
	procedureElse    conformity.Message = "competence.procedure.else: {0} is no procedure for awareness that is in force or will be"
	procedureEmpty   conformity.Message = "competence.procedure.empty: {subject}, {0}, is to settle how people are made aware of security and has no revision yet: have one written and approved"
	procedureDraft   conformity.Message = "competence.procedure.draft: {subject}, {0}, is to settle how people are made aware of security, but its revision {1} is not approved: have it approved, and record by whom and when"
	procedureLater   conformity.Message = "competence.procedure.later: {subject}, {0}, is to settle how people are made aware of security, but its revision {1} takes effect only on {2}: bring the day forward"
	procedureUndated conformity.Message = "competence.procedure.undated: {subject}, {0}, is to settle how people are made aware of security, but its revision {1} does not say from which day it applies: enter the day"

	reached       conformity.Message = "competence.reach.yes: {0} reaches {1}"
	ownUnreached  conformity.Message = "competence.reach.own: no programme of an awareness procedure in force reaches the organization's own personnel: extend one to them, or enter the programme"
	othersMissed  conformity.Message = "competence.reach.others: no programme of an awareness procedure in force reaches those who work in the organization's name, {0} among them: extend one to them, or enter the programme"
	othersOpen    conformity.Message = "competence.reach.open: no programme of an awareness procedure in force reaches people of other organizations who work in this one's name, and it is not on record that there are none: extend a programme to them, or state that there are none (third-parties), with who says so and until when"
	othersAreNone conformity.Message = "competence.reach.none: it is stated that third parties have no part in security"
)

// need is a procedure for awareness: 4.4.2.procedure asks for one in force.
func need() documents.Need {
	return documents.Need{
		Purpose: documents.Awareness, Held: procedureHeld, Empty: procedureEmpty, Draft: procedureDraft, Later: procedureLater,
		Undated: procedureUndated, Other: procedureOther, Else: procedureElse, None: procedureNone,
	}
}

// procedureInForce decides 4.4.2.procedure for a procedure: one for awareness is in force.
// Where several are to be, one is enough here. Its review is for 4.4.5.b.
func procedureInForce(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	return need().Decide(r, p)
}

func currentProcedure(r *conformity.Reader) *documents.Procedure {
	return documents.ProcedureInForce(r, documents.Awareness)
}

// ownPeopleReached decides 4.4.2.procedure for the organization's own personnel: a programme
// of a procedure in force reaches them. Where no procedure is in force or on its way it says so.
func ownPeopleReached(r *conformity.Reader) conformity.Verdict {
	if currentProcedure(r) == nil {
		return need().AtAll(r)
	}
	if p := reaching(r, OwnPersonnel, anyProgramme); p != nil {
		return conformity.Met(reached, *p, OwnPersonnel)
	}
	return conformity.Unmet(ownUnreached)
}

// othersReached decides 4.4.2.procedure for people of other organizations who work in this
// one's name. Where none is known it takes a statement that third parties have no part.
func othersReached(r *conformity.Reader) conformity.Verdict {
	if currentProcedure(r) == nil {
		return conformity.Nothing(procedureNone)
	}
	if p := reaching(r, OnBehalf, anyProgramme); p != nil {
		return conformity.Met(reached, *p, OnBehalf)
	}
	other := conformity.All[records.Person](r).First(func(p *records.Person) bool { return !blank(p.Organization) && Works(r, p) == records.Yes })
	switch {
	case other != nil:
		return conformity.Unmet(othersMissed, *other)
	case conformity.StatedNot(r, "third-parties"):
		return conformity.Nothing(othersAreNone)
	}
	return conformity.Undetermined(othersOpen)
}

func anyProgramme(*Programme) bool { return true }

const (
	topicTaught  conformity.Message = "competence.topic.covered: the awareness procedures in force cover {0}"
	topicLeftOut conformity.Message = "competence.topic.leftout: the awareness procedures in force do not make people aware of {0} ({1}): take the topic into a programme"
	topicAwaited conformity.Message = "competence.topic.awaited: no programme of an awareness procedure in force reaches anybody yet"

	personsNone     conformity.Message = "competence.persons.none: nobody is on record who works for the organization or in its name: enter the people"
	personUndecided conformity.Message = "competence.person.undecided: it is not decided whether {subject}, {0}, of {1}, works in the organization's name: enter yes or no"
	personOutside   conformity.Message = "competence.person.outside: it was decided that {subject}, {0}, of {1}, does not work in the organization's name"
	aware           conformity.Message = "competence.aware.yes: {subject}, {0}, was made aware of {1} on {2}"
	awareUntil      conformity.Message = "competence.aware.until: {subject}, {0}, was made aware of {1} on {2}, which holds until {3}"
	notAware        conformity.Message = "competence.aware.no: it is not on record that {subject}, {0}, was made aware of {1}: do so, and record it"
	awareOver       conformity.Message = "competence.aware.over: {subject}, {0}, was made aware of {1} on {2}, which held until {3}: do so again, and record it"
)

// topicCovered decides the part of 4.4.2 a, b or c that is about the procedures: those in
// force cover the topic for each audience that they reach. Whom they have to reach is for
// 4.4.2.procedure.
func topicCovered(topic Topic) func(*conformity.Reader) conformity.Verdict {
	return func(r *conformity.Reader) conformity.Verdict {
		left, decided := LeftOut(r, topic)
		switch {
		case !decided:
			return conformity.Nothing(topicAwaited)
		case len(left) > 0:
			names := make([]string, len(left))
			for i, audience := range left {
				names[i] = string(audience)
			}
			return conformity.Unmet(topicLeftOut, topic.Words(), names)
		}
		return conformity.Met(topicTaught, topic.Words())
	}
}

// personsAtAll decides 4.4.2 a, b or c where nobody is on record whom it could be said of.
func personsAtAll(r *conformity.Reader) conformity.Verdict {
	if conformity.All[records.Person](r).Any(func(p *records.Person) bool { return Works(r, p) == records.Yes }) {
		return conformity.Nothing(personsNone)
	}
	return conformity.Undetermined(personsNone)
}

// awareOf decides the part of 4.4.2 a, b or c that is about a person: an awareness entry on
// the topic holds. Whether the person has understood it is for evaluations of awareness.
func awareOf(topic Topic) func(*conformity.Reader, *records.Person) conformity.Verdict {
	return func(r *conformity.Reader, p *records.Person) conformity.Verdict {
		switch works := Works(r, p); {
		case !(span{p.From, p.Until}).holds(r):
			return conformity.Nothing(personGone, *p)
		case works == records.No:
			return conformity.Exempt(personOutside, p.Name, p.Organization).At("on_behalf")
		case works != records.Yes:
			return conformity.Undetermined(personUndecided, p.Name, p.Organization).At("on_behalf")
		}
		if a := AwareOf(r, p.ID, topic); a != nil {
			if !a.ValidUntil.IsZero() {
				return conformity.Met(awareUntil, p.Name, topic.Words(), a.On, a.ValidUntil)
			}
			return conformity.Met(aware, p.Name, topic.Words(), a.On)
		}
		if a := awarenessByPerson.Of(r, told{p.ID, topic}).Latest(func(a *Awareness) records.Date { return a.On }); a != nil {
			return conformity.Unmet(awareOver, p.Name, topic.Words(), a.On, a.ValidUntil)
		}
		return conformity.Unmet(notAware, p.Name, topic.Words())
	}
}
