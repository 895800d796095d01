package communication

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A Step is what one may do with a message, a release or a consultation in the course of its life.
type Step string

// The steps.
const (
	StepClassify Step = "classify" // settle how sensitive a message is
	StepRelease  Step = "release"  // decide that it may be sent
	StepSend     Step = "send"
	StepReply    Step = "reply"  // to an incoming message
	StepEnd      Step = "end"    // a standing release
	StepHold     Step = "hold"   // a consultation
	StepFinish   Step = "finish" // an action that a consultation led to
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("communication: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("communication: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("communication: not ready for it")
	// ErrNotReleased: nobody has decided that a message like that may be sent.
	ErrNotReleased = errors.New("communication: not released")
	// ErrUnknown: the action that the step names is not there.
	ErrUnknown = errors.New("communication: no such part")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   Step
	Why    string // in words
	Reason error  // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrNotReleased], [ErrUnknown]
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

// A walk is one step of a record.
type walk struct {
	record records.Ref
	step   Step
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
