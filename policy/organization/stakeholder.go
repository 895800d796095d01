package organization

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Stakeholder is a group (or a person, an authority, a firm) with an interest in how secure
// the organization's part of the supply chain is: customers, customs, neighbours, insurers.
type Stakeholder struct {
	ID           records.ID[Stakeholder] `json:"id"`
	Name         string                  `json:"name"`
	RegisteredOn records.Date            `json:"registered_on,omitzero"` // when it came on the register; zero: since before anybody kept count
	Until        records.Date            `json:"until,omitzero"`         // last day on which it is one; zero while there is none
	Expectations []Expectation           `json:"expectations,omitempty"`
}

// An Expectation is what a stakeholder requires or hopes for.
type Expectation struct {
	Text            string         `json:"text"`
	IdentifiedOn    records.Date   `json:"identified_on"`
	LastMonitoredOn records.Date   `json:"last_monitored_on,omitzero"` // when it was last looked at whether it still stands
	NeedsResponse   records.Answer `json:"needs_response,omitzero"`    // whether it calls for something to be done
	Response        Response       `json:"response,omitzero"`
}

// A Response is what is done about an expectation, by whom, and by when.
type Response struct {
	Text        string           `json:"text"`
	Responsible records.ID[Role] `json:"responsible,omitzero"`
	DueOn       records.Date     `json:"due_on,omitzero"`
	DoneOn      records.Date     `json:"done_on,omitzero"`
}

// Ref names the stakeholder.
func (s Stakeholder) Ref() records.Ref { return records.Ref{Kind: "stakeholder", ID: string(s.ID)} }

// Validate reports every fault of the stakeholder at once.
func (s Stakeholder) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("name", s.Name)
	f.Order("registered_on", s.RegisteredOn, "until", s.Until)
	for i, e := range s.Expectations {
		at := fmt.Sprintf("expectations[%d]", i)
		f.Require(at+".text", e.Text)
		f.RequireDate(at+".identified_on", e.IdentifiedOn)
		f.Order(at+".identified_on", e.IdentifiedOn, at+".last_monitored_on", e.LastMonitoredOn)
		f.OptionalEnum(at+".needs_response", e.NeedsResponse)
		if e.Response.IsZero() {
			continue
		}
		f.Require(at+".response.text", e.Response.Text)
		if e.NeedsResponse == records.No {
			f.Add(at+".needs_response", "is no, and a response stands beside it: say yes, or take the response out")
		}
	}
	return f.Err()
}

// IsOne reports whether the group is a stakeholder at the time of the clock.
func (s Stakeholder) IsOne(clock records.Clock) bool {
	return lasts(clock, s.RegisteredOn, s.Until)
}

// IsZero reports whether there is no response.
func (r Response) IsZero() bool { return r == Response{} }

// lookedOn returns the latest day that has begun on which an expectation was identified or
// monitored.
func (s *Stakeholder) lookedOn(clock records.Clock) records.Date {
	var latest records.Date
	for _, e := range s.Expectations {
		for _, day := range [...]records.Date{e.IdentifiedOn, e.LastMonitoredOn} {
			if clock.Happened(day) && day.After(latest) {
				latest = day
			}
		}
	}
	return latest
}

// undated reports whether it is not on record when some expectation was identified.
func (s *Stakeholder) undated() bool {
	return slices.ContainsFunc(s.Expectations, func(e Expectation) bool {
		return e.IdentifiedOn.IsZero() && e.LastMonitoredOn.IsZero()
	})
}

// A ThirdParty is a group of people from outside who come into contact with the organization's
// security: the drivers of a haulier, visitors, customs officers on the premises.
type ThirdParty struct {
	ID             records.ID[ThirdParty] `json:"id"`
	Name           string                 `json:"name"`
	Kind           ThirdPartyKind         `json:"kind"`
	PolicyRelevant records.Answer         `json:"policy_relevant,omitzero"` // whether they have to know the policy
	From           records.Date           `json:"from,omitzero"`            // first day of contact; zero: since before anybody kept count
	Until          records.Date           `json:"until,omitzero"`           // last day; zero while there is none
}

// A ThirdPartyKind is the sort of third party.
type ThirdPartyKind string

// The kinds of third party.
const (
	Contractors  ThirdPartyKind = "contractors"
	Visitors     ThirdPartyKind = "visitors"
	OtherParties ThirdPartyKind = "others"
)

// Values lists the kinds there are.
func (ThirdPartyKind) Values() []string {
	return []string{string(Contractors), string(Visitors), string(OtherParties)}
}

// Ref names the group.
func (p ThirdParty) Ref() records.Ref { return records.Ref{Kind: "third party", ID: string(p.ID)} }

// Validate reports every fault of the group at once.
func (p ThirdParty) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("name", p.Name)
	f.Enum("kind", p.Kind)
	f.OptionalEnum("policy_relevant", p.PolicyRelevant)
	f.Order("from", p.From, "until", p.Until)
	return f.Err()
}

// IsPresent reports whether there is contact with the group at the time of the clock.
func (p ThirdParty) IsPresent(clock records.Clock) bool { return lasts(clock, p.From, p.Until) }
