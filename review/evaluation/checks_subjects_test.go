package evaluation

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

func TestReviewedInTime(t *testing.T) {
	tryOf(t, "4.5.2.evaluate", "procedure gate", []row{
		{Name: "reviewed within its interval", In: good(), Want: met, Message: "evaluation.reviewed", Lapses: "2026-08-11", Becomes: unmet},
		{Name: "last second of the interval", In: good(), At: "2026-08-10T23:59:59Z", Want: met, Message: "evaluation.reviewed", Lapses: "2026-08-11", Becomes: unmet},
		{Name: "the interval has run out", In: good(), At: "2026-08-11", Want: unmet, Message: "evaluation.review.late"},
		{Name: "reviewed, but later than asked", In: evaluation("review", func(e *Evaluation) { e.On = day("2026-06-02") }), Want: unmet, Message: "evaluation.review.never", Lapses: "2026-06-02", Becomes: met},
		{Name: "called off", In: evaluation("review", func(e *Evaluation) { e.CalledOffOn = day("2026-02-10") }), Want: unmet, Message: "evaluation.review.never"},
		{Name: "by nobody", In: evaluation("review", func(e *Evaluation) { e.By = "" }), Want: unmet, Message: "evaluation.review.never"},
		{Name: "without an outcome", In: evaluation("review", func(e *Evaluation) { e.Judged[2].Outcome = "" }), Want: unmet, Message: "evaluation.review.never"},
		{Name: "tested, not reviewed", In: evaluation("review", func(e *Evaluation) { e.Method = Test }), Want: unmet, Message: "evaluation.review.never"},
		{Name: "never, and new", In: with(func(in *Input) {
			in.Evaluations, in.Procedures[0].Revisions = nil, []documents.Revision{approved("1", "2026-05-01")}
		}), Want: met, Message: "evaluation.review.ahead", Lapses: "2026-11-02", Becomes: unmet},
		{Name: "by the cycle for all", In: with(func(in *Input) { in.Cycles = in.Cycles[:1] }), At: "2026-08-11", Want: met, Message: "evaluation.reviewed", Lapses: "2028-02-11", Becomes: unmet},
		{Name: "no cycle", In: with(func(in *Input) { in.Cycles = nil }), Want: undetermined, Message: "evaluation.review.unset"},
		{Name: "a cycle that nobody approved", In: with(func(in *Input) { in.Cycles = in.Cycles[1:]; in.Cycles[0].ApprovedBy = "" }), Want: undetermined, Message: "evaluation.review.unset"},
		{Name: "a cycle that is approved later", In: with(func(in *Input) { in.Cycles = in.Cycles[1:]; in.Cycles[0].ApprovedOn = day("2026-06-02") }), Want: undetermined, Message: "evaluation.review.unset", Lapses: "2026-06-02", Becomes: met},
	})
	for subject, drop := range map[string]int{"emergency plan intrusion": 0, "document facility": 1, "procedure keys": 3, "capability search": 4} {
		tryOf(t, "4.5.2.evaluate", subject, []row{
			{Name: subject, In: good(), Want: met, Message: "evaluation.reviewed", Lapses: "2028-02-11", Becomes: unmet},
			{Name: subject + " not judged", In: evaluation("review", func(e *Evaluation) { e.Judged[drop].Outcome = "" }), Want: unmet, Message: "evaluation.review.never"},
		})
	}
	tryOf(t, "4.5.2.evaluate", "capability search", []row{
		{Name: "there since when?", In: with(func(in *Input) { in.Evaluations, in.Capabilities[0].From = nil, day("") }), Want: undetermined, Message: "evaluation.review.undated"},
		{Name: "given up tomorrow", In: with(func(in *Input) { in.Capabilities[0].Until = day("2026-06-01") }), Want: met, Message: "evaluation.reviewed", Lapses: "2026-06-02"},
	})
	for _, f := range decide(with(func(in *Input) {
		in.Plans[0].Revisions[0].ApprovedBy, in.Documents[0].Revisions, in.Procedures[0].Revisions = "", nil, nil
	}), "4.5.2.evaluate", "2026-06-01") {
		assert.Contains(t, []string{"procedure keys", "capability search"}, f.Subject.String(), "what is not in force need not be reviewed")
	}
	try(t, "4.5.2.evaluate", []row{{Name: "nothing there", In: with(func(in *Input) {
		in.Plans, in.Documents, in.Procedures, in.Capabilities = []emergency.Plan{}, nil, nil, nil
	}), Want: undetermined, Message: "evaluation.subject.none"}})
}

