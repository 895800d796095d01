package records

import (
	"strconv"
	"strings"
	"unicode"
)

// A step leads from a list or a map to one value in it: by its place, or by its name.
type step struct {
	name  string
	index int // -1 where the step is by name
}

func byIndex(i int) step      { return step{index: i} }
func byName(name string) step { return step{name: name, index: -1} }

// append adds the step to a path: [3], .step, or ["a name that is no word"].
func (s step) append(path []byte) []byte {
	switch {
	case s.index >= 0:
		path = append(path, '[')
		path = strconv.AppendInt(path, int64(s.index), 10)
		return append(path, ']')
	case !isWord(s.name):
		path = append(path, '[')
		path = append(path, quote(s.name)...)
		return append(path, ']')
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, s.name...)
}

// isWord reports whether a name can stand in a path as it is.
func isWord(name string) bool {
	for _, r := range name {
		if r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return name != "" && len(name) <= 60
}

// cutStep takes the first step off a field path as Validate methods write them. The name
// of a step in brackets, ratings[c], may be an index or a name: what it is, the node says.
func cutStep(path string) (name, rest string) {
	path = strings.TrimPrefix(path, ".")
	if inner, found := strings.CutPrefix(path, "["); found {
		if quoted, err := strconv.QuotedPrefix(inner); err == nil {
			name, _ = strconv.Unquote(quoted)
			return name, strings.TrimPrefix(inner[len(quoted):], "]")
		}
		name, rest, _ = strings.Cut(inner, "]")
		return name, rest
	}
	if end := strings.IndexAny(path, ".["); end >= 0 {
		return path[:end], path[end:]
	}
	return path, ""
}

// joinPath puts a path below another, as [Faults.Within] does.
func joinPath(path, below string) string {
	switch {
	case path == "" || below == "":
		return path + below
	case below[0] == '[', below[0] == '.':
		return path + below
	}
	return path + "." + below
}

// child returns the value that a step of a field path leads to, or nil.
func (n *Node) child(name string) *Node {
	switch n.Kind {
	case ListNode:
		if i, err := strconv.Atoi(name); err == nil && 0 <= i && i < len(n.Items) {
			return n.Items[i]
		}
	case MapNode:
		for i := range n.Fields {
			if n.Fields[i].Name == name {
				return n.Fields[i].Value
			}
		}
	}
	return nil
}

// follow walks a field path from n as far as there are values, and tells visit of each on
// the way, n among them. It returns the last of them and the name that it lacks: nothing
// where the path was walked to its end.
func (n *Node) follow(path string, visit func(*Node)) (last *Node, lacks string) {
	visit(n)
	for path != "" {
		name, rest := cutStep(path)
		next := n.child(name)
		if next == nil {
			return n, name
		}
		n, path = next, rest
		visit(n)
	}
	return n, ""
}

// A trail is a path that is kept: its values share the steps from the top of the file.
type trail struct {
	up *trail
	step
}

func (t *trail) String() string {
	var steps []step
	for ; t != nil; t = t.up {
		steps = append(steps, t.step)
	}
	var path []byte
	for i := len(steps) - 1; i >= 0; i-- {
		path = steps[i].append(path)
	}
	return string(path)
}
