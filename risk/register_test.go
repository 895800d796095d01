package risk_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// plain maps a register of columns that are named as what they hold.
func plain() risk.Mapping {
	return risk.Mapping{
		Columns: risk.DataColumns{ID: risk.Column{Column: "id"}, Title: risk.Column{Column: "title"}},
		Inherent: risk.RatingColumns{Likelihood: risk.Column{Column: "likelihood"}, Consequence: risk.Column{Column: "consequence"},
			Score: risk.Column{Column: "score"}, Level: risk.Column{Column: "level"}},
		StandsFor: risk.StandsFor{Category: risk.Physical},
		Others:    "rated once",
	}
}

func readRegister(t *testing.T, text string, mapping risk.Mapping, criteria risk.Criteria) *risk.Register {
	t.Helper()
	register, err := risk.ReadRegister(strings.NewReader(text), "register.csv", mapping, compile(t, criteria))
	require.NoError(t, err)
	return register
}

// Dirt of real registers that changes nothing.
func TestReadRegisterDirt(t *testing.T) {
	want := []string{"R-1 Critical 20", "R-2 Low 2", "R-3 Medium 6"}
	for name, text := range map[string]string{
		"clean":                            "id,title,likelihood,consequence,score,level\nR-1,a,4,5,20,Critical\nR-2,b,1,2,2,Low\nR-3,c,2,3,6,Medium\n",
		"semicolons, BOM, CR LF":           "\ufeffid;title;likelihood;consequence;score;level\r\nR-1;a;4;5;20;Critical\r\nR-2;b;1;2;2;Low\r\nR-3;c;2;3;6;Medium\r\n",
		"tabs, CR":                         "id\ttitle\tlikelihood\tconsequence\tscore\tlevel\rR-1\ta\t4\t5\t20\tCritical\rR-2\tb\t1\t2\t2\tLow\rR-3\tc\t2\t3\t6\tMedium",
		"header in other case":             "ID, Title ,LIKELIHOOD,Consequence\u00a0,Score,Level\nR-1,a,4,5,20,Critical\nR-2,b,1,2,2,Low\nR-3,c,2,3,6,Medium\n",
		"labels, case, spaces":             "id,title,likelihood,consequence,score,level\n R-1 ,a, likely,SEVERE ,20 , critical \nR-2,b,Rare,minor,2,LOW\nR-3,c,unlikely,Moderate\u00a0,6,medium\n",
		"numbers from a spreadsheet":       "id,title,likelihood,consequence,score,level\nR-1,a,4.0,5.00,20.0,Critical\nR-2,b,01,2,2,Low\nR-3,c,2,3,+6,Medium\n",
		"empty rows, empty cells behind":   "id,title,likelihood,consequence,score,level\n\nR-1,a,4,5,20,Critical,,\n,,,,,\nR-2,b,1,2,2,Low\nR-3,c,2,3,6,Medium, \n,,\n",
		"line breaks and quotes in cells":  "id,title,likelihood,consequence,score,level\nR-1,\"a\nb\"\"c\"\"\",4,5,20,Critical\nR-2,\"b,c\",1,2,2,Low\nR-3,c,2,3,6,Medium\n",
		"other columns, in another order":  "x,level,score,title,consequence,likelihood,id,x\n?,Critical,20,a,5,4,R-1,\n?,Low,2,b,2,1,R-2,\n?,Medium,6,c,3,2,R-3,\n",
		"nothing stated":                   "id,title,likelihood,consequence,score,level\nR-1,a,4,5,,\nR-2,b,1,2,,\nR-3,c,2,3,,\n",
		"a first line that names the mark": "sep=|\nid|title|likelihood|consequence|score|level\nR-1|a|4|5|20|Critical\nR-2|b|1|2|2|Low\nR-3|c|2|3|6|Medium\n",
	} {
		t.Run(name, func(t *testing.T) {
			register := readRegister(t, text, plain(), fiveByFive())
			var got []string
			for _, row := range register.Rows {
				require.True(t, row.Rated.Complete())
				score, _ := row.Rated.Inherent.Score()
				got = append(got, fmt.Sprint(row.Rated.Risk.ID, " ", row.Rated.Inherent.Label(), " ", score))
			}
			assert.Equal(t, want, got)
			assert.Empty(t, disagreements(register))
		})
	}
}

