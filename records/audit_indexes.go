package records

import (
	"context"
	"errors"
)

// An IndexChecker is a [Snapshot] of a store that can verify by itself what it finds entries by:
// that each entry is found by its id, kind, revision and index columns, and nothing else is.
// What entries hold it need not look at: that is the auditor's.
type IndexChecker interface {
	// CheckIndexes returns an error that is [ErrDamaged] if something is not found as it should be,
	// with what it is and how that is mended.
	CheckIndexes(ctx context.Context) error
}

// indexes has the store verify what it finds entries by, if it can.
func (r *auditRun) indexes(ctx context.Context, s Snapshot) error {
	checker, can := s.(IndexChecker)
	if !can {
		return nil
	}
	err := checker.CheckIndexes(ctx)
	if errors.Is(err, ErrDamaged) {
		r.find(Altered, RecordLog, -1, "", "%v", err)
		return nil
	}
	return err
}
