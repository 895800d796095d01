package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/checktest"
	"github.com/iso28000/iso28000/rules/rulecheck"
	"github.com/iso28000/iso28000/rules/ruletest"
)

var update = flag.Bool("update", false, "write the golden file anew")

// What the program prints, to the last character.
func TestReport(t *testing.T) {
	const golden = "testdata/report.golden"
	var out bytes.Buffer
	require.NoError(t, run(&out, terminal.Screen{}))
	if *update {
		require.NoError(t, os.WriteFile(golden, out.Bytes(), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), out.String())
}

func scheme(t *testing.T) (fs.FS, []criterion, []rulecheck.Definition) {
	t.Helper()
	folder, err := fs.Sub(embedded, "checks")
	require.NoError(t, err)
	criteria, err := readCriteria(folder)
	require.NoError(t, err)
	set, err := rulecheck.Load[iso28000.System](folder, rules.Limits{}, yaml.Format)
	require.NoError(t, err)
	return folder, criteria, set.Definitions()
}

// The cases of the rules, what they cover, and whether they would notice a mistake.
func TestRules(t *testing.T) {
	folder, _, _ := scheme(t)
	ruletest.Run(t, checktest.Folder[iso28000.System](folder, yaml.Format), ruletest.Options{Coverage: 100, Mutation: 100})
}

// Each criterion has its check, as grave as the scheme says, and no check answers nothing.
func TestEachCriterionIsAnswered(t *testing.T) {
	_, criteria, definitions := scheme(t)
	grades := map[string]conformity.Grade{"must": conformity.Major, "should": conformity.Minor}
	answered := 0
	for _, c := range criteria {
		answers := answering(definitions, c)
		assert.NotEmpty(t, answers, c.ID)
		for _, d := range answers {
			answered++
			assert.Equal(t, grades[c.Obligation], d.Severity, d.Check)
			assert.Equal(t, "C-TPAT "+c.Section, d.Clause, d.Check)
		}
	}
	assert.Equal(t, len(definitions), answered)
}

// A checklist with other columns is refused by name.
func TestReadCriteria(t *testing.T) {
	read := func(text string) error {
		_, err := readCriteria(fstest.MapFS{"criteria.csv": {Data: []byte(text)}})
		return err
	}
	assert.EqualError(t, read("id,msc,focus,criterion,question\n"), `criteria.csv has no column "obligation"`)
	assert.EqualError(t, read(""), "criteria.csv is empty")
	assert.ErrorContains(t, read("id,msc\nq1\n"), "criteria.csv: record on line 2")
	_, err := readCriteria(fstest.MapFS{})
	assert.Error(t, err)
}
