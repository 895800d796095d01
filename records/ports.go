package records

import (
	"context"
	"fmt"
	"time"
)

// An Action is what somebody wants to do with a record.
type Action string

// The actions.
const (
	ReadRecord   Action = "read"
	WriteRecord  Action = "write"  // a record, or a revision of an entity
	DeleteRecord Action = "delete" // a revision that says that the entity is there no more
)

// An Authorizer decides whether somebody may do something with a record, of which it is told
// the columns; when a record is written, Seq-dependent ones (ID, At) may still be empty. nil
// allows; an error or a panic denies. What is refused to read looks as if it were not there.
type Authorizer interface {
	Authorize(ctx context.Context, by Principal, action Action, c Columns) error
}

// Dominance is the Authorizer that looks at markings alone: each may read and write what their
// clearance covers.
type Dominance struct{}

// Authorize implements [Authorizer].
func (Dominance) Authorize(_ context.Context, by Principal, action Action, c Columns) error {
	if !by.Clearance.Covers(c.Marking()) {
		return fmt.Errorf("%s is not cleared to %s what is marked so", quote(by.ID), action)
	}
	return nil
}

// A Sealer encrypts content before it is stored. It is safe for concurrent use.
type Sealer interface {
	// Seal encrypts salt and content together, bound to the id of the record: KeyID, Wrapped and
	// Data of what it returns are set. The header lacks what is known on commit only: Seq, At.
	Seal(ctx context.Context, h Header, salt, content []byte) (*Content, error)
	// Unseal returns what was sealed, or an error if the content is not what was sealed for
	// this record, or if its key is gone.
	Unseal(ctx context.Context, h Header, c *Content) (salt, content []byte, err error)
}

// A Retainer says how long records are kept that do not say so themselves.
type Retainer interface {
	// Retain returns the class of retention and until when it lasts; the zero time where that
	// is not known yet.
	Retain(ctx context.Context, c Columns, at time.Time) (class string, due time.Time, err error)
}

// allow asks the Authorizer, whose panic denies.
func (a *Archive) allow(ctx context.Context, by Principal, action Action, c Columns) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: the authorizer panicked: %v", ErrDenied, r)
		}
	}()
	if by.ID == "" {
		return fmt.Errorf("%w: nobody asks: give the principal an id", ErrDenied)
	}
	if err := a.options.Authorizer.Authorize(ctx, by, action, c); err != nil {
		return fmt.Errorf("%w: %w", ErrDenied, err)
	}
	return nil
}
