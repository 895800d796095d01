package yaml_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// Whatever stands in a file, it is read or refused with a place. What is read can be written,
// reads back the same, and its texts stand where they say.
func FuzzYAML(f *testing.F) {
	for _, seed := range []string{
		"", "a: 1\nb:\n- x\n- y: [1, {}]", "a: &x {b: *x}", "a: &x 1\nb: [*x, *x]", "a: |\n  x\n   y\n\nb: >-\n  a\n  b\n", "'a': \"b\\n\\u00e9\"", "? [a]\n: b",
		"a: !!str 1\nb: !foo 2\nc: !!int 3", "%YAML 1.2\n---\na\n...\n", "a: b: c", "\ta", "- - - 1", "{a, b: [c: d]}", "a: 'it''s'\r\nb: \"x\r\n  y\"", "<<: {a: 1}",
		"\ufeffa: é漢😀", "- |2+ # c\n    a\n", "a: 2026-05-04 # no date", "--- >\n a\n b\n", "a: &é !!map\n  b: 1", "[a, [b, [c, 'd]]]", "a: @b", "a: \u2028", "- ? a\n- : b",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		node, err := yaml.Format.Parse("f", data, records.FileLimits{Nodes: 100_000})
		if err != nil {
			var all records.FileErrors
			require.ErrorAs(t, err, &all)
			require.NotEmpty(t, all)
			for _, fault := range all {
				require.NotContains(t, fault.Message, "gave up")
				require.Positive(t, fault.Line, fault)
				require.Positive(t, fault.Column, fault)
				require.LessOrEqual(t, fault.Line, strings.Count(string(data), "\n")+strings.Count(string(data), "\r")+1, fault)
			}
			require.Nil(t, node)
			return
		}
		require.NoError(t, node.Validate())
		checkOrigins(t, string(data), node)
		roundTrip(t, node)
	})
}

// A text is read back as it was written, whatever it is, as a value, as a name and in brackets.
func FuzzFormat(f *testing.F) {
	for _, seed := range []string{"", "no", "a: b", " x", "x ", "a\nb", "a\n b\n\n", "\n", "\t", "- a", "#", "\x00", "\u2028", "\ufeff", "é", "'\"", "12", "2026-05-04", "|", "a #b", "---", "\r\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		n := &records.Node{Kind: records.StringNode, Text: text}
		fields := []records.Field{{Name: text, Value: n}, {Name: text + "x", Value: &records.Node{Kind: records.ListNode, Items: []*records.Node{n, n}}}}
		roundTrip(t, n)
		roundTrip(t, &records.Node{Kind: records.ListNode, Items: []*records.Node{{Kind: records.MapNode, Fields: fields}, n}})
	})
}
