package records

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// jsonWidth is how many characters a list or map on one line may end at.
const jsonWidth = 80

// A jsonWriter writes a tree that was checked.
type jsonWriter struct {
	out    []byte
	faults Faults
}

// value writes a node at an indent. One that may be flat is put on one line if it fits.
func (w *jsonWriter) value(n *Node, indent int, mayBeFlat bool) {
	start := len(w.out)
	if n.isCollection() && n.size() > 0 && mayBeFlat {
		if w.flat(n); w.fits(start) {
			return
		}
		w.out = w.out[:start]
	}
	switch n.Kind {
	case ListNode:
		w.lines('[', ']', len(n.Items), indent, func(i int) { w.value(n.Items[i], indent+1, n.Items[i].isFlat()) })
	case MapNode:
		w.lines('{', '}', len(n.Fields), indent, func(i int) {
			f := &n.Fields[i]
			w.text(f.Name)
			w.out = append(w.out, ": "...)
			w.value(f.Value, indent+1, f.Value.isFlat())
		})
	default:
		w.scalar(n)
	}
}

// lines writes each of so many parts on a line of its own.
func (w *jsonWriter) lines(open, end byte, parts, indent int, part func(i int)) {
	w.out = append(w.out, open)
	for i := range parts {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.line(indent + 1)
		part(i)
	}
	if parts > 0 {
		w.line(indent)
	}
	w.out = append(w.out, end)
}

func (w *jsonWriter) line(indent int) {
	w.out = append(w.out, '\n')
	for range indent {
		w.out = append(w.out, "  "...)
	}
}

// flat writes a list or map of scalars on one line.
func (w *jsonWriter) flat(n *Node) {
	separator := ""
	if n.Kind == ListNode {
		w.out = append(w.out, '[')
		for _, item := range n.Items {
			w.out = append(w.out, separator...)
			w.scalar(item)
			separator = ", "
		}
		w.out = append(w.out, ']')
		return
	}
	w.out = append(w.out, '{')
	for i := range n.Fields {
		w.out = append(w.out, separator...)
		w.text(n.Fields[i].Name)
		w.out = append(w.out, ": "...)
		w.scalar(n.Fields[i].Value)
		separator = ", "
	}
	w.out = append(w.out, '}')
}

// fits reports whether the line that goes on at start is not too wide.
func (w *jsonWriter) fits(start int) bool {
	line := bytes.LastIndexByte(w.out[:start], '\n') + 1
	return utf8.RuneCount(w.out[line:]) <= jsonWidth
}

func (w *jsonWriter) scalar(n *Node) {
	switch n.Kind {
	case NullNode:
		w.out = append(w.out, "null"...)
	case BoolNode:
		w.out = append(w.out, n.Text...)
	case NumberNode:
		if !isNumber(n.Text) {
			w.faults.Add("", "%s is no number that JSON can hold: write it with plain digits", quote(n.Text))
		}
		w.out = append(w.out, n.Text...)
	case StringNode:
		w.text(n.Text)
	}
}

// text writes a text in quotes, with no more escapes than JSON demands.
func (w *jsonWriter) text(s string) {
	w.out = append(w.out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		w.out = append(w.out, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			w.out = append(w.out, '\\', c)
		case '\n':
			w.out = append(w.out, '\\', 'n')
		case '\r':
			w.out = append(w.out, '\\', 'r')
		case '\t':
			w.out = append(w.out, '\\', 't')
		default:
			w.out = append(w.out, '\\', 'u', '0', '0', '0'+c>>4, strconv.FormatUint(uint64(c&15), 16)[0])
		}
	}
	w.out = append(w.out, s[start:]...)
	w.out = append(w.out, '"')
}

func (n *Node) isCollection() bool { return n.Kind == ListNode || n.Kind == MapNode }

func (n *Node) size() int { return len(n.Items) + len(n.Fields) }

// isFlat reports whether a node is a list or map of at most a line's worth of scalars.
func (n *Node) isFlat() bool {
	if n.size() > jsonWidth/3 {
		return false
	}
	for _, item := range n.Items {
		if item.isCollection() || len(item.Text) > jsonWidth {
			return false
		}
	}
	for i := range n.Fields {
		if value := n.Fields[i].Value; value.isCollection() || len(value.Text) > jsonWidth {
			return false
		}
	}
	return true
}
