package communication

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An Audience is a group with which the organization exchanges information on security: its
// own people, contractors, other stakeholders.
type Audience struct {
	ID           records.ID[Audience]                   `json:"id"`
	Title        string                                 `json:"title"`
	Kind         AudienceKind                           `json:"kind"`
	Relevant     records.Answer                         `json:"relevant,omitzero"` // whether information on security has to reach it, and come from it
	Roles        []records.ID[organization.Role]        `json:"roles,omitempty"`   // whose holders belong to it
	ThirdParties []records.ID[organization.ThirdParty]  `json:"third_parties,omitempty"`
	Stakeholders []records.ID[organization.Stakeholder] `json:"stakeholders,omitempty"`
	From         records.Date                           `json:"from,omitzero"`  // first day; zero: since before anybody kept count
	Until        records.Date                           `json:"until,omitzero"` // last day; zero while there is none
}

// An AudienceKind is the sort of audience.
type AudienceKind string

// The kinds of audience.
const (
	Employees    AudienceKind = "employees"
	Contractors  AudienceKind = "contractors"
	Stakeholders AudienceKind = "stakeholders" // customers, authorities, partners, neighbours, visitors
)

// Values lists the kinds there are.
func (AudienceKind) Values() []string {
	return []string{string(Employees), string(Contractors), string(Stakeholders)}
}

// Ref names the audience.
func (a Audience) Ref() records.Ref { return records.Ref{Kind: "audience", ID: string(a.ID)} }

// Validate reports every fault of the audience at once.
func (a Audience) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("title", a.Title)
	f.Enum("kind", a.Kind)
	f.OptionalEnum("relevant", a.Relevant)
	f.Order("from", a.From, "until", a.Until)
	return f.Err()
}

// There reports whether the audience is there at the time of the clock.
func (a Audience) There(clock records.Clock) bool { return lasts(clock, a.From, a.Until) }

// A Channel is a way by which information passes between the organization and audiences: a
// notice board, a shift talk, a hotline, a council.
type Channel struct {
	ID        records.ID[Channel]                    `json:"id"`
	Title     string                                 `json:"title"`
	Kind      string                                 `json:"kind,omitzero"` // notice board, newsletter, portal, in the organization's own words
	Direction ChannelDirection                       `json:"direction"`
	Audiences []records.ID[Audience]                 `json:"audiences"`
	Procedure records.ID[documents.Procedure]        `json:"procedure,omitzero"` // that provides for it; the channel counts while that is in force
	Carries   []records.ID[documents.Classification] `json:"carries,omitempty"`  // the classes of sensitivity that it is safe enough for; none: not settled
	Keeper    records.ID[organization.Role]          `json:"keeper,omitzero"`    // who sees to it that it works
	From      records.Date                           `json:"from,omitzero"`      // first day; zero: since before anybody kept count
	Until     records.Date                           `json:"until,omitzero"`     // last day; zero while there is none
}

// A ChannelDirection says which way information passes.
type ChannelDirection string

// The directions of channels, seen from the organization.
const (
	Out  ChannelDirection = "outgoing" // to the audience
	In   ChannelDirection = "incoming" // from the audience
	Both ChannelDirection = "both"
)

// Values lists the directions there are.
func (ChannelDirection) Values() []string { return []string{string(Out), string(In), string(Both)} }

// Ref names the channel.
func (c Channel) Ref() records.Ref { return records.Ref{Kind: "channel", ID: string(c.ID)} }

// Validate reports every fault of the channel at once.
func (c Channel) Validate() error {
	var f records.Faults
	f.Require("id", string(c.ID))
	f.Require("title", c.Title)
	f.Enum("direction", c.Direction)
	if len(c.Audiences) == 0 {
		f.Add("audiences", "is missing: say between whom and the organization information passes")
	}
	for i, audience := range c.Audiences {
		f.Require(fmt.Sprintf("audiences[%d]", i), string(audience))
	}
	for i, class := range c.Carries {
		f.Require(fmt.Sprintf("carries[%d]", i), string(class))
	}
	f.Order("from", c.From, "until", c.Until)
	return f.Err()
}

// Open reports whether the channel is open at the time of the clock, looked at by itself:
// whether its procedure is in force is for whoever holds the procedures.
func (c Channel) Open(clock records.Clock) bool { return lasts(clock, c.From, c.Until) }

// Leads reports whether information passes that way: [Out] or [In].
func (c Channel) Leads(way ChannelDirection) bool {
	return c.Direction == way || c.Direction == Both
}

// MayCarry reports whether the channel is safe enough for information of that class.
func (c Channel) MayCarry(class records.ID[documents.Classification]) bool {
	return slices.Contains(c.Carries, class)
}

// lasts reports whether something has begun, where that is known, and is not over.
func lasts(clock records.Clock, from, until records.Date) bool {
	return (from.IsZero() || clock.Happened(from)) && !clock.Over(until)
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
