package risk_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestReadRegisterRefuses(t *testing.T) {
	mapping := plain()
	mapping.Columns.Decision = risk.Column{Column: "treatment"}
	mapping.Columns.AddedOn = risk.Column{Column: "added", Dates: "day.month.year"}
	header := "id,title,likelihood,consequence,score,level,treatment,added\n"
	for _, tt := range []struct {
		name  string
		row   string
		want  risk.CellError
		count int
	}{
		{"a number off the scale", "R-1,a,7,5,,,,", risk.CellError{Row: 2, Line: 2, Column: 7, Name: "likelihood", Value: "7", Nearest: "5",
			Message: `7 is outside the likelihood scale 1 to 5: the nearest is 5, "Almost certain"`}, 1},
		{"a number between two steps", "R-1,a,2.6,5,,,,", risk.CellError{Row: 2, Line: 2, Column: 7, Name: "likelihood", Value: "2.6", Nearest: "3",
			Message: `2.6 is outside the likelihood scale 1 to 5: the nearest is 3, "Possible"`}, 1},
		{"a label misspelt", "R-1,a,4,Sevree,,,,", risk.CellError{Row: 2, Line: 2, Column: 9, Name: "consequence", Value: "Sevree", Nearest: "Severe",
			Message: `"Sevree" is no step of the consequence scale, did you mean Severe?`}, 1},
		{"no label at all", "R-1,a,4,n/a,,,,", risk.CellError{Row: 2, Line: 2, Column: 9, Name: "consequence", Value: "n/a",
			Message: `"n/a" is no step of the consequence scale: there are "Negligible", "Minor", "Moderate", "Major", "Severe"`}, 1},
		{"a formula", "R-1,a,=A1,5,,,,", risk.CellError{Row: 2, Line: 2, Column: 7, Name: "likelihood", Value: "=A1",
			Message: `"=A1" is a formula, not what it comes to: save the register with its values`}, 1},
		{"a percentage, and a scale without ranges", "R-1,a,5%,5,,,,", risk.CellError{Row: 2, Line: 2, Column: 7, Name: "likelihood", Value: "5%",
			Message: `5% is measured, and the likelihood scale has no ranges: give its steps the numbers that they stand for`}, 1},
		{"a decision in other words", "R-1,a,1,1,,,Mitigate,", risk.CellError{Row: 2, Line: 2, Column: 13, Name: "treatment", Value: "Mitigate",
			Message: `"Mitigate" is no decision: there are avoid, eliminate, control, tolerate; say in words of the mapping what it stands for`}, 1},
		{"a day that is none", "R-1,a,1,1,,,,31.4.2026", risk.CellError{Row: 2, Line: 2, Column: 14, Name: "added", Value: "31.4.2026",
			Message: `"31.4.2026" is no day written day.month.year`}, 1},
		{"no id", ",a,1,1,,,,", risk.CellError{Row: 2, Line: 2, Column: 1, Name: "id", Message: "is empty: each risk needs an id"}, 1},
		{"an id twice", "R-1,a,1,1,,,,\nR-1,b,1,1,,,,", risk.CellError{Row: 3, Line: 3, Column: 1, Name: "id", Value: "R-1",
			Message: `"R-1" is the id of row 2 already: give each risk its own`}, 1},
		{"a row that ends too soon", "R-1,a,1", risk.CellError{Row: 2, Line: 2, Column: 8,
			Message: "ends after 3 cells, before column 8, which the mapping reads"}, 1},
		{"a row with more cells than columns", "R-1,a, and b,1,1,,,,,x", risk.CellError{Row: 2, Line: 2, Column: 21,
			Message: "has 10 cells where the header names 8 columns: is a cell with the delimiter in it not in quotes?"}, 1},
		{"a row that is no text", "R-1,\"a\"b,1,1,,,,", risk.CellError{Row: 2, Line: 2, Column: 8,
			Message: "text after the quote that closes the cell: double the quotes that belong to it"}, 1},
		{"several at once", "R-1,a,7,8,,,x,y", risk.CellError{Row: 2, Line: 2, Column: 13, Name: "treatment", Value: "x",
			Message: `"x" is no decision: there are avoid, eliminate, control, tolerate; say in words of the mapping what it stands for`}, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			register, err := risk.ReadRegister(strings.NewReader(header+tt.row+"\n"), "register.csv", mapping, compile(t, fiveByFive()))
			assert.Nil(t, register)
			var wrong *risk.RegisterError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, tt.count, wrong.Count)
			assert.Equal(t, tt.want, wrong.Cells[0])
			var cell risk.CellError
			require.ErrorAs(t, err, &cell)
		})
	}
}

