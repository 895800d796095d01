package records

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"
)

// A Record is one record as it is kept.
type Record struct {
	Header
	Content   []byte // nil where there is none, or it was erased
	Erased    bool   // whether there was content, and it was disposed of
	Tombstone int64  // where it was: Seq of the record that says so, or [NoTombstone]
}

// A TamperedError is what the archive returns of a record that is not what was written. It
// is [ErrDamaged].
type TamperedError struct {
	Log  LogID
	Seq  int64
	What string // what does not fit
}

func (e *TamperedError) Error() string {
	return fmt.Sprintf("records: entry %d of the log %s does not match what was written: %s", e.Seq, e.Log, e.What)
}

// Is reports whether the target is [ErrDamaged].
func (e *TamperedError) Is(target error) bool { return target == ErrDamaged }

func tampered(e *Entry, format string, args ...any) error {
	return &TamperedError{e.Log, e.Seq, fmt.Sprintf(format, args...)}
}

// An AsOf is a state of the archive: the newest if it is zero, or an earlier one.
type AsOf struct {
	kind byte // 0 newest, 1 by size, 2 by time
	n    int64
	at   time.Time
}

// AsOfSize is the state when the log of records had that many entries: the Seq of a receipt
// is the last not yet in it, one more has it. It can be proved.
func AsOfSize(size int64) AsOf { return AsOf{kind: 1, n: size} }

// AsOfTime is the state at an instant: with all that was committed then or before.
func AsOfTime(t time.Time) AsOf { return AsOf{kind: 2, at: t} }

// read reads one state, and guards against a store that panics.
func (a *Archive) read(ctx context.Context, fn func(s Snapshot, heads [2]Head) error) error {
	a.mu.RLock()
	closed := a.closed
	a.mu.RUnlock()
	if closed {
		return ErrClosed
	}
	return a.store.Read(ctx, func(s Snapshot) error {
		heads, err := headsOf(ctx, s)
		if err != nil {
			return err
		}
		return fn(s, heads)
	})
}

// before returns the size of the log of records in a state.
func (a *Archive) before(ctx context.Context, s Snapshot, head Head, at AsOf) (int64, error) {
	switch at.kind {
	case 1:
		return max(0, min(at.n, head.Size)), nil
	case 2:
		return sizeAt(ctx, s, head, at.at)
	}
	return head.Size, nil
}

