package audit

import (
	"fmt"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// A Programme says which audits are held in a period, usually a year, and why those.
type Programme struct {
	ID         records.ID[Programme]          `json:"id"`
	Title      string                         `json:"title"`
	From       records.Date                   `json:"from"`              // first day of the period
	Until      records.Date                   `json:"until"`             // last day
	Interval   records.Period                 `json:"interval,omitzero"` // within which one audit follows the other
	Basis      Basis                          `json:"basis,omitzero"`
	Document   records.ID[documents.Document] `json:"document,omitzero"` // in which it is written down
	ApprovedBy records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn records.Date                   `json:"approved_on,omitzero"`
	RevisedOn  records.Date                   `json:"revised_on,omitzero"`
}

// A Basis is what a programme was built on.
type Basis struct {
	Assessments []records.ID[risk.Assessment] `json:"assessments,omitempty"` // of threats and risks
	Audits      []records.ID[Audit]           `json:"audits,omitempty"`      // earlier ones, the results of which were looked at
	Other       []string                      `json:"other,omitempty"`       // performance data, management review, changes
}

// IsZero reports whether nothing is named.
func (b Basis) IsZero() bool { return len(b.Assessments)+len(b.Audits)+len(b.Other) == 0 }

// Ref names the programme.
func (p Programme) Ref() records.Ref { return records.Ref{Kind: "audit programme", ID: string(p.ID)} }

// Validate reports every fault of the programme at once.
func (p Programme) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	f.RequireDate("from", p.From)
	f.RequireDate("until", p.Until)
	f.Order("from", p.From, "until", p.Until)
	approval(&f, p.ApprovedBy, p.ApprovedOn)
	f.Order("approved_on", p.ApprovedOn, "revised_on", p.RevisedOn)
	return f.Err()
}

// Covers reports whether the programme is approved and its period includes the time of the clock.
func (p Programme) Covers(clock records.Clock) bool {
	return p.approved(clock) && clock.Happened(p.From) && !clock.Over(p.Until)
}

func (p *Programme) approved(clock records.Clock) bool {
	return p.ApprovedBy != "" && clock.Happened(p.ApprovedOn)
}

func approval(f *records.Faults, by records.ID[records.Person], on records.Date) {
	switch {
	case by == "" && !on.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", on)
	case by != "" && on.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", by)
	}
}

// A Procedure says how audits are done: what is audited, how often and how, what auditors
// have to be able to do, who has which duties, and how results are reported.
type Procedure struct {
	ID               records.ID[Procedure]          `json:"id"`
	Title            string                         `json:"title"`
	Scope            string                         `json:"scope,omitzero"`
	Frequency        string                         `json:"frequency,omitzero"`
	Methods          string                         `json:"methods,omitzero"`
	Competence       string                         `json:"competence,omitzero"`   // what auditors have to know and be able to do, in words
	Competences      []CompetenceID                 `json:"competences,omitempty"` // and by the register: each auditor needs all of them
	Responsibilities string                         `json:"responsibilities,omitzero"`
	Conduct          string                         `json:"conduct,omitzero"`   // what is demanded of how audits are carried out
	Reporting        string                         `json:"reporting,omitzero"` // how and to whom results are reported
	Document         records.ID[documents.Document] `json:"document,omitzero"`
	ApprovedBy       records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn       records.Date                   `json:"approved_on,omitzero"`
	EffectiveFrom    records.Date                   `json:"effective_from,omitzero"`
	WithdrawnOn      records.Date                   `json:"withdrawn_on,omitzero"`
}

// Ref names the procedure.
func (p Procedure) Ref() records.Ref { return records.Ref{Kind: "audit procedure", ID: string(p.ID)} }

// Validate reports every fault of the procedure at once. What it leaves out is for the checks.
func (p Procedure) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	for i, c := range p.Competences {
		f.Require(fmt.Sprintf("competences[%d]", i), string(c))
	}
	approval(&f, p.ApprovedBy, p.ApprovedOn)
	f.Order("effective_from", p.EffectiveFrom, "withdrawn_on", p.WithdrawnOn)
	return f.Err()
}

// InForce reports whether the procedure is approved, in effect and not withdrawn.
func (p Procedure) InForce(clock records.Clock) bool { return p.life().State(clock) == records.InForce }

func (p *Procedure) life() records.Life {
	l := records.Life{ApprovedOn: p.ApprovedOn, EffectiveFrom: p.EffectiveFrom, WithdrawnOn: p.WithdrawnOn}
	if p.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}
