package communication

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// unsent refuses a step on a message that was received or is sent already.
func (m *Message) unsent(w records.Attempt) error {
	switch {
	case m.Direction == Incoming:
		return w.Refuse(ErrState, "it comes from outside")
	case !m.SentOn.IsZero():
		return w.Refuse(ErrState, "it was sent on %s", m.SentOn)
	}
	return nil
}

// Classify settles how sensitive the message is. A release decided before was for another
// class, and is taken back.
func (m Message) Classify(class records.ID[documents.Classification]) (Message, error) {
	w := records.Attempt{Record: m.Ref(), Step: StepClassify}
	var f records.Faults
	f.Require("sensitivity", string(class))
	if err := cmp.Or(w.Whole(f.Err()), m.unsent(w)); err != nil {
		return m, err
	}
	if class != m.Sensitivity {
		m.ReleasedBy, m.ReleaseDecidedOn, m.Release = "", records.Date{}, ""
	}
	m.Sensitivity = class
	return m, nil
}

// Clear says who decided that the message may be sent, and when. It has to be classified.
func (m Message) Clear(by records.ID[records.Person], on records.Date) (Message, error) {
	w := records.Attempt{Record: m.Ref(), Step: StepRelease}
	var f records.Faults
	f.Require("released_by", string(by))
	f.RequireDate("release_decided_on", on)
	switch err := cmp.Or(w.Whole(f.Err()), m.unsent(w)); {
	case err != nil:
		return m, err
	case blank(string(m.Sensitivity)):
		return m, w.Refuse(ErrState, "it is not settled how sensitive it is: classify it first")
	}
	m.ReleasedBy, m.ReleaseDecidedOn, m.Release = by, on, ""
	return m, nil
}

// Send says who sent the message, and when, by the decision on the message itself: not before
// that decision. To whom it goes has to be said.
func (m Message) Send(by records.ID[records.Person], on records.Date) (Message, error) {
	w := records.Attempt{Record: m.Ref(), Step: StepSend}
	switch err := m.ready(w, by, on); {
	case err != nil:
		return m, err
	case m.ReleasedBy == "" || m.ReleaseDecidedOn.IsZero():
		return m, w.Refuse(ErrNotReleased, "nobody has decided that it may be sent")
	case on.Before(m.ReleaseDecidedOn):
		return m, w.Refuse(ErrOrder, "%s is before %s, when it was decided that it may be sent", on, m.ReleaseDecidedOn)
	}
	m.From, m.SentOn = by, on
	return m, nil
}

// SendUnder is [Message.Send] by a standing decision, which has to cover the message.
func (m Message) SendUnder(release Release, by records.ID[records.Person], on records.Date) (Message, error) {
	w := records.Attempt{Record: m.Ref(), Step: StepSend}
	if err := m.ready(w, by, on); err != nil {
		return m, err
	}
	if why := release.Bars(m, on); why != "" {
		return m, w.Refuse(ErrNotReleased, "%s %s", release.Ref(), why)
	}
	m.From, m.SentOn, m.Release = by, on, release.ID
	return m, nil
}

// ready refuses to send what is sent, not classified, or addressed to nobody.
func (m *Message) ready(w records.Attempt, by records.ID[records.Person], on records.Date) error {
	var f records.Faults
	f.Require("from", string(by))
	f.RequireDate("sent_on", on)
	if len(m.Audiences) == 0 {
		f.Add("audiences", "is missing: say to whom it is sent")
	}
	if err := cmp.Or(m.unsent(w), w.Whole(f.Err())); err != nil {
		return err
	}
	if blank(string(m.Sensitivity)) {
		return w.Refuse(ErrState, "it is not settled how sensitive it is: classify it first")
	}
	return nil
}

// Answer says that an incoming message was replied to, when, and how.
func (m Message) Answer(on records.Date, text string) (Message, error) {
	w := records.Attempt{Record: m.Ref(), Step: StepReply}
	var f records.Faults
	f.RequireDate("reply.done_on", on)
	f.Require("reply.text", text)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return m, err
	case m.Direction != Incoming:
		return m, w.Refuse(ErrState, "it does not come from outside")
	case !m.Reply.DoneOn.IsZero():
		return m, w.Refuse(ErrState, "it was replied to on %s", m.Reply.DoneOn)
	case on.Before(m.ReceivedOn):
		return m, w.Refuse(ErrOrder, "%s is before it was received, on %s", on, m.ReceivedOn)
	}
	m.Reply.Needed, m.Reply.DoneOn, m.Reply.Text = records.Yes, on, text
	return m, nil
}

// End gives the standing decision a last day. One that has one may get an earlier one.
func (x Release) End(lastDay records.Date) (Release, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepEnd}
	var f records.Faults
	f.RequireDate("valid_until", lastDay)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return x, err
	case lastDay.Before(x.DecidedOn):
		return x, w.Refuse(ErrOrder, "%s is before it was decided, on %s", lastDay, x.DecidedOn)
	case !x.ValidUntil.IsZero() && !lastDay.Before(x.ValidUntil):
		return x, w.Refuse(ErrState, "it ends on %s as it is", x.ValidUntil)
	}
	x.ValidUntil = lastDay
	return x, nil
}

// Hold says that the consultation was held, who took part and what came of it.
func (c Consultation) Hold(on records.Date, participants []records.ID[records.Person], result string, actions ...Action) (Consultation, error) {
	w := records.Attempt{Record: c.Ref(), Step: StepHold}
	held := c
	held.HeldOn, held.Result = on, result
	held.Participants, held.Actions = slices.Clone(participants), slices.Clone(actions)
	var f records.Faults
	f.RequireDate("held_on", on)
	switch {
	case !c.HeldOn.IsZero():
		return c, w.Refuse(ErrState, "it was held on %s", c.HeldOn)
	case f.Err() != nil:
		return c, w.Whole(f.Err())
	}
	if err := w.Whole(held.Validate()); err != nil {
		return c, err
	}
	return held, nil
}

// Finish says that an action, by its place in the list from 0, was done.
func (c Consultation) Finish(action int, on records.Date) (Consultation, error) {
	w := records.Attempt{Record: c.Ref(), Step: StepFinish}
	var f records.Faults
	f.RequireDate("done_on", on)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return c, err
	case action < 0 || action >= len(c.Actions):
		return c, w.Refuse(ErrUnknown, "it has %d actions, counted from 0, and none at %d", len(c.Actions), action)
	case !c.Actions[action].DoneOn.IsZero():
		return c, w.Refuse(ErrState, "the action was done on %s", c.Actions[action].DoneOn)
	case on.Before(c.HeldOn):
		return c, w.Refuse(ErrOrder, "%s is before it was held, on %s", on, c.HeldOn)
	}
	c.Actions = slices.Clone(c.Actions)
	c.Actions[action].DoneOn = on
	return c, nil
}
