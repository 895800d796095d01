package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
)

var update = flag.Bool("update", false, "write the golden files anew")

func auditplan(screen terminal.Screen, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, screen)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"operator":    nil,
		"what-if":     {"-away", "P-JANSEN", "-trained", "P-CLAES,P-HADDAD", "-days", "8"},
		"nobody":      {"-away", "P-JANSEN"},
		"half-a-year": {"-days", "4", "-from", "2026-07-01", "-until", "2026-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			code, got, errs := auditplan(terminal.Screen{}, args...)
			assert.Zero(t, code)
			assert.Empty(t, errs)
			for line := range strings.Lines(got) {
				assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 120)
			}
			file := filepath.Join("testdata", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

// The same files and flags give the same proposal.
func TestSameAgain(t *testing.T) {
	_, once, _ := auditplan(terminal.Screen{}, "-trained", "P-PEETERS,P-CLAES")
	for range 5 {
		_, again, _ := auditplan(terminal.Screen{}, "-trained", "P-PEETERS,P-CLAES")
		assert.Equal(t, once, again)
	}
}

// Nobody audits what they answer for, and the firm of three has its auditor from outside.
func TestSmallFirm(t *testing.T) {
	topics := filepath.Join(t.TempDir(), "topics.yaml")
	require.NoError(t, os.WriteFile(topics, []byte("topics: [{name: all of it, area: {name: office, role: R-OFFICE}, clauses: [\"4.4.6\"]}]"), 0o644))
	code, got, errs := auditplan(terminal.Screen{}, "-system", "../systems/small", "-topics", topics)
	assert.Zero(t, code, errs)
	assert.Contains(t, got, "Ole Winther: competent, and does not answer for it")
	_, got, _ = auditplan(terminal.Screen{}, "-system", "../systems/small", "-topics", topics, "-away", "P-OLE", "-trained", "P-SELMA")
	assert.Contains(t, got, "all of it: P-SELMA answers for it")
}

func TestExitCode(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "topics.yaml")
	require.NoError(t, os.WriteFile(broken, []byte("topics: [{nam: gates}]"), 0o644))
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stderr string
	}{
		{"a slip in a person", []string{"-away", "P-JANSSEN"}, 2, "P-JANSSEN is none of the persons"},
		{"no day", []string{"-from", "soon"}, 2, "-from \"soon\" is not a day"},
		{"turned round", []string{"-from", "2027-02-01", "-until", "2027-01-01"}, 2, "turn -from and -until round"},
		{"no time", []string{"-each", "0"}, 2, "an audit takes a day at least"},
		{"less than none", []string{"-days", "-1"}, 2, "nobody has less than none"},
		{"a fault in the table", []string{"-topics", broken}, 2, "nam: is no field here, did you mean name?"},
		{"no table", []string{"-topics", "nowhere.yaml"}, 2, "no such file"},
		{"a stray word", []string{"2027"}, 2, `"2027" is left over`},
		{"help", []string{"-help"}, 0, "-away persons"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := auditplan(terminal.Screen{}, tt.args...)
			assert.Equal(t, tt.code, code)
			assert.Contains(t, stderr, tt.stderr)
			assert.Empty(t, stdout)
		})
	}
}