func TestReadRegisterRows(t *testing.T) {
	register := readRegister(t, "id,title,likelihood,consequence,score,level\nR-1,\"a\nb\",4,5,20, Critical \n\nR-2,=SUM(A1),,,7,\n", plain(), fiveByFive())
	require.Len(t, register.Rows, 2)
	first, second := register.Rows[0], register.Rows[1]
	assert.Equal(t, []int{2, 2, 4, 5}, []int{first.Row, first.Line, second.Row, second.Line})
	assert.Equal(t, risk.Stated{InherentScore: "20", InherentLevel: "Critical"}, first.Stated, "what the file says is kept")
	assert.Equal(t, "a\nb", first.Rated.Risk.Title)
	c, _ := first.Rated.Risk.Inherent.In(risk.Natural)
	assert.Equal(t, "rated once", c.NotApplicable)
	assert.Len(t, first.Rated.Risk.Inherent.Consequences, 8)
	assert.Equal(t, "=SUM(A1)", second.Rated.Risk.Title, "a formula is text")
	assert.True(t, second.Rated.Risk.Inherent.IsZero(), "what has no rating is not rated, whatever is ruled out")
	assert.False(t, second.Rated.Complete())
	assert.Equal(t, []string{"row 4 inherent score: not rated, not 7"}, disagreements(register))
}

func TestDisagreements(t *testing.T) {
	matrix := threeByThree()
	for _, tt := range []struct {
		name     string
		criteria risk.Criteria
		mapping  func(*risk.Mapping)
		row      string
		ours     string
		why      string
	}{
		{"a score", fiveByFive(), nil, "3,4,13,High", "12", "likelihood 3 x consequence 4 = 12"},
		{"a level", fiveByFive(), nil, "3,4,12,Medium", "High", `likelihood 3 x consequence 4 = 12, which is "High" (10 to 14)`},
		{"a level that goes with a wrong score", fiveByFive(), nil, "3,4,9,Medium", "High", `likelihood 3 x consequence 4 = 12, which is "High" (10 to 14); its own score 9 would be "Medium"`},
		{"a level there is none of", fiveByFive(), nil, "3,4,12,Hihg", "High", `likelihood 3 x consequence 4 = 12, which is "High" (10 to 14); the criteria have no level "Hihg", did you mean High?`},
		{"a score that is no number", fiveByFive(), nil, "3,4,twelve,High", "12", "likelihood 3 x consequence 4 = 12; what the register states is no number"},
		{"an error of a spreadsheet", fiveByFive(), nil, "3,4,#REF!,High", "12", "likelihood 3 x consequence 4 = 12; what the register states is no number"},
		{"a formula", fiveByFive(), nil, "3,4,=C2*D2,High", "12", "likelihood 3 x consequence 4 = 12; the register holds a formula, not what it comes to"},
		{"a score rounded", fiveByFive(), func(m *risk.Mapping) { m.Inherent.Score.Rounded = true }, "3,4,12.4,High", "12", "likelihood 3 x consequence 4 = 12"},
		{"a level of a matrix", matrix, func(m *risk.Mapping) { m.Inherent.Score = risk.Column{} }, "Medium,High,,red", "yellow", `likelihood "Medium" with consequence "High" is "yellow" in the matrix`},
		{"nothing rated", fiveByFive(), nil, ",,,High", "not rated", "nothing is rated"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mapping := plain()
			if tt.mapping != nil {
				tt.mapping(&mapping)
			}
			register := readRegister(t, "id,title,likelihood,consequence,score,level\nR-1,a,"+tt.row+"\n", mapping, tt.criteria)
			var last risk.Disagreement
			for d := range register.Disagreements() {
				last = d
			}
			assert.Equal(t, tt.ours, last.Ours)
			assert.Equal(t, tt.why, last.Why)
			assert.Equal(t, []any{2, 2, records.ID[risk.Risk]("R-1")}, []any{last.Row, last.Line, last.Risk})
			assert.Contains(t, []string{"score", "level"}, last.Column)
		})
	}
}

