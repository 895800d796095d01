package organization

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	rolesNone        conformity.Message = "organization.role.none: no role with security duties is on record: enter the roles, and of each whether it has such duties"
	roleNotNow       conformity.Message = "organization.role.notnow: {0} does not exist now"
	roleUnconcerned  conformity.Message = "organization.role.unconcerned: it was decided that {subject}, {0}, has no security duties"
	roleUndecided    conformity.Message = "organization.role.undecided: it is not decided whether {subject}, {0}, has security duties: enter yes or no"
	roleWritten      conformity.Message = "organization.role.written: the {0} of {subject}, {1}, are laid down"
	roleUnwritten    conformity.Message = "organization.role.unwritten: the {0} of {subject}, {1}, are laid down nowhere: write them down"
	roleUnheld       conformity.Message = "organization.role.unheld: nobody holds {0} now"
	roleTold         conformity.Message = "organization.role.told: {0} was told of {subject}, {1}, on {2}"
	roleUntold       conformity.Message = "organization.role.untold: {0} holds {subject}, {1}, since {2}, and it is not on record that anybody told {0} of its duties: do so, and record when"
	roleToldEarlier  conformity.Message = "organization.role.toldearlier: {0} was told of {subject}, {1}, on {2}, before it changed on {3}: tell {0} of the change, and record when"
	representative   conformity.Message = "organization.representative.named: {0}, who holds {1}, answers for the system since {2}"
	representativeNo conformity.Message = "organization.representative.none: no member of top management is appointed to answer for the system: appoint one, as management representative"
	notInManagement  conformity.Message = "organization.representative.lower: {subject} gives the system to {0}, who holds no role in top management: appoint somebody who does, or record the role"
	notCurrent       conformity.Message = "organization.representative.notcurrent: {0} is not an appointment of a management representative that holds now"
	anotherHas       conformity.Message = "organization.representative.another: {0} gives the system to a member of top management"
	wholeTaskGiven   conformity.Message = "organization.representative.whole: {subject} gives {0} the whole task: design, maintenance, documentation and improvement of the system"
	wholeTaskLacks   conformity.Message = "organization.representative.part: {subject} gives {0} the system without its {1}: extend the appointment"
	wholeTaskAwaited conformity.Message = "organization.representative.awaited: {0} does not give the system to a member of top management now; where no appointment does, there is nothing to judge"
	wholeTaskOther   conformity.Message = "organization.representative.wholeother: {0} gives the whole task to a member of top management"
)

// rolesAwaited says why 4.4.1.documented and 4.4.1.communicated are undetermined where there
// is no role to judge. That there has to be one is for 4.4.1.structure.
func rolesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(rolesNone) }

// hasDuties decides whether a role is a subject of 4.4.1: there now, with duties in the
// system by the organization's own decision.
func hasDuties(r *conformity.Reader, role *Role) (v conformity.Verdict, concerned bool) {
	switch {
	case !role.Exists(r):
		return conformity.Nothing(roleNotNow, *role), false
	case role.SecurityDuties == records.No:
		return conformity.Exempt(roleUnconcerned, role.Title).At("security_duties"), false
	case role.SecurityDuties != records.Yes:
		return conformity.Undetermined(roleUndecided, role.Title).At("security_duties"), false
	}
	return conformity.Verdict{}, true
}

// roleDocumented decides 4.4.1.documented: both responsibilities and authorities are there
// as text. Whether a document holds them too is for 4.4.4.
func roleDocumented(r *conformity.Reader, role *Role, say conformity.Say) {
	if v, concerned := hasDuties(r, role); !concerned {
		say("", v)
		return
	}
	for _, part := range [...]struct {
		name  string
		texts []string
	}{{"responsibilities", role.Responsibilities}, {"authorities", role.Authorities}} {
		v := conformity.Unmet(roleUnwritten, part.name, role.Title)
		if written(part.texts) {
			v = conformity.Met(roleWritten, part.name, role.Title)
		}
		say(part.name, v.At(part.name))
	}
}

func written(texts []string) bool {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			return true
		}
	}
	return false
}

