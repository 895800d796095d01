package storetest

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Maker makes batches that follow each other, for tests of what is particular to a store: what
// every store has to do is for [Run]. Roots are not those of a tree, since no store looks at
// what they are. [NewMaker] makes one.
type Maker struct {
	Heads    [2]records.Head       // where the batches that were [Maker.Stored] have led
	Versions map[records.Ref]int64 // the newest of each entity in a batch that was made
	Contents []records.Erasure     // would erase the contents that are there, without a tombstone

	chance *chance
	sealed map[records.Erasure]string
	n      int
}

// NewMaker returns a maker whose batches are the same for the same seed.
func NewMaker(seed uint64) *Maker {
	return &Maker{
		chance:   &chance{seed},
		Heads:    [2]records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)},
		Versions: map[records.Ref]int64{},
		sealed:   map[records.Erasure]string{},
	}
}

var words = []string{"harbour", "ß", "日本", "", "a", "A", "zz", "ä", "é", "e\u0301", "🚢", " b", "harbour master's", `"quoted"`, "1", "01"}

func (m *Maker) word() string { return words[m.chance.IntN(len(words))] }

func (m *Maker) name() string {
	for {
		if w := m.word(); w != "" {
			return w
		}
	}
}

// Batch makes one of anything that may be in one, with up to so many entries in each log.
func (m *Maker) Batch(entries int) records.Batch {
	var b records.Batch
	for log := records.RecordLog; log <= records.AccessLog; log++ {
		if log == records.AccessLog && m.chance.IntN(2) == 0 && len(b.Base) > 0 {
			continue
		}
		base := m.Heads[log-1]
		next := base
		n := m.chance.IntN(entries + 1)
		seen := map[records.Ref]bool{}
		for range n {
			if e := m.entry(log, next.Size, seen); e != nil {
				b.Entries = append(b.Entries, *e)
				next.Size++
			}
		}
		next.Root = m.hash()
		if m.chance.IntN(20) == 0 {
			next.Epoch++
		}
		if next.Size > base.Size && m.chance.IntN(3) == 0 {
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

func (m *Maker) hash() (h records.Hash) {
	for i := range h {
		h[i] = byte(m.chance.next())
	}
	return h
}

func (m *Maker) entry(log records.LogID, seq int64, seen map[records.Ref]bool) *records.Entry {
	m.n++
	e := &records.Entry{Log: log, Seq: seq, Header: []byte(fmt.Sprint("header ", m.n))}
	e.Columns = records.Columns{
		ID: fmt.Sprintf("%s-%d", m.word(), m.n), Kind: m.name(), Level: int64(m.chance.IntN(3)),
	}
	for _, c := range []string{"\"b", "A", "a", "ä"} {
		if m.chance.IntN(4) == 0 {
			e.Compartments = append(e.Compartments, c)
		}
	}
	if log == records.RecordLog && m.chance.IntN(3) > 0 {
		ref := records.Ref{Kind: e.Kind, ID: m.name()}
		if seen[ref] {
			return nil
		}
		seen[ref] = true
		m.Versions[ref]++
		e.Entity, e.Version, e.Deleted = ref.ID, m.Versions[ref], m.chance.IntN(5) == 0
	}
	for range m.chance.IntN(4) {
		c := records.Column{Name: m.name()}
		if c.Number = m.chance.IntN(2) == 0; c.Number {
			c.Int = m.chance.Int64N(5) - 2
		} else {
			c.Text = m.word()
		}
		e.Index = append(e.Index, c)
	}
	slices.SortFunc(e.Index, records.CompareColumns)
	e.Index = slices.CompactFunc(e.Index, func(a, b records.Column) bool { return a == b })
	at := records.Erasure{Log: log, Seq: seq}
	switch m.chance.IntN(4) {
	case 0:
	case 1:
		e.Content = &records.Content{KeyID: "k1", Wrapped: []byte("wrapped"), Data: []byte{0, 1, 2}}
		m.sealed[at] = "k1"
		m.Contents = append(m.Contents, at)
	default:
		e.Content = &records.Content{Salt: []byte("salt"), Data: []byte(m.word())}
		m.Contents = append(m.Contents, at)
	}
	return e
}

// remove erases and wraps anew some content of before.
func (m *Maker) remove(b *records.Batch) {
	if b.Base[0].Log != records.RecordLog || b.Next[0].Size == b.Base[0].Size {
		return
	}
	before := func(e records.Erasure) bool { return e.Seq < m.Heads[e.Log-1].Size }
	for i := 0; i < len(m.Contents); {
		at := m.Contents[i]
		switch {
		case before(at) && m.chance.IntN(60) == 0:
			m.Contents = slices.Delete(m.Contents, i, i+1)
			at.Tombstone = b.Base[0].Size
			b.Erase = append(b.Erase, at)
			continue
		case before(at) && m.sealed[at] != "" && m.chance.IntN(40) == 0:
			to := fmt.Sprint("k", m.n)
			b.Rewrap = append(b.Rewrap, records.Rewrap{Log: at.Log, Seq: at.Seq, From: m.sealed[at], KeyID: to, Wrapped: []byte(to)})
			m.sealed[at] = to
		}
		i++
	}
}

// Stored notes that the batch was committed: the next one follows it.
func (m *Maker) Stored(b records.Batch) {
	for _, next := range b.Next {
		m.Heads[next.Log-1] = next
	}
}

// Plain makes a batch of so many records with contents of that size, as a log of a host's own would have them.
func (m *Maker) Plain(entries, size int) records.Batch {
	base := m.Heads[0]
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
