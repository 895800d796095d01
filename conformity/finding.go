package conformity

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A Finding is one verdict on one record: what it says, on what evidence, and until when.
type Finding struct {
	Requirement string
	Status      Status
	Subject     records.Ref   // the record judged; zero for the system as a whole
	Field       string        // of the record: what is missing or wrong
	Evidence    []records.Ref // what the verdict rests on, in the order in which it was read
	Missing     []records.Ref // records that were referred to and are not there
	Exempt      bool          // met because the requirement was decided not to concern this record
	Lapses      time.Time     // the first instant at which the status is another, if nothing is changed until then; zero: never
	Becomes     Status        // the status from then on
	Err         error         // a *CheckError where the check itself failed; the finding is then undetermined

	verdict Verdict
	then    Verdict // what will be said from Lapses on
	ordinal int     // among findings of the same content
}

// A CheckError says that a check failed of itself: that it is wrong, not the system.
type CheckError struct {
	Requirement string
	Subject     records.Ref
	Cause       any // what it panicked with
}

func (e *CheckError) Error() string {
	return fmt.Sprintf("the check of %s failed on %s: %v", e.Requirement, e.Subject, e.Cause)
}

func (e *CheckError) Unwrap() error {
	err, _ := e.Cause.(error)
	return err
}

const checkFailed Message = "check.failed: could not be decided, because the check itself failed: {0}. This is a fault of the program: report it"

// Message returns what the finding says, in plain English.
func (f Finding) Message() string { return f.verdict.message.render(f.Subject, f.verdict.args) }

// MessageID returns the stable id of what the finding says.
func (f Finding) MessageID() string { return f.verdict.message.ID() }

// Arguments returns the values in the message.
func (f Finding) Arguments() []Argument { return arguments(f.verdict.args) }

func arguments(args []any) []Argument {
	values := make([]Argument, len(args))
	for i, arg := range args {
		values[i] = argument(arg)
	}
	return values
}

// Then returns what the finding will say once it has lapsed, or nothing.
func (f Finding) Then() string {
	if f.Lapses.IsZero() {
		return ""
	}
	return f.then.message.render(f.Subject, f.then.args)
}

// ID identifies the finding by its content: requirement, record, field and message, not the
// date. The same finding has the same id tomorrow.
func (f Finding) ID() string {
	content := strings.Join([]string{f.Requirement, f.Subject.Kind, f.Subject.ID, f.verdict.part, f.Field, f.MessageID()}, "\x00")
	if f.ordinal > 0 {
		content += fmt.Sprintf("\x00%d", f.ordinal)
	}
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:8])
}

// String returns requirement, status and message: "4.5.5.interval unmet: audit A-7 was due …".
func (f Finding) String() string {
	return fmt.Sprintf("%s %s: %s", f.Requirement, f.Status, f.Message())
}

// compareFindings puts the worst first, then goes by content: never by the order of a file.
func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Status, b.Status),
		compareBool(a.Exempt, b.Exempt),
		a.Subject.Compare(b.Subject),
		strings.Compare(a.verdict.part, b.verdict.part),
		strings.Compare(a.Field, b.Field),
		strings.Compare(string(a.verdict.message), string(b.verdict.message)),
		slices.CompareFunc(a.verdict.args, b.verdict.args, func(x, y any) int {
			return strings.Compare(argument(x).Text, argument(y).Text)
		}),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// number tells findings of the same content apart.
func number(findings []Finding) {
	for i := 1; i < len(findings); i++ {
		a, b := &findings[i-1], &findings[i]
		if a.Subject == b.Subject && a.verdict.part == b.verdict.part && a.Field == b.Field && a.MessageID() == b.MessageID() {
			b.ordinal = a.ordinal + 1
		}
	}
}
