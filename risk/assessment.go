package risk

import (
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An Assessment is one run of finding threats and assessing risks: by which methodology, over
// which part of the register, by whom, when, when the next one is due, and what its results
// were considered for. Several may be in force at a time, for several sites, say. The next run
// is a new assessment, which replaces this one.
//
// A risk or a threat belongs to an assessment that lists it, or that covers the whole register;
// of several in force the one performed last is its assessment.
type Assessment struct {
	ID            records.ID[Assessment]         `json:"id"`
	Title         string                         `json:"title"`
	Methodology   records.ID[Methodology]        `json:"methodology,omitzero"`
	Criteria      records.ID[Criteria]           `json:"criteria,omitzero"`       // defaults to those of the methodology
	WholeRegister bool                           `json:"whole_register,omitzero"` // it covers every threat and risk, also those entered later
	Threats       []records.ID[Threat]           `json:"threats,omitempty"`       // that it covers, where not the whole register
	Risks         []records.ID[Risk]             `json:"risks,omitempty"`
	Conditions    []Condition                    `json:"conditions,omitempty"` // of operation that were looked at
	Inputs        []AssessmentInput              `json:"inputs,omitempty"`     // what went into it
	Team          []Assessor                     `json:"team,omitempty"`
	PerformedOn   records.Date                   `json:"performed_on,omitzero"`
	NextDueOn     records.Date                   `json:"next_due_on,omitzero"` // by when the next one is performed; the interval of the methodology holds beside it
	Revisions     []Revision                     `json:"revisions,omitempty"`  // of its results since
	Uses          []Use                          `json:"uses,omitempty"`
	NotInERM      []ClassReason                  `json:"not_in_erm,omitempty"` // for whole classes of risks
	Document      records.ID[documents.Document] `json:"document,omitzero"`    // in which results, effects of controls and uses are set down
	ApprovedBy    records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn    records.Date                   `json:"approved_on,omitzero"`
	Replaces      []records.ID[Assessment]       `json:"replaces,omitempty"`
	WithdrawnOn   records.Date                   `json:"withdrawn_on,omitzero"` // from when it is not in force any more, though none replaces it
}

// An Assessor is a member of the team that assessed.
type Assessor struct {
	Person        records.ID[records.Person] `json:"person"`
	Role          string                     `json:"role,omitzero"`
	Qualification string                     `json:"qualification,omitzero"` // for this work, at that time
}

// A Revision is a change of the results of an assessment between one run and the next.
type Revision struct {
	On     records.Date               `json:"on"`
	By     records.ID[records.Person] `json:"by,omitzero"`
	Reason string                     `json:"reason"`
}

// A ClassReason says why the organization's own risk assessment holds no risk of a class.
type ClassReason struct {
	Class  string `json:"class"` // exactly as the risk names it
	Reason string `json:"reason"`
}

// An AssessmentInput is something that went into an assessment.
type AssessmentInput struct {
	Kind    InputKind     `json:"kind"`
	Records []records.Ref `json:"records,omitempty"`
	Note    string        `json:"note,omitzero"`
}

// InputKind is what sort of thing went into an assessment.
type InputKind string

// The kinds of things that an assessment may rest on.
const (
	LegalInput         InputKind = "legal requirements"
	PolicyInput        InputKind = "policy"
	IncidentInput      InputKind = "incidents"
	NonconformityInput InputKind = "nonconformities"
	AuditInput         InputKind = "audit results"
	StakeholderInput   InputKind = "stakeholders" // what employees and other interested parties have said
	PeerInput          InputKind = "peer experience"
	StandardInput      InputKind = "industry standards"
	WarningInput       InputKind = "government warnings"
	FacilityInput      InputKind = "facilities and processes"
	ChangeInput        InputKind = "changes"
	MonitoringInput    InputKind = "monitoring data"
)

// Values lists the kinds there are.
func (InputKind) Values() []string {
	return []string{string(LegalInput), string(PolicyInput), string(IncidentInput), string(NonconformityInput), string(AuditInput),
		string(StakeholderInput), string(PeerInput), string(StandardInput), string(WarningInput), string(FacilityInput),
		string(ChangeInput), string(MonitoringInput)}
}

// Ref names the assessment.
func (a Assessment) Ref() records.Ref { return records.Ref{Kind: "assessment", ID: string(a.ID)} }

// RevisedOn returns the day of the latest revision of its results by the time of the clock, or
// else the day on which it was performed.
func (a Assessment) RevisedOn(clock records.Clock) records.Date {
	last := latest(clock, a.PerformedOn)
	for _, revision := range a.Revisions {
		last = later(last, latest(clock, revision.On))
	}
	return last
}

// DueOn returns the day by the end of which the next assessment is performed: the one set, or
// the last of the interval, whichever is earlier. It is no day where neither is set.
func (a Assessment) DueOn(interval records.Period) records.Date {
	end := lastDay(a.PerformedOn, interval)
	if end.IsZero() || !a.NextDueOn.IsZero() && a.NextDueOn.Before(end) {
		return a.NextDueOn
	}
	return end
}

// Considered returns the latest use of the results for a purpose by the time of the clock, not
// before the latest revision of the results; nil where there is none. One that is settled is
// preferred to a later one that is not.
func (a *Assessment) Considered(purpose Purpose, clock records.Clock) *Use {
	since := a.RevisedOn(clock)
	var last *Use
	for i := range a.Uses {
		use := &a.Uses[i]
		if use.Purpose != purpose || !clock.Happened(use.ConsideredOn) || use.ConsideredOn.Before(since) {
			continue
		}
		if last == nil || use.Settled() && !last.Settled() ||
			use.Settled() == last.Settled() && !use.ConsideredOn.Before(last.ConsideredOn) {
			last = use
		}
	}
	return last
}

// classReasons returns by class why risks of it are not in the organization's own risk assessment.
// Risks of no class have no such reason.
func (a *Assessment) classReasons() map[string]string {
	reasons := make(map[string]string, len(a.NotInERM))
	for _, c := range a.NotInERM {
		if _, twice := reasons[c.Class]; c.Class != "" && !twice {
			reasons[c.Class] = c.Reason
		}
	}
	return reasons
}

// ConditionsLeftOut returns the conditions of operation that the assessment did not look at.
func (a *Assessment) ConditionsLeftOut() []Condition {
	var left []Condition
	for _, condition := range []Condition{Normal, Abnormal, Emergency} {
		if !slices.Contains(a.Conditions, condition) {
			left = append(left, condition)
		}
	}
	return left
}

// Validate reports every fault of the assessment at once. Whether what it names is on record is
// for whoever holds the register.
func (a Assessment) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("title", a.Title)
	if a.WholeRegister && (len(a.Risks) > 0 || len(a.Threats) > 0) {
		f.Add("whole_register", "is set beside a list of risks or threats: keep one of the two")
	}
	for i, condition := range a.Conditions {
		f.Enum(at("conditions", i), condition)
	}
	for i, input := range a.Inputs {
		f.Enum(at("inputs", i)+".kind", input.Kind)
	}
	for i, assessor := range a.Team {
		f.Require(at("team", i)+".person", string(assessor.Person))
	}
	for i, revision := range a.Revisions {
		f.RequireDate(at("revisions", i)+".on", revision.On)
		f.Require(at("revisions", i)+".reason", revision.Reason)
		f.Order("performed_on", a.PerformedOn, at("revisions", i)+".on", revision.On)
	}
	for i, use := range a.Uses {
		f.Within(at("uses", i), use.Validate())
	}
	for i, c := range a.NotInERM {
		f.Require(at("not_in_erm", i)+".class", c.Class)
		f.Require(at("not_in_erm", i)+".reason", c.Reason)
	}
	a.replacing(&f)
	approval(&f, a.ApprovedBy, a.ApprovedOn)
	f.Order("performed_on", a.PerformedOn, "next_due_on", a.NextDueOn)
	f.Order("performed_on", a.PerformedOn, "approved_on", a.ApprovedOn)
	f.Order("approved_on", a.ApprovedOn, "withdrawn_on", a.WithdrawnOn)
	return f.Err()
}