// roleCommunicated decides 4.4.1.communicated, for each who holds the role now: told of it
// on or after the day on which it last changed, be it before taking it up. Whether the
// holder has understood it is for 4.4.2.b.
func roleCommunicated(r *conformity.Reader, role *Role, say conformity.Say) {
	if v, concerned := hasDuties(r, role); !concerned {
		say("", v)
		return
	}
	say("", conformity.Nothing(roleUnheld, *role)) // heard only where there is nothing else to say
	for i, h := range role.Holders {
		if h.Holds(r) {
			say("holder "+string(h.Person), holderTold(r, role, h).At(fmt.Sprintf("holders[%d]", i)))
		}
	}
}

func holderTold(r *conformity.Reader, role *Role, h Holder) conformity.Verdict {
	conformity.Look(r, h.Person)
	told := role.toldOn(r, h.Person)
	switch {
	case told.IsZero():
		return conformity.Unmet(roleUntold, h.Person, role.Title, h.From)
	case told.Before(role.ChangedOn) && r.Happened(role.ChangedOn):
		return conformity.Unmet(roleToldEarlier, h.Person, role.Title, told, role.ChangedOn)
	}
	return conformity.Met(roleTold, h.Person, role.Title, told)
}

// isRepresentative reports whether the appointment gives somebody the system now.
func isRepresentative(r *conformity.Reader, a *Appointment) bool {
	return a.Kind == ManagementRepresentative && a.Holds(r)
}

// appointed finds an appointment that gives the system to a member of top management now.
var appointed = conformity.NewView(func(r *conformity.Reader) *Appointment {
	return conformity.All[Appointment](r).First(func(a *Appointment) bool {
		return isRepresentative(r, a) && HoldsTopManagement(r, a.Holder) != nil
	})
})

// appointedWhole finds one that gives the whole task.
var appointedWhole = conformity.NewView(func(r *conformity.Reader) *Appointment {
	return conformity.All[Appointment](r).First(func(a *Appointment) bool {
		return len(a.Lacks()) == 0 && isRepresentative(r, a) && HoldsTopManagement(r, a.Holder) != nil
	})
})

// representativeInTopManagement decides 4.4.1.a for an appointment: its holder is in top
// management now, not only when appointed. One such is enough; others beside it may help.
func representativeInTopManagement(r *conformity.Reader, a *Appointment) conformity.Verdict {
	if !isRepresentative(r, a) {
		return conformity.Nothing(notCurrent, *a)
	}
	conformity.Look(r, a.Holder)
	if role := HoldsTopManagement(r, a.Holder); role != nil {
		return conformity.Met(representative, a.Holder, *role, a.From).At("holder")
	}
	if other := appointed.Of(r); other != nil {
		return conformity.Nothing(anotherHas, *other)
	}
	return conformity.Unmet(notInManagement, a.Holder).At("holder")
}

// representativeAtAll decides 4.4.1.a where nobody is appointed now.
func representativeAtAll(r *conformity.Reader) conformity.Verdict {
	if conformity.All[Appointment](r).Any(func(a *Appointment) bool { return isRepresentative(r, a) }) {
		return conformity.Nothing(representativeNo)
	}
	return conformity.Unmet(representativeNo)
}

// wholeTask decides 4.4.1.a.responsibility for an appointment that satisfies 4.4.1.a: one
// person answers for all four parts. Several who share them out do not: then nobody answers
// for the whole. Where nobody is appointed from top management there is nothing to judge.
func wholeTask(r *conformity.Reader, a *Appointment) conformity.Verdict {
	if !isRepresentative(r, a) || HoldsTopManagement(r, a.Holder) == nil {
		return conformity.Nothing(wholeTaskAwaited, *a)
	}
	lacks := a.Lacks()
	if len(lacks) == 0 {
		return conformity.Met(wholeTaskGiven, a.Holder).At("responsibilities")
	}
	if other := appointedWhole.Of(r); other != nil {
		return conformity.Nothing(wholeTaskOther, *other)
	}
	return conformity.Unmet(wholeTaskLacks, a.Holder, texts(lacks)).At("responsibilities")
}

// representativeAwaited says why 4.4.1.a.responsibility is undetermined without appointment.
func representativeAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(representativeNo)
}

func texts(charges []Charge) []string {
	list := make([]string, len(charges))
	for i, c := range charges {
		list[i] = string(c)
	}
	return list
}
