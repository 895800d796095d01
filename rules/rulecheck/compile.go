package rulecheck

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A check is a compiled definition. It is never changed.
type check struct {
	Definition
	source  source
	list    list
	lookups []lookup
	facts   reflect.Type // the record, with what is beside it; the record's own type where nothing is
	where   condition
	known   condition
	require condition

	message, met, unknown, nothing template
	examples                       []example
}

// A source is where a definition was read.
type source struct {
	file string
	node *records.Node
}

// A condition is one expression of a check. One that names nothing beside the record is asked
// of the record itself.
type condition struct {
	*rules.RecordCondition
	name   string // of the field that holds it
	beside bool
}

// A lookup is a fact beside those of the record.
type lookup struct {
	name  string
	path  path                // of ids: in the record, or in those that name it
	list  list                // of what is looked up
	index *conformity.IndexOf // by which those that name the record are found; nil where the record names them
}

// A compiler compiles the definitions of a set, and tells report of everything that is wrong.
type compiler struct {
	schema *schema
	limits rules.Limits
	report func(path string, at point, message string)
	lost   map[string]bool // names under with that stand for nothing, which was said already
}

// A point is where in a field something is wrong: at a byte of its text, or at a line and
// column of the file where those are known.
type point struct{ offset, line, column int }

func (c *compiler) refuse(path, format string, args ...any) {
	c.report(path, point{}, fmt.Sprintf(format, args...))
}

// compile compiles one definition. What is missing in it, its Validate has said.
func (c *compiler) compile(d Definition, from source) *check {
	k := &check{Definition: d, source: from}
	if len(d.Cases) > c.limits.Rules {
		c.refuse("cases", "are %d: Limits.Rules allows %d", len(d.Cases), c.limits.Rules)
		return k
	}
	if !c.ranges(k) {
		return k
	}
	c.beside(k)
	k.where = c.condition(k, "where", d.Where)
	k.known = c.condition(k, "known", d.Known)
	k.require = c.condition(k, "require", d.Require)
	if d.At != "" {
		if _, err := resolve(k.list.record, d.At); err != nil {
			c.refuse("at", "%s", err)
		}
	}
	c.texts(k)
	c.examples(k)
	return k
}

// ranges finds the list that the check ranges over.
func (c *compiler) ranges(k *check) bool {
	if k.For == "" {
		return false
	}
	l, found := c.schema.lists[k.For]
	if !found {
		c.refuse("for", "%q is no list of the system%s", cut(k.For), near(k.For, c.schema.names))
		return false
	}
	k.list, k.facts = l, l.record
	return true
}

// maxBeside bounds what one check may look up for each record.
const maxBeside = 20

// beside finds what stands beside the record, and makes a type of facts that holds both.
func (c *compiler) beside(k *check) {
	if len(k.With) > maxBeside {
		c.refuse("with", "names %d things: a check may look up %d", len(k.With), maxBeside)
		return
	}
	fields := []reflect.StructField{{Name: "Record", Type: k.list.record, Tag: `json:",inline"`}}
	own := fieldNames(fieldsOf(k.list.record))
	for i, name := range sortedNames(k.With) {
		at := "with." + name
		switch {
		case !rules.IsName(name) || len(name) > maxID:
			c.refuse("with", "%q is no name for a rule: write letters, digits and _, and no word of the language", cut(name))
			continue
		case contains(own, name):
			c.refuse(at, "%s is a field of the record already: give it another name", name)
			continue
		}
		l, err := c.lookup(k, name)
		if err != nil {
			c.refuse(at, "%s", err)
			if c.lost == nil {
				c.lost = map[string]bool{}
			}
			c.lost[name] = true
			continue
		}
		k.lookups = append(k.lookups, l)
		typ := reflect.PointerTo(l.list.record)
		if l.path.many || l.index != nil {
			typ = reflect.SliceOf(l.list.record)
		}
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("Beside%d", i), Type: typ, Tag: reflect.StructTag(`json:"` + name + `"`)})
	}
	if len(k.lookups) > 0 {
		k.facts = reflect.StructOf(fields)
	}
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// lookup reads "owner", a field of the record that names others, or "inspections by schedule",
// the records of a list with a field that names this one.
func (c *compiler) lookup(k *check, name string) (lookup, error) {
	l := lookup{name: name}
	text := strings.TrimSpace(k.With[name])
	listName, by, backward := strings.Cut(text, " by ")
	if !backward {
		p, err := resolve(k.list.record, text)
		if err != nil {
			return l, fmt.Errorf("%w; records that name this one are written as in inspections by schedule", err)
		}
		kind := kindNamed(p.typ)
		if kind == "" {
			return l, fmt.Errorf("%s holds no id, so there is no record to look up", cut(text))
		}
		other, found := c.schema.kinds[kind]
		if !found {
			return l, fmt.Errorf("%s names a record of the kind %s, of which the system has no list", cut(text), kind)
		}
		l.path, l.list = p, c.schema.lists[other]
		return l, nil
	}
	other, found := c.schema.lists[listName]
	if !found {
		return l, fmt.Errorf("%q is no list of the system%s", cut(listName), near(listName, c.schema.names))
	}
	p, err := resolve(other.record, strings.TrimSpace(by))
	switch own := kindOf(k.list.record); {
	case err != nil:
		return l, fmt.Errorf("of %s: %w", listName, err)
	case kindNamed(p.typ) != own:
		return l, fmt.Errorf("%s of %s holds no id of %s %s", cut(p.text), listName, article(own), own)
	}
	l.path, l.list = p, other
	l.index = conformity.NewIndexOf(other.record, func(e records.Entity) []string { return p.ids(e) })
	return l, nil
}

