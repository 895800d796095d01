package records_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A seal is an entity of a host's own.
type seal struct {
	ID     records.ID[seal] `json:"id"`
	Number string           `json:"number"`
	Broken bool             `json:"broken,omitzero"`
	Notes  []string         `json:"notes,omitempty"`
}

func (s seal) Ref() records.Ref { return records.Ref{Kind: "seal", ID: string(s.ID)} }

func (s seal) Validate() error {
	var f records.Faults
	f.Require("number", s.Number)
	return f.Err()
}

var officer = records.Principal{ID: "P-1", Name: "security officer", Clearance: records.Clearance{Level: 2, Compartments: []string{"yard"}}}

// A watch is a clock that is set by hand.
type watch struct{ now atomic.Int64 }

func newWatch() *watch {
	w := &watch{}
	w.now.Store(time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC).UnixNano())
	return w
}

func (w *watch) Now() time.Time          { return time.Unix(0, w.now.Load()) }
func (w *watch) advance(d time.Duration) { w.now.Add(int64(d)) }

func openArchive(t testing.TB, store records.Store, options records.Options) *records.Archive {
	t.Helper()
	a, err := records.Open(context.Background(), store, options)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, a.Close()) })
	return a
}

func TestEntityFromCreationToDeletion(t *testing.T) {
	ctx := t.Context()
	clock := newWatch()
	a := openArchive(t, records.Memory(), records.Options{Now: clock.Now})
	seals := records.InKind(a, records.Kind[seal]{Index: func(s seal) []records.Column {
		return []records.Column{{Name: "number", Text: s.Number}}
	}})

	_, _, err := seals.Load(ctx, officer, "S-1")
	assert.ErrorIs(t, err, records.ErrNotFound)
	created, err := seals.Save(ctx, officer, seal{ID: "S-1", Number: "604218"}, 0)
	require.NoError(t, err)
	assert.Equal(t, int64(1), created.Version)
	before := clock.Now()
	clock.advance(time.Hour)

	s, version, err := seals.Load(ctx, officer, "S-1")
	require.NoError(t, err)
	s.Broken, s.Notes = true, []string{"found open"}
	changed, err := seals.Save(ctx, officer, s, version)
	require.NoError(t, err)
	assert.Equal(t, int64(2), changed.Version)

	then, version, err := seals.LoadAt(ctx, officer, "S-1", records.AsOfTime(before))
	require.NoError(t, err)
	assert.Equal(t, seal{ID: "S-1", Number: "604218"}, then)
	assert.Equal(t, int64(1), version)
	_, _, err = seals.LoadAt(ctx, officer, "S-1", records.AsOfSize(created.Seq))
	assert.ErrorIs(t, err, records.ErrNotFound)
	_, _, err = seals.LoadAt(ctx, officer, "S-1", records.AsOfTime(before.Add(-time.Nanosecond)))
	assert.ErrorIs(t, err, records.ErrNotFound)

	_, err = seals.Save(ctx, officer, s, 1)
	var conflict *records.ConflictError
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, []records.Conflict{{Entity: s.Ref(), Base: 1, Version: 2}}, conflict.Conflicts)
	assert.EqualError(t, err, "records: the entity was changed by somebody else: seal S-1: the change started from version 1, and it is at version 2: load it again and repeat the change")
	_, err = seals.Save(ctx, officer, s, 0)
	assert.ErrorIs(t, err, records.ErrConflict)
	_, err = seals.Save(ctx, officer, seal{ID: "S-9", Number: "1"}, 3)
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, []records.Conflict{{Entity: records.Ref{Kind: "seal", ID: "S-9"}, Base: 3}}, conflict.Conflicts)

	gone, err := seals.Delete(ctx, officer, "S-1", 2, "replaced")
	require.NoError(t, err)
	_, _, err = seals.Load(ctx, officer, "S-1")
	assert.ErrorIs(t, err, records.ErrNotFound)
	again, err := seals.Save(ctx, officer, seal{ID: "S-1", Number: "2"}, 0)
	require.NoError(t, err, "what was deleted may be created again")
	assert.Equal(t, int64(4), again.Version)
	assert.Equal(t, gone.Seq+1, again.Seq)

	var history []string
	for l, err := range seals.History(ctx, officer, "S-1") {
		require.NoError(t, err)
		history = append(history, fmt.Sprint(l.Record.Version, l.Record.Deleted, l.Value.Number, string(l.Record.Content)))
	}
	assert.Equal(t, []string{
		`1 false604218{"id":"S-1","number":"604218"}`,
		`2 false604218{"id":"S-1","number":"604218","broken":true,"notes":["found open"]}`,
		`3 truereplaced`,
		`4 false2{"id":"S-1","number":"2"}`,
	}, history)
	n, err := seals.Count(ctx, officer, records.Condition{Column: records.Column{Name: "number", Text: "604218"}})
	require.NoError(t, err)
	assert.Zero(t, n, "former revisions are not found")
}

