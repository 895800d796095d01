package iso28000

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// An office is an archive of a system in which roles are disposed of a year after they were
// recorded, and revisions of persons a year after the next; and who deals with that.
type office struct {
	*records.Archive
	store records.Store
	ring  records.Keyring // nil where nothing is sealed
	wall  *wall
	keys  [2]string // to sign and to verify
	head  records.Principal
	n     int
}

// kept is a store that stays open when an archive on it is closed.
type kept struct{ records.Store }

func (kept) Close() error { return nil }

func newOffice(t *testing.T, sealed bool) *office {
	t.Helper()
	o := &office{store: records.Memory(), wall: &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)}, head: officer}
	o.head.ID, o.head.Roles = "P-9", []string{"head of records"}
	var err error
	o.keys[0], o.keys[1], err = note.GenerateKey(nil, "acme.example/security")
	require.NoError(t, err)
	if sealed {
		o.ring = records.MemoryKeyring(nil)
	}
	o.Archive = o.open(t, o.store)
	for _, class := range schedule() {
		_, err := records.In[records.RetentionClass](o.Archive).Save(t.Context(), officer, class, 0)
		require.NoError(t, err)
	}
	return o
}

func schedule() records.Schedule {
	return records.Schedule{
		{ID: "roles", Title: "roles", Period: records.Months(12), Trigger: records.WhenRecorded,
			Disposition: records.EraseContent, Authority: "head of records", Kinds: []string{"role", "procedure"}},
		{ID: "persons", Title: "former names", Period: records.Months(12), Trigger: records.WhenSuperseded,
			Disposition: records.EraseContent, Authority: "head of records", Kinds: []string{"person", "system"}},
	}
}

func (o *office) options(t *testing.T) records.Options {
	t.Helper()
	signer, err := note.NewSigner(o.keys[0])
	require.NoError(t, err)
	verifier, err := note.NewVerifier(o.keys[1])
	require.NoError(t, err)
	options := records.Options{Name: "acme.example/security", Signer: signer, Verifiers: []note.Verifier{verifier}, Now: o.wall.now, Retainer: schedule()}
	if o.ring != nil {
		options.Sealer = records.KeySealer{Keyring: o.ring}
	}
	return options
}

