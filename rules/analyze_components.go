package rules

import (
	"math"
	"reflect"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A component is facts that atoms compare with each other, with every combination of values
// that they can have. Combinations of which all atoms come out the same are one class, so
// that rules cannot tell them apart.
type component struct {
	supplies []*supply
	atoms    []*atom
	rows     int
	classOf  []int32 // of each row
	classes  []class
}

type class struct {
	answers string // of the atoms: a letter each
	row     int    // the first of the class
	count   int    // rows in it
}

// The ways in which an atom comes out.
const (
	isTrue  = 'T'
	isFalse = 'F'
	fails   = 'E'
)

// maxAnswers times the limit of rows bounds how often the atoms of a component are worked out.
const maxAnswers = 20

// components puts together the facts that atoms speak of together. An atom that would need
// more rows than the limit allows, or facts of which not all values are known, stays free: it
// may come out either way whatever the facts are.
func (w *works) components(supplies []*supply) {
	owner := map[*supply]*component{}
	for _, s := range supplies {
		if s.exact {
			owner[s] = &component{supplies: []*supply{s}, rows: len(s.rows)}
		}
	}
	for _, a := range w.digest.atoms {
		if !w.join(a, owner) {
			w.free = append(w.free, a)
			a.free = len(w.free)
		}
	}
	done := map[*component]bool{}
	for _, s := range supplies {
		c := owner[s]
		if c == nil {
			continue
		}
		s.part = c
		if done[c] {
			continue
		}
		done[c] = true
		w.parts = append(w.parts, c)
		for i, a := range c.atoms {
			a.component, a.place = c, i
		}
		w.sort(c)
	}
}

// join puts an atom into the component of its facts, or reports that it cannot.
func (w *works) join(a *atom, owner map[*supply]*component) bool {
	if a.clock {
		return false
	}
	var parts []*component
	rows, atoms := 1, 1
	for _, fact := range a.facts {
		c := owner[fact.supply]
		if c == nil {
			return false
		}
		known := false
		for _, other := range parts {
			known = known || other == c
		}
		if known {
			continue
		}
		parts = append(parts, c)
		if a.size = saturated(rows, c.rows); a.size > uint64(w.limits.Rows) {
			return false
		}
		rows, atoms = rows*c.rows, atoms+len(c.atoms)
	}
	if a.size = saturated(rows, atoms); a.size > uint64(w.limits.Rows)*maxAnswers {
		return false
	}
	a.size = 0
	if len(parts) == 0 { // it names no fact
		parts = append(parts, &component{rows: 1})
		w.parts = append(w.parts, parts[0])
		defer func() { a.component, a.place = parts[0], 0; w.sort(parts[0]) }()
	}
	whole := parts[0]
	for _, c := range parts[1:] {
		whole.supplies = append(whole.supplies, c.supplies...)
		whole.atoms = append(whole.atoms, c.atoms...)
	}
	whole.rows = rows
	whole.atoms = append(whole.atoms, a)
	for _, s := range whole.supplies {
		owner[s] = whole
	}
	return true
}

func saturated(a, b int) uint64 {
	if a > 0 && b > math.MaxInt/a {
		return math.MaxUint64
	}
	return uint64(a) * uint64(b)
}

// sort asks the atoms of a component about each row.
func (w *works) sort(c *component) {
	known := map[string]int32{}
	c.classOf = make([]int32, c.rows)
	facts := w.fresh()
	answers := make([]byte, len(c.atoms))
	for row := range c.rows {
		c.set(facts, row)
		w.ask(c.atoms, answers, facts, records.At(w.at))
		i, seen := known[string(answers)]
		if !seen {
			i = int32(len(c.classes))
			known[string(answers)] = i
			c.classes = append(c.classes, class{answers: string(answers), row: row})
		}
		c.classOf[row] = i
		c.classes[i].count++
	}
}

// set writes a row into the facts.
func (c *component) set(facts reflect.Value, row int) {
	for i := len(c.supplies) - 1; i >= 0; i-- {
		s := c.supplies[i]
		s.set(facts, row%len(s.rows))
		row /= len(s.rows)
	}
}

// cell returns the place of a row in each supply.
func (c *component) places(row int) []int {
	places := make([]int, len(c.supplies))
	for i := len(c.supplies) - 1; i >= 0; i-- {
		places[i] = row % len(c.supplies[i].rows)
		row /= len(c.supplies[i].rows)
	}
	return places
}

func (s *supply) set(facts reflect.Value, row int) {
	for i, v := range s.rows[row] {
		fact := s.along(i)
		if field, there := follow(facts, fact.path); there {
			field.Set(v)
		}
	}
}

// along returns the fact of a column of the rows.
func (s *supply) along(column int) *known {
	if column < len(s.facts) {
		return s.facts[column]
	}
	return s.with[column-len(s.facts)]
}

// works holds what an analysis works with. It serves one question and is not safe for concurrent use.
type works struct {
	digest   *digest
	limits   AnalysisLimits
	facts    reflect.Type
	at       time.Time
	machines map[*engine]*machine
	parts    []*component
	supplies []*supply
	free     []*atom
	tries    int // of facts that may still be tried as witnesses
}

// maxTries bounds how many facts are tried as witnesses of rules that look at more than can be listed.
const maxTries = 100_000

func newWorks(facts reflect.Type, at time.Time, limits AnalysisLimits) *works {
	if at.IsZero() {
		at = records.Day(2020, 1, 1).Start()
	}
	return &works{digest: newDigest(), limits: limits.settled(), facts: facts, at: at, machines: map[*engine]*machine{}, tries: maxTries}
}

// settle finds out, once all formulas are made, what the atoms come to.
func (w *works) settle(domains []domainText) {
	stock := &stock{digest: w.digest, facts: w.facts, limits: w.limits, at: w.at}
	w.supplies = stock.supplies(domains)
	w.components(w.supplies)
}

func (w *works) fresh() reflect.Value { return reflect.New(w.facts).Elem() }

// ask works atoms out for facts at an instant.
func (w *works) ask(atoms []*atom, answers []byte, facts reflect.Value, clock records.Clock) {
	for _, m := range w.machines {
		m.start(facts, clock)
	}
	for i, a := range atoms {
		m := w.machines[a.engine]
		if m == nil {
			m = newMachine(a.engine)
			m.start(facts, clock)
			w.machines[a.engine] = m
		}
		m.renew()
		m.items = m.items[:0]
		value, _, why := (&evaluator{m: m}).run(a.node)
		switch {
		case why != nil:
			answers[i] = fails
		case value == true:
			answers[i] = isTrue
		default:
			answers[i] = isFalse
		}
	}
}
