package audit

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	clausesAudited     conformity.Message = "audit.coverage.clauses: each of the sub-clauses 4.2 to 4.6 was covered by an audit within {0}"
	clausesAwaited     conformity.Message = "audit.coverage.awaited: no audit has covered {0} yet; the system is in force since {1}, and {2} are not over"
	clausesMissed      conformity.Message = "audit.coverage.missed: no audit within {0} covered {1}: audit them"
	noSystem           conformity.Message = "audit.coverage.nosystem: the system is not in force, so that nothing can be audited"
	arrangementCovered conformity.Message = "audit.arrangement.covered: {subject}, {0}, was covered by {1}"
	arrangementAwaited conformity.Message = "audit.arrangement.awaited: no audit has covered {subject}, {0}, yet; it is in force since {1}, and {2} are not over"
	arrangementMissed  conformity.Message = "audit.arrangement.missed: no audit within {0} covered {subject}, {1}: let one look at it"
	arrangementOther   conformity.Message = "audit.arrangement.other: {0} is not in force"
)

// clausesCovered decides 4.5.5.determine.1 for the sub-clauses: each was covered by an audit
// within the cycle, which runs from the day the system came into force at the earliest.
func clausesCovered(r *conformity.Reader) conformity.Verdict {
	c := cycle(r)
	if c == nil {
		return organization.Unset(organization.AuditCycle)
	}
	system := organization.EstablishmentInForce(r)
	if system == nil {
		return conformity.Nothing(noSystem)
	}
	var missed []string
	for _, name := range organization.Element("").Values() {
		element := organization.Element(name)
		if !auditsOfElement.Of(r, element).Any(func(a *Audit) bool { return inCycle(r, a, c) }) {
			missed = append(missed, name)
		}
	}
	switch {
	case len(missed) == 0:
		return conformity.Met(clausesAudited, c.Period)
	case r.Within(system.InForceFrom, c.Period):
		return conformity.Met(clausesAwaited, missed, system.InForceFrom, c.Period)
	}
	return conformity.Unmet(clausesMissed, c.Period, missed)
}

// procedureCovered decides 4.5.5.determine.1 for a procedure in force: an audit of the cycle
// covered it, unless it has been in force for less than the cycle.
func procedureCovered(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	var since records.Date
	if revision := p.Current(r); revision != nil {
		since = revision.EffectiveFrom
		for i := range p.Revisions { // a new revision is no new procedure
			if from := p.Revisions[i].EffectiveFrom; r.Happened(from) && from.Before(since) && !p.Revisions[i].ApprovedOn.IsZero() {
				since = from
			}
		}
	}
	return arrangementAudited(r, *p, p.Title, since)
}

// programmeCovered decides the same for a programme of security management.
func programmeCovered(r *conformity.Reader, p *objectives.Programme) conformity.Verdict {
	return arrangementAudited(r, *p, p.Title, p.InForceSince(r))
}

func arrangementAudited(r *conformity.Reader, arrangement records.Entity, title string, since records.Date) conformity.Verdict {
	ref := arrangement.Ref()
	c := cycle(r)
	switch {
	case since.IsZero():
		return conformity.Nothing(arrangementOther, arrangement)
	case c == nil:
		return organization.Unset(organization.AuditCycle)
	}
	inTime := func(a *Audit) bool { return inCycle(r, a, c) }
	covered := auditsOfArrangement.Of(r, ref).First(inTime)
	if covered == nil {
		covered = auditsOfArrangement.Of(r, records.Ref{}).First(inTime)
	}
	switch {
	case covered != nil:
		return conformity.Met(arrangementCovered, title, *covered)
	case r.Within(since, c.Period):
		return conformity.Met(arrangementAwaited, title, since, c.Period)
	}
	return conformity.Unmet(arrangementMissed, c.Period, title)
}

// A question is one of the three that the report of an audit answers.
type question struct {
	field, what string
	conclusion  func(*Report) Conclusion
}

func conformityQuestion() question {
	return question{"conformity", "whether the system conforms to what was planned and to the standard", func(p *Report) Conclusion { return p.Conformity }}
}

func implementationQuestion() question {
	return question{"implementation", "whether the system is carried out and kept up as it should be", func(p *Report) Conclusion { return p.Implementation }}
}

func effectivenessQuestion() question {
	return question{"effectiveness", "whether the system succeeds in meeting policy and objectives", func(p *Report) Conclusion { return p.Effectiveness }}
}

const (
	concluded    conformity.Message = "audit.conclusion.drawn: the report on {subject}, {0}, concludes {1}"
	notConcluded conformity.Message = "audit.conclusion.missing: the report on {subject}, {0}, does not conclude {1}: have the auditors conclude it, and enter the answer"
)

