package yaml

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// A source finds places in the bytes of a file. Lines end as the parser ends them: at a line
// feed, a carriage return, or both.
type source struct {
	data  []byte
	lines []int // where each begins

	// The place that was found last: places are asked for in the order of the file, and a
	// file may be a single line.
	line, column, at int
}

func newSource(data []byte) *source {
	s := &source{data: data, lines: []int{len(data) - len(bytes.TrimPrefix(data, []byte(byteOrderMark)))}}
	for i, c := range data {
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// offset returns where a line and column are in the bytes, or their length.
func (s *source) offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.data)
	}
	if line != s.line || column < s.column {
		s.line, s.column, s.at = line, 1, s.lines[line-1]
	}
	for s.column < column && s.at < len(s.data) {
		_, size := utf8.DecodeRune(s.data[s.at:])
		s.at += size
		s.column++
	}
	return s.at
}

// clamp moves a place behind the last line to the end of this: the parser adds a line break.
func (s *source) clamp(line, column int) (int, int) {
	if last := len(s.lines); line > last {
		text, _ := s.text(last)
		return last, utf8.RuneCount(text) + 1
	}
	return line, column
}

// text returns a line without its end.
func (s *source) text(line int) (text []byte, found bool) {
	if line < 1 || line > len(s.lines) {
		return nil, false
	}
	end := len(s.data)
	if line < len(s.lines) {
		end = s.lines[line]
	}
	return bytes.TrimRight(s.data[s.lines[line-1]:end], "\r\n"), true
}

// content returns where the content of a node begins that begins at a place, perhaps with an
// anchor and a tag.
func (s *source) content(line, column int) (int, int, int) {
	at := s.offset(line, column)
	for at < len(s.data) && (s.data[at] == '&' || s.data[at] == '!') {
		for at < len(s.data) && !isBlank(s.data[at]) {
			_, size := utf8.DecodeRune(s.data[at:])
			at += size
			column++
		}
		for at < len(s.data) && isBlank(s.data[at]) {
			at++
			column++
			if line < len(s.lines) && at == s.lines[line] {
				line, column = line+1, 1
			}
		}
	}
	return line, column, at
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// origin returns how places in the text of n are found, if the text stands in the file just
// as it is: on one line, or as a literal block. It is nil otherwise.
func (s *source) origin(n *records.Node, literal bool) func(offset int) (line, column int) {
	line, column, at := s.content(n.Line, n.Column)
	rest := s.data[min(at, len(s.data)):]
	switch {
	case literal:
		return s.block(n, line)
	case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\''):
		quote := rest[0]
		if rest = rest[1:]; !bytes.HasPrefix(rest, []byte(n.Text)) || len(rest) <= len(n.Text) || rest[len(n.Text)] != quote {
			return nil
		}
		column++
	case !bytes.HasPrefix(rest, []byte(n.Text)):
		return nil
	}
	return func(offset int) (int, int) {
		return line, column + utf8.RuneCountInString(n.Text[:within(offset, n.Text)])
	}
}

// block is origin for the literal block whose header is in that line.
func (s *source) block(n *records.Node, header int) func(offset int) (line, column int) {
	indent, line := -1, header
	for text := range strings.Lines(n.Text) {
		text = strings.TrimSuffix(text, "\n")
		line++
		written, found := s.text(line)
		switch {
		case !found, !bytes.HasSuffix(written, []byte(text)):
			return nil
		case text == "" && len(bytes.TrimLeft(written, " ")) == 0:
			continue // an empty line may be indented as it likes
		case indent < 0:
			indent = len(written) - len(text)
		}
		if len(written)-len(text) != indent {
			return nil
		}
	}
	return func(offset int) (int, int) {
		before := n.Text[:within(offset, n.Text)]
		last := strings.LastIndexByte(before, '\n') + 1
		return header + 1 + strings.Count(before, "\n"), max(indent, 0) + utf8.RuneCountInString(before[last:]) + 1
	}
}

func within(offset int, text string) int { return max(0, min(offset, len(text))) }
