package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

var update = flag.Bool("update", false, "write the golden files anew")

func capa(screen terminal.Screen, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, screen)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"course":   nil,
		"two-days": {"-at", "2025-10-20", "-at", "2027-03-01"},
		"record":   {"-record"},
	} {
		t.Run(name, func(t *testing.T) {
			code, got, errs := capa(terminal.Screen{}, args...)
			assert.Zero(t, code)
			assert.Empty(t, errs)
			for line := range strings.Lines(got) {
				assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 120)
				assert.Equal(t, strings.TrimRight(line, " \n"), strings.TrimRight(line, "\n"), "no blanks at the end")
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

// Of the steps that were tried those go through that people should take, and no other: each
// gate of the clause refuses once at least.
func TestGates(t *testing.T) {
	var out bytes.Buffer
	p, c := journal{out: &out}, newCase()
	c.course(&p)
	require.NoError(t, p.broken)
	assert.Equal(t, 8, strings.Count(out.String(), "REFUSED: "))
	for _, gate := range []string{
		"no investigation of it has been completed", "no root cause was found", "have it approved first", "its own risk review is not on record",
		"found it not acceptable", "have somebody else confirm it", "older than the completion",
	} {
		assert.Contains(t, strings.Join(strings.Fields(out.String()), " "), gate)
	}
	now := records.At(records.Day(2026, 10, 1).Start())
	assert.Equal(t, incidents.ActionEffective, c.Actions[0].State(now))
	assert.Len(t, c.Actions[0].Reopenings, 1)
	assert.Len(t, incidents.Recurrences(c.Actions, c.Incidents, c.Investigations, records.At(records.Day(2026, 5, 11).Start())), 1)
}

// The record is written as a system holds it, and reads back to the same.
func TestRecordReadsBack(t *testing.T) {
	_, text, _ := capa(terminal.Screen{}, "-record")
	var read Record
	require.NoError(t, records.ReadFile("record.yaml", []byte(text), &read, yaml.Format))
	c := newCase()
	c.course(&journal{out: &bytes.Buffer{}})
	assert.Equal(t, c.Record, read)
}

func TestExitCode(t *testing.T) {
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stderr string
	}{
		{"no day", []string{"-at", "yesterday"}, 2, "is not a day"},
		{"too many", strings.Fields(strings.Repeat("-at 2026-01-01 ", 7)), 2, "at most 6 days"},
		{"two questions", []string{"-record", "-at", "2026-01-01"}, 2, "leave -at out"},
		{"a stray word", []string{"today"}, 2, `"today" is left over`},
		{"help", []string{"-help"}, 0, "-at day"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := capa(terminal.Screen{}, tt.args...)
			assert.Equal(t, tt.code, code)
			assert.Contains(t, stderr, tt.stderr)
			assert.Empty(t, stdout)
		})
	}
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// In colour it says the same words.
func TestColourChangesNoWord(t *testing.T) {
	_, plain, _ := capa(terminal.Screen{})
	_, coloured, _ := capa(terminal.Screen{Colour: true})
	assert.Contains(t, coloured, "\x1b[")
	assert.Equal(t, strings.Fields(plain), strings.Fields(escapes.ReplaceAllString(coloured, "")))
}
