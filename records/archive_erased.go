package records

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// NoTombstone is the Tombstone of a record whose content is gone, and whose log does not say
// so: the key that it was sealed with was destroyed after this copy of the store was made.
// Dispose of it here as well, so that the log does.
const NoTombstone = -1

// SizeAt returns the size that the log of records had in a state: that of a time can then be
// asked for, and proved, by its size.
func (a *Archive) SizeAt(ctx context.Context, at AsOf) (size int64, err error) {
	err = a.read(ctx, func(s Snapshot, heads [2]Head) error {
		size, err = a.before(ctx, s, heads[0], at)
		return err
	})
	return size, err
}

// Erased yields the records whose content was disposed of since a position, tombstone by
// tombstone and then by Seq: each as it is now, without content. Whoever keeps in step with
// [Archive.Changes], and holds what they read there, learns from it what to delete: ask with
// the same position, and afterwards, since what is erased is no change of its entity.
//
// Those that by may not list are left out. Where the log says that content is gone and the
// store still has it, the error is [ErrDamaged].
func (a *Archive) Erased(ctx context.Context, by Principal, since Position) iter.Seq2[*Record, error] {
	return a.sequence(ctx, by, ListRecord, "", func(s Snapshot, heads [2]Head, d *delivery) error {
		since, err := since.in(heads[0])
		if err != nil {
			return err
		}
		gone, err := erasures(ctx, s, since.Next, heads[0].Size)
		if err != nil {
			return err
		}
		for _, g := range gone { // one by one: they may lie anywhere in the log
			for e, err := range s.Entries(ctx, RecordLog, g.seq, g.seq+1, false) {
				if err != nil {
					return err
				}
				if !e.Erased || e.Tombstone != g.tombstone {
					return tampered(e, "entry %d says that its content was erased, and the store does not", g.tombstone)
				}
				if err := d.offer(ctx, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// in reports, as [ErrEpoch], a position that is none of the log, and fills in the beginning.
func (p Position) in(head Head) (Position, error) {
	if p == (Position{}) {
		p.Epoch = head.Epoch
	}
	switch {
	case p.Epoch != head.Epoch:
		return p, fmt.Errorf("%w: the position is of epoch %d, the log in epoch %d", ErrEpoch, p.Epoch, head.Epoch)
	case p.Next < 0 || p.Next > head.Size:
		return p, fmt.Errorf("%w: the position is %d, and the log has %d entries", ErrEpoch, p.Next, head.Size)
	}
	return p, nil
}

// An erasedAt is an entry of the log of records, and the tombstone that names it.
type erasedAt struct{ seq, tombstone int64 }

// erasures returns what the tombstones of a part of the log name.
func erasures(ctx context.Context, s Snapshot, from, to int64) ([]erasedAt, error) {
	var list []erasedAt
	for e, err := range s.Entries(ctx, RecordLog, from, to, false) {
		if err != nil {
			return nil, err
		}
		if e.Kind != TombstoneKind {
			continue
		}
		h, err := headerOf(e)
		if err != nil {
			return nil, err
		}
		for _, c := range h.Index {
			log, number, _ := strings.Cut(c.Text, "/")
			seq, err := strconv.ParseInt(number, 10, 64)
			if err == nil && log == RecordLog.String() && c == Erases(RecordLog, seq) && seq < h.Seq {
				list = append(list, erasedAt{seq, h.Seq})
			}
		}
	}
	slices.SortFunc(list, func(a, b erasedAt) int {
		return cmp.Or(cmp.Compare(a.tombstone, b.tombstone), cmp.Compare(a.seq, b.seq))
	})
	return list, nil
}

// candidates returns the entries of a class that have content, of one part of the log.
func candidates(ctx context.Context, s Snapshot, class string, from, to int64) ([]*Entry, error) {
	var list []*Entry
	for e, err := range s.Entries(ctx, RecordLog, from, to, false) {
		if err != nil {
			return nil, err
		}
		h, err := headerOf(e)
		if err != nil {
			return nil, err
		}
		if h.Class == class && !e.Erased && h.Commitment.Type != "" {
			list = append(list, e.clone())
		}
	}
	return list, nil
}
