package records

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A handWritten is a store that is filled without an archive.
type handWritten struct {
	Store
	heads [2]Head
	trees [2]tiles.Tree
}

func byHand(t *testing.T) *handWritten {
	h := &handWritten{Store: Memory()}
	heads, err := h.Heads(t.Context())
	require.NoError(t, err)
	copy(h.heads[:], heads)
	return h
}

// batch makes a batch of headers that go on from where the log ends.
func (h *handWritten) batch(t *testing.T, headers ...Header) Batch {
	t.Helper()
	var b Batch
	log := RecordLog
	if len(headers) > 0 {
		log = headers[0].Log
	}
	tree := h.trees[log-1]
	for _, header := range headers {
		header.Seq = tree.Size()
		data, err := header.AppendBinary(nil)
		require.NoError(t, err)
		for _, tile := range tree.Append(Leaf(data)) {
			b.Tiles = append(b.Tiles, Tile{log, tile.Level, tile.Index, tile.Hashes})
		}
		e := Entry{Log: log, Seq: header.Seq, Columns: header.Columns, Index: header.Index, Header: data}
		if header.Commitment.Type != "" {
			e.Content = &Content{Salt: []byte("salt"), Data: []byte("content of " + header.ID)}
		}
		b.Entries = append(b.Entries, e)
	}
	next := h.heads[log-1]
	next.Size, next.Root = tree.Size(), tree.Root()
	b.Base, b.Next = []Head{h.heads[log-1]}, []Head{next}
	return b
}

func (h *handWritten) commit(t *testing.T, b Batch) {
	t.Helper()
	require.NoError(t, h.Commit(t.Context(), b))
	for i, next := range b.Next {
		h.heads[next.Log-1] = next
		tree := &h.trees[next.Log-1]
		for _, e := range b.Entries {
			if e.Log == b.Next[i].Log {
				tree.Append(Leaf(e.Header))
			}
		}
	}
}

func remark(log LogID, id string) Header {
	return Header{Log: log, Columns: Columns{ID: id, Kind: "note"}, At: 2, Commitment: Commitment{Type: "text/plain"}}
}

func TestStreamBringsEverythingAlong(t *testing.T) {
	from := byHand(t)
	from.commit(t, from.batch(t, remark(AccessLog, "a0"), remark(AccessLog, "a1")))
	b := from.batch(t, remark(RecordLog, "r0"), Header{Log: RecordLog, Columns: Columns{ID: "r1", Kind: "risk", Entity: "R-1", Version: 1}, At: 2})
	b.Checkpoints = []Checkpoint{{RecordLog, 2, []byte("signed")}}
	from.commit(t, b)
	b = from.batch(t, remark(RecordLog, "r2"), Header{Log: RecordLog, Columns: Columns{ID: "r3", Kind: "risk", Entity: "R-1", Version: 2}, At: 2})
	b.Erase = []Erasure{{Log: RecordLog, Seq: 0, Tombstone: 2}, {Log: AccessLog, Seq: 1, Tombstone: 3}}
	from.commit(t, b)
	for range 600 {
		from.commit(t, from.batch(t, remark(RecordLog, NewID[Person]().Ref().ID)))
	}
	b = from.batch(t)
	b.Next[0].Epoch = 2
	from.commit(t, b)

	var first, second bytes.Buffer
	heads, err := from.Backup(t.Context(), &first)
	require.NoError(t, err)
	to := Memory()
	got, err := to.Restore(t.Context(), bytes.NewReader(first.Bytes()))
	require.NoError(t, err)
	assert.Equal(t, heads, got)
	_, err = to.Backup(t.Context(), &second)
	require.NoError(t, err)
	assert.Equal(t, first.Bytes(), second.Bytes())
	require.NoError(t, to.Read(t.Context(), func(s Snapshot) error {
		e, err := s.Entry(t.Context(), "a1")
		require.NoError(t, err)
		assert.True(t, e.Erased)
		assert.Equal(t, int64(3), e.Tombstone)
		n := 0
		for tile, err := range s.Tiles(t.Context(), RecordLog, 0, 0, 9) {
			require.NoError(t, err)
			assert.Len(t, tile.Hashes, tileBytes)
			n++
		}
		assert.Equal(t, 2, n)
		return nil
	}))
	_, err = to.Restore(t.Context(), &first)
	assert.ErrorIs(t, err, ErrNotEmpty)
}

func TestStreamRefusesWhatIsNotWhole(t *testing.T) {
	from := byHand(t)
	from.commit(t, from.batch(t, remark(RecordLog, "r0"), remark(RecordLog, "r1")))
	var whole bytes.Buffer
	_, err := from.Backup(t.Context(), &whole)
	require.NoError(t, err)
	for n := range whole.Len() {
		_, err := Memory().Restore(t.Context(), bytes.NewReader(whole.Bytes()[:n]))
		require.ErrorIs(t, err, ErrDamaged, "cut at %d", n)
		data := bytes.Clone(whole.Bytes())
		data[n] ^= 1
		_, err = Memory().Restore(t.Context(), bytes.NewReader(data))
		require.Error(t, err, "changed at %d", n)
	}
	_, err = Memory().Restore(t.Context(), bytes.NewReader(append(whole.Bytes(), 0)))
	require.ErrorIs(t, err, ErrDamaged)
}

func TestMemorySnapshotStaysAsItWas(t *testing.T) {
	s := byHand(t)
	s.commit(t, s.batch(t, remark(RecordLog, "r0")))
	require.NoError(t, s.Read(context.Background(), func(snapshot Snapshot) error {
		b := s.batch(t, remark(RecordLog, "r1"))
		b.Erase = []Erasure{{Log: RecordLog, Seq: 0, Tombstone: 1}}
		s.commit(t, b)
		e, err := snapshot.Entry(t.Context(), "r0")
		require.NoError(t, err)
		assert.NotNil(t, e.Content)
		_, err = snapshot.Entry(t.Context(), "r1")
		assert.ErrorIs(t, err, ErrNotFound)
		return nil
	}))
}
