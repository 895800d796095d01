package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestRowsShowWhatFindFinds alters what only looking up uses, of which the log knows nothing. An
// auditor can find it as long as Rows and Find agree.
func TestRowsShowWhatFindFinds(t *testing.T) {
	column := records.Column{Name: "owner", Text: "harbour master"}
	for _, tt := range []struct{ name, statement string }{
		{"as it was", "SELECT 1"},
		{"another key", "UPDATE record_index SET key = 'R-9' WHERE key = 'R-1'"},
		{"another kind", "UPDATE record_index SET kind = 'threat' WHERE key = 'R-1'"},
		{"another value", "UPDATE record_index SET value = 'nobody' WHERE key = 'R-1'"},
		{"another entry", "UPDATE record_index SET seq = 0 WHERE key = 'R-1'"},
		{"taken away", "DELETE FROM record_index"},
		{"the entity at a former revision", "UPDATE entity SET seq = 0, version = 1 WHERE id = 'R-1'"},
		{"the entity at another one", "UPDATE entity SET seq = 2 WHERE id = 'R-1'"},
		{"no entity", "DELETE FROM entity"},
		{"an index column of a former revision", "INSERT INTO record_index VALUES (0, 'owner', 0, 'harbour master', 'risk', 'R-1')"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "system.db")
			s, err := Open(t.Context(), path, Options{})
			require.NoError(t, err)
			defer s.Close()
			m := storetest.NewMaker(1)
			for i, entity := range []string{"R-1", "R-1", "R-2"} {
				b := m.Plain(1, 10)
				e := &b.Entries[0]
				e.Kind, e.Entity, e.Version = "risk", entity, 1+int64(i%2)
				e.Index = []records.Column{column}
				require.NoError(t, s.Commit(t.Context(), b))
				m.Stored(b)
			}
			require.NoError(t, s.writer.run(t.Context(), tt.statement))
			require.NoError(t, s.Read(t.Context(), func(snapshot records.Snapshot) error {
				var listed, matching []int64
				for row, err := range snapshot.Rows(t.Context(), records.RecordLog, 0, 9) {
					require.NoError(t, err)
					if !row.Found {
						continue
					}
					listed = append(listed, row.Seq)
					if (records.Condition{Column: column}).Holds(row.Index) {
						matching = append(matching, row.Seq)
					}
				}
				find := func(where ...records.Condition) (found []int64) {
					q := records.Query{Log: records.RecordLog, Kind: "risk", Where: where}
					for e, err := range snapshot.Find(t.Context(), q) {
						require.NoError(t, err)
						found = append(found, e.Seq)
					}
					n, err := snapshot.Count(t.Context(), q)
					require.NoError(t, err)
					assert.Equal(t, int64(len(found)), n)
					return found
				}
				assert.Equal(t, listed, find())
				assert.Equal(t, matching, find(records.Condition{Column: column}))
				assert.Equal(t, matching, find(records.Condition{Op: records.AtLeast, Column: column}, records.Condition{Op: records.AtMost, Column: column}))
				return nil
			}))
		})
	}
}
