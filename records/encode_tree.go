package records

import "unicode/utf8"

// Validate reports everything that keeps a tree from being written to a file: a name twice
// in a map, text that is not UTF-8, an unknown kind, a missing value, a number without
// digits, more than 10,000 levels. A tree that a [Format] read has no faults.
func (n *Node) Validate() error {
	v := treeValidator{}
	v.node(n)
	return v.faults.Err()
}

// maxTreeFaults is after how many faults the check of a tree ends.
const maxTreeFaults = 100

type treeValidator struct {
	path   []step
	faults Faults
}

func (v *treeValidator) add(format string, args ...any) {
	if len(v.faults.list) >= maxTreeFaults {
		return
	}
	var path []byte
	for _, s := range v.path {
		path = s.append(path)
	}
	v.faults.Add(shorten(string(path), longestPath), format, args...)
}

func (v *treeValidator) node(n *Node) {
	switch {
	case n == nil:
		v.add("has no node: use one of the kind NullNode for nothing")
		return
	case len(v.path) > deepest:
		v.add("is nested more than %d deep", deepest)
		return
	case len(v.faults.list) >= maxTreeFaults:
		return
	}
	switch n.Kind {
	case NullNode:
	case BoolNode:
		if n.Text != "true" && n.Text != "false" {
			v.add("%s is neither true nor false", quote(n.Text))
		}
	case NumberNode:
		if n.Text == "" {
			v.add("is a number without digits")
		}
	case StringNode:
		if !utf8.ValidString(n.Text) {
			v.add("%s is not UTF-8", quote(n.Text))
		}
	case ListNode:
		for i, item := range n.Items {
			v.path = append(v.path, byIndex(i))
			v.node(item)
			v.path = v.path[:len(v.path)-1]
		}
	case MapNode:
		v.fields(n)
	default:
		v.add("is of no kind of node")
	}
}

func (v *treeValidator) fields(n *Node) {
	names := make(map[string]bool, len(n.Fields))
	for i := range n.Fields {
		f := &n.Fields[i]
		v.path = append(v.path, byName(f.Name))
		if names[f.Name] {
			v.add("is given twice: keep one")
		}
		names[f.Name] = true
		if !utf8.ValidString(f.Name) {
			v.add("is a name that is not UTF-8")
		}
		v.node(f.Value)
		v.path = v.path[:len(v.path)-1]
	}
}
