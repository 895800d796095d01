package storetest

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

// A broken store does one thing wrong.
type broken struct {
	records.Store
	commit func(ctx context.Context, s records.Store, b records.Batch) error
	read   func(s records.Snapshot) records.Snapshot
}

func (b broken) Commit(ctx context.Context, batch records.Batch) error {
	if b.commit != nil {
		return b.commit(ctx, b.Store, batch)
	}
	return b.Store.Commit(ctx, batch)
}

func (b broken) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return b.Store.Read(ctx, func(s records.Snapshot) error {
		if b.read != nil {
			s = b.read(s)
		}
		return fn(s)
	})
}

// A view is a snapshot of which a broken store changes what it says.
type view struct {
	records.Snapshot
	entries func([]*records.Entry) []*records.Entry
	state   func(records.StateQuery) records.StateQuery
	find    func(records.Query) records.Query
	rows    func(records.Row) records.Row
	count   func(int64) int64
}

func changed(seq iter.Seq2[*records.Entry, error], change func([]*records.Entry) []*records.Entry) iter.Seq2[*records.Entry, error] {
	return func(yield func(*records.Entry, error) bool) {
		var list []*records.Entry
		for e, err := range seq {
			if err != nil {
				yield(nil, err)
				return
			}
			list = append(list, e)
		}
		for _, e := range change(list) {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (v view) Entries(ctx context.Context, log records.LogID, from, to int64, content bool) iter.Seq2[*records.Entry, error] {
	seq := v.Snapshot.Entries(ctx, log, from, to, content)
	if v.entries == nil {
		return seq
	}
	return changed(seq, v.entries)
}

func (v view) State(ctx context.Context, q records.StateQuery) iter.Seq2[*records.Entry, error] {
	if v.state != nil {
		q = v.state(q)
	}
	return v.Snapshot.State(ctx, q)
}

func (v view) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	if v.find != nil {
		q = v.find(q)
	}
	return v.Snapshot.Find(ctx, q)
}

func (v view) Count(ctx context.Context, q records.Query) (int64, error) {
	n, err := v.Snapshot.Count(ctx, q)
	if v.count != nil {
		n = v.count(n)
	}
	return n, err
}

func (v view) Rows(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Row, error] {
	seq := v.Snapshot.Rows(ctx, log, from, to)
	if v.rows == nil {
		return seq
	}
	return func(yield func(records.Row, error) bool) {
		for row, err := range seq {
			if !yield(v.rows(row), err) {
				return
			}
		}
	}
}

func viewed(v view) func(records.Snapshot) records.Snapshot {
	return func(s records.Snapshot) records.Snapshot {
		v.Snapshot = s
		return v
	}
}

// each changes entries one by one.
func each(change func(e *records.Entry)) func([]*records.Entry) []*records.Entry {
	return func(list []*records.Entry) []*records.Entry {
		for i, e := range list {
			c := *e
			change(&c)
			list[i] = &c
		}
		return list
	}
}

// Every check is there for a mistake that a store can make. These are stores with one
// mistake each, and the checks by which it is found.
func TestBrokenStoresAreFound(t *testing.T) {
	for name, tt := range map[string]struct {
		by    string // the check that has to find it
		store broken
	}{
		"drops the last write": {"Model", broken{read: viewed(view{entries: func(list []*records.Entry) []*records.Entry { return list[:max(0, len(list)-1)] }})}},
		"reorders": {"Model", broken{read: viewed(view{entries: func(list []*records.Entry) []*records.Entry {
			if len(list) > 1 {
				list[0], list[1] = list[1], list[0]
			}
			return list
		}})}},
		"says that it stored and did not": {"Model", broken{commit: func(context.Context, records.Store, records.Batch) error { return nil }}},
		"lies about content": {"Bodies", broken{read: viewed(view{entries: each(func(e *records.Entry) {
			if e.Content != nil && len(e.Content.Data) > 1000 {
				c := *e.Content
				c.Data = append(slices.Clone(c.Data[:len(c.Data)-1]), 0)
				e.Content = &c
			}
		})})}},
		"takes no content for empty content": {"Bodies", broken{read: viewed(view{entries: each(func(e *records.Entry) {
			if e.Content != nil && len(e.Content.Data) == 0 {
				e.Content = nil
			}
		})})}},
		"gives empty slices where nil is due": {"Model", broken{read: viewed(view{entries: each(func(e *records.Entry) {
			if e.Compartments == nil {
				e.Compartments = []string{}
			}
		})})}},
		"rounds levels": {"Model", broken{read: viewed(view{entries: each(func(e *records.Entry) { e.Level = e.Level / 2 * 2 })})}},
		"folds texts to one case": {"Bodies", broken{read: viewed(view{find: func(q records.Query) records.Query {
			for i := range q.Where {
				q.Where[i].Column.Text = strings.ToLower(q.Where[i].Column.Text)
			}
			return q
		}})}},
		"gives content that was not asked for": {"Model", broken{read: viewed(view{entries: each(func(e *records.Entry) {
			if e.Content == nil && !e.Erased {
				e.Content = &records.Content{}
			}
		})})}},
		"counts what may not be known":  {"Model", broken{read: viewed(view{count: func(n int64) int64 { return n + 1 }})}},
		"does not look at the marking":  {"Model", broken{read: viewed(view{find: func(q records.Query) records.Query { q.Clearance = nil; return q }})}},
		"has no limit":                  {"Model", broken{read: viewed(view{find: func(q records.Query) records.Query { q.Limit = 0; return q }})}},
		"gives the newest for an as-of": {"Model", broken{read: viewed(view{state: func(q records.StateQuery) records.StateQuery { q.Before = 1 << 40; return q }})}},
		"shows deleted ones":            {"Model", broken{read: viewed(view{state: func(q records.StateQuery) records.StateQuery { q.Deleted = true; return q }})}},
		"loses an index column":         {"Model", broken{read: viewed(view{rows: func(r records.Row) records.Row { e := *r.Entry; e.Index = nil; r.Entry = &e; return r }})}},
		"lets anybody write on an old head": {"Competition", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			if err := s.Commit(ctx, b); !errors.Is(err, records.ErrHeadMoved) {
				return err
			}
			return nil
		}}},
		"ignores the version": {"Refusals", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			if err := s.Commit(ctx, b); !errors.Is(err, records.ErrConflict) {
				return err
			}
			return nil
		}}},
		"names the first conflict only": {"Refusals", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			err := s.Commit(ctx, b)
			var conflict *records.ConflictError
			if errors.As(err, &conflict) {
				conflict.Conflicts = conflict.Conflicts[:1]
			}
			return err
		}}},
		"stores a record id twice": {"Refusals", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			if err := s.Commit(ctx, b); !errors.Is(err, records.ErrDuplicate) {
				return err
			}
			return nil
		}}},
		"erases without a tombstone": {"Erasure", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			for i := range b.Erase {
				b.Erase[i].Tombstone = b.Base[0].Size
			}
			return s.Commit(ctx, b)
		}}},
		"forgets to erase": {"Erasure", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			b.Erase = nil
			return s.Commit(ctx, b)
		}}},
		"stores half of a batch that it refuses": {"Erasure", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			err := s.Commit(ctx, b)
			if errors.Is(err, records.ErrErased) {
				b.Erase, b.Rewrap = nil, nil
				_ = s.Commit(ctx, b)
			}
			return err
		}}},
		"forgets to wrap a key anew": {"Erasure", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			b.Rewrap = nil
			return s.Commit(ctx, b)
		}}},
		"loses tiles": {"Model", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			b.Tiles = nil
			return s.Commit(ctx, b)
		}}},
		"loses checkpoints": {"Model", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			b.Checkpoints = nil
			return s.Commit(ctx, b)
		}}},
		"writes although the context has ended": {"Context", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			return s.Commit(context.WithoutCancel(ctx), b)
		}}},
		"panics": {"Model", broken{commit: func(context.Context, records.Store, records.Batch) error { panic("no") }}},
		"has limits of its own": {"Limits", broken{commit: func(ctx context.Context, s records.Store, b records.Batch) error {
			if len(b.Entries) > 1000 {
				return records.ErrFull
			}
			return s.Commit(ctx, b)
		}}},
	} {
		t.Run(name, func(t *testing.T) {
			err := checkNamed(t, tt.by).Try(t.Context(), func() records.Store {
				b := tt.store
				b.Store = records.Memory()
				return b
			})
			assert.Error(t, err, "the check %s does not find it", tt.by)
		})
	}
}

