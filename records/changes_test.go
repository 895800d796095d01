package records_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// An application that keeps its position gets every record, in order, whenever it stops.
func TestChangesAreFollowed(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, unclosed{store}, records.Options{})
	var at records.Position
	var got []string
	for round := range 10 {
		for i := range 7 {
			_, err := a.Append(ctx, officer, records.NewRecord{ID: fmt.Sprint(round*7 + i), Kind: "remark"})
			require.NoError(t, err)
		}
		taken := 0
		for c, err := range a.Changes(ctx, officer, at) {
			require.NoError(t, err)
			got = append(got, c.Record.ID)
			text, err := json.Marshal(c.After) // as the application keeps it
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &at))
			if taken++; taken == 5 {
				break
			}
		}
	}
	for c, err := range a.Changes(ctx, officer, at) {
		require.NoError(t, err)
		got = append(got, c.Record.ID)
	}
	require.Len(t, got, 70)
	for i, id := range got {
		require.Equal(t, fmt.Sprint(i), id)
	}
	for _, wrong := range []records.Position{{Epoch: 2}, {Epoch: 1, Next: 71}, {Epoch: 1, Next: -1}} {
		var err error
		for _, err = range a.Changes(ctx, officer, wrong) {
		}
		assert.ErrorIs(t, err, records.ErrEpoch, "%v", wrong)
	}
}

// What an earlier version of the program has written is brought into the form of today.
func TestUpgradeOfFormerContent(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, records.Memory(), records.Options{})
	_, err := a.Save(ctx, officer, records.NewRecord{Kind: "seal", Entity: "S-1", Content: []byte(`{"id":"S-1","no":"604218"}`)})
	require.NoError(t, err)
	_, _, err = records.In[seal](a).Load(ctx, officer, "S-1")
	assert.ErrorContains(t, err, "no", "an unknown field is not passed over")
	seals := records.InKind(a, records.Kind[seal]{Upgrade: func(n *records.Node) (*records.Node, error) {
		for i := range n.Fields {
			if n.Fields[i].Name == "no" {
				n.Fields[i].Name = "number"
			}
		}
		return n, nil
	}})
	s, _, err := seals.Load(ctx, officer, "S-1")
	require.NoError(t, err)
	assert.Equal(t, "604218", s.Number)
}

// A whole system is saved at once and loaded as of a date: many kinds, by kind and id.
func TestManyKindsAtOnce(t *testing.T) {
	ctx := t.Context()
	clock := newWatch()
	a := openArchive(t, records.Memory(), records.Options{Now: clock.Now})
	save := func(base int64) {
		var list []records.NewRecord
		for kind := range 90 {
			for i := range 20 {
				list = append(list, records.NewRecord{Kind: fmt.Sprintf("kind %02d", kind), Entity: fmt.Sprintf("E-%02d", i), Base: base, Content: fmt.Appendf(nil, `{"version":%d}`, base+1)})
			}
		}
		_, err := a.SaveAll(ctx, officer, list)
		require.NoError(t, err)
	}
	save(0)
	first := clock.Now()
	clock.advance(1)
	save(1)
	for at, want := range map[records.AsOf]string{records.AsOfTime(first): `{"version":1}`, {}: `{"version":2}`} {
		n := 0
		for r, err := range a.State(ctx, officer, "", at) {
			require.NoError(t, err)
			require.Equal(t, fmt.Sprintf("kind %02d E-%02d", n/20, n%20), r.Kind+" "+r.Entity)
			require.Equal(t, want, string(r.Content))
			n++
		}
		assert.Equal(t, 1800, n)
	}
}
