package records

import (
	"fmt"
	"unicode/utf8"
)

// JSON is the format of .json files: RFC 8259, read strictly. A name given twice in a map,
// text that is not UTF-8, half of a surrogate pair are refused; a byte order mark before the
// document is passed over. Numbers are kept as they are written.
//
// Faults that do not hide what follows (a name given twice, a bad number or escape, a comma
// too many or too few) are reported together; the first of any other kind ends the reading.
//
// It writes with an indent of two spaces; lists and maps of nothing but short scalars that
// fit stand on one line. Equal trees give equal bytes.
var JSON jsonFormat

type jsonFormat struct{}

var _ Format = JSON

// Extensions returns ".json".
func (jsonFormat) Extensions() []string { return []string{".json"} }

// Parse reads one document.
func (jsonFormat) Parse(file string, data []byte, limits FileLimits) (*Node, error) {
	limits = limits.WithDefaults()
	if len(data) > limits.Bytes {
		return nil, tooLarge(file, len(data), limits.Bytes)
	}
	p := &jsonParser{file: file, text: string(data), line: 1, limits: limits}
	node := p.document()
	if err := p.faults.Err(); err != nil {
		return nil, err
	}
	return node, nil
}

// Format writes the tree with a newline at its end. It refuses a tree that it could not
// read back, with [Faults].
func (jsonFormat) Format(node *Node) ([]byte, error) {
	if err := node.Validate(); err != nil {
		return nil, err
	}
	w := &jsonWriter{}
	if w.value(node, 0, false); len(w.faults.list) > 0 {
		return nil, w.faults.Err()
	}
	return append(w.out, '\n'), nil
}

func tooLarge(file string, size, limit int) error {
	return FileErrors{{File: file, Message: fmt.Sprintf("holds %d bytes, more than the %d that are read from one file: split it", size, limit)}}
}

// A jsonParser reads one document. Its methods return nil after a fault that ends the
// reading; after any other they go on with whatever stands there.
type jsonParser struct {
	file    string
	text    string // the whole file: the texts of nodes are parts of it
	limits  FileLimits
	faults  FileFaults
	path    []step
	depth   int
	nodes   int
	guesses int

	pos  int
	line int
	// lineStart is where the line begins, moved on by one for each byte that only continues
	// a character, so that pos-lineStart counts characters.
	lineStart int

	free   []Node  // nodes are made many at a time
	items  []*Node // of the lists that are open
	fields []Field // of the maps that are open
}

// maxGuesses is after how many faults of syntax the reading ends.
const maxGuesses = 100

func (p *jsonParser) column() int { return p.pos - p.lineStart + 1 }

// fault notes what is wrong at a place.
func (p *jsonParser) fault(line, column int, format string, args ...any) {
	fault := FileError{File: p.file, Line: line, Column: column}
	if !p.faults.full() {
		fault.Message = fmt.Sprintf(format, args...)
		var path []byte
		for _, s := range p.path {
			path = s.append(path)
		}
		fault.Path = string(path)
	}
	p.faults.Add(fault)
}

// stop notes what is wrong where the parser stands, and ends the reading.
func (p *jsonParser) stop(format string, args ...any) *Node {
	p.fault(p.line, p.column(), format, args...)
	return nil
}

// space passes over white space and returns the byte after it, or 0 at the end of the file.
func (p *jsonParser) space() byte {
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case ' ', '\t', '\r':
			p.pos++
		case '\n':
			p.pos++
			p.line++
			p.lineStart = p.pos
		default:
			return c
		}
	}
	return 0
}

// node makes a node of the kind that begins where the parser stands, or nil where there
// are too many.
func (p *jsonParser) node(kind NodeKind) *Node {
	if p.nodes++; p.nodes > p.limits.Nodes {
		return p.stop("is one value too many: at most %d are read from one file, split it", p.limits.Nodes)
	}
	if len(p.free) == 0 {
		p.free = make([]Node, min(1024, max(16, p.nodes)))
	}
	n := &p.free[0]
	p.free = p.free[1:]
	n.Kind, n.Line, n.Column = kind, p.line, p.column()
	return n
}

func (p *jsonParser) document() *Node {
	const byteOrderMark = "\uFEFF"
	if len(p.text) >= len(byteOrderMark) && p.text[:len(byteOrderMark)] == byteOrderMark {
		p.pos, p.lineStart = len(byteOrderMark), len(byteOrderMark)
	}
	if p.space() == 0 && p.pos == len(p.text) {
		return p.stop("is empty: write at least {}")
	}
	n := p.value()
	if n != nil && (p.space() != 0 || p.pos < len(p.text)) {
		return p.stop("%s stands after the end of the document: a file holds one value", p.here())
	}
	return n
}

// value reads the value that begins where the parser stands.
func (p *jsonParser) value() *Node {
	switch p.space() {
	case '{':
		return p.object()
	case '[':
		return p.array()
	case '"':
		n := p.node(StringNode)
		if n == nil {
			return nil
		}
		text, escaped, ok := p.string()
		if !ok {
			return nil
		}
		n.Text = text
		if !escaped {
			n.Origin = func(offset int) (line, column int) {
				before := n.Text[:max(0, min(offset, len(n.Text)))]
				return n.Line, n.Column + 1 + utf8.RuneCountInString(before)
			}
		}
		return n
	}
	return p.word()
}

// here shows what stands where the parser does.
func (p *jsonParser) here() string {
	if p.pos >= len(p.text) {
		return "the end of the file"
	}
	r, size := utf8.DecodeRuneInString(p.text[p.pos:])
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf("the byte %#02x", p.text[p.pos])
	}
	return quote(string(r))
}