func checkNamed(t *testing.T, name string) Check {
	t.Helper()
	for _, c := range Checks() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no check %s", name)
	return Check{}
}

// What has to do with opening, backup and the end is broken by a store of its own each.
func TestBrokenStoresAreFoundAsAWhole(t *testing.T) {
	for name, tt := range map[string]struct {
		by   string
		open func() records.Store
	}{
		"begins with one head":          {"Fresh", func() records.Store { return oneHead{records.Memory()} }},
		"reads what is not committed":   {"Isolation", func() records.Store { return &unsteady{Store: records.Memory()} }},
		"restores what is cut off":      {"Backup", func() records.Store { return &gullible{Store: records.Memory()} }},
		"restores over what is there":   {"Backup", func() records.Store { return &gullible{Store: records.Memory(), over: true} }},
		"goes on after its end":         {"Closed", func() records.Store { return endless{records.Memory()} }},
		"loses answers and says so not": {"Archive", func() records.Store { return deaf{records.Memory()} }},
		"loses updates of others":       {"Writers", func() records.Store { return stale{records.Memory()} }},
		"cannot be tampered with":       {"Tamper", func() records.Store { return rigid{records.Memory()} }},
		"finds by other columns":        {"Honest", func() records.Store { return misfiled{records.Memory()} }},
		"forgets checkpoints":           {"Insider", func() records.Store { return forgetful{records.Memory()} }},
		"spoils a tile":                 {"Proofs", func() records.Store { return chipped{records.Memory()} }},
		"gives up content in a stream":  {"Stream", func() records.Store { return bare{records.Memory()} }},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Error(t, checkNamed(t, tt.by).Try(t.Context(), tt.open), "the check %s does not find it", tt.by)
		})
	}
}

