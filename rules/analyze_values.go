package rules

import (
	"math"
	"reflect"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// values returns values of a fact, in their order, whether they stand for all that there are,
// and whether they do so each for a stretch of values and not for itself only.
func (s *stock) values(fact *known, t reflect.Type, bounds *domainText) (values []reflect.Value, exact, stretched bool) {
	switch fact.typ.kind {
	case kindInt:
		return s.wholes(fact, t, bounds)
	case kindDecimal, kindDate:
		stretched = fact.simple
	case kindText:
		stretched = fact.simple && fact.typ.enum == nil
	}
	values, exact = s.others(fact, t)
	return values, exact, stretched
}

func (s *stock) others(fact *known, t reflect.Type) (values []reflect.Value, exact bool) {
	switch fact.typ.kind {
	case kindBool:
		return []reflect.Value{reflect.ValueOf(false).Convert(t), reflect.ValueOf(true).Convert(t)}, true
	case kindDecimal:
		for _, d := range between(numbersAmong(fact.constants)) {
			values = append(values, reflect.ValueOf(d))
		}
		return values, fact.simple
	case kindText:
		return texts(fact, t)
	case kindDate:
		for _, d := range s.days(fact) {
			values = append(values, reflect.ValueOf(d))
		}
		return values, fact.simple
	case kindPeriod:
		return periods(fact)
	case kindObject:
		return []reflect.Value{reflect.Zero(t)}, fact.simple
	case kindList:
		return lists(fact, t), false
	case kindMap:
		return []reflect.Value{reflect.Zero(t)}, false
	}
	return nil, false
}

// wholes returns whole numbers: those within the bounds one and all if the rules do more with
// them than compare them with constants, else one from each stretch that no constant cuts.
func (s *stock) wholes(fact *known, t reflect.Type, bounds *domainText) (values []reflect.Value, exact, stretched bool) {
	low, high := int64(math.MinInt), int64(math.MaxInt)
	if bits := t.Bits(); t.Kind() >= reflect.Uint {
		low = 0
		if bits < 64 {
			high = min(high, int64(1)<<bits-1)
		}
	} else if bits < 64 {
		low, high = max(low, -(int64(1)<<(bits-1))), min(high, int64(1)<<(bits-1)-1)
	}
	exact = fact.simple
	var chosen []int64
	if bounds != nil {
		low, high = max(low, int64(bounds.from)), min(high, int64(bounds.to))
		if span := uint64(high) - uint64(low); high >= low && span < uint64(s.limits.Rows) && (!exact || span < 200) {
			exact = true
			for n := low; n <= high; n++ {
				chosen = append(chosen, n)
			}
		}
	}
	if stretched = chosen == nil; stretched {
		chosen = s.stretches(fact, low, high)
	}
	for _, n := range chosen {
		v := reflect.New(t).Elem()
		if v.CanInt() {
			v.SetInt(n)
		} else {
			v.SetUint(uint64(n))
		}
		values = append(values, v)
	}
	return values, exact, stretched
}

func (s *stock) stretches(fact *known, low, high int64) []int64 {
	candidates := []int64{0, low, high}
	if fact.simple {
		candidates = []int64{max(low, min(high, 0))}
	}
	for _, c := range numbersAmong(fact.constants) {
		floor := c.Floor()
		for _, near := range []int64{-1, 0, 1, 2} {
			if n := floor.Add(decimal.NewFromInt(near)); n.GreaterThanOrEqual(decimal.NewFromInt(low)) && n.LessThanOrEqual(decimal.NewFromInt(high)) {
				candidates = append(candidates, n.IntPart())
			}
		}
		if c.LessThan(decimal.NewFromInt(low)) {
			candidates = append(candidates, low)
		}
	}
	slices.Sort(candidates)
	candidates = slices.DeleteFunc(slices.Compact(candidates), func(n int64) bool { return n < low || n > high })
	return candidates
}

// numbersAmong returns the numbers among constants, in their order, each once.
func numbersAmong(constants []any) []decimal.Decimal {
	var found []decimal.Decimal
	for _, c := range constants {
		switch c.(type) {
		case int, decimal.Decimal:
			found = append(found, toDecimal(c))
		}
	}
	slices.SortFunc(found, decimal.Decimal.Cmp)
	return slices.CompactFunc(found, decimal.Decimal.Equal)
}

// between returns the numbers, and one from each stretch before, between and after them.
func between(numbers []decimal.Decimal) []decimal.Decimal {
	if len(numbers) == 0 {
		return []decimal.Decimal{{}, decimal.NewFromInt(1)}
	}
	half := decimal.New(5, -1)
	unit := func(d decimal.Decimal) decimal.Decimal { return decimal.New(1, min(d.Exponent(), 0)) }
	last := numbers[len(numbers)-1]
	all := []decimal.Decimal{numbers[0].Sub(unit(numbers[0]))}
	for i, n := range numbers {
		if i > 0 {
			all = append(all, numbers[i-1].Add(n).Mul(half))
		}
		all = append(all, n)
	}
	return append(all, last.Add(unit(last)))
}

// texts returns the values of an enum; of other texts the constants and one that is none of
// them, where rules ask for the order of texts one from each stretch between them.
func texts(fact *known, t reflect.Type) (values []reflect.Value, exact bool) {
	var constants []string
	for _, c := range fact.constants {
		if text, isText := c.(string); isText {
			constants = append(constants, text)
		}
	}
	add := func(text string) {
		v := reflect.New(t).Elem()
		v.SetString(text)
		values = append(values, v)
	}
	if e := fact.typ.enum; e != nil {
		for _, value := range e.values {
			add(value)
		}
		if slices.Contains(constants, "") && !slices.Contains(e.values, "") {
			add("")
		}
		return values, true
	}
	constants = append(constants, "")
	slices.Sort(constants)
	constants = slices.Compact(constants)
	if t == reflect.TypeFor[records.Ref]() {
		for _, c := range constants {
			var ref records.Ref
			if c == "" || ref.UnmarshalText([]byte(c)) == nil {
				values = append(values, reflect.ValueOf(ref))
			}
		}
		return values, false
	}
	if !fact.ordered {
		for _, c := range constants {
			add(c)
		}
		other := "other"
		for slices.Contains(constants, other) {
			other += "s"
		}
		add(other)
		return values, fact.simple
	}
	for i, c := range constants {
		add(c)
		for _, tail := range []string{"x", "A", "0", " ", "\x00"} {
			if other := c + tail; i+1 == len(constants) || other < constants[i+1] {
				add(other)
				break
			}
		}
	}
	return values, fact.simple
}

// days returns no day, the constants, and the days beside them; where the time is asked for,
// those around it too.
func (s *stock) days(fact *known) []records.Date {
	some := []records.Date{records.DateOf(s.at)}
	for _, c := range fact.constants {
		if d, isDate := c.(records.Date); isDate && !d.IsZero() {
			some = append(some, d)
		}
	}
	if !fact.simple {
		today := records.DateOf(s.at)
		some = append(some, today.AddMonths(-6), today.AddMonths(6), today.AddMonths(-240), today.AddMonths(240))
	}
	all := []records.Date{{}}
	for _, d := range some {
		for _, near := range []records.Date{d.AddDays(-1), d, d.AddDays(1)} {
			if !near.IsZero() {
				all = append(all, near)
			}
		}
	}
	slices.SortFunc(all, records.Date.Compare)
	return slices.Compact(all)
}

func periods(fact *known) (values []reflect.Value, exact bool) {
	all := []records.Period{{}, records.Days(397)}
	for _, c := range fact.constants {
		if p, isPeriod := c.(records.Period); isPeriod && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	for _, p := range all {
		values = append(values, reflect.ValueOf(p))
	}
	return values, fact.simple && !slices.Contains(fact.constants, any(records.Days(397)))
}

// lists returns lists to try: none, of nothing in particular, of the constants that could be in it.
func lists(fact *known, t reflect.Type) (values []reflect.Value) {
	values = append(values, reflect.Zero(t))
	if t.Kind() != reflect.Slice {
		return values
	}
	blank := reflect.Zero(t.Elem())
	var of []reflect.Value
	for _, c := range fact.constants {
		v := reflect.ValueOf(c)
		if c != nil && v.Kind() == t.Elem().Kind() && v.Kind() != reflect.Struct || c != nil && v.Type() == t.Elem() {
			of = append(of, v.Convert(t.Elem()))
		}
	}
	for _, v := range append([]reflect.Value{blank}, of...) {
		values = append(values, reflect.Append(reflect.Zero(t), v))
	}
	values = append(values, reflect.Append(reflect.Zero(t), blank, blank, blank))
	if len(of) > 1 {
		values = append(values, reflect.Append(reflect.Zero(t), of...))
	}
	return values
}
