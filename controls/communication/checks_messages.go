package communication

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	importanceSent  conformity.Message = "communication.importance.sent: top management said last on {0} why the security requirements have to be met ({1}), within the {2} set"
	importanceNew   conformity.Message = "communication.importance.new: the system is in force since {0}: there are {1} for top management to say why its requirements have to be met"
	importanceNever conformity.Message = "communication.importance.never: it is not on record that anybody in top management told the organization why its security requirements have to be met: do so, and enter the message (internal, with the topic importance of requirements)"
	importanceOld   conformity.Message = "communication.importance.old: top management said last on {0} why the security requirements have to be met ({1}), longer ago than the {2} set: say it again, and enter the message"
)

var messagesByTopic = conformity.NewIndexAll(func(m *Message) []Topic { return m.Topics })

// directed reports whether the person was in top management on that day.
func directed(r *conformity.Reader, person records.ID[records.Person], day records.Date) bool {
	for _, role := range listed(organization.RolesOf(r, person)) {
		if role.TopManagement && role.HeldBy(person, day) {
			return true
		}
	}
	return false
}

// importanceTold decides 4.4.1.g: within the interval set somebody who was in top management
// then told the organization why its requirements have to be met. What was told to people
// outside does not count. Before the first time the interval runs from the day on which the
// system came into force.
func importanceTold(r *conformity.Reader) conformity.Verdict {
	last := messagesByTopic.Of(r, ImportanceOfRequirements).Latest(func(m *Message) records.Date {
		if m.Direction != Internal || !directed(r, m.From, m.SentOn) {
			return records.Date{}
		}
		return m.SentOn
	})
	var began records.Date
	if last != nil {
		organization.HeldTopManagement(r, last.From, last.SentOn)
		began = last.SentOn
	} else if e := organization.EstablishmentInForce(r); e != nil {
		began = e.InForceFrom
	}
	if began.IsZero() {
		return conformity.Unmet(importanceNever)
	}
	interval := organization.SettingInForce(r, organization.ImportanceMessageInterval)
	if interval == nil {
		return organization.Unset(organization.ImportanceMessageInterval)
	}
	recent := r.Within(began, interval.Period)
	switch {
	case last != nil && recent:
		return conformity.Met(importanceSent, began, *last, interval.Period)
	case last != nil:
		return conformity.Unmet(importanceOld, began, *last, interval.Period)
	case recent:
		return conformity.Met(importanceNew, began, interval.Period)
	}
	return conformity.Unmet(importanceNever)
}

const (
	messagesNone     conformity.Message = "communication.message.none: no message on security is on record that was sent"
	messageReceived  conformity.Message = "communication.message.received: {0} comes from outside"
	messageUnsent    conformity.Message = "communication.message.unsent: {0} has not been sent"
	unclassified     conformity.Message = "communication.message.unclassified: {subject}, {0}, was sent on {1}, and it was not settled how sensitive it is, which should be done first: settle it now, and see whether it may stay where it went"
	releasedBefore   conformity.Message = "communication.message.released: {subject}, {0}, of class {1}, was sent on {2}; {3} had decided on {4} that it may be"
	releasedAs       conformity.Message = "communication.message.releasedas: {subject}, {0}, of class {1}, was sent on {2} under {3}, {4}"
	releasedLate     conformity.Message = "communication.message.late: {subject}, {0}, was sent on {1}, and only on {2} was it decided that it may be, which should be done first: have messages released before they are sent"
	unreleased       conformity.Message = "communication.message.unreleased: {subject}, {0}, of class {1}, was sent on {2}, and nobody had decided that it may be, as somebody should: have it looked at now, and have messages released before they are sent"
	releaseNobody    conformity.Message = "communication.message.nobody: {subject}, {0}, was released on {1}, and it should be on record by whom: enter the person"
	releaseUndated   conformity.Message = "communication.message.undated: {subject}, {0}, was released by {1}, and it is not on record when: enter the day"
	releaseLost      conformity.Message = "communication.message.lost: {subject}, {0}, was sent under {1}, of which there is no entry: enter the decision"
	releaseUncovered conformity.Message = "communication.message.uncovered: {subject}, {0}, was sent on {1} under {2}, which {3}, and should have been released by itself: have it looked at now, and the decision extended if the like is to be sent again"
)

// messagesAwaited says why 4.4.3.sensitivity is undetermined where nothing was sent.
func messagesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(messagesNone)
}

// sensitivityWeighed decides 4.4.3.sensitivity for a message that was sent, outward or within
// the organization. The standard says that this should be done: it has a class of
// sensitivity, and it was released, by itself or by a standing decision that held and covered
// it on the day. The day of the decision itself is early enough. Which class is the right one
// is for whoever classifies.
func sensitivityWeighed(r *conformity.Reader, m *Message) conformity.Verdict {
	switch {
	case m.Direction == Incoming:
		return conformity.Nothing(messageReceived, *m)
	case !m.Sent(r):
		return conformity.Nothing(messageUnsent, *m)
	case blank(string(m.Sensitivity)):
		return conformity.Unmet(unclassified, m.Title, m.SentOn).At("sensitivity")
	case m.ReleasedBy != "" && !m.ReleaseDecidedOn.IsZero() && !m.ReleaseDecidedOn.After(m.SentOn):
		return conformity.Met(releasedBefore, m.Title, string(m.Sensitivity), m.SentOn, m.ReleasedBy, m.ReleaseDecidedOn)
	case m.Release != "":
		return releasedUnder(r, m)
	case m.ReleasedBy == "" && m.ReleaseDecidedOn.IsZero():
		return conformity.Unmet(unreleased, m.Title, string(m.Sensitivity), m.SentOn).At("release_decided_on")
	case m.ReleasedBy == "":
		return conformity.Unmet(releaseNobody, m.Title, m.ReleaseDecidedOn).At("released_by")
	case m.ReleaseDecidedOn.IsZero():
		return conformity.Undetermined(releaseUndated, m.Title, m.ReleasedBy).At("release_decided_on")
	}
	return conformity.Unmet(releasedLate, m.Title, m.SentOn, m.ReleaseDecidedOn).At("release_decided_on")
}

// releasedUnder decides for a message that was sent under a standing decision.
func releasedUnder(r *conformity.Reader, m *Message) conformity.Verdict {
	release := conformity.Look(r, m.Release)
	if release == nil {
		return conformity.Undetermined(releaseLost, m.Title, m.Release).At("release")
	}
	if why := release.Bars(*m, m.SentOn); why != "" {
		return conformity.Unmet(releaseUncovered, m.Title, m.SentOn, *release, why).At("release")
	}
	return conformity.Met(releasedAs, m.Title, string(m.Sensitivity), m.SentOn, *release, release.Title)
}
