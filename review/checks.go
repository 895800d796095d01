package review

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of 4.6 look at.
type Input struct {
	Reviews   []Review
	Decisions []Decision

	Audits     []audit.Audit
	Messages   []communication.Message
	Objectives []objectives.Objective
	Targets    []objectives.Target
	Actions    []incidents.Action
	Documents  []documents.Document

	Establishments []organization.Establishment
	Roles          []organization.Role
	Settings       []organization.Setting
	Attestations   []records.Attestation
	Persons        []records.Person
}

func reviews(in Input) []Review { return in.Reviews }

// Checks returns the checks of clause 4.6, and of 4.1.improve, in the order of the standard.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Whole[Input]("4.1.improve", improved),
		conformity.Whole[Input]("4.6.review", heldInTime),
		conformity.EachMany("4.6.conclusion", reviews, concluded),
		conformity.Each("4.6.opportunities", reviews, ofLatest(opportunitiesSeen)),
		conformity.Each("4.6.changes", reviews, ofLatest(changesSeen)),
		conformity.Each("4.6.records", reviews, recorded),
		conformity.Each("4.6.a", reviews, ofLatest(withAudits)),
		conformity.EachMany("4.6.a.compliance", reviews, withCompliance),
		conformity.Each("4.6.b", reviews, ofLatest(withComplaints)),
		conformity.Each("4.6.c", reviews, ofLatest(with(SecurityPerformance, "how security has performed"))),
		conformity.Each("4.6.d", reviews, ofLatest(withObjectives)),
		conformity.Each("4.6.e", reviews, ofLatest(withActions)),
		conformity.Each("4.6.f", reviews, ofLatest(withFollowUp)),
		conformity.Each("4.6.g", reviews, ofLatest(with(ChangingCircumstances, "what has changed around the organization, such as the law"))),
		conformity.Each("4.6.h", reviews, ofLatest(with(Recommendations, "how the system could be improved"))),
		conformity.Each("4.6.output", reviews, ofLatest(cameToDecisions)),
		conformity.Each("4.6.output.improvement", reviews, ofLatest(decidedForImprovement)),
	}
}

var (
	decisionsByReview = conformity.NewIndex(func(d *Decision) records.ID[Review] { return d.Review })

	// latest is the review held last, or nil.
	latest = conformity.NewView(func(r *conformity.Reader) *Review {
		return conformity.All[Review](r).Latest(func(v *Review) records.Date { return v.HeldOn })
	})
)

const (
	improvedOn      conformity.Message = "review.improved: {0}, completed on {1} and confirmed to have worked, improved the system; the next has to be completed by {2}"
	improveFirst    conformity.Message = "review.improve.first: the system is in force since {0}, and has to be improved for the first time by {1}"
	improveLate     conformity.Message = "review.improve.late: the latest improvement that is confirmed to have worked, {0}, was completed on {1}, longer ago than the {2} set: carry one out, and have its effect confirmed"
	improveNever    conformity.Message = "review.improve.never: no improvement has been completed and confirmed to have worked since the system came into force on {0}, longer ago than the {1} set: carry one out, and have its effect confirmed"
	improveNoSystem conformity.Message = "review.improve.nosystem: the system is not in force, so that it cannot be improved yet"
)

// improved decides 4.1.improve: an improvement with a confirmed effect was completed within
// the period set or, before the first, the period since the system came into force is not over.
func improved(r *conformity.Reader) conformity.Verdict {
	setting := organization.SettingInForce(r, organization.ImprovementPeriod)
	system := organization.EstablishmentInForce(r)
	switch {
	case setting == nil:
		return organization.Unset(organization.ImprovementPeriod)
	case system == nil:
		return conformity.Nothing(improveNoSystem)
	}
	last := conformity.All[incidents.Action](r).Latest(func(a *incidents.Action) records.Date {
		if c := a.Confirmed(r); a.Kind == incidents.Improvement && c != nil && c.Effective == records.Yes {
			return a.Completed(r)
		}
		return records.Date{}
	})
	switch {
	case last != nil && r.Within(last.Completed(r), setting.Period):
		return conformity.Met(improvedOn, *last, last.Completed(r), lastDay(last.Completed(r), setting.Period))
	case last != nil && last.Completed(r).After(system.InForceFrom):
		return conformity.Unmet(improveLate, *last, last.Completed(r), setting.Period)
	case r.Within(system.InForceFrom, setting.Period):
		return conformity.Met(improveFirst, system.InForceFrom, lastDay(system.InForceFrom, setting.Period))
	}
	return conformity.Unmet(improveNever, system.InForceFrom, setting.Period)
}

