package legal

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	lookedUp     conformity.Message = "legal.lookup.done: {subject}, {0}, was last looked up on {1}, and has to be again by {2}"
	lookupLate   conformity.Message = "legal.lookup.late: {subject}, {0}, was last looked up on {1}, and had to be again by {2}: see whether it still stands as entered, and set the day for the next time"
	lookupNone   conformity.Message = "legal.lookup.none: no day is set on which {subject}, {0}, is looked up: see whether it still stands as entered, and record when you did, and by when it is to be done again"
	lookupUnset  conformity.Message = "legal.lookup.unset: {subject}, {0}, was last looked up on {1}, and no day is set for the next time: set one"
	lookupExempt conformity.Message = "legal.lookup.needless: it was worked out that {subject}, {0}, does not apply, and it is not followed any further"

	amendmentIn      conformity.Message = "legal.amendment.in: amendment {1} of {subject}, {0}, was worked into the entry on {2}"
	amendmentAhead   conformity.Message = "legal.amendment.ahead: amendment {1} of {subject}, {0}, takes effect on {2} and has to be worked into the entry by then"
	amendmentOpen    conformity.Message = "legal.amendment.open: amendment {1} of {subject}, {0}, is in effect since {2} and has not been worked into the entry: bring the entry up to it, and record when"
	amendmentUndated conformity.Message = "legal.amendment.undated: it is not on record from which day amendment {1} of {subject}, {0}, applies: enter the day"
)

// keptUpToDate decides 4.3.2.uptodate for an entry: the day set for looking it up has not
// passed, and each amendment in effect is worked in. Amendments that are not in effect yet
// may wait.
func keptUpToDate(r *conformity.Reader, q *Requirement, say conformity.Say) {
	if !q.Registered(r) {
		say("", conformity.Nothing(requirementNot, *q))
		return
	}
	say("lookup", lookedUpInTime(r, q).At("lookups"))
	for i := range q.Amendments {
		a := &q.Amendments[i]
		if !a.Known(r) {
			continue
		}
		say(fmt.Sprintf("amendment %d", i), workedIn(r, q, a).At(fmt.Sprintf("amendments[%d]", i)))
	}
}

func lookedUpInTime(r *conformity.Reader, q *Requirement) conformity.Verdict {
	last := q.LastLookup(r)
	switch {
	case last == nil && q.Applies(r) == records.No:
		return conformity.Exempt(lookupExempt, q.Title)
	case last == nil:
		return conformity.Undetermined(lookupNone, q.Title)
	case last.NextOn.IsZero():
		return conformity.Undetermined(lookupUnset, q.Title, last.On)
	case r.Over(last.NextOn):
		return conformity.Unmet(lookupLate, q.Title, last.On, last.NextOn)
	}
	return conformity.Met(lookedUp, q.Title, last.On, last.NextOn)
}

func workedIn(r *conformity.Reader, q *Requirement, a *Amendment) conformity.Verdict {
	switch {
	case r.Happened(a.WorkedInOn):
		return conformity.Met(amendmentIn, q.Title, a.Key, a.WorkedInOn)
	case a.EffectiveOn.IsZero():
		return conformity.Undetermined(amendmentUndated, q.Title, a.Key)
	case r.Happened(a.EffectiveOn):
		return conformity.Unmet(amendmentOpen, q.Title, a.Key, a.EffectiveOn)
	}
	return conformity.Met(amendmentAhead, q.Title, a.Key, a.EffectiveOn)
}

const (
	notInEffect     conformity.Message = "legal.effect.later: {0} takes effect on {1}: those whom it concerns have to be told by then"
	doesNotApply    conformity.Message = "legal.effect.none: it was worked out that {subject}, {0}, does not apply"
	notDetermined   conformity.Message = "legal.effect.open: it is not worked out whether {subject}, {0}, applies, so it is open who has to be told of it"
	concernsNone    conformity.Message = "legal.audience.none: it was decided that {subject}, {0}, concerns no {1}"
	concernsOpen    conformity.Message = "legal.audience.open: it is not decided whether {subject}, {0}, concerns {1}: enter which, or that it concerns none"
	concernsWhich   conformity.Message = "legal.audience.which: {subject}, {0}, concerns {1}, and it is not said which: enter them"
	concernsLost    conformity.Message = "legal.audience.lost: {subject}, {0}, concerns {1}, of which there is no entry: name one that there is"
	concernsGone    conformity.Message = "legal.audience.gone: {1}, whom {0} concerns, is not there now"
	told            conformity.Message = "legal.told.yes: {1} was told of {subject}, {0}, on {2}"
	untold          conformity.Message = "legal.told.no: {1} has not been told of {subject}, {0}, which concerns it: do so, and record when and how"
	toldEarlier     conformity.Message = "legal.told.earlier: {1} was told of {subject}, {0}, on {2}, and not of its amendment {3}, in effect since {4}: do so, and record when and how"
	outsidersStated conformity.Message = "legal.audience.stated: it is stated that third parties have no part in security"
)

