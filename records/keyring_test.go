package records_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// keyFile is the file of a keyring, in memory.
type keyFile struct {
	data  []byte
	fails error
}

func (f *keyFile) Read() ([]byte, error) { return f.data, nil }

func (f *keyFile) Write(data []byte) error {
	if f.fails != nil {
		return f.fails
	}
	f.data = data
	return nil
}

const passphrase = "seventeen containers"

func TestKeyringFile(t *testing.T) {
	ctx := t.Context()
	file := &keyFile{}
	ring, err := records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	group := records.KeyGroup{Class: "incidents", Period: "2033"}
	secret := []byte("0123456789abcdef0123456789abcdef")
	id, wrapped, err := ring.Wrap(ctx, group, []byte("R-1"), secret)
	require.NoError(t, err)
	assert.NotContains(t, string(file.data), "incidents", "what the file says is sealed")

	again, err := records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	key, err := again.Unwrap(ctx, id, []byte("R-1"), wrapped)
	require.NoError(t, err)
	assert.Equal(t, secret, key)
	_, err = again.Unwrap(ctx, id, []byte("R-2"), wrapped)
	assert.ErrorIs(t, err, records.ErrKey, "it is bound to its record")
	for i := range wrapped {
		wrapped[i] ^= 1
		_, err = again.Unwrap(ctx, id, []byte("R-1"), wrapped)
		assert.ErrorIs(t, err, records.ErrKey)
		wrapped[i] ^= 1
		_, err = again.Unwrap(ctx, id, []byte("R-1"), wrapped[:i])
		assert.ErrorIs(t, err, records.ErrKey)
	}
	_, err = again.Unwrap(ctx, "key-other", nil, wrapped)
	assert.ErrorIs(t, err, records.ErrKey)

	newer, err := again.Rotate(ctx, group)
	require.NoError(t, err)
	assert.NotEqual(t, id, newer)
	file.fails = errors.New("the medium is read-only")
	assert.ErrorIs(t, again.Destroy(ctx, id), file.fails)
	_, err = again.Unwrap(ctx, id, []byte("R-1"), wrapped)
	assert.NoError(t, err, "what could not be written is not done")
	file.fails = nil
	require.NoError(t, again.Destroy(ctx, id))
	require.NoError(t, again.Destroy(ctx, id))
	again, err = records.FileKeyring(file, passphrase, nil)
	require.NoError(t, err)
	_, err = again.Unwrap(ctx, id, []byte("R-1"), wrapped)
	assert.ErrorIs(t, err, records.ErrKeyDestroyed)
	keys, err := again.Keys(ctx)
	require.NoError(t, err)
	assert.Equal(t, []records.Key{{ID: id, Group: group, Destroyed: true}, {ID: newer, Group: group}}, keys)

	_, err = records.FileKeyring(file, "seventeen Containers", nil)
	assert.ErrorIs(t, err, records.ErrPassphrase)
	assert.EqualError(t, err, "records: the passphrase does not open the keys: it is another one, or somebody has altered the keyring")
	_, err = records.FileKeyring(file, "short", nil)
	assert.ErrorIs(t, err, records.ErrPassphrase)
	if underRace {
		return // a passphrase takes its time, and much more there
	}
	require.NoError(t, records.ChangePassphrase(ctx, file, passphrase, "eighteen containers", nil))
	_, err = records.FileKeyring(file, passphrase, nil)
	assert.ErrorIs(t, err, records.ErrPassphrase)
	again, err = records.FileKeyring(file, "eighteen containers", nil)
	require.NoError(t, err)
	after, err := again.Keys(ctx)
	require.NoError(t, err)
	assert.Equal(t, keys, after)
	_, err = records.FileKeyring(&keyFile{data: file.data[:40]}, passphrase, nil)
	assert.ErrorIs(t, err, records.ErrDamaged)
	_, err = records.FileKeyring(&keyFile{data: []byte("PK")}, passphrase, nil)
	assert.ErrorIs(t, err, records.ErrForeign)
	_, err = records.FileKeyring(&keyFile{data: []byte("iso28000 keyring 2\n")}, passphrase, nil)
	assert.ErrorIs(t, err, records.ErrForeign)
}

