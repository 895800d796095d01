package records_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// show writes a tree with the place of each value and name, for comparison.
func show(n *records.Node) string {
	at := fmt.Sprintf("%d:%d", n.Line, n.Column)
	switch n.Kind {
	case records.ListNode:
		var items []string
		for _, item := range n.Items {
			items = append(items, show(item))
		}
		return at + "[" + strings.Join(items, " ") + "]"
	case records.MapNode:
		var fields []string
		for _, f := range n.Fields {
			fields = append(fields, fmt.Sprintf("%d:%d %q=%s", f.Line, f.Column, f.Name, show(f.Value)))
		}
		return at + "{" + strings.Join(fields, " ") + "}"
	}
	return fmt.Sprintf("%s %v %q", at, n.Kind, n.Text)
}

func TestJSONPlaces(t *testing.T) {
	for file, want := range map[string]string{
		"{}":             "1:1{}",
		" []":            "1:2[]",
		"\n null":        `2:2 nothing ""`,
		"true":           `1:1 true or false "true"`,
		"-0.50e+03":      `1:1 a number "-0.50e+03"`,
		`"\u00e9\n\/\""`: `1:1 a text "é\n/\""`,
		`"\ud83d\ude00"`: `1:1 a text "😀"`,
		"{\"a\": [1,\n  \"é\", {\"漢\":\t2}],\r\n\"\": false}": `1:1{1:2 "a"=1:7[1:8 a number "1" 2:3 a text "é" 2:8{2:9 "漢"=2:14 a number "2"}] 3:1 ""=3:5 true or false "false"}`,
		"\ufeff {\"a\": 1}": `1:2{1:3 "a"=1:8 a number "1"}`,
	} {
		node, err := records.JSON.Parse("f", []byte(file), records.FileLimits{})
		require.NoError(t, err, file)
		assert.Equal(t, want, show(node), file)
	}
}

func TestJSONOrigin(t *testing.T) {
	node, err := records.JSON.Parse("f", []byte("{\"a\":\n  \"aé漢b\", \"b\": \"x\\ty\", \"c\": 1}"), records.FileLimits{})
	require.NoError(t, err)
	plain, escaped, number := node.Fields[0].Value, node.Fields[1].Value, node.Fields[2].Value
	for offset, want := range map[int]string{-1: "2:4", 0: "2:4", 1: "2:5", 3: "2:6", 6: "2:7", 7: "2:8", 99: "2:8"} {
		line, column := plain.Origin(offset)
		assert.Equal(t, want, fmt.Sprintf("%d:%d", line, column), offset)
	}
	assert.Nil(t, escaped.Origin, "places in a text with escapes cannot be told")
	assert.Nil(t, number.Origin)
}

func TestJSONLimits(t *testing.T) {
	for _, tt := range []struct {
		name   string
		file   string
		limits records.FileLimits
		want   []string
	}{
		{"bytes", `[1234567]`, records.FileLimits{Bytes: 8}, []string{`f: holds 9 bytes, more than the 8 that are read from one file: split it`}},
		{"depth", `[{"a": [1]}]`, records.FileLimits{Depth: 2}, []string{`f:1:8: [0].a: is nested too deep: lists and maps go at most 2 deep`}},
		{"nodes", `[1, 2, 3]`, records.FileLimits{Nodes: 3}, []string{`f:1:8: [2]: is one value too many: at most 3 are read from one file, split it`}},
		{"texts and numbers", `["abcd", 12345, {"abcd": 1}]`, records.FileLimits{Scalar: 3}, []string{
			`f:1:2: [0]: holds 4 bytes, more than the 3 of one text or number`,
			`f:1:10: [1]: holds 5 bytes, more than the 3 of one text or number`,
			`f:1:18: [2]: holds 4 bytes, more than the 3 of one text or number`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := records.JSON.Parse("f", []byte(tt.file), tt.limits)
			assert.Equal(t, tt.want, faults(err))
			larger := records.FileLimits{Bytes: 2 * tt.limits.Bytes, Depth: 2 * tt.limits.Depth, Nodes: 2 * tt.limits.Nodes, Scalar: 2 * tt.limits.Scalar}
			_, err = records.JSON.Parse("f", []byte(tt.file), larger)
			assert.NoError(t, err)
		})
	}
	assert.Equal(t, records.FileLimits{Bytes: 64 << 20, Depth: 64, Nodes: 5_000_000, Scalar: 1 << 20}, records.FileLimits{}.WithDefaults())
	assert.Equal(t, 10_000, records.FileLimits{Depth: 1 << 40}.WithDefaults().Depth)
}

func TestJSONFormat(t *testing.T) {
	long := strings.Repeat("x", 60)
	file := `{
  "a": [1, "b", null, true],
  "b": [],
  "c": {},
  "d": {"e": {}, "f": {"g": "<&>\u0001\t\"\\", "h": -1.50e+7}},
  "i": [
    {"j": "` + long + `"},
    {
      "j": "` + long + `",
      "k": "more than one line holds"
    }
  ],
  "l": [
    "` + long + `",
    "` + long + `"
  ],
  "é\n": "\u2028 is no break here"
}
`
	file = strings.Replace(strings.ReplaceAll(file, `"d": {"e": {}, "f": {"g": "<&>\u0001\t\"\\", "h": -1.50e+7}}`, `"d": {
    "e": {},
    "f": {"g": "<&>\u0001\t\"\\", "h": -1.50e+7}
  }`), `\u2028`, "\u2028", 1)
	node, err := records.JSON.Parse("f", []byte(file), records.FileLimits{})
	require.NoError(t, err)
	out, err := records.JSON.Format(node)
	require.NoError(t, err)
	assert.Equal(t, file, string(out))
}

