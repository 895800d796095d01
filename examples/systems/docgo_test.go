package systems_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// What the page of a package shows as a file reads as a part of a system, to the last name.
func TestFilesInPackagePagesRead(t *testing.T) {
	pages, err := filepath.Glob("../../*/doc.go")
	require.NoError(t, err)
	deeper, err := filepath.Glob("../../*/*/doc.go")
	require.NoError(t, err)
	shown := 0
	for _, page := range append(pages, deeper...) {
		if strings.Contains(page, "/rules/") || strings.Contains(page, "/risktest/") {
			continue // these read files of their own
		}
		source, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, block := range filesIn(string(source)) {
			shown++
			tree, err := yaml.Format.Parse(page, []byte("format: 1\norganization: Example\n"+block), records.FileLimits{})
			require.NoError(t, err, "%s:\n%s", page, block)
			var system iso28000.System
			d := records.NewDecoder()
			d.Decode(page, tree, &system)
			assert.NoError(t, d.Err(), "%s:\n%s", page, block)
		}
	}
	assert.GreaterOrEqual(t, shown, 15, "the pages show files")
}

// filesIn returns the indented blocks of a package comment that begin with the name of a list.
func filesIn(source string) []string {
	var blocks []string
	var block strings.Builder
	for line := range strings.Lines(source) {
		if text, indented := strings.CutPrefix(line, "//\t"); indented {
			block.WriteString(text)
			continue
		}
		if first, _, _ := strings.Cut(block.String(), "\n"); strings.HasSuffix(first, ":") && !strings.Contains(first, " ") {
			blocks = append(blocks, block.String())
		}
		block.Reset()
	}
	return blocks
}
