package risk_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
)

func TestParseRange(t *testing.T) {
	for _, tt := range []struct {
		text string
		in   string // numbers that lie in it
		out  string
	}{
		{"5 to 8", "5 5.0 6.5 8", "4.999999999999999999999 8.000000000000000000001"},
		{"above 4 to below 9", "4.0001 8.9999", "4 9"},
		{"above 4 to 9", "4.1 9", "4"},
		{"4 to below 9", "4 8.9", "9"},
		{"15 or more", "15 1000000", "14.9"},
		{"4 or less", "-3 4", "4.01"},
		{"above 20", "20.1", "20"},
		{"below 5", "-5 4.9", "5"},
		{"7", "7", "6.9 7.1"},
		{"0", "0", "0.1 -0.1"},
		{"-3 to -1", "-3 -1", "-4 0"},
		{"5% to below 25%", "0.05 0.2499", "0.25 5"},
		{"0.1% or less", "0.001", "0.0011"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r, err := risk.ParseRange(tt.text)
			require.NoError(t, err)
			assert.Equal(t, tt.text, r.String(), "it is written as it is read")
			for _, n := range strings.Fields(tt.in) {
				assert.True(t, r.Contains(decimal.RequireFromString(n)), n)
			}
			for _, n := range strings.Fields(tt.out) {
				assert.False(t, r.Contains(decimal.RequireFromString(n)), n)
			}
		})
	}
}

func TestParseRangeRefuses(t *testing.T) {
	for text, why := range map[string]string{
		"":                                "write it as 5 to 8",
		"five":                            "write it as 5 to 8",
		"5-8":                             "write it as 5 to 8",
		"5 to":                            "write it as 5 to 8",
		"to 8":                            "write it as 5 to 8",
		"below 4 to 5":                    "write it as 5 to 8",
		"1e9 to 2e9":                      "write it as 5 to 8",
		"1 to 1e1000000000":               "write it as 5 to 8",
		"8 to 5":                          "no number lies in it",
		"above 5 to 5":                    "no number lies in it",
		"5 to 25%":                        "give both ends as percentages, or none",
		"5. to 6":                         "write it as 5 to 8",
		"--5 to 6":                        "write it as 5 to 8",
		"1 to " + strings.Repeat("9", 31): "write it as 5 to 8",
	} {
		_, err := risk.ParseRange(text)
		assert.ErrorContains(t, err, why, text)
	}
	assert.False(t, risk.Range{}.Contains(decimal.Zero), "no range holds no number")
	assert.Equal(t, risk.Range{}, risk.Between(8, 5))
	assert.Equal(t, "5 to 8", risk.Between(5, 8).String())
}

func FuzzRange(f *testing.F) {
	for _, text := range []string{"5 to 8", "above 4% to below 9%", "15 or more", "0", "-1 or less", "below .5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := risk.ParseRange(text)
		if err != nil {
			return
		}
		again, err := risk.ParseRange(r.String())
		require.NoError(t, err, r.String())
		require.Equal(t, r.String(), again.String())
	})
}
