package communication

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with a message, a release or a consultation in the course of its life.
const (
	StepClassify records.Step = "classify" // settle how sensitive a message is
	StepRelease  records.Step = "release"  // decide that it may be sent
	StepSend     records.Step = "send"
	StepReply    records.Step = "reply"  // to an incoming message
	StepEnd      records.Step = "end"    // a standing release
	StepHold     records.Step = "hold"   // a consultation
	StepFinish   records.Step = "finish" // an action that a consultation led to
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
	// ErrNotReleased: nobody has decided that a message like that may be sent.
	ErrNotReleased = errors.New("communication: not released")
)
