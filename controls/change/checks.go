package change

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Changes    []Change
	Policies   []policy.Policy
	Statements []conformity.Statement
}

func changes(in Input) []Change         { return in.Changes }
func policies(in Input) []policy.Policy { return in.Policies }

// Checks returns the checks of clause 4.4.6 that are about changes, and that of 4.2 l, in the order
// of the standard. Only changes that were entered are judged: that somebody holds a new role does
// not make a change of it. Where a requirement has several checks, the first says what is wrong
// where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	checks := []conformity.Check[Input]{
		conformity.Whole[Input]("4.2.l", policyAwaited),
		conformity.Each("4.2.l", policies, reviewForeseen),
		conformity.Each("4.2.l", changes, policyReviewed),
		conformity.Whole[Input]("4.4.6.change", changesAwaited),
		conformity.Each("4.4.6.change", changes, assessedInTime),
	}
	for _, letter := range [...]string{"a", "b", "c", "d", "e"} {
		checks = append(checks,
			conformity.Whole[Input]("4.4.6.change."+letter, changesAwaited),
			conformity.Each("4.4.6.change."+letter, changes, assessedAtAll(letter)))
	}
	return checks
}

const (
	noChanges        conformity.Message = "change.none: no change of this kind has taken effect, as far as is on record: enter those that have; where there was none, state that, with who says so and until when"
	changeNotYet     conformity.Message = "change.notyet: {0} is not in effect"
	changeElse       conformity.Message = "change.else: {0} is a change of another kind"
	changeOutside    conformity.Message = "change.outside: {0} is no arrangement: what it does to the risks is asked under 4.3.1"
	changeSpared     conformity.Message = "change.spared: it was decided that the threats of {subject}, {0}, need not be considered"
	assessedBefore   conformity.Message = "change.assessed: the threats and risks that come with {subject}, {0}, were considered on {1}; it took effect on {2}"
	assessedLate     conformity.Message = "change.assessed.late: {subject}, {0}, took effect on {2}, and its threats and risks were considered only on {1}: find out what the delay has done, put that right, and record it as the follow-up"
	assessedFollowed conformity.Message = "change.assessed.followed: {subject}, {0}, took effect on {2}, before its threats and risks were considered on {1}; the delay was followed up on {3}"
	assessedOpen     conformity.Message = "change.assessed.open: nobody has considered the threats and risks that come with {subject}, {0}, in effect since {1}, so that nothing shows that it was done in time: consider them, and record who did so, when, and what was found"
	assessedNot      conformity.Message = "change.assessed.not: {subject}, {0}, took effect on {1}, and nobody has considered the threats and risks that come with it: consider them, and record who did so, when, and what was found"
	assessedNotNew   conformity.Message = "change.assessed.notnew: {subject}, {0}, took effect on {1}, and nobody has considered the threats and risks that come with it: consider them, or say why none need be, since it only brings in contractors, suppliers or personnel"
)

// changesAwaited says why a requirement is undetermined where no change that it is about has
// taken effect.
func changesAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(noChanges) }

// assessedInTime decides 4.4.6.change for a change in effect: its threats were considered by the
// day on which it took effect, or the delay was followed up. That nobody has considered them at
// all fails 4.4.6.change.a to e; here it leaves open whether it will be in time, also for a merger,
// say, which falls under none of these letters.
func assessedInTime(r *conformity.Reader, x *Change) conformity.Verdict {
	switch {
	case !x.InEffect(r):
		return conformity.Nothing(changeNotYet, *x)
	case !slices.ContainsFunc(x.Kinds, Kind.Arrangement):
		return conformity.Nothing(changeOutside, *x)
	case !x.assessed(r) && x.spared():
		return conformity.Met(changeSpared, x.Title).At("not_needed_because")
	case !x.assessed(r):
		return conformity.Undetermined(assessedOpen, x.Title, x.EffectiveOn).At("assessment")
	case !x.late():
		return conformity.Met(assessedBefore, x.Title, x.Assessment.On, x.EffectiveOn).At("assessment")
	case r.Happened(x.FollowUp.On):
		return conformity.Met(assessedFollowed, x.Title, x.Assessment.On, x.EffectiveOn, x.FollowUp.On).At("follow_up")
	}
	return conformity.Unmet(assessedLate, x.Title, x.Assessment.On, x.EffectiveOn).At("follow_up")
}

// assessedAtAll decides 4.4.6.change.a to e for a change in effect of a kind under that letter:
// somebody has considered the threats and risks that come with it. Whether that was in time is
// for 4.4.6.change. For new contractors, suppliers and personnel a reason why none need be
// considered will do.
func assessedAtAll(letter string) func(*conformity.Reader, *Change) conformity.Verdict {
	return func(r *conformity.Reader, x *Change) conformity.Verdict {
		switch {
		case !slices.ContainsFunc(x.Kinds, func(k Kind) bool { return k.Letter() == letter }):
			return conformity.Nothing(changeElse, *x)
		case !x.InEffect(r):
			return conformity.Nothing(changeNotYet, *x)
		case x.assessed(r):
			return conformity.Met(assessedBefore, x.Title, x.Assessment.On, x.EffectiveOn).At("assessment")
		case letter == "e" && x.NotNeededBecause != "":
			return conformity.Met(changeSpared, x.Title).At("not_needed_because")
		case letter == "e":
			return conformity.Unmet(assessedNotNew, x.Title, x.EffectiveOn).At("assessment")
		}
		return conformity.Unmet(assessedNot, x.Title, x.EffectiveOn).At("assessment")
	}
}

