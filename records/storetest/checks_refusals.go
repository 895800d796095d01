package storetest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/iso28000/iso28000/records"
)

// refuses commits a batch that has to be refused, and compares that nothing of it is there.
func (w *world) refuses(b records.Batch, want error, doing string) error {
	err := w.store.Commit(w.ctx, b)
	refused(err, want, "%s", doing)
	w.compare()
	return err
}

// checkRefusals commits what the store alone can refuse.
func checkRefusals(w *world) {
	for range amount(12, 4) {
		w.commit(w.random())
	}
	w.commit(w.revision("risk", "held", int64(len(w.model.revisions(records.Ref{Kind: "risk", ID: "held"}, 0, 9, math.MaxInt64)))+1))
	w.commit(w.some(2))

	for name, move := range map[string]func(*records.Head){
		"of another root":  func(h *records.Head) { h.Root[0] ^= 1 },
		"of another epoch": func(h *records.Head) { h.Epoch++ },
	} {
		b := w.one()
		move(&b.Base[0])
		if b.Next[0].Epoch < b.Base[0].Epoch {
			b.Next[0].Epoch = b.Base[0].Epoch
		}
		w.refuses(b, records.ErrHeadMoved, "a commit on a head "+name)
	}
	old := w.one()
	w.commit(w.one())
	w.refuses(old, records.ErrHeadMoved, "a commit on a head that has moved on")

	taken := w.model.entries[0][1].ID
	access := taken
	if list := w.model.entries[1]; len(list) > 0 {
		access = list[0].ID
	}
	for _, id := range []string{taken, access} {
		b := w.named(id)
		err := w.refuses(b, records.ErrDuplicate, "a record of an id that is taken")
		var duplicate *records.DuplicateError
		if !errors.As(err, &duplicate) || !slices.Equal(duplicate.IDs, []string{id}) {
			fail("the record %q is taken, and the error does not name it alone: %v", id, err)
		}
	}

	ref := records.Ref{Kind: "risk", ID: "held"}
	newest := w.model.revisions(ref, 0, math.MaxInt64, math.MaxInt64)
	version := newest[len(newest)-1].Version
	for _, v := range []int64{version, version + 2, version + 100} {
		err := w.refuses(w.revision(ref.Kind, ref.ID, v), records.ErrConflict, fmt.Sprintf("version %d after %d", v, version))
		conflicts(err, records.Conflict{Entity: ref, Base: v - 1, Version: version})
	}
	err := w.refuses(w.revision("risk", "new", 2), records.ErrConflict, "version 2 of an entity that there is not")
	conflicts(err, records.Conflict{Entity: records.Ref{Kind: "risk", ID: "new"}, Base: 1})

	h := w.header(records.RecordLog)
	h.Kind, h.Entity, h.Version, h.Deleted = ref.Kind, ref.ID, version+1, true
	w.commit(w.batch([]records.Header{h}, func(records.Header) *records.Content { return nil }))
	err = w.refuses(w.revision(ref.Kind, ref.ID, 1), records.ErrConflict, "creating what was deleted as version 1")
	conflicts(err, records.Conflict{Entity: ref, Base: 0, Version: version + 1, Deleted: true})
	w.commit(w.revision(ref.Kind, ref.ID, version+2))

	// Every conflict of a batch is named, in its order.
	var headers []records.Header
	for i := range 5 {
		h := w.header(records.RecordLog)
		h.Kind, h.Entity, h.Version, h.Deleted = "many", fmt.Sprint("m", 4-i), int64(i%2)*7+1, false
		headers = append(headers, h)
	}
	err = w.refuses(w.batch(headers, func(records.Header) *records.Content { return nil }), records.ErrConflict, "two revisions that do not follow, among five")
	conflicts(err, records.Conflict{Entity: records.Ref{Kind: "many", ID: "m3"}, Base: 7}, records.Conflict{Entity: records.Ref{Kind: "many", ID: "m1"}, Base: 7})

	b := w.one()
	b.Entries[0].Seq++
	w.refuses(b, records.ErrBatch, "a batch with a gap")
	b = w.one()
	b.Next[0].Size++
	w.refuses(b, records.ErrBatch, "a batch with an entry too few")
	w.commit(w.random())
	w.compare()
}

