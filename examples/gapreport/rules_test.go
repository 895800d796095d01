package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
)

// riverRules puts a changed copy of the tested criteria of the examples into a folder.
func riverRules(t *testing.T, changes ...string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, name := range []string{"criteria.yaml", "cases.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "rules", name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(strings.NewReplacer(changes...).Replace(string(text))), 0o644))
	}
	return folder
}

func TestRulesGolden(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes []string
		args    []string
		code    int
	}{
		{"rules", nil, []string{"-mutate"}, 0},
		{"rules failing", []string{`level == 1 && owner != ""`, `level == 1 || owner == "P-NOBODY"`}, []string{"-coverage", "95", "-mutation", "90"}, 1},
		{"rules before", nil, []string{"-mutate"}, 0}, // as the README has them, before there are cases in a file of their own
	} {
		t.Run(tt.name, func(t *testing.T) {
			folder := riverRules(t, tt.changes...)
			if tt.name == "rules before" {
				require.NoError(t, os.Remove(filepath.Join(folder, "cases.yaml")))
			}
			code, got, errs := gapreport(terminal.Screen{}, append([]string{"rules", "test", folder}, tt.args...)...)
			assert.Equal(t, tt.code, code)
			assert.Empty(t, errs)
			file := filepath.Join("testdata", strings.ReplaceAll(tt.name, " ", "-")+".golden")
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
			for line := range strings.Lines(got) {
				assert.LessOrEqual(t, utf8.RuneCountInString(line), 121, line)
			}
		})
	}
}

func TestRulesExitCode(t *testing.T) {
	faulty := riverRules(t, `level == 1`, `levl == 1`, "for: RIVER-1", "for: RIVER-2")
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stderr string
	}{
		{"all as expected", []string{"test", riverRules(t)}, 0, ""},
		{"and covered", []string{"test", "-coverage", "100", riverRules(t), "-mutation", "100"}, 0, ""},
		{"a case fails", []string{"test", riverRules(t, "expect: intolerable, by: default}", "expect: tolerable}")}, 1, ""},
		{"too little is covered", []string{"test", riverRules(t, "{level: 3", "{level: 2"), "-coverage", "100"}, 1, ""},
		{"no cases", []string{"test", "../systems/operator"}, 1, ""},
		{"a fault in a rule", []string{"test", faulty}, 2, "criteria.yaml:25:13: tolerability.rules[1].when: unknown name levl, did you mean level?\n          when: levl == 1 && owner != \"\"\n                ^"},
		{"a slip in for", []string{"test", riverRules(t, "for: RIVER-1", "for: RIVER-2")}, 2, `cases.yaml:2:6: for: "RIVER-2" names no rules here, did you mean RIVER-1?`},
		{"no rules", []string{"test", t.TempDir()}, 2, "no file here holds rules that can be tested"},
		{"no folder", []string{"test"}, 2, "rules test needs the folder that holds the rules"},
		{"no such folder", []string{"test", filepath.Join(faulty, "nowhere")}, 2, "no such file or directory"},
		{"a file", []string{"test", filepath.Join(faulty, "criteria.yaml")}, 2, "is a file: name the folder that it is in"},
		{"two folders", []string{"test", "a", "b"}, 2, `"b" is left over: one folder is tested`},
		{"no format", []string{"test", "a", "-format", "xml"}, 2, "write text or json"},
		{"more than all", []string{"test", "a", "-coverage", "101"}, 2, "are percent, 0 to 100"},
		{"another word", []string{"tset", "a"}, 2, "gapreport rules test FOLDER"},
		{"help", []string{"test", "-help"}, 0, "-coverage percent"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := gapreport(terminal.Screen{}, append([]string{"rules"}, tt.args...)...)
			assert.Equal(t, tt.code, code, stdout+stderr)
			assert.Contains(t, stderr, tt.stderr)
			if tt.code == 2 {
				assert.Empty(t, stdout, "nothing on the standard output")
			}
		})
	}
}

// Checks of one's own stand beside criteria.
func TestRulesOfChecks(t *testing.T) {
	folder := riverRules(t)
	text := `- check: acme.seals
  for: procedures
  require: within(reviewed_on, "1y")
  message: "{id} was last reviewed on {reviewed_on}: review it once a year"
  cases:
    - {given: {reviewed_on: 2026-01-12}, at: 2026-03-31, expect: met}
    - {given: {reviewed_on: 2025-03-31}, at: 2026-03-31, expect: met}
`
	require.NoError(t, os.WriteFile(filepath.Join(folder, "seals.yaml"), []byte(text), 0o644))
	code, got, errs := gapreport(terminal.Screen{}, "rules", "test", folder)
	assert.Equal(t, 0, code, errs)
	assert.Contains(t, got, "RIVER-1 (criteria.yaml)\n  8 cases, all as expected")
	assert.Contains(t, got, "acme.seals (seals.yaml)\n  2 cases, all as expected")

	text = strings.Replace(text, "2025-03-31", "2025-03-30", 1)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "seals.yaml"), []byte(text), 0o644))
	code, got, _ = gapreport(terminal.Screen{}, "rules", "test", folder)
	assert.Equal(t, 1, code)
	assert.Contains(t, got, "seals.yaml:7:7: case 2\n    expected  met\n    got       unmet by default")
}

func TestRulesAsJSON(t *testing.T) {
	code, got, _ := gapreport(terminal.Screen{}, "rules", "test", riverRules(t), "-format", "json", "-mutate")
	require.Zero(t, code)
	var reports []struct {
		Suite    string
		Results  []struct{ Passed bool }
		Coverage struct{ Rules []struct{ Decided int } }
		Mutation struct{ Tried, Noticed int }
	}
	require.NoError(t, json.Unmarshal([]byte(got), &reports))
	require.Len(t, reports, 1)
	assert.Equal(t, "RIVER-1", reports[0].Suite)
	assert.Len(t, reports[0].Results, 8)
	assert.Len(t, reports[0].Coverage.Rules, 3)
	assert.Positive(t, reports[0].Mutation.Tried)
}

func TestRulesInColour(t *testing.T) {
	folder := riverRules(t, "expect: intolerable, by: default}", "expect: tolerable}")
	_, plain, _ := gapreport(terminal.Screen{}, "rules", "test", folder)
	_, coloured, _ := gapreport(terminal.Screen{Colour: true}, "rules", "test", folder)
	assert.Contains(t, coloured, "\x1b[")
	assert.Equal(t, plain, escapes.Replace(coloured))
}