type oneHead struct{ records.Store }

func (s oneHead) Heads(ctx context.Context) ([]records.Head, error) {
	heads, err := s.Store.Heads(ctx)
	return heads[:1], err
}

// unsteady gives to a snapshot what was committed since.
type unsteady struct{ records.Store }

func (s *unsteady) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return fn(now{s.Store})
}

// now reads each time from the newest state.
type now struct{ store records.Store }

func (n now) newest() (s records.Snapshot) {
	_ = n.store.Read(context.Background(), func(snapshot records.Snapshot) error { s = snapshot; return nil })
	return s
}

func (n now) Heads(ctx context.Context) ([]records.Head, error) { return n.newest().Heads(ctx) }
func (n now) Entries(ctx context.Context, log records.LogID, from, to int64, content bool) iter.Seq2[*records.Entry, error] {
	return n.newest().Entries(ctx, log, from, to, content)
}
func (n now) Entry(ctx context.Context, id string) (*records.Entry, error) {
	return n.newest().Entry(ctx, id)
}
func (n now) Revision(ctx context.Context, ref records.Ref, before int64) (*records.Entry, error) {
	return n.newest().Revision(ctx, ref, before)
}
func (n now) Revisions(ctx context.Context, ref records.Ref, from, to, before int64, content bool) iter.Seq2[*records.Entry, error] {
	return n.newest().Revisions(ctx, ref, from, to, before, content)
}
func (n now) State(ctx context.Context, q records.StateQuery) iter.Seq2[*records.Entry, error] {
	return n.newest().State(ctx, q)
}
func (n now) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	return n.newest().Find(ctx, q)
}
func (n now) Count(ctx context.Context, q records.Query) (int64, error) {
	return n.newest().Count(ctx, q)
}
func (n now) Rows(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Row, error] {
	return n.newest().Rows(ctx, log, from, to)
}
func (n now) Tiles(ctx context.Context, log records.LogID, level int, from, to int64) iter.Seq2[records.Tile, error] {
	return n.newest().Tiles(ctx, log, level, from, to)
}
func (n now) Checkpoint(ctx context.Context, log records.LogID, size int64) (records.Checkpoint, error) {
	return n.newest().Checkpoint(ctx, log, size)
}
func (n now) Checkpoints(ctx context.Context, log records.LogID, from, to int64) iter.Seq2[records.Checkpoint, error] {
	return n.newest().Checkpoints(ctx, log, from, to)
}