// A register that shows percentages rounded agrees where the rounding does, and only there.
func TestRoundedPercentages(t *testing.T) {
	c := fiveByFive()
	for i, value := range []string{"0.111", "0.222", "0.333", "0.444", "0.555"} {
		c.Likelihood.Steps[i].Value = exactly(value)
	}
	c.Combination.Bands = []risk.Band{{Label: "Low"}, {Label: "Critical"}}
	c.Combination.Bands[0].Scores, _ = risk.ParseRange("below 1")
	c.Combination.Bands[1].Scores, _ = risk.ParseRange("1 or more")
	mapping := plain()
	mapping.Inherent.Score.Rounded = true
	text := "id,title,likelihood,consequence,score,level\nR-1,a,Rare,5,56%,Low\nR-2,a,Rare,5,55.5 %,Low\nR-3,a,Rare,5,0.56,Low\nR-4,a,Rare,5,55%,Low\nR-5,a,0.111,5,0.6,Low\n"
	assert.Equal(t, []string{"row 5 inherent score: 55.5%, not 55%"}, disagreements(readRegister(t, text, mapping, c)))
	mapping.Inherent.Score.Rounded = false
	register := readRegister(t, text, mapping, c)
	assert.Equal(t, []string{"row 2 inherent score: 55.5%, not 56%", "row 4 inherent score: 0.555, not 0.56", "row 5 inherent score: 55.5%, not 55%", "row 6 inherent score: 0.555, not 0.6"}, disagreements(register))
	for d := range register.Disagreements() {
		assert.Equal(t, "equal when rounded: say rounded in the mapping if the register shows rounded scores", d.Why)
		break
	}
}

// measured likelihood: the numbers that a register gives lead to the step with their range.
func TestMeasured(t *testing.T) {
	c := fiveByFive()
	for i, r := range []string{"below 1%", "1% to below 5%", "5% to below 25%", "25% to below 60%", "60% to 100%"} {
		var err error
		c.Likelihood.Steps[i].Range, err = risk.ParseRange(r)
		require.NoError(t, err)
	}
	mapping := plain()
	text := "id,title,likelihood,consequence,score,level\nR-1,a,5%,1,3,\nR-2,a,4.99 %,1,2,\nR-3,a,100%,1,5,\nR-4,a,3,1,3,\nR-5,a,likely,1,4,\n"
	assert.Empty(t, disagreements(readRegister(t, text, mapping, c)))
	mapping.Inherent.Likelihood.Measured = true
	text = "id,title,likelihood,consequence,score,level\nR-1,a,0.05,1,3,\nR-2,a,5%,1,3,\nR-3,a,1,1,5,\nR-4,a,Rare,1,1,\n"
	assert.Empty(t, disagreements(readRegister(t, text, mapping, c)))
	mapping.DecimalComma = true
	text = "id;title;likelihood;consequence;score;level\nR-1;a;0,05;1;3,0;\n"
	assert.Empty(t, disagreements(readRegister(t, text, mapping, c)))
	_, err := risk.ReadRegister(strings.NewReader("id;title;likelihood;consequence;score;level\nR-1;a;1,2;1;3;\n"), "r.csv", mapping, compile(t, c))
	assert.EqualError(t, err, `r.csv:2:7: row 2, column likelihood: 1,2 is in no range of the likelihood scale: the nearest is 60% to 100%, "Almost certain"`)
}

func TestPerCategoryColumns(t *testing.T) {
	mapping := plain()
	mapping.StandsFor = risk.StandsFor{}
	mapping.Inherent = risk.RatingColumns{Likelihood: risk.Column{Column: "likelihood"}, Consequences: []risk.CategoryColumn{
		{Category: risk.Physical, From: risk.Column{Column: "damage", Blank: []string{"-"}}},
		{Category: risk.Information, From: risk.Column{Column: "data"}, RuledOut: map[string]string{"N/A": "no data is held"}},
	}}
	mapping.Others = ""
	text := "id,title,likelihood,damage,data\nR-1,a,3,4,n/a\nR-2,a,3,-,2\n"
	register := readRegister(t, text, mapping, fiveByFive())
	c, _ := register.Rows[0].Rated.Risk.Inherent.In(risk.Information)
	assert.Equal(t, "no data is held", c.NotApplicable)
	assert.Equal(t, "partly rated", register.Rows[0].Rated.Inherent.Label(), "six categories have neither column nor reason")
	mapping.Others = "not looked at by this register"
	register = readRegister(t, text, mapping, fiveByFive())
	assert.Equal(t, "High", register.Rows[0].Rated.Inherent.Label())
	assert.Equal(t, []risk.Category{risk.Physical}, register.Rows[1].Rated.Inherent.Missing())
}

