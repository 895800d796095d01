package communication

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.4.1.g": unmet, "4.4.3.outbound": unmet, "4.4.3.inbound": undetermined, "4.4.3.sensitivity": undetermined,
	}
	got := suite().Statuses(Input{})
	assert.Equal(t, want, got)
}

// faulty returns an input with faults of every kind.
func faulty() Input {
	in := good()
	in.Audiences = append(in.Audiences, Audience{ID: "customs", Title: "customs", Kind: Stakeholders}, Audience{ID: "port", Title: "port", Kind: Stakeholders, Relevant: records.Yes}, Audience{ID: "film", Title: "film crew", Kind: Stakeholders, Relevant: records.Yes, From: day("2026-07-01"), Until: day("2026-07-31")})
	in.Channels = append(in.Channels, Channel{ID: "mail", Title: "mail", Direction: Out, Audiences: []audienceID{"port"}}, Channel{ID: "radio", Title: "radio", Direction: Out, Audiences: []audienceID{"port"}, Procedure: "PRO", From: day("2026-08-01")})
	in.Channels[2].Until = day("2026-09-30")
	in.Messages = append(in.Messages,
		Message{ID: "M4", Title: "plan of the fence", Direction: Outgoing, From: "guard", SentOn: day("2026-05-01")},
		Message{ID: "M5", Title: "patrol hours", Direction: Internal, From: "guard", SentOn: day("2026-05-01"), Sensitivity: "secret"},
		Message{ID: "M6", Title: "drill", Direction: Internal, From: "guard", SentOn: day("2026-06-10"), Sensitivity: "secret"},
		Message{ID: "M7", Title: "again", Direction: Internal, Topics: []Topic{ImportanceOfRequirements}, From: "ceo", SentOn: day("2026-06-20"), Sensitivity: "internal", ReleasedBy: "ceo", ReleaseDecidedOn: day("2026-06-21")},
	)
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-2", nil
	return in
}

// What was passed over on the way to a verdict is no evidence of it.
func TestEvidenceIsWhatWasChosen(t *testing.T) {
	in := good()
	in.Channels = append(in.Channels, Channel{ID: "a-radio", Title: "radio", Direction: Both, Audiences: []audienceID{"drivers", "staff"}, Procedure: "PRO-0"})
	in.Procedures = append(in.Procedures, documents.Procedure{ID: "PRO-0", Title: "radio", Purposes: []documents.ProcedurePurpose{documents.Communication}})
	in.Messages = append(in.Messages, Message{ID: "M0", Direction: Internal, Topics: []Topic{ImportanceOfRequirements}, From: "guard", SentOn: day("2026-05-01")})
	in.Roles = append(in.Roles, organization.Role{ID: "a-former", TopManagement: true, Holders: []organization.Holder{{Person: "ceo", From: day("2020-01-01"), Until: day("2020-12-31")}}})
	for requirement, want := range map[string][]string{
		"4.4.1.g": {"message M1", "role director", "setting SET"}, "4.4.3.outbound": {"channel leaflet", "procedure PRO"}, "4.4.3.inbound": {"channel hotline", "procedure PRO"},
	} {
		for _, f := range decide(in, requirement, "2026-06-01") {
			if f.Subject.ID != "drivers" && !f.Subject.IsZero() {
				continue
			}
			var got []string
			for _, ref := range f.Evidence {
				got = append(got, ref.String())
			}
			assert.Equal(t, want, got, f.String())
		}
	}
}

func message(i int, change func(m *Message)) Input {
	return with(func(in *Input) { change(&in.Messages[i]) })
}

