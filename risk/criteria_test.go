package risk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func exactly(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func TestCriteriaValidate(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*risk.Criteria)
		paths []string
	}{
		{"as they should be", func(c *risk.Criteria) {}, nil},
		{"empty", func(c *risk.Criteria) { *c = risk.Criteria{} }, []string{"id", "title", "likelihood", "consequence", "levels"}},
		{"a label that is missing", func(c *risk.Criteria) { c.Likelihood.Steps[1].Label = " " }, []string{"likelihood.steps[1].label"}},
		{"labels that differ in case only", func(c *risk.Criteria) { c.Consequence.Steps[4].Label = "MAJOR " }, []string{"consequence.steps[4].label"}},
		{"a value for some steps", func(c *risk.Criteria) { c.Likelihood.Steps[0].Value = exactly("0.1") },
			[]string{"likelihood.steps[1].value", "likelihood.steps[2].value", "likelihood.steps[3].value", "likelihood.steps[4].value"}},
		{"a value beyond all bounds", func(c *risk.Criteria) {
			for i := range c.Likelihood.Steps {
				c.Likelihood.Steps[i].Value = exactly("1")
			}
			huge := decimal.New(1, 2_000_000_000)
			c.Likelihood.Steps[4].Value = &huge
		}, []string{"likelihood.steps[4].value"}},
		{"ranges that overlap", func(c *risk.Criteria) {
			c.Likelihood.Steps[0].Range, c.Likelihood.Steps[1].Range = risk.Between(0, 5), risk.Between(5, 9)
		}, []string{"likelihood.steps[1].range"}},
		{"ranges that descend", func(c *risk.Criteria) {
			c.Likelihood.Steps[0].Range, c.Likelihood.Steps[1].Range = risk.Between(5, 9), risk.Between(1, 2)
		}, []string{"likelihood.steps[1].range"}},
		{"more steps than any scale has", func(c *risk.Criteria) { c.Likelihood.Steps = make([]risk.Step, 129) }, []string{"likelihood.steps"}},
		{"a level that a band misspells", func(c *risk.Criteria) { c.Combination.Bands[2].Label = "Hihg" }, []string{"combination.bands[2].label"}},
		{"a band without scores", func(c *risk.Criteria) { c.Combination.Bands[2].Scores = risk.Range{} }, []string{"combination.bands[2].scores"}},
		{"no bands", func(c *risk.Criteria) { c.Combination.Bands = nil }, []string{"combination.bands"}},
		{"cells beside a product", func(c *risk.Criteria) { c.Combination.Cells = [][]string{{"Low"}} }, []string{"combination.cells"}},
		{"nothing said of how to combine", func(c *risk.Criteria) { c.Combination.By = "" }, []string{"combination.by"}},
		{"a colour that is none", func(c *risk.Criteria) { c.Levels[3].Colour = "red" }, []string{"levels[3].colour"}},
		{"a level raised that has none above", func(c *risk.Criteria) {
			c.RollUp.Raise = []risk.Raise{{Level: "Critical", Categories: 3}, {Level: "Low", Categories: 1}, {Level: "Low", Categories: 9}}
		}, []string{"roll_up.raise[0].level", "roll_up.raise[1].categories", "roll_up.raise[2].categories"}},
		{"a level raised twice", func(c *risk.Criteria) {
			c.RollUp.Raise = []risk.Raise{{Level: "Low", Categories: 3}, {Level: "Low", Categories: 4}}
		}, []string{"roll_up.raise[1].level"}},
		{"an appetite of no level, for no category", func(c *risk.Criteria) {
			c.Appetite = []risk.Appetite{{Highest: "Mid"}, {Highest: "Low", Category: "physics"}, {Site: "Hull"}}
		}, []string{"appetite[0].highest", "appetite[1].category", "appetite[2].highest"}},
		{"an appetite said twice", func(c *risk.Criteria) {
			c.Appetite = []risk.Appetite{{Highest: "Low", Site: "Hull"}, {Highest: "High", Site: "Hull"}}
		}, []string{"appetite[1]"}},
		{"a threat scale, and nothing made of it", func(c *risk.Criteria) { c.Threat = risk.Labels("low", "high") },
			[]string{"vulnerability", "likelihood_from"}},
		{"approved by nobody", func(c *risk.Criteria) { c.ApprovedOn = records.Day(2026, 1, 2) }, []string{"approved_by"}},
		{"approved on no day", func(c *risk.Criteria) { c.ApprovedBy = "P-1" }, []string{"approved_on"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := fiveByFive()
			tt.spoil(&c)
			assert.Equal(t, tt.paths, paths(c.Validate()), c.Validate())
		})
	}
}

func TestMatrixHasToFitItsScales(t *testing.T) {
	c := threeByThree()
	c.Combination.Cells = [][]string{{"green", "green"}, {"green", "orange", "yellow"}, {"green", "yellow", "red"}, {"red"}}
	c.Combination.Bands = []risk.Band{{Label: "red", Scores: risk.Between(1, 2)}}
	c.Combination.Score = risk.ByMatrix
	assert.Equal(t, []string{"combination.bands", "combination.cells", "combination.cells[0]", "combination.cells[1][1]", "combination.score"}, paths(c.Validate()))
}

