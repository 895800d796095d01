package iso28000_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// imports makes a package that imports another, without checking that there is one.
func imports(t *testing.T, dir, imported string) code {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path.Join(dir, "a.go"), `package a; import "`+imported+`"`, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	return code{path: dir, fset: fset, files: []*ast.File{f}}
}

func TestPlantedDependencies(t *testing.T) {
	for _, tt := range []struct {
		dependency dependency
		want       string
	}{
		{dependency{"encoding/json", true}, ""},
		{dependency{"vendor/golang.org/x/net/idna", true}, ""},
		{dependency{core + "/risk", false}, ""},
		{dependency{"github.com/expr-lang/expr/vm", false}, ""},
		{dependency{"golang.org/x/mod/sumdb/note", false}, ""},
		{dependency{"github.com/expr-lang/exprs", false}, "exprs: the core links it"},
		{dependency{"github.com/stretchr/testify/assert", false}, "the core links it"},
		{dependency{"go.yaml.in/yaml/v4", false}, "the core links it"},
	} {
		t.Run(tt.dependency.ImportPath, func(t *testing.T) {
			wants(t, linkFaults([]dependency{tt.dependency}), tt.want)
		})
	}
}

func TestPlantedModules(t *testing.T) {
	// a tree of a core, a nested module and a comparison, as it should be
	tree := func() ([]module, []string) {
		modules := make([]module, 3)
		for i, dir := range []string{".", "records/exchange/yaml", "bench/rules"} {
			modules[i].dir, modules[i].Module.Path, modules[i].Go = dir, path.Join(core, dir), goVersion
		}
		requires(&modules[0], coreRequires[0], false)
		requires(&modules[0], "go.yaml.in/yaml/v3", true)
		requires(&modules[1], core, false)
		replaces(&modules[1], core, "../../..")
		requires(&modules[2], core, false)
		replaces(&modules[2], core, "../../")
		return modules, []string{".", "records/exchange/yaml"}
	}
	for _, tt := range []struct {
		name  string
		spoil func(modules []module, workspace *[]string)
		want  string
	}{
		{"nothing", func([]module, *[]string) {}, ""},
		{"a patch level", func(m []module, _ *[]string) { m[1].Go = "1.26.8" }, "records/exchange/yaml/go.mod: the go directive is 1.26.8"},
		{"a toolchain", func(m []module, _ *[]string) { m[0].Toolchain = "go1.26.8" }, "toolchain"},
		{"a further dependency", func(m []module, _ *[]string) { requires(&m[0], "go.yaml.in/yaml/v4", false) }, "go.mod: the core requires go.yaml.in/yaml/v4"},
		{"another name", func(m []module, _ *[]string) {
			m[1].Module.Path = core + "/yaml"
			m[1].Require = nil
			m[1].Replace = nil
		}, "by its folder"},
		{"no replace", func(m []module, _ *[]string) { m[1].Replace = nil }, "is not replaced by ../../.."},
		{"a replace to elsewhere", func(m []module, _ *[]string) { m[1].Replace = nil; replaces(&m[1], core, "../..") }, "is not replaced by ../../.."},
		{"a fork", func(m []module, _ *[]string) { replaces(&m[1], "go.yaml.in/yaml/v4", "example.org/yaml") }, "go.yaml.in/yaml/v4 is replaced"},
		{"a replace in the core", func(m []module, _ *[]string) {
			replaces(&m[0], core+"/records/exchange/yaml", "./records/exchange/yaml")
		}, "is replaced"},
		{"an exclude", func(m []module, _ *[]string) { m[0].Exclude = append(m[0].Exclude, struct{ Path string }{"x"}) }, "excludes"},
		{"not in the workspace", func(_ []module, w *[]string) { *w = (*w)[:1] }, "go test work passes it over"},
		{"a comparison in the workspace", func(_ []module, w *[]string) { *w = append(*w, "bench/rules") }, "the peers"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			modules, workspace := tree()
			tt.spoil(modules, &workspace)
			wants(t, moduleFaults(modules, workspace), tt.want)
		})
	}
}

func requires(m *module, path string, indirect bool) {
	m.Require = append(m.Require, struct {
		Path     string
		Indirect bool
	}{path, indirect})
}

func replaces(m *module, path, dir string) {
	var r struct {
		Old, New struct{ Path, Version string }
	}
	r.Old.Path, r.New.Path = path, dir
	m.Replace = append(m.Replace, r)
}

