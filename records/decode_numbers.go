package records

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

func (d *Decoder) readInt(_ *plan, n *Node, v reflect.Value) {
	if !d.isInteger(n) {
		return
	}
	bits := v.Type().Bits()
	i, err := strconv.ParseInt(n.Text, 10, bits)
	if err != nil {
		most := int64(1)<<(bits-1) - 1
		d.refuse(n, "%s is outside of what is kept here, %d to %d", quoteScalar(n), -most-1, most)
		return
	}
	v.SetInt(i)
}

func (d *Decoder) readUint(_ *plan, n *Node, v reflect.Value) {
	if !d.isInteger(n) {
		return
	}
	bits := v.Type().Bits()
	i, err := strconv.ParseUint(n.Text, 10, bits)
	if err != nil {
		d.refuse(n, "%s is outside of what is kept here, 0 to %d", quoteScalar(n), ^uint64(0)>>(64-bits))
		return
	}
	v.SetUint(i)
}

// isInteger notes what is no whole number in plain digits.
func (d *Decoder) isInteger(n *Node) bool {
	if n.Kind == NumberNode && isNumber(n.Text) && strings.Trim(n.Text, "-0123456789") == "" {
		return true
	}
	d.mismatch(n, "a whole number in plain digits, as in 12,")
	return false
}

const (
	maxDecimalDigits   = 100 // of a decimal, leading zeros not counted
	maxDecimalExponent = 100 // of ten, either way, of its last digit
)

// readDecimal reads a number, or a text that is one.
func (d *Decoder) readDecimal(_ *plan, n *Node, v reflect.Value) {
	if n.Kind != NumberNode && n.Kind != StringNode || !isNumber(n.Text) {
		d.mismatch(n, "a number in plain digits, as in 12 or 0.75,")
		return
	}
	if !isModest(n.Text) {
		d.refuse(n, "%s has more than %d digits or lies outside of what is kept, 1e-%d to 1e%d",
			quoteScalar(n), maxDecimalDigits, maxDecimalExponent, maxDecimalExponent)
		return
	}
	value, err := decimal.NewFromString(n.Text)
	if err != nil {
		d.refuse(n, "%v", err)
		return
	}
	v.Set(reflect.ValueOf(value))
}

// isModest reports whether a number has few enough digits, and they are near enough to its
// point, to be computed with. It looks at the text alone, since 1e1000000000 is a short one.
func isModest(number string) bool {
	mantissa, exponent := strings.ToLower(number), "0"
	if i := strings.IndexByte(mantissa, 'e'); i >= 0 {
		mantissa, exponent = mantissa[:i], mantissa[i+1:]
	}
	e, err := strconv.Atoi(exponent)
	if err != nil {
		return false
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	e -= len(fraction)
	significant := len(strings.TrimLeft(whole+fraction, "0"))
	return significant <= maxDecimalDigits && -maxDecimalExponent <= e && e <= maxDecimalExponent
}
