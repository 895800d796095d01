package main

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/rules"
	"github.com/iso28000/iso28000/rules/checktest"
	"github.com/iso28000/iso28000/rules/rulecheck"
	"github.com/iso28000/iso28000/rules/ruletest"
)

//go:embed checks
var embedded embed.FS

func main() {
	var out bytes.Buffer
	err := run(&out, terminal.Of(os.Stdout))
	if err == nil {
		_, err = os.Stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "customchecks: %v\n", err)
		os.Exit(2)
	}
}

// run assesses the example operator by the standard and by the scheme, and tests the scheme.
func run(w io.Writer, screen terminal.Screen) error {
	folder, err := fs.Sub(embedded, "checks")
	if err != nil {
		return err
	}
	criteria, err := readCriteria(folder)
	if err != nil {
		return err
	}
	// A program without tests of its rules would call iso28000.LoadChecks(folder, yaml.Format).
	set, err := rulecheck.Load[iso28000.System](folder, rules.Limits{}, yaml.Format)
	if err != nil {
		return err // every fault of every file: seals.yaml:14:12: [0].require: unknown name …
	}
	system, err := iso28000.Load(systems.Operator(), yaml.Format)
	if err != nil {
		return err
	}
	report := iso28000.Assess(system, system.AsOf.Start(), iso28000.WithChecks(set.Checks()...))
	p := printer{w: w, screen: screen}
	p.head(system, report, criteria)
	for _, c := range criteria {
		answers := answering(set.Definitions(), c)
		if len(answers) == 0 {
			p.unanswered(c)
		}
		for _, d := range answers {
			result, err := report.Result(d.Check)
			if err != nil {
				return err
			}
			p.criterion(c, result)
		}
	}
	return test(&p, set)
}

// answering returns the checks that answer a criterion.
func answering(definitions []rulecheck.Definition, c criterion) []rulecheck.Definition {
	var found []rulecheck.Definition
	for _, d := range definitions {
		for _, reference := range d.References {
			if reference == c.ID {
				found = append(found, d)
			}
		}
	}
	return found
}

// test tries the cases of the rules, what they cover, and which mistakes they would notice.
func test(p *printer, set *rulecheck.Set[iso28000.System]) error {
	p.title("TESTS OF THE RULES")
	for _, suite := range checktest.Suites(set) {
		report, err := suite.Test(ruletest.Options{Mutate: true})
		if err != nil {
			return err
		}
		p.tested(report)
	}
	p.total()
	return nil
}

// gaps counts what is unmet of the standard.
func gaps(report *conformity.Report) (unmet int) {
	for result := range report.Unmet() {
		if _, standard := conformity.ByID(result.ID); standard {
			unmet++
		}
	}
	return unmet
}
