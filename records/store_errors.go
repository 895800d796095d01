package records

import (
	"errors"
	"fmt"
	"strings"
)

// What a [Store] returns. Each may be wrapped; ask with errors.Is.
var (
	// ErrHeadMoved is returned by Commit when somebody else has committed since the heads in
	// Base were read. Nothing was stored: read again, and commit anew.
	ErrHeadMoved = errors.New("records: the log has moved on since its head was read")

	// ErrConflict is what a [ConflictError] is.
	ErrConflict = errors.New("records: the entity was changed by somebody else")

	// ErrDuplicate is what a [DuplicateError] is.
	ErrDuplicate = errors.New("records: a record of that id is there already")

	// ErrNoTombstone is returned for a batch that erases content without a record which says so.
	ErrNoTombstone = errors.New("records: content is erased only together with the record that says so")

	// ErrErased is returned by Commit for an erasure or a rewrap of content which is not there, or
	// not under the key that was named.
	ErrErased = errors.New("records: the content is not there as expected")

	// ErrBatch is returned for a batch that no store accepts: a mistake in the program.
	ErrBatch = errors.New("records: the batch is not well formed")

	// ErrFull is returned by Commit when there is no room. Nothing was stored, and what is there can be read.
	ErrFull = errors.New("records: the store is full")

	// ErrInDoubt is returned by Commit when its answer was lost: ask by record id. While the store
	// does not know it itself, all its methods return it.
	ErrInDoubt = errors.New("records: whether the commit was stored is not known")

	// ErrDenied is returned where the authorizer refuses to write. A refused read is [ErrNotFound].
	ErrDenied = errors.New("records: not allowed")

	// ErrNotFound is returned where there is nothing of that name, or nothing that may be known of.
	ErrNotFound = errors.New("records: there is no such record")

	// ErrClosed is returned after Close.
	ErrClosed = errors.New("records: closed")

	// ErrNotEmpty is returned by Restore of a store that has entries.
	ErrNotEmpty = errors.New("records: the store is not empty: restore into a new one")

	// ErrDamaged is returned where what was stored cannot be what was written: it was altered,
	// or cut off.
	ErrDamaged = errors.New("records: what is stored was altered or is incomplete")

	// ErrForeign is returned on opening what another program, or a newer version, has written: a
	// store, a file of keys.
	ErrForeign = errors.New("records: this is nothing that this version reads")
)

// A Conflict is a revision that does not follow the newest one of its entity.
type Conflict struct {
	Entity  Ref
	Base    int64 // the version that the revision started from; 0 where it was to create the entity
	Version int64 // the one that is stored; 0 where there is none
	Deleted bool  // whether that one is a deletion

	// Disposed is whether the content of the version that the change started from was disposed
	// of since then: not said by stores, but by who keeps a copy and saves it again.
	Disposed bool
}

// A ConflictError names every revision of a batch that does not follow, in the order of the
// batch. It is [ErrConflict].
type ConflictError struct{ Conflicts []Conflict }

func (e *ConflictError) Error() string {
	var parts []string
	for _, c := range shown(e.Conflicts) {
		text := fmt.Sprintf("it is at version %d", c.Version)
		switch {
		case c.Version == 0:
			text = "there is none"
		case c.Deleted:
			text = fmt.Sprintf("it was deleted in version %d", c.Version)
		}
		started := fmt.Sprintf("the change started from version %d", c.Base)
		if c.Base == 0 {
			started = "it was to be created"
		}
		if c.Disposed {
			text = "its content was disposed of since"
		}
		parts = append(parts, fmt.Sprintf("%s: %s, and %s", c.Entity, started, text))
	}
	return fmt.Sprintf("%v: %s%s: load it again and repeat the change", ErrConflict, strings.Join(parts, "; "), more(len(e.Conflicts)))
}

// Is reports whether the target is [ErrConflict].
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }

// A DuplicateError names every record id of a batch that is taken, in the order of the batch.
// It is [ErrDuplicate].
type DuplicateError struct{ IDs []string }

func (e *DuplicateError) Error() string {
	var parts []string
	for _, id := range shown(e.IDs) {
		parts = append(parts, quote(id))
	}
	return fmt.Sprintf("%v: %s%s", ErrDuplicate, strings.Join(parts, ", "), more(len(e.IDs)))
}

// Is reports whether the target is [ErrDuplicate].
func (e *DuplicateError) Is(target error) bool { return target == ErrDuplicate }

const maxShown = 10

// shown returns the first few of many.
func shown[T any](list []T) []T { return list[:min(len(list), maxShown)] }

// more says how many were not shown.
func more(n int) string {
	if n <= maxShown {
		return ""
	}
	return fmt.Sprintf(", and %d more", n-maxShown)
}
