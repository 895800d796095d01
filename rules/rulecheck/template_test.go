package rulecheck_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Values stand in a text as people write them, and keep their type for a program.
func TestTexts(t *testing.T) {
	three := 3
	full := container{
		ID: "A", Title: "  blue\n box ", State: "sealed", SealedOn: day("2026-06-01"), SealedAt: noon("2026-06-01"), Every: records.Months(1),
		Weight: decimal.RequireFromString("12.50"), Locks: 2, Spare: &three, Watched: true, Guard: "G1", Others: []records.ID[guard]{"G1", "G2"},
		Doors: []door{{Name: "left"}, {Name: "right"}}, Approval: approval{On: day("2026-05-01")}, Of: records.Ref{Kind: "lorry", ID: "L"},
	}
	for _, tt := range []struct{ text, full, empty, kind string }{
		{"{subject}", "container A", "container A", ""},
		{"{id}", "A", "A", "text"},
		{"{title}", "blue box", "nothing", "text"},
		{"{state}", "sealed", "nothing", "text"},
		{"{sealed_on}", "2026-06-01", "no day", "day"},
		{"{sealed_at}", "2026-06-01T12:00:00Z", "no time", "instant"},
		{"{every}", "1 month", "no period", "period"},
		{"{weight}", "12.5", "0", "number"},
		{"{locks}", "2", "0", "number"},
		{"{spare}", "3", "nothing", "number"},
		{"{watched}", "yes", "no", "text"},
		{"{guard}", "guard G1", "nothing", "record"},
		{"{others}", "guard G1 and guard G2", "none", "list"},
		{"{doors.name}", "left and right", "none", "list"},
		{"{approval.on}", "2026-05-01", "no day", "day"},
		{"{of}", "lorry L", "nothing", "record"},
		{"{keeper.name}", "Ana", "nothing", "text"},
		{"{keeper}", "guard G1", "nothing", "record"},
		{"{all.name}", "Ana", "none", "list"},
		{"twice {locks} and {locks}:\n one", "twice 2 and 2: one", "twice 0 and 0: one", "number"},
	} {
		d := sealing()
		d.With, d.Require, d.Message = map[string]string{"keeper": "guard", "all": "others"}, "locks == 7", tt.text
		y := yard{Containers: []container{full}, Guards: []guard{{ID: "G1", Name: "Ana"}}}
		f := found(t, y, "2026-06-13", d)[0]
		assert.Equal(t, tt.full, f.Message(), tt.text)
		if tt.kind != "" {
			require.Len(t, f.Arguments(), 1, tt.text)
			assert.Equal(t, tt.kind, f.Arguments()[0].Type, tt.text)
		}
		y.Containers[0] = container{ID: "A"}
		assert.Equal(t, tt.empty, found(t, y, "2026-06-13", d)[0].Message(), tt.text)
	}
	d := sealing()
	d.Require, d.Message = "locks == 7", "{title}"
	f := found(t, yard{Containers: []container{{ID: "A", Title: strings.Repeat("é", 300)}}}, "2026-06-13", d)[0]
	assert.Equal(t, strings.Repeat("é", 200)+"…", f.Message())
}

// The requirement of a check is described as those of the standard are.
func TestRequirement(t *testing.T) {
	d := sealing()
	check := compiled(t, d).Checks()[0]
	assert.Equal(t, "acme.sealing", check.Requirement())
	assert.Equal(t, "acme.sealing acme.sealing\nUnmet when one of containers does not satisfy within(sealed_on, \"2 weeks\").", check.Doc())
	d.Title, d.Summary, d.Where, d.AtLeast = "Sealed", "seals are new", "locks > 0", 3
	d.Message = "only {count}"
	assert.Equal(t, "acme.sealing Sealed\nseals are new\nUnmet when fewer than 3 of containers satisfy within(sealed_on, \"2 weeks\"), of those where locks > 0.", compiled(t, d).Checks()[0].Doc())
}

// What a set was compiled from can be read back.
func TestDefinitions(t *testing.T) {
	d := sealing()
	set := compiled(t, d)
	assert.Equal(t, d, set.Definitions()[0])
	tree, err := records.Encode(set.Definitions())
	require.NoError(t, err)
	text, err := records.JSON.Format(tree)
	require.NoError(t, err)
	again, err := load(string(text))
	require.NoError(t, err)
	assert.Equal(t, set.Definitions(), again.Definitions())
}
