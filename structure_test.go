package iso28000_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The tests in structure_*_test.go hold what no compiler does: that imports go one way, that
// importers of the core pay for nothing heavy, that nothing global changes, that the tree is
// the table of contents of the standard. Each rule is a function from what it looks at to its
// faults, and structure_planted_test.go shows to each the violation that it is there for.

// core is the module whose importers pay for everything that it links.
const core = "github.com/iso28000/iso28000"

// goVersion is the directive of every go.mod: the minor, so that importers are not forced to
// a patch level.
const goVersion = "1.26.0"

// order has the packages lowest first: a package imports only what stands before it. A name
// that ends in /* stands for all packages below the folder; those do not import each other.
var order = []string{
	"records/internal/tiles",      // the Merkle tree of the log, which nothing but records imports
	"records/internal/migrations", // how a store makes its tables
	"records",
	"records/exchange/csv", // text with places and nothing of ours: risk reads registers with it
	"records/proof",
	"records/storetest",
	"conformity",
	"conformity/conformitytest",
	"rules",
	"rules/ruletest",
	"rules/rulecheck",
	"rules/checktest",
	"policy/organization",
	"records/documents",
	"policy",
	"risk",
	"risk/risktest",
	"risk/legal",
	"risk/matrices",
	"objectives",
	"controls/competence",
	"controls/communication",
	"controls",
	"controls/equipment",
	"controls/suppliers",
	"controls/change",
	"controls/emergency",
	"incidents",
	"review/monitoring",
	"review/evaluation",
	"audit",
	"review",
	"records/exchange/*",
	"records/sqlite",
	"records/postgres",
	"conformity/report",
	".",
	"examples/systems",
	"examples/terminal",
	"examples/*",
	"bench/*",
}

// folders are those of the top: the clauses of the standard, the engine (conformity, rules),
// and what surrounds them.
var folders = []string{
	"audit", "bench", "conformity", "controls", "docs", "examples", "incidents", "objectives",
	"policy", "records", "review", "risk", "rules", "scripts", "testdata", ".ci",
}

// suites are packages for tests, which may link what only tests need.
var suites = []string{"records/storetest", "conformity/conformitytest", "rules/ruletest", "rules/checktest", "risk/risktest"}

// coreRequires are the modules that the core may require directly.
var coreRequires = []string{
	"github.com/expr-lang/expr",
	"github.com/google/uuid",
	"github.com/shopspring/decimal",
	"github.com/stretchr/testify",
	"golang.org/x/mod",
}

// coreLinks are the modules, beside the standard library, that a program which imports the
// core may come to hold. What only tests need is not among them.
var coreLinks = []string{
	core,
	"github.com/expr-lang/expr",
	"github.com/google/uuid",
	"github.com/shopspring/decimal",
	"golang.org/x/mod",
}

// floatsAllowed are files in which a float is named for a good reason. An entry whose file
// names none any more is a fault too.
var floatsAllowed = map[string]string{}

// unsafeAllowed are files that may look into memory, with the reason; the same holds of them.
var unsafeAllowed = map[string]string{
	"rules/memory.go": "a fact is read by one load; the build tag purego does without",
}

// ambientAllowed are functions that may read the clock or randomness, with the reason.
var ambientAllowed = map[string]string{
	"conformity/conformitytest.golden": "the golden file of a test is read, and written where the test is told to",
	"records.NewID":                    "makes a new key, and nothing that assesses calls it",
	"records.surroundings":             "an archive stamps what it commits, salts it and gives it an id; each can be given as an option",
	"records.auditSecret":              "an auditor's secret, so that nobody can prepare rows that add up; no answer depends on it",
	"records.secrets":                  "keys and nonces; each can be given as an argument",
	"records.readKeyFile":              "a file of keys lies where the host says",
	"records.replaceKeyFile":           "the same, written so that a crash loses none",
	"records.pause":                    "checkpoints go to witnesses by themselves, and nothing else depends on when",

	"records/storetest.times":     "reads how often a test is told to do something",
	"records/storetest.child":     "starts the test again as a process that can be killed",
	"records/storetest.isChild":   "is in that process",
	"records/storetest.killed":    "kills it after a while",
	"records/storetest.write":     "tells on its output how far it is",
	"records/storetest.Processes": "waits for several of them",
}

