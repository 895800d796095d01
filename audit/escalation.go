package audit

import (
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// An Escalation decides by rules what a finding weighs today: one that nobody answers weighs
// more than it did. The rules are data; [DefaultEscalation] are the usual ones. It does not
// change, and is safe for concurrent use.
type Escalation struct {
	set *rules.Set[EscalationFacts, Grade]
}

// EscalationFacts are what escalation rules may look at: the json tags are the names in rules.
type EscalationFacts struct {
	Grade       Grade          `json:"grade"` // as the auditor gave it
	FoundOn     records.Date   `json:"found_on"`
	AnswerDueOn records.Date   `json:"answer_due_on"`
	AnsweredOn  records.Date   `json:"answered_on"` // no day while it is not answered
	ClosedOn    records.Date   `json:"closed_on"`   // no day while it is open
	Effective   records.Answer `json:"effective"`   // what the latest follow-up saw; empty while there is none
	Earlier     int            `json:"earlier"`     // nonconformities that earlier audits found on the same requirement
}

// DefaultEscalation returns the usual rules: a minor nonconformity is major once its answer is
// overdue, once a follow-up has seen that the answer does not work, and when it was found
// before; otherwise a finding weighs what the auditor said.
func DefaultEscalation() rules.Definition {
	return rules.Definition{
		Default: string(Observation),
		Rules: []rules.Rule{
			{Name: "major stays major", When: `grade == "major"`, Then: string(MajorNonconformity)},
			{Name: "a minor one that nobody answers in time", When: `grade == "minor" && over(answer_due_on) && !happened(answered_on)`, Then: string(MajorNonconformity)},
			{Name: "a minor one the answer to which does not work", When: `grade == "minor" && effective == "no"`, Then: string(MajorNonconformity)},
			{Name: "a minor one that was found before", When: `grade == "minor" && earlier > 0`, Then: string(MajorNonconformity)},
			{Name: "a minor one", When: `grade == "minor"`, Then: string(MinorNonconformity)},
			{Name: "a chance to improve", When: `grade == "opportunity for improvement"`, Then: string(Opportunity)},
		},
	}
}

// NewEscalation compiles the rules, or reports every fault of them.
func NewEscalation(definition rules.Definition) (*Escalation, error) {
	set, err := rules.Compile[EscalationFacts, Grade](definition, rules.Limits{})
	if err != nil {
		return nil, err
	}
	return &Escalation{set}, nil
}

// Grade returns what the finding weighs at the time of the clock, and by which rule; earlier
// counts what audits before found on the same requirement.
func (e *Escalation) Grade(x Finding, foundOn records.Date, earlier int, clock records.Clock) (Grade, string, error) {
	facts := EscalationFacts{
		Grade: x.Grade, FoundOn: foundOn, AnswerDueOn: x.AnswerDueOn, AnsweredOn: x.Answer.On, ClosedOn: x.ClosedOn, Earlier: earlier,
	}
	if last := x.Verified(clock); last != nil {
		facts.Effective = last.Effective
	}
	decision, err := e.set.Decide(&facts, clock)
	if err != nil {
		return x.Grade, "", err
	}
	return decision.Outcome, decision.Rule(), nil
}
