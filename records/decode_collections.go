package records

import (
	"reflect"
	"strings"
)

func (d *Decoder) readPointer(p *plan, n *Node, v reflect.Value) {
	target := reflect.New(v.Type().Elem())
	d.value(p.elem, n, target.Elem())
	v.Set(target)
}

func (d *Decoder) readList(p *plan, n *Node, v reflect.Value) {
	v.SetZero()
	d.appendList(p, n, v)
}

// appendList reads the items of a list onto the end of a slice, and returns how many.
func (d *Decoder) appendList(p *plan, n *Node, v reflect.Value) int {
	if n.Kind != ListNode {
		d.mismatch(n, "a list")
		return 0
	}
	base, length := v.Len(), len(n.Items)
	if v.IsNil() {
		v.Set(reflect.MakeSlice(v.Type(), length, length))
	} else {
		v.Grow(length)
		v.SetLen(base + length)
	}
	d.path = append(d.path, frame{})
	top := len(d.path) - 1
	for i, item := range n.Items {
		d.path[top] = frame{step: byIndex(i)}
		d.value(p.elem, item, v.Index(base+i))
	}
	d.path = d.path[:top]
	return length
}

func (d *Decoder) readMap(p *plan, n *Node, v reflect.Value) {
	v.SetZero()
	d.mergeMap(p, n, v, func(*Field) bool { return true })
}

// mergeMap reads the entries of a map, those which may be set, into one that is there or is made.
func (d *Decoder) mergeMap(p *plan, n *Node, v reflect.Value, maySet func(*Field) bool) bool {
	if n.Kind != MapNode {
		d.mismatch(n, "a map")
		return false
	}
	t := v.Type()
	if v.IsNil() {
		v.Set(reflect.MakeMapWithSize(t, len(n.Fields)))
	}
	d.path = append(d.path, frame{})
	top := len(d.path) - 1
	for i := range n.Fields {
		f := &n.Fields[i]
		d.path[top] = frame{step: byName(f.Name)}
		if !d.key(p, f) || !maySet(f) {
			continue
		}
		value := reflect.New(t.Elem()).Elem()
		d.value(p.elem, f.Value, value)
		v.SetMapIndex(reflect.ValueOf(f.Name).Convert(t.Key()), value)
	}
	d.path = d.path[:top]
	return true
}

// key notes what is wrong with a name in a map, and what it refers to.
func (d *Decoder) key(p *plan, f *Field) bool {
	c, found := controlCharacter(f.Name)
	switch {
	case found:
		d.add(f.Line, f.Column, "is a name with the control character %s: names have none", quote(c))
		return false
	case p.enum != nil && p.enum.known[f.Name] == "":
		d.add(f.Line, f.Column, "is a name that is none of %s%s", strings.Join(p.enum.values, ", "), d.didYouMean(f.Name, p.enum.values))
		return false
	case p.kind != nil:
		d.refer(p.kind, f.Name, f.Line, f.Column)
	}
	return true
}

func (d *Decoder) readStruct(p *plan, n *Node, v reflect.Value) {
	d.readFields(p.fields, n, v, func(i int, f *Field, v reflect.Value) {
		d.field(p.fields.list[i].plan, f.Value, v)
	})
}

// field reads the value of a field of a struct. null is as good as not there.
func (d *Decoder) field(p *plan, n *Node, v reflect.Value) {
	if n.Kind == NullNode {
		v.SetZero()
		return
	}
	d.value(p, n, v)
}

// readFields hands each known field of a map to set, and notes the others.
func (d *Decoder) readFields(p *fieldPlans, n *Node, v reflect.Value, set func(i int, f *Field, v reflect.Value)) {
	if n.Kind != MapNode {
		d.mismatch(n, "a map with fields such as "+strings.Join(p.names[:min(3, len(p.names))], ", "))
		return
	}
	d.path = append(d.path, frame{})
	top := len(d.path) - 1
	next := 0 // the field that is likely to come next, since files keep the order of the struct
	for i := range n.Fields {
		f := &n.Fields[i]
		d.path[top] = frame{step: byName(f.Name)}
		if next >= len(p.list) || p.list[next].name != f.Name {
			known := false
			if next, known = p.index[f.Name]; !known {
				d.unknown(p, n, f)
				continue
			}
		}
		at := &p.list[next]
		target := v.Field(at.index[0])
		for _, j := range at.index[1:] {
			target = target.Field(j)
		}
		set(next, f, target)
		next++
	}
	d.path = d.path[:top]
	if p.kind != nil {
		d.define(p, n, v)
	}
}

// unknown notes a field that the struct does not have.
func (d *Decoder) unknown(p *fieldPlans, n *Node, f *Field) {
	d.hidden = d.hidden || f.Value.isCollection()
	near := ""
	if !d.faults.full() {
		near = Nearest(f.Name, p.names)
	}
	if near == "" {
		d.add(f.Line, f.Column, "is no field here: there are %s", shorten(strings.Join(p.names, ", "), 300))
		return
	}
	d.meant[meaning{n, near}] = true
	d.add(f.Line, f.Column, "is no field here, did you mean %s?", near)
}

// didYouMean is DidYouMean, as long as a fault is still kept with its text.
func (d *Decoder) didYouMean(text string, names []string) string {
	if d.faults.full() {
		return ""
	}
	return DidYouMean(text, names)
}