// concludes decides 4.5.5.determine.1 to .3 for an audit of the cycle that is reported: the
// report answers the question, favourably or not. An audit without a report is for 4.5.5.c.
func concludes(q question) func(*conformity.Reader, *Audit) conformity.Verdict {
	return func(r *conformity.Reader, a *Audit) conformity.Verdict {
		c := cycle(r)
		switch {
		case !r.Happened(a.PerformedOn):
			return conformity.Nothing(auditOpen, *a)
		case c == nil:
			return organization.Unset(organization.AuditCycle)
		case !inCycle(r, a, c):
			return conformity.Nothing(notInCycle, *a)
		case !r.Happened(a.Report.On):
			return conformity.Nothing(notReported, *a)
		case !q.conclusion(&a.Report).Drawn():
			return conformity.Unmet(notConcluded, a.Title, q.what).At("report." + q.field)
		}
		return conformity.Met(concluded, a.Title, q.what)
	}
}

const (
	lookedBack    conformity.Message = "audit.lookedback: {0} looked back at {subject} and at what was done about it: {1}"
	notLookedBack conformity.Message = "audit.lookedback.not: {0}, held on {1}, looked at the same work as {subject} and not back at it: have the next audit review the finding and what was done, and enter it there"
	notYetBack    conformity.Message = "audit.lookedback.awaited: no later audit has looked at the work that {subject} is about"
	findingOrphan conformity.Message = "audit.finding.orphan: {subject} names {0}, which is not on record: enter the audit that found it"
	findingEarly  conformity.Message = "audit.finding.early: the audit that found {0} has not been held yet"
)

// lookedBackAt decides 4.5.5.b for a finding: once a later audit has looked at its area or
// clause, one of them has reviewed the finding and what was done about it.
func lookedBackAt(r *conformity.Reader, x *Finding) conformity.Verdict {
	found := conformity.Look(r, x.Audit)
	switch {
	case found == nil:
		return conformity.Undetermined(findingOrphan, x.Audit).At("audit")
	case !r.Happened(found.PerformedOn):
		return conformity.Nothing(findingEarly, *x)
	}
	later := func(a *Audit) bool {
		return a.PerformedOn.After(found.PerformedOn) && r.Happened(a.PerformedOn)
	}
	if a := auditsLookingBack.Of(r, x.ID).First(func(a *Audit) bool { return later(a) && a.reviewed(x.ID) != "" }); a != nil {
		return conformity.Met(lookedBack, *a, a.reviewed(x.ID))
	}
	var missed *Audit
	if x.Clause != "" {
		missed = auditsOfElement.Of(r, x.Clause).First(later)
	}
	if missed == nil && x.Area != "" {
		missed = auditsOfArea.Of(r, x.Area).First(later)
	}
	if missed != nil {
		return conformity.Unmet(notLookedBack, *missed, missed.PerformedOn)
	}
	return conformity.Met(notYetBack)
}

func (a *Audit) reviewed(finding records.ID[Finding]) string {
	for _, p := range a.PreviousFindings {
		if p.Finding == finding {
			return strings.TrimSpace(p.Status)
		}
	}
	return ""
}

const (
	delivered    conformity.Message = "audit.delivered: management, {0}, was given the report on {subject}, {1}, on {2}"
	deliverDue   conformity.Message = "audit.delivery.due: management has to have the report on {subject}, {0}, by {1}"
	deliverLate  conformity.Message = "audit.delivery.late: management was to have the report on {subject}, {0}, by {1}, and has none: give it to a member of top management, and record to whom and when"
	deliverUnset conformity.Message = "audit.delivery.unset: no day is set by which management has the report on {subject}, {0}: set one"
)

// reachedManagement decides 4.5.5.c for an audit that was held: somebody who directed the
// organization on that day was given the report. Late but delivered is delivered.
func reachedManagement(r *conformity.Reader, a *Audit) conformity.Verdict {
	if !r.Happened(a.PerformedOn) {
		return conformity.Nothing(auditOpen, *a)
	}
	for _, d := range a.Report.Deliveries {
		if !r.Happened(a.Report.On) || !r.Happened(d.On) {
			continue
		}
		if role := organization.HeldTopManagement(r, d.To, d.On); role != nil {
			return conformity.Met(delivered, d.To, a.Title, d.On)
		}
	}
	switch due := a.Report.DueOn; {
	case due.IsZero():
		return conformity.Undetermined(deliverUnset, a.Title).At("report.due_on")
	case r.Over(due):
		return conformity.Unmet(deliverLate, a.Title, due).At("report.deliveries")
	default:
		return conformity.Met(deliverDue, a.Title, due)
	}
}

const (
	deploymentSeen    conformity.Message = "audit.deployment.verified: {0}, held on {1}, verified how security {2} is deployed"
	deploymentAwaited conformity.Message = "audit.deployment.awaited: no audit has verified yet how security {0} is deployed; the system is in force since {1}, and {2} are not over"
	deploymentMissed  conformity.Message = "audit.deployment.missed: no audit within {0} verified how security {1} is deployed: have one verify it, and enter what it saw"
)

