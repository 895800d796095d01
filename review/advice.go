package review

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceRepresentative conformity.Message = "review.advice.representative: {0}, who represents management for the system, took no part in {subject}: the guide suggests a report of that person on how the system does"
	adviceSubject        conformity.Message = "review.advice.subject: {subject} lists nothing on {0} among its inputs: the guide suggests that as a subject, so name the records that were looked at"
	adviceAlone          conformity.Message = "review.advice.alone: it is not said who took part in {subject} beside the chair: the guide suggests to plan who attends"
	adviceDecide         conformity.Message = "review.advice.decide: {subject} found that {0} has to change and decided nothing about it: the guide suggests that revisions follow"
	adviceOwner          conformity.Message = "review.advice.owner: {subject} is nobody's, or has no day by which it is due: the guide suggests that each action has both"
	adviceNoAction       conformity.Message = "review.advice.action: no action carries {subject} out: the guide suggests actions with responsibilities and days"
	adviceEffect         conformity.Message = "review.advice.effect: no day is set to look whether {0} has worked, which carries {subject} out: the guide suggests one"
)

// AdviceInput is what advice looks at.
type AdviceInput struct {
	Reviews      []Review
	Decisions    []Decision
	Actions      []incidents.Action
	Appointments []organization.Appointment
}

// Advice returns the checks of what the guide suggests for 4.6. It is about the latest review.
func Advice() []conformity.Check[AdviceInput] {
	reviews := func(in AdviceInput) []Review { return in.Reviews }
	decisions := func(in AdviceInput) []Decision { return in.Decisions }
	return []conformity.Check[AdviceInput]{
		conformity.SuggestMany("4.6.input.4", reviews, representativeAttends),
		looksAt("4.6.input.6", "the assessment of threats and risks", "assessment"),
		conformity.Suggest("4.6.process.4", reviews, conformity.Having(isLatest, "participants", (*Review).attendedByOthers, adviceAlone)),
		looksAt("4.6.process.9", "how threats and risks are assessed", "methodology", "assessment", "criteria"),
		looksAt("4.6.process.10", "risks and the controls against them", "risk", "control", "treatment"),
		looksAt("4.6.process.11", "resources", "resource"),
		looksAt("4.6.process.14", "incidents", "incident"),
		looksAt("4.6.process.17", "being ready for emergencies", "emergency plan", "drill", "plan review"),
		looksAt("4.6.process.19", "investigations", "investigation"),
		conformity.SuggestMany("4.6.output.2", reviews, neededChangesDecided),
		conformity.Suggest("4.6.output.3", decisions, conformity.Having(taken, "owner", func(d *Decision) bool { return d.Owner != "" && !d.DueOn.IsZero() }, adviceOwner)),
		conformity.Suggest("4.6.output.4", decisions, conformity.Having(taken, "actions", func(d *Decision) bool { return len(d.Actions) > 0 || !d.DoneOn.IsZero() }, adviceNoAction)),
		conformity.SuggestMany("4.6.output.5", decisions, effectToBeSeen),
	}
}

// taken reports whether the review was held and the decision still stands.
func taken(r *conformity.Reader, d *Decision) bool {
	v := conformity.Look(r, d.Review)
	return v != nil && r.Happened(v.HeldOn) && !r.Happened(d.DroppedOn)
}

// looksAt asks whether the inputs of the latest review name a record of one of the kinds.
func looksAt(row, subject string, kinds ...string) conformity.Check[AdviceInput] {
	return conformity.Suggest(row, func(in AdviceInput) []Review { return in.Reviews }, func(r *conformity.Reader, v *Review) conformity.Verdict {
		if !isLatest(r, v) {
			return conformity.NotConcerned()
		}
		named := slices.ContainsFunc(v.Inputs, func(g Given) bool {
			return slices.ContainsFunc(g.Records, func(ref records.Ref) bool { return slices.Contains(kinds, ref.Kind) })
		})
		return conformity.FollowedIf(named, "inputs", adviceSubject, subject)
	})
}

func (v *Review) attendedByOthers() bool {
	return slices.ContainsFunc(v.Participants, func(p records.ID[records.Person]) bool { return p != v.Chair })
}

// representativeAttends takes who attends for who reports: the report itself is no record.
func representativeAttends(r *conformity.Reader, v *Review, say conformity.Say) {
	if !isLatest(r, v) {
		return
	}
	appointed := func(a *organization.Appointment) bool {
		return a.Kind == organization.ManagementRepresentative && !a.From.IsZero() && !v.HeldOn.Before(a.From) && (a.Until.IsZero() || !v.HeldOn.After(a.Until))
	}
	for a := range conformity.All[organization.Appointment](r).Where(appointed) {
		say(string(a.ID), conformity.FollowedIf(slices.Contains(v.attended(), a.Holder), "participants", adviceRepresentative, a.Holder))
	}
}

func neededChangesDecided(r *conformity.Reader, v *Review, say conformity.Say) {
	if !isLatest(r, v) {
		return
	}
	for _, need := range v.ChangeNeeds {
		if need.Needed == records.Yes {
			decided := decisionsByReview.Of(r, v.ID).Any(func(d *Decision) bool { return d.Of == need.Of })
			say(string(need.Of), conformity.FollowedIf(decided, "change_needs", adviceDecide, string(need.Of)))
		}
	}
}

func effectToBeSeen(r *conformity.Reader, d *Decision, say conformity.Say) {
	if !taken(r, d) {
		return
	}
	for _, id := range d.Actions {
		if a := conformity.Look(r, id); a != nil {
			say(string(id), conformity.FollowedIf(!a.EffectivenessDueOn.IsZero(), "actions", adviceEffect, id))
		}
	}
}
