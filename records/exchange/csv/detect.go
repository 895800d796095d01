package csv

import (
	"bytes"
	"regexp"
)

// delimiters are what is looked for, in the order in which a tie is decided.
var delimiters = [...]byte{',', ';', '\t', '|'}

// sampleRows is how many rows are compared to detect the delimiter.
const sampleRows = 50

// separator is the first line by which spreadsheets are told the delimiter.
var separator = regexp.MustCompile(`^(?i:sep)=([^\r\n"])(\r\n|\r|\n)`)

// separatorLine returns the delimiter that a first line such as sep=; names, and the length of that line.
func separatorLine(sample []byte) (delimiter rune, length int) {
	found := separator.FindSubmatch(sample)
	if found == nil {
		return 0, 0
	}
	return bytes.Runes(found[1])[0], len(found[0])
}

// detect returns the delimiter that cuts the most rows into equally many cells; of several the
// one that makes the most cells. A text without any is of one column, and a comma does.
func detect(sample []byte) rune {
	best, agreeing, most := byte(','), 0, 0
	for _, delimiter := range delimiters {
		rows, cuts := agreement(sample, delimiter)
		if rows > agreeing || rows == agreeing && cuts > most {
			best, agreeing, most = delimiter, rows, cuts
		}
	}
	return rune(best)
}

// agreement counts the delimiters outside quotes in the first rows, and returns the number that
// the most rows have (none does not count), and in how many rows.
func agreement(sample []byte, delimiter byte) (rows, cuts int) {
	counts := make([]int, 0, sampleRows)
	count, length, quoted := 0, 0, false
	endRow := func() {
		if length > 0 {
			counts = append(counts, count)
		}
		count, length = 0, 0
	}
	for _, c := range sample {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' || c == '\r':
			endRow()
			if len(counts) == sampleRows {
				return mode(counts)
			}
			continue
		case c == delimiter:
			count++
		}
		length++
	}
	if len(sample) < sampleSize || len(counts) == 0 { // a row that the sample cuts off says nothing
		endRow()
	}
	return mode(counts)
}

// mode returns how often the most frequent of the counts that are not zero occurs, and that count.
func mode(counts []int) (times, count int) {
	seen := map[int]int{}
	for _, n := range counts {
		if n == 0 {
			continue
		}
		seen[n]++
		if seen[n] > times || seen[n] == times && n > count {
			times, count = seen[n], n
		}
	}
	return times, count
}
