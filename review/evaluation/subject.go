package evaluation

import (
	"fmt"

	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk/legal"
)

// A Subject is one thing that is evaluated: exactly one of its fields is set.
type Subject struct {
	Plan        records.ID[emergency.Plan]       `json:"plan,omitzero"`        // an emergency or recovery plan
	Document    records.ID[documents.Document]   `json:"document,omitzero"`    // a security plan that is a document
	Procedure   records.ID[documents.Procedure]  `json:"procedure,omitzero"`   //
	Capability  records.ID[Capability]           `json:"capability,omitzero"`  //
	Requirement records.ID[legal.Requirement]    `json:"requirement,omitzero"` // a law or a best practice
	Policy      records.ID[policy.Policy]        `json:"policy,omitzero"`
	Objective   records.ID[objectives.Objective] `json:"objective,omitzero"`
}

// A Capability is what the organization is able to do for its security: to search every
// vehicle within an hour, to run the terminal from the other site.
type Capability struct {
	ID           records.ID[Capability] `json:"id"`
	Title        string                 `json:"title"`
	Description  string                 `json:"description,omitzero"`
	From         records.Date           `json:"from,omitzero"`          // first day on which it is there
	Until        records.Date           `json:"until,omitzero"`         // last day; zero while there is none
	Testable     records.Answer         `json:"testable,omitzero"`      // whether it can be tested; empty while not decided
	EndedBecause string                 `json:"ended_because,omitzero"` // why it is given up
}

// Ref names the capability.
func (c Capability) Ref() records.Ref { return records.Ref{Kind: "capability", ID: string(c.ID)} }

// A Cycle is how often things are evaluated, as approved: some by name, or all of a sort. A
// cycle that names a thing goes before one for all of its sort; of several the one approved
// last counts.
type Cycle struct {
	ID         records.ID[Cycle]          `json:"id"`
	Subjects   []Subject                  `json:"subjects,omitempty"`
	All        []Sort                     `json:"all,omitempty"`
	Interval   records.Period             `json:"interval"`
	Reason     string                     `json:"reason,omitzero"` // why that often
	ApprovedBy records.ID[records.Person] `json:"approved_by"`
	ApprovedOn records.Date               `json:"approved_on"`
}

// Ref names the cycle.
func (c Cycle) Ref() records.Ref { return records.Ref{Kind: "evaluation cycle", ID: string(c.ID)} }

// A Sort is a sort of subject.
type Sort string

// The sorts of subject.
const (
	Plans         Sort = "plans" // emergency plans, and documents that are security plans
	Procedures    Sort = "procedures"
	Capabilities  Sort = "capabilities"
	Laws          Sort = "legal requirements"
	BestPractices Sort = "best practices"
	Policies      Sort = "policy"
	Objectives    Sort = "objectives"
)

// Values lists the sorts there are.
func (Sort) Values() []string {
	return []string{string(Plans), string(Procedures), string(Capabilities), string(Laws), string(BestPractices), string(Policies), string(Objectives)}
}

// IsZero reports whether the subject names nothing.
func (s Subject) IsZero() bool { return s == Subject{} }

// Ref names what is evaluated: the first field that is set.
func (s Subject) Ref() records.Ref {
	switch {
	case s.Plan != "":
		return s.Plan.Ref()
	case s.Document != "":
		return s.Document.Ref()
	case s.Procedure != "":
		return s.Procedure.Ref()
	case s.Capability != "":
		return s.Capability.Ref()
	case s.Requirement != "":
		return s.Requirement.Ref()
	case s.Policy != "":
		return s.Policy.Ref()
	case s.Objective != "":
		return s.Objective.Ref()
	}
	return records.Ref{}
}

// Arrangement reports whether the subject is a plan, a procedure or a capability, so that it is
// kept or revised; what else there is, is complied with or not.
func (s Subject) Arrangement() bool {
	return s.Plan != "" || s.Document != "" || s.Procedure != "" || s.Capability != ""
}

func (s Subject) faults() error {
	var f records.Faults
	named := 0
	for _, id := range [...]string{
		string(s.Plan), string(s.Document), string(s.Procedure), string(s.Capability), string(s.Requirement), string(s.Policy), string(s.Objective),
	} {
		if id != "" {
			named++
		}
	}
	switch {
	case named == 0:
		f.Add("", "names nothing: write the id of a plan, document, procedure, capability, requirement, policy or objective")
	case named > 1:
		f.Add("", "names more than one thing: make an entry for each")
	}
	return f.Err()
}

// Exists reports whether the capability is there at the time of the clock.
func (c Capability) Exists(clock records.Clock) bool {
	return (c.From.IsZero() || clock.Happened(c.From)) && !clock.Over(c.Until)
}

// Validate reports every fault of the capability at once.
func (c Capability) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.OptionalEnum("testable", c.Testable)
	f.Order("from", c.From, "until", c.Until)
	return f.Err()
}

// approvedOn returns the day from which the cycle counts, or none where nobody has approved it
// or it sets nothing.
func (c *Cycle) approvedOn() records.Date {
	if c.ApprovedBy == "" || c.Interval.IsZero() {
		return records.Date{}
	}
	return c.ApprovedOn
}

// Validate reports every fault of the cycle at once.
func (c Cycle) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	if len(c.Subjects)+len(c.All) == 0 {
		f.Add("subjects", "is missing: name what is evaluated, or write a sort of things under all")
	}
	seen := map[records.Ref]int{}
	for i, s := range c.Subjects {
		at := fmt.Sprintf("subjects[%d]", i)
		f.Within(at, s.faults())
		if first, twice := seen[s.Ref()]; twice && !s.IsZero() {
			f.Add(at, "%s is subjects[%d] already: name it once", s.Ref(), first)
			continue
		}
		seen[s.Ref()] = i
	}
	for i, sort := range c.All {
		f.Enum(fmt.Sprintf("all[%d]", i), sort)
	}
	if c.Interval.IsZero() {
		f.Add("interval", "is missing: write how often, as in 12 months")
	}
	f.Require("approved_by", string(c.ApprovedBy))
	f.RequireDate("approved_on", c.ApprovedOn)
	return f.Err()
}
