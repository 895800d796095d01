package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// An index that lacks an entry hides it from whoever asks, while every entry, row and content is
// as it was.
func TestDamagedIndexIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "system.db")
	by := records.Principal{ID: "P-1"}
	a, err := records.Open(t.Context(), File(path), records.Options{})
	require.NoError(t, err)
	for range 10 {
		_, err := a.Append(t.Context(), by, records.NewRecord{Kind: "remark", Content: []byte(`{}`)})
		require.NoError(t, err)
	}
	require.NoError(t, a.Close())
	audit := func(auditor records.Auditor) *records.AuditReport {
		s, err := Open(t.Context(), path, Options{ReadOnly: true})
		require.NoError(t, err)
		defer s.Close()
		report, err := auditor.Full(t.Context(), s)
		require.NoError(t, err)
		return report
	}
	assert.True(t, audit(records.Auditor{Indexes: true}).Clean())

	const index = "CREATE INDEX record_kind ON record (kind, id) WHERE entity IS NULL"
	alter(t, path, "DROP INDEX record_kind", index+" AND seq <> 4", "PRAGMA writable_schema = ON",
		"UPDATE sqlite_schema SET sql = '"+index+"' WHERE name = 'record_kind'")
	assert.True(t, audit(records.Auditor{}).Clean(), "nothing that is kept has changed")
	report := audit(records.Auditor{Indexes: true})
	require.Len(t, report.Findings, 1)
	assert.Equal(t, records.Altered, report.Findings[0].Fraud)
	assert.Contains(t, report.Findings[0].Message, "row 5 missing from index record_kind")
	assert.Contains(t, report.Findings[0].Message, "REINDEX")

	alter(t, path, "REINDEX")
	assert.True(t, audit(records.Auditor{Indexes: true}).Clean(), "what the message says mends it")
}
