package risk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/csv"
)

// Rows are where the cells of a register come from. Rows that cannot be read are noted, and passed over.
type registerRows interface {
	header() csv.Header
	next() (registerCells, error) // io.EOF after the last
}

// registerCells are the cells of one row, with their places. They are good until the next row is read.
type registerCells struct {
	row   int
	cells []string
	place func(cell int) (line, column int)
}

func (c *registerCells) blank() bool {
	for _, cell := range c.cells {
		if trim(cell) != "" {
			return false
		}
	}
	return true
}

const (
	maxRegister = 512 << 20 // bytes
	maxRows     = 500_000   // a rated risk takes about a kilobyte
)

// A boundedReader refuses a text that goes on after so many bytes.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, fmt.Errorf("more than %d bytes: split the register", maxRegister)
	}
	if int64(len(p)) > b.left+1 { // one more than allowed shows that there are more
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		n--
	}
	return n, err
}

// openRows finds out what the file is, and reads it up to its header.
func openRows(r io.Reader, file string, m *Mapping, problems *RegisterError) (registerRows, error) {
	buffered := bufio.NewReader(&boundedReader{r, maxRegister})
	isJSON := false
	switch strings.ToLower(path.Ext(file)) {
	case ".json":
		isJSON = true
	case ".csv", ".tsv", ".tab":
	default:
		start, _ := buffered.Peek(512)
		isJSON = looksLikeJSON(start)
	}
	if isJSON {
		return openJSON(buffered, file, m, problems)
	}
	return openCSV(buffered, file, m, problems)
}

type csvRows struct {
	reader   *csv.Reader
	names    csv.Header
	problems *RegisterError
}

func openCSV(r io.Reader, file string, m *Mapping, problems *RegisterError) (registerRows, error) {
	rows := &csvRows{reader: csv.NewReader(r, csv.Options{Delimiter: m.delimiter(), MaxRows: maxRows}), problems: problems}
	for {
		cells, err := rows.next()
		switch {
		case err == io.EOF && problems.Count > 0:
			return nil, problems
		case err == io.EOF && m.HeaderRow > 0:
			return nil, fmt.Errorf("%s has no row %d, in which the mapping looks for the names of the columns", file, m.HeaderRow)
		case err == io.EOF:
			return nil, fmt.Errorf("%s is empty: a register begins with a row that names the columns", file)
		case err != nil:
			return nil, err
		case problems.Count > 0: // the row that names the columns may be the one that cannot be read
			return nil, problems
		case cells.row < m.HeaderRow:
			continue
		case cells.row > m.HeaderRow && m.HeaderRow > 0:
			return nil, fmt.Errorf("row %d of %s is empty, where the mapping looks for the names of the columns", m.HeaderRow, file)
		}
		rows.names = cells.cells
		return rows, nil
	}
}

func (r *csvRows) header() csv.Header { return r.names }

func (r *csvRows) next() (registerCells, error) {
	for {
		row, err := r.reader.Read()
		if wrong := new(csv.Error); errors.As(err, &wrong) {
			r.problems.add(func() CellError {
				return CellError{Row: wrong.Row, Line: wrong.Line, Column: wrong.Column, Message: wrong.Message}
			})
			continue
		}
		if err != nil {
			return registerCells{}, err
		}
		cells := registerCells{row: row.Number, cells: row.Cells, place: row.Place}
		if cells.blank() {
			continue
		}
		if r.names != nil && len(row.Cells) > len(r.names) {
			if more := (registerCells{cells: row.Cells[len(r.names):]}); !more.blank() {
				r.problems.add(func() CellError {
					line, column := row.Place(len(r.names))
					return CellError{Row: row.Number, Line: line, Column: column,
						Message: fmt.Sprintf("has %d cells where the header names %d columns: is a cell with the delimiter in it not in quotes?", len(row.Cells), len(r.names))}
				})
				continue
			}
		}
		return cells, nil
	}
}

// maxJSON bounds the size of a JSON register, which is read as a whole.
const maxJSON = 64 << 20

