package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
)

var update = flag.Bool("update", false, "write the golden file anew")

func tamper(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, terminal.Screen{})
	return code, out.String(), errs.String()
}

// It prints the same each time, in lines that fit.
func TestGolden(t *testing.T) {
	code, got, stderr := tamper()
	require.Zero(t, code, stderr)
	assert.Empty(t, stderr)
	for line := range strings.Lines(got) {
		assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 120)
		assert.Equal(t, strings.TrimRight(line, " \n"), strings.TrimRight(line, "\n"), "no blanks at the end")
	}
	const file = "testdata/tamper.golden"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestBadInput(t *testing.T) {
	code, stdout, stderr := tamper("system.db")
	assert.Equal(t, 2, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, `"system.db" is left over`)
}
