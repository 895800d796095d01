package monitoring

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with an indicator, a measurement, a calibration or an inspection
// schedule in the course of its life.
type Step string

// The steps.
const (
	StepApprove   Step = "approve"
	StepWithdraw  Step = "withdraw"
	StepSet       Step = "set the interval"
	StepMeasure   Step = "measure"
	StepFollowUp  Step = "follow up"
	StepCalibrate Step = "calibrate"
	StepLookBack  Step = "look back"
	StepInspect   Step = "inspect"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("monitoring: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("monitoring: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("monitoring: not ready for it")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	Why    string // in words
	Reason error  // one of [ErrState], [ErrOrder], [ErrIncomplete]
	Faults error  // where the step is incomplete: each fault of what it says, with its field
}

func (e *StepError) Error() string {
	return fmt.Sprintf("%s cannot take the step %q: %s", e.Record, e.Step, e.Why)
}

// Unwrap returns the reason and the faults.
func (e *StepError) Unwrap() []error {
	if e.Faults == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Faults}
}

// A walk is one step of a record as of its day.
type walk struct {
	record records.Ref
	step   Step
	day    records.Date
}

func (w walk) refuse(reason error, format string, args ...any) error {
	return &StepError{Record: w.record, Step: w.step, Why: fmt.Sprintf(format, args...), Reason: reason}
}

// whole refuses a step that does not say what it has to.
func (w walk) whole(faults error) error {
	if faults == nil {
		return nil
	}
	return &StepError{Record: w.record, Step: w.step, Why: faults.Error(), Reason: ErrIncomplete, Faults: faults}
}

// signed refuses a step without a day, or that nobody answers for.
func (w walk) signed(by records.ID[records.Person]) error {
	var f records.Faults
	f.Require("by", string(by))
	f.RequireDate("on", w.day)
	return w.whole(f.Err())
}

// A term is the part of an indicator or a schedule that says from when to when it is in force.
type term struct {
	approvedBy, because    string
	approvedOn, from, gone records.Date
}

func (t term) life() records.Life {
	l := records.Life{ApprovedOn: t.approvedOn, EffectiveFrom: t.from, WithdrawnOn: t.gone}
	if t.approvedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// since returns the first day on which it was in force.
func (t term) since() records.Date {
	if t.approvedOn.After(t.from) {
		return t.approvedOn
	}
	return t.from
}

// runsOn reports whether it was in force on a day.
func (t term) runsOn(day records.Date) bool {
	return !day.IsZero() && t.life().State(records.At(day.Start())) == records.InForce
}

func (t term) validate(f *records.Faults) {
	switch {
	case t.approvedBy == "" && !t.approvedOn.IsZero():
		f.Add("approved_by", "is missing: say who approved it on %s", t.approvedOn)
	case t.approvedBy != "" && t.approvedOn.IsZero():
		f.Add("approved_on", "is missing: say when person %s approved it", t.approvedBy)
	}
	f.Order("approved_on", t.approvedOn, "withdrawn_on", t.gone)
	switch {
	case !t.gone.IsZero():
		f.Require("withdrawn_because", t.because)
	case t.because != "":
		f.RequireDate("withdrawn_on", t.gone)
	}
}

// approve refuses an approval that cannot be given.
func (w walk) approve(t term, by records.ID[records.Person], from records.Date) error {
	if err := w.signed(by); err != nil {
		return err
	}
	switch {
	case from.IsZero():
		return w.whole(&records.Fault{Path: "effective_from", Message: "is missing: say from which day it is followed"})
	case t.approvedBy != "" || !t.approvedOn.IsZero():
		return w.refuse(ErrState, "it was approved on %s already", t.approvedOn)
	case !t.gone.IsZero():
		return w.refuse(ErrState, "it was withdrawn on %s", t.gone)
	}
	return nil
}

// withdraw refuses a withdrawal that makes no sense.
func (w walk) withdraw(t term, because string) error {
	var f records.Faults
	f.RequireDate("on", w.day)
	f.Require("because", because)
	if err := w.whole(f.Err()); err != nil {
		return err
	}
	switch {
	case !t.gone.IsZero():
		return w.refuse(ErrState, "it was withdrawn on %s already", t.gone)
	case w.day.Before(t.approvedOn):
		return w.refuse(ErrOrder, "%s is before its approval on %s", w.day, t.approvedOn)
	}
	return nil
}

// inForce refuses a step on a day on which the record was not in force.
func (w walk) inForce(t term) error {
	if t.runsOn(w.day) {
		return nil
	}
	switch l := t.life(); {
	case l.ApprovedOn.IsZero():
		return w.refuse(ErrState, "it is not approved")
	case l.EffectiveFrom.IsZero():
		return w.refuse(ErrState, "it is not said from which day it is followed")
	case w.day.Before(t.since()):
		return w.refuse(ErrOrder, "%s is before its first day, %s", w.day, t.since())
	}
	return w.refuse(ErrState, "it is withdrawn since %s", t.gone)
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
