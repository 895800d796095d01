package rules

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A supply holds the values that one fact, or several together, can have.
type supply struct {
	facts []*known
	with  []*known          // facts of other supplies, the values of which go with these in examples
	rows  [][]reflect.Value // of the facts, and of those that go with them
	exact bool              // whatever the facts are, some row comes out as they do
	part  *component        // that it is in

	// stretched says that each row stands for the values from it up to the next: rules do not
	// tell them apart.
	stretched bool
	unknown   bool   // a domain speaks of it, and has no example
	size      uint64 // of a domain that is too large: how many rows there are at least
}

// A domainText is a Domain without the type of its facts.
type domainText struct {
	names    []string
	rows     func(yield func(reflect.Value) bool) // nil where it is From and To
	from, to int
	examples bool
}

func domainsOf[Facts any](env *Environment[Facts]) []domainText {
	var all []domainText
	for _, d := range env.Domains {
		text := domainText{names: d.Facts, from: d.From, to: d.To, examples: d.Examples}
		if d.Rows != nil {
			text.rows = func(yield func(reflect.Value) bool) {
				for row := range d.Rows {
					if row != nil && !yield(reflect.ValueOf(row).Elem()) {
						return
					}
				}
			}
		}
		all = append(all, text)
	}
	return all
}

// findFact returns the type of a fact by its name.
func findFact(facts *object, name string) (*typ, error) {
	t := &typ{kind: kindObject, object: facts}
	for part := range strings.SplitSeq(name, ".") {
		if t.kind != kindObject || t.optional {
			return nil, fmt.Errorf("%s is no fact: only the fields of structs are named after a point", quote(name))
		}
		f := t.object.fields[part]
		if f == nil {
			return nil, fmt.Errorf("%s is no fact%s", quote(name), records.DidYouMean(part, t.object.names))
		}
		t = f.typ
	}
	return t, nil
}

// covers reports whether the name of a fact, or of a struct, stands for the fact.
func covers(name, fact string) bool {
	return name == fact || strings.HasPrefix(fact, name) && fact[len(name)] == '.'
}

// checkDomains reports what is wrong with the domains.
func checkDomains(f *records.Faults, facts *object, domains []domainText) {
	var names, places []string
	for i, d := range domains {
		if len(d.names) == 0 {
			f.Add(fmt.Sprintf("domains[%d].facts", i), "is missing: name the facts that the domain speaks of")
		}
		for j, name := range d.names {
			at := fmt.Sprintf("domains[%d].facts[%d]", i, j)
			t, err := findFact(facts, name)
			if err != nil {
				f.Add(at, "%s", err)
				continue
			}
			for k, other := range names {
				if !d.examples && (covers(other, name) || covers(name, other)) {
					f.Add(at, "%s is spoken of by %s already: keep one", quote(name), places[k])
				}
			}
			if !d.examples {
				names, places = append(names, name), append(places, at)
			}
			switch {
			case d.rows != nil:
			case t.kind != kindInt:
				f.Add(at, "%s is %s: from and to bound whole numbers, so give rows", quote(name), t)
			case d.from > d.to:
				f.Add(at, "goes from %d to %d, which holds nothing", d.from, d.to)
			}
		}
	}
}

// A stock finds the values that facts can have.
type stock struct {
	digest *digest
	facts  reflect.Type
	limits AnalysisLimits
	at     time.Time
}

// supplies makes the supply of each fact, in the order of the facts.
func (s *stock) supplies(domains []domainText) []*supply {
	var all []*supply
	for _, fact := range s.digest.facts {
		if fact.supply != nil {
			continue
		}
		made := s.declared(fact, domains)
		if made == nil {
			made = s.usual(fact, nil)
		}
		for _, f := range made.facts {
			f.supply = made
		}
		all = append(all, made)
	}
	return all
}

// speaks reports whether a domain speaks of a fact.
func (d *domainText) speaks(fact *known) bool {
	return !fact.sharp && slices.ContainsFunc(d.names, func(name string) bool { return covers(name, fact.name) })
}

// declared makes the supply of the domain that speaks of the fact, or nil where none does.
func (s *stock) declared(fact *known, domains []domainText) *supply {
	of := func(fact *known) *domainText {
		var found *domainText
		for i := range domains {
			if d := &domains[i]; d.speaks(fact) && (found == nil || found.examples && !d.examples) {
				found = d
			}
		}
		return found
	}
	d := of(fact)
	switch {
	case d == nil:
		return nil
	case d.rows == nil:
		return s.usual(fact, d)
	}
	made := &supply{exact: !d.examples}
	for _, other := range s.digest.facts {
		if of(other) == d {
			made.facts = append(made.facts, other)
		} else if d.speaks(other) {
			made.with = append(made.with, other)
		}
	}
	s.fill(made, d)
	made.unknown = len(made.rows) == 0
	made.exact = made.exact && !made.unknown
	return made
}

// maxRepeated bounds how often rows of a domain may repeat what the rules look at.
const maxRepeated = 20

// fill reads the rows of a domain, those that do not differ in what rules look at once.
func (s *stock) fill(made *supply, d *domainText) {
	seen := map[string]bool{}
	read := 0
	for row := range d.rows {
		var key strings.Builder
		values := make([]reflect.Value, 0, len(made.facts))
		for _, fact := range slices.Concat(made.facts, made.with) {
			v, _ := follow(row, fact.path)
			copied := reflect.New(v.Type()).Elem()
			copied.Set(v)
			values = append(values, copied)
			spellValue(&key, copied)
		}
		if read++; read > s.limits.Rows*maxRepeated || len(made.rows) == s.limits.Rows && !seen[key.String()] {
			made.exact, made.size = false, uint64(read)
			return
		}
		if !seen[key.String()] {
			seen[key.String()] = true
			made.rows = append(made.rows, values)
		}
	}
}

// spellValue writes a value so that those that differ are written differently.
func spellValue(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		fmt.Fprintf(b, "%q ", v.String())
	case reflect.Bool:
		fmt.Fprintf(b, "%t ", v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		fmt.Fprintf(b, "%d ", v.Int())
	default:
		text, err := json.Marshal(v.Interface())
		if err != nil {
			text = fmt.Appendf(nil, "%#v", v.Interface())
		}
		b.Write(text)
		b.WriteByte(' ')
	}
}

// reflectType returns the type of the field that a fact is read from.
func (s *stock) reflectType(fact *known) reflect.Type {
	t := s.facts
	for _, step := range fact.path {
		t = t.Field(step).Type
	}
	return t
}

// usual makes the supply of a fact from its type and from what the rules compare it with:
// between two constants next to each other no comparison comes out differently.
func (s *stock) usual(fact *known, bounds *domainText) *supply {
	made := &supply{facts: []*known{fact}}
	if fact.sharp {
		return made
	}
	t := s.reflectType(fact)
	var values []reflect.Value
	if fact.typ.optional {
		values = append(values, reflect.Zero(t))
		t = t.Elem()
	}
	found, exact, stretched := s.values(fact, t, bounds)
	for _, v := range found {
		if fact.typ.optional {
			pointer := reflect.New(t)
			pointer.Elem().Set(v)
			v = pointer
		}
		values = append(values, v)
	}
	for _, v := range values {
		made.rows = append(made.rows, []reflect.Value{v})
	}
	made.exact = exact && len(values) > 0
	made.stretched = made.exact && stretched
	return made
}
