package yaml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

func parse(text string) (*records.Node, error) {
	return yaml.Format.Parse("f", []byte(text), records.FileLimits{})
}

// show writes a tree, its places on demand.
func show(n *records.Node, places bool) string {
	at := func(line, column int) string {
		if places {
			return fmt.Sprintf("%d:%d ", line, column)
		}
		return ""
	}
	var b strings.Builder
	b.WriteString(at(n.Line, n.Column))
	switch n.Kind {
	case records.ListNode:
		b.WriteString("[")
		for _, item := range n.Items {
			b.WriteString(show(item, places) + " ")
		}
		b.WriteString("]")
	case records.MapNode:
		b.WriteString("{")
		for _, f := range n.Fields {
			fmt.Fprintf(&b, "%s%q=%s ", at(f.Line, f.Column), f.Name, show(f.Value, places))
		}
		b.WriteString("}")
	case records.StringNode:
		fmt.Fprintf(&b, "%q", n.Text)
	case records.NullNode:
		b.WriteString("null")
	default:
		b.WriteString(n.Text)
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), " ]", "]"), " }", "}")
}

func faults(err error) []string {
	var all records.FileErrors
	if !errors.As(err, &all) {
		return nil
	}
	var lines []string
	for _, fault := range all {
		lines = append(lines, fault.Error())
	}
	return lines
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      `null`,
		"# nothing but a comment\n":             `null`,
		"---\n...\n":                            `null`,
		"a: 1\nb:\n- x\n- y: [1, {}]":           `{"a"=1 "b"=["x" {"y"=[1 {}]}]}`,
		"\ufeffa: 1":                            `{"a"=1}`,
		"a: 1\r\nb: 2\r\n":                      `{"a"=1 "b"=2}`,
		"%YAML 1.2\n---\na: yes":                `{"a"="yes"}`,
		"\ufeff# c\n\n%YAML 1.2 # c\r\n--- x\n": `"x"`,

		// The core schema, and nothing of YAML 1.1.
		"[true, True, TRUE, false, False, FALSE]":          `[true true true false false false]`,
		"[null, Null, NULL, ~, nUll]":                      `[null null null null "nUll"]`,
		"[yes, no, on, off, y, n, Yes, tRue]":              `["yes" "no" "on" "off" "y" "n" "Yes" "tRue"]`,
		"[2026-05-04, 2026-05-04T10:00:00Z, 10:30, 1:2:3]": `["2026-05-04" "2026-05-04T10:00:00Z" "10:30" "1:2:3"]`,
		"[0, -1, +1, 007, 0o17, 0x1F, 1_000, 0b1, 0X1F]":   `[0 -1 +1 007 0o17 0x1F "1_000" "0b1" "0X1F"]`,
		"[1.50, -.5, 5., 1e3, 1.E-3, +1E+3, 1e, .e3, e3]":  `[1.50 -.5 5. 1e3 1.E-3 +1E+3 "1e" ".e3" "e3"]`,
		"[., .., +, 1.2.3, inf, nan, -.nan, ++1]":          `["." ".." "+" "1.2.3" "inf" "nan" "-.nan" "++1"]`,
		"1e1000000000":                           `1e1000000000`,
		`["true", '1', "null", "~", "", '.inf']`: `["true" "1" "null" "~" "" ".inf"]`,
		"a: |\n  1\nb: >\n  true\n":              `{"a"="1\n" "b"="true\n"}`,

		// Tags that say what is there, or that it is a text.
		"[!!str 1, !!int 1, !!float 1, !!float 1.5, !!bool true, !!null null, !!null , ! 1]": `["1" 1 1 1.5 true null null "1"]`,
		"!!map {a: !!seq [1]}":        `{"a"=[1]}`,
		"!<tag:yaml.org,2002:str> 12": `"12"`,

		// Names.
		"\"1\": a\n'true': b\n!!str 2: c\n? d\n: e\n": `{"1"="a" "true"="b" "2"="c" "d"="e"}`,
		"'<<': 1":     `{"<<"=1}`,
		"a:":          `{"a"=null}`,
		"{a, b: }":    `{"a"=null "b"=null}`,
		"[a: 1]":      `[{"a"=1}]`,
		"é: 1\n漢字: 2": `{"é"=1 "漢字"=2}`,

		// Anchors.
		"a: &x {b: 1}\nc: *x\nd: [*x, *x]": `{"a"={"b"=1} "c"={"b"=1} "d"=[{"b"=1} {"b"=1}]}`,
		"&k a: &v b\nc: *k\n*v : *v":       `{"a"="b" "c"="a" "b"="b"}`,
		"a: &x 1\nb: &x 2\nc: *x":          `{"a"=1 "b"=2 "c"=2}`,
		"a: &x [&y 1, *y]\nb: *x":          `{"a"=[1 1] "b"=[1 1]}`,
	} {
		node, err := parse(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, show(node, false), text)
	}
}

func TestParsePlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    `1:1 null`,
		"a: 1\nbb:\n  - x\n  -  y: [1, {}]\n": `1:1 {1:1 "a"=1:4 1 2:1 "bb"=3:3 [3:5 "x" 4:6 {4:6 "y"=4:9 [4:10 1 4:13 {}]}]}`,
		"é: 漢\n漢字: {é: x}":                    `1:1 {1:1 "é"=1:4 "漢" 2:1 "漢字"=2:5 {2:6 "é"=2:9 "x"}}`,
		"\ufeffa: 1":                          `1:1 {1:1 "a"=1:4 1}`,
		"a: &x\n  b: 1\nc: *x":                `1:1 {1:1 "a"=1:4 {2:3 "b"=2:6 1} 3:1 "c"=1:4 {2:3 "b"=2:6 1}}`,
		"a:\r\n  b:\r\n":                      `1:1 {1:1 "a"=2:3 {2:3 "b"=2:5 null}}`,
	} {
		node, err := parse(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, show(node, true), text)
	}
}

func TestParseFaults(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"everything that is not syntax, at once", "a: 1\na: {b: 1, b: 2}\n1: x\ntrue: x\n<<: {c: 1}\n? [x]\n: y\nt: !foo x\nu: !!int x\nv: .nan\nw: !!set {x}\nx: !!binary aGk=\ny: !!timestamp 2026-05-04\n", []string{
			`f:2:1: a: is given twice, first in line 1: keep one`,
			`f:2:11: a.b: is given twice, first in line 2: keep one`,
			`f:3:1: "1" is a number, where a name is needed: put it in quotes`,
			`f:4:1: "true" is true or false, where a name is needed: put it in quotes`,
			`f:5:1: << is no name here: write out the fields that it would merge, or put it in quotes`,
			`f:6:3: a list or map stands where a name is needed: names are texts`,
			`f:8:4: t: the tag !foo is not read here: take it out, or put a text that begins with ! in quotes`,
			`f:9:4: u: "x" is not what its tag !!int says: take the tag out`,
			`f:10:4: v: .nan is no number that is kept here: write digits, or put a text in quotes`,
			`f:11:4: w: the tag !!set is not read here: take it out`,
			`f:12:4: x: the tag !!binary is not read here: take it out`,
			`f:13:4: y: the tag !!timestamp is not read here: take it out`}},
		{"numbers without digits", "[.inf, -.INF, +.Inf, .NaN, !!float .inf]", []string{
			`f:1:2: [0]: .inf is no number that is kept here: write digits, or put a text in quotes`,
			`f:1:8: [1]: -.INF is no number that is kept here: write digits, or put a text in quotes`,
			`f:1:15: [2]: +.Inf is no number that is kept here: write digits, or put a text in quotes`,
			`f:1:22: [3]: .NaN is no number that is kept here: write digits, or put a text in quotes`,
			`f:1:28: [4]: ".inf" is not what its tag !!float says: take the tag out`}},
		{"no name", ": 1", []string{`f:1:1: "" is nothing, where a name is needed: put it in quotes`}},
		{"the same name by an alias", "&x a: 1\n*x : 2", []string{`f:2:1: a: is given twice, first in line 1: keep one`}},
		{"a map as a name by an alias", "a: &x {}\n*x : 2", []string{`f:2:1: a list or map stands where a name is needed: names are texts`}},
		{"an alias within itself", "a: &x [1, {b: *x}]", []string{`f:1:15: a[1].b: the alias *x stands within what it stands for: write the value out`}},
		{"an alias of nothing", "a: *x\nx: &x 1", []string{`f:1:4: the alias *x stands for nothing: no &x comes before it`}},
		{"two documents", "a: 1\n---\nb: 1\n", []string{`f:2:1: a second document begins here: a file holds one`}},
		{"a second document that is broken", "a: 1\n---\nb: [\n", []string{`f:4:1: a value is needed`}},
		{"tags of one's own", "%TAG ! tag:example.com,2000:\n---\na", []string{`f:1:1: %TAG defines tags, which are not read here: take it out`}},
		{"another version of YAML", "# c\n%YAML 1.1\n---\na: yes", []string{`f:2:1: only YAML 1.2 is read here: take this line out, and see that what the file means does not change with it`}},
		{"a version that is not told", "%YAML\n---\na", []string{`f:1:1: only YAML 1.2 is read here: take this line out, and see that what the file means does not change with it`}},
		{"an unknown handle", "!e!foo 12", []string{`f:1:1: a tag that is not known here: take it out, or put the text in quotes`}},
		{"control characters", "a: \x00\nb: x\x1by\n", []string{
			`f:1:4: the character U+0000 stands here: take it out, or write it as an escape in double quotes`,
			`f:2:5: the character U+001B stands here: take it out, or write it as an escape in double quotes`}},
		{"line breaks of YAML 1.1", "a: x\u2028b: y\u0085c: z", []string{
			`f:1:5: the character U+2028 stands here: take it out, or write it as an escape in double quotes`,
			`f:1:10: the character U+0085 stands here: take it out, or write it as an escape in double quotes`}},
		{"other than UTF-8", "é: \xff\xfe\n", []string{
			`f:1:4: the byte 0xff is no UTF-8: save the file as UTF-8`,
			`f:1:5: the byte 0xfe is no UTF-8: save the file as UTF-8`}},
		{"UTF-16", "\xff\xfea\x00", []string{
			`f:1:1: the byte 0xff is no UTF-8: save the file as UTF-8`,
			`f:1:2: the byte 0xfe is no UTF-8: save the file as UTF-8`,
			`f:1:4: the character U+0000 stands here: take it out, or write it as an escape in double quotes`}},

		// Syntax, in plain words.
		{"a list that is not closed", "a: [1,\n  2\nb: 1", []string{`f:3:2: the list in brackets is not closed: a comma or ] is needed; it begins in line 1, column 4`}},
		{"a map that is not closed", "a: {b: 1", []string{`f:1:9: the map in brackets is not closed: a comma or } is needed; it begins in line 1, column 4`}},
		{"a text that is not closed", "a: \"b\nc: d\n", []string{`f:3:1: the text in quotes is not closed; it begins in line 1, column 4`}},
		{"a colon in a text", "a: b: c", []string{`f:1:5: a colon stands where no name can: put a text with a colon in quotes, or correct the indent`}},
		{"a tab", "a:\n\tb: 1", []string{`f:2:1: a tab in the indent: use spaces`}},
		{"a character that begins nothing", "é: @b", []string{`f:1:4: no text can begin with '@': put it in quotes`}},
		{"a wrong indent", "a:\n  b: 1\n c: 2\n", []string{`f:3:2: the line fits in nowhere: its indent is that of no line above, or a quote or bracket before it is not closed; it begins in line 1, column 1`}},
		{"a name without a colon", "a: 1\nb\nc: 1", []string{`f:3:1: a name without a colon: write name: value, or correct the indent; it begins in line 2, column 1`}},
		{"a list in a line", "a: - b", []string{`f:1:4: a dash stands where no list can begin: put the list on lines of its own, or the text in quotes`}},
		{"a list and a map in one", "- a\nb: c\n", []string{`f:2:1: an item of the list is needed: begin the line with a dash, or correct the indent; it begins in line 1, column 1`}},
		{"an unknown escape", `a: "\q"`, []string{`f:1:5: no such escape: in double quotes write a backslash as \\, or use single quotes; it begins in line 1, column 4`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			node, err := parse(tt.text)
			assert.Nil(t, node)
			assert.Equal(t, tt.want, faults(err))
		})
	}
}

