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
		{name: "reviewed before it began, or not begun", want: met},
		{name: "reviewed on the day", change: begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-05-01", WithConditions)} }), want: met},
		{name: "never reviewed", change: begun(func(*Action) {}), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "completed without being begun", change: begun(func(a *Action) { a.StartedOn, a.CompletedOn = day(""), day("2026-05-01") }), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "begun without being decided", change: begun(func(a *Action) { a.ApprovedBy = "" }), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "reviewed by nobody", change: begun(func(a *Action) { a.RiskReviews = []RiskReview{{On: day("2026-04-01"), Outcome: Acceptable}} }), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "found not acceptable", change: begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-04-01", NotAcceptable)} }), want: unmet, message: "riskreview.refused", field: "started_on"},
		{name: "changed after it was reviewed", change: begun(func(a *Action) {
			a.RiskReviews, a.Revisions = []RiskReview{review("2026-04-01", Acceptable)}, []Revision{{On: day("2026-04-02"), Reason: "x"}}
		}), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "changed in the course of it", change: begun(func(a *Action) {
			a.RiskReviews, a.Revisions = []RiskReview{review("2026-04-01", Acceptable)}, []Revision{{On: day("2026-05-02"), Reason: "x"}}
		}), want: met},
		{name: "reviewed late", change: begun(func(a *Action) { a.RiskReviews = []RiskReview{review("2026-05-02", Acceptable)} }), want: unmet, message: "riskreview.late", field: "follow_up"},
		{name: "reviewed late, and made good", change: begun(func(a *Action) {
			a.RiskReviews, a.FollowUp = []RiskReview{review("2026-05-02", Acceptable)}, FollowUp{What: "briefed", By: "ceo", On: day("2026-05-03")}
		}), want: met},
		{name: "made good tomorrow", change: begun(func(a *Action) {
			a.RiskReviews, a.FollowUp = []RiskReview{review("2026-05-02", Acceptable)}, FollowUp{What: "briefed", By: "ceo", On: day("2026-06-02")}
		}), want: unmet, message: "riskreview.late", field: "follow_up", lapses: "2026-06-02", becomes: met},
		{name: "never reviewed, though something was done about it", change: begun(func(a *Action) { a.FollowUp = FollowUp{What: "briefed", By: "ceo", On: day("2026-05-03")} }), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "life in danger, the review's last day", change: begun(func(a *Action) { a.Imminent = danger(today) }), want: met},
		{name: "life in danger, the review is overdue", change: begun(func(a *Action) { a.Imminent = danger("2026-05-31") }), want: unmet, message: "riskreview.dangerlate", field: "risk_reviews"},
		{name: "life in danger, reviewed late", change: begun(func(a *Action) {
			a.Imminent, a.RiskReviews = danger("2026-05-15"), []RiskReview{review("2026-05-20", Acceptable)}
		}), want: met},
		{name: "life in danger, no day for the review", change: begun(func(a *Action) { a.Imminent = danger("") }), want: undetermined, message: "riskreview.dangeropen", field: "imminent.review_by"},
		{name: "danger without a reason is none", change: begun(func(a *Action) { a.Imminent = Imminent{By: "ceo", ReviewBy: day("2026-07-01")} }), want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "life in danger, found not acceptable then", change: begun(func(a *Action) {
			a.Imminent, a.RiskReviews = danger("2026-05-15"), []RiskReview{review("2026-05-10", NotAcceptable)}
		}), want: unmet, message: "riskreview.refused", field: "started_on"},
		{name: "an improvement is not asked", change: begun(func(a *Action) { a.Kind = Improvement }), want: met},
		{name: "a second run on the review of the first", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
		}, want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "a second run on a review of its own", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
			in.Actions[0].RiskReviews = append(in.Actions[0].RiskReviews, review("2026-05-02", Acceptable))
		}, want: met},
		{name: "the review of the second run does not make up for the first", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-01"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-02")}}}
			in.Actions[0].RiskReviews = []RiskReview{review("2026-05-02", Acceptable)}
		}, want: unmet, message: "riskreview.missing", field: "risk_reviews"},
		{name: "no action", change: func(in *Input) { in.Actions = nil }, want: undetermined, message: "action.none"},
	})
}

