package communication

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// All faults of an entity are reported at once, each with its path.
func TestValidate(t *testing.T) {
	in := good()
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty audience", Audience{}, []string{"id", "title", "kind"}},
		{"an audience", Audience{ID: "A", Title: "a", Kind: "staff", Relevant: "maybe", From: day("2026-02-01"), Until: day("2026-01-31")}, []string{"kind", "relevant", "until"}},
		{"an empty channel", Channel{}, []string{"id", "title", "direction", "audiences"}},
		{"a channel", Channel{ID: "C", Title: "c", Direction: "out", Audiences: []audienceID{""}, Carries: []classID{"public", " "}, From: day("2026-02-01"), Until: day("2026-01-31")}, []string{"direction", "audiences[0]", "carries[1]", "until"}},
		{"an empty message", Message{}, []string{"id", "title", "kind", "direction"}},
		{"an outgoing message", Message{
			ID: "M", Title: "m", Kind: "mail", Direction: Outgoing, Topics: []Topic{"polcy"}, Sender: "somebody", SentOn: day("2026-02-01"), ReleasedBy: "P",
			Reply: Reply{Needed: records.Yes},
		}, []string{"kind", "topics[0]", "received_on", "reply", "from", "audiences", "release_decided_on"}},
		{"released by nobody", Message{ID: "M", Title: "m", Kind: Notice, Direction: Internal, Audiences: []audienceID{""}, ReleaseDecidedOn: day("2026-02-01")}, []string{"audiences[0]", "released_by"}},
		{"an incoming message", Message{
			ID: "M", Title: "m", Kind: Complaint, Direction: Incoming, From: "P", Reply: Reply{Needed: "perhaps"},
		}, []string{"received_on", "sender", "sent_on", "reply.needed"}},
		{"answered before it came", Message{
			ID: "M", Title: "m", Kind: Complaint, Direction: Incoming, Sender: "S", ReceivedOn: day("2026-02-01"), Reply: Reply{DueOn: day("2026-01-31"), DoneOn: day("2026-01-31")},
		}, []string{"reply.due_on", "reply.done_on"}},
		{"an empty release", Release{}, []string{"id", "title", "sensitivities", "audiences", "decided_by", "decided_on"}},
		{"a release", Release{
			ID: "R", Title: "r", Kinds: []MessageKind{"note"}, Topics: []Topic{"law"}, Sensitivities: []classID{""}, Audiences: []audienceID{""}, DecidedBy: "P",
			DecidedOn: day("2026-02-01"), ValidUntil: day("2026-01-31"),
		}, []string{"kinds[0]", "topics[0]", "sensitivities[0]", "audiences[0]", "valid_until"}},
		{"an empty consultation", Consultation{}, []string{"id", "title", "subject", "planned_on"}},
		{"a result of what was not held", Consultation{ID: "C", Title: "c", Subject: "fence", PlannedOn: day("2026-02-01"), Result: "agreed"}, []string{"subject", "held_on"}},
		{"a consultation held", Consultation{ID: "C", Title: "c", Subject: OnChange, HeldOn: day("2026-02-01"), Actions: []Action{{DueOn: day("2026-01-31"), DoneOn: day("2026-01-31")}}}, []string{"result", "participants", "actions[0].text", "actions[0].due_on", "actions[0].done_on"}},
		{"a good channel", in.Channels[0], nil},
		{"a good incoming message", in.Messages[2], nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

func TestFaultWording(t *testing.T) {
	for _, tt := range []struct {
		entity interface{ Validate() error }
		want   string
	}{
		{Message{ID: "M", Title: "m", Kind: Notice, Direction: Internal, ReleasedBy: "P"}, "release_decided_on is missing: say when person P decided that it may be sent"},
		{Message{ID: "M", Title: "m", Kind: Notice, Direction: "inward"}, `direction "inward" is none of outgoing, incoming, internal`},
		{Channel{ID: "C", Title: "c", Direction: Out}, "audiences is missing: say between whom and the organization information passes"},
	} {
		assert.EqualError(t, tt.entity.Validate(), tt.want)
	}
}

func TestKindsAreDistinct(t *testing.T) {
	kinds := map[string]bool{}
	entities := []records.Entity{Audience{}, Channel{}, Message{}, Release{}, Consultation{}}
	for _, entity := range entities {
		kinds[entity.Ref().Kind] = true
	}
	assert.Len(t, kinds, len(entities))
}

func TestFactsOfMessagesAndChannels(t *testing.T) {
	in := good()
	assert.True(t, in.Messages[0].IsAbout(ImportanceOfRequirements) && !in.Messages[0].IsAbout(AboutPolicy))
	assert.True(t, in.Messages[2].Received(clock("2026-03-01")) && !in.Messages[2].Received(clock("2026-02-28")) && !in.Messages[0].Received(clock("2026-06-01")))
	assert.True(t, in.Messages[0].Sent(clock("2026-01-19")) && !in.Messages[0].Sent(clock("2026-01-18T23:59:59Z")))
	assert.True(t, in.Channels[1].MayCarry("public") && !in.Channels[1].MayCarry("secret") && !in.Channels[0].MayCarry("public"))
}
