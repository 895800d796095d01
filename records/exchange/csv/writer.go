package csv

import (
	"encoding/csv"
	"io"
	"strings"
)

// A Writer writes delimited text that a spreadsheet opens without running any of it, and that a
// [Reader] reads back to the same cells.
type Writer struct {
	out *csv.Writer
}

// NewWriter returns a writer of rows, with the delimiter between cells, or a comma if it is 0.
// Lines end in LF.
func NewWriter(w io.Writer, delimiter rune) *Writer {
	out := csv.NewWriter(w)
	if delimiter != 0 {
		out.Comma = delimiter
	}
	return &Writer{out: out}
}

// Write writes one row. It is held back until [Writer.Flush], or until much is held.
func (w *Writer) Write(cells ...string) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		row[i] = guard(cell)
	}
	return w.out.Write(row)
}

// Flush writes what is held back, and returns the first error of the writer.
func (w *Writer) Flush() error {
	w.out.Flush()
	return w.out.Error()
}

// starters are the characters by which a spreadsheet knows a formula. (A tab or a carriage return
// is passed over by some, so that what follows it would be one.)
const starters = "=+-@\t\r"

// IsFormula reports whether a spreadsheet would take the cell for a formula, or for a number with a sign.
func IsFormula(cell string) bool {
	return cell != "" && strings.IndexByte(starters, cell[0]) >= 0
}

// guard puts ' before a cell that would be run as a formula, and before one that begins so
// already, since reading takes one away.
func guard(cell string) string {
	if IsFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguard takes away what guard put there.
func unguard(cell string) string {
	if cell != "" && cell[0] == '\'' && IsFormula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}
