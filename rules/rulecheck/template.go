package rulecheck

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A template is a text with names in braces.
type template struct {
	message conformity.Message
	values  []value
}

// A value is one argument of a text.
type value struct {
	read   func(facts reflect.Value) any
	beside bool // it is read from the record with what is beside it, not from the record alone
}

// A flaw is something wrong with a text, at a byte of it.
type flaw struct {
	offset  int
	message string
}

// maxNames bounds the names in one text.
const maxNames = 50

// readTemplate reads a text. A name that is none has a flaw.
func readTemplate(id, text string, named func(name string) (value, error)) (template, []flaw) {
	var t template
	var flaws []flaw
	var b strings.Builder
	b.WriteString(id + ": ")
	places := map[string]int{}
	for at := 0; at < len(text); {
		i := strings.IndexAny(text[at:], "{}")
		if i < 0 {
			b.WriteString(text[at:])
			break
		}
		b.WriteString(text[at : at+i])
		at += i
		end := strings.IndexAny(text[at+1:], "{}")
		switch {
		case text[at] == '}':
			return t, append(flaws, flaw{at, "} closes nothing: a name stands between { and }"})
		case end < 0 || text[at+1+end] == '{':
			return t, append(flaws, flaw{at, "{ begins a name and is never closed: add }"})
		}
		name := text[at+1 : at+1+end]
		place, known := places[name]
		switch {
		case name == "subject":
			b.WriteString("{subject}")
		case known:
			fmt.Fprintf(&b, "{%d}", place)
		case len(places) == maxNames:
			return t, append(flaws, flaw{at, fmt.Sprintf("more than %d names stand in this text: say less", maxNames)})
		default:
			v, err := named(name)
			if err != nil {
				flaws = append(flaws, flaw{at + 1, err.Error()})
			}
			places[name] = len(t.values)
			fmt.Fprintf(&b, "{%d}", len(t.values))
			t.values = append(t.values, v)
		}
		at += end + 2
	}
	t.message = conformity.Message(strings.Join(strings.Fields(b.String()), " "))
	return t, flaws
}

// args reads the arguments from the facts, or from those with what is beside them.
func (t template) args(facts any, beside func() any) []any {
	args := make([]any, len(t.values))
	for i, v := range t.values {
		from := facts
		if v.beside {
			from = beside()
		}
		args[i] = v.read(reflect.ValueOf(from))
	}
	return args
}

// single reports whether a struct is one value to a reader.
func single(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[records.Date](), reflect.TypeFor[records.Period](), reflect.TypeFor[records.Ref](),
		reflect.TypeFor[decimal.Decimal](), reflect.TypeFor[time.Time]():
		return true
	}
	return false
}

// valueAt returns how what a path leads to is put into a text.
func valueAt(p path) (func(reflect.Value) any, error) {
	if !showable(p.typ) {
		return nil, fmt.Errorf("%s is no single value: name one in it, as in %s.%s", p.text, p.text, firstField(p.typ))
	}
	if p.text == "id" { // people know the record by it as it is
		return func(facts reflect.Value) any {
			return one(p, facts, func(v reflect.Value) any { return text(v.String()) })
		}, nil
	}
	if !p.many {
		return func(facts reflect.Value) any { return one(p, facts, show) }, nil
	}
	return func(facts reflect.Value) any { return listed(p, facts) }, nil
}

func showable(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return true
	case reflect.Struct:
		return single(t) || t.Implements(entityType)
	}
	return false
}

func firstField(t reflect.Type) string {
	if t.Kind() == reflect.Struct {
		for _, f := range fieldsOf(t) {
			if showable(f.typ) {
				return f.name
			}
		}
	}
	return "name"
}

// nothing stands for what is not there.
const nothing = "nothing"

func one(p path, facts reflect.Value, show func(reflect.Value) any) any {
	var shown any = nothing
	p.each(facts, func(v reflect.Value) { shown = show(v) })
	return shown
}

// listed returns a list of texts, each once, or of records.
func listed(p path, facts reflect.Value) any {
	var texts []string
	var refs []records.Ref
	p.each(facts, func(v reflect.Value) {
		switch shown := show(v).(type) {
		case records.Ref:
			refs = append(refs, shown)
		default:
			if t := fmt.Sprint(shown); !slices.Contains(texts, t) {
				texts = append(texts, t)
			}
		}
	})
	switch {
	case len(refs) > 0:
		return refs
	case len(texts) > 0:
		return texts
	}
	return "none"
}

// show turns a value into an argument of a message: typed where a program could format it anew.
func show(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case records.Date:
		if x.IsZero() {
			return "no day"
		}
		return x
	case records.Period:
		if x.IsZero() {
			return "no period"
		}
		return x
	case time.Time:
		if x.IsZero() {
			return "no time"
		}
		return x
	case decimal.Decimal:
		return x
	case records.Ref:
		return reference(x)
	case records.Entity: // a record, or the id of one
		return reference(x.Ref())
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return "yes"
		}
		return "no"
	case reflect.String:
		return text(v.String())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	}
	return int(v.Int())
}

func reference(ref records.Ref) any {
	if ref.ID == "" {
		return nothing
	}
	return ref
}

// maxText bounds what of one text stands in a message, in characters.
const maxText = 200

func text(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return nothing
	}
	if runes := []rune(s); len(runes) > maxText {
		return string(runes[:maxText]) + "…"
	}
	return s
}