// gullible restores whatever it is given, or over what it has.
type gullible struct {
	records.Store
	over bool
}

func (s *gullible) Restore(ctx context.Context, r io.Reader) ([]records.Head, error) {
	heads, err := s.Store.Restore(ctx, r)
	if s.over && errors.Is(err, records.ErrNotEmpty) || !s.over && errors.Is(err, records.ErrDamaged) {
		err = nil
	}
	return heads, err
}

type endless struct{ records.Store }

func (endless) Close() error { return nil }

// deaf stores nothing of the access log and of notes, and says that it did.
type deaf struct{ records.Store }

func (s deaf) Commit(ctx context.Context, b records.Batch) error {
	if slices.ContainsFunc(b.Entries, func(e records.Entry) bool { return e.Version == 4 }) {
		return nil
	}
	return s.Store.Commit(ctx, b)
}

// stale takes the seventh update of the shared entity for stored, and drops it.
type stale struct{ records.Store }

func (s stale) Commit(ctx context.Context, b records.Batch) error {
	if slices.ContainsFunc(b.Entries, func(e records.Entry) bool { return e.Kind == "counter" && e.Version == 7 }) {
		return nil
	}
	return s.Store.Commit(ctx, b)
}

// bare leaves out the content of the access log in what it reads.
type bare struct{ records.Store }

func (s bare) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return broken{Store: s.Store, read: viewed(view{entries: each(func(e *records.Entry) {
		if e.Log == records.AccessLog {
			e.Content = nil
		}
	})})}.Read(ctx, fn)
}

func (s bare) Backup(ctx context.Context, w io.Writer) ([]records.Head, error) {
	return s.Store.Backup(ctx, w)
}

// rigid says that it was tampered with, and was not: nothing is found in it.
type rigid struct{ records.Store }

func (rigid) Overwrite(context.Context, records.Batch, []records.Erasure) error { return nil }

// misfiled has no entry that queries find.
type misfiled struct{ records.Store }

func (s misfiled) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return broken{Store: s.Store, read: viewed(view{rows: func(r records.Row) records.Row { r.Found = false; return r }})}.Read(ctx, fn)
}

type forgetful struct{ records.Store }

func (s forgetful) Commit(ctx context.Context, b records.Batch) error {
	b.Checkpoints = nil
	return s.Store.Commit(ctx, b)
}

// chipped stores tiles with a bit that is wrong.
type chipped struct{ records.Store }

func (s chipped) Commit(ctx context.Context, b records.Batch) error {
	for i, t := range b.Tiles {
		b.Tiles[i].Hashes = slices.Clone(t.Hashes)
		b.Tiles[i].Hashes[100] ^= 1
	}
	return s.Store.Commit(ctx, b)
}
