package yaml_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// What people read in a repository looks as if a careful person had typed it.
func TestFormat(t *testing.T) {
	const want = `name: Harbour freight
opened: "2026-05-04"
count: 12
share: 0.75
active: true
nothing: null
empty: ""
answers: ["yes", "no", "on", "null", "~", "true"]
numbers: ["12", "1e3", "0x1F", "12:30", "1_000", 1 day, R-012, v1.2]
kinds: [a, "b, c", "d: e", '"f"', 'C:\g', "[h]", "- i", "#j", k#l]
others: ["m #n", "o?", p\", ' "q', it's, -r, --s, "?t"]
none: []
blank: {}
rule: purpose == "seal control" && level <= 2
quoted: 'purpose: "seal control"'
padded: " x "
text: |
  Two lines,
    the second indented: and with # signs.

  A third.
text without its end: |-
  a
  b
text with spaces at an end: "a \nb"
text that begins with a space: " a\nb"
text with a tab: "a\tb"
text that begins as a list does: "- a"
break: "a\u2028b"
risks:
  - id: R-012
    title: A seal is broken
    consequences:
      - {category: physical, step: 4}
      - {category: natural, not_applicable: "no, inland"}
      - category: continuity
        not_applicable: a reason that is so long that it does not fit on one line with the category
  - {id: R-013, title: A gate stands open}
lists:
  - - - 1
      - [2, 3]
    - {}
many:
  - a text of some length, so that a list of these is better read
  - in lines of their own
  - than on one
`
	want2 := strings.Replace(want, `"a\u2028b"`, `"a\Lb"`, 1)
	node, err := parse(want2)
	require.NoError(t, err)
	out, err := yaml.Format.Format(node)
	require.NoError(t, err)
	assert.Equal(t, want2, string(out))
}

func TestFormatScalars(t *testing.T) {
	for want, node := range map[string]*records.Node{
		"null\n":     {},
		"true\n":     {Kind: records.BoolNode, Text: "true"},
		"-0.50e+7\n": {Kind: records.NumberNode, Text: "-0.50e+7"},
		"0x1F\n":     {Kind: records.NumberNode, Text: "0x1F"},
		"\"\"\n":     {Kind: records.StringNode},
		"text\n":     {Kind: records.StringNode, Text: "text"},
		"[]\n":       {Kind: records.ListNode},
		"{}\n":       {Kind: records.MapNode},
	} {
		out, err := yaml.Format.Format(node)
		require.NoError(t, err)
		assert.Equal(t, want, string(out))
	}
}

func TestFormatRefuses(t *testing.T) {
	n := func(kind records.NodeKind, text string) *records.Node { return &records.Node{Kind: kind, Text: text} }
	around := &records.Node{Kind: records.ListNode}
	around.Items = []*records.Node{around}
	for name, node := range map[string]*records.Node{
		"nothing at all":          nil,
		"a number that is none":   n(records.NumberNode, "1_000"),
		"a number that is code":   n(records.NumberNode, "1\nx: 2"),
		"a number without digits": n(records.NumberNode, ".inf"),
		"neither true nor false":  n(records.BoolNode, "yes"),
		"other than UTF-8":        n(records.StringNode, "\xff"),
		"a missing item":          {Kind: records.ListNode, Items: []*records.Node{nil}},
		"a name twice":            {Kind: records.MapNode, Fields: []records.Field{{Name: "a", Value: n(0, "")}, {Name: "a", Value: n(0, "")}}},
		"itself":                  around,
	} {
		out, err := yaml.Format.Format(node)
		assert.Nil(t, out, name)
		assert.NotEmpty(t, records.FaultsOf(err), name)
	}
}

// Whatever the tree, it reads back the same, and is written the same again.
func TestFormatIsTheInverseOfParse(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		roundTrip(t, randomNode(rng, 4))
	}
}

func roundTrip(t *testing.T, node *records.Node) {
	t.Helper()
	out, err := yaml.Format.Format(node)
	require.NoError(t, err, show(node, false))
	back, err := yaml.Format.Parse("f", out, records.FileLimits{})
	require.NoError(t, err, string(out))
	require.Equal(t, show(node, false), show(back, false), string(out))
	again, err := yaml.Format.Format(back)
	require.NoError(t, err)
	require.Equal(t, string(out), string(again))
	checkOrigins(t, string(out), back)
}

// randomNode makes a tree of texts and numbers that YAML likes to get wrong.
func randomNode(rng *rand.Rand, depth int) *records.Node {
	kind := records.NodeKind(rng.IntN(6))
	if depth == 0 && kind >= records.ListNode {
		kind = records.StringNode
	}
	n := &records.Node{Kind: kind}
	switch kind {
	case records.BoolNode:
		n.Text = []string{"true", "false"}[rng.IntN(2)]
	case records.NumberNode:
		n.Text = []string{"0", "-1", "1.50", "1e100", "0x1F", "007", "+1", ".5"}[rng.IntN(8)]
	case records.StringNode:
		n.Text = randomText(rng)
	case records.ListNode:
		for range rng.IntN(5) {
			n.Items = append(n.Items, randomNode(rng, depth-1))
		}
	case records.MapNode:
		given := map[string]bool{}
		for range rng.IntN(6) {
			if name := randomText(rng); !given[name] {
				given[name] = true
				n.Fields = append(n.Fields, records.Field{Name: name, Value: randomNode(rng, depth-1)})
			}
		}
	}
	return n
}

func randomText(rng *rand.Rand) string {
	pieces := []string{
		"a", "Z", "0", "7", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", ":", ": ", "#", " #", "-", "- ", "?", "? ", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">",
		"'", "\"", "\\", "%", "@", "`", "~", "null", "true", "no", "1e3", "0x1F", "2026-05-04", "12:30", "<<", "=", ".", "...", "---", "é", "漢",
		"😀", "\u00a0", "\u0085", "\u2028", "\u2029", "\ufeff", "\u200b", "\ufffd", "\ufffe", "\uffff", "\x00", "\x1b", "\x7f", "\u0080", "_", "+", "word", "two words",
		strings.Repeat("long ", 30), "\U0010ffff",
	}
	var b strings.Builder
	for range rng.IntN(7) {
		b.WriteString(pieces[rng.IntN(len(pieces))])
	}
	return b.String()
}
