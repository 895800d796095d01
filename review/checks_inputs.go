package review

import (
	"slices"

	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/communication"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
)

const (
	inputGiven   conformity.Message = "review.input: {subject} of {0} was told {1}"
	inputMissing conformity.Message = "review.input.missing: {subject} of {0} was not told {1}: put it before the review, or record that there was nothing to report"
	inputLeftOut conformity.Message = "review.input.leftout: {subject} of {0} was told {1}, but not of {2}: put it before the review"
	decided      conformity.Message = "review.output: {subject} of {0} decided {1}"
	decidedNone  conformity.Message = "review.output.none: {subject} of {0} decided that nothing has to change: {1}"
	undecided    conformity.Message = "review.output.missing: {subject} of {0} came to no decision and to no action, and not to the decision that nothing changes: enter what was decided"
	noneEarlier  conformity.Message = "review.followup.first: no review before {0} decided anything; where that is so, state it, with who says so and until when"
)

// given says that an input was there, unless it leaves out records that belong to it. What
// was put before the review is judged by what there was on that day.
func given(v *Review, kind Kind, what string, leftOut []records.Ref) conformity.Verdict {
	_, found := v.Input(kind)
	switch {
	case len(leftOut) > 0 && found:
		return conformity.Unmet(inputLeftOut, v.HeldOn, what, leftOut).At("inputs")
	case !found:
		return conformity.Unmet(inputMissing, v.HeldOn, what).At("inputs")
	}
	return conformity.Met(inputGiven, v.HeldOn, what)
}

// with decides 4.6.c, .g and .h: the latest review had the input.
func with(kind Kind, what string) func(*conformity.Reader, *Review) conformity.Verdict {
	return func(r *conformity.Reader, v *Review) conformity.Verdict { return given(v, kind, what, nil) }
}

// missing returns the records that belong to an input and are not in it. Those that are
// missing become evidence.
func missing[T records.Entity](r *conformity.Reader, v *Review, kind Kind, belongs func(*T) bool) []records.Ref {
	in, _ := v.Input(kind)
	var left []records.Ref
	for t := range conformity.All[T](r).Where(func(t *T) bool { return belongs(t) && !slices.Contains(in.Records, (*t).Ref()) }) {
		left = append(left, (*t).Ref())
	}
	return left
}

// since returns whether a day lies after the review before this one, and not after this one.
func since(r *conformity.Reader, v *Review) func(records.Date) bool {
	var before records.Date
	for range conformity.All[Review](r).Where(func(w *Review) bool {
		if w.HeldOn.Before(v.HeldOn) && w.HeldOn.After(before) {
			before = w.HeldOn
		}
		return false
	}) {
	}
	return func(d records.Date) bool { return !d.IsZero() && d.After(before) && !d.After(v.HeldOn) }
}

// withAudits decides 4.6.a: audit results were put before the review, among them every report
// that was completed since the review before.
func withAudits(r *conformity.Reader, v *Review) conformity.Verdict {
	recent := since(r, v)
	left := missing(r, v, AuditResults, func(a *audit.Audit) bool { return recent(a.Report.On) })
	return given(v, AuditResults, "what audits found", left)
}

// withCompliance decides 4.6.a.compliance, for the law and for what else was accepted.
func withCompliance(r *conformity.Reader, v *Review, say conformity.Say) {
	if !isLatest(r, v) {
		return
	}
	say("legal", given(v, LegalCompliance, "how far the law is complied with", nil))
	say("other", given(v, OtherCompliance, "how far other requirements that were accepted are complied with", nil))
}

// withComplaints decides 4.6.b: what people outside have said was put before the review, among
// it every complaint received since the review before.
func withComplaints(r *conformity.Reader, v *Review) conformity.Verdict {
	recent := since(r, v)
	left := missing(r, v, ExternalCommunication, func(m *communication.Message) bool {
		return m.Direction == communication.Incoming && m.Kind == communication.Complaint && recent(m.ReceivedOn)
	})
	return given(v, ExternalCommunication, "what people outside have said, complaints included", left)
}

// withObjectives decides 4.6.d: each objective and target in force on that day was looked at.
func withObjectives(r *conformity.Reader, v *Review) conformity.Verdict {
	day := records.At(v.HeldOn.Start())
	left := missing(r, v, ObjectivesAndTargets, func(o *objectives.Objective) bool { return o.InForce(day) })
	left = append(left, missing(r, v, ObjectivesAndTargets, func(t *objectives.Target) bool { return t.InForce(day) })...)
	return given(v, ObjectivesAndTargets, "how far objectives and targets were reached", left)
}

// withActions decides 4.6.e: each action that was open on that day was looked at.
func withActions(r *conformity.Reader, v *Review) conformity.Verdict {
	day := records.At(v.HeldOn.Start())
	left := missing(r, v, ActionStatus, func(a *incidents.Action) bool { return a.Open(day) })
	return given(v, ActionStatus, "where corrective and preventive actions stand", left)
}

// withFollowUp decides 4.6.f: where an earlier review decided something, what became of it was
// put before this one. Whether it was done is for those who answer for it.
func withFollowUp(r *conformity.Reader, v *Review) conformity.Verdict {
	for range conformity.All[Review](r).Where(func(w *Review) bool {
		return w.HeldOn.Before(v.HeldOn) && !w.HeldOn.IsZero() && decisionsByReview.Of(r, w.ID).Len() > 0
	}) {
		return given(v, FollowUp, "what became of the decisions of earlier reviews", nil)
	}
	return conformity.Nothing(noneEarlier, *v)
}

// cameToDecisions decides 4.6.output: that nothing changes is a decision if it is stated.
func cameToDecisions(r *conformity.Reader, v *Review) conformity.Verdict {
	var texts []string
	for d := range decisionsByReview.Of(r, v.ID).Every() {
		texts = append(texts, d.Text)
	}
	switch {
	case len(texts) > 0:
		return conformity.Met(decided, v.HeldOn, texts)
	case v.NoChange != "":
		return conformity.Met(decidedNone, v.HeldOn, v.NoChange)
	}
	return conformity.Unmet(undecided, v.HeldOn)
}

// decidedForImprovement decides 4.6.output.improvement by a judgement made on or after the day
// of the latest review.
func decidedForImprovement(r *conformity.Reader, v *Review) conformity.Verdict {
	return conformity.Attested(r, "4.6.output.improvement", v.Ref(), conformity.Judged{Record: *v, ChangedOn: v.HeldOn})
}
