package csv_test

import (
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records/exchange/csv"
)

// readAll returns the rows and the texts of the errors, in the order in which they came.
func readAll(text string, options csv.Options) (rows []csv.Row, errs []string) {
	for row, err := range csv.NewReader(strings.NewReader(text), options).Rows() {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		rows = append(rows, row)
	}
	return rows, errs
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		text string
		want string // rows as number[cells]
	}{
		{"plain", "a,b\n1,2\n", `1["a" "b"] 2["1" "2"]`},
		{"no line break at the end", "a,b\n1,2", `1["a" "b"] 2["1" "2"]`},
		{"CR LF", "a,b\r\n1,2\r\n", `1["a" "b"] 2["1" "2"]`},
		{"CR alone, as old spreadsheets write", "a,b\r1,2\r", `1["a" "b"] 2["1" "2"]`},
		{"byte order mark", "\ufeffa,b\n1,2", `1["a" "b"] 2["1" "2"]`},
		{"byte order mark before a quote", "\ufeff\"a\",b\n", `1["a" "b"]`},
		{"empty rows count, and are passed over", "a,b\n\n\r\n1,2", `1["a" "b"] 4["1" "2"]`},
		{"a row of empty cells is a row", "a,b\n,\n", `1["a" "b"] 2["" ""]`},
		{"line breaks in cells are kept", "a,\"b\nc\r\nd\re\"\n1,2", `1["a" "b\nc\r\nd\re"] 2["1" "2"]`},
		{"delimiters and quotes in cells", `a,"b,""c"""` + "\n", `1["a" "b,\"c\""]`},
		{"a quote that opens no cell is itself", "reel,12\" pallet\n", `1["reel" "12\" pallet"]`},
		{"spaces around quotes", "a,  \"b,c\" ,d\n", `1["a" "b,c" "d"]`},
		{"spaces in cells are kept", " a , b\n", `1[" a " " b"]`},
		{"ragged rows are as they are", "a,b,c\n1\n1,2,3,4\n", `1["a" "b" "c"] 2["1"] 3["1" "2" "3" "4"]`},
		{"formulas are text", "=SUM(A1),+1,-1,@x\n", `1["=SUM(A1)" "+1" "-1" "@x"]`},
		{"a guarded formula", "'=SUM(A1),''=x,'tis\n", `1["=SUM(A1)" "'=x" "'tis"]`},
		{"semicolons, with commas in numbers", "a;b\n1,5;2\n2,5;3\n", `1["a" "b"] 2["1,5" "2"] 3["2,5" "3"]`},
		{"tabs", "a\tb\n1\t2, or 3\n", `1["a" "b"] 2["1" "2, or 3"]`},
		{"bars", "a|b|c\n1|2|3\n", `1["a" "b" "c"] 2["1" "2" "3"]`},
		{"delimiters inside quotes detect nothing", "\"a;b;c\",d\n\"e;f;g\",h\n", `1["a;b;c" "d"] 2["e;f;g" "h"]`},
		{"a first line that names the delimiter", "sep=;\r\na;b,c\r\n", `2["a" "b,c"]`},
		{"one column", "a\nb\n", `1["a"] 2["b"]`},
		{"nothing", "", ""},
		{"nothing but a byte order mark", "\ufeff", ""},
		{"nothing but line breaks", "\n\r\n\r", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, errs := readAll(tt.text, csv.Options{})
			require.Empty(t, errs)
			var got []string
			for _, row := range rows {
				got = append(got, fmt.Sprintf("%d%q", row.Number, row.Cells))
			}
			assert.Equal(t, tt.want, strings.Join(got, " "))
		})
	}
}

func TestReadStatedDelimiter(t *testing.T) {
	rows, errs := readAll("a,b§c\n1§\"2§\"", csv.Options{Delimiter: '§'})
	require.Empty(t, errs)
	assert.Equal(t, []string{"a,b", "c"}, rows[0].Cells)
	assert.Equal(t, []string{"1", "2§"}, rows[1].Cells)
	reader := csv.NewReader(strings.NewReader("a\tb\n"), csv.Options{})
	assert.Equal(t, '\t', reader.Delimiter())
}

