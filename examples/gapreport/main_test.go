package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/examples/terminal"
)

var update = flag.Bool("update", false, "write the golden files anew")

func gapreport(screen terminal.Screen, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, screen)
	return code, out.String(), errs.String()
}

func TestGolden(t *testing.T) {
	for name, args := range map[string][]string{
		"operator":      nil,
		"clause":        {"-clause", "4.2"},
		"explain":       {"-explain", "4.3.1.method.c.treatment"},
		"complete":      {"-system", "../systems/complete"},
		"a year before": {"-at", "2025-03-31", "-clause", "4.1"},
		"just begun":    {"-system", "testdata/begun"},
		"policy only":   {"-system", "testdata/policy-only"},
		"register only": {"-system", "testdata/register-only"},
		"advice":        {"-advice", "-clause", "4.4.7"},
		"small":         {"-system", "../systems/small"},
	} {
		t.Run(name, func(t *testing.T) {
			code, got, errs := gapreport(terminal.Screen{}, args...)
			assert.Zero(t, code)
			assert.Empty(t, errs)
			file := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".golden")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

func TestJSON(t *testing.T) {
	code, got, _ := gapreport(terminal.Screen{}, "-format", "json")
	require.Zero(t, code)
	var report struct {
		Format       string
		Totals       struct{ Met, Unmet int }
		Requirements []struct{ ID string }
	}
	require.NoError(t, json.Unmarshal([]byte(got), &report))
	assert.Equal(t, "iso28000.report/1", report.Format)
	assert.Len(t, report.Requirements, 249)
	assert.NotZero(t, report.Totals.Met)
	assert.NotZero(t, report.Totals.Unmet)
}

func TestExitCode(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "system.yaml"), []byte("format: 1\norganisation: Acme\nas_of: 2026-13-01\n"), 0o644))
	undated := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(undated, "system.yaml"), []byte("format: 1\norganization: Acme\n"), 0o644))
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stderr string
	}{
		{"gaps are no failure", nil, 0, ""},
		{"unless asked for", []string{"-fail"}, 1, ""},
		{"of the clause asked for", []string{"-fail", "-clause", "4.4.1"}, 1, ""},
		{"faults in the files", []string{"-system", dir}, 2, "system.yaml:2:1: organisation: is no field here, did you mean organization?"},
		{"all of them", []string{"-system", dir}, 2, `system.yaml:3:8: as_of: "2026-13-01" is not a day`},
		{"no day to speak of", []string{"-system", undated}, 2, "the folder states no as_of: write it into system.yaml, or say -at 2006-01-02"},
		{"no folder", []string{"-system", filepath.Join(dir, "nowhere")}, 2, "no such file or directory"},
		{"a file", []string{"-system", filepath.Join(dir, "system.yaml")}, 2, "is a file: -system takes the folder"},
		{"an empty folder", []string{"-system", t.TempDir()}, 2, "the folder holds no file with the ending .yaml"},
		{"no day", []string{"-at", "yesterday"}, 2, `"yesterday" is not a day`},
		{"no format", []string{"-format", "xml"}, 2, "write text or json"},
		{"no clause", []string{"-clause", "5"}, 2, "the standard has clauses 4 to 4.6"},
		{"a slip in an id", []string{"-explain", "4.3.1.likelyhood"}, 2, "did you mean 4.3.1.likelihood?"},
		{"two questions", []string{"-explain", "4.2.a", "-clause", "4.2"}, 2, "leave one out"},
		{"advice on a requirement", []string{"-explain", "4.2.a", "-advice"}, 2, "leave one out"},
		{"a stray word", []string{"4.2"}, 2, `"4.2" is left over`},
		{"no flag", []string{"-sytem", "x"}, 2, "flag provided but not defined"},
		{"help", []string{"-help"}, 0, "-system folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := gapreport(terminal.Screen{}, tt.args...)
			assert.Equal(t, tt.code, code)
			assert.Contains(t, stderr, tt.stderr)
			if tt.code == 2 {
				assert.Empty(t, stdout, "nothing on the standard output")
			}
		})
	}
}

