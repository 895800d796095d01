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
	return func(r *conformity.Reader) (records.Ref, records.Date) {
		day := func(t *T) records.Date { return plan.latest(r, reflect.ValueOf(t).Elem()) }
		t := conformity.All[T](r).Latest(day)
		if t == nil {
			return records.Ref{}, records.Date{}
		}
		return (*t).Ref(), day(t)
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

func (d *dates) latest(r *conformity.Reader, v reflect.Value) records.Date {
	var latest records.Date
	take := func(day records.Date) {
		if day.After(latest) && r.Happened(day) {
			latest = day
		}
	}
	for _, i := range d.own {
		take(v.Field(i).Interface().(records.Date))
	}
	for _, part := range d.parts {
		field := v.Field(part.field)
		switch {
		case !part.list:
			take(part.dates.latest(r, field))
		case part.dates == nil:
			for i := range field.Len() {
				take(field.Index(i).Interface().(records.Date))
			}
		default:
			for i := range field.Len() {
				take(part.dates.latest(r, field.Index(i)))
			}
		}
	}
	return latest
}