func TestParseLimits(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		limits     records.FileLimits
		want       []string
	}{
		{"bytes", "a: 1", records.FileLimits{Bytes: 3}, []string{`f: holds 4 bytes, more than the 3 that are read from one file: split it`}},
		{"depth in brackets", "[{a: [1]}]", records.FileLimits{Depth: 2}, []string{`f:1:6: [0].a: is nested too deep: lists and maps go at most 2 deep`}},
		{"depth in blocks", "- a:\n  - 1", records.FileLimits{Depth: 2}, []string{`f:2:3: [0].a: is nested too deep: lists and maps go at most 2 deep`}},
		{"depth that the parser sees", "[[[[[[1]]]]]]", records.FileLimits{Depth: 2}, []string{`f:1:4: is nested too deep: lists and maps go at most 2 deep`}},
		{"depth by aliases", "a: &a [1]\nb: &b [*a]\nc: [*b]", records.FileLimits{Depth: 3}, []string{`f:3:5: c[0]: is nested too deep: lists and maps go at most 3 deep`}},
		{"nodes", "[1, 2, 3]", records.FileLimits{Nodes: 3}, []string{`f:1:8: [2]: is one value too many: at most 3 are read from one file, those that aliases stand for included`}},
		{"nodes by aliases", "a: &a [1, 2]\nb: *a\nc: *a", records.FileLimits{Nodes: 9}, []string{`f:3:4: c: is one value too many: at most 9 are read from one file, those that aliases stand for included`}},
		{"texts and numbers", "- abcd\n- 12345\n- abcd: 1", records.FileLimits{Scalar: 3}, []string{
			`f:1:3: [0]: holds 4 bytes, more than the 3 of one text or number`,
			`f:2:3: [1]: holds 5 bytes, more than the 3 of one text or number`,
			`f:3:3: [2]: is a name of 4 bytes, more than the 3 of one text`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := yaml.Format.Parse("f", []byte(tt.text), tt.limits)
			assert.Equal(t, tt.want, faults(err))
			larger := records.FileLimits{Bytes: 2 * tt.limits.Bytes, Depth: 3 * tt.limits.Depth, Nodes: 2 * tt.limits.Nodes, Scalar: 2 * tt.limits.Scalar}
			_, err = yaml.Format.Parse("f", []byte(tt.text), larger)
			assert.NoError(t, err)
		})
	}
}
