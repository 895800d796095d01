package risk_test

import (
	stdcsv "encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
)

// A realRegister is a register that others made, with what it takes to check it by hand: where its
// columns are, and what its criteria come to, said once more in a few lines.
type realRegister struct {
	name, file string
	rows       int
	stated     []statedColumn
}

// A statedColumn is where a register states a score or a level, and of what.
type statedColumn struct {
	what                    risk.StatedPart
	likelihood, consequence int // columns, from 0
	column                  int
	byHand                  func(likelihood, consequence string) string
}

func product(likelihood, consequence string) string {
	a, _ := strconv.Atoi(likelihood)
	b, _ := strconv.Atoi(consequence)
	return strconv.Itoa(a * b)
}

// bands returns the label of the band of a product, by the upper ends of the bands.
func bands(ends ...string) func(likelihood, consequence string) string {
	return func(likelihood, consequence string) string {
		score, _ := strconv.Atoi(product(likelihood, consequence))
		for _, end := range ends {
			label, top, _ := strings.Cut(end, " ")
			if most, _ := strconv.Atoi(top); score <= most {
				return label
			}
		}
		return ""
	}
}

func cells(likelihood, consequence string) string {
	return map[string]string{
		"Low Low": "Low", "Low Medium": "Low", "Low High": "Medium",
		"Medium Medium": "Medium", "Medium High": "High", "High Medium": "High", "High High": "High",
	}[likelihood+" "+consequence]
}

var (
	beerflowBands = bands("Low 4", "Medium 8", "High 12", "Critical 25")
	skylanceBands = bands("Low 4", "Medium 12", "High 16", "Critical 25")
	loneStarBands = bands("Low 6", "Medium 14", "High 20", "Critical 25")
	realRegisters = []realRegister{
		{"beerflow", "beerflow-supply-chain-5x5.csv", 24, []statedColumn{
			{risk.InherentScore, 3, 4, 5, product}, {risk.InherentLevel, 3, 4, 6, beerflowBands}}},
		{"skylance", "skylance-5x5-residual.csv", 14, []statedColumn{
			{risk.InherentScore, 1, 2, 3, product}, {risk.InherentLevel, 1, 2, 4, skylanceBands},
			{risk.ResidualScore, 6, 7, 8, product}, {risk.ResidualLevel, 6, 7, 9, skylanceBands}}},
		{"o-ran", "o-ran-3x3-labels.csv", 23, []statedColumn{{risk.InherentLevel, 2, 1, 3, cells}}},
		{"lone-star", "lone-star-logistics-5x5.csv", 4, []statedColumn{
			{risk.InherentScore, 2, 3, 4, product}, {risk.InherentLevel, 2, 3, 5, loneStarBands}}},
	}
)

func loadRegisterFiles(t *testing.T, name string) (risk.Mapping, risk.Criteria) {
	t.Helper()
	file := filepath.Join("testdata", "registers", name)
	data, err := os.ReadFile(file + ".mapping.json")
	require.NoError(t, err)
	mapping, err := risk.LoadMapping(file, data)
	require.NoError(t, err)
	data, err = os.ReadFile(file + ".criteria.json")
	require.NoError(t, err)
	criteria, err := risk.LoadCriteria(file, data)
	require.NoError(t, err)
	return mapping, criteria
}

// readReal returns the text of a register that others made, or skips the test.
func readReal(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "registers", file))
	if err != nil {
		t.Skipf("the registers that others made are not at hand: %v", err)
	}
	return string(data)
}

func table(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := stdcsv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	return rows
}

func untable(t *testing.T, rows [][]string) string {
	t.Helper()
	var text strings.Builder
	w := stdcsv.NewWriter(&text)
	require.NoError(t, w.WriteAll(rows))
	return text.String()
}

// brief is what a disagreement comes to, without the reason.
func brief(row int, what risk.StatedPart, stated, ours string) string {
	return fmt.Sprintf("row %d %s: %s, not %s", row, what, ours, stated)
}

func disagreements(register *risk.Register) []string {
	var all []string
	for d := range register.Disagreements() {
		all = append(all, brief(d.Row, d.What, d.Stated, d.Ours))
	}
	return all
}

