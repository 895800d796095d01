package records_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

func TestJSONFaults(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"empty", "", []string{`f:1:1: is empty: write at least {}`}},
		{"blank", " \n\t", []string{`f:2:2: is empty: write at least {}`}},
		{"two values", "{} {}", []string{`f:1:4: "{" stands after the end of the document: a file holds one value`}},
		{"a NUL after the end", "{}\x00", []string{`f:1:3: "\x00" stands after the end of the document: a file holds one value`}},
		{"names twice, all of them", "{\"a\": 1,\n \"a\": {\"x\": 1, \"x\": 2},\n \"é\": 1, \"\\u00e9\": 2}", []string{
			`f:2:2: a: is given twice, first in line 1: keep one`,
			`f:2:16: a.x: is given twice, first in line 2: keep one`,
			`f:3:10: é: is given twice, first in line 3: keep one`}},
		{"commas too many and too few", `{"a": [1, 2,], "b": [1 2], "c": {"x": 1 "y": 2,},}`, []string{
			`f:1:12: a: a comma stands before ']': take it out`,
			`f:1:24: b: "2" stands where a comma or ']' is needed`,
			`f:1:41: c: "\"" stands where a comma or '}' is needed`,
			`f:1:47: c: a comma stands before '}': take it out`,
			`f:1:49: a comma stands before '}': take it out`}},
		{"words that are none", `{"a": True, "b": NULL, "c": yes, "d": 'x'}`, []string{
			`f:1:7: a: "True" is no JSON value: write true`,
			`f:1:18: b: "NULL" is no JSON value: write null`,
			`f:1:29: c: "yes" is no JSON value: write texts in double quotes`,
			`f:1:39: d: "'x'" is no JSON value: write texts in double quotes`}},
		{"numbers that are none", `[01, 1., .5, +1, 1e, 0x1F, -, NaN, 1_000]`, []string{
			`f:1:2: [0]: "01" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:6: [1]: "1." is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:10: [2]: ".5" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:14: [3]: "+1" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:18: [4]: "1e" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:22: [5]: "0x1F" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:28: [6]: "-" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`,
			`f:1:31: [7]: "NaN" is no JSON value: write texts in double quotes`,
			`f:1:36: [8]: "1_000" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`}},
		{"a word that does not end", `[größe x]`, []string{`f:1:2: [0]: "größe" is no JSON value: write texts in double quotes`}},
		{"escapes that are none", `["\x", "\u12", "\u+123", "a\`, []string{
			`f:1:3: [0]: "\\x" is no escape: write a backslash as \\`,
			`f:1:9: [1]: \u is followed by other than four hexadecimal digits`,
			`f:1:17: [2]: \u is followed by other than four hexadecimal digits`,
			`f:1:26: [3]: the text that begins here has no end: close it with a double quote`}},
		{"half of a pair", `["\ud800", "\udc00\ud800", "\ud83d\ude00", "\ud800\ud83d\ude00"]`, []string{
			`f:1:3: [0]: \ud800 is half of a surrogate pair: write both halves, or the character itself`,
			`f:1:13: [1]: \udc00 is half of a surrogate pair: write both halves, or the character itself`,
			`f:1:19: [1]: \ud800 is half of a surrogate pair: write both halves, or the character itself`,
			`f:1:45: [3]: \ud800 is half of a surrogate pair: write both halves, or the character itself`}},
		{"other than UTF-8", "[\"a\xffb\xc3\", 1, {\"\xe2\x28\": 1}]", []string{
			`f:1:4: [0]: the byte 0xff is no UTF-8: save the file as UTF-8`,
			`f:1:6: [0]: the byte 0xc3 is no UTF-8: save the file as UTF-8`,
			`f:1:15: [2]: the byte 0xe2 is no UTF-8: save the file as UTF-8`}},
		{"other than UTF-8 outside of texts", "[1, \xff]", []string{`f:1:5: [1]: "\xff" is no JSON value: write texts in double quotes`}},
		{"control characters in a text", "[\"a\tb\x00\", 1]", []string{
			`f:1:4: [0]: a control character, "\t", stands in a text: write it as \u0009`,
			`f:1:6: [0]: a control character, "\x00", stands in a text: write it as \u0000`}},
		{"a line break in a text", "[\"a\n\"]", []string{
			`f:1:2: [0]: the text that begins here has no end in its line: close it with a double quote, and write a line break as \n`}},
		{"comments", "{\n// no\n}", []string{`f:2:1: a comment stands here, and JSON has none: take it out`}},
		{"comments for a value", "[/* no */]", []string{`f:1:2: [0]: a comment stands here, and JSON has none: take it out`}},
		{"names without quotes", "{a: 1}", []string{`f:1:2: "a" stands where a name is needed: write names in double quotes`}},
		{"no colon", `{"a" 1}`, []string{`f:1:6: a: "1" stands where a colon is needed, between a name and its value`}},
		{"no value", `{"a":}`, []string{`f:1:6: a: "}" stands where a value is needed`}},
		{"not closed", "{\"a\": [\n{\"b\": 1}", []string{
			`f:2:9: a: the file ends within the list that begins in line 1, column 7: close it with ]`}},
		{"not closed after a comma", `{"a": 1,`, []string{
			`f:1:9: the file ends within the map that begins in line 1, column 1: close it with }`}},
		{"a list not closed after a comma", `[1,`, []string{
			`f:1:4: the file ends within the list that begins in line 1, column 1: close it with ]`}},
		{"closed by the other", "[1}", []string{`f:1:3: "}" stands where a comma or ']' is needed`}},
		{"characters count, not bytes", `["äöü漢😀", 01]`, []string{
			`f:1:11: [1]: "01" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`}},
		{"a mark before the document", "\ufeff[01]", []string{
			`f:1:2: [0]: "01" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`}},
		{"lines end as Windows ends them", "[\r\n 01]", []string{
			`f:2:2: [0]: "01" is no JSON value: write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			node, err := records.JSON.Parse("f", []byte(tt.file), records.FileLimits{})
			assert.Nil(t, node)
			assert.Equal(t, tt.want, faults(err))
		})
	}
}
