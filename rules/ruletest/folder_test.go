package ruletest_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules/ruletest"
)

func folder(files map[string]string) fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const more = `{"for": "yard.json", "at": "2026-05-20", "cases": [
  {"case": "on its last day", "given": {"zone": "inner yard", "inspected_on": "2026-04-20", "level": 9}, "expect": "review"},
  {"case": "a day later", "given": {"zone": "inner yard", "inspected_on": "2026-04-20", "level": 9}, "at": "2026-05-21", "by": "default"}
]}`

// Cases in a file of their own are those of the rules that they name, wherever that file stands.
func TestFolder(t *testing.T) {
	suites, err := ruletest.Folder[container, verdict](folder(map[string]string{
		"yard.json": yard, "a/cases.json": more, "notes.json": `{"title": "no rules"}`, ".hidden/x.json": `{`, "list.json": `[1]`, "readme.md": "#",
		"quay/rules.json": withCases(`{"given": {}}`),
	}))()
	require.NoError(t, err)
	require.Len(t, suites, 2)
	assert.Equal(t, []string{"quay/rules.json", "yard.json"}, []string{suites[0].Name, suites[1].Name})
	require.Len(t, suites[1].Cases, 7)
	assert.Equal(t, "a/cases.json:2:3", suites[1].Cases[5].Place.String())
	assert.Zero(t, test(t, suites[1], ruletest.Options{}).Failed())
}

func TestFaultsOfFolders(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing in it", map[string]string{"a.txt": ""}, "no file here holds rules that can be tested"},
		{"cases alone", map[string]string{"c.json": `{"cases": []}`}, "no file here holds rules that can be tested\nc.json:1:1: for: is missing: say which rules the cases are about, for there are "},
		{"about what there is not", map[string]string{"yard.json": yard, "c.json": `{"for": "yrad.json", "cases": []}`}, `c.json:1:9: for: "yrad.json" names no rules here, did you mean yard.json?`},
		{"about either", map[string]string{"yard.json": yard, "quay.json": withCases(""), "c.json": `{"cases": []}`}, "c.json:1:1: for: is missing: say which rules the cases are about, for there are quay.json, yard.json"},
		{"about two of a name", map[string]string{"a/r.json": yard, "b/r.json": yard, "c.json": `{"for": "r.json", "cases": []}`}, `c.json:1:9: for: "r.json" names several rule sets: write one of a/r.json, b/r.json`},
		{"no list", map[string]string{"yard.json": yard, "c.json": `{"cases": 3}`}, "c.json:1:11: cases: is a number, where a list of cases is needed"},
		{"a slip in a file of cases", map[string]string{"yard.json": yard, "c.json": `{"four": "yard.json", "cases": []}`}, "c.json:1:2: four: is no field here, did you mean for?"},
		{"everything at once", map[string]string{
			"a.json": `{"default": "intolerable", "rulez": []}`,
			"b.json": `{"default": "intolerable", "rules": [{"rule": "r", "when": "levl > 1 && ownr == 3", "then": "tolerable"}]}`,
			"c.json": `{"default": "intolerabel", "rules": [{"rule": "r", "when": "true", "then": "tolerable", "cases": [{}]}]}`,
			"d.json": `{`,
			"e.json": `{"for": "b.json", "cases": [{"given": {}}]}`,
			"f.json": strings.Replace(withCases(`{"given": {"levl": 1}}, {"given": {"zone": 3}}`), `"low"`, `"f"`, 1),
		}, `a.json:1:28: rulez: is no field here, did you mean rules?
b.json:1:60: rules[0].when: unknown name levl, did you mean level?
b.json:1:73: rules[0].when: unknown name ownr, did you mean owner?
c.json:1:13: default: "intolerabel" is none of tolerable, intolerable, review, did you mean intolerable?
c.json:1:99: rules[0].cases[0].given: is missing: say which facts are given, by their names in rules; given: {} for none
d.json:1:2: the file ends within the map that begins in line 1, column 1: close it with }
e.json:1:29: cases[0].expect: is missing: say which outcome is expected, or in by which rule has to decide
f.json:2:12: rules[0].cases[0].given.levl: is no field here, did you mean level?
f.json:2:44: rules[0].cases[1].given.zone: 3 is a number, where a text in quotes is needed`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ruletest.Folder[container, verdict](folder(tt.files))()
			assert.EqualError(t, err, strings.TrimRight(tt.want, "\n"))
		})
	}
}

type brokenFS struct{ fs.FS }

func (brokenFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("the disk is gone")}
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	_, err := ruletest.Folder[container, verdict](brokenFS{})()
	assert.ErrorContains(t, err, "the disk is gone")
}

// Run is what go test shows: a subtest for each case, the explanation where one fails.
func TestRun(t *testing.T) {
	text := yard
	if os.Getenv("RULETEST_FAILS") != "" { // started by the test below
		text = strings.Replace(yard, "level <= 2", "level <= 1", 1)
	}
	if os.Getenv("RULETEST_FAILS") == "for there is nothing" {
		ruletest.Run(t, ruletest.Suites(), ruletest.Options{})
		return
	}
	fsys := folder(map[string]string{"yard.json": text})
	ruletest.Run(t, ruletest.Folder[container, verdict](fsys), ruletest.Options{Coverage: 95, Mutation: 80})
}

func TestRunFails(t *testing.T) {
	command := exec.Command(os.Args[0], "-test.run=^TestRun$", "-test.v")
	command.Env = append(os.Environ(), "RULETEST_FAILS=yes")
	output, err := command.CombinedOutput()
	require.Error(t, err)
	for _, want := range []string{
		"--- FAIL: TestRun/yard.json/level_2,_owner_P-1",
		"--- PASS: TestRun/yard.json/nobody_answers",
		"yard.json:17:9: level 2, owner P-1",
		`expected  tolerable by rule "low risks may stay if someone answers for them"`,
		`got       intolerable by default`,
		"level <= 1 && owner != \"\"                                  false",
		"--- FAIL: TestRun/yard.json/coverage",
		"% are covered, and 95 % are asked for",
		"--- SKIP: TestRun/yard.json/mutation",
	} {
		assert.Contains(t, string(output), want)
	}
}

// A test without anything to test does not pass.
func TestRunFailsWithoutSuites(t *testing.T) {
	command := exec.Command(os.Args[0], "-test.run=^TestRun$")
	command.Env = append(os.Environ(), "RULETEST_FAILS=for there is nothing")
	output, err := command.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(output), "there are no suites to test")
}

// Suites that a program makes run as those from files do.
func TestSuites(t *testing.T) {
	s := suite(t, yard)
	node, err := records.JSON.Parse("cases.json", []byte(`[{"given": {"level": 3}, "expect": "intolerable"}, {"given": {"level": 2}}]`), records.FileLimits{})
	require.NoError(t, err)
	err = s.Add("cases.json", "cases", node, records.Day(2026, 5, 4).Start())
	assert.EqualError(t, err, "cases.json:1:52: cases[1].expect: is missing: say which outcome is expected, or in by which rule has to decide")
	assert.Len(t, s.Cases, 6)
	suites, err := ruletest.Suites(s)()
	require.NoError(t, err)
	assert.Equal(t, []string{"yard"}, []string{suites[0].Name})
	assert.Contains(t, fmt.Sprint(test(t, s, ruletest.Options{})), "6 cases, all as expected")
}
