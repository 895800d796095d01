package iso28000_test

import (
	"go/importer"
	"go/token"
	"path"
	"strings"
	"sync"
	"testing"
)

// standardLibrary type-checks what planted packages import.
var standardLibrary = sync.OnceValue(func() func(path string, texts ...file) (code, error) {
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "source", nil)
	var one sync.Mutex
	return func(path string, texts ...file) (code, error) {
		one.Lock()
		defer one.Unlock()
		c := code{path: path, module: core, fset: fset}
		return c, c.check(texts, imports)
	}
})

// plant makes a package of one file, whose text begins with its name.
func plant(t *testing.T, where, text string) code {
	t.Helper()
	dir := path.Dir(where)
	c, err := standardLibrary()(dir, file{where, "package " + path.Base(dir) + "\n" + text})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wants checks that exactly one fault was found, and says what it is about; or none, where
// nothing is wanted.
func wants(t *testing.T, faults []fault, want string) {
	t.Helper()
	switch {
	case want == "" && len(faults) > 0:
		t.Errorf("found where nothing is wrong: %v", faults)
	case want != "" && len(faults) != 1:
		t.Errorf("%d faults instead of one about %q: %v", len(faults), want, faults)
	case want != "" && !strings.Contains(faults[0].String(), want):
		t.Errorf("%v says nothing about %q", faults[0], want)
	}
}

func TestPlantedState(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an error to compare with", `import "errors"; var ErrGone = errors.New("gone")`, ""},
		{"an assertion", `import "fmt"; type t struct{}; func (t) String() string { return "" }; var _ fmt.Stringer = t{}`, ""},
		{"an embedded table", "import _ \"embed\"\n//go:embed a.tsv\nvar table string", ""},
		{"a value computed once", `import "sync"; var table = sync.OnceValue(func() map[string]int { return map[string]int{"a": 1} })`, ""},
		{"a type with one value", `type format struct{}; var JSON format`, ""},
		{"a table of constants", `const a = 1; var names = [...]string{a: "x"}; func name(i int) string { return names[i] }`, ""},
		{"a table of tables", `type row struct{ n int; s []string }; var rows = map[string]row{"a": {1, []string{"b"}}}`, ""},
		{"a table of functions", `func f() {}; var calls = map[string]func(){"f": f, "g": func() {}}`, ""},
		{"a table that is copied out", `import "slices"; var all = []int{1}; func All() []int { return slices.Clone(all) }`, ""},
		{"a table that is read", `var all = []int{1}; func Sum() (n int) { for _, x := range all { n += x }; return n + len(all) }`, ""},
		{"a name that hides it", `var all = []int{1}; func f() { all := make([]int, 1); all[0] = 2 }`, ""},

		{"no value", `var last string`, "a.go:2: last is state of the package: it waits for a value"},
		{"a lock", `import "sync"; var mu sync.Mutex`, "mu is state"},
		{"a cache", `var cache = make(map[string]int)`, "calling make"},
		{"made when the package loads", `func load() []int { return nil }; var all = load()`, "calling load"},
		{"made inside a table", `func load() int { return 1 }; var all = []int{1, load()}`, "calling load"},
		{"a pointer", `type t struct{ n int }; var one = &t{1}`, "one is state"},
		{"pointers in a table", `type t struct{ n int }; var all = []*t{{1}}`, "a pointer to a value"},
		{"a function that tests replace", `import "time"; var now = time.Now`, "declare a function"},
		{"a channel", `var wake = make(chan int)`, "make the channel"},
		{"a table open to importers", `var All = []int{1}`, "whoever imports"},
		{"a limit open to importers", `var Depth = 3`, "whoever imports"},

		{"written", `var n = 1; func f() { n = 2 }`, "a.go:2: n is a package variable, and is written"},
		{"counted up", `var n = 1; func f() { n++ }`, "n is a package variable, and is written"},
		{"an element written", `var all = []int{1}; func f() { all[0] = 2 }`, "is written"},
		{"a field of an element written", `type t struct{ n int }; var all = []t{{1}}; func f() { (all[0]).n = 2 }`, "is written"},
		{"a key written", `var all = map[string]int{}; func f() { all["a"] = 2 }`, "is written"},
		{"written by a range", `var n = 1; func f() { for n = range 3 {} }`, "is written"},
		{"an error replaced", `import "errors"; var ErrGone = errors.New("gone"); func f() { ErrGone = nil }`, "is written"},
		{"appended to", `var all = []int{1}; func f() []int { return append(all, 1) }`, "append writes"},
		{"deleted from", `var all = map[string]int{}; func f() { delete(all, "a") }`, "delete writes"},
		{"sorted", `import "slices"; var all = []int{1}; func f() { slices.Sort(all) }`, "slices.Sort writes"},
		{"an array sorted", `import "slices"; var all = [...]int{1}; func f() { slices.Sort(all[:]) }`, "slices.Sort writes"},
		{"its address taken", `var n = 1; func f() *int { return &n }`, "address"},
		{"the address of an element", `var all = []int{1}; func f() *int { return &all[0] }`, "address"},
		{"a method that writes", `type t struct{ n int }; func (x *t) set() { x.n = 1 }; var one = t{1}; func f() { one.set() }`, "method set"},
		{"handed out", `var all = []int{1}; func All() []int { return all }`, "handed out"},
		{"an array handed out", `var all = [...]int{1}; func All() []int { return all[:] }`, "handed out"},
		{"written once, on first use", `import "sync"; var n = 1; var once = sync.OnceValue(func() int { n = 2; return n })`, "is written"},
		{"that of another package", `import "os"; func f() { os.Args = nil }`, "Args is a package variable, and is written"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, stateFaults([]code{plant(t, "risk/a.go", tt.text)}), tt.want)
		})
	}
}

