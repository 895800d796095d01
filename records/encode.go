package records

import (
	"encoding"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// A NodeMarshaler writes itself as a node, as a [NodeUnmarshaler] reads itself from one.
type NodeMarshaler interface {
	MarshalNode() (*Node, error)
}

// Encode returns the node that a [Decoder] reads back to an equal value: by json tags, with
// the fields of a struct in their order and the names of a map in alphabetical order.
// omitzero and omitempty leave fields out. A nil list, map or pointer is null, an empty list
// stays one. Instants are written in UTC.
//
// What could not be read back is refused, with [Faults]: text that is not UTF-8 or holds
// control characters, a decimal beyond what is read, a type that no file can hold.
func Encode(v any) (*Node, error) { return new(notations).encode(v) }

var (
	typeNodeMarshaler = reflect.TypeFor[NodeMarshaler]()
	typeTextMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	typeZeroer        = reflect.TypeFor[interface{ IsZero() bool }]()
)

type encoder struct {
	notations *notations
	path      []step
	depth     int
	faults    Faults
}

// refuse notes what cannot be written and returns a node in its place.
func (e *encoder) refuse(format string, args ...any) *Node {
	if len(e.faults.list) < maxTreeFaults {
		e.faults.Add(e.where(), format, args...)
	}
	return &Node{}
}

// refuseAll notes what a part says is wrong with it.
func (e *encoder) refuseAll(err error) *Node {
	if len(e.faults.list) < maxTreeFaults {
		e.faults.Within(e.where(), err)
	}
	return &Node{}
}

func (e *encoder) where() string {
	var path []byte
	for _, s := range e.path {
		path = s.append(path)
	}
	return shorten(string(path), longestPath)
}

func (e *encoder) value(v reflect.Value) *Node {
	if !v.IsValid() {
		return &Node{}
	}
	if e.depth >= deepest {
		return e.refuse("is nested more than %d deep, or holds itself", deepest)
	}
	e.depth++
	defer func() { e.depth-- }()
	t := v.Type()
	if v.Kind() == reflect.Pointer {
		switch {
		case v.IsNil():
			return &Node{}
		case t == typeNodePointer:
			return v.Interface().(*Node)
		}
		return e.value(v.Elem())
	}
	switch w := e.notations.of(t); w.by {
	case asNode:
		n := v.Interface().(Node)
		return &n
	case asItSays:
		n, err := addressed(v).(NodeMarshaler).MarshalNode()
		if err != nil {
			return e.refuseAll(err)
		}
		return n
	case asDecimal:
		return e.decimal(v.Interface().(decimal.Decimal))
	case asTime:
		return e.time(v.Interface().(time.Time))
	case asItsText:
		text, err := addressed(v).(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return e.refuseAll(err)
		}
		return e.text(string(text))
	case notAtAll:
		return e.refuse("is of the type %v, which can read itself but not write itself", t)
	default:
		return e.kind(v, w)
	}
}

// addressed returns a pointer to the value, or to a copy, for methods that need one.
func addressed(v reflect.Value) any {
	if !v.CanAddr() {
		c := reflect.New(v.Type())
		c.Elem().Set(v)
		return c.Interface()
	}
	return v.Addr().Interface()
}

// kind encodes a value without a notation of its own.
func (e *encoder) kind(v reflect.Value, w *notation) *Node {
	switch v.Kind() {
	case reflect.String:
		if w.enum {
			return e.enum(v.String(), v.Interface().(interface{ Values() []string }).Values())
		}
		return e.text(v.String())
	case reflect.Bool:
		return &Node{Kind: BoolNode, Text: strconv.FormatBool(v.Bool())}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &Node{Kind: NumberNode, Text: strconv.FormatInt(v.Int(), 10)}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &Node{Kind: NumberNode, Text: strconv.FormatUint(v.Uint(), 10)}
	case reflect.Slice:
		return e.list(v)
	case reflect.Map:
		return e.mapping(v)
	case reflect.Struct:
		return e.structure(v, w)
	}
	return e.refuse("is of the type %v, which no file can hold", v.Type())
}

func (e *encoder) text(text string) *Node {
	if c, found := controlCharacter(text); found {
		return e.refuse("holds the control character %s: texts have none but tabs and line breaks", quote(c))
	}
	if !utf8.ValidString(text) {
		return e.refuse("%s is not UTF-8", quote(text))
	}
	return &Node{Kind: StringNode, Text: text}
}

func (e *encoder) enum(text string, values []string) *Node {
	if text != "" && !slices.Contains(values, text) {
		return e.refuse("%s is none of %s%s", quote(text), strings.Join(values, ", "), DidYouMean(text, values))
	}
	return e.text(text)
}

// decimal writes plain digits, the zeros behind the point among them, and those before it
// as an exponent if that is how the number is kept.
func (e *encoder) decimal(d decimal.Decimal) *Node {
	exponent := d.Exponent()
	if exponent < -maxDecimalExponent || exponent > maxDecimalExponent || d.NumDigits() > maxDecimalDigits {
		return e.refuse("has more than %d digits or lies outside of what is kept, 1e-%d to 1e%d",
			maxDecimalDigits, maxDecimalExponent, maxDecimalExponent)
	}
	if exponent > 0 {
		return &Node{Kind: NumberNode, Text: d.Coefficient().String() + "e" + strconv.Itoa(int(exponent))}
	}
	return &Node{Kind: NumberNode, Text: d.StringFixed(-exponent)}
}

func (e *encoder) time(t time.Time) *Node {
	t = t.UTC()
	switch year := t.Year(); {
	case t.IsZero():
		return &Node{Kind: StringNode}
	case year < 1 || year > 9999:
		return e.refuse("lies outside of the years 1 to 9999")
	}
	return &Node{Kind: StringNode, Text: t.Format(time.RFC3339Nano)}
}
