package evaluation

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	reviewed      conformity.Message = "evaluation.reviewed: {subject}, {0}, was reviewed on {1}, within the {2} set, by {3}"
	reviewAhead   conformity.Message = "evaluation.review.ahead: {subject}, {0}, is there since {1}, and its first review is due within the {2} set"
	reviewLate    conformity.Message = "evaluation.review.late: {subject}, {0}, was last reviewed on {1}, by {3}, and the {2} set have run out: review it, and record whether it is kept or revised"
	reviewNever   conformity.Message = "evaluation.review.never: {subject}, {0}, is there since {1} and was never reviewed, and the {2} set have run out: review it, and record whether it is kept or revised"
	reviewUnset   conformity.Message = "evaluation.review.unset: it is not set how often {subject}, {0}, is reviewed: have a cycle approved that names it, or all {1}"
	reviewUndated conformity.Message = "evaluation.review.undated: {subject}, {0}, was never reviewed, and it is not on record since when it is there: enter the day, or review it"

	compared      conformity.Message = "evaluation.compared: it was evaluated on {1}, within the {2} set, whether {subject}, {0}, is complied with, by {3}"
	compareAhead  conformity.Message = "evaluation.compare.ahead: {subject}, {0}, has to be complied with since {1}, and the first evaluation of whether it is falls due within the {2} set"
	compareLate   conformity.Message = "evaluation.compare.late: whether {subject}, {0}, is complied with was last evaluated on {1}, by {3}, and the {2} set have run out: evaluate it, and record what was found"
	compareNever  conformity.Message = "evaluation.compare.never: {subject}, {0}, has to be complied with since {1}, and whether it is was never evaluated, and the {2} set have run out: evaluate it, and record what was found"
	compareUnset  conformity.Message = "evaluation.compare.unset: it is not set how often it is evaluated whether {subject}, {0}, is complied with: have a cycle approved that names it, or all {1}"
	compareUndate conformity.Message = "evaluation.compare.undated: whether {subject}, {0}, is complied with was never evaluated, and it is not on record since when it has to be: enter the day, or evaluate it"
)

// wording is how the verdicts on a subject are said.
type wording struct{ done, ahead, late, never, unset, undated conformity.Message }

// words says in which words a question is answered.
func (q question) words() wording {
	if q.kind == "" {
		return wording{reviewed, reviewAhead, reviewLate, reviewNever, reviewUnset, reviewUndated}
	}
	return wording{compared, compareAhead, compareLate, compareNever, compareUnset, compareUndate}
}

// decide answers a question: the latest evaluation that counts lies within the interval or,
// before there is one, the interval has not run out since the subject is there.
func (q question) decide(r *conformity.Reader) conformity.Verdict {
	ref := q.subject.Ref()
	interval := q.own
	if interval.IsZero() {
		cycle := cycleOf(r, ref, q.sort)
		if cycle == nil {
			return conformity.Undetermined(q.words().unset, q.title, q.sort)
		}
		interval = cycle.Interval
	}
	last := evaluationsBySubject.Of(r, ref).Latest(func(e *Evaluation) records.Date {
		if !q.answeredBy(r, e) {
			return records.Date{}
		}
		return e.On
	})
	switch {
	case last != nil && r.Within(last.On, interval):
		return conformity.Met(q.words().done, q.title, last.On, interval, *last)
	case last != nil:
		return conformity.Unmet(q.words().late, q.title, last.On, interval, *last)
	case q.since.IsZero():
		return conformity.Undetermined(q.words().undated, q.title)
	case r.Within(q.since, interval):
		return conformity.Met(q.words().ahead, q.title, q.since, interval)
	}
	return conformity.Unmet(q.words().never, q.title, q.since, interval)
}

const (
	subjectOver      conformity.Message = "evaluation.subject.over: {0} is not in force"
	subjectElse      conformity.Message = "evaluation.subject.else: {0} is not a security plan"
	arrangementsNone conformity.Message = "evaluation.subject.none: neither a security plan nor a procedure is in force, and no capability is on record: nothing to be evaluated yet"
)

