package communication

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Consultation is that people were asked for their view before something is decided that
// concerns them, or as a matter of course, in a security council say: what about, who took
// part, what came of it.
type Consultation struct {
	ID           records.ID[Consultation]        `json:"id"`
	Title        string                          `json:"title"`
	Subject      ConsultationSubject             `json:"subject"`
	About        []records.Ref                   `json:"about,omitempty"` // the policy, the procedures, the change that it was about
	Body         string                          `json:"body,omitzero"`   // works council, security council; empty where there was none
	Audiences    []records.ID[Audience]          `json:"audiences,omitempty"`
	Roles        []records.ID[organization.Role] `json:"roles,omitempty"` // representatives of employees among them
	PlannedOn    records.Date                    `json:"planned_on,omitzero"`
	HeldOn       records.Date                    `json:"held_on,omitzero"`
	Participants []records.ID[records.Person]    `json:"participants,omitempty"`
	Result       string                          `json:"result,omitzero"`
	Actions      []Action                        `json:"actions,omitempty"`
	Minutes      string                          `json:"minutes,omitzero"` // where they are kept
}

// An Action is what a consultation led to, by whom, and by when.
type Action struct {
	Text        string                        `json:"text"`
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"`
	DueOn       records.Date                  `json:"due_on,omitzero"`
	DoneOn      records.Date                  `json:"done_on,omitzero"`
}

// A ConsultationSubject is what people were consulted on.
type ConsultationSubject string

// The subjects of consultations.
const (
	OnPolicy     ConsultationSubject = "policy"
	OnObjectives ConsultationSubject = "objectives"
	OnProcedures ConsultationSubject = "procedures"
	OnRisks      ConsultationSubject = "risk assessment"
	OnControls   ConsultationSubject = "controls"
	OnChange     ConsultationSubject = "change"
	OnOther      ConsultationSubject = "other"
)

// Values lists the subjects there are.
func (ConsultationSubject) Values() []string {
	return []string{string(OnPolicy), string(OnObjectives), string(OnProcedures), string(OnRisks), string(OnControls), string(OnChange), string(OnOther)}
}

// Ref names the consultation.
func (c Consultation) Ref() records.Ref {
	return records.Ref{Kind: "consultation", ID: string(c.ID)}
}

// Validate reports every fault of the consultation at once.
func (c Consultation) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.Enum("subject", c.Subject)
	if c.HeldOn.IsZero() {
		f.RequireDate("planned_on", c.PlannedOn)
		if c.Result != "" || len(c.Actions) > 0 {
			f.Add("held_on", "is missing: there is a result, so say when it was held")
		}
	} else {
		f.Require("result", c.Result)
		if len(c.Participants) == 0 && len(c.Audiences) == 0 && len(c.Roles) == 0 {
			f.Add("participants", "is missing: say who took part, be it by audiences or roles")
		}
	}
	for i, a := range c.Actions {
		at := fmt.Sprintf("actions[%d]", i)
		f.Require(at+".text", a.Text)
		f.Order("held_on", c.HeldOn, at+".due_on", a.DueOn)
		f.Order("held_on", c.HeldOn, at+".done_on", a.DoneOn)
	}
	return f.Err()
}

// Held reports whether the consultation had been held at the time of the clock.
func (c Consultation) Held(clock records.Clock) bool { return clock.Happened(c.HeldOn) }

// Open returns the actions that were not done by the time of the clock, in the order of the list.
func (c Consultation) Open(clock records.Clock) []Action {
	var open []Action
	for _, a := range c.Actions {
		if !clock.Happened(a.DoneOn) {
			open = append(open, a)
		}
	}
	return open
}
