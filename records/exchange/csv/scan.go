package csv

import (
	"fmt"
	"io"
)

// lineEnd is what next returns for a line break of any kind outside quotes; no byte has its value.
const lineEnd = -1

// scan reads one row into text, ends and places, and reports whether it holds anything.
func (r *Reader) scan() (bool, error) {
	r.text, r.ends, r.places, r.size = r.text[:0], r.ends[:0], r.places[:0], 0
	if r.row >= r.options.MaxRows {
		if _, err := r.in.Peek(1); err != nil {
			return false, r.sourceError(err)
		}
		r.done = true
		return false, r.fault(r.at, "more than %d rows: split the file, or allow for more", r.options.MaxRows)
	}
	r.row++
	for {
		r.places = append(r.places, r.at)
		if len(r.places) > r.options.MaxCells {
			return false, r.giveUpRow(r.at, "more than %d cells in the row: is %q what stands between cells?", r.options.MaxCells, r.delimiter)
		}
		last, err := r.cell()
		if err != nil {
			return false, err
		}
		r.ends = append(r.ends, len(r.text))
		if last {
			r.places = append(r.places, r.end)
			return len(r.ends) > 1 || len(r.text) > 0, nil
		}
	}
}

// cell reads one cell and what ends it, and reports whether that was the end of the row.
func (r *Reader) cell() (last bool, err error) {
	start, from := r.at, len(r.text)
	for {
		c, err := r.next(false)
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		case c == lineEnd:
			return true, nil
		case c == int(r.comma[0]) && r.restOfDelimiter():
			return false, nil
		case c == '"' && blank(r.text[from:]):
			// Spaces before a quote are taken for what follows the delimiter, as in: a, "b, c"
			r.text = r.text[:from]
			return r.quoted(start)
		}
		r.text = append(r.text, byte(c))
	}
}

// quoted reads the rest of a cell after its opening quote.
func (r *Reader) quoted(start place) (last bool, err error) {
	for {
		c, err := r.next(true)
		if err == io.EOF {
			return false, r.fault(start, "the quote that opens this cell is never closed")
		}
		if err != nil {
			if r.done && r.size > r.options.MaxRow {
				return false, r.fault(start, "more than %d bytes in the row: the quote that opens this cell is perhaps never closed", r.options.MaxRow)
			}
			return false, err
		}
		if c != '"' {
			r.text = append(r.text, byte(c))
			continue
		}
		if r.peek() == '"' {
			r.next(true)
			r.text = append(r.text, '"')
			continue
		}
		return r.closed()
	}
}

// closed reads what may follow a closing quote: spaces, and the end of the cell.
func (r *Reader) closed() (last bool, err error) {
	for {
		at := r.at
		c, err := r.next(false)
		switch {
		case err == io.EOF:
			return true, nil
		case err != nil:
			return false, err
		case c == lineEnd:
			return true, nil
		case c == int(r.comma[0]) && r.restOfDelimiter():
			return false, nil
		case c != ' ':
			return false, r.giveUpRow(at, "text after the quote that closes the cell: double the quotes that belong to it")
		}
	}
}

// giveUpRow passes over what is left of a row that cannot be read, to the next line break.
func (r *Reader) giveUpRow(at place, format string, args ...any) error {
	err := r.fault(at, format, args...)
	r.size = 0 // what is passed over is not held
	for {
		c, nextErr := r.next(false)
		if nextErr != nil || c == lineEnd {
			return err
		}
	}
}

// next returns the next byte, or lineEnd for LF, CR LF and CR where not in quotes. An error,
// io.EOF among them, ends the reading.
func (r *Reader) next(inQuotes bool) (int, error) {
	c, err := r.in.ReadByte()
	r.end = r.at
	if err != nil {
		return 0, r.sourceError(err)
	}
	r.size++
	if r.size > r.options.MaxRow {
		r.done = true
		return 0, r.fault(r.at, "more than %d bytes in the row", r.options.MaxRow)
	}
	if c == '\n' || c == '\r' {
		r.at.line, r.at.column = r.at.line+1, 1
		follows := c == '\r' && r.peek() == '\n'
		if inQuotes {
			if follows { // the LF that comes next counts the line
				r.at.line--
			}
			return int(c), nil
		}
		if follows {
			r.in.Discard(1)
		}
		return lineEnd, nil
	}
	if c&0xc0 != 0x80 { // the first byte of a character
		r.at.column++
	}
	return int(c), nil
}

// peek returns the byte that comes next, or lineEnd where there is none.
func (r *Reader) peek() int {
	next, err := r.in.Peek(1)
	if err != nil {
		return lineEnd
	}
	return int(next[0])
}

// restOfDelimiter passes over the further bytes of a delimiter, the first of which was read,
// if they are what follows.
func (r *Reader) restOfDelimiter() bool {
	rest := r.comma[1:]
	if len(rest) == 0 {
		return true
	}
	next, err := r.in.Peek(len(rest))
	if err != nil || string(next) != string(rest) {
		return false
	}
	r.in.Discard(len(rest))
	r.size += len(rest)
	return true
}

func (r *Reader) fault(at place, format string, args ...any) error {
	return &Error{Row: max(r.row, 1), Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)}
}

// sourceError ends the reading: at the end of the source with io.EOF, else with its error.
func (r *Reader) sourceError(err error) error {
	r.done = true
	if err == io.EOF {
		return io.EOF
	}
	return fmt.Errorf("row %d (line %d): %w", max(r.row, 1), r.at.line, err)
}

func blank(text []byte) bool {
	for _, c := range text {
		if c != ' ' {
			return false
		}
	}
	return true
}
