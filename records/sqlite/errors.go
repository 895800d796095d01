package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/iso28000/iso28000/records"
)

// Beside the errors of package records, the store returns these. Ask with errors.Is.
var (
	// ErrBusy is returned where another process has kept the file locked for longer than
	// [Options].Wait. Nothing was stored.
	ErrBusy = errors.New("sqlite: another process has kept the file locked for too long")

	// ErrOlder is returned on opening a file of an earlier schema without [Options].Migrate.
	ErrOlder = errors.New("sqlite: the file has an earlier schema: open it with Migrate, after a backup")

	// ErrSchema is returned on opening a file whose tables or triggers are not those that were
	// made: somebody has altered them. It is records.ErrDamaged too. [Options].ReadOnly opens it.
	ErrSchema = fmt.Errorf("%w: the schema was altered", records.ErrDamaged)

	// ErrReadOnly is returned for what would write, by a store that was opened with
	// [Options].ReadOnly.
	ErrReadOnly = errors.New("sqlite: the file was opened for reading only")
)

// A fault is what SQLite has reported.
type fault struct {
	code int   // the extended result code
	is   error // what it means to whoever uses the store; may be nil
	err  error
}

func (f *fault) Error() string {
	if f.is != nil {
		return fmt.Sprintf("%v (%v)", f.is, f.err)
	}
	return fmt.Sprintf("sqlite: %v", f.err)
}

func (f *fault) Unwrap() []error {
	if f.is != nil {
		return []error{f.is, f.err}
	}
	return []error{f.err}
}

// failed says what an error of SQLite means. Where the context has ended, that is why.
func (c *conn) failed(ctx context.Context, err error) error {
	if end := ctx.Err(); end != nil {
		return end
	}
	f := &fault{code: c.code(err), err: err}
	switch f.code & 0xff {
	case codeFull:
		f.is = records.ErrFull
	case codeBusy, codeProtocol:
		f.is = ErrBusy
	case codeCorrupt, codeNotADB:
		f.is = records.ErrDamaged
	}
	return f
}

// codeOf returns the primary result code that an error carries, or 0.
func codeOf(err error) int {
	if f := new(fault); errors.As(err, &f) {
		return f.code & 0xff
	}
	return 0
}
