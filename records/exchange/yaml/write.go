package yaml

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/iso28000/iso28000/records"
)

const (
	width      = 80 // characters that a list or map in brackets may end at
	flowFields = 4  // entries of a map in brackets
)

// Format writes the tree. It refuses one that it could not read back, with records.Faults.
func (f format) Format(node *records.Node) (out []byte, err error) {
	if err := node.Validate(); err != nil {
		return nil, err
	}
	defer func() {
		if broken := recover(); broken != nil {
			out, err = nil, fmt.Errorf("cannot be written: the emitter gave up on it (%v)", broken)
		}
	}()
	w := writer{}
	top := w.node(node, 0, width)
	if err := w.faults.Err(); err != nil {
		return nil, err
	}
	document := &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{top}}
	out, err = yaml.Dump(document, yaml.WithIndent(2), yaml.WithCompactSeqIndent(false), yaml.WithLineWidth(-1))
	if err != nil {
		return nil, fmt.Errorf("cannot be written: %w", err)
	}
	// What is kept for years has to be what was meant: nothing leaves that does not read back.
	limits := records.FileLimits{Bytes: len(out) + 1, Depth: 10_000, Nodes: len(out) + 1, Scalar: len(out) + 1}
	back, err := f.Parse("", out, limits)
	if err != nil {
		return nil, fmt.Errorf("cannot be written, since it would not be read back: %w", err)
	}
	if !same(node, back) {
		return nil, errors.New("cannot be written, since it would be read back as something else")
	}
	return out, nil
}

// same reports whether two trees are equal, places aside.
func same(a, b *records.Node) bool {
	return a.Kind == b.Kind && a.Text == b.Text &&
		slices.EqualFunc(a.Items, b.Items, same) &&
		slices.EqualFunc(a.Fields, b.Fields, func(a, b records.Field) bool { return a.Name == b.Name && same(a.Value, b.Value) })
}

type writer struct {
	faults records.Faults
}

// node returns the parser's node for a value that is indented so far, and begins at a column
// where it stands in brackets.
func (w *writer) node(n *records.Node, indent, start int) *yaml.Node {
	out := &yaml.Node{}
	switch n.Kind {
	case records.ListNode:
		out.Kind = yaml.SequenceNode
		for _, item := range n.Items {
			out.Content = append(out.Content, w.node(item, indent+2, indent+2))
		}
	case records.MapNode:
		out.Kind = yaml.MappingNode
		for _, f := range n.Fields {
			name := &yaml.Node{Kind: yaml.ScalarNode, Value: f.Name, Style: textStyle(f.Name) &^ yaml.LiteralStyle}
			value := w.node(f.Value, indent+2, indent+utf8.RuneCountInString(f.Name)+len(": "))
			out.Content = append(out.Content, name, value)
		}
	default:
		w.scalar(n, out)
		return out
	}
	putInBrackets(out, start)
	return out
}

func (w *writer) scalar(n *records.Node, out *yaml.Node) {
	out.Kind, out.Value = yaml.ScalarNode, n.Text
	switch n.Kind {
	case records.NullNode:
		out.Value = "null"
	case records.NumberNode:
		if kind, _ := plain(n.Text); kind != records.NumberNode || isSpecial(n.Text) {
			w.faults.Add("", "%.60q is no number that YAML can hold: write it with plain digits", n.Text)
		}
	case records.StringNode:
		out.Style = textStyle(n.Text)
	}
}

// putInBrackets has a list or map written on one line, if it holds nothing but short scalars
// and is not too wide.
func putInBrackets(n *yaml.Node, start int) {
	if n.Kind == yaml.MappingNode && len(n.Content) > 2*flowFields {
		return
	}
	end := start + len("[]")
	for _, scalar := range n.Content {
		if scalar.Kind != yaml.ScalarNode || strings.Contains(scalar.Value, "\n") {
			return
		}
		if end += utf8.RuneCountInString(scalar.Value) + len(", "); flowStyle(scalar) != 0 {
			end += len(`""`)
		}
		if end > width {
			return
		}
	}
	for _, scalar := range n.Content {
		scalar.Style = flowStyle(scalar)
	}
	n.Style = yaml.FlowStyle
}

// flowStyle returns how a scalar is written in brackets, where more has to be quoted.
func flowStyle(n *yaml.Node) yaml.Style {
	if n.Style == 0 && strings.ContainsAny(n.Value, ",:?[]{}") {
		return quotes(n.Value)
	}
	return n.Style
}

// textStyle returns how a text is written: plain where nobody takes it for something else.
func textStyle(s string) yaml.Style {
	switch {
	case isBlock(s):
		return yaml.LiteralStyle
	case isPlainText(s):
		return 0
	}
	return quotes(s)
}

// quotes returns the quotes in which a text needs no escapes, so that places in it can be told.
func quotes(s string) yaml.Style {
	if strings.ContainsAny(s, `"\`) && !strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return yaml.SingleQuotedStyle
	}
	return yaml.DoubleQuotedStyle
}

// isBlock reports whether a text of several lines looks in a literal block as it is.
func isBlock(s string) bool {
	if !strings.Contains(s, "\n") || strings.ContainsAny(s[:1], " \t\n") {
		return false
	}
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		if strings.TrimRight(line, " \t") != line || strings.ContainsFunc(line, func(c rune) bool { return c != '\t' && !unicode.IsPrint(c) }) {
			return false
		}
	}
	return true
}

// isPlainText reports whether a text needs no quotes to be seen as one, by people and by
// readers of YAML 1.1, to whom no is false and 12:30 is 750.
func isPlainText(s string) bool {
	if kind, _ := plain(s); kind != records.StringNode {
		return false
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "<<", "=":
		return false
	}
	if strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) }) || strings.TrimSpace(s) != s {
		return false
	}
	if strings.ContainsAny(s[:1], "#,[]{}&*!|>'\"%@`") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") ||
		strings.ContainsAny(s[:1], "-?:") && (len(s) == 1 || s[1] == ' ') ||
		strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #") {
		return false
	}
	// What is made of digits and the characters between them is a date, a time, a number.
	numeric := strings.Trim(s, decimalDigits+"_,.:+-/ eExXoObBtTzZ") == "" && strings.ContainsAny(s, decimalDigits)
	hexadecimal := len(s) > 2 && strings.EqualFold(strings.TrimLeft(s, "+-")[:min(2, len(strings.TrimLeft(s, "+-")))], "0x")
	return !numeric && !hexadecimal
}
