package checktest_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/checktest"
	"github.com/iso28000/iso28000/rules/rulecheck"
	"github.com/iso28000/iso28000/rules/ruletest"
)

type yard struct {
	Containers []container `json:"containers"`
}

type container struct {
	ID       records.ID[container] `json:"id"`
	Locks    int                   `json:"locks"`
	SealedOn records.Date          `json:"sealed_on"`
	Open     bool                  `json:"open"`
}

func (c container) Ref() records.Ref { return records.Ref{Kind: "container", ID: string(c.ID)} }

const sealing = `[{"check": "acme.sealing", "for": "containers",
"where": "!open",
"known": "sealed_on != nil",
"require": "within(sealed_on, '2 weeks') && locks > 1",
"message": "{subject} is not sealed", "cases": [
{"case": "the last day", "given": {"sealed_on": "2026-06-01", "locks": 2}, "at": "2026-06-15", "expect": "met", "lapses": "2026-06-16"},
{"given": {"sealed_on": "2026-06-01", "locks": 2}, "at": "2026-06-16", "expect": "unmet"},
{"given": {"open": true}, "at": "2026-06-15", "expect": "out of range"},
{"given": {}, "at": "2026-06-15", "expect": "undetermined"}`

func folder(further string) fstest.MapFS {
	return fstest.MapFS{"checks.json": {Data: []byte(sealing + further + `]}]`)}}
}

const oneLock = `,
{"given": {"sealed_on": "2026-06-01", "locks": 1}, "at": "2026-06-15", "expect": "unmet"}`

// In go test, one call runs every case, and asks what they cover and would notice.
func TestRun(t *testing.T) {
	ruletest.Run(t, checktest.Folder[yard](folder(oneLock)), ruletest.Options{Coverage: 100, Mutation: 100})
}

func report(t *testing.T, further string) *ruletest.Report {
	t.Helper()
	suites, err := checktest.Folder[yard](folder(further))()
	require.NoError(t, err)
	require.Len(t, suites, 1)
	r, err := suites[0].Test(ruletest.Options{Mutate: true})
	require.NoError(t, err)
	return r
}

// What no case has shown is said with its place in the file, and so is a change that none notices.
func TestReport(t *testing.T) {
	assert.Equal(t, `acme.sealing (checks.json)
  4 cases, all as expected; 93 % covered; 84 % of the changes noticed

  covered: 15 of 16, 93 %
    1.  where    decided 1 case
    2.  known    decided 1 case
    3.  require  decided 1 case
        default  decided 1 case
  not seen:
    checks.json:4:45  locks > 1  never false
`, firstLines(report(t, "").String(), 10))
	r := report(t, `,
{"case": "wrong", "given": {"sealed_on": "2026-06-01", "locks": 2}, "at": "2026-06-15", "expect": "met", "lapses": "2026-06-15"},
{"case": "wronger", "given": {}, "at": "2026-06-15", "expect": "met"}`)
	assert.Nil(t, r.Mutation)
	assert.Equal(t, 2, r.Failed())
	assert.Equal(t, "met, met, which lapses on 2026-06-16, where that is expected on 2026-06-15 by rule \"require\"", r.Results[4].Expected+", "+r.Results[4].Got)
	assert.Equal(t, "met, undetermined by rule \"known\"", r.Results[5].Expected+", "+r.Results[5].Got)
	assert.Contains(t, r.Results[5].Explanation, "known: did not match")
}

func firstLines(text string, n int) string {
	for i := range text {
		if text[i] == '\n' {
			if n--; n == 0 {
				return text[:i+1]
			}
		}
	}
	return text
}

// Checks are found in one file of many, and what is no list of checks is passed over.
func TestFind(t *testing.T) {
	parse := func(text string) *records.Node {
		node, err := records.JSON.Parse("checks.json", []byte(text), records.FileLimits{})
		require.NoError(t, err)
		return node
	}
	suites, err := checktest.Find[yard]("checks.json", parse(sealing+`]}]`))
	require.NoError(t, err)
	require.Len(t, suites, 1)
	assert.Equal(t, "acme.sealing", suites[0].Name)
	assert.Equal(t, "checks.json:6:1", suites[0].Cases[0].Place.String())
	for _, text := range []string{`{"rules": []}`, `[]`, `[{"rule": "a"}]`, `[1]`} {
		suites, err = checktest.Find[yard]("checks.json", parse(text))
		assert.Empty(t, suites, text)
		assert.NoError(t, err, text)
	}
	_, err = checktest.Find[yard]("checks.json", parse(`[{"check": "acme.a", "for": "container", "require": "lock", "message": "no", "mesage": ""}]`))
	assert.EqualError(t, err, `checks.json:1:29: [0].for: "container" is no list of the system, did you mean containers?
checks.json:1:78: [0].mesage: is no field here, did you mean message?`)
}

// Checks that stand in no file have cases too, with places in the definition.
func TestSuitesOfDefinitions(t *testing.T) {
	set, err := rulecheck.Compile[yard]([]rulecheck.Definition{{
		Check: "acme.locked", For: "containers", Require: "locks > 1", Message: "{subject} has {locks} locks",
		Cases: []rulecheck.Case{{Given: &records.Node{Kind: records.MapNode}, At: records.Day(2026, 6, 15), Expect: rulecheck.Met}},
	}}, rules.Limits{})
	require.NoError(t, err)
	r, err := checktest.Suites(set)[0].Test(ruletest.Options{})
	require.NoError(t, err)
	assert.Equal(t, 1, r.Failed())
	assert.Equal(t, "acme.locked: cases[0]", r.Results[0].Place.String())
}

// A file of cases alone cannot be about checks: they stand with theirs.
func TestCasesElsewhere(t *testing.T) {
	_, err := ruletest.Scan(fstest.MapFS{
		"checks.json": folder("")["checks.json"],
		"cases.json":  {Data: []byte(`{"for": "acme.sealing", "cases": [{"given": {"locks": 1}, "at": "2026-06-15", "expect": "met"}]}`)},
	}, checktest.Find[yard])()
	assert.ErrorContains(t, err, "cases of a check stand with the check, under cases")
}
