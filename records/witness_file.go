package records

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
)

// A WitnessFile is what a file witness writes to. An *os.File is one, opened to be read and
// appended to: os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600).
type WitnessFile interface {
	io.ReaderAt
	io.Writer
	Sync() error
}

// A WitnessBook is a [Witness] that keeps checkpoints one after the other in a file. Each
// begins with a line that has its length in bytes, such as checkpoint 241, and is the note.
type WitnessBook struct {
	archive   string
	verifiers []note.Verifier
	file      WitnessFile

	mu       sync.Mutex
	end      int64 // up to which the file was read
	torn     bool  // whether a part of a checkpoint stands there
	failed   error // why nothing more is written
	latest   [2]Checkpoint
	heads    [2]Head
	accepted map[int64]bool
}

// FileWitness keeps the checkpoints of an archive of that name in a file, which is worth as
// much as it is out of reach of whoever can write to the store: on another machine, on a medium
// that is written once. It accepts what one of the verifiers has signed, and reads the file to
// its end when it begins, and what others have added since each time it is asked. Processes
// that add at the very same moment are not kept apart: let one of them have the file.
//
// After a write that was cut off, what the file has is still told, and Add asks for a new file.
func FileWitness(file WitnessFile, archive string, verifiers ...note.Verifier) (*WitnessBook, error) {
	w := &WitnessBook{file: file, archive: archive, verifiers: verifiers, accepted: map[int64]bool{}}
	if err := w.follow(); err != nil {
		return nil, err
	}
	return w, nil
}

const maxWitness = 1 << 30

// AcceptEpoch says that this epoch may begin without what was witnessed: that a loss is known
// to whoever runs the witness, and was looked into. What was witnessed before is kept, and an
// [Auditor] that is given it wants the loss stated by the record that opened the epoch.
func (w *WitnessBook) AcceptEpoch(epoch int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.accepted[epoch] = true
}

// Latest implements [Witness].
func (w *WitnessBook) Latest(ctx context.Context, log LogID) (Checkpoint, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := errors.Join(ctx.Err(), w.follow()); err != nil {
		return Checkpoint{}, err
	}
	if log != RecordLog && log != AccessLog || w.latest[log-1].Note == nil {
		return Checkpoint{}, ErrNotFound
	}
	c := w.latest[log-1]
	c.Note = bytes.Clone(c.Note)
	return c, nil
}

// Checkpoints implements [Witness].
func (w *WitnessBook) Checkpoints(ctx context.Context, log LogID) iter.Seq2[Checkpoint, error] {
	return func(yield func(Checkpoint, error) bool) {
		w.mu.Lock()
		err := w.follow()
		end := w.end
		w.mu.Unlock()
		r := bufio.NewReader(io.NewSectionReader(w.file, 0, end))
		for err == nil {
			if err = ctx.Err(); err != nil {
				break
			}
			var data []byte
			if data, err = nextNote(r); err == io.EOF {
				return
			}
			if err != nil {
				break
			}
			var head Head
			if head, err = parseCheckpoint(w.archive, textOf(data)); err != nil { // its signature was verified
				err = damaged("the file of the witness was altered since it was opened: %v", err)
				break
			}
			if head.Log == log && !yield(Checkpoint{head.Log, head.Size, data}, nil) {
				return
			}
		}
		yield(Checkpoint{}, err)
	}
}

// Add implements [Witness].
func (w *WitnessBook) Add(ctx context.Context, c Checkpoint, from int64, proof []Hash) error {
	head, err := OpenCheckpoint(w.archive, c.Note, w.verifiers...)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := errors.Join(ctx.Err(), w.follow()); err != nil {
		return err
	}
	last := w.heads[head.Log-1]
	if last == head {
		return nil
	}
	if err := w.mayFollow(last, head, from, proof); err != nil {
		return err
	}
	switch {
	case w.failed != nil:
		return fmt.Errorf("the file of the witness could not be written, and what stands at its end is not known: go on in a new one: %w", w.failed)
	case w.torn:
		return damaged("the file of the witness ends in the middle of a checkpoint: go on in a new file")
	case w.end > maxWitness-MaxNote-64:
		return fmt.Errorf("%w: the file of the witness has %d bytes: go on in a new one, and keep this", ErrFull, w.end)
	}
	entry := fmt.Appendf(nil, "%s%d\n", noteBegins, len(c.Note))
	if _, err = w.file.Write(append(entry, c.Note...)); err == nil {
		err = w.file.Sync()
	}
	if err != nil {
		w.failed = err // a later sync would not tell of what this one has lost
		return err
	}
	return w.follow()
}

// mayFollow decides whether a head may come after the last.
func (w *WitnessBook) mayFollow(last, head Head, from int64, proof []Hash) error {
	switch {
	case last.Size > 0 && head.Epoch > last.Epoch && from == 0:
		if w.accepted[head.Epoch] {
			return nil
		}
		return fmt.Errorf("%w: the log %s begins epoch %d and lacks what it had in epoch %d, with %d entries. Ask who restored what, and why; where the loss is known, whoever runs the witness accepts epoch %d",
			ErrNewEpoch, head.Log, head.Epoch, last.Epoch, last.Size, head.Epoch)
	case from != last.Size && (last == Head{} || head.Size > last.Size && head.Epoch >= last.Epoch):
		return fmt.Errorf("%w: it has the log %s at %d, and the proof begins at %d", ErrWitnessMoved, head.Log, last.Size, from)
	}
	return CheckGrowth(last, head, proof)
}

// follow reads what the file has beyond what was read of it.
func (w *WitnessBook) follow() error {
	r := bufio.NewReader(io.NewSectionReader(w.file, w.end, maxWitness+1-w.end))
	for {
		data, err := nextNote(r)
		if w.torn = err == io.ErrUnexpectedEOF; w.torn || err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if w.end += int64(len(noteBegins)+len(strconv.Itoa(len(data)))+1) + int64(len(data)); w.end > maxWitness {
			return fmt.Errorf("the file of the witness has more than %d bytes: keep its last part in a new one", maxWitness)
		}
		head, err := OpenCheckpoint(w.archive, data, w.verifiers...)
		if err != nil {
			return fmt.Errorf("the file of the witness: %w", err)
		}
		if last := w.heads[head.Log-1]; head.Epoch > last.Epoch || head.Epoch == last.Epoch && head.Size >= last.Size {
			w.latest[head.Log-1], w.heads[head.Log-1] = Checkpoint{head.Log, head.Size, data}, head
		}
	}
}

// noteBegins stands before the length of each note.
const noteBegins = "checkpoint "

// nextNote reads the next note of a witness file. At its end the error is io.EOF; where that
// comes in the middle of one, io.ErrUnexpectedEOF.
func nextNote(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	switch {
	case err == io.EOF && len(line) > 0:
		return nil, io.ErrUnexpectedEOF
	case err != nil && err != bufio.ErrBufferFull:
		return nil, err
	}
	text, _ := strings.CutSuffix(string(line), "\n")
	number, _ := strings.CutPrefix(text, noteBegins)
	size, err := strconv.Atoi(number)
	if err != nil || size < 0 || size > MaxNote || text != noteBegins+strconv.Itoa(size) {
		return nil, damaged("the file of the witness holds %s where a checkpoint would begin", quote(text))
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(r, data); err == io.EOF {
		return nil, io.ErrUnexpectedEOF
	} else if err != nil {
		return nil, err
	}
	return data, nil
}
