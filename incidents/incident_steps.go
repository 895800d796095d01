package incidents

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Each step returns the incident as it is after it; the one it was called on stays as it was.

func (x *Incident) walk(step records.Step, on records.Date) (walk, error) {
	w := walk{records.Attempt{Record: x.Ref(), Step: step, On: on}}
	if err := w.Dated(); err != nil {
		return w, err
	}
	w.State = string(x.State(w.Clock()))
	switch {
	case on.Before(x.OccurredOn):
		return w, w.Refuse(ErrOrder, "the step is dated %s, before the incident, on %s", on, x.OccurredOn)
	case step != StepReopen && !x.ClosedOn.IsZero():
		w.State = string(Closed)
		return w, w.Refuse(ErrState, "it was closed on %s: reopen it first", x.ClosedOn)
	}
	return w, nil
}

// Report enters that the incident was reported.
func (x Incident) Report(by records.ID[records.Person], on records.Date) (Incident, error) {
	w, err := x.walk(StepReport, on)
	switch {
	case err != nil:
		return x, err
	case !x.ReportedOn.IsZero():
		return x, w.Refuse(ErrState, "it was reported on %s", x.ReportedOn)
	case by == "":
		return x, w.Refuse(ErrIncomplete, "it is not said who reported it")
	}
	x.ReportedBy, x.ReportedOn = by, on
	return x, nil
}

// Contain enters what was done at once, and that it is contained. Once is enough, except
// after a reopening.
func (x Incident) Contain(m Measure) (Incident, error) {
	w, err := x.walk(StepContain, m.On)
	if err != nil {
		return x, err
	}
	if err := w.whole(m.faults()); err != nil {
		return x, err
	}
	if !x.ContainedOn.IsZero() && (len(x.Reopenings) == 0 || !x.ContainedOn.Before(x.Reopenings[len(x.Reopenings)-1].On)) {
		return x, w.Refuse(ErrState, "it was contained on %s", x.ContainedOn)
	}
	x.ImmediateActions = append(slices.Clip(x.ImmediateActions), m)
	x.ContainedOn = m.On
	return x, nil
}

// Mitigate enters what was done to make the consequences less harmful.
func (x Incident) Mitigate(m Measure) (Incident, error) {
	w, err := x.walk(StepMitigate, m.On)
	if err != nil {
		return x, err
	}
	if err := w.whole(m.faults()); err != nil {
		return x, err
	}
	if !blank(x.NoMitigation) {
		return x, w.Refuse(ErrState, "it is on record that nothing could help (%s): take that out first", x.NoMitigation)
	}
	x.Mitigations = append(slices.Clip(x.Mitigations), m)
	return x, nil
}

// Close ends the matter. It takes a completed investigation that names the incident, of those
// given; for a serious or grave one, at the level of the management. It has to be decided
// whether there were consequences, and those mitigated, or the reason given why nothing could
// help.
func (x Incident) Close(by records.ID[records.Person], on records.Date, investigations ...Investigation) (Incident, error) {
	w, err := x.walk(StepClose, on)
	if err != nil {
		return x, err
	}
	if by == "" {
		return x, w.Refuse(ErrIncomplete, "it is not said who closes it")
	}
	if x.Kind.IsEvent() && x.FromBreach == "" {
		return x, w.Refuse(ErrIncomplete, "it is not decided whether a breach or a threat brought it about (from_breach)")
	}
	switch {
	case x.ReportedOn.IsZero() || on.Before(x.ReportedOn):
		return x, w.Refuse(ErrOrder, "it has not been reported by %s", on)
	case x.HasConsequences == "":
		return x, w.Refuse(ErrIncomplete, "it is not decided whether there were consequences (has_consequences)")
	case x.HasConsequences == records.Yes && !x.Mitigated(w.Clock()) && blank(x.NoMitigation):
		return x, w.Refuse(ErrIncomplete, "its consequences have not been mitigated, and it is not said why nothing could help")
	}
	var completed *Investigation
	for i := range investigations {
		if v := &investigations[i]; slices.Contains(v.Incidents, x.ID) && v.Completed(w.Clock()) &&
			(!x.Serious() || v.Level == ManagementLevel) {
			completed = v
		}
	}
	switch {
	case completed != nil:
	case x.Serious():
		return x, w.Refuse(ErrIncomplete, "no investigation of it at the level of the management has been completed by %s", on)
	default:
		return x, w.Refuse(ErrIncomplete, "no investigation of it has been completed by %s", on)
	}
	x.ClosedBy, x.ClosedOn = by, on
	return x, nil
}

// Reopen takes a closed matter up again.
func (x Incident) Reopen(by records.ID[records.Person], on records.Date, reason string) (Incident, error) {
	w, err := x.walk(StepReopen, on)
	switch {
	case err != nil:
		return x, err
	case x.ClosedOn.IsZero():
		return x, w.wrong("only what is closed can be reopened")
	case on.Before(x.ClosedOn):
		return x, w.Refuse(ErrOrder, "it was closed on %s, after %s", x.ClosedOn, on)
	case by == "" || blank(reason):
		return x, w.Refuse(ErrIncomplete, "it is not said who reopens it, or why")
	}
	x.Reopenings = append(slices.Clip(x.Reopenings), IncidentReopening{On: on, By: by, Reason: reason, ClosedOn: x.ClosedOn})
	x.ClosedOn, x.ClosedBy = records.Date{}, ""
	return x, nil
}

func (m Measure) faults() error {
	var f records.Faults
	f.RequireDate("on", m.On)
	f.Require("text", m.Text)
	f.Require("by", string(m.By))
	return f.Err()
}
