package records

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/iso28000/iso28000/records/internal/tiles"
	"golang.org/x/mod/sumdb/tlog"
)

// witnessing sends checkpoints to the witnesses of an archive, on a goroutine of its own: a
// witness that does not answer holds up nobody who writes.
type witnessing struct {
	a    *Archive
	woke chan struct{}
	stop context.CancelFunc
	done chan struct{}

	mu   sync.Mutex // held while checkpoints are sent
	seen [][2]Head  // by witness
}

// newWitnessing asks the witnesses for the newest checkpoints they have, and refuses a store
// that does not continue them.
func newWitnessing(ctx context.Context, a *Archive) (*witnessing, error) {
	w := &witnessing{a: a, woke: make(chan struct{}, 1), done: make(chan struct{}), seen: make([][2]Head, len(a.options.Witnesses))}
	for i, witness := range a.options.Witnesses {
		var seen [2]Head
		for l := range seen {
			c, err := witness.Latest(ctx, LogID(l+1))
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err == nil {
				seen[l], err = a.witnessed(ctx, c)
			}
			if err != nil {
				return nil, fmt.Errorf("witness %d: %w", i+1, err)
			}
		}
		w.seen[i] = seen
	}
	background, stop := context.WithCancel(context.Background())
	w.stop = stop
	go w.run(background)
	w.wake()
	return w, nil
}

// witnessed compares a checkpoint that a witness has with the store.
func (a *Archive) witnessed(ctx context.Context, c Checkpoint) (Head, error) {
	var head Head
	var err error
	if len(a.options.Verifiers) > 0 {
		head, err = OpenCheckpoint(a.options.Name, c.Note, a.options.Verifiers...)
	} else if head, err = parseCheckpoint(a.options.Name, textOf(c.Note)); err != nil {
		err = fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	if err != nil {
		return Head{}, err
	}
	l := head.Log - 1
	now := a.log.heads[l]
	if head.Epoch < now.Epoch {
		return head, nil
	}
	if head.Epoch > now.Epoch || head.Size > now.Size {
		return head, fmt.Errorf("%w: the log %s had %d entries in epoch %d, and has %d in epoch %d: an older copy was put in its place",
			ErrFork, head.Log, head.Size, head.Epoch, now.Size, now.Epoch)
	}
	return head, a.store.Read(ctx, func(s Snapshot) error {
		root, err := rootAt(ctx, s, &a.log.trees[l], head.Log, head.Size)
		if err == nil && root != head.Root {
			err = fmt.Errorf("%w: the log %s has another root at size %d: it was rewritten", ErrFork, head.Log, head.Size)
		}
		return err
	})
}

// rootAt returns the root that a log had at a size.
func rootAt(ctx context.Context, s Snapshot, tree *tiles.Tree, log LogID, size int64) (Hash, error) {
	root, err := tlog.TreeHash(size, hashReader(ctx, s, tree, log))
	return Hash(root), err
}

// hashReader reads the hashes of a tree from a snapshot.
func hashReader(ctx context.Context, s Snapshot, tree *tiles.Tree, log LogID) *tiles.Reader {
	return tiles.NewReader(tree, func(level int, index int64) ([]byte, error) {
		list, err := readTiles(ctx, s, log, level, index, index+1)
		if err != nil {
			return nil, err
		}
		return list[0], nil
	})
}

// wake says that there is something to send.
func (w *witnessing) wake() {
	if w == nil || len(w.a.options.Witnesses) == 0 {
		return
	}
	select {
	case w.woke <- struct{}{}:
	default:
	}
}

func (w *witnessing) run(ctx context.Context) {
	defer close(w.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.woke:
		}
		if err := w.send(ctx); err != nil && w.a.options.WitnessFailed != nil && ctx.Err() == nil {
			w.a.options.WitnessFailed(err)
		}
		if !pause(ctx, w.a.options.WitnessEvery) {
			return
		}
	}
}

// pause waits, and reports whether it did so to the end.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// close sends what was not sent yet, and ends.
func (w *witnessing) close() {
	w.stop()
	<-w.done
	if err := w.send(context.Background()); err != nil && w.a.options.WitnessFailed != nil {
		w.a.options.WitnessFailed(err)
	}
}

// Witness sends the newest checkpoints to all witnesses now, and returns when they have them:
// before something is relied on that must not be rewritten any more. Every witness is tried;
// the error joins what each said.
func (a *Archive) Witness(ctx context.Context) error { return a.witnesses.send(ctx) }

func (w *witnessing) send(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	logs := w.a.published.get()
	var faults []error
	for i, witness := range w.a.options.Witnesses {
		seen := w.seen[i]
		for l := range seen {
			head := logs.heads[l]
			if head == seen[l] || head.Size == 0 {
				continue
			}
			if err := w.a.witness(ctx, witness, seen[l], head, &logs.trees[l]); err != nil {
				faults = append(faults, fmt.Errorf("witness %d has not taken the checkpoint of the log %s at %d: %w", i+1, head.Log, head.Size, err))
				continue
			}
			seen[l] = head
		}
		w.seen[i] = seen
	}
	return errors.Join(faults...)
}

// witness gives one checkpoint to one witness.
func (a *Archive) witness(ctx context.Context, witness Witness, seen, head Head, tree *tiles.Tree) error {
	c, err := signCheckpoint(a.options.Name, head, a.options.Signer)
	if err != nil {
		return err
	}
	from := seen.Size
	if seen.Epoch != head.Epoch {
		from = 0
	}
	var proof []Hash
	if from > 0 && from < head.Size {
		err := a.store.Read(ctx, func(s Snapshot) error {
			list, err := tlog.ProveTree(head.Size, from, hashReader(ctx, s, tree, head.Log))
			for _, hash := range list {
				proof = append(proof, Hash(hash))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return witness.Add(ctx, c, from, proof)
}
