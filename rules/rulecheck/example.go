package rulecheck

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// An example is a case with its records made.
type example struct {
	Case
	path   string // cases[2]
	system reflect.Value
	ref    records.Ref // of the record that it is about; zero where it is about the list
}

// examples makes the records of the cases of a check.
func (c *compiler) examples(k *check) {
	for i, given := range k.Cases {
		e := example{Case: given, path: "cases[" + strconv.Itoa(i) + "]", system: reflect.New(c.schema.system)}
		if given.Given != nil {
			record := c.record(k.list, given.Given, e.path+".given")
			nameIt(record)
			if k.AtLeast == 0 { // otherwise the answer is about the list as a whole
				e.ref = record.Interface().(records.Entity).Ref()
			}
			e.add(k.list, record)
		}
		for _, name := range sortedNodes(given.Beside) {
			l, found := c.schema.lists[name]
			if !found {
				c.refuse(e.path+".beside", "%q is no list of the system%s", cut(name), near(name, c.schema.names))
				continue
			}
			for j, node := range given.Beside[name] {
				e.add(l, c.record(l, node, fmt.Sprintf("%s.beside.%s[%d]", e.path, name, j)))
			}
		}
		k.examples = append(k.examples, e)
	}
}

// nameIt gives the record of a case an id where the case has none: it need not name what it is about.
func nameIt(record reflect.Value) {
	for _, f := range fieldsOf(record.Type()) {
		if id := record.FieldByIndex(f.index); f.name == "id" && id.Kind() == reflect.String && id.String() == "" {
			id.SetString("this")
		}
	}
}

func sortedNodes(beside map[string][]*records.Node) []string {
	names := make(map[string]string, len(beside))
	for name := range beside {
		names[name] = ""
	}
	return sortedNames(names)
}

func (e *example) add(l list, record reflect.Value) {
	rows := l.of(e.system.Elem())
	rows.Set(reflect.Append(rows, record))
}

// record reads a record of a case, strictly, but for what it may lack: a case holds the fields
// that matter.
func (c *compiler) record(l list, n *records.Node, path string) reflect.Value {
	v := reflect.New(l.record)
	if n == nil {
		return v.Elem()
	}
	d := records.NewDecoder().AsGiven()
	d.Decode("", n, v.Interface())
	var all records.FileErrors
	errors.As(d.Err(), &all)
	for _, fault := range all {
		c.report(joined(path, fault.Path), point{line: fault.Line, column: fault.Column}, fault.Message)
	}
	return v.Elem()
}

func joined(path, below string) string {
	if below == "" || strings.HasPrefix(below, "[") {
		return path + below
	}
	return path + "." + below
}
