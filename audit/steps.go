package audit

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an audit or a finding in the course of its life.
const (
	StepMove     records.Step = "move" // an audit to another day
	StepPerform  records.Step = "perform"
	StepCallOff  records.Step = "call off"
	StepReport   records.Step = "report"
	StepDeliver  records.Step = "deliver" // the report
	StepReply    records.Step = "reply"   // to a finding, and those that follow
	StepFollowUp records.Step = "follow up"
	StepClose    records.Step = "close"
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrOwnWork    = records.ErrOwnWork
)

// State is how far an audit has come.
type State string

// The states of an audit.
const (
	Planned   State = "planned"
	Performed State = "performed"
	Reported  State = "reported"  // the report is signed
	Delivered State = "delivered" // somebody was given it
	CalledOff State = "called off"
)

// Values lists the states there are.
func (State) Values() []string {
	return []string{string(Planned), string(Performed), string(Reported), string(Delivered), string(CalledOff)}
}

// State says how far the audit has come at the time of the clock.
func (a Audit) State(clock records.Clock) State {
	switch {
	case clock.Happened(a.PerformedOn):
		for _, d := range a.Report.Deliveries {
			if clock.Happened(a.Report.On) && clock.Happened(d.On) {
				return Delivered
			}
		}
		if clock.Happened(a.Report.On) {
			return Reported
		}
		return Performed
	case clock.Happened(a.CalledOffOn):
		return CalledOff
	}
	return Planned
}

// state is that by all that is on record.
func (a *Audit) state() State { return a.State(everything{}) }

// attempt is a step of the audit as it stands by all that is on record.
func (a *Audit) attempt(step records.Step) records.Attempt {
	return records.Attempt{Record: a.Ref(), Step: step, State: string(a.state())}
}

// everything is a clock at which all that has a day has happened.
type everything struct{}

func (everything) Happened(d records.Date) bool                 { return !d.IsZero() }
func (everything) Over(d records.Date) bool                     { return !d.IsZero() }
func (everything) Within(d records.Date, p records.Period) bool { return false }

// Move returns the audit put off or forward. It takes a reason; an audit that was held or
// called off is not moved.
func (a Audit) Move(m Move) (Audit, error) {
	w := a.attempt(StepMove)
	switch {
	case a.state() != Planned:
		return a, w.Refuse(ErrState, "it is %s already", a.state())
	case m.Reason == "":
		return a, w.Refuse(ErrIncomplete, "say why")
	case m.To.IsZero():
		return a, w.Refuse(ErrIncomplete, "say to which day")
	case m.To == a.Due():
		return a, w.Refuse(ErrOrder, "it is planned for %s as it is", m.To)
	}
	a.Moves = append(slices.Clip(a.Moves), m)
	return a, nil
}

// Perform returns the audit as held, its last day being the one given. It needs auditors and
// something that is audited.
func (a Audit) Perform(on records.Date) (Audit, error) {
	w := a.attempt(StepPerform)
	switch {
	case a.state() != Planned:
		return a, w.Refuse(ErrState, "it is %s already", a.state())
	case on.IsZero():
		return a, w.Refuse(ErrIncomplete, "say on which day")
	case len(a.team()) == 0:
		return a, w.Refuse(ErrIncomplete, "name who audits")
	case len(a.Clauses) == 0 && len(a.Areas) == 0 && len(a.Arrangements) == 0:
		return a, w.Refuse(ErrIncomplete, "name the clauses, areas or arrangements that are audited")
	}
	a.PerformedOn = on
	return a, nil
}

// CallOff returns the audit as one that is not held, with the reason.
func (a Audit) CallOff(on records.Date, because string) (Audit, error) {
	w := a.attempt(StepCallOff)
	switch {
	case a.state() != Planned:
		return a, w.Refuse(ErrState, "it is %s already", a.state())
	case on.IsZero() || because == "":
		return a, w.Refuse(ErrIncomplete, "say when and why")
	}
	a.CalledOffOn, a.CalledOffBecause = on, because
	return a, nil
}