const (
	policyNone     conformity.Message = "change.policy.none: no policy is in force that could foresee a review when the business changes: have one authorized"
	policyElse     conformity.Message = "change.policy.else: {0} is not the policy in force"
	triggersNamed  conformity.Message = "change.triggers.named: revision {0} of {subject} foresees a review on a merger or acquisition, and on another change of the scope of the business"
	triggerMissing conformity.Message = "change.triggers.missing: revision {0} of {subject} does not foresee a review on a {1}: have that added to what it is reviewed on"
	businessElse   conformity.Message = "change.business.else: {0} is no change of the business"
	businessGone   conformity.Message = "change.business.gone: {0} is not on record, or was cancelled"
	businessMinor  conformity.Message = "change.business.minor: it was decided that {subject}, {0}, cannot unsettle the security management system"
	businessOpen   conformity.Message = "change.business.open: it is not decided whether {subject}, {0}, could unsettle the security management system: enter yes or no, and with yes the day by which the policy is reviewed"
	reviewUnset    conformity.Message = "change.policyreview.unset: {subject}, {0}, could unsettle the security management system, and no day is set by which the policy is reviewed on its account: set one"
	reviewDue      conformity.Message = "change.policyreview.due: {1} is to be reviewed on account of {subject}, {0}, by {2}"
	reviewHeld     conformity.Message = "change.policyreview.held: {1} was reviewed on account of {subject}, {0}, on {2}"
	reviewLate     conformity.Message = "change.policyreview.late: {1} was to be reviewed on account of {subject}, {0}, by {2}, and was not: review it, and record that with the trigger {3}"
	reviewNoPolicy conformity.Message = "change.policyreview.nopolicy: no policy is in force that could be reviewed on account of {0}"
)

// policyAwaited says why 4.2.l is undetermined where no policy is in force. That there is one is
// for 4.2.
func policyAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(policyNone) }

// reviewForeseen decides 4.2.l for the policy in force: it names both changes on which the
// standard wants it reviewed.
func reviewForeseen(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	inForce, current := policy.InForce(r)
	if inForce == nil || inForce.ID != p.ID {
		return conformity.Nothing(policyElse, *p)
	}
	i := slices.IndexFunc(p.Revisions, func(v policy.Revision) bool { return v.Number == current.Number })
	at := fmt.Sprintf("revisions[%d].review_triggers", i)
	for _, trigger := range [...]policy.Trigger{policy.MergerOrAcquisition, policy.BusinessScopeChange} {
		if !slices.Contains(current.ReviewTriggers, trigger) {
			return conformity.Unmet(triggerMissing, current.Number, string(trigger)).At(at)
		}
	}
	return conformity.Met(triggersNamed, current.Number).At(at)
}

// triggers returns those that a change of the business sets off.
func (x *Change) triggers() []policy.Trigger {
	var all []policy.Trigger
	if x.Is(Merger) || x.Is(Acquisition) {
		all = append(all, policy.MergerOrAcquisition)
	}
	if x.Is(OfBusinessScope) {
		all = append(all, policy.BusinessScopeChange)
	}
	return all
}

// policyReviewed decides 4.2.l for a change of the business that could unsettle the system: the
// policy in force was reviewed on its account, which the trigger of the review says, not before
// the change was known; or the day set for that has not passed. A review that was late is a
// review.
func policyReviewed(r *conformity.Reader, x *Change) conformity.Verdict {
	switch {
	case !slices.ContainsFunc(x.Kinds, Kind.Business):
		return conformity.Nothing(businessElse, *x)
	case !x.Known(r):
		return conformity.Nothing(businessGone, *x)
	case x.AffectsSystem == records.No:
		return conformity.Exempt(businessMinor, x.Title).At("affects_system")
	case x.AffectsSystem != records.Yes:
		return conformity.Undetermined(businessOpen, x.Title).At("affects_system")
	}
	p, _ := policy.InForce(r)
	if p == nil {
		return conformity.Nothing(reviewNoPolicy, *x)
	}
	triggers := x.triggers()
	for _, v := range p.Reviews {
		if r.Happened(v.On) && slices.Contains(triggers, v.Trigger) && !v.On.Before(x.learnt()) {
			return conformity.Met(reviewHeld, x.Title, *p, v.On)
		}
	}
	switch {
	case x.PolicyReviewDueOn.IsZero():
		return conformity.Undetermined(reviewUnset, x.Title).At("policy_review_due_on")
	case r.Over(x.PolicyReviewDueOn):
		return conformity.Unmet(reviewLate, x.Title, *p, x.PolicyReviewDueOn, string(triggers[0])).At("policy_review_due_on")
	}
	return conformity.Met(reviewDue, x.Title, *p, x.PolicyReviewDueOn).At("policy_review_due_on")
}

// learnt returns the first day on which the organization knew of the change, as far as that is
// on record.
func (x *Change) learnt() records.Date {
	var first records.Date
	for _, day := range [...]records.Date{x.EnteredOn, x.DecidedOn, x.EffectiveOn} {
		if !day.IsZero() && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	return first
}
