package rules

import "math/bits"

// compare orders two numbers. Those of up to 18 digits, which nearly all are, are compared
// without making others of them.
func (v num) compare(w num) int {
	if v.whole && w.whole {
		return ordering(v.n, w.n)
	}
	a, m, aSmall := v.small()
	b, n, bSmall := w.small()
	if !aSmall || !bSmall || m-n > 18 || n-m > 18 {
		return v.decimal().Cmp(w.decimal())
	}
	switch {
	case (a < 0) != (b < 0):
		return ordering(a, b)
	case a < 0:
		return compareScaled(-b, n, -a, m)
	}
	return compareScaled(a, m, b, n)
}

// small returns a number as a coefficient and a power of ten, if it has at most 18 digits.
func (v num) small() (coefficient, exponent int, ok bool) {
	const most = 1_000_000_000_000_000_000
	if v.whole {
		return v.n, 0, -most < int64(v.n) && int64(v.n) < most
	}
	if bits.UintSize < 64 || v.d.NumDigits() > 18 {
		return 0, 0, false
	}
	return int(v.d.CoefficientInt64()), int(v.d.Exponent()), true
}

// compareScaled compares a·10^m with b·10^n, both of them not negative.
func compareScaled(a, m, b, n int) int {
	high1, low1 := scaled(a, m-min(m, n))
	high2, low2 := scaled(b, n-min(m, n))
	switch {
	case high1 != high2:
		return ordering(int(high1), int(high2)) // below 2^62
	case low1 < low2:
		return -1
	case low1 > low2:
		return 1
	}
	return 0
}

func scaled(a, power int) (high, low uint64) {
	ten := uint64(1)
	for range power {
		ten *= 10
	}
	return bits.Mul64(uint64(a), ten)
}
