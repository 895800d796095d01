package risk

import (
	"fmt"
	"strings"
)

const (
	keptCells  = 100 // of a RegisterError; the rest is counted
	shownCells = 20  // by the text of a RegisterError
)

// A RegisterError is everything in a register that cannot be read.
type RegisterError struct {
	File  string
	Cells []CellError // the first 100, in the order of the file
	Count int         // of all
}

// A CellError is a cell, or a row, of a register that cannot be read.
type CellError struct {
	Row     int
	Line    int    // from 1
	Column  int    // in characters, from 1
	Name    string // of the cell's column; empty where the row is meant
	Value   string // as it stands there, shortened where it is long
	Nearest string // the nearest value that would be right; empty where none is near
	Message string // what is wrong, and what would be right
}

// Error returns line:column: row, column: message.
func (e CellError) Error() string {
	at := fmt.Sprintf("%d:%d: row %d", e.Line, e.Column, e.Row)
	if e.Name != "" {
		at += ", column " + shorten(e.Name)
	}
	return at + ": " + e.Message
}

// Error lists the first cells, one a line, and counts the others.
func (e *RegisterError) Error() string {
	var b strings.Builder
	for i, cell := range e.Cells[:min(len(e.Cells), shownCells)] {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.File + ":" + cell.Error())
	}
	if more := e.Count - shownCells; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

// Unwrap returns each cell that is listed, as [CellError].
func (e *RegisterError) Unwrap() []error {
	errs := make([]error, len(e.Cells))
	for i := range e.Cells {
		errs[i] = e.Cells[i]
	}
	return errs
}

// add counts a cell, and keeps it while there is room. What is said of it is made only then.
func (e *RegisterError) add(say func() CellError) {
	e.Count++
	if len(e.Cells) < keptCells {
		e.Cells = append(e.Cells, say())
	}
}
