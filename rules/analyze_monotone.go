package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// checkOrders reports what is wrong with the order of facts.
func checkOrders(f *records.Faults, facts *object, orders []Order) {
	for i, o := range orders {
		at := fmt.Sprintf("worse[%d]", i)
		f.Enum(at+".worse", o.Worse)
		t, err := findFact(facts, o.Fact)
		if err != nil {
			f.Add(at+".fact", "%s", err)
			continue
		}
		switch {
		case o.Worse == Either || t.kind == kindInt || t.kind == kindDecimal || t.kind == kindDate || t.kind == kindBool || t.kind == kindText && t.enum != nil:
		default:
			f.Add(at+".fact", "%s is %s, which has no order: name numbers, days, lists of values, what is true or false", quote(o.Fact), t)
		}
		for j := range i {
			if orders[j].Fact == o.Fact {
				f.Add(at+".fact", "%s stands in worse[%d] already: keep one", quote(o.Fact), j)
			}
		}
	}
}

// A monotony looks for worse cases that have a better outcome than a milder one.
type monotony struct {
	*firstMatch
	space  *space
	owners []int32
	ladder [][]rung // per dimension: which classes are worse than which
}

// A rung says that a row of one class is worse than a row of another, or equal.
type rung struct {
	from, to       int // classes
	fromRow, toRow int
}

// maxCompared bounds how many pairs of rows of a component are compared.
const maxCompared = 30_000_000

func (m *monotony) direction(fact *known) Direction {
	best, found := "", Direction("")
	for _, o := range m.worse {
		if covers(o.Fact, fact.name) && len(o.Fact) >= len(best) {
			best, found = o.Fact, o.Worse
		}
	}
	return found
}

// find reports for each pair of rules, or of a rule and the default, one pair of cases.
func (m *monotony) find() {
	for i := range m.space.dims {
		m.ladder = append(m.ladder, m.rungs(&m.space.dims[i]))
	}
	ranks := make([]int16, m.space.size) // of the outcome: 1 is the best
	for cell, owner := range m.owners {
		if owner != byNone {
			ranks[cell] = int16(1 + slices.Index(m.outcomes, m.outcome(int(owner))))
		}
	}
	worst, from := slices.Clone(ranks), make([]int32, m.space.size) // of the milder cells, and which it is
	for cell := range from {
		from[cell] = int32(cell)
	}
	for i := range m.space.dims {
		m.raise(i, worst, from)
	}
	type pair struct{ better, worse int32 }
	cells := map[pair]cellSet{}
	var order []pair
	for cell, rank := range ranks {
		if rank == 0 || rank >= worst[cell] {
			continue
		}
		p := pair{m.owners[cell], m.owners[from[cell]]}
		if cells[p] == nil {
			if len(order) >= m.works.limits.Findings {
				m.overflow()
				continue
			}
			cells[p] = m.space.none()
			order = append(order, p)
		}
		cells[p].put(cell)
	}
	for _, p := range order {
		m.report(int(p.better), int(p.worse), cells[p], from)
	}
}

func (m *monotony) overflow() {
	if m.more == nil {
		m.more = map[FindingKind]int{}
	}
	m.more[NotMonotone]++
}

func (a *firstMatch) outcome(index int) string {
	if index < 0 {
		return a.definition.Default
	}
	return a.definition.Rules[index].Then
}

// raise takes over, along one dimension, the worst outcome of the milder classes.
func (m *monotony) raise(i int, worst []int16, from []int32) {
	d := &m.space.dims[i]
	if len(m.ladder[i]) == 0 {
		return
	}
	line, lineFrom := make([]int16, d.size), make([]int32, d.size)
	for cell := range m.space.size {
		if d.at(cell) != 0 {
			continue
		}
		for place := range d.size {
			line[place], lineFrom[place] = worst[cell+place*d.stride], from[cell+place*d.stride]
		}
		for _, r := range m.ladder[i] {
			if at := cell + r.to*d.stride; line[r.from] > worst[at] {
				worst[at], from[at] = line[r.from], lineFrom[r.from]
			}
		}
	}
}

// rungs compares the rows of the component of a dimension.
func (m *monotony) rungs(d *dim) []rung {
	if d.part == nil {
		for _, fact := range d.free.facts {
			if dir := m.direction(fact); dir != "" {
				m.open = append(m.open, m.question(NotMonotone, -1, fmt.Sprintf("cases were compared only where %s comes out the same, since not all values can be listed that matter to it", d.free.text)))
				break
			}
		}
		return nil
	}
	c := d.part
	groups, order := map[string][]int{}, []string(nil)
	ranks := make([][]decimal.Decimal, c.rows)
	for row := range c.rows {
		key, rank := m.rank(c, row)
		ranks[row] = rank
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], row)
	}
	milder := func(a, b int) bool {
		for i, r := range ranks[a] {
			if r.GreaterThan(ranks[b][i]) {
				return false
			}
		}
		return true
	}
	var made []rung
	seen := map[[2]int]bool{}
	compared := 0
	for _, key := range order {
		lowest, highest := map[int32][]int{}, map[int32][]int{} // per class, the rows that are worse than no other, and milder than no other
		var classes []int32
		for _, row := range groups[key] {
			class := c.classOf[row]
			if lowest[class] == nil {
				classes = append(classes, class)
			}
			compared += len(lowest[class]) + len(highest[class])
			lowest[class] = edge(lowest[class], row, milder)
			highest[class] = edge(highest[class], row, func(a, b int) bool { return milder(b, a) })
		}
		for _, from := range classes {
			for _, to := range classes {
				if from == to || seen[[2]int{int(from), int(to)}] {
					continue
				}
				compared += len(lowest[from]) * len(highest[to])
				if compared > maxCompared {
					o := m.question(NotMonotone, -1, "more pairs of cases would have to be compared than the limit allows")
					o.Size, o.Limit = saturated(c.rows, c.rows), maxCompared
					m.open = append(m.open, o)
					return made
				}
				if a, b, found := related(lowest[from], highest[to], milder); found {
					seen[[2]int{int(from), int(to)}] = true
					if compared += 2 * len(groups[key]); compared <= maxCompared {
						a, b = c.nearest(groups[key], a, b, milder)
					}
					made = append(made, rung{int(from), int(to), a, b})
				}
			}
		}
	}
	return made
}

