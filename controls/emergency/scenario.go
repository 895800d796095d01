package emergency

import (
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A Scenario is a security incident or an emergency that could happen, and that the
// organization therefore gets ready for. It comes from risks of the register; one that was
// thought of in another way names none.
type Scenario struct {
	ID               records.ID[Scenario]    `json:"id"`
	Title            string                  `json:"title"`
	Kind             ScenarioKind            `json:"kind"`
	Description      string                  `json:"description,omitzero"`
	Risks            []records.ID[risk.Risk] `json:"risks,omitempty"`        // that it is what comes true of
	Sites            []string                `json:"sites,omitempty"`        // of the scope; none: it could happen at each
	Needs            string                  `json:"needs,omitzero"`         // what the response will need, as it was assessed
	IdentifiedOn     records.Date            `json:"identified_on,omitzero"` // zero: there all along
	WithdrawnOn      records.Date            `json:"withdrawn_on,omitzero"`  // from when nobody has to be ready for it any more
	WithdrawnBecause string                  `json:"withdrawn_because,omitzero"`
}

// A ScenarioKind is what sort of event a scenario is.
type ScenarioKind string

// The kinds of scenario.
const (
	SecurityIncident   ScenarioKind = "security incident"
	EmergencySituation ScenarioKind = "emergency"
)

// Values lists the kinds there are.
func (ScenarioKind) Values() []string {
	return []string{string(SecurityIncident), string(EmergencySituation)}
}

// Ref names the scenario.
func (s Scenario) Ref() records.Ref { return records.Ref{Kind: "scenario", ID: string(s.ID)} }

// Identified reports whether the scenario is one to be ready for at the time of the clock.
func (s Scenario) Identified(clock records.Clock) bool {
	return (s.IdentifiedOn.IsZero() || clock.Happened(s.IdentifiedOn)) && !clock.Happened(s.WithdrawnOn)
}

// Validate reports every fault of the scenario at once.
func (s Scenario) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	f.Enum("kind", s.Kind)
	distinct(&f, "risks", s.Risks)
	distinct(&f, "sites", s.Sites)
	f.Order("identified_on", s.IdentifiedOn, "withdrawn_on", s.WithdrawnOn)
	switch {
	case !s.WithdrawnOn.IsZero():
		f.Require("withdrawn_because", s.WithdrawnBecause)
	case s.WithdrawnBecause != "":
		f.RequireDate("withdrawn_on", s.WithdrawnOn)
	}
	return f.Err()
}

// An Exclusion says why no scenario is made of a risk that is credible: because another
// organization answers for it, say.
type Exclusion struct {
	ID        records.ID[Exclusion]      `json:"id"`
	Risk      records.ID[risk.Risk]      `json:"risk"`
	Reason    string                     `json:"reason"`
	DecidedBy records.ID[records.Person] `json:"decided_by"`
	DecidedOn records.Date               `json:"decided_on"`
	Until     records.Date               `json:"until,omitzero"` // last day; zero while there is none
}

// Ref names the exclusion.
func (x Exclusion) Ref() records.Ref {
	return records.Ref{Kind: "emergency exclusion", ID: string(x.ID)}
}

// Holds reports whether the exclusion was decided, with a reason, and is not over.
func (x Exclusion) Holds(clock records.Clock) bool {
	return !blank(x.Reason) && clock.Happened(x.DecidedOn) && !clock.Over(x.Until)
}

// Validate reports every fault of the exclusion at once.
func (x Exclusion) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("risk", string(x.Risk))
	f.Require("reason", x.Reason)
	f.Require("decided_by", string(x.DecidedBy))
	f.RequireDate("decided_on", x.DecidedOn)
	f.Order("decided_on", x.DecidedOn, "until", x.Until)
	return f.Err()
}