func TestJSONFormatRefuses(t *testing.T) {
	n := func(kind records.NodeKind, text string) *records.Node { return &records.Node{Kind: kind, Text: text} }
	deep := n(records.NullNode, "")
	for range 10_001 {
		deep = &records.Node{Kind: records.ListNode, Items: []*records.Node{deep}}
	}
	around := &records.Node{Kind: records.ListNode}
	around.Items = []*records.Node{around}
	for name, node := range map[string]*records.Node{
		"nothing at all":             nil,
		"a number without digits":    n(records.NumberNode, ""),
		"a hexadecimal number":       n(records.NumberNode, "0x1F"),
		"a number that is code":      n(records.NumberNode, `1, "x": 2`),
		"neither true nor false":     n(records.BoolNode, "yes"),
		"other than UTF-8":           n(records.StringNode, "\xff"),
		"a kind that is none":        n(17, ""),
		"a missing item":             {Kind: records.ListNode, Items: []*records.Node{nil}},
		"a missing value":            {Kind: records.MapNode, Fields: []records.Field{{Name: "a"}}},
		"a name twice":               {Kind: records.MapNode, Fields: []records.Field{{Name: "a", Value: n(0, "")}, {Name: "a", Value: n(0, "")}}},
		"a name of other than UTF-8": {Kind: records.MapNode, Fields: []records.Field{{Name: "\xff", Value: n(0, "")}}},
		"too deep":                   deep,
		"itself":                     around,
	} {
		out, err := records.JSON.Format(node)
		assert.Nil(t, out, name)
		assert.NotEmpty(t, records.FaultsOf(err), name)
	}
}

// tree turns what the standard library reads into a node, for comparison.
func tree(d *json.Decoder) (*records.Node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case nil:
		return &records.Node{}, nil
	case bool:
		return &records.Node{Kind: records.BoolNode, Text: fmt.Sprint(v)}, nil
	case json.Number:
		return &records.Node{Kind: records.NumberNode, Text: v.String()}, nil
	case string:
		return &records.Node{Kind: records.StringNode, Text: v}, nil
	}
	n := &records.Node{Kind: records.ListNode}
	if token == json.Delim('{') {
		n.Kind = records.MapNode
	}
	for d.More() {
		name := ""
		if n.Kind == records.MapNode {
			token, err := d.Token()
			if err != nil {
				return nil, err
			}
			name = token.(string)
		}
		value, err := tree(d)
		if err != nil {
			return nil, err
		}
		if n.Kind == records.MapNode {
			n.Fields = append(n.Fields, records.Field{Name: name, Value: value})
		} else {
			n.Items = append(n.Items, value)
		}
	}
	_, err = d.Token()
	return n, err
}

// unplaced shows a tree without its places.
func unplaced(n *records.Node) string {
	switch n.Kind {
	case records.ListNode:
		var b strings.Builder
		for _, item := range n.Items {
			b.WriteString(unplaced(item) + " ")
		}
		return "[" + b.String() + "]"
	case records.MapNode:
		var b strings.Builder
		for _, f := range n.Fields {
			fmt.Fprintf(&b, "%q=%s ", f.Name, unplaced(f.Value))
		}
		return "{" + b.String() + "}"
	}
	return fmt.Sprintf("%d %q", n.Kind, n.Text)
}

// What is read, the standard library reads too, and to the same values; what it refuses, is
// refused, with a place. What is read can be written, and reads back the same.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[1, -0.5e+7, "é\u00e9\ud83d\ude00\n", {"a": null, "b": [true, false]}]`, "\ufeff[]", `{"a": 1, "a": 2}`, `"\ud800"`, `[01]`, `[1,]`,
		"[\"a\xff\"]", `{"a" 1}`, `nul`, "[\"a\x00\"]", `"\u12"`, `[[[[[]]]]]`, `{"": ""}`, " \r\n\t1 ", `1 2`, `[1 2]`, `"\`, `/**/1`, `{"a":1,}`, "-", "1e", "\"\u2028\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		node, err := records.JSON.Parse("f", data, records.FileLimits{Depth: 100})
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if err != nil {
			var all records.FileErrors
			require.ErrorAs(t, err, &all)
			require.NotEmpty(t, all)
			for _, fault := range all {
				require.True(t, fault.Line > 0 && fault.Column > 0 || strings.Contains(fault.Message, "not listed"), fault)
			}
			require.Nil(t, node)
			return
		}
		require.True(t, json.Valid(data))
		require.True(t, utf8.Valid(data))
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		want, err := tree(d)
		require.NoError(t, err)
		require.Equal(t, unplaced(want), unplaced(node))

		out, err := records.JSON.Format(node)
		require.NoError(t, err)
		back, err := records.JSON.Parse("f", out, records.FileLimits{Depth: 100})
		require.NoError(t, err)
		require.Equal(t, unplaced(node), unplaced(back))
		checkOrigins(t, data, node)
	})
}

// checkOrigins checks that the text of each node that knows its origin stands there.
func checkOrigins(t *testing.T, data []byte, n *records.Node) {
	for _, item := range n.Items {
		checkOrigins(t, data, item)
	}
	for _, f := range n.Fields {
		checkOrigins(t, data, f.Value)
	}
	if n.Origin == nil {
		return
	}
	lines := strings.Split(string(data), "\n")
	for offset, c := range n.Text {
		line, column := n.Origin(offset)
		require.Equal(t, string(c), string([]rune(lines[line-1])[column-1]))
	}
}
