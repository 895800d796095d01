package records

import (
	"reflect"
	"slices"
	"strings"
)

func (e *encoder) list(v reflect.Value) *Node {
	if v.IsNil() {
		return &Node{}
	}
	n := &Node{Kind: ListNode, Items: make([]*Node, v.Len())}
	for i := range n.Items {
		e.path = append(e.path, byIndex(i))
		n.Items[i] = e.value(v.Index(i))
		e.path = e.path[:len(e.path)-1]
	}
	return n
}

func (e *encoder) mapping(v reflect.Value) *Node {
	t := v.Type()
	if key := t.Key(); key.Kind() != reflect.String || reflect.PointerTo(key).Implements(typeTextUnmarshaler) {
		return e.refuse("is of the type %v, which no file can hold: the keys of a map are texts", t)
	}
	if v.IsNil() {
		return &Node{}
	}
	n := &Node{Kind: MapNode, Fields: make([]Field, 0, v.Len())}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		e.path = append(e.path, byName(key.String()))
		e.kind(key, e.notations.of(t.Key())) // for what is wrong with it
		n.Fields = append(n.Fields, Field{Name: key.String(), Value: e.value(v.MapIndex(key))})
		e.path = e.path[:len(e.path)-1]
	}
	return n
}

func (e *encoder) structure(v reflect.Value, w *notation) *Node {
	fields := w.fields
	if w.err != nil {
		return e.refuse("is of a type that no file can hold: %v", w.err)
	}
	n := &Node{Kind: MapNode, Fields: make([]Field, 0, len(fields))}
	for i := range fields {
		f := &fields[i]
		value := v.FieldByIndex(f.index)
		if f.omitZero && e.isZero(value) || f.omitEmpty && isEmpty(value) {
			continue
		}
		e.path = append(e.path, byName(f.name))
		n.Fields = append(n.Fields, Field{Name: f.name, Value: e.value(value)})
		e.path = e.path[:len(e.path)-1]
	}
	return n
}

// isZero is what omitzero asks: a method IsZero decides, where there is one.
func (e *encoder) isZero(v reflect.Value) bool {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return true
	}
	if e.notations.of(v.Type()).zeroer {
		return addressed(v).(interface{ IsZero() bool }).IsZero()
	}
	return v.IsZero()
}

// isEmpty is what omitempty asks.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
