package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Drill is that plans are tried out, at a desk or for real: planned for a day, held or
// called off, and looked at afterwards for what it showed. What is to change in a plan on
// account of it is a lesson, which is carried into the plan by one of its revisions.
type Drill struct {
	ID               records.ID[Drill]            `json:"id"`
	Title            string                       `json:"title"`
	Kind             DrillKind                    `json:"kind"`
	Plans            []records.ID[Plan]           `json:"plans"`
	Scenarios        []records.ID[Scenario]       `json:"scenarios,omitempty"`  // that were played
	PlanParts        []string                     `json:"plan_parts,omitempty"` // that were tried out, as the plans name their critical parts
	Sites            []string                     `json:"sites,omitempty"`
	PlannedOn        records.Date                 `json:"planned_on,omitzero"`
	Moves            []Move                       `json:"moves,omitempty"`
	Leader           records.ID[records.Person]   `json:"leader,omitzero"`
	Participants     []records.ID[records.Person] `json:"participants,omitempty"`
	Agencies         []records.ID[Agency]         `json:"agencies,omitempty"` // from outside that took part
	HeldOn           records.Date                 `json:"held_on,omitzero"`
	CalledOffOn      records.Date                 `json:"called_off_on,omitzero"`
	CalledOffBecause string                       `json:"called_off_because,omitzero"`
	Result           DrillResult                  `json:"result,omitzero"` // empty while nobody has evaluated it
	EvaluatedOn      records.Date                 `json:"evaluated_on,omitzero"`
	EvaluatedBy      records.ID[records.Person]   `json:"evaluated_by,omitzero"`
	Findings         []DrillFinding               `json:"findings,omitempty"`
	Lessons          []PlanChange                 `json:"lessons,omitempty"` // what is to change in the plans on account of it
}

// A DrillKind is how a plan is tried out.
type DrillKind string

// The kinds of drill, from the desk to the real thing.
const (
	Desktop       DrillKind = "desktop"
	CallOut       DrillKind = "call-out"   // whether people and agencies can be reached
	PartialDrill  DrillKind = "functional" // one part of the plan for real
	Realistic     DrillKind = "realistic"
	TechnicalTest DrillKind = "test" // of equipment, a facility or a system that the plan relies on
)

// Values lists the kinds there are.
func (DrillKind) Values() []string {
	return []string{string(Desktop), string(CallOut), string(PartialDrill), string(Realistic), string(TechnicalTest)}
}

// A DrillResult is what a drill showed of the plans.
type DrillResult string

// The results.
const (
	WorksAsPlanned DrillResult = "works"
	WorksInPart    DrillResult = "works with shortcomings"
	DoesNotWork    DrillResult = "does not work"
)

// Values lists the results there are.
func (DrillResult) Values() []string {
	return []string{string(WorksAsPlanned), string(WorksInPart), string(DoesNotWork)}
}

// A DrillFinding is something that a drill showed.
type DrillFinding struct {
	Text string           `json:"text"`
	Plan records.ID[Plan] `json:"plan,omitzero"`
}

// A Move is that something was put off to another day.
type Move struct {
	On     records.Date `json:"on"` // when that was decided
	To     records.Date `json:"to"`
	Reason string       `json:"reason"`
}

// Ref names the drill.
func (d Drill) Ref() records.Ref { return records.Ref{Kind: "drill", ID: string(d.ID)} }

// A DrillState is how far a drill has come.
type DrillState string

// The states of a drill.
const (
	DrillPlanned   DrillState = "planned"
	DrillHeld      DrillState = "held"
	DrillEvaluated DrillState = "evaluated"
	DrillCalledOff DrillState = "called off"
)

// State says how far the drill has come at the time of the clock. What was called off is not
// held afterwards.
func (d Drill) State(clock records.Clock) DrillState {
	switch {
	case clock.Happened(d.CalledOffOn):
		return DrillCalledOff
	case d.Counts(clock):
		return DrillEvaluated
	case clock.Happened(d.HeldOn):
		return DrillHeld
	}
	return DrillPlanned
}

// Counts reports whether plans were tried out by the drill: it was held, and somebody has said
// what it showed.
func (d Drill) Counts(clock records.Clock) bool {
	return clock.Happened(d.HeldOn) && clock.Happened(d.EvaluatedOn) && d.Result != "" && !clock.Happened(d.CalledOffOn)
}

// Due returns the day for which the drill is planned as it was known at the time of the clock:
// the first one, or the one that it was moved to last. A move without a reason does not count.
func (d Drill) Due(clock records.Clock) records.Date {
	due, decided := d.PlannedOn, records.Date{}
	for _, m := range d.Moves {
		if clock.Happened(m.On) && !m.On.Before(decided) && !blank(m.Reason) {
			due, decided = m.To, m.On
		}
	}
	return due
}

// Late reports whether the drill ought to have been held by the time of the clock and was not.
func (d Drill) Late(clock records.Clock) bool {
	return d.State(clock) == DrillPlanned && clock.Over(d.Due(clock))
}

// Tries reports whether the drill tries out what a plan does about a scenario. One that names
// no scenarios tries none in particular.
func (d Drill) Tries(plan records.ID[Plan], scenario records.ID[Scenario]) bool {
	return slices.Contains(d.Plans, plan) && slices.Contains(d.Scenarios, scenario)
}

// Validate reports every fault of the drill at once.
func (d Drill) Validate() error {
	var f records.Faults
	f.Require("id", string(d.ID))
	f.Require("title", d.Title)
	f.Enum("kind", d.Kind)
	each(&f, "plans", d.Plans, "say which plans are tried out")
	distinct(&f, "scenarios", d.Scenarios)
	distinct(&f, "participants", d.Participants)
	for i, m := range d.Moves {
		f.Within(at("moves", i), m.faults())
	}
	if !d.HeldOn.IsZero() && !d.CalledOffOn.IsZero() {
		f.Add("called_off_on", "stands beside held_on: keep one of the two")
	}
	if !d.CalledOffOn.IsZero() {
		f.Require("called_off_because", d.CalledOffBecause)
	}
	f.OptionalEnum("result", d.Result)
	if d.HeldOn.IsZero() && d.Result != "" {
		f.Add("result", "is given, and the drill is not held: say under held_on when it was")
	}
	if d.Result != "" || !d.EvaluatedOn.IsZero() || d.EvaluatedBy != "" {
		f.Enum("result", d.Result)
		f.RequireDate("evaluated_on", d.EvaluatedOn)
		f.Require("evaluated_by", string(d.EvaluatedBy))
	}
	f.Order("held_on", d.HeldOn, "evaluated_on", d.EvaluatedOn)
	for i, finding := range d.Findings {
		f.Require(at("findings", i)+".text", finding.Text)
	}
	changes(&f, "lessons", d.Lessons, d.Plans)
	return f.Err()
}

func (m Move) faults() error {
	var f records.Faults
	f.RequireDate("on", m.On)
	f.RequireDate("to", m.To)
	f.Require("reason", m.Reason)
	f.Order("on", m.On, "to", m.To)
	return f.Err()
}
