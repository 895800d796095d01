package records_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A memoryFile is a file of a witness.
type memoryFile struct {
	data  []byte
	tears bool
}

func (f *memoryFile) ReadAt(b []byte, at int64) (int, error) {
	if at >= int64(len(f.data)) {
		return 0, io.EOF
	}
	n := copy(b, f.data[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memoryFile) Write(b []byte) (int, error) {
	if f.tears {
		f.data = append(f.data, b[:len(b)/2]...)
		return len(b) / 2, errors.New("no room")
	}
	f.data = append(f.data, b...)
	return len(b), nil
}

func (f *memoryFile) Sync() error { return nil }

const named = "acme.example/security"

func witnessOf(t *testing.T, file *memoryFile, verifier note.Verifier) *records.WitnessBook {
	t.Helper()
	w, err := records.FileWitness(file, named, verifier)
	require.NoError(t, err)
	return w
}

func TestWitnessKeepsWhatItWasGiven(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	file := &memoryFile{}
	store := records.Memory()
	options := records.Options{Name: named, Signer: signer, Verifiers: []note.Verifier{verifier}, Witnesses: []records.Witness{witnessOf(t, file, verifier)}}
	a, err := records.Open(ctx, unclosed{store}, options)
	require.NoError(t, err)
	for i := range 300 {
		_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
		require.NoError(t, err)
		if i%50 == 0 {
			require.NoError(t, a.Witness(ctx))
		}
	}
	var older bytes.Buffer
	_, err = store.Backup(ctx, &older)
	require.NoError(t, err)
	_, err = a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	require.NoError(t, err)
	require.NoError(t, a.Close(), "the last checkpoint goes to the witness")

	again := witnessOf(t, file, verifier)
	c, err := again.Latest(ctx, records.RecordLog)
	require.NoError(t, err)
	assert.Equal(t, int64(301), c.Size)
	_, err = again.Latest(ctx, records.AccessLog)
	assert.ErrorIs(t, err, records.ErrNotFound)

	options.Witnesses = []records.Witness{again}
	a, err = records.Open(ctx, unclosed{store}, options)
	require.NoError(t, err)
	require.NoError(t, a.Close())

	copied := records.Memory()
	_, err = copied.Restore(ctx, &older)
	require.NoError(t, err)
	_, err = records.Open(ctx, copied, options)
	assert.ErrorIs(t, err, records.ErrFork, "an older copy in its place")
	_, err = records.Open(ctx, records.Memory(), options)
	assert.ErrorIs(t, err, records.ErrFork, "an empty store in its place")

	other := openArchive(t, records.Memory(), records.Options{Name: named, Signer: signer})
	for range 310 {
		_, err := other.Append(ctx, officer, records.NewRecord{Kind: "remark"})
		require.NoError(t, err)
	}
	_, now, hashes, err := other.ProveGrowth(ctx, records.RecordLog, 301)
	require.NoError(t, err)
	assert.ErrorIs(t, again.Add(ctx, now, 301, hashes), records.ErrFork, "another log, as long")

	for n := range len(file.data) {
		cut := &memoryFile{data: file.data[:n]}
		w, err := records.FileWitness(cut, named, verifier)
		require.NoError(t, err, "cut at %d", n)
		if c, err := w.Latest(ctx, records.RecordLog); err == nil {
			require.LessOrEqual(t, c.Size, int64(301))
		}
	}
	file.data[len(file.data)/2] ^= 1
	_, err = records.FileWitness(file, named, verifier)
	assert.Error(t, err)
}

func TestWitnessThatFailsHoldsUpNobody(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	failed := make(chan error, 1000)
	a, err := records.Open(ctx, records.Memory(), records.Options{
		Name: named, Signer: signer, Witnesses: []records.Witness{witnessOf(t, &memoryFile{tears: true}, verifier)},
		WitnessFailed: func(err error) { failed <- err }, WitnessEvery: time.Millisecond,
	})
	require.NoError(t, err)
	_, err = a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	require.NoError(t, err)
	assert.ErrorContains(t, <-failed, "witness 1")
	assert.Error(t, a.Witness(ctx))
	require.NoError(t, a.Close())
}

func TestCheckpointsAreReadStrictly(t *testing.T) {
	signer, verifier := keys(t, named)
	stranger, _ := keys(t, named)
	sign := func(text string, by note.Signer) []byte {
		data, err := note.Sign(&note.Note{Text: text}, by)
		require.NoError(t, err)
		return data
	}
	const root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	good := named + "/access/epoch-3\n12\n" + root + "\nextension\n"
	head, err := records.OpenCheckpoint(named, sign(good, signer), verifier)
	require.NoError(t, err)
	assert.Equal(t, records.AccessLog, head.Log)
	assert.Equal(t, []int64{3, 12}, []int64{head.Epoch, head.Size})
	_, err = records.OpenCheckpoint(named, sign(good, stranger), verifier)
	assert.ErrorIs(t, err, records.ErrUntrusted)
	for _, text := range []string{
		"\n", named + "/records\n12\n", "other/records\n12\n" + root + "\n", named + "\n12\n" + root + "\n",
		named + "/records/epoch-1\n12\n" + root + "\n", named + "/records/epoch-02\n12\n" + root + "\n",
		named + "/records\n012\n" + root + "\n", named + "/records\n-1\n" + root + "\n", named + "/records\n1 \n" + root + "\n",
		named + "/records\n12\nAAAA\n", named + "/records\n12\n" + root + "x\n",
	} {
		_, err := records.OpenCheckpoint(named, sign(text, signer), verifier)
		assert.ErrorIs(t, err, records.ErrUntrusted, "%q", text)
	}
	_, err = records.OpenCheckpoint(named, make([]byte, records.MaxNote+1), verifier)
	assert.ErrorIs(t, err, records.ErrUntrusted)
}

// A rewritten view is a snapshot of which something is changed on the way.
type rewritten struct {
	records.Snapshot
	rows func(records.Row) (records.Row, bool)
}

func (r rewritten) Rows(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Row, error] {
	return func(yield func(records.Row, error) bool) {
		for row, err := range r.Snapshot.Rows(ctx, log, from, to) {
			if row, keep := r.rows(row); keep && !yield(row, err) {
				return
			}
		}
	}
}

type rewriting struct {
	records.Store
	rows func(records.Row) (records.Row, bool)
}

func (r rewriting) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return r.Store.Read(ctx, func(s records.Snapshot) error { return fn(rewritten{s, r.rows}) })
}

// What queries look at is derived again: an entity that they would not find, or find as it
// was once, is named.
func TestAuditDerivesRowsAgain(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, store, records.Options{})
	seals := records.InKind(a, records.Kind[seal]{Index: func(s seal) []records.Column { return []records.Column{{Name: "number", Text: s.Number}} }})
	for i := range 50 {
		for v := range int64(3) {
			_, err := seals.Save(ctx, officer, seal{ID: records.ID[seal](fmt.Sprint("S-", i)), Number: fmt.Sprint(v)}, v)
			require.NoError(t, err)
		}
	}
	var first records.Row
	require.NoError(t, store.Read(ctx, func(s records.Snapshot) error {
		for e, err := range s.Entries(ctx, records.RecordLog, 0, 1, false) {
			require.NoError(t, err)
			h, err := records.ParseHeader(e.Header)
			require.NoError(t, err)
			entry := *e
			entry.Index = h.Index
			first = records.Row{Entry: &entry, Found: true}
		}
		return nil
	}))
	for name, rows := range map[string]func(records.Row) (records.Row, bool){
		"hidden": func(r records.Row) (records.Row, bool) { r.Found = r.Found && r.Entity != "S-7"; return r, true },
		"misfiled": func(r records.Row) (records.Row, bool) {
			if r.Found {
				r.Index[0].Text = "x"
			}
			return r, true
		},
		"unmarked": func(r records.Row) (records.Row, bool) { r.Level++; return r, true },
		"as it was once": func(r records.Row) (records.Row, bool) {
			if r.Entity == "S-0" {
				r.Found = r.Seq == first.Seq
				r.Index = first.Index
			}
			return r, true
		},
	} {
		report, err := records.Auditor{}.Full(ctx, rewriting{store, func(r records.Row) (records.Row, bool) {
			e := *r.Entry
			e.Index = append([]records.Column(nil), r.Index...)
			return rows(records.Row{Entry: &e, Found: r.Found})
		}})
		require.NoError(t, err)
		assert.False(t, report.Clean(), name)
	}
	report, err := records.Auditor{}.Full(ctx, rewriting{store, func(r records.Row) (records.Row, bool) { r.Found = r.Found && r.Entity != "S-7"; return r, true }})
	require.NoError(t, err)
	require.Len(t, report.Findings, 1)
	assert.Equal(t, "the log records: missing: seal S-7 is at version 3, and no query finds it", report.Findings[0].String())
}

