package records_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
)

// grown returns the proof that the record log of a forger only grew since a size.
func (f *forger) grown(from int64) []records.Hash {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			list[i] = hashes[index]
		}
		return list, nil
	})
	require.NoError(f.t, f.store.Read(f.t.Context(), func(s records.Snapshot) error {
		for e, err := range s.Entries(f.t.Context(), records.RecordLog, 0, 1<<40, false) {
			require.NoError(f.t, err)
			list, err := tlog.StoredHashes(e.Seq, e.Header, reader)
			require.NoError(f.t, err)
			hashes = append(hashes, list...)
		}
		return nil
	}))
	proof, err := tlog.ProveTree(f.heads[0].Size, from, reader)
	require.NoError(f.t, err)
	var list []records.Hash
	for _, h := range proof {
		list = append(list, records.Hash(h))
	}
	return list
}

// all returns the sizes of what a witness has of the record log.
func all(t *testing.T, w records.Witness) (sizes []int64) {
	t.Helper()
	for c, err := range w.Checkpoints(t.Context(), records.RecordLog) {
		require.NoError(t, err)
		sizes = append(sizes, c.Size)
	}
	return sizes
}

// A witness takes a later epoch by itself only where nothing that it knows is lost with it,
// and forgets nothing when somebody accepts a loss.
func TestWitnessAndEpochs(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	first := newForger(t, signer)
	first.notes(records.RecordLog, 8, "")
	at8 := first.heads[0]
	first.notes(records.RecordLog, 20, "")
	later := newForger(t, signer)
	later.notes(records.RecordLog, 10, "")
	later.open(2, first.heads[0])
	now := later.checkpoint(later.heads[0])

	short := witnessOf(t, &memoryFile{}, verifier)
	require.NoError(t, short.Add(ctx, first.checkpoint(at8), 0, nil))
	assert.ErrorIs(t, short.Add(ctx, now, 0, nil), records.ErrNewEpoch, "without proof it is not known")
	assert.ErrorIs(t, short.Add(ctx, now, 8, later.grown(7)), records.ErrNewEpoch, "with another proof neither")
	require.NoError(t, short.Add(ctx, now, 8, later.grown(8)), "it continues all that this witness knows")
	assert.Equal(t, []int64{8, 11}, all(t, short))

	file := &memoryFile{}
	long := witnessOf(t, file, verifier)
	require.NoError(t, long.Add(ctx, first.checkpoint(at8), 0, nil))
	require.NoError(t, long.Add(ctx, first.checkpoint(first.heads[0]), 8, first.grown(8)))
	for from, proof := range map[int64][]records.Hash{0: nil, 8: later.grown(8), 20: nil} {
		err := long.Add(ctx, now, from, proof)
		assert.True(t, errors.Is(err, records.ErrFork) || errors.Is(err, records.ErrWitnessMoved), "%d: %v", from, err)
	}
	err := long.Add(ctx, now, 0, nil)
	require.ErrorIs(t, err, records.ErrNewEpoch)
	assert.ErrorIs(t, err, records.ErrFork)
	assert.ErrorContains(t, err, "whoever runs the witness accepts epoch 2")
	long.AcceptEpoch(3)
	assert.ErrorIs(t, long.Add(ctx, now, 0, nil), records.ErrNewEpoch, "that epoch, and no other")
	long.AcceptEpoch(2)
	require.NoError(t, long.Add(ctx, now, 0, nil))
	assert.ErrorIs(t, long.Add(ctx, first.checkpoint(first.heads[0]), 0, nil), records.ErrFork, "the epoch before is over")
	rewritten := newForger(t, signer)
	rewritten.notes(records.RecordLog, 9, "")
	rewritten.open(2, first.heads[0])
	rewritten.notes(records.RecordLog, 30, "")
	assert.ErrorIs(t, long.Add(ctx, rewritten.checkpoint(rewritten.heads[0]), 0, nil), records.ErrWitnessMoved, "accepted once is not accepted again")
	assert.ErrorIs(t, long.Add(ctx, rewritten.checkpoint(rewritten.heads[0]), 11, rewritten.grown(11)), records.ErrFork)
	for _, w := range []records.Witness{long, witnessOf(t, file, verifier)} {
		assert.Equal(t, []int64{8, 20, 11}, all(t, w), "nothing is forgotten")
		c, err := w.Latest(ctx, records.RecordLog)
		require.NoError(t, err)
		assert.Equal(t, now, c)
		trusted, err := records.Witnessed(ctx, w)
		require.NoError(t, err)
		assert.Equal(t, []records.Checkpoint{now, first.checkpoint(at8), first.checkpoint(first.heads[0])}, trusted)
	}
	assert.Empty(t, slices.Collect(keysOf(long.Checkpoints(ctx, records.AccessLog))))
}

