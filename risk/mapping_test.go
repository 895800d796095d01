package risk_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func TestLoadMapping(t *testing.T) {
	m, err := risk.LoadMapping("m.json", []byte(`{
  "columns": {"id": "Risk ID", "decision": {"column": "Treatment", "words": {"Mitigate": "control"}}},
  "inherent": {"likelihood": "L", "consequence": {"number": 4, "blank": ["-"]}},
  "stands_for": {"category": "natural"},
  "others": "rated once"
}`))
	require.NoError(t, err)
	assert.Equal(t, risk.Column{Column: "Risk ID"}, m.Columns.ID)
	assert.Equal(t, risk.Column{Column: "Treatment", Words: map[string]string{"Mitigate": "control"}}, m.Columns.Decision)
	assert.Equal(t, risk.Column{Number: 4, Blank: []string{"-"}}, m.Inherent.Consequence)
	assert.True(t, m.Columns.Title.IsZero())

	node, err := records.Encode(m)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	again, err := risk.LoadMapping("m.json", data)
	require.NoError(t, err, string(data))
	assert.Equal(t, m, again)
	assert.Contains(t, string(data), `"id": "Risk ID"`, "a column with nothing but a name is written as its name")

	_, err = risk.LoadMapping("m.json", []byte(`{
  "columns": {"id": {"colum": "Risk ID"}},
  "inherent": {"likelihood": "L", "consequence": 4},
  "stands_for": {"category": "naturel"}
}`))
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 3, err)
	assert.Contains(t, lines[0], "m.json:2:")
	assert.Contains(t, lines[0], "did you mean column?")
	assert.Contains(t, lines[1], "m.json:3:")
	assert.Contains(t, lines[2], "m.json:4:")
	assert.Contains(t, lines[2], "did you mean natural?")
}

func TestMappingValidate(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*risk.Mapping)
		paths []string
	}{
		{"as it should be", func(m *risk.Mapping) {}, nil},
		{"empty", func(m *risk.Mapping) { *m = risk.Mapping{} }, []string{"inherent"}},
		{"a delimiter that is none", func(m *risk.Mapping) { m.Delimiter = "::" }, []string{"delimiter"}},
		{"a quote for a delimiter", func(m *risk.Mapping) { m.Delimiter = `"` }, []string{"delimiter"}},
		{"tab", func(m *risk.Mapping) { m.Delimiter = "Tab" }, nil},
		{"a row before the first", func(m *risk.Mapping) { m.HeaderRow = -1 }, []string{"header_row"}},
		{"words, and no column", func(m *risk.Mapping) { m.Columns.Owner.Words = map[string]string{"a": "b"} }, []string{"columns.owner"}},
		{"a column and a constant", func(m *risk.Mapping) { m.Columns.Owner = risk.Column{Column: "a", Constant: "b"} }, []string{"columns.owner.constant"}},
		{"a column before the first", func(m *risk.Mapping) { m.Columns.Owner = risk.Column{Number: -1} }, []string{"columns.owner.number"}},
		{"days that cannot be told", func(m *risk.Mapping) { m.Columns.AddedOn = risk.Column{Column: "a", Dates: "dd/mm/yyyy"} }, []string{"columns.added_on.dates"}},
		{"a word with two meanings", func(m *risk.Mapping) {
			m.Columns.Decision = risk.Column{Column: "a", Words: map[string]string{"Avoid it": "avoid", "avoid_it": "control"}}
		}, []string{"columns.decision.words"}},
		{"single and per category", func(m *risk.Mapping) {
			m.Inherent.Consequences = []risk.CategoryColumn{{Category: risk.Natural, From: risk.Column{Column: "x"}}}
		}, []string{"inherent.consequence"}},
		{"categories that are wrong", func(m *risk.Mapping) {
			m.Inherent.Consequence, m.StandsFor = risk.Column{}, risk.StandsFor{}
			m.Inherent.Consequences = []risk.CategoryColumn{{Category: risk.Natural, From: risk.Column{Column: "x"}}, {Category: risk.Natural},
				{Category: "weather", From: risk.Column{Column: "x"}, RuledOut: map[string]string{"n/a": " "}}}
		}, []string{"inherent.consequences[1].category", "inherent.consequences[1].from", "inherent.consequences[2].category", "inherent.consequences[2].ruled_out"}},
		{"a single consequence that stands for nothing", func(m *risk.Mapping) { m.StandsFor = risk.StandsFor{} }, []string{"stands_for"}},
		{"stands for two things", func(m *risk.Mapping) { m.StandsFor.From.Column = "kind" }, []string{"stands_for.from"}},
		{"stands for a category there is none of", func(m *risk.Mapping) { m.StandsFor.Category = "weather" }, []string{"stands_for.category"}},
		{"nothing single to stand for", func(m *risk.Mapping) { m.Inherent.Consequence = risk.Column{} }, []string{"stands_for"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := plain()
			tt.spoil(&m)
			assert.Equal(t, tt.paths, paths(m.Validate()), m.Validate())
			if tt.paths != nil {
				_, err := risk.ReadRegister(strings.NewReader("id\n"), "r.csv", m, compile(t, fiveByFive()))
				assert.Equal(t, tt.paths, paths(err))
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ layout, text, want string }{
		{"", "2026-05-04", "2026-05-04"},
		{"day/month/year", "4/5/2026", "2026-05-04"},
		{"day.month.year", "04.05.2026", "2026-05-04"},
		{"month/day/year", "5/4/2026", "2026-05-04"},
		{"year, month, day", "2026, 5, 4", "2026-05-04"},
		{"day/month/year", "4/5/26", ""},
		{"day/month/year", "31/4/2026", ""},
		{"day/month/year", "4-5-2026", ""},
		{"day/month/year", "4/5", ""},
		{"day/month/year", "4/5/2026/1", ""},
		{"day/month/year", "+4/5/2026", ""},
		{"day/month/year", "4/5/12026", ""},
	} {
		m := plain()
		m.Inherent.Score, m.Inherent.Level = risk.Column{}, risk.Column{}
		m.Columns.AddedOn = risk.Column{Column: "added", Dates: tt.layout}
		register, err := risk.ReadRegister(strings.NewReader("id;title;likelihood;consequence;added\nR-1;a;1;1;"+tt.text+"\n"), "r.csv", m, compile(t, fiveByFive()))
		if tt.want == "" {
			assert.ErrorContains(t, err, "is no day written", tt.text)
			continue
		}
		require.NoError(t, err, tt.text)
		assert.Equal(t, day(tt.want), register.Rows[0].Rated.Risk.AddedOn)
	}
}
