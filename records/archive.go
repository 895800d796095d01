package records

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/note"
)

// An Archive keeps every version of every entity in a log that nobody can alter unnoticed. It
// is opened on a [Store], and is safe for concurrent use. Several archives, in several
// processes, may be open on one store where the store allows it.
//
// Writers that come at the same time are committed together: each call returns when what it
// wrote is durable, and none waits longer than for the commit that is running and its own.
type Archive struct {
	store   Store
	options Options

	requests chan *request
	mu       sync.RWMutex // held for reading while something is put into requests
	closed   bool
	done     chan struct{} // closed when the committer has ended

	log       ledger // used by the committer alone, once the archive is open
	published published
	witnesses *witnessing
	retired   sync.Map // ids of the keys that nothing is sealed with any more
}

// Options say how an archive is kept. The zero value works, without signatures: then whoever
// can write to the store can rewrite it unnoticed.
type Options struct {
	// Name is that of the archive, which its checkpoints carry: one that no other archive has,
	// such as acme.example/security. Defaults to "records".
	Name string
	// Signer signs a checkpoint with each commit. Defaults to none.
	Signer note.Signer
	// Verifiers are the public keys of the signers there were, by which the newest checkpoint of
	// the store is verified when it is opened. Defaults to none: it is not.
	Verifiers []note.Verifier
	// Witnesses get checkpoints, and on opening are asked for the newest. Needs a Signer.
	Witnesses []Witness
	// WitnessEvery is the least time between two checkpoints that go to witnesses. It is also the
	// time in which an insider with the key can still rewrite. Defaults to 10 seconds.
	WitnessEvery time.Duration
	// WitnessFailed is told of each checkpoint that a witness did not take. It is called by one
	// goroutine at a time. Defaults to nothing: see [Archive.Witness].
	WitnessFailed func(error)

	// Authorizer decides who may do what. Defaults to [Dominance].
	Authorizer Authorizer
	// Sensitive is the level of marking from which on a read is noted in the access log: durably,
	// before content is given away. What is in a compartment is noted at every level. So is
	// every refusal. Defaults to 1: to what not everybody may read.
	Sensitive int64
	// Sealer encrypts content. Defaults to none: it is stored as it is.
	Sealer Sealer
	// Retainer says how long a record is kept which does not say so itself. Defaults to none.
	Retainer Retainer

	// Now tells the time of commits. Defaults to [time.Now].
	Now func() time.Time
	// Behind is how far the clock may lie behind the newest entry: so much, the time of the
	// entry is taken instead, and beyond it nothing is committed ([ErrClock]). Clocks of several
	// machines differ, and are set back now and then. Defaults to 1 minute.
	Behind time.Duration
	// Random is where salts come from. Defaults to the system's.
	Random io.Reader
	// NewID makes the id of a record that has none. Defaults to a UUIDv7.
	NewID func() string
}

// ErrClock is returned where the clock lies so far behind the newest entry that one of them
// must be wrong. Nothing was stored.
var ErrClock = errors.New("records: the clock lies behind the newest entry of the log")

// ErrSignature is returned on opening a store whose newest checkpoint is not signed by one
// of the verifiers, or does not have the root of the store.
var ErrSignature = errors.New("records: the newest checkpoint is not the one of this store")

// surroundings fills in what an archive takes from the machine it runs on.
func surroundings(o Options) Options {
	if o.Name == "" {
		o.Name = "records"
	}
	if o.WitnessEvery == 0 {
		o.WitnessEvery = 10 * time.Second
	}
	if o.Sensitive == 0 {
		o.Sensitive = 1
	}
	if o.Authorizer == nil {
		o.Authorizer = Dominance{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Behind == 0 {
		o.Behind = time.Minute
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.NewID == nil {
		o.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	return o
}

// Open opens an archive on a store, which it closes with itself. It makes the right edge of
// both trees again and compares their roots with the heads, verifies the newest checkpoints
// where there are Verifiers, and asks the witnesses whether the store has everything that they
// have seen: an older copy put in its place is [ErrFork]. What is altered further back is for
// an [Auditor] to find.
func Open(ctx context.Context, store Store, options Options) (*Archive, error) {
	a := &Archive{
		store:    store,
		options:  surroundings(options),
		requests: make(chan *request, maxGroup),
		done:     make(chan struct{}),
	}
	if len(a.options.Witnesses) > 0 && a.options.Signer == nil {
		return nil, errors.New("records: there are witnesses, and nobody signs what they would witness: give a Signer")
	}
	err := store.Read(ctx, func(s Snapshot) error {
		if err := a.log.load(ctx, s); err != nil {
			return err
		}
		if len(a.options.Verifiers) == 0 {
			return nil
		}
		for i := range a.log.heads {
			if err := a.verifyNewest(ctx, s, &a.log.heads[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	a.published.set(a.log.logs)
	if a.witnesses, err = newWitnessing(ctx, a); err != nil {
		return nil, err
	}
	go a.commits()
	return a, nil
}

// verifyNewest verifies the newest checkpoint of a log, and that it is of its head.
func (a *Archive) verifyNewest(ctx context.Context, s Snapshot, head *Head) error {
	c, err := s.Checkpoint(ctx, head.Log, head.Size)
	if errors.Is(err, ErrNotFound) && head.Size == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w: log %s: %w", ErrSignature, head.Log, err)
	}
	signed, err := OpenCheckpoint(a.options.Name, c.Note, a.options.Verifiers...)
	if err != nil {
		return fmt.Errorf("%w: log %s: %w", ErrSignature, head.Log, err)
	}
	if signed != *head {
		return fmt.Errorf("%w: the log %s has %d entries, and its checkpoint is of %d", ErrSignature, head.Log, head.Size, signed.Size)
	}
	return nil
}

// Heads returns the head of each log as the archive knows them: after the newest commit of its own.
func (a *Archive) Heads() []Head {
	logs := a.published.get()
	return []Head{logs.heads[0], logs.heads[1]}
}

// Close takes no further writes, waits for those that wait to be committed, sends the last
// checkpoint to the witnesses, and closes the store. A second Close does nothing.
func (a *Archive) Close() error {
	a.mu.Lock()
	if a.closed {
		a.mu.Unlock()
		<-a.done
		return nil
	}
	a.closed = true
	close(a.requests)
	a.mu.Unlock()
	<-a.done
	a.witnesses.close()
	return a.store.Close()
}
