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
		{"reviewed within its interval", good(), "2026-06-01", met, "evaluation.reviewed", "", "2026-08-11", unmet},
		{"last second of the interval", good(), "2026-08-10T23:59:59Z", met, "evaluation.reviewed", "", "2026-08-11", unmet},
		{"the interval has run out", good(), "2026-08-11", unmet, "evaluation.review.late", "", "", none},
		{"reviewed, but later than asked", evaluation("review", func(e *Evaluation) { e.On = day("2026-06-02") }), "2026-06-01", unmet, "evaluation.review.never", "", "2026-06-02", met},
		{"called off", evaluation("review", func(e *Evaluation) { e.CalledOffOn = day("2026-02-10") }), "2026-06-01", unmet, "evaluation.review.never", "", "", none},
		{"by nobody", evaluation("review", func(e *Evaluation) { e.By = "" }), "2026-06-01", unmet, "evaluation.review.never", "", "", none},
		{"without an outcome", evaluation("review", func(e *Evaluation) { e.Judged[2].Outcome = "" }), "2026-06-01", unmet, "evaluation.review.never", "", "", none},
		{"tested, not reviewed", evaluation("review", func(e *Evaluation) { e.Method = Test }), "2026-06-01", unmet, "evaluation.review.never", "", "", none},
		{"never, and new", with(func(in *Input) {
			in.Evaluations, in.Procedures[0].Revisions = nil, []documents.Revision{approved("1", "2026-05-01")}
		}), "2026-06-01", met, "evaluation.review.ahead", "", "2026-11-02", unmet},
		{"by the cycle for all", with(func(in *Input) { in.Cycles = in.Cycles[:1] }), "2026-08-11", met, "evaluation.reviewed", "", "2028-02-11", unmet},
		{"no cycle", with(func(in *Input) { in.Cycles = nil }), "2026-06-01", undetermined, "evaluation.review.unset", "", "", none},
		{"a cycle that nobody approved", with(func(in *Input) { in.Cycles = in.Cycles[1:]; in.Cycles[0].ApprovedBy = "" }), "2026-06-01", undetermined, "evaluation.review.unset", "", "", none},
		{"a cycle that is approved later", with(func(in *Input) { in.Cycles = in.Cycles[1:]; in.Cycles[0].ApprovedOn = day("2026-06-02") }), "2026-06-01", undetermined, "evaluation.review.unset", "", "2026-06-02", met},
	})
	for subject, drop := range map[string]int{"emergency plan intrusion": 0, "document facility": 1, "procedure keys": 3, "capability search": 4} {
		tryOf(t, "4.5.2.evaluate", subject, []row{
			{subject, good(), "2026-06-01", met, "evaluation.reviewed", "", "2028-02-11", unmet},
			{subject + " not judged", evaluation("review", func(e *Evaluation) { e.Judged[drop].Outcome = "" }), "2026-06-01", unmet, "evaluation.review.never", "", "", none},
		})
	}
	tryOf(t, "4.5.2.evaluate", "capability search", []row{
		{"there since when?", with(func(in *Input) { in.Evaluations, in.Capabilities[0].From = nil, day("") }), "2026-06-01", undetermined, "evaluation.review.undated", "", "", none},
		{"given up tomorrow", with(func(in *Input) { in.Capabilities[0].Until = day("2026-06-01") }), "2026-06-01", met, "evaluation.reviewed", "", "2026-06-02", none},
	})
	for _, f := range decide(with(func(in *Input) {
		in.Plans[0].Revisions[0].ApprovedBy, in.Documents[0].Revisions, in.Procedures[0].Revisions = "", nil, nil
	}), "4.5.2.evaluate", "2026-06-01") {
		assert.Contains(t, []string{"procedure keys", "capability search"}, f.Subject.String(), "what is not in force need not be reviewed")
	}
	try(t, "4.5.2.evaluate", []row{{"nothing there", with(func(in *Input) {
		in.Plans, in.Documents, in.Procedures, in.Capabilities = []emergency.Plan{}, nil, nil, nil
	}), "2026-06-01", undetermined, "evaluation.subject.none", "", "", none}})
}