func TestCompliance(t *testing.T) {
	law := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[0]) })
	}
	tryOf(t, "4.5.2.compliance.legal", "legal requirement code", []row{
		{Name: "evaluated", In: good(), Want: met, Message: "evaluation.compared", Lapses: "2027-03-02", Becomes: unmet},
		{Name: "found wanting is evaluated too", In: evaluation("law", func(e *Evaluation) { e.Judged[0].Complies = records.No }), Want: met, Message: "evaluation.compared", Lapses: "2027-03-02", Becomes: unmet},
		{Name: "the interval has run out", In: good(), At: "2027-03-02", Want: unmet, Message: "evaluation.compare.late"},
		{Name: "never", In: without("law"), Want: unmet, Message: "evaluation.compare.never"},
		{Name: "without saying what was found", In: evaluation("law", func(e *Evaluation) { e.Judged[0].Complies = "" }), Want: unmet, Message: "evaluation.compare.never"},
		{Name: "for another purpose", In: evaluation("law", func(e *Evaluation) { e.Kind = BestPractice }), Want: unmet, Message: "evaluation.compare.never"},
		{Name: "by the cycle for all", In: law(func(q *legal.Requirement) { q.EvaluationInterval = records.Period{} }), Want: met, Message: "evaluation.compared", Lapses: "2028-03-02", Becomes: unmet},
		{Name: "no interval", In: with(func(in *Input) { in.Requirements[0].EvaluationInterval, in.Cycles = records.Period{}, nil }), Want: undetermined, Message: "evaluation.compare.unset"},
		{Name: "does not apply", In: law(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), Want: met, Message: "evaluation.requirement.not", Field: "determinations"},
		{Name: "not worked out", In: law(func(q *legal.Requirement) { q.Determinations = nil }), Want: undetermined, Message: "evaluation.requirement.open", Field: "determinations"},
		{Name: "new", In: with(func(in *Input) { in.Evaluations, in.Requirements[0].EffectiveFrom = nil, day("2026-05-01") }), Want: met, Message: "evaluation.compare.ahead", Lapses: "2027-05-02", Becomes: unmet},
		{Name: "there all along", In: with(func(in *Input) { in.Evaluations, in.Requirements[0].RegisteredOn = nil, day("") }), Want: unmet, Message: "evaluation.compare.never"},
	})
	practice := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[2]) })
	}
	tryOf(t, "4.5.2.compliance.bestpractice", "legal requirement club", []row{
		{Name: "evaluated", In: good(), Want: met, Message: "evaluation.compared", Lapses: "2027-03-02", Becomes: unmet},
		{Name: "never", In: without("practice"), Want: unmet, Message: "evaluation.compare.never"},
		{Name: "not relevant", In: practice(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), Want: met, Message: "evaluation.requirement.not", Field: "determinations"},
		{Name: "not decided whether it is relevant", In: practice(func(q *legal.Requirement) { q.Determinations = nil }), Want: undetermined, Message: "evaluation.requirement.open", Field: "determinations"},
	})
	undecided := practice(func(q *legal.Requirement) { q.Determinations = nil })
	assert.Equal(t, notApplicable, status(stated(undecided, "best-practice"), "4.5.2.compliance.bestpractice", "2026-06-01"))
	assert.Equal(t, met, status(stated(good(), "best-practice"), "4.5.2.compliance.bestpractice", "2026-06-01"), "contradicted by what is there")
	tryOf(t, "4.5.2.compliance.policy", "policy POL", []row{
		{Name: "evaluated", In: good(), Want: met, Message: "evaluation.compared", Lapses: "2028-03-03", Becomes: unmet},
		{Name: "not judged", In: evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[1:] }), Want: unmet, Message: "evaluation.compare.never"},
	})
	tryOf(t, "4.5.2.compliance.policy", "objective O", []row{
		{Name: "evaluated", In: good(), Want: met, Message: "evaluation.compared", Lapses: "2028-03-03", Becomes: unmet},
		{Name: "the first is ahead", In: evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[:1] }), Want: met, Message: "evaluation.compare.ahead", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "not judged", In: evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[:1] }), At: "2027-02-02", Want: unmet, Message: "evaluation.compare.never"},
	})
	gone := with(func(in *Input) {
		in.Policies[0].Revisions[0].WithdrawnOn = day("2026-05-01")
		in.Objectives[0].End = objectives.End{Outcome: objectives.EndWithdrawn, On: day("2026-05-01"), By: "ceo", Reason: "given up"}
	})
	assert.Equal(t, undetermined, status(gone, "4.5.2.compliance.policy", "2026-06-01"))
}
