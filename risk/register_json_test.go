package risk_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestReadRegisterJSON(t *testing.T) {
	mapping := plain()
	rater := compile(t, fiveByFive())
	text := `[
  {"id": "R-1", "title": "a", "likelihood": 4, "consequence": "severe", "score": 20, "level": "High"},
  {"level": "Low", "id": 2, "title": null, "likelihood": 1.0, "consequence": 2},
  {},
  {"id": "R-4", "score": 3}
]`
	for _, file := range []string{"register.json", "register"} {
		register, err := risk.ReadRegister(strings.NewReader(text), file, mapping, rater)
		require.NoError(t, err)
		require.Len(t, register.Rows, 3)
		assert.Equal(t, []string{"row 1 inherent level: Critical, not High", "row 4 inherent score: not rated, not 3"}, disagreements(register))
		assert.Equal(t, records.ID[risk.Risk]("2"), register.Rows[1].Rated.Risk.ID)
		assert.Equal(t, 3, register.Rows[1].Line)
		assert.Empty(t, register.Rows[1].Rated.Risk.Title)
		assert.Empty(t, register.Rows[2].Stated.InherentLevel, "what another object states is not taken over")
		assert.False(t, register.Rows[2].Rated.Complete())
	}

	mapping.List = "risks"
	register, err := risk.ReadRegister(strings.NewReader(`{"version": 1, "risks": `+text+`}`), "register.json", mapping, rater)
	require.NoError(t, err)
	assert.Len(t, register.Rows, 3)

	for text, want := range map[string]string{
		`[]`:             `register.json:1:1: has no list "risks"`,
		`{"risk": []}`:   `register.json:1:1: has no list "risks", did you mean risk?`,
		`{"risks": 3}`:   `register.json:1:1: has no list "risks", did you mean risks?`,
		`{"risks": [3`:   `register.json:1:`,
		`{"risks": [3]}`: `the mapping does not fit register.json: `,
	} {
		_, err := risk.ReadRegister(strings.NewReader(text), "register.json", mapping, rater)
		assert.ErrorContains(t, err, want, text)
	}
	_, err = risk.ReadRegister(strings.NewReader(`{"risks": []}`), "register.json", plain(), rater)
	assert.EqualError(t, err, "register.json:1:1: is a map, where a list of risks is needed: name the field that holds it in list of the mapping")

	_, err = risk.ReadRegister(strings.NewReader(`[
  {"id": "R-1", "title": "a", "likelihood": 9, "consequence": [1], "score": 20, "level": "High"},
  "R-2",
  {"id": "R-3", "title": "a", "likelihood": "Lkely", "consequence": 1}
]`), "register.json", plain(), rater)
	var wrong *risk.RegisterError
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, 3, wrong.Count)
	assert.Equal(t, risk.CellError{Row: 1, Line: 2, Column: 63, Name: "consequence", Message: "is a list, where a single value is needed"}, wrong.Cells[0])
	assert.Equal(t, risk.CellError{Row: 2, Line: 3, Column: 3, Message: "is a text, where a risk is needed: a map of columns and values"}, wrong.Cells[1])
	assert.Equal(t, risk.CellError{Row: 3, Line: 4, Column: 45, Name: "likelihood", Value: "Lkely", Nearest: "Likely",
		Message: `"Lkely" is no step of the likelihood scale, did you mean Likely?`}, wrong.Cells[2])
}
