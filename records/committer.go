package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
)

// Bounds of what is committed together. A single request may be larger.
const (
	maxGroup      = 1024     // requests
	maxGroupBytes = 16 << 20 // of headers and contents
)

// A request is what one call writes, all or nothing.
type request struct {
	records []prepared
	// erase and rewrap are carried out with the records. The Tombstone of an erasure is the index
	// in records of the record that says so.
	erase  []Erasure
	rewrap []Rewrap
	// check is asked of the state that the request is added to, and its error ends the request.
	// Such a request is committed alone, so that nothing comes in between.
	check func(ctx context.Context, s Snapshot) error
	epoch int64 // that begins with the request, in both logs; 0: none

	state    atomic.Int32 // requestWaits, then one of the others
	receipts []Receipt
	err      error
	done     chan struct{} // closed once receipts or err is there
}

const (
	requestWaits int32 = iota
	requestTaken
	requestDropped
)

// An InDoubtError is returned where it is not known whether records were stored: the caller did
// not wait, or the store cannot tell. It is [ErrInDoubt]; [Archive.Receipt] tells later.
type InDoubtError struct {
	IDs   []string // of the records: all are stored, or none
	Cause error
}

func (e *InDoubtError) Error() string { return fmt.Sprintf("%v: %v", ErrInDoubt, e.Cause) }

// Unwrap returns ErrInDoubt and the cause.
func (e *InDoubtError) Unwrap() []error { return []error{ErrInDoubt, e.Cause} }

