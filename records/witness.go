package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Witness keeps checkpoints where whoever runs the store cannot change them. Without one, an
// insider with the signing key can rewrite the log unnoticed; with one, only what came after
// the last checkpoint that it has. It is safe for concurrent use.
type Witness interface {
	// Add gives it a checkpoint, with the proof that its log only grew since the one of size
	// from, the latest it has: it refuses, as [ErrFork], one that does not follow. Of an empty
	// log, and of a new epoch, the proof is empty and from is 0.
	Add(ctx context.Context, c Checkpoint, from int64, proof []Hash) error
	// Latest returns the newest checkpoint of a log, or [ErrNotFound].
	Latest(ctx context.Context, log LogID) (Checkpoint, error)
}

// ErrFork is returned where a log is no continuation of what a witness has seen: it was
// rewritten, cut off, or replaced by an older copy.
var ErrFork = errors.New("records: the log does not continue what was witnessed")

// A WitnessFile is what a file witness writes to. An *os.File is one, opened to be read and
// appended to: os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600).
type WitnessFile interface {
	io.ReaderAt
	io.Writer
	Sync() error
}

// FileWitness keeps the checkpoints of an archive of that name one after the other in a file,
// which is worth as much as it is out of reach of whoever can write to the store: on another
// machine, on a medium that is written once. It accepts what one of the verifiers has signed,
// and reads the file to its end when it begins. After a write that was cut off, what the file
// has is still told, and Add asks for a new file.
func FileWitness(file WitnessFile, archive string, verifiers ...note.Verifier) (Witness, error) {
	w := &fileWitness{file: file, archive: archive, verifiers: verifiers}
	data, err := io.ReadAll(io.LimitReader(io.NewSectionReader(file, 0, 1<<40), maxWitness+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxWitness:
		return nil, fmt.Errorf("the file of the witness has more than %d bytes: keep its last part in a new one", maxWitness)
	}
	for len(data) > 0 {
		begin := bytes.IndexByte(data, '\n') // of the length before each note
		var size int
		if begin < 0 {
			w.torn = true
			break
		}
		if n, err := fmt.Sscanf(string(data[:begin]), "checkpoint %d", &size); n != 1 || err != nil || size < 0 || size > MaxNote {
			return nil, damaged("the file of the witness holds %s where a checkpoint would begin", quote(string(data[:begin])))
		}
		data = data[begin+1:]
		if len(data) < size {
			w.torn = true
			break
		}
		head, err := OpenCheckpoint(archive, data[:size], verifiers...)
		if err != nil {
			return nil, err
		}
		w.latest[head.Log-1] = Checkpoint{head.Log, head.Size, bytes.Clone(data[:size])}
		w.heads[head.Log-1] = head
		data = data[size:]
	}
	return w, nil
}

const maxWitness = 1 << 30

type fileWitness struct {
	archive   string
	verifiers []note.Verifier

	mu     sync.Mutex
	file   WitnessFile
	torn   bool
	latest [2]Checkpoint
	heads  [2]Head
}

func (w *fileWitness) Latest(ctx context.Context, log LogID) (Checkpoint, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if log != RecordLog && log != AccessLog || w.latest[log-1].Note == nil {
		return Checkpoint{}, ErrNotFound
	}
	c := w.latest[log-1]
	c.Note = bytes.Clone(c.Note)
	return c, ctx.Err()
}

func (w *fileWitness) Add(ctx context.Context, c Checkpoint, from int64, proof []Hash) error {
	head, err := OpenCheckpoint(w.archive, c.Note, w.verifiers...)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	last := w.heads[head.Log-1]
	if err := CheckGrowth(last, head, proof); err != nil {
		return err
	}
	if last == head {
		return nil
	}
	if w.torn {
		return damaged("the file of the witness ends in the middle of a checkpoint: go on in a new file")
	}
	entry := fmt.Appendf(nil, "checkpoint %d\n", len(c.Note))
	if _, err = w.file.Write(append(entry, c.Note...)); err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		w.torn = true // what stands there is not known
		return err
	}
	w.latest[head.Log-1], w.heads[head.Log-1] = Checkpoint{head.Log, head.Size, bytes.Clone(c.Note)}, head
	return nil
}

// CheckGrowth verifies that one head of a log follows another, as [ErrFork]: the log only grew
// from one to the other, or a later epoch began. The zero head is followed by every one.
func CheckGrowth(old, now Head, proof []Hash) error {
	switch {
	case old == Head{} || old == now:
		return nil
	case old.Log != now.Log:
		return fmt.Errorf("%w: a head of the log %s does not follow one of %s", ErrFork, now.Log, old.Log)
	case now.Epoch > old.Epoch:
		return nil // what it lost, its first record says
	case now.Epoch < old.Epoch || now.Size < old.Size:
		return fmt.Errorf("%w: the log %s had %d entries, and has %d", ErrFork, old.Log, old.Size, now.Size)
	case now.Size == old.Size:
		return fmt.Errorf("%w: the log %s has another root at its size %d", ErrFork, old.Log, old.Size)
	case old.Size == 0:
		return nil
	}
	list := make(tlog.TreeProof, len(proof))
	for i, hash := range proof {
		list[i] = tlog.Hash(hash)
	}
	if err := tlog.CheckTree(list, now.Size, tlog.Hash(now.Root), old.Size, tlog.Hash(old.Root)); err != nil {
		return fmt.Errorf("%w: from size %d to %d of the log %s: %w", ErrFork, old.Size, now.Size, old.Log, err)
	}
	return nil
}
