package rules

import (
	"math/bits"

	"github.com/iso28000/iso28000/records"
	"github.com/shopspring/decimal"
)

// quotientPlaces is how many places behind the point a quotient is worked out to; what is
// beyond is rounded, half away from zero.
const quotientPlaces = 20

// An impl works out an operator or a function from its operands. Both the VM and the
// evaluator of explanations call it, so that they cannot differ.
type impl func(m *machine, args []any) (any, error)

// toDecimal takes a whole number or a decimal one.
func toDecimal(v any) decimal.Decimal {
	if n, whole := v.(int); whole {
		return decimal.NewFromInt(int64(n))
	}
	return v.(decimal.Decimal)
}

func bothInts(args []any) (a, b int, ok bool) {
	a, whole := args[0].(int)
	if !whole {
		return 0, 0, false
	}
	b, whole = args[1].(int)
	return a, b, whole
}

func overflow() error {
	return faultf("is beyond the whole numbers, which end at 9223372036854775807: use decimal numbers")
}

func addInts(a, b int) (int, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func add(m *machine, args []any) (any, error) {
	if a, b, whole := bothInts(args); whole {
		if sum, ok := addInts(a, b); ok {
			return sum, nil
		}
		return nil, overflow()
	}
	return m.result(toDecimal(args[0]).Add(toDecimal(args[1])))
}

func subtract(m *machine, args []any) (any, error) {
	if a, b, whole := bothInts(args); whole {
		if diff := a - b; (diff < a) == (b > 0) {
			return diff, nil
		}
		return nil, overflow()
	}
	return m.result(toDecimal(args[0]).Sub(toDecimal(args[1])))
}

func multiply(m *machine, args []any) (any, error) {
	if a, b, whole := bothInts(args); whole {
		return multiplyInts(a, b)
	}
	return m.result(toDecimal(args[0]).Mul(toDecimal(args[1])))
}

func multiplyInts(a, b int) (any, error) {
	if a == 0 || b == 0 {
		return 0, nil
	}
	high, low := bits.Mul(magnitude(a), magnitude(b))
	most := uint(1)<<(bits.UintSize-1) - 1
	if (a < 0) != (b < 0) {
		most++
	}
	if high != 0 || low > most {
		return nil, overflow()
	}
	return a * b, nil
}

func magnitude(n int) uint {
	if n < 0 {
		return -uint(n)
	}
	return uint(n)
}

func divide(m *machine, args []any) (any, error) {
	by := toDecimal(args[1])
	if by.IsZero() {
		return nil, faultf("divides by zero: ask whether it is zero before")
	}
	return m.result(toDecimal(args[0]).DivRound(by, quotientPlaces).Normalize())
}

func remainder(_ *machine, args []any) (any, error) {
	by := args[1].(int)
	if by == 0 {
		return nil, faultf("divides by zero: ask whether it is zero before")
	}
	return args[0].(int) % by, nil
}

func negate(m *machine, args []any) (any, error) {
	return subtract(m, []any{0, args[0]})
}

func absolute(m *machine, args []any) (any, error) {
	if n, whole := args[0].(int); whole && n >= 0 {
		return n, nil
	} else if whole {
		return negate(m, args)
	}
	return args[0].(decimal.Decimal).Abs(), nil
}

// sum adds the numbers of a list. That of an empty list is 0.
func sum(m *machine, args []any) (any, error) {
	list := args[0].([]any)
	if err := m.pay(len(list)); err != nil {
		return nil, err
	}
	total := any(0)
	for _, n := range list {
		var err error
		if total, err = add(m, []any{total, n}); err != nil {
			return nil, err
		}
	}
	return total, nil
}

// extreme returns the least or the greatest of its operands, or of the one list.
func extreme(greatest bool) impl {
	return func(m *machine, args []any) (any, error) {
		if list, one := args[0].([]any); one {
			args = list
		}
		if err := m.pay(len(args)); err != nil {
			return nil, err
		}
		if len(args) == 0 {
			return nil, faultf("asks for the extreme of an empty list: ask for its len before")
		}
		best := args[0]
		for _, v := range args[1:] {
			c, err := compare(best, v)
			if err != nil {
				return nil, err
			}
			if c != 0 && (c < 0) == greatest {
				best = v
			}
		}
		return best, nil
	}
}

// compare orders two values of one kind.
func compare(a, b any) (int, error) {
	switch a := a.(type) {
	case records.Date:
		if b := b.(records.Date); !a.IsZero() && !b.IsZero() {
			return a.Compare(b), nil
		}
		return 0, faultf("compares with no day, which is neither before nor after any: ask whether the day is nil before")
	case string:
		switch b := b.(string); {
		case a < b:
			return -1, nil
		case a > b:
			return 1, nil
		}
		return 0, nil
	case int:
		if b, whole := b.(int); whole {
			switch {
			case a < b:
				return -1, nil
			case a > b:
				return 1, nil
			}
			return 0, nil
		}
	}
	return toDecimal(a).Cmp(toDecimal(b)), nil
}

// equal reports whether two values of one kind are the same; nil is only itself.
func equal(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	switch x := a.(type) {
	case int:
		if y, whole := b.(int); whole {
			return x == y
		}
		return toDecimal(a).Equal(toDecimal(b))
	case decimal.Decimal:
		return x.Equal(toDecimal(b))
	}
	return a == b // bool, text, day, period
}

func equals(_ *machine, args []any) (any, error) { return equal(args[0], args[1]), nil }

func differs(_ *machine, args []any) (any, error) { return !equal(args[0], args[1]), nil }

// ordered makes the implementation of an order from what it takes of a comparison.
func ordered(holds func(c int) bool) impl {
	return func(_ *machine, args []any) (any, error) {
		c, err := compare(args[0], args[1])
		if err != nil {
			return nil, err
		}
		return holds(c), nil
	}
}
