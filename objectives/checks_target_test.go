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
		{"a target in force", good(), today, met, "objectives.target.serves", "", "", none},
		{"none at all", with(func(in *Input) { in.Targets = nil }), today, unmet, "objectives.target.none", "", "", none},
		{"none, for a reason, but then none at all", with(func(in *Input) {
			in.Targets, in.Objectives[0].ReasonNoTarget = nil, "it is one step"
		}), today, unmet, "objectives.target.none", "", "", none},
	})
	try(t, id, "objective O", []row{
		{"last second before its targets take effect", with(func(in *Input) {
			in.Targets[0].Revisions[0].EffectiveFrom, in.Targets[1].Revisions[0].EffectiveFrom = day("2026-06-02"), day("2026-06-02")
		}), "2026-06-01T23:59:59Z", unmet, "objectives.target.lacking", "reason_no_target", "2026-06-02", met},
		{"its target serves another objective", with(func(in *Input) {
			in.Targets = in.Targets[:1]
			in.Targets[0].Objective = "OTHER"
		}), today, unmet, "objectives.target.lacking", "reason_no_target", "", none},
		{"a reason for having none", with(func(in *Input) {
			in.Targets[0].Objective, in.Targets[1].Objective, in.Objectives[0].ReasonNoTarget = "OTHER", "OTHER", "it is one step"
		}), today, met, "objectives.target.reason", "reason_no_target", "", none},
		{"all achieved", ended(nil), today, unmet, "objectives.target.reached", "reason_no_target", "", none},
		{"achieved tomorrow", ended(func(in *Input) { in.Targets[0].End.On = day("2026-06-02") }), today, met, "objectives.target.serves", "", "2026-06-02", unmet},
		{"said to be achieved, which the figures do not bear out", ended(func(in *Input) { in.Targets[0].Progress[1].Value = number("79") }), today, met, "objectives.target.serves", "", "", none},
		{"said to be achieved, and nobody answers for it", ended(func(in *Input) { in.Targets[0].End.By = "" }), today, met, "objectives.target.serves", "", "", none},
	})
}

func TestTargetsJudged(t *testing.T) {
	for _, id := range []string{"4.3.4.appropriate", "4.3.4.a", "4.3.4.b"} {
		try(t, id, "target T1", []row{
			{"judged", good(), today, met, "judgement.conforms", "", "2027-02-01", unmet},
			{"nobody judged", judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), today, undetermined, "judgement.missing", "", "", none},
			{"judged not to", judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), today, unmet, "judgement.negative", "", "", none},
			{"last day of the judgement", judged(id, func(a *records.Attestation) { a.ValidUntil = day(today) }), "2026-06-01T23:59:59Z", met, "judgement.conforms", "", "2026-06-02", unmet},
			{"judged on the day of the revision", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-10") }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
			{"judged the day before the revision", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), today, unmet, "judgement.stale", "", "", none},
			{"judged later than asked", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-06-02") }), today, undetermined, "judgement.missing", "", "2026-06-02", met},
		})
		try(t, id, "", []row{{"no target in force", with(func(in *Input) { in.Targets = nil }), today, undetermined, "objectives.target.none", "", "", none}})
	}
}

func TestTargetMeasurable(t *testing.T) {
	target := func(change func(v *TargetRevision)) Input {
		return targetWith(func(t *Target) { change(&t.Revisions[0]) })
	}
	try(t, "4.3.4.b", "target T1", []row{
		{"no measure", target(func(v *TargetRevision) { v.Measure.Metric = "" }), today, unmet, "objectives.target.figures", "revisions[0].measure", "", none},
		{"no value", target(func(v *TargetRevision) { v.Measure.Value = nil }), today, unmet, "objectives.target.figures", "revisions[0].measure", "", none},
		{"no day", target(func(v *TargetRevision) { v.DueOn = records.Date{} }), today, unmet, "objectives.target.figures", "revisions[0].due_on", "", none},
		{"no day, for a reason", target(func(v *TargetRevision) {
			v.DueOn, v.ReasonNotPracticable = records.Date{}, "it hangs on the port authority"
		}), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"a reason that is blank", target(func(v *TargetRevision) { v.DueOn, v.ReasonNotPracticable = records.Date{}, " " }), today, unmet, "objectives.target.figures", "revisions[0].due_on", "", none},
		{"no baseline and no owner: nobody asks for them", targetWith(func(t *Target) {
			t.Owner, t.Revisions[0].Measure.Baseline = "", nil
		}), today, met, "judgement.conforms", "", "2027-02-01", unmet},
	})
}

