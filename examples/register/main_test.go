package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
)

var update = flag.Bool("update", false, "write the golden files anew")

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// register runs the program and returns what it printed, and with which code it ended.
func register(screen terminal.Screen, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, &out, &errs, screen, now)
	return code, out.String(), errs.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "run the test with -update after looking at what changed")
}

func TestSample(t *testing.T) {
	for _, tt := range []struct {
		golden string
		screen terminal.Screen
		args   []string
	}{
		{"sample.txt", terminal.Screen{}, nil},
		{"sample-narrow.txt", terminal.Screen{Width: 60}, nil},
		{"sample-colour.txt", terminal.Screen{Width: 90, Colour: true}, nil},
		{"sample.json", terminal.Screen{}, []string{"-format", "json"}},
	} {
		t.Run(tt.golden, func(t *testing.T) {
			code, stdout, stderr := register(tt.screen, tt.args...)
			require.Equal(t, exitRated, code, stderr)
			assert.Empty(t, stderr)
			golden(t, tt.golden, stdout)
			_, again, _ := register(tt.screen, tt.args...)
			assert.Equal(t, stdout, again, "the same bytes each time")
			if !tt.screen.Colour {
				assert.NotContains(t, stdout, "\x1b", "plain where no colours are shown")
			}
		})
	}
}

// The lines of a narrow screen fit it, whatever stands in the register.
func TestWidth(t *testing.T) {
	_, stdout, _ := register(terminal.Screen{Width: 60})
	for line := range strings.Lines(stdout) {
		assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 60, line)
	}
}

// copySample writes the sample's files into a folder, changed as asked, and returns the flags that name them.
func copySample(t *testing.T, change func(name, text string) string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"register.csv", "mapping.yaml", "criteria.yaml"} {
		data, err := sample.ReadFile("sample/" + name)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(change(name, string(data))), 0o644))
	}
	return []string{"-csv", filepath.Join(dir, "register.csv"), "-mapping", filepath.Join(dir, "mapping.yaml"), "-criteria", filepath.Join(dir, "criteria.yaml")}
}

func TestFilesOfOnesOwn(t *testing.T) {
	args := copySample(t, func(_, text string) string { return text })
	code, stdout, stderr := register(terminal.Screen{}, args...)
	require.Equal(t, exitRated, code, stderr)
	_, ofSample, _ := register(terminal.Screen{})
	invented := strings.Index(ofSample, "\nThis register is invented")
	assert.Equal(t, ofSample[:invented], stdout)
}

// What somebody else wrote into a register does not steer the terminal.
func TestControlCharacters(t *testing.T) {
	args := copySample(t, func(name, text string) string {
		if name != "register.csv" {
			return text
		}
		return strings.NewReplacer("Strike of", "Strike\x1b[2J of", "R-20", "R-\x1b]20", ";3;3;9;Medium;", ";3;3;9;Med\x07ium;").Replace(text)
	})
	code, stdout, stderr := register(terminal.Screen{}, args...)
	require.Equal(t, exitRated, code, stderr)
	assert.Contains(t, stdout, "Strike\ufffd[2J of the harbour pilots")
	assert.Contains(t, stdout, "states \"Med\ufffdium\"")
	assert.NotRegexp(t, "[\x00-\x09\x0b-\x1f\x7f]", stdout)
}