func TestWhatCannotBeKeptIsRefusedWhole(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, records.Memory(), records.Options{})
	seals := records.In[seal](a)
	_, err := seals.Save(ctx, officer, seal{ID: "S-1"}, 0)
	assert.ErrorIs(t, err, records.ErrInvalid)
	assert.Len(t, records.FaultsOf(err), 1)
	_, err = seals.Save(ctx, officer, seal{Number: "1"}, 0)
	assert.ErrorIs(t, err, records.ErrInvalid)
	for name, r := range map[string]records.NewRecord{
		"no kind":        {Entity: "1"},
		"kind":           {Kind: strings.Repeat("k", 300), Entity: "1"},
		"base":           {Kind: "k", Entity: "1", Base: -1},
		"type":           {Kind: "k", Entity: "1", Type: "text/plain"},
		"no entity":      {Kind: "k"},
		"byte 0":         {Kind: "k", Entity: "a\x00"},
		"long ago":       {Kind: "k", Entity: "1", Class: "c", Due: time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)},
		"level":          {Kind: "k", Entity: "1", Marking: records.Marking{Level: -1}},
		"large content":  {Kind: "k", Entity: "1", Content: make([]byte, records.MaxContent)},
		"index too long": {Kind: "k", Entity: "1", Index: []records.Column{{Name: "a", Text: strings.Repeat("x", records.MaxText+1)}}},
	} {
		_, err := a.Save(ctx, officer, r)
		assert.ErrorIs(t, err, records.ErrInvalid, name)
	}
	_, err = a.SaveAll(ctx, officer, []records.NewRecord{{Kind: "k", Entity: "1"}, {Kind: "k", Entity: "1"}, {Kind: "k", ID: "x"}, {Kind: "k", ID: "x"}})
	require.ErrorIs(t, err, records.ErrInvalid)
	assert.Len(t, records.FaultsOf(err), 2)
	_, err = a.Save(ctx, records.Principal{}, records.NewRecord{Kind: "k", Entity: "1"})
	assert.ErrorIs(t, err, records.ErrDenied)
	assert.Zero(t, a.Heads()[0].Size)
}

func TestSaveAllIsAllOrNothing(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, records.Memory(), records.Options{})
	seals := records.In[seal](a)
	_, err := seals.Save(ctx, officer, seal{ID: "S-7", Number: "7"}, 0)
	require.NoError(t, err)
	var list []records.NewRecord
	for i := range 1000 {
		r, err := seals.Record(seal{ID: records.ID[seal](fmt.Sprintf("S-%d", i)), Number: "n"}, 0)
		require.NoError(t, err)
		list = append(list, r)
	}
	_, err = a.SaveAll(ctx, officer, list)
	var conflict *records.ConflictError
	require.ErrorAs(t, err, &conflict)
	assert.Len(t, conflict.Conflicts, 1)
	assert.Equal(t, int64(1), a.Heads()[0].Size)
	list[7].Base = 1
	receipts, err := a.SaveAll(ctx, officer, list)
	require.NoError(t, err)
	require.Len(t, receipts, 1000)
	for i, r := range receipts {
		require.Equal(t, int64(i+1), r.Seq)
		require.Equal(t, int64(1001), r.Head.Size)
	}
	n := 0
	for l, err := range seals.All(ctx, officer, records.AsOf{}) {
		require.NoError(t, err)
		require.Equal(t, "n", l.Value.Number)
		n++
	}
	assert.Equal(t, 1000, n)
	n = 0
	for _, err := range a.State(ctx, officer, "", records.AsOfSize(1)) {
		require.NoError(t, err)
		n++
	}
	assert.Equal(t, 1, n)
}

