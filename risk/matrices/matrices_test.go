package matrices_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/matrices"
)

// The cells once more, written down independently of the files: a row for each likelihood, the
// lowest first, the initial of each level. Copies with wrong cells are about.
var cells = map[string]string{
	"ebios-rm-4x4":     "LLLM LLMM MMHH MHHH",
	"mil-std-882e-iii": "LMMM LMMS LMSH MSHH MSHH",
	"nist-800-30-i2":   "VVVLL VLLLM VLMMH VLMHX VLMHX", // V very low, X very high
}

var initials = map[string]string{"Low": "L", "Medium": "M", "Moderate": "M", "Serious": "S", "High": "H", "Very Low": "V", "Very High": "X"}

func TestCells(t *testing.T) {
	require.Len(t, matrices.All(), len(cells))
	for _, c := range matrices.All() {
		t.Run(string(c.ID), func(t *testing.T) {
			rater, err := c.Compile()
			require.NoError(t, err)
			var rows []string
			for likelihood := range c.Likelihood.Steps {
				row := ""
				for consequence := range c.Consequence.Steps {
					row += initials[rater.Cell(likelihood+1, consequence+1).Label]
				}
				rows = append(rows, row)
			}
			assert.Equal(t, cells[string(c.ID)], strings.Join(rows, " "))
			assert.Contains(t, c.Source, "public domain")
			assert.Empty(t, c.Tolerability.Rules, "what is tolerable is for each organization to say")
			assert.Empty(t, c.Appetite)
		})
	}
}

// What is unwise in the published matrices is found, and not hushed up.
func TestLint(t *testing.T) {
	kinds := map[string][]risk.FlawKind{}
	for _, c := range matrices.All() {
		rater, err := c.Compile()
		require.NoError(t, err)
		for _, flaw := range rater.Lint() {
			kinds[string(c.ID)] = append(kinds[string(c.ID)], flaw.Kind)
		}
	}
	assert.Empty(t, kinds)
}

func TestByID(t *testing.T) {
	c, err := matrices.ByID("mil-std-882e-iii")
	require.NoError(t, err)
	assert.Equal(t, "Catastrophic (1)", c.Consequence.Label(4))
	c.Levels[0].Label = "changed"
	again, err := matrices.ByID("mil-std-882e-iii")
	require.NoError(t, err)
	assert.Equal(t, "Low", again.Levels[0].Label, "each caller has its own")
	_, err = matrices.ByID("mil-std-882")
	assert.ErrorContains(t, err, `there is no matrix "mil-std-882", did you mean mil-std-882e-iii?`)
}

// published is a matrix of the collection beside this module; a null cell was never seen.
type published struct {
	ID          string
	Likelihood  []string
	Consequence []string
	Levels      []struct{ Name string }
	Cells       [][]*string
	Source      string
}

// Every published matrix at hand goes through criteria cell by cell, those that may not be copied
// into this module among them.
func TestPublished(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "matrices", "matrices-dev.json"))
	if err != nil {
		t.Skipf("the collection of published matrices is not at hand: %v", err)
	}
	var collection struct{ Matrices []published }
	require.NoError(t, json.Unmarshal(data, &collection))
	require.Len(t, collection.Matrices, 8)
	copied := map[string]string{"risk-matrix-4x4-ebios-rm": "ebios-rm-4x4", "mil-std-882e-iii": "mil-std-882e-iii", "nist-800-30-i2": "nist-800-30-i2"}
	for _, m := range collection.Matrices {
		t.Run(m.ID, func(t *testing.T) {
			checkCells(t, m, m.criteria())
			if id := copied[m.ID]; id != "" {
				c, err := matrices.ByID(id)
				require.NoError(t, err)
				assert.Equal(t, m.Likelihood, labels(c.Likelihood))
				assert.Equal(t, m.Consequence, labels(c.Consequence))
				checkCells(t, m, c)
			}
		})
	}
}

// checkCells rates a risk in each cell and compares its level. A cell that was never seen gives
// none, so that no risk in it is ever tolerable.
func checkCells(t *testing.T, m published, c risk.Criteria) {
	t.Helper()
	c.Appetite = []risk.Appetite{{Highest: c.Levels[len(c.Levels)-1].Label}}
	rater, err := c.Compile()
	require.NoError(t, err)
	require.Len(t, c.Levels, len(m.Levels))
	unseen := 0
	for i, row := range m.Cells {
		for j, want := range row {
			r := risk.Risk{ID: "R", Inherent: risk.Rating{Likelihood: i + 1}}
			for _, category := range risk.Categories() {
				r.Inherent.Consequences = append(r.Inherent.Consequences, risk.Consequence{Category: category, Step: j + 1})
			}
			rated, err := rater.Rate(r)
			require.NoError(t, err)
			level, known := rated.Inherent.Level()
			require.Equal(t, want != nil, known)
			if want == nil {
				unseen++
				continue
			}
			assert.Equal(t, *want, rated.Inherent.Label(), "likelihood %s, consequence %s", m.Likelihood[i], m.Consequence[j])
			assert.Equal(t, *want, m.Levels[level-1].Name)
		}
	}
	gaps := 0
	for _, flaw := range rater.Lint() {
		if flaw.Kind == risk.Gap {
			gaps++
		}
	}
	assert.Equal(t, unseen, gaps, "each cell that was never seen is reported")
}

func (m published) criteria() risk.Criteria {
	c := risk.Criteria{ID: "M", Title: m.ID, Source: m.Source, Likelihood: risk.Labels(m.Likelihood...), Consequence: risk.Labels(m.Consequence...)}
	for _, level := range m.Levels {
		c.Levels = append(c.Levels, risk.Level{Label: level.Name})
	}
	c.Combination.By = risk.ByMatrix
	for _, row := range m.Cells {
		var labels []string
		for _, cell := range row {
			label := ""
			if cell != nil {
				label = *cell
			}
			labels = append(labels, label)
		}
		c.Combination.Cells = append(c.Combination.Cells, labels)
	}
	return c
}

func labels(s risk.Scale) []string {
	var all []string
	for _, step := range s.Steps {
		all = append(all, step.Label)
	}
	return all
}