// named makes a batch of one record of that id.
func (w *world) named(id string) records.Batch {
	h := w.header(records.RecordLog)
	h.ID, h.Entity, h.Version, h.Deleted = id, "", 0, false
	return w.batch([]records.Header{h}, func(records.Header) *records.Content { return w.content() })
}

func conflicts(err error, want ...records.Conflict) {
	var conflict *records.ConflictError
	if !errors.As(err, &conflict) {
		fail("the error is no ConflictError: %v", err)
	}
	same(conflict.Conflicts, want, "the conflicts that are named")
}

// checkErasure erases content, and what must not be.
func checkErasure(w *world) {
	sealed := func(records.Header) *records.Content {
		return &records.Content{KeyID: "key-1", Wrapped: []byte("wrapped"), Data: []byte("sealed")}
	}
	var headers []records.Header
	for range 6 {
		h := w.header(records.RecordLog)
		h.Entity, h.Version, h.Deleted = "", 0, false
		headers = append(headers, h)
	}
	w.commit(w.batch(headers, sealed))
	bare := w.header(records.RecordLog)
	bare.Entity, bare.Version, bare.Deleted = "", 0, false
	w.commit(w.batch([]records.Header{bare}, func(records.Header) *records.Content { return nil }))

	erase := func(seq int64, change func(*records.Batch)) records.Batch {
		b := w.one()
		b.Erase = []records.Erasure{{Log: records.RecordLog, Seq: seq, Tombstone: b.Base[0].Size}}
		if change != nil {
			change(&b)
		}
		return b
	}
	w.refuses(erase(0, func(b *records.Batch) { b.Erase[0].Tombstone-- }), records.ErrNoTombstone, "erasing under an old record")
	w.refuses(erase(0, func(b *records.Batch) { b.Erase[0].Tombstone++ }), records.ErrNoTombstone, "erasing under a record to come")
	w.refuses(erase(6, nil), records.ErrErased, "erasing where there is no content")
	w.refuses(erase(0, func(b *records.Batch) { b.Erase[0].Copied = true }), records.ErrErased, "noting an erasure where there is content")
	w.refuses(erase(1, func(b *records.Batch) { b.Erase[0].Seq = b.Base[0].Size }), records.ErrBatch, "erasing what is added by the same batch")
	w.refuses(erase(0, func(b *records.Batch) { b.Erase[0].Log = records.AccessLog }), records.ErrErased, "erasing in a log what it has not")
	w.commit(erase(0, nil))
	w.compare()
	w.refuses(erase(0, nil), records.ErrErased, "erasing twice")
	w.refuses(erase(0, func(b *records.Batch) { b.Erase[0].Copied = true }), records.ErrErased, "noting an erasure twice")
	w.commit(erase(6, func(b *records.Batch) { b.Erase[0].Copied = true }))
	w.compare()

	rewrap := func(seq int64, from string) records.Batch {
		b := w.one()
		b.Rewrap = []records.Rewrap{{Log: records.RecordLog, Seq: seq, From: from, KeyID: "key-2", Wrapped: []byte("wrapped anew")}}
		return b
	}
	w.refuses(rewrap(0, "key-1"), records.ErrErased, "wrapping the key of what was erased")
	w.refuses(rewrap(1, "key-0"), records.ErrErased, "wrapping a key that it does not have")
	w.refuses(rewrap(6, "key-1"), records.ErrErased, "wrapping a key where there is no content")
	w.commit(rewrap(1, "key-1"))
	w.compare()
	w.refuses(rewrap(1, "key-1"), records.ErrErased, "wrapping the same key twice")

	// A batch of which a part is refused is refused whole.
	b := erase(2, nil)
	b.Erase = append(b.Erase, records.Erasure{Log: records.RecordLog, Seq: 0, Tombstone: b.Base[0].Size})
	w.refuses(b, records.ErrErased, "erasing one that is there and one that is not")
	b = w.one()
	b.Rewrap = []records.Rewrap{
		{Log: records.RecordLog, Seq: 2, From: "key-1", KeyID: "key-2", Wrapped: []byte("w")},
		{Log: records.RecordLog, Seq: 3, From: "key-9", KeyID: "key-2", Wrapped: []byte("w")},
	}
	w.refuses(b, records.ErrErased, "wrapping one key that is there and one that is not")
}

