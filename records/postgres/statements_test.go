//go:build linux

package postgres

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// TestEntriesAreStoredAlikeEitherWay has batches that are inserted and batches that are copied
// in, of entries in which everything is that can be missing or can be taken for something else.
func TestEntriesAreStoredAlikeEitherWay(t *testing.T) {
	compartments := [][]string{nil, {"NULL"}, {`\`, `a\"b\\`}, {`"`, `""`, `{a,b}`, `{}`}, {" ", " a ", "'", ",", "a,b"}, {"\n\t\x01", "日本", "🚢"}}
	contents := []*records.Content{
		nil,
		{Data: []byte{}},
		{},
		{Salt: []byte{0, 1, 255}, Data: []byte(`\x00`)},
		{KeyID: `k"\`, Wrapped: []byte{0}, Data: []byte{0, '\\', 255}},
	}
	ctx := t.Context()
	for _, n := range []int{1, 2, manyEntries - 1, manyEntries, manyEntries + len(compartments)*len(contents)} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s, reference := tempStore(t), records.Memory()
			base := records.FirstHead(records.RecordLog)
			for range max(1, len(compartments)*len(contents)/n) {
				next := base
				b := records.Batch{}
				for range n {
					i := int(next.Size)
					e := records.Entry{Log: records.RecordLog, Seq: next.Size, Header: []byte{byte(i), 0}, Content: contents[i%len(contents)]}
					e.ID, e.Kind, e.Compartments = fmt.Sprintf(`"%d\`, i), `kind, {"\}`, compartments[i/len(contents)%len(compartments)]
					if i%3 == 0 {
						e.Entity, e.Version, e.Deleted, e.Level = fmt.Sprint("NULL", i), 1, i%2 == 0, 1<<62
					}
					b.Entries = append(b.Entries, e)
					next.Size++
				}
				b.Base, b.Next = []records.Head{base}, []records.Head{next}
				require.NoError(t, reference.Commit(ctx, b))
				require.NoError(t, s.Commit(ctx, b))
				base = next
			}
			require.NoError(t, reference.Read(ctx, func(want records.Snapshot) error {
				return s.Read(ctx, func(got records.Snapshot) error {
					assert.Equal(t, all(t, want.Entries(ctx, records.RecordLog, 0, base.Size, true)), all(t, got.Entries(ctx, records.RecordLog, 0, base.Size, true)))
					return nil
				})
			}))
		})
	}
}
