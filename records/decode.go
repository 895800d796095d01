package records

import (
	"errors"
	"fmt"
	"reflect"
)

// A Decoder fills plain structs from the nodes of one or more files, by json tags alone, and
// gathers everything that is wrong with all of them:
//
//	d := records.NewDecoder()
//	d.Decode("risks.json", node, &system)
//	d.Decode("persons.json", other, &system)
//	d.Resolve()
//	err := d.Err()
//
// It takes structs (embedded ones are part of theirs), slices, maps by text, pointers, texts,
// booleans, integers, [decimal.Decimal], [time.Time], enums (types of text with a method
// Values), whatever has UnmarshalText or is a [NodeUnmarshaler], and [Node] itself, which
// takes whatever stands there. A type with anything else in it, floats among them, makes
// Decode panic at its first use: that is a mistake in the program, not in a file.
//
// Nothing is guessed. A name has to be one of the struct's, case and all; a text is no
// number and a number no text; an integer or decimal is read exactly or refused; an enum
// takes its values only. null, or nothing in YAML, stands for the zero value. Texts hold no
// control characters but tab and line breaks.
//
// Texts share the memory of the file that they come from.
//
// A Decoder is not safe for concurrent use.
type Decoder struct {
	plans  map[reflect.Type]*plan
	faults FileFaults
	kinds  map[string]*kind
	roots  map[any]*root
	order  []*root // in the order of first use

	file   int32 // index of the file that is read
	files  []string
	path   []frame // from the top of the file to the value that is read
	refs   []reference
	twice  []reference // records whose id was taken already
	hidden bool        // whether something could not be read that may hold what is referred to

	within   bool           // whether a value that validates its parts is being read
	asGiven  bool           // whether nothing is validated
	spoiled  map[*Node]bool // what of that value was reported already
	meant    map[meaning]bool
	root     *root // what is read into, if it validates itself
	retained int   // nodes of files that are kept until their root is validated
}

// A frame is a step on the way to the value that is read, and the way itself once it is kept.
type frame struct {
	step
	kept *trail
}

// A place is where something stands in a file.
type place struct{ file, line, column int32 }

// A NodeUnmarshaler reads itself from a node: a type with a notation of its own, or one
// field that may be a text or a map. Its error may hold [Faults] with paths below the node.
type NodeUnmarshaler interface {
	UnmarshalNode(n *Node) error
}

// Decode fills what into points at from this node alone, as a [Decoder] does: for a method
// UnmarshalNode that takes one of several notations. The error holds [Faults] with paths below
// the node. What the value refers to is not noted, so that no dangling reference is found in it.
func (n *Node) Decode(into any) error {
	d := NewDecoder()
	d.Decode("", n, into)
	var all FileErrors
	if !errors.As(d.Err(), &all) {
		return nil
	}
	var f Faults
	for _, fault := range all {
		f.Add(fault.Path, "%s", fault.Message)
	}
	return f.Err()
}

// NewDecoder returns a Decoder that has read nothing.
func NewDecoder() *Decoder {
	return &Decoder{
		plans:   map[reflect.Type]*plan{},
		kinds:   map[string]*kind{},
		roots:   map[any]*root{},
		spoiled: map[*Node]bool{},
		meant:   map[meaning]bool{},
	}
}

// AsGiven makes the decoder take records as they stand, without asking their Validate: for the
// cases of a test, which name only the fields that matter to them. It returns the decoder.
func (d *Decoder) AsGiven() *Decoder {
	d.asGiven, d.within = true, true
	return d
}

// Decode reads the node, the top of that file, into what into points at, and notes what is
// wrong with it. Several files may be read into one value: lists are put one after the
// other, maps are merged, and anything else may be set by one of the files only. What was
// wrong is left out of the value, the rest is filled in.
//
// A value with a method Validate is validated once it is read, and each fault is reported at
// the place that its path leads to; the parts of such a value are left to it. The value that
// into points at is validated as well, beside its parts, by Err, once all files are read:
// what it says of a part that has said so already is not said twice.
func (d *Decoder) Decode(file string, node *Node, into any) {
	target := pointee(into)
	p := d.plan(target.Type())
	d.file = int32(len(d.files))
	d.files = append(d.files, file)
	d.path = d.path[:0]
	r := d.rootOf(into, p, target)
	if !p.validates || d.asGiven {
		d.top(r, p, node, target)
		clear(d.spoiled)
		clear(d.meant)
		r.parts = nil
		return
	}
	d.root, r.pending = r, true
	d.top(r, p, node, target)
	d.root = nil
	d.retain(r, node)
}

// Refuse notes that a file could not be parsed: err is what its [Format] said.
func (d *Decoder) Refuse(file string, err error) {
	if err != nil {
		d.faults.AddError(file, err)
		d.hidden = true
	}
}

// Err returns everything that was found wrong so far, as [FileErrors], or nil.
func (d *Decoder) Err() error {
	for _, r := range d.order {
		if r.pending {
			r.pending = false
			d.validateRoot(r)
		}
	}
	return d.faults.Err()
}

// forget drops what is only needed while files are read: the places of records stay.
func (d *Decoder) forget() {
	clear(d.roots)
	clear(d.spoiled)
	clear(d.meant)
	d.order, d.refs, d.twice, d.path = nil, nil, nil, nil
}

// Place returns where the record that a reference names was read: the place of its id.
func (d *Decoder) Place(ref Ref) (file string, line, column int, ok bool) {
	if k := d.kinds[ref.Kind]; k != nil {
		if at, found := k.places[ref.ID]; found {
			return d.files[at.file], int(at.line), int(at.column), true
		}
	}
	return "", 0, 0, false
}

// at returns the place of a node in the file that is read.
func (d *Decoder) at(n *Node) place { return place{d.file, int32(n.Line), int32(n.Column)} }

// add notes a fault of the value that is read.
func (d *Decoder) add(line, column int, format string, args ...any) {
	fault := FileError{File: d.files[d.file], Line: line, Column: column}
	if !d.faults.full() {
		fault.Message = fmt.Sprintf(format, args...)
		var path []byte
		for i := range d.path {
			path = d.path[i].append(path)
		}
		fault.Path = string(path)
	}
	d.faults.Add(fault)
}

// refuse notes what is wrong with a node, so that nothing further is reported of it.
func (d *Decoder) refuse(n *Node, format string, args ...any) {
	d.add(n.Line, n.Column, format, args...)
	d.spoiled[n] = true
	if n.isCollection() {
		d.hidden = true
	}
}