// maxLines bounds a file of code, so that it can be read in one sitting.
const maxLines = 500

// A fault is one place where a rule of the house is broken.
type fault struct {
	at   string // file:line, a file, a package or a module
	what string // what is wrong, and what would be right
}

func (f fault) String() string { return f.at + ": " + f.what }

// report fails the test with every fault, in order of place.
func report(t *testing.T, faults []fault) {
	t.Helper()
	lines := make([]string, len(faults))
	for i, f := range faults {
		lines[i] = f.String()
	}
	slices.Sort(lines)
	if lines = slices.Compact(lines); len(lines) > 0 {
		t.Errorf("%s\n%s", plural(len(lines), "fault"), strings.Join(lines, "\n"))
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func TestPackagesCompile(t *testing.T) {
	repository(t)
	all, err := loadPackages()
	if err != nil {
		t.Error(err)
	}
	if len(all) == 0 {
		t.Error("no package was found, so the other tests of the structure had nothing to look at")
	}
}

// except drops the faults of files for which a reason is known, and reports reasons that no
// file needs.
func except(faults []fault, reasons map[string]string) []fault {
	var kept []fault
	needed := map[string]bool{}
	for _, f := range faults {
		file, _, _ := strings.Cut(f.at, ":")
		if needed[file] = true; reasons[file] == "" {
			kept = append(kept, f)
		}
	}
	for file := range reasons {
		if !needed[file] {
			kept = append(kept, fault{file, "a reason is given and nothing needs it any more: take it out of the list"})
		}
	}
	return kept
}

func TestModulesArePlain(t *testing.T) {
	repository(t)
	modules, workspace := readModules(t)
	report(t, moduleFaults(modules, workspace))
}

func TestCoreLinksLittle(t *testing.T) {
	repository(t)
	report(t, linkFaults(coreDependencies(t)))
}

func TestImportsGoOneWay(t *testing.T) {
	report(t, orderFaults(order, packages(t)))
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	var faults []fault
	for _, p := range packages(t) {
		faults = slices.Concat(faults, docFaults(p), commentFaults(p))
	}
	report(t, faults)
}

func TestNothingRunsOrChangesOnItsOwn(t *testing.T) {
	faults := stateFaults(packages(t))
	for _, p := range packages(t) {
		faults = append(faults, initFaults(p)...)
	}
	report(t, faults)
}

func TestResultsAreExactAndRepeatable(t *testing.T) {
	var floats, unsafe, faults []fault
	for _, p := range packages(t) {
		if p.module == core {
			floats = append(floats, floatFaults(p)...)
			for _, f := range ambientFaults(p, ambientAllowed) {
				if strings.HasPrefix(f.what, "unsafe.") {
					unsafe = append(unsafe, f)
				} else {
					faults = append(faults, f)
				}
			}
		}
	}
	report(t, slices.Concat(faults, except(floats, floatsAllowed), except(unsafe, unsafeAllowed)))
}

func TestNamesAndFiles(t *testing.T) {
	files := tree(t)
	report(t, folderFaults(files))
	report(t, nameFaults(files))
	report(t, lengthFaults(files))
}

func TestTextSpeaksOfTheProjectAlone(t *testing.T) {
	report(t, wordFaults(tree(t)))
}

func TestNoSentenceOfTheStandardsGuidance(t *testing.T) {
	guidance := shared(t, "iso28004.txt")
	report(t, sentenceFaults(tree(t), guidance, titles()))
}

func TestCatalogueLosesNothing(t *testing.T) {
	report(t, catalogueFaults(shared(t, "requirements.tsv"), catalogue()))
}
