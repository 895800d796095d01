package records

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// A kind is the records of one kind that were read, by id.
type kind struct {
	name   string
	known  bool // whether there is a type of this kind, and not only a reference
	places map[string]place
	ids    []string // in the order of the files

	elsewhere map[string]bool // ids of records that are there and are not read
}

// A reference is an id that was read: it names a record somewhere else, or its own one.
type reference struct {
	kind *kind
	id   string
	at   place
	path *trail
}

// kindOf returns the kind with that name.
func (d *Decoder) kindOf(name string, known bool) *kind {
	k := d.kinds[name]
	if k == nil {
		k = &kind{name: name, places: map[string]place{}}
		d.kinds[name] = k
	}
	k.known = k.known || known
	return k
}

// keep returns the path of the value that is read, to be kept beyond its reading.
func (d *Decoder) keep() *trail {
	var up *trail
	for i := range d.path {
		f := &d.path[i]
		if f.kept == nil {
			f.kept = &trail{up: up, step: f.step}
		}
		up = f.kept
	}
	return up
}

// refer notes that the value that is read names a record.
func (d *Decoder) refer(k *kind, id string, line, column int) {
	d.refs = append(d.refs, reference{k, id, place{d.file, int32(line), int32(column)}, d.keep()})
}

// define notes the record that was read from a node, by its id.
func (d *Decoder) define(p *fieldPlans, n *Node, v reflect.Value) {
	id := v.FieldByIndex(p.list[p.id].index).String()
	if id == "" {
		d.hidden = true
		return
	}
	at := n.child("id")
	k := p.kind
	if _, taken := k.places[id]; taken {
		d.twice = append(d.twice, reference{k, id, d.at(at), d.keep()})
		return
	}
	k.places[id] = d.at(at)
	k.ids = append(k.ids, id)
}

// Exists notes that there is a record that is not read: what names it does not dangle.
func (d *Decoder) Exists(ref Ref) {
	k := d.kindOf(ref.Kind, false)
	if k.elsewhere == nil {
		k.elsewhere = map[string]bool{}
	}
	k.elsewhere[ref.ID] = true
}

// maxCompared bounds how many ids are looked at, all in all, to find the one that was meant.
const maxCompared = 1_000_000

// Resolve notes each record whose id another of its kind has, and each reference, an [ID] or
// a [Ref], to a record that was not read. Call it once all files are read. Where something
// that may hold records could not be read, references are left alone: they would be blamed
// for what is wrong elsewhere.
func (d *Decoder) Resolve() {
	refs, twice := d.refs, d.twice
	d.refs, d.twice = nil, nil
	for _, t := range twice {
		first := t.kind.places[t.id]
		d.unresolved(t, ".id", func() string {
			return fmt.Sprintf("%s %s is already in %s:%d:%d: give one of the two another id",
				t.kind.name, quoteID(t.id), d.files[first.file], first.line, first.column)
		})
	}
	if d.hidden {
		return
	}
	left := maxCompared
	for _, r := range refs {
		if _, found := r.kind.places[r.id]; !found && !r.kind.elsewhere[r.id] {
			d.unresolved(r, "", func() string { return d.dangling(r, &left) })
		}
	}
}

// unresolved notes a fault of an id that was read before.
func (d *Decoder) unresolved(r reference, field string, message func() string) {
	fault := FileError{File: d.files[r.at.file], Line: int(r.at.line), Column: int(r.at.column)}
	if !d.faults.full() {
		fault.Path, fault.Message = r.path.String()+field, message()
	}
	d.faults.Add(fault)
}

// dangling says what is wrong with a reference to nothing, and what was probably meant.
func (d *Decoder) dangling(r reference, left *int) string {
	if !r.kind.known {
		var names []string
		for _, name := range slices.Sorted(maps.Keys(d.kinds)) {
			if d.kinds[name].known {
				names = append(names, name)
			}
		}
		return fmt.Sprintf("%s is no kind of record%s", quoteID(r.kind.name), DidYouMean(r.kind.name, names))
	}
	near := ""
	if *left -= len(r.kind.ids); *left >= 0 {
		near = DidYouMean(r.id, r.kind.ids)
	}
	return fmt.Sprintf("no %s has the id %s%s", r.kind.name, quoteID(r.id), near)
}

// quoteID shows an id as it is, or in quotes where that could be misread.
func quoteID(id string) string {
	if quoted := quote(id); quoted != `"`+id+`"` || strings.ContainsAny(id, " ,:") || id == "" {
		return quoted
	}
	return id
}
