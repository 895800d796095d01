package suppliers

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// An Activity is something that others do in the supply chain before the goods come to us or
// after they have left: stuffing a container, the leg by feeder ship. What it could bring upon
// us, and upon those further down, is evaluated again and again.
type Activity struct {
	ID          records.ID[Activity]          `json:"id"`
	Title       string                        `json:"title"`
	Position    organization.Position         `json:"position,omitzero"`
	Stage       string                        `json:"stage,omitzero"`       // of the scope, that it belongs to or leads to
	Suppliers   []records.ID[Supplier]        `json:"suppliers,omitempty"`  // who carry it out, where they have an entry
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"` // who evaluates it
	From        records.Date                  `json:"from,omitzero"`        // first day; zero: since before anybody kept count
	Until       records.Date                  `json:"until,omitzero"`       // last day; zero while there is none
	Evaluations []Evaluation                  `json:"evaluations,omitempty"`
	Mitigations []Mitigation                  `json:"mitigations,omitempty"`
}

// An Evaluation is that somebody evaluated the threats that come with an activity.
type Evaluation struct {
	On      records.Date               `json:"on"`
	By      records.ID[records.Person] `json:"by"`
	Result  string                     `json:"result"`
	Threats []EvaluatedThreat          `json:"threats,omitempty"` // that were looked at
}

// An EvaluatedThreat is what an evaluation decided about one threat.
type EvaluatedThreat struct {
	Threat          records.ID[risk.Threat] `json:"threat"`
	NeedsMitigation records.Answer          `json:"needs_mitigation,omitzero"` // empty while not decided
	Reason          string                  `json:"reason,omitzero"`
}

// A Mitigation is that a control lessens what a threat of the activity could do.
type Mitigation struct {
	Threat  records.ID[risk.Threat]  `json:"threat"`
	Control records.ID[risk.Control] `json:"control"`
}

// Ref names the record.
func (x Activity) Ref() records.Ref {
	return records.Ref{Kind: "supply chain activity", ID: string(x.ID)}
}

// Runs reports whether the activity is carried out at the time of the clock.
func (x Activity) Runs(clock records.Clock) bool { return lasts(clock, x.From, x.Until) }

// Evaluated returns the latest evaluation at the time of the clock, or nil. Of several on one
// day the last counts.
func (x Activity) Evaluated(clock records.Clock) *Evaluation {
	var last *Evaluation
	for i := range x.Evaluations {
		e := &x.Evaluations[i]
		if clock.Happened(e.On) && (last == nil || !e.On.Before(last.On)) {
			last = e
		}
	}
	return last
}

// Against returns the controls that are named to lessen what the threat could do.
func (x Activity) Against(threat records.ID[risk.Threat]) []records.ID[risk.Control] {
	var controls []records.ID[risk.Control]
	for _, m := range x.Mitigations {
		if m.Threat == threat {
			controls = append(controls, m.Control)
		}
	}
	return controls
}

// Validate reports every fault of the activity at once.
func (x Activity) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.OptionalEnum("position", x.Position)
	f.Order("from", x.From, "until", x.Until)
	for i, e := range x.Evaluations {
		f.Within(fmt.Sprintf("evaluations[%d]", i), e.faults())
	}
	for i, m := range x.Mitigations {
		at := fmt.Sprintf("mitigations[%d]", i)
		f.Require(at+".threat", string(m.Threat))
		f.Require(at+".control", string(m.Control))
	}
	return f.Err()
}

func (e Evaluation) faults() error {
	var f records.Faults
	f.RequireDate("on", e.On)
	f.Require("by", string(e.By))
	f.Require("result", e.Result)
	seen := map[records.ID[risk.Threat]]int{}
	for i, t := range e.Threats {
		at := fmt.Sprintf("threats[%d]", i)
		f.Require(at+".threat", string(t.Threat))
		f.OptionalEnum(at+".needs_mitigation", t.NeedsMitigation)
		if first, twice := seen[t.Threat]; twice && t.Threat != "" {
			f.Add(at+".threat", "%s is that of threats[%d] already: keep one", t.Threat, first)
			continue
		}
		seen[t.Threat] = i
	}
	return f.Err()
}
