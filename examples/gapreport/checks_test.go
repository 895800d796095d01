package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
)

const seals = "../customchecks/checks"

// Checks of one's own stand beside the standard's, and can be asked for in the same way.
func TestChecks(t *testing.T) {
	code, got, errs := gapreport(terminal.Screen{}, "-checks", seals)
	assert.Equal(t, 0, code)
	assert.Empty(t, errs)
	assert.Contains(t, got, "\nUNMET\n")
	assert.Contains(t, got, "\n  ctpat.6-1.altered  Steps for a seal that was altered, tampered with or is another  (major)\n"+
		"  - operation OP-GATE has no document on what to do where a seal differs:")
	code, got, errs = gapreport(terminal.Screen{}, "-checks", seals, "-explain", "ctpat.6-1.reviewed")
	assert.Equal(t, 0, code)
	assert.Empty(t, errs)
	assert.Contains(t, got, "  see: q71\n")
	assert.Contains(t, got, "  met: procedure PR-GATE was looked through on 2025-09-22\n")
}

// What is wrong with them is said with its place, and nothing else is printed.
func TestChecksRefused(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "seals.yaml")
	require.NoError(t, os.WriteFile(file, []byte("- check: acme.seals\n  for: procedures\n  require: reviewd_on != nil\n  message: no\n"), 0o600))
	for _, tt := range []struct{ checks, want string }{
		{folder, "gapreport: seals.yaml:3:12: [0].require: unknown name reviewd_on, did you mean reviewed_on?\n"},
		{file, "gapreport: " + file + " is a file: -checks takes the folder that holds the files of your checks\n"},
		{filepath.Join(folder, "none"), "gapreport: stat " + filepath.Join(folder, "none") + ": no such file or directory\n"},
	} {
		code, got, errs := gapreport(terminal.Screen{}, "-checks", tt.checks)
		assert.Equal(t, 2, code)
		assert.Empty(t, got)
		assert.Contains(t, errs, tt.want)
	}
}
