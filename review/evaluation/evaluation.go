package evaluation

import (
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
)

// An Evaluation is that somebody judged plans, procedures and capabilities, or whether the
// law, best practice, policy and objectives are complied with: planned, then completed or
// called off.
type Evaluation struct {
	ID          records.ID[Evaluation]         `json:"id"`
	Title       string                         `json:"title"`
	Method      Method                         `json:"method"`
	Kind        Kind                           `json:"kind,omitzero"`        // empty: of plans, procedures and capabilities
	Trigger     string                         `json:"trigger,omitzero"`     // what it was done on account of, where not by the cycle: a new regulation
	Incident    records.ID[incidents.Incident] `json:"incident,omitzero"`    // that a post-incident report is about
	Drill       records.ID[emergency.Drill]    `json:"drill,omitzero"`       // the exercise that was held
	Lessons     []string                       `json:"lessons,omitempty"`    // what was learnt
	Performance string                         `json:"performance,omitzero"` // what was found about performance
	DueOn       records.Date                   `json:"due_on,omitzero"`      // the last day for it, as planned
	On          records.Date                   `json:"on,omitzero"`          // when it was completed
	By          records.ID[records.Person]     `json:"by,omitzero"`
	Judged      []Judged                       `json:"judged,omitempty"` // what was, or is to be, judged
	Changes     []Change                       `json:"changes,omitempty"`
	Conclusion  string                         `json:"conclusion,omitzero"`
	Record      records.Ref                    `json:"record,omitzero"` // where the result is kept: record/REC-12, document/DOC-3

	CalledOffOn      records.Date `json:"called_off_on,omitzero"`
	CalledOffBecause string       `json:"called_off_because,omitzero"`
}

// Judged is one thing that an evaluation judged, and what it found.
type Judged struct {
	Subject
	Outcome  Outcome        `json:"outcome,omitzero"`  // of a plan, procedure or capability
	Complies records.Answer `json:"complies,omitzero"` // of law, best practice, policy, objective: whether they are kept to
	Reason   string         `json:"reason,omitzero"`   // for the outcome; required where something has to be revised or is not complied with
	ReviseBy records.Date   `json:"revise_by,omitzero"`
	Revised  Revised        `json:"revised,omitzero"` // once it was done
}

// Revised is that a plan, procedure or capability was changed as an evaluation wanted.
type Revised struct {
	On       records.Date               `json:"on"`
	By       records.ID[records.Person] `json:"by"`
	Revision string                     `json:"revision,omitzero"` // its number, where it has one
	What     string                     `json:"what"`              // that changed
}

// IsZero reports whether it was not done.
func (v Revised) IsZero() bool { return v == Revised{} }

// A Change is an important change in a plan, procedure or capability that an evaluation found,
// and the procedures that have to take it up.
type Change struct {
	Key           string              `json:"key"` // its name among the changes of the evaluation
	What          string              `json:"what"`
	Of            Subject             `json:"of,omitzero"`             // the plan, procedure or capability that changed
	Significant   records.Answer      `json:"significant,omitzero"`    // empty while not decided
	Procedures    []change.Reflection `json:"procedures,omitempty"`    // the procedures concerned, with the revisions that took it up
	NoneConcerned string              `json:"none_concerned,omitzero"` // why no procedure has to take it up
}

// Ref names the evaluation.
func (e Evaluation) Ref() records.Ref { return records.Ref{Kind: "evaluation", ID: string(e.ID)} }

// A Method is a way of evaluating.
type Method string

// The methods that 4.5.2 names.
const (
	Review         Method = "review"
	Test           Method = "test"
	PostIncident   Method = "post-incident report"
	LessonsLearned Method = "lessons learned"
	Performance    Method = "performance"
	Exercise       Method = "exercise"
)

// Values lists the methods there are.
func (Method) Values() []string {
	return []string{string(Review), string(Test), string(PostIncident), string(LessonsLearned), string(Performance), string(Exercise)}
}

// A Kind says what is compared with what, where an evaluation is one of compliance.
type Kind string

// The kinds of evaluation of compliance.
const (
	LegalCompliance     Kind = "legal compliance"
	BestPractice        Kind = "best practice"
	PolicyAndObjectives Kind = "policy and objectives"
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(LegalCompliance), string(BestPractice), string(PolicyAndObjectives)}
}

// An Outcome is what becomes of a plan, procedure or capability.
type Outcome string

// The outcomes.
const (
	Keep   Outcome = "keep"
	Revise Outcome = "revise"
)

// Values lists the outcomes there are.
func (Outcome) Values() []string { return []string{string(Keep), string(Revise)} }
