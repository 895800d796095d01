package records_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
)

// A station is an archive with a witness, of which backups are made.
type station struct {
	*records.Archive
	store    records.Store
	options  records.Options
	signer   note.Signer
	verifier note.Verifier
	witness  *records.WitnessBook
	clock    *watch
}

func newStation(t *testing.T, name string) *station {
	t.Helper()
	s := &station{store: records.Memory(), clock: newWatch()}
	key, public, err := note.GenerateKey(nil, name)
	require.NoError(t, err)
	s.signer, err = note.NewSigner(key)
	require.NoError(t, err)
	s.verifier, err = note.NewVerifier(public)
	require.NoError(t, err)
	file, err := os.OpenFile(filepath.Join(t.TempDir(), "witness"), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	s.witness, err = records.FileWitness(file, name, s.verifier)
	require.NoError(t, err)
	s.options = records.Options{Name: name, Signer: s.signer, Verifiers: []note.Verifier{s.verifier}, Now: s.clock.Now, WitnessEvery: time.Hour}
	with := s.options
	with.Witnesses = []records.Witness{s.witness}
	s.Archive = openArchive(t, shared{s.store}, with)
	return s
}

func (s *station) write(t *testing.T, n int) {
	t.Helper()
	for range n {
		_, err := s.Append(t.Context(), officer, records.NewRecord{Kind: "note", Content: []byte("1"), Marking: records.Marking{Level: 1}})
		require.NoError(t, err)
	}
	require.NoError(t, s.Witness(t.Context()))
}

// backup returns a backup and its manifest.
func (s *station) backup(t *testing.T) ([]byte, []byte) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "backup"))
	require.NoError(t, err)
	defer file.Close()
	m, err := s.Backup(t.Context(), file, records.Memory())
	require.NoError(t, err)
	data, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	return data, m.Note
}

func (s *station) restore() records.Restore {
	return records.Restore{Name: s.options.Name, Verifiers: s.options.Verifiers, Witnesses: []records.Witness{s.witness}}
}

func TestBackupIsVerifiedAndRestored(t *testing.T) {
	ctx := t.Context()
	s := newStation(t, "acme.example/security")
	s.write(t, 300)
	data, manifest := s.backup(t)
	to := records.Memory()
	m, lost, err := s.restore().Run(ctx, bytes.NewReader(data), manifest, to)
	require.NoError(t, err)
	assert.Empty(t, lost)
	assert.Equal(t, s.Heads(), m.Heads[:], "the roots are those of the original")
	a := openArchive(t, to, s.options)
	n, err := a.Count(ctx, officer, records.Query{Kind: "note", Records: true})
	require.NoError(t, err)
	assert.Equal(t, int64(300), n)
	_, _, err = s.restore().Run(ctx, bytes.NewReader(data), manifest, to)
	assert.ErrorIs(t, err, records.ErrNotEmpty)
}

// What is not the newest genuine backup is refused, before anything is stored.
func TestRestoreRefuses(t *testing.T) {
	ctx := t.Context()
	s, foreign := newStation(t, "acme.example/security"), newStation(t, "other.example/security")
	s.write(t, 20)
	foreign.write(t, 20)
	data, manifest := s.backup(t)
	otherData, otherManifest := foreign.backup(t)
	altered := bytes.Clone(data)
	altered[len(altered)/2] ^= 1
	for _, tt := range []struct {
		name           string
		data, manifest []byte
		want           error
	}{
		{"cut off", data[:len(data)-1], manifest, records.ErrDamaged},
		{"empty", nil, manifest, records.ErrDamaged},
		{"longer", append(bytes.Clone(data), 0), manifest, records.ErrDamaged},
		{"altered", altered, manifest, records.ErrDamaged},
		{"another archive's backup", otherData, manifest, records.ErrDamaged},
		{"another archive's manifest", otherData, otherManifest, records.ErrUntrusted},
		{"manifest altered", data, bytes.Replace(manifest, []byte("records 1"), []byte("records 2"), 1), records.ErrUntrusted},
		{"no manifest", data, nil, records.ErrUntrusted},
		{"manifest cut off", data, manifest[:len(manifest)/2], records.ErrUntrusted},
	} {
		to := records.Memory()
		_, _, err := s.restore().Run(ctx, bytes.NewReader(tt.data), tt.manifest, to)
		assert.ErrorIs(t, err, tt.want, tt.name)
		assert.Zero(t, size(t, to, records.RecordLog), tt.name)
	}
	signed, err := note.Sign(&note.Note{Text: "acme.example/security/backup\nrecords 1 -1 x\naccess 1 0 x\n9 y\n"}, s.signer)
	require.NoError(t, err)
	_, _, err = s.restore().Run(ctx, bytes.NewReader(data), signed, records.Memory())
	assert.ErrorIs(t, err, records.ErrUntrusted)
}

