package conformity

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Statement says that a condition on which requirements depend does not hold: that nothing
// is outsourced, that there was no incident. It is dated, signed, and holds for a time. Where
// records contradict it, it counts for nothing.
type Statement struct {
	ID         records.ID[Statement]      `json:"id"`
	Condition  string                     `json:"condition"` // id of the condition that does not hold
	Reason     string                     `json:"reason"`
	By         records.ID[records.Person] `json:"by"`
	StatedOn   records.Date               `json:"stated_on"`
	HoldsFrom  records.Date               `json:"holds_from,omitzero"` // where earlier or later than the day it was stated
	ValidUntil records.Date               `json:"valid_until"`
}

// Ref names the statement.
func (s Statement) Ref() records.Ref { return records.Ref{Kind: "statement", ID: string(s.ID)} }

// Validate reports every fault of the statement at once.
func (s Statement) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	if _, known := ConditionByID(s.Condition); !known {
		ids := make([]string, 0, len(standard().conditions))
		for _, condition := range standard().conditions {
			ids = append(ids, condition.ID)
		}
		f.Add("condition", "%q is no condition that a requirement depends on%s; there are %s", s.Condition,
			records.DidYouMean(s.Condition, ids), strings.Join(ids, ", "))
	}
	f.Require("reason", s.Reason)
	f.Require("by", string(s.By))
	f.RequireDate("stated_on", s.StatedOn)
	f.RequireDate("valid_until", s.ValidUntil)
	f.Order("stated_on", s.StatedOn, "valid_until", s.ValidUntil)
	f.Order("holds_from", s.HoldsFrom, "valid_until", s.ValidUntil)
	return f.Err()
}

// from returns the first day for which the statement speaks and on which it was known.
func (s *Statement) from() records.Date {
	if s.HoldsFrom.After(s.StatedOn) {
		return s.HoldsFrom
	}
	return s.StatedOn
}

const (
	statedNone    Message = "applicability.stated: does not apply, because it was stated on {0} that this does not hold: {1} ({2}; stated by {3}, valid until {4})"
	statementOver Message = "applicability.over: the statement that this does not hold ran out on {0}: state it anew, or keep the records"
)

var statementsByCondition = NewIndex(func(s *Statement) string { return s.Condition })

// statedNot says whether a statement in force keeps requirements with that condition from applying.
func statedNot(r *Reader, condition Condition) Verdict {
	if _, _, listed := rowsOf[Statement](r.source); !listed {
		return Verdict{}
	}
	s := statementsByCondition.Of(r, condition.ID).Latest((*Statement).from)
	switch {
	case s == nil:
		return Verdict{}
	case r.Over(s.ValidUntil):
		return Nothing(statementOver, s.ValidUntil)
	}
	return Verdict{Status: StatusNotApplicable, message: statedNone, args: []any{s.StatedOn, condition.Text, s.Reason, s.By, s.ValidUntil}}
}

// StatedNot reports whether a statement in force says that the condition does not hold. What a
// check finds is weighed against statements anyway; only one whose record cannot show whether
// the condition holds has to ask, so as to say nothing: a policy without a commitment to
// further requirements, where it is stated that none were adopted.
func StatedNot(r *Reader, condition string) bool {
	return statedNot(r, Condition{ID: condition}).Status == StatusNotApplicable
}

// A Waiver is the host's own decision to live with an unmet requirement for a time. ISO 28000
// knows none: the verdict beneath it is shown, it never counts as met, and when it runs out
// the verdict returns.
type Waiver struct {
	ID          records.ID[Waiver]         `json:"id"`
	Requirement string                     `json:"requirement"`
	Reason      string                     `json:"reason"`
	By          records.ID[records.Person] `json:"by"`
	GrantedOn   records.Date               `json:"granted_on"`
	ValidUntil  records.Date               `json:"valid_until"`
}

// Ref names the waiver.
func (w Waiver) Ref() records.Ref { return records.Ref{Kind: "waiver", ID: string(w.ID)} }

// Validate reports every fault of the waiver at once.
func (w Waiver) Validate() error {
	var f records.Faults
	f.Require("id", string(w.ID))
	f.Require("requirement", w.Requirement)
	f.Require("reason", w.Reason)
	f.Require("by", string(w.By))
	f.RequireDate("granted_on", w.GrantedOn)
	f.RequireDate("valid_until", w.ValidUntil)
	f.Order("granted_on", w.GrantedOn, "valid_until", w.ValidUntil)
	return f.Err()
}

var waiversByRequirement = NewIndex(func(w *Waiver) string { return w.Requirement })

// A Grading is the grade that a named auditor gave an unmet requirement. It stands beside the
// one that is proposed here and does not change it.
type Grading struct {
	ID          records.ID[Grading]        `json:"id"`
	Requirement string                     `json:"requirement"`
	Grade       Grade                      `json:"grade"`
	Reason      string                     `json:"reason,omitzero"`
	By          records.ID[records.Person] `json:"by"`
	GradedOn    records.Date               `json:"graded_on"`
}

// Ref names the grading.
func (g Grading) Ref() records.Ref { return records.Ref{Kind: "grading", ID: string(g.ID)} }

// Validate reports every fault of the grading at once.
func (g Grading) Validate() error {
	var f records.Faults
	f.Require("id", string(g.ID))
	f.Require("requirement", g.Requirement)
	f.Require("by", string(g.By))
	f.RequireDate("graded_on", g.GradedOn)
	if g.Grade == NoGrade {
		f.Add("grade", "is missing: write minor or major")
	}
	return f.Err()
}

var gradingsByRequirement = NewIndex(func(g *Grading) string { return g.Requirement })