// sizeAt returns how many entries a log had at an instant. Their times never go back.
func sizeAt(ctx context.Context, s Snapshot, head Head, t time.Time) (int64, error) {
	nanos := int64(math.MaxInt64)
	if t.Before(time.Unix(0, math.MaxInt64)) {
		if t.Before(time.Unix(0, 0)) {
			return 0, nil
		}
		nanos = t.UnixNano()
	}
	low, high := int64(0), head.Size
	for low < high {
		middle := low + (high-low)/2
		h, err := headerAt(ctx, s, head.Log, middle)
		if err != nil {
			return 0, err
		}
		if h.At <= nanos {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}

// headerAt returns the header of one entry.
func headerAt(ctx context.Context, s Snapshot, log LogID, seq int64) (Header, error) {
	for e, err := range s.Entries(ctx, log, seq, seq+1, false) {
		if err != nil {
			return Header{}, err
		}
		if e.Log != log || e.Seq != seq {
			break
		}
		return headerOf(e)
	}
	return Header{}, damaged("entry %d of the log %s is not there", seq, log)
}

// headerOf parses the header of an entry, and compares what the store says of it.
func headerOf(e *Entry) (Header, error) {
	if e == nil {
		return Header{}, damaged("the store has nothing where an entry would be")
	}
	h, err := ParseHeader(e.Header)
	switch {
	case err != nil:
		return Header{}, tampered(e, "%v", err)
	case h.Log != e.Log || h.Seq != e.Seq:
		return Header{}, tampered(e, "its header is that of entry %d of the log %s", h.Seq, h.Log)
	case !h.Columns.Equal(e.Columns):
		return Header{}, tampered(e, "its columns are not those of its header")
	}
	return h, nil
}

// record opens an entry for whoever may read it, or only see that it is there. What they may
// not is a [refusal].
func (a *Archive) record(ctx context.Context, by Principal, action Action, e *Entry) (*Record, error) {
	h, err := headerOf(e)
	if err != nil {
		return nil, err
	}
	if err := a.permit(ctx, by, action, h); err != nil {
		return nil, err
	}
	r := &Record{Header: h, Erased: e.Erased, Tombstone: e.Tombstone}
	if action == ReadRecord {
		r.Content, err = openContent(ctx, e, h, a.options.Sealer)
	}
	if errors.Is(err, ErrKeyDestroyed) { // it is gone as if it were erased, and keeps nobody from the rest
		r.Erased, r.Tombstone, err = true, NoTombstone, nil
	}
	return r, err
}

// openContent returns the content of an entry, verified against its header.
func openContent(ctx context.Context, e *Entry, h Header, sealer Sealer) ([]byte, error) {
	c := e.Content
	switch {
	case h.Commitment.Type == "":
		if c != nil || e.Erased {
			return nil, tampered(e, "it has content, and was written without")
		}
		return nil, nil
	case c == nil && e.Erased:
		return nil, nil
	case c == nil:
		return nil, tampered(e, "its content is not there, and no tombstone says why")
	case e.Erased:
		return nil, tampered(e, "its content is there, and a tombstone says that it is not")
	case h.Commitment.Sealed != (c.KeyID != ""):
		return nil, tampered(e, "its content is sealed otherwise than its header says")
	}
	salt, content := c.Salt, c.Data
	if h.Commitment.Sealed {
		if Hash(sha256.Sum256(c.Data)) != h.Commitment.Stored {
			return nil, tampered(e, "its sealed content was changed")
		}
		if sealer == nil {
			return nil, fmt.Errorf("%w: entry %d of the log %s", ErrSealed, e.Seq, e.Log)
		}
		var err error
		if salt, content, err = sealer.Unseal(ctx, h, c); err != nil {
			return nil, fmt.Errorf("entry %d of the log %s: %w", e.Seq, e.Log, err)
		}
	}
	if sum, err := commitment(salt, content, h.Commitment.ByFields); err != nil || int64(len(content)) != h.Commitment.Length || sum != h.Commitment.Hash {
		return nil, tampered(e, "its content was changed")
	}
	if content == nil {
		content = []byte{}
	}
	return content, nil
}

// ErrSealed is returned for content that is encrypted where there is no Sealer.
var ErrSealed = errors.New("records: the content is sealed, and there is no sealer to open it")

// Load returns the newest revision of an entity in a state. One that is not there, not yet or
// no more, or that by may not read, is [ErrNotFound]. That it was asked for is noted in the
// access log in these cases, and where the record is sensitive, before Load returns.
func (a *Archive) Load(ctx context.Context, by Principal, entity Ref, at AsOf) (*Record, error) {
	var r *Record
	err := a.read(ctx, func(s Snapshot, heads [2]Head) error {
		before, err := a.before(ctx, s, heads[0], at)
		if err != nil {
			return err
		}
		e, err := s.Revision(ctx, entity, before)
		if err != nil {
			return err
		}
		if e.Deleted {
			return ErrNotFound
		}
		if e.Kind != entity.Kind || e.Entity != entity.ID || e.Seq >= before {
			return damaged("the store gave %s in place of %s", Ref{e.Kind, e.Entity}, entity)
		}
		r, err = a.record(ctx, by, ReadRecord, e)
		return err
	})
	var h *Header
	if r != nil {
		h = &r.Header
	}
	if err := a.answer(ctx, by, ReadRecord, askedFor(entity), h, err); err != nil {
		return nil, err
	}
	return r, nil
}

// Version returns the newest version of an entity, deleted or not: what a revision of it
// starts from. It is 0 where there never was one, and where by may not know of it.
func (a *Archive) Version(ctx context.Context, by Principal, entity Ref) (version int64, deleted bool, err error) {
	err = a.read(ctx, func(s Snapshot, heads [2]Head) error {
		e, err := s.Revision(ctx, entity, heads[0].Size)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		h, err := headerOf(e)
		if err != nil {
			return err
		}
		if err := a.permit(ctx, by, ReadRecord, h); err != nil {
			return err
		}
		version, deleted = h.Version, h.Deleted
		return nil
	})
	if err = a.hidden(ctx, by, askedFor(entity), err); errors.Is(err, ErrNotFound) {
		err = nil
	}
	return version, deleted, err
}

// History yields the revisions of an entity, from the first to the newest, deletions among
// them. Those that by may not read are left out. A gap is [ErrDamaged].
func (a *Archive) History(ctx context.Context, by Principal, entity Ref) iter.Seq2[*Record, error] {
	return a.sequence(ctx, by, ReadRecord, askedFor(entity), func(s Snapshot, heads [2]Head, d *delivery) error {
		next := int64(1)
		for e, err := range s.Revisions(ctx, entity, 1, math.MaxInt64, heads[0].Size, true) {
			if err != nil {
				return err
			}
			if e.Version != next || e.Kind != entity.Kind || e.Entity != entity.ID {
				return damaged("version %d of %s is not there", next, entity)
			}
			next++
			if err := d.offer(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// errStop ends a sequence that nobody reads on.
var errStop = errors.New("enough")

// State yields the entities of a kind, or of every kind where it is empty, as they were in a
// state: by kind and id, without those that were deleted and those that by may not read.
func (a *Archive) State(ctx context.Context, by Principal, kind string, at AsOf) iter.Seq2[*Record, error] {
	return a.sequence(ctx, by, ReadRecord, "", func(s Snapshot, heads [2]Head, d *delivery) error {
		before, err := a.before(ctx, s, heads[0], at)
		if err != nil {
			return err
		}
		last := Ref{}
		for e, err := range s.State(ctx, StateQuery{Kind: kind, Before: before, Content: true}) {
			if err != nil {
				return err
			}
			ref := Ref{e.Kind, e.Entity}
			if ref.Compare(last) <= 0 || kind != "" && e.Kind != kind || e.Deleted || e.Seq >= before {
				return damaged("the store gave %s where it does not belong", ref)
			}
			last = ref
			if kind == "" && ownKind(e.Kind) {
				continue // what the archive keeps for itself is no part of the system
			}
			if err := d.offer(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}