func TestDataColumns(t *testing.T) {
	mapping := plain()
	mapping.Inherent.Score, mapping.Inherent.Level = risk.Column{}, risk.Column{}
	mapping.Columns = risk.DataColumns{
		Title: risk.Column{Number: 1}, Owner: risk.Column{Column: "who", Words: map[string]string{"Harbour  Master": "P-1"}},
		Decision:  risk.Column{Column: "treatment", Words: map[string]string{"Mitigate": "control", "Transfer": "control"}, Blank: []string{"tbd"}},
		Condition: risk.Column{Constant: "normal"}, Site: risk.Column{Column: "site"}, Class: risk.Column{Column: "site"},
		AddedOn: risk.Column{Column: "added", Dates: "day/month/year"}, DecidedOn: risk.Column{Column: "decided"}, DecidedBy: risk.Column{Constant: "P-9"},
	}
	register := readRegister(t, "x,who,treatment,site,added,decided,likelihood,consequence\n theft ,harbour master,MITIGATE,Hull,3/4/2026,2026-05-04,1,1\nx,P-7,Tolerate,,31/12/2026,,1,1\nx,,TBD,,,,1,1\n", mapping, fiveByFive())
	first := register.Rows[0].Rated.Risk
	first.Inherent = risk.Rating{}
	assert.Equal(t, risk.Risk{ID: "row-2", Title: "theft", Owner: "P-1", Decision: risk.ToControl, Condition: risk.Normal, Site: "Hull", Class: "Hull",
		AddedOn: day("2026-04-03"), DecidedOn: day("2026-05-04"), DecidedBy: "P-9"}, first)
	assert.Equal(t, risk.ToTolerate, register.Rows[1].Rated.Risk.Decision)
	assert.Equal(t, records.ID[records.Person]("P-7"), register.Rows[1].Rated.Risk.Owner)
	assert.Empty(t, register.Rows[2].Rated.Risk.Decision)
}

// 100,000 rows that are all wrong: the first faults are kept, all are counted, and nothing grows.
func TestManyBadRows(t *testing.T) {
	rater := compile(t, fiveByFive())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	started := time.Now()
	_, err := risk.ReadRegister(&badRows{rows: 100_000}, "register.csv", plain(), rater)
	runtime.GC()
	runtime.ReadMemStats(&after)
	var wrong *risk.RegisterError
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, 200_000, wrong.Count)
	assert.Len(t, wrong.Cells, 100)
	assert.Len(t, strings.Split(err.Error(), "\n"), 21)
	assert.Contains(t, err.Error(), "\nand 199980 more")
	assert.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(64<<20))
	assert.Less(t, time.Since(started), 30*time.Second)
}

// badRows is a register of rows that are wrong in two cells, made as it is read.
type badRows struct {
	rows, at int
	left     string
}

func (b *badRows) Read(p []byte) (int, error) {
	if b.left == "" {
		switch {
		case b.at > b.rows:
			return 0, io.EOF
		case b.at == 0:
			b.left = "id,title,likelihood,consequence,score,level\n"
		default:
			b.left = fmt.Sprintf("R-%d,a,often,%d,20,Critical\n", b.at, b.at+5)
		}
		b.at++
	}
	n := copy(p, b.left)
	b.left = b.left[n:]
	return n, nil
}

// A register that never ends is refused.
func TestEndless(t *testing.T) {
	rater := compile(t, fiveByFive())
	header := "id,title,likelihood,consequence,score,level\n"
	_, err := risk.ReadRegister(strings.NewReader(header+strings.Repeat("\n", 500_000)), "register.csv", plain(), rater)
	assert.EqualError(t, err, "register.csv:500001:1: row 500000: more than 500000 rows: split the file, or allow for more")
	_, err = risk.ReadRegister(io.MultiReader(strings.NewReader(header), endless{}), "register.csv", plain(), rater)
	assert.ErrorContains(t, err, "more than 1048576 bytes in the row")
	_, err = risk.ReadRegister(io.MultiReader(strings.NewReader("["), endless{}), "register.json", plain(), rater)
	assert.ErrorContains(t, err, "more than the 67108864 that are read")
}

// endless is a text of one letter.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

var errGone = errors.New("the disk is gone")

func TestSourceFails(t *testing.T) {
	source := io.MultiReader(strings.NewReader("id,title,likelihood,consequence,score,level\nR-1,a"), iotest.ErrReader(errGone))
	_, err := risk.ReadRegister(source, "register.csv", plain(), compile(t, fiveByFive()))
	assert.ErrorIs(t, err, errGone)
}
