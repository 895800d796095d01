package risk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// Whatever a register holds, it is read or refused with the places: each row that is read is rated
// on the scales, and only a complete one has a level.
func FuzzReadRegister(f *testing.F) {
	for _, seed := range []string{
		"id,title,likelihood,consequence,score,level\nR-1,a,4,5,20,Critical\nR-2,b,1,9,2,Low\n",
		"id;title;likelihood;consequence;score;level\r\nR-1;\"a\nb\";likely;5%;=A1;hihg\r\n",
		`[{"id": 1, "title": "a", "likelihood": 4, "consequence": "severe", "score": 20.0, "level": null}]`,
		"id,title,likelihood,consequence,score,level\nR-1,a,1e999999999,99999999999999999999999999999999999,1e9,Low\n",
	} {
		f.Add(seed)
	}
	rater := compile(f, fiveByFive())
	mapping := plain()
	f.Fuzz(func(t *testing.T, text string) {
		register, err := risk.ReadRegister(strings.NewReader(text), "register", mapping, rater)
		if err != nil {
			require.Nil(t, register)
			var cells *risk.RegisterError
			var files records.FileErrors
			if errors.As(err, &cells) {
				require.Positive(t, cells.Count)
				require.LessOrEqual(t, len(cells.Cells), 100)
			} else if !errors.As(err, &files) && records.FaultsOf(err) == nil {
				require.ErrorContains(t, err, "a register begins with a row that names the columns")
			}
			return
		}
		for _, row := range register.Rows {
			level, known := row.Rated.Inherent.Level()
			require.Equal(t, row.Rated.Inherent.Complete(), known)
			require.Equal(t, known, level > 0)
			ruling, err := rater.Decide(row.Rated, nil, now)
			require.NoError(t, err)
			require.False(t, ruling.Tolerated(), "criteria without rules and appetite tolerate nothing")
		}
		for d := range register.Disagreements() {
			require.NotEmpty(t, d.Stated)
			require.NotEmpty(t, d.Ours)
		}
	})
}

// Whatever a file of criteria holds, it is refused with the places, or makes a rater that rates and
// is linted.
func FuzzLoadCriteria(f *testing.F) {
	c := fiveByFive()
	c.Appetite = []risk.Appetite{{Highest: "High"}}
	c.RollUp.Raise = []risk.Raise{{Level: "Low", Categories: 2}}
	for _, criteria := range []risk.Criteria{c, threeByThree(), tolerant()} {
		node, err := records.Encode(criteria)
		require.NoError(f, err)
		data, err := records.JSON.Format(node)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		criteria, err := risk.LoadCriteria("criteria.json", data)
		if err != nil {
			var files records.FileErrors
			require.ErrorAs(t, err, &files)
			return
		}
		rater, err := criteria.Compile()
		require.NoError(t, err, "what was loaded is valid")
		rater.Lint()
		rated, err := rater.Rate(rateOne(1, 1))
		if err == nil {
			_, _ = rater.Explain(rated, nil, now)
		}
	})
}
