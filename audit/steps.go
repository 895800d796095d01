package audit

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the audit or the finding has come.
	ErrState = errors.New("audit: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("audit: out of order")
	// ErrIncomplete: what the step has to say is missing.
	ErrIncomplete = errors.New("audit: not ready for it")
	// ErrOwnWork: somebody would check what they have done themselves.
	ErrOwnWork = errors.New("audit: nobody checks their own work")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   string
	Why    string
	Reason error // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrOwnWork]
}

func (e *StepError) Error() string { return fmt.Sprintf("%s cannot %s: %s", e.Record, e.Step, e.Why) }

// Unwrap returns the reason.
func (e *StepError) Unwrap() error { return e.Reason }

func refuse(record records.Entity, step string, reason error, why string, args ...any) error {
	return &StepError{Record: record.Ref(), Step: step, Reason: reason, Why: fmt.Sprintf(why, args...)}
}

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

// everything is a clock at which all that has a day has happened.
type everything struct{}

func (everything) Happened(d records.Date) bool                 { return !d.IsZero() }
func (everything) Over(d records.Date) bool                     { return !d.IsZero() }
func (everything) Within(d records.Date, p records.Period) bool { return false }

// Move returns the audit put off or forward. It takes a reason; an audit that was held or
// called off is not moved.
func (a Audit) Move(m Move) (Audit, error) {
	const step = "be moved"
	switch {
	case a.state() != Planned:
		return a, refuse(a, step, ErrState, "it is %s already", a.state())
	case m.Reason == "":
		return a, refuse(a, step, ErrIncomplete, "say why")
	case m.To.IsZero():
		return a, refuse(a, step, ErrIncomplete, "say to which day")
	case m.To == a.Due():
		return a, refuse(a, step, ErrOrder, "it is planned for %s as it is", m.To)
	}
	a.Moves = append(a.Moves[:len(a.Moves):len(a.Moves)], m)
	return a, nil
}

// Perform returns the audit as held, its last day being the one given. It needs auditors and
// something that is audited.
func (a Audit) Perform(on records.Date) (Audit, error) {
	const step = "be performed"
	switch {
	case a.state() != Planned:
		return a, refuse(a, step, ErrState, "it is %s already", a.state())
	case on.IsZero():
		return a, refuse(a, step, ErrIncomplete, "say on which day")
	case len(a.team()) == 0:
		return a, refuse(a, step, ErrIncomplete, "name who audits")
	case len(a.Clauses) == 0 && len(a.Areas) == 0 && len(a.Arrangements) == 0:
		return a, refuse(a, step, ErrIncomplete, "name the clauses, areas or arrangements that are audited")
	}
	a.PerformedOn = on
	return a, nil
}

// CallOff returns the audit as one that is not held, with the reason.
func (a Audit) CallOff(on records.Date, because string) (Audit, error) {
	const step = "be called off"
	switch {
	case a.state() != Planned:
		return a, refuse(a, step, ErrState, "it is %s already", a.state())
	case on.IsZero() || because == "":
		return a, refuse(a, step, ErrIncomplete, "say when and why")
	}
	a.CalledOffOn, a.CalledOffBecause = on, because
	return a, nil
}

// Sign returns the audit with its report. A report draws all three conclusions, is signed by
// one of the team, and not before the audit was held.
func (a Audit) Sign(p Report) (Audit, error) {
	const step = "be reported"
	inTeam := false
	for _, auditor := range a.team() {
		inTeam = inTeam || auditor == p.SignedBy
	}
	switch {
	case a.state() != Performed:
		return a, refuse(a, step, ErrState, "it is %s", a.state())
	case p.On.IsZero():
		return a, refuse(a, step, ErrIncomplete, "say when the report was signed")
	case p.On.Before(a.PerformedOn):
		return a, refuse(a, step, ErrOrder, "the report is of %s, and the audit was held on %s", p.On, a.PerformedOn)
	case !inTeam:
		return a, refuse(a, step, ErrIncomplete, "one of those who audited has to sign the report")
	case !p.Conformity.Drawn() || !p.Implementation.Drawn() || !p.Effectiveness.Drawn():
		return a, refuse(a, step, ErrIncomplete, "conclude on conformity, implementation and effectiveness")
	}
	a.Report = p
	return a, nil
}

// Deliver returns the audit with its report given to somebody.
func (a Audit) Deliver(d Delivery) (Audit, error) {
	const step = "be delivered"
	switch state := a.state(); {
	case state != Reported && state != Delivered:
		return a, refuse(a, step, ErrState, "it is %s: the report comes first", state)
	case d.To == "" || d.On.IsZero():
		return a, refuse(a, step, ErrIncomplete, "say to whom and when")
	case d.On.Before(a.Report.On):
		return a, refuse(a, step, ErrOrder, "the report was signed on %s", a.Report.On)
	}
	a.Report.Deliveries = append(a.Report.Deliveries[:len(a.Report.Deliveries):len(a.Report.Deliveries)], d)
	return a, nil
}

// Reply returns the finding with the answer to it.
func (x Finding) Reply(a Answer) (Finding, error) {
	const step = "be answered"
	switch {
	case x.Closed(everything{}):
		return x, refuse(x, step, ErrState, "it was closed on %s", x.ClosedOn)
	case a.Text == "" || a.By == "" || a.On.IsZero():
		return x, refuse(x, step, ErrIncomplete, "say what is done, by whom, and since when")
	}
	x.Answer = a
	return x, nil
}

// Follow returns the finding with a look at whether the answer works. Whoever answered it
// does not look at it.
func (x Finding) Follow(f Following) (Finding, error) {
	const step = "be followed up"
	switch {
	case x.Closed(everything{}):
		return x, refuse(x, step, ErrState, "it was closed on %s", x.ClosedOn)
	case x.Answer.IsZero():
		return x, refuse(x, step, ErrState, "it has not been answered")
	case f.On.IsZero() || f.By == "" || f.Effective == "":
		return x, refuse(x, step, ErrIncomplete, "say when, by whom, and whether the answer works")
	case f.On.Before(x.Answer.On):
		return x, refuse(x, step, ErrOrder, "it was answered on %s", x.Answer.On)
	case f.By == x.Answer.By:
		return x, refuse(x, step, ErrOwnWork, "person %s answered it: somebody else has to look", f.By)
	}
	x.FollowUps = append(x.FollowUps[:len(x.FollowUps):len(x.FollowUps)], f)
	return x, nil
}

// Close returns the finding closed. A nonconformity is closed when the latest follow-up saw
// that the answer works, and not before that.
func (x Finding) Close(on records.Date, by records.ID[records.Person]) (Finding, error) {
	const step = "be closed"
	last := x.Verified(everything{})
	switch {
	case x.Closed(everything{}):
		return x, refuse(x, step, ErrState, "it was closed on %s", x.ClosedOn)
	case on.IsZero() || by == "":
		return x, refuse(x, step, ErrIncomplete, "say when and by whom")
	case !x.Grade.IsNonconformity():
	case x.Answer.IsZero():
		return x, refuse(x, step, ErrState, "it has not been answered")
	case last == nil:
		return x, refuse(x, step, ErrState, "nobody has looked whether the answer works")
	case last.Effective != records.Yes:
		return x, refuse(x, step, ErrState, "the follow-up of %s saw that the answer does not work", last.On)
	case on.Before(last.On):
		return x, refuse(x, step, ErrOrder, "the follow-up was on %s", last.On)
	}
	x.ClosedOn, x.ClosedBy = on, by
	return x, nil
}