// Sixty-four writers count up one entity and create many: no lost update, no gap.
func TestWritersAtTheSameTime(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, store, records.Options{})
	b := openArchive(t, unclosed{store}, records.Options{}) // as another process would
	var conflicts atomic.Int64
	var all sync.WaitGroup
	const writers, each = 64, 20
	for w := range writers {
		all.Go(func() {
			mine := []*records.Archive{a, b}[w%2]
			seals := records.In[seal](mine)
			for i := range each {
				for {
					s, version, err := seals.Load(ctx, officer, "shared")
					if errors.Is(err, records.ErrNotFound) {
						s = seal{ID: "shared"}
					} else if !assert.NoError(t, err) {
						return
					}
					s.Number += "x"
					if _, err = seals.Save(ctx, officer, s, version); err == nil {
						break
					}
					conflicts.Add(1)
					if !assert.ErrorIs(t, err, records.ErrConflict) {
						return
					}
				}
				_, err := seals.Save(ctx, officer, seal{ID: records.ID[seal](fmt.Sprint(w, ".", i)), Number: "1"}, 0)
				assert.NoError(t, err)
			}
		})
	}
	all.Wait()
	s, version, err := records.In[seal](b).Load(ctx, officer, "shared")
	require.NoError(t, err)
	assert.Len(t, s.Number, writers*each)
	assert.Equal(t, int64(writers*each), version)
	next := int64(0)
	for c, err := range a.Changes(ctx, officer, records.Position{}) {
		require.NoError(t, err)
		require.Equal(t, next, c.Record.Seq)
		next++
	}
	assert.Equal(t, int64(2*writers*each), next)
	t.Logf("%d conflicts", conflicts.Load())
}

// unclosed is a store that somebody else closes.
type unclosed struct{ records.Store }

func (unclosed) Close() error { return nil }

func TestClockThatGoesBack(t *testing.T) {
	ctx := t.Context()
	clock := newWatch()
	a := openArchive(t, records.Memory(), records.Options{Now: clock.Now})
	r, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	require.NoError(t, err)
	clock.advance(-30 * time.Second)
	second, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	require.NoError(t, err)
	assert.Equal(t, r.At, second.At, "a little behind: the time of the newest entry is taken")
	clock.advance(-time.Hour)
	_, err = a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	assert.ErrorIs(t, err, records.ErrClock)
	clock.advance(2 * time.Hour)
	_, err = a.Append(ctx, officer, records.NewRecord{Kind: "remark"})
	assert.NoError(t, err)
}

func TestMarkedRecordsAreNotThere(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, records.Memory(), records.Options{})
	secret := records.NewRecord{Kind: "seal", Entity: "S-1", Content: []byte("{}"), Marking: records.Marking{Level: 2, Compartments: []string{"yard"}}}
	_, err := a.Save(ctx, officer, secret)
	require.NoError(t, err)
	_, err = a.Save(ctx, officer, records.NewRecord{Kind: "seal", Entity: "S-2", Content: []byte("{}")})
	require.NoError(t, err)
	for _, guard := range []records.Principal{
		{ID: "guard"}, {ID: "guard", Clearance: records.Clearance{Level: 1, Compartments: []string{"yard"}}}, {ID: "guard", Clearance: records.Clearance{Level: 3}},
	} {
		_, err = a.Load(ctx, guard, records.Ref{Kind: "seal", ID: "S-1"}, records.AsOf{})
		assert.Equal(t, records.ErrNotFound, err, "the same error as for what is not there")
		n, err := a.Count(ctx, guard, records.Query{Kind: "seal"})
		require.NoError(t, err)
		assert.Equal(t, int64(1), n)
		for r, err := range a.Changes(ctx, guard, records.Position{}) {
			require.NoError(t, err)
			assert.Equal(t, "S-2", r.Record.Entity)
		}
		_, err = a.Save(ctx, guard, records.NewRecord{Kind: "seal", Entity: "S-3", Marking: secret.Marking})
		assert.ErrorIs(t, err, records.ErrDenied)
	}
}

type panics struct{}

func (panics) Authorize(context.Context, records.Principal, records.Action, records.Header) error {
	panic("no")
}

func TestAuthorizerThatPanicsDenies(t *testing.T) {
	a := openArchive(t, records.Memory(), records.Options{Authorizer: panics{}})
	_, err := a.Append(t.Context(), officer, records.NewRecord{Kind: "remark"})
	assert.ErrorIs(t, err, records.ErrDenied)
}

