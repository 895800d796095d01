package records

import (
	"encoding"
	"fmt"
	"reflect"
	"time"

	"github.com/shopspring/decimal"
)

// A plan is how values of one type are read. Plans are made once per type and Decoder.
type plan struct {
	read      func(d *Decoder, p *plan, n *Node, v reflect.Value)
	validates bool  // the type has a method Validate
	elem      *plan // of a list, a map, a pointer
	enum      *enum // of a text, or of the keys of a map
	fields    *fieldPlans
	kind      *kind // of what an ID names
}

// fieldPlans is how the fields of a struct are read.
type fieldPlans struct {
	list  []fieldPlan
	index map[string]int
	names []string
	kind  *kind // of an entity, or nil
	id    int   // the field that holds the entity's own id
}

type fieldPlan struct {
	field
	plan *plan
}

// An enum is the values that a type of text may take.
type enum struct {
	values []string
	known  map[string]string // each by itself, so that no text keeps a file in memory
}

var (
	typeNodeUnmarshaler = reflect.TypeFor[NodeUnmarshaler]()
	typeTextUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	typeValidator       = reflect.TypeFor[interface{ Validate() error }]()
	typeEnum            = reflect.TypeFor[interface{ Values() []string }]()
	typeEntity          = reflect.TypeFor[Entity]()
	typeIdentifier      = reflect.TypeFor[identifier]()
	typeDecimal         = reflect.TypeFor[decimal.Decimal]()
	typeTime            = reflect.TypeFor[time.Time]()
	typeRef             = reflect.TypeFor[Ref]()
	typeNode            = reflect.TypeFor[Node]()
	typeNodePointer     = reflect.TypeFor[*Node]()
)

// An identifier is an ID of whatever entity.
type identifier interface {
	Ref() Ref
	names() reflect.Type
}

// names returns the type that the ID names an entity of.
func (ID[T]) names() reflect.Type { return reflect.TypeFor[T]() }

// plan returns how values of the type are read.
func (d *Decoder) plan(t reflect.Type) *plan {
	if p := d.plans[t]; p != nil {
		return p
	}
	p := &plan{validates: t != typeNode && t != typeNodePointer && reflect.PointerTo(t).Implements(typeValidator)}
	d.plans[t] = p // before its parts are planned, which may lead back to it
	pointer := reflect.PointerTo(t)
	switch {
	case t == typeNode:
		p.read = (*Decoder).readNode
	case t == typeNodePointer:
		p.read = (*Decoder).readNodePointer
	case pointer.Implements(typeNodeUnmarshaler) && t.Kind() != reflect.Pointer:
		p.read = (*Decoder).readNodeUnmarshaler
	case t == typeDecimal:
		p.read = (*Decoder).readDecimal
	case t == typeTime:
		p.read = (*Decoder).readTime
	case t == typeRef:
		p.read = (*Decoder).readRef
	case pointer.Implements(typeTextUnmarshaler) && t.Kind() != reflect.Pointer:
		p.read = (*Decoder).readText
	default:
		d.planKind(t, p)
	}
	return p
}

// planKind plans a type without a notation of its own.
func (d *Decoder) planKind(t reflect.Type, p *plan) {
	switch t.Kind() {
	case reflect.String:
		p.read = (*Decoder).readString
		if d.planName(t, p); p.kind != nil {
			p.read = (*Decoder).readID
		}
	case reflect.Bool:
		p.read = (*Decoder).readBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.read = (*Decoder).readInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.read = (*Decoder).readUint
	case reflect.Pointer:
		// The value that is pointed at is validated, not the pointer.
		p.read, p.elem, p.validates = (*Decoder).readPointer, d.plan(t.Elem()), false
	case reflect.Slice:
		p.read, p.elem = (*Decoder).readList, d.plan(t.Elem())
	case reflect.Map:
		if key := t.Key(); key.Kind() != reflect.String || reflect.PointerTo(key).Implements(typeTextUnmarshaler) {
			panic(fmt.Sprintf("records: no file can be read into %v: the keys of a map are texts", t))
		}
		p.read, p.elem = (*Decoder).readMap, d.plan(t.Elem())
		d.planName(t.Key(), p)
	case reflect.Struct:
		p.read, p.fields = (*Decoder).readStruct, d.planFields(t)
	default:
		panic(fmt.Sprintf("records: no file can be read into %v: use a text, bool, integer, decimal, struct, slice, map or pointer, or a type with UnmarshalText or UnmarshalNode", t))
	}
}

// planName plans what a type of text stands for: an enum's value, an ID, or neither.
func (d *Decoder) planName(t reflect.Type, p *plan) {
	switch {
	case t.Implements(typeIdentifier):
		p.kind = d.kindOf(reflect.Zero(t).Interface().(identifier).Ref().Kind, true)
	case t.Implements(typeEnum):
		values := reflect.Zero(t).Interface().(interface{ Values() []string }).Values()
		p.enum = &enum{values: values, known: make(map[string]string, len(values))}
		for _, value := range values {
			p.enum.known[value] = value
		}
	}
}

func (d *Decoder) planFields(t reflect.Type) *fieldPlans {
	fields, err := fieldsOf(t)
	if err != nil {
		panic(fmt.Sprintf("records: no file can be read into %v: %v", t, err))
	}
	plans := &fieldPlans{id: -1, index: make(map[string]int, len(fields))}
	for i, f := range fields {
		plans.index[f.name] = i
		plans.names = append(plans.names, f.name)
		if f.name == "id" && t.Implements(typeEntity) && f.typ.Implements(typeIdentifier) &&
			reflect.Zero(f.typ).Interface().(identifier).names() == t {
			plans.id = i
			plans.kind = d.kindOf(reflect.Zero(t).Interface().(Entity).Ref().Kind, true)
			plans.list = append(plans.list, fieldPlan{f, &plan{read: (*Decoder).readString}})
			continue
		}
		plans.list = append(plans.list, fieldPlan{f, d.plan(f.typ)})
	}
	return plans
}
