package risk

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// maxDigits bounds the numbers of scales, bands and scores before and after the point. Products
// and comparisons of what keeps to it are small work; a decimal's exponent may else be 10^9.
const maxDigits = 30

// parseExact reads a plain number, such as -12.5, to the last digit. It knows no exponents.
func parseExact(text string) (decimal.Decimal, bool) {
	digits := strings.TrimLeft(text, "+-")
	whole, fraction, point := strings.Cut(digits, ".")
	switch {
	case len(text)-len(digits) > 1,
		len(whole) > maxDigits, len(fraction) > maxDigits,
		whole == "" && fraction == "", point && fraction == "",
		strings.Trim(whole, "0123456789") != "", strings.Trim(fraction, "0123456789") != "":
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}

// isExact reports whether a number that came from elsewhere keeps to maxDigits.
func isExact(d decimal.Decimal) bool {
	return -maxDigits <= d.Exponent() && d.Exponent() <= maxDigits && d.Coefficient().BitLen() <= 2*maxDigits*4
}

// shorten cuts a text from a file so that a message which names it stays readable, and harmless
// on a terminal: control characters do not get there.
func shorten(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return '\ufffd'
		}
		return c
	}, cut(text))
}

// quote shows a text from a file in a message.
func quote(text string) string { return strconv.Quote(cut(text)) }

func cut(text string) string {
	const most = 60
	if len(text) <= most {
		return text
	}
	for i := range text {
		if i > most {
			return text[:i] + "…"
		}
	}
	return text
}
