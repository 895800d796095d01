package audit

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/competence"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceActions     conformity.Message = "audit.advice.actions: no action follows from {subject}: the guide suggests that nonconformities of audits are dealt with like any other"
	adviceAdditional  conformity.Message = "audit.advice.additional: {subject} was {0} and no audit followed it: the guide suggests further audits where they are needed, such as after incidents"
	adviceCleared     conformity.Message = "audit.advice.cleared: {0} took part in {subject} without a clearance that held then: the guide suggests that auditors are cleared for what they get to see"
	adviceYear        conformity.Message = "audit.advice.year: {subject} plans for more than a year: the guide suggests a plan for each year"
	adviceBasis       conformity.Message = "audit.advice.basis: {subject} looked at neither performance nor management reviews nor changes: the guide suggests to audit more where they show a need"
	adviceAnswered    conformity.Message = "audit.advice.answered: {subject} was to be answered by {0} and has not been: the guide suggests that management deals with findings in time"
	adviceSigned      conformity.Message = "audit.advice.signed: the report of {subject} is not signed with a day: the guide suggests that the auditor signs and dates it"
	adviceScope       conformity.Message = "audit.advice.scope: {subject} does not say what it covers: the guide suggests that its report says so"
	adviceAuditees    conformity.Message = "audit.advice.auditees: {subject} does not say which areas it went to and who answers for each: the guide suggests that its report says so"
	adviceCriteria    conformity.Message = "audit.advice.criteria: {subject} does not say what it compared with: the guide suggests that its report names the documents"
	adviceDetail      conformity.Message = "audit.advice.detail: {subject} names no evidence: the guide suggests to report nonconformities in detail"
	adviceAnswerDue   conformity.Message = "audit.advice.answerdue: no day is set by which {subject} is to be answered: the guide suggests a plan of remedies with names and days"
	adviceFollowedUp  conformity.Message = "audit.advice.followedup: {subject} was answered, and nobody has looked whether that helped: the guide suggests to follow up"
	adviceReportKept  conformity.Message = "audit.advice.report: {subject} was performed and no document holds its report: the guide counts audit reports among what comes out"
	adviceClosed      conformity.Message = "audit.advice.closed: {subject} was dealt with effectively and has not been closed: the guide suggests that nonconformities are signed off"
	adviceClosedAlone conformity.Message = "audit.advice.closedby: it is not said who has closed {subject}: the guide suggests that nonconformities are signed off"
)

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Programmes []Programme
	Audits     []Audit
	Findings   []Finding
	Incidents  []incidents.Incident
	Clearances []competence.Clearance // of auditors
}

// Advice returns the checks of what the guide suggests for 4.5.5.
func Advice() []conformity.Check[AdviceInput] {
	programmes := func(in AdviceInput) []Programme { return in.Programmes }
	covers := func(r *conformity.Reader, p *Programme) bool { return p.Covers(r) }
	return []conformity.Check[AdviceInput]{
		findingHas("4.5.3.input.4", "answer.actions", answeredNonconformity, func(x *Finding) bool { return len(x.Answer.Actions) > 0 }, adviceActions),
		conformity.Suggest("4.5.5.process.audits.3", func(in AdviceInput) []incidents.Incident { return in.Incidents }, auditedAfter),
		conformity.SuggestMany("4.5.5.process.audits.4", advisedAudits, auditorsCleared),
		conformity.Suggest("4.5.5.process.scheduling.1", programmes, conformity.Having(covers, "until", (*Programme).atMostAYear, adviceYear)),
		conformity.Suggest("4.5.5.process.scheduling.3", programmes, conformity.Having(covers, "basis.other", func(p *Programme) bool { return len(p.Basis.Other) > 0 }, adviceBasis)),
		conformity.Suggest("4.5.5.process.support.2", advisedFindings, answeredInTime),
		auditHas("4.5.5.process.results.2", "report", func(a *Audit) bool { return a.Report.SignedBy != "" && !a.Report.On.IsZero() }, adviceSigned),
		auditHas("4.5.5.process.results.3", "clauses", func(a *Audit) bool {
			return len(a.Clauses)+len(a.Arrangements)+len(a.Areas)+len(a.Sites) > 0 || a.EveryArrangement
		}, adviceScope),
		auditHas("4.5.5.process.results.4", "areas", func(a *Audit) bool {
			return len(a.Areas) > 0 && !slices.ContainsFunc(a.Areas, func(x Area) bool { return x.Role == "" })
		}, adviceAuditees),
		auditHas("4.5.5.process.results.5", "criteria", func(a *Audit) bool { return len(a.Criteria) > 0 }, adviceCriteria),
		findingHas("4.5.5.process.results.6", "evidence", nonconformity, func(x *Finding) bool { return len(x.Evidence) > 0 }, adviceDetail),
		findingHas("4.5.5.process.results.11", "answer_due_on", nonconformity, func(x *Finding) bool { return !x.AnswerDueOn.IsZero() }, adviceAnswerDue),
		findingHas("4.5.5.process.results.12", "follow_ups", answeredNonconformity, func(x *Finding) bool { return len(x.FollowUps) > 0 }, adviceFollowedUp),
		auditHas("4.5.5.output.3", "report.document", func(a *Audit) bool { return a.Report.Document != "" }, adviceReportKept),
		conformity.Suggest("4.5.5.output.4", advisedFindings, signedOff),
	}
}

