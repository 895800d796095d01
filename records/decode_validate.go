package records

import (
	"reflect"
	"strconv"
)

// A meaning is a field that a map lacks, but under a name near to it probably has: that the
// field is missing is not said a second time.
type meaning struct {
	node *Node
	name string
}

// outermost reads a value that validates itself and its parts, and then validates it.
func (d *Decoder) outermost(p *plan, n *Node, v reflect.Value) {
	d.within = true
	d.value(p, n, v)
	d.within = false
	if err := v.Addr().Interface().(interface{ Validate() error }).Validate(); err != nil {
		d.addFaults(n, err)
	}
	if len(d.spoiled) > 0 {
		clear(d.spoiled)
	}
	if len(d.meant) > 0 {
		clear(d.meant)
	}
}

// addFaults notes each fault of an error about the value that is read, at its own place.
func (d *Decoder) addFaults(n *Node, err error) {
	for _, fault := range faultsOrOne(err) {
		if at, known := d.locate(n, fault.Path, fault.Offset); !known {
			d.addFault(at, fault.Path, fault.Message)
		}
	}
}

func (d *Decoder) addFault(at place, below, message string) {
	var path []byte
	for i := range d.path {
		path = d.path[i].append(path)
	}
	d.faults.Add(FileError{
		File: d.files[at.file], Line: int(at.line), Column: int(at.column),
		Path: joinPath(string(path), below), Message: message,
	})
}

// locate returns the place that a field path below a node leads to, or that of the nearest
// value around it. It reports whether a fault of that value is known already.
func (d *Decoder) locate(n *Node, path string, offset int) (at place, known bool) {
	last, lacks := n.follow(path, func(n *Node) { known = known || d.spoiled[n] })
	known = known || lacks != "" && d.meant[meaning{last, lacks}]
	at = d.at(last)
	if lacks == "" && offset > 0 && last.Origin != nil {
		line, column := last.Origin(offset)
		at.line, at.column = int32(line), int32(column)
	}
	return at, known
}

// faultsOrOne returns the faults that an error holds, or the error as one.
func faultsOrOne(err error) []*Fault {
	if faults := FaultsOf(err); len(faults) > 0 {
		return faults
	}
	return []*Fault{{Message: err.Error()}}
}

// validateRoot validates what files were read into, and finds the file for each fault.
func (d *Decoder) validateRoot(r *root) {
	err := r.value.Addr().Interface().(interface{ Validate() error }).Validate()
	if err == nil {
		return
	}
	for _, fault := range faultsOrOne(err) {
		in, n, shown, path := r.find(fault.Path)
		d.file, d.path = in, d.path[:0]
		if at, known := d.locate(n, path, fault.Offset); !known {
			d.addFault(at, joinPath(shown, path), fault.Message)
		}
	}
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
			return p.file, p.node.Items[i-p.start], joinPath(name, "["+strconv.Itoa(i-p.start)+"]"), rest
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
