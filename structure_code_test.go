package iso28000_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// docFaults finds packages that do not say in doc.go, and there alone, what they are.
func docFaults(c code) []fault {
	var faults []fault
	name, found := c.types.Name(), false
	begin, dir := "Package "+name+" ", path.Join(core, c.path)
	if name == "main" {
		begin = "Command " + path.Base(c.path) + " "
	}
	for _, f := range c.files {
		text := f.Doc.Text()
		if path.Base(c.fset.Position(f.Pos()).Filename) != "doc.go" {
			if text != "" {
				faults = append(faults, fault{c.at(f.Package), "a package comment beside that of doc.go: move it there, or set it off by an empty line"})
			}
			continue
		}
		found = true
		if !strings.HasPrefix(text, begin) {
			faults = append(faults, fault{c.at(f.Package), fmt.Sprintf("the package comment begins with %q, and says what goes in and what comes out", strings.TrimSpace(begin))})
		}
		if c.module == dir && c.module != core && !strings.Contains(text, "go get "+dir) {
			faults = append(faults, fault{c.at(f.Package), fmt.Sprintf("a nested module has to be fetched: the package comment says how, with the line go get %s", dir)})
		}
	}
	if !found {
		faults = append(faults, fault{c.path, "the package has no doc.go: say there which clause it holds, what goes in, what comes out"})
	}
	return faults
}

// selfEvident are methods of interfaces that every Go reader knows.
var selfEvident = []string{
	"Error", "Unwrap", "Is", "As", "String", "GoString", "Format", "MarshalText", "UnmarshalText",
	"MarshalJSON", "UnmarshalJSON", "AppendText", "Len", "Less", "Swap", "Ref",
}

// commentFaults finds exported names that say nothing about themselves.
func commentFaults(c code) []fault {
	if c.types.Name() == "main" {
		return nil
	}
	var faults []fault
	say := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		documented := slices.ContainsFunc(docs, func(d *ast.CommentGroup) bool { return d.Text() != "" })
		if name.IsExported() && !documented {
			faults = append(faults, fault{c.at(name.Pos()), fmt.Sprintf("%s is exported and has no comment: say what it is, with units, defaults and errors", name.Name)})
		}
	}
	for _, f := range c.files {
		for _, declaration := range f.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil || ast.IsExported(receiver(d)) && !slices.Contains(selfEvident, d.Name.Name) {
					say(d.Name, d.Doc)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						say(s.Name, d.Doc, s.Doc)
					case *ast.ValueSpec: // one comment may stand for the whole group
						for _, name := range s.Names {
							say(name, d.Doc, s.Doc, s.Comment)
						}
					}
				}
			}
		}
	}
	return faults
}

// receiver returns the name of the type that a method belongs to, and "" for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	name := ""
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, found := n.(*ast.Ident); found && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}

// initFaults finds what runs without being asked.
func initFaults(c code) []fault {
	var faults []fault
	for _, f := range c.files {
		for _, declaration := range f.Decls {
			if d, found := declaration.(*ast.FuncDecl); found && d.Recv == nil && d.Name.Name == "init" {
				faults = append(faults, fault{c.at(d.Pos()), "init runs without being asked: compute on first use, with sync.OnceValue, or where it is needed"})
			}
		}
	}
	return faults
}

// floatFaults finds expressions and types that are floats, one per line.
func floatFaults(c code) []fault {
	var faults []fault
	for _, f := range c.files {
		seen := ""
		ast.Inspect(f, func(n ast.Node) bool {
			e, found := n.(ast.Expr)
			if !found {
				return true
			}
			basic, found := c.info.Types[e].Type.(*types.Basic)
			if found && basic.Info()&(types.IsFloat|types.IsComplex) != 0 && c.at(e.Pos()) != seen {
				seen = c.at(e.Pos())
				faults = append(faults, fault{seen, "a float, which rounds: use integers, or decimal where fractions can arise"})
			}
			return true
		})
	}
	return faults
}

// ambient is what a library does not do by itself, and what to do instead. A name that ends
// in a dot stands for everything in the package.
var ambient = map[string]string{
	"time.Now": askTime, "time.Since": askTime, "time.Until": askTime, "time.After": askTime, "time.Tick": askTime,
	"time.NewTimer": askTime, "time.NewTicker": askTime, "time.AfterFunc": askTime, "time.Sleep": askTime,
	"time.Local": askZone, "time.Time.Local": askZone, "time.LoadLocation": askZone,
	"math/rand.": askChance, "math/rand/v2.": askChance, "crypto/rand.": askChance, "hash/maphash.": askChance,
	"github.com/google/uuid.New": askChance, "github.com/google/uuid.NewString": askChance,
	"github.com/google/uuid.NewRandom": askChance, "github.com/google/uuid.NewUUID": askChance,
	"github.com/google/uuid.NewV6": askChance, "github.com/google/uuid.NewV7": askChance,
	"log.": askHost, "flag.": askHost, "fmt.Print": askHost, "fmt.Printf": askHost, "fmt.Println": askHost,
	"os.": askHost, "os/exec.": askHost, "os/signal.": askHost, "net.": askHost, "net/http.": askHost,
	"plugin.": askHost, "syscall.": askHost, "unsafe.": askHost,
}

