package storetest

import (
	"context"
	"iter"
	"sync"

	"github.com/iso28000/iso28000/records"
)

// lastSeen is a witness that believes everything, and of an old one keeps nothing.
type lastSeen struct {
	mu   sync.Mutex
	seen [2]*records.Checkpoint
}

func (w *lastSeen) Add(_ context.Context, c records.Checkpoint, _ int64, _ []records.Hash) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen[c.Log-1] = &c
	return nil
}

func (w *lastSeen) Latest(_ context.Context, log records.LogID) (records.Checkpoint, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen[log-1] == nil {
		return records.Checkpoint{}, records.ErrNotFound
	}
	return *w.seen[log-1], nil
}

func (w *lastSeen) Checkpoints(ctx context.Context, log records.LogID) iter.Seq2[records.Checkpoint, error] {
	return func(yield func(records.Checkpoint, error) bool) {
		if c, err := w.Latest(ctx, log); err == nil {
			yield(c, nil)
		}
	}
}
