package communication

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Everything that the package asks is met by the good input, which is valid.
func TestAllMet(t *testing.T) {
	in := good()
	decided := map[string]bool{}
	for _, f := range conformity.Run(Checks(), in, instant("2026-06-01")) {
		assert.Equal(t, met, f.Status, f.String())
		assert.Empty(t, f.Missing, f.String())
		decided[f.Requirement] = true
	}
	assert.Len(t, decided, 4)
	validate(t, in.Audiences)
	validate(t, in.Channels)
	validate(t, in.Messages)
	validate(t, in.Releases)
}

func validate[T interface{ Validate() error }](t *testing.T, list []T) {
	t.Helper()
	for _, entity := range list {
		require.NoError(t, entity.Validate())
	}
}

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.4.1.g": unmet, "4.4.3.outbound": unmet, "4.4.3.inbound": undetermined, "4.4.3.sensitivity": undetermined,
	}
	got := map[string]conformity.Status{}
	for _, f := range conformity.Run(Checks(), Input{}, instant("2026-06-01")) {
		got[f.Requirement] = f.Status
	}
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

func TestOrderOfRecordsChangesNothing(t *testing.T) {
	in := faulty()
	report := func() string {
		text, err := conformity.Assess(in, Checks(), instant("2026-06-01"), conformity.Options{}).MarshalJSON()
		require.NoError(t, err)
		return string(text)
	}
	want := report()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle(random, in.Audiences)
		shuffle(random, in.Channels)
		shuffle(random, in.Messages)
		shuffle(random, in.Procedures)
		shuffle(random, in.Roles)
		require.Equal(t, want, report())
	}
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// What a finding says of the future comes true: at the instant of each lapse, and not a
// second before.
func TestLapsesComeTrue(t *testing.T) {
	type key struct {
		requirement string
		subject     records.Ref
	}
	statuses := func(at time.Time) map[key][]conformity.Status {
		found := map[key][]conformity.Status{}
		for _, f := range conformity.Run(Checks(), faulty(), at) {
			k := key{f.Requirement, f.Subject}
			found[k] = append(found[k], f.Status)
		}
		return found
	}
	lapses := 0
	for _, f := range conformity.Run(Checks(), faulty(), instant("2026-06-01")) {
		if f.Lapses.IsZero() {
			continue
		}
		lapses++
		k := key{f.Requirement, f.Subject}
		assert.Contains(t, statuses(f.Lapses.Add(-1))[k], f.Status, f.String())
		assert.NotContains(t, statuses(f.Lapses)[k], f.Status, f.String())
	}
	assert.GreaterOrEqual(t, lapses, 3)
}