func TestTargetDocumentedAndPursued(t *testing.T) {
	try(t, "4.3.4.documented", "target T1", []row{
		{"in a controlled document", good(), today, met, "objectives.written", "revisions[0].document", "", none},
		{"nowhere", targetWith(func(t *Target) { t.Revisions[0].Document = documents.Pointer{} }), today, unmet, "objectives.written.not", "revisions[0].document", "", none},
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
		{"marked as achieved, which is not borne out", claim(nil), today, met, "objectives.followed.claimed", "end", "2026-07-02", unmet},
		{"marked so, and no longer followed", claim(nil), "2026-07-02", unmet, "objectives.followed.marked", "end", "", none},
		{"marked so, and never measured", claim(func(t *Target) { t.Progress = nil }), today, unmet, "objectives.followed.marked", "end", "", none},
		{"marked so tomorrow", claim(func(t *Target) { t.End.On = day("2026-06-02") }), today, met, "objectives.followed", "progress", "2026-07-02", unmet},
	})
	try(t, "4.3.4.maintain", "target T1", []row{
		{"last day of the interval", good(), "2026-07-01T23:59:59Z", met, "objectives.followed", "progress", "2026-07-02", unmet},
		{"the day after", good(), "2026-07-02", unmet, "objectives.followed.old", "progress", "", none},
		{"no interval set", targetWith(func(t *Target) { t.Revisions[0].TrackingInterval = records.Period{} }), today, undetermined, "objectives.followed.unset", "revisions[0].tracking_interval", "", none},
	})
}

func TestTargetDerived(t *testing.T) {
	try(t, "4.3.4.derived", "target T1", []row{
		{"from an objective in force", good(), today, met, "objectives.target.derived", "objective", "", none},
		{"from none", targetWith(func(t *Target) { t.Objective = "" }), today, unmet, "objectives.target.loose", "objective", "", none},
		{"from one that is not on record", targetWith(func(t *Target) { t.Objective = "LOST" }), today, unmet, "objectives.target.lost", "objective", "", none},
		{"from a draft", objectiveWith(func(o *Objective) { o.Revisions[0].ApprovedOn = day("2026-06-02") }), today, unmet, "objectives.target.orphan", "objective", "2026-06-02", met},
		{"the objective is withdrawn tomorrow", objectiveWith(func(o *Objective) {
			o.End = End{Outcome: EndWithdrawn, On: day("2026-06-02"), By: "ceo", Reason: "no thefts"}
		}), today, met, "objectives.target.derived", "objective", "2026-06-02", unmet},
		{"due with its objective", targetWith(func(t *Target) { t.Revisions[0].DueOn = day("2026-12-31") }), today, met, "objectives.target.derived", "objective", "", none},
		{"due a day later than its objective", targetWith(func(t *Target) { t.Revisions[0].DueOn = day("2027-01-01") }), today, unmet, "objectives.target.late", "revisions[0].due_on", "", none},
		{"the objective has no day", objectiveWith(func(o *Objective) { o.Revisions[0].DueOn = records.Date{} }), today, met, "objectives.target.derived", "objective", "", none},
		{"found at odds", targetWith(func(t *Target) { t.Reviews[0].Consistent = records.No }), today, unmet, "objectives.target.atodds", "reviews", "", none},
		{"the review is silent on it", targetWith(func(t *Target) { t.Reviews[0].Consistent = "" }), today, undetermined, "objectives.target.oddsopen", "reviews", "", none},
		{"never reviewed yet", targetWith(func(t *Target) { t.Reviews = nil }), today, met, "objectives.target.derived", "objective", "", none},
	})
}

