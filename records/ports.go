package records

import (
	"context"
	"time"
)

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
	// Retain returns the class of retention, the one of the header where it names one, and until
	// when it lasts; the zero time where that is not known yet. At is when the record is written.
	// The header lacks what comes later: Seq, At, the commitment to the content.
	Retain(ctx context.Context, h Header, at time.Time) (class string, due time.Time, err error)
}
