package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A history is a pair of logs in which each entry follows from its place alone. Whoever finds
// it after a crash knows what has to be there, without having seen it written.
type history struct {
	heads [2]records.Head
	trees [2]tiles.Tree
}

func newHistory() *history {
	return &history{heads: [2]records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)}}
}

// entities is how many there are: entry n is a revision of one of them, or a record of its own.
const entities = 20

// placed returns the entry of that place.
func placed(log records.LogID, seq int64) records.Entry {
	h := records.Header{Log: log, Seq: seq, Columns: records.Columns{
		ID: fmt.Sprintf("%s-%d", log, seq), Kind: "crash",
	}, Actor: "somebody", At: 1_700_000_000_000_000_000 + seq}
	h.Index = []records.Column{{Name: "third", Number: true, Int: seq % 3}}
	if log == records.RecordLog && seq%entities != 0 {
		h.Entity, h.Version = fmt.Sprint("E-", seq%entities), 1+seq/entities
	}
	c := &chance{uint64(seq)}
	content := &records.Content{Salt: []byte(fmt.Sprint("salt ", seq)), Data: make([]byte, 10+c.IntN(700))}
	for i := range content.Data {
		content.Data[i] = byte(c.next())
	}
	h.Commitment = records.Commitment{
		Type: "text/plain", Length: int64(len(content.Data)), Hash: sha256.Sum256(append(bytes.Clone(content.Salt), content.Data...)),
	}
	header, err := h.AppendBinary(nil)
	must(err, "making a header")
	return records.Entry{Log: log, Seq: seq, Columns: h.Columns, Index: h.Index, Header: header, Content: content}
}

// batch makes one that adds so many entries, at most as many as there are entities, and now
// and then one to the log of access.
func (h *history) batch(entries int) records.Batch {
	var b records.Batch
	for l, n := range []int{entries, int(h.heads[0].Size+1) % 2} {
		if n == 0 {
			continue
		}
		base, tree := h.heads[l], h.trees[l]
		for range n {
			e := placed(base.Log, tree.Size())
			b.Entries = append(b.Entries, e)
			for _, t := range tree.Append(tiles.Leaf(e.Header)) {
				b.Tiles = append(b.Tiles, records.Tile{Log: base.Log, Level: t.Level, Index: t.Index, Hashes: t.Hashes})
			}
		}
		next := base
		next.Size, next.Root = tree.Size(), tree.Root()
		b.Base, b.Next = append(b.Base, base), append(b.Next, next)
		b.Checkpoints = append(b.Checkpoints, records.Checkpoint{Log: base.Log, Size: next.Size, Note: fmt.Append(nil, "note ", next.Size)})
	}
	return b
}

// take goes on to where a batch leads.
func (h *history) take(b records.Batch) {
	for _, next := range b.Next {
		h.reach(next.Log, next.Size)
	}
}

// reach goes on to a size of a log, which is never less than the one that it has.
func (h *history) reach(log records.LogID, size int64) {
	tree := &h.trees[log-1]
	for tree.Size() < size {
		tree.Append(tiles.Leaf(placed(log, tree.Size()).Header))
	}
	h.heads[log-1].Size, h.heads[log-1].Root = size, tree.Root()
}

// reachAll goes on to the sizes of both logs.
func (h *history) reachAll(heads [2]records.Head) {
	for _, head := range heads {
		h.reach(head.Log, head.Size)
	}
}

// after returns the heads that a batch leads to.
func (h *history) after(b records.Batch) [2]records.Head {
	heads := h.heads
	for _, next := range b.Next {
		heads[next.Log-1] = next
	}
	return heads
}

// found compares what a store holds, entry by entry and in every way in which it can be read,
// with what the history has at that size, and returns the heads.
func found(ctx context.Context, store records.Store) (heads [2]records.Head, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.error
		default:
			panic(r)
		}
	}()
	err = store.Read(ctx, func(s records.Snapshot) error {
		list, err := s.Heads(ctx)
		must(err, "reading the heads")
		if len(list) != 2 {
			fail("there are %d heads", len(list))
		}
		copy(heads[:], list)
		h := newHistory()
		for l, head := range heads {
			h.reach(head.Log, head.Size)
			same(head, h.heads[l], "the head of the log %s", head.Log)
			whole(ctx, s, head)
		}
		current := int64(0)
		for e, err := range s.State(ctx, records.StateQuery{Before: math.MaxInt64}) {
			must(err, "reading the newest revisions")
			newest := placed(records.RecordLog, e.Seq)
			same(e.Version, newest.Version, "the version of %s", e.Entity)
			if e.Seq < heads[0].Size-entities {
				fail("the newest revision of %s is that of entry %d, and the log has %d entries", e.Entity, e.Seq, heads[0].Size)
			}
			current++
		}
		size := heads[0].Size
		same(current, min(size-(size+entities-1)/entities, entities-1), "the number of entities")
		return nil
	})
	return heads, err
}

// whole compares one log.
func whole(ctx context.Context, s records.Snapshot, head records.Head) {
	next := int64(0)
	for e, err := range s.Entries(ctx, head.Log, 0, math.MaxInt64, true) {
		must(err, "reading entry %d of the log %s", next, head.Log)
		want := placed(head.Log, next)
		want.Index = nil
		same(e, &want, "entry %d of the log %s", next, head.Log)
		next++
	}
	same(next, head.Size, "the number of entries of the log %s", head.Log)
	rows := int64(0)
	for row, err := range s.Rows(ctx, head.Log, 0, math.MaxInt64) {
		must(err, "reading the rows of the log %s", head.Log)
		if !row.Found {
			continue
		}
		same(row.Index, placed(head.Log, row.Seq).Index, "what entry %d of the log %s is found by", row.Seq, head.Log)
		rows++
	}
	if head.Log == records.RecordLog {
		alone := (head.Size + entities - 1) / entities
		same(rows, alone+min(head.Size-alone, entities-1), "the number of rows of the log %s", head.Log)
	}
	n := int64(0)
	for t, err := range s.Tiles(ctx, head.Log, 0, 0, math.MaxInt64) {
		must(err, "reading the tiles of the log %s", head.Log)
		leaf := tiles.Leaf(placed(head.Log, 256*n).Header)
		if t.Index != n || !bytes.HasPrefix(t.Hashes, leaf[:]) {
			fail("tile %d of the log %s is not that of its place", n, head.Log)
		}
		n++
	}
	same(n, head.Size/256, "the number of tiles of the log %s", head.Log)
	if c, err := s.Checkpoint(ctx, head.Log, math.MaxInt64); head.Size > 0 {
		must(err, "reading the newest checkpoint of the log %s", head.Log)
		same(c.Size, head.Size, "the size of the newest checkpoint of the log %s", head.Log)
	}
}

// survived checks what is found after a crash: everything that was acknowledged, and of what
// was under way all or nothing.
func survived(ctx context.Context, store records.Store, acknowledged, tried [2]records.Head) ([2]records.Head, error) {
	heads, err := found(ctx, store)
	if err != nil {
		return heads, err
	}
	if heads != acknowledged && heads != tried {
		return heads, fmt.Errorf("the logs have %d and %d entries: acknowledged were %d and %d, and under way %d and %d",
			heads[0].Size, heads[1].Size, acknowledged[0].Size, acknowledged[1].Size, tried[0].Size, tried[1].Size)
	}
	return heads, nil
}
