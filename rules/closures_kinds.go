package rules

import (
	"math/bits"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

func ofObjects() *family[spot] {
	return &family[spot]{
		read:  func(reflect.Type) func(*frame, spot) spot { return func(_ *frame, at spot) spot { return at } },
		value: func(any) spot { return spot{} },
		slot:  func(v *variableValue) *spot { return &v.at },
	}
}

func ofInts() *family[int] {
	return &family[int]{
		read: func(t reflect.Type) func(*frame, spot) int {
			load := loadInt(t)
			return func(f *frame, at spot) int {
				n, fits := load(at)
				if !fits {
					f.fail()
				}
				return n
			}
		},
		value:   func(v any) int { return v.(int) },
		slot:    func(v *variableValue) *int { return &v.n },
		special: (*compiler).integer,
		fact:    factInt,
		item:    itemInt,
	}
}

func ofNums() *family[num] {
	return &family[num]{
		read: func(t reflect.Type) func(*frame, spot) num {
			switch t {
			case reflect.TypeFor[num]():
				return func(_ *frame, at spot) num { return load[num](at) }
			case reflect.TypeFor[decimal.Decimal]():
				return func(f *frame, at spot) num { return f.number(load[decimal.Decimal](at)) }
			}
			read := ofInts().read(t)
			return func(f *frame, at spot) num { return num{n: read(f, at), whole: true} }
		},
		value: numOf,
		slot:  func(v *variableValue) *num { return &v.d },
		from: func(c *compiler, n *node) func(*frame) (num, is) {
			value := maybe(c, ofInts(), n)
			return func(f *frame) (num, is) {
				v, s := value(f)
				return num{n: v, whole: true}, s
			}
		},
		special: (*compiler).decimal,
	}
}

func numOf(v any) num {
	if n, whole := v.(int); whole {
		return num{n: n, whole: true}
	}
	return num{d: v.(decimal.Decimal)}
}

// number refuses a decimal of too many digits.
func (f *frame) number(d decimal.Decimal) num {
	if exp := int(d.Exponent()); exp > f.digits || exp < -f.digits || d.NumDigits() > f.digits {
		f.fail()
		return num{}
	}
	return num{d: d}
}

func ofTexts() *family[string] {
	return &family[string]{
		read: func(t reflect.Type) func(*frame, spot) string {
			if t == reflect.TypeFor[records.Ref]() {
				return func(f *frame, at spot) string {
					ref := loadRef(at)
					if ref.IsZero() {
						return ""
					}
					return f.within(ref.Kind + "/" + ref.ID)
				}
			}
			return func(f *frame, at spot) string { return f.within(loadText(at)) }
		},
		value:   func(v any) string { return v.(string) },
		slot:    func(v *variableValue) *string { return &v.s },
		special: (*compiler).textual,
	}
}

// within refuses a text that is too long.
func (f *frame) within(s string) string {
	if len(s) > f.text {
		f.fail()
	}
	return s
}

func ofDates() *family[records.Date] {
	return &family[records.Date]{
		read: func(reflect.Type) func(*frame, spot) records.Date {
			return func(_ *frame, at spot) records.Date { return load[records.Date](at) }
		},
		value:   func(v any) records.Date { return v.(records.Date) },
		slot:    func(v *variableValue) *records.Date { return &v.on },
		nothing: records.Date.IsZero,
		special: (*compiler).dated,
	}
}

func ofPeriods() *family[records.Period] {
	return &family[records.Period]{
		read: func(reflect.Type) func(*frame, spot) records.Period {
			return func(_ *frame, at spot) records.Period { return load[records.Period](at) }
		},
		value:   func(v any) records.Period { return v.(records.Period) },
		slot:    func(v *variableValue) *records.Period { return &v.p },
		nothing: records.Period.IsZero,
	}
}

// let returns what sets a variable.
func (c *compiler) let(n *node) func(*frame) {
	value := n.kids[0]
	switch value.typ.kind {
	case kindBool:
		return set(c, ofBools(), value, n.slot)
	case kindInt:
		return set(c, ofInts(), value, n.slot)
	case kindDecimal:
		return set(c, ofNums(), value, n.slot)
	case kindText:
		return set(c, ofTexts(), value, n.slot)
	case kindDate:
		return set(c, ofDates(), value, n.slot)
	case kindPeriod:
		return set(c, ofPeriods(), value, n.slot)
	case kindObject:
		return set(c, ofObjects(), value, n.slot)
	case kindList:
		made, elem := c.list(value)
		c.vars[n.slot] = elem
		slot := n.slot
		return func(f *frame) {
			f.touched = true
			f.vars[slot].l = made(f)
		}
	}
	c.uncovered()
	return nil
}

func set[T any](c *compiler, k *family[T], value *node, slot int) func(*frame) {
	made, of := maybe(c, k, value), k.slot
	return func(f *frame) {
		v := &f.vars[slot]
		f.touched = true
		*of(v), v.is = made(f)
	}
}

// integer covers what comes to a whole number by an operator or a function.
func (c *compiler) integer(n *node) func(*frame) int {
	if n.op == opLoop && n.name == "count" {
		return c.count(n)
	} else if n.op != opCall {
		c.uncovered()
	}
	switch n.call.base() {
	case "add":
		return c.whole(n, func(f *frame, a, b int) int {
			sum, fits := addInts(a, b)
			if !fits {
				f.fail()
			}
			return sum
		})
	case "subtract":
		return c.whole(n, subtractInts)
	case "multiply":
		return c.whole(n, multiplyWhole)
	case "remainder":
		return c.whole(n, func(f *frame, a, b int) int {
			if b == 0 {
				f.fail()
				return 0
			}
			return a % b
		})
	case "negate":
		value := sure(c, ofInts(), n.kids[0])
		return func(f *frame) int { return subtractInts(f, 0, value(f)) }
	case "abs":
		value := sure(c, ofInts(), n.kids[0])
		return func(f *frame) int {
			if v := value(f); v < 0 {
				return subtractInts(f, 0, v)
			} else {
				return v
			}
		}
	case "len":
		return c.length(n.kids[0])
	case "sum":
		return c.sumInts(n)
	case "min", "max":
		return extremes(c, ofInts(), n, func(_ *frame, a, b int) int { return ordering(a, b) })
	case "days_between":
		from, to := sure(c, ofDates(), n.kids[0]), sure(c, ofDates(), n.kids[1])
		return func(f *frame) int {
			a, b := from(f), to(f)
			if a.IsZero() || b.IsZero() {
				f.fail()
				return 0
			}
			return int((b.Start().Unix() - a.Start().Unix()) / (24 * 60 * 60))
		}
	}
	c.uncovered()
	return nil
}

func multiplyWhole(f *frame, a, b int) int {
	high, low := bits.Mul(magnitude(a), magnitude(b))
	if high != 0 || low > 1<<(bits.UintSize-1)-1 { // the least number is left to the VM
		f.fail()
	}
	return a * b
}

func subtractInts(f *frame, a, b int) int {
	diff := a - b
	if (diff < a) != (b > 0) {
		f.fail()
	}
	return diff
}

func ordering[T int | string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (c *compiler) whole(n *node, work func(f *frame, a, b int) int) func(*frame) int {
	a, b := sure(c, ofInts(), n.kids[0]), sure(c, ofInts(), n.kids[1])
	return func(f *frame) int { return work(f, a(f), b(f)) }
}

func (c *compiler) length(n *node) func(*frame) int {
	switch n.typ.kind {
	case kindText:
		value := sure(c, ofTexts(), n)
		return func(f *frame) int {
			s := value(f)
			f.look(len(s))
			return utf8.RuneCountInString(s)
		}
	case kindList:
		value, _ := c.list(n)
		return func(f *frame) int {
			l := value(f)
			return max(l.n, 0)
		}
	}
	c.uncovered()
	return nil
}

// decimal covers what comes to a number that may be decimal.
func (c *compiler) decimal(n *node) func(*frame) num {
	if n.op != opCall {
		c.uncovered()
	}
	switch n.call.base() {
	case "add":
		return c.exact(n, addNums)
	case "subtract":
		return c.exact(n, subtractNums)
	case "multiply":
		return c.exact(n, func(f *frame, a, b num) num {
			if a.whole && b.whole {
				return num{n: multiplyWhole(f, a.n, b.n), whole: true}
			}
			return f.result(a.decimal().Mul(b.decimal()))
		})
	case "divide":
		return c.exact(n, func(f *frame, a, b num) num {
			by := b.decimal()
			if by.IsZero() {
				f.fail()
				return num{}
			}
			return f.result(a.decimal().DivRound(by, quotientPlaces).Normalize())
		})
	case "negate":
		value := sure(c, ofNums(), n.kids[0])
		return func(f *frame) num { return subtractNums(f, num{whole: true}, value(f)) }
	case "abs":
		value := sure(c, ofNums(), n.kids[0])
		return func(f *frame) num {
			switch v := value(f); {
			case !v.whole:
				return num{d: v.d.Abs()}
			case v.n < 0:
				return subtractNums(f, num{whole: true}, v)
			default:
				return v
			}
		}
	case "sum":
		return c.sumNums(n)
	case "min", "max":
		return extremes(c, ofNums(), n, func(_ *frame, a, b num) int { return a.compare(b) })
	}
	c.uncovered()
	return nil
}

func (f *frame) failIf(bad bool) { f.failed = f.failed || bad }

func (c *compiler) exact(n *node, work func(f *frame, a, b num) num) func(*frame) num {
	a, b := sure(c, ofNums(), n.kids[0]), sure(c, ofNums(), n.kids[1])
	return func(f *frame) num {
		x := a(f)
		y := b(f)
		if f.failed { // a number that was refused may be too large to work with
			return num{}
		}
		return work(f, x, y)
	}
}

func (v num) decimal() decimal.Decimal {
	if v.whole {
		return decimal.NewFromInt(int64(v.n))
	}
	return v.d
}

// result refuses what an operator comes to where it is too large, and pays for its length.
func (f *frame) result(d decimal.Decimal) num {
	made := f.number(d)
	if !f.failed {
		f.pay(d.NumDigits() / 32)
	}
	return made
}

func addNums(f *frame, a, b num) num {
	if a.whole && b.whole {
		sum, fits := addInts(a.n, b.n)
		f.failIf(!fits)
		return num{n: sum, whole: true}
	}
	return f.result(a.decimal().Add(b.decimal()))
}

func subtractNums(f *frame, a, b num) num {
	if a.whole && b.whole {
		return num{n: subtractInts(f, a.n, b.n), whole: true}
	}
	return f.result(a.decimal().Sub(b.decimal()))
}

// textual covers what comes to a text.
func (c *compiler) textual(n *node) func(*frame) string {
	if n.op != opCall {
		c.uncovered()
	}
	a := sure(c, ofTexts(), n.kids[0])
	change := strings.TrimSpace
	switch n.call.base() {
	case "concatenate":
		b := sure(c, ofTexts(), n.kids[1])
		return func(f *frame) string {
			s := a(f)
			t := b(f)
			if len(s) > f.text || len(t) > f.text-len(s) {
				f.fail()
				return ""
			}
			f.look(len(s) + len(t))
			return s + t
		}
	case "upper":
		change = strings.ToUpper
	case "lower":
		change = strings.ToLower
	case "trim":
	default:
		c.uncovered()
	}
	return func(f *frame) string {
		s := a(f)
		if f.look(len(s)); f.failed {
			return ""
		}
		return f.within(change(s))
	}
}

// dated covers what comes to a day.
func (c *compiler) dated(n *node) func(*frame) records.Date {
	if n.op != opCall {
		c.uncovered()
	}
	count := records.Date.AddDays
	switch n.call.base() {
	case "min", "max":
		return extremes(c, ofDates(), n, compareDays)
	case "add_days":
	case "add_months":
		count = records.Date.AddMonths
	default:
		c.uncovered()
	}
	day, by := sure(c, ofDates(), n.kids[0]), sure(c, ofInts(), n.kids[1])
	return func(f *frame) records.Date {
		from := day(f)
		to := count(from, by(f))
		f.failIf(to.IsZero() && !from.IsZero())
		return to
	}
}

// compareDays orders two days; no day is neither before nor after any.
func compareDays(f *frame, a, b records.Date) int {
	f.failIf(a.IsZero() || b.IsZero())
	return a.Compare(b)
}
