package controls

import (
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// An Operation is an activity that has to be under control for the policy, an objective, the
// law or a risk: the seal check at the gate, the release of a container, the hiring of a
// driver. It says under which conditions and by which criteria it is carried out, and by which
// procedure where doing without one could make it fail.
type Operation struct {
	ID          records.ID[Operation]         `json:"id"`
	Title       string                        `json:"title"`
	Description string                        `json:"description,omitzero"`
	Owner       records.ID[organization.Role] `json:"owner,omitzero"`      // who answers for how it is carried out
	Activity    string                        `json:"activity,omitzero"`   // an activity of the scope that it is a part of
	Locations   []string                      `json:"locations,omitempty"` // where it is carried out: sites of the scope, or places on them
	Frequency   string                        `json:"frequency,omitzero"`  // how often: at every gate passage, each night
	Achieves    Achieves                      `json:"achieves,omitzero"`

	Conditions []string    `json:"conditions,omitempty"` // that have to be given when it is carried out: two guards, light
	Criteria   []Criterion `json:"criteria,omitempty"`   // by which one tells that it is under control

	Essential          records.Answer                  `json:"essential,omitzero"`        // whether the system depends on it; empty while not decided
	ProcedureNeeded    records.Answer                  `json:"procedure_needed,omitzero"` // whether doing without a documented one could make it fail; empty while not decided
	NoProcedureBecause string                          `json:"no_procedure_because,omitzero"`
	Procedure          records.ID[documents.Procedure] `json:"procedure,omitzero"` // by which it is carried out
	DocumentNeeds      DocumentNeeds                   `json:"document_needs,omitzero"`
	Sensitive          records.Answer                  `json:"sensitive,omitzero"` // whether whoever carries it out could do harm by it; empty while not decided
	Method             Method                          `json:"method,omitzero"`    // the secure way to work, where it is sensitive

	IdentifiedOn    records.Date `json:"identified_on,omitzero"`     // when it was found to be needed; zero: before anybody kept count
	InOperationFrom records.Date `json:"in_operation_from,omitzero"` // first day; zero: since before it was identified
	Until           records.Date `json:"until,omitzero"`             // last day; zero while there is none
	EndedBecause    string       `json:"ended_because,omitzero"`
	Reviews         []Review     `json:"reviews,omitempty"`
	NextReviewOn    records.Date `json:"next_review_on,omitzero"`
}

// Achieves is what an operation is there for. The way back, from a risk to the operations that
// keep it in check, is derived.
type Achieves struct {
	Commitments       []string                           `json:"commitments,omitempty"` // of the policy, by their keys
	Risks             []records.ID[risk.Risk]            `json:"risks,omitempty"`
	Treatments        []records.ID[risk.Treatment]       `json:"treatments,omitempty"` // that it carries out, and so the risks which they treat
	LegalRequirements []records.ID[legal.Requirement]    `json:"legal_requirements,omitempty"`
	Objectives        []records.ID[objectives.Objective] `json:"objectives,omitempty"`
	Targets           []records.ID[objectives.Target]    `json:"targets,omitempty"` // and so the objectives which they serve
	Programmes        []records.ID[objectives.Programme] `json:"programmes,omitempty"`
	Stages            []string                           `json:"stages,omitempty"` // of the scope, that it brings to the security level called for
}

// A Criterion is something by which one tells whether an operation is under control, so that
// it can be monitored.
type Criterion struct {
	Key  string `json:"key"` // its name among the criteria of the operation
	Text string `json:"text"`
}

// DocumentNeeds is what somebody found that an operation needs in writing.
type DocumentNeeds struct {
	DeterminedOn records.Date               `json:"determined_on,omitzero"`
	DeterminedBy records.ID[records.Person] `json:"determined_by,omitzero"`
	Documents    []DocumentNeed             `json:"documents,omitempty"`
	NoneBecause  string                     `json:"none_because,omitzero"` // why it can do without
}

// A DocumentNeed is one thing that is needed in writing, and the document that it is.
type DocumentNeed struct {
	What     string                         `json:"what,omitzero"`
	Document records.ID[documents.Document] `json:"document,omitzero"` // none while nobody has written it
}

// A Method is a secure way to work that was settled before the work.
type Method struct {
	Text       string                         `json:"text,omitzero"`
	Document   records.ID[documents.Document] `json:"document,omitzero"` // that describes it, where the text does not
	ApprovedBy records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn records.Date                   `json:"approved_on,omitzero"`
}

// A Review is that somebody looked whether an operation and its conditions still hold.
type Review struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Outcome string                     `json:"outcome"`
}

// Ref names the record.
func (x Operation) Ref() records.Ref { return records.Ref{Kind: "operation", ID: string(x.ID)} }

// Identified reports whether the operation has been found to be needed and not been given up.
// It may still be in preparation.
func (x Operation) Identified(clock records.Clock) bool {
	return (x.IdentifiedOn.IsZero() || clock.Happened(x.IdentifiedOn)) && !clock.Over(x.Until)
}

