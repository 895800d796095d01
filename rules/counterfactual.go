package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A Change is what may be done about one fact.
type Change struct {
	Fact string // as rules write it: level, inherent.level

	// To are the values that it may be given, each one step further from what it is: 3, 2, 1.
	// They are of the type of the fact, or convert to it; nil stands for none where that is possible.
	To []any
}

// Ways are the smallest changes of facts that make a set decide as one wants.
type Ways[Facts any] struct {
	Already  bool         `json:"already,omitzero"` // it decides so without any change
	Ways     []Way[Facts] `json:"ways,omitempty"`   // fewer changes first, of those fewer steps, of those what is listed first
	Tried    int          `json:"tried"`            // combinations of changes on which the set was run
	Complete bool         `json:"complete"`         // no way is missing: where there is none, none of the changes leads there
}

// A Way is changes that together make a set decide as one wants; without one of them, or with
// a step less of one, it does not.
type Way[Facts any] struct {
	Changes []Changed `json:"changes"`
	Steps   int       `json:"steps"` // of all changes
	Outcome string    `json:"outcome"`
	Index   int       `json:"index"` // of the rule that decides then, from 0; -1 is the default
	Facts   *Facts    `json:"facts"` // as they are then
}

// A Changed is one fact that is changed.
type Changed struct {
	Fact  string `json:"fact"`
	From  string `json:"from"` // as rules write it
	To    string `json:"to"`
	Steps int    `json:"steps"`
}

// String writes the change for people.
func (c Changed) String() string { return c.Fact + " " + c.From + " → " + c.To }

// String writes the way for people: its changes, and what comes of them.
func (w Way[Facts]) String() string {
	parts := make([]string, len(w.Changes))
	for i, c := range w.Changes {
		parts[i] = c.String()
	}
	return strings.Join(parts, ", ") + ": " + w.Outcome
}

// String writes the ways for people, a line for each, and says where there may be others.
func (w Ways[Facts]) String() string {
	var b strings.Builder
	switch {
	case w.Already:
		return "nothing has to change\n"
	case len(w.Ways) == 0 && w.Complete:
		return "none of these changes leads there\n"
	case len(w.Ways) == 0:
		return fmt.Sprintf("no way was found among %s that were tried; there may be one\n", counted(w.Tried, "combination"))
	}
	for _, way := range w.Ways {
		b.WriteString(way.String() + "\n")
	}
	if !w.Complete {
		b.WriteString("there may be others\n")
	}
	return b.String()
}

// Counterfactuals finds the smallest changes of the facts that make the set decide for one of
// the outcomes that are wanted, among the changes that are allowed. Each way has been proven by
// running the set on the changed facts; where a rule cannot be worked out for them, that is no
// way. Facts are not changed, only copies of them; what they point to is shared.
//
// The error says what is wrong with the changes, as [records.Faults].
func Counterfactuals[Facts any, Outcome records.Enum](set *Set[Facts, Outcome], facts *Facts, at records.Clock, want []Outcome, changes []Change, limits SearchLimits) (Ways[Facts], error) {
	if facts == nil || at == nil {
		return Ways[Facts]{}, missing(facts == nil)
	}
	var f records.Faults
	now := reflect.ValueOf(facts).Elem()
	var moves []*move
	for i, c := range changes {
		m := moveOf(&f, fmt.Sprintf("changes[%d]", i), set.runner.engine.facts, now, c)
		if slices.ContainsFunc(changes[:i], func(other Change) bool { return other.Fact == c.Fact }) {
			f.Add(fmt.Sprintf("changes[%d].fact", i), "%s stands twice: keep one", quote(c.Fact))
		}
		moves = append(moves, m)
	}
	if len(want) == 0 {
		f.Add("want", "is missing: name an outcome")
	}
	if err := f.Err(); err != nil {
		return Ways[Facts]{}, err
	}
	steps := make([]int, len(moves))
	for i, m := range moves {
		steps[i] = len(m.values)
	}
	change := func(at []int) *Facts {
		changed := *facts
		v := reflect.ValueOf(&changed).Elem()
		for i, step := range at {
			if step > 0 {
				moves[i].field(v).Set(moves[i].values[step-1])
			}
		}
		return &changed
	}
	wanted := func(vector []int) (Decision[Outcome], *Facts, bool) {
		changed := change(vector)
		d, err := set.Decide(changed, at)
		return d, changed, err == nil && slices.Contains(want, d.Outcome)
	}
	search := Smallest(steps, limits, func(vector []int) bool { _, _, ok := wanted(vector); return ok })
	ways := Ways[Facts]{Tried: search.Tried, Complete: search.Complete}
	for _, vector := range search.Found {
		d, changed, _ := wanted(vector)
		way := Way[Facts]{Outcome: string(d.Outcome), Index: d.Index, Facts: changed}
		for i, step := range vector {
			if step > 0 {
				way.Steps += step
				way.Changes = append(way.Changes, Changed{Fact: moves[i].fact.name, From: showRead(moves[i].fact, moves[i].field(now)), To: showRead(moves[i].fact, moves[i].values[step-1]), Steps: step})
			}
		}
		if ways.Already = way.Steps == 0; !ways.Already {
			ways.Ways = append(ways.Ways, way)
		}
	}
	return ways, nil
}

