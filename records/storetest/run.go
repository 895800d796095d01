package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"testing"

	"github.com/iso28000/iso28000/records"
)

// Run runs every check on stores that open returns: a new and empty one each time it is
// called, which is closed by the check and of which open removes the rest itself, with
// t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) records.Store) {
	for _, c := range Checks() {
		t.Run(c.Name, func(t *testing.T) {
			if err := c.Try(t.Context(), func() records.Store { return open(t) }); err != nil {
				t.Error(err)
			}
		})
	}
}

// A Check is one promise of the contract, or a few that belong together.
type Check struct {
	Name string
	run  func(w *world)
}

// Checks returns all of them.
func Checks() []Check {
	return []Check{
		{"Fresh", checkFresh},
		{"Model", checkModel},
		{"Bodies", checkBodies},
		{"Large", checkLarge},
		{"Refusals", checkRefusals},
		{"Erasure", checkErasure},
		{"Isolation", checkIsolation},
		{"Competition", checkCompetition},
		{"Limits", checkLimits},
		{"Context", checkContext},
		{"Backup", checkBackup},
		{"Stream", checkStream},
		{"Archive", checkArchive},
		{"Writers", checkWriters},
		{"Proofs", checkProofs},
		{"Honest", checkHonest},
		{"Tamper", checkTamper},
		{"Insider", checkInsider},
		{"Disposal", checkDisposal},
		{"Due", checkDue},
		{"Recovery", checkRecovery},
		{"Closed", checkClosed},
	}
}

// Try runs the check on stores that open returns, and says what does not hold. A panic of the
// store is such a thing.
func (c Check) Try(ctx context.Context, open func() records.Store) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.error
		default:
			err = fmt.Errorf("the store panicked: %v\n%s", r, debug.Stack())
		}
	}()
	c.run(newWorld(ctx, open))
	return nil
}

// A failure ends a check.
type failure struct{ error }

func fail(format string, args ...any) { panic(failure{fmt.Errorf(format, args...)}) }

// must ends the check if there is an error.
func must(err error, doing string, args ...any) {
	if err != nil {
		fail("%s: %w", fmt.Sprintf(doing, args...), err)
	}
}

// same ends the check if two values differ.
func same(got, want any, what string, args ...any) {
	if !reflect.DeepEqual(got, want) {
		fail("%s:\n got %s\nwant %s", fmt.Sprintf(what, args...), show(got), show(want))
	}
}

func show(v any) string {
	text := fmt.Sprintf("%+v", v)
	if e, ok := v.(*records.Entry); ok && e != nil {
		text = fmt.Sprintf("%+v content %+v", *e, e.Content)
	}
	if len(text) > 2000 {
		text = text[:2000] + "…"
	}
	return text
}

// refused ends the check if the error is not the one that is due.
func refused(err, want error, doing string, args ...any) {
	if !errors.Is(err, want) {
		fail("%s: the error is %v, and %v is due", fmt.Sprintf(doing, args...), err, want)
	}
}