// byHand works out, from the text alone, what the register states and should not.
func (r *realRegister) byHand(rows [][]string) []string {
	var all []string
	for i, row := range rows[1:] {
		for _, s := range r.stated {
			if want := s.byHand(row[s.likelihood], row[s.consequence]); row[s.column] != want {
				all = append(all, brief(i+2, s.what, row[s.column], want))
			}
		}
	}
	return all
}

// Every score and level that a register states and its criteria come to is reproduced; every other
// one is reported. As published, the four registers agree with the bands stated for them; so each
// stated value is also spoilt, one at a time, and the one that was spoilt is what is found.
func TestRealRegisters(t *testing.T) {
	for _, real := range realRegisters {
		t.Run(real.name, func(t *testing.T) {
			text := readReal(t, real.file)
			mapping, criteria := loadRegisterFiles(t, real.name)
			rater := compile(t, criteria)
			read := func(text string) *risk.Register {
				register, err := risk.ReadRegister(strings.NewReader(text), real.file, mapping, rater)
				require.NoError(t, err)
				return register
			}
			register, rows := read(text), table(t, text)
			require.Len(t, register.Rows, real.rows)
			assert.Equal(t, real.byHand(rows), disagreements(register))
			assert.Empty(t, disagreements(register), "the register agrees with the bands stated for it")
			for i, row := range register.Rows {
				require.True(t, row.Rated.Complete(), row.Rated.Gaps())
				for _, s := range real.stated {
					assert.Equal(t, s.byHand(rows[i+1][s.likelihood], rows[i+1][s.consequence]), ours(&row, s.what))
				}
			}
			for i := range rows[1:] {
				for _, s := range real.stated {
					spoilt := slices.Clone(rows)
					spoilt[i+1] = slices.Clone(rows[i+1])
					was := spoilt[i+1][s.column]
					if spoilt[i+1][s.column] = "Critical"; was == "Critical" || s.what == risk.InherentScore || s.what == risk.ResidualScore {
						spoilt[i+1][s.column] = map[bool]string{true: "Low", false: "13"}[was == "Critical"]
					}
					want := []string{brief(i+2, s.what, spoilt[i+1][s.column], was)}
					require.Equal(t, want, disagreements(read(untable(t, spoilt))))
				}
			}
		})
	}
}

// ours returns what the criteria come to, as a register would state it.
func ours(row *risk.RegisterRow, what risk.StatedPart) string {
	grade := row.Rated.Inherent
	if what == risk.ResidualScore || what == risk.ResidualLevel {
		grade = row.Rated.Residual
	}
	if what == risk.InherentLevel || what == risk.ResidualLevel {
		return grade.Label()
	}
	score, _ := grade.Score()
	return score.String()
}

// Bands are policy: rated by the bands of another register, each level that those place elsewhere
// is reported, and no score.
func TestRealRegistersByOtherBands(t *testing.T) {
	others := map[string]func(string, string) string{"beerflow": beerflowBands, "skylance": skylanceBands, "lone-star": loneStarBands}
	found := 0
	for _, real := range realRegisters {
		if real.name == "o-ran" {
			continue
		}
		for _, name := range []string{"beerflow", "skylance", "lone-star"} {
			t.Run(real.name+" by "+name, func(t *testing.T) {
				text := readReal(t, real.file)
				mapping, _ := loadRegisterFiles(t, real.name)
				_, criteria := loadRegisterFiles(t, name)
				register, err := risk.ReadRegister(strings.NewReader(text), real.file, mapping, compile(t, criteria))
				require.NoError(t, err)
				other := realRegister{stated: slices.Clone(real.stated)}
				for i := range other.stated {
					if s := &other.stated[i]; s.what == risk.InherentLevel || s.what == risk.ResidualLevel {
						s.byHand = others[name]
					}
				}
				want := other.byHand(table(t, text))
				assert.Equal(t, want, disagreements(register))
				found += len(want)
			})
		}
	}
	if !t.Skipped() {
		t.Logf("%d levels lie elsewhere by other bands", found)
	}
}