func TestImportanceTold(t *testing.T) {

	tryOf(t, "4.4.1.g", "", []row{
		{Name: "said within the interval", In: good(), Want: met, Message: "communication.importance.sent", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "last second of the interval", In: good(), At: "2027-01-19T23:59:59Z", Want: met, Message: "communication.importance.sent", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "the interval is over", In: good(), At: "2027-01-20", Want: unmet, Message: "communication.importance.old"},
		{Name: "said later than asked", In: message(0, func(m *Message) { m.SentOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "communication.importance.never", Lapses: "2026-06-02", Becomes: met},
		{Name: "not said, the system is young", In: with(func(in *Input) {
			in.Messages = nil
			in.Establishments[0].InForceFrom = day("2026-02-01")
		}), Want: met, Message: "communication.importance.new", Lapses: "2027-02-02", Becomes: unmet},
		{Name: "never said", In: with(func(in *Input) { in.Messages = nil }), Want: unmet, Message: "communication.importance.never"},
		{Name: "never said, and no system in force", In: with(func(in *Input) { in.Messages, in.Establishments = nil, nil }), Want: unmet, Message: "communication.importance.never"},
		{Name: "said by a guard", In: message(0, func(m *Message) { m.From = "guard" }), Want: unmet, Message: "communication.importance.never"},
		{Name: "said by somebody who directed then, and not any more", In: with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-02-01") }), Want: met, Message: "communication.importance.sent", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "said by somebody who came to direct later", In: with(func(in *Input) { in.Roles[0].Holders[0].From = day("2026-01-20") }), Want: unmet, Message: "communication.importance.never"},
		{Name: "about something else", In: message(0, func(m *Message) { m.Topics = []Topic{AboutPolicy} }), Want: unmet, Message: "communication.importance.never"},
		{Name: "said to people outside", In: message(0, func(m *Message) { m.Direction = Outgoing }), Want: unmet, Message: "communication.importance.never"},
		{Name: "an earlier one in time, a later one by a guard", In: with(func(in *Input) {
			later := in.Messages[0]
			later.ID, later.From, later.SentOn = "M9", "guard", day("2026-05-01")
			in.Messages = append(in.Messages, later)
		}), Want: met, Message: "communication.importance.sent", Lapses: "2027-01-20", Becomes: unmet},
		{Name: "no interval set", In: with(func(in *Input) { in.Settings = nil }), Want: undetermined, Message: "organization.unset"},
		{Name: "never said, no interval set", In: with(func(in *Input) { in.Settings, in.Messages = nil, nil }), Want: undetermined, Message: "organization.unset"},
	})
}

func TestSensitivityWeighed(t *testing.T) {
	tryOf(t, "4.4.3.sensitivity", "message M1", []row{
		{Name: "released on the day it was sent", In: good(), Want: met, Message: "communication.message.released"},
		{Name: "released a day late", In: message(0, func(m *Message) { m.ReleaseDecidedOn = day("2026-01-20") }), Want: unmet, Message: "communication.message.late", Field: "release_decided_on"},
		{Name: "not classified", In: message(0, func(m *Message) { m.Sensitivity = " " }), Want: unmet, Message: "communication.message.unclassified", Field: "sensitivity"},
		{Name: "not released", In: message(0, func(m *Message) { m.ReleasedBy, m.ReleaseDecidedOn = "", day("") }), Want: unmet, Message: "communication.message.unreleased", Field: "release_decided_on"},
		{Name: "released by nobody knows whom", In: message(0, func(m *Message) { m.ReleasedBy = "" }), Want: unmet, Message: "communication.message.nobody", Field: "released_by"},
		{Name: "released nobody knows when", In: message(0, func(m *Message) { m.ReleaseDecidedOn = day("") }), Want: undetermined, Message: "communication.message.undated", Field: "release_decided_on"},
		{Name: "released by itself, whatever the standing decision says", In: message(0, func(m *Message) { m.Release = "RL" }), Want: met, Message: "communication.message.released"},
		{Name: "sent tomorrow", In: message(0, func(m *Message) { m.SentOn, m.Sensitivity = day("2026-06-02"), "" }), At: "2026-06-01T23:59:59Z", Want: none},
		{Name: "not sent", In: message(0, func(m *Message) { m.SentOn, m.Sensitivity = day(""), "" }), Want: none},
	})
	tryOf(t, "4.4.3.sensitivity", "message M2", []row{
		{Name: "a standing decision covers it", In: good(), Want: met, Message: "communication.message.releasedas"},
		{Name: "whatever has become of it since", In: good(), At: "2027-06-01", Want: met, Message: "communication.message.releasedas"},
		{Name: "it covers another class", In: message(1, func(m *Message) { m.Sensitivity = "internal" }), Want: unmet, Message: "communication.message.uncovered", Field: "release"},
		{Name: "there is no such decision", In: with(func(in *Input) { in.Releases = nil }), Want: undetermined, Message: "communication.message.lost", Field: "release"},
	})
	tryOf(t, "4.4.3.sensitivity", "message M3", []row{{Name: "what comes from outside is not released", In: good(), Want: none}})
	tryOf(t, "4.4.3.sensitivity", "", []row{
		{Name: "nothing was sent", In: with(func(in *Input) { in.Messages = nil }), Want: undetermined, Message: "communication.message.none"},
		{Name: "only something came", In: with(func(in *Input) { in.Messages = in.Messages[2:] }), Want: undetermined, Message: "communication.message.received"},
	})
	// the standard says should, and so do the messages on what is wrong
	for _, m := range []conformity.Message{unclassified, releasedLate, unreleased, releaseNobody, releaseUncovered} {
		assert.True(t, strings.Contains(string(m), "should"), m.ID())
	}
}

func TestReleaseBars(t *testing.T) {
	release, notice := good().Releases[0], good().Messages[1]
	for _, tt := range []struct {
		name   string
		change func(x *Release, m *Message)
		day    string
		want   string
	}{
		{"covered", func(*Release, *Message) {}, "2026-02-01", ""},
		{"on the day of the decision", func(*Release, *Message) {}, "2026-01-10", ""},
		{"the day before", func(*Release, *Message) {}, "2026-01-09", "was decided only on 2026-01-10"},
		{"on its last day", func(*Release, *Message) {}, "2026-12-31", ""},
		{"the day after", func(*Release, *Message) {}, "2027-01-01", "held until 2026-12-31 only"},
		{"without end", func(x *Release, _ *Message) { x.ValidUntil = day("") }, "2030-01-01", ""},
		{"decided by nobody", func(x *Release, _ *Message) { x.DecidedBy = "" }, "2026-02-01", "was decided by nobody, or on no day"},
		{"decided on no day", func(x *Release, _ *Message) { x.DecidedOn = day("") }, "2026-02-01", "was decided by nobody, or on no day"},
		{"another kind", func(_ *Release, m *Message) { m.Kind = Letter }, "2026-02-01", `does not cover the kind "letter"`},
		{"any kind", func(x *Release, m *Message) { x.Kinds, m.Kind = nil, Letter }, "2026-02-01", ""},
		{"another class", func(_ *Release, m *Message) { m.Sensitivity = "internal" }, "2026-02-01", `does not cover the class "internal"`},
		{"another topic beside", func(_ *Release, m *Message) { m.Topics = append(m.Topics, AboutRisks) }, "2026-02-01", `does not cover the topic "threats and risks"`},
		{"any topic", func(x *Release, m *Message) { x.Topics, m.Topics = nil, []Topic{AboutRisks} }, "2026-02-01", ""},
		{"another audience beside", func(_ *Release, m *Message) { m.Audiences = append(m.Audiences, "press") }, "2026-02-01", "does not cover audience press"},
	} {
		x, m := release, notice
		m.Topics, m.Audiences = slices.Clone(m.Topics), slices.Clone(m.Audiences)
		tt.change(&x, &m)
		assert.Equal(t, tt.want, x.Bars(m, day(tt.day)), tt.name)
	}
}

func TestAudiencesConnected(t *testing.T) {
	drivers := func(change func(a *Audience)) Input { return with(func(in *Input) { change(&in.Audiences[1]) }) }
	channel := func(i int, change func(c *Channel)) Input { return with(func(in *Input) { change(&in.Channels[i]) }) }
	for _, way := range []struct {
		requirement, word string
		i                 int
		other             ChannelDirection
	}{{"4.4.3.outbound", "out", 1, In}, {"4.4.3.inbound", "in", 2, Out}} {
		t.Run(way.word, func(t *testing.T) {
			tryOf(t, way.requirement, "audience drivers", []row{
				{Name: "connected", In: good(), Want: met, Message: "communication.channel." + way.word},
				{Name: "by a channel for both ways", In: channel(way.i, func(c *Channel) { c.Direction = Both }), Want: met, Message: "communication.channel." + way.word},
				{Name: "by a channel for the other way only", In: channel(way.i, func(c *Channel) { c.Direction = way.other }), Want: unmet, Message: "communication.channel.no" + way.word},
				{Name: "by a channel to others", In: channel(way.i, func(c *Channel) { c.Audiences = []audienceID{"staff"} }), Want: unmet, Message: "communication.channel.no" + way.word},
				{Name: "by a channel that no procedure provides for", In: channel(way.i, func(c *Channel) { c.Procedure = "" }), Want: unmet, Message: "communication.channel.loose" + way.word},
				{Name: "by a channel of a procedure for something else", In: with(func(in *Input) {
					other := in.Procedures[0]
					other.ID, other.Purposes = "PRO-2", []documents.ProcedurePurpose{documents.Awareness}
					in.Procedures = append(in.Procedures, other)
					in.Channels[way.i].Procedure = "PRO-2"
				}), Want: unmet, Message: "communication.channel.loose" + way.word},
				{Name: "on the last day of the channel", In: channel(way.i, func(c *Channel) { c.Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "communication.channel." + way.word, Lapses: "2026-06-02", Becomes: unmet},
				{Name: "the channel is closed", In: channel(way.i, func(c *Channel) { c.Until = day("2026-05-31") }), Want: unmet, Message: "communication.channel.no" + way.word},
				{Name: "the channel opens tomorrow", In: channel(way.i, func(c *Channel) { c.From = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "communication.channel.no" + way.word, Lapses: "2026-06-02", Becomes: met},
				{Name: "not decided whether it is relevant", In: drivers(func(a *Audience) { a.Relevant = "" }), Want: undetermined, Message: "communication.audience.undecided", Field: "relevant"},
				{Name: "decided that it is not", In: with(func(in *Input) { in.Audiences[1].Relevant, in.Channels = records.No, nil }), Want: met, Message: "communication.audience.irrelevant", Field: "relevant"},
				{Name: "gone", In: drivers(func(a *Audience) { a.Until = day("2026-05-31") }), Want: none},
				{Name: "no procedure in force", In: with(func(in *Input) { in.Procedures = nil }), Want: none},
			})
		})
	}
	tryOf(t, "4.4.3.inbound", "", []row{
		{Name: "no procedure in force: there is nothing to judge", In: with(func(in *Input) { in.Procedures, in.Audiences = nil, in.Audiences[:2] }), Want: undetermined, Message: "communication.channel.awaited"},
		{Name: "no audience on record", In: with(func(in *Input) { in.Audiences = nil }), Want: undetermined, Message: "communication.audience.none"},
	})
}

func TestCommunicationProcedure(t *testing.T) {
	procedure := func(change func(p *documents.Procedure)) Input {
		return with(func(in *Input) { change(&in.Procedures[0]) })
	}
	revision := func(change func(r *documents.Revision)) Input {
		return procedure(func(p *documents.Procedure) { change(&p.Revisions[0]) })
	}
	tryOf(t, "4.4.3.outbound", "procedure PRO", []row{
		{Name: "in force", In: good(), Want: met, Message: "communication.procedure.held"},
		{Name: "not in force before its day", In: good(), At: "2024-12-31T23:59:59Z", Want: unmet, Message: "communication.procedure.later", Field: "revisions[0].effective_from", Lapses: "2025-01-01", Becomes: met},
		{Name: "not approved", In: revision(func(r *documents.Revision) { r.ApprovedBy = "" }), Want: unmet, Message: "communication.procedure.draft", Field: "revisions[0].approved_by"},
		{Name: "approved, from no day", In: revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), Want: unmet, Message: "communication.procedure.undated", Field: "revisions[0].effective_from"},
		{Name: "never written", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: unmet, Message: "communication.procedure.empty", Field: "revisions"},
		{Name: "withdrawn tomorrow", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "communication.procedure.held", Lapses: "2026-06-02"},
		{Name: "a draft beside one in force", In: with(func(in *Input) {
			in.Procedures = append(in.Procedures, in.Procedures[0])
			in.Procedures[0].Revisions = nil
			in.Procedures[1].ID = "PRO-2"
		}), Want: none},
	})
	tryOf(t, "4.4.3.outbound", "the system", []row{
		{Name: "in force", In: good(), Want: none},
		{Name: "none", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "communication.procedure.none"},
		{Name: "withdrawn", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "communication.procedure.none"},
		{Name: "a procedure for something else", In: procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Awareness }), Want: unmet, Message: "communication.procedure.none"},
		{Name: "a draft is said of the draft", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: none},
		{Name: "in force, and nobody on record whom it serves", In: with(func(in *Input) { in.Audiences = nil }), Want: undetermined, Message: "communication.audience.none"},
		{Name: "in force, and all are gone whom it served", In: with(func(in *Input) {
			for i := range in.Audiences {
				in.Audiences[i].Until = day("2026-05-31")
			}
		}), Want: undetermined, Message: "communication.audience.none"},
	})
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 4)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}