func TestReadErrors(t *testing.T) {
	for _, tt := range []struct {
		name    string
		text    string
		options csv.Options
		errs    []string
		rows    int // read beside them
	}{
		{"text after a closing quote; the next row is read",
			"a,b\n1,\"2\"x\n3,4\n", csv.Options{},
			[]string{"row 2 (line 2:6): text after the quote that closes the cell: double the quotes that belong to it"}, 2},
		{"a quote that is never closed",
			"a,b\n1,\"2\n3,4\n", csv.Options{},
			[]string{"row 2 (line 2:3): the quote that opens this cell is never closed"}, 1},
		{"a quote that is not closed for too long",
			"a,b\n1,\"2" + strings.Repeat("\n3,4", 100), csv.Options{MaxRow: 100},
			[]string{"row 2 (line 2:3): more than 100 bytes in the row: the quote that opens this cell is perhaps never closed"}, 1},
		{"a row that is too long",
			"a,b\n" + strings.Repeat("x", 200) + "\n1,2\n", csv.Options{MaxRow: 100},
			[]string{"row 2 (line 2:101): more than 100 bytes in the row"}, 1},
		{"NUL, in each row that holds one",
			"a,b\n1,x\x00\n3,4\n\x00,5\n", csv.Options{},
			[]string{"row 2 (line 2:3): cell 2 holds a NUL byte: the file is no text, or is damaged",
				"row 4 (line 4:1): cell 1 holds a NUL byte: the file is no text, or is damaged"}, 2},
		{"bytes that are not UTF-8, columns in characters",
			"a,b\n\"Zo\u00eb\n,x\",caf\xe9\n", csv.Options{},
			[]string{"row 2 (line 3:5): cell 2 holds the byte 0xe9, which is not UTF-8: save the file as CSV in UTF-8"}, 1},
		{"UTF-16", "\xff\xfea\x00", csv.Options{},
			[]string{"row 1 (line 1:1): is text in UTF-16: save the file as CSV in UTF-8"}, 0},
		{"too many cells; the next row is read",
			"a,b\n1,2,3,4\n5,6\n", csv.Options{MaxCells: 3},
			[]string{"row 2 (line 2:7): more than 3 cells in the row: is ',' what stands between cells?"}, 2},
		{"too many rows", "a\nb\nc\nd\n", csv.Options{MaxRows: 2},
			[]string{"row 2 (line 3:1): more than 2 rows: split the file, or allow for more"}, 2},
		{"as many rows as allowed", "a\nb\n", csv.Options{MaxRows: 2}, nil, 2},
		{"a delimiter that cannot be one", "a", csv.Options{Delimiter: '"'},
			[]string{`row 1 (line 1:1): '"' cannot stand between cells: choose another delimiter`}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, errs := readAll(tt.text, tt.options)
			assert.Equal(t, tt.errs, errs)
			assert.Len(t, rows, tt.rows)
		})
	}
}

func TestPlace(t *testing.T) {
	rows, errs := readAll("\ufeffid,title\n1,\"Zoë\r\nB\",x\n\n2,y\n", csv.Options{})
	require.Empty(t, errs)
	place := func(row, cell int) [2]int {
		line, column := rows[row].Place(cell)
		return [2]int{line, column}
	}
	assert.Equal(t, [2]int{1, 4}, place(0, 1))
	assert.Equal(t, [2]int{2, 3}, place(1, 1))
	assert.Equal(t, [2]int{3, 4}, place(1, 2), "after a line break inside a cell")
	assert.Equal(t, [2]int{5, 1}, place(2, 0))
	assert.Equal(t, [2]int{5, 3}, place(2, 1))
	assert.Equal(t, [2]int{5, 4}, place(2, 2), "the end of the row, for a cell that it does not have")
	assert.Equal(t, place(2, 2), place(2, 9))
	rows, errs = readAll("sep=;\nZoë;b\n", csv.Options{})
	require.Empty(t, errs)
	assert.Equal(t, [2]int{2, 5}, place(0, 1), "after a first line that names the delimiter, and in characters")
	line, column := csv.Row{}.Place(0)
	assert.Zero(t, line+column)
}

type failing struct{ left string }

var errSource = errors.New("the disk is gone")

func (f *failing) Read(p []byte) (int, error) {
	if f.left == "" {
		return 0, errSource
	}
	n := copy(p, f.left)
	f.left = f.left[n:]
	return n, nil
}

func TestReadSourceFails(t *testing.T) {
	reader := csv.NewReader(&failing{left: "a,b\n1,"}, csv.Options{})
	_, err := reader.Read()
	require.NoError(t, err)
	_, err = reader.Read()
	require.ErrorIs(t, err, errSource)
	_, err = reader.Read()
	assert.Equal(t, io.EOF, err)
}

// Reading on after an error ends, whatever the bytes, and gives places that only go forward.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"a,b\n1,\"2\"x\n", "a;b\r\"c\r\n\"\"\"", "\xff,\x00\n\"", "sep=|\na|b", "Sep=0\n", "é,'=1\n,,\n"} {
		f.Add(seed, byte(0))
		f.Add(seed, byte(';'))
	}
	f.Fuzz(func(t *testing.T, text string, delimiter byte) {
		lastRow, lastLine := 0, 0
		for row, err := range csv.NewReader(strings.NewReader(text), csv.Options{Delimiter: rune(delimiter), MaxRow: 1000}).Rows() {
			line, _ := row.Place(0)
			number := row.Number
			if wrong := new(csv.Error); err != nil {
				require.ErrorAs(t, err, &wrong)
				line, number = wrong.Line, wrong.Row
			}
			require.GreaterOrEqual(t, number, lastRow)
			require.GreaterOrEqual(t, line, lastLine)
			lastRow, lastLine = number, line
		}
		agreeWithStandard(t, text)
	})
}

// agreeWithStandard holds the reader to encoding/csv on what both read alike.
func agreeWithStandard(t *testing.T, text string) {
	switch {
	case strings.Contains(text, "\r"), strings.Contains(text, "'"), strings.HasPrefix(text, "\ufeff"), len(text) >= 4 && strings.EqualFold(text[:4], "sep="):
		return
	}
	standard := stdcsv.NewReader(strings.NewReader(text))
	standard.FieldsPerRecord = -1
	want, err := standard.ReadAll()
	if err != nil {
		return // ours tells more, or reads what the other does not
	}
	rows, errs := readAll(text, csv.Options{Delimiter: ','})
	if len(errs) > 0 {
		require.Regexp(t, "NUL|not UTF-8|UTF-16", errs[0])
		return
	}
	var got [][]string
	for _, row := range rows {
		got = append(got, row.Cells)
	}
	var kept [][]string
	for _, row := range want {
		if len(row) > 1 || row[0] != "" { // a line of nothing but quotes is an empty row here
			kept = append(kept, row)
		}
	}
	require.Equal(t, kept, got)
}
