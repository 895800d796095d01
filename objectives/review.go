package objectives

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// A Review is that somebody looked whether an objective, a target or a programme still is
// what is needed.
type Review struct {
	On             records.Date               `json:"on"`
	By             records.ID[records.Person] `json:"by"`
	Relevant       records.Answer             `json:"relevant,omitzero"`       // whether it still matters
	Consistent     records.Answer             `json:"consistent,omitzero"`     // whether it agrees with what it serves: the policy, the objective, both objectives and targets
	Effective      records.Answer             `json:"effective,omitzero"`      // of a programme: whether it works
	NeedsAmending  records.Answer             `json:"needs_amending,omitzero"` // whether a new revision has to be made
	AmendBy        records.Date               `json:"amend_by,omitzero"`       // the day set for that
	Outcome        string                     `json:"outcome"`
	Considerations []Consideration            `json:"considerations,omitempty"` // what it was weighed against this time
}

func validateReviews(f *records.Faults, list []Review) {
	for i, v := range list {
		at := fmt.Sprintf("reviews[%d]", i)
		f.RequireDate(at+".on", v.On)
		f.Require(at+".by", string(v.By))
		f.OptionalEnum(at+".relevant", v.Relevant)
		f.OptionalEnum(at+".consistent", v.Consistent)
		f.OptionalEnum(at+".effective", v.Effective)
		f.OptionalEnum(at+".needs_amending", v.NeedsAmending)
		f.Require(at+".outcome", v.Outcome)
		f.Order(at+".on", v.On, at+".amend_by", v.AmendBy)
		if v.NeedsAmending != records.Yes && !v.AmendBy.IsZero() {
			f.Add(at+".amend_by", "is set, and needs_amending is not yes: say yes, or take the day out")
		}
		validateConsiderations(f, at, v.Considerations)
	}
}

// lastReview returns the latest review of the days that have begun, or nil; of several on one
// day the last.
func lastReview(clock records.Clock, list []Review) *Review {
	var last *Review
	for i := range list {
		if clock.Happened(list[i].On) && (last == nil || !list[i].On.Before(last.On)) {
			last = &list[i]
		}
	}
	return last
}

// A Consideration is that something was taken into account, and what came of it.
type Consideration struct {
	Kind         ConsiderationKind                      `json:"kind"`
	Outcome      string                                 `json:"outcome"`                // what came of it: also that nothing of the kind bears on it
	Legal        []records.ID[legal.Requirement]        `json:"legal,omitempty"`        // the requirements that were looked at
	Assessments  []records.ID[risk.Assessment]          `json:"assessments,omitempty"`  // the risk assessments
	Risks        []records.ID[risk.Risk]                `json:"risks,omitempty"`        // the risks that gave rise to it
	Stakeholders []records.ID[organization.Stakeholder] `json:"stakeholders,omitempty"` // whose views
}

// A ConsiderationKind is what was taken into account.
type ConsiderationKind string

// The kinds of consideration. The first five the standard asks of an objective.
const (
	LegalConsidered       ConsiderationKind = "legal"             // legal and other security requirements
	RiskConsidered        ConsiderationKind = "risk"              // threats and risks
	OptionsConsidered     ConsiderationKind = "options"           // what technology and other means offer
	BusinessConsidered    ConsiderationKind = "business"          // money, operation, business
	StakeholderConsidered ConsiderationKind = "stakeholder views" // what those with an interest think
	EmployeesConsidered   ConsiderationKind = "employees"         // what comes from the workplace
	HistoryConsidered     ConsiderationKind = "history"           // earlier incidents, nonconformities and damage
)

// Values lists the kinds there are.
func (ConsiderationKind) Values() []string {
	return []string{string(LegalConsidered), string(RiskConsidered), string(OptionsConsidered), string(BusinessConsidered),
		string(StakeholderConsidered), string(EmployeesConsidered), string(HistoryConsidered)}
}

func validateConsiderations(f *records.Faults, at string, list []Consideration) {
	for i, c := range list {
		path := fmt.Sprintf("%s.considerations[%d]", at, i)
		f.Enum(path+".kind", c.Kind)
		f.Require(path+".outcome", c.Outcome)
	}
}

// considered returns the first consideration of that kind with an outcome, or nil.
func considered(list []Consideration, kind ConsiderationKind) *Consideration {
	for i := range list {
		if list[i].Kind == kind && !blank(list[i].Outcome) {
			return &list[i]
		}
	}
	return nil
}