// Sealed content is opened with its key and in its place only; what is stored says nothing of it.
func TestSealedContent(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	ring := records.MemoryKeyring(nil)
	a := openArchive(t, shared{store}, records.Options{Sealer: records.KeySealer{Keyring: ring}})
	for i := range 3 {
		_, err := a.Append(ctx, officer, records.NewRecord{ID: fmt.Sprint("N-", i), Kind: "note", Content: []byte(fmt.Sprint("CONTENT", i))})
		require.NoError(t, err)
	}
	contents := map[string]string{}
	query := records.Query{Kind: "note", Records: true, Content: true}
	for r, err := range a.Find(ctx, officer, query) {
		require.NoError(t, err)
		contents[r.ID] = string(r.Content)
	}
	assert.Equal(t, map[string]string{"N-0": "CONTENT0", "N-1": "CONTENT1", "N-2": "CONTENT2"}, contents)
	entries := entriesOf(t, store)
	for _, e := range entries {
		assert.NotContains(t, string(e.Content.Data), "CONTENT")
		assert.NotContains(t, string(e.Header), "CONTENT")
	}
	sealer := records.KeySealer{Keyring: ring}
	header := func(i int) records.Header {
		h, err := records.ParseHeader(entries[i].Header)
		require.NoError(t, err)
		return h
	}
	_, content, err := sealer.Unseal(ctx, header(0), entries[0].Content)
	require.NoError(t, err)
	assert.Equal(t, "CONTENT0", string(content))
	_, _, err = sealer.Unseal(ctx, header(1), entries[0].Content)
	assert.ErrorIs(t, err, records.ErrKey, "content of another record")
	mixed := *entries[1].Content
	mixed.Data = entries[0].Content.Data
	_, _, err = sealer.Unseal(ctx, header(1), &mixed)
	assert.ErrorIs(t, err, records.ErrKey, "data under another key")
	for i := range entries[0].Content.Data {
		changed := *entries[0].Content
		changed.Data = append([]byte(nil), changed.Data...)
		changed.Data[i] ^= 0x80
		_, _, err = sealer.Unseal(ctx, header(0), &changed)
		assert.Error(t, err, "byte %d", i)
	}
	other := openArchive(t, shared{store}, records.Options{Sealer: records.KeySealer{Keyring: records.MemoryKeyring(nil)}})
	for _, err := range other.Find(ctx, officer, query) {
		assert.ErrorIs(t, err, records.ErrKey, "the keyring of another archive")
		assert.NotContains(t, err.Error(), "CONTENT")
	}
	none := openArchive(t, shared{store}, records.Options{})
	for _, err := range none.Find(ctx, officer, query) {
		assert.ErrorIs(t, err, records.ErrSealed)
	}
	for _, sealer := range []records.Sealer{nil, sealer} {
		report, err := records.Auditor{Sealer: sealer}.Full(ctx, store)
		require.NoError(t, err)
		assert.True(t, report.Clean(), "%v", report.Findings)
	}
}

func entriesOf(t *testing.T, store records.Store) []*records.Entry {
	t.Helper()
	var list []*records.Entry
	require.NoError(t, store.Read(t.Context(), func(s records.Snapshot) error {
		for e, err := range s.Entries(t.Context(), records.RecordLog, 0, 1<<40, true) {
			if err != nil {
				return err
			}
			c := *e
			list = append(list, &c)
		}
		return nil
	}))
	return list
}

func BenchmarkSeal(b *testing.B) {
	content := []byte(`"` + strings.Repeat("x", 598) + `"`)
	for name, sealer := range map[string]records.Sealer{"plain": nil, "sealed": records.KeySealer{Keyring: records.MemoryKeyring(nil)}} {
		b.Run(name, func(b *testing.B) {
			a := openArchive(b, records.Memory(), records.Options{Sealer: sealer})
			list := make([]records.NewRecord, 500)
			for i := range list {
				list[i] = records.NewRecord{Kind: "note", Content: content}
			}
			for b.Loop() {
				if _, err := a.SaveAll(b.Context(), officer, list); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*500)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
