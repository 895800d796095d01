package yaml

import (
	"go.yaml.in/yaml/v4"

	"github.com/iso28000/iso28000/records"
)

// An anchored value is made once, and counted wherever it is used.
type anchored struct {
	node   *records.Node // nil while it is being made
	nodes  int           // in it, aliases resolved
	height int           // levels of lists and maps in it
}

// document makes the tree of the one value in a document.
func (r *reading) document(document *yaml.Node) *records.Node {
	r.done = map[*yaml.Node]*anchored{}
	if len(document.Content) == 0 {
		return &records.Node{Line: 1, Column: 1}
	}
	node, _ := r.value(document.Content[0], 0)
	return node
}

// value makes the node of a value, and says how many levels of lists and maps are in it. The
// node is nil once the reading has ended.
func (r *reading) value(n *yaml.Node, depth int) (node *records.Node, height int) {
	switch {
	case r.ended:
		return nil, 0
	case n.Kind == yaml.AliasNode:
		return r.alias(n, depth)
	case n.Anchor == "":
		return r.fresh(n, depth)
	}
	a := &anchored{}
	r.done[n] = a
	before := r.nodes
	node, height = r.fresh(n, depth)
	a.node, a.height, a.nodes = node, height, r.nodes-before
	return node, height
}

// alias returns the node that an alias stands for, and counts all that is in it again.
func (r *reading) alias(n *yaml.Node, depth int) (*records.Node, int) {
	a := r.done[n.Alias]
	switch {
	case a == nil: // what is a name, or part of one, where it is defined
		return r.value(n.Alias, depth)
	case a.node == nil:
		r.end(n, "the alias *%s stands within what it stands for: write the value out", n.Value)
		return nil, 0
	case !r.count(n, a.nodes), !r.deep(n, depth+a.height):
		return nil, 0
	}
	return a.node, a.height
}

// end notes a fault after which nothing else is looked at.
func (r *reading) end(n *yaml.Node, format string, args ...any) {
	r.fault(n.Line, n.Column, format, args...)
	r.ended = true
}

// count counts nodes, and ends the reading if they are too many.
func (r *reading) count(n *yaml.Node, nodes int) bool {
	if r.nodes += nodes; r.nodes > r.limits.Nodes {
		r.end(n, "is one value too many: at most %d are read from one file, those that aliases stand for included", r.limits.Nodes)
	}
	return !r.ended
}

// deep ends the reading if that many levels are too many.
func (r *reading) deep(n *yaml.Node, depth int) bool {
	if depth > r.limits.Depth {
		r.end(n, "is nested too deep: lists and maps go at most %d deep", r.limits.Depth)
	}
	return !r.ended
}

// fresh makes the node of a value that is no alias.
func (r *reading) fresh(n *yaml.Node, depth int) (*records.Node, int) {
	if !r.count(n, 1) {
		return nil, 0
	}
	node := &records.Node{Line: n.Line, Column: n.Column}
	switch n.Kind {
	case yaml.ScalarNode:
		r.scalar(n, node)
		return node, 0
	case yaml.SequenceNode, yaml.MappingNode:
		if !r.deep(n, depth+1) {
			return nil, 0
		}
		height := 0
		if n.Kind == yaml.SequenceNode {
			r.tagged(n, "!!seq")
			height = r.list(n, node, depth+1)
		} else {
			r.tagged(n, "!!map")
			height = r.mapping(n, node, depth+1)
		}
		return node, height + 1
	}
	r.end(n, "is nothing that is read here")
	return nil, 0
}

// tagged notes a tag that is none of those that are read for a list or a map.
func (r *reading) tagged(n *yaml.Node, core string) {
	if n.Style&yaml.TaggedStyle != 0 && n.Tag != core {
		r.fault(n.Line, n.Column, "the tag %s is not read here: take it out", shownTag(n.Tag))
	}
}

func (r *reading) list(n *yaml.Node, node *records.Node, depth int) (height int) {
	node.Kind = records.ListNode
	node.Items = make([]*records.Node, 0, len(n.Content))
	for i, item := range n.Content {
		r.path = append(r.path, step{index: i})
		value, levels := r.value(item, depth)
		r.path = r.path[:len(r.path)-1]
		if r.ended {
			return 0
		}
		node.Items = append(node.Items, value)
		height = max(height, levels)
	}
	return height
}

func (r *reading) mapping(n *yaml.Node, node *records.Node, depth int) (height int) {
	node.Kind = records.MapNode
	node.Fields = make([]records.Field, 0, len(n.Content)/2)
	var given names
	if len(n.Content)/2 > 16 {
		given = make(names, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		name, ok := r.name(key)
		r.path = append(r.path, step{name: name, index: -1})
		value, levels := r.value(n.Content[i+1], depth)
		if r.ended {
			return 0
		}
		if first := given.line(node.Fields, name); ok && first > 0 {
			r.fault(key.Line, key.Column, "is given twice, first in line %d: keep one", first)
		} else if ok {
			given.add(name, key.Line)
			node.Fields = append(node.Fields, records.Field{Name: name, Line: key.Line, Column: key.Column, Value: value})
			height = max(height, levels)
		}
		r.path = r.path[:len(r.path)-1]
	}
	return height
}

// names are the names of a map and their lines. It is nil where there are so few that looking
// through the fields is quicker.
type names map[string]int

// line returns where a name is given already, or 0.
func (s names) line(fields []records.Field, name string) int {
	if s != nil {
		return s[name]
	}
	for i := range fields {
		if fields[i].Name == name {
			return fields[i].Line
		}
	}
	return 0
}

func (s names) add(name string, line int) {
	if s != nil {
		s[name] = line
	}
}

// name returns the text of a key, and notes what is no name.
func (r *reading) name(key *yaml.Node) (name string, ok bool) {
	text := key
	if key.Kind == yaml.AliasNode {
		text = key.Alias
	}
	if text.Kind != yaml.ScalarNode {
		r.fault(key.Line, key.Column, "a list or map stands where a name is needed: names are texts")
		return "", false
	}
	before := r.faults.Len()
	kind, _ := r.resolve(text)
	switch {
	case r.faults.Len() > before:
		return "", false
	case text.Value == "<<" && isPlain(text):
		r.fault(key.Line, key.Column, "<< is no name here: write out the fields that it would merge, or put it in quotes")
		return "", false
	case kind != records.StringNode:
		r.fault(key.Line, key.Column, "%q is %v, where a name is needed: put it in quotes", text.Value, kind)
		return "", false
	case len(text.Value) > r.limits.Scalar:
		r.fault(key.Line, key.Column, "is a name of %d bytes, more than the %d of one text", len(text.Value), r.limits.Scalar)
		return "", false
	}
	return text.Value, true
}
