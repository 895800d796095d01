package iso28000_test

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A module is what a go.mod says.
type module struct {
	dir       string // from the root of the tree
	Module    struct{ Path string }
	Go        string
	Toolchain string
	Require   []struct {
		Path     string
		Indirect bool
	}
	Replace []struct {
		Old, New struct{ Path, Version string }
	}
	Exclude []struct{ Path string }
}

// readModules returns every module of the tree, and the folders that go.work uses.
func readModules(t *testing.T) (modules []module, workspace []string) {
	t.Helper()
	read := func(into any, args ...string) {
		output, err := run(nil, "go", args...)
		if err == nil {
			err = json.Unmarshal(output, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range tree(t) {
		if path.Base(f.path) == "go.mod" {
			m := module{dir: path.Dir(f.path)}
			read(&m, "mod", "edit", "-json", f.path)
			modules = append(modules, m)
		}
	}
	var work struct{ Use []struct{ DiskPath string } }
	read(&work, "work", "edit", "-json")
	for _, use := range work.Use {
		workspace = append(workspace, path.Clean(filepath.ToSlash(use.DiskPath)))
	}
	return modules, workspace
}

// moduleFaults finds what would burden importers (a go directive too high, a dependency of
// the core beyond the agreed ones) or keep a module from building alone against this tree.
func moduleFaults(modules []module, workspace []string) []fault {
	var faults []fault
	ours := map[string]string{} // path → dir
	for _, m := range modules {
		ours[m.Module.Path] = m.dir
	}
	for _, m := range modules {
		say := func(format string, args ...any) {
			faults = append(faults, fault{path.Join(m.dir, "go.mod"), fmt.Sprintf(format, args...)})
		}
		if want := path.Join(core, m.dir); m.Module.Path != want {
			say("the module is %s, by its folder it would be %s", m.Module.Path, want)
		}
		if m.Go != goVersion {
			say("the go directive is %s: write %s, no importer needs more", m.Go, goVersion)
		}
		if m.Toolchain != "" {
			say("the toolchain line burdens importers: take it out")
		}
		if len(m.Exclude) > 0 {
			say("what it excludes, importers do not exclude: require a version that works")
		}
		used, bench := slices.Contains(workspace, m.dir), strings.HasPrefix(m.dir, "bench/")
		if !used && !bench {
			say("go.work does not use the module, so that go test work passes it over: add it there")
		}
		if used && bench {
			say("go.work uses the module, so that everybody who tests fetches the peers it compares with: take it out there")
		}
		replaced := map[string]string{}
		for _, r := range m.Replace {
			replaced[r.Old.Path] = r.New.Path
			if _, known := ours[r.Old.Path]; !known || m.dir == "." {
				say("%s is replaced, which importers would not see: take it out", r.Old.Path)
			}
		}
		for _, r := range m.Require {
			if m.dir == "." && !r.Indirect && !slices.Contains(coreRequires, r.Path) {
				say("the core requires %s directly: put what needs it into a nested module", r.Path)
			}
			if dir, known := ours[r.Path]; known {
				to, err := filepath.Rel(m.dir, dir)
				if err != nil || path.Clean(filepath.ToSlash(to)) != path.Clean(replaced[r.Path]) {
					say("%s is not replaced by %s, so that alone the module builds against another tree: add the replace", r.Path, filepath.ToSlash(to))
				}
			}
		}
	}
	return faults
}

// A dependency is a package that the core, or one of its dependencies, imports.
type dependency struct {
	ImportPath string
	Standard   bool
}

// coreDependencies returns what a program links that imports every package of the core,
// without the suites, which are for tests.
func coreDependencies(t *testing.T) []dependency {
	t.Helper()
	list := func(args ...string) []dependency {
		args = append([]string{"list", "-f", `{{.ImportPath}} {{.Standard}}`}, args...)
		output, err := run([]string{"GOWORK=off"}, "go", args...)
		if err != nil {
			t.Fatal(err)
		}
		var found []dependency
		for line := range strings.Lines(string(output)) {
			name, standard, _ := strings.Cut(strings.TrimSpace(line), " ")
			is, _ := strconv.ParseBool(standard)
			found = append(found, dependency{name, is})
		}
		return found
	}
	shipped := []string{"-deps"}
	for _, p := range list("./...") {
		if !slices.Contains(suites, strings.TrimPrefix(p.ImportPath, core+"/")) {
			shipped = append(shipped, p.ImportPath)
		}
	}
	if len(shipped) == 1 {
		t.Fatal("the core has no package")
	}
	return list(shipped...)
}

// linkFaults finds packages of modules that importers of the core are not meant to pay for.
func linkFaults(dependencies []dependency) []fault {
	var faults []fault
	for _, d := range dependencies {
		allowed := d.Standard || slices.ContainsFunc(coreLinks, func(m string) bool { return below(d.ImportPath, m) })
		if !allowed {
			faults = append(faults, fault{d.ImportPath, "the core links it: import it in tests or in a nested module alone"})
		}
	}
	return faults
}

// below reports whether a package or folder is another, or stands somewhere in it.
func below(name, of string) bool {
	return name == of || strings.HasPrefix(name, of+"/")
}

// place is where a package stands in the order, and -1 where nothing says.
func place(order []string, name string) int {
	return slices.IndexFunc(order, func(entry string) bool {
		group, found := strings.CutSuffix(entry, "/*")
		return entry == name || found && strings.HasPrefix(name, group+"/")
	})
}

// orderFaults finds imports that go up, and packages that have no place yet.
func orderFaults(order []string, all []code) []fault {
	var faults []fault
	for _, p := range all {
		from := place(order, p.path)
		if from < 0 {
			faults = append(faults, fault{p.path, "the package has no place in the order of imports: give it one, in structure_test.go"})
			continue
		}
		for _, f := range p.files {
			for _, spec := range f.Imports {
				imported, _ := strconv.Unquote(spec.Path.Value)
				if !below(imported, core) {
					continue
				}
				name := "."
				if imported != core {
					name = strings.TrimPrefix(imported, core+"/")
				}
				switch to := place(order, name); {
				case to == from:
					faults = append(faults, fault{p.at(spec.Pos()), fmt.Sprintf("%s imports %s, which stands beside it: what both need belongs into a lower package", p.path, name)})
				case to > from:
					faults = append(faults, fault{p.at(spec.Pos()), fmt.Sprintf("%s imports %s, which stands above it in the order of imports: take what it needs as an argument, or move it up", p.path, name)})
				}
			}
		}
	}
	return faults
}
