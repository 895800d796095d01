package rules

import (
	"math"
	"reflect"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A reader turns a Go value into what rules work with: bool, int, decimal.Decimal, string,
// records.Date, records.Period, a pointer to a struct, []any of these, or nil.
type reader func(m *machine, v reflect.Value) (any, error)

func readBool(_ *machine, v reflect.Value) (any, error) { return v.Bool(), nil }

func readInt(_ *machine, v reflect.Value) (any, error) {
	n := v.Int()
	if n > math.MaxInt || n < math.MinInt {
		return nil, faultf("is %d, more than this machine counts with", n)
	}
	return int(n), nil
}

func readUint(_ *machine, v reflect.Value) (any, error) {
	n := v.Uint()
	if n > math.MaxInt {
		return nil, faultf("is %d, more than the largest whole number, %d", n, math.MaxInt)
	}
	return int(n), nil
}

func readText(m *machine, v reflect.Value) (any, error) {
	s := v.String()
	if err := m.text(len(s)); err != nil {
		return nil, err
	}
	return s, nil
}

func readRef(m *machine, v reflect.Value) (any, error) {
	ref := v.Interface().(records.Ref)
	if ref.IsZero() {
		return "", nil
	}
	s := ref.Kind + "/" + ref.ID // as files have it
	if err := m.text(len(s)); err != nil {
		return nil, err
	}
	return s, nil
}

func readDate(_ *machine, v reflect.Value) (any, error) { return v.Interface(), nil }

func readPeriod(_ *machine, v reflect.Value) (any, error) { return v.Interface(), nil }

func readDecimal(m *machine, v reflect.Value) (any, error) {
	return m.decimal(v.Interface().(decimal.Decimal))
}

func readObject(_ *machine, v reflect.Value) (any, error) {
	if !v.CanAddr() { // an element of a map
		copied := reflect.New(v.Type())
		copied.Elem().Set(v)
		return copied.Interface(), nil
	}
	return v.Addr().Interface(), nil
}

func readMap(_ *machine, v reflect.Value) (any, error) { return v.Interface(), nil }

func readPointer(read reader) reader {
	return func(m *machine, v reflect.Value) (any, error) {
		if v.IsNil() {
			return nil, nil
		}
		return read(m, v.Elem())
	}
}

func readList(read reader) reader {
	return func(m *machine, v reflect.Value) (any, error) {
		n := v.Len()
		if err := m.pay(n); err != nil {
			return nil, err
		}
		list := make([]any, n)
		for i := range list {
			value, err := read(m, v.Index(i))
			if err != nil {
				return nil, inside(i, err)
			}
			list[i] = value
		}
		return list, nil
	}
}

// follow returns the value of a field of a struct. It is false where the way there leads
// through an embedded pointer that is nil.
func follow(v reflect.Value, path []int) (reflect.Value, bool) {
	for i, step := range path {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(step)
	}
	return v, true
}