// verified decides 4.5.5.d for equipment or personnel: an audit of the cycle checked whether
// it is where and how it should be.
func verified(of Deployed) func(*conformity.Reader) conformity.Verdict {
	return func(r *conformity.Reader) conformity.Verdict {
		c := cycle(r)
		if c == nil {
			return organization.Unset(organization.AuditCycle)
		}
		system := organization.EstablishmentInForce(r)
		if system == nil {
			return conformity.Nothing(noSystem)
		}
		seen := conformity.All[Audit](r).First(func(a *Audit) bool {
			return slices.ContainsFunc(a.Verifications, func(v Verification) bool { return v.Of == of }) && inCycle(r, a, c)
		})
		switch {
		case seen != nil:
			return conformity.Met(deploymentSeen, *seen, seen.PerformedOn, of)
		case r.Within(system.InForceFrom, c.Period):
			return conformity.Met(deploymentAwaited, of, system.InForceFrom, c.Period)
		}
		return conformity.Unmet(deploymentMissed, c.Period, of)
	}
}

const (
	auditorAble     conformity.Message = "audit.auditor.able: {0} had what {1} demands of auditors when {subject} was held"
	auditorUnable   conformity.Message = "audit.auditor.unable: {0} audited in {subject} on {1} and had not {2}, which {3} demands of auditors: have the auditor qualified, and the audit repeated by somebody who is"
	auditorsUnknown conformity.Message = "audit.auditor.unknown: nothing says who audited in {subject}: enter the auditors"
	competenceWords conformity.Message = "audit.auditor.words: {0} says in words what auditors have to be able to do, so that it cannot be told of each whether they were: name the competences of the register"
)

// auditorsCompetent decides 4.5.5.procedure.competence for an audit of the cycle, auditor by
// auditor: each had on that day all the competences that the procedure in force demands.
func auditorsCompetent(r *conformity.Reader, a *Audit, say conformity.Say) {
	c, p := cycle(r), procedureInForce(r)
	switch {
	case !r.Happened(a.PerformedOn):
		say("", conformity.Nothing(auditOpen, *a))
		return
	case c == nil:
		say("", organization.Unset(organization.AuditCycle))
		return
	case !inCycle(r, a, c):
		say("", conformity.Nothing(notInCycle, *a))
		return
	case p == nil:
		say("", conformity.Nothing(procedureNeeded))
		return
	case len(a.team()) == 0:
		say("", conformity.Undetermined(auditorsUnknown).At("auditors"))
		return
	case len(p.Competences) == 0 && strings.TrimSpace(p.Competence) != "":
		say("", conformity.Undetermined(competenceWords, *p))
		return
	}
	for _, auditor := range a.team() {
		verdict := conformity.Met(auditorAble, auditor, *p)
		for _, demanded := range p.Competences {
			if competence.CompetentOn(r, auditor, demanded, a.PerformedOn) == nil {
				verdict = conformity.Unmet(auditorUnable, auditor, a.PerformedOn, demanded, *p).At("auditors")
				break
			}
		}
		say(string(auditor), verdict)
	}
}

const (
	auditorFree     conformity.Message = "audit.independent: {0} did not answer for what {subject} looked at"
	auditorBound    conformity.Message = "audit.independent.not: {0} held {1} on {2}, and so answered for {3}, which {subject} looked at: have it audited by somebody else, or record why that was not possible"
	auditorExcused  conformity.Message = "audit.independent.excused: {0} answered for {1}, which {subject} looked at; independence was not possible: {2}"
	areasUnassigned conformity.Message = "audit.independent.unassigned: nothing says who answers for what {subject} looked at: enter its areas, each with the role"
)

// independent decides 4.5.5.independent for an audit of the cycle, auditor by auditor: on that
// day none held a role that answers directly for what was audited, or a reason says why it
// could not be otherwise. Independent does not have to mean external.
func independent(r *conformity.Reader, a *Audit, say conformity.Say) {
	c := cycle(r)
	switch {
	case !r.Happened(a.PerformedOn):
		say("", conformity.Nothing(auditOpen, *a))
		return
	case c == nil:
		say("", organization.Unset(organization.AuditCycle))
		return
	case !inCycle(r, a, c):
		say("", conformity.Nothing(notInCycle, *a))
		return
	case len(a.team()) == 0:
		say("", conformity.Undetermined(auditorsUnknown).At("auditors"))
		return
	case !slices.ContainsFunc(a.Areas, func(area Area) bool { return area.Role != "" }):
		say("", conformity.Undetermined(areasUnassigned).At("areas"))
		return
	}
	for _, auditor := range a.team() {
		say(string(auditor), freeOf(r, a, auditor))
	}
}

func freeOf(r *conformity.Reader, a *Audit, auditor records.ID[records.Person]) conformity.Verdict {
	for _, area := range a.Areas {
		role := conformity.Look(r, area.Role)
		if role == nil || !role.HeldBy(auditor, a.PerformedOn) {
			continue
		}
		if reason := a.excused(auditor); reason != "" {
			return conformity.Met(auditorExcused, auditor, area.Name, reason).At("exceptions")
		}
		return conformity.Unmet(auditorBound, auditor, *role, a.PerformedOn, area.Name).At("auditors")
	}
	return conformity.Met(auditorFree, auditor)
}