func TestCompliance(t *testing.T) {
	law := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[0]) })
	}
	tryOf(t, "4.5.2.compliance.legal", "legal requirement code", []row{
		{"evaluated", good(), "2026-06-01", met, "evaluation.compared", "", "2027-03-02", unmet},
		{"found wanting is evaluated too", evaluation("law", func(e *Evaluation) { e.Judged[0].Complies = records.No }), "2026-06-01", met, "evaluation.compared", "", "2027-03-02", unmet},
		{"the interval has run out", good(), "2027-03-02", unmet, "evaluation.compare.late", "", "", none},
		{"never", without("law"), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
		{"without saying what was found", evaluation("law", func(e *Evaluation) { e.Judged[0].Complies = "" }), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
		{"for another purpose", evaluation("law", func(e *Evaluation) { e.Kind = BestPractice }), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
		{"by the cycle for all", law(func(q *legal.Requirement) { q.EvaluationInterval = records.Period{} }), "2026-06-01", met, "evaluation.compared", "", "2028-03-02", unmet},
		{"no interval", with(func(in *Input) { in.Requirements[0].EvaluationInterval, in.Cycles = records.Period{}, nil }), "2026-06-01", undetermined, "evaluation.compare.unset", "", "", none},
		{"does not apply", law(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), "2026-06-01", met, "evaluation.requirement.not", "determinations", "", none},
		{"not worked out", law(func(q *legal.Requirement) { q.Determinations = nil }), "2026-06-01", undetermined, "evaluation.requirement.open", "determinations", "", none},
		{"new", with(func(in *Input) { in.Evaluations, in.Requirements[0].EffectiveFrom = nil, day("2026-05-01") }), "2026-06-01", met, "evaluation.compare.ahead", "", "2027-05-02", unmet},
		{"there all along", with(func(in *Input) { in.Evaluations, in.Requirements[0].RegisteredOn = nil, day("") }), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
	})
	practice := func(change func(q *legal.Requirement)) Input {
		return with(func(in *Input) { change(&in.Requirements[2]) })
	}
	tryOf(t, "4.5.2.compliance.bestpractice", "legal requirement club", []row{
		{"evaluated", good(), "2026-06-01", met, "evaluation.compared", "", "2027-03-02", unmet},
		{"never", without("practice"), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
		{"not relevant", practice(func(q *legal.Requirement) { q.Determinations[0].Applies = records.No }), "2026-06-01", met, "evaluation.requirement.not", "determinations", "", none},
		{"not decided whether it is relevant", practice(func(q *legal.Requirement) { q.Determinations = nil }), "2026-06-01", undetermined, "evaluation.requirement.open", "determinations", "", none},
	})
	undecided := practice(func(q *legal.Requirement) { q.Determinations = nil })
	assert.Equal(t, notApplicable, status(stated(undecided, "best-practice"), "4.5.2.compliance.bestpractice", "2026-06-01"))
	assert.Equal(t, met, status(stated(good(), "best-practice"), "4.5.2.compliance.bestpractice", "2026-06-01"), "contradicted by what is there")
	tryOf(t, "4.5.2.compliance.policy", "policy POL", []row{
		{"evaluated", good(), "2026-06-01", met, "evaluation.compared", "", "2028-03-03", unmet},
		{"not judged", evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[1:] }), "2026-06-01", unmet, "evaluation.compare.never", "", "", none},
	})
	tryOf(t, "4.5.2.compliance.policy", "objective O", []row{
		{"evaluated", good(), "2026-06-01", met, "evaluation.compared", "", "2028-03-03", unmet},
		{"the first is ahead", evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[:1] }), "2026-06-01", met, "evaluation.compare.ahead", "", "2027-02-02", unmet},
		{"not judged", evaluation("policy", func(e *Evaluation) { e.Judged = e.Judged[:1] }), "2027-02-02", unmet, "evaluation.compare.never", "", "", none},
	})
	gone := with(func(in *Input) {
		in.Policies[0].Revisions[0].WithdrawnOn = day("2026-05-01")
		in.Objectives[0].End = objectives.End{Outcome: objectives.EndWithdrawn, On: day("2026-05-01"), By: "ceo", Reason: "given up"}
	})
	assert.Equal(t, undetermined, status(gone, "4.5.2.compliance.policy", "2026-06-01"))
}