// lastDay returns the last day of a period that began on a day.
func lastDay(from records.Date, p records.Period) records.Date {
	return records.DateOf(p.After(from)).AddDays(-1)
}

const (
	reviewHeld     conformity.Message = "review.held: {0} of {1} was attended by {2}, who then held {3}; the next has to be held by {4}"
	reviewFirst    conformity.Message = "review.first: the system is in force since {0}, and has to be reviewed by top management for the first time by {1}"
	reviewLate     conformity.Message = "review.late: top management last reviewed the system on {0}, longer ago than the {1} set: hold a review, and record who took part"
	reviewNever    conformity.Message = "review.never: top management has not reviewed the system since it came into force on {0}, longer ago than the {1} set: hold a review, and record who took part"
	reviewNoSystem conformity.Message = "review.nosystem: the system is not in force, so that it cannot be reviewed yet"
)

// heldInTime decides 4.6.review: the interval set has not run out since the latest review in
// which somebody took part who directed the organization on that day or, before the first,
// since the system came into force. What the review left out is for the checks that follow.
func heldInTime(r *conformity.Reader) conformity.Verdict {
	setting := organization.SettingInForce(r, organization.ManagementReviewInterval)
	system := organization.EstablishmentInForce(r)
	switch {
	case setting == nil:
		return organization.Unset(organization.ManagementReviewInterval)
	case system == nil:
		return conformity.Nothing(reviewNoSystem)
	}
	last := conformity.All[Review](r).Latest(func(v *Review) records.Date {
		if r.Happened(v.HeldOn) && directed(r, v) {
			return v.HeldOn
		}
		return records.Date{}
	})
	switch {
	case last != nil && r.Within(last.HeldOn, setting.Period):
		person, role := director(r, last)
		return conformity.Met(reviewHeld, *last, last.HeldOn, person, role, lastDay(last.HeldOn, setting.Period))
	case last != nil && last.HeldOn.After(system.InForceFrom):
		return conformity.Unmet(reviewLate, last.HeldOn, setting.Period)
	case r.Within(system.InForceFrom, setting.Period):
		return conformity.Met(reviewFirst, system.InForceFrom, lastDay(system.InForceFrom, setting.Period))
	}
	return conformity.Unmet(reviewNever, system.InForceFrom, setting.Period)
}

func directed(r *conformity.Reader, v *Review) bool {
	person, _ := director(r, v)
	return person != ""
}

// director returns somebody who took part and held a top-management role on that day.
func director(r *conformity.Reader, v *Review) (records.ID[records.Person], records.ID[organization.Role]) {
	for _, person := range v.attended() {
		if role := organization.HeldTopManagement(r, person, v.HeldOn); role != nil {
			return person, role.ID
		}
	}
	return "", ""
}

// isLatest reports whether a review is the one held last.
func isLatest(r *conformity.Reader, v *Review) bool {
	last := latest.Of(r)
	return last != nil && last.ID == v.ID
}

// ofLatest asks a question of the latest review only.
func ofLatest(check func(*conformity.Reader, *Review) conformity.Verdict) func(*conformity.Reader, *Review) conformity.Verdict {
	return func(r *conformity.Reader, v *Review) conformity.Verdict {
		if !isLatest(r, v) {
			return conformity.Verdict{} // says nothing: why there is nothing to judge is for the latest
		}
		return check(r, v)
	}
}