// asked is the part of an entry's audience that a check is about.
type asked struct {
	concerns     records.Answer
	named        int
	whom         string // in messages
	answer, list string // field names
}

// toBeTold decides whether an entry is a subject of the communication that 4.3.2 asks for: in
// effect, found to apply, and of concern to somebody who is named.
func toBeTold(r *conformity.Reader, q *Requirement, a asked) (v conformity.Verdict, concerned bool) {
	switch applies := q.Applies(r); {
	case !q.Registered(r):
		return conformity.Nothing(requirementNot, *q), false
	case !q.InEffect(r):
		return conformity.Nothing(notInEffect, *q, q.EffectiveFrom), false
	case applies == records.No:
		return conformity.Exempt(doesNotApply, q.Title).At("determinations"), false
	case a.concerns == records.No:
		return conformity.Exempt(concernsNone, q.Title, a.whom).At("audience." + a.answer), false
	case applies != records.Yes:
		return conformity.Undetermined(notDetermined, q.Title).At("determinations"), false
	case a.concerns != records.Yes:
		return conformity.Undetermined(concernsOpen, q.Title, a.whom).At("audience." + a.answer), false
	case a.named == 0:
		return conformity.Undetermined(concernsWhich, q.Title, a.whom).At("audience." + a.list), false
	}
	return conformity.Verdict{}, true
}

// employeesTold decides 4.3.2.communicate for each role that an applicable requirement
// concerns: its holders were told since the latest amendment in effect, or of that amendment
// before it took effect.
func employeesTold(r *conformity.Reader, q *Requirement, say conformity.Say) {
	v, concerned := toBeTold(r, q, asked{q.Audience.ConcernsEmployees(), len(q.Audience.Roles), "employees", "employees", "roles"})
	if !concerned {
		say("", v)
		return
	}
	for i, id := range q.Audience.Roles {
		role := conformity.Look(r, id)
		v := conformity.Undetermined(concernsLost, q.Title, id)
		switch {
		case role == nil:
		case !role.Exists(r):
			v = conformity.Nothing(concernsGone, *q, *role)
		default:
			v = tell(r, q, *role, q.RoleToldOn(r, id), func(c *Communication) bool { return slices.Contains(c.Roles, id) })
		}
		say("role "+string(id), v.At(fmt.Sprintf("audience.roles[%d]", i)))
	}
}

// outsidersTold decides 4.3.2.communicate.thirdparties as employeesTold does, for each third
// party that an applicable requirement concerns. Where it is not decided whether there are
// any, a statement that third parties have no part in security will do.
func outsidersTold(r *conformity.Reader, q *Requirement, say conformity.Say) {
	a := asked{q.Audience.ConcernsOutsiders(), len(q.Audience.ThirdParties), "third parties", "outsiders", "third_parties"}
	v, concerned := toBeTold(r, q, a)
	if v.Status == conformity.StatusUndetermined && a.concerns == "" && conformity.StatedNot(r, "third-parties") {
		v = conformity.Nothing(outsidersStated)
	}
	if !concerned {
		say("", v)
		return
	}
	for i, id := range q.Audience.ThirdParties {
		party := conformity.Look(r, id)
		v := conformity.Undetermined(concernsLost, q.Title, id)
		switch {
		case party == nil:
		case !party.IsPresent(r):
			v = conformity.Nothing(concernsGone, *q, *party)
		default:
			v = tell(r, q, *party, q.ThirdPartyToldOn(r, id), func(c *Communication) bool { return slices.Contains(c.ThirdParties, id) })
		}
		say("third party "+string(id), v.At(fmt.Sprintf("audience.third_parties[%d]", i)))
	}
}

// tell decides for one of those to be told, by the day on which they were told of the
// requirement as it stands.
func tell(r *conformity.Reader, q *Requirement, whom records.Entity, on records.Date, reached func(*Communication) bool) conformity.Verdict {
	if !on.IsZero() {
		return conformity.Met(told, q.Title, whom, on)
	}
	if earlier := q.toldOn(r, reached, false); !earlier.IsZero() {
		amended := q.LatestAmendment(r)
		return conformity.Unmet(toldEarlier, q.Title, whom, earlier, amended.Key, amended.EffectiveOn)
	}
	return conformity.Unmet(untold, q.Title, whom)
}