// enqueue hands a request to the committer.
func (a *Archive) enqueue(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.done = make(chan struct{})
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.closed {
		return ErrClosed
	}
	select {
	case a.requests <- r:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// submit has a request committed, and waits for it as long as the context lasts.
func (a *Archive) submit(ctx context.Context, r *request) ([]Receipt, error) {
	if err := a.enqueue(ctx, r); err != nil {
		return nil, err
	}
	select {
	case <-r.done:
		return r.receipts, r.err
	case <-ctx.Done():
		if r.state.CompareAndSwap(requestWaits, requestDropped) {
			return nil, ctx.Err()
		}
		return nil, &InDoubtError{r.ids(), ctx.Err()}
	}
}

func (r *request) ids() []string {
	ids := make([]string, len(r.records))
	for i := range r.records {
		ids[i] = r.records[i].header.ID
	}
	return ids
}

func (r *request) end(receipts []Receipt, err error) {
	r.receipts, r.err = receipts, err
	close(r.done)
}

// commits is the committer: it alone writes, and what came while it wrote it writes next.
func (a *Archive) commits() {
	defer close(a.done)
	var waiting []*request
	for open := true; open || len(waiting) > 0; {
		if len(waiting) == 0 {
			r, more := <-a.requests
			if !more {
				return
			}
			waiting = append(waiting, r)
		}
		for more := open; more && len(waiting) < maxGroup; {
			select {
			case r, still := <-a.requests:
				if still {
					waiting = append(waiting, r)
				} else {
					open, more = false, false
				}
			default:
				more = false
			}
		}
		var group []*request
		group, waiting = together(waiting)
		if group = a.unretired(group); len(group) > 0 {
			a.commitGroup(group)
		}
	}
}

// together takes those requests that can be committed at once, in their order: no entity and
// no record twice, not too much, and nothing beside a request with a check. The others wait for
// the next commit.
func together(waiting []*request) (group, rest []*request) {
	entities, ids := map[Ref]bool{}, map[string]bool{}
	bytes, entries := 0, 0
	for _, r := range waiting {
		size := 0
		free := true
		for i := range r.records {
			h := &r.records[i].header
			free = free && !ids[h.ID] && (h.Entity == "" || !entities[Ref{h.Kind, h.Entity}])
			if size += 512; r.records[i].content != nil {
				size += len(r.records[i].content.Data)
			}
		}
		full := len(group) > 0 && (bytes+size > maxGroupBytes || entries+len(r.records) > MaxEntries || r.check != nil || group[0].check != nil)
		for i := range r.records { // also of one that waits: what comes after it must not overtake it
			h := &r.records[i].header
			entities[Ref{h.Kind, h.Entity}], ids[h.ID] = true, true
		}
		if full || !free {
			rest = append(rest, r)
			continue
		}
		if !r.state.CompareAndSwap(requestWaits, requestTaken) {
			continue // nobody waits for it any more
		}
		group = append(group, r)
		bytes, entries = bytes+size, entries+len(r.records)
	}
	return group, rest
}

// Bounds of how often a commit is tried again.
const (
	maxMoves  = 10_000 // while others commit in between
	maxStalls = 8      // although nothing has changed, or the store does not answer
)

// commitGroup commits requests together, and answers them. Those that cannot be committed are
// answered with their error, and the others are tried again without them.
func (a *Archive) commitGroup(group []*request) {
	doubt := false // whether an earlier try may have been stored
	moves, stalls := 0, 0
	for len(group) > 0 {
		err := a.try(group)
		var conflict *ConflictError
		var duplicate *DuplicateError
		switch {
		case err == nil:
			return
		case errors.Is(err, ErrInDoubt):
			doubt = true
			if stalls++; stalls <= maxStalls && a.stored(group) {
				return
			}
		case doubt && (errors.Is(err, ErrHeadMoved) || errors.Is(err, ErrDuplicate) || errors.Is(err, ErrConflict)) && a.stored(group):
			return
		case errors.Is(err, ErrHeadMoved):
			before := a.log.heads
			moves++
			if failed := a.catchUp(); failed != nil {
				err, stalls = failed, maxStalls+1
			} else if before == a.log.heads {
				stalls++
			}
		case errors.As(err, &duplicate):
			group, err = refuse(group, err, func(p *prepared) bool { return slices.Contains(duplicate.IDs, p.header.ID) }, duplicate.of)
		case errors.As(err, &conflict):
			group, err = refuse(group, err, func(p *prepared) bool { return conflict.about(p) >= 0 }, conflict.of)
		default:
			stalls = maxStalls + 1
		}
		if stalls > maxStalls || moves > maxMoves || err != nil && !errors.Is(err, ErrInDoubt) && !errors.Is(err, ErrHeadMoved) {
			a.fail(group, doubt, err)
			return
		}
	}
}

// fail answers requests that were not committed, or of which that is not known.
func (a *Archive) fail(group []*request, doubt bool, err error) {
	for _, r := range group {
		if doubt {
			err = &InDoubtError{r.ids(), err}
		}
		r.end(nil, err)
	}
}

// refuse answers the requests with a record of which something is wrong, and returns the
// others. Where that is none, the store has said nothing about what it was given.
func refuse(group []*request, err error, wrong func(*prepared) bool, of func(*request) error) ([]*request, error) {
	var rest []*request
	for _, r := range group {
		bad := false
		for i := range r.records {
			bad = bad || wrong(&r.records[i])
		}
		if bad {
			r.end(nil, of(r))
		} else {
			rest = append(rest, r)
		}
	}
	if len(rest) == len(group) {
		return rest, fmt.Errorf("the store refuses what is not in the batch: %w", err)
	}
	return rest, nil
}

// of returns what of the error concerns one request.
func (e *DuplicateError) of(r *request) error {
	part := &DuplicateError{}
	for _, id := range r.ids() {
		if slices.Contains(e.IDs, id) {
			part.IDs = append(part.IDs, id)
		}
	}
	return part
}

// about returns which conflict concerns a record as it was tried, or -1.
func (e *ConflictError) about(p *prepared) int {
	return slices.IndexFunc(e.Conflicts, func(c Conflict) bool {
		return c.Entity == Ref{p.header.Kind, p.header.Entity} && c.Version != p.header.Version-1
	})
}

func (e *ConflictError) of(r *request) error {
	part := &ConflictError{}
	for i := range r.records {
		if c := e.about(&r.records[i]); c >= 0 {
			conflict := e.Conflicts[c]
			conflict.Base = r.records[i].base
			part.Conflicts = append(part.Conflicts, conflict)
		}
	}
	return part
}

// catchUp reads what others have committed.
func (a *Archive) catchUp() error {
	return guard(func() error {
		return a.store.Read(context.Background(), func(s Snapshot) error { return a.log.follow(context.Background(), s) })
	})
}

// guard turns a panic of a store into an error: what it did is not known.
func guard(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: the store panicked: %v", ErrInDoubt, r)
		}
	}()
	return fn()
}
