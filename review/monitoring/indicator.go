package monitoring

import (
	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

// An Indicator is something that is measured or judged again and again, to see how well the
// management system, or security itself, performs. It is in force once it is approved and its
// first day has come, until it is withdrawn.
type Indicator struct {
	ID        records.ID[Indicator]           `json:"id"`
	Title     string                          `json:"title"`
	Kind      Kind                            `json:"kind"`                // of the system, or of security itself
	Mode      Mode                            `json:"mode"`                // looks ahead, or back
	Nature    Nature                          `json:"nature"`              // judged, or in figures
	Timing    Timing                          `json:"timing,omitzero"`     // leading or lagging; defaults by the mode
	Reach     string                          `json:"reach,omitzero"`      // of what: a site, the whole organization, the chain upstream
	Key       records.Answer                  `json:"key,omitzero"`        // whether it is a key performance indicator; empty while not decided
	Monitors  Monitors                        `json:"monitors,omitzero"`   // what it tells about
	Unit      string                          `json:"unit,omitzero"`       // of its figures: per cent, thefts
	Goal      Goal                            `json:"goal,omitzero"`       // the figure that is wanted, or just tolerated
	Method    string                          `json:"method,omitzero"`     // how it is measured
	Procedure records.ID[documents.Procedure] `json:"procedure,omitzero"`  // by which it is measured
	Owner     records.ID[organization.Role]   `json:"owner,omitzero"`      // who measures it, or has it measured
	Interval  records.Period                  `json:"interval,omitzero"`   // within which there is a result, in days
	Basis     Basis                           `json:"basis,omitzero"`      // of the interval
	Equipment []records.ID[equipment.Item]    `json:"equipment,omitempty"` // it is measured with, unless a result names others

	ApprovedBy       records.ID[records.Person] `json:"approved_by,omitzero"` // nobody while it is a draft
	ApprovedOn       records.Date               `json:"approved_on,omitzero"`
	EffectiveFrom    records.Date               `json:"effective_from,omitzero"` // first day on which it is followed
	WithdrawnOn      records.Date               `json:"withdrawn_on,omitzero"`   // first day on which it no longer is
	WithdrawnBecause string                     `json:"withdrawn_because,omitzero"`
}

// Monitors is what an indicator tells about: how far the policy, an objective, a target was met;
// whether a programme, an operation, a law is kept to; how often something went wrong.
type Monitors struct {
	Policies     []records.ID[policy.Policy]        `json:"policies,omitempty"`
	Objectives   []records.ID[objectives.Objective] `json:"objectives,omitempty"`
	Targets      []records.ID[objectives.Target]    `json:"targets,omitempty"`
	Programmes   []records.ID[objectives.Programme] `json:"programmes,omitempty"`
	Operations   []records.ID[controls.Operation]   `json:"operations,omitempty"` // by their control criteria
	Requirements []records.ID[legal.Requirement]    `json:"requirements,omitempty"`
	Threats      []records.ID[risk.Threat]          `json:"threats,omitempty"` // whether they are under control
	Risks        []records.ID[risk.Risk]            `json:"risks,omitempty"`
	Controls     []records.ID[risk.Control]         `json:"controls,omitempty"` // whether they are in place and work
	Events       []EventKind                        `json:"events,omitempty"`   // that it counts
	Topics       []Topic                            `json:"topics,omitempty"`
}

// A Goal is the figure that an indicator is held against, where it has one.
type Goal struct {
	Aim   objectives.Aim   `json:"aim"` // on which side of the value it is good
	Value *decimal.Decimal `json:"value"`
}

// IsZero reports whether there is none.
func (g Goal) IsZero() bool { return g.Aim == "" && g.Value == nil }

// Basis is what was considered when the interval of an indicator was set.
type Basis struct {
	Threats       []records.ID[risk.Threat]  `json:"threats,omitempty"`      // threats and risks
	Risks         []records.ID[risk.Risk]    `json:"risks,omitempty"`        // that were considered,
	Risk          string                     `json:"risk,omitzero"`          // or what was found about them where they have no entry of their own
	Deterioration string                     `json:"deterioration,omitzero"` // how what is watched may get worse, and how fast
	Effects       string                     `json:"effects,omitzero"`       // what that would lead to
	On            records.Date               `json:"on,omitzero"`
	By            records.ID[records.Person] `json:"by,omitzero"`
}

// IsZero reports whether nothing was considered.
func (b Basis) IsZero() bool {
	return len(b.Threats) == 0 && len(b.Risks) == 0 && b.Risk == "" && b.Deterioration == "" && b.Effects == "" && b.On.IsZero() && b.By == ""
}

// A Kind says whose performance an indicator shows.
type Kind string

// The kinds of indicator.
const (
	OfSystem   Kind = "system"   // of the security management system
	OfSecurity Kind = "security" // of security itself
)

// Values lists the kinds there are.
func (Kind) Values() []string { return []string{string(OfSystem), string(OfSecurity)} }

// A Mode says which way an indicator looks.
type Mode string

// The modes.
const (
	Proactive Mode = "proactive" // whether what was settled is kept to, before anything happens
	Reactive  Mode = "reactive"  // what went wrong
)

// Values lists the modes there are.
func (Mode) Values() []string { return []string{string(Proactive), string(Reactive)} }

// A Nature says what a result of an indicator is.
type Nature string

// The natures.
const (
	Qualitative  Nature = "qualitative"  // a judgement
	Quantitative Nature = "quantitative" // a figure
)

// Values lists the natures there are.
func (Nature) Values() []string { return []string{string(Qualitative), string(Quantitative)} }

// A Timing says whether an indicator moves before or after the performance that it shows.
type Timing string

// The timings.
const (
	Leading Timing = "leading" // it warns: guards whose training is late
	Lagging Timing = "lagging" // it tells afterwards: goods stolen
)

// Values lists the timings there are.
func (Timing) Values() []string { return []string{string(Leading), string(Lagging)} }

// An EventKind is a sort of sign that the system fell short.
type EventKind string

// The kinds of event that reactive indicators count.
const (
	Deterioration EventKind = "deterioration"
	Failure       EventKind = "failure"
	Incident      EventKind = "incident"
	Nonconformity EventKind = "nonconformity"
	NearMiss      EventKind = "near miss"
	FalseAlarm    EventKind = "false alarm"
)

// Values lists the kinds there are.
func (EventKind) Values() []string {
	return []string{string(Deterioration), string(Failure), string(Incident), string(Nonconformity), string(NearMiss), string(FalseAlarm)}
}

// A Topic is something else that an indicator may tell about.
type Topic string

// The topics.
const (
	Lessons       Topic = "lessons" // whether failures, incidents and near misses are learnt from
	Awareness     Topic = "awareness"
	Training      Topic = "training"
	Communication Topic = "communication"
	Consultation  Topic = "consultation"
	Inspections   Topic = "inspections" // how often they are done, and how well
)

// Values lists the topics there are.
func (Topic) Values() []string {
	return []string{string(Lessons), string(Awareness), string(Training), string(Communication), string(Consultation), string(Inspections)}
}