func TestAuditSinceLooksAtWhatIsNew(t *testing.T) {
	ctx := t.Context()
	signer, verifier := keys(t, named)
	store := records.Memory()
	a := openArchive(t, store, records.Options{Name: named, Signer: signer})
	write := func(n int) records.Checkpoint {
		for range n {
			_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark", Content: []byte(`{}`)})
			require.NoError(t, err)
		}
		var c records.Checkpoint
		require.NoError(t, store.Read(ctx, func(s records.Snapshot) (err error) {
			c, err = s.Checkpoint(ctx, records.RecordLog, 1<<40)
			return err
		}))
		return c
	}
	at := write(1000)
	write(77)
	auditor := records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}}
	report, err := auditor.Since(ctx, store, at)
	require.NoError(t, err)
	assert.Empty(t, report.Findings)
	assert.Equal(t, int64(77), report.Entries)
	_, err = records.Auditor{Name: "other.example", Verifiers: []note.Verifier{verifier}}.Since(ctx, store, at)
	assert.ErrorIs(t, err, records.ErrUntrusted)
	report, err = records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}, EverySignature: true, Pipelined: true}.Full(ctx, store)
	require.NoError(t, err)
	assert.Empty(t, report.Findings)
	_, foreign := keys(t, named)
	report, err = records.Auditor{Name: named, Verifiers: []note.Verifier{foreign}}.Full(ctx, store)
	require.NoError(t, err)
	require.Len(t, report.Findings, 1)
	assert.Equal(t, records.Unsigned, report.Findings[0].Fraud)
}

