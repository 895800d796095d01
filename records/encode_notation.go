package records

import (
	"reflect"
	"sync"
)

// A notation is how the values of a type are written: all of it that depends on the type alone.
type notation struct {
	by     manner
	enum   bool    // of a text: whether its type lists its values
	zeroer bool    // whether a method decides what is zero
	fields []field // of a struct
	err    error   // of a struct that no file can hold
}

// A manner is what decides how a value is written.
type manner uint8

const (
	byKind   manner = iota // the kind of its type
	asNode                 // it is a node
	asItSays               // MarshalNode
	asDecimal
	asTime
	asItsText // MarshalText
	notAtAll  // it reads itself, and does not write itself
)

// notations are those of the types that were met. The zero value is empty. They are safe for
// concurrent use, and as many as the program has types.
type notations struct{ known sync.Map }

func (n *notations) of(t reflect.Type) *notation {
	if w, found := n.known.Load(t); found {
		return w.(*notation)
	}
	w, _ := n.known.LoadOrStore(t, notationOf(t))
	return w.(*notation)
}

func notationOf(t reflect.Type) *notation {
	pointer := reflect.PointerTo(t)
	w := &notation{zeroer: pointer.Implements(typeZeroer)}
	switch {
	case t == typeNode:
		w.by = asNode
	case pointer.Implements(typeNodeMarshaler):
		w.by = asItSays
	case t == typeDecimal:
		w.by = asDecimal
	case t == typeTime:
		w.by = asTime
	case pointer.Implements(typeTextMarshaler):
		w.by = asItsText
	case pointer.Implements(typeNodeUnmarshaler), pointer.Implements(typeTextUnmarshaler):
		w.by = notAtAll
	case t.Kind() == reflect.Struct:
		w.fields, w.err = fieldsOf(t)
	case t.Kind() == reflect.String:
		w.enum = t.Implements(typeEnum)
	}
	return w
}

// encode is [Encode]. A struct is copied, so that what asks for a pointer to a part of it is
// not given a copy of each.
func (n *notations) encode(v any) (*Node, error) {
	e := encoder{notations: n}
	value := reflect.ValueOf(v)
	if value.Kind() == reflect.Struct {
		whole := reflect.New(value.Type()).Elem()
		whole.Set(value)
		value = whole
	}
	node := e.value(value)
	if err := e.faults.Err(); err != nil {
		return nil, err
	}
	return node, nil
}