// An older backup is refused, unless a new epoch is opened that begins with what was lost.
func TestRestoreOfAnOldBackup(t *testing.T) {
	ctx := t.Context()
	s := newStation(t, "acme.example/security")
	s.write(t, 20)
	_, err := s.Load(ctx, officer, records.Ref{Kind: "note", ID: "absent"}, records.AsOf{})
	require.ErrorIs(t, err, records.ErrNotFound)
	data, manifest := s.backup(t)
	s.write(t, 7)
	o := s.restore()
	to := records.Memory()
	_, lost, err := o.Run(ctx, bytes.NewReader(data), manifest, to)
	assert.ErrorIs(t, err, records.ErrOldBackup)
	require.Len(t, lost, 1)
	assert.Equal(t, int64(7), lost[0].Records)
	assert.Zero(t, size(t, to, records.RecordLog))
	o.Epoch = &records.NewEpoch{By: officer, Options: s.options}
	_, _, err = o.Run(ctx, bytes.NewReader(data), manifest, to)
	assert.ErrorIs(t, err, records.ErrInvalid, "no reason")
	o.Epoch.Reason = "the disk and the newest backup burnt"
	_, lost, err = o.Run(ctx, bytes.NewReader(data), manifest, to)
	require.NoError(t, err)
	require.Len(t, lost, 1)

	with := s.options
	with.Witnesses = []records.Witness{s.witness}
	a := openArchive(t, shared{to}, with)
	for _, head := range a.Heads() {
		assert.Equal(t, int64(2), head.Epoch)
	}
	assert.Equal(t, int64(21), a.Heads()[0].Size)
	list, err := a.Epochs(ctx, officer)
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, "the disk and the newest backup burnt", list[0].Reason)
	assert.Equal(t, lost, list[0].Lost)
	last := ""
	for c, err := range a.Changes(ctx, officer, records.Position{Epoch: 2, Next: 20}) {
		require.NoError(t, err)
		last = c.Record.Kind
	}
	assert.Equal(t, records.EpochKind, last, "it is the first record of the epoch")
	assert.ErrorIs(t, a.Witness(ctx), records.ErrNewEpoch, "whoever runs the witness has to know")
	s.witness.AcceptEpoch(2)
	require.NoError(t, a.Witness(ctx))
	for range a.Changes(ctx, officer, records.Position{Epoch: 1, Next: 27}) {
	}
	trusted, err := records.Witnessed(ctx, s.witness)
	require.NoError(t, err)
	seen := map[string]bool{} // among others that it got while the archive wrote
	for _, c := range trusted {
		head, err := records.OpenCheckpoint(s.options.Name, c.Note, s.options.Verifiers...)
		require.NoError(t, err)
		seen[fmt.Sprint(head.Log, " ", head.Epoch, " ", head.Size)] = true
	}
	for _, want := range []string{"records 1 20", "records 1 27", "access 1 1", "records 2 21", "access 2 2"} {
		assert.True(t, seen[want], "%s of %v", want, seen)
	}
	auditor := records.Auditor{Name: s.options.Name, Verifiers: s.options.Verifiers, Trusted: trusted}
	report, err := auditor.Full(ctx, to)
	require.NoError(t, err)
	assert.True(t, report.Clean(), "%v", report.Findings)
	require.Len(t, report.Epochs, 1)
	assert.Equal(t, int64(27), report.Epochs[0].Lost[0].Size)
	_, err = records.Open(ctx, shared{s.store}, with)
	assert.ErrorIs(t, err, records.ErrFork, "the store of the former epoch is not opened any more")
}

