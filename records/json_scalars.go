package records

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// word reads true, false, null or a number. Anything else is noted.
func (p *jsonParser) word() *Node {
	start, line, column := p.pos, p.line, p.column()
	n := p.node(NullNode)
	if n == nil {
		return nil
	}
	for p.pos < len(p.text) && !delimits(p.text[p.pos]) {
		p.pos++
	}
	word := p.text[start:p.pos]
	switch {
	case word == "null":
	case word == "true", word == "false":
		n.Kind, n.Text = BoolNode, word
	case len(word) > p.limits.Scalar:
		p.fault(line, column, "holds %d bytes, more than the %d of one text or number", len(word), p.limits.Scalar)
	case isNumber(word):
		n.Kind, n.Text = NumberNode, word
	default:
		return p.badWord(n, word)
	}
	return n
}

// delimits reports whether a byte ends a word.
func delimits(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', ',', ':', '[', ']', '{', '}', '"', '/':
		return true
	}
	return c < 0x20
}

// badWord notes a word that is no value. The reading goes on if the word at least ends as a
// value would.
func (p *jsonParser) badWord(n *Node, word string) *Node {
	hint := "write texts in double quotes"
	switch first := word + " "; {
	case word == "" && p.pos < len(p.text) && p.text[p.pos] == '/':
		return p.stop("a comment stands here, and JSON has none: take it out")
	case word == "":
		return p.stop("%s stands where a value is needed", p.here())
	case first[0] == '-' || first[0] == '+' || first[0] == '.' || first[0] >= '0' && first[0] <= '9':
		hint = "write a number with plain digits, as in 12, -3 or 0.75, and a text in double quotes"
	case strings.EqualFold(word, "true"), strings.EqualFold(word, "false"), strings.EqualFold(word, "null"):
		hint = "write " + strings.ToLower(word)
	}
	p.fault(n.Line, n.Column, "%s is no JSON value: %s", quote(word), hint)
	p.lineStart += len(word) - utf8.RuneCountInString(word)
	switch p.space() {
	case ',', ']', '}':
		if p.goOn() {
			return n
		}
	}
	return nil
}

// isNumber reports whether a text is a number as JSON writes it.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || whole > 1 && s[0] == '0' {
		return false
	}
	s = s[whole:]
	if fraction, found := strings.CutPrefix(s, "."); found {
		n := digits(fraction)
		if n == 0 {
			return false
		}
		s = fraction[n:]
	}
	if s == "" || s[0] != 'e' && s[0] != 'E' {
		return s == ""
	}
	exponent := s[1:]
	if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	return exponent != "" && digits(exponent) == len(exponent)
}

// digits counts the digits that a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// string reads a text in double quotes, and whether it holds escapes. It is not ok where
// the text has no end. Anything else wrong with it is noted, and the reading goes on.
func (p *jsonParser) string() (text string, escaped, ok bool) {
	line, column := p.line, p.column()
	p.pos++
	start := p.pos
	var unescaped []byte // what stands before start, once there are escapes
	for {
		if p.pos >= len(p.text) {
			p.fault(line, column, "the text that begins here has no end: close it with a double quote")
			return "", false, false
		}
		switch c := p.text[p.pos]; {
		case c == '"':
			text = p.text[start:p.pos]
			if escaped {
				text = string(append(unescaped, text...))
			}
			p.pos++
			if len(text) > p.limits.Scalar {
				p.fault(line, column, "holds %d bytes, more than the %d of one text or number", len(text), p.limits.Scalar)
				text = ""
			}
			return text, escaped, true
		case c == '\\':
			unescaped = append(unescaped, p.text[start:p.pos]...)
			unescaped = p.escape(unescaped)
			start, escaped = p.pos, true
		case c == '\n':
			p.fault(line, column, "the text that begins here has no end in its line: close it with a double quote, and write a line break as \\n")
			return "", false, false
		case c < 0x20:
			p.stop("a control character, %s, stands in a text: write it as \\u%04x", quote(string(c)), c)
			p.pos++
		case c < utf8.RuneSelf:
			p.pos++
		default:
			r, size := utf8.DecodeRuneInString(p.text[p.pos:])
			if r == utf8.RuneError && size == 1 {
				p.stop("the byte %#02x is no UTF-8: save the file as UTF-8", c)
			}
			p.pos += size
			p.lineStart += size - 1
		}
	}
}

// escapes are the characters that a backslash and one letter stand for.
const escapes = `""\\//` + "b\bf\fn\nr\rt\t"

// escape reads one escape and appends what it stands for.
func (p *jsonParser) escape(text []byte) []byte {
	rest := p.text[p.pos+1:]
	if rest == "" {
		p.pos++
		return text
	}
	for i := 0; i < len(escapes); i += 2 {
		if rest[0] == escapes[i] {
			p.pos += 2
			return append(text, escapes[i+1])
		}
	}
	if rest[0] != 'u' {
		p.stop("%s is no escape: write a backslash as \\\\", quote(p.text[p.pos:p.pos+2]))
		p.pos++ // what follows is read as text, so that a quote still ends it
		return text
	}
	unit, ok := p.unit(p.pos)
	if !ok {
		p.stop("\\u is followed by other than four hexadecimal digits")
		p.pos += 2
		return text
	}
	if !utf16.IsSurrogate(unit) {
		p.pos += 6
		return utf8.AppendRune(text, unit)
	}
	second, _ := p.unit(p.pos + 6)
	if r := utf16.DecodeRune(unit, second); r != utf8.RuneError {
		p.pos += 12
		return utf8.AppendRune(text, r)
	}
	p.stop("%s is half of a surrogate pair: write both halves, or the character itself", p.text[p.pos:p.pos+6])
	p.pos += 6
	return text
}

// unit reads \uXXXX at an offset.
func (p *jsonParser) unit(at int) (unit rune, ok bool) {
	if at+6 > len(p.text) || p.text[at] != '\\' || p.text[at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(p.text[at+2:at+6], 16, 16)
	return rune(n), err == nil && p.text[at+2] != '+'
}
