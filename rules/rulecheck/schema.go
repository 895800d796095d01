package rulecheck

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// A schema is what a struct of lists of records looks like to checks in files.
type schema struct {
	system reflect.Type
	lists  map[string]list
	names  []string
	kinds  map[string]string // the name of the list of each kind
}

// A list of a system holds the records of one type.
type list struct {
	name   string
	index  []int // of the field in the system
	record reflect.Type
}

var entityType = reflect.TypeFor[records.Entity]()

func schemaOf(system reflect.Type) (*schema, error) {
	if system.Kind() != reflect.Struct {
		return nil, fmt.Errorf("%s is no struct: checks range over the lists of one", system)
	}
	s := &schema{system: system, lists: map[string]list{}, kinds: map[string]string{}}
	for _, f := range fieldsOf(system) {
		if f.typ.Kind() == reflect.Slice && f.typ.Elem().Kind() == reflect.Struct && f.typ.Elem().Implements(entityType) {
			s.lists[f.name] = list{f.name, f.index, f.typ.Elem()}
			s.kinds[kindOf(f.typ.Elem())] = f.name
			s.names = append(s.names, f.name)
		}
	}
	return s, nil
}

func kindOf(record reflect.Type) string {
	return reflect.Zero(record).Interface().(records.Entity).Ref().Kind
}

// of returns the rows of the list of a system.
func (l list) of(system reflect.Value) reflect.Value { return system.FieldByIndex(l.index) }

// A field is one field of a struct, under its json name.
type field struct {
	name  string
	index []int
	typ   reflect.Type
}

// fieldsOf returns the fields of a struct as files name them, those of embedded structs too.
func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Tag.Get("json") == "-":
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct, f.Tag.Get("json") == ",inline":
			for _, inner := range fieldsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				fields = append(fields, inner)
			}
		case !f.IsExported():
		case name == "":
			fields = append(fields, field{f.Name, f.Index, f.Type})
		default:
			fields = append(fields, field{name, f.Index, f.Type})
		}
	}
	return fields
}

// A path leads from a record to a value in it, or to several where it goes through a list.
type path struct {
	text  string
	steps [][]int
	typ   reflect.Type // of the value, of each where there are several
	many  bool
}

// resolve finds where a path such as approval.by leads from a type.
func resolve(t reflect.Type, text string) (path, error) {
	p := path{text: text, typ: t}
	before := ""
	for _, name := range strings.Split(text, ".") {
		p.strip()
		if p.typ.Kind() != reflect.Struct || single(p.typ) {
			return p, fmt.Errorf("%s has no fields, so there is no %s in it", before, name)
		}
		fields := fieldsOf(p.typ)
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			return p, fmt.Errorf("there is no field %q%s%s", cut(name), in(before), near(name, fieldNames(fields)))
		}
		p.steps, p.typ, before = append(p.steps, fields[i].index), fields[i].typ, name
	}
	p.strip()
	return p, nil
}

// strip goes to what a pointer or a list holds.
func (p *path) strip() {
	for p.typ.Kind() == reflect.Pointer || p.typ.Kind() == reflect.Slice {
		p.many = p.many || p.typ.Kind() == reflect.Slice
		p.typ = p.typ.Elem()
	}
}

func in(path string) string {
	if path == "" {
		return ""
	}
	return " in " + path
}

func fieldNames(fields []field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// near proposes the name that was probably meant, or lists the names where there are few.
func near(name string, names []string) string {
	if meant := records.DidYouMean(name, names); meant != "" || len(names) > 12 {
		return meant
	}
	return ": there are " + strings.Join(names, ", ")
}

// each visits the values that the path leads to.
func (p *path) each(v reflect.Value, visit func(reflect.Value)) { walk(v, p.steps, visit) }

func walk(v reflect.Value, steps [][]int, visit func(reflect.Value)) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			walk(v.Index(i), steps, visit)
		}
		return
	}
	if len(steps) == 0 {
		visit(v)
		return
	}
	walk(v.FieldByIndex(steps[0]), steps[1:], visit)
}

// kindNamed returns the kind of record that values of the type name, or nothing.
func kindNamed(t reflect.Type) string {
	if t.Kind() != reflect.String || !t.Implements(entityType) {
		return ""
	}
	return kindOf(t)
}

// ids returns the ids that a path to one or several of them leads to.
func (p *path) ids(record any) []string {
	var ids []string
	p.each(reflect.ValueOf(record), func(v reflect.Value) {
		if v.String() != "" {
			ids = append(ids, v.String())
		}
	})
	return ids
}

func sortedNames(with map[string]string) []string { return slices.Sorted(maps.Keys(with)) }