// Bad input: exit 2, everything that is wrong on the standard error, nothing on the other.
func TestBadInput(t *testing.T) {
	sampleWith := func(file, old, new string) func(*testing.T) []string {
		return func(t *testing.T) []string {
			return copySample(t, func(name, text string) string {
				if name != file {
					return text
				}
				changed := strings.Replace(text, old, new, 1)
				require.NotEqual(t, text, changed)
				return changed
			})
		}
	}
	flags := func(args ...string) func(*testing.T) []string { return func(*testing.T) []string { return args } }
	for _, tt := range []struct {
		name string
		args func(*testing.T) []string
		want []string
	}{
		{"one file of three", flags("-csv", "x.csv"), []string{"-csv, -mapping and -criteria go together: give all three, or none to see the sample"}},
		{"a file that is not there", flags("-csv", "x.csv", "-mapping", "y", "-criteria", "z.yaml"), []string{"z.yaml"}},
		{"a format there is none of", flags("-format", "xml"), []string{"-format xml: write text or json"}},
		{"a day that is none", flags("-at", "yesterday"), []string{`-at "yesterday" is not a day`}},
		{"a word left over", flags("register.csv"), []string{`"register.csv" is left over`}},
		{"a flag there is none of", flags("-register", "x"), []string{"flag provided but not defined: -register"}},
		{"cells that cannot be read", sampleWith("register.csv", ";4;4;16;", ";7;severly;16;"), []string{
			`register.csv:2:81: row 2, column Likelihood: 7 is outside the likelihood scale 1 to 5: the nearest is 5, "frequent"`,
			`register.csv:2:83: row 2, column Consequence: "severly" is no step of the consequence scale, did you mean severe?`,
		}},
		{"a column that is missing", sampleWith("register.csv", "Likelihood", "Probability"), []string{`inherent.likelihood "Likelihood" is no column: there are "No."`}},
		{"a level misspelt", sampleWith("criteria.yaml", "{label: High, scores", "{label: Hihg, scores"), []string{`criteria.yaml:28:15: combination.bands[2].label: "Hihg" is no level, did you mean High?`}},
		{"a name misspelt in a rule", sampleWith("criteria.yaml", "when: level == 1", "when: levl == 1"), []string{`criteria.yaml:38:13: tolerability.rules[0].when: unknown name levl, did you mean level?`}},
		{"a field misspelt in the mapping", sampleWith("mapping.yaml", "blank: [tbd]", "blanks: [tbd]"), []string{`mapping.yaml:14:44: inherent.likelihood.blanks: is no field here, did you mean blank?`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := register(terminal.Screen{}, tt.args(t)...)
			assert.Equal(t, exitBadInput, code)
			assert.Empty(t, stdout)
			for _, want := range tt.want {
				assert.Contains(t, stderr, want)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	code, stdout, stderr := register(terminal.Screen{}, "-help")
	assert.Equal(t, exitRated, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "-criteria file")
}

// The registers that others made go through the program too, with the mappings and criteria of
// package risk's tests.
func TestRealRegisters(t *testing.T) {
	ours, theirs := filepath.Join("..", "..", "risk", "testdata", "registers"), filepath.Join("..", "..", "..", "shared", "data", "registers")
	for name, file := range map[string]string{"beerflow": "beerflow-supply-chain-5x5.csv", "skylance": "skylance-5x5-residual.csv",
		"o-ran": "o-ran-3x3-labels.csv", "lone-star": "lone-star-logistics-5x5.csv"} {
		t.Run(name, func(t *testing.T) {
			csv := filepath.Join(theirs, file)
			if _, err := os.Stat(csv); err != nil {
				t.Skipf("the registers that others made are not at hand: %v", err)
			}
			args := []string{"-csv", csv, "-mapping", filepath.Join(ours, name+".mapping.json"), "-criteria", filepath.Join(ours, name+".criteria.json")}
			code, stdout, stderr := register(terminal.Screen{}, args...)
			require.Equal(t, exitRated, code, stderr)
			assert.Contains(t, stdout, "What the register states agrees with the criteria")
			code, stdout, stderr = register(terminal.Screen{}, append(args, "-format", "json")...)
			require.Equal(t, exitRated, code, stderr)
			var report report
			require.NoError(t, json.Unmarshal([]byte(stdout), &report))
			assert.Empty(t, report.Disagreements)
			assert.Equal(t, report.Totals.Risks, report.Totals.Intolerable, "criteria that say nothing of tolerability tolerate nothing")
			assert.Zero(t, report.Totals.Unrated)
			lying := 0
			for _, c := range report.HeatMap {
				lying += c.Risks
			}
			assert.Equal(t, report.Totals.Risks, lying, "each risk lies somewhere on the map")
		})
	}
}
