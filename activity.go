package iso28000

import (
	"reflect"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// An activity finds the latest trace of work in the records of one kind.
type activity func(*conformity.Reader) (record records.Ref, on records.Date)

// in returns the activity in the records of type T: any day on one of them on which something
// has happened. Days that are only set, such as the one by which something is due, are none.
func in[T records.Entity]() activity {
	plan := datesOf(reflect.TypeFor[T]())
	order := conformity.NewOrder(func(t *T) []records.Date { return plan.of(nil, reflect.ValueOf(t).Elem()) })
	return func(r *conformity.Reader) (records.Ref, records.Date) {
		t, day := order.Latest(r)
		if t == nil {
			return records.Ref{}, records.Date{}
		}
		return (*t).Ref(), day
	}
}

// dates are where a type holds days: in fields of its own, in parts, in lists of parts.
type dates struct {
	own   []int
	parts []datedPart
}

type datedPart struct {
	field int
	list  bool
	dates *dates
}

var dateType = reflect.TypeFor[records.Date]()

func datesOf(t reflect.Type) *dates {
	d := &dates{}
	for i := range t.NumField() {
		field := t.Field(i)
		if !field.IsExported() || isSetAhead(field) {
			continue
		}
		part, list := field.Type, false
		if part.Kind() == reflect.Slice {
			part, list = part.Elem(), true
		}
		switch {
		case part == dateType && !list:
			d.own = append(d.own, i)
		case part == dateType:
			d.parts = append(d.parts, datedPart{i, true, nil})
		case part.Kind() == reflect.Struct && strings.HasPrefix(part.PkgPath(), "github.com/iso28000/"):
			if below := datesOf(part); len(below.own)+len(below.parts) > 0 {
				d.parts = append(d.parts, datedPart{i, list, below})
			}
		}
	}
	return d
}

// isSetAhead reports whether a field holds a day that somebody has set and on which nothing
// happens by itself.
func isSetAhead(field reflect.StructField) bool {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	for _, word := range strings.Split(name, "_") {
		switch word {
		case "due", "until", "expires", "next", "planned", "by", "to":
			return true
		}
	}
	return false
}

// of adds the days that a value holds to those that are known.
func (d *dates) of(days []records.Date, v reflect.Value) []records.Date {
	for _, i := range d.own {
		days = append(days, dayAt(v.Field(i)))
	}
	for _, part := range d.parts {
		field := v.Field(part.field)
		switch {
		case !part.list:
			days = part.dates.of(days, field)
		case part.dates == nil:
			for i := range field.Len() {
				days = append(days, dayAt(field.Index(i)))
			}
		default:
			for i := range field.Len() {
				days = part.dates.of(days, field.Index(i))
			}
		}
	}
	return days
}

func dayAt(v reflect.Value) records.Date { return *v.Addr().Interface().(*records.Date) }
