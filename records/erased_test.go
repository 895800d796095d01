package records_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Whoever follows an archive, and keeps what they read, is told what to delete.
func TestErasedSinceAPosition(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	start := r.clock.Now()
	r.clock.advance(time.Second)
	for i := range 130 { // more than one tombstone names
		r.report(t, fmt.Sprint("I-", i))
	}
	written := records.Position{Epoch: 1, Next: r.Heads()[0].Size}
	size, err := r.SizeAt(ctx, records.AsOfTime(start))
	require.NoError(t, err)
	assert.Equal(t, int64(1), size, "the class of retention was there")
	size, err = r.SizeAt(ctx, records.AsOf{})
	require.NoError(t, err)
	assert.Equal(t, written.Next, size)

	r.clock.advance(61 * 31 * 24 * time.Hour)
	gone := func(by records.Principal, since records.Position) (seqs []int64) {
		t.Helper()
		for e, err := range r.Erased(ctx, by, since) {
			require.NoError(t, err)
			assert.True(t, e.Erased)
			assert.Nil(t, e.Content)
			assert.GreaterOrEqual(t, e.Tombstone, written.Next)
			seqs = append(seqs, e.Seq)
		}
		return seqs
	}
	dispose := func(n int, ids ...string) {
		t.Helper()
		id := records.ID[records.Disposal](fmt.Sprint("D-", n))
		_, err := r.ProposeDisposal(ctx, r.clerk, id, "incidents", "over", ids...)
		require.NoError(t, err)
		_, err = r.ApproveDisposal(ctx, r.head, id, "agreed")
		require.NoError(t, err)
		_, err = r.ExecuteDisposal(ctx, r.clerk, id, "done")
		require.NoError(t, err)
	}
	assert.Empty(t, gone(officer, records.Position{}))
	var most []string
	for i := range 120 {
		most = append(most, fmt.Sprint("I-", 129-i))
	}
	dispose(1, most...)
	first := gone(officer, written)
	require.Len(t, first, 120)
	assert.True(t, slices.IsSorted(first[:56]), "in order, tombstone by tombstone")
	assert.Equal(t, first, gone(officer, records.Position{}), "the same from the beginning")
	after := records.Position{Epoch: 1, Next: r.Heads()[0].Size}
	assert.Empty(t, gone(officer, after))
	dispose(2, "I-3")
	assert.Equal(t, []int64{4}, gone(officer, after))
	assert.Len(t, gone(officer, written), 121)
	assert.Empty(t, gone(records.Principal{ID: "guest"}, written), "of what one may not know, one learns nothing")
	assert.Contains(t, accesses(t, r.store, 0), "P-1 list allowed records/4")

	for _, wrong := range []records.Position{{Epoch: 2}, {Epoch: 1, Next: 1 << 40}, {Epoch: 1, Next: -1}} {
		for _, err := range r.Erased(ctx, officer, wrong) {
			assert.ErrorIs(t, err, records.ErrEpoch)
		}
	}
}

// What counts from the next revision is due when that is old enough, whatever else the store
// may be asked for meanwhile.
func TestDueAfterWhatCameNext(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	class := incidentClass
	class.ID, class.Trigger, class.Kinds = "plans", records.WhenSuperseded, nil
	_, err := records.In[records.RetentionClass](r.Archive).Save(ctx, officer, class, 0)
	require.NoError(t, err)
	save := func(id string, base int64) {
		_, err := r.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: id, Base: base, Content: []byte(`{}`), Class: "plans"})
		require.NoError(t, err)
	}
	for i := range 40 {
		save(fmt.Sprint("P-", i), 0)
	}
	r.clock.advance(time.Hour)
	save("P-7", 1)
	r.clock.advance(61 * 31 * 24 * time.Hour)
	save("P-9", 1)
	var due []string
	for d, err := range r.Due(ctx, officer, "plans", r.clock.Now()) {
		require.NoError(t, err)
		due = append(due, fmt.Sprint(d.Entity, " ", d.Version))
	}
	assert.Equal(t, []string{"P-7 1"}, due)
}