func TestPlantedCode(t *testing.T) {
	ambientHere := func(c code) []fault { return ambientFaults(c, map[string]string{"risk.NewID": "makes a key"}) }
	for _, tt := range []struct {
		name, where, text string
		rule              func(code) []fault
		want              string
	}{
		{"init", "risk/a.go", `func init() {}`, initFaults, "risk/a.go:2: init runs"},
		{"a method called init", "risk/a.go", `type t struct{}; func (t) init() {}`, initFaults, ""},

		{"a float", "risk/a.go", "type t struct {\nscore float64\n}", floatFaults, "risk/a.go:3: a float"},
		{"a constant", "risk/a.go", `const half = 0.5`, floatFaults, "a float"},
		{"a function of floats", "risk/a.go", "import \"math\"\nvar n = int(math.Sqrt(4))", floatFaults, "a.go:3: a float"},
		{"the kind of a float", "risk/a.go", `import "reflect"; const k = reflect.Float64`, floatFaults, ""},
		{"a fraction of a duration", "risk/a.go", `import "time"; const d = 1500 * time.Millisecond`, floatFaults, ""},

		{"the clock", "risk/a.go", "import \"time\"\nfunc f() time.Time {\nreturn time.Now() }", ambientHere, "a.go:4: time.Now: every question takes the date"},
		{"the clock as a value", "risk/a.go", `import "time"; func f(now func() time.Time) {}; func g() { f(time.Now) }`, ambientHere, "time.Now"},
		{"the clock under another name", "risk/a.go", `import clock "time"; func f() { clock.Sleep(1) }`, ambientHere, "time.Sleep"},
		{"the clock in a variable", "risk/a.go", `import "time"; var started = time.Now()`, ambientHere, "time.Now"},
		{"the machine's time zone", "risk/a.go", `import "time"; func f(t time.Time) time.Time { return t.Local() }`, ambientHere, "time zone"},
		{"chance", "risk/a.go", `import "math/rand/v2"; func f() int { return rand.IntN(6) }`, ambientHere, "math/rand/v2.IntN"},
		{"an exit", "risk/a.go", `import "os"; func f() { os.Exit(1) }`, ambientHere, "not for a library"},
		{"a file of the machine", "risk/a.go", `import "os"; func f() { _, _ = os.ReadFile("a") }`, ambientHere, "take an fs.FS"},
		{"what steps round the types", "risk/a.go", `import "unsafe"; func f(s *string) bool { return unsafe.Pointer(s) == nil }`, ambientHere, "unsafe.Pointer"},
		{"output", "risk/a.go", `import "fmt"; func f() { fmt.Println() }`, ambientHere, "not for a library"},
		{"where it may", "risk/a.go", `import "time"; func NewID() time.Time { return time.Now() }`, ambientHere, ""},
		{"a method of that name", "risk/a.go", `import "time"; type t struct{}; func (t) NewID() time.Time { return time.Now() }`, ambientHere, "time.Now"},
		{"a type of time", "risk/a.go", `import "time"; func f(t time.Time) bool { return t.IsZero() }`, ambientHere, ""},

		{"an exported function", "risk/a.go", "func Rate() {}", commentFaults, "Rate is exported"},
		{"an exported method", "risk/a.go", "// T is.\ntype T struct{}\nfunc (T) Rate() {}", commentFaults, "a.go:4: Rate is exported"},
		{"an exported constant", "risk/a.go", "const A = 1", commentFaults, "A is exported"},
		{"a group of constants", "risk/a.go", "// The levels.\nconst (\nA = 1\nB = 2\n)", commentFaults, ""},
		{"a directive is no comment", "risk/a.go", "//go:noinline\nfunc Rate() {}", commentFaults, "Rate is exported"},
		{"what no one outside reaches", "risk/a.go", "type t struct{}; func (t) Rate() {}; func rate() {}", commentFaults, ""},
		{"a method that everybody knows", "risk/a.go", "// T is.\ntype T struct{}\nfunc (T) Error() string { return \"\" }", commentFaults, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, tt.rule(plant(t, tt.where, tt.text)), tt.want)
		})
	}
}

