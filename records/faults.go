package records

import (
	"fmt"
	"slices"
	"strings"
)

// A Fault is one thing wrong with an entity: where, as a field path such as
// ratings[2].consequence, and what would be right.
type Fault struct {
	Path    string
	Offset  int // of the byte that is meant, where the value is a text that is looked into, as a rule's is
	Message string
}

func (f *Fault) Error() string {
	if f.Path == "" {
		return f.Message
	}
	return f.Path + " " + f.Message
}

// Faults gathers what is wrong with an entity, so that its Validate method reports all of
// it at once. The zero value is ready to use. It is not safe for concurrent use.
type Faults struct {
	list []*Fault
}

// An Enum is a type of string with a fixed list of values.
type Enum interface {
	~string
	Values() []string
}

// Add notes a fault at the path; the message goes on where the path ends.
func (f *Faults) Add(path, format string, args ...any) {
	f.list = append(f.list, &Fault{Path: path, Message: fmt.Sprintf(format, args...)})
}

// Within adds the faults of a part, err, below the path. An err that is no list of faults counts as one.
func (f *Faults) Within(path string, err error) {
	if err == nil {
		return
	}
	list := FaultsOf(err)
	if len(list) == 0 {
		list = []*Fault{{Message: err.Error()}}
	}
	for _, fault := range list {
		f.list = append(f.list, &Fault{Path: joinPath(path, fault.Path), Offset: fault.Offset, Message: fault.Message})
	}
}

// Require notes a fault if a text that has to be there is empty or blank.
func (f *Faults) Require(path, text string) {
	if strings.TrimSpace(text) == "" {
		f.Add(path, "is missing")
	}
}

// RequireDate notes a fault if a day that has to be there is not.
func (f *Faults) RequireDate(path string, d Date) {
	if d.IsZero() {
		f.Add(path, "is missing: write a day, as in 2006-01-02")
	}
}

// Order notes a fault if both days are there and the second lies before the first.
func (f *Faults) Order(firstPath string, first Date, secondPath string, second Date) {
	if !first.IsZero() && !second.IsZero() && second.Before(first) {
		f.Add(secondPath, "%s is before %s %s", second, firstPath, first)
	}
}

// Enum notes a fault if the value is none of its type's, and names the nearest. E is deduced.
func (f *Faults) Enum(path string, value interface{ Values() []string }) {
	text := fmt.Sprint(value)
	values := value.Values()
	switch {
	case slices.Contains(values, text):
	case text == "":
		f.Add(path, "is missing: write one of %s", strings.Join(values, ", "))
	default:
		f.Add(path, "%q is none of %s%s", text, strings.Join(values, ", "), DidYouMean(text, values))
	}
}

// OptionalEnum is Enum for a field that may be left empty.
func (f *Faults) OptionalEnum(path string, value interface{ Values() []string }) {
	if fmt.Sprint(value) != "" {
		f.Enum(path, value)
	}
}

// Err returns what was noted, or nil. Unwrapped, or asked by [FaultsOf], it gives each fault.
func (f *Faults) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	return &faultList{slices.Clone(f.list)}
}

// FaultsOf returns every fault that err holds, wrapped or joined.
func FaultsOf(err error) []*Fault {
	switch e := err.(type) {
	case nil:
		return nil
	case *Fault:
		return []*Fault{e}
	case *faultList:
		return e.list
	case interface{ Unwrap() error }:
		return FaultsOf(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []*Fault
		for _, part := range e.Unwrap() {
			all = append(all, FaultsOf(part)...)
		}
		return all
	}
	return nil
}

type faultList struct {
	list []*Fault
}

func (f *faultList) Error() string {
	texts := make([]string, len(f.list))
	for i, fault := range f.list {
		texts[i] = fault.Error()
	}
	return strings.Join(texts, "; ")
}

func (f *faultList) Unwrap() []error {
	errs := make([]error, len(f.list))
	for i, fault := range f.list {
		errs[i] = fault
	}
	return errs
}

// DidYouMean returns ", did you mean X?" with the name nearest to the text, or nothing
// where none is near.
func DidYouMean(text string, names []string) string {
	if near := Nearest(text, names); near != "" {
		return fmt.Sprintf(", did you mean %s?", near)
	}
	return ""
}
