package communication

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// sound is the result of a step that has to be taken.
func sound[T any](then T, err error) T {
	if err != nil {
		panic(err)
	}
	return then
}

// Each step in each state: taken, or refused for which reason.
func TestMessageLife(t *testing.T) {
	release := good().Releases[0]
	draft := func() Message {
		return Message{ID: "M", Title: "gate rules", Kind: Notice, Direction: Outgoing, Topics: []Topic{AboutProcedures}, Audiences: []audienceID{"drivers"}}
	}
	classified := func() Message { return sound(draft().Classify("public")) }
	released := func() Message { return sound(classified().Clear("ceo", day("2026-03-01"))) }
	sent := func() Message { return sound(released().Send("guard", day("2026-03-02"))) }
	received := func() Message {
		return Message{ID: "M", Title: "complaint", Kind: Complaint, Direction: Incoming, Sender: "Haul Ltd", ReceivedOn: day("2026-03-01")}
	}
	answered := func() Message { return sound(received().Answer(day("2026-03-10"), "a second lane opens")) }
	states := []struct {
		name string
		make func() Message
	}{{"draft", draft}, {"classified", classified}, {"released", released}, {"sent", sent}, {"received", received}, {"answered", answered}}
	type step func(m Message) (Message, error)
	for _, tt := range []struct {
		name string
		step step
		want []error // by state
	}{
		{"classify", func(m Message) (Message, error) { return m.Classify("internal") }, []error{nil, nil, nil, ErrState, ErrState, ErrState}},
		{"classify as nothing", func(m Message) (Message, error) { return m.Classify(" ") }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"release", func(m Message) (Message, error) { return m.Clear("head", day("2026-03-01")) }, []error{ErrState, nil, nil, ErrState, ErrState, ErrState}},
		{"release by nobody", func(m Message) (Message, error) { return m.Clear("", day("2026-03-01")) }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"send", func(m Message) (Message, error) { return m.Send("guard", day("2026-03-02")) }, []error{ErrState, ErrNotReleased, nil, ErrState, ErrState, ErrState}},
		{"send on the day of the release", func(m Message) (Message, error) { return m.Send("guard", day("2026-03-01")) }, []error{ErrState, ErrNotReleased, nil, ErrState, ErrState, ErrState}},
		{"send before the release", func(m Message) (Message, error) { return m.Send("guard", day("2026-02-28")) }, []error{ErrState, ErrNotReleased, ErrOrder, ErrState, ErrState, ErrState}},
		{"send on no day", func(m Message) (Message, error) { return m.Send("guard", day("")) }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrState, ErrState, ErrState}},
		{"send to nobody", func(m Message) (Message, error) { m.Audiences = nil; return m.Send("guard", day("2026-03-02")) }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrState, ErrState, ErrState}},
		{"send under a standing decision", func(m Message) (Message, error) { return m.SendUnder(release, "guard", day("2026-03-02")) }, []error{ErrState, nil, nil, ErrState, ErrState, ErrState}},
		{"send under one that does not hold yet", func(m Message) (Message, error) { return m.SendUnder(release, "guard", day("2026-01-09")) }, []error{ErrState, ErrNotReleased, ErrNotReleased, ErrState, ErrState, ErrState}},
		{"answer", func(m Message) (Message, error) { return m.Answer(day("2026-03-20"), "done") }, []error{ErrState, ErrState, ErrState, ErrState, nil, ErrState}},
		{"answer before it was received", func(m Message) (Message, error) { return m.Answer(day("2026-02-28"), "done") }, []error{ErrState, ErrState, ErrState, ErrState, ErrOrder, ErrState}},
		{"answer nothing", func(m Message) (Message, error) { return m.Answer(day("2026-03-20"), "") }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
	} {
		require.Len(t, tt.want, len(states))
		for i, state := range states {
			t.Run(tt.name+"/"+state.name, func(t *testing.T) {
				m, before := state.make(), state.make()
				then, err := tt.step(m)
				assert.Equal(t, before, m, "the one from before stays as it was")
				if tt.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, then)
					assert.NoError(t, then.Validate())
					return
				}
				require.ErrorIs(t, err, tt.want[i])
				step := new(records.StepError)
				require.ErrorAs(t, err, &step)
				assert.Equal(t, m.Ref(), step.Record)
			})
		}
	}
	// what was released as public is not released as internal
	again := sound(released().Classify("internal"))
	assert.Zero(t, again.ReleasedBy)
	assert.True(t, again.ReleaseDecidedOn.IsZero())
	assert.Equal(t, personID("ceo"), sound(released().Classify("public")).ReleasedBy, "classified as the same, it stays released")
	// what went through its life is what the check asks for
	in := good()
	in.Messages = []Message{sent(), sound(classified().SendUnder(release, "guard", day("2026-03-02")))}
	in.Messages[1].ID = "M-2"
	for _, f := range decide(in, "4.4.3.sensitivity", "2026-06-01") {
		assert.Equal(t, met, f.Status, f.Message())
	}
	assert.True(t, received().Unanswered(clock("2026-03-01")) == false, "it is not decided whether it calls for a reply")
	called := received()
	called.Reply.Needed = records.Yes
	assert.True(t, called.Unanswered(clock("2026-03-01")) && !called.Unanswered(clock("2026-02-28T23:59:59Z")))
	assert.True(t, answered().Unanswered(clock("2026-03-09")) && !answered().Unanswered(clock("2026-03-10")))
}

