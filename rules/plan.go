package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// An object is a struct as rules see it.
type object struct {
	name   string
	goType reflect.Type
	fields map[string]*field
	names  []string // in the order of the struct
}

// A field is one field of a struct, under its json name.
type field struct {
	name  string
	path  []int // through the structs that are embedded
	typ   *typ
	read  reader
	sharp bool   // the way there leads through an embedded pointer, which may be nil
	unfit string // why rules cannot use it, where they cannot and its struct is used all the same

	goType reflect.Type
}

// A planner finds out, once for each type of facts, what rules can name and how it is read.
type planner struct {
	objects map[reflect.Type]*object
	enums   map[reflect.Type]*enum
	faults  records.Faults
	bad     int
	lenient bool // a field that rules cannot handle is left out, and its struct is used
	unfit   string
}

// planFacts plans a type of facts, or says what in it rules cannot handle.
func planFacts(t reflect.Type) (*object, error) {
	return (&planner{objects: map[reflect.Type]*object{}, enums: map[reflect.Type]*enum{}}).facts(t)
}

// planRecord plans a type that was not made to be facts: a rule may use what rules can handle
// of it, and is told of the rest when it names that.
func planRecord(t reflect.Type) (*object, error) {
	return (&planner{objects: map[reflect.Type]*object{}, enums: map[reflect.Type]*enum{}, lenient: true}).facts(t)
}

func (p *planner) facts(t reflect.Type) (*object, error) {
	if t.Kind() != reflect.Struct || special(t) {
		p.lenient = false
		p.refuse(t.String(), "is no struct: the facts of a rule are the fields of a struct")
		return nil, p.faults.Err()
	}
	facts := p.object(t.Name(), t)
	for _, name := range slices.Clone(facts.names) {
		switch {
		case isName(name):
		case p.lenient:
			facts.leaveOut(name, "is no word that a rule can be written with")
		default:
			p.refuse(join2(t.Name(), name), "cannot be named in a rule: give the field a json name of letters, digits and _ that is no word of the language")
		}
	}
	if p.bad > maxErrors {
		p.faults.Add(t.Name(), "holds %d more such fields", p.bad-maxErrors)
	}
	return facts, p.faults.Err()
}

// leaveOut keeps a field from being used, and from being proposed where a name is misspelt.
func (o *object) leaveOut(name, why string) {
	o.fields[name].unfit = why
	o.names = slices.DeleteFunc(o.names, func(n string) bool { return n == name })
}

func (p *planner) refuse(path, format string, args ...any) {
	if p.lenient {
		p.unfit = strings.Replace(fmt.Sprintf(format, args...), ": rules know", ", and rules know", 1)
		for _, advice := range []string{", so use", ": use", ", which rules", ": rules take", ": rename"} { // for who writes the type
			p.unfit, _, _ = strings.Cut(p.unfit, advice)
		}
		return
	}
	if p.bad++; p.bad <= maxErrors {
		p.faults.Add(path, format, args...)
	}
}

// special reports whether a struct is one value to rules.
func special(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[records.Date](), reflect.TypeFor[records.Period](), reflect.TypeFor[records.Ref](), reflect.TypeFor[decimal.Decimal]():
		return true
	}
	return false
}

func (p *planner) object(path string, t reflect.Type) *object {
	if o := p.objects[t]; o != nil {
		return o
	}
	o := &object{name: t.Name(), goType: t, fields: map[string]*field{}}
	if o.name == "" {
		o.name = "struct"
	}
	p.objects[t] = o // before its fields, which may lead back to it
	seen := map[reflect.Type]bool{}
	for level := []embedded{{typ: t}}; len(level) > 0; {
		level = p.level(o, path, level, seen)
	}
	return o
}

// An embedded struct is one whose fields are those of the struct around it.
type embedded struct {
	typ   reflect.Type
	path  []int
	sharp bool
}

// level plans the fields of the structs that are embedded equally deep, and returns those
// that they embed. A name that stands further out hides the same name further in.
func (p *planner) level(o *object, path string, level []embedded, seen map[reflect.Type]bool) (next []embedded) {
	outer := slices.Clone(o.names)
	for _, e := range level {
		for i := range e.typ.NumField() {
			f := e.typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			inner, pointer := f.Type, f.Type.Kind() == reflect.Pointer
			if pointer {
				inner = inner.Elem()
			}
			way := append(slices.Clone(e.path), i)
			switch {
			case f.Tag.Get("json") == "-":
				continue
			case (f.Anonymous && name == "" || f.Tag.Get("json") == ",inline") && inner.Kind() == reflect.Struct && !special(inner):
				if pointer && !f.IsExported() {
					p.refuse(join2(path, f.Name), "is an embedded pointer to a type that is not exported: embed the struct itself")
				} else if !seen[inner] {
					next = append(next, embedded{inner, way, e.sharp || pointer})
				}
				continue
			case !f.IsExported():
				continue
			case name == "":
				name = f.Name
			}
			switch {
			case slices.Contains(outer, name):
				continue
			case o.fields[name] != nil:
				p.refuse(join2(path, name), "is the name of two fields: rename one")
				continue
			}
			made := &field{name: name, path: way, sharp: e.sharp, goType: f.Type}
			o.fields[name], o.names = made, append(o.names, name)
			made.typ, made.read = p.value(join2(path, name), f.Type)
			if made.typ.unusable() {
				o.leaveOut(name, p.unfit)
			}
		}
	}
	for _, e := range level {
		seen[e.typ] = true
	}
	return next
}