// Criteria that are wrong all over are refused in good time, with the first faults and the number of the rest.
func TestManyFaults(t *testing.T) {
	c := threeByThree()
	c.Likelihood, c.Consequence, c.Levels = risk.Scale{}, risk.Scale{}, nil
	for i := range 128 {
		label := fmt.Sprintf("a label that is rather long %d", i)
		c.Likelihood.Steps = append(c.Likelihood.Steps, risk.Step{Label: label})
		c.Consequence.Steps = append(c.Consequence.Steps, risk.Step{Label: label})
		c.Levels = append(c.Levels, risk.Level{Label: label})
		c.Combination.Cells = append(c.Combination.Cells[:i:i], slices.Repeat([]string{"a label that is rather long x"}, 128))
	}
	started := time.Now()
	err := c.Validate()
	assert.Less(t, time.Since(started), 10*time.Second)
	assert.Len(t, paths(err), 21)
	assert.ErrorContains(t, err, "combination.cells has 16364 more labels that are no level")
}

// A rater keeps what it was made of, whatever happens to the criteria later.
func TestCompileCopies(t *testing.T) {
	c := threeByThree()
	c.Appetite = []risk.Appetite{{Highest: "green"}}
	rater := compile(t, c)
	c.Levels[0].Label, c.Likelihood.Steps[0].Label, c.Combination.Cells[0][0], c.Appetite[0].Highest = "x", "x", "red", "red"
	assert.Equal(t, "green", rater.Cell(1, 1).Label)
	assert.Equal(t, "Low", rater.Criteria().Likelihood.Label(1))
	assert.Equal(t, "green", rater.Criteria().Combination.Cells[0][0])
	assert.Equal(t, "green", rater.Criteria().Appetite[0].Highest)
}

func TestLevel(t *testing.T) {
	c := fiveByFive()
	assert.Equal(t, 3, c.Level(" HIGH "))
	assert.Zero(t, c.Level("extreme"))
}

// Criteria written to a file are the same criteria when they are read.
func TestCriteriaRoundTrip(t *testing.T) {
	c := fiveByFive()
	c.Levels[0].Colour = "#00FF00"
	c.RollUp.Raise = []risk.Raise{{Level: "Medium", Categories: 3}}
	c.Appetite = []risk.Appetite{{Highest: "High", Site: "Hull"}}
	for i, r := range []string{"below 1%", "1% to below 5%", "5% to below 25%", "25% to below 60%", "60% or more"} {
		var err error
		c.Likelihood.Steps[i].Range, err = risk.ParseRange(r)
		require.NoError(t, err)
	}
	c.Combination.Bands[0].Scores, _ = risk.ParseRange("4")
	node, err := records.Encode(c)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	again, err := risk.LoadCriteria("criteria.json", data)
	require.NoError(t, err, string(data))
	assert.Equal(t, c, again)
}

func TestLoadCriteriaSaysWhere(t *testing.T) {
	_, err := risk.LoadCriteria("criteria.json", []byte(`{
  "id": "C-1", "title": "t",
  "likelihood": {"steps": [{"label": "a"}, {"label": "b"}]},
  "consequence": {"steps": [{"label": "a"}, {"lable": "b"}]},
  "levels": [{"label": "low"}, {"label": "high"}],
  "combination": {"by": "product", "bands": [
    {"label": "low", "scores": 1},
    {"label": "hihg", "scores": "8 to 5"}
  ]}
}`))
	assert.EqualError(t, err, strings.Join([]string{
		`criteria.json:4:46: consequence.steps[1].lable: is no field here, did you mean label?`,
		`criteria.json:8:15: combination.bands[1].label: "hihg" is no level, did you mean high?`,
		`criteria.json:8:33: combination.bands[1].scores: "8 to 5" is not a range: no number lies in it`,
	}, "\n"))
}

// A fault in a rule is reported at its own place in the file.
func TestLoadCriteriaRules(t *testing.T) {
	_, err := risk.LoadCriteria("criteria.json", []byte(`{
  "id": "C-1", "title": "t",
  "likelihood": {"steps": [{"label": "a"}]},
  "consequence": {"steps": [{"label": "a"}]},
  "levels": [{"label": "low"}],
  "combination": {"by": "matrix", "cells": [["low"]]},
  "tolerability": {"default": "tolerabel", "rules": [
    {"rule": "r", "when": "level <= 1 && levl > 0", "then": "tolerable"},
    {"rule": "s", "when": "score == 1", "then": "tolerated"}
  ]}
}`))
	assert.EqualError(t, err, strings.Join([]string{
		`criteria.json:7:31: tolerability.default: "tolerabel" is none of tolerable, intolerable, did you mean tolerable?`,
		`criteria.json:8:42: tolerability.rules[0].when: unknown name levl, did you mean level?`,
		`criteria.json:9:49: tolerability.rules[1].then: "tolerated" is none of tolerable, intolerable, did you mean tolerable?`,
	}, "\n"))
}
