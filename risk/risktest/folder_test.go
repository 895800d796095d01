package risktest_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk/risktest"
	"github.com/iso28000/iso28000/rules/ruletest"
)

const criteria = `{
  "id": "C-1", "title": "Two by two",
  "likelihood": {"steps": [{"label": "rare"}, {"label": "frequent"}]},
  "consequence": {"steps": [{"label": "slight"}, {"label": "serious"}]},
  "levels": [{"label": "low"}, {"label": "high"}],
  "combination": {"by": "matrix", "cells": [["low", "low"], ["low", "high"]]},
  "tolerability": {"default": "intolerable", "rules": [
    {"rule": "low, and somebody answers", "when": "level_label == \"low\" && owner != \"\"", "then": "tolerable", "cases": [
      {"given": {"likelihood": 1, "consequence": 2, "owner": "P-1"}},
      {"given": {"level": 1}, "expect": "intolerable"}
    ]}
  ]}
}`

const further = `{"for": "C-1", "cases": [{"given": {"likelihood": 2, "consequence": 2, "owner": "P-1"}, "by": "default"}]}`

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// Criteria are found alone in a file and in the list of a system, whose other lists are passed over.
func TestFolder(t *testing.T) {
	for _, text := range []string{criteria, `{"organization": "Acme", "criteria": [` + criteria + `, {"id": "C-2", "title": "no rules",
		"likelihood": {"steps": [{"label": "a"}, {"label": "b"}]}, "consequence": {"steps": [{"label": "a"}, {"label": "b"}]}, "levels": [{"label": "low"}, {"label": "high"}],
		"combination": {"by": "matrix", "cells": [["low", "low"], ["low", "high"]]}}]}`} {
		fsys := folder(map[string]string{"criteria.json": text, "cases.json": further, "risks.json": `{"risks": [{"id": 3}]}`})
		ruletest.Run(t, risktest.Folder(fsys), ruletest.Options{Coverage: 100, Mutation: 100})
	}
}

// What is wrong with the criteria and with the cases is said at once.
func TestFaults(t *testing.T) {
	text := strings.NewReplacer(`"levels"`, `"levls"`, `"level": 1`, `"levl": 1`).Replace(criteria)
	_, err := risktest.Folder(folder(map[string]string{"criteria.json": text}))()
	require.Error(t, err)
	assert.Contains(t, err.Error(), "criteria.json:5:3: levls: is no field here, did you mean levels?")
	assert.Contains(t, err.Error(), "criteria.json:10:18: tolerability.rules[0].cases[1].given.levl: is no field here, did you mean level?")

	text = strings.Replace(criteria, `"level": 1`, `"level": 3`, 1)
	_, err = risktest.Folder(folder(map[string]string{"criteria.json": `{"criteria": [` + text + `]}`}))()
	assert.EqualError(t, err, "criteria.json:10:27: criteria[0].tolerability.rules[0].cases[1].given.level: 3 is outside 1 to 2")
}
