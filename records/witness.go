package records

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// A Witness keeps checkpoints where whoever runs the store cannot change them. Without one, an
// insider with the signing key can rewrite the log unnoticed; with one, only what came after
// the last checkpoint that it has. It forgets none. It is safe for concurrent use.
//
// It does as c2sp.org/tlog-witness asks: before it takes a checkpoint, it verifies that the
// log only grew since the one it took before. What that leaves open is a later epoch, which
// begins where entries were lost; see [ErrNewEpoch].
type Witness interface {
	// Add gives it a checkpoint, with the proof that its log only grew since the one of size
	// from, the latest it has: 0 without proof where it has none. An error promises nothing:
	// whether it has it, Latest tells. It refuses
	//
	//   - what does not follow, as [ErrFork];
	//   - a later epoch that does not go on from what it has, as [ErrNewEpoch], until whoever runs
	//     the witness accepts it. For such a one from is 0, and there is no proof;
	//   - another from, as [ErrWitnessMoved]: somebody else was faster;
	//   - what is not signed as it has to be, as [ErrUntrusted].
	Add(ctx context.Context, c Checkpoint, from int64, proof []Hash) error
	// Latest returns the newest checkpoint of a log, that of the latest epoch with the largest
	// size, or [ErrNotFound].
	Latest(ctx context.Context, log LogID) (Checkpoint, error)
	// Checkpoints yields all that it has of a log, in the order in which it got them. After an
	// error it ends.
	Checkpoints(ctx context.Context, log LogID) iter.Seq2[Checkpoint, error]
}

// What a [Witness] refuses a checkpoint for, beside [ErrUntrusted].
var (
	// ErrFork is returned where a log is no continuation of what a witness has seen: it was
	// rewritten, cut off, or replaced by an older copy.
	ErrFork = errors.New("records: the log does not continue what was witnessed")
	// ErrNewEpoch is returned for a later epoch that lacks what was witnessed. It is [ErrFork] too,
	// and no reason to accept it is in the checkpoint: ask who restored what, and why.
	ErrNewEpoch = fmt.Errorf("%w: a later epoch began without it", ErrFork)
	// ErrWitnessMoved is returned where the witness has another checkpoint than the one that the
	// proof begins with: ask for the latest, and prove from there.
	ErrWitnessMoved = errors.New("records: the witness has another checkpoint than the proof begins with")
)

// Witnessed returns what an [Auditor] wants to know of witnesses, for its Trusted: of the
// latest epoch of each log the newest checkpoint, which continues those before it, and all of
// the earlier epochs, since with an epoch the newest of them were lost.
func Witnessed(ctx context.Context, witnesses ...Witness) ([]Checkpoint, error) {
	var list []Checkpoint
	for i, w := range witnesses {
		for _, log := range []LogID{RecordLog, AccessLog} {
			newest, err := w.Latest(ctx, log)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("witness %d: %w", i+1, err)
			}
			list = append(list, newest)
			latest := epochOf(newest)
			if latest == 1 {
				continue
			}
			for c, err := range w.Checkpoints(ctx, log) {
				if err != nil {
					return nil, fmt.Errorf("witness %d: %w", i+1, err)
				}
				if epochOf(c) < latest {
					list = append(list, c)
				}
			}
		}
	}
	return list, nil
}

// CheckGrowth verifies that one head of a log follows another: that the log only grew from one
// to the other, else it is [ErrFork]. A later epoch follows where it has all that the old head
// says; else it is [ErrNewEpoch]. The zero head is followed by every one.
func CheckGrowth(old, now Head, proof []Hash) error {
	fork := ErrFork
	switch {
	case old == Head{} || old == now:
		return nil
	case old.Log != now.Log:
		return fmt.Errorf("%w: a head of the log %s does not follow one of %s", ErrFork, now.Log, old.Log)
	case now.Epoch < old.Epoch || now.Epoch == old.Epoch && now.Size < old.Size:
		return fmt.Errorf("%w: the log %s had %d entries in epoch %d, and has %d in epoch %d", ErrFork, old.Log, old.Size, old.Epoch, now.Size, now.Epoch)
	case now.Epoch > old.Epoch:
		fork = ErrNewEpoch
	}
	switch {
	case now.Size < old.Size:
		return fmt.Errorf("%w: the log %s had %d entries in epoch %d, and has %d in epoch %d", fork, old.Log, old.Size, old.Epoch, now.Size, now.Epoch)
	case now.Size == old.Size:
		return fmt.Errorf("%w: the log %s has another root or epoch at its size %d", fork, old.Log, old.Size)
	case old.Size == 0:
		return nil
	}
	list := make(tlog.TreeProof, len(proof))
	for i, hash := range proof {
		list[i] = tlog.Hash(hash)
	}
	if err := tlog.CheckTree(list, now.Size, tlog.Hash(now.Root), old.Size, tlog.Hash(old.Root)); err != nil {
		return fmt.Errorf("%w: from size %d to %d of the log %s: %w", fork, old.Size, now.Size, old.Log, err)
	}
	return nil
}
