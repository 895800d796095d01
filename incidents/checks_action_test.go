package incidents

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func TestRiskReviewedBefore(t *testing.T) {
	begun := func(change func(a *Action)) func(in *Input) {
		return func(in *Input) {
			a := &in.Actions[1]
			a.StartedOn = day("2026-05-01")
			change(a)
		}
	}
	review := func(on string, outcome RiskOutcome) RiskReview {
		return RiskReview{On: day(on), By: "guard", Outcome: outcome}
	}
	danger := func(until string) Imminent {
		return Imminent{Reason: "the roof is falling", By: "ceo", ReviewBy: day(until)}
	}
	try(t, "4.5.3.riskreview", []row{
		{Name: "reviewed before it began, or not begun", In: good(), Want: met},
		{Name: "reviewed on the day", In: with(begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-05-01", WithConditions)} })), Want: met},
		{Name: "never reviewed", In: with(begun(func(*Action) {})), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "completed without being begun", In: with(begun(func(a *Action) { a.StartedOn, a.CompletedOn = day(""), day("2026-05-01") })), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "begun without being decided", In: with(begun(func(a *Action) { a.ApprovedBy = "" })), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "reviewed by nobody", In: with(begun(func(a *Action) { a.RiskReviews = []RiskReview{{On: day("2026-04-01"), Outcome: Acceptable}} })), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "found not acceptable", In: with(begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-04-01", NotAcceptable)} })), Want: unmet, Message: "incidents.riskreview.refused", Field: "started_on"},
		{Name: "changed after it was reviewed", In: with(begun(func(a *Action) {
			a.RiskReviews, a.Revisions = []RiskReview{review("2026-04-01", Acceptable)}, []Revision{{On: day("2026-04-02"), Reason: "x"}}
		})), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "changed in the course of it", In: with(begun(func(a *Action) {
			a.RiskReviews, a.Revisions = []RiskReview{review("2026-04-01", Acceptable)}, []Revision{{On: day("2026-05-02"), Reason: "x"}}
		})), Want: met},
		{Name: "reviewed late", In: with(begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-05-02", Acceptable)} })), Want: unmet, Message: "incidents.riskreview.late", Field: "follow_up"},
		{Name: "reviewed late, and made good", In: with(begun(func(a *Action) {
			a.RiskReviews, a.FollowUp = []RiskReview{review("2026-05-02", Acceptable)}, FollowUp{What: "briefed", By: "ceo", On: day("2026-05-03")}
		})), Want: met},
		{Name: "made good tomorrow", In: with(begun(func(a *Action) {
			a.RiskReviews, a.FollowUp = []RiskReview{review("2026-05-02", Acceptable)}, FollowUp{What: "briefed", By: "ceo", On: day("2026-06-02")}
		})), Want: unmet, Message: "incidents.riskreview.late", Field: "follow_up", Lapses: "2026-06-02", Becomes: met},
		{Name: "never reviewed, though something was done about it", In: with(begun(func(a *Action) { a.FollowUp = FollowUp{What: "briefed", By: "ceo", On: day("2026-05-03")} })), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "life in danger, the review's last day", In: with(begun(func(a *Action) { a.Imminent = danger(today) })), Want: met},
		{Name: "life in danger, the review is overdue", In: with(begun(func(a *Action) { a.Imminent = danger("2026-05-31") })), Want: unmet, Message: "incidents.riskreview.dangerlate", Field: "risk_reviews"},
		{Name: "life in danger, reviewed late", In: with(begun(func(a *Action) {
			a.Imminent, a.RiskReviews = danger("2026-05-15"), []RiskReview{review("2026-05-20", Acceptable)}
		})), Want: met},
		{Name: "life in danger, no day for the review", In: with(begun(func(a *Action) { a.Imminent = danger("") })), Want: undetermined, Message: "incidents.riskreview.dangeropen", Field: "imminent.review_by"},
		{Name: "danger without a reason is none", In: with(begun(func(a *Action) { a.Imminent = Imminent{By: "ceo", ReviewBy: day("2026-07-01")} })), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "life in danger, found not acceptable then", In: with(begun(func(a *Action) {
			a.Imminent, a.RiskReviews = danger("2026-05-15"), []RiskReview{review("2026-05-10", NotAcceptable)}
		})), Want: unmet, Message: "incidents.riskreview.refused", Field: "started_on"},
		{Name: "an improvement is not asked", In: with(begun(func(a *Action) { a.Kind = Improvement })), Want: met},
		{Name: "a second run on the review of the first", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
		}), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "a second run on a review of its own", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
			in.Actions[0].RiskReviews = append(in.Actions[0].RiskReviews, review("2026-05-02", Acceptable))
		}), Want: met},
		{Name: "the review of the second run does not make up for the first", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
			in.Actions[0].RiskReviews = []RiskReview{review("2026-05-02", Acceptable)}
		}), Want: unmet, Message: "incidents.riskreview.missing", Field: "risk_reviews"},
		{Name: "no action", In: with(func(in *Input) { in.Actions = nil }), Want: undetermined, Message: "incidents.action.none"},
	})
}