// value plans how values of a type are read.
func (p *planner) value(path string, t reflect.Type) (*typ, reader) {
	switch t {
	case reflect.TypeFor[records.Date]():
		return tDate(), readDate
	case reflect.TypeFor[records.Period]():
		return tPeriod(), readPeriod
	case reflect.TypeFor[decimal.Decimal]():
		return tDecimal(), readDecimal
	case reflect.TypeFor[records.Ref]():
		return tText(), readRef
	case reflect.TypeFor[time.Time]():
		p.refuse(path, "is a time.Time: rules know days, so use records.Date")
		return tBad(), nil
	case reflect.TypeFor[time.Duration]():
		p.refuse(path, "is a time.Duration: use records.Period, or a whole number with its unit in the name")
		return tBad(), nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return tBool(), readBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return tInt(), readInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return tInt(), readUint
	case reflect.String:
		return p.text(path, t), readText
	case reflect.Struct:
		return &typ{kind: kindObject, object: p.object(path, t)}, readObject
	case reflect.Pointer:
		return p.pointer(path, t)
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			p.refuse(path, "is raw bytes, which rules cannot look into: use a text, or hide it with `json:\"-\"`")
			return tBad(), nil
		}
		elem, read := p.value(path+"[]", t.Elem())
		return &typ{kind: kindList, elem: elem}, readList(read)
	case reflect.Map:
		key := p.enum(path, t.Key())
		elem, read := p.value(path+"[]", t.Elem())
		if key == nil {
			p.refuse(path, "is a map by %s: rules take maps only by a type of text with a method Values, so that a misspelt key is noticed; use a struct or a list", t.Key())
			return tBad(), nil
		}
		return &typ{kind: kindMap, enum: key, elem: elem, read: read}, readMap
	case reflect.Float32, reflect.Float64:
		p.refuse(path, "is a %s, which is not exact: use decimal.Decimal or a whole number", t.Kind())
		return tBad(), nil
	}
	p.refuse(path, "is %s, which rules cannot handle: they take texts, whole numbers, decimal.Decimal, bool, records.Date, records.Period, structs, and lists of these; hide it with `json:\"-\"`", t)
	return tBad(), nil
}

func (p *planner) pointer(path string, t reflect.Type) (*typ, reader) {
	switch t.Elem().Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		p.refuse(path, "is %s: rules take pointers to structs and to single values only", t)
		return tBad(), nil
	}
	elem, read := p.value(path, t.Elem())
	return elem.maybe(), readPointer(read)
}

// text plans a type of text: one with values, the id of a record, or any text.
func (p *planner) text(path string, t reflect.Type) *typ {
	if t.Implements(reflect.TypeFor[interface{ Ref() records.Ref }]()) {
		return &typ{kind: kindText, id: reflect.Zero(t).Interface().(interface{ Ref() records.Ref }).Ref().Kind}
	}
	return &typ{kind: kindText, enum: p.enum(path, t)}
}

// enum returns the list of values of a type of text, or nil where it has none.
func (p *planner) enum(path string, t reflect.Type) *enum {
	if e, known := p.enums[t]; known {
		return e
	}
	if t.Kind() != reflect.String || !t.Implements(reflect.TypeFor[interface{ Values() []string }]()) {
		return nil
	}
	e := &enum{name: t.Name(), typ: t, values: slices.Clone(reflect.Zero(t).Interface().(interface{ Values() []string }).Values())}
	p.enums[t] = e
	if len(e.values) == 0 {
		p.refuse(path, "is of the type %s, whose method Values lists none", t)
	}
	return e
}

func join2(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// isName reports whether a rule can name a fact so.
func isName(name string) bool {
	for i, r := range name {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return name != "" && !slices.Contains(words(), name)
}

// words are the names that the language keeps for itself.
func words() []string {
	return []string{"true", "false", "nil", "and", "or", "not", "in", "matches", "contains", "startsWith", "endsWith", "let", "if", "else"}
}
