package organization

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

func TestFunctionExists(t *testing.T) {
	f := Function{From: day("2026-01-01"), Until: day("2026-03-31")}
	for at, want := range map[string]bool{
		"2025-12-31T23:59:59Z": false, "2026-01-01": true, "2026-03-31T23:59:59Z": true, "2026-04-01": false,
	} {
		assert.Equal(t, want, f.Exists(records.At(instant(at))), at)
	}
	assert.True(t, Function{}.Exists(records.At(instant("2026-01-01"))), "since before anybody kept count")
}

func TestFunctionValidate(t *testing.T) {
	assert.NoError(t, Function{ID: "F", Title: "gate", Kind: Working, Relevant: records.Yes}.Validate())
	assert.NoError(t, Function{ID: "F", Title: "the board", Kind: Hierarchical}.Validate())
	faults := records.FaultsOf(Function{Relevant: "perhaps", From: day("2026-02-01"), Until: day("2026-01-01")}.Validate())
	paths := []string{}
	for _, f := range faults {
		paths = append(paths, f.Path)
	}
	assert.ElementsMatch(t, []string{"id", "title", "kind", "relevant", "until"}, paths)
}