func TestProportionate(t *testing.T) {
	judgement := func(change func(a *records.Attestation)) func(in *Input) {
		return func(in *Input) { change(&in.Attestations[0]) }
	}
	try(t, "4.5.3.proportionate", []row{
		{Name: "judged", In: good(), Want: met, Message: "judgement.conforms", Lapses: "2027-04-01", Becomes: unmet},
		{Name: "missing", In: with(func(in *Input) { in.Attestations = in.Attestations[1:] }), Want: undetermined, Message: "judgement.missing"},
		{Name: "negative", In: with(judgement(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "too much" })), Want: unmet, Message: "judgement.negative"},
		{Name: "lapsed", In: with(judgement(func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") })), Want: unmet, Message: "judgement.lapsed"},
		{Name: "stale since it was revised", In: with(func(in *Input) {
			in.Actions[0].Revisions = []Revision{{On: day("2026-01-15"), Reason: "three readers"}}
		}), Want: unmet, Message: "judgement.stale"},
		{Name: "stale since it was reopened", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}), Want: unmet, Message: "judgement.stale"},
		{Name: "judged before it was proposed", In: with(judgement(func(a *records.Attestation) { a.MadeOn = day("2026-01-11") })), Want: unmet, Message: "judgement.stale"},
		{Name: "dropped, and not asked", In: with(func(in *Input) {
			in.Attestations = in.Attestations[1:]
			in.Actions[0].DroppedOn = day("2026-05-01")
		}), Want: met},
	})
}

func TestCorrectiveSeenThrough(t *testing.T) {
	open := func(change func(a *Action)) func(in *Input) {
		return func(in *Input) {
			a := &in.Actions[0]
			a.Run, a.DueOn = Run{StartedOn: day("2026-01-19")}, day(today)
			change(a)
		}
	}
	try(t, "4.5.3.d", []row{
		{Name: "led to action, done", In: good(), Want: met},
		{Name: "its last day", In: with(open(func(*Action) {})), Want: met},
		{Name: "late", In: with(open(func(a *Action) { a.DueOn = day("2026-05-31") })), Want: unmet, Message: "incidents.corrective.late", Field: "due_on"},
		{Name: "moved with the reason", In: with(open(func(a *Action) {
			a.DueOn, a.Moves = day("2026-05-31"), []Move{{On: day("2026-05-20"), To: day("2026-07-31"), Reason: "parts"}}
		})), Want: met},
		{Name: "moved without a reason", In: with(open(func(a *Action) {
			a.DueOn, a.Moves = day("2026-05-31"), []Move{{On: day("2026-05-20"), To: day("2026-07-31")}}
		})), Want: unmet, Message: "incidents.corrective.late", Field: "due_on"},
		{Name: "no owner", In: with(open(func(a *Action) { a.Owner = "" })), Want: unmet, Message: "incidents.corrective.owner", Field: "owner"},
		{Name: "no day", In: with(open(func(a *Action) { a.DueOn = day("") })), Want: undetermined, Message: "incidents.corrective.undated", Field: "due_on"},
		{Name: "done late is done", In: with(func(in *Input) { in.Actions[0].DueOn = day("2026-02-01") }), Want: met},
		{Name: "completed tomorrow", In: with(open(func(a *Action) { a.DueOn, a.CompletedOn = day("2026-05-31"), day("2026-06-02") })), Want: unmet, Message: "incidents.corrective.late", Field: "due_on", Lapses: "2026-06-02", Becomes: met},
		{Name: "reopened without a day", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}), Want: undetermined, Message: "incidents.corrective.undated", Field: "due_on"},
		{Name: "led to nothing", In: with(func(in *Input) { in.Actions[0].Investigation = "" }), Want: unmet, Message: "incidents.corrective.nowhere", Field: "no_action_because"},
		{Name: "led to an action that was dropped", In: with(func(in *Input) { in.Actions[0].DroppedOn = day("2026-05-01") }), Want: unmet, Message: "incidents.corrective.nowhere", Field: "no_action_because"},
		{Name: "led to a preventive action only", In: with(func(in *Input) { in.Actions[0].Kind = Preventive }), Want: unmet, Message: "incidents.corrective.nowhere", Field: "no_action_because"},
		{Name: "an earlier action was reopened for it", In: with(func(in *Input) {
			x := in.Investigations[0].Incidents[0]
			in.Actions[0].Investigation = ""
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Because: x, Reason: "again", DueOn: day("2026-07-31")}}
		}), Want: met},
		{Name: "it was reopened later", In: with(func(in *Input) {
			in.Actions[0].Investigation = ""
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-06-15"), By: "ceo", Because: in.Investigations[0].Incidents[0], Reason: "again", DueOn: day("2026-07-31")}}
		}), Want: unmet, Message: "incidents.corrective.nowhere", Field: "no_action_because", Lapses: "2026-06-15", Becomes: met},
		{Name: "it was reopened for something else", In: with(func(in *Input) {
			in.Actions[0].Investigation = ""
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Because: "I-9", Reason: "again", DueOn: day("2026-07-31")}}
		}), Want: unmet, Message: "incidents.corrective.nowhere", Field: "no_action_because"},
		{Name: "the reason why nothing follows", In: with(func(in *Input) {
			in.Actions[0].Investigation, in.Investigations[0].NoActionBecause = "", "a one-off"
		}), Want: met},
		{Name: "not concluded", In: with(func(in *Input) {
			in.Actions[0].Investigation, in.Investigations[0].CompletedOn = "", day("2026-06-02")
		}), Want: met},
	})
}