// A doubtful store loses answers, and now and then what was to be stored.
type doubtful struct {
	records.Store
	calls atomic.Int64
}

func (d *doubtful) Commit(ctx context.Context, b records.Batch) error {
	switch d.calls.Add(1) % 3 {
	case 1: // stored, and the answer lost
		if err := d.Store.Commit(ctx, b); err != nil {
			return err
		}
		return records.ErrInDoubt
	case 2:
		return records.ErrInDoubt
	}
	return d.Store.Commit(ctx, b)
}

func TestLostAnswersAreResolved(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, &doubtful{Store: records.Memory()}, records.Options{})
	for i := range 30 {
		r, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark", ID: fmt.Sprint("r", i)})
		require.NoError(t, err)
		require.Equal(t, int64(i), r.Seq, "each is stored once")
		got, err := a.Receipt(ctx, officer, fmt.Sprint("r", i))
		require.NoError(t, err)
		require.Equal(t, r.Seq, got.Seq)
	}
	_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark", ID: "r3"})
	assert.ErrorIs(t, err, records.ErrDuplicate)
	_, err = a.Receipt(ctx, officer, "r30")
	assert.ErrorIs(t, err, records.ErrNotFound)
}

// A slow store holds each commit until it is let go.
type slow struct {
	records.Store
	began, release chan struct{}
}

func (s *slow) Commit(ctx context.Context, b records.Batch) error {
	s.began <- struct{}{}
	<-s.release
	return s.Store.Commit(ctx, b)
}

func TestCallersThatDoNotWait(t *testing.T) {
	store := &slow{records.Memory(), make(chan struct{}), make(chan struct{})}
	a, err := records.Open(t.Context(), store, records.Options{})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	errs := make(chan error, 2)
	write := func(id string) {
		_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark", ID: id})
		errs <- err
	}
	go write("taken")
	<-store.began
	go write("waiting")
	time.Sleep(20 * time.Millisecond) // so that it waits before the context ends
	stop()
	first, second := <-errs, <-errs
	if !errors.Is(first, records.ErrInDoubt) {
		first, second = second, first
	}
	assert.ErrorIs(t, first, records.ErrInDoubt)
	assert.ErrorIs(t, first, context.Canceled)
	assert.ErrorIs(t, second, context.Canceled)
	assert.NotErrorIs(t, second, records.ErrInDoubt, "it is known that nothing was stored")
	store.release <- struct{}{}
	go func() { <-store.began; store.release <- struct{}{} }()
	_, err = a.Append(t.Context(), officer, records.NewRecord{Kind: "remark"})
	require.NoError(t, err)
	_, err = a.Receipt(t.Context(), officer, "taken")
	assert.NoError(t, err)
	_, err = a.Receipt(t.Context(), officer, "waiting")
	assert.ErrorIs(t, err, records.ErrNotFound)
	require.NoError(t, a.Close())
}

func TestCloseCommitsWhatWaits(t *testing.T) {
	store := &slow{records.Memory(), make(chan struct{}), make(chan struct{})}
	a, err := records.Open(t.Context(), unclosed{store}, records.Options{})
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			_, err := a.Append(context.Background(), officer, records.NewRecord{Kind: "remark"})
			assert.NoError(t, err)
		})
	}
	<-store.began
	time.Sleep(20 * time.Millisecond)
	go func() {
		for {
			store.release <- struct{}{}
			<-store.began
		}
	}()
	require.NoError(t, a.Close())
	all.Wait()
	heads, err := store.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, int64(10), heads[0].Size)
	_, err = a.Append(t.Context(), officer, records.NewRecord{Kind: "remark"})
	assert.ErrorIs(t, err, records.ErrClosed)
	_, err = a.Load(t.Context(), officer, records.Ref{Kind: "seal", ID: "1"}, records.AsOf{})
	assert.ErrorIs(t, err, records.ErrClosed)
}

// keys returns a signer and what verifies it.
func keys(t testing.TB, name string) (note.Signer, note.Verifier) {
	t.Helper()
	private, public, err := note.GenerateKey(nil, name)
	require.NoError(t, err)
	signer, err := note.NewSigner(private)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	return signer, verifier
}