func TestTargetMadeKnownReviewedAndAmended(t *testing.T) {
	tellings(t, "4.3.4.c", "4.3.4.c.thirdparties", "target T1", func(change func(a *Audience, c *Communication)) Input {
		return targetWith(func(t *Target) { change(&t.Audience, &t.Communications[0]) })
	})
	try(t, "4.3.4.d", "target T1", []row{
		{"last day of the interval", good(), "2026-10-01T23:59:59Z", met, "objectives.reviewed", "reviews", "2026-10-02", unmet},
		{"the day after", good(), "2026-10-02", unmet, "objectives.reviewed.old", "reviews", "", none},
		{"not yet, and late", targetWith(func(t *Target) { t.Reviews = nil }), "2026-07-16", unmet, "objectives.reviewed.not", "reviews", "", none},
	})
	amend := targetWith(func(t *Target) { t.Reviews[0].NeedsAmending, t.Reviews[0].AmendBy = records.Yes, day(today) })
	try(t, "4.3.4.amend", "target T1", []row{
		{"need not be amended", good(), today, met, "objectives.amend.needless", "reviews[0].needs_amending", "", none},
		{"last second of the day set", amend, "2026-06-01T23:59:59Z", met, "objectives.amend.due", "revisions", "2026-06-02", unmet},
		{"the day set is over", amend, "2026-06-02", unmet, "objectives.amend.late", "revisions", "", none},
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
			{"judged by top management", good(), today, met, "judgement.conforms", "", lapses, becomes},
			{"judged by somebody else", judged(id, func(a *records.Attestation) { a.By = "manager" }), today, undetermined, "objectives.viable.unjudged", "", "", none},
			{"judged by who came to direct only later", with(func(in *Input) { in.Roles[0].Holders[0].From = day("2026-02-02") }), today, undetermined, "objectives.viable.unjudged", "", "", none},
			{"nobody judged", judged(id, func(a *records.Attestation) { a.Requirement = "4.2.a" }), today, undetermined, "objectives.viable.unjudged", "", "", none},
			{"judged not to be", judged(id, func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), today, unmet, "judgement.negative", "", "", none},
			{"the judgement ran out", judged(id, func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), today, unmet, "judgement.lapsed", "", "", none},
			{"judged the day before the revision", judged(id, func(a *records.Attestation) { a.MadeOn = day("2026-01-09") }), today, unmet, "judgement.stale", "", "", none},
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
		{"due yesterday, and reached", missed("80", nil), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"due yesterday, and one short", missed("79", nil), today, unmet, "objectives.viable.contradicted", "progress", "", none},
		{"last second of the day it is due", missed("79", nil), "2026-05-31T23:59:59Z", met, "judgement.conforms", "", "2026-06-01", unmet},
		{"reached late", missed("79", func(in *Input) {
			in.Targets[1].Progress = append(in.Targets[1].Progress, Progress{On: day("2026-06-02"), Value: number("1")})
		}), today, unmet, "objectives.viable.contradicted", "progress", "2026-06-02", met},
		{"judged anew on the day it was due: that was too early", missed("79", again("2026-05-31")), today, unmet, "objectives.viable.contradicted", "progress", "", none},
		{"judged anew since", missed("79", again("2026-06-01")), today, met, "judgement.conforms", "", "2027-02-01", unmet},
		{"never measured: nothing contradicts it", with(func(in *Input) { in.Targets[1].Progress = nil }), today, met, "judgement.conforms", "", "2027-02-01", unmet},
	})
}
