package records

import "reflect"

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
	if d.root != nil {
		return // which may speak of it once more
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
			d.faults.Add(d.fault(at, fault.Path, fault.Message))
		}
	}
}

// fault returns what is wrong below the value that is read, just as it is kept.
func (d *Decoder) fault(at place, below, message string) FileError {
	var path []byte
	for i := range d.path {
		path = d.path[i].append(path)
	}
	return FileError{
		File: d.files[at.file], Line: int(at.line), Column: int(at.column),
		Path: shorten(joinPath(string(path), below), longestPath), Message: shorten(message, longestText),
	}
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
	said := make(map[FileError]bool, len(d.faults.list)) // by the parts that validate themselves
	for _, fault := range d.faults.list {
		said[fault] = true
	}
	for _, fault := range faultsOrOne(err) {
		in, n, shown, path := r.find(fault.Path)
		d.file, d.path = in, d.path[:0]
		at, known := d.locate(n, path, fault.Offset)
		if added := d.fault(at, joinPath(shown, path), fault.Message); !known && !said[added] {
			d.faults.Add(added)
		}
	}
}