const (
	concludedOn    conformity.Message = "review.concluded: {subject} of {0} concluded on the {1} of the system"
	notConcluded   conformity.Message = "review.concluded.not: {subject} of {0} came to no conclusion on the {1} of the system: come to one, and enter it"
	opportunities  conformity.Message = "review.opportunities: {subject} of {0} looked at opportunities for improvement: {1}"
	noneFound      conformity.Message = "review.opportunities.none: {subject} of {0} found no opportunity for improvement: {1}"
	opportunityNot conformity.Message = "review.opportunities.not: {subject} of {0} says nothing of opportunities for improvement: enter those that were seen, or that none were found and why"
	changesStated  conformity.Message = "review.changes: {subject} of {0} says of policy, objectives, threats and risks, and the rest of the system whether they have to change"
	changesSilent  conformity.Message = "review.changes.not: {subject} of {0} does not say whether {1} has to change: enter it, yes or no"
	minutesKept    conformity.Message = "review.minutes: {subject} of {0} is recorded in {1}"
	minutesNone    conformity.Message = "review.minutes.none: {subject} of {0} has no minutes: write them, and name the document"
	minutesGone    conformity.Message = "review.minutes.gone: {subject} of {0} is said to be recorded in {1}, which is not on record: enter the document, or name the one that there is"
	minutesEarly   conformity.Message = "review.minutes.disposed: the minutes of {subject} of {0} were disposed of on {1}, and had to be kept until {2}: recover them"
	minutesUnset   conformity.Message = "review.minutes.unset: the minutes of {subject} of {0} were disposed of on {1}, and nothing says for how long they had to be kept: enter the retention period"
	minutesEnded   conformity.Message = "review.minutes.ended: the minutes of {subject} of {0} were kept for the time set, and disposed of on {1}"
	reviewAwaited  conformity.Message = "review.awaited: {0} has not been held yet"
)

// concluded decides 4.6.conclusion for the latest review, question by question.
func concluded(r *conformity.Reader, v *Review, say conformity.Say) {
	if !isLatest(r, v) {
		return
	}
	for _, q := range []struct {
		name       string
		conclusion Conclusion
	}{{"suitability", v.Suitability}, {"adequacy", v.Adequacy}, {"effectiveness", v.Effectiveness}} {
		if q.conclusion.Drawn() {
			say(q.name, conformity.Met(concludedOn, v.HeldOn, q.name))
		} else {
			say(q.name, conformity.Unmet(notConcluded, v.HeldOn, q.name).At(q.name))
		}
	}
}

// opportunitiesSeen decides 4.6.opportunities: that none were found is an entry if it is stated.
func opportunitiesSeen(r *conformity.Reader, v *Review) conformity.Verdict {
	switch {
	case len(v.Opportunities) > 0:
		return conformity.Met(opportunities, v.HeldOn, v.Opportunities)
	case strings.TrimSpace(v.NoneFound) != "":
		return conformity.Met(noneFound, v.HeldOn, v.NoneFound)
	}
	return conformity.Unmet(opportunityNot, v.HeldOn).At("opportunities")
}

// changesSeen decides 4.6.changes: of each part of the system the review says yes or no.
func changesSeen(r *conformity.Reader, v *Review) conformity.Verdict {
	var silent []string
	for _, part := range parts {
		if !slices.ContainsFunc(v.ChangeNeeds, func(n ChangeNeed) bool { return n.Of == part && n.Needed != "" }) {
			silent = append(silent, string(part))
		}
	}
	if len(silent) > 0 {
		return conformity.Unmet(changesSilent, v.HeldOn, silent).At("change_needs")
	}
	return conformity.Met(changesStated, v.HeldOn)
}

// recorded decides 4.6.records for every review that was held: its minutes are there, or were
// kept for the time set.
func recorded(r *conformity.Reader, v *Review) conformity.Verdict {
	m := v.Minutes
	if !r.Happened(v.HeldOn) {
		return conformity.Nothing(reviewAwaited, *v)
	}
	if m.Document == "" {
		return conformity.Unmet(minutesNone, v.HeldOn).At("minutes")
	}
	if r.Happened(m.DisposedOn) {
		switch {
		case m.Retention.IsZero():
			return conformity.Undetermined(minutesUnset, v.HeldOn, m.DisposedOn).At("minutes.retention")
		case m.DisposedOn.Start().Before(m.Retention.After(v.HeldOn)):
			return conformity.Unmet(minutesEarly, v.HeldOn, m.DisposedOn, lastDay(v.HeldOn, m.Retention)).At("minutes.disposed_on")
		}
		return conformity.Met(minutesEnded, v.HeldOn, m.DisposedOn)
	}
	if conformity.Look(r, m.Document) == nil {
		return conformity.Unmet(minutesGone, v.HeldOn, m.Document).At("minutes.document")
	}
	return conformity.Met(minutesKept, v.HeldOn, m.Document)
}
