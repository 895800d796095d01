package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A world is a store, the model beside it, and chance, which is the same in each run.
type world struct {
	ctx    context.Context
	open   func() records.Store
	store  records.Store
	model  *model
	trees  [2]tiles.Tree
	chance *chance
	at     int64
	ids    int
}

func newWorld(ctx context.Context, open func() records.Store) *world {
	return &world{ctx: ctx, open: open, store: open(), model: newModel(), chance: &chance{28000}, at: 1_700_000_000_000_000_000}
}

// texts are what databases get wrong: empty, long, wide, in an order of their own, looking
// like something else.
var texts = [...]string{
	"a", "A", "b", "B", "ä", "Zoë", "z", "10", "9", "009", " a", "a ", "a/b", "%", "_", "'", `"`, `\`, "\t", "\n", "\u00a0",
	"e\u0301", "é", "ß", "ss", "中文", "🚢", "\U0010ffff", "\u0001", "null", "NULL", "true", "2026-05-04", "a%", "A_", "{}", "[1]",
}

func (w *world) text() string { return texts[w.chance.IntN(len(texts))] }

func (w *world) kind() string {
	return []string{"risk", "Risk", "access grant", "ä", "risk2"}[w.chance.IntN(5)]
}

// number returns one that a database may get wrong too.
func (w *world) number() int64 {
	return []int64{0, 1, -1, 2, 9, 10, math.MaxInt64, math.MinInt64, 1 << 53, 1<<53 + 1, 1_700_000_000_000_000_001}[w.chance.IntN(11)]
}

// likely reports true that many times in a hundred.
func (w *world) likely(percent int) bool { return w.chance.IntN(100) < percent }

// header returns a random one, of a new revision of an entity or of a record without.
func (w *world) header(log records.LogID) records.Header {
	w.ids++
	w.at += w.chance.Int64N(2) * w.chance.Int64N(1e9)
	h := records.Header{Log: log, Columns: records.Columns{
		ID: fmt.Sprintf("%s-%06d", w.text(), w.ids), Kind: w.kind(), Level: w.chance.Int64N(3),
	}, At: w.at}
	if log == records.RecordLog && w.likely(75) {
		h.Entity = w.text()
		newest := w.model.revisions(records.Ref{Kind: h.Kind, ID: h.Entity}, 0, math.MaxInt64, math.MaxInt64)
		h.Version = int64(len(newest)) + 1
		h.Deleted = w.likely(10)
	}
	if w.likely(80) {
		h.Actor = w.text()
	}
	if w.likely(30) {
		h.Class, h.Due = w.text(), w.number()
	}
	if w.likely(30) {
		for range 1 + w.chance.IntN(3) {
			h.Compartments = append(h.Compartments, w.text())
		}
		slices.Sort(h.Compartments)
		h.Compartments = slices.Compact(h.Compartments)
	}
	for range w.chance.IntN(6) {
		h.Index = append(h.Index, w.column())
	}
	slices.SortFunc(h.Index, records.CompareColumns)
	h.Index = slices.Compact(h.Index)
	return h
}

func (w *world) column() records.Column {
	c := records.Column{Name: []string{"owner", "due", "Due", "é"}[w.chance.IntN(4)]}
	if c.Number = w.likely(40); c.Number {
		c.Int = w.number()
	} else if w.likely(90) {
		c.Text = w.text()
	}
	return c
}

// content returns a random one, sealed or not.
func (w *world) content() *records.Content {
	c := &records.Content{Salt: w.bytes(32), Data: w.bytes(w.chance.IntN(300))}
	if w.likely(50) {
		c.Salt, c.KeyID, c.Wrapped = nil, w.text(), w.bytes(40)
	}
	return c
}

func (w *world) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(w.chance.next())
	}
	return b
}

// batch makes the batch that adds entries with these headers to one log or both.
func (w *world) batch(headers []records.Header, content func(records.Header) *records.Content) records.Batch {
	var b records.Batch
	for l := range 2 {
		log := records.LogID(l + 1)
		base := w.model.heads[l]
		tree := w.trees[l]
		for _, h := range headers {
			if h.Log != log {
				continue
			}
			e := records.Entry{Log: log, Seq: tree.Size(), Index: h.Index}
			if e.Content = content(h); e.Content != nil {
				h.Commitment = records.Commitment{Type: "text/plain", Length: int64(len(e.Content.Data))}
			}
			h.Seq = e.Seq
			header, err := h.AppendBinary(nil)
			must(err, "making a header")
			e.Header, e.Columns = header, h.Columns
			for _, tile := range tree.Append(tiles.Leaf(header)) {
				b.Tiles = append(b.Tiles, records.Tile{Log: log, Level: tile.Level, Index: tile.Index, Hashes: tile.Hashes})
			}
			b.Entries = append(b.Entries, e)
		}
		if tree.Size() == base.Size {
			continue
		}
		next := base
		next.Size, next.Root = tree.Size(), tree.Root()
		b.Base, b.Next = append(b.Base, base), append(b.Next, next)
		if w.likely(60) {
			b.Checkpoints = append(b.Checkpoints, records.Checkpoint{Log: log, Size: next.Size, Note: w.bytes(200)})
		}
	}
	return b
}

// random makes a batch of anything that may be in one.
func (w *world) random() records.Batch {
	var headers []records.Header
	seen := map[records.Ref]bool{}
	for range 1 + w.chance.IntN(1+w.chance.IntN(60)) {
		log := records.RecordLog
		if w.likely(25) {
			log = records.AccessLog
		}
		h := w.header(log)
		if ref := (records.Ref{Kind: h.Kind, ID: h.Entity}); h.Entity == "" || !seen[ref] {
			seen[ref] = true
			headers = append(headers, h)
		}
	}
	b := w.batch(headers, func(records.Header) *records.Content {
		if w.likely(15) {
			return nil
		}
		return w.content()
	})
	if w.likely(5) {
		b.Next[0].Epoch++
	}
	if b.Base[0].Log == records.RecordLog {
		w.touch(&b)
	}
	return b
}

// touch adds erasures and rewraps of what is there to a batch.
func (w *world) touch(b *records.Batch) {
	for l := range 2 {
		for _, e := range w.model.entries[l] {
			switch {
			case e.Content == nil || !w.likely(3):
			case w.likely(50):
				b.Erase = append(b.Erase, records.Erasure{Log: e.Log, Seq: e.Seq, Tombstone: b.Base[0].Size})
			case e.Content.KeyID != "":
				b.Rewrap = append(b.Rewrap, records.Rewrap{Log: e.Log, Seq: e.Seq, From: e.Content.KeyID, KeyID: w.text(), Wrapped: w.bytes(48)})
			}
		}
	}
}

// commit commits a batch that has to be accepted, and takes it into the model.
func (w *world) commit(b records.Batch) {
	must(w.store.Commit(w.ctx, b), "committing %d entries", len(b.Entries))
	w.take(b)
}

func (w *world) take(b records.Batch) {
	w.model.add(b)
	for _, e := range b.Entries {
		w.trees[e.Log-1].Append(tiles.Leaf(e.Header))
	}
}

// one makes a batch of one record without an entity in the log of records.
func (w *world) one() records.Batch { return w.some(1) }

func (w *world) some(n int) records.Batch {
	var headers []records.Header
	for range n {
		h := w.header(records.RecordLog)
		h.Entity, h.Version, h.Deleted = "", 0, false
		headers = append(headers, h)
	}
	return w.batch(headers, func(records.Header) *records.Content { return w.content() })
}

// revision makes a batch of one revision.
func (w *world) revision(kind, id string, version int64) records.Batch {
	h := w.header(records.RecordLog)
	h.Kind, h.Entity, h.Version, h.Deleted = kind, id, version, false
	return w.batch([]records.Header{h}, func(records.Header) *records.Content { return w.content() })
}
