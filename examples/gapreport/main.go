package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

const (
	exitAssessed = 0
	exitGaps     = 1
	exitBadInput = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout)))
}

// options are what the command line says.
type options struct {
	system  string
	checks  string
	at      string
	day     records.Date // the same
	format  string
	clause  string
	explain string
	store   string
	witness string
	// passphrase is the file that has the one of the key of the store.
	passphrase string
	now        func() time.Time // of what is saved in the store
	fail       bool
	advice     bool
}

// run does what main does, where a test can see it. What it prints it prints at the end, so
// that bad input leaves the standard output empty.
func run(args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	if len(args) > 0 && args[0] == "rules" {
		return runRules(args[1:], stdout, stderr, screen)
	}
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitAssessed
	}
	var out bytes.Buffer
	var report *conformity.Report
	if err == nil {
		report, err = write(&out, stderr, o, screen)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintf(stderr, "gapreport: %v\n", err)
		return exitBadInput
	}
	if o.fail && hasGaps(report, o.clause) {
		return exitGaps
	}
	return exitAssessed
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("gapreport", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.system, "system", "", "the `folder` of the system; an invented operator where there is none")
	flags.StringVar(&o.checks, "checks", "", "a `folder` of checks of your own, which stand beside the standard's")
	flags.StringVar(&o.at, "at", "", "the `day` to assess as of, 2006-01-02; the one that the folder states where there is none")
	flags.StringVar(&o.format, "format", "text", "text or json")
	flags.StringVar(&o.clause, "clause", "", "only this `clause` and those below it, such as 4.3.1")
	flags.StringVar(&o.explain, "explain", "", "the whole chain for one requirement, by its `id`")
	flags.StringVar(&o.store, "store", "", "the SQLite `file` that keeps the system: with -system that is saved in it, without it is loaded from it")
	flags.StringVar(&o.witness, "witness", "", "a `file` that keeps the checkpoints of the store, on another disk or machine")
	flags.StringVar(&o.passphrase, "passphrase", "", "a `file` whose first line is the passphrase of the key of the store; without it the key is kept as it is, readable by its owner only")
	flags.BoolVar(&o.advice, "advice", false, "say as well how far the guide to the standard is followed; it demands nothing")
	flags.BoolVar(&o.fail, "fail", false, "exit with 1 if anything is unmet or undetermined")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is left over: everything is said with flags, see -help", flags.Arg(0))
	case o.format != "text" && o.format != "json":
		return o, fmt.Errorf("-format %s: write text or json", o.format)
	case o.explain != "" && o.advice:
		return o, errors.New("-explain asks for one requirement and -advice is about none: leave one out")
	case o.explain != "" && o.clause != "":
		return o, errors.New("-explain asks for one requirement and -clause for many: leave one out")
	case o.passphrase != "" && o.store == "":
		return o, errors.New("-passphrase is that of the key of a store: say -store too")
	case o.witness != "" && o.store == "":
		return o, errors.New("-witness keeps the checkpoints of a store: say -store too")
	}
	if o.at != "" {
		var err error
		if o.day, err = records.ParseDate(o.at); err != nil {
			return o, fmt.Errorf("-at %w", err)
		}
	}
	if _, known := conformity.ClauseByID(o.clause); o.clause != "" && !known {
		return o, fmt.Errorf("-clause %s: the standard has clauses 4 to 4.6, such as 4.3.1", o.clause)
	}
	return o, nil
}

func write(w, stderr io.Writer, o options, screen terminal.Screen) (*conformity.Report, error) {
	k := &kept{}
	var err error
	if o.store != "" {
		k, err = keep(context.Background(), o)
	} else {
		k.system, err = load(o)
	}
	for _, line := range k.notes {
		fmt.Fprintf(stderr, "gapreport: %s\n", line)
	}
	if err != nil {
		return nil, err
	}
	system := k.system
	day := system.AsOf
	if !o.day.IsZero() {
		day = o.day
	}
	if day.IsZero() {
		return nil, errors.New("the folder states no as_of: write it into system.yaml, or say -at 2006-01-02")
	}
	own, err := ownChecks(o)
	if err != nil {
		return nil, err
	}
	options := []iso28000.Option{iso28000.WithChecks(own...)}
	if o.advice {
		options = append(options, iso28000.WithAdvice())
	}
	report := iso28000.Assess(system, day.Start(), options...)
	switch {
	case o.explain != "":
		err = explain(w, report, o, screen)
	case o.format == "json":
		err = writeJSON(w, report)
	default:
		err = text{screen, system, report, o}.write(w)
	}
	under := w
	if o.format == "json" {
		under = stderr // what reads JSON reads nothing else
	}
	for i, line := range k.about {
		if i == 0 {
			fmt.Fprintln(under)
		}
		io.WriteString(under, screen.Indent("", "  ", line))
	}
	return report, err
}

func load(o options) (*iso28000.System, error) {
	if o.system == "" {
		return iso28000.Load(systems.Operator(), yaml.Format, records.JSON)
	}
	folder, err := folderOf(o.system, "-system takes the folder that holds the files of the system")
	if err != nil {
		return nil, err
	}
	return iso28000.Load(folder, yaml.Format, records.JSON)
}

// ownChecks loads the user's own checks, where there are some.
func ownChecks(o options) ([]conformity.Check[*iso28000.System], error) {
	if o.checks == "" {
		return nil, nil
	}
	folder, err := folderOf(o.checks, "-checks takes the folder that holds the files of your checks")
	if err != nil {
		return nil, err
	}
	return iso28000.LoadChecks(folder, yaml.Format, records.JSON)
}

func folderOf(name, takes string) (fs.FS, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: %s", name, takes)
	}
	return os.DirFS(name), nil
}

func explain(w io.Writer, report *conformity.Report, o options, screen terminal.Screen) error {
	explanation, err := report.Explain(o.explain)
	switch {
	case err != nil:
		return err
	case o.format == "json":
		return writeJSON(w, explanation.Result)
	}
	_, err = io.WriteString(w, screen.Wrap(explanation.String()))
	return err
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

func hasGaps(report *conformity.Report, clause string) bool {
	if clause == "" {
		totals := report.Totals()
		return totals.Unmet+totals.Undetermined > 0
	}
	for result := range report.InClause(clause) {
		if result.Status == conformity.StatusUnmet && result.Waiver == nil || result.Status == conformity.StatusUndetermined {
			return true
		}
	}
	return false
}
