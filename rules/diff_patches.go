package rules

import (
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// A patch is some rows of a component, in words: what its facts can be.
type patch struct {
	where []Range
	count uint64
	row   int // one of them
}

// truths describes the values of a free atom.
func (d *dim) truths(places []int) patch {
	if len(places) == 2 {
		return patch{count: 2}
	}
	value := show(places[0] == 1)
	return patch{count: 1, where: []Range{{Fact: d.free.text, Is: []Span{{From: value, To: value}}}}}
}

// maxPatched bounds the rows of a component that are put into words by the values of its facts.
const maxPatched = 20_000

// patches cuts the rows of some classes into parts that can be said by what each fact can be.
func (c *component) patches(places []int) []patch {
	if len(places) == len(c.classes) {
		return []patch{{count: c.weigh(places), row: 0}}
	}
	wanted := make([]bool, c.rows)
	for row, class := range c.classOf {
		wanted[row] = slices.Contains(places, int(class))
	}
	t := c.tabulate()
	if c.rows > maxPatched { // each class by its first row
		var all []patch
		for _, place := range places {
			row := c.classes[place].row
			all = append(all, patch{where: t.ranges(t.only(row)), count: c.weigh([]int{place}), row: row})
		}
		return all
	}
	var all []patch
	for row := range c.rows {
		if !wanted[row] {
			continue
		}
		allowed := t.grow(wanted, row)
		p := patch{row: row, where: t.ranges(allowed)}
		classes := map[int32]bool{}
		for other := range c.rows {
			if t.inside(allowed, other) {
				wanted[other] = false
				p.count++
				classes[c.classOf[other]] = true
			}
		}
		if c.stretched() {
			p.count = uint64(len(classes))
		}
		all = append(all, p)
	}
	return all
}

func (c *component) weigh(places []int) (total uint64) {
	for _, place := range places {
		if c.stretched() {
			total++
		} else {
			total += uint64(c.classes[place].count)
		}
	}
	return total
}

// A chart holds the rows of a component by the values of each of its facts.
type chart struct {
	facts  []*known
	owners []*supply
	names  [][]string // per fact, its values as rules write them, in their order
	rows   [][]int    // per row, the place of the value of each fact
}

func (c *component) tabulate() *chart {
	t := &chart{rows: make([][]int, c.rows)}
	for row := range t.rows {
		t.rows[row] = make([]int, 0, len(c.supplies))
	}
	for i, s := range c.supplies {
		for j, fact := range s.facts {
			t.facts, t.owners = append(t.facts, fact), append(t.owners, s)
			known := map[string]int{}
			var names []string
			at := make([]int, len(s.rows))
			for k, values := range s.rows {
				name := showRead(fact, values[j])
				place, seen := known[name]
				if !seen {
					place = len(names)
					known[name] = place
					names = append(names, name)
				}
				at[k] = place
			}
			t.names = append(t.names, names)
			for row := range t.rows {
				t.rows[row] = append(t.rows[row], at[c.places(row)[i]])
			}
		}
	}
	return t
}

// only allows each fact the value of one row.
func (t *chart) only(row int) [][]bool {
	allowed := make([][]bool, len(t.facts))
	for f := range t.facts {
		allowed[f] = make([]bool, len(t.names[f]))
		allowed[f][t.rows[row][f]] = true
	}
	return allowed
}

func (t *chart) inside(allowed [][]bool, row int) bool {
	for f, place := range t.rows[row] {
		if !allowed[f][place] {
			return false
		}
	}
	return true
}

// grow allows the facts as many values as it can around one row: first any at all, those that
// rules name last before the others, so that a fact which follows from others need not be said.
func (t *chart) grow(wanted []bool, row int) [][]bool {
	allowed := t.only(row)
	fits := func() bool {
		for other := range t.rows {
			if !wanted[other] && t.inside(allowed, other) {
				return false
			}
		}
		return true
	}
	for f := len(t.facts) - 1; f >= 0; f-- {
		before := slices.Clone(allowed[f])
		for place := range allowed[f] {
			allowed[f][place] = true
		}
		if !fits() {
			allowed[f] = before
		}
	}
	for f := range t.facts {
		for place := range allowed[f] {
			if allowed[f][place] {
				continue
			}
			if allowed[f][place] = true; !fits() {
				allowed[f][place] = false
			}
		}
	}
	return allowed
}

// ranges says what the facts are allowed, those that can be anything left out.
func (t *chart) ranges(allowed [][]bool) (where []Range) {
	for f, fact := range t.facts {
		if slices.Contains(allowed[f], false) {
			where = append(where, Range{Fact: fact.name, Is: t.spans(f, allowed[f])})
		}
	}
	return where
}

// spans joins the values of a fact that lie side by side.
func (t *chart) spans(f int, allowed []bool) (all []Span) {
	fact, s := t.facts[f], t.owners[f]
	names := t.names[f]
	first := 0
	if len(names) > 0 && names[0] == "nil" && (fact.typ.optional || fact.typ.kind == kindDate) {
		if first = 1; allowed[0] {
			all = append(all, Span{From: "nil", To: "nil"})
		}
	}
	if fact.typ.kind == kindText && s.stretched {
		return append(all, t.texts(f, allowed, first)...)
	}
	runs := fact.typ.kind == kindInt || s.stretched
	for i := first; i < len(names); i++ {
		if !allowed[i] {
			continue
		}
		j := i
		for runs && j+1 < len(names) && allowed[j+1] && (s.stretched || s.follows(f, t, j)) {
			j++
		}
		all = append(all, t.span(f, first, i, j))
		i = j
	}
	return all
}

// follows reports whether the next whole number is the one after this.
func (s *supply) follows(f int, t *chart, at int) bool {
	a, errA := decimal.NewFromString(t.names[f][at])
	b, errB := decimal.NewFromString(t.names[f][at+1])
	return errA == nil && errB == nil && b.Sub(a).Equal(decimal.NewFromInt(1))
}

// span makes the span of the values from one to another.
func (t *chart) span(f, first, from, to int) Span {
	fact, s, names := t.facts[f], t.owners[f], t.names[f]
	if !s.stretched {
		return Span{From: names[from], To: names[to]}
	}
	var made Span
	if fact.typ.kind == kindDecimal { // a number between two constants stands before each constant, and after the last
		low, high := from, to
		if (low-first)%2 == 0 {
			low--
			made.After = true
		}
		if (high-first)%2 == 0 {
			high++
			made.Before = true
		}
		if low >= first {
			made.From = names[low]
		} else {
			made.After = false
		}
		if high < len(names) {
			made.To = names[high]
		} else {
			made.Before = false
		}
		return made
	}
	if from > first {
		made.From = names[from]
	}
	if to+1 < len(names) {
		made.To = previous(fact, names[to+1])
	}
	return made
}

// previous returns the whole number or day before one.
func previous(fact *known, name string) string {
	if fact.typ.kind == kindDate {
		if day, err := records.ParseDate(name); err == nil {
			return day.AddDays(-1).String()
		}
		return name
	}
	n, err := decimal.NewFromString(name)
	if err != nil {
		return name
	}
	return n.Sub(decimal.NewFromInt(1)).String()
}

// texts names the texts that are allowed, or those that are not where all that the rules do not
// name are.
func (t *chart) texts(f int, allowed []bool, first int) (all []Span) {
	fact, names := t.facts[f], t.names[f]
	others, every := 0, true
	named := func(name string) bool {
		return name == `""` || slices.ContainsFunc(fact.constants, func(c any) bool { return show(c) == name })
	}
	for i := first; i < len(names); i++ {
		if !named(names[i]) {
			every = every && allowed[i]
			if allowed[i] {
				others++
			}
		}
	}
	if every && others > 0 {
		var not []string
		for i := first; i < len(names); i++ {
			if !allowed[i] {
				not = append(not, names[i])
			}
		}
		return []Span{{Not: not}}
	}
	for i := first; i < len(names); i++ {
		switch {
		case !allowed[i]:
		case named(names[i]):
			all = append(all, Span{From: names[i], To: names[i]})
		default: // they are told apart by their order
			made := Span{From: names[i-1], After: true}
			if i+1 < len(names) {
				made.To, made.Before = names[i+1], true
			}
			all = append(all, made)
		}
	}
	return all
}