// checkCompetition has many commit on the same head: one wins each time.
func checkCompetition(w *world) {
	const writers, rounds = 16, 8
	for range rounds {
		batches := make([]records.Batch, writers)
		for i := range batches {
			batches[i] = w.one()
		}
		errs := make([]error, writers)
		var all sync.WaitGroup
		for i := range batches {
			all.Go(func() { errs[i] = w.store.Commit(w.ctx, batches[i]) })
		}
		all.Wait()
		won := 0
		for i, err := range errs {
			if err == nil {
				won++
				w.take(batches[i])
				continue
			}
			refused(err, records.ErrHeadMoved, "a commit that came second")
		}
		same(won, 1, "of commits on one head, how many are accepted")
	}
	w.compare()
}

// checkLimits stores what is as large as it may be.
func checkLimits(w *world) {
	h := w.header(records.RecordLog)
	long := strings.Repeat("é", records.MaxName/2)
	h.Columns = records.Columns{ID: long, Kind: long, Entity: long, Version: 1, Level: math.MaxInt64, Compartments: []string{long}}
	h.Actor, h.Class, h.Due, h.At = long, long, math.MaxInt64, w.at
	h.Index = nil
	for i := range records.MaxColumns {
		c := records.Column{Name: fmt.Sprintf("column %02d", i), Number: i%2 == 0, Int: math.MinInt64 + int64(i)}
		if !c.Number {
			c.Int, c.Text = 0, strings.Repeat("x", records.MaxText-600)
		}
		h.Index = append(h.Index, c)
	}
	h.Index[1].Text = strings.Repeat("y", records.MaxText)
	w.commit(w.batch([]records.Header{h}, func(records.Header) *records.Content {
		return &records.Content{Salt: w.bytes(records.MaxKey), Data: w.bytes(2 << 20)}
	}))
	w.compare()
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		w.compareFind(s, w.model, records.Query{Log: records.RecordLog, Kind: long, Where: []records.Condition{{Op: records.AtLeast, Column: h.Index[1]}, {Column: h.Index[2]}}})
		return nil
	}), "Read")
	w.commit(w.some(amount(3000, 1100)))
	w.compare()
}

// checkContext ends contexts before and while the store is asked.
func checkContext(w *world) {
	for range 5 {
		w.commit(w.random())
	}
	ended, end := context.WithCancel(w.ctx)
	end()
	if err := w.store.Commit(ended, w.one()); err == nil || !errors.Is(err, context.Canceled) && !errors.Is(err, records.ErrInDoubt) {
		fail("a commit whose context has ended: %v", err)
	}
	w.compare()
	if _, err := w.store.Heads(ended); !errors.Is(err, context.Canceled) {
		fail("Heads with a context that has ended: %v", err)
	}
	if err := w.store.Read(ended, func(s records.Snapshot) error { _, err := s.Heads(ended); return err }); !errors.Is(err, context.Canceled) {
		fail("Read with a context that has ended: %v", err)
	}
	while, end := context.WithCancel(w.ctx)
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		var last error
		for _, err := range s.Entries(while, records.RecordLog, 0, math.MaxInt64, true) {
			end()
			last = err
		}
		if w.model.heads[0].Size > 1 && !errors.Is(last, context.Canceled) {
			fail("a sequence whose context ends while it is read goes on: %v", last)
		}
		return nil
	}), "Read")
	own := errors.New("own")
	if err := w.store.Read(w.ctx, func(records.Snapshot) error { return own }); err != own {
		fail("Read returns %v in place of the error of what reads", err)
	}
	w.commit(w.one())
	w.compare()
}

// checkClosed asks a store after its end.
func checkClosed(w *world) {
	w.commit(w.one())
	b := w.one()
	must(w.store.Close(), "Close")
	must(w.store.Close(), "a second Close")
	_, err := w.store.Heads(w.ctx)
	refused(err, records.ErrClosed, "Heads after Close")
	refused(w.store.Commit(w.ctx, b), records.ErrClosed, "Commit after Close")
	refused(w.store.Read(w.ctx, func(records.Snapshot) error { return nil }), records.ErrClosed, "Read after Close")
	_, err = w.store.Backup(w.ctx, new(counter))
	refused(err, records.ErrClosed, "Backup after Close")
	_, err = w.store.Restore(w.ctx, strings.NewReader(""))
	if err == nil {
		fail("Restore after Close")
	}
}

type counter struct{ n atomic.Int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n.Add(int64(len(b)))
	return len(b), nil
}