func keysOf(list func(func(records.Checkpoint, error) bool)) func(func(records.Checkpoint) bool) {
	return func(yield func(records.Checkpoint) bool) {
		list(func(c records.Checkpoint, _ error) bool { return yield(c) })
	}
}

// An archive is not opened on a store whose epoch hides what a witness knows.
func TestOpenAsksWitnessesOfEarlierEpochs(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	first := newForger(t, signer)
	first.notes(records.RecordLog, 20, "")
	at20 := first.heads[0]
	for name, tt := range map[string]struct {
		write func(f *forger)
		known int64
		want  error
	}{
		"stated":                {func(f *forger) { f.notes(records.RecordLog, 10, ""); f.open(2, at20) }, 20, nil},
		"all is there":          {func(f *forger) { f.notes(records.RecordLog, 10, ""); f.open(2) }, 10, nil},
		"stated by nobody":      {func(f *forger) { f.notes(records.RecordLog, 10, ""); f.open(2) }, 20, records.ErrFork},
		"no record":             {func(f *forger) { f.notes(records.RecordLog, 10, ""); f.epoch = 2; f.notes(records.RecordLog, 12, "") }, 20, records.ErrFork},
		"no record, and longer": {func(f *forger) { f.notes(records.RecordLog, 10, ""); f.epoch = 2; f.notes(records.RecordLog, 30, "x") }, 20, records.ErrFork},
		"rewritten before":      {func(f *forger) { f.notes(records.RecordLog, 10, "x"); f.open(2, at20) }, 10, records.ErrFork},
		"an older copy":         {func(f *forger) { f.notes(records.RecordLog, 10, "") }, 20, records.ErrFork},
	} {
		f := newForger(t, signer)
		tt.write(f)
		w := witnessOf(t, &memoryFile{}, verifier)
		require.NoError(t, w.Add(ctx, first.checkpoint(first.was[[3]int64{1, 1, tt.known}]), 0, nil))
		a, err := records.Open(ctx, unclosed{f.store}, records.Options{Name: named, Signer: signer, Verifiers: []note.Verifier{verifier}, Witnesses: []records.Witness{w}})
		assert.ErrorIs(t, err, tt.want, name)
		if err == nil {
			require.NoError(t, a.Close())
		}
	}
}

// Two archives on one store have one witness, in a process each: each goes on from what the
// other gave it.
func TestWitnessOfSeveralWriters(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	store, file := records.Memory(), &memoryFile{}
	var archives []*records.Archive
	for range 2 {
		archives = append(archives, openArchive(t, unclosed{store}, records.Options{
			Name: named, Signer: signer, Verifiers: []note.Verifier{verifier}, WitnessEvery: time.Hour,
			Witnesses: []records.Witness{witnessOf(t, file, verifier)},
		}))
	}
	for i := range 20 {
		a := archives[i%2]
		_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
		require.NoError(t, err)
		require.NoError(t, a.Witness(ctx), "%d", i)
		require.NoError(t, archives[0].Witness(ctx), "%d: what it gives is older, perhaps", i)
	}
	c, err := witnessOf(t, file, verifier).Latest(ctx, records.RecordLog)
	require.NoError(t, err)
	assert.Equal(t, int64(20), c.Size)
}

// A forgetful witness is one whose file was lost.
type forgetful struct{ records.Witness }

// A witness that begins anew is given the newest checkpoint.
func TestWitnessThatHasLostItsFile(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	w := &forgetful{witnessOf(t, &memoryFile{}, verifier)}
	a := openArchive(t, records.Memory(), records.Options{Name: named, Signer: signer, Witnesses: []records.Witness{w}, WitnessEvery: time.Hour})
	write := func() {
		_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
		require.NoError(t, err)
		require.NoError(t, a.Witness(ctx))
	}
	write()
	w.Witness = witnessOf(t, &memoryFile{}, verifier)
	write()
	assert.Equal(t, []int64{2}, all(t, w))
}

