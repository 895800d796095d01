package incidents

import (
	"time"

	"github.com/iso28000/iso28000/controls/emergency"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// An Incident is something that went wrong, or could have: a security failure, a near miss, a
// false alarm, a security incident, an emergency, a nonconformity. It says what happened and
// when it was reported, contained and made less harmful, which plans were set in motion, and
// when the matter was closed. Its [Investigation] names it, and what is to be done about it
// is an [Action].
type Incident struct {
	ID               records.ID[Incident]           `json:"id"`
	Title            string                         `json:"title"`
	Kind             Kind                           `json:"kind"`
	Severity         Severity                       `json:"severity,omitzero"` // empty while nobody has judged it
	Description      string                         `json:"description,omitzero"`
	Site             string                         `json:"site,omitzero"`  // of the scope
	Stage            string                         `json:"stage,omitzero"` // of the supply chain
	Activity         string                         `json:"activity,omitzero"`
	Agency           string                         `json:"agency,omitzero"` // the part of the organization, or the contractor, that it happened to
	OccurredOn       records.Date                   `json:"occurred_on"`
	OccurredAt       time.Time                      `json:"occurred_at,omitzero"` // where the instant is known; periods of hours run from it
	DetectedOn       records.Date                   `json:"detected_on,omitzero"`
	ReportedOn       records.Date                   `json:"reported_on,omitzero"`
	ReportedBy       records.ID[records.Person]     `json:"reported_by,omitzero"`
	FromBreach       records.Answer                 `json:"from_breach,omitzero"`      // whether a breach of security or a threat brought it about; empty while not decided
	HasConsequences  records.Answer                 `json:"has_consequences,omitzero"` // whether there was anything to make less harmful; empty while not decided
	Impacts          []Impact                       `json:"impacts,omitempty"`
	Requirements     []string                       `json:"requirements,omitempty"` // of a nonconformity: what is not met, such as 4.4.6
	Risks            []records.ID[risk.Risk]        `json:"risks,omitempty"`        // that came true, or show in a new light
	ImmediateActions []Measure                      `json:"immediate_actions,omitempty"`
	ContainedOn      records.Date                   `json:"contained_on,omitzero"`
	Mitigations      []Measure                      `json:"mitigations,omitempty"`
	NoMitigation     string                         `json:"no_mitigation,omitzero"` // why nothing could help
	Notifications    []Notification                 `json:"notifications,omitempty"`
	Evidence         []Evidence                     `json:"evidence,omitempty"`
	InvestigateBy    records.Date                   `json:"investigate_by,omitzero"` // the last day on which its investigation begins
	Plans            []records.ID[emergency.Plan]   `json:"plans,omitempty"`         // that were set in motion, or ought to have been
	PlanReviews      []records.ID[emergency.Review] `json:"plan_reviews,omitempty"`  // that it led to
	ClosedOn         records.Date                   `json:"closed_on,omitzero"`
	ClosedBy         records.ID[records.Person]     `json:"closed_by,omitzero"`
	Reopenings       []IncidentReopening            `json:"reopenings,omitempty"`
}

// A Kind is what sort of thing happened.
type Kind string

// The kinds. The first three are failures of security in the words of 4.5.3: what did not
// work, what nearly went wrong, and what seemed to.
const (
	Failure          Kind = "failure"
	NearMiss         Kind = "near miss"
	FalseAlarm       Kind = "false alarm"
	SecurityIncident Kind = "incident"
	Emergency        Kind = "emergency"
	Nonconformity    Kind = "nonconformity"
)

// Values lists the kinds there are.
func (Kind) Values() []string {
	return []string{string(Failure), string(NearMiss), string(FalseAlarm), string(SecurityIncident), string(Emergency), string(Nonconformity)}
}

// IsFailure reports whether it is a failure, a near miss or a false alarm.
func (k Kind) IsFailure() bool { return k == Failure || k == NearMiss || k == FalseAlarm }

// IsEvent reports whether it is a security incident or an emergency.
func (k Kind) IsEvent() bool { return k == SecurityIncident || k == Emergency }

// A Severity is how grave something is, in effect or in what it could have led to.
type Severity string

// The severities, the least first.
const (
	Slight  Severity = "slight"
	Minor   Severity = "minor"
	Serious Severity = "serious"
	Grave   Severity = "grave"
)

// Values lists the severities there are.
func (Severity) Values() []string {
	return []string{string(Slight), string(Minor), string(Serious), string(Grave)}
}

// AtLeast reports whether the severity is as high as another, or higher. One that nobody has
// judged is not.
func (s Severity) AtLeast(other Severity) bool { return s.rank() > 0 && s.rank() >= other.rank() }

func (s Severity) rank() int {
	for i, value := range s.Values() {
		if value == string(s) {
			return i + 1
		}
	}
	return 0
}

// An Impact is what an incident did to something.
type Impact struct {
	On     ImpactOn `json:"on"`
	Degree Severity `json:"degree"`
	Text   string   `json:"text,omitzero"`
}

// ImpactOn is what an incident harmed.
type ImpactOn string

// What an incident can harm.
const (
	OnPeople      ImpactOn = "people"
	OnCargo       ImpactOn = "cargo"
	OnFacilities  ImpactOn = "facilities"
	OnInformation ImpactOn = "information"
	OnChain       ImpactOn = "supply chain"
	OnEnvironment ImpactOn = "environment"
	OnReputation  ImpactOn = "reputation"
)

// Values lists what there is.
func (ImpactOn) Values() []string {
	return []string{string(OnPeople), string(OnCargo), string(OnFacilities), string(OnInformation), string(OnChain), string(OnEnvironment), string(OnReputation)}
}

// A Measure is something that was done at once, or to make consequences less harmful.
type Measure struct {
	On   records.Date               `json:"on"`
	By   records.ID[records.Person] `json:"by,omitzero"`
	Text string                     `json:"text"`
}

// A Notification is that somebody inside or outside was to be told, and was.
type Notification struct {
	To     string                     `json:"to"`
	Within records.Period             `json:"within,omitzero"` // of the occurrence
	On     records.Date               `json:"on,omitzero"`     // empty while it has not been done
	By     records.ID[records.Person] `json:"by,omitzero"`
	Means  string                     `json:"means,omitzero"`
}

// An Evidence is something that was kept because it shows what happened: a film, a broken
// seal, a log. Hands are those through which it went.
type Evidence struct {
	What     string       `json:"what"`
	SecureOn records.Date `json:"secured_on,omitzero"`
	Where    string       `json:"where,omitzero"`
	Hands    []Handover   `json:"hands,omitempty"`
}

// A Handover is that a piece of evidence went to somebody.
type Handover struct {
	On records.Date               `json:"on"`
	To records.ID[records.Person] `json:"to"`
}

// An IncidentReopening is that a closed matter was taken up again.
type IncidentReopening struct {
	On       records.Date               `json:"on"`
	By       records.ID[records.Person] `json:"by"`
	Reason   string                     `json:"reason"`
	ClosedOn records.Date               `json:"closed_on,omitzero"` // when it had been closed
}

// Ref names the incident.
func (x Incident) Ref() records.Ref { return records.Ref{Kind: "incident", ID: string(x.ID)} }

// Occurred reports whether it has happened by the time of the clock.
func (x Incident) Occurred(clock records.Clock) bool { return clock.Happened(x.OccurredOn) }

// Mitigated reports whether something was done by the time of the clock to make its
// consequences less harmful.
func (x Incident) Mitigated(clock records.Clock) bool { return x.mitigation(clock) != nil }

func (x *Incident) mitigation(clock records.Clock) *Measure {
	for i := range x.Mitigations {
		if clock.Happened(x.Mitigations[i].On) && !blank(x.Mitigations[i].Text) {
			return &x.Mitigations[i]
		}
	}
	return nil
}

// Serious reports whether it was serious or grave.
func (x Incident) Serious() bool { return x.Severity.AtLeast(Serious) }

// An IncidentState is how far an incident has come.
type IncidentState string

// The states of an incident, in the order in which they come.
const (
	Recorded  IncidentState = "recorded"
	Reported  IncidentState = "reported"
	Contained IncidentState = "contained"
	Mitigated IncidentState = "mitigated"
	Closed    IncidentState = "closed"
	Reopened  IncidentState = "reopened"
)

// State says how far the incident has come at the time of the clock. How far its
// investigation has come stands on that.
func (x Incident) State(clock records.Clock) IncidentState {
	switch {
	case clock.Happened(x.ClosedOn):
		return Closed
	case x.reopened(clock):
		return Reopened
	case x.Mitigated(clock):
		return Mitigated
	case clock.Happened(x.ContainedOn):
		return Contained
	case clock.Happened(x.ReportedOn):
		return Reported
	}
	return Recorded
}

func (x *Incident) reopened(clock records.Clock) bool {
	for _, r := range x.Reopenings {
		if clock.Happened(r.On) {
			return true
		}
	}
	return false
}
