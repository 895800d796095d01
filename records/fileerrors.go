package records

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	keptFaults  = 1000 // of a file or a folder; the rest is counted
	shownFaults = 20   // by the text of FileErrors
	longestText = 1000 // bytes of a message that are kept
	longestPath = 300  // bytes of a path that are kept
)

// Error returns file:line:column: path: message, without what is not known.
func (e FileError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Column > 0 {
			fmt.Fprintf(&b, ":%d", e.Column)
		}
	}
	for _, part := range []string{e.Path, e.Message} {
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(part)
	}
	return b.String()
}

// As lets [errors.As] find a FileError behind a pointer too, which is what FileErrors unwraps to.
func (e FileError) As(target any) bool {
	if t, ok := target.(*FileError); ok {
		*t = e
		return true
	}
	return false
}

// FileErrors is everything wrong with one or more files, in the order of file, line and
// column. Where more was wrong than is kept, the last element says how much more, and names
// no file. [errors.As] finds its first FileError.
type FileErrors []FileError

// Error lists the first faults, one a line, and counts the others.
func (e FileErrors) Error() string {
	listed, more := e, 0
	if n := len(e); n > 0 && e[n-1].more > 0 {
		listed, more = e[:n-1], e[n-1].more
	}
	if len(listed) > shownFaults {
		more += len(listed) - shownFaults
		listed = sortedFaults(listed)[:shownFaults]
	} else {
		listed = sortedFaults(listed)
	}
	lines := make([]string, 0, len(listed)+1)
	for _, fault := range listed {
		lines = append(lines, fault.Error())
	}
	if more > 0 {
		lines = append(lines, "and "+strconv.Itoa(more)+" more")
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each fault.
func (e FileErrors) Unwrap() []error {
	errs := make([]error, len(e))
	for i := range e {
		errs[i] = &e[i]
	}
	return errs
}

// FileFaults gathers what is wrong with files, for whatever reads them. It keeps the first
// 1,000 faults and counts the rest, so that a hostile file cannot fill the memory with them.
// The zero value is ready to use. It is not safe for concurrent use.
type FileFaults struct {
	list FileErrors
	more int
}

// Add notes a fault. Overlong messages and paths are cut.
func (f *FileFaults) Add(fault FileError) {
	switch {
	case fault.more > 0: // the count that closes a list from elsewhere
		f.more += fault.more
	case f.full():
		f.more++
	default:
		fault.Message = shorten(fault.Message, longestText)
		fault.Path = shorten(fault.Path, longestPath)
		f.list = append(f.list, fault)
	}
}

// AddError notes each fault of an error that came from reading a file: each of
// [FileErrors], a single [FileError], or else the error as a whole.
func (f *FileFaults) AddError(file string, err error) {
	var all FileErrors
	var one FileError
	switch {
	case err == nil:
	case errors.As(err, &all):
		for _, fault := range all {
			f.Add(fault)
		}
	case errors.As(err, &one):
		f.Add(one)
	default:
		f.Add(FileError{File: file, Message: err.Error()})
	}
}

// Len returns how many faults were noted, kept or not.
func (f *FileFaults) Len() int { return len(f.list) + f.more }

// Err returns nil or [FileErrors].
func (f *FileFaults) Err() error {
	if f.Len() == 0 {
		return nil
	}
	all := sortedFaults(f.list)
	if f.more > 0 {
		all = append(all, FileError{Message: fmt.Sprintf("%d more faults are not listed", f.more), more: f.more})
	}
	return all
}

// full reports whether a further fault would only be counted.
func (f *FileFaults) full() bool { return len(f.list) >= keptFaults }

// sortedFaults returns a copy in the order of file, line and column.
func sortedFaults(list FileErrors) FileErrors {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b FileError) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return list
}

// shorten cuts a text to at most so many bytes, between two characters.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most - len("…")
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// quote shows a text from a file in a message: quoted, and cut where it is long.
func quote(text string) string { return strconv.Quote(shorten(text, 60)) }
