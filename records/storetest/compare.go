package storetest

import (
	"iter"
	"math"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// collect reads a sequence of entries to its end. It copies what it keeps, as the contract asks.
func collect(seq iter.Seq2[*records.Entry, error], what string, args ...any) []*records.Entry {
	var list []*records.Entry
	for e, err := range seq {
		must(err, what, args...)
		if e == nil {
			fail("%s: nothing stands where an entry would", what)
		}
		list = append(list, exact(*e))
	}
	return list
}

// exact copies an entry without making anything alike: an empty slice stays one, and is found.
func exact(e records.Entry) *records.Entry {
	e.Compartments, e.Index, e.Header = slices.Clone(e.Compartments), slices.Clone(e.Index), slices.Clone(e.Header)
	if c := e.Content; c != nil {
		e.Content = &records.Content{Salt: slices.Clone(c.Salt), KeyID: c.KeyID, Wrapped: slices.Clone(c.Wrapped), Data: slices.Clone(c.Data)}
	}
	return &e
}

// entries compares lists one by one, so that the first difference is shown.
func entries(got, want []*records.Entry, what string, args ...any) {
	for i := range min(len(got), len(want)) {
		same(got[i], want[i], what+", the %d-th", append(args, i)...)
	}
	same(len(got), len(want), what+", how many", args...)
}

// compare reads everything that a store holds, in every way, and compares it with the model.
func (w *world) compare() {
	heads, err := w.store.Heads(w.ctx)
	must(err, "Heads")
	same(heads, w.model.heads[:], "Heads")
	must(w.store.Read(w.ctx, func(s records.Snapshot) error {
		w.compareSnapshot(s, w.model)
		return nil
	}), "Read")
}

func (w *world) compareSnapshot(s records.Snapshot, m *model) {
	heads, err := s.Heads(w.ctx)
	must(err, "Heads of a snapshot")
	same(heads, m.heads[:], "Heads of a snapshot")
	for _, log := range []records.LogID{records.RecordLog, records.AccessLog} {
		size := m.heads[log-1].Size
		for _, span := range [][2]int64{{0, size}, {0, math.MaxInt64}, {size / 3, size / 2}, {-5, 1}, {size, size + 9}, {size / 2, size / 4}, {math.MinInt64, math.MaxInt64}} {
			for _, content := range []bool{true, false} {
				entries(collect(s.Entries(w.ctx, log, span[0], span[1], content), "Entries"), shown(m.between(log, span[0], span[1]), content),
					"Entries of %s from %d to %d, with content %v", log, span[0], span[1], content)
			}
			w.compareRows(s, m, log, span[0], span[1])
		}
		w.compareTree(s, m, log, size)
	}
	for _, list := range m.entries {
		for _, e := range list {
			if w.likely(20) {
				got, err := s.Entry(w.ctx, e.ID)
				must(err, "Entry %q", e.ID)
				same(got, shown([]*records.Entry{e}, true)[0], "Entry %q", e.ID)
			}
		}
	}
	_, err = s.Entry(w.ctx, "no such record")
	refused(err, records.ErrNotFound, "Entry of a record that there is not")
	w.compareRevisions(s, m)
	w.compareState(s, m)
	for range 12 {
		w.compareFind(s, m, w.query())
	}
}

func (w *world) compareRows(s records.Snapshot, m *model, log records.LogID, from, to int64) {
	want := m.between(log, from, to)
	i := 0
	for row, err := range s.Rows(w.ctx, log, from, to) {
		must(err, "Rows")
		if i >= len(want) {
			fail("Rows of %s from %d to %d: there is one too many, of entry %d", log, from, to, row.Seq)
		}
		e := normal(*want[i])
		found := m.found(e)
		if !found {
			e.Index = nil
		}
		same(exact(*row.Entry), e, "Rows of %s from %d to %d, the %d-th", log, from, to, i)
		same(row.Found, found, "Rows of %s from %d to %d, whether the %d-th is found", log, from, to, i)
		i++
	}
	same(i, len(want), "Rows of %s from %d to %d, how many", log, from, to)
}

func (w *world) compareTree(s records.Snapshot, m *model, log records.LogID, size int64) {
	for level := -1; level < 3; level++ {
		for _, span := range [][2]int64{{0, math.MaxInt64}, {1, 3}, {2, 1}, {-3, 1}} {
			var got, want []records.Tile
			for tile, err := range s.Tiles(w.ctx, log, level, span[0], span[1]) {
				must(err, "Tiles")
				tile.Hashes = slices.Clone(tile.Hashes)
				got = append(got, tile)
			}
			for _, tile := range m.tiles {
				if tile.Log == log && tile.Level == level && tile.Index >= span[0] && tile.Index < span[1] {
					want = append(want, tile)
				}
			}
			slices.SortFunc(want, func(a, b records.Tile) int { return int(a.Index - b.Index) })
			same(got, want, "Tiles of %s, level %d from %d to %d", log, level, span[0], span[1])
		}
	}
	var all []records.Checkpoint
	for _, c := range m.checkpoints {
		if c.Log == log {
			all = append(all, c)
		}
	}
	for _, at := range []int64{size, size / 2, 1, 0, -1, math.MaxInt64} {
		want := records.Checkpoint{}
		for _, c := range all {
			if c.Size <= at {
				want = c
			}
		}
		got, err := s.Checkpoint(w.ctx, log, at)
		if want.Note == nil {
			refused(err, records.ErrNotFound, "Checkpoint of %s at %d, where there is none", log, at)
		} else {
			must(err, "Checkpoint of %s at %d", log, at)
			same(got, want, "Checkpoint of %s at %d", log, at)
		}
		var list []records.Checkpoint
		for c, err := range s.Checkpoints(w.ctx, log, at/2, at) {
			must(err, "Checkpoints")
			c.Note = slices.Clone(c.Note)
			list = append(list, c)
		}
		same(list, short(slices.DeleteFunc(slices.Clone(all), func(c records.Checkpoint) bool { return c.Size < at/2 || c.Size >= at })),
			"Checkpoints of %s from %d to %d", log, at/2, at)
	}
}

func (w *world) compareRevisions(s records.Snapshot, m *model) {
	size := m.heads[0].Size
	refs := []records.Ref{{}, {Kind: "risk"}, {Kind: "risk", ID: "none"}, {Kind: "RISK", ID: "a"}}
	for _, e := range m.newest(size) {
		if w.likely(30) {
			refs = append(refs, refOf(e))
		}
	}
	for _, ref := range refs {
		for _, before := range []int64{size, math.MaxInt64, size / 2, 0, -1} {
			all := m.revisions(ref, math.MinInt64, math.MaxInt64, before)
			got, err := s.Revision(w.ctx, ref, before)
			if len(all) == 0 {
				refused(err, records.ErrNotFound, "Revision of %s before %d, where there is none", ref, before)
			} else {
				must(err, "Revision of %s before %d", ref, before)
				same(got, shown(all[len(all)-1:], true)[0], "Revision of %s before %d", ref, before)
			}
			for _, span := range [][2]int64{{1, math.MaxInt64}, {2, 4}, {math.MinInt64, 2}, {3, 2}} {
				entries(collect(s.Revisions(w.ctx, ref, span[0], span[1], before, true), "Revisions"), shown(m.revisions(ref, span[0], span[1], before), true),
					"Revisions of %s from %d to %d before %d", ref, span[0], span[1], before)
			}
		}
	}
	for _, ref := range refs[4:] {
		entries(collect(s.Revisions(w.ctx, ref, 1, 9, size, false), "Revisions"), shown(m.revisions(ref, 1, 9, size), false), "Revisions of %s without content", ref)
	}
}

func (w *world) compareState(s records.Snapshot, m *model) {
	size := m.heads[0].Size
	for _, q := range []records.StateQuery{
		{Before: size}, {Before: math.MaxInt64, Deleted: true}, {Before: size / 2}, {Before: 0}, {Before: -1},
		{Kind: "risk", Before: size}, {Kind: "risk", Before: size, Limit: 3}, {Kind: "none", Before: size},
		{Before: size, After: records.Ref{Kind: "risk", ID: w.text()}}, {Kind: "ä", Before: size, After: records.Ref{Kind: "ä", ID: w.text()}, Limit: 2, Deleted: true},
		{Kind: "Risk", Before: size, After: records.Ref{Kind: "risk", ID: "a"}},
	} {
		q.Content = w.likely(70)
		entries(collect(s.State(w.ctx, q), "State"), shown(m.state(q), q.Content), "State %+v", q)
	}
}

// query makes a random query.
func (w *world) query() records.Query {
	q := records.Query{Log: records.RecordLog, Kind: w.kind(), Records: w.likely(25), Deleted: w.likely(20), Content: w.likely(50)}
	if w.likely(15) {
		q.Log, q.Records = records.AccessLog, true
	}
	for range w.chance.IntN(3) {
		q.Where = append(q.Where, records.Condition{Op: records.Op(w.chance.IntN(6)), Column: w.column()})
	}
	if w.likely(50) {
		q.Clearance = &records.Clearance{Level: w.chance.Int64N(3)}
		for range w.chance.IntN(30) {
			q.Clearance.Compartments = append(q.Clearance.Compartments, w.text())
		}
	}
	if w.likely(30) {
		q.After = w.text()
	}
	if w.likely(30) {
		q.Limit = 1 + w.chance.IntN(5)
	}
	return q
}

func (w *world) compareFind(s records.Snapshot, m *model, q records.Query) {
	want := m.find(q)
	n, err := s.Count(w.ctx, q)
	must(err, "Count %+v", q)
	same(n, int64(len(want)), "Count %+v (clearance %+v)", q, q.Clearance)
	if q.After != "" {
		want = slices.DeleteFunc(want, func(e *records.Entry) bool { return e.Key() <= q.After })
	}
	entries(collect(s.Find(w.ctx, q), "Find"), shown(limited(want, q.Limit), q.Content), "Find %+v (clearance %+v)", q, q.Clearance)
}
