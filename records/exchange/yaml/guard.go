package yaml

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

const (
	byteOrderMark = "\uFEFF"

	// maxBadCharacters is after how many characters that no file may hold the search ends:
	// the file is of another kind.
	maxBadCharacters = 20

	// minMarks is how many marks a file may hold whatever the limit of nodes: so many are
	// nothing to worry about, and in long texts there are more of them than of nodes.
	minMarks = 100_000

	// maxFlowMarks bounds one list or map in brackets. The parser keeps all of it before it
	// makes the first node, at a kilobyte and more for each item.
	maxFlowMarks = 200_000
)

// bearable reports whether the parser can be handed the bytes: it would make a node for each
// mark in them before anyone could count, and needs time that grows with the square of the
// number of %TAG directives.
func (r *reading) bearable(data []byte) bool {
	if len(data) > r.limits.Bytes {
		r.fault(0, 0, "holds %d bytes, more than the %d that are read from one file: split it", len(data), r.limits.Bytes)
		return false
	}
	if most := max(r.limits.Nodes, minMarks); marks(data) > most {
		r.fault(0, 0, "holds more than %d lines, commas and other marks between values: split it", most)
		return false
	}
	line, start, bad := 1, 0, 0
	column := func(i int) int { return utf8.RuneCount(data[start:i]) + 1 }
	rest := bytes.TrimPrefix(data, []byte(byteOrderMark))
	for i := len(data) - len(rest); i < len(data) && bad < maxBadCharacters; {
		if i == start && bytes.HasPrefix(data[i:], []byte("%TAG")) {
			r.fault(line, 1, "%%TAG defines tags, which are not read here: take it out")
			return false
		}
		c, size := rune(data[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		switch {
		case c == '\n', c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
			line, start = line+1, i+1
		case c == utf8.RuneError && size == 1:
			bad++
			r.fault(line, column(i), "the byte %#02x is no UTF-8: save the file as UTF-8", data[i])
		case c < 0x20 && c != '\t' && c != '\r', c == '\u0085', c == '\u2028', c == '\u2029', c == '\uFEFF', c == '\uFFFE', c == '\uFFFF':
			bad++
			r.fault(line, column(i), "the character %U stands here: take it out, or write it as an escape in double quotes", c)
		}
		i += size
	}
	return bad == 0
}

// version takes out the line that says that the file is YAML 1.2, which the parser does not
// know, by making a comment of it. Other versions are noted.
func (r *reading) version(data []byte) []byte {
	at := len(data) - len(bytes.TrimPrefix(data, []byte(byteOrderMark)))
	for line := 1; at < len(data); line++ {
		text, _, _ := bytes.Cut(data[at:], []byte("\n"))
		words := strings.Fields(string(text))
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case text[0] != '%' || words[0] != "%YAML":
			return data
		case len(words) == 1 || words[1] != "1.2":
			r.fault(line, 1, "only YAML 1.2 is read here: take this line out, and see that what the file means does not change with it")
			return data
		default:
			data = bytes.Clone(data)
			data[at] = '#'
			return data
		}
		at += len(text) + 1
	}
	return data
}

// marks counts what nodes can begin or end at: there are at most twice as many nodes.
func marks(data []byte) int {
	n := 0
	for i, c := range data {
		switch c {
		case '\n', '\r', ',', '[', '{':
			n++
		case '-', ':', '?':
			if i+1 == len(data) || data[i+1] == ' ' || data[i+1] == '\t' {
				n++
			}
		}
	}
	return n
}

var (
	errTooDeep = errors.New("nested too deep")
	errTooWide = errors.New("too much in brackets")
)

// A meter hands the parser its bytes, and stops it where a file nests too deep, or a list or
// map in brackets is too large.
type meter struct {
	data  []byte
	at    int
	depth int
	marks int // in the bytes handed out since a list or map began outside of brackets
	cause error
}

// Read hands out few bytes at a time, so that it is known about where the parser stands.
func (m *meter) Read(p []byte) (int, error) {
	if m.at == len(m.data) {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 1024)], m.data[m.at:])
	for _, c := range m.data[m.at : m.at+n] {
		if c == ',' || c == '[' || c == '{' {
			m.marks++
		}
	}
	m.at += n
	if m.marks > maxFlowMarks {
		m.cause = errTooWide
		return 0, m.cause
	}
	return n, nil
}

// CheckDepth is called by the parser where a list or map begins.
func (m *meter) CheckDepth(depth int, context *yaml.DepthContext) error {
	if context.Kind == yaml.DepthKindBlock || depth == 1 {
		m.marks = 0
	}
	// The depth of the nodes is checked once they are there. This keeps the parser from
	// getting into depths from which it does not come back.
	if depth > m.depth+1 {
		m.cause = errTooDeep
		return m.cause
	}
	return nil
}

// CheckAlias is not called where nodes are all that is asked for: uses of aliases are counted
// when the tree is made.
func (m *meter) CheckAlias(int, int) error { return nil }