// A finding that rests on a record is met no more once the record is gone.
func TestNoFindingOutlivesItsEvidence(t *testing.T) {
	gone := map[string]Input{
		"message M1":      with(func(in *Input) { in.Messages = in.Messages[1:] }),
		"role director":   with(func(in *Input) { in.Roles = in.Roles[1:] }),
		"setting SET":     with(func(in *Input) { in.Settings = nil }),
		"channel talk":    with(func(in *Input) { in.Channels = in.Channels[2:] }),
		"channel hotline": with(func(in *Input) { in.Channels = in.Channels[:2] }),
		"channel leaflet": with(func(in *Input) { in.Channels = []Channel{in.Channels[0], in.Channels[2]} }),
		"procedure PRO":   with(func(in *Input) { in.Procedures = nil }),
		"release RL":      with(func(in *Input) { in.Releases = nil }),
	}
	seen := map[string]bool{}
	for _, f := range conformity.Run(Checks(), good(), instant("2026-06-01")) {
		for _, ref := range f.Evidence {
			in, found := gone[ref.String()]
			require.True(t, found, ref)
			seen[ref.String()] = true
			for _, now := range decide(in, f.Requirement, "2026-06-01") {
				assert.False(t, now.Subject == f.Subject && now.Status == met && slices.Equal(now.Evidence, f.Evidence), "%s without %s", f, ref)
			}
		}
	}
	assert.Len(t, seen, len(gone))
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

func TestChecksStandInTheOrderOfTheStandard(t *testing.T) {
	var ids, order []string
	for _, c := range Checks() {
		ids = append(ids, c.Requirement())
	}
	ids = slices.Compact(ids)
	for requirement := range conformity.Requirements() {
		if requirement.Clause == "4.4.3" || requirement.ID == "4.4.1.g" {
			order = append(order, requirement.ID)
		}
	}
	assert.Equal(t, order, ids)
}

func message(i int, change func(m *Message)) Input {
	return with(func(in *Input) { change(&in.Messages[i]) })
}

func TestImportanceTold(t *testing.T) {

	tryOf(t, "4.4.1.g", "", []row{
		{"said within the interval", good(), "2026-06-01", met, "communication.importance.sent", "", "2027-01-20", unmet},
		{"last second of the interval", good(), "2027-01-19T23:59:59Z", met, "communication.importance.sent", "", "2027-01-20", unmet},
		{"the interval is over", good(), "2027-01-20", unmet, "communication.importance.old", "", "", none},
		{"said later than asked", message(0, func(m *Message) { m.SentOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "communication.importance.never", "", "2026-06-02", met},
		{"not said, the system is young", with(func(in *Input) {
			in.Messages = nil
			in.Establishments[0].InForceFrom = day("2026-02-01")
		}), "2026-06-01", met, "communication.importance.new", "", "2027-02-02", unmet},
		{"never said", with(func(in *Input) { in.Messages = nil }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"never said, and no system in force", with(func(in *Input) { in.Messages, in.Establishments = nil, nil }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"said by a guard", message(0, func(m *Message) { m.From = "guard" }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"said by somebody who directed then, and not any more", with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-02-01") }), "2026-06-01", met, "communication.importance.sent", "", "2027-01-20", unmet},
		{"said by somebody who came to direct later", with(func(in *Input) { in.Roles[0].Holders[0].From = day("2026-01-20") }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"about something else", message(0, func(m *Message) { m.Topics = []Topic{AboutPolicy} }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"said to people outside", message(0, func(m *Message) { m.Direction = Outgoing }), "2026-06-01", unmet, "communication.importance.never", "", "", none},
		{"an earlier one in time, a later one by a guard", with(func(in *Input) {
			later := in.Messages[0]
			later.ID, later.From, later.SentOn = "M9", "guard", day("2026-05-01")
			in.Messages = append(in.Messages, later)
		}), "2026-06-01", met, "communication.importance.sent", "", "2027-01-20", unmet},
		{"no interval set", with(func(in *Input) { in.Settings = nil }), "2026-06-01", undetermined, "organization.unset", "", "", none},
		{"never said, no interval set", with(func(in *Input) { in.Settings, in.Messages = nil, nil }), "2026-06-01", undetermined, "organization.unset", "", "", none},
	})
}

func TestSensitivityWeighed(t *testing.T) {
	tryOf(t, "4.4.3.sensitivity", "message M1", []row{
		{"released on the day it was sent", good(), "2026-06-01", met, "communication.message.released", "", "", none},
		{"released a day late", message(0, func(m *Message) { m.ReleaseDecidedOn = day("2026-01-20") }), "2026-06-01", unmet, "communication.message.late", "release_decided_on", "", none},
		{"not classified", message(0, func(m *Message) { m.Sensitivity = " " }), "2026-06-01", unmet, "communication.message.unclassified", "sensitivity", "", none},
		{"not released", message(0, func(m *Message) { m.ReleasedBy, m.ReleaseDecidedOn = "", day("") }), "2026-06-01", unmet, "communication.message.unreleased", "release_decided_on", "", none},
		{"released by nobody knows whom", message(0, func(m *Message) { m.ReleasedBy = "" }), "2026-06-01", unmet, "communication.message.nobody", "released_by", "", none},
		{"released nobody knows when", message(0, func(m *Message) { m.ReleaseDecidedOn = day("") }), "2026-06-01", undetermined, "communication.message.undated", "release_decided_on", "", none},
		{"released by itself, whatever the standing decision says", message(0, func(m *Message) { m.Release = "RL" }), "2026-06-01", met, "communication.message.released", "", "", none},
		{"sent tomorrow", message(0, func(m *Message) { m.SentOn, m.Sensitivity = day("2026-06-02"), "" }), "2026-06-01T23:59:59Z", none, "", "", "", none},
		{"not sent", message(0, func(m *Message) { m.SentOn, m.Sensitivity = day(""), "" }), "2026-06-01", none, "", "", "", none},
	})
	tryOf(t, "4.4.3.sensitivity", "message M2", []row{
		{"a standing decision covers it", good(), "2026-06-01", met, "communication.message.releasedas", "", "", none},
		{"whatever has become of it since", good(), "2027-06-01", met, "communication.message.releasedas", "", "", none},
		{"it covers another class", message(1, func(m *Message) { m.Sensitivity = "internal" }), "2026-06-01", unmet, "communication.message.uncovered", "release", "", none},
		{"there is no such decision", with(func(in *Input) { in.Releases = nil }), "2026-06-01", undetermined, "communication.message.lost", "release", "", none},
	})
	tryOf(t, "4.4.3.sensitivity", "message M3", []row{{"what comes from outside is not released", good(), "2026-06-01", none, "", "", "", none}})
	tryOf(t, "4.4.3.sensitivity", "", []row{
		{"nothing was sent", with(func(in *Input) { in.Messages = nil }), "2026-06-01", undetermined, "communication.message.none", "", "", none},
		{"only something came", with(func(in *Input) { in.Messages = in.Messages[2:] }), "2026-06-01", undetermined, "communication.message.received", "", "", none},
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
				{"connected", good(), "2026-06-01", met, "communication.channel." + way.word, "", "", none},
				{"by a channel for both ways", channel(way.i, func(c *Channel) { c.Direction = Both }), "2026-06-01", met, "communication.channel." + way.word, "", "", none},
				{"by a channel for the other way only", channel(way.i, func(c *Channel) { c.Direction = way.other }), "2026-06-01", unmet, "communication.channel.no" + way.word, "", "", none},
				{"by a channel to others", channel(way.i, func(c *Channel) { c.Audiences = []audienceID{"staff"} }), "2026-06-01", unmet, "communication.channel.no" + way.word, "", "", none},
				{"by a channel that no procedure provides for", channel(way.i, func(c *Channel) { c.Procedure = "" }), "2026-06-01", unmet, "communication.channel.loose" + way.word, "", "", none},
				{"by a channel of a procedure for something else", with(func(in *Input) {
					other := in.Procedures[0]
					other.ID, other.Purposes = "PRO-2", []documents.ProcedurePurpose{documents.Awareness}
					in.Procedures = append(in.Procedures, other)
					in.Channels[way.i].Procedure = "PRO-2"
				}), "2026-06-01", unmet, "communication.channel.loose" + way.word, "", "", none},
				{"on the last day of the channel", channel(way.i, func(c *Channel) { c.Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "communication.channel." + way.word, "", "2026-06-02", unmet},
				{"the channel is closed", channel(way.i, func(c *Channel) { c.Until = day("2026-05-31") }), "2026-06-01", unmet, "communication.channel.no" + way.word, "", "", none},
				{"the channel opens tomorrow", channel(way.i, func(c *Channel) { c.From = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "communication.channel.no" + way.word, "", "2026-06-02", met},
				{"not decided whether it is relevant", drivers(func(a *Audience) { a.Relevant = "" }), "2026-06-01", undetermined, "communication.audience.undecided", "relevant", "", none},
				{"decided that it is not", with(func(in *Input) { in.Audiences[1].Relevant, in.Channels = records.No, nil }), "2026-06-01", met, "communication.audience.irrelevant", "relevant", "", none},
				{"gone", drivers(func(a *Audience) { a.Until = day("2026-05-31") }), "2026-06-01", none, "", "", "", none},
				{"no procedure in force", with(func(in *Input) { in.Procedures = nil }), "2026-06-01", none, "", "", "", none},
			})
		})
	}
	tryOf(t, "4.4.3.inbound", "", []row{
		{"no procedure in force: there is nothing to judge", with(func(in *Input) { in.Procedures, in.Audiences = nil, in.Audiences[:2] }), "2026-06-01", undetermined, "communication.channel.awaited", "", "", none},
		{"no audience on record", with(func(in *Input) { in.Audiences = nil }), "2026-06-01", undetermined, "communication.audience.none", "", "", none},
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
		{"in force", good(), "2026-06-01", met, "communication.procedure.held", "", "", none},
		{"not in force before its day", good(), "2024-12-31T23:59:59Z", unmet, "communication.procedure.later", "revisions", "2025-01-01", met},
		{"not approved", revision(func(r *documents.Revision) { r.ApprovedBy = "" }), "2026-06-01", unmet, "communication.procedure.draft", "revisions", "", none},
		{"approved, from no day", revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), "2026-06-01", unmet, "communication.procedure.undated", "revisions", "", none},
		{"never written", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", unmet, "communication.procedure.empty", "revisions", "", none},
		{"withdrawn tomorrow", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "communication.procedure.held", "", "2026-06-02", none},
		{"a draft beside one in force", with(func(in *Input) {
			in.Procedures = append(in.Procedures, in.Procedures[0])
			in.Procedures[0].Revisions = nil
			in.Procedures[1].ID = "PRO-2"
		}), "2026-06-01", none, "", "", "", none},
	})
	tryOf(t, "4.4.3.outbound", "the system", []row{
		{"in force", good(), "2026-06-01", none, "", "", "", none},
		{"none", with(func(in *Input) { in.Procedures = nil }), "2026-06-01", unmet, "communication.procedure.none", "", "", none},
		{"withdrawn", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "communication.procedure.none", "", "", none},
		{"a procedure for something else", procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Awareness }), "2026-06-01", unmet, "communication.procedure.none", "", "", none},
		{"a draft is said of the draft", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", none, "", "", "", none},
		{"in force, and nobody on record whom it serves", with(func(in *Input) { in.Audiences = nil }), "2026-06-01", undetermined, "communication.audience.none", "", "", none},
		{"in force, and all are gone whom it served", with(func(in *Input) {
			for i := range in.Audiences {
				in.Audiences[i].Until = day("2026-05-31")
			}
		}), "2026-06-01", undetermined, "communication.audience.none", "", "", none},
	})
}