func TestProportionate(t *testing.T) {
	judgement := func(change func(a *records.Attestation)) func(in *Input) {
		return func(in *Input) { change(&in.Attestations[0]) }
	}
	try(t, "4.5.3.proportionate", []row{
		{name: "judged", want: met, message: "judgement.conforms", lapses: "2027-04-01", becomes: unmet},
		{name: "missing", change: func(in *Input) { in.Attestations = in.Attestations[1:] }, want: undetermined, message: "judgement.missing"},
		{name: "negative", change: judgement(func(a *records.Attestation) { a.Judgement, a.Reason = records.DoesNotConform, "too much" }), want: unmet, message: "judgement.negative"},
		{name: "lapsed", change: judgement(func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), want: unmet, message: "judgement.lapsed"},
		{name: "stale since it was revised", change: func(in *Input) {
			in.Actions[0].Revisions = []Revision{{On: day("2026-01-15"), Reason: "three readers"}}
		}, want: unmet, message: "judgement.stale"},
		{name: "stale since it was reopened", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}, want: unmet, message: "judgement.stale"},
		{name: "judged before it was proposed", change: judgement(func(a *records.Attestation) { a.MadeOn = day("2026-01-11") }), want: unmet, message: "judgement.stale"},
		{name: "dropped, and not asked", change: func(in *Input) {
			in.Attestations = in.Attestations[1:]
			in.Actions[0].DroppedOn = day("2026-05-01")
		}, want: met},
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
		{name: "led to action, done", want: met},
		{name: "its last day", change: open(func(*Action) {}), want: met},
		{name: "late", change: open(func(a *Action) { a.DueOn = day("2026-05-31") }), want: unmet, message: "corrective.late", field: "due_on"},
		{name: "moved with the reason", change: open(func(a *Action) {
			a.DueOn, a.Moves = day("2026-05-31"), []Move{{On: day("2026-05-20"), To: day("2026-07-31"), Reason: "parts"}}
		}), want: met},
		{name: "moved without a reason", change: open(func(a *Action) {
			a.DueOn, a.Moves = day("2026-05-31"), []Move{{On: day("2026-05-20"), To: day("2026-07-31")}}
		}), want: unmet, message: "corrective.late", field: "due_on"},
		{name: "no owner", change: open(func(a *Action) { a.Owner = "" }), want: unmet, message: "corrective.owner", field: "owner"},
		{name: "no day", change: open(func(a *Action) { a.DueOn = day("") }), want: undetermined, message: "corrective.undated", field: "due_on"},
		{name: "done late is done", change: func(in *Input) { in.Actions[0].DueOn = day("2026-02-01") }, want: met},
		{name: "completed tomorrow", change: open(func(a *Action) { a.DueOn, a.CompletedOn = day("2026-05-31"), day("2026-06-02") }), want: unmet, message: "corrective.late", field: "due_on", lapses: "2026-06-02", becomes: met},
		{name: "reopened without a day", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}, want: undetermined, message: "corrective.undated", field: "due_on"},
		{name: "led to nothing", change: func(in *Input) { in.Actions[0].Investigation = "" }, want: unmet, message: "corrective.nowhere", field: "no_action_because"},
		{name: "led to an action that was dropped", change: func(in *Input) { in.Actions[0].DroppedOn = day("2026-05-01") }, want: unmet, message: "corrective.nowhere", field: "no_action_because"},
		{name: "led to a preventive action only", change: func(in *Input) { in.Actions[0].Kind = Preventive }, want: unmet, message: "corrective.nowhere", field: "no_action_because"},
		{name: "the reason why nothing follows", change: func(in *Input) {
			in.Actions[0].Investigation, in.Investigations[0].NoActionBecause = "", "a one-off"
		}, want: met},
		{name: "not concluded", change: func(in *Input) {
			in.Actions[0].Investigation, in.Investigations[0].CompletedOn = "", day("2026-06-02")
		}, want: met},
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
		{name: "confirmed by somebody else", want: met},
		{name: "nobody yet, the last day", at: "2026-04-30T23:59:59Z", change: func(in *Input) { in.Actions[0].Effectiveness = nil }, want: met},
		{name: "nobody", change: func(in *Input) { in.Actions[0].Effectiveness = nil }, want: unmet, message: "effect.missing", field: "effectiveness"},
		{name: "no day", change: func(in *Input) { in.Actions[0].Effectiveness, in.Actions[0].EffectivenessDueOn = nil, day("") }, want: undetermined, message: "effect.undated", field: "effectiveness_due_on"},
		{name: "by who carried it out", change: confirm(func(_ *Action, c *Confirmation) { c.By = "clerk" }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "by who answers for it", change: confirm(func(_ *Action, c *Confirmation) { c.By = "planner" }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "on no evidence", change: confirm(func(_ *Action, c *Confirmation) { c.Evidence = nil }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "on evidence from before", change: confirm(func(_ *Action, c *Confirmation) { c.Evidence[0].On = day("2026-02-19") }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "on evidence of the same day", change: confirm(func(_ *Action, c *Confirmation) { c.Evidence[0].On = day("2026-02-20") }), want: met},
		{name: "before it was completed", change: confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-02-19") }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "undecided", change: confirm(func(_ *Action, c *Confirmation) { c.Effective = "" }), want: unmet, message: "effect.doubted", field: "effectiveness"},
		{name: "confirmed late is confirmed", change: confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-05-30") }), want: met},
		{name: "confirmed tomorrow", change: confirm(func(_ *Action, c *Confirmation) { c.On = day("2026-06-02") }), want: unmet, message: "effect.missing", field: "effectiveness", lapses: "2026-06-02", becomes: met},
		{name: "has not worked", change: failed, want: unmet, message: "effect.failed", field: "effectiveness"},
		{name: "has not worked, another follows", change: func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].Kind = "C", Corrective
		}, want: met},
		{name: "has not worked, what follows was dropped", change: func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].DroppedOn = "C", day("2026-05-01")
		}, want: unmet, message: "effect.failed", field: "effectiveness"},
		{name: "has not worked, what follows is older", change: func(in *Input) {
			failed(in)
			in.Actions[1].Follows, in.Actions[1].ProposedOn = "C", day("2026-02-19")
		}, want: unmet, message: "effect.failed", field: "effectiveness"},
		{name: "has not worked, reopened", change: func(in *Input) {
			failed(in)
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again"}}
		}, want: met},
		{name: "the cause came back", change: back("2026-05-20", "2026-05-25"), want: unmet, message: "effect.belied", field: "reopenings"},
		{name: "the cause came back, reopened", change: func(in *Input) {
			back("2026-05-20", "2026-05-25")(in)
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-26"), By: "ceo", Reason: "again", Because: "I-2"}}
		}, want: met},
		{name: "found again tomorrow", change: back("2026-05-20", "2026-06-02"), want: met},
		{name: "came back on the day of completion", change: back("2026-02-20", "2026-05-25"), want: met},
		{name: "came back on the last day of the watch", at: "2027-04-01", change: back("2027-02-20", "2027-03-01"), want: unmet, message: "effect.belied", field: "reopenings"},
		{name: "came back after the watch", at: "2027-04-01", change: back("2027-02-21", "2027-03-01"), want: met},
		{name: "no watch", change: func(in *Input) { back("2026-05-20", "2026-05-25")(in); in.Actions[0].Watch = records.Period{} }, want: met},
		{name: "the second run is confirmed anew", change: func(in *Input) {
			in.Actions[0].Reopenings = []Reopening{{On: day("2026-05-15"), By: "ceo", Reason: "again", Run: Run{StartedOn: day("2026-05-16"), CompletedOn: day("2026-05-20"), CompletedBy: "clerk"}}}
		}, want: unmet, message: "effect.doubted", field: "effectiveness"},
	})
}