func article(word string) string {
	if word != "" && strings.Contains("aeiou", word[:1]) {
		return "an"
	}
	return "a"
}

// condition compiles an expression, of the record alone where that is enough.
func (c *compiler) condition(k *check, name, text string) condition {
	if strings.TrimSpace(text) == "" {
		return condition{}
	}
	if len(k.lookups) > 0 {
		if alone, err := rules.CompileRecordCondition(k.list.record, text, c.limits); err == nil {
			return condition{alone, name, false}
		}
	}
	compiled, err := rules.CompileRecordCondition(k.facts, text, c.limits)
	if err == nil {
		return condition{compiled, name, len(k.lookups) > 0}
	}
	sources := rules.SourceErrors(err)
	for _, wrong := range sources {
		if unknown, found := strings.CutPrefix(wrong.Message, "unknown name "); found && c.lost[firstWord(unknown)] {
			continue
		}
		c.report(name, point{offset: wrong.Offset}, wrong.Message)
	}
	if len(sources) == 0 {
		c.refuse(name, "%v", err)
	}
	return condition{}
}

func firstWord(text string) string {
	if end := strings.IndexAny(text, " ,:"); end >= 0 {
		return text[:end]
	}
	return text
}

// texts reads what the check says, with what it says by itself where nothing is written.
func (c *compiler) texts(k *check) {
	named := c.named(k)
	read := func(name, id, text, otherwise string, named func(string) (value, error), args ...string) template {
		if strings.TrimSpace(text) == "" {
			t := template{message: conformity.Message(k.Check + "." + id + ": " + otherwise)}
			for _, arg := range args {
				t.values = append(t.values, value{read: func(reflect.Value) any { return oneLine(arg) }})
			}
			return t
		}
		if len(text) > c.limits.Bytes {
			c.refuse(name, "is %d bytes long: Limits.Bytes allows %d", len(text), c.limits.Bytes)
			return template{}
		}
		t, flaws := readTemplate(k.Check+"."+id, text, named)
		for _, f := range flaws {
			c.report(name, point{offset: f.offset}, f.message)
		}
		return t
	}
	k.message = read("message", "unmet", k.Message, "", named)
	met := "{subject} satisfies {0}"
	if k.AtLeast > 0 {
		met = "enough of " + k.For + " satisfy {0}"
	}
	k.met = read("met", "met", k.Met, met, named, k.Require)
	k.unknown = read("unknown", "unknown", k.Unknown, "nothing to go by for {subject}: {0} is not so", named, k.Known)
	none := "there is no record in the list {0}"
	if k.Where != "" {
		none = "there is no record in the list {0} of which this is so: {1}"
	}
	k.nothing = read("nothing", "nothing", k.Nothing, none, func(name string) (value, error) {
		return value{}, fmt.Errorf("%s means nothing here, where there is no record", cut(name))
	}, k.For, k.Where)
}

// named finds what a name in a text of the check stands for.
func (c *compiler) named(k *check) func(string) (value, error) {
	if k.AtLeast > 0 {
		return func(name string) (value, error) {
			for i, known := range counts() {
				if name == known {
					return value{read: func(numbers reflect.Value) any { return numbers.Interface().([]int)[i] }}, nil
				}
			}
			return value{}, fmt.Errorf("there is no %q: a check with at_least speaks of the list as a whole, so there are %s", cut(name), strings.Join(counts(), ", "))
		}
	}
	return func(name string) (value, error) {
		first, _, _ := strings.Cut(name, ".")
		if c.lost[first] {
			return value{}, nil
		}
		_, beside := k.With[first]
		from := k.list.record
		if beside {
			from = k.facts
		}
		p, err := resolve(from, name)
		if err != nil {
			return value{}, c.unknownName(k, name, err)
		}
		read, err := valueAt(p)
		return value{read, beside}, err
	}
}

// counts are the names in texts of a check with at_least.
func counts() []string { return []string{"count", "concerned", "at_least"} }

func (c *compiler) unknownName(k *check, name string, err error) error {
	if strings.Contains(name, ".") {
		return err
	}
	names := append(fieldNames(fieldsOf(k.list.record)), append(sortedNames(k.With), "subject")...)
	return fmt.Errorf("there is no field %q%s", cut(name), near(name, names))
}
