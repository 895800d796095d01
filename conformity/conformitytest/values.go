package conformitytest

import (
	"reflect"
	"time"

	"github.com/iso28000/iso28000/records"
)

var (
	dateType   = reflect.TypeFor[records.Date]()
	timeType   = reflect.TypeFor[time.Time]()
	entityType = reflect.TypeFor[records.Entity]()
)

// copied returns a copy that shares no list, map or pointer with the original, so that what is
// done to the one is not done to the other. What is unexported is taken as it is: values of
// packages that do not let it be changed.
func copied[T any](x T) T {
	c := reflect.New(reflect.TypeFor[T]()).Elem()
	copyInto(c, reflect.ValueOf(&x).Elem())
	return c.Interface().(T)
}

func copyInto(to, from reflect.Value) {
	to.Set(from)
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			copyInto(to.Elem(), from.Elem())
		}
	case reflect.Struct:
		for i := range from.NumField() {
			if from.Type().Field(i).IsExported() {
				copyInto(to.Field(i), from.Field(i))
			}
		}
	case reflect.Array:
		for i := range from.Len() {
			copyInto(to.Index(i), from.Index(i))
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				copyInto(to.Index(i), from.Index(i))
			}
		}
	case reflect.Map:
		if !from.IsNil() {
			to.Set(reflect.MakeMapWithSize(from.Type(), from.Len()))
			for at := from.MapRange(); at.Next(); {
				v := reflect.New(from.Type().Elem()).Elem()
				copyInto(v, at.Value())
				to.SetMapIndex(at.Key(), v)
			}
		}
	}
}

// fields visits each field that can be set and is not empty, in order, however deep, until
// visit says no. Days and instants are one value each.
func fields(v reflect.Value, visit func(reflect.Value) bool) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || fields(v.Elem(), visit)
	case reflect.Struct:
		if v.Type() == dateType || v.Type() == timeType {
			return true
		}
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() || v.Field(i).IsZero() {
				continue
			}
			if !visit(v.Field(i)) || !fields(v.Field(i), visit) {
				return false
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !fields(v.Index(i), visit) {
				return false
			}
		}
	}
	return true
}

// century is 400 years in days: a whole number of weeks, after which the calendar repeats.
const century = 146097

// shift moves every day and instant by 400 years, those in lists too.
func shift(v reflect.Value) {
	switch {
	case v.Type() == dateType:
		v.Set(reflect.ValueOf(v.Interface().(records.Date).AddDays(century)))
		return
	case v.Type() == timeType:
		if t := v.Interface().(time.Time); !t.IsZero() {
			v.Set(reflect.ValueOf(t.UTC().AddDate(0, 0, century)))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			shift(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				shift(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			shift(v.Index(i))
		}
	case reflect.Map:
		for at := v.MapRange(); at.Next(); {
			moved := reflect.New(v.Type().Elem()).Elem()
			moved.Set(at.Value())
			shift(moved)
			v.SetMapIndex(at.Key(), moved)
		}
	}
}

// lists returns the lists of records of an input, as the checks find them: those in the
// exported fields of the struct, or of what it points at, and of structs embedded in it.
func lists(in any) []reflect.Value {
	v := reflect.ValueOf(in)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return nil
	}
	var found []reflect.Value
	for i := range v.NumField() {
		field := v.Type().Field(i)
		switch {
		case !field.IsExported():
		case field.Anonymous && field.Type.Kind() == reflect.Struct:
			found = append(found, lists(v.Field(i).Addr().Interface())...)
		case field.Type.Kind() == reflect.Slice && field.Type.Elem().Implements(entityType):
			found = append(found, v.Field(i))
		}
	}
	return found
}