// liar is a store whose backups are not what it holds.
type liar struct {
	records.Store
	backup func(ctx context.Context, w io.Writer) ([]records.Head, error)
}

func (l liar) Backup(ctx context.Context, w io.Writer) ([]records.Head, error) {
	return l.backup(ctx, w)
}

func TestBackupOfAStoreThatLies(t *testing.T) {
	ctx := t.Context()
	s := newStation(t, "acme.example/security")
	s.write(t, 20)
	old := &bytes.Buffer{}
	_, err := s.store.Backup(ctx, old)
	require.NoError(t, err)
	s.write(t, 1)
	for name, backup := range map[string]func(context.Context, io.Writer) ([]records.Head, error){
		"nothing": func(ctx context.Context, _ io.Writer) ([]records.Head, error) { return s.Heads(), nil },
		"an older state": func(ctx context.Context, w io.Writer) ([]records.Head, error) {
			_, err := w.Write(old.Bytes())
			return s.Heads(), err
		},
		"an older state as it is": func(ctx context.Context, w io.Writer) ([]records.Head, error) {
			_, err := w.Write(old.Bytes())
			heads := s.Heads()
			heads[0].Size--
			return heads, err
		},
		"half": func(ctx context.Context, w io.Writer) ([]records.Head, error) {
			_, err := w.Write(old.Bytes()[:old.Len()/2])
			return s.Heads(), err
		},
		"panics": func(context.Context, io.Writer) ([]records.Head, error) { panic("no") },
		"no heads": func(_ context.Context, w io.Writer) ([]records.Head, error) {
			_, err := w.Write(old.Bytes())
			return nil, err
		},
	} {
		a := openArchive(t, shared{liar{s.store, backup}}, s.options)
		file, err := os.Create(filepath.Join(t.TempDir(), "backup"))
		require.NoError(t, err)
		_, err = a.Backup(ctx, file, records.Memory())
		assert.Error(t, err, name)
		require.NoError(t, file.Close())
	}
	again, err := records.Open(ctx, shared{s.store}, s.options)
	require.NoError(t, err, "nothing is lost by it")
	require.NoError(t, again.Close())
}

// The exported files are those of a transparency log: x/mod verifies them by themselves.
func TestExport(t *testing.T) {
	ctx := t.Context()
	s := newStation(t, "acme.example/security")
	s.write(t, 700)
	files := map[string][]byte{}
	c, err := s.Export(ctx, officer, records.RecordLog, func(name string, data []byte) error {
		require.NotContains(t, files, name)
		files[name] = bytes.Clone(data)
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, files["checkpoint"], c.Note)
	head, err := records.OpenCheckpoint(s.options.Name, files["checkpoint"], s.verifier)
	require.NoError(t, err)
	assert.Equal(t, s.Heads()[0], head)
	for _, name := range []string{"tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/000", "tile/entries/002.p/188"} {
		assert.Contains(t, files, name)
	}
	assert.Len(t, files, 8)
	var hashes []tlog.Hash
	seq := int64(0)
	for i := range 3 {
		name := fmt.Sprintf("tile/entries/%03d", i)
		if i == 2 {
			name += ".p/188"
		}
		for data := files[name]; len(data) > 0; seq++ {
			n := int(binary.BigEndian.Uint16(data))
			leaf, err := tlog.StoredHashes(seq, data[2:2+n], tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
				list := make([]tlog.Hash, len(indexes))
				for i, index := range indexes {
					list[i] = hashes[index]
				}
				return list, nil
			}))
			require.NoError(t, err)
			hashes = append(hashes, leaf...)
			data = data[2+n:]
		}
	}
	root, err := tlog.TreeHash(seq, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			list[i] = hashes[index]
		}
		return list, nil
	}))
	require.NoError(t, err)
	assert.Equal(t, head.Root, records.Hash(root))
	_, err = s.Export(ctx, records.Principal{ID: "guest"}, records.RecordLog, func(string, []byte) error { return nil })
	assert.ErrorIs(t, err, records.ErrDenied)
	assert.True(t, strings.HasPrefix(string(files["checkpoint"]), "acme.example/security/records\n700\n"))
}
