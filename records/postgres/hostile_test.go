//go:build linux

package postgres

import (
	"context"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestTextsThatNoDatabaseHolds asks for bytes that are no text: the answer is that of the
// reference, which compares bytes.
func TestTextsThatNoDatabaseHolds(t *testing.T) {
	m, s, reference := storetest.NewMaker(9), tempStore(t), records.Memory()
	for range 10 {
		b := m.Batch(40)
		require.NoError(t, reference.Commit(t.Context(), b))
		require.NoError(t, s.Commit(t.Context(), b))
		m.Stored(b)
	}
	ctx := t.Context()
	require.NoError(t, reference.Read(ctx, func(want records.Snapshot) error {
		return s.Read(ctx, func(got records.Snapshot) error {
			for _, text := range []string{"a\x00", "\x00", "\xff", "a\xff", "z\x80", "日\xe6"} {
				_, err := got.Entry(ctx, text)
				assert.ErrorIs(t, err, records.ErrNotFound)
				for _, ref := range []records.Ref{{Kind: text, ID: "a"}, {Kind: "a", ID: text}} {
					_, err = got.Revision(ctx, ref, 1<<40)
					assert.ErrorIs(t, err, records.ErrNotFound)
					assert.Empty(t, all(t, got.Revisions(ctx, ref, 0, 1<<40, 1<<40, true)))
					q := records.StateQuery{Before: 1 << 40, After: ref}
					assert.Equal(t, all(t, want.State(ctx, q)), all(t, got.State(ctx, q)))
					q.Kind, q.After = text, records.Ref{}
					assert.Empty(t, all(t, got.State(ctx, q)))
				}
				for op := range records.Op(7) {
					for _, kind := range []string{"a", "zz", text} {
						for _, name := range []string{"a", "zz", text} {
							q := records.Query{Log: records.RecordLog, Kind: kind, Records: op%2 == 0, Where: []records.Condition{{Op: op, Column: records.Column{Name: name, Text: text}}}}
							assert.Equal(t, all(t, want.Find(ctx, q)), all(t, got.Find(ctx, q)), "%+v", q)
						}
						q := records.Query{Log: records.RecordLog, Kind: kind, After: text}
						assert.Equal(t, all(t, want.Find(ctx, q)), all(t, got.Find(ctx, q)), "%+v", q)
					}
				}
			}
			return nil
		})
	}))
}

// TestContextEndsWhileCommitWaits gives up a commit that waits for somebody else's. It is in
// doubt, and decided when the next one is.
func TestContextEndsWhileCommitWaits(t *testing.T) {
	schema := newSchema()
	s := openStore(t, server(t), Options{Schema: schema, Migrate: true})
	c := admin(t, server(t), schema)
	run(t, c, "BEGIN")
	run(t, c, "SELECT 1 FROM head FOR UPDATE")
	ctx, end := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer end()
	m := storetest.NewMaker(1)
	b := m.Plain(1, 10)
	begin := time.Now()
	err := s.Commit(ctx, b)
	require.ErrorIs(t, err, records.ErrInDoubt)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Less(t, time.Since(begin), 5*time.Second)
	run(t, c, "ROLLBACK")
	// Nobody has cancelled it, so it is carried out, before whoever comes now.
	require.ErrorIs(t, s.Commit(t.Context(), b), records.ErrHeadMoved)
	heads, err := s.Heads(t.Context())
	require.NoError(t, err)
	assert.Equal(t, b.Next[0], heads[0])
}

// TestSnapshotAfterRead uses a snapshot too late: it says so.
func TestSnapshotAfterRead(t *testing.T) {
	s := tempStore(t)
	var kept records.Snapshot
	require.NoError(t, s.Read(t.Context(), func(snap records.Snapshot) error {
		kept = snap
		return nil
	}))
	_, err := kept.Entry(t.Context(), "a")
	require.ErrorIs(t, err, errOver)
	for _, err := range kept.Entries(t.Context(), records.RecordLog, 0, 1, true) {
		require.ErrorIs(t, err, errOver)
	}
}

// TestStoppingEarlyLeavesTheSnapshotUsable stops sequences of every length in the middle.
func TestStoppingEarlyLeavesTheSnapshotUsable(t *testing.T) {
	s, m := tempStore(t), storetest.NewMaker(2)
	b := m.Plain(6000, 20)
	require.NoError(t, s.Commit(t.Context(), b))
	ctx := t.Context()
	require.NoError(t, s.Read(ctx, func(snap records.Snapshot) error {
		for _, stop := range []int64{0, 1, few - 1, few, few + 1, few + part, few + part + 1} {
			n := int64(0)
			for e, err := range snap.Entries(ctx, records.RecordLog, 0, 1<<40, true) {
				require.NoError(t, err)
				require.Equal(t, n, e.Seq)
				if n++; n > stop {
					break
				}
			}
			require.Equal(t, stop+1, n)
			require.Len(t, all(t, snap.Entries(ctx, records.RecordLog, 0, stop, true)), int(stop))
		}
		return nil
	}))
}

// all collects what a sequence yields, in copies: what it yields is good until its next step.
func all[T any](t testing.TB, seq iter.Seq2[T, error]) (list []T) {
	t.Helper()
	for item, err := range seq {
		require.NoError(t, err)
		list = append(list, copyOf(item).(T))
	}
	return list
}

func copyOf(item any) any {
	switch v := item.(type) {
	case *records.Entry:
		e := *v
		e.Header = slices.Clone(e.Header)
		if c := v.Content; c != nil {
			e.Content = &records.Content{Salt: slices.Clone(c.Salt), KeyID: c.KeyID, Wrapped: slices.Clone(c.Wrapped), Data: slices.Clone(c.Data)}
		}
		return &e
	case records.Row:
		v.Entry = copyOf(v.Entry).(*records.Entry)
		return v
	case records.Tile:
		v.Hashes = slices.Clone(v.Hashes)
		return v
	case records.Checkpoint:
		v.Note = slices.Clone(v.Note)
		return v
	}
	return item
}