func TestPlantedNames(t *testing.T) {
	for _, tt := range []struct {
		name string
		rule func([]file) []fault
		file file
		want string
	}{
		{"an identifier", nameFaults, file{"risk/a.go", "package risk\n\ntype SMSStore struct{}"}, "risk/a.go:3: SMSStore"},
		{"a small one", nameFaults, file{"risk/a.go", "package risk\n\nfunc loadSms() {}"}, "loadSms"},
		{"a field in files", nameFaults, file{"risk/a.go", "package risk\n\ntype t struct {\n\tA int `json:\"sms_scope\"`\n}"}, "a.go:4"},
		{"a file", nameFaults, file{"risk/sms.go", "package risk"}, "risk/sms.go"},
		{"a folder", nameFaults, file{"sms/a.md", ""}, "sms/a.md"},
		{"what only looks like it", nameFaults, file{"risk/mechanisms.go", "package risk\n\nvar transmissionMechanisms, itemsMS int"}, ""},

		{"a folder at the top", folderFaults, file{"utils/a.go", ""}, "utils/"},
		{"a clause", folderFaults, file{"audit/a.go", ""}, ""},
		{"a file at the top", folderFaults, file{"go.work", ""}, ""},
		{"a folder further down", folderFaults, file{"audit/utils/a.go", ""}, ""},

		{"a long file", lengthFaults, file{"risk/a.go", strings.Repeat("\n", maxLines+1)}, "risk/a.go: 501 lines"},
		{"a file of just that length", lengthFaults, file{"risk/a.go", strings.Repeat("\n", maxLines)}, ""},
		{"a long test", lengthFaults, file{"risk/a_test.go", strings.Repeat("\n", maxLines+1)}, ""},
		{"a long table", lengthFaults, file{"risk/a.tsv", strings.Repeat("\n", maxLines+1)}, ""},

		{"a path of somebody's machine", wordFaults, file{"a.md", "one\nsee /wo" + "rk/main"}, "a.md:2"},
		{"a path relative to somewhere", wordFaults, file{"a.md", "see ./wo" + "rk/main"}, ""},
		{"a folder that is called so", wordFaults, file{"a.md", "see docs/wo" + "rk/hours.md"}, ""},
		{"the host of a registry", wordFaults, file{".ci/run", "curl https://proxy.golang" + ".org/x"}, ".ci/run:1"},
		{"work left undone", wordFaults, file{"risk/a.go", "// TO" + "DO: rate"}, "risk/a.go:1"},
		{"twice", func(f []file) []fault { return wordFaults(f)[1:] }, file{"a.md", "TO" + "DO\nTO" + "DO"}, "a.md:2"},
		{"part of a word", wordFaults, file{"a.md", "mas" + "to" + "don"}, ""},
		{"the word itself", wordFaults, file{"a.md", "all that is left to do"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, tt.rule([]file{tt.file}), tt.want)
		})
	}
}

func TestExceptions(t *testing.T) {
	faults := []fault{{"risk/a.go:1", "a float"}, {"risk/b.go:1", "a float"}}
	wants(t, except(faults, map[string]string{"risk/a.go": "refuses it"}), "risk/b.go:1")
	wants(t, except(faults[:1], map[string]string{"risk/a.go": "refuses it", "risk/c.go": "gone"}), "risk/c.go: a reason")
}

func TestPlantedSentences(t *testing.T) {
	const text = "The harbour master shall keep a written list of all keys that were ever lent out. 4.2 Keys, locks and the seals that go with each of them"
	titles := []string{"4.2 Keys, locks and the seals that go with each of them"}
	for _, tt := range []struct{ name, text, want string }{
		{"nine words in a row", "we say: the Harbour Master\n// shall keep a written list of all!", "the harbour master shall keep a written list of"},
		{"eight words", "the harbour master shall keep a written list", ""},
		{"a title", "clause 4.2, Keys, locks and the seals that go with each of them", ""},
		{"words of our own", "whoever lends a key writes down to whom, and until when", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, sentenceFaults([]file{{"a.md", tt.text}}, text, titles), tt.want)
		})
	}
}

func TestPlantedCatalogue(t *testing.T) {
	const header = "id\tclause\tletter\tpackage\ttitle\tsummary\tverification\tevidence\tfails_when\tapplies_if\tseverity\tlinks\n"
	const table = header +
		"4.1.a\t4.1\ta\trisk\tFirst\tAsked\tdata\tX\tnot so\t\tmajor\t4.1.b\n" +
		"4.1.b\t4.1\tb\trisk\tSecond\tAsked\tdata\tX\tnot so\tseas are crossed\tminor\t\n"
	a := []string{"4.1.a", "4.1", "a", "First", "Asked", "data", "not so", "", "major", "4.1.b"}
	b := []string{"4.1.b", "4.1", "b", "Second", "Asked", "data", "not so", "seas are crossed", "minor", ""}
	wants(t, catalogueFaults(table, [][]string{a, b}), "")
	wants(t, catalogueFaults(table, [][]string{a}), "4.1.b is missing")
	wants(t, catalogueFaults(table, [][]string{b, a}), "4.1.b stands where the standard has 4.1.a")
	wants(t, catalogueFaults(table, [][]string{a, a}), "4.1.a stands in it twice")
	wants(t, catalogueFaults(header, [][]string{a}), "4.1.a is in no clause")
	wants(t, catalogueFaults("id\tclause\n", nil), "no column letter")
	for i := 1; i < len(catalogueColumns); i++ {
		spoiled := slices.Clone(b)
		spoiled[i] += "x"
		wants(t, catalogueFaults(table, [][]string{a, spoiled}), "4.1.b: the "+catalogueColumns[i])
	}
}
