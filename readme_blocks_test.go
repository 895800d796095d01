package iso28000_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// A block is a fenced part of a page.
type block struct {
	line     int
	language string
	marker   string // the comment before it, without its marks
	lines    []string
}

var (
	fence   = regexp.MustCompile("^ {0,3}```+([a-z]*)")
	printed = regexp.MustCompile(`^\s*// (?:Unordered output|Output):`)
	marker  = regexp.MustCompile(`^<!-- (.*) -->$`)
	elided  = regexp.MustCompile(`^\s*(?:#|//)?\s*…$`)
)

// blocks returns the fenced parts of a page.
func blocks(text string) []block {
	var found []block
	var open *block
	before := ""
	for i, line := range lines(text) {
		mark := fence.FindStringSubmatch(line)
		switch {
		case open != nil && mark != nil && mark[1] == "":
			found, open = append(found, *open), nil
		case open != nil:
			open.lines = append(open.lines, line)
		case mark != nil:
			open = &block{line: i + 1, language: mark[1]}
			if m := marker.FindStringSubmatch(before); m != nil {
				open.marker = m[1]
			}
			before = ""
		case strings.TrimSpace(line) != "":
			before = strings.TrimSpace(line)
		}
	}
	if open != nil {
		found = append(found, *open)
	}
	return found
}

func lines(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n") }

// body returns the lines in a function, without the comment that says what it prints, or nil
// where there is none of that name.
func body(source, name string) []string {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	for _, declaration := range parsed.Decls {
		d, found := declaration.(*ast.FuncDecl)
		if !found || d.Recv != nil || d.Body == nil || d.Name.Name != name {
			continue
		}
		inside := lines(source)[fset.Position(d.Body.Lbrace).Line : fset.Position(d.Body.Rbrace).Line-1]
		if n := slices.IndexFunc(inside, printed.MatchString); n >= 0 {
			inside = inside[:n]
		}
		return inside
	}
	return nil
}

// excerpt says where a block differs from what it is taken from, or nothing. The block may
// be indented otherwise. A whole block shows everything, but for what it leaves out openly.
func excerpt(block, from []string, whole bool) string {
	var parts [][]string // what stands between the lines that stand for others
	for {
		n := slices.IndexFunc(block, elided.MatchString)
		if n < 0 {
			break
		}
		parts, block = append(parts, block[:n]), block[n+1:]
	}
	parts = append(parts, block)
	at := 0
	for i, part := range parts {
		anchored := whole && i == 0
		low, high := at, len(from)-len(part) // where the part may begin
		if whole && i == len(parts)-1 {
			low = max(low, high)
		}
		if anchored {
			high = min(high, 0)
		}
		for low <= high && inARow(part, from[low:]) < len(part) {
			low++
		}
		if low > high {
			return difference(part, from[at:], anchored)
		}
		at = low + len(part)
	}
	return ""
}

// difference names the first line of a part that is not in what it is taken from.
func difference(part, from []string, anchored bool) string {
	best := 0
	for start := range from {
		best = max(best, inARow(part, from[start:]))
		if anchored {
			break
		}
	}
	if best == len(part) {
		return "more comes after what is shown"
	}
	return fmt.Sprintf("%q is not there", part[best])
}

// inARow counts the lines that stand at the start of the others, all indented alike.
func inARow(lines, from []string) int {
	indent, known := "", false
	for i, line := range lines {
		if i == len(from) {
			return i
		}
		if line == "" && from[i] == "" {
			continue
		}
		if !known {
			indent, known = strings.TrimSuffix(from[i], line), true
		}
		if line == "" || from[i] != indent+line || strings.TrimSpace(indent) != "" {
			return i
		}
	}
	return len(lines)
}
