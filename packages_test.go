package iso28000_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
)

var updatePrograms = flag.Bool("update", false, "write what the programs of testdata/programs print anew")

// programs is the folder of small programs, one for each package of a clause, that use that
// package as an application would that has nothing else: they are what newcomers copy. What
// one prints stands beside it, in output.txt.
const programs = "testdata/programs"

// clausePackages are the packages of the order that hold a clause.
func clausePackages() []string {
	return slices.DeleteFunc(slices.Clone(order), func(name string) bool {
		if slices.Contains(suites, name) {
			return true // for tests of others
		}
		switch top, _, _ := strings.Cut(name, "/"); top {
		case "conformity", "rules", "examples", "bench", ".":
			return true
		case "records":
			return name != "records/documents"
		}
		return strings.HasSuffix(name, "/*")
	})
}

// Each package of a clause is useful alone: its program links it and what lies downhill of it,
// is refused a wrong step, asks the checks of its package, and prints what it always prints.
func TestEachPackageAlone(t *testing.T) {
	packages := clausePackages()
	require.Contains(t, packages, "risk")
	require.Contains(t, packages, "records/documents")
	if iso28000.UnderRace {
		packages = packages[:3] // they are built and run without it
	}
	paths := make([]string, len(packages))
	for i, name := range packages {
		paths[i] = "./" + path.Join(programs, name)
	}
	bin := t.TempDir()
	output(t, "go", append([]string{"build", "-o", bin + string(os.PathSeparator)}, paths...)...)
	linked := linksOf(t, paths)
	for _, name := range packages {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(programs, filepath.FromSlash(name))
			source, err := os.ReadFile(filepath.Join(folder, "main.go"))
			require.NoError(t, err)
			assert.Contains(t, string(source), "\t\""+core+"/"+name+"\"\n", "it imports its package")
			assert.Contains(t, string(source), ".Checks()", "it asks the checks")
			assert.LessOrEqual(t, strings.Count(string(source), "\n"), 75, "it fits on a page")
			assert.Empty(t, uphill(linked[core+"/"+path.Join(programs, name)], name), "it links what does not lie downhill of %s", name)

			got := output(t, filepath.Join(bin, path.Base(name)+exeSuffix()))
			assert.Contains(t, got, "refused:", "it is refused something")
			golden := filepath.Join(folder, "output.txt")
			if *updatePrograms {
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

// Each program has a package: a folder that is left over is found.
func TestNoProgramIsLeftOver(t *testing.T) {
	packages := clausePackages()
	require.NoError(t, filepath.WalkDir(programs, func(file string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Base(file) == "main.go" {
			name, _ := filepath.Rel(programs, filepath.Dir(file))
			assert.Contains(t, packages, filepath.ToSlash(name))
		}
		return err
	}))
}

// The test above can fail: what stands later in the order, and what is not in it, is uphill.
func TestUphill(t *testing.T) {
	links := []string{"fmt", "github.com/expr-lang/expr", core + "/records", core + "/risk", core + "/audit", core, core + "/nowhere"}
	assert.Equal(t, []string{"audit", ".", "nowhere"}, uphill(links, "objectives"))
	assert.Empty(t, uphill(links[:4], "risk"))
}

// uphill returns the packages of the core among those linked that stand after a package in
// the order, or nowhere in it. What is internal to a package counts as that package.
func uphill(linked []string, of string) []string {
	var wrong []string
	limit := slices.Index(order, of)
	for _, link := range linked {
		name, ours := strings.CutPrefix(link, core)
		if !ours {
			continue
		}
		name, _, _ = strings.Cut(strings.TrimPrefix(name, "/"), "/internal")
		if name == "" {
			name = "."
		}
		if at := slices.Index(order, name); at < 0 || at > limit {
			wrong = append(wrong, name)
		}
	}
	return wrong
}

// linksOf returns all that each of the programs links.
func linksOf(t *testing.T, paths []string) map[string][]string {
	t.Helper()
	links := map[string][]string{}
	out := json.NewDecoder(strings.NewReader(output(t, "go", append([]string{"list", "-json=ImportPath,Deps"}, paths...)...)))
	for {
		var p struct {
			ImportPath string
			Deps       []string
		}
		err := out.Decode(&p)
		if errors.Is(err, io.EOF) {
			return links
		}
		require.NoError(t, err)
		links[p.ImportPath] = p.Deps
	}
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

func exeSuffix() string {
	if os.PathSeparator == '\\' {
		return ".exe"
	}
	return ""
}
