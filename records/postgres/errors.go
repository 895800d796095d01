package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/iso28000/iso28000/records"
)

// Beside the errors of package records, the store returns these. Ask with errors.Is.
var (
	// ErrBusy is returned where others have kept a log locked for longer than [Options].Wait, or
	// a statement took longer than [Options].Timeout. Nothing was stored.
	ErrBusy = errors.New("postgres: others have kept the store busy for too long")

	// ErrOlder is returned on opening a database whose tables are missing, or those of an earlier
	// version, without [Options].Migrate.
	ErrOlder = errors.New("postgres: the tables are not there yet, or those of an earlier version: run the migrations, or open with Migrate as the role that is to own them")

	// ErrSchema is returned on opening a database whose triggers are not those that were made:
	// somebody has altered them. It is records.ErrDamaged too. [Options].ReadOnly opens it.
	ErrSchema = fmt.Errorf("%w: the schema was altered", records.ErrDamaged)

	// ErrReadOnly is returned for what would write, by a store that was opened with
	// [Options].ReadOnly.
	ErrReadOnly = errors.New("postgres: the store was opened for reading only")
)

// A fault is what the server has reported, or what broke on the way to it.
type fault struct {
	code string // of SQLSTATE; empty where the server has not answered
	is   error  // what it means to whoever uses the store; may be nil
	err  error
}

func (f *fault) Error() string {
	if f.is != nil {
		return fmt.Sprintf("%v (%v)", f.is, f.err)
	}
	return fmt.Sprintf("postgres: %v", f.err)
}

func (f *fault) Unwrap() []error {
	if f.is != nil {
		return []error{f.is, f.err}
	}
	return []error{f.err}
}

// States of SQL that are told apart.
const (
	stateProtocol     = "08P01"
	stateDivision     = "22012"
	stateUnique       = "23505"
	stateRestricted   = "23001" // raised by the triggers
	stateSerializable = "40001"
	stateUnknown      = "40003" // whether the statement was completed
	stateDeadlock     = "40P01"
	stateDenied       = "42501"
	stateNoTable      = "42P01"
	stateDiskFull     = "53100"
	stateLocked       = "55P03"
	stateCancelled    = "57014"
	stateReadOnly     = "25006"
)

// failed says what an error of a connection means. Where the context has ended, that is why.
func failed(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if end := ctx.Err(); end != nil {
		return end
	}
	f := &fault{code: codeOf(err), err: err}
	switch f.code {
	case stateDiskFull:
		f.is = records.ErrFull
	case stateLocked, stateCancelled:
		f.is = ErrBusy
	case stateDenied:
		f.is = records.ErrDenied
	case stateReadOnly:
		f.is = ErrReadOnly
	case "XX001", "XX002": // data_corrupted, index_corrupted
		f.is = records.ErrDamaged
	}
	return f
}

// codeOf returns the SQLSTATE that an error carries, empty where the server did not answer.
func codeOf(err error) string {
	if e := new(pgconn.PgError); errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// lost reports whether an error leaves open what the server has done: the connection broke, or
// the server has ended it.
func lost(err error) bool {
	e := new(pgconn.PgError)
	if !errors.As(err, &e) {
		return true
	}
	return e.SeverityUnlocalized != "ERROR" || e.Code == stateUnknown || len(e.Code) == 5 && e.Code[:2] == "08"
}
