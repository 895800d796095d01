package iso28000_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A file of the tree, by its path from the root.
type file struct {
	path string
	text string
}

// A code is one package of the tree, parsed and type-checked without its tests.
type code struct {
	path   string // from the root: "risk/matrices", "." for the root itself
	module string
	fset   *token.FileSet
	files  []*ast.File
	types  *types.Package
	info   *types.Info
}

// at says where in the tree a node stands.
func (c code) at(pos token.Pos) string {
	p := c.fset.Position(pos)
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// repository skips a test that needs the whole tree where there is only the core: the
// module as an importer gets it has neither the workspace nor the nested modules.
func repository(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("go.work"); errors.Is(err, fs.ErrNotExist) {
		t.Skip("no go.work: this is the module alone, not the tree that it is made in")
	}
}

// shared returns a text that stands beside the tree and is not for publication.
func shared(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "shared", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no ../shared/%s to compare with", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// tree returns the files of the project. Folders with a name that begins with a dot belong
// to tools, except .ci.
func tree(t *testing.T) []file {
	t.Helper()
	files, err := readTree()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var readTree = sync.OnceValues(func() ([]file, error) {
	var files []file
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && len(name) > 1 && strings.HasPrefix(d.Name(), ".") && name != ".ci":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		text, err := os.ReadFile(name)
		files = append(files, file{filepath.ToSlash(name), string(text)})
		return err
	})
	return files, err
})

// packages returns every package of the workspace that compiles. That all do is a test of
// its own, so that one that does not hides nothing about the others.
func packages(t *testing.T) []code {
	t.Helper()
	repository(t)
	all, _ := loadPackages()
	return all
}

// loadPackages type-checks each package against what the compiler wrote about its imports,
// so that it sees what the compiler saw.
var loadPackages = sync.OnceValues(func() ([]code, error) {
	type listed struct {
		Dir, ImportPath, Export string
		GoFiles                 []string
		Module                  *struct {
			Path string
			Main bool
		}
	}
	output, err := run(nil, "go", "list", "-e", "-deps", "-export",
		"-json=Dir,ImportPath,Export,GoFiles,Module", "work")
	if err != nil {
		return nil, err
	}
	var ours []listed
	exports := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
		if p.Module != nil && p.Module.Main && len(p.GoFiles) > 0 {
			ours = append(ours, p)
		}
	}
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("%s does not compile", path)
		}
		return os.Open(exports[path])
	})
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	var all []code
	var faults []error
	for _, p := range ours {
		dir, err := filepath.Rel(root, p.Dir)
		if err != nil {
			return nil, err
		}
		c := code{path: filepath.ToSlash(dir), module: p.Module.Path, fset: fset}
		texts := make([]file, len(p.GoFiles))
		for i, name := range p.GoFiles {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			texts[i] = file{path.Join(c.path, name), string(text)}
		}
		if err := c.check(texts, imports); err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, c)
	}
	return all, errors.Join(faults...)
})

// check parses and type-checks the files of a package.
func (c *code) check(texts []file, imports types.Importer) error {
	c.info = &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	for _, text := range texts {
		f, err := parser.ParseFile(c.fset, text.path, text.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		c.files = append(c.files, f)
	}
	importPath := path.Join(core, c.path)
	config := types.Config{Importer: imports, GoVersion: "go" + goVersion}
	var err error
	c.types, err = config.Check(importPath, c.fset, c.files, c.info)
	return err
}

// run runs a command at the root, with some variables added to its environment, and returns
// what it wrote to standard output. It sees the workspace, also where the tests run without.
func run(env []string, name string, args ...string) ([]byte, error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	command := exec.Command(name, args...)
	command.Env = slices.Concat(os.Environ(), []string{"GOWORK=" + filepath.Join(root, "go.work")}, env)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		return output, fmt.Errorf("%s: %w\n%s", strings.Join(command.Args, " "), err, stderr.Bytes())
	}
	return output, nil
}
