package yaml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// find returns the value of the first field named x, wherever it is.
func find(n *records.Node) *records.Node {
	for _, f := range n.Fields {
		if f.Name == "x" {
			return f.Value
		}
		if found := find(f.Value); found != nil {
			return found
		}
	}
	for _, item := range n.Items {
		if found := find(item); found != nil {
			return found
		}
	}
	return nil
}

// Places in a text are those in the file, however it is written there.
func TestOrigin(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		places     string // of each character of x, and of its end
	}{
		{"plain", "x: abc", "1:4 1:5 1:6 1:7"},
		{"plain, characters of several bytes", "é: {x: aé漢}", "1:8 1:9 1:10 1:11"},
		{"plain with a comment behind it", "x: ab # c", "1:4 1:5 1:6"},
		{"in single quotes", "x: 'ab'", "1:5 1:6 1:7"},
		{"in double quotes", "x:   \"ab\"", "1:7 1:8 1:9"},
		{"in quotes, empty", `x: ""`, "1:5"},
		{"behind a tag and an anchor", "x: !!str   &a  ab", "1:16 1:17 1:18"},
		{"behind a tag, in the next line", "x: !!str\n    'ab'", "2:6 2:7 2:8"},
		{"behind a mark", "\ufeffx: ab", "1:4 1:5 1:6"},
		{"in a list in brackets", "[ {x: \"a\"}, 1]", "1:8 1:9"},
		{"a literal block", "x: |\n  ab\n  c\n", "2:3 2:4 2:5 3:3 3:4 4:3"},
		{"a literal block without a line break at its end", "x: |-\n  ab\n  c\n", "2:3 2:4 2:5 3:3 3:4"},
		{"a literal block with all at its end", "x: |+\n  a\n\n\n", "2:3 2:4 3:3 4:3 5:3"},
		{"a literal block with a comment", "x: |  # why\n    ab\n", "2:5 2:6 2:7 3:5"},
		{"a literal block with empty lines", "x: |\n\n  a\n \n  b\n", "2:3 3:3 3:4 4:3 5:3 5:4 6:3"},
		{"a literal block with more indent inside", "x: |\n  a\n    b\n", "2:3 2:4 3:3 3:4 3:5 3:6 4:3"},
		{"a literal block with its indent told", "- x: |2\n     a\n    b\n", "2:5 2:6 2:7 3:5 3:6 4:5"},
		{"a literal block with its indent told, and all", "x: |1+ # why\n  a\n", "2:2 2:3 2:4 3:2"},
		{"a literal block with tabs", "x: |\n  a\tb\n", "2:3 2:4 2:5 2:6 3:3"},
		{"a literal block in lines as Windows ends them", "x: |\r\n  a\r\n  b\r\n", "2:3 2:4 3:3 3:4 4:3"},
		{"a literal block behind a tag", "x: !!str |\n  a\n", "2:3 2:4 3:3"},
		{"a literal block at the end of the file", "x: |\n  a", "2:3 2:4"},
		{"a literal block, deep in lists", "- - x: |\n      aé\n      b\n", "2:7 2:8 2:9 3:7 3:8 4:7"},
		{"by an alias", "a: &a 'b'\nx: *a", "1:8 1:9"},

		{"folded", "x: >\n  a\n  b\n", ""},
		{"plain, over several lines", "x: a\n  b\n", ""},
		{"in quotes, over several lines", "x: 'a\n  b'\n", ""},
		{"with a quote in single quotes", "x: 'it''s'", ""},
		{"with an escape", `x: "a\tb"`, ""},
		{"a number", `x: 12`, ""},
		{"nothing", `x:`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			node, err := parse(tt.text)
			require.NoError(t, err)
			n := find(node)
			require.NotNil(t, n)
			if tt.places == "" {
				assert.Nil(t, n.Origin)
				return
			}
			require.NotNil(t, n.Origin)
			var places []string
			at := func(offset int) string {
				line, column := n.Origin(offset)
				return fmt.Sprintf("%d:%d", line, column)
			}
			for offset := range n.Text {
				places = append(places, at(offset))
			}
			places = append(places, at(len(n.Text)))
			assert.Equal(t, tt.places, strings.Join(places, " "))
			assert.Equal(t, at(0), at(-1))
			assert.Equal(t, at(len(n.Text)), at(len(n.Text)+100))
			checkOrigins(t, tt.text, node)
		})
	}
}

// checkOrigins checks that each character of a text that knows its origin stands there.
func checkOrigins(t *testing.T, text string, n *records.Node) {
	for _, item := range n.Items {
		checkOrigins(t, text, item)
	}
	for _, f := range n.Fields {
		checkOrigins(t, text, f.Value)
	}
	if n.Origin == nil {
		return
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for offset, c := range n.Text {
		line, column := n.Origin(offset)
		if c != '\n' {
			require.Equal(t, string(c), string([]rune(lines[line-1])[column-1]), "%q at %d of %q", text, offset, n.Text)
		}
	}
}

// A rule in a file is looked into: what is wrong with it is shown where it stands.
func TestOriginOfRules(t *testing.T) {
	node, err := parse("default: intolerable\nrules:\n  - when: level <= 2 && ownr != \"\"\n    then: tolerable\n")
	require.NoError(t, err)
	when := node.Fields[1].Value.Items[0].Fields[0].Value
	line, column := when.Origin(strings.Index(when.Text, "ownr"))
	assert.Equal(t, "3:25", fmt.Sprintf("%d:%d", line, column))
}
