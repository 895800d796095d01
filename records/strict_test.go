package records_test

import (
	"context"
	"errors"
	"iter"

	"github.com/iso28000/iso28000/records"
)

// A strict store is one that holds the core to the contract: while a sequence of a snapshot is
// being read, no other of its methods is called. A store may rest on that.
type strict struct{ records.Store }

func (s strict) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return s.Store.Read(ctx, func(x records.Snapshot) error { return fn(&strictSnapshot{Snapshot: x}) })
}

var errNested = errors.New("strict: the snapshot is used while a sequence of it is being read")

type strictSnapshot struct {
	records.Snapshot
	reading bool
}

// alone fails where a sequence is being read.
func alone[T any](s *strictSnapshot, fn func() (T, error)) (T, error) {
	if s.reading {
		var none T
		return none, errNested
	}
	return fn()
}

// one reads a sequence, alone.
func one[T any](s *strictSnapshot, list iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if s.reading {
			var none T
			yield(none, errNested)
			return
		}
		s.reading = true
		defer func() { s.reading = false }()
		list(yield)
	}
}

func (s *strictSnapshot) Heads(ctx context.Context) ([]records.Head, error) {
	return alone(s, func() ([]records.Head, error) { return s.Snapshot.Heads(ctx) })
}

func (s *strictSnapshot) Entry(ctx context.Context, id string) (*records.Entry, error) {
	return alone(s, func() (*records.Entry, error) { return s.Snapshot.Entry(ctx, id) })
}

func (s *strictSnapshot) Revision(ctx context.Context, entity records.Ref, before int64) (*records.Entry, error) {
	return alone(s, func() (*records.Entry, error) { return s.Snapshot.Revision(ctx, entity, before) })
}

func (s *strictSnapshot) Count(ctx context.Context, q records.Query) (int64, error) {
	return alone(s, func() (int64, error) { return s.Snapshot.Count(ctx, q) })
}

func (s *strictSnapshot) Checkpoint(ctx context.Context, log records.LogID, size int64) (records.Checkpoint, error) {
	return alone(s, func() (records.Checkpoint, error) { return s.Snapshot.Checkpoint(ctx, log, size) })
}

func (s *strictSnapshot) Entries(ctx context.Context, log records.LogID, from, to int64, content bool) iter.Seq2[*records.Entry, error] {
	return one(s, s.Snapshot.Entries(ctx, log, from, to, content))
}

func (s *strictSnapshot) Revisions(ctx context.Context, entity records.Ref, from, to, before int64, content bool) iter.Seq2[*records.Entry, error] {
	return one(s, s.Snapshot.Revisions(ctx, entity, from, to, before, content))
}

func (s *strictSnapshot) State(ctx context.Context, q records.StateQuery) iter.Seq2[*records.Entry, error] {
	return one(s, s.Snapshot.State(ctx, q))
}

func (s *strictSnapshot) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	return one(s, s.Snapshot.Find(ctx, q))
}

func (s *strictSnapshot) Tiles(ctx context.Context, log records.LogID, level int, from, to int64) iter.Seq2[records.Tile, error] {
	return one(s, s.Snapshot.Tiles(ctx, log, level, from, to))
}
