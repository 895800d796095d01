package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceWatch      conformity.Message = "incidents.advice.watch: it is not set for how long one looks out for the cause of {subject} to come back: the guide takes it for the aim that nothing happens twice"
	adviceCategory   conformity.Message = "incidents.advice.category: it is not said of what kind {subject} is: the guide suggests to look for causes in people, processes, equipment and the system"
	adviceProgress   conformity.Message = "incidents.advice.progress: {subject} is under way, and nothing is on record of how it goes on: the guide suggests to follow the progress of actions"
	adviceReported   conformity.Message = "incidents.advice.reported: it is not said when {subject} was reported: the guide suggests that whatever goes wrong is reported"
	adviceAtOnce     conformity.Message = "incidents.advice.atonce: it is not said what was done at once about {subject}: the guide suggests to put right what one sees as soon as one sees it"
	adviceNotified   conformity.Message = "incidents.advice.notified: {0} was to hear of {subject} and has not: the guide suggests to settle who is told, and how"
	adviceManagement conformity.Message = "incidents.advice.management: {subject} is {0}, and no investigation of it has management take part: the guide suggests that it does in serious cases"
	adviceFacts      conformity.Message = "incidents.advice.facts: {subject} does not hold both what was seen at once and what was found out later: the guide suggests to record the two"
	adviceDetails    conformity.Message = "incidents.advice.details: it is not described what happened in {subject}: the guide suggests to record the details"
	adviceCompetent  conformity.Message = "incidents.advice.investigator: it is not said what authority {0} has for {subject}, or what qualifies that person: the guide suggests to settle who investigates, and on account of what"
	adviceRoot       conformity.Message = "incidents.advice.root: {subject} is completed and names no root cause: the guide suggests to look for it"
	adviceEvidence   conformity.Message = "incidents.advice.evidence: no evidence of {subject} was secured: the guide suggests to see to recordings and the like"
	advicePublished  conformity.Message = "incidents.advice.published: {subject} is completed and nobody was given a report: the guide suggests to arrange for reporting"
	adviceRecipients conformity.Message = "incidents.advice.recipients: it is not said who was given what {subject} found: the guide suggests to tell management and others whom it concerns"
	adviceCauses     conformity.Message = "incidents.advice.causes: {subject} does not say which cause it is to remove: the guide suggests that corrective action goes for root causes"
	advicePrevent    conformity.Message = "incidents.advice.prevent: none of the actions on record is preventive: the guide suggests to keep from happening what could go wrong"
	advicePreventive conformity.Message = "incidents.advice.preventive: nobody has looked whether {subject} worked: the guide suggests to see to the effect of preventive action too"
	adviceOverdue    conformity.Message = "incidents.advice.overdue: {subject} was due on {0}, and nobody of top management has been told that it is open: the guide suggests to report such actions as early as possible"
	adviceSeverity   conformity.Message = "incidents.advice.severity: nobody has judged how severe {subject} was: the guide suggests to look at how often and how severely things go wrong"
	advicePlace      conformity.Message = "incidents.advice.place: it is not said where {subject} happened, or at which activity: the guide suggests to analyse place, activity and time"
	adviceImpact     conformity.Message = "incidents.advice.impact: {subject} had consequences, and it is not said for what: the guide suggests to record kind and degree of the impact"
	adviceBothCauses conformity.Message = "incidents.advice.both: {subject} does not tell direct causes from root causes: the guide suggests to analyse both"
	adviceRisk       conformity.Message = "incidents.advice.risk: {subject} is linked to no risk: the guide suggests that each incident may point to a threat or a weakness"
	adviceNoLesson   conformity.Message = "incidents.advice.lesson: {subject} is completed and draws no lesson: the guide suggests to learn from it in general, not only for the one case"
	adviceNotApplied conformity.Message = "incidents.advice.applied: it is not said where a lesson of {subject} was applied, or when: the guide suggests to apply lessons across the organization and the chain"
	adviceDocument   conformity.Message = "incidents.advice.document: {subject} is completed and no document holds it: the guide counts reports of investigations among what comes out"
)

