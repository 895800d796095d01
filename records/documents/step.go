package documents

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// A LifeStep is what one may do with a document, a copy, a grant or records in the course of their life.
type LifeStep string

// The steps.
const (
	StepDraft     LifeStep = "draft" // a new revision
	StepApprove   LifeStep = "approve"
	StepRelease   LifeStep = "release"  // a revision, to those who use it
	StepIssue     LifeStep = "issue"    // a copy of it to one place
	StepWithdraw  LifeStep = "withdraw" // a revision, or a copy from its place
	StepMark      LifeStep = "mark"     // a copy as obsolete
	StepReview    LifeStep = "review"
	StepArchive   LifeStep = "archive"
	StepAuthorize LifeStep = "authorize" // a grant
	StepEnd       LifeStep = "end"       // a grant
	StepDispose   LifeStep = "dispose"   // of records
	StepFollowUp  LifeStep = "follow up"
)

// The reasons for which a step is refused. A [StepError] wraps one of them.
var (
	// ErrState: the step does not fit how far the thing has come.
	ErrState = errors.New("documents: not a step that can be taken now")
	// ErrOrder: the step is dated before something that has to come before it.
	ErrOrder = errors.New("documents: out of order")
	// ErrIncomplete: what the step has to say is missing or wrong.
	ErrIncomplete = errors.New("documents: not ready for it")
	// ErrUnknown: the revision that the step names is not there, or is there already.
	ErrUnknown = errors.New("documents: no such part")
	// ErrRule: the step is against the rules that were set for it.
	ErrRule = errors.New("documents: against the rules")
)

// A StepError says that a step was refused, and what would be right. Nothing was changed.
type StepError struct {
	Record records.Ref
	Step   LifeStep
	Why    string // in words
	Reason error  // one of [ErrState], [ErrOrder], [ErrIncomplete], [ErrUnknown], [ErrRule]
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
	step   LifeStep
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

// signed refuses a step without a person or a day.
func (w walk) signed(by records.ID[records.Person], on records.Date) error {
	var f records.Faults
	f.Require("by", string(by))
	f.RequireDate("on", on)
	return w.whole(f.Err())
}

// dated refuses a step without a day.
func (w walk) dated(on records.Date) error {
	var f records.Faults
	f.RequireDate("on", on)
	return w.whole(f.Err())
}

// appended returns the list with one more item, and leaves the list itself as it was.
func appended[T any](list []T, item T) []T { return append(list[:len(list):len(list)], item) }
