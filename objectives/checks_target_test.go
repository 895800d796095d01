package objectives

import (
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

func achieved(on string) End { return End{Outcome: EndAchieved, On: day(on), By: "manager"} }

func TestTargetsSet(t *testing.T) {
	const id = "4.3.4.establish"
	ended := func(change func(in *Input)) Input {
		return with(func(in *Input) {
			in.Targets = in.Targets[1:]
			in.Targets[0].End = achieved("2026-05-20")
			if change != nil {
				change(in)
			}
		})
	}
	try(t, id, "", []row{
		{Name: "a target in force", In: good(), Want: met, Message: "objectives.target.serves"},
		{Name: "none at all", In: with(func(in *Input) { in.Targets = nil }), Want: unmet, Message: "objectives.target.none"},
		{Name: "none, for a reason, but then none at all", In: with(func(in *Input) {
			in.Targets, in.Objectives[0].ReasonNoTarget = nil, "it is one step"
		}), Want: unmet, Message: "objectives.target.none"},
	})
	try(t, id, "objective O", []row{
		{Name: "last second before its targets take effect", In: with(func(in *Input) {
			in.Targets[0].Revisions[0].EffectiveFrom, in.Targets[1].Revisions[0].EffectiveFrom = day("2026-06-02"), day("2026-06-02")
		}), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "objectives.target.lacking", Field: "reason_no_target", Lapses: "2026-06-02", Becomes: met},
		{Name: "its target serves another objective", In: with(func(in *Input) {
			in.Targets = in.Targets[:1]
			in.Targets[0].Objective = "OTHER"
		}), Want: unmet, Message: "objectives.target.lacking", Field: "reason_no_target"},
		{Name: "a reason for having none", In: with(func(in *Input) {
			in.Targets[0].Objective, in.Targets[1].Objective, in.Objectives[0].ReasonNoTarget = "OTHER", "OTHER", "it is one step"
		}), Want: met, Message: "objectives.target.reason", Field: "reason_no_target"},
		{Name: "all achieved", In: ended(nil), Want: unmet, Message: "objectives.target.reached", Field: "reason_no_target"},
		{Name: "achieved tomorrow", In: ended(func(in *Input) { in.Targets[0].End.On = day("2026-06-02") }), Want: met, Message: "objectives.target.serves", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "said to be achieved, which the figures do not bear out", In: ended(func(in *Input) { in.Targets[0].Progress[1].Value = number("79") }), Want: met, Message: "objectives.target.serves"},
		{Name: "said to be achieved, and nobody answers for it", In: ended(func(in *Input) { in.Targets[0].End.By = "" }), Want: met, Message: "objectives.target.serves"},
	})
}

func TestTargetsJudged(t *testing.T) {
	for _, id := range []string{"4.3.4.appropriate", "4.3.4.a", "4.3.4.b"} {
		try(t, id, "target T1", []row{
			{Name: "judged", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
			{Name: "nobody judged", In: judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), Want: undetermined, Message: "judgement.missing"},
			{Name: "judged not to", In: judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
			{Name: "last day of the judgement", In: judged(id, func(a *records.Attestation) { a.ValidUntil = day(today) }), At: "2026-06-01T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2026-06-02", Becomes: unmet},
			{Name: "judged on the day of the revision", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-10") }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
			{Name: "judged the day before the revision", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), Want: unmet, Message: "judgement.stale"},
			{Name: "judged later than asked", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-06-02") }), Want: undetermined, Message: "judgement.missing", Lapses: "2026-06-02", Becomes: met},
		})
		try(t, id, "", []row{{Name: "no target in force", In: with(func(in *Input) { in.Targets = nil }), Want: undetermined, Message: "objectives.target.none"}})
	}
}

func TestTargetMeasurable(t *testing.T) {
	target := func(change func(v *TargetRevision)) Input {
		return targetWith(func(t *Target) { change(&t.Revisions[0]) })
	}
	try(t, "4.3.4.b", "target T1", []row{
		{Name: "no measure", In: target(func(v *TargetRevision) { v.Measure.Metric = "" }), Want: unmet, Message: "objectives.target.figures", Field: "revisions[0].measure"},
		{Name: "no value", In: target(func(v *TargetRevision) { v.Measure.Value = nil }), Want: unmet, Message: "objectives.target.figures", Field: "revisions[0].measure"},
		{Name: "no day", In: target(func(v *TargetRevision) { v.DueOn = records.Date{} }), Want: unmet, Message: "objectives.target.figures", Field: "revisions[0].due_on"},
		{Name: "no day, for a reason", In: target(func(v *TargetRevision) {
			v.DueOn, v.ReasonNotPracticable = records.Date{}, "it hangs on the port authority"
		}), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "a reason that is blank", In: target(func(v *TargetRevision) { v.DueOn, v.ReasonNotPracticable = records.Date{}, " " }), Want: unmet, Message: "objectives.target.figures", Field: "revisions[0].due_on"},
		{Name: "no baseline and no owner: nobody asks for them", In: targetWith(func(t *Target) {
			t.Owner, t.Revisions[0].Measure.Baseline = "", nil
		}), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
	})
}

func TestTargetDocumentedAndPursued(t *testing.T) {
	try(t, "4.3.4.documented", "target T1", []row{
		{Name: "in a controlled document", In: good(), Want: met, Message: "objectives.written", Field: "revisions[0].document"},
		{Name: "nowhere", In: targetWith(func(t *Target) { t.Revisions[0].Document = documents.Pointer{} }), Want: unmet, Message: "objectives.written.not", Field: "revisions[0].document"},
	})
	claim := func(change func(t *Target)) Input {
		return targetWith(func(t *Target) {
			t.End = achieved("2026-05-20")
			if change != nil {
				change(t)
			}
		})
	}
	// A file that is past the gate of 4.3.4: the target is marked as achieved, and was measured to be at 75.5 of 98.
	try(t, "4.3.4.maintain", "target T1", []row{
		{Name: "marked as achieved, which is not borne out", In: claim(nil), Want: met, Message: "objectives.followed.claimed", Field: "end", Lapses: "2026-07-02", Becomes: unmet},
		{Name: "marked so, and no longer followed", In: claim(nil), At: "2026-07-02", Want: unmet, Message: "objectives.followed.marked", Field: "end"},
		{Name: "marked so, and never measured", In: claim(func(t *Target) { t.Progress = nil }), Want: unmet, Message: "objectives.followed.marked", Field: "end"},
		{Name: "marked so tomorrow", In: claim(func(t *Target) { t.End.On = day("2026-06-02") }), Want: met, Message: "objectives.followed", Field: "progress", Lapses: "2026-07-02", Becomes: unmet},
	})
	try(t, "4.3.4.maintain", "target T1", []row{
		{Name: "last day of the interval", In: good(), At: "2026-07-01T23:59:59Z", Want: met, Message: "objectives.followed", Field: "progress", Lapses: "2026-07-02", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-07-02", Want: unmet, Message: "objectives.followed.old", Field: "progress"},
		{Name: "no interval set", In: targetWith(func(t *Target) { t.Revisions[0].TrackingInterval = records.Period{} }), Want: undetermined, Message: "objectives.followed.unset", Field: "revisions[0].tracking_interval"},
	})
}

func TestTargetDerived(t *testing.T) {
	try(t, "4.3.4.derived", "target T1", []row{
		{Name: "from an objective in force", In: good(), Want: met, Message: "objectives.target.derived", Field: "objective"},
		{Name: "from none", In: targetWith(func(t *Target) { t.Objective = "" }), Want: unmet, Message: "objectives.target.loose", Field: "objective"},
		{Name: "from one that is not on record", In: targetWith(func(t *Target) { t.Objective = "LOST" }), Want: unmet, Message: "objectives.target.lost", Field: "objective"},
		{Name: "from a draft", In: objectiveWith(func(o *Objective) { o.Revisions[0].ApprovedOn = day("2026-06-02") }), Want: unmet, Message: "objectives.target.orphan", Field: "objective", Lapses: "2026-06-02", Becomes: met},
		{Name: "the objective is withdrawn tomorrow", In: objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no thefts"}
		}), Want: met, Message: "objectives.target.derived", Field: "objective", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "due with its objective", In: targetWith(func(t *Target) { t.Revisions[0].DueOn = day("2026-12-31") }), Want: met, Message: "objectives.target.derived", Field: "objective"},
		{Name: "due a day later than its objective", In: targetWith(func(t *Target) { t.Revisions[0].DueOn = day("2027-01-01") }), Want: unmet, Message: "objectives.target.late", Field: "revisions[0].due_on"},
		{Name: "the objective has no day", In: objectiveWith(func(o *Objective) { o.Revisions[0].DueOn = records.Date{} }), Want: met, Message: "objectives.target.derived", Field: "objective"},
		{Name: "found at odds", In: targetWith(func(t *Target) { t.Reviews[0].Consistent = records.No }), Want: unmet, Message: "objectives.target.atodds", Field: "reviews"},
		{Name: "the review is silent on it", In: targetWith(func(t *Target) { t.Reviews[0].Consistent = "" }), Want: undetermined, Message: "objectives.target.oddsopen", Field: "reviews"},
		{Name: "never reviewed yet", In: targetWith(func(t *Target) { t.Reviews = nil }), Want: met, Message: "objectives.target.derived", Field: "objective"},
	})
}

func TestTargetMadeKnownReviewedAndAmended(t *testing.T) {
	tellings(t, "4.3.4.c", "4.3.4.c.thirdparties", "target T1", func(change func(a *Audience, c *Communication)) Input {
		return targetWith(func(t *Target) { change(&t.Audience, &t.Communications[0]) })
	})
	try(t, "4.3.4.d", "target T1", []row{
		{Name: "last day of the interval", In: good(), At: "2026-10-01T23:59:59Z", Want: met, Message: "objectives.reviewed", Field: "reviews", Lapses: "2026-10-02", Becomes: unmet},
		{Name: "the day after", In: good(), At: "2026-10-02", Want: unmet, Message: "objectives.reviewed.old", Field: "reviews"},
		{Name: "not yet, and late", In: targetWith(func(t *Target) { t.Reviews = nil }), At: "2026-07-16", Want: unmet, Message: "objectives.reviewed.not", Field: "reviews"},
	})
	amend := targetWith(func(t *Target) { t.Reviews[0].NeedsAmending, t.Reviews[0].AmendBy = records.Yes, day(today) })
	try(t, "4.3.4.amend", "target T1", []row{
		{Name: "need not be amended", In: good(), Want: met, Message: "objectives.amend.needless", Field: "reviews[0].needs_amending"},
		{Name: "last second of the day set", In: amend, At: "2026-06-01T23:59:59Z", Want: met, Message: "objectives.amend.due", Field: "revisions", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "the day set is over", In: amend, At: "2026-06-02", Want: unmet, Message: "objectives.amend.late", Field: "revisions"},
	})
}

// Top management judges whether all can be achieved; a target that was due and not reached
// contradicts it until it judges anew.
func TestViable(t *testing.T) {
	const id = "4.4.1.i"
	for _, subject := range []string{"objective O", "target T1", "programme P"} {
		lapses, becomes := "2027-02-01", unmet
		if subject == "target T1" {
			lapses = "2026-10-01" // due on the day before, and not reached yet
		}
		try(t, id, subject, []row{
			{Name: "judged by top management", In: good(), Want: met, Message: "judgement.conforms", Lapses: lapses, Becomes: becomes},
			{Name: "judged by somebody else", In: judged(id, func(a *records.Attestation) { a.By = "manager" }), Want: undetermined, Message: "objectives.viable.unjudged"},
			{Name: "judged by who came to direct only later", In: with(func(in *Input) { in.Roles[0].Holders[0].From = day("2026-02-02") }), Want: undetermined, Message: "objectives.viable.unjudged"},
			{Name: "nobody judged", In: judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), Want: undetermined, Message: "objectives.viable.unjudged"},
			{Name: "judged not to be", In: judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), Want: unmet, Message: "judgement.negative"},
			{Name: "the judgement ran out", In: judged(id, func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), Want: unmet, Message: "judgement.lapsed"},
			{Name: "judged the day before the revision", In: judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), Want: unmet, Message: "judgement.stale"},
		})
	}
	missed := func(value string, change func(in *Input)) Input {
		return with(func(in *Input) {
			in.Targets[1].Progress[1].Value = number(value)
			if change != nil {
				change(in)
			}
		})
	}
	again := func(on string) func(in *Input) {
		return func(in *Input) {
			a := in.Attestations[len(in.Attestations)-1]
			a.ID, a.MadeOn = "J9", day(on)
			in.Attestations = append(in.Attestations, a)
		}
	}
	try(t, id, "target T2", []row{
		{Name: "due yesterday, and reached", In: missed("80", nil), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "due yesterday, and one short", In: missed("79", nil), Want: unmet, Message: "objectives.viable.contradicted", Field: "progress"},
		{Name: "last second of the day it is due", In: missed("79", nil), At: "2026-05-31T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2026-06-01", Becomes: unmet},
		{Name: "reached late", In: missed("79", func(in *Input) {
			in.Targets[1].Progress = append(in.Targets[1].Progress, Progress{On: day("2026-06-02"), Value: number("1")})
		}), Want: unmet, Message: "objectives.viable.contradicted", Field: "progress", Lapses: "2026-06-02", Becomes: met},
		{Name: "judged anew on the day it was due: that was too early", In: missed("79", again("2026-05-31")), Want: unmet, Message: "objectives.viable.contradicted", Field: "progress"},
		{Name: "judged anew since", In: missed("79", again("2026-06-01")), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
		{Name: "never measured: nothing contradicts it", In: with(func(in *Input) { in.Targets[1].Progress = nil }), Want: met, Message: "judgement.conforms", Lapses: "2027-02-01", Becomes: unmet},
	})
}
