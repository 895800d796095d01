package rulecheck

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A Set holds the checks of one or more files, compiled for a system S: a struct whose fields
// are the lists of its records. It is never changed and is safe for concurrent use.
type Set[S any] struct {
	checks []*check
}

// folderLimits bound what is read: checks are written by people.
func folderLimits() records.FolderLimits {
	return records.FolderLimits{Files: 1000, Entries: 10_000, Bytes: 64 << 20, File: records.FileLimits{Bytes: 16 << 20, Nodes: 1_000_000, Scalar: 1 << 20}}
}

// Load reads the checks of every file of a folder that one of the formats reads, subfolders
// included, and compiles them. A file is a list of checks. Without formats, JSON is read.
//
// The faults of all files come back at once, as [records.FileErrors], each with its file,
// line and column: syntax, names that are none with the nearest that is one, rules that do
// not compile, cases that could not be of such a record, ids given twice. Limits bound each
// rule, and Limits.Rules the number of checks. Whether the cases come out as they should is
// for [Set.Test].
func Load[S any](fsys fs.FS, limits rules.Limits, formats ...records.Format) (*Set[S], error) {
	schema, err := schemaOf(reflect.TypeFor[S]())
	if err != nil {
		return nil, err
	}
	var files []parsed
	if len(formats) == 0 {
		formats = []records.Format{records.JSON}
	}
	formats = slices.Clone(formats)
	for i, format := range formats {
		formats[i] = keeping{format, &files}
	}
	var definitions []Definition
	var faults records.FileFaults
	_, err = records.ReadFolder(fsys, &definitions, formats, folderLimits())
	faults.AddError("", err)
	set := &Set[S]{checks: compileFiles(schema, files, limits.WithDefaults(), &faults)}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// A parsed file is kept, so that rules can be compiled of what else is wrong with it, and so
// that whatever is said of a check can say where that stands.
type parsed struct {
	file string
	top  *records.Node
}

// keeping is a format that keeps what it parses.
type keeping struct {
	format records.Format
	files  *[]parsed
}

func (k keeping) Extensions() []string { return k.format.Extensions() }

func (k keeping) Format(node *records.Node) ([]byte, error) { return k.format.Format(node) }

func (k keeping) Parse(file string, data []byte, limits records.FileLimits) (*records.Node, error) {
	node, err := k.format.Parse(file, data, limits)
	if err == nil {
		*k.files = append(*k.files, parsed{file, node})
	}
	return node, err
}

// compileFiles compiles what stands in the files. What their decoding found is noted already.
func compileFiles(schema *schema, files []parsed, limits rules.Limits, faults *records.FileFaults) []*check {
	var checks []*check
	first := map[string]source{}
	for _, f := range files {
		if f.top.Kind != records.ListNode {
			continue
		}
		for i, node := range f.top.Items {
			from := source{f.file, node}
			report := func(path string, at point, message string) {
				line, column := at.line, at.column
				if line == 0 {
					line, column = from.find(path, at.offset)
				}
				faults.Add(records.FileError{File: f.file, Line: line, Column: column, Path: "[" + strconv.Itoa(i) + "]." + path, Message: message})
			}
			if len(checks) == limits.Rules {
				report("check", point{}, fmt.Sprintf("is one check too many: Limits.Rules allows %d", limits.Rules))
				return checks
			}
			var d Definition
			_ = node.Decode(&d) // its faults were noted when the folder was read; the rest is filled in
			if other, twice := first[d.Check]; twice && d.Check != "" {
				report("check", point{}, d.Check+" is already in "+other.place("check", 0)+": give one of the two another id")
			} else {
				first[d.Check] = from
			}
			c := &compiler{schema: schema, limits: limits, report: report}
			checks = append(checks, c.compile(d, from))
		}
	}
	return checks
}

// Read compiles the checks of one file that was parsed already. Faults are as those of [Load].
func Read[S any](file string, top *records.Node, limits rules.Limits) (*Set[S], error) {
	schema, err := schemaOf(reflect.TypeFor[S]())
	if err != nil {
		return nil, err
	}
	var definitions []Definition
	decoder := records.NewDecoder()
	decoder.Decode(file, top, &definitions)
	var faults records.FileFaults
	faults.AddError(file, decoder.Err())
	set := &Set[S]{checks: compileFiles(schema, []parsed{{file, top}}, limits.WithDefaults(), &faults)}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// Compile compiles definitions that stand in no file. The faults of all of them come back at
// once, as [records.Faults] with paths such as checks[3].require.
func Compile[S any](definitions []Definition, limits rules.Limits) (*Set[S], error) {
	schema, err := schemaOf(reflect.TypeFor[S]())
	if err != nil {
		return nil, err
	}
	limits = limits.WithDefaults()
	var faults records.Faults
	if len(definitions) > limits.Rules {
		faults.Add("checks", "are %d: Limits.Rules allows %d", len(definitions), limits.Rules)
		return nil, faults.Err()
	}
	set := &Set[S]{}
	first := map[string]int{}
	for i, d := range definitions {
		at := "checks[" + strconv.Itoa(i) + "]"
		faults.Within(at, d.Validate())
		if other, twice := first[d.Check]; twice && d.Check != "" {
			faults.Add(at+".check", "%s is the id of checks[%d] too: give one of the two another", d.Check, other)
		} else {
			first[d.Check] = i
		}
		c := &compiler{schema: schema, limits: limits, report: func(path string, p point, message string) {
			faults.Within(at, within(path, &records.Fault{Offset: p.offset, Message: message}))
		}}
		set.checks = append(set.checks, c.compile(d, source{}))
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

func within(path string, fault *records.Fault) error {
	var f records.Faults
	f.Within(path, fault)
	return f.Err()
}

// Checks returns the checks, in the order of the files, for an assessment of a system. Each is
// reported under its own id; where it asks something of each record, that takes two checks of
// that id, one of which speaks where no record is concerned.
func (s *Set[S]) Checks() []conformity.Check[*S] {
	var checks []conformity.Check[*S]
	for _, k := range s.checks {
		checks = append(checks, checksOf[S](k)...)
	}
	return checks
}

// Definitions returns what the set was compiled from.
func (s *Set[S]) Definitions() []Definition {
	definitions := make([]Definition, len(s.checks))
	for i, k := range s.checks {
		definitions[i] = k.Definition
	}
	return definitions
}

// place says where a byte of a field of the check stands.
func (k *check) place(path string, offset int) string {
	if k.source.node == nil {
		return k.Check + ": " + path
	}
	return k.source.place(path, offset)
}

func (s source) place(path string, offset int) string {
	line, column := s.find(path, offset)
	return fmt.Sprintf("%s:%d:%d", s.file, line, column)
}

// find returns the line and column of a byte of a field, or of what is nearest around it.
func (s source) find(path string, offset int) (line, column int) {
	n := s.node
	for path != "" {
		var name string
		name, path = step(path)
		next := child(n, name)
		if next == nil {
			return n.Line, n.Column
		}
		n = next
	}
	if offset > 0 && n.Origin != nil {
		return n.Origin(offset)
	}
	return n.Line, n.Column
}

// step takes the first step off a path such as cases[2].given.reviewed_on.
func step(path string) (name, rest string) {
	path = strings.TrimPrefix(path, ".")
	if inner, found := strings.CutPrefix(path, "["); found {
		name, rest, _ = strings.Cut(inner, "]")
		return strings.Trim(name, `"`), rest
	}
	if end := strings.IndexAny(path, ".["); end >= 0 {
		return path[:end], path[end:]
	}
	return path, ""
}

func child(n *records.Node, name string) *records.Node {
	switch n.Kind {
	case records.ListNode:
		if i, err := strconv.Atoi(name); err == nil && 0 <= i && i < len(n.Items) {
			return n.Items[i]
		}
	case records.MapNode:
		for i := range n.Fields {
			if n.Fields[i].Name == name {
				return n.Fields[i].Value
			}
		}
	}
	return nil
}