// Advice returns the checks of what the guide suggests for 4.5.3.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Suggest("4.5.3.intent.2", actions, ofCompleted(Corrective, "watch", func(_ *conformity.Reader, a *Action) bool { return !a.Watch.IsZero() }, adviceWatch)),
		conformity.Suggest("4.5.3.intent.3", func(in Input) []Cause { return in.Causes }, conformity.Having(nil, "category", func(c *Cause) bool { return c.Category != "" }, adviceCategory)),
		conformity.Suggest("4.5.3.process.2", actions, progressFollowed),
		conformity.Suggest("4.5.3.procedure.general.2", incidents, conformity.Having(occurred, "reported_on", func(x *Incident) bool { return !x.ReportedOn.IsZero() }, adviceReported)),
		conformity.Suggest("4.5.3.procedure.immediate.1", incidents, conformity.Having(harmful, "immediate_actions", func(x *Incident) bool { return len(x.ImmediateActions) > 0 }, adviceAtOnce)),
		conformity.SuggestMany("4.5.3.procedure.immediate.2", incidents, notified),
		conformity.Suggest("4.5.3.procedure.immediate.4", incidents, managementTakesPart),
		ofInvestigations("4.5.3.procedure.recording.1", "detailed", func(v *Investigation) bool { return v.Immediate != "" && v.Detailed != "" }, adviceFacts),
		conformity.Suggest("4.5.3.procedure.recording.2", incidents, conformity.Having(occurred, "description", func(x *Incident) bool { return x.Description != "" }, adviceDetails)),
		conformity.SuggestMany("4.5.3.procedure.investigation.4", investigations, investigatorsFit),
		ofInvestigations("4.5.3.procedure.investigation.5", "causes", func(v *Investigation) bool { return len(v.RootCauses()) > 0 }, adviceRoot),
		conformity.Suggest("4.5.3.procedure.investigation.7", incidents, conformity.Having(grave, "evidence", func(x *Incident) bool { return len(x.Evidence) > 0 }, adviceEvidence)),
		ofInvestigations("4.5.3.procedure.investigation.8", "report.on", func(v *Investigation) bool { return !v.Report.On.IsZero() }, advicePublished),
		conformity.Suggest("4.5.3.procedure.corrective.1", actions, conformity.Having(decidedCorrective, "causes", func(a *Action) bool { return len(a.Causes) > 0 }, adviceCauses)),
		conformity.SuggestWhole[Input]("4.5.3.procedure.preventive.1", somePreventive),
		conformity.Suggest("4.5.3.procedure.preventive.3", actions, ofCompleted(Preventive, "effectiveness", func(r *conformity.Reader, a *Action) bool { return a.Confirmed(r) != nil }, advicePreventive)),
		conformity.Suggest("4.5.3.procedure.followup.2", actions, overdueReported),
		conformity.Suggest("4.5.3.process.analysis.3", incidents, conformity.Having(occurred, "severity", func(x *Incident) bool { return x.Severity != "" }, adviceSeverity)),
		conformity.Suggest("4.5.3.process.analysis.4", incidents, conformity.Having(occurred, "site", func(x *Incident) bool { return x.Site != "" && x.Activity != "" }, advicePlace)),
		conformity.Suggest("4.5.3.process.analysis.5", incidents, conformity.Having(consequential, "impacts", func(x *Incident) bool { return len(x.Impacts) > 0 }, adviceImpact)),
		ofInvestigations("4.5.3.process.analysis.6", "causes", func(v *Investigation) bool {
			return len(v.RootCauses()) > 0 && slices.ContainsFunc(v.Causes, func(c Found) bool { return !c.Root })
		}, adviceBothCauses),
		conformity.Suggest("4.5.3.process.analysis.7", incidents, conformity.Having(occurred, "risks", func(x *Incident) bool { return len(x.Risks) > 0 }, adviceRisk)),
		ofInvestigations("4.5.3.process.results.3", "report.recipients", func(v *Investigation) bool { return len(v.Report.Recipients) > 0 }, adviceRecipients),
		conformity.Suggest("4.5.3.process.results.6", investigations, lessonsApplied),
		ofInvestigations("4.5.3.output.4", "document", func(v *Investigation) bool { return v.Document != "" }, adviceDocument),
	}
}

func occurred(r *conformity.Reader, x *Incident) bool { return x.Occurred(r) }

// harmful leaves out what only nearly happened, and false alarms.
func harmful(r *conformity.Reader, x *Incident) bool {
	return x.Occurred(r) && x.Kind != NearMiss && x.Kind != FalseAlarm
}

