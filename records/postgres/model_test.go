//go:build linux

package postgres

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestAnswersAsTheMemoryStoreDoes(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			m, s, reference := newMaker(seed), tempStore(t), records.Memory()
			for range 40 {
				b := m.batch(30)
				require.NoError(t, b.Validate())
				require.NoError(t, reference.Commit(t.Context(), b))
				require.NoError(t, s.Commit(t.Context(), b))
				m.stored(b)
			}
			same(t, m, reference, s)

			var backup bytes.Buffer
			heads, err := s.Backup(t.Context(), &backup)
			require.NoError(t, err)
			assert.Equal(t, m.heads[:], heads)
			restored := tempStore(t)
			heads, err = restored.Restore(t.Context(), &backup)
			require.NoError(t, err)
			assert.Equal(t, m.heads[:], heads)
			same(t, m, reference, restored)
		})
	}
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

// same asks two stores everything.
func same(t *testing.T, m *maker, a, b records.Store) {
	t.Helper()
	ctx := t.Context()
	require.NoError(t, a.Read(ctx, func(want records.Snapshot) error {
		return b.Read(ctx, func(got records.Snapshot) error {
			heads, err := want.Heads(ctx)
			require.NoError(t, err)
			have, err := got.Heads(ctx)
			require.NoError(t, err)
			require.Equal(t, heads, have)
			for log := records.LogID(0); log < 4; log++ {
				sameLog(t, ctx, log, want, got)
			}
			for ref := range m.versions {
				sameEntity(t, ctx, ref, want, got)
			}
			sameStates(t, ctx, m, want, got)
			for range 300 {
				q := m.query()
				require.Equal(t, all(t, want.Find(ctx, q)), all(t, got.Find(ctx, q)), "%+v", q)
				n, err := want.Count(ctx, q)
				require.NoError(t, err)
				have, err := got.Count(ctx, q)
				require.NoError(t, err)
				require.Equal(t, n, have, "%+v", q)
			}
			return nil
		})
	}))
}

func sameLog(t *testing.T, ctx context.Context, log records.LogID, want, got records.Snapshot) {
	for _, limits := range [][2]int64{{0, math.MaxInt64}, {math.MinInt64, 3}, {5, 50}, {50, 5}} {
		from, to := limits[0], limits[1]
		for _, content := range []bool{false, true} {
			require.Equal(t, all(t, want.Entries(ctx, log, from, to, content)), all(t, got.Entries(ctx, log, from, to, content)))
		}
		require.Equal(t, all(t, want.Rows(ctx, log, from, to)), all(t, got.Rows(ctx, log, from, to)))
		for level := -1; level < 3; level++ {
			require.Equal(t, all(t, want.Tiles(ctx, log, level, from, to)), all(t, got.Tiles(ctx, log, level, from, to)))
		}
		require.Equal(t, all(t, want.Checkpoints(ctx, log, from, to)), all(t, got.Checkpoints(ctx, log, from, to)))
		a, errA := want.Checkpoint(ctx, log, to)
		b, errB := got.Checkpoint(ctx, log, to)
		require.Equal(t, errA, errB)
		require.Equal(t, a, b)
	}
	for _, e := range append(all(t, want.Entries(ctx, log, 0, math.MaxInt64, true)), &records.Entry{}) {
		a, errA := want.Entry(ctx, e.ID)
		b, errB := got.Entry(ctx, e.ID)
		require.Equal(t, errA, errB)
		require.Equal(t, a, b)
	}
}

func sameEntity(t *testing.T, ctx context.Context, ref records.Ref, want, got records.Snapshot) {
	for _, before := range []int64{math.MinInt64, 0, 7, 100, 300, math.MaxInt64} {
		a, errA := want.Revision(ctx, ref, before)
		b, errB := got.Revision(ctx, ref, before)
		require.Equal(t, errA, errB)
		require.Equal(t, a, b)
		require.Equal(t, all(t, want.Revisions(ctx, ref, 2, 5, before, false)), all(t, got.Revisions(ctx, ref, 2, 5, before, false)))
		require.Equal(t, all(t, want.Revisions(ctx, ref, 0, math.MaxInt64, before, true)), all(t, got.Revisions(ctx, ref, 0, math.MaxInt64, before, true)))
	}
}

func sameStates(t *testing.T, ctx context.Context, m *maker, want, got records.Snapshot) {
	for range 60 {
		q := records.StateQuery{Before: m.rand.Int64N(m.heads[0].Size + 10), Deleted: m.rand.IntN(2) == 0, Limit: m.rand.IntN(20) - 2}
		if m.rand.IntN(2) == 0 {
			q.Kind = m.word()
		}
		if m.rand.IntN(2) == 0 {
			q.After = records.Ref{Kind: m.word(), ID: m.word()}
		}
		q.Content = m.rand.IntN(2) == 0
		require.Equal(t, all(t, want.State(ctx, q)), all(t, got.State(ctx, q)), "%+v", q)
	}
}

func (m *maker) query() records.Query {
	q := records.Query{
		Log: records.LogID(1 + m.rand.IntN(2)), Kind: m.name(), Records: m.rand.IntN(2) == 0, Deleted: m.rand.IntN(2) == 0,
		Limit: max(0, m.rand.IntN(8)-4), Content: m.rand.IntN(2) == 0,
	}
	if m.rand.IntN(3) == 0 {
		q.After = m.word()
	}
	if m.rand.IntN(2) == 0 {
		q.Clearance = &records.Clearance{Level: int64(m.rand.IntN(3)), Compartments: []string{"\xff", "a", "A", "\"b"}[:m.rand.IntN(5)]}
	}
	for range m.rand.IntN(3) {
		c := records.Condition{Op: records.Op(m.rand.IntN(6)), Column: records.Column{Name: m.name()}}
		if c.Column.Number = m.rand.IntN(2) == 0; c.Column.Number {
			c.Column.Int = m.rand.Int64N(5) - 2
		} else {
			c.Column.Text = m.word()
		}
		q.Where = append(q.Where, c)
	}
	return q
}