// Criteria that lead astray are told of, and sound ones are not.
func TestWarnings(t *testing.T) {
	_, sound, _ := gapreport(terminal.Screen{})
	assert.NotContains(t, sound, "ON THE RISK CRITERIA")
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, systems.Operator()))
	name := filepath.Join(folder, "criteria.yaml")
	file, err := os.ReadFile(name)
	require.NoError(t, err)
	rule := regexp.MustCompile(`when: .*`)
	require.NoError(t, os.WriteFile(name, rule.ReplaceAll(file, []byte("when: level > 1000")), 0o600))
	code, got, stderr := gapreport(terminal.Screen{}, "-system", folder)
	require.Equal(t, 0, code, stderr)
	_, warnings, told := strings.Cut(got, "ON THE RISK CRITERIA")
	assert.True(t, told)
	assert.Contains(t, warnings, "no rating makes level > 1000 true")
	_, other, _ := gapreport(terminal.Screen{}, "-system", folder, "-clause", "4.2")
	assert.NotContains(t, other, "ON THE RISK CRITERIA")
}

// Whoever has just begun is told what to do first on a page, and not what is open in 249 places.
func TestBegunFitsOnAPage(t *testing.T) {
	for _, name := range []string{"begun", "policy-only", "register-only"} {
		_, got, _ := gapreport(terminal.Screen{}, "-system", "testdata/"+name)
		assert.LessOrEqual(t, strings.Count(got, "\n"), 80, name)
		assert.Contains(t, got, "WHERE TO BEGIN", name)
		assert.Less(t, strings.Index(got, "WHERE TO BEGIN"), strings.Index(got, "WHAT YOU MAY HAVE NONE OF"), name)
	}
	_, got, _ := gapreport(terminal.Screen{}, "-system", "testdata/policy-only")
	assert.Contains(t, got, "1 Scope")
	assert.NotContains(t, got, "(4.2.authorize)", "that is done")
	_, got, _ = gapreport(terminal.Screen{}, "-system", "testdata/begun", "-clause", "4.2")
	assert.Contains(t, got, "UNDETERMINED", "a clause that is asked for is told in full")
}

// Each step on the way is one of the catalogue, so that a slip in an id does not hide it.
func TestStridesAreOfTheCatalogue(t *testing.T) {
	for _, s := range strides {
		for _, id := range s.opens {
			_, known := conformity.ByID(id)
			assert.True(t, known, id)
		}
	}
}

// Coloured and in a narrow window it says the same words.
func TestColourChangesNoWord(t *testing.T) {
	_, plain, _ := gapreport(terminal.Screen{})
	_, coloured, _ := gapreport(terminal.Screen{Colour: true})
	assert.Contains(t, coloured, "\x1b[")
	assert.Equal(t, plain, escapes.Replace(coloured))
	_, narrow, _ := gapreport(terminal.Screen{Width: 64})
	for line := range strings.Lines(narrow) {
		assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 132, line)
	}
}

var escapes = strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "", "\x1b[2m", "", "\x1b[31m", "", "\x1b[32m", "", "\x1b[33m", "", "\x1b[1;31m", "", "\x1b[1;33m", "")

// Advice has a section of its own, or a key in JSON: without it the report is what it was.
func TestAdviceIsBesideTheReport(t *testing.T) {
	_, plain, _ := gapreport(terminal.Screen{})
	_, advised, _ := gapreport(terminal.Screen{}, "-advice")
	rest, found := strings.CutPrefix(advised, plain)
	assert.True(t, found, "advice changes the report")
	assert.True(t, strings.HasPrefix(rest, "\nADVICE"), rest)
	code, _, _ := gapreport(terminal.Screen{}, "-system", "../systems/complete", "-fail", "-advice")
	assert.Zero(t, code, "advice that is not followed is no gap")
	_, got, _ := gapreport(terminal.Screen{}, "-format", "json", "-advice")
	var report struct{ Advice []struct{ ID, Status string } }
	require.NoError(t, json.Unmarshal([]byte(got), &report))
	assert.Len(t, report.Advice, len(iso28000.Advice()))
}
