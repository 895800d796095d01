package systems_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk"
)

// The criteria of all examples are analysed: their rules hold together. What is said to be not
// found out is of rules that look at the list of categories, since not all lists can be tried.
func TestAnalysis(t *testing.T) {
	criteria := map[string][]risk.Criteria{}
	for _, folder := range []string{"operator", "complete", "small"} {
		system, err := iso28000.Load(os.DirFS(folder), yaml.Format)
		require.NoError(t, err)
		criteria[folder] = system.Criteria
	}
	for _, file := range []string{"../rules/criteria.yaml", "../register/sample/criteria.yaml"} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		c, err := risk.LoadCriteria(file, data, yaml.Format)
		require.NoError(t, err)
		criteria[file] = []risk.Criteria{c}
	}
	for name, all := range criteria {
		for _, c := range all {
			rater, err := c.Compile()
			require.NoError(t, err)
			assert.NotEmpty(t, c.Tolerability.Rules, name)
			for _, flaw := range rater.Lint() {
				expected := flaw.Kind == risk.NotEnumerated && strings.Contains(flaw.Message, "were compared for worse and milder risks only where") && strings.Contains(flaw.Message, "categories")
				assert.True(t, expected || !strings.HasPrefix(flaw.Path, "tolerability"), "%s: %s: %s", name, flaw.Kind, flaw)
			}
		}
	}
}
