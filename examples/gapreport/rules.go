package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	colour "github.com/jedib0t/go-pretty/v6/text"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk/risktest"
	"github.com/iso28000/iso28000/rules/checktest"
	"github.com/iso28000/iso28000/rules/ruletest"
)

// ruleOptions are what the command line says after gapreport rules test.
type ruleOptions struct {
	ruletest.Options
	format string
	folder string
}

// runRules does what gapreport rules does.
func runRules(args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	o, err := parseRules(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitAssessed
	}
	var out bytes.Buffer
	passed := false
	if err == nil {
		passed, err = testRules(&out, o, screen)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "gapreport: %v\n", err)
		return exitBadInput
	case !passed:
		return exitGaps
	}
	return exitAssessed
}

func parseRules(args []string, stderr io.Writer) (ruleOptions, error) {
	var o ruleOptions
	if len(args) == 0 || args[0] != "test" {
		return o, errors.New("gapreport rules knows one word more: gapreport rules test FOLDER")
	}
	flags := flag.NewFlagSet("gapreport rules test", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.Coverage, "coverage", 0, "exit with 1 if the cases cover less than so many `percent`")
	flags.IntVar(&o.Mutation, "mutation", 0, "exit with 1 if they notice less than so many `percent` of the changes to the rules")
	flags.BoolVar(&o.Mutate, "mutate", false, "say which changes to the rules no case notices")
	flags.StringVar(&o.format, "format", "text", "text or json")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "gapreport rules test [flags] FOLDER runs the cases of the tolerability rules and checks in a folder.")
		flags.PrintDefaults()
	}
	// The folder may stand before the flags, too.
	rest := args[1:]
	for {
		if err := flags.Parse(rest); err != nil {
			return o, err
		}
		if flags.NArg() == 0 {
			break
		}
		if o.folder != "" {
			return o, fmt.Errorf("%q is left over: one folder is tested, with those below it", flags.Arg(0))
		}
		o.folder, rest = flags.Arg(0), flags.Args()[1:]
	}
	switch {
	case o.folder == "":
		return o, errors.New("rules test needs the folder that holds the rules, as in: gapreport rules test examples/rules")
	case o.format != "text" && o.format != "json":
		return o, fmt.Errorf("-format %s: write text or json", o.format)
	case o.Coverage < 0 || o.Coverage > 100 || o.Mutation < 0 || o.Mutation > 100:
		return o, errors.New("-coverage and -mutation are percent, 0 to 100")
	}
	return o, nil
}

// testRules tests the rules of a folder, and reports whether all is as it was asked for.
func testRules(w io.Writer, o ruleOptions, screen terminal.Screen) (passed bool, err error) {
	info, err := os.Stat(o.folder)
	switch {
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, fmt.Errorf("%s is a file: name the folder that it is in", o.folder)
	}
	fsys := os.DirFS(o.folder)
	suites, err := ruletest.Scan(fsys, findRules, yaml.Format, records.JSON)()
	if err != nil {
		return false, pointed(fsys, err)
	}
	reports := make([]*ruletest.Report, len(suites))
	var wrong []error
	for i, suite := range suites {
		if reports[i], err = suite.Test(o.Options); err != nil {
			return false, err
		}
		wrong = append(wrong, reports[i].Err())
	}
	if o.format == "json" {
		return errors.Join(wrong...) == nil, writeJSON(w, reports)
	}
	for i, report := range reports {
		if i > 0 {
			fmt.Fprintln(w)
		}
		writeRuleReport(w, report, screen)
	}
	if err := errors.Join(wrong...); err != nil {
		fmt.Fprintf(w, "\n%s\n", screen.Paint(err.Error(), colour.FgRed))
		return false, nil
	}
	return true, nil
}

// findRules finds in one file whatever it holds that has cases: criteria with tolerability
// rules, or checks of one's own.
func findRules(file string, top *records.Node) ([]*ruletest.Suite, error) {
	if suites, err := risktest.Find(file, top); len(suites) > 0 || err != nil {
		return suites, err
	}
	return checktest.Find[iso28000.System](file, top)
}

// writeRuleReport writes a report with its head in colours.
func writeRuleReport(w io.Writer, report *ruletest.Report, screen terminal.Screen) {
	title, rest, _ := strings.Cut(report.String(), "\n")
	summary, rest, _ := strings.Cut(rest, "\n")
	paint := colour.FgGreen
	if report.Err() != nil {
		paint = colour.FgRed
	}
	fmt.Fprintf(w, "%s\n%s\n%s", screen.Paint(title, colour.Bold), screen.Paint(summary, paint), rest)
}
