package evaluation

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

// A question is whether a subject was evaluated within its interval.
type question struct {
	subject Subject
	title   string
	sort    Sort
	since   records.Date   // from which the first interval runs
	own     records.Period // interval that stands on the subject itself
	kind    Kind           // of compliance; empty: by a review
}

func ofPlan(clock records.Clock, p *emergency.Plan) question {
	return question{subject: Subject{Plan: p.ID}, title: p.Title, sort: Plans, since: sinceRevised(clock, p.Revisions)}
}

func ofDocument(clock records.Clock, d *documents.Document) question {
	return question{subject: Subject{Document: d.ID}, title: d.Title, sort: Plans, since: sinceRevised(clock, d.Revisions)}
}

func ofProcedure(clock records.Clock, p *documents.Procedure) question {
	return question{subject: Subject{Procedure: p.ID}, title: p.Title, sort: Procedures, since: sinceRevised(clock, p.Revisions)}
}

func ofCapability(c *Capability) question {
	return question{subject: Subject{Capability: c.ID}, title: c.Title, sort: Capabilities, since: c.From}
}

func ofRequirement(clock records.Clock, q *legal.Requirement) question {
	asked := question{Subject{Requirement: q.ID}, q.Title, Laws, sinceRequirement(clock, q), q.EvaluationInterval, LegalCompliance}
	if q.Kind == legal.BestPractice {
		asked.sort, asked.kind = BestPractices, BestPractice
	}
	return asked
}

func ofPolicy(clock records.Clock, p *policy.Policy) question {
	return question{subject: Subject{Policy: p.ID}, title: p.Title, sort: Policies, since: sincePolicy(clock, p), kind: PolicyAndObjectives}
}

func ofObjective(clock records.Clock, o *objectives.Objective) question {
	return question{subject: Subject{Objective: o.ID}, title: o.Title, sort: Objectives, since: o.InForceSince(clock), kind: PolicyAndObjectives}
}

// answeredBy reports whether an evaluation answers the question: it is completed, is of the
// kind that is asked for, and says what was found of the subject.
func (q question) answeredBy(clock records.Clock, e *Evaluation) bool {
	j := e.Of(q.subject.Ref())
	return j != nil && j.Says() && e.Done(clock) && e.Kind == q.kind && (q.kind != "" || e.Method == Review)
}

// Lists is what an agenda is made of.
type Lists struct {
	Evaluations  []Evaluation
	Capabilities []Capability
	Cycles       []Cycle
	Plans        []emergency.Plan
	Documents    []documents.Document
	Procedures   []documents.Procedure
	Requirements []legal.Requirement
	Policies     []policy.Policy
	Objectives   []objectives.Objective
}

// A Due is when something has to be evaluated next.
type Due struct {
	Subject  Subject
	Title    string
	Sort     Sort
	Kind     Kind           // of compliance that is evaluated; empty: a review
	Last     *Evaluation    // the latest that counts; nil before the first
	Interval records.Period // none where nobody has set one
	DueOn    records.Date   // the last day; no day where that cannot be told
}

// Agenda returns when each plan, procedure, capability, law, best practice, policy and
// objective that is in force at the time of the clock has to be evaluated next: what is due
// first comes first, what has no day at the end. Requirements count that were found to apply.
func Agenda(l Lists, clock records.Clock) []Due {
	var asked []question
	for i := range l.Plans {
		if p := &l.Plans[i]; p.InForce(clock) {
			asked = append(asked, ofPlan(clock, p))
		}
	}
	for i := range l.Documents {
		if d := &l.Documents[i]; d.Serves(documents.Plan) && d.InForce(clock) {
			asked = append(asked, ofDocument(clock, d))
		}
	}
	for i := range l.Procedures {
		if p := &l.Procedures[i]; p.InForce(clock) {
			asked = append(asked, ofProcedure(clock, p))
		}
	}
	for i := range l.Capabilities {
		if c := &l.Capabilities[i]; c.Exists(clock) {
			asked = append(asked, ofCapability(c))
		}
	}
	for i := range l.Requirements {
		if q := &l.Requirements[i]; (q.Kind.Legal() || q.Kind == legal.BestPractice) && q.IsApplicable(clock) {
			asked = append(asked, ofRequirement(clock, q))
		}
	}
	for i := range l.Policies {
		if p := &l.Policies[i]; p.InForce(clock) {
			asked = append(asked, ofPolicy(clock, p))
		}
	}
	for i := range l.Objectives {
		if o := &l.Objectives[i]; o.InForce(clock) {
			asked = append(asked, ofObjective(clock, o))
		}
	}
	return l.answer(clock, asked)
}

// answer says of each subject when it is due.
func (l *Lists) answer(clock records.Clock, asked []question) []Due {
	evaluations := map[records.Ref][]*Evaluation{}
	for i := range l.Evaluations {
		for _, ref := range l.Evaluations[i].subjects() {
			evaluations[ref] = append(evaluations[ref], &l.Evaluations[i])
		}
	}
	named, all := map[records.Ref]*Cycle{}, map[Sort]*Cycle{}
	for i := range l.Cycles {
		c := &l.Cycles[i]
		if !clock.Happened(c.approvedOn()) {
			continue
		}
		for _, ref := range c.refs() {
			named[ref] = c.after(named[ref])
		}
		for _, sort := range c.All {
			all[sort] = c.after(all[sort])
		}
	}
	due := make([]Due, len(asked))
	for i, q := range asked {
		ref := q.subject.Ref()
		d := Due{Subject: q.subject, Title: q.title, Sort: q.sort, Kind: q.kind, Interval: q.own}
		if cycle := cmp.Or(named[ref], all[q.sort]); d.Interval.IsZero() && cycle != nil {
			d.Interval = cycle.Interval
		}
		from := q.since
		for _, e := range evaluations[ref] {
			if q.answeredBy(clock, e) && (d.Last == nil || d.Last.On.Before(e.On) || d.Last.On == e.On && d.Last.ID < e.ID) {
				d.Last, from = e, e.On
			}
		}
		d.DueOn = lastDay(from, d.Interval)
		due[i] = d
	}
	slices.SortStableFunc(due, func(a, b Due) int {
		if a.DueOn.IsZero() != b.DueOn.IsZero() {
			return b.DueOn.Compare(a.DueOn) // no day comes before any, and is wanted last
		}
		return cmp.Or(a.DueOn.Compare(b.DueOn), a.Subject.Ref().Compare(b.Subject.Ref()))
	})
	return due
}

// after returns the one of two cycles that was approved last, of several on one day the one
// with the greatest id.
func (c *Cycle) after(other *Cycle) *Cycle {
	if other == nil || cmp.Or(c.ApprovedOn.Compare(other.ApprovedOn), cmp.Compare(c.ID, other.ID)) > 0 {
		return c
	}
	return other
}