// unsynced is a file whose disk fails once.
type unsynced struct {
	memoryFile
	fails bool
}

func (f *unsynced) Sync() error {
	if f.fails {
		f.fails = false
		return errors.New("input/output error")
	}
	return nil
}

// After a sync that failed nothing is taken for kept: a later one would not tell.
func TestWitnessWhoseDiskFails(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	f := newForger(t, signer)
	f.notes(records.RecordLog, 2, "")
	file := &unsynced{fails: true}
	w, err := records.FileWitness(file, named, verifier)
	require.NoError(t, err)
	c := f.checkpoint(f.heads[0])
	assert.Error(t, w.Add(ctx, c, 0, nil))
	f.notes(records.RecordLog, 3, "")
	assert.ErrorContains(t, w.Add(ctx, f.checkpoint(f.heads[0]), 2, f.grown(2)), "go on in a new one")
}

// What a witness file holds beside checkpoints is named, and nothing panics.
func TestWitnessFilesThatAreNone(t *testing.T) {
	_, verifier := keys(t, named)
	for _, data := range []string{
		"checkpoint x\n", "checkpoint -1\n", "checkpoint 02\nab", "checkpoint 99999999\n", "\n", "{}\n", "checkpoint 2\nab",
		string(bytes.Repeat([]byte("x"), 1<<16)),
	} {
		_, err := records.FileWitness(&memoryFile{data: []byte(data)}, named, verifier)
		assert.Error(t, err, "%.20q", data)
	}
	for _, data := range []string{"", "c", "checkpoint 20", "checkpoint 20\nabc"} {
		w, err := records.FileWitness(&memoryFile{data: []byte(data)}, named, verifier)
		require.NoError(t, err, "%q: it was cut off", data)
		_, err = w.Latest(t.Context(), records.RecordLog)
		assert.ErrorIs(t, err, records.ErrNotFound)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	w, err := records.FileWitness(&memoryFile{}, named, verifier)
	require.NoError(t, err)
	_, err = w.Latest(stopped, records.RecordLog)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestCheckGrowth(t *testing.T) {
	signer, _ := keys(t, named)
	f := newForger(t, signer)
	f.notes(records.RecordLog, 9, "")
	was := f.heads[0]
	f.notes(records.RecordLog, 14, "")
	now, proof := f.heads[0], f.grown(9)
	with := func(h records.Head, change func(*records.Head)) records.Head { change(&h); return h }
	other := func(h *records.Head) { h.Root[0]++ }
	for name, tt := range map[string]struct {
		old, now records.Head
		proof    []records.Hash
		want     error
	}{
		"grown":                     {was, now, proof, nil},
		"the same":                  {now, now, nil, nil},
		"the first":                 {records.Head{}, now, nil, nil},
		"no proof":                  {was, now, nil, records.ErrFork},
		"too long a proof":          {was, now, append(slices.Clone(proof), proof[0]), records.ErrFork},
		"another past":              {with(was, other), now, proof, records.ErrFork},
		"another present":           {was, with(now, other), proof, records.ErrFork},
		"another root":              {now, with(now, other), nil, records.ErrFork},
		"shorter":                   {now, was, proof, records.ErrFork},
		"of the other log":          {was, with(now, func(h *records.Head) { h.Log = records.AccessLog }), proof, records.ErrFork},
		"of an earlier epoch":       {with(was, func(h *records.Head) { h.Epoch = 2 }), now, proof, records.ErrFork},
		"a later epoch that has it": {was, with(now, func(h *records.Head) { h.Epoch = 2 }), proof, nil},
		"one that lacks it":         {now, with(was, func(h *records.Head) { h.Epoch = 2 }), nil, records.ErrNewEpoch},
		"one without proof":         {was, with(now, func(h *records.Head) { h.Epoch = 2 }), nil, records.ErrNewEpoch},
		"one of the same size":      {now, with(now, func(h *records.Head) { h.Epoch = 2 }), nil, records.ErrNewEpoch},
	} {
		assert.ErrorIs(t, records.CheckGrowth(tt.old, tt.now, tt.proof), tt.want, name)
	}
}

// Restores in a row: the auditor who is given all that the witness has finds each loss stated.
func TestEpochAfterEpoch(t *testing.T) {
	ctx := t.Context()
	s := newStation(t, "acme.example/security")
	s.write(t, 5)
	data, manifest := s.backup(t)
	s.write(t, 7)
	o := s.restore()
	var to records.Store
	for epoch := int64(2); epoch < 5; epoch++ { // from the same backup each time
		to = records.Memory()
		o.Epoch = &records.NewEpoch{By: officer, Options: s.options, Reason: "the disk burnt"}
		_, lost, err := o.Run(ctx, bytes.NewReader(data), manifest, to)
		require.NoError(t, err)
		require.Len(t, lost, int(epoch)+int(epoch)-3, "of each epoch before, and of the access log since it was written to: %v", lost)
		with := s.options
		with.Witnesses = []records.Witness{s.witness}
		s.witness.AcceptEpoch(epoch)
		a := openArchive(t, unclosed{to}, with)
		require.Equal(t, epoch, a.Heads()[0].Epoch)
		for range 3 {
			_, err := a.Append(ctx, officer, records.NewRecord{Kind: "note"})
			require.NoError(t, err)
		}
		require.NoError(t, a.Close())
	}
	trusted, err := records.Witnessed(ctx, s.witness)
	require.NoError(t, err)
	auditor := records.Auditor{Name: s.options.Name, Verifiers: s.options.Verifiers, Trusted: trusted}
	report, err := auditor.Full(ctx, to)
	require.NoError(t, err)
	assert.True(t, report.Clean(), "%v", report.Findings)
	require.Len(t, report.Epochs, 1, "those in between are lost, and stated")
	assert.Equal(t, int64(4), report.Epochs[0].Epoch)
}

// Where two processes have written at once, the larger checkpoint is the latest all the same.
func TestWitnessFileOutOfOrder(t *testing.T) {
	signer, verifier := keys(t, named)
	f, file := newForger(t, signer), &memoryFile{}
	f.notes(records.RecordLog, 9, "")
	for _, size := range []int64{9, 4} {
		c := f.checkpoint(f.was[[3]int64{1, 1, size}])
		file.data = append(file.data, fmt.Sprintf("checkpoint %d\n%s", len(c.Note), c.Note)...)
	}
	c, err := witnessOf(t, file, verifier).Latest(t.Context(), records.RecordLog)
	require.NoError(t, err)
	assert.Equal(t, int64(9), c.Size)
}

// A backup that was rewritten by somebody with the key, and signed, is refused by what the
// witness has seen of the entries that it holds, also where others are lost and that is stated.
func TestRestoreComparesWhatIsThere(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	first := newForger(t, signer)
	first.notes(records.RecordLog, 20, "")
	for word, want := range map[string]error{"": nil, "x": records.ErrUnverified} {
		w := witnessOf(t, &memoryFile{}, verifier)
		require.NoError(t, w.Add(ctx, first.checkpoint(first.was[[3]int64{1, 1, 8}]), 0, nil))
		require.NoError(t, w.Add(ctx, first.checkpoint(first.heads[0]), 8, first.grown(8)))
		f := newForger(t, signer)
		f.notes(records.RecordLog, 10, word)
		var copied bytes.Buffer
		heads, err := f.store.Backup(ctx, &copied)
		require.NoError(t, err)
		text := named + "/backup\n"
		for _, h := range heads {
			text += fmt.Sprintf("%s %d %d %s\n", h.Log, h.Epoch, h.Size, h.Root)
		}
		manifest, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s%d %x\n", text, copied.Len(), sha256.Sum256(copied.Bytes()))}, signer)
		require.NoError(t, err)
		options := records.Options{Name: named, Signer: signer, Verifiers: []note.Verifier{verifier}}
		_, _, err = records.Restore{Name: named, Verifiers: options.Verifiers, Witnesses: []records.Witness{w},
			Epoch: &records.NewEpoch{By: officer, Reason: "fire", Options: options}}.Run(ctx, bytes.NewReader(copied.Bytes()), manifest, records.Memory())
		assert.ErrorIs(t, err, want)
	}
}