func TestPlantedPackageComments(t *testing.T) {
	for _, tt := range []struct {
		name   string
		path   string
		module string
		files  []file
		want   string
	}{
		{"as it should be", "risk", core, []file{{"risk/doc.go", "// Package risk rates.\npackage risk"}, {"risk/a.go", "package risk"}}, ""},
		{"no doc.go", "risk", core, []file{{"risk/a.go", "package risk"}}, "risk: the package has no doc.go"},
		{"no comment", "risk", core, []file{{"risk/doc.go", "package risk"}}, `begins with "Package risk"`},
		{"another name", "risk", core, []file{{"risk/doc.go", "// Package risks rates.\npackage risk"}}, `begins with "Package risk"`},
		{"a second comment", "risk", core, []file{{"risk/doc.go", "// Package risk rates.\npackage risk"}, {"risk/a.go", "// Rating.\npackage risk"}}, "risk/a.go:2: a package comment beside"},
		{"a program", "examples/gapreport", core + "/examples", []file{{"examples/gapreport/doc.go", "// Command gapreport reports.\npackage main"}}, ""},
		{"a program with no name", "examples/gapreport", core + "/examples", []file{{"examples/gapreport/doc.go", "// Reports.\npackage main"}}, `"Command gapreport"`},
		{"a module that has to be fetched", "records/exchange/yaml", core + "/records/exchange/yaml", []file{{"records/exchange/yaml/doc.go", "// Package yaml reads.\npackage yaml"}}, "go get " + core + "/records/exchange/yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := standardLibrary()(tt.path, tt.files...)
			if err != nil {
				t.Fatal(err)
			}
			c.module = tt.module
			wants(t, docFaults(c), tt.want)
		})
	}
}

func TestPlantedImports(t *testing.T) {
	order := []string{"records", "risk", "records/exchange/*", ".", "examples/*"}
	for _, tt := range []struct{ name, path, imports, want string }{
		{"down", "risk", core + "/records", ""},
		{"from the root down", ".", core + "/risk", ""},
		{"into the group", ".", core + "/records/exchange/csv", ""},
		{"the standard library", "records", "strings", ""},
		{"up", "records", core + "/risk", "records/a.go:1: records imports risk, which stands above"},
		{"to the root", "risk", core, "risk imports ., which stands above"},
		{"up to a group", "risk", core + "/records/exchange/csv", "stands above"},
		{"sideways", "records/exchange/yaml", core + "/records/exchange/csv", "stands beside"},
		{"of what has no place", "risk", core + "/risk/levels", ""}, // the package itself is reported, see below
		{"from no place", "internal/levels", "strings", "internal/levels: the package has no place"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, orderFaults(order, []code{imports(t, tt.path, tt.imports)}), tt.want)
		})
	}
}

func TestPlaces(t *testing.T) {
	for i, name := range order {
		if got := place(order, name); got != i {
			t.Errorf("%s stands in place %d and is found in %d", name, i, got)
		}
	}
	for name, group := range map[string]string{
		"records/exchange/yaml": "records/exchange/*",
		"examples/gapreport":    "examples/*", "bench/rules": "bench/*",
	} {
		if got := order[place(order, name)]; got != group {
			t.Errorf("%s was found in %s", name, got)
		}
	}
}
