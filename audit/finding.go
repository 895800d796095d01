package audit

import (
	"fmt"

	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Finding is what an audit found. A nonconformity is answered by the day set, and closed
// when a follow-up has seen that the answer works; an observation or an opportunity for
// improvement needs neither.
type Finding struct {
	ID          records.ID[Finding]        `json:"id"`
	Audit       records.ID[Audit]          `json:"audit"`
	Grade       Grade                      `json:"grade"`
	Requirement string                     `json:"requirement,omitzero"` // the catalogue's id, or that of another scheme
	Clause      organization.Element       `json:"clause,omitzero"`
	Area        string                     `json:"area,omitzero"` // as the audit names it
	Text        string                     `json:"text"`
	Evidence    []records.Ref              `json:"evidence,omitempty"`
	AnswerDueOn records.Date               `json:"answer_due_on,omitzero"`
	Answer      Answer                     `json:"answer,omitzero"`
	FollowUps   []Following                `json:"follow_ups,omitempty"`
	ClosedOn    records.Date               `json:"closed_on,omitzero"`
	ClosedBy    records.ID[records.Person] `json:"closed_by,omitzero"`
}

// A Grade is the weight of a finding.
type Grade string

// The grades. Only the first two have to be answered.
const (
	MajorNonconformity Grade = "major"
	MinorNonconformity Grade = "minor"
	Observation        Grade = "observation"
	Opportunity        Grade = "opportunity for improvement"
)

// Values lists the grades there are.
func (Grade) Values() []string {
	return []string{string(MajorNonconformity), string(MinorNonconformity), string(Observation), string(Opportunity)}
}

// IsNonconformity reports whether something has to be put right.
func (g Grade) IsNonconformity() bool { return g == MajorNonconformity || g == MinorNonconformity }

// An Answer is what those audited do about a finding.
type Answer struct {
	Text    string                         `json:"text"`
	By      records.ID[records.Person]     `json:"by"`
	On      records.Date                   `json:"on"`
	Actions []records.ID[incidents.Action] `json:"actions,omitempty"`
}

// IsZero reports whether there is no answer.
func (a Answer) IsZero() bool {
	return a.Text == "" && a.By == "" && a.On.IsZero() && len(a.Actions) == 0
}

// Following is that somebody looked whether the answer was carried out and works.
type Following struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by"`
	Effective records.Answer             `json:"effective"`
	Note      string                     `json:"note,omitzero"`
}

// Ref names the finding.
func (x Finding) Ref() records.Ref { return records.Ref{Kind: "audit finding", ID: string(x.ID)} }

// Answered reports whether the finding has been answered at the time of the clock.
func (x Finding) Answered(clock records.Clock) bool { return clock.Happened(x.Answer.On) }

// Closed reports whether the finding is closed at the time of the clock.
func (x Finding) Closed(clock records.Clock) bool { return clock.Happened(x.ClosedOn) }

// Verified returns the latest follow-up after the answer, or nil.
func (x *Finding) Verified(clock records.Clock) *Following {
	var last *Following
	for i := range x.FollowUps {
		f := &x.FollowUps[i]
		if clock.Happened(f.On) && !f.On.Before(x.Answer.On) && (last == nil || !f.On.Before(last.On)) {
			last = f
		}
	}
	return last
}

// Validate reports every fault of the finding at once.
func (x Finding) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("audit", string(x.Audit))
	f.Enum("grade", x.Grade)
	f.OptionalEnum("clause", x.Clause)
	f.Require("text", x.Text)
	if !x.Answer.IsZero() {
		f.Require("answer.text", x.Answer.Text)
		f.Require("answer.by", string(x.Answer.By))
		f.RequireDate("answer.on", x.Answer.On)
	}
	for i, v := range x.FollowUps {
		at := fmt.Sprintf("follow_ups[%d]", i)
		f.RequireDate(at+".on", v.On)
		f.Require(at+".by", string(v.By))
		f.Enum(at+".effective", v.Effective)
	}
	if !x.ClosedOn.IsZero() {
		f.Require("closed_by", string(x.ClosedBy))
	}
	return f.Err()
}