// edge adds a row to those of which none is below another.
func edge(rows []int, row int, below func(a, b int) bool) []int {
	for _, other := range rows {
		if below(other, row) {
			return rows
		}
	}
	return append(slices.DeleteFunc(rows, func(other int) bool { return below(row, other) }), row)
}

func related(lowest, highest []int, milder func(a, b int) bool) (from, to int, found bool) {
	for _, a := range lowest {
		for _, b := range highest {
			if milder(a, b) {
				return a, b, true
			}
		}
	}
	return 0, 0, false
}

// nearest brings two rows nearer to each other within their classes, which makes the better example.
func (c *component) nearest(rows []int, from, to int, milder func(a, b int) bool) (int, int) {
	for _, row := range rows {
		if c.classOf[row] == c.classOf[to] && milder(from, row) && milder(row, to) {
			to = row
		}
	}
	for _, row := range rows {
		if c.classOf[row] == c.classOf[from] && milder(from, row) && milder(row, to) {
			from = row
		}
	}
	return from, to
}

// rank returns how bad a row is in each fact that is ordered, and a key of all that has to be
// the same for two rows to be compared.
func (m *monotony) rank(c *component, row int) (key string, rank []decimal.Decimal) {
	var same strings.Builder
	places := c.places(row)
	for i, s := range c.supplies {
		for j, fact := range s.facts {
			v := s.rows[places[i]][j]
			direction := m.direction(fact)
			if direction == Either {
				continue
			}
			n, ordered := rankOf(v, fact)
			if direction == "" || !ordered {
				spellValue(&same, v)
				continue
			}
			if direction == Lower {
				n = n.Neg()
			}
			rank = append(rank, n)
		}
	}
	return same.String(), rank
}

// rankOf returns the place of a value in its order; nil has none.
func rankOf(v reflect.Value, fact *known) (decimal.Decimal, bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return decimal.Decimal{}, false
		}
		v = v.Elem()
	}
	switch value := v.Interface().(type) {
	case decimal.Decimal:
		return value, true
	case records.Date:
		return decimal.NewFromInt(value.Start().Unix()), !value.IsZero()
	}
	switch {
	case v.CanInt():
		return decimal.NewFromInt(v.Int()), true
	case v.CanUint():
		return decimal.NewFromUint64(v.Uint()), true
	case v.Kind() == reflect.Bool && v.Bool():
		return decimal.NewFromInt(1), true
	case v.Kind() == reflect.Bool:
		return decimal.Decimal{}, true
	case v.Kind() == reflect.String && fact.typ.enum != nil:
		at := slices.Index(fact.typ.enum.values, v.String())
		return decimal.NewFromInt(int64(at)), at >= 0
	}
	return decimal.Decimal{}, false
}

// report proves a pair of cases by running the set on both.
func (m *monotony) report(better, worse int, cells cellSet, from []int32) {
	var milder sighting
	seen, ok := m.space.pair(cells, from, m.ladder, func(a, b sighting) bool {
		before, err := m.decide(a)
		after, err2 := m.decide(b)
		if err != nil || err2 != nil || before != worse || after != better {
			return false
		}
		milder = a
		return true
	})
	if !ok {
		m.unproven(NotMonotone, better, m.space)
		return
	}
	f := m.finding(NotMonotone, better, nil)
	if better >= 0 {
		f = m.finding(NotMonotone, better, m.formulas[better])
	}
	f.By, f.Cells = []int{worse}, cells.count()
	differ := func(fact *known) bool { return m.value(seen.facts, fact) != m.value(milder.facts, fact) }
	f.Shown, f.Against, f.At = m.shown(seen.facts, differ), m.shown(milder.facts, differ), m.instant(seen)
	f.Message = fmt.Sprintf("decides %s where %s, but %s decides %s where %s, which is milder", quote(m.outcome(better)), f.Shown, m.name(worse), quote(m.outcome(worse)), f.Against)
	same := m.shown(seen.facts, func(fact *known) bool { return !differ(fact) })
	if same != "" {
		f.Message += " (both with " + same + ")"
	}
	m.add(discovery{finding: f, facts: &seen, milder: &milder})
}