func TestProcedureChangesMade(t *testing.T) {
	try(t, "4.5.3.changes", []row{
		{name: "made", want: met},
		{name: "no revision named", change: func(in *Input) { in.Actions[0].ProcedureChanges[1].Revision = "" }, want: unmet, message: "changes.unnamed", field: "procedure_changes[1]"},
		{name: "no such revision", change: func(in *Input) { in.Documents[0].Revisions = in.Documents[0].Revisions[:1] }, want: unmet, message: "changes.missing", field: "procedure_changes[0]"},
		{name: "no such document", change: func(in *Input) { in.Documents = nil }, want: unmet, message: "changes.missing", field: "procedure_changes[0]"},
		{name: "not approved", change: func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "" }, want: unmet, message: "changes.missing", field: "procedure_changes[0]"},
		{name: "approved tomorrow", change: func(in *Input) { in.Documents[0].Revisions[1].ApprovedOn = day("2026-06-02") }, want: unmet, message: "changes.missing", field: "procedure_changes[0]", lapses: "2026-06-02", becomes: met},
		{name: "older than the action", change: func(in *Input) { in.Actions[0].ProcedureChanges[0].Revision = "1" }, want: unmet, message: "changes.older", field: "procedure_changes[0]"},
		{name: "the action is not completed", change: func(in *Input) {
			in.Actions[0].CompletedOn, in.Actions[0].ProcedureChanges[0].Revision = day(""), ""
		}, want: met},
		{name: "nothing has to change", change: func(in *Input) { in.Actions[0].ProcedureChanges = nil }, want: undetermined, message: "changes.else"},
	})
}

func TestTrainingHeld(t *testing.T) {
	try(t, "4.5.3.training", []row{
		{name: "held", want: met, message: "training.done"},
		{name: "none named", change: func(in *Input) { in.Actions[0].TrainingNeeds[0].Training = "" }, want: unmet, message: "training.unnamed", field: "training_needs[0]"},
		{name: "not held", change: func(in *Input) { in.Trainings[0].CompletedOn = day("") }, want: unmet, message: "training.missing", field: "training_needs[0]"},
		{name: "not on record", change: func(in *Input) { in.Trainings = nil }, want: unmet, message: "training.missing", field: "training_needs[0]"},
		{name: "held tomorrow", change: func(in *Input) { in.Trainings[0].CompletedOn = day("2026-06-02") }, want: unmet, message: "training.missing", field: "training_needs[0]", lapses: "2026-06-02", becomes: met},
		{name: "the action is not completed", change: func(in *Input) {
			in.Actions[0].CompletedOn, in.Trainings = day(""), nil
		}, want: met, message: "training.ahead"},
		{name: "none needed", change: func(in *Input) { in.Actions[0].TrainingNeeds = nil }, want: undetermined, message: "training.else"},
	})
}
