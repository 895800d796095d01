package objectives

import (
	"fmt"

	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// An Objective is what the organization wants to come to in security management. It grows out
// of the policy, is weighed against threats, law, technology, money and the views of others,
// and is reached by targets and programmes, which name it. It is one record however often it
// is revised.
type Objective struct {
	ID                 records.ID[Objective]               `json:"id"`
	Title              string                              `json:"title"`
	Kind               Kind                                `json:"kind,omitzero"`
	Level              Level                               `json:"level,omitzero"`
	Functions          []records.ID[organization.Function] `json:"functions,omitempty"`          // the functions and levels that it is set for
	Parent             records.ID[Objective]               `json:"parent,omitzero"`              // the wider objective that it is a part of
	Supersedes         records.ID[Objective]               `json:"supersedes,omitzero"`          // the objective whose place it took
	AccountableManager records.ID[records.Person]          `json:"accountable_manager,omitzero"` // who sees to it that it is carried out
	Audience           Audience                            `json:"audience,omitzero"`            // whom it concerns
	ReasonNoTarget     string                              `json:"reason_no_target,omitzero"`    // why it has no target, where it has none
	Revisions          []ObjectiveRevision                 `json:"revisions,omitempty"`
	Progress           []Progress                          `json:"progress,omitempty"`
	Reviews            []Review                            `json:"reviews,omitempty"`
	Communications     []Communication                     `json:"communications,omitempty"`
	Consultations      []Consultation                      `json:"consultations,omitempty"`
	End                End                                 `json:"end,omitzero"`
}

// An ObjectiveRevision is one version of what an objective says.
type ObjectiveRevision struct {
	Revision
	Statement           string          `json:"statement"`              // what is to be achieved
	DerivedFrom         []Source        `json:"derived_from,omitempty"` // the statements of the policy that it grows out of
	Measure             Measure         `json:"measure,omitzero"`
	ReasonNotQuantified string          `json:"reason_not_quantified,omitzero"` // why figures are not practicable, where there are none
	ReasonLessDemanding string          `json:"reason_less_demanding,omitzero"` // why it asks for less than what it replaces, where it does
	DueOn               records.Date    `json:"due_on,omitzero"`
	TrackingInterval    records.Period  `json:"tracking_interval,omitzero"` // within which there is an entry on its progress
	ReviewInterval      records.Period  `json:"review_interval,omitzero"`   // within which it is reviewed
	Considerations      []Consideration `json:"considerations,omitempty"`   // what it was weighed against when it was set or changed
}

// A Source names a statement of the policy: a principle, a broad objective or a commitment, by
// its key, which is the same in every revision that keeps the statement.
type Source struct {
	Policy records.ID[policy.Policy] `json:"policy"`
	Key    string                    `json:"key"`
}

// A Kind is what sort of improvement an objective or a target is.
type Kind string

// The kinds of objective and target.
const (
	RiskReduction    Kind = "risk reduction"
	NewFeature       Kind = "new feature" // of the security management system, or of technology
	BetterFacilities Kind = "better facilities"
	FewerIncidents   Kind = "fewer incidents" // ends certain incidents, or makes them rarer
	Compliance       Kind = "compliance"
	OtherKind        Kind = "other"
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(RiskReduction), string(NewFeature), string(BetterFacilities), string(FewerIncidents), string(Compliance), string(OtherKind)}
}

// A Level says how much of the organization or of its supply chain something is set for.
type Level string

// The levels.
const (
	Corporate     Level = "corporate"
	OfSupplyChain Level = "supply chain"
	OfFunction    Level = "function"
)

// Values lists the levels there are.
func (Level) Values() []string {
	return []string{string(Corporate), string(OfSupplyChain), string(OfFunction)}
}

// Ref names the objective.
func (o Objective) Ref() records.Ref { return records.Ref{Kind: "objective", ID: string(o.ID)} }

func (o *Objective) course() course {
	c := o.figures().course
	c.end, c.ended = &o.End, o.figures().bearOut(&o.End)
	return c
}

func (o *Objective) figures() figures {
	return figures{
		course{record: o.Ref(), n: len(o.Revisions), at: func(i int) *Revision { return &o.Revisions[i].Revision }},
		func(i int) (*Measure, records.Date) { return &o.Revisions[i].Measure, o.Revisions[i].DueOn },
		o.Progress,
	}
}

// State says how far the objective has come at the time of the clock, and by which revision:
// in force by the current one, else approved, a draft, [Achieved] or withdrawn by the one
// that was nearest to it. Without revisions it is a draft, and the revision is nil.
func (o Objective) State(clock records.Clock) (records.State, *ObjectiveRevision) {
	state, i := o.course().state(clock)
	if i < 0 {
		return state, nil
	}
	return state, &o.Revisions[i]
}

// StateOf says how far one revision has come, and whether there is one with that number.
func (o Objective) StateOf(clock records.Clock, number string) (records.State, bool) {
	return o.course().stateOf(clock, number)
}

// Current returns the revision in force at the time of the clock, or nil: approved, in effect,
// and the objective neither achieved nor withdrawn; of several the one with the latest
// effective date. A review that is overdue changes nothing about it.
func (o Objective) Current(clock records.Clock) *ObjectiveRevision {
	if i := o.course().current(clock); i >= 0 {
		return &o.Revisions[i]
	}
	return nil
}

// InForce reports whether the objective is in force at the time of the clock.
func (o Objective) InForce(clock records.Clock) bool { return o.course().current(clock) >= 0 }

// InForceSince returns the first day on which any revision of it was in force, or no day.
func (o Objective) InForceSince(clock records.Clock) records.Date { return o.course().since(clock) }

// Validate reports every fault of the objective at once. What it ought to say, and whether
// what it names is there, is for the checks.
func (o Objective) Validate() error {
	var f records.Faults
	f.Require("id", string(o.ID))
	f.Require("title", o.Title)
	f.OptionalEnum("kind", o.Kind)
	f.OptionalEnum("level", o.Level)
	twice(&f, "functions", o.Functions)
	if o.ID != "" && o.Parent == o.ID {
		f.Add("parent", "is the objective itself: name the wider one")
	}
	if o.ID != "" && o.Supersedes == o.ID {
		f.Add("supersedes", "is the objective itself: name the one whose place it took")
	}
	o.Audience.validate(&f)
	c := o.course()
	c.validate(&f, func(i int, at string) {
		v := &o.Revisions[i]
		f.Require(at+".statement", v.Statement)
		for j, source := range v.DerivedFrom {
			source.validate(&f, fmt.Sprintf("%s.derived_from[%d]", at, j))
		}
		v.Measure.validate(&f, at+".measure")
		if v.Measure.Quantified() && !blank(v.ReasonNotQuantified) {
			f.Add(at+".reason_not_quantified", "is given beside a measure with figures: keep one of the two")
		}
		validateConsiderations(&f, at, v.Considerations)
	})
	validateProgress(&f, o.Progress)
	validateReviews(&f, o.Reviews)
	c.validateCommunications(&f, o.Communications)
	validateConsultations(&f, o.Consultations)
	o.End.validate(&f, EndAchieved)
	return f.Err()
}

func (s Source) validate(f *records.Faults, at string) {
	f.Require(at+".policy", string(s.Policy))
	f.Require(at+".key", s.Key)
}
