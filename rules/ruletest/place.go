package ruletest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// A Place is where something stands. Of what comes from no file, File is the path in its
// definition, such as rules[3].when.
type Place struct {
	File   string `json:"file,omitzero"`
	Line   int    `json:"line,omitzero"`   // from 1; 0 where the whole file is meant
	Column int    `json:"column,omitzero"` // in characters, from 1
}

// String returns file:line:column, without what is not known.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// inDefinition is the place of a byte of a text that comes from no file.
func inDefinition(path, text string, offset int) Place {
	before := text[:min(max(offset, 0), len(text))]
	return Place{path, 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
}

// inFile is the place of a byte of a text in a file, or the beginning of the value where places
// inside it cannot be told, or none is meant: offset is then negative.
func inFile(file string, node *records.Node, offset int) Place {
	if node.Origin != nil && offset >= 0 {
		line, column := node.Origin(offset)
		return Place{file, line, column}
	}
	return Place{file, node.Line, node.Column}
}

// child returns the value of a field, or the node itself where it has none of that name.
func child(node *records.Node, name string) *records.Node {
	if found := field(node, name); found != nil {
		return found
	}
	return node
}

// field returns the value of a field, or nil.
func field(node *records.Node, name string) *records.Node {
	for i := range node.Fields {
		if node.Fields[i].Name == name {
			return node.Fields[i].Value
		}
	}
	return nil
}

// lacksNear reports whether a map has a field that was probably meant to be that one.
func lacksNear(node *records.Node, name string) bool {
	for i := range node.Fields {
		if node.Fields[i].Name != name && records.Nearest(node.Fields[i].Name, []string{name}) != "" {
			return true
		}
	}
	return false
}

// follow walks a field path such as stops[2].port as far as there are values.
func follow(node *records.Node, path string) *records.Node {
	steps := strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' || c == ']' })
	for _, step := range steps {
		if i, err := strconv.Atoi(step); err == nil && node.Kind == records.ListNode && i >= 0 && i < len(node.Items) {
			node = node.Items[i]
		} else if next := field(node, step); next != nil {
			node = next
		} else {
			break
		}
	}
	return node
}

// brief names a case after what it gives.
func brief(node *records.Node) string {
	var parts []string
	for i := range min(len(node.Fields), most) {
		f := &node.Fields[i]
		parts = append(parts, cut(f.Name, 60)+" "+value(f.Value))
	}
	if len(parts) == 0 {
		return "nothing given"
	}
	return cut(strings.Join(parts, ", "), 60)
}

func value(node *records.Node) string {
	switch node.Kind {
	case records.NullNode:
		return "null"
	case records.StringNode:
		if node.Text == "" {
			return `""`
		}
		return cut(node.Text, 60)
	case records.ListNode:
		items := make([]string, 0, most)
		for i := range min(len(node.Items), most) {
			items = append(items, value(node.Items[i]))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case records.MapNode:
		if len(node.Fields) == 0 {
			return "{}"
		}
		return "{" + brief(node) + "}"
	}
	return cut(node.Text, 60)
}

// most is how many fields or elements the name of a case looks at: what is longer is cut anyway.
const most = 9

// quote shows a text that somebody wrote: quoted, and not too long.
func quote(text string) string { return strconv.Quote(cut(text, 60)) }

// cut shortens a text to that many characters, on one line.
func cut(text string, most int) string {
	if len(text) > 8*most { // of a long text the beginning will do
		text = strings.ToValidUTF8(text[:8*most], "") + strings.Repeat("x", most)
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
