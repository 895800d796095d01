package records

import (
	"reflect"
	"strconv"
)

// A root is what one or more files are read into.
type root struct {
	plan    *plan
	value   reflect.Value
	files   []rootFile
	parts   []part
	set     map[string]place // what only one file may set
	pending bool             // whether it is still to be validated
}

type rootFile struct {
	file int32
	node *Node
}

// A part is what one file gave to a list or a map of a root.
type part struct {
	name  string // of the field, empty where the root itself is the list or map
	file  int32
	node  *Node
	start int // where its items begin in the whole list
	count int
}

// rootOf returns what is known of the value that into points at.
func (d *Decoder) rootOf(into any, p *plan, v reflect.Value) *root {
	r := d.roots[into]
	if r == nil {
		r = &root{plan: p, value: v, set: map[string]place{}}
		d.roots[into] = r
		d.order = append(d.order, r)
	}
	return r
}

// top reads the top of a file into its root, beside what other files gave.
func (d *Decoder) top(r *root, p *plan, n *Node, v reflect.Value) {
	if n.Kind == NullNode {
		return // a file without anything in it
	}
	if p.fields == nil {
		d.share(r, p, "", n, n.Line, n.Column, v)
		return
	}
	if n.Kind != MapNode {
		d.hidden = true
	}
	d.readFields(p.fields, n, v, func(i int, f *Field, v reflect.Value) {
		if f.Value.Kind != NullNode {
			d.share(r, p.fields.list[i].plan, f.Name, f.Value, f.Line, f.Column, v)
		}
	})
}

// share reads what one file gives to a part of a root: the next items of a list, further
// entries of a map, or a value that no other file may give.
func (d *Decoder) share(r *root, p *plan, name string, n *Node, line, column int, v reflect.Value) {
	at := place{d.file, int32(line), int32(column)}
	given := part{name: name, file: d.file, node: n}
	switch {
	case p.validates && p != r.plan:
		// A list or map that validates itself is read from one file, as any other value.
		if d.once(r, name, at, n) {
			d.value(p, n, v)
		}
	case v.Kind() == reflect.Slice && p.elem != nil:
		given.start = v.Len()
		given.count = d.appendList(p, n, v)
		r.parts = append(r.parts, given)
	case v.Kind() == reflect.Map && p.elem != nil:
		d.mergeMap(p, n, v, func(f *Field) bool {
			return d.once(r, name+"\x00"+f.Name, place{d.file, int32(f.Line), int32(f.Column)}, f.Value)
		})
		r.parts = append(r.parts, given)
	case !d.once(r, name, at, n):
	case p == r.plan:
		p.read(d, p, n, v) // it is validated at the end
	default:
		d.value(p, n, v)
	}
}

// once notes that a file sets what only one may, or the fault that another did already.
func (d *Decoder) once(r *root, name string, at place, n *Node) bool {
	first, twice := r.set[name]
	if !twice {
		r.set[name] = at
		return true
	}
	d.add(int(at.line), int(at.column), "is already given in %s:%d:%d: keep one of the two", d.files[first.file], first.line, first.column)
	d.hidden = d.hidden || n.isCollection()
	return false
}

// find returns the file and the node which a field path of the whole value leads into, how
// that node is called there, and what is left of the path. A list that was read from several
// files counts its items anew in each.
func (r *root) find(path string) (file int32, n *Node, shown, rest string) {
	name, below := cutStep(path)
	if r.plan.fields == nil {
		name, below = "", path
	}
	item, rest := cutStep(below)
	for _, p := range r.parts {
		if p.name != name || below == "" {
			continue
		}
		if i, err := strconv.Atoi(item); err == nil && p.node.Kind == ListNode && p.start <= i && i-p.start < p.count {
			shown = joinPath(name, "["+strconv.Itoa(i-p.start)+"]")
			if len(p.node.Items) == 0 {
				return p.file, p.node, shown, rest // its items were not kept
			}
			return p.file, p.node.Items[i-p.start], shown, rest
		}
		if n := p.node.child(item); n != nil && p.node.Kind == MapNode {
			return p.file, p.node, name, below
		}
	}
	for _, f := range r.files {
		if n := f.node.child(name); n != nil && n.Kind != NullNode {
			return f.file, f.node, "", path
		}
	}
	return r.files[0].file, r.files[0].node, "", path
}

// maxRetained is how many nodes are kept until a root is validated: some hundred megabytes.
const maxRetained = 1_000_000

// retain keeps a file that was read until its root is validated, so that faults are found in
// it. Of what is beyond memory only the top is kept: a fault in it is shown at its list.
func (d *Decoder) retain(r *root, n *Node) {
	left := maxRetained - d.retained
	if n.count(&left); left >= 0 {
		d.retained = maxRetained - left
	} else {
		n = n.top()
		for i := range r.parts {
			p := &r.parts[i]
			if p.file != d.file {
				continue
			}
			if p.node = n; p.name != "" {
				p.node = n.child(p.name)
			}
		}
		clear(d.spoiled)
		clear(d.meant)
	}
	r.files = append(r.files, rootFile{d.file, n})
}

// count takes the values in a node, itself among them, off what is left, until nothing is.
func (n *Node) count(left *int) {
	if *left--; *left < 0 {
		return
	}
	for _, item := range n.Items {
		item.count(left)
	}
	for i := range n.Fields {
		n.Fields[i].Value.count(left)
	}
}

// top returns a copy of a node without what is in its items and fields.
func (n *Node) top() *Node {
	c := &Node{Kind: n.Kind, Line: n.Line, Column: n.Column}
	for _, f := range n.Fields {
		f.Value = &Node{Kind: f.Value.Kind, Text: f.Value.Text, Line: f.Value.Line, Column: f.Value.Column}
		c.Fields = append(c.Fields, f)
	}
	return c
}
