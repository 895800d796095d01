package risk

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// trim takes away the spaces around a cell, those that do not look like spaces among them.
func trim(cell string) string {
	return strings.TrimFunc(cell, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b' })
}

// foldWords returns the words by their folded form, and one that stands twice in it, or nothing.
func foldWords(words map[string]string) (folded map[string]string, twice string) {
	folded = make(map[string]string, len(words))
	for _, word := range sortedKeys(words) {
		form := csv.Fold(word)
		if meaning, found := folded[form]; found && meaning != words[word] {
			twice = word
		}
		folded[form] = words[word]
	}
	return folded, twice
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// readNumber reads a number as registers write them: 4, 4.0, 12.5 %, or 0,5 where a comma is the
// decimal mark. A percentage is returned as the number that it is.
func readNumber(text string, decimalComma bool) (n decimal.Decimal, percent, ok bool) {
	text, percent = strings.CutSuffix(text, "%")
	text = strings.TrimSpace(text)
	if decimalComma {
		if strings.Contains(text, ".") {
			return decimal.Decimal{}, percent, false
		}
		text = strings.Replace(text, ",", ".", 1)
	}
	n, ok = parseExact(text)
	if ok && percent {
		n = n.Shift(-2)
	}
	return n, percent, ok
}

// A layout is the order of year, month and day in dates, and what stands between them.
type layout struct {
	parts [3]string
	marks [2]string
}

// dateLayout reads a layout such as day/month/year. Empty is year-month-day.
func dateLayout(text string) (layout, error) {
	if text == "" {
		text = "year-month-day"
	}
	l := layout{}
	rest := text
	for i := range l.parts {
		for _, part := range []string{"year", "month", "day"} {
			if after, found := strings.CutPrefix(rest, part); found && !slices.Contains(l.parts[:i], part) {
				l.parts[i], rest = part, after
			}
		}
		if l.parts[i] == "" {
			return l, badLayout(text)
		}
		if i == 2 {
			break
		}
		end := strings.IndexAny(rest, "ymd")
		if end < 1 {
			return l, badLayout(text)
		}
		l.marks[i], rest = rest[:end], rest[end:]
	}
	if rest != "" {
		return l, badLayout(text)
	}
	return l, nil
}

func badLayout(text string) error {
	return fmt.Errorf("%s does not say how days are written: name year, month and day once each, with what stands between them, as in day/month/year", quote(text))
}

// String returns the layout as it is written in mappings.
func (l layout) String() string {
	return l.parts[0] + l.marks[0] + l.parts[1] + l.marks[1] + l.parts[2]
}

// read reads a day. Years have four digits: which century 26 belongs to is not known.
func (l layout) read(text string) (records.Date, bool) {
	first, rest, ok1 := strings.Cut(text, l.marks[0])
	second, third, ok2 := strings.Cut(rest, l.marks[1])
	if !ok1 || !ok2 {
		return records.Date{}, false
	}
	numbers := map[string]string{}
	for i, digits := range []string{first, second, third} {
		numbers[l.parts[i]] = digits
	}
	digits := func(part string) string {
		if n, err := strconv.ParseUint(numbers[part], 10, 16); err == nil && len(numbers[part]) <= 2 {
			return fmt.Sprintf("%02d", n)
		}
		return numbers[part]
	}
	d, err := records.ParseDate(numbers["year"] + "-" + digits("month") + "-" + digits("day"))
	return d, err == nil
}
