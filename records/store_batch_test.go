package records

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// No store has to look after the shape of a batch: each of these is refused before it sees it.
func TestBatchesThatAreNotWellFormed(t *testing.T) {
	s := byHand(t)
	for range 255 {
		s.commit(t, s.batch(t, remark(RecordLog, NewID[Person]().Ref().ID)))
	}
	revision := Header{Log: RecordLog, Columns: Columns{ID: "v", Kind: "risk", Entity: "R-1", Version: 1}, At: 9}
	good := func() Batch {
		b := s.batch(t, remark(RecordLog, "a"), remark(RecordLog, "b"), revision)
		b.Checkpoints = []Checkpoint{{RecordLog, b.Next[0].Size, []byte("note")}}
		b.Erase = []Erasure{{Log: RecordLog, Seq: 0, Tombstone: 256}}
		b.Rewrap = []Rewrap{{Log: RecordLog, Seq: 1, From: "old", KeyID: "new", Wrapped: []byte("key")}}
		return b
	}
	require.NoError(t, good().Validate())
	require.Len(t, good().Tiles, 1)
	for name, spoil := range map[string]func(b *Batch){
		"nothing":                func(b *Batch) { *b = Batch{} },
		"heads differ in number": func(b *Batch) { b.Next = nil },
		"no such log":            func(b *Batch) { b.Base[0].Log, b.Next[0].Log = 3, 3 },
		"another log":            func(b *Batch) { b.Next[0].Log = AccessLog },
		"logs out of order": func(b *Batch) {
			b.Base, b.Next = append([]Head{FirstHead(AccessLog)}, b.Base...), append([]Head{FirstHead(AccessLog)}, b.Next...)
		},
		"back in size":             func(b *Batch) { b.Next[0].Size = 3 },
		"back in epoch":            func(b *Batch) { b.Base[0].Epoch = 2 },
		"entry missing":            func(b *Batch) { b.Entries = b.Entries[:2] },
		"entry too many":           func(b *Batch) { b.Next[0].Size--; b.Checkpoints = nil },
		"gap":                      func(b *Batch) { b.Entries[1].Seq++ },
		"id twice":                 func(b *Batch) { b.Entries[1].ID = "a" },
		"no id":                    func(b *Batch) { b.Entries[1].ID = "" },
		"no kind":                  func(b *Batch) { b.Entries[1].Kind = "" },
		"byte 0":                   func(b *Batch) { b.Entries[1].Kind = "a\x00" },
		"long kind":                func(b *Batch) { b.Entries[1].Kind = strings.Repeat("c", MaxName+1) },
		"entity twice":             func(b *Batch) { b.Entries[1].Columns = b.Entries[2].Columns; b.Entries[1].ID = "w" },
		"deletes nothing":          func(b *Batch) { b.Entries[1].Deleted = true },
		"version of nothing":       func(b *Batch) { b.Entries[1].Version = 1 },
		"no header":                func(b *Batch) { b.Entries[1].Header = nil },
		"long header":              func(b *Batch) { b.Entries[1].Header = make([]byte, MaxHeader+1) },
		"erased already":           func(b *Batch) { b.Entries[1].Erased = true },
		"index out of order":       func(b *Batch) { b.Entries[1].Index = []Column{{Name: "b"}, {Name: "a"}} },
		"compartment twice":        func(b *Batch) { b.Entries[1].Compartments = []string{"a", "a"} },
		"content too large":        func(b *Batch) { b.Entries[1].Content.Data = make([]byte, MaxContent+1) },
		"wrapped key without name": func(b *Batch) { b.Entries[1].Content.Wrapped = []byte("k") },
		"sealed beside its salt":   func(b *Batch) { b.Entries[1].Content.KeyID, b.Entries[1].Content.Wrapped = "k", []byte("k") },
		"tile too short":           func(b *Batch) { b.Tiles[0].Hashes = b.Tiles[0].Hashes[1:] },
		"tile of another place":    func(b *Batch) { b.Tiles[0].Index++ },
		"tile twice":               func(b *Batch) { b.Tiles = append(b.Tiles, b.Tiles[0]) },
		"checkpoint before":        func(b *Batch) { b.Checkpoints[0].Size = 255 },
		"checkpoint beyond":        func(b *Batch) { b.Checkpoints[0].Size++ },
		"checkpoint twice":         func(b *Batch) { b.Checkpoints = append(b.Checkpoints, b.Checkpoints[0]) },
		"checkpoint of nothing":    func(b *Batch) { b.Checkpoints[0].Note = nil },
		"erased twice":             func(b *Batch) { b.Erase = append(b.Erase, b.Erase[0]) },
		"erased and wrapped":       func(b *Batch) { b.Rewrap[0].Seq = 0 },
		"erased before it is":      func(b *Batch) { b.Erase[0].Seq = 255 },
		"wrapped without key":      func(b *Batch) { b.Rewrap[0].Wrapped = nil },
	} {
		b := good()
		spoil(&b)
		assert.ErrorIs(t, b.Validate(), ErrBatch, name)
		assert.ErrorIs(t, s.Commit(t.Context(), b), ErrBatch, name)
	}
	for _, tombstone := range []int64{0, 254, 258} {
		b := good()
		b.Erase[0].Tombstone = tombstone
		assert.ErrorIs(t, b.Validate(), ErrNoTombstone, "%d", tombstone)
	}
}
