package legal

import (
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// The reasons for which a step in the life of a requirement or a source is refused, inside a
// [StepError].
var (
	// ErrEnded: it is on the register, or the list, no more on that day.
	ErrEnded = errors.New("it had ended by then")
	// ErrNotYet: the day lies before the one on which it was entered, approved or published.
	ErrNotYet = errors.New("it was not there yet")
	// ErrOutOfOrder: the day lies before that of the same step taken last.
	ErrOutOfOrder = errors.New("the same was done on a later day already")
	// ErrDone: what can be done once has been done.
	ErrDone = errors.New("that is done already")
	// ErrUnknown: the amendment, role or third party that is named is none of the requirement's.
	ErrUnknown = errors.New("there is none of that name")
	// ErrUndetermined: nobody has worked out that the requirement applies.
	ErrUndetermined = errors.New("it has not been found to apply")
	// ErrIncomplete: what the step has to say is missing or wrong; the faults are in the error too.
	ErrIncomplete = errors.New("what it says has faults")
)

// A StepError says that a step was refused and why. Whatever was to take it is unchanged.
type StepError struct {
	Record records.Ref
	Step   string // such as determine, amend, work in
	Err    error  // one of the reasons above, or what wraps it
}

func (e *StepError) Error() string { return fmt.Sprintf("%s: cannot %s: %v", e.Record, e.Step, e.Err) }

func (e *StepError) Unwrap() error { return e.Err }

// refusal is a reason with what it is about.
func refusal(reason error, format string, args ...any) error {
	return fmt.Errorf("%w: %s", reason, fmt.Sprintf(format, args...))
}

// incomplete is the reason where the step itself has faults.
func incomplete(faults error) error { return fmt.Errorf("%w: %w", ErrIncomplete, faults) }

func refuse(record records.Ref, step string, err error) error {
	return &StepError{Record: record, Step: step, Err: err}
}
