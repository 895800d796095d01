// Package csv reads and writes delimited text, with the place of every cell.
//
// Registers that people keep in spreadsheets arrive as text with any delimiter, with or
// without a byte order mark, with line breaks of any system, some of them inside cells, and
// are wrong in places that their owners have to find again. So a [Reader] detects the
// delimiter, counts rows as a spreadsheet shows them and lines and characters as an editor
// does, goes on after a row that it cannot read, and bounds what it holds.
//
// A cell is text. One that begins with = + - @, a tab or a carriage return would be run as a
// formula by a spreadsheet that opens the file, so a [Writer] puts ' before it, which a
// Reader takes away again: what was written is what is read, to the byte.
//
// encoding/csv writes for this package, but does not read for it: it knows no line that ends in
// CR alone, rewrites CR LF inside cells, does not count empty rows, tells columns in bytes,
// and holds the rest of the file in one cell where a closing quote is missing. On what both
// read, a fuzz test holds the two to the same cells.
package csv