func grave(r *conformity.Reader, x *Incident) bool { return x.Occurred(r) && x.Serious() }

func consequential(r *conformity.Reader, x *Incident) bool {
	return x.Occurred(r) && x.HasConsequences == records.Yes
}

func decidedCorrective(r *conformity.Reader, a *Action) bool {
	return a.Kind == Corrective && a.Decided(r) && a.State(r) != ActionDropped
}

func ofCompleted(kind ActionKind, field string, has func(*conformity.Reader, *Action) bool, lacking conformity.Message) func(*conformity.Reader, *Action) conformity.Verdict {
	return func(r *conformity.Reader, a *Action) conformity.Verdict {
		if a.Kind != kind || a.Completed(r).IsZero() || a.State(r) == ActionDropped {
			return conformity.NotConcerned()
		}
		return conformity.FollowedIf(has(r, a), field, lacking)
	}
}

func ofInvestigations(row, field string, has func(*Investigation) bool, lacking conformity.Message) conformity.Check[Input] {
	return conformity.Suggest(row, investigations, conformity.Having(func(r *conformity.Reader, v *Investigation) bool { return v.Completed(r) }, field, has, lacking))
}

func progressFollowed(r *conformity.Reader, a *Action) conformity.Verdict {
	if a.State(r) != ActionUnderWay {
		return conformity.NotConcerned()
	}
	followed := slices.ContainsFunc(a.Progress, func(p Progress) bool { return r.Happened(p.On) })
	return conformity.FollowedIf(followed, "progress", adviceProgress)
}

// notified asks of each who was to be told; late but told is told.
func notified(r *conformity.Reader, x *Incident, say conformity.Say) {
	for i, n := range x.Notifications {
		if !x.Occurred(r) {
			return
		}
		told := r.Happened(n.On)
		awaited := !told && !n.Within.IsZero() && !r.Reached(n.Within.After(x.OccurredOn))
		say(n.To, conformity.FollowedIf(told || awaited, at("notifications", i), adviceNotified, n.To))
	}
}

func managementTakesPart(r *conformity.Reader, x *Incident) conformity.Verdict {
	rows := investigationsOf.Of(r, x.ID)
	begun := func(v *Investigation) bool { return v.Begun(r) }
	if !grave(r, x) || !rows.Any(begun) {
		return conformity.NotConcerned()
	}
	takesPart := rows.Any(func(v *Investigation) bool { return begun(v) && v.Level == ManagementLevel })
	return conformity.FollowedIf(takesPart, "", adviceManagement, string(x.Severity))
}

func investigatorsFit(r *conformity.Reader, v *Investigation, say conformity.Say) {
	if !v.Begun(r) {
		return
	}
	for i, person := range v.Investigators {
		fit := person.Authority != "" && person.Qualification != ""
		say(string(person.Person), conformity.FollowedIf(fit, at("investigators", i), adviceCompetent, person.Person))
	}
}

func somePreventive(r *conformity.Reader) conformity.Verdict {
	all := conformity.All[Action](r)
	if !all.Any(func(a *Action) bool { return a.Decided(r) }) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(all.Any(func(a *Action) bool { return a.Kind == Preventive && a.Decided(r) }), "", advicePrevent)
}

func overdueReported(r *conformity.Reader, a *Action) conformity.Verdict {
	if !a.Open(r) || !r.Over(a.Due(r)) {
		return conformity.NotConcerned()
	}
	told := slices.ContainsFunc(a.Progress, func(p Progress) bool {
		return r.Happened(p.On) && p.ReportedTo != "" && organization.HeldTopManagement(r, p.ReportedTo, p.On) != nil
	})
	return conformity.FollowedIf(told, "progress", adviceOverdue, a.Due(r))
}

func lessonsApplied(r *conformity.Reader, v *Investigation) conformity.Verdict {
	switch {
	case !v.Completed(r):
		return conformity.NotConcerned()
	case len(v.Lessons) == 0:
		return conformity.NotFollowed(adviceNoLesson).At("lessons")
	}
	open := slices.IndexFunc(v.Lessons, func(x Lesson) bool { return len(x.AppliedTo) == 0 || !r.Happened(x.AppliedOn) })
	return conformity.FollowedIf(open < 0, at("lessons", max(0, open)), adviceNotApplied)
}
