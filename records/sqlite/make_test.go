package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// tempStore opens a new file.
func tempStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "system.db"), Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// A maker makes batches that follow each other. Roots are not those of a tree: no store looks
// at what they are.
type maker struct {
	rand     *rand.Rand
	heads    [2]records.Head
	versions map[records.Ref]int64
	contents []records.Erasure // of entries whose content is there
	sealed   map[records.Erasure]string
	n        int
}

func newMaker(seed uint64) *maker {
	return &maker{
		rand:     rand.New(rand.NewPCG(seed, 28000)),
		heads:    [2]records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)},
		versions: map[records.Ref]int64{},
		sealed:   map[records.Erasure]string{},
	}
}

var words = []string{"harbour", "ß", "日本", "", "a", "A", "zz", "ä", "é", "e\u0301", "🚢", " b", "harbour master's", `"quoted"`, "1", "01"}

func (m *maker) word() string { return words[m.rand.IntN(len(words))] }

func (m *maker) name() string {
	for {
		if w := m.word(); w != "" {
			return w
		}
	}
}

// batch makes one that follows, with up to so many entries in each log.
func (m *maker) batch(entries int) records.Batch {
	var b records.Batch
	for log := records.RecordLog; log <= records.AccessLog; log++ {
		if log == records.AccessLog && m.rand.IntN(2) == 0 && len(b.Base) > 0 {
			continue
		}
		base := m.heads[log-1]
		next := base
		n := m.rand.IntN(entries + 1)
		seen := map[records.Ref]bool{}
		for range n {
			if e := m.entry(log, next.Size, seen); e != nil {
				b.Entries = append(b.Entries, *e)
				next.Size++
			}
		}
		next.Root = m.hash()
		if m.rand.IntN(20) == 0 {
			next.Epoch++
		}
		if next.Size > base.Size && m.rand.IntN(3) == 0 {
			b.Checkpoints = append(b.Checkpoints, records.Checkpoint{Log: log, Size: next.Size, Note: []byte(fmt.Sprint("note ", next.Size))})
		}
		for level := range 2 {
			for i := base.Size >> (8 * (level + 1)); i < next.Size>>(8*(level+1)); i++ {
				b.Tiles = append(b.Tiles, records.Tile{Log: log, Level: level, Index: i, Hashes: slices.Repeat([]byte{byte(m.n)}, 8192)})
			}
		}
		b.Base, b.Next = append(b.Base, base), append(b.Next, next)
	}
	m.remove(&b)
	return b
}

func (m *maker) hash() (h records.Hash) {
	for i := range h {
		h[i] = byte(m.rand.Uint32())
	}
	return h
}

func (m *maker) entry(log records.LogID, seq int64, seen map[records.Ref]bool) *records.Entry {
	m.n++
	e := &records.Entry{Log: log, Seq: seq, Header: []byte(fmt.Sprint("header ", m.n))}
	e.Columns = records.Columns{
		ID: fmt.Sprintf("%s-%d", m.word(), m.n), Kind: m.name(), Level: int64(m.rand.IntN(3)),
	}
	for _, c := range []string{"\"b", "A", "a", "ä"} {
		if m.rand.IntN(4) == 0 {
			e.Compartments = append(e.Compartments, c)
		}
	}
	if log == records.RecordLog && m.rand.IntN(3) > 0 {
		ref := records.Ref{Kind: e.Kind, ID: m.name()}
		if seen[ref] {
			return nil
		}
		seen[ref] = true
		m.versions[ref]++
		e.Entity, e.Version, e.Deleted = ref.ID, m.versions[ref], m.rand.IntN(5) == 0
	}
	for range m.rand.IntN(4) {
		c := records.Column{Name: m.name()}
		if c.Number = m.rand.IntN(2) == 0; c.Number {
			c.Int = m.rand.Int64N(5) - 2
		} else {
			c.Text = m.word()
		}
		e.Index = append(e.Index, c)
	}
	slices.SortFunc(e.Index, records.CompareColumns)
	e.Index = slices.CompactFunc(e.Index, func(a, b records.Column) bool { return a == b })
	at := records.Erasure{Log: log, Seq: seq}
	switch m.rand.IntN(4) {
	case 0:
	case 1:
		e.Content = &records.Content{KeyID: "k1", Wrapped: []byte("wrapped"), Data: []byte{0, 1, 2}}
		m.sealed[at] = "k1"
		m.contents = append(m.contents, at)
	default:
		e.Content = &records.Content{Salt: []byte("salt"), Data: []byte(m.word())}
		m.contents = append(m.contents, at)
	}
	return e
}

// remove erases and wraps anew some content of before.
func (m *maker) remove(b *records.Batch) {
	if b.Base[0].Log != records.RecordLog || b.Next[0].Size == b.Base[0].Size {
		return
	}
	before := func(e records.Erasure) bool { return e.Seq < m.heads[e.Log-1].Size }
	for i := 0; i < len(m.contents); {
		at := m.contents[i]
		switch {
		case before(at) && m.rand.IntN(60) == 0:
			m.contents = slices.Delete(m.contents, i, i+1)
			at.Tombstone = b.Base[0].Size
			b.Erase = append(b.Erase, at)
			continue
		case before(at) && m.sealed[at] != "" && m.rand.IntN(40) == 0:
			to := fmt.Sprint("k", m.n)
			b.Rewrap = append(b.Rewrap, records.Rewrap{Log: at.Log, Seq: at.Seq, From: m.sealed[at], KeyID: to, Wrapped: []byte(to)})
			m.sealed[at] = to
		}
		i++
	}
}

// stored notes that the batch was committed.
func (m *maker) stored(b records.Batch) {
	for _, next := range b.Next {
		m.heads[next.Log-1] = next
	}
}

// plain makes a batch of records of that size, as a log of a host's own would have them.
func (m *maker) plain(entries, size int) records.Batch {
	base := m.heads[0]
	next := base
	next.Size += int64(entries)
	next.Root = m.hash()
	b := records.Batch{Base: []records.Head{base}, Next: []records.Head{next}}
	for i := range entries {
		m.n++
		b.Entries = append(b.Entries, records.Entry{
			Log: records.RecordLog, Seq: base.Size + int64(i), Header: make([]byte, 160),
			Columns: records.Columns{ID: fmt.Sprintf("0191b2c3-0000-7000-8000-%012d", m.n), Kind: "inspection", Level: 1},
			Content: &records.Content{Salt: make([]byte, 16), Data: make([]byte, size)},
		})
	}
	for i := base.Size >> 8; i < next.Size>>8; i++ {
		b.Tiles = append(b.Tiles, records.Tile{Log: records.RecordLog, Index: i, Hashes: make([]byte, 8192)})
	}
	return b
}
