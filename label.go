package iso28000

import (
	"reflect"

	"github.com/iso28000/iso28000/records"
)

// Label returns what people call a record: its title or name, or nothing where the system
// has no such record or the record no such field. It looks through the lists each time, so
// it is for reports, not for loops over a large system.
func (s *System) Label(ref records.Ref) string {
	if s == nil || ref.IsZero() {
		return ""
	}
	system := reflect.ValueOf(s).Elem()
	for i := range system.NumField() {
		list := system.Field(i)
		if list.Kind() != reflect.Slice || list.Len() == 0 {
			continue
		}
		first, isEntity := list.Index(0).Interface().(records.Entity)
		if !isEntity || first.Ref().Kind != ref.Kind {
			continue
		}
		for j := range list.Len() {
			row := list.Index(j)
			if row.Interface().(records.Entity).Ref() == ref {
				return label(row)
			}
		}
	}
	return ""
}

func label(row reflect.Value) string {
	for _, name := range []string{"Title", "Name"} {
		if field := row.FieldByName(name); field.IsValid() && field.Kind() == reflect.String {
			return field.String()
		}
	}
	return ""
}
