package sqlite

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// TestAttacksAreFound tells of each attack who finds it: SQLite's own check of the file, the
// auditor alone, and the auditor with a checkpoint from outside. The lines that it logs are
// those of docs/reliability.md.
func TestAttacksAreFound(t *testing.T) {
	t.Parallel()
	found := func(is bool) string {
		if is {
			return "found"
		}
		return "missed"
	}
	open := func() records.Store {
		s := tempStore(t)
		require.NoError(t, s.writer.pragmas(t.Context(), []string{"synchronous = OFF"})) // nothing is kept
		return tampered{s}
	}
	bySQLite, alone, outside, all := 0, 0, 0, 0
	count := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	require.NoError(t, storetest.Attacks(t.Context(), open, func(a storetest.Attacked) {
		said, err := a.Store.(tampered).writer.text(t.Context(), "PRAGMA integrity_check")
		require.NoError(t, err)
		file := said != "ok"
		t.Logf("| %s | %s | %s | %s |", a.Attack, found(file), found(!a.Alone.Clean()), found(!a.Outside.Clean()))
		assert.False(t, a.Outside.Clean(), "%s: with a checkpoint from outside", a.Attack)
		assert.Equal(t, a.Insider, a.Alone.Clean(), "%s: without", a.Attack)
		bySQLite, alone, outside = bySQLite+count(file), alone+count(!a.Alone.Clean()), outside+count(!a.Outside.Clean())
		all++
	}))
	t.Logf("| **of %d** | **%d** | **%d** | **%d** |", all, bySQLite, alone, outside)
	assert.Equal(t, 15, all)
}
