package records

import "reflect"

// root returns what is known of the value that into points at.
func (d *Decoder) root(into any, p *plan, v reflect.Value) *root {
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
	default:
		if d.once(r, name, at, n) {
			d.value(p, n, v)
		}
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
