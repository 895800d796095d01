package incidents

import (
	"fmt"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	investigateElse     conformity.Message = "incidents.investigate.else: {0} is another kind of event, or has not occurred"
	investigateThere    conformity.Message = "incidents.investigate.there: {subject}, {0}, is investigated by {1}"
	investigateDue      conformity.Message = "incidents.investigate.due: the investigation of {subject}, {0}, has to begin by {1}"
	investigateLate     conformity.Message = "incidents.investigate.late: the investigation of {subject}, {0}, was to begin by {1}: begin it, and record who investigates and since when"
	investigateUndated  conformity.Message = "incidents.investigate.undated: nothing says by when the investigation of {subject}, {0}, has to begin: set a day, or begin it"
	investigateSkipped  conformity.Message = "incidents.investigate.skipped: {subject}, {0}, was closed on {1} without an investigation: reopen it and have it investigated"
	investigateUnending conformity.Message = "incidents.investigate.unfinished: {subject}, {0}, was closed on {1} although {2} has come to no conclusion by then: reopen it and finish the investigation"
)

// investigatedInTime decides the part of 4.5.3 b) that is about an incident: its investigation,
// its own or a shared one, has begun by the day set. Late but done is done. An incident that
// was closed without the conclusion of one has gone round the gate of [Incident.Close].
func investigatedInTime(concerns func(Kind) bool) func(*conformity.Reader, *Incident) conformity.Verdict {
	return func(r *conformity.Reader, x *Incident) conformity.Verdict {
		if !concerns(x.Kind) || !x.Occurred(r) {
			return conformity.Nothing(investigateElse, *x)
		}
		v := investigated(r, x)
		switch {
		case v == nil && r.Happened(x.ClosedOn):
			return conformity.Unmet(investigateSkipped, x.Title, x.ClosedOn).At("closed_on")
		case v == nil && x.InvestigateBy.IsZero():
			return conformity.Undetermined(investigateUndated, x.Title).At("investigate_by")
		case v == nil && r.Over(x.InvestigateBy):
			return conformity.Unmet(investigateLate, x.Title, x.InvestigateBy).At("investigate_by")
		case v == nil:
			return conformity.Met(investigateDue, x.Title, x.InvestigateBy).At("investigate_by")
		}
		concluded := func(v *Investigation) bool { return v.Completed(r) && !v.CompletedOn.After(x.ClosedOn) }
		if r.Happened(x.ClosedOn) && !investigationsOf.Of(r, x.ID).Any(concluded) {
			return conformity.Unmet(investigateUnending, x.Title, x.ClosedOn, *v).At("closed_on")
		}
		return conformity.Met(investigateThere, x.Title, *v)
	}
}

const (
	mitigateElse      conformity.Message = "incidents.mitigate.else: {0} has not occurred"
	mitigateUndecided conformity.Message = "incidents.mitigate.undecided: it is not decided whether {subject}, {0}, had consequences: enter yes or no"
	mitigateNone      conformity.Message = "incidents.mitigate.none: it was decided that {subject}, {0}, had no consequences"
	mitigateDone      conformity.Message = "incidents.mitigate.done: on {1} something was done about the consequences of {subject}, {0}: {2}"
	mitigateReason    conformity.Message = "incidents.mitigate.reason: it is recorded why nothing could help against the consequences of {subject}, {0}: {1}"
	mitigateDue       conformity.Message = "incidents.mitigate.due: something has to be done about the consequences of {subject}, {0}, within {1} of its occurrence"
	mitigateLate      conformity.Message = "incidents.mitigate.late: nothing was done about the consequences of {subject}, {0}, within {1} of its occurrence on {2}: act on them, or record why nothing could help"
)

