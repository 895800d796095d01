package ruletest

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules"
)

// A Source finds suites: in the files of a folder, or wherever a program has them. What is
// wrong with any of them comes back all at once, as [records.FileErrors].
type Source func() ([]*Suite, error)

// Suites is the source of suites that a program has made.
func Suites(suites ...*Suite) Source {
	return func() ([]*Suite, error) { return suites, nil }
}

// Folder is the source of the rule sets in a folder and those below it, for facts and outcomes
// of those types: of each file that holds a definition, with default and rules, and the cases
// of files that hold some. Other files are passed over. Without formats, JSON is read.
func Folder[Facts any, Outcome records.Enum](fsys fs.FS, formats ...records.Format) Source {
	return Scan(fsys, definitions[Facts, Outcome], formats...)
}

// definitions finds the one definition that a file may hold.
func definitions[Facts any, Outcome records.Enum](file string, node *records.Node) ([]*Suite, error) {
	if field(node, "rules") == nil && field(node, "default") == nil {
		return nil, nil
	}
	var d rules.Definition
	decoder := records.NewDecoder()
	decoder.Decode(file, node, &d)
	if err := decoder.Err(); err != nil {
		return nil, err
	}
	subject := SetOf[Facts, Outcome](d, rules.Limits{})
	var faults records.FileFaults
	if _, err := subject.Compile(d); err != nil {
		faults.AddError(file, Placed(err, file, "", node))
	}
	suite, err := NewSuite(file, subject, file, "", node)
	faults.AddError(file, err)
	return []*Suite{suite}, faults.Err()
}

// Placed gives each fault of an error, such as that of [rules.Compile], its place in the node
// that it is about, which stands at the path in the file.
func Placed(err error, file, at string, node *records.Node) error {
	var faults records.FileFaults
	list := records.FaultsOf(err)
	if len(list) == 0 {
		list = []*records.Fault{{Message: err.Error()}}
	}
	for _, fault := range list {
		p := inFile(file, follow(node, fault.Path), cmp.Or(fault.Offset, -1)) // 0 where no byte is meant
		full := fault.Path
		if at != "" && full != "" {
			full = at + "." + full
		}
		faults.Add(records.FileError{File: file, Line: p.Line, Column: p.Column, Path: cmp.Or(full, at), Message: fault.Message})
	}
	return faults.Err()
}

// Scan is the source of what find makes of each file of a folder and those below it, in the
// order of their paths, and of the cases of files that hold some. Find gets the top of a file
// and returns no suites where the file is about something else. Hidden files, and those with an
// ending that no format reads, are passed over.
func Scan(fsys fs.FS, find func(file string, node *records.Node) ([]*Suite, error), formats ...records.Format) Source {
	if len(formats) == 0 {
		formats = []records.Format{records.JSON}
	}
	return func() ([]*Suite, error) {
		s := scan{fsys: fsys, formats: formats, find: find}
		if err := fs.WalkDir(fsys, ".", s.visit); err != nil && s.faults.Len() == 0 {
			s.faults.AddError("", err)
		}
		if len(s.suites) == 0 && s.faults.Len() == 0 {
			s.faults.Add(records.FileError{Message: "no file here holds rules that can be tested"})
		}
		for _, cases := range s.cases {
			s.attach(cases)
		}
		return s.suites, s.faults.Err()
	}
}

const (
	maxFiles = 10_000   // of a folder
	maxBytes = 64 << 20 // of all that are read
)

type scan struct {
	fsys    fs.FS
	formats []records.Format
	find    func(string, *records.Node) ([]*Suite, error)
	suites  []*Suite
	cases   []cases
	files   int
	bytes   int
	broken  bool // a file that may hold rules could not be read
	faults  records.FileFaults
}

// cases are those of a file of their own.
type cases struct {
	file  string
	node  *records.Node
	About string        `json:"for"`
	At    moment        `json:"at"`
	Cases *records.Node `json:"cases"`
}

func (s *scan) visit(name string, entry fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case name != "." && strings.HasPrefix(entry.Name(), "."):
		if entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	case entry.IsDir():
		return nil
	}
	format := s.format(name)
	if format == nil {
		return nil
	}
	if s.files++; s.files > maxFiles {
		return fmt.Errorf("the folder holds more than %d files to read", maxFiles)
	}
	data, err := s.load(name)
	if err != nil {
		return err
	}
	node, err := format.Parse(name, data, records.FileLimits{})
	if err != nil {
		s.faults.AddError(name, err)
		s.broken = true
		return nil
	}
	if field(node, "cases") != nil {
		s.read(name, node)
		return nil
	}
	suites, err := s.find(name, node)
	s.faults.AddError(name, err)
	s.broken = s.broken || err != nil
	for _, suite := range suites {
		if suite != nil {
			s.suites = append(s.suites, suite)
		}
	}
	return nil
}

func (s *scan) format(name string) records.Format {
	for _, format := range s.formats {
		if slices.Contains(format.Extensions(), strings.ToLower(path.Ext(name))) {
			return format
		}
	}
	return nil
}

func (s *scan) load(name string) ([]byte, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(maxBytes-s.bytes)+1))
	if s.bytes += len(data); err == nil && s.bytes > maxBytes {
		err = fmt.Errorf("the files of the folder hold more than %d bytes", maxBytes)
	}
	return data, err
}

// read reads the top of a file of cases; the cases wait until all rules are known.
func (s *scan) read(file string, node *records.Node) {
	c := cases{file: file, node: node}
	decoder := records.NewDecoder()
	decoder.Decode(file, node, &c)
	if err := decoder.Err(); err != nil {
		s.faults.AddError(file, err)
		return
	}
	s.cases = append(s.cases, c)
}

// attach adds the cases of a file to the rules that they are about.
func (s *scan) attach(c cases) {
	var about []*Suite
	var names []string
	for _, suite := range s.suites {
		if c.About == "" || c.About == suite.Name || c.About == suite.File || c.About == path.Base(suite.File) {
			about = append(about, suite)
		}
		names = append(names, suite.Name)
	}
	at := child(c.node, "for")
	refuse := func(format string, args ...any) {
		s.faults.Add(records.FileError{File: c.file, Line: at.Line, Column: at.Column, Path: "for", Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case len(about) == 1:
		err := about[0].Add(c.file, "cases", c.Cases, c.At.Time)
		s.faults.AddError(c.file, err)
	case s.broken: // they may be about what could not be read
	case c.About == "":
		refuse("is missing: say which rules the cases are about, for there are %s", cut(strings.Join(names, ", "), 200))
	case len(about) == 0:
		refuse("%s names no rules here%s", quote(c.About), cmp.Or(records.DidYouMean(c.About, names), ": there are "+cut(strings.Join(names, ", "), 200)))
	default:
		refuse("%s names several rule sets: write one of %s", quote(c.About), cut(strings.Join(names, ", "), 200))
	}
}