func advisedAudits(in AdviceInput) []Audit     { return in.Audits }
func advisedFindings(in AdviceInput) []Finding { return in.Findings }

// auditHas asks the audits of the organization's own that were held. How others report is theirs.
func auditHas(row, field string, has func(*Audit) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, advisedAudits, conformity.Having(ownAndHeld, field, has, lacking))
}

func ownAndHeld(r *conformity.Reader, a *Audit) bool {
	return a.Kind != External && r.Happened(a.PerformedOn)
}

func findingHas(row, field string, concerns func(*conformity.Reader, *Finding) bool, has func(*Finding) bool, lacking conformity.Message) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, advisedFindings, conformity.Having(concerns, field, has, lacking))
}

func nonconformity(r *conformity.Reader, x *Finding) bool {
	a := conformity.Look(r, x.Audit)
	return x.Grade.IsNonconformity() && a != nil && r.Happened(a.PerformedOn)
}

func answeredNonconformity(r *conformity.Reader, x *Finding) bool {
	return nonconformity(r, x) && x.Answered(r)
}

// auditedAfter asks for an audit that was made for it, or held at all, since a serious incident.
func auditedAfter(r *conformity.Reader, x *incidents.Incident) conformity.Verdict {
	if !x.Occurred(r) || !x.Serious() {
		return conformity.NotConcerned()
	}
	followed := conformity.All[Audit](r).Any(func(a *Audit) bool {
		return a.Kind != External && r.Happened(a.PerformedOn) && !a.PerformedOn.Before(x.OccurredOn)
	})
	return conformity.FollowedIf(followed, "", adviceAdditional, string(x.Severity))
}

var clearancesByAuditor = conformity.NewIndex(func(c *competence.Clearance) records.ID[records.Person] { return c.Person })

func auditorsCleared(r *conformity.Reader, a *Audit, say conformity.Say) {
	if !ownAndHeld(r, a) {
		return
	}
	for _, auditor := range a.team() {
		cleared := clearancesByAuditor.Of(r, auditor).Any(func(c *competence.Clearance) bool { return c.HoldsOn(a.PerformedOn) })
		say(string(auditor), conformity.FollowedIf(cleared, "auditors", adviceCleared, auditor))
	}
}

func (p *Programme) atMostAYear() bool {
	return !p.Until.End().After(records.Months(12).After(p.From))
}

func answeredInTime(r *conformity.Reader, x *Finding) conformity.Verdict {
	if !nonconformity(r, x) || x.AnswerDueOn.IsZero() {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(x.Answered(r) || !r.Over(x.AnswerDueOn), "answer", adviceAnswered, x.AnswerDueOn)
}

// signedOff asks for the signature once the latest follow-up found that what was done works.
func signedOff(r *conformity.Reader, x *Finding) conformity.Verdict {
	var last Following
	for _, f := range x.FollowUps {
		if r.Happened(f.On) && !f.On.Before(last.On) {
			last = f
		}
	}
	switch {
	case !nonconformity(r, x) || last.Effective != records.Yes && !x.Closed(r):
		return conformity.NotConcerned()
	case !x.Closed(r):
		return conformity.NotFollowed(adviceClosed).At("closed_on")
	}
	return conformity.FollowedIf(x.ClosedBy != "", "closed_by", adviceClosedAlone)
}
