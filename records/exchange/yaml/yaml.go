package yaml

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/iso28000/iso28000/records"
)

// Format is the format of .yaml and .yml files. A file with nothing in it but comments reads
// as null.
//
// Syntax that is broken ends the reading at its first fault; everything else that is refused
// is reported together.
//
// It writes blocks with an indent of two, texts of several lines as literal blocks, and lists
// and maps of nothing but short scalars that fit on one line. What another reader might take
// for a number, a date or a boolean is quoted. Equal trees give equal bytes.
var Format format

type format struct{}

var _ records.Format = Format

// Extensions returns ".yaml" and ".yml".
func (format) Extensions() []string { return []string{".yaml", ".yml"} }

// Parse reads one document.
func (format) Parse(file string, data []byte, limits records.FileLimits) (node *records.Node, err error) {
	limits = limits.WithDefaults()
	r := &reading{file: file, limits: limits}
	// The parser has panicked on hostile input before. Whatever it does, the caller gets an error.
	defer func() {
		if broken := recover(); broken != nil {
			r.fault(0, 0, "cannot be read: the parser gave up on it (%v)", broken)
			node, err = nil, r.faults.Err()
		}
	}()
	if r.bearable(data) {
		data = r.version(data)
	}
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	if document := r.parse(data); document != nil {
		r.source = newSource(data)
		node = r.document(document)
	}
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	return node, nil
}

// A reading is what is known while one file is read.
type reading struct {
	file   string
	limits records.FileLimits
	faults records.FileFaults
	source *source
	path   []step
	nodes  int
	done   map[*yaml.Node]*anchored
	ended  bool // no further fault is looked for
}

// A step leads into a list, by its index, or into a map, by a name and the index -1.
type step struct {
	name  string
	index int
}

// fault notes what is wrong at a place.
func (r *reading) fault(line, column int, format string, args ...any) {
	var path strings.Builder
	for _, s := range r.path {
		switch {
		case s.index >= 0:
			fmt.Fprintf(&path, "[%d]", s.index)
		case s.name == "" || len(s.name) > 60 || strings.ContainsFunc(s.name, notOfWord):
			fmt.Fprintf(&path, "[%.60q]", s.name)
		case path.Len() > 0:
			path.WriteString("." + s.name)
		default:
			path.WriteString(s.name)
		}
	}
	r.faults.Add(records.FileError{File: r.file, Line: line, Column: column, Path: path.String(), Message: fmt.Sprintf(format, args...)})
}

// notOfWord reports whether a character keeps a name from standing in a path as it is.
func notOfWord(c rune) bool {
	return c != '_' && c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
}

// parse reads the one document that there is. It is nil after a fault.
func (r *reading) parse(data []byte) *yaml.Node {
	m := &meter{data: data, depth: r.limits.Depth}
	loader, err := yaml.NewLoader(m, yaml.WithPlugin(m))
	if err != nil {
		r.fault(0, 0, "cannot be read: %v", err)
		return nil
	}
	document, next := new(yaml.Node), new(yaml.Node)
	switch err := loader.Load(document); {
	case err == io.EOF:
		return &yaml.Node{Kind: yaml.DocumentNode, Line: 1, Column: 1}
	case err != nil:
		r.syntax(err, m)
		return nil
	}
	switch err := loader.Load(next); {
	case err == nil:
		r.fault(next.Line, next.Column, "a second document begins here: a file holds one")
		return nil
	case err != io.EOF:
		r.syntax(err, m)
		return nil
	}
	return document
}
