package storetest

import (
	"bytes"
	"math"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// checkFresh looks at a store that nothing was written to.
func checkFresh(w *world) {
	w.compare()
	must(w.store.Close(), "Close")
}

// checkModel commits random batches, compares everything now and then, and asks a lot at the end.
func checkModel(w *world) {
	every := amount(24, 12)
	for i := range 5 * every {
		w.commit(w.random())
		if i%every == every-1 || i < 3 {
			w.compare()
		}
	}
	w.commit(w.some(amount(600, 260))) // so that tiles become whole in any case
	w.compare()
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		w.search(s, amount(150, 40))
		return nil
	}), "Read")
}

// search asks so many random queries, fewer for states, and for logs that there are not.
func (w *world) search(s records.Snapshot, n int) {
	for range n {
		w.compareFind(s, w.model, w.query())
	}
	for range n / 5 {
		q := records.StateQuery{Before: w.chance.Int64N(w.model.heads[0].Size + 10), Deleted: w.likely(50), Limit: max(0, w.chance.IntN(20)-10), Content: w.likely(50)}
		if w.likely(50) {
			q.Kind = w.kind()
		}
		if w.likely(50) {
			q.After = records.Ref{Kind: w.kind(), ID: w.text()}
		}
		entries(collect(s.State(w.ctx, q), "State"), shown(w.model.state(q), q.Content), "State %+v", q)
	}
	for _, log := range []records.LogID{0, 3} {
		entries(collect(s.Entries(w.ctx, log, 0, math.MaxInt64, true), "Entries"), nil, "Entries of the log %d", log)
		w.compareRows(s, w.model, log, 0, math.MaxInt64)
		w.compareTree(s, w.model, log, math.MaxInt64)
	}
}

// checkBodies stores contents and texts of every size and kind.
func checkBodies(w *world) {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	large := bytes.Repeat(every, 4096) // 1 MiB
	var headers []records.Header
	bodies := map[string]*records.Content{}
	for _, data := range [][]byte{nil, {}, {0}, every, large} {
		for _, sealed := range []bool{false, true} {
			h := w.header(records.RecordLog)
			h.Entity, h.Version, h.Deleted = "", 0, false
			bodies[h.ID] = &records.Content{Data: data, Salt: every[:32]}
			if sealed {
				bodies[h.ID] = &records.Content{Data: data, KeyID: "k", Wrapped: every}
			}
			headers = append(headers, h)
		}
	}
	h := w.header(records.RecordLog)
	h.Entity, h.Version, h.Deleted = "", 0, false
	bodies[h.ID] = nil // no content is not content of no bytes
	headers = append(headers, h)
	for _, text := range texts { // each text as an id of an entity, a column, a kind
		h := w.header(records.RecordLog)
		h.Kind, h.Entity, h.Version, h.Deleted = "text", text, 1, false
		h.Index = []records.Column{{Name: "text", Text: text}}
		headers = append(headers, h)
		h = w.header(records.AccessLog)
		h.Kind = text
		headers = append(headers, h)
	}
	w.commit(w.batch(headers, func(h records.Header) *records.Content { return bodies[h.ID] }))
	w.compare()
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		for _, text := range texts {
			for op := range records.Op(5) {
				w.compareFind(s, w.model, records.Query{Log: records.RecordLog, Kind: "text", Where: []records.Condition{{Op: op, Column: records.Column{Name: "text", Text: text}}}})
			}
			w.compareFind(s, w.model, records.Query{Log: records.RecordLog, Kind: "text", After: text, Limit: 3})
			w.compareFind(s, w.model, records.Query{Log: records.AccessLog, Kind: text, Records: true, Content: true})
		}
		return nil
	}), "Read")
}