func TestEffectConfirmed(t *testing.T) {
	confirm := func(change func(a *Action, c *Confirmation)) func(in *Input) {
		return func(in *Input) { change(&in.Actions[0], &in.Actions[0].Effectiveness[0]) }
	}
	back := func(occurred, completed string) func(in *Input) {
		return func(in *Input) {
			in.Incidents = append(in.Incidents, Incident{ID: "I-2", Title: "again", Kind: SecurityIncident, OccurredOn: day(occurred)})
			in.Investigations = append(in.Investigations, Investigation{ID: "INV-2", Incidents: incidentIDs{"I-2"}, Causes: []Found{{Cause: "CAU"}}, CompletedOn: day(completed)})
		}
	}
	failed := confirm(func(_ *Action, c *Confirmation) { c.Effective, c.Evidence = records.No, nil })
	try(t, "4.5.3.e", []row{
		{Name: "confirmed by somebody else", In: good(), Want: met},
		{Name: "nobody yet, the last day", In: with(func(in *Input) { in.Actions[0].Effectiveness = nil }), At: "2026-04-30T23:59:59Z", Want: met},
		{Name: "nobody", In: with(func(in *Input) { in.Actions[0].Effectiveness = nil }), Want: unmet, Message: "incidents.effect.missing", Field: "effectiveness"},
		{Name: "no day", In: with(func(in *Input) { in.Actions[0].Effectiveness, in.Actions[0].EffectivenessDueOn = nil, day("") }), Want: undetermined, Message: "incidents.effect.undated", Field: "effectiveness_due_on"},
		{Name: "by who carried it out", In: with(confirm(func(_ *Action, c *Confirmation) { c.By = "clerk" })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "by who answers for it", In: with(confirm(func(_ *Action, c *Confirmation) { c.By = "planner" })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "on no evidence", In: with(confirm(func(_ *Action, c *Confirmation) { c.Evidence = nil })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "on evidence from before", In: with(confirm(func(_ *Action, c *Confirmation) { c.Evidence[0].On = day("2026-02-19") })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "on evidence of the same day", In: with(confirm(func(_ *Action, c *Confirmation) { c.Evidence[0].On = day("2026-02-20") })), Want: met},
		{Name: "before it was completed", In: with(confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-02-19") })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "undecided", In: with(confirm(func(_ *Action, c *Confirmation) { c.Effective = "" })), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
		{Name: "confirmed late is confirmed", In: with(confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-05-30") })), Want: met},
		{Name: "confirmed tomorrow", In: with(confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-06-02") })), Want: unmet, Message: "incidents.effect.missing", Field: "effectiveness", Lapses: "2026-06-02", Becomes: met},
		{Name: "has not worked", In: with(failed), Want: unmet, Message: "incidents.effect.failed", Field: "effectiveness"},
		{Name: "has not worked, another follows", In: with(func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].Kind = "C", Corrective
		}), Want: met},
		{Name: "has not worked, what follows was dropped", In: with(func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].DroppedOn = "C", day("2026-05-01")
		}), Want: unmet, Message: "incidents.effect.failed", Field: "effectiveness"},
		{Name: "has not worked, what follows is older", In: with(func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].ProposedOn = "C", day("2026-02-19")
		}), Want: unmet, Message: "incidents.effect.failed", Field: "effectiveness"},
		{Name: "has not worked, reopened", In: with(func(in *Input) {
			failed(in)
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}), Want: met},
		{Name: "the cause came back", In: with(back("2026-05-20", "2026-05-25")), Want: unmet, Message: "incidents.effect.belied", Field: "reopenings"},
		{Name: "the cause came back, reopened", In: with(func(in *Input) {
			back("2026-05-20", "2026-05-25")(in)
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-26"), By: "ceo", Reason: "again", Because: "I-2"}}
		}), Want: met},
		{Name: "found again tomorrow", In: with(back("2026-05-20", "2026-06-02")), Want: met},
		{Name: "came back on the day of completion", In: with(back("2026-02-20", "2026-05-25")), Want: met},
		{Name: "came back on the last day of the watch", In: with(back("2027-02-20", "2027-03-01")), At: "2027-04-01", Want: unmet, Message: "incidents.effect.belied", Field: "reopenings"},
		{Name: "came back after the watch", In: with(back("2027-02-21", "2027-03-01")), At: "2027-04-01", Want: met},
		{Name: "no watch", In: with(func(in *Input) { back("2026-05-20", "2026-05-25")(in); in.Actions[0].Watch = records.Period{} }), Want: met},
		{Name: "the second run is confirmed anew", In: with(func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-16"), CompletedOn: day("2026-05-20"), CompletedBy: "clerk"}}}
		}), Want: unmet, Message: "incidents.effect.doubted", Field: "effectiveness"},
	})
}

func TestProcedureChangesMade(t *testing.T) {
	try(t, "4.5.3.changes", []row{
		{Name: "made", In: good(), Want: met},
		{Name: "no revision named", In: with(func(in *Input) { in.Actions[0].ProcedureChanges[1].Revision = "" }), Want: unmet, Message: "incidents.changes.unnamed", Field: "procedure_changes[1]"},
		{Name: "no such revision", In: with(func(in *Input) { in.Documents[0].Revisions = in.Documents[0].Revisions[:1] }), Want: unmet, Message: "incidents.changes.missing", Field: "procedure_changes[0]"},
		{Name: "no such document", In: with(func(in *Input) { in.Documents = nil }), Want: unmet, Message: "incidents.changes.missing", Field: "procedure_changes[0]"},
		{Name: "not approved", In: with(func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "" }), Want: unmet, Message: "incidents.changes.missing", Field: "procedure_changes[0]"},
		{Name: "approved tomorrow", In: with(func(in *Input) { in.Documents[0].Revisions[1].ApprovedOn = day("2026-06-02") }), Want: unmet, Message: "incidents.changes.missing", Field: "procedure_changes[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "older than the action", In: with(func(in *Input) { in.Actions[0].ProcedureChanges[0].Revision = "1" }), Want: unmet, Message: "incidents.changes.older", Field: "procedure_changes[0]"},
		{Name: "the action is not completed", In: with(func(in *Input) {
			in.Actions[0].CompletedOn, in.Actions[0].ProcedureChanges[0].Revision = day(""), ""
		}), Want: met},
		{Name: "nothing has to change", In: with(func(in *Input) { in.Actions[0].ProcedureChanges = nil }), Want: undetermined, Message: "incidents.changes.else"},
	})
}

func TestTrainingHeld(t *testing.T) {
	try(t, "4.5.3.training", []row{
		{Name: "held", In: good(), Want: met, Message: "incidents.training.done"},
		{Name: "none named", In: with(func(in *Input) { in.Actions[0].TrainingNeeds[0].Training = "" }), Want: unmet, Message: "incidents.training.unnamed", Field: "training_needs[0]"},
		{Name: "not held", In: with(func(in *Input) { in.Trainings[0].CompletedOn = day("") }), Want: unmet, Message: "incidents.training.missing", Field: "training_needs[0]"},
		{Name: "not on record", In: with(func(in *Input) { in.Trainings = nil }), Want: unmet, Message: "incidents.training.missing", Field: "training_needs[0]"},
		{Name: "held tomorrow", In: with(func(in *Input) { in.Trainings[0].CompletedOn = day("2026-06-02") }), Want: unmet, Message: "incidents.training.missing", Field: "training_needs[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "the action is not completed", In: with(func(in *Input) {
			in.Actions[0].CompletedOn, in.Trainings[0].CompletedOn = day(""), day("")
		}), Want: met, Message: "incidents.training.ahead"},
		{Name: "none needed", In: with(func(in *Input) { in.Actions[0].TrainingNeeds = nil }), Want: undetermined, Message: "incidents.training.else"},
	})
}
