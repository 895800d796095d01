package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/iso28000/iso28000/records"
)

// pointed shows below each fault of a file the line that it is about, with a caret at the place.
func pointed(fsys fs.FS, err error) error {
	var faults records.FileErrors
	if !errors.As(err, &faults) {
		return err
	}
	const most = 20 // of the faults; the others are counted
	var b strings.Builder
	files := map[string][]string{}
	for i, fault := range faults {
		if i == most {
			break
		}
		b.WriteString(fault.Error() + "\n")
		lines, known := files[fault.File]
		if !known {
			text, _ := fs.ReadFile(fsys, fault.File)
			lines = strings.Split(string(text), "\n")
			files[fault.File] = lines
		}
		if fault.Line < 1 || fault.Line > len(lines) || fault.Column < 1 {
			continue
		}
		if line, caret, ok := caretLine(lines[fault.Line-1], fault.Column); ok {
			b.WriteString("    " + line + "\n    " + caret + "\n")
		}
	}
	if more := len(faults) - most; more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}
	return errors.New(strings.TrimRight(b.String(), "\n"))
}

// caretLine cuts a line to what fits beside a column, and puts a caret below that.
func caretLine(line string, column int) (cut, caret string, ok bool) {
	const before, after = 60, 50
	text := []rune(strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", " "))
	if column > len(text)+1 {
		return "", "", false
	}
	from, to := 0, len(text)
	at := column - 1
	prefix, suffix := "", ""
	if at > before {
		from, prefix = at-before, "…"
	}
	if to-at > after {
		to, suffix = at+after, "…"
	}
	shown := prefix + string(text[from:to]) + suffix
	return shown, strings.Repeat(" ", len([]rune(prefix))+at-from) + "^", true
}