type jsonRows struct {
	names    csv.Header
	index    map[string]int // of the names
	items    []*records.Node
	at       int
	cells    []string      // of the row, used again for the next
	filled   *records.Node // what they were filled from
	problems *RegisterError
}

func openJSON(r io.Reader, file string, m *Mapping, problems *RegisterError) (registerRows, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	node, err := records.JSON.Parse(file, data, records.FileLimits{Bytes: maxJSON})
	if err != nil {
		return nil, err
	}
	list, err := findList(node, file, m.List)
	if err != nil {
		return nil, err
	}
	rows := &jsonRows{index: map[string]int{}, items: list.Items, problems: problems}
	for _, item := range list.Items {
		for i := range item.Fields {
			if name := item.Fields[i].Name; len(rows.names) < maxColumns {
				if _, known := rows.index[name]; !known {
					rows.index[name] = len(rows.names)
					rows.names = append(rows.names, name)
				}
			}
		}
	}
	rows.cells = make([]string, len(rows.names))
	return rows, nil
}

// maxColumns bounds the columns of a JSON register, each object of which may name others.
const maxColumns = 10_000

func findList(node *records.Node, file, name string) (*records.Node, error) {
	refuse := func(n *records.Node, format string, args ...any) (*records.Node, error) {
		return nil, records.FileErrors{{File: file, Line: n.Line, Column: n.Column, Message: fmt.Sprintf(format, args...)}}
	}
	if name == "" {
		if node.Kind == records.ListNode {
			return node, nil
		}
		return refuse(node, "is %s, where a list of risks is needed: name the field that holds it in list of the mapping", node.Kind)
	}
	var names []string
	for i := range node.Fields {
		if value := node.Fields[i].Value; node.Fields[i].Name == name && value.Kind == records.ListNode {
			return value, nil
		}
		names = append(names, node.Fields[i].Name)
	}
	return refuse(node, "has no list %s%s", quote(name), records.DidYouMean(name, names))
}

func (r *jsonRows) header() csv.Header { return r.names }

func (r *jsonRows) next() (registerCells, error) {
	for r.at < len(r.items) {
		item := r.items[r.at]
		r.at++
		row := registerCells{row: r.at, cells: r.cells, place: r.places(item)}
		if item.Kind != records.MapNode {
			r.refuse(row.row, "", item, "is %s, where a risk is needed: a map of columns and values", item.Kind)
			continue
		}
		if r.fill(row.row, item) {
			return row, nil
		}
	}
	return registerCells{}, io.EOF
}

// fill puts the values of an object into cells, and reports whether they make a row.
func (r *jsonRows) fill(row int, item *records.Node) bool {
	if r.filled != nil { // clears what the row before has set, and no more: it may be few of many
		for i := range r.filled.Fields {
			if cell, known := r.index[r.filled.Fields[i].Name]; known {
				r.cells[cell] = ""
			}
		}
	}
	r.filled = item
	blank, flat := true, true
	for i := range item.Fields {
		name, value := item.Fields[i].Name, item.Fields[i].Value
		cell, known := r.index[name]
		switch {
		case value.Kind == records.ListNode || value.Kind == records.MapNode:
			r.refuse(row, name, value, "is %s, where a single value is needed", value.Kind)
			flat = false
		case known:
			r.cells[cell] = value.Text
			blank = blank && trim(value.Text) == ""
		}
	}
	return flat && !blank
}

// places returns where each value of an object begins, and the object itself for one that it does not have.
func (r *jsonRows) places(item *records.Node) func(cell int) (line, column int) {
	return func(cell int) (line, column int) {
		for i := range item.Fields {
			if at, known := r.index[item.Fields[i].Name]; known && at == cell {
				return item.Fields[i].Value.Line, item.Fields[i].Value.Column
			}
		}
		return item.Line, item.Column
	}
}

func (r *jsonRows) refuse(row int, name string, n *records.Node, format string, args ...any) {
	r.problems.add(func() CellError {
		return CellError{Row: row, Line: n.Line, Column: n.Column, Name: name, Message: fmt.Sprintf(format, args...)}
	})
}
