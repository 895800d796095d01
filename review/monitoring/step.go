package monitoring

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// What one may do with an indicator, a measurement, a calibration or an inspection schedule in the course of its life.
const (
	StepApprove   records.Step = "approve"
	StepWithdraw  records.Step = "withdraw"
	StepSet       records.Step = "set the interval"
	StepMeasure   records.Step = "measure"
	StepFollowUp  records.Step = "follow up"
	StepCalibrate records.Step = "calibrate"
	StepLookBack  records.Step = "look back"
	StepInspect   records.Step = "inspect"
)

// The reasons for which a step is refused: those of all packages that occur here.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
)

// A walk is one step of one of them.
type walk struct{ records.Attempt }

// approve refuses an approval that cannot be given.
func (w walk) approve(t term, by records.ID[records.Person], from records.Date) error {
	if err := w.Signed(by); err != nil {
		return err
	}
	switch {
	case from.IsZero():
		return w.Whole(&records.Fault{Path: "effective_from", Message: "is missing: say from which day it is followed"})
	case t.approvedBy != "" || !t.approvedOn.IsZero():
		return w.Refuse(ErrState, "it was approved on %s already", t.approvedOn)
	case !t.gone.IsZero():
		return w.Refuse(ErrState, "it was withdrawn on %s", t.gone)
	}
	return nil
}

// withdraw refuses a withdrawal that makes no sense.
func (w walk) withdraw(t term, because string) error {
	var f records.Faults
	f.RequireDate("on", w.On)
	f.Require("because", because)
	if err := w.Whole(f.Err()); err != nil {
		return err
	}
	switch {
	case !t.gone.IsZero():
		return w.Refuse(ErrState, "it was withdrawn on %s already", t.gone)
	case w.On.Before(t.approvedOn):
		return w.Refuse(ErrOrder, "%s is before its approval on %s", w.On, t.approvedOn)
	}
	return nil
}

// inForce refuses a step on a day on which the record was not in force.
func (w walk) inForce(t term) error {
	if t.runsOn(w.On) {
		return nil
	}
	switch l := t.life(); {
	case l.ApprovedOn.IsZero():
		return w.Refuse(ErrState, "it is not approved")
	case l.EffectiveFrom.IsZero():
		return w.Refuse(ErrState, "it is not said from which day it is followed")
	case w.On.Before(t.since()):
		return w.Refuse(ErrOrder, "%s is before its first day, %s", w.On, t.since())
	}
	return w.Refuse(ErrState, "it is withdrawn since %s", t.gone)
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
