package iso28000

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// What the access log grows by when a system of 900 marked records is read: a line for some 50
// records, each of which it names, and not one for each of them.
func TestAccessLogOfAMarkedSystem(t *testing.T) {
	const marked, aLine = 900, 56
	ctx := t.Context()
	store := records.Memory()
	w := &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)}
	a, err := records.Open(ctx, kept{store}, records.Options{Now: w.now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	system := &System{Format: Format, Organization: "Acme", AsOf: records.Day(2026, 3, 31)}
	for i := range marked {
		system.Persons = append(system.Persons, records.Person{ID: records.ID[records.Person](fmt.Sprintf("P-%03d", i)), Name: "somebody"})
	}
	secret := func(e records.Entity, draft *records.NewRecord) { draft.Marking.Level = 2 }
	grown, before := func(fn func()) int64 {
		size := a.Heads()[1].Size
		fn()
		return a.Heads()[1].Size - size
	}, int64(0)
	const once = (marked+1+aLine-1)/aLine + 1

	var saved Saved
	assert.Zero(t, grown(func() { saved, err = SaveTo(ctx, a, officer, system, records.Position{}, secret) }), "who writes has read nothing")
	require.NoError(t, err)
	before = a.Heads()[1].Size
	assert.LessOrEqual(t, grown(func() { _, err = LoadAt(ctx, a, officer, records.AsOf{}) }), int64(once))
	require.NoError(t, err)
	named := map[string]int{}
	require.NoError(t, store.Read(ctx, func(s records.Snapshot) error {
		for e, err := range s.Entries(ctx, records.AccessLog, before, 1<<40, false) {
			if err != nil {
				return err
			}
			h, err := records.ParseHeader(e.Header)
			if err != nil {
				return err
			}
			for _, c := range h.Index {
				if c.Name == "record" {
					named[c.Text]++
				}
			}
		}
		return nil
	}))
	assert.Len(t, named, marked+1, "each record that was given is named")

	system.Persons[7].Name = "somebody else"
	assert.LessOrEqual(t, grown(func() { saved, err = SaveTo(ctx, a, officer, system, saved.Position) }), int64(once+2), "a save compares, and so has read all of it")
	require.NoError(t, err)
	assert.Len(t, saved.Receipts, 1)

	following, err := Follow(ctx, a, officer, w.at)
	require.NoError(t, err)
	update := func() { _, err = following.Update(ctx); require.NoError(t, err) }
	assert.Zero(t, grown(update), "nothing has come, and nothing was read")
	system.Persons[9].Name = "somebody else"
	_, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	assert.Equal(t, int64(1), grown(update), "one record has come")
}