// A store that answers with nonsense gets errors, and nothing panics.
func TestStoreThatLies(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, unclosed{store}, records.Options{})
	for v := range int64(3) {
		_, err := a.Save(ctx, officer, records.NewRecord{Kind: "seal", Entity: "S-1", Base: v, Content: []byte(`{}`)})
		require.NoError(t, err)
	}
	over := store.(interface {
		Overwrite(context.Context, records.Batch, []records.Erasure) error
	})
	var list []records.Entry
	require.NoError(t, store.Read(ctx, func(s records.Snapshot) error {
		for e, err := range s.Entries(ctx, records.RecordLog, 0, 9, true) {
			require.NoError(t, err)
			list = append(list, *e)
		}
		return nil
	}))
	ref := records.Ref{Kind: "seal", ID: "S-1"}
	for name, spoil := range map[string]func(*records.Entry){
		"content":      func(e *records.Entry) { e.Content = &records.Content{Salt: e.Content.Salt, Data: []byte(`{"x":1}`)} },
		"no content":   func(e *records.Entry) { e.Content = nil },
		"header":       func(e *records.Entry) { e.Header = []byte("nonsense") },
		"no header":    func(e *records.Entry) { e.Header = nil },
		"other header": func(e *records.Entry) { e.Header = list[1].Header },
		"columns":      func(e *records.Entry) { e.Level++ },
		"erased":       func(e *records.Entry) { e.Erased = true },
	} {
		e := list[2]
		spoil(&e)
		require.NoError(t, over.Overwrite(ctx, records.Batch{Entries: []records.Entry{e}}, nil))
		_, err := a.Load(ctx, officer, ref, records.AsOf{})
		assert.ErrorIs(t, err, records.ErrDamaged, name)
		for _, err = range a.History(ctx, officer, ref) {
		}
		assert.ErrorIs(t, err, records.ErrDamaged, name)
		for _, err = range a.Changes(ctx, officer, records.Position{}) {
		}
		assert.ErrorIs(t, err, records.ErrDamaged, name)
		require.NoError(t, over.Overwrite(ctx, records.Batch{Entries: []records.Entry{list[2]}}, nil))
	}
	head := records.FirstHead(records.RecordLog)
	head.Size = 3
	require.NoError(t, over.Overwrite(ctx, records.Batch{Next: []records.Head{head}}, nil))
	_, err := records.Open(ctx, unclosed{store}, records.Options{})
	assert.ErrorIs(t, err, records.ErrDamaged, "a head of another root")
	head.Size = 1 << 40
	require.NoError(t, over.Overwrite(ctx, records.Batch{Next: []records.Head{head}}, nil))
	_, err = records.Open(ctx, unclosed{store}, records.Options{})
	assert.ErrorIs(t, err, records.ErrDamaged, "a head beyond the end")
	_, err = a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	assert.Error(t, err)
}

// Of a copy from before a disposal the key is gone, and no tombstone says why: that is no
// alteration, and an audit says what to do.
func TestAuditOfDestroyedKeys(t *testing.T) {
	store, ring := records.Memory(), records.MemoryKeyring(rand.Reader)
	sealer := records.KeySealer{Keyring: ring}
	a := openArchive(t, store, records.Options{Sealer: sealer})
	_, err := a.Append(t.Context(), officer, records.NewRecord{Kind: "remark", Content: []byte(`{}`)})
	require.NoError(t, err)
	list, err := ring.Keys(t.Context())
	require.NoError(t, err)
	require.NoError(t, ring.Destroy(t.Context(), list[0].ID))
	report, err := records.Auditor{Sealer: sealer}.Full(t.Context(), store)
	require.NoError(t, err)
	require.Len(t, report.Findings, 1)
	assert.Equal(t, records.Missing, report.Findings[0].Fraud)
	assert.Contains(t, report.Findings[0].Message, "dispose of it here too")
	report, err = records.Auditor{}.Full(t.Context(), store)
	require.NoError(t, err)
	assert.Empty(t, report.Findings, "what is stored is what was sealed")
}
