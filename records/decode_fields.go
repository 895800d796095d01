package records

import (
	"fmt"
	"reflect"
	"strings"
)

// A field is one field of a struct as files know it.
type field struct {
	name      string
	index     []int // of the field, through embedded structs
	typ       reflect.Type
	omitZero  bool
	omitEmpty bool
}

// fieldsOf returns the fields of a struct by their json tags, in their order, those of
// embedded structs in the place of these. As in Go, an outer field hides an embedded one of
// its name. What no file can hold is an error.
func fieldsOf(t reflect.Type) ([]field, error) {
	c := fieldCollector{top: t}
	c.collect(t, nil)
	return c.fields, c.err
}

type fieldCollector struct {
	top    reflect.Type
	fields []field
	err    error
}

func (c *fieldCollector) collect(t reflect.Type, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		at := append(index[:len(index):len(index)], i)
		switch {
		case tag == "-":
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			c.collect(f.Type, at)
		case f.Anonymous && name == "":
			c.err = fmt.Errorf("%v embeds %v: embed a struct, or name the field by a json tag", c.top, f.Type)
		case f.IsExported():
			if name == "" {
				name = f.Name
			}
			c.add(t, field{name: name, index: at, typ: f.Type}, options)
		}
	}
}

func (c *fieldCollector) add(t reflect.Type, f field, options string) {
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "":
		case "omitzero":
			f.omitZero = true
		case "omitempty":
			f.omitEmpty = true
		default:
			c.err = fmt.Errorf("the json tag of %v.%s has the option %s, which files do not know", t, f.name, option)
		}
	}
	for i, other := range c.fields {
		switch {
		case other.name != f.name:
		case len(other.index) == len(f.index):
			c.err = fmt.Errorf("%v has two fields with the name %s", c.top, f.name)
		case len(f.index) < len(other.index):
			c.fields[i] = f
			return
		default:
			return
		}
	}
	c.fields = append(c.fields, f)
}
