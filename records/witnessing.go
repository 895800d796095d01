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
	return head, a.store.Read(ctx, func(s Snapshot) error {
		var l ledger
		if err := l.load(ctx, s); err != nil {
			return err
		}
		now := l.heads[head.Log-1]
		if o, lost, err := lostBefore(ctx, s, &l.logs, head); err != nil {
			return err
		} else if lost {
			if err := o.accounts(head); err != nil {
				return fmt.Errorf("%w: the log %s: %w", ErrFork, head.Log, err)
			}
			return nil
		}
		if head.Epoch > now.Epoch || head.Size > now.Size {
			return fmt.Errorf("%w: the log %s had %d entries in epoch %d, and has %d in epoch %d: an older copy was put in its place",
				ErrFork, head.Log, head.Size, head.Epoch, now.Size, now.Epoch)
		}
		return continues(ctx, s, head, now, &l.trees[head.Log-1])
	})
}

// lostBefore tells whether a checkpoint was lost with an epoch that has begun since, and with
// which.
func lostBefore(ctx context.Context, s Snapshot, l *logs, known Head) (EpochOpening, bool, error) {
	if known.Epoch >= l.heads[known.Log-1].Epoch {
		return EpochOpening{}, false, nil
	}
	list, err := openings(ctx, s, l.heads[0], &l.trees[0])
	if err != nil {
		return EpochOpening{}, false, err
	}
	o, lost := lostWith(list, known)
	return o, lost, nil
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
			has, err := w.a.witness(ctx, witness, seen[l], logs, l)
			if err != nil {
				faults = append(faults, fmt.Errorf("witness %d has not taken the checkpoint of the log %s at %d: %w", i+1, head.Log, head.Size, err))
				continue
			}
			seen[l] = has
		}
		w.seen[i] = seen
	}
	return errors.Join(faults...)
}

// maxWitnessMoves bounds how often a checkpoint is given anew because others give theirs.
const maxWitnessMoves = 10

// witness gives one checkpoint to one witness, and returns what that has then: it, or a later
// one which somebody else gave it.
func (a *Archive) witness(ctx context.Context, witness Witness, seen Head, l *logs, log int) (Head, error) {
	head := l.heads[log]
	c, err := signCheckpoint(a.options.Name, head, a.options.Signer)
	if err != nil {
		return seen, err
	}
	for range maxWitnessMoves {
		from, proof, err := a.growth(ctx, seen, l, log)
		if err != nil {
			return seen, err
		}
		refused := witness.Add(ctx, c, from, proof)
		if !errors.Is(refused, ErrWitnessMoved) && !errors.Is(refused, ErrFork) {
			return head, refused
		}
		latest, err := witness.Latest(ctx, head.Log) // somebody else may write to the store, too
		var has Head
		if err == nil {
			has, err = a.witnessed(ctx, latest)
		} else if errors.Is(err, ErrNotFound) {
			err = nil
		}
		switch {
		case err != nil:
			return seen, err
		case has == seen:
			return seen, refused
		case has.Epoch > head.Epoch || has.Epoch == head.Epoch && has.Size >= head.Size:
			return has, nil
		}
		seen = has
	}
	return seen, fmt.Errorf("%w, again and again", ErrWitnessMoved)
}

// growth proves that a log has grown since a witness has seen it. Where that was lost with an
// epoch, it begins anew.
func (a *Archive) growth(ctx context.Context, seen Head, l *logs, log int) (from int64, proof []Hash, err error) {
	head := l.heads[log]
	if seen.Size == 0 {
		return 0, nil, nil
	}
	err = a.store.Read(ctx, func(s Snapshot) error {
		if _, lost, err := lostBefore(ctx, s, l, seen); err != nil || lost {
			return err
		}
		if from = seen.Size; from >= head.Size {
			return nil
		}
		list, err := tlog.ProveTree(head.Size, from, hashReader(ctx, s, &l.trees[log], head.Log))
		proof = ourHashes(list)
		return err
	})
	return from, proof, err
}