func (o *office) open(t *testing.T, store records.Store) *records.Archive {
	t.Helper()
	a, err := records.Open(t.Context(), kept{store}, o.options(t))
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// dispose disposes of the versions of an entity that are named, as two people do.
func (o *office) dispose(t *testing.T, a *records.Archive, class string, entity records.Ref, versions ...int64) *records.Certificate {
	t.Helper()
	ctx := t.Context()
	var ids []string
	for r, err := range a.History(ctx, officer, entity) {
		require.NoError(t, err)
		for _, v := range versions {
			if r.Version == v {
				ids = append(ids, r.ID)
			}
		}
	}
	require.Len(t, ids, len(versions))
	o.n++
	id := records.ID[records.Disposal](fmt.Sprint("D-", o.n))
	_, err := a.ProposeDisposal(ctx, officer, id, class, "retention is over", ids...)
	require.NoError(t, err)
	_, err = a.ApproveDisposal(ctx, o.head, id, "agreed")
	require.NoError(t, err)
	c, err := a.ExecuteDisposal(ctx, officer, id, "as approved")
	require.NoError(t, err)
	return c
}

// tombstone is where the log says what a certificate says.
func tombstone(t *testing.T, a *records.Archive, c *records.Certificate) int64 {
	t.Helper()
	r, err := a.Receipt(context.Background(), officer, c.Records[0].Tombstone)
	require.NoError(t, err)
	return r.Seq
}

func role1() records.Ref { return records.Ref{Kind: "role", ID: "R-1"} }

// plain and sealed runs a test with and without sealing.
func plainAndSealed(t *testing.T, fn func(t *testing.T, sealed bool)) {
	t.Run("plain", func(t *testing.T) { fn(t, false) })
	t.Run("sealed", func(t *testing.T) { fn(t, true) })
}

// After a disposal the system of before cannot be had: that is said, record by record, and the
// rest is given. The system of after is what it is since.
func TestLoadAfterDisposal(t *testing.T) {
	plainAndSealed(t, func(t *testing.T, sealed bool) {
		ctx := t.Context()
		o := newOffice(t, sealed)
		system := firm()
		first, err := SaveTo(ctx, o.Archive, officer, system, records.Position{})
		require.NoError(t, err)
		saved := o.wall.at
		o.wall.at = o.wall.at.AddDate(0, 1, 0)
		system.Persons[0].Name = "Ana Maria"
		second, err := SaveTo(ctx, o.Archive, officer, system, first.Position)
		require.NoError(t, err)
		o.wall.at = o.wall.at.AddDate(1, 1, 0)
		c := o.dispose(t, o.Archive, "roles", role1(), 1)
		gone := Disposed{Entity: role1(), Version: 1, Record: c.Records[0].ID, Seq: c.Records[0].Seq, Class: "roles", Tombstone: tombstone(t, o.Archive, c)}
		p := o.dispose(t, o.Archive, "persons", records.Ref{Kind: "person", ID: "P-1"}, 1)
		former := Disposed{Entity: records.Ref{Kind: "person", ID: "P-1"}, Version: 1, Record: p.Records[0].ID, Seq: p.Records[0].Seq, Class: "persons", Tombstone: tombstone(t, o.Archive, p)}

		var disposed *DisposedError
		then, err := LoadAt(ctx, o.Archive, officer, records.AsOfTime(saved))
		require.ErrorAs(t, err, &disposed)
		assert.Equal(t, []Disposed{former, gone}, disposed.Records, "each is named, by kind and id")
		assert.Equal(t, fmt.Sprintf("iso28000: the system is not whole any more as it was then, content was disposed of: "+
			"person P-1 version 1 (entry %d, disposed of by entry %d); role R-1 version 1 (entry %d, disposed of by entry %d)",
			former.Seq, former.Tombstone, gone.Seq, gone.Tombstone), err.Error())
		require.NotNil(t, then)
		assert.Empty(t, then.Roles)
		assert.Equal(t, []records.Person{{ID: "P-2", Name: "Bo"}}, then.Persons)
		assert.Len(t, then.Procedures, 1, "the rest is there")

		_, err = LoadAt(ctx, o.Archive, officer, records.AsOfSize(second.Position.Next))
		require.ErrorAs(t, err, &disposed)
		assert.Equal(t, []Disposed{gone}, disposed.Records, "of the person a later revision counted by then")

		system.Roles = nil
		now, position, err := LoadFrom(ctx, o.Archive, officer)
		require.NoError(t, err, "the newest system is what is there now")
		assert.Equal(t, encoded(t, system), encoded(t, now))
		state, err := LoadState(ctx, o.Archive, officer, records.AsOf{})
		require.NoError(t, err)
		assert.Equal(t, []Disposed{gone}, state.Disposed, "and it is named all the same")
		assert.Equal(t, position, state.Position)
		assert.NoError(t, state.Since())

		after, err := LoadAt(ctx, o.Archive, officer, records.AsOfTime(o.wall.at))
		require.NoError(t, err, "as of after the disposal, it is what it was after the disposal")
		assert.Equal(t, encoded(t, system), encoded(t, after))
		_, err = LoadAt(ctx, o.Archive, officer, records.AsOfSize(gone.Tombstone))
		require.ErrorAs(t, err, &disposed, "the tombstone is not yet in that state")
		_, err = LoadAt(ctx, o.Archive, officer, records.AsOfSize(gone.Tombstone+1))
		require.NoError(t, err)

		_, err = LoadAt(ctx, o.Archive, records.Principal{ID: "P-4"}, records.AsOfTime(saved))
		require.ErrorAs(t, err, &disposed, "whoever could read it is told")
	})
}

// Of a system that says nothing of itself any more there is no rest.
func TestLoadWithoutIdentity(t *testing.T) {
	ctx := t.Context()
	o := newOffice(t, false)
	system := firm()
	first, err := SaveTo(ctx, o.Archive, officer, system, records.Position{})
	require.NoError(t, err)
	saved := o.wall.at
	o.wall.at = o.wall.at.AddDate(0, 1, 0)
	system.AsOf = records.Day(2026, 4, 30)
	_, err = SaveTo(ctx, o.Archive, officer, system, first.Position)
	require.NoError(t, err)
	o.wall.at = o.wall.at.AddDate(1, 1, 0)
	o.dispose(t, o.Archive, "persons", identity{}.Ref(), 1)
	then, err := LoadAt(ctx, o.Archive, officer, records.AsOfTime(saved))
	var disposed *DisposedError
	require.ErrorAs(t, err, &disposed)
	assert.Nil(t, then)
	now, err := LoadAt(ctx, o.Archive, officer, records.AsOf{})
	require.NoError(t, err)
	assert.Equal(t, encoded(t, system), encoded(t, now))
}

// A copy from before a disposal brings nothing back unnoticed.
func TestSaveAfterDisposal(t *testing.T) {
	plainAndSealed(t, func(t *testing.T, sealed bool) {
		ctx := t.Context()
		o := newOffice(t, sealed)
		system := firm()
		saved, err := SaveTo(ctx, o.Archive, officer, system, records.Position{})
		require.NoError(t, err)
		o.wall.at = o.wall.at.AddDate(1, 1, 0)
		o.dispose(t, o.Archive, "roles", role1(), 1)
		size := o.Heads()[0].Size

		for _, since := range []records.Position{saved.Position, {}} {
			_, err = SaveTo(ctx, o.Archive, officer, system, since)
			var conflict *records.ConflictError
			require.ErrorAs(t, err, &conflict)
			want := records.Conflict{Entity: role1(), Base: 1, Version: 1, Disposed: true}
			if since.Next == 0 {
				want.Base = 0
			}
			assert.Contains(t, conflict.Conflicts, want)
			assert.Contains(t, err.Error(), "role R-1: ")
			assert.Contains(t, err.Error(), "its content was disposed of since")
			assert.Equal(t, size, o.Heads()[0].Size, "nothing was written")
		}

		now, position, err := LoadFrom(ctx, o.Archive, officer)
		require.NoError(t, err)
		none, err := SaveTo(ctx, o.Archive, officer, now, position)
		require.NoError(t, err)
		assert.Empty(t, none.Receipts, "what was disposed of is gone already, and not deleted once more")
		now.Persons[0].Name = "Ana Maria"
		one, err := SaveTo(ctx, o.Archive, officer, now, position)
		require.NoError(t, err)
		assert.Equal(t, [3]int{0, 1, 0}, [3]int{one.New, one.Changed, one.Gone})

		now.Roles = []organization.Role{{ID: "R-1", Title: "gate again"}}
		again, err := SaveTo(ctx, o.Archive, officer, now, one.Position)
		require.NoError(t, err, "who knows that it was disposed of may enter it anew")
		assert.Equal(t, []records.Ref{role1()}, again.Returned, "and is told")
		assert.Equal(t, int64(2), again.Receipts[0].Version)
		loaded, err := LoadAt(ctx, o.Archive, officer, records.AsOf{})
		require.NoError(t, err)
		assert.Equal(t, encoded(t, now), encoded(t, loaded))
		r, err := o.Load(ctx, officer, role1(), records.AsOf{})
		require.NoError(t, err)
		assert.Equal(t, records.Months(12).AfterInstant(o.wall.at), time.Unix(0, r.Due).UTC(), "it is retained anew, not from when it was first there")
		for r, err := range o.Due(ctx, officer, "roles", o.wall.at) {
			require.NoError(t, err)
			assert.NotEqual(t, "R-1", r.Entity)
		}
	})
}

// A report that follows an archive lets go of what is disposed of, as one made anew does.
func TestFollowAfterDisposal(t *testing.T) {
	plainAndSealed(t, func(t *testing.T, sealed bool) {
		ctx := t.Context()
		o := newOffice(t, sealed)
		at := records.Day(2026, 3, 31).Start()
		system := firm()
		system.Roles = append(system.Roles, organization.Role{ID: "R-2", Title: "yard"})
		saved, err := SaveTo(ctx, o.Archive, officer, system, records.Position{})
		require.NoError(t, err)
		following, err := Follow(ctx, o.Archive, officer, at)
		require.NoError(t, err)
		blind, err := Follow(ctx, o.open(t, o.store), records.Principal{ID: "P-4"}, at)
		require.NoError(t, err)
		same := func(gone ...string) {
			t.Helper()
			now, err := LoadAt(ctx, o.Archive, officer, records.AsOf{})
			require.NoError(t, err)
			want := Assess(now, at)
			for _, f := range []*Following{following, blind} {
				got, err := f.Update(ctx)
				require.NoError(t, err)
				for result := range want.Results() {
					other, err := got.Result(result.ID)
					require.NoError(t, err)
					require.Equal(t, fmt.Sprintf("%+v", result), fmt.Sprintf("%+v", other))
				}
				var names []string
				for _, d := range f.Disposed() {
					names = append(names, d.Entity.ID)
				}
				assert.Equal(t, gone, names)
			}
		}
		same()
		before := following.Report()
		o.wall.at = o.wall.at.AddDate(1, 1, 0)
		o.dispose(t, o.Archive, "roles", role1(), 1)
		same("R-1")
		assert.NotSame(t, before, following.Report())
		same("R-1")

		// A new revision, and one of the same batch that is disposed of before it is followed.
		system.Roles[0].Title = "gate again"
		position := records.Position{Epoch: 1, Next: o.Heads()[0].Size}
		saved, err = SaveTo(ctx, o.Archive, officer, system, position)
		require.NoError(t, err)
		require.Len(t, saved.Returned, 1)
		same()
		system.Roles[1].Title = "yard two"
		saved, err = SaveTo(ctx, o.Archive, officer, system, saved.Position)
		require.NoError(t, err)
		o.wall.at = o.wall.at.AddDate(1, 1, 0)
		o.dispose(t, o.Archive, "roles", records.Ref{Kind: "role", ID: "R-2"}, 1, 2)
		same("R-2")
		o.dispose(t, o.Archive, "roles", records.Ref{Kind: "procedure", ID: "PR-1"}, 1)
		same("PR-1", "R-2")
		anew, err := Follow(ctx, o.Archive, officer, at)
		require.NoError(t, err)
		assert.Equal(t, following.Disposed(), anew.Disposed())
		system.Procedures = nil
		_, err = records.In[documents.Procedure](o.Archive).Delete(ctx, officer, "PR-1", 1, "not needed")
		require.NoError(t, err)
		same("R-2")
	})
}

// A copy from before a disposal is restored after its key was destroyed: what was disposed of
// stays gone, everything else is there, and the log does not say so before it is disposed of
// there too.
func TestRestoredFromBeforeDisposal(t *testing.T) {
	ctx := t.Context()
	o := newOffice(t, true)
	system := firm()
	saved, err := SaveTo(ctx, o.Archive, officer, system, records.Position{})
	require.NoError(t, err)
	file := &spool{}
	manifest, err := o.Backup(ctx, file, records.Memory())
	require.NoError(t, err)
	witness := lastCheckpoint{}
	o.wall.at = o.wall.at.AddDate(1, 1, 0)
	o.dispose(t, o.Archive, "roles", role1(), 1)
	o.dispose(t, o.Archive, "roles", records.Ref{Kind: "procedure", ID: "PR-1"}, 1)
	keys, err := o.ring.Keys(ctx)
	require.NoError(t, err)
	destroyed := 0
	for _, key := range keys {
		if key.Group.Class == "roles" && key.Group.Period == "2027" {
			require.NoError(t, o.DestroyKey(ctx, o.head, o.ring, key.ID, "its period is over"))
			destroyed++
		}
	}
	require.Equal(t, 1, destroyed)
	p, err := o.ProveInclusion(ctx, officer, saved.Receipts[0].ID, false)
	require.NoError(t, err)
	witness[records.RecordLog] = p.Checkpoint

	restored := records.Memory()
	options := o.options(t)
	_, lost, err := records.Restore{
		Name: options.Name, Verifiers: options.Verifiers, Witnesses: []records.Witness{witness},
		Epoch: &records.NewEpoch{By: officer, Reason: "the disk burnt", Options: options},
	}.Run(ctx, file, manifest.Note, restored)
	require.NoError(t, err)
	require.Len(t, lost, 1)
	a := o.open(t, restored)

	now, position, err := LoadFrom(ctx, a, officer)
	var disposed *DisposedError
	require.ErrorAs(t, err, &disposed, "the log does not say why it is gone, so this does")
	require.Len(t, disposed.Records, 2)
	assert.Equal(t, role1(), disposed.Records[1].Entity)
	assert.Equal(t, int64(records.NoTombstone), disposed.Records[1].Tombstone)
	assert.Contains(t, err.Error(), "role R-1 version 1 (entry 5, whose key was destroyed; no entry of this copy says so)")
	require.NotNil(t, now)
	assert.Equal(t, system.Persons, now.Persons, "the rest is there")
	assert.Empty(t, now.Roles)
	assert.Empty(t, now.Procedures)
	_, err = LoadAt(ctx, a, officer, records.AsOfSize(saved.Position.Next))
	require.ErrorAs(t, err, &disposed)
	following, err := Follow(ctx, a, officer, o.wall.at)
	require.NoError(t, err)
	assert.Equal(t, disposed.Records, following.Disposed())

	_, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.ErrorIs(t, err, records.ErrEpoch, "of what was loaded before the restore nobody knows")
	now.Persons[0].Name = "Ana Maria"
	_, err = SaveTo(ctx, a, officer, now, position)
	require.NoError(t, err, "one goes on with what there is")

	// Whoever looks for what is gone finds it without its content, and can prove that it was there.
	r, err := a.Load(ctx, officer, role1(), records.AsOf{})
	require.NoError(t, err)
	assert.True(t, r.Erased)
	assert.Nil(t, r.Content)
	_, err = a.ProveInclusion(ctx, officer, r.ID, true)
	require.NoError(t, err)

	// Disposed of here too, the log says so, and the error is gone.
	o.dispose(t, a, "roles", role1(), 1)
	o.dispose(t, a, "roles", records.Ref{Kind: "procedure", ID: "PR-1"}, 1)
	_, _, err = LoadFrom(ctx, a, officer)
	require.NoError(t, err)
	_, err = following.Update(ctx)
	require.NoError(t, err)
	assert.NotEqual(t, int64(records.NoTombstone), following.Disposed()[0].Tombstone)
	require.NoError(t, a.Close())
	report, err := records.Auditor{Name: options.Name, Verifiers: options.Verifiers, Sealer: options.Sealer}.Full(ctx, restored)
	require.NoError(t, err)
	assert.True(t, report.Clean(), "%v", report.Findings)

	// A keyring that lacks the key is another matter: an error, not a gap.
	o.ring = records.MemoryKeyring(nil)
	_, _, err = LoadFrom(ctx, o.open(t, restored), officer)
	require.ErrorIs(t, err, records.ErrKey)
}

// A lastCheckpoint is a witness that has seen these.
type lastCheckpoint map[records.LogID]records.Checkpoint

func (w lastCheckpoint) Add(context.Context, records.Checkpoint, int64, []records.Hash) error {
	return nil
}

func (w lastCheckpoint) Latest(_ context.Context, log records.LogID) (records.Checkpoint, error) {
	if c, seen := w[log]; seen {
		return c, nil
	}
	return records.Checkpoint{}, records.ErrNotFound
}

func (w lastCheckpoint) Checkpoints(_ context.Context, log records.LogID) iter.Seq2[records.Checkpoint, error] {
	return func(yield func(records.Checkpoint, error) bool) {
		if c, seen := w[log]; seen {
			yield(c, nil)
		}
	}
}

// A spool is a file in memory.
type spool struct {
	written bytes.Buffer
	read    *bytes.Reader
}

func (s *spool) Write(b []byte) (int, error) { return s.written.Write(b) }

func (s *spool) Seek(int64, int) (int64, error) {
	s.read = bytes.NewReader(s.written.Bytes())
	return 0, nil
}

func (s *spool) Read(b []byte) (int, error) {
	if s.read == nil {
		return 0, errors.New("it is read before its beginning is sought")
	}
	return s.read.Read(b)
}
