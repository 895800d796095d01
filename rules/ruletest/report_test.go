package ruletest_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/rules/ruletest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
	for line := range strings.Lines(got) {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 121, line)
	}
}

func TestReport(t *testing.T) {
	report := test(t, suite(t, yard), ruletest.Options{Mutate: true})
	assert.Zero(t, report.Failed())
	assert.NoError(t, report.Err())
	golden(t, "report.golden", report.String())
}

// What fails is shown with its place, what was expected, what came of it, and how.
func TestReportOfFailures(t *testing.T) {
	text := strings.Replace(yard, `"level <= 2 &&`, `"level < 2 &&`, 1)
	text = strings.Replace(text, `"at": "2026-05-21", `, "", 1)
	report := test(t, suite(t, text), ruletest.Options{Coverage: 90, Mutation: 50})
	assert.Equal(t, 2, report.Failed())
	assert.Nil(t, report.Mutation, "what is wrong already cannot show what would be noticed")
	assert.EqualError(t, report.Err(), `2 cases of yard failed
the cases of yard cover 77 %, and 90 % are asked for
whether the cases of yard notice changes was not tried: they have to come out as expected first`)
	golden(t, "failures.golden", report.String())
}

func TestWhatTheOptionsAskFor(t *testing.T) {
	for _, tt := range []struct {
		name    string
		options ruletest.Options
		spoil   func(*ruletest.Suite)
		want    string
	}{
		{"nothing", ruletest.Options{}, nil, ""},
		{"what there is", ruletest.Options{Coverage: 100, Mutation: 86}, nil, ""},
		{"more than there is", ruletest.Options{Mutation: 87}, nil, "the cases of yard notice 86 % of the changes, and 87 % are asked for"},
		{"to be told only", ruletest.Options{Mutate: true, Changes: 3}, nil, ""},
		{"fewer changes than there are", ruletest.Options{Mutation: 1, Changes: 3}, nil, "19 changes of yard were not tried: raise Options.Changes"},
		{"cases", ruletest.Options{}, func(s *ruletest.Suite) { s.Cases = nil }, "yard has no cases: write some below its rules, or in a file with a list cases"},
		{"cases that are right", ruletest.Options{}, func(s *ruletest.Suite) { s.Cases[0].Expect = "review" }, "1 case of yard failed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := suite(t, yard)
			if tt.spoil != nil {
				tt.spoil(s)
			}
			err := test(t, s, tt.options).Err()
			if tt.want == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, tt.want)
			}
		})
	}
}
