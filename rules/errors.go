package rules

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/iso28000/iso28000/records"
)

// A SourceError is one thing wrong with the text of a rule. What [Compile] and its like
// return holds one for each: errors.As finds the first, and [records.FaultsOf] gives all with
// path and offset, which is how a file's loader finds the line.
type SourceError struct {
	Path    string // of the text in its definition: rules[3].when; empty for a single condition
	Rule    string // the name of the rule; empty for a single condition
	Text    string // the expression as a whole
	Offset  int    // of the byte that is meant, from 0
	Line    int    // of that byte in the text, from 1
	Column  int    // in characters, from 1
	Message string // what is wrong, and what would be right
	Near    string // the name that was probably meant, where one is near
	Limit   string // the field of Limits that refused, where one did
}

// Error returns path:line:column: message.
func (e *SourceError) Error() string {
	return place(e.Path, e.Line, e.Column) + ": " + e.Message
}

// Detail returns the error, and below it the line that it is about with a caret at the place.
func (e *SourceError) Detail() string {
	line, caret := snippet(e.Text, e.Offset)
	return fmt.Sprintf("%s\n  %s\n  %s^", e.Error(), line, caret)
}

// mistake is the reason that no rule is to blame for. Tests hold that it is never seen.
const mistake = "this cannot be worked out, and the reason is a mistake in package rules: please report it with the rule"

// A RunError says that a rule could not be decided for the facts at hand. The question has
// no answer then: neither that the rule holds nor that it does not.
type RunError struct {
	Path    string // of the text in its definition: rules[3].when; empty for a single condition
	Rule    string // the name of the rule; empty for a single condition
	Text    string // the part of the expression that could not be worked out
	Offset  int    // of that part in the expression, in bytes
	Line    int    // of that byte in the expression, from 1; 0 where no expression is to blame
	Column  int    // in characters, from 1
	Message string // why not, and what to do
	Limit   string // the field of Limits that stopped it, where one did
}

// Error returns the rule, the place, the part and the reason.
func (e *RunError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	at := fmt.Sprintf("%d:%d: ", e.Line, e.Column)
	if e.Rule != "" {
		at = fmt.Sprintf("rule %s, %s", quote(e.Rule), at)
	}
	if e.Text == "" {
		return at + e.Message
	}
	return at + quoteSource(e.Text) + ": " + e.Message
}

func place(path string, line, column int) string {
	if path == "" {
		return fmt.Sprintf("%d:%d", line, column)
	}
	return fmt.Sprintf("%s:%d:%d", path, line, column)
}

// snippet returns the line around the offset, and as many blanks as stand before it there.
func snippet(text string, offset int) (line, indent string) {
	offset = min(offset, len(text))
	from := strings.LastIndexByte(text[:offset], '\n') + 1
	to := len(text)
	if end := strings.IndexByte(text[offset:], '\n'); end >= 0 {
		to = offset + end
	}
	before, after := []rune(text[from:offset]), []rune(strings.TrimRight(text[offset:to], "\r"))
	const most = 60 // characters to either side
	if len(before) > most {
		before = append([]rune("…"), before[len(before)-most:]...)
	}
	if len(after) > most {
		after = append(after[:most:most], '…')
	}
	line = strings.ReplaceAll(string(before)+string(after), "\t", " ")
	return line, strings.Repeat(" ", len(before))
}

// maxErrors is how many things wrong with a set are reported; the rest is counted.
const maxErrors = 100

// findings gathers what is wrong with a set, in the order of its rules.
type findings struct {
	list []finding
	more int
}

type finding struct {
	path    string
	message string
	source  *SourceError // nil where it is not about the text of an expression
}

func (f *findings) add(found finding) {
	if len(f.list) == maxErrors {
		f.more++
		return
	}
	f.list = append(f.list, found)
}

// faults adds each fault that err holds.
func (f *findings) faults(err error) {
	for _, fault := range records.FaultsOf(err) {
		f.add(finding{path: fault.Path, message: fault.Message})
	}
}

// problem adds what is wrong with an expression.
func (f *findings) problem(path, rule, text string, p *problem) {
	if len(f.list) >= maxErrors {
		f.more++
		return
	}
	p.offset = max(0, min(p.offset, len(text)))
	line, column := position(text, p.offset)
	message := p.message
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	f.add(finding{path: path, message: message, source: &SourceError{
		Path: path, Rule: rule, Text: text, Offset: p.offset, Line: line, Column: column,
		Message: message, Near: p.near, Limit: p.limit,
	}})
}

func (f *findings) err() error {
	if len(f.list) == 0 {
		return nil
	}
	var faults records.Faults
	all := &compileError{}
	lines := make([]string, 0, len(f.list)+1)
	for _, found := range f.list {
		fault := &records.Fault{Path: found.path, Message: found.message}
		if found.source != nil {
			fault.Offset = found.source.Offset
			all.sources = append(all.sources, found.source)
			lines = append(lines, found.source.Error())
		} else {
			lines = append(lines, fault.Error())
		}
		under, last := splitPath(found.path)
		fault.Path = last
		faults.Within(under, fault)
	}
	if f.more > 0 {
		faults.Add("rules", "hold %d more faults", f.more)
		lines = append(lines, fmt.Sprintf("and %d more", f.more))
	}
	all.faults, all.text = faults.Err(), strings.Join(lines, "\n")
	return all
}

// splitPath cuts the last name off a path, so that [records.Faults.Within] puts it back.
func splitPath(path string) (under, last string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return path, ""
}

// A compileError is everything wrong with a set: as faults for whoever reads files, and as
// source errors for whoever shows rules.
type compileError struct {
	text    string
	faults  error
	sources []*SourceError
}

func (e *compileError) Error() string { return e.text }

func (e *compileError) Unwrap() []error {
	errs := []error{e.faults}
	for _, source := range e.sources {
		errs = append(errs, source)
	}
	return errs
}

// SourceErrors returns every [SourceError] that err holds, in the order of the rules.
func SourceErrors(err error) []*SourceError {
	var all *compileError
	if errors.As(err, &all) {
		return all.sources
	}
	var one *SourceError
	if errors.As(err, &one) {
		return []*SourceError{one}
	}
	return nil
}