func TestReleaseLife(t *testing.T) {
	endless := Release{ID: "RL", DecidedOn: day("2026-01-10")}
	ended := sound(endless.End(day("2026-06-30")))
	for _, tt := range []struct {
		day                    string
		whenEndless, whenEnded error
	}{{"2026-05-31", nil, nil}, {"2026-01-10", nil, nil}, {"2026-06-30", nil, ErrState}, {"2026-12-31", nil, ErrState}, {"2026-01-09", ErrOrder, ErrOrder}, {"", ErrIncomplete, ErrIncomplete}} {
		_, err := endless.End(day(tt.day))
		assert.ErrorIs(t, err, tt.whenEndless, tt.day)
		x, err := ended.End(day(tt.day))
		assert.ErrorIs(t, err, tt.whenEnded, tt.day)
		if err != nil {
			assert.Equal(t, ended, x)
			continue
		}
		assert.Equal(t, day(tt.day), x.ValidUntil)
	}
}

func TestConsultationLife(t *testing.T) {
	planned := func() Consultation {
		return Consultation{ID: "C", Title: "new fence", Subject: OnChange, PlannedOn: day("2026-03-01")}
	}
	who := []personID{"ana"}
	held := func() Consultation {
		return sound(planned().Hold(day("2026-03-02"), who, "agreed, with a gate for bicycles", Action{Text: "draw the gate", DueOn: day("2026-04-01")}, Action{Text: "tell the neighbours"}))
	}
	finished := func() Consultation { return sound(held().Finish(0, day("2026-03-20"))) }
	states := []struct {
		name string
		make func() Consultation
	}{{"planned", planned}, {"held", held}, {"one action done", finished}}
	for _, tt := range []struct {
		name string
		step func(c Consultation) (Consultation, error)
		want []error
	}{
		{"hold", func(c Consultation) (Consultation, error) { return c.Hold(day("2026-03-02"), who, "agreed") }, []error{nil, ErrState, ErrState}},
		{"hold on no day", func(c Consultation) (Consultation, error) { return c.Hold(day(""), who, "agreed") }, []error{ErrIncomplete, ErrState, ErrState}},
		{"hold without a result", func(c Consultation) (Consultation, error) { return c.Hold(day("2026-03-02"), who, "") }, []error{ErrIncomplete, ErrState, ErrState}},
		{"hold with nobody", func(c Consultation) (Consultation, error) { return c.Hold(day("2026-03-02"), nil, "agreed") }, []error{ErrIncomplete, ErrState, ErrState}},
		{"finish", func(c Consultation) (Consultation, error) { return c.Finish(0, day("2026-03-25")) }, []error{ErrUnknown, nil, ErrState}},
		{"finish another", func(c Consultation) (Consultation, error) { return c.Finish(1, day("2026-03-25")) }, []error{ErrUnknown, nil, nil}},
		{"finish one that there is not", func(c Consultation) (Consultation, error) { return c.Finish(2, day("2026-03-25")) }, []error{ErrUnknown, ErrUnknown, ErrUnknown}},
		{"finish one below none", func(c Consultation) (Consultation, error) { return c.Finish(-1, day("2026-03-25")) }, []error{ErrUnknown, ErrUnknown, ErrUnknown}},
		{"finish before it was held", func(c Consultation) (Consultation, error) { return c.Finish(1, day("2026-03-01")) }, []error{ErrUnknown, ErrOrder, ErrOrder}},
		{"finish on no day", func(c Consultation) (Consultation, error) { return c.Finish(0, day("")) }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete}},
	} {
		for i, state := range states {
			t.Run(tt.name+"/"+state.name, func(t *testing.T) {
				c, before := state.make(), state.make()
				then, err := tt.step(c)
				assert.Equal(t, before, c)
				if tt.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, then)
					assert.NoError(t, then.Validate())
					return
				}
				require.ErrorIs(t, err, tt.want[i])
				require.ErrorAs(t, err, new(*records.StepError))
				assert.Equal(t, before, then)
			})
		}
	}
	assert.True(t, held().Held(clock("2026-03-02")) && !held().Held(clock("2026-03-01T23:59:59Z")))
	assert.Len(t, finished().Open(clock("2026-03-19")), 2)
	assert.Len(t, finished().Open(clock("2026-03-20")), 1)
}

func TestStepErrors(t *testing.T) {
	_, err := (Message{ID: "M", Sensitivity: "internal", Direction: Internal, Audiences: []audienceID{"staff"}}).Send("ana", day("2026-03-02"))
	assert.EqualError(t, err, `message M cannot take the step "send": nobody has decided that it may be sent`)
	m := good().Messages[1]
	m.SentOn, m.Sensitivity = day(""), "internal"
	_, err = m.SendUnder(good().Releases[0], "ana", day("2026-03-02"))
	assert.EqualError(t, err, `message M2 cannot take the step "send": release RL does not cover the class "internal"`)
	for _, half := range []Message{{ReleasedBy: "ceo"}, {ReleaseDecidedOn: day("2026-01-01")}} { // from a file that is past the gate
		half.Sensitivity, half.Audiences = "internal", m.Audiences
		_, err = half.Send("ana", day("2026-03-02"))
		assert.ErrorIs(t, err, ErrNotReleased)
	}
	_, err = m.Clear("", day(""))
	var fields []string
	for _, fault := range records.FaultsOf(err) {
		fields = append(fields, fault.Path)
	}
	assert.Equal(t, []string{"released_by", "release_decided_on"}, fields)
}
