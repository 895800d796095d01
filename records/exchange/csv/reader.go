package csv

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"
)

// Options say how a text is read. The zero value reads what spreadsheets write.
type Options struct {
	Delimiter rune // between cells. Defaults to the one of , ; tab | that the first rows use, or that a first line sep=; names.
	MaxRow    int  // bytes of one row; a longer one ends the reading. Defaults to 1 MiB.
	MaxCells  int  // cells of one row. Defaults to 10,000.
	MaxRows   int  // rows, the empty ones counted. Defaults to 2,000,000.
}

func (o Options) withDefaults() Options {
	o.MaxRow = orDefault(o.MaxRow, 1<<20)
	o.MaxCells = orDefault(o.MaxCells, 10_000)
	o.MaxRows = orDefault(o.MaxRows, 2_000_000)
	return o
}

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// A Row is one row of cells, without those that hold nothing at all: an empty line is passed over.
type Row struct {
	Number int // as a spreadsheet shows it: from 1, empty rows counted
	Cells  []string
	places []place // of the cells
}

type place struct{ line, column int }

// Place returns where cell i begins: line and column from 1, the column in characters.
// For a cell that the row does not have it is the place after the last one.
func (r Row) Place(i int) (line, column int) {
	if len(r.places) == 0 {
		return 0, 0
	}
	p := r.places[min(max(i, 0), len(r.places)-1)]
	return p.line, p.column
}

// An Error is a row that cannot be read, and where.
type Error struct {
	Row     int
	Line    int
	Column  int // in characters
	Message string
}

func (e *Error) Error() string {
	return fmt.Sprintf("row %d (line %d:%d): %s", e.Row, e.Line, e.Column, e.Message)
}

// A Reader reads delimited text row by row. It holds one row at a time.
type Reader struct {
	options   Options
	in        *bufio.Reader
	delimiter rune
	comma     []byte // the delimiter in UTF-8

	row  int   // rows begun
	at   place // of the next character
	end  place // of the last byte that was read: where a row ends, once it has
	done bool
	err  error // that ended the reading, given out once

	text   []byte  // of the cells of the row
	ends   []int   // where each cell ends in text
	places []place // where each began, and the end of the row
	size   int     // bytes of the row so far, as it stands in the file
}

// sampleSize is what is looked at to detect the delimiter.
const sampleSize = 64 << 10

// NewReader returns a reader of the text. Nothing is wrong until [Reader.Read] says so.
func NewReader(r io.Reader, options Options) *Reader {
	reader := &Reader{options: options.withDefaults(), in: bufio.NewReaderSize(r, sampleSize), at: place{1, 1}}
	reader.begin()
	return reader
}

// Delimiter returns what stands between cells: as stated, or as detected.
func (r *Reader) Delimiter() rune { return r.delimiter }

// begin looks at the first bytes: a byte order mark, a line sep=; and the delimiter.
func (r *Reader) begin() {
	sample, _ := r.in.Peek(sampleSize) // what is wrong with the source shows when it is read
	if bytes.HasPrefix(sample, []byte{0xff, 0xfe}) || bytes.HasPrefix(sample, []byte{0xfe, 0xff}) {
		r.stop(&Error{Row: 1, Line: 1, Column: 1, Message: "is text in UTF-16: save the file as CSV in UTF-8"})
		return
	}
	if mark := []byte("\ufeff"); bytes.HasPrefix(sample, mark) {
		sample = sample[len(mark):]
		r.in.Discard(len(mark))
	}
	stated, length := separatorLine(sample)
	r.delimiter = r.options.Delimiter
	if r.delimiter == 0 {
		r.delimiter = stated
	}
	if r.delimiter == 0 {
		r.delimiter = detect(sample[length:])
	}
	if length > 0 {
		r.in.Discard(length)
		r.row, r.at.line = 1, 2
	}
	switch r.delimiter {
	case '"', '\r', '\n', 0, utf8.RuneError:
		r.stop(&Error{Row: 1, Line: 1, Column: 1, Message: fmt.Sprintf("%q cannot stand between cells: choose another delimiter", r.delimiter)})
	}
	r.comma = utf8.AppendRune(nil, r.delimiter)
}

// Rows gives every row to a range loop, and what is wrong with those that cannot be read.
func (r *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			row, err := r.Read()
			if err == io.EOF || !yield(row, err) {
				return
			}
		}
	}
}

// Read returns the next row that is not empty, and io.EOF after the last. An *[Error] is a row
// that cannot be read, or the reason why nothing after it can be; Read may be called again after
// one, and goes on with the next row or returns io.EOF. Other errors are those of the source.
// The row is the caller's to keep.
func (r *Reader) Read() (Row, error) {
	for {
		if err := r.err; err != nil {
			r.err, r.done = nil, true
			return Row{}, err
		}
		if r.done {
			return Row{}, io.EOF
		}
		found, err := r.scan()
		if err != nil {
			return Row{}, err
		}
		if found {
			return r.take()
		}
	}
}

// stop ends the reading with an error that the next call of Read gives out.
func (r *Reader) stop(err error) { r.err = err }

// take makes the scanned cells a row of strings that share one memory.
func (r *Reader) take() (Row, error) {
	if at, wrong := badByte(r.text); wrong != "" {
		return Row{}, r.cellError(at, wrong)
	}
	text := string(r.text)
	row := Row{Number: r.row, Cells: make([]string, len(r.ends)), places: append([]place(nil), r.places...)}
	from := 0
	for i, end := range r.ends {
		row.Cells[i] = unguard(text[from:end])
		from = end
	}
	return row, nil
}

// badByte finds what no cell may hold.
func badByte(text []byte) (at int, wrong string) {
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return i, "holds a NUL byte: the file is no text, or is damaged"
	}
	if utf8.Valid(text) {
		return 0, ""
	}
	for i := 0; ; {
		c, size := utf8.DecodeRune(text[i:])
		if c == utf8.RuneError && size <= 1 {
			return i, fmt.Sprintf("holds the byte %#x, which is not UTF-8: save the file as CSV in UTF-8", text[i])
		}
		i += size
	}
}

// cellError places a fault in the cell that holds that byte of the row's text.
func (r *Reader) cellError(at int, wrong string) error {
	cell := 0
	for r.ends[cell] <= at {
		cell++
	}
	p := r.places[cell]
	return &Error{Row: r.row, Line: p.line, Column: p.column, Message: fmt.Sprintf("cell %d %s", cell+1, wrong)}
}