// checkIsolation reads a snapshot while others commit: it stays as it was, and holds up nobody.
func checkIsolation(w *world) {
	for range amount(10, 5) {
		w.commit(w.random())
	}
	before := w.model.clone()
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		for range amount(5, 3) {
			w.commit(w.random())
			w.compareSnapshot(s, before)
		}
		seen := 0
		for e, err := range s.Entries(w.ctx, records.RecordLog, 0, 1<<40, true) {
			must(err, "Entries while somebody commits")
			if seen == 0 {
				b := w.one()
				for _, e := range before.entries[0] {
					if i := w.model.entries[0][e.Seq]; i.Content != nil && len(b.Erase) < 3 {
						b.Erase = append(b.Erase, records.Erasure{Log: e.Log, Seq: e.Seq, Tombstone: b.Base[0].Size})
					}
				}
				w.commit(b)
			}
			same(exact(*e), shown(before.entries[0][seen:seen+1], true)[0], "an entry that is read while others commit")
			seen++
		}
		same(seen, len(before.entries[0]), "entries that are read while others commit")
		w.compareSnapshot(s, before)
		// A snapshot inside a snapshot sees what was committed since.
		return w.store.Read(w.ctx, func(s records.Snapshot) error {
			w.compareSnapshot(s, w.model)
			return nil
		})
	}), "Read")
	w.compare()
}

// checkBackup takes a backup, goes on, and restores it elsewhere.
func checkBackup(w *world) {
	for range amount(20, 8) {
		w.commit(w.random())
	}
	before := w.model.clone()
	var copy bytes.Buffer
	heads, err := w.store.Backup(w.ctx, &copy)
	must(err, "Backup")
	same(heads, before.heads[:], "the heads of the backup")
	w.commit(w.one())

	other := &world{ctx: w.ctx, open: w.open, store: w.open(), model: before, chance: w.chance, at: w.at, ids: w.ids}
	heads, err = other.store.Restore(w.ctx, bytes.NewReader(copy.Bytes()))
	must(err, "Restore")
	same(heads, before.heads[:], "the heads of what was restored")
	for l := range before.entries {
		for _, e := range before.entries[l] {
			other.trees[l].Append([32]byte(records.Leaf(e.Header)))
		}
	}
	other.compare()
	other.commit(other.random()) // what was restored can be gone on with
	other.compare()

	_, err = w.store.Restore(w.ctx, bytes.NewReader(copy.Bytes()))
	refused(err, records.ErrNotEmpty, "restoring over what is there")
	w.compare()
	for _, spoiled := range [][]byte{nil, []byte("no backup"), copy.Bytes()[:copy.Len()/2], copy.Bytes()[:copy.Len()-1]} {
		third := newWorld(w.ctx, w.open)
		if _, err := third.store.Restore(w.ctx, bytes.NewReader(spoiled)); err == nil {
			fail("a backup that was cut off after %d of %d bytes was restored", len(spoiled), copy.Len())
		}
		third.compare() // and nothing of it is there
		must(third.store.Close(), "Close")
	}
	must(other.store.Close(), "Close")
}

// checkStream moves everything to a store of another kind and back: the roots are the same.
func checkStream(w *world) {
	for range amount(20, 8) {
		w.commit(w.random())
	}
	var out, back bytes.Buffer
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		_, err := records.WriteStream(w.ctx, s, &out)
		return err
	}), "WriteStream")
	memory := records.Memory()
	_, err := records.ReadStream(w.ctx, bytes.NewReader(out.Bytes()), memory)
	must(err, "ReadStream into memory")
	_, err = memory.Backup(w.ctx, &back)
	must(err, "a backup of memory")
	same(bytes.Equal(out.Bytes(), back.Bytes()), true, "what came back from another store is the same")
	other := &world{ctx: w.ctx, open: w.open, store: w.open(), model: w.model, chance: w.chance}
	_, err = records.ReadStream(w.ctx, &back, other.store)
	must(err, "ReadStream")
	slices.SortStableFunc(w.model.checkpoints, func(a, b records.Checkpoint) int { return int(a.Log) - int(b.Log) })
	other.compare()
	must(other.store.Close(), "Close")
}