// mitigatedInTime decides 4.5.3.c for a failure, incident or nonconformity that had
// consequences: something was done about them, or it is recorded why nothing could help, within
// the period that the organization has set. It runs from the instant of the occurrence where
// that is known, else from its day. Late but done is done.
func mitigatedInTime(r *conformity.Reader, x *Incident) conformity.Verdict {
	if !x.Occurred(r) {
		return conformity.Nothing(mitigateElse, *x)
	}
	switch x.HasConsequences {
	case records.Yes:
	case records.No:
		return conformity.Exempt(mitigateNone, x.Title).At("has_consequences")
	default:
		return conformity.Undetermined(mitigateUndecided, x.Title).At("has_consequences")
	}
	if m := x.mitigation(r); m != nil {
		return conformity.Met(mitigateDone, x.Title, m.On, m.Text)
	}
	if !blank(x.NoMitigation) {
		return conformity.Met(mitigateReason, x.Title, x.NoMitigation)
	}
	setting := organization.SettingInForce(r, organization.MitigationPeriod)
	if setting == nil {
		return organization.Unset(organization.MitigationPeriod)
	}
	if r.Reached(x.mitigationEnds(setting.Period)) {
		return conformity.Unmet(mitigateLate, x.Title, setting.Period, x.OccurredOn).At("mitigations")
	}
	return conformity.Met(mitigateDue, x.Title, setting.Period)
}

// mitigationEnds returns the instant at which a period from the occurrence is over.
func (x *Incident) mitigationEnds(p records.Period) time.Time {
	if !x.OccurredAt.IsZero() {
		return p.AfterInstant(x.OccurredAt)
	}
	return p.After(x.OccurredOn)
}

const (
	eventsNone      conformity.Message = "incidents.planreview.none: no incident or emergency is on record that a breach or a threat brought about"
	eventElse       conformity.Message = "incidents.planreview.else: {0} is no incident or emergency, or has not occurred"
	eventUndecided  conformity.Message = "incidents.planreview.undecided: it is not decided whether a breach of security or a threat brought about {subject}, {0}: enter yes or no"
	eventOther      conformity.Message = "incidents.planreview.other: it was decided that {subject}, {0}, was not brought about by a breach or a threat"
	eventReviewed   conformity.Message = "incidents.planreview.done: {1} looked at {2} on {3}, after {subject}, {0}"
	eventOpen       conformity.Message = "incidents.planreview.open: {subject}, {0}, is not closed; {1} has to be reviewed within {2} of that"
	eventDue        conformity.Message = "incidents.planreview.due: {1} has to be reviewed on account of {subject}, {0}, by {2}"
	eventUnreviewed conformity.Message = "incidents.planreview.late: {subject}, {0}, was closed on {1}, and {2} was to be reviewed by {3}: review whether it worked, and name the review in the incident"
)

// plansReviewedAfter decides 4.4.7.review.incident for an incident or emergency that a breach or
// a threat brought about: each plan that it concerned was reviewed after it, within the period
// set, which runs from its closing. Where it names no plan, any review that it led to will do.
func plansReviewedAfter(r *conformity.Reader, x *Incident, say conformity.Say) {
	if !x.Kind.IsEvent() || !x.Occurred(r) {
		say("", conformity.Nothing(eventElse, *x))
		return
	}
	switch x.FromBreach {
	case records.Yes:
	case records.No:
		say("", conformity.Exempt(eventOther, x.Title).At("from_breach"))
		return
	default:
		say("", conformity.Undetermined(eventUndecided, x.Title).At("from_breach"))
		return
	}
	if len(x.Plans) == 0 {
		say("", planReviewedAfter(r, x, "").At("plan_reviews"))
	}
	for i, plan := range x.Plans {
		say("plan "+string(plan), planReviewedAfter(r, x, plan).At(fmt.Sprintf("plans[%d]", i)))
	}
}

func planReviewedAfter(r *conformity.Reader, x *Incident, plan records.ID[emergency.Plan]) conformity.Verdict {
	var what any = "the emergency arrangements"
	if plan != "" {
		what = plan
		conformity.Look(r, plan)
	}
	for _, id := range x.PlanReviews {
		v := conformity.Look(r, id)
		if v != nil && !v.On.Before(x.OccurredOn) && v.Held(r) && (plan == "" || v.Covers(r, plan)) {
			return conformity.Met(eventReviewed, x.Title, *v, what, v.On)
		}
	}
	setting := organization.SettingInForce(r, organization.EventReviewPeriod)
	if setting == nil {
		return organization.Unset(organization.EventReviewPeriod)
	}
	if !r.Happened(x.ClosedOn) {
		return conformity.Met(eventOpen, x.Title, what, setting.Period)
	}
	due := lastDay(x.ClosedOn, setting.Period)
	if r.Reached(setting.Period.After(x.ClosedOn)) {
		return conformity.Unmet(eventUnreviewed, x.Title, x.ClosedOn, what, due)
	}
	return conformity.Met(eventDue, x.Title, what, due)
}

func eventsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(eventsNone) }