// A move is a change with its values as the field takes them.
type move struct {
	fact   *known
	values []reflect.Value
}

func (m *move) field(facts reflect.Value) reflect.Value {
	v, _ := follow(facts, m.fact.path)
	return v
}

// moveOf prepares a change, or reports what is wrong with it.
func moveOf(f *records.Faults, path string, facts *object, now reflect.Value, c Change) *move {
	fact, err := factOf(facts, c.Fact)
	if err != nil {
		f.Add(path+".fact", "%s", err)
		return nil
	}
	m := &move{fact: fact}
	v := m.field(now)
	if len(c.To) == 0 {
		f.Add(path+".to", "is missing: list the values that %s may be given, the nearest first", c.Fact)
	}
	var seen []string
	for i, to := range c.To {
		at := fmt.Sprintf("%s.to[%d]", path, i)
		value, err := convert(to, v.Type(), fact.typ)
		if err != nil {
			f.Add(at, "%s", err)
			continue
		}
		text := showRead(fact, value)
		switch {
		case text == showRead(fact, v):
			f.Add(at, "%s is what it is already: leave it out", text)
		case slices.Contains(seen, text):
			f.Add(at, "%s stands twice: keep one", text)
		}
		seen = append(seen, text)
		m.values = append(m.values, value)
	}
	return m
}

// factOf finds a fact that can be set.
func factOf(facts *object, name string) (*known, error) {
	fact := &known{name: name}
	object := facts
	parts := strings.Split(name, ".")
	for i, part := range parts {
		if _, err := findFact(facts, strings.Join(parts[:i+1], ".")); err != nil {
			return nil, err
		}
		field := object.fields[part]
		fact.path = append(fact.path, field.path...)
		fact.sharp = fact.sharp || field.sharp
		fact.typ, fact.read = field.typ, field.read
		object = field.typ.object
	}
	if fact.sharp {
		return nil, fmt.Errorf("%s is part of a record that may be missing, and cannot be changed by itself", quote(name))
	}
	if t := fact.typ; t.kind == kindBad || t.kind == kindObject && !t.optional {
		return nil, fmt.Errorf("%s is %s: name one of its fields", quote(name), t)
	}
	return fact, nil
}

// convert makes a value fit a field.
func convert(value any, t reflect.Type, fact *typ) (reflect.Value, error) {
	v := reflect.ValueOf(value)
	refused := fmt.Errorf("%v is no value of the fact, which is %s", value, fact)
	switch {
	case value == nil && fact.optional:
		return reflect.Zero(t), nil
	case value == nil:
		return v, refused
	case v.Type() == t:
	case t.Kind() == reflect.Pointer:
		inner, err := convert(value, t.Elem(), fact.sure())
		if err != nil {
			return v, refused
		}
		pointer := reflect.New(t.Elem())
		pointer.Elem().Set(inner)
		return pointer, nil
	case v.CanInt() && t == reflect.TypeFor[decimal.Decimal]():
		return reflect.ValueOf(decimal.NewFromInt(v.Int())), nil
	case v.CanInt() && fact.kind == kindInt:
		made := reflect.New(t).Elem()
		if made.CanInt() && !made.OverflowInt(v.Int()) {
			made.SetInt(v.Int())
			return made, nil
		} else if made.CanUint() && v.Int() >= 0 && !made.OverflowUint(uint64(v.Int())) {
			made.SetUint(uint64(v.Int()))
			return made, nil
		}
		return v, refused
	case v.Kind() == reflect.String && t.Kind() == reflect.String, v.Kind() == reflect.Bool && t.Kind() == reflect.Bool:
		v = v.Convert(t)
	default:
		return v, refused
	}
	if fact.enum != nil && v.Kind() == reflect.String && v.String() != "" && !fact.enum.has(v.String()) {
		return v, fmt.Errorf("%s is none of %s", quote(v.String()), fact.enum.list())
	}
	return v, nil
}
