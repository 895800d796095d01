package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
	"github.com/iso28000/iso28000/risk"
)

//go:embed sample
var sample embed.FS

const (
	exitRated    = 0
	exitBadInput = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout), time.Now()))
}

// options are what the command line says.
type options struct {
	register, mapping, criteria string
	at, format                  string
}

// run does what main does, where a test can see it. What it prints it prints at the end, so that
// bad input leaves the standard output empty.
func run(args []string, stdout, stderr io.Writer, screen terminal.Screen, now time.Time) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitRated
	}
	var out bytes.Buffer
	if err == nil {
		err = write(&out, o, screen, now)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintf(stderr, "register: %v\n", err)
		return exitBadInput
	}
	return exitRated
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("register", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.register, "csv", "", "the register: a `file` of delimited text or JSON; an invented one where there is none")
	flags.StringVar(&o.mapping, "mapping", "", "the `file` that says what its columns mean, YAML or JSON")
	flags.StringVar(&o.criteria, "criteria", "", "the `file` of the criteria, YAML or JSON")
	flags.StringVar(&o.at, "at", "", "the `day` to decide as of, 2006-01-02; today where there is none")
	flags.StringVar(&o.format, "format", "text", "text or json")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	given := 0
	for _, file := range []string{o.register, o.mapping, o.criteria} {
		if file != "" {
			given++
		}
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is left over: everything is said with flags, see -help", flags.Arg(0))
	case o.format != "text" && o.format != "json":
		return o, fmt.Errorf("-format %s: write text or json", o.format)
	case given != 0 && given != 3:
		return o, errors.New("-csv, -mapping and -criteria go together: give all three, or none to see the sample")
	}
	return o, nil
}

func write(w io.Writer, o options, screen terminal.Screen, now time.Time) error {
	at := now
	if o.at != "" {
		day, err := records.ParseDate(o.at)
		if err != nil {
			return fmt.Errorf("-at %w", err)
		}
		at = day.Start()
	}
	report, err := rate(o, at)
	if err != nil {
		return err
	}
	if o.format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(report)
	}
	return text{screen, report}.write(w)
}

// rate reads the three files and rates the register. The program in short: load criteria and
// mapping, compile, read, decide.
func rate(o options, at time.Time) (*report, error) {
	var files fs.FS = osFiles{}
	isSample := o.register == ""
	if isSample {
		files = sample
		o.register, o.mapping, o.criteria = "sample/register.csv", "sample/mapping.yaml", "sample/criteria.yaml"
	}
	data, err := fs.ReadFile(files, o.criteria)
	if err != nil {
		return nil, err
	}
	criteria, err := risk.LoadCriteria(o.criteria, data, yaml.Format)
	if err != nil {
		return nil, err
	}
	if data, err = fs.ReadFile(files, o.mapping); err != nil {
		return nil, err
	}
	mapping, err := risk.LoadMapping(o.mapping, data, yaml.Format)
	if err != nil {
		return nil, err
	}
	rater, err := criteria.Compile()
	if err != nil {
		return nil, err
	}
	file, err := files.Open(o.register)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	register, err := risk.ReadRegister(file, path.Base(o.register), mapping, rater)
	if err != nil {
		return nil, err
	}
	r, err := newReport(register, mapping.Title, rater, at)
	if err != nil {
		return nil, err
	}
	r.sample = isSample
	return r, nil
}

// osFiles opens the files that the command line names, wherever they are.
type osFiles struct{}

func (osFiles) Open(name string) (fs.File, error) { return os.Open(name) }