// Sign returns the audit with its report. A report draws all three conclusions, is signed by
// one of the team, and not before the audit was held.
func (a Audit) Sign(p Report) (Audit, error) {
	w := a.attempt(StepReport)
	inTeam := false
	for _, auditor := range a.team() {
		inTeam = inTeam || auditor == p.SignedBy
	}
	switch {
	case a.state() != Performed:
		return a, w.Refuse(ErrState, "it is %s", a.state())
	case p.On.IsZero():
		return a, w.Refuse(ErrIncomplete, "say when the report was signed")
	case p.On.Before(a.PerformedOn):
		return a, w.Refuse(ErrOrder, "the report is of %s, and the audit was held on %s", p.On, a.PerformedOn)
	case !inTeam:
		return a, w.Refuse(ErrIncomplete, "one of those who audited has to sign the report")
	case !p.Conformity.Drawn() || !p.Implementation.Drawn() || !p.Effectiveness.Drawn():
		return a, w.Refuse(ErrIncomplete, "conclude on conformity, implementation and effectiveness")
	}
	a.Report = p
	return a, nil
}

// Deliver returns the audit with its report given to somebody.
func (a Audit) Deliver(d Delivery) (Audit, error) {
	w := a.attempt(StepDeliver)
	switch state := a.state(); {
	case state != Reported && state != Delivered:
		return a, w.Refuse(ErrState, "it is %s: the report comes first", state)
	case d.To == "" || d.On.IsZero():
		return a, w.Refuse(ErrIncomplete, "say to whom and when")
	case d.On.Before(a.Report.On):
		return a, w.Refuse(ErrOrder, "the report was signed on %s", a.Report.On)
	}
	a.Report.Deliveries = append(slices.Clip(a.Report.Deliveries), d)
	return a, nil
}

// Reply returns the finding with the answer to it.
func (x Finding) Reply(a Answer) (Finding, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepReply}
	switch {
	case x.Closed(everything{}):
		return x, w.Refuse(ErrState, "it was closed on %s", x.ClosedOn)
	case a.Text == "" || a.By == "" || a.On.IsZero():
		return x, w.Refuse(ErrIncomplete, "say what is done, by whom, and since when")
	}
	x.Answer = a
	return x, nil
}

// Follow returns the finding with a look at whether the answer works. Whoever answered it
// does not look at it.
func (x Finding) Follow(f Following) (Finding, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepFollowUp}
	switch {
	case x.Closed(everything{}):
		return x, w.Refuse(ErrState, "it was closed on %s", x.ClosedOn)
	case x.Answer.IsZero():
		return x, w.Refuse(ErrState, "it has not been answered")
	case f.On.IsZero() || f.By == "" || f.Effective == "":
		return x, w.Refuse(ErrIncomplete, "say when, by whom, and whether the answer works")
	case f.On.Before(x.Answer.On):
		return x, w.Refuse(ErrOrder, "it was answered on %s", x.Answer.On)
	case f.By == x.Answer.By:
		return x, w.Refuse(ErrOwnWork, "person %s answered it: somebody else has to look", f.By)
	}
	x.FollowUps = append(slices.Clip(x.FollowUps), f)
	return x, nil
}

// Close returns the finding closed. A nonconformity is closed when the latest follow-up saw
// that the answer works, and not before that.
func (x Finding) Close(on records.Date, by records.ID[records.Person]) (Finding, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepClose}
	last := x.Verified(everything{})
	switch {
	case x.Closed(everything{}):
		return x, w.Refuse(ErrState, "it was closed on %s", x.ClosedOn)
	case on.IsZero() || by == "":
		return x, w.Refuse(ErrIncomplete, "say when and by whom")
	case !x.Grade.IsNonconformity():
	case x.Answer.IsZero():
		return x, w.Refuse(ErrState, "it has not been answered")
	case last == nil:
		return x, w.Refuse(ErrState, "nobody has looked whether the answer works")
	case last.Effective != records.Yes:
		return x, w.Refuse(ErrState, "the follow-up of %s saw that the answer does not work", last.On)
	case on.Before(last.On):
		return x, w.Refuse(ErrOrder, "the follow-up was on %s", last.On)
	}
	x.ClosedOn, x.ClosedBy = on, by
	return x, nil
}
