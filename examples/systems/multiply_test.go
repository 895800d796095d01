package systems_test

import (
	"fmt"
	"reflect"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/records"
)

// single are the lists of what an organization has one of, however large it is. Where a record
// in them names others, it names all of their copies.
var single = map[string]bool{"Policies": true, "ManagementReviews": true, "AuditProcedures": true, "Competences": true, "Stakeholders": true}

// multiplied returns the system with n times its records, each copy with ids of its own: the
// same organization, grown. Copies refer to copies.
func multiplied(system *iso28000.System, n int) *iso28000.System {
	grown := *system
	from, to := reflect.ValueOf(system).Elem(), reflect.ValueOf(&grown).Elem()
	copied := map[string]bool{}
	for i := range from.NumField() {
		if name := from.Type().Field(i).Name; from.Field(i).Kind() == reflect.Slice && !single[name] {
			if e, ok := reflect.Zero(from.Field(i).Type().Elem()).Interface().(records.Entity); ok {
				copied[e.Ref().Kind] = true
			}
		}
	}
	for i := range from.NumField() {
		list := from.Field(i)
		if list.Kind() != reflect.Slice {
			continue
		}
		if single[from.Type().Field(i).Name] {
			all := deepCopy(list)
			widened(all, n, copied)
			to.Field(i).Set(all)
			continue
		}
		all := reflect.MakeSlice(list.Type(), 0, list.Len()*n)
		for k := range n {
			for j := range list.Len() {
				c := deepCopy(list.Index(j))
				if k > 0 {
					renamed(c, fmt.Sprintf("~%d", k), copied)
					if number := c.FieldByName("Number"); number.IsValid() && number.Kind() == reflect.String {
						number.SetString(fmt.Sprintf("%s~%d", number, k))
					}
				}
				all = reflect.Append(all, c)
			}
		}
		to.Field(i).Set(all)
	}
	return &grown
}

// renamed gives every id and reference in a record the suffix of its copy.
func renamed(v reflect.Value, suffix string, copied map[string]bool) {
	switch v.Kind() {
	case reflect.String:
		if id, ok := v.Interface().(interface{ Ref() records.Ref }); ok && v.String() != "" && copied[id.Ref().Kind] {
			v.SetString(v.String() + suffix)
		}
	case reflect.Struct:
		if ref, ok := v.Addr().Interface().(*records.Ref); ok {
			if copied[ref.Kind] && ref.ID != "" {
				ref.ID += suffix
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				renamed(v.Field(i), suffix, copied)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			renamed(v.Index(i), suffix, copied)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			renamed(v.Elem(), suffix, copied)
		}
	}
}

// widened adds to each list of references those to the copies.
func widened(v reflect.Value, n int, copied map[string]bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				widened(v.Field(i), n, copied)
			}
		}
	case reflect.Slice:
		all := reflect.MakeSlice(v.Type(), 0, v.Len())
		for i := range v.Len() {
			widened(v.Index(i), n, copied)
			all = reflect.Append(all, v.Index(i))
			named, ok := v.Index(i).Interface().(interface{ Ref() records.Ref })
			ref, isRef := v.Index(i).Interface().(records.Ref)
			if ok && v.Index(i).Kind() == reflect.String {
				ref, isRef = named.Ref(), true
			}
			for k := 1; k < n && isRef && copied[ref.Kind]; k++ {
				c := deepCopy(v.Index(i))
				renamed(c, fmt.Sprintf("~%d", k), copied)
				all = reflect.Append(all, c)
			}
		}
		v.Set(all)
	}
}