// InOperation reports whether the operation is carried out at the time of the clock.
func (x Operation) InOperation(clock records.Clock) bool {
	return x.Identified(clock) && (x.InOperationFrom.IsZero() || clock.Happened(x.InOperationFrom))
}

// Criterion returns the criterion with that key, or nil.
func (x Operation) Criterion(key string) *Criterion {
	for i := range x.Criteria {
		if x.Criteria[i].Key == key && key != "" {
			return &x.Criteria[i]
		}
	}
	return nil
}

// IsZero reports whether nobody has determined anything.
func (n DocumentNeeds) IsZero() bool {
	return n.DeterminedOn.IsZero() && n.DeterminedBy == "" && len(n.Documents) == 0 && n.NoneBecause == ""
}

// Determined reports whether it has been found out, at the time of the clock, which documents
// are needed.
func (n DocumentNeeds) Determined(clock records.Clock) bool { return clock.Happened(n.DeterminedOn) }

// IsZero reports whether no method is settled.
func (m Method) IsZero() bool { return m == Method{} }

// Approved reports whether somebody has approved the method at the time of the clock.
func (m Method) Approved(clock records.Clock) bool {
	return m.ApprovedBy != "" && clock.Happened(m.ApprovedOn)
}

// Validate reports every fault of the operation at once. What ought to be under control is for
// the checks of 4.4.6.
func (x Operation) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	texts(&f, "locations", x.Locations)
	texts(&f, "conditions", x.Conditions)
	texts(&f, "achieves.commitments", x.Achieves.Commitments)
	texts(&f, "achieves.stages", x.Achieves.Stages)
	keys := map[string]int{}
	for i, c := range x.Criteria {
		at := fmt.Sprintf("criteria[%d]", i)
		f.Require(at+".key", c.Key)
		f.Require(at+".text", c.Text)
		if first, taken := keys[c.Key]; taken && c.Key != "" {
			f.Add(at+".key", "%q is that of criteria[%d] already: give each its own", c.Key, first)
			continue
		}
		keys[c.Key] = i
	}
	f.OptionalEnum("essential", x.Essential)
	f.OptionalEnum("sensitive", x.Sensitive)
	f.Within("", x.procedureFaults())
	if !x.DocumentNeeds.IsZero() {
		f.Within("document_needs", x.DocumentNeeds.faults())
	}
	if !x.Method.IsZero() {
		f.Within("method", x.Method.faults())
	}
	f.Order("identified_on", x.IdentifiedOn, "in_operation_from", x.InOperationFrom)
	f.Order("identified_on", x.IdentifiedOn, "until", x.Until)
	f.Order("in_operation_from", x.InOperationFrom, "until", x.Until)
	if x.Until.IsZero() && x.EndedBecause != "" {
		f.Add("until", "is missing: say which was the last day of the operation, which ended because: %s", x.EndedBecause)
	}
	for i, v := range x.Reviews {
		f.Within(fmt.Sprintf("reviews[%d]", i), v.faults())
	}
	return f.Err()
}

func (x *Operation) procedureFaults() error {
	var f records.Faults
	f.OptionalEnum("procedure_needed", x.ProcedureNeeded)
	switch {
	case x.ProcedureNeeded == records.No && strings.TrimSpace(x.NoProcedureBecause) == "":
		f.Add("no_procedure_because", "is missing: say why the operation cannot fail for want of a documented procedure")
	case x.ProcedureNeeded != records.No && x.NoProcedureBecause != "":
		f.Add("no_procedure_because", "gives a reason why no procedure is needed, and procedure_needed does not say no: keep one of the two")
	}
	return f.Err()
}

func (n DocumentNeeds) faults() error {
	var f records.Faults
	f.RequireDate("determined_on", n.DeterminedOn)
	f.Require("determined_by", string(n.DeterminedBy))
	for i, need := range n.Documents {
		if strings.TrimSpace(need.What) == "" && need.Document == "" {
			f.Add(fmt.Sprintf("documents[%d].what", i), "is missing: say what is needed in writing, or name the document")
		}
	}
	switch {
	case len(n.Documents) == 0:
		f.Require("none_because", n.NoneBecause)
	case n.NoneBecause != "":
		f.Add("none_because", "says why no document is needed, and some are named: keep one of the two")
	}
	return f.Err()
}

func (m Method) faults() error {
	var f records.Faults
	if strings.TrimSpace(m.Text) == "" && m.Document == "" {
		f.Add("text", "is missing: say how the work is done, or name the document that does")
	}
	switch {
	case m.ApprovedBy == "" && !m.ApprovedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", m.ApprovedOn)
	case m.ApprovedBy != "" && m.ApprovedOn.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", m.ApprovedBy)
	}
	return f.Err()
}

func (v Review) faults() error {
	var f records.Faults
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	f.Require("outcome", v.Outcome)
	return f.Err()
}

// texts notes the entries of a list that are blank.
func texts(f *records.Faults, list string, all []string) {
	for i, text := range all {
		f.Require(fmt.Sprintf("%s[%d]", list, i), text)
	}
}
