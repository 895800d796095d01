package systems_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/risk"
)

// The criteria of the examples are sound, and a rule that can never hold is told of.
func TestLint(t *testing.T) {
	for name, folder := range folders() {
		for _, w := range iso28000.Lint(load(t, folder)) {
			assert.Equal(t, risk.NotEnumerated, w.Kind, "%s: %s", name, w)
		}
	}
	system := load(t, systems.Complete())
	rules := &system.Criteria[0].Tolerability.Rules
	require.NotEmpty(t, *rules)
	(*rules)[0].When = "level > 1000"
	warnings := iso28000.Lint(system)
	never := slices.IndexFunc(warnings, func(w iso28000.Warning) bool { return w.Kind == risk.NeverMatches })
	require.GreaterOrEqual(t, never, 0, "%v", warnings)
	assert.Contains(t, warnings[never].String(), "criteria "+string(system.Criteria[0].ID)+": tolerability.rules[0]")

	(*rules)[0].When = "levle > 3"
	assert.Empty(t, iso28000.Lint(system), "what does not compile is for the assessment to say")
}
