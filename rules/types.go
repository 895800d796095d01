package rules

import (
	"reflect"
	"strings"
)

// A kind is what a value is to rules.
type kind uint8

const (
	kindBad kind = iota // something wrong was reported already; nothing more is said about it
	kindNil
	kindBool
	kindInt     // int
	kindDecimal // int or decimal.Decimal
	kindText    // string
	kindDate    // records.Date
	kindPeriod  // records.Period
	kindObject  // a pointer to a struct
	kindList    // []any
	kindMap     // the map itself
)

// A typ is the type of an expression.
type typ struct {
	kind     kind
	optional bool    // it may be nil
	enum     *enum   // of a text: the values that it can have; of a map: its keys
	id       string  // of a text: the kind of record that it names
	object   *object // of a record
	elem     *typ    // of a list, a map
	read     reader  // of a map: reads what is in it
}

// An enum is a type of text with a fixed list of values.
type enum struct {
	name   string
	typ    reflect.Type
	values []string
}

func (e *enum) has(value string) bool {
	for _, v := range e.values {
		if v == value {
			return true
		}
	}
	return false
}

// list names the values for a message.
func (e *enum) list() string {
	const most = 12
	if len(e.values) > most {
		return strings.Join(e.values[:most], ", ") + " …"
	}
	return strings.Join(e.values, ", ")
}

func (t *typ) is(k kind) bool { return t.kind == k && !t.optional }

func (t *typ) number() bool { return (t.kind == kindInt || t.kind == kindDecimal) && !t.optional }

// unusable reports whether rules cannot handle values of the type, or what is in them.
func (t *typ) unusable() bool {
	return t.kind == kindBad || (t.kind == kindList || t.kind == kindMap) && t.elem.unusable()
}

// sure returns the type without nil among its values.
func (t *typ) sure() *typ {
	if !t.optional {
		return t
	}
	s := *t
	s.optional = false
	return &s
}

// maybe returns the type with nil among its values.
func (t *typ) maybe() *typ {
	if t.optional || t.kind == kindNil || t.kind == kindBad {
		return t
	}
	s := *t
	s.optional = true
	return &s
}

// String names the type for a message.
func (t *typ) String() string {
	name := t.name()
	if t.optional {
		return name + " or nil"
	}
	return name
}

func (t *typ) name() string {
	switch t.kind {
	case kindNil:
		return "nil"
	case kindBool:
		return "true or false"
	case kindInt:
		return "a whole number"
	case kindDecimal:
		return "a decimal number"
	case kindText:
		switch {
		case t.enum != nil:
			return "one of the list " + t.enum.name
		case t.id != "":
			return "the id of " + article(t.id) + " " + t.id
		}
		return "a text"
	case kindDate:
		return "a day"
	case kindPeriod:
		return "a period"
	case kindObject:
		return "a record (" + t.object.name + ")"
	case kindList:
		switch {
		case t.elem.kind == kindNil:
			return "an empty list"
		case t.elem.kind == kindObject:
			return "a list of records (" + t.elem.object.name + ")"
		}
		return "a list"
	case kindMap:
		return "a map by the list " + t.enum.name
	}
	return "unknown"
}

func article(word string) string {
	if word != "" && strings.Contains("aeiou", word[:1]) {
		return "an"
	}
	return "a"
}

// The types that are the same everywhere.
func tBad() *typ     { return &typ{kind: kindBad} }
func tNil() *typ     { return &typ{kind: kindNil, optional: true} }
func tBool() *typ    { return &typ{kind: kindBool} }
func tInt() *typ     { return &typ{kind: kindInt} }
func tDecimal() *typ { return &typ{kind: kindDecimal} }
func tText() *typ    { return &typ{kind: kindText} }
func tDate() *typ    { return &typ{kind: kindDate} }
func tPeriod() *typ  { return &typ{kind: kindPeriod} }

// join returns the type that holds the values of both, or nil where there is none.
func join(a, b *typ) *typ {
	switch {
	case a.kind == kindBad || b.kind == kindBad:
		return tBad()
	case a.kind == kindNil:
		return b.maybe()
	case b.kind == kindNil:
		return a.maybe()
	case a.optional || b.optional:
		if both := join(a.sure(), b.sure()); both != nil {
			return both.maybe()
		}
		return nil
	case a.number() && b.number():
		if a.kind == kindInt && b.kind == kindInt {
			return a
		}
		return tDecimal()
	case a.kind != b.kind:
		return nil
	}
	switch a.kind {
	case kindText:
		if a.enum != b.enum || a.id != b.id {
			return tText()
		}
	case kindObject:
		if a.object != b.object {
			return nil
		}
	case kindMap:
		if a.enum != b.enum || join(a.elem, b.elem) == nil {
			return nil
		}
	case kindList:
		elem := b.elem
		if b.elem.kind == kindNil {
			elem = a.elem
		} else if a.elem.kind != kindNil {
			elem = join(a.elem, b.elem)
		}
		if elem == nil {
			return nil
		}
		return &typ{kind: kindList, elem: elem}
	}
	return a
}