const (
	askTime   = "every question takes the date it is asked for: take the instant as an argument, or through the Reader"
	askZone   = "the answer would depend on the machine's time zone: days and instants are in UTC"
	askChance = "the same data would give another answer: take the value as an argument"
	askHost   = "that is for the program, not for a library: take an fs.FS or a value, and return the error"
)

// ambientFaults finds uses of what surrounds a program (its clock, its randomness, its
// environment) outside the functions that are allowed to.
func ambientFaults(c code, allowed map[string]string) []fault {
	var faults []fault
	for _, f := range c.files {
		for _, declaration := range f.Decls {
			if d, found := declaration.(*ast.FuncDecl); found && d.Recv == nil {
				if _, may := allowed[c.path+"."+d.Name.Name]; may {
					continue
				}
			}
			ast.Inspect(declaration, func(n ast.Node) bool {
				id, found := n.(*ast.Ident)
				if !found {
					return true
				}
				used := c.info.Uses[id]
				if used == nil || used.Pkg() == nil || used.Pkg() == c.types {
					return true
				}
				name := qualified(used)
				advice := ambient[name]
				if advice == "" {
					advice = ambient[used.Pkg().Path()+"."]
				}
				if advice != "" {
					faults = append(faults, fault{c.at(id.Pos()), name + ": " + advice})
				}
				return true
			})
		}
	}
	return faults
}

// qualified names an object by package, and by type where it is a method.
func qualified(o types.Object) string {
	name := o.Pkg().Path() + "."
	if f, found := o.(*types.Func); found {
		if recv := f.Signature().Recv(); recv != nil {
			t := recv.Type()
			if pointer, is := t.(*types.Pointer); is {
				t = pointer.Elem()
			}
			if named, is := t.(*types.Named); is {
				name += named.Obj().Name() + "."
			}
		}
	}
	return name + o.Name()
}

// folderFaults finds folders at the top that are no clause, no engine and nothing agreed.
func folderFaults(files []file) []fault {
	var faults []fault
	for _, f := range files {
		top, _, nested := strings.Cut(f.path, "/")
		if nested && !slices.Contains(folders, top) {
			faults = append(faults, fault{top + "/", "the top is the table of contents of the standard: put it below the clause or the engine that it serves"})
		}
	}
	return slices.Compact(faults)
}

// lengthFaults finds files of code that cannot be read in one sitting.
func lengthFaults(files []file) []fault {
	var faults []fault
	for _, f := range files {
		lines := strings.Count(f.text, "\n")
		generated := strings.HasPrefix(f.text, "// Code generated ")
		if strings.HasSuffix(f.path, ".go") && !strings.HasSuffix(f.path, "_test.go") && !generated && lines > maxLines {
			faults = append(faults, fault{f.path, fmt.Sprintf("%d lines are more than one sitting (%d): split it by what it holds", lines, maxLines)})
		}
	}
	return faults
}

// nameFaults finds files, folders, identifiers and field tags with a word of their name that
// a Go reader takes for a text message.
func nameFaults(files []file) []fault {
	var faults []fault
	say := func(at, name string) {
		if !strings.Contains(strings.ToLower(name), "sms") {
			return // which most names are, and taking them apart costs time
		}
		if slices.ContainsFunc(words(name), func(w string) bool { return strings.HasPrefix(w, "sms") }) {
			faults = append(faults, fault{at, name + ": to a Go reader an sms is a text message: write system"})
		}
	}
	for _, f := range files {
		say(f.path, f.path)
		if !strings.HasSuffix(f.path, ".go") {
			continue
		}
		fset := token.NewFileSet()
		parsed, _ := parser.ParseFile(fset, f.path, f.text, parser.SkipObjectResolution) // what does not parse does not compile either
		if parsed == nil {
			continue
		}
		at := func(n ast.Node) string { return fmt.Sprintf("%s:%d", f.path, fset.Position(n.Pos()).Line) }
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				say(at(n), n.Name)
			case *ast.Field:
				if n.Tag != nil {
					say(at(n), n.Tag.Value)
				}
			}
			return true
		})
	}
	return faults
}

var wordParts = regexp.MustCompile(`[A-Z]+[a-z0-9]*|[a-z0-9]+`)

// words splits a name where its case changes and at what is no letter, in lower case:
// loadSMSFile gives load, sms and file.
func words(name string) []string {
	var found []string
	for _, part := range wordParts.FindAllString(name, -1) {
		// of a run of capitals before a small letter the last begins the next word
		capitals := strings.IndexFunc(part, func(r rune) bool { return !unicode.IsUpper(r) })
		if capitals > 1 && unicode.IsLower(rune(part[capitals])) {
			found = append(found, strings.ToLower(part[:capitals-1]))
			part = part[capitals-1:]
		}
		found = append(found, strings.ToLower(part))
	}
	return found
}