// planReviewed decides 4.5.2.evaluate for an emergency plan in force. Whether it would work is
// reviewed for 4.4.7, and the document that holds it for 4.4.5.
func planReviewed(r *conformity.Reader, p *emergency.Plan) conformity.Verdict {
	if !p.InForce(r) {
		return conformity.Nothing(subjectOver, *p)
	}
	return ofPlan(r, p).decide(r)
}

// documentReviewed decides 4.5.2.evaluate for a document in force that is a security plan.
func documentReviewed(r *conformity.Reader, d *documents.Document) conformity.Verdict {
	switch {
	case !d.Serves(documents.Plan):
		return conformity.Nothing(subjectElse, *d)
	case !d.InForce(r):
		return conformity.Nothing(subjectOver, *d)
	}
	return ofDocument(r, d).decide(r)
}

// procedureReviewed decides 4.5.2.evaluate for a procedure in force.
func procedureReviewed(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	if !p.InForce(r) {
		return conformity.Nothing(subjectOver, *p)
	}
	return ofProcedure(r, p).decide(r)
}

// capabilityReviewed decides 4.5.2.evaluate for a capability that is there.
func capabilityReviewed(r *conformity.Reader, c *Capability) conformity.Verdict {
	if !c.Exists(r) {
		return conformity.Nothing(subjectOver, *c)
	}
	return ofCapability(c).decide(r)
}

func arrangementsAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(arrangementsNone)
}

const (
	requirementElse  conformity.Message = "evaluation.requirement.else: {0} is neither a legal requirement nor a best practice"
	requirementAhead conformity.Message = "evaluation.requirement.ahead: {0} is not in effect"
	requirementNot   conformity.Message = "evaluation.requirement.not: it was worked out that {subject}, {0}, does not apply"
	requirementOpen  conformity.Message = "evaluation.requirement.open: it is not worked out whether {subject}, {0}, applies, so it is open whether compliance has to be evaluated: work it out under 4.3.2"
	practicesNot     conformity.Message = "evaluation.practice.stated: it is stated that no best practice of the industry is relevant"
	lawsNone         conformity.Message = "evaluation.law.none: no legal requirement is on the register: nothing to be evaluated yet"
	practicesNone    conformity.Message = "evaluation.practice.none: no best practice of the industry is on the register: enter those that are relevant or, where there are none, state that (best-practice), with who says so and until when"
	policyNone       conformity.Message = "evaluation.policy.none: neither a policy nor an objective is in force: nothing to be evaluated yet"
)

// lawEvaluated decides 4.5.2.compliance.legal for a requirement that binds by law and applies.
// What is done where it is not complied with is for 4.5.3.
func lawEvaluated(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	if !q.Kind.Legal() {
		return conformity.Nothing(requirementElse, *q)
	}
	return requirementEvaluated(r, q)
}

// practiceEvaluated decides 4.5.2.compliance.bestpractice for a best practice that was found to
// be relevant.
func practiceEvaluated(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	if q.Kind != legal.BestPractice {
		return conformity.Nothing(requirementElse, *q)
	}
	if q.Applies(r) == "" && conformity.StatedNot(r, "best-practice") {
		return conformity.Nothing(practicesNot)
	}
	return requirementEvaluated(r, q)
}

func requirementEvaluated(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	switch applies := q.Applies(r); {
	case !q.InEffect(r):
		return conformity.Nothing(requirementAhead, *q)
	case applies == records.No:
		return conformity.Exempt(requirementNot, q.Title).At("determinations")
	case applies != records.Yes:
		return conformity.Undetermined(requirementOpen, q.Title).At("determinations")
	}
	return ofRequirement(r, q).decide(r)
}

// policyEvaluated decides 4.5.2.compliance.policy for the policy in force.
func policyEvaluated(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	if current, _ := policy.InForce(r); current == nil || current.ID != p.ID {
		return conformity.Nothing(subjectOver, *p)
	}
	return ofPolicy(r, p).decide(r)
}

// objectiveEvaluated decides 4.5.2.compliance.policy for an objective in force. How far it has
// come is followed for 4.3.3.maintain.
func objectiveEvaluated(r *conformity.Reader, o *objectives.Objective) conformity.Verdict {
	if !o.InForce(r) {
		return conformity.Nothing(subjectOver, *o)
	}
	return ofObjective(r, o).decide(r)
}

func lawsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(lawsNone) }
func practicesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(practicesNone)
}
func policyAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(policyNone) }
