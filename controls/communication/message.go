package communication

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Message is a communication about security: out of the organization, into it, or within
// it. What is sent has a class of sensitivity and was released, by a decision on the message
// itself or a standing one on messages of its kind.
type Message struct {
	ID          records.ID[Message]                  `json:"id"`
	Title       string                               `json:"title"`
	Kind        MessageKind                          `json:"kind"`
	Direction   Direction                            `json:"direction"`
	Topics      []Topic                              `json:"topics,omitempty"`
	From        records.ID[records.Person]           `json:"from,omitzero"`        // who speaks, where it is sent
	Sender      string                               `json:"sender,omitzero"`      // who speaks, where it is received
	Stakeholder records.ID[organization.Stakeholder] `json:"stakeholder,omitzero"` // of whom the sender is one
	Audiences   []records.ID[Audience]               `json:"audiences,omitempty"`  // to whom it is sent
	Channel     records.ID[Channel]                  `json:"channel,omitzero"`
	SentOn      records.Date                         `json:"sent_on,omitzero"`     // zero while it is not sent
	ReceivedOn  records.Date                         `json:"received_on,omitzero"` // of an incoming one
	Summary     string                               `json:"summary,omitzero"`

	Sensitivity      records.ID[documents.Classification] `json:"sensitivity,omitzero"` // the class of what it says
	ReleasedBy       records.ID[records.Person]           `json:"released_by,omitzero"`
	ReleaseDecidedOn records.Date                         `json:"release_decided_on,omitzero"`
	Release          records.ID[Release]                  `json:"release,omitzero"` // the standing decision under which it is sent

	Reply Reply `json:"reply,omitzero"` // to an incoming one
}

// A MessageKind is the sort of message.
type MessageKind string

// The kinds of message.
const (
	Briefing   MessageKind = "briefing"
	Notice     MessageKind = "notice"
	Letter     MessageKind = "letter"
	Report     MessageKind = "report"
	Warning    MessageKind = "warning"
	Inquiry    MessageKind = "inquiry"
	Complaint  MessageKind = "complaint"
	Suggestion MessageKind = "suggestion"
)

// Values lists the kinds there are.
func (MessageKind) Values() []string {
	return []string{string(Briefing), string(Notice), string(Letter), string(Report), string(Warning), string(Inquiry), string(Complaint), string(Suggestion)}
}

// A Direction says which way a message goes.
type Direction string

// The directions of messages.
const (
	Outgoing Direction = "outgoing" // to people outside
	Incoming Direction = "incoming" // from people outside
	Internal Direction = "internal" // within the organization
)

// Values lists the directions there are.
func (Direction) Values() []string {
	return []string{string(Outgoing), string(Incoming), string(Internal)}
}

// A Topic is what a message is about.
type Topic string

// The topics of messages.
const (
	ImportanceOfRequirements Topic = "importance of requirements" // why the system's requirements have to be met
	AboutPolicy              Topic = "policy"
	AboutObjectives          Topic = "objectives"
	AboutRoles               Topic = "roles"
	AboutLaw                 Topic = "legal requirements"
	AboutRisks               Topic = "threats and risks"
	AboutProcedures          Topic = "procedures"
	AboutTraining            Topic = "training"
	AboutIncidents           Topic = "incidents"
	AboutEmergencies         Topic = "emergencies"
	AboutPerformance         Topic = "performance"
	AboutChanges             Topic = "changes"
	AnotherTopic             Topic = "other"
)

// topics are all of them, in order.
var topics = [...]Topic{
	ImportanceOfRequirements, AboutPolicy, AboutObjectives, AboutRoles, AboutLaw, AboutRisks, AboutProcedures, AboutTraining,
	AboutIncidents, AboutEmergencies, AboutPerformance, AboutChanges, AnotherTopic,
}

// Values lists the topics there are.
func (Topic) Values() []string {
	values := make([]string, len(topics))
	for i, t := range topics {
		values[i] = string(t)
	}
	return values
}

// A Reply is what is done about an incoming message.
type Reply struct {
	Needed      records.Answer                `json:"needed,omitzero"` // whether it calls for one
	Responsible records.ID[organization.Role] `json:"responsible,omitzero"`
	DueOn       records.Date                  `json:"due_on,omitzero"`
	DoneOn      records.Date                  `json:"done_on,omitzero"`
	Text        string                        `json:"text,omitzero"`
}

// Ref names the message.
func (m Message) Ref() records.Ref { return records.Ref{Kind: "message", ID: string(m.ID)} }

// Validate reports every fault of the message at once. Whether it may be sent is for the
// check of 4.4.3.
func (m Message) Validate() error {
	var f records.Faults
	f.Require("id", string(m.ID))
	f.Require("title", m.Title)
	f.Enum("kind", m.Kind)
	f.Enum("direction", m.Direction)
	for i, topic := range m.Topics {
		f.Enum(fmt.Sprintf("topics[%d]", i), topic)
	}
	for i, audience := range m.Audiences {
		f.Require(fmt.Sprintf("audiences[%d]", i), string(audience))
	}
	if m.Direction == Incoming {
		f.RequireDate("received_on", m.ReceivedOn)
		f.Require("sender", m.Sender)
		if !m.SentOn.IsZero() || m.From != "" {
			f.Add("sent_on", "is for what the organization sends: write received_on and sender, or give another direction")
		}
		f.OptionalEnum("reply.needed", m.Reply.Needed)
		f.Order("received_on", m.ReceivedOn, "reply.due_on", m.Reply.DueOn)
		f.Order("received_on", m.ReceivedOn, "reply.done_on", m.Reply.DoneOn)
		return f.Err()
	}
	if !m.ReceivedOn.IsZero() || m.Sender != "" || m.Stakeholder != "" {
		f.Add("received_on", "is for what the organization receives: write sent_on and from, or the direction incoming")
	}
	if m.Reply != (Reply{}) {
		f.Add("reply", "is for what the organization receives: enter the answer that came as a message of its own")
	}
	if !m.SentOn.IsZero() {
		f.Require("from", string(m.From))
		if len(m.Audiences) == 0 {
			f.Add("audiences", "is missing: say to whom it was sent")
		}
	}
	switch {
	case m.ReleasedBy == "" && !m.ReleaseDecidedOn.IsZero():
		f.Add("released_by", "is missing: say who decided on %s that it may be sent", m.ReleaseDecidedOn)
	case m.ReleasedBy != "" && m.ReleaseDecidedOn.IsZero():
		f.Add("release_decided_on", "is missing: say when person %s decided that it may be sent", m.ReleasedBy)
	}
	return f.Err()
}

// IsAbout reports whether the message is about the topic.
func (m Message) IsAbout(topic Topic) bool { return slices.Contains(m.Topics, topic) }

// Sent reports whether the organization had sent the message at the time of the clock.
func (m Message) Sent(clock records.Clock) bool {
	return m.Direction != Incoming && clock.Happened(m.SentOn)
}

// Received reports whether the organization had received the message at the time of the clock.
func (m Message) Received(clock records.Clock) bool {
	return m.Direction == Incoming && clock.Happened(m.ReceivedOn)
}

// Unanswered reports whether an incoming message calls for a reply that was not given by the
// time of the clock.
func (m Message) Unanswered(clock records.Clock) bool {
	return m.Received(clock) && m.Reply.Needed == records.Yes && !clock.Happened(m.Reply.DoneOn)
}
