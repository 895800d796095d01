package conformity

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/iso28000/iso28000/records"
)

// ReportFormat names the form of a report in JSON. A change that a reader has to know of
// gets another number.
const ReportFormat = "iso28000.report/1"

type reportJSON struct {
	Format  string        `json:"format"`
	At      time.Time     `json:"at"`
	Totals  Totals        `json:"totals"`
	Clauses []clauseJSON  `json:"clauses"`
	Results []*resultJSON `json:"requirements"`
	Advice  []*Advice     `json:"advice,omitempty"` // only where it was asked for
}

type clauseJSON struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Totals Totals `json:"totals"`
}

type resultJSON struct {
	ID           string        `json:"id"`
	Clause       string        `json:"clause"`
	Title        string        `json:"title"`
	References   []string      `json:"references,omitempty"`
	Status       Status        `json:"status"`
	Checked      bool          `json:"checked"`
	Grade        Grade         `json:"grade,omitzero"`
	Graded       *Grading      `json:"graded,omitempty"`
	Waiver       *Waiver       `json:"waiver,omitempty"`
	Contradicted []records.Ref `json:"contradicted_statements,omitempty"`
	Turns        []Turn        `json:"turns,omitempty"`
	Findings     []Finding     `json:"findings"`
	MetNotShown  int           `json:"met_not_shown,omitzero"`
	Ahead        []Finding     `json:"ahead,omitempty"`
}

// MarshalJSON writes the whole report: the same bytes for the same report.
func (r *Report) MarshalJSON() ([]byte, error) {
	out := reportJSON{Format: ReportFormat, At: r.At, Totals: r.Totals()}
	for summary := range r.ByClause() {
		out.Clauses = append(out.Clauses, clauseJSON{summary.Clause.ID, summary.Clause.Title, summary.Totals})
	}
	for result := range r.Results() {
		out.Results = append(out.Results, result.json())
	}
	out.Advice = slices.Collect(r.Advice())
	return json.Marshal(out)
}

// MarshalJSON writes the answer for one requirement.
func (r *Result) MarshalJSON() ([]byte, error) { return json.Marshal(r.json()) }

func (r *Result) json() *resultJSON {
	return &resultJSON{
		ID: r.ID, Clause: r.Clause, Title: r.Title, References: r.References, Status: r.Status, Checked: r.Checked, Grade: r.Grade,
		Graded: r.Graded, Waiver: r.Waiver, Contradicted: r.Contradicted, Turns: r.Turns,
		Findings: r.Findings, MetNotShown: r.MetNotShown, Ahead: r.ahead,
	}
}

type findingJSON struct {
	ID          string        `json:"id"`
	Requirement string        `json:"requirement"`
	Status      Status        `json:"status"`
	Exempt      bool          `json:"exempt,omitzero"`
	Subject     records.Ref   `json:"subject,omitzero"`
	Field       string        `json:"field,omitzero"`
	Message     *messageJSON  `json:"message,omitempty"`
	Evidence    []records.Ref `json:"evidence,omitempty"`
	Missing     []records.Ref `json:"missing,omitempty"`
	Lapses      time.Time     `json:"lapses,omitzero"`
	Becomes     Status        `json:"becomes,omitzero"`
	Then        *messageJSON  `json:"then,omitempty"`
	Error       string        `json:"error,omitzero"`
}

type messageJSON struct {
	ID        string     `json:"id"`
	Arguments []Argument `json:"arguments,omitempty"`
	Text      string     `json:"text"`
}

// MarshalJSON writes the finding with its message as id, typed arguments and text.
func (f Finding) MarshalJSON() ([]byte, error) {
	out := findingJSON{
		ID: f.ID(), Requirement: f.Requirement, Status: f.Status, Exempt: f.Exempt, Subject: f.Subject, Field: f.Field,
		Message: f.verdict.json(f.Subject), Evidence: f.Evidence, Missing: f.Missing, Lapses: f.Lapses, Becomes: f.Becomes,
	}
	if !f.Lapses.IsZero() {
		out.Then = f.then.json(f.Subject)
	}
	if f.Err != nil {
		out.Error = f.Err.Error()
	}
	return json.Marshal(out)
}

func (v Verdict) json(subject records.Ref) *messageJSON {
	if v.message == "" {
		return nil
	}
	return &messageJSON{v.message.ID(), arguments(v.args), v.message.render(subject, v.args)}
}