func TestMappingHasToFit(t *testing.T) {
	threat := fiveByFive()
	threat.Threat, threat.Vulnerability = risk.Labels("low", "high"), risk.Labels("low", "high")
	threat.LikelihoodFrom = risk.Combination{By: risk.ByMatrix, Cells: [][]string{{"Rare", "Possible"}, {"Possible", "Likely"}}}
	for _, tt := range []struct {
		name     string
		header   string
		criteria risk.Criteria
		spoil    func(*risk.Mapping)
		want     string
	}{
		{"columns that are missing", "id,titel,likelihood,x,score,level", fiveByFive(), nil,
			`columns.title "title" is no column, did you mean titel?; inherent.consequence "consequence" is no column: there are "id", "titel", "likelihood", "x", "score", "level"`},
		{"a name that stands twice", "id,title,likelihood,consequence,score,score,level", fiveByFive(), nil,
			`inherent.score "score" names columns 5 and 6: say in number which is meant`},
		{"a number beside another name", "id,title,likelihood,consequence,score,score,level", fiveByFive(), func(m *risk.Mapping) { m.Inherent.Score.Number = 7 },
			`inherent.score.number 7 is column "level", not "score"`},
		{"a number beyond the columns", "id,title,likelihood,consequence,score,level", fiveByFive(), func(m *risk.Mapping) { m.Inherent.Score = risk.Column{Number: 9} },
			`inherent.score.number 9 is no column: register.csv has 6`},
		{"a score by a matrix without", "id,title,likelihood,consequence,score,level", threeByThree(), nil,
			"inherent.score is mapped, but these criteria make no scores: leave it out, or let the criteria say how a score is made"},
		{"likelihood where it is made", "id,title,likelihood,consequence,score,level", threat, nil,
			"inherent.likelihood is mapped, but these criteria make it from threat and vulnerability: map those"},
		{"a scale that there is not", "id,title,likelihood,consequence,score,level", fiveByFive(), func(m *risk.Mapping) { m.Inherent.Threat.Column = "x" },
			"inherent.threat is mapped, and the criteria have no threat scale: leave it out"},
		{"words that lead nowhere", "id,title,likelihood,consequence,score,level", fiveByFive(), func(m *risk.Mapping) {
			m.Inherent.Likelihood.Words = map[string]string{"often": "Liekly", "never": "0"}
			m.Inherent.Level.Words = map[string]string{"red": "Critcal"}
			m.Columns.Decision = risk.Column{Column: "title", Words: map[string]string{"x": "accept"}}
			m.StandsFor = risk.StandsFor{From: risk.Column{Column: "title", Words: map[string]string{"x": "natrual"}}}
		}, `columns.decision.words do not say what "x" is: "accept" is no decision: there are avoid, eliminate, control, tolerate; stands_for.from.words do not say what "x" is: "natrual" is no category, did you mean natural?; inherent.likelihood.words do not say what "never" is: 0 is outside the likelihood scale 1 to 5: the nearest is 1, "Rare"; inherent.likelihood.words do not say what "often" is: "Liekly" is no step of the likelihood scale, did you mean Likely?; inherent.level.words do not say what "red" is: "Critcal" is no level of these criteria, did you mean Critical?`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mapping := plain()
			if tt.spoil != nil {
				tt.spoil(&mapping)
			}
			_, err := risk.ReadRegister(strings.NewReader(tt.header+"\n"), "register.csv", mapping, compile(t, tt.criteria))
			assert.EqualError(t, err, "the mapping does not fit register.csv: "+tt.want)
			assert.NotEmpty(t, records.FaultsOf(err))
		})
	}
	mapping := plain()
	mapping.HeaderRow = 3
	rater := compile(t, fiveByFive())
	register, err := risk.ReadRegister(strings.NewReader("Our register\n\nid,title,likelihood,consequence,score,level\nR-1,a,1,1,1,Low\n"), "r.csv", mapping, rater)
	require.NoError(t, err)
	assert.Equal(t, 4, register.Rows[0].Row)
	for text, want := range map[string]string{
		"a,b\n":           "r.csv has no row 3, in which the mapping looks for the names of the columns",
		"a\n\n\n\nid,x\n": "row 3 of r.csv is empty, where the mapping looks for the names of the columns",
	} {
		_, err = risk.ReadRegister(strings.NewReader(text), "r.csv", mapping, rater)
		assert.EqualError(t, err, want)
	}
	_, err = risk.ReadRegister(strings.NewReader("id,\"title\"x,likelihood\nR-1,a,4\n"), "r.csv", plain(), rater)
	assert.EqualError(t, err, "r.csv:1:11: row 1: text after the quote that closes the cell: double the quotes that belong to it", "rather than that columns are missing")
	_, err = risk.ReadRegister(strings.NewReader(" \n"), "r.csv", plain(), rater)
	assert.EqualError(t, err, "r.csv is empty: a register begins with a row that names the columns")
	_, err = risk.ReadRegister(strings.NewReader("\xff\xfea"), "r.csv", plain(), rater)
	assert.EqualError(t, err, "r.csv:1:1: row 1: is text in UTF-16: save the file as CSV in UTF-8")
}
